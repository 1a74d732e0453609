// Is a formula in t a penalty, and is it convex? By the same grid and rules as in Python. No drawing.

import { ofOne } from "./one.js";
import { GRID, turnsOf } from "./turns.js";
import { typed } from "./typed.js";

const NEAR = 1e-9, HUGE = 1e200;
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

export function study(tree) {
  const one = ofOne(tree), turns = turnsOf(tree), t = whereItIsANumber(one, [...new Set([...GRID, ...turns])].sort((a, b) => a - b));
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
    const [near, far] = [at ? 1e-12 : 1e-200, 1e-6].map((step) => value(at + side * step * unit)), gap = Math.abs(near - here);
    if (gap > 1e-9 * Math.max(1, Math.abs(here)) && gap > 0.5 * Math.abs(far - here)) refuse(`a penalty must be continuous; this jumps from ${short(here)} to ${short(near)} at t = ${short(at)}`);
  }
}

function slopeAtZero({ value, jet }) {
  const rise = [1e-6, 1e-10, 1e-20, 1e-36].map((t) => value(t) / t), grows = (k) => rise[k + 1] > (1 + 1e-5) * rise[k];
  for (const at of [0, 1e-100, 1e-30]) { // so near that t⁴ is 0, and farther out
    const slope = jet(at)[1], off = rise.map((each) => Math.abs(each - slope));
    const nearing = [0, 2].some((k) => off[k + 1] < 0.9999 * off[k]), near = Math.min(off[0], off[1]) <= 1e-2 * Math.abs(slope) + 1e-6;
    if (slope === Infinity ? grows(0) : nearing || near) return Math.max(slope, 0);
  }
  return [0, 1, 2].every(grows) ? Infinity : refuse("the slope of a penalty at 0 must be clear, and this formula's is not; write it more simply");
}

// Whether it is convex, where its slope falls if not, and the knots between which its bend only rises or only falls.
function shape({ jet }, t, turns) {
  const jets = t.map((z) => jet(z)), next = riseToTheNext(jet, turns), knots = new Set([0, ...turns]);
  const room = jets.map(([, slope], k) => NEAR * Math.max(Math.abs(slope) / Math.max(t[k], t[1] / 10), next(t[k])));
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

// Ω′ beyond the next turn, over its place: bends that are small beside this are rounding of what cancels there.
function riseToTheNext(jet, turns) {
  const rises = turns.map((turn) => Math.abs(jet(turn)[1]) / turn);
  return (t) => { const rise = rises[turns.findIndex((turn) => turn >= t)]; return Number.isFinite(rise) ? rise : 0; };
}
