// Where a formula in t may turn sharply: the counterpart of `penalty/kinks.py`.

import { ofOne } from "./one.js";
import { halved } from "./roots.js";

const TOUCHING = 1e-10; // of what a decider is beside a place where it touches zero
export const GRID = [0, ...Array.from({ length: 1601 }, (_, k) => 10 ** (-8 + k / 100))];

// All t > 0 at which a kink or a jump may be.
export function turnsOf(tree) {
  const found = new Set();
  for (const decider of deciders(tree)) for (const zero of zeros(ofOne(decider))) found.add(zero);
  return [...found].sort((a, b) => a - b);
}

function* deciders(tree) {
  if (!Array.isArray(tree) || tree[0] === "theta") return;
  const [what, ...rest] = tree;
  for (const part of what === "piecewise" ? rest.flat(1) : rest) yield* deciders(part);
  if (what === "abs" || what === "sign" || (what === "^" && rest[1] !== Math.abs(Math.trunc(rest[1])))) yield rest[0];
  if (["max", "min", "<", "<=", ">", ">=", "==", "!="].includes(what)) for (let k = 0; k < rest.length; k++) for (let j = 0; j < k; j++) yield ["+", rest[k], ["*", -1, rest[j]]];
}

function* zeros({ value, jet }) {
  const v = GRID.map(value), nearer = (...ends) => ends.reduce((a, b) => (Math.abs(value(b)) < Math.abs(value(a)) ? b : a));
  const rounded = (at) => { const cut = Number(at.toPrecision(14)); return Math.abs(value(cut)) <= Math.abs(value(at)) ? cut : at; };
  if (!v.some((each) => each !== 0)) return;
  for (let k = 0; k < GRID.length - 1; k++) {
    const sign = Math.sign(v[k]), ends = [GRID[k], GRID[k + 1]];
    if (k && v[k] === 0 && (v[k - 1] !== 0 || v[k + 1] !== 0)) yield GRID[k];
    if (!Number.isFinite(v[k]) || !Number.isFinite(v[k + 1])) continue;
    if (v[k] * v[k + 1] < 0) yield rounded(nearer(...halved((t) => Math.sign(value(t)) === sign, ...ends)));
    else if (v[k] !== 0 && v[k + 1] !== 0 && sign * jet(GRID[k])[1] < 0 && Math.sign(v[k + 1]) * jet(GRID[k + 1])[1] > 0) {
      const at = nearer(...halved((t) => sign * jet(t)[1] < 0, ...ends));
      if (Math.abs(value(at)) <= TOUCHING * Math.abs(v[k])) yield rounded(at);
    }
  }
}
