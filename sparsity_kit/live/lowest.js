// The prox of a penalty that was studied, and its threshold: the counterpart of `penalty/lowest.py`.

import { crossing, halved } from "./roots.js";

// argmin over z of ½(z − v)² + step·Ω(z): the lowest of the knots and of one place between each two; zero where none is lower.
export function proxOf(one, v, step) {
  const size = Math.abs(v), ends = [...one.knots, Infinity].map((knot) => Math.min(knot, size));
  const between = one.knots.map((_, k) => rising(one, ends[k], ends[k + 1], size, step));
  let best = 0, least = step > 0 && Number.isFinite(one.slope) && size > step * one.slope ? Infinity : 0;
  for (const z of [...between, ...ends.slice(1)]) { // of those that differ by rounding the first counts
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
  return crossing(f, low, high, (low + high) / 2)[1];
}

// Up to which |x·y| θ* = argmin (θ − x·y)² + λΩ(θ) is exactly zero, and where it is just beyond: [threshold, jump].
export function thresholdOf(one, lam) {
  const zero = (v) => proxOf(one, v, lam / 2) === 0;
  if (!(one.slope > 0) || lam === 0) return [0, 0];
  let low = 0, high = Number.isFinite(one.slope) ? (lam / 2) * one.slope : Math.sqrt(lam) || 1;
  if (Number.isFinite(one.slope) && zero(high)) return [high, 0];
  for (let n = 0; n < 400 && zero(high); n++) { low = high; high *= 4; }
  [low, high] = halved(zero, low, high);
  return [low, proxOf(one, high, lam / 2)];
}
