// The trees that a formula in t may be: numbers, conditions and what joins them; and the words for what is none.

export const CALLS = { abs: "abs", Abs: "abs", max: "max", Max: "max", min: "min", Min: "min", sign: "sign", sgn: "sign", exp: "exp", log: "log", ln: "log", And: "and", Or: "or", Not: "not", Eq: "==", Ne: "!=" };
export const COMPARED = ["<", "<=", ">", ">=", "==", "!="], JOINED = ["and", "or", "not"];
const CONSTANTS = { pi: Math.PI, E: Math.E };
export const KNOWN = "t, numbers, + - * / **, abs, sqrt, max, min, sign, exp, log and Piecewise";

export const wrong = (words) => { throw new Error(words); };
export const isCondition = (tree) => typeof tree === "boolean" || (Array.isArray(tree) && (COMPARED.includes(tree[0]) || JOINED.includes(tree[0])));
export const minus = (tree) => (Array.isArray(tree) ? ["*", -1, tree] : -tree);
export const aNumberOf = (tree) => (isCondition(tree) ? wrong("a number is expected where a condition stands; use the condition in Piecewise") : tree);
export const aCondition = (tree) => (isCondition(tree) ? tree : wrong("a condition is expected here, such as abs(t) <= 1"));

export function named(name) {
  if (name === "t") return ["theta", 0];
  if (name in CONSTANTS) return CONSTANTS[name];
  if (name === "True" || name === "False") return name === "True";
  return wrong(name in CALLS || name === "sqrt" ? `${name} is a function; write ${name}(t)` : `the name ${name} means nothing here; use t`);
}

export function plainNumber(tree) {
  if (!Array.isArray(tree)) return tree;
  if (!["+", "*", "^"].includes(tree[0])) return null;
  const [one, other] = tree.slice(1).map(plainNumber);
  if (one === null || other === null) return null;
  const value = tree[0] === "+" ? one + other : tree[0] === "*" ? one * other : one ** other;
  return Number.isFinite(value) ? value : null;
}
