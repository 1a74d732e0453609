// A penalty that is known by its formula alone: the lowest point of f + λΩ, the slopes there, and the ball. No drawing.
// A state `s` has _own: the formula, and whether Ω is separable, convex and finite. Ω is least at zero; the ball {Ω <= r}
// is a star around it. The tests compare all of this with the kit's solvers.

import { shapeOf } from "./formula.js";
import { cross } from "./penalties.js";

const kept = new WeakMap();
export function ownOf({ _own }) {
  if (!kept.has(_own)) kept.set(_own, { ..._own, ...shapeOf(_own.formula) });
  return kept.get(_own);
}

const AXES = [[1, 0], [0, 1]];
const moved = ([x, y], [u, v], t) => [x + t * u, y + t * v];
export const ways = (count) => Array.from({ length: count }, (_, n) => { const u = (2 * Math.PI * n) / count; return [Math.cos(u), Math.sin(u)]; });

// Where a rising function, given as [value, its slope], crosses zero: two neighbours, or one number twice. Newton's
// steps, and a halving where they do not help.
function crossing(f, low, high, z, near = 0) {
  for (let n = 0, before = Infinity; n < 200; n++) {
    const [value, rise] = f(z);
    if (value === 0) return [z, z];
    if (value < 0) low = z; else high = z;
    let next = z - value / rise;
    if (!(next > low && next < high) || Math.abs(value) > before / 2) next = (low + high) / 2;
    else if (Math.abs(next - z) <= 4e-16 * Math.abs(z)) return [next, next];
    if (next === low || next === high || high - low <= near) return [low, high];
    [before, z] = [Math.abs(value), next];
  }
  return [low, high];
}

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

// min f over Ω <= r and its price; Ω is convex and finite. As λ grows, Ω(θ*) falls.
export function budgetedOwn(s) {
  const { value } = ownOf(s), at = (lam) => pricedOwn({ ...s, lam }), over = (lam) => s.radius - value(at(lam));
  if (value(s.center) <= s.radius) return [s.center, 0];
  let high = Math.hypot(...problem({ ...s, lam: 0 }).h), [from, before] = [0, s.radius - value(s.center)];
  for (let n = 0; over(high) < 0; n++) { if (n > 60) return [[0, 0], NaN]; high *= 8; }
  const f = (lam) => { const now = over(lam), rise = (now - before) / (lam - from); [from, before] = [lam, now]; return [now, rise]; };
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

// The lowest of all stationary points that are met from the centre, from the axes, and from every low place of F when θ₁
// is at its best for each θ₂.
function deepestOwn(F, center) {
  const first = (y) => lowestAlong(F, 0, [0, y]), second = (x) => lowestAlong(F, 1, [x, 0]);
  const starts = [center, [first(0), 0], [0, second(0)]], reach = 2 * Math.hypot(...center);
  let near, before, here;
  for (let k = -LOOKS; k <= LOOKS; k++) {
    const y = (reach * k) / LOOKS, value = F.value([first(y), y]);
    if (here <= before && here <= value) starts.push([first(near), near]);
    [near, before, here] = [y, here, value];
  }
  let found = [0, 0], least = F.value(found);
  for (let theta of starts) {
    for (let n = 0, before = NaN; n < 12 && theta[0] !== before; n++) { before = theta[0]; const x = first(theta[1]); theta = [x, second(x)]; }
    theta = refine(F, theta);
    if (F.value(theta) < least) [found, least] = [theta, F.value(theta)];
  }
  return found;
}
const LOOKS = 24;

// Newton's steps on the coefficients that are not zero.
function refine(F, theta) {
  for (let n = 0; n < 20; n++) {
    const [value, g1, g2, p, o, r] = F.jet(theta, [0, 0]), [u, v] = [theta[0] ? g1 : 0, theta[1] ? g2 : 0];
    const [pp, rr, oo] = [theta[0] ? p : 1, theta[1] ? r : 1, theta[0] && theta[1] ? o : 0], det = pp * rr - oo * oo;
    const next = [theta[0] - (rr * u - oo * v) / det, theta[1] - (pp * v - oo * u) / det];
    if (!(det > 0 && pp > 0) || F.value(next) > value + 1e-13 * Math.abs(value)) break;
    if (next.every((t, j) => Math.abs(t - theta[j]) <= 1e-16 * Math.abs(t))) break;
    theta = next;
  }
  return theta;
}

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

// ∂Ω along axis j from the left and from the right. A kink may lie between this number and its neighbour.
export function sides(s, theta, j) {
  const { slope, value } = ownOf(s), beside = 1e-14 * Math.abs(theta[j]);
  if (!Number.isFinite(value(theta))) return [1, 1].map(() => Math.sign(theta[j]) * Infinity);
  return [-1, 1].map((sign) => {
    const way = AXES[j].map((v) => sign * v), there = moved(theta, way, beside);
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
  const all = ways(48).map((way) => own.jet(moved(theta, way, 1e-12 * size), way).slice(1, 3));
  const far = (from) => all.reduce((found, g) => (Math.hypot(...moved(g, from, -1)) > Math.hypot(...moved(found, from, -1)) ? g : found));
  const one = far(all[0]), other = far(one), length = Math.hypot(...moved(one, other, -1));
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

// The ball

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
  const put = (t, u) => (j ? [u, t] : [t, u]), center = (theta, g, lam) => moved(theta, move(g), lam);
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
