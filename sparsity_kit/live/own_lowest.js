// The lowest point of f + λΩ for a penalty that is known by its formula alone. No drawing.

import { deepest, newton } from "./deepest.js";
import { ownOf, sides } from "./own.js";
import { cross, crossing } from "./roots.js";
import { AXES, ways } from "./vectors.js";

// F = f + λΩ, with f up to a constant: θᵀAθ − 2h·θ.
function problem(s) {
  const { A: [[a, b], [, d]], lam } = s, own = ownOf(s), [c1, c2] = s.center, h = [a * c1 + b * c2, b * c1 + d * c2];
  const jet = ([x, y], way) => {
    const [v, u1, u2, w11, w12, w22] = own.jet([x, y], way);
    return [a * x * x + 2 * b * x * y + d * y * y - 2 * (h[0] * x + h[1] * y) + lam * v, 2 * (a * x + b * y - h[0]) + lam * u1,
      2 * (b * x + d * y - h[1]) + lam * u2, 2 * a + lam * w11, 2 * b + lam * w12, 2 * d + lam * w22];
  };
  const slope = ([x, y], [u, v]) => 2 * (a * x + b * y - h[0]) * u + 2 * (b * x + d * y - h[1]) * v + lam * own.slope([x, y], [u, v]);
  return { A: s.A, h, lam, own, jet, slope, value: (theta) => jet(theta, [0, 0])[0] };
}

const settled = (F, theta, way) => F.slope(theta, way) >= 0 && F.slope(theta, way.map((v) => 0 - v)) >= 0;

// F's slope and bend along axis j; outside of where Ω is finite the way leads back to zero.
const steep = (jet, j, z) => (Number.isFinite(jet[0]) ? [jet[1 + j], jet[3 + 2 * j]] : [Math.sign(z) * Infinity, 1]);

// The best θ₁ for a θ₂, as two neighbours; Ω is convex.
function bestFirst(F, y) {
  const { A: [[a, b]], h } = F, free = (h[0] - b * y) / a;
  if (settled(F, [0, y], AXES[0])) return [0, 0];
  const f = (x) => steep(F.jet([x, y], AXES[0]), 0, x);
  let ends = [Math.min(free, 0), Math.max(free, 0)];
  for (let wide = ends[1] - ends[0] || Math.abs(y) || 1, n = 0; n < 60 && f(ends[0])[0] >= 0; n++) { ends = [ends[0] - wide, ends[0]]; wide *= 2; }
  for (let wide = ends[1] - ends[0], n = 0; n < 60 && f(ends[1])[0] < 0; n++) { ends = [ends[1], ends[1] + wide]; wide *= 2; }
  return crossing(f, ...ends, Number.isFinite(f(free)[0]) && free > ends[0] && free < ends[1] ? free : (ends[0] + ends[1]) / 2);
}

// The slope and the bend of min over θ₁ of F, at θ₂ and a little to its `side`. On both sides of the best θ₁ F has a
// gradient, and the mixture of the two that has no slope along θ₁ tells the slope along θ₂, whatever kink lies there.
function profile(F, y, side) {
  if (!Number.isFinite(F.jet([0, y], [0, side])[0])) return [(Math.sign(y) || side) * Infinity, 1];
  const [low, high] = bestFirst(F, y), left = F.jet([low, y], [-1, 1e-9 * side]), right = F.jet([high, y], [1, 1e-9 * side]);
  const share = Math.max(0, Math.min(1, left[1] / (left[1] - right[1]) || 0)), mixed = share > 0 ? (1 - share) * left[2] + share * right[2] : left[2];
  const loose = right[3] > 0 && Math.abs(right[1] - left[1]) <= 1e-9 * (Math.abs(right[1]) + Math.abs(left[1]) + Math.abs(F.h[0]));
  return [mixed, loose ? right[5] - (right[4] * right[4]) / right[3] : right[5]];
}

// min f + λΩ.
export function pricedOwn(s) {
  const F = problem(s);
  if (F.lam === 0) return s.center;
  if (!F.own.convex) return deepestOwn(F, s.center);
  if (!F.own.separable && atRest(F)) return [0, 0];
  let y = 0;
  if (profile(F, 0, 1)[0] < 0 || profile(F, 0, -1)[0] > 0) {
    const f = (at) => profile(F, at, 1), free = s.center[1] || s.center[0] || 1;
    let low = Math.min(free, 0), high = Math.max(free, 0);
    for (let n = 0; n < 60 && f(low)[0] > 0; n++) low -= (2 ** n) * Math.abs(free);
    for (let n = 0; n < 60 && f(high)[0] < 0; n++) high += (2 ** n) * Math.abs(free);
    [, y] = crossing(f, low, high, (low + high) / 2);
  }
  return [bestFirst(F, y)[1], y];
}

// Whether zero is lowest: no direction leads down, also not the steepest, which is found between the sixty-four.
function atRest(F) {
  const down = (u) => F.slope([0, 0], [Math.cos(u), Math.sin(u)]), all = ways(64).map((_, n) => (n * Math.PI) / 32);
  const start = all.reduce((found, u) => (down(u) < down(found) ? u : found));
  let [low, high] = [start - Math.PI / 32, start + Math.PI / 32];
  for (let n = 0; n < 60; n++) {
    const third = (high - low) / 3;
    if (down(low + third) < down(high - third)) high -= third; else low += third;
  }
  return down((low + high) / 2) >= 0;
}

// min f over Ω <= r and its price; Ω is convex and finite. As λ grows, Ω(θ*) falls. Of all prices that lead to Ω = 0 the least.
export function budgetedOwn(s) {
  const { value } = ownOf(s), at = (lam) => pricedOwn({ ...s, lam }), over = (lam) => s.radius - value(at(lam));
  if (value(s.center) <= s.radius) return [s.center, 0];
  let high = Math.hypot(...problem({ ...s, lam: 0 }).h), [from, before] = [0, s.radius - value(s.center)];
  for (let n = 0; over(high) < 0; n++) { if (n > 60) return [[0, 0], Infinity]; high *= 8; }
  const f = (lam) => { const now = over(lam) || (s.radius ? 0 : Number.MIN_VALUE), rise = (now - before) / (lam - from); [from, before] = [lam, now]; return [now, rise]; };
  const [, lam] = crossing(f, 0, high, high / 2);
  return [at(lam), lam];
}

// A sum of two that is not convex: one coefficient alone by a walk over all places where F can be lower than at zero.

// Places where F's slope along axis j, at θ with this coefficient in the place of its own, changes its sign.
function turns(F, j, theta, all = false, count = 48) {
  const a = F.A[j][j], k = F.h[j] - F.A[0][1] * theta[1 - j], far = (2 * k) / a, found = [], way = AXES[j];
  const put = (z) => (j ? [theta[0], z] : [z, theta[1]]), f = (z) => steep(F.jet(put(z), way), j, z);
  for (let n = 0, from = 0, before = F.slope(put(0), way.map((v) => v * Math.sign(far))); far && n < count; n++) {
    const to = far * ((n + 1) / count) ** 3, after = f(to)[0] * Math.sign(far);
    if (before < 0 !== after < 0 && (all || before < 0)) {
      const rising = (z) => f(z).map((v) => (after < 0 ? -v : v));
      found.push(crossing(rising, Math.min(from, to), Math.max(from, to), (from + to) / 2)[1]);
    }
    [from, before] = [to, after];
  }
  return found;
}

function lowestAlong(F, j, theta) {
  const put = (z) => (j ? [theta[0], z] : [z, theta[1]]);
  const far = turns(F, j, theta), all = settled(F, put(0), AXES[j]) ? [0, ...far] : far; // by a hair beside zero F is the same number
  return all.reduce((found, z) => (F.value(put(z)) < F.value(put(found)) ? z : found), all[0] ?? 0);
}

// The lowest point of all, by walks over both coefficients.
function deepestOwn(F, center) {
  const far = 2 * Math.hypot(...center);
  return deepest({
    cost: F.value, polish: (theta) => newton(theta, (at) => F.jet(at, [0, 0]).slice(1), (next, at) => falls(F, next, at)), center,
    first: (y) => lowestAlong(F, 0, [0, y]), second: (x) => lowestAlong(F, 1, [x, 0]),
    ys: Array.from({ length: 2 * LOOKS + 1 }, (_, k) => (far * (k - LOOKS)) / LOOKS),
  });
}
const LOOKS = 24;

// But for rounding.
const falls = (F, next, at) => { const value = F.value(at); return !(F.value(next) > value + 1e-13 * Math.abs(value)); };

// One coefficient: the loss is xx·t² − 2xy·t. Its answer, and where else the slope of F is zero.
const asPlane = ({ xx, xy, ...s }) => ({ ...s, A: [[xx, 0], [0, 1]], center: [xy / xx, 0] });
export function aloneOwn(s) {
  const F = problem(asPlane(s));
  return s.lam === 0 ? s.xy / s.xx : F.own.convex ? bestFirst(F, 0)[1] : lowestAlong(F, 0, [0, 0]);
}

export function othersOwn(s, theta) {
  if (ownOf(s).convex || s.lam === 0) return [];
  const F = problem(asPlane(s)), all = turns(F, 0, [0, 0], true, 400);
  return [...(settled(F, [0, 0], AXES[0]) ? [0] : []), ...all].filter((z) => Math.abs(z - theta) > 1e-9 * Math.abs(s.xy / s.xx));
}

// The pulls 2xy that leave θ* at zero, from and to. Without convexity: while zero is as low as any other place.
export function heldPulls(s) {
  const own = ownOf(s), [low, high] = sides(s, [0, 0], 0).map((v) => (s.lam === 0 ? 0 : s.lam * v));
  if (own.convex || s.lam === 0) return [low, high];
  const end = (sign, slope) => {
    let [from, to] = [0, Number.isFinite(slope) && slope ? Math.abs(slope) : Math.sqrt(s.lam * s.xx) || 1];
    const zero = (pull) => aloneOwn({ ...s, xy: (sign * pull) / 2 }) === 0;
    if (!Number.isFinite(slope)) while (zero(to)) to *= 4;
    return sign * cross((pull) => (zero(pull) ? -1 : 1), from, to);
  };
  return [end(-1, low), end(1, high)];
}
