// A penalty that is known by its formula alone: its slopes, and what kind of place of its ball a point is. No drawing.
// A state `s` has _own: the formula, and whether Ω is separable, convex and finite. Ω is least at zero; the ball {Ω <= r}
// is a star around it. The tests compare all of this with the kit's solvers.

import { shapeOf } from "./formula.js";
import { AXES, plus, ways } from "./vectors.js";

const kept = new WeakMap();
export function ownOf({ _own }) {
  if (!kept.has(_own)) kept.set(_own, { ..._own, ...shapeOf(_own.formula) });
  return kept.get(_own);
}


// ∂Ω along axis j from the left and from the right. A kink may lie between this number and its neighbour.
export function sides(s, theta, j) {
  const { slope, value } = ownOf(s), beside = 1e-14 * Math.abs(theta[j]);
  if (!Number.isFinite(value(theta))) return [1, 1].map(() => Math.sign(theta[j]) * Infinity);
  return [-1, 1].map((sign) => {
    const way = AXES[j].map((v) => sign * v), there = plus(theta, way, beside);
    return sign * (Number.isFinite(value(there)) ? slope(there, way) : Infinity);
  });
}

export const differ = (low, high) => high > low && (high - low === Infinity || high - low > 1e-9 * (Math.abs(low) + Math.abs(high)));

// ∂Ω(θ): its corners, in the order of their angles. One: Ω is smooth there; two: a stretch.
export function slopesAt(s, theta) {
  const own = ownOf(s), size = Math.hypot(...theta);
  if (own.separable) {
    const [[l, r], [b, t]] = [0, 1].map((j) => sides(s, theta, j)), xs = differ(l, r) ? [l, r] : [r], ys = differ(b, t) ? [b, t] : [t];
    return xs.length > 1 && ys.length > 1 ? [[r, t], [l, t], [l, b], [r, b]] : xs.flatMap((x) => ys.map((y) => [x, y]));
  }
  const all = ways(48).map((way) => own.jet(plus(theta, way, 1e-12 * size), way).slice(1, 3));
  const far = (from) => all.reduce((found, g) => (Math.hypot(...plus(g, from, -1)) > Math.hypot(...plus(found, from, -1)) ? g : found));
  const one = far(all[0]), other = far(one), length = Math.hypot(...plus(one, other, -1));
  if (length <= 1e-6 * Math.hypot(...one)) return [own.jet(theta, ways(48)[5]).slice(1, 3)];
  const off = ([x, y]) => Math.abs((x - one[0]) * (other[1] - one[1]) - (y - one[1]) * (other[0] - one[0])) / length;
  return all.every((g) => off(g) <= 1e-6 * length) ? [one, other] : all;
}

// How steep Ω usually is at a distance, for the end of a slider.
export function steepness(s, far) {
  const found = [0, 1].map((j) => Math.abs(sides(s, [far / 2, far / 2], j)[1])).filter((v) => v > 1e-3 && Number.isFinite(v));
  return found.length ? Math.max(...found) : 1;
}

// What kind of place of the ball θ is.
export function placeOf(s, theta, slopes) {
  const own = ownOf(s), least = own.value([0, 0]), size = Math.hypot(...theta);
  if (own.value(theta) <= least + 1e-12 * Math.abs(least)) {
    const alone = ways(16).every((way) => own.value(way.map((v) => 1e-3 * v)) > least);
    return size === 0 && alone ? "origin" : "least";
  }
  if (slopes.length > 1) return "corner";
  const [[u, v]] = slopes, jet = own.jet(theta, [0.8, 0.6]), bent = jet[3] * v * v - 2 * jet[4] * u * v + jet[5] * u * u;
  return Math.abs(bent) * size <= 1e-9 * (u * u + v * v) ** 1.5 ? "edge" : "smooth";
}
