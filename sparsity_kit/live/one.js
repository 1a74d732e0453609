// Ω of one coefficient from the tree of its formula: its value, and value, slope and bend on one side of a point.

import { shapeOf } from "./formula.js";

// The function of t that a tree is, with 0·∞ not a number, as `penalty/tree.py` has it.
const JOIN = {
  "+": (a, b) => a + b, "*": (a, b) => a * b, max: Math.max, min: Math.min, and: (a, b) => a && b, or: (a, b) => a || b,
  "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b, "==": (a, b) => a === b, "!=": (a, b) => a !== b,
};
const MAP = { abs: Math.abs, sign: Math.sign, exp: Math.exp, log: Math.log, not: (a) => !a };
export function plainly(tree) {
  if (!Array.isArray(tree)) return () => tree;
  const [what, ...rest] = tree;
  if (what === "theta") return (t) => t;
  if (what === "^") { const base = plainly(rest[0]); return (t) => base(t) ** rest[1]; }
  if (what === "piecewise") {
    const all = rest.map((pair) => pair.map(plainly));
    return (t) => (all.find(([, holds]) => holds(t)) ?? [() => NaN])[0](t);
  }
  const parts = rest.map(plainly), map = MAP[what];
  return map ? (t) => map(parts[0](t)) : (t) => parts.map((part) => part(t)).reduce((a, b) => JOIN[what](a, b));
}

// Ω of one coefficient: its value, and [value, slope, bend] on the side to which t is left.
export function ofOne(tree) {
  const { jet } = shapeOf(tree);
  return { tree, value: plainly(tree), jet: (t, side = 1) => { const [v, slope, , bend] = jet([t, 0], [side, 0]); return [v, slope, bend]; } };
}
