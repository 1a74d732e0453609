// The ball of a penalty that is known by its formula alone, its slopes as a staircase, and who is held on an axis. No drawing.

import { differ, ownOf, sides, slopesAt } from "./own.js";
import { crossing } from "./roots.js";
import { plus } from "./vectors.js";

// The farthest point in a direction with Ω <= r, but not beyond `far`.
export function ownRim(s, way, far, near = 0) {
  const { jet, value } = ownOf(s), at = (t) => way.map((v) => t * v + 0);
  if (value(at(far)) <= s.radius) return at(far);
  const f = (t) => {
    const [v, u1, u2] = jet(at(t), way), rise = u1 * way[0] + u2 * way[1], over = value(at(t)) - s.radius;
    return over > 0 ? [over, rise] : [over === 0 && rise > 0 && Number.isFinite(v) ? 0 : over || -Number.MIN_VALUE, rise];
  };
  return at(crossing(f, 0, far, far / 2, near)[0]);
}

// Its outline, within `far`: points so close that chords are off by less than `exact`.
export function ownOutline(s, far, exact) {
  const at = (turn) => { const n = turn % 1 * 4, k = Math.floor(n), u = ((n - k) * Math.PI) / 2, [x, y] = [Math.cos(u), u ? Math.sin(u) : 0]; return ownRim(s, [[x, y], [-y, x], [-x, -y], [y, -x]][k], far, exact / 100); };
  const points = [];
  const walk = (from, p, to, q, depth) => {
    const middle = (from + to) / 2, m = at(middle), chord = Math.hypot(q[0] - p[0], q[1] - p[1]);
    const off = chord ? Math.abs((m[0] - p[0]) * (q[1] - p[1]) - (m[1] - p[1]) * (q[0] - p[0])) / chord : Math.hypot(m[0] - p[0], m[1] - p[1]);
    if (depth && off > exact) { walk(from, p, middle, m, depth - 1); walk(middle, m, to, q, depth - 1); } else points.push(m, q);
  };
  for (let n = 0; n < 32; n++) walk(n / 32, at(n / 32), (n + 1) / 32, at((n + 1) / 32), 14);
  return points;
}

// Slopes from `low` to `high`, `f(t)` from the left and the right: [t, slope] with upright pieces where they jump.
export function staircase(f, low, high, exact, most) {
  const cut = (v) => Math.max(-most, Math.min(most, v)), points = [];
  const walk = (from, left, to, right, depth) => {
    const middle = (from + to) / 2, there = f(middle).map(cut), line = (left[1] + right[0]) / 2;
    if (depth && Math.max(...there.map((v) => Math.abs(v - line))) > exact) {
      walk(from, left, middle, there, depth - 1);
      walk(middle, there, to, right, depth - 1);
    } else points.push(...right.map((v) => [to, v]));
  };
  const begin = f(low).map(cut);
  points.push([low, begin[1]]);
  for (let n = 0, from = low, left = begin; n < 16; n++) {
    const to = low + ((high - low) * (n + 1)) / 16, right = f(to).map(cut);
    walk(from, left, to, right, 30);
    [from, left] = [to, right];
  }
  return points;
}

// The centres c = θ + λA⁻¹g/2 whose θ* lies on axis j, ahead of and behind the origin; Ω is convex. `move` is g ↦ A⁻¹g/2.
export function ownAxis(s, j, far, move) {
  const put = (t, u) => (j ? [u, t] : [t, u]), center = (theta, g, lam) => plus(theta, move(g), lam);
  return [1, -1].map((sign) => {
    if (s.form === "constrained") {
      const tip = ownRim(s, put(sign, 0), far), angle = (g) => Math.atan2(sign * g[1 - j], sign * g[j]);
      const spread = slopesAt(s, tip).sort((g, other) => angle(g) - angle(other)), [one, two] = [spread[0], spread.at(-1)];
      const between = spread.length > 1 ? Array.from({ length: 9 }, (_, n) => one.map((v, i) => v + ((two[i] - v) * n) / 8)) : spread;
      return [tip, ...between.map((g) => center(tip, g, (2 * far) / Math.hypot(...move(g))))];
    }
    const enough = (4 * far) / (s.lam * Math.hypot(...move(put(1, 0)))); // a slope that leads out of the picture
    const out = (t) => { const [left, right] = sides(s, put(sign * t, 0), j); return sign > 0 ? [left, right] : [-right, -left]; };
    const stairs = staircase(out, 0, far, 1e-4 * enough, enough).map(([t, g]) => [sign * t, sign * g, sides(s, put(sign * Math.max(t, 1e-9 * far), 0), 1 - j)])
      .filter(([, , across]) => across.every(Number.isFinite));
    const edge = (k) => stairs.map(([t, g, across]) => center(put(t, 0), put(g, across[k]), s.lam));
    return stairs.some(([, , across]) => differ(...across)) ? [...edge(0), ...edge(1).reverse()] : edge(1);
  });
}
