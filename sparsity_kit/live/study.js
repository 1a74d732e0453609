// Is a formula in t a penalty, is it convex, and where is its prox? The counterpart of `penalty/study.py`, `kinks.py` and
// `lowest.py`: the same grid, the same rules. No drawing.

import { shapeOf } from "./formula.js";
import { typed } from "./typed.js";

const NEAR = 1e-9, HUGE = 1e200, TOUCHING = 1e-10, ROUNDS = 200;
const GRID = [0, ...Array.from({ length: 1601 }, (_, k) => 10 ** (-8 + k / 100))];
const short = (v) => (Number.isNaN(v) ? "not a number" : Number.isFinite(v) ? String(Number(v.toPrecision(4))) : v > 0 ? "infinite" : "minus infinity").replaceAll("-", "−");
const refuse = (words) => { throw new Error(words); };

const known = new Map();
// What is known of a text: { wrong: words } or { tree, value, jet, slope, convex, why, knots }.
export function studied(text) {
  if (!known.has(text)) {
    if (known.size > 200) known.clear();
    try { known.set(text, study(typed(text))); } catch (error) { known.set(text, { wrong: error.message }); }
  }
  return known.get(text);
}

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
function ofOne(tree) {
  const { jet } = shapeOf(tree);
  return { tree, value: plainly(tree), jet: (t, side = 1) => { const [v, slope, , bend] = jet([t, 0], [side, 0]); return [v, slope, bend]; } };
}

export function study(tree) {
  const one = ofOne(tree), turns = kinks(tree), t = whereItIsANumber(one, [...new Set([...GRID, ...turns])].sort((a, b) => a - b));
  const size = t.map(one.value);
  needZeroAndEven(one, t, size);
  for (const at of [0, ...turns]) if (at <= t.at(-1)) needContinuous(one, at);
  const k = size.findIndex((value, n) => n && value - size[n - 1] < -NEAR * size[n - 1] - 1e-14);
  if (k > 0) refuse(`a penalty must not fall on the way out; this falls from ${short(size[k - 1])} at t = ${short(t[k - 1])} to ${short(size[k])} at t = ${short(t[k])}`);
  return { ...one, slope: slopeAtZero(one), ...shape(one, t, turns) };
}

function whereItIsANumber({ value }, t) {
  for (const sign of [1, -1]) {
    let before = 0;
    for (let k = 0; k < t.length; k++) {
      const now = value(sign * t[k]);
      if (!Number.isFinite(now)) {
        if (k === 0 || now !== Infinity || !(before > HUGE)) refuse(`a penalty must be a number for every t; this is ${short(now)} at t = ${short(sign * t[k])}`);
        t = t.slice(0, k);
      }
      before = now;
    }
  }
  return t;
}

function needZeroAndEven({ value }, t, size) {
  if (Math.abs(size[0]) > 1e-12) refuse(`a penalty must be 0 at t = 0; this is ${short(size[0])} there: subtract that`);
  const nearest = (all) => all.reduce((found, k) => (Math.abs(Math.log(t[k])) < Math.abs(Math.log(t[found])) ? k : found), all[0]);
  const odd = [...t.keys()].filter((k) => { const other = value(-t[k]); return Math.abs(other - size[k]) > NEAR * (Math.abs(size[k]) + Math.abs(other)) + 1e-14; });
  if (odd.length) { const k = nearest(odd); refuse(`a penalty must be even; this is ${short(size[k])} at t = ${short(t[k])} and ${short(value(-t[k]))} at t = ${short(-t[k])}: write abs(t) for t`); }
  const below = [...t.keys()].filter((k) => size[k] < -1e-12);
  if (below.length) { const k = nearest(below); refuse(`a penalty must be nonnegative; this is ${short(size[k])} at t = ${short(t[k])}`); }
}

function needContinuous({ value }, at) {
  const here = value(at), unit = at || 1;
  for (const side of at ? [-1, 1] : [1]) {
    const [near, far] = [1e-12, 1e-6].map((step) => value(at + side * step * unit)), gap = Math.abs(near - here);
    if (gap > 1e-9 * Math.max(1, Math.abs(here)) && gap > 0.5 * Math.abs(far - here)) refuse(`a penalty must be continuous; this jumps from ${short(here)} to ${short(near)} at t = ${short(at)}`);
  }
}

function slopeAtZero({ value, jet }) {
  const [far, near] = [1e-4, 1e-8].map((t) => value(t) / t);
  for (const at of [0, 1e-100]) {
    const slope = jet(at)[1], off = Math.abs(near - slope);
    if (slope === Infinity || off < 0.999 * Math.abs(far - slope) || off <= 1e-2 * Math.abs(slope) + 1e-6) return Math.max(slope, 0);
  }
  return refuse("the slope of a penalty at 0 must be clear, and this formula's is not; write it more simply");
}

// Whether it is convex, where its slope falls if not, and the knots between which its bend only rises or only falls.
function shape({ jet }, t, turns) {
  const jets = t.map((z) => jet(z)), room = jets.map(([, slope], k) => (NEAR * Math.abs(slope)) / Math.max(t[k], t[1] / 10)), knots = new Set([0, ...turns]);
  let falls = null, last = 0;
  for (let k = 1; k < t.length; k++) {
    const before = jet(t[k], -1)[1], [, slope, bend] = jets[k], old = jets[k - 1][2];
    const down = bend < -room[k] || slope < before - NEAR * Math.abs(before);
    if (down && (falls === null || Math.abs(Math.log(t[k])) < Math.abs(Math.log(falls)))) falls = t[k]; // the one nearest to 1
    const step = bend - old, way = Math.abs(step) > Math.max(NEAR * Math.abs(bend), room[k]) ? Math.sign(step) : 0;
    if (way * last < 0) knots.add(t[k - 1]);
    if (Math.sign(bend) * Math.sign(old) < 0) knots.add(t[k]);
    last = way;
  }
  const convex = falls === null;
  return { convex, falls, knots: convex ? [0, ...turns] : [...knots].sort((a, b) => a - b) };
}

// All t > 0 at which a kink or a jump may be.
export function kinks(tree) {
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

export function halved(holds, low, high, rounds = 60) {
  for (let n = 0; n < rounds; n++) { const middle = (low + high) / 2; if (holds(middle)) low = middle; else high = middle; }
  return [low, high];
}

// argmin over z of ½(z − v)² + step·Ω(z): the lowest of the knots and of one place between each two; zero where none is lower.
export function proxOf(one, v, step) {
  const size = Math.abs(v), ends = [...one.knots, Infinity].map((knot) => Math.min(knot, size));
  const between = one.knots.map((_, k) => rising(one, ends[k], ends[k + 1], size, step));
  let best = 0, least = step > 0 && Number.isFinite(one.slope) && size > step * one.slope ? Infinity : 0;
  for (const z of [...ends.slice(1), ...between]) {
    const cost = z * (z / 2 - size) + step * one.value(z);
    if (cost < least) [best, least] = [z, cost];
  }
  return Math.sign(v) * best + 0;
}

// Where F′ = z − v + step·Ω′ goes from below zero to above between two knots; 0 where it does not.
function rising(one, low, high, v, step) {
  const f = (z, side = 1) => { const [, slope, bend] = one.jet(z, side); return [z - v + step * slope, 1 + step * bend]; };
  if (!(high > low)) return 0;
  if (!one.convex) {
    const first = f(low)[1] >= 0, last = f(high, -1)[1] >= 0, [here, there] = halved((z) => f(z)[1] >= 0 === first, low, high);
    [low, high] = [first ? low : last ? there : high, last ? high : first ? here : low];
  }
  if (!(high > low && f(low)[0] < 0 && f(high, -1)[0] > 0)) return 0;
  let z = (low + high) / 2, left = high - low;
  for (let n = 0; n < ROUNDS; n++) {
    const [value, bend] = f(z), newton = z - value / bend;
    if (value === 0) return z;
    if (value < 0) low = z; else high = z;
    const slow = high - low > left / 2 && Math.abs(newton - z) > 1e-3 * left, next = newton >= low && newton <= high && !slow ? newton : (low + high) / 2;
    left = high - low;
    if (Math.abs(next - z) <= 2e-16 * Math.abs(z)) return next;
    z = next;
  }
  return z;
}

// Up to which |x·y| θ* = argmin (θ − x·y)² + λΩ(θ) is exactly zero, and where it is just beyond: [threshold, jump].
export function thresholdOf(one, lam) {
  const zero = (v) => proxOf(one, v, lam / 2) === 0;
  if (!(one.slope > 0) || lam === 0) return [0, 0];
  let low = 0, high = Number.isFinite(one.slope) ? (lam / 2) * one.slope : Math.sqrt(lam) || 1;
  if (Number.isFinite(one.slope) && zero(high)) return [high, 0];
  for (let n = 0; n < 400 && zero(high); n++) { low = high; high *= 4; }
  [low, high] = halved(zero, low, high, 100);
  return [low, proxOf(one, high, lam / 2)];
}
