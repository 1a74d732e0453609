// What is known of the error on held-out rows, at any λ: each fold's is a parabola between two kinks, as Python sends it.
// And how often each column is chosen in many samples: a step wherever one of them changes its mind.

import { between, next } from "./kinks.js";

// A parabola is kept by its values at both ends of its piece and by the product of the residuals there. A share t of the
// way down the residual is (1 − t)·r(high) + t·r(low): squares alone are added, and no digit is lost.
export function errorOf({ lams, ends, products }, lam) {
  const below = next(lams, lam), above = below - 1;
  if (above < 0 || lam <= lams[below]) return ends[below];
  const t = (lams[above] - lam) / (lams[above] - lams[below]);
  return (1 - t) ** 2 * ends[above] + 2 * t * (1 - t) * products[above] + t ** 2 * ends[below];
}

// Of all folds: their errors, the mean, and its standard error √(Σ share·(error − mean)²/(K − 1)).
export function heldOut({ folds, shares }, lam) {
  const errors = folds.map((fold) => errorOf(fold, lam)), mean = sum(errors.map((each, k) => each * shares[k]));
  const apart = errors.map((each) => each - mean), largest = Math.max(...apart.map(Math.abs)) || 1; // no square overflows
  const spread = largest * Math.sqrt(sum(apart.map((each, k) => shares[k] * (each / largest) ** 2)) / (errors.length - 1));
  return { errors, mean, spread };
}

const sum = (all) => all.reduce((a, b) => a + b, 0);

// θ of the fit to all rows.
export const fitted = ({ path }, lam) => between(path.lams, path.theta, lam);

// The share of the samples that choose each of p columns. `at` are the λ of all changes, falling; `who` says, from 1 on,
// which column each of them brings, or with a minus takes away. Just below a change it counts.
export function shareOf({ at, who, count }, p, lam) {
  const found = Array(p).fill(0);
  for (let k = 0; k < at.length && at[k] >= lam; k++) found[Math.abs(who[k]) - 1] += Math.sign(who[k]);
  return found.map((each) => each / count);
}

// The lists come packed, each number in four bytes or in two.
export const unpacked = ({ at, who, count }) => ({ at: new Float32Array(bytes(at)), who: new Int16Array(bytes(who)), count });

const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer;
