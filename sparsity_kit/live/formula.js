// A formula of θ₁ and θ₂ that Python has sent as a tree, and what it does where a point is left in a direction. No drawing.
// A tree is a number, or a list: what is done, and with what, as in ["+", ["abs", ["theta", 0]], 1].

// A jet is [value, slopes by θ₁ and θ₂, bends by θ₁θ₁, θ₁θ₂ and θ₂θ₂]: at a kink those of the piece that is met when the
// point is left in the direction d, so that both sides of a kink are told exactly. Without a direction only the value counts.
const slopeAlong = (jet, [u, v]) => jet[1] * u + jet[2] * v;
const bendAlong = (jet, [u, v]) => (jet[3] * u * u + 2 * jet[4] * u * v + jet[5] * v * v) / 2;
const sideOf = (jet, d) => Math.sign(jet[0]) || Math.sign(slopeAlong(jet, d)) || Math.sign(bendAlong(jet, d)); // above or below zero
const constantly = (value) => [value, 0, 0, 0, 0, 0];
const by = (a, b) => (a === 0 || b === 0 ? 0 : a * b); // also where the other is infinite
const added = (a, b, k = 1) => [a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2], a[3] + k * b[3], a[4] + k * b[4], a[5] + k * b[5]];
function product(a, b) {
  const by_ = (m, n) => by(a[m], b[n]) + by(b[m], a[n]); // what m and n have in each other's company
  return [by(a[0], b[0]), by_(0, 1), by_(0, 2), by_(0, 3) + 2 * by(a[1], b[1]), by_(0, 4) + by_(1, 2), by_(0, 5) + 2 * by(a[2], b[2])];
}

// A function of a jet, from its value and its first two derivatives there.
function chain(a, f, f1, f2) {
  const [, u, v] = a;
  return [f, by(f1, u), by(f1, v), by(f1, a[3]) + by(f2, u * u), by(f1, a[4]) + by(f2, u * v), by(f1, a[5]) + by(f2, v * v)];
}

function raise(a, p, d) {
  const z = a[0], curve = bendAlong(a, d);
  if (z === 0 && p > 0 && p < 1 && slopeAlong(a, d) === 0) { // as √(θ₁² + θ₂²) at the origin, where the bend decides
    const grows = curve > 0 ? p * curve ** (p - 1) * (p === 0.5 ? 1 : p > 0.5 ? 0 : Infinity) : 0;
    return [0, by(grows, a[3] * d[0] + a[4] * d[1]), by(grows, a[4] * d[0] + a[5] * d[1]), 0, 0, 0];
  }
  return chain(a, z ** p, by(p, z ** (p - 1)), by(p * (p - 1), z ** (p - 2)));
}

const FUNCTIONS = { // value and two derivatives
  exp: (z) => [Math.exp(z), Math.exp(z), Math.exp(z)],
  log: (z) => [Math.log(z), 1 / z, -1 / (z * z)],
  sin: (z) => [Math.sin(z), Math.cos(z), -Math.sin(z)],
  cos: (z) => [Math.cos(z), -Math.sin(z), -Math.cos(z)],
  tanh: (z) => { const t = Math.tanh(z), f = 1 - t * t; return [t, f, -2 * t * f]; },
  sinh: (z) => [Math.sinh(z), Math.cosh(z), Math.sinh(z)],
  cosh: (z) => [Math.cosh(z), Math.sinh(z), Math.cosh(z)],
  atan: (z) => { const f = 1 / (1 + z * z); return [Math.atan(z), f, -2 * z * f * f]; },
  asinh: (z) => { const f = 1 / Math.hypot(1, z); return [Math.asinh(z), f, -z * f ** 3]; },
};
const HOLDS = { "<": (s) => s < 0, "<=": (s) => s <= 0, ">": (s) => s > 0, ">=": (s) => s >= 0, "==": (s) => s === 0, "!=": (s) => s !== 0 };

// The function (θ, d) => jet of a tree.
export function formula(tree) {
  if (!Array.isArray(tree)) return () => constantly(tree);
  const [what, ...rest] = tree;
  if (what === "infinity") return () => constantly(Infinity);
  if (what === "theta") return rest[0] ? ([, y]) => [y, 0, 1, 0, 0, 0] : ([x]) => [x, 1, 0, 0, 0, 0];
  if (what === "piecewise") return piecewise(rest);
  if (what === "^") { const base = formula(rest[0]); return (theta, d) => raise(base(theta, d), rest[1], d); }
  const parts = rest.map(formula), [first] = parts;
  const join = (two) => parts.reduce((left, right) => (theta, d) => two(left(theta, d), right(theta, d), d));
  if (what === "+") return join((a, b) => added(a, b));
  if (what === "*" && typeof rest[0] === "number") return scaled(rest[0], formula(rest.length > 2 ? ["*", ...rest.slice(1)] : rest[1]));
  if (what === "*") return join((a, b) => product(a, b));
  if (what === "max") return join((a, b, d) => (sideOf(added(a, b, -1), d) < 0 ? b : a));
  if (what === "min") return join((a, b, d) => (sideOf(added(a, b, -1), d) > 0 ? b : a));
  if (what === "abs") return (theta, d) => { const a = first(theta, d); return sideOf(a, d) < 0 ? a.map((each) => -each) : a; };
  if (what === "sign") return (theta, d) => constantly(sideOf(first(theta, d), d));
  const known = FUNCTIONS[what];
  if (!known) throw new Error(`its formula has ${what}, which is not known here`);
  return (theta, d) => { const a = first(theta, d); return chain(a, ...known(a[0])); };
}

const scaled = (k, part) => (theta, d) => { const a = part(theta, d); return [k * a[0], k * a[1], k * a[2], k * a[3], k * a[4], k * a[5]]; };

function piecewise(pieces) {
  const all = pieces.map(([value, when]) => [formula(value), condition(when)]);
  return (theta, d) => (all.find(([, holds]) => holds(theta, d)) ?? [() => constantly(NaN)])[0](theta, d);
}

function condition(tree) {
  if (!Array.isArray(tree)) return () => tree;
  const [what, ...rest] = tree;
  if (HOLDS[what]) { const [left, right] = rest.map(formula); return (theta, d) => HOLDS[what](sideOf(added(left(theta, d), right(theta, d), -1), d)); }
  const parts = rest.map(condition);
  if (what === "not") return (theta, d) => !parts[0](theta, d);
  return (theta, d) => (what === "and" ? parts.every((part) => part(theta, d)) : parts.some((part) => part(theta, d)));
}

// A penalty Ω by its formula: its value, its slope from θ in a direction (infinite where it jumps), and its jet.
const HERE = [0, 0];
export function shapeOf(tree) {
  const jet = formula(tree), value = (theta) => jet(theta, HERE)[0];
  const slope = (theta, d) => {
    const ahead = jet(theta, d), here = value(theta), step = ahead[0] - here;
    return Math.abs(step) > 1e-12 * (1 + Math.abs(here)) ? step * Infinity : by(ahead[1], d[0]) + by(ahead[2], d[1]);
  };
  return { jet, value, slope };
}
