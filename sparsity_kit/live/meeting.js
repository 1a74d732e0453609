// Where the loss meets the ball of any penalty of two coefficients: one that `touching.js` knows by its name, or one
// that is known by its formula alone. No drawing.

import { differ, ownOf, placeOf, sides, slopesAt } from "./own.js";
import { ownAxis } from "./own_ball.js";
import { budgetedOwn, pricedOwn } from "./own_lowest.js";
import { kink } from "./penalties.js";
import { loss, size, slope, touch } from "./touching.js";
import { inverse, times } from "./vectors.js";
import { atOrigin, onAxis } from "./zero_zones.js";

const isOwn = (s) => s.penalty === "own";
const half = (s) => (g) => times(inverse(s.A), g).map((v) => v / 2);

export const omega = (s, theta) => (isOwn(s) ? ownOf(s).value(theta) : size(s, theta));
export const solve = (s) => (isOwn(s) ? touchOwn(s) : touch(s));

// Whether Ω has a corner at zero, so that a budget of 0 has a price.
export const cornered = (s) => (isOwn(s) ? [0, 1].every((j) => differ(...sides(s, [0, 0], j))) : s.penalty === "L2" || kink(s) > 0);

// The outlines of the centres that lead to zeros.
export const zerosOn = (s, j, far) => (isOwn(s) ? ownAxis(s, j, far, half(s)) : onAxis(s, j, far));
export const zerosOfBoth = (s) => (isOwn(s) ? slopesAt(s, [0, 0]).map((g) => half(s)(g).map((v) => s.lam * v)) : atOrigin(s));

function touchOwn(s) {
  const constrained = s.form === "constrained", [point, lam] = constrained ? budgetedOwn(s) : [pricedOwn(s), s.lam];
  const theta = point.map((v) => v + 0), radius = constrained ? s.radius : omega(s, theta), zeros = theta.map((v) => v === 0);
  const down = slope(s, theta).map((v) => 0 - v), slopes = slopesAt(s, theta), steepest = Math.hypot(...slope(s, [0, 0]));
  const where = lam === 0 || Math.hypot(...down) <= 1e-12 * steepest ? "inside" : placeOf(s, theta, slopes);
  return { theta, lam, radius, level: loss(s, theta), down, zeros, where, slopes };
}
