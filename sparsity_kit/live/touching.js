// Where the loss f(θ) = (θ − c)ᵀA(θ − c) meets the ball of a penalty of two coefficients: formulas, no drawing.
// A state `s` has A = [[a, b], [b, d]], center, penalty, l1_ratio, q, form, and a price lam or a budget radius, which
// belong together as in f + λΩ and Ω <= r. The tests compare all of this with the kit's solvers.

import { deepest, newton } from "./deepest.js";
import { alone, kink, power, soft, weight } from "./penalties.js";
import { cross } from "./roots.js";
import { dot, inverse, plus, times, ways } from "./vectors.js";

export const slope = ({ A, center }, theta) => times(A, plus(theta, center, -1)).map((v) => 2 * v);
export const loss = ({ A, center }, theta) => { const z = plus(theta, center, -1); return dot(z, times(A, z)); };

export function size(s, [x, y]) {
  const w = weight(s), [u, v] = [Math.abs(x), Math.abs(y)];
  if (s.penalty === "L2") return Math.hypot(x, y);
  return s.penalty === "Lq" ? u ** s.q + v ** s.q : w * (u + v) + (1 - w) * (x * x + y * y);
}

// ∇Ω at θ, where the signs stand for those of zeros.
export function pull(s, theta, signs = theta.map(Math.sign)) {
  const w = weight(s);
  if (s.penalty === "L2") return theta.map((t) => t / Math.hypot(...theta));
  return theta.map((t, j) => (s.penalty === "Lq" ? (signs[j] || 0) * s.q * Math.abs(t) ** (s.q - 1) : w * signs[j] + 2 * (1 - w) * t));
}

// min f + λΩ.
function priced(s) {
  const { A, center, lam } = s, w = weight(s);
  if (lam === 0) return center;
  if (w !== null) return shrink(A, center, (1 - w) * lam, (w * lam) / 2);
  return s.penalty === "L2" ? shorten(A, center, lam / 2) : lowest(s);
}

// min f + ridge·‖θ‖² + 2m·|θ|: coefficient j is not zero exactly if rⱼ, its pull when the other is alone, exceeds m.
function shrink([[a, b], [, d]], c, ridge, m) {
  const [h1, h2] = times([[a, b], [b, d]], c), a1 = a + ridge, d1 = d + ridge;
  const r = [h1 - (b * soft(h2, m)) / d1, h2 - (b * soft(h1, m)) / a1];
  const sign = r.map((v) => (Math.abs(v) > m ? Math.sign(v) : 0));
  if (!sign[0]) return [0, soft(h2, m) / d1];
  if (!sign[1]) return [soft(h1, m) / a1, 0];
  return plus(c, times(inverse([[a, b], [b, d]], ridge), sign.map((v, j) => m * v + ridge * c[j])), -1);
}

// min f + 2m·‖θ‖: θ = (A + ρ)⁻¹Ac with ρ‖θ‖ = m, which grows with ρ.
function shorten(A, c, m) {
  const h = times(A, c), excess = Math.hypot(...h) - m;
  if (excess <= 0) return [0, 0];
  const mean = (A[0][0] + A[1][1]) / 2, half = Math.hypot((A[0][0] - A[1][1]) / 2, A[0][1]);
  const at = (rho) => times(inverse(A, rho), h);
  const rho = cross((rho) => rho * Math.hypot(...at(rho)) - m, (m * Math.max(mean - half, 0)) / excess, (m * (mean + half)) / excess);
  return at(rho);
}

// min f over Ω <= r: c itself, or the lowest place on the boundary, among its corners and where f stops falling.
function budgeted(s) {
  const { center, radius } = s;
  if (size(s, center) <= radius) return center;
  if (radius === 0) return [0, 0];
  let best = null, least = Infinity;
  const offer = (theta) => { const f = loss(s, theta); if (f < least) [best, least] = [theta, f]; };
  for (const signs of QUADRANTS) {
    const way = (u) => along(s, around(s, u, signs), signs);
    let before = way(0);
    offer(around(s, 0, signs));
    offer(around(s, QUARTER, signs));
    for (let k = 1; k <= ARCS; k++) {
      const after = way((k * QUARTER) / ARCS);
      if (before < 0 && after >= 0) offer(around(s, cross(way, ((k - 1) * QUARTER) / ARCS, (k * QUARTER) / ARCS), signs));
      before = after;
    }
  }
  return best;
}
export const QUARTER = Math.PI / 2;
export const ARCS = 48;
export const QUADRANTS = [[1, 1], [-1, 1], [-1, -1], [1, -1]];

// The boundary from the first axis (u = 0) to the second (u = QUARTER), in the quadrant `signs`; slowly at sharp corners.
export function around(s, u, signs) {
  const bend = s.penalty === "Lq" ? 2 / s.q : 1, x = u === QUARTER ? 0 : Math.cos(u) ** bend, y = Math.sin(u) ** bend;
  return rim(s, [signs[0] * x, signs[1] * y]);
}

// All of it, in so many steps for each quadrant; nothing of a ball without size.
export const boundary = (s, steps) => QUADRANTS.flatMap((signs, quadrant) =>
  Array.from({ length: s.radius > 0 ? steps : 0 }, (_, n) => around(s, (QUARTER * (quadrant % 2 ? steps - n : n)) / steps, signs)));

// The point of the boundary {Ω = r} in a direction.
export function rim(s, [x, y]) {
  const [u, v] = [Math.abs(x), Math.abs(y)], w = weight(s), r = s.radius, square = x * x + y * y;
  if (s.penalty === "Lq") { const t = (r / (u ** s.q + v ** s.q)) ** (1 / s.q); return [t * x, t * y]; }
  if (w === null) return [(r * x) / Math.hypot(x, y), (r * y) / Math.hypot(x, y)];
  const t = (2 * r) / (w * (u + v) + Math.sqrt((w * (u + v)) ** 2 + 4 * (1 - w) * square * r));
  return [t * x, t * y];
}

// f's slope along the boundary, up to a positive factor, from the first axis to the second in the quadrant `signs`.
const along = (s, theta, signs) => dot(slope(s, theta), tangent(s, theta, signs));
export function tangent(s, theta, signs) {
  const [u, v] = theta.map(Math.abs), sharp = s.penalty === "Lq" && s.q < 1;
  const g = sharp ? [v ** (1 - s.q), u ** (1 - s.q)] : pull(s, theta, signs).map(Math.abs);
  return [-signs[0] * g[1], signs[1] * g[0]];
}

// ∂Ω(θ): its corners in the order of their angles; one where Ω is smooth, two along a stretch, none where it is all.
function slopesOf(s, theta, zeros) {
  const k = Math.min(kink(s), 1e6), j = zeros.indexOf(true);
  if (zeros[0] && zeros[1]) return s.penalty === "L2" ? ways(48) : Number.isFinite(kink(s)) ? [[k, k], [-k, k], [-k, -k], [k, -k]] : [];
  return (k && j >= 0 ? [-k, k] : [0]).map((u) => pull(s, theta).map((v, i) => (i === j ? u : v)));
}

// The price at which θ is stationary: −∇f = λg for g in ∂Ω, and g·θ is the same number for all of these.
function price(s, theta) {
  const w = weight(s), pulled = -dot(slope(s, theta), theta);
  if (theta[0] || theta[1]) return Math.max(pulled / (power(s) ? power(s) * size(s, theta) : w === null ? size(s, theta) : size(s, theta) + (1 - w) * dot(theta, theta)), 0);
  return s.lam > 0 && !priced(s).some(Boolean) ? s.lam : leastPrice(s);
}

// The least price at which all is zero; without a corner there, no price is enough.
function leastPrice(s) {
  const h = times(s.A, s.center).map((v) => 2 * v);
  if (s.penalty === "L2") return Math.hypot(...h);
  if (!kink(s)) return Infinity;
  if (s.penalty !== "Lq") return Math.max(...h.map(Math.abs)) / weight(s);
  let high = 1;
  while (priced({ ...s, lam: high }).some(Boolean)) high *= 4;
  return cross((lam) => (priced({ ...s, lam }).some(Boolean) ? -1 : 1), 0, high);
}

// Everything that the picture shows of a state.
export function touch(state) {
  const s = { ...state }, constrained = s.form === "constrained";
  const theta = (constrained ? budgeted(s) : priced(s)).map((v) => v + 0);
  if (!constrained) s.radius = size(s, theta);
  else s.lam = size(s, s.center) <= s.radius ? 0 : price(s, theta);
  const down = slope(s, theta).map((v) => 0 - v), zeros = theta.map((v) => v === 0);
  const still = s.lam === 0 || (down[0] === 0 && down[1] === 0);
  const flat = power(s) === 1 || s.penalty === "elastic net" && s.l1_ratio === 1;
  const where = still ? "inside" : zeros[0] && zeros[1] ? "origin" : kink(s) && (zeros[0] || zeros[1]) ? "corner" : flat ? "edge" : "smooth";
  return { theta, lam: s.lam, radius: s.radius, level: loss(s, theta), down, zeros, where, slopes: slopesOf(s, theta, zeros) };
}

// Lq: f + λ(|θ₁|^q + |θ₂|^q), not convex for q < 1; beyond `reach` f alone is above F(0).
function lowest(s) {
  const { A: [[a, b], [, d]], center, lam, q } = s, [h1, h2] = times(s.A, center), reach = Math.sqrt(loss(s, [0, 0]) * inverse(s.A)[1][1]);
  return deepest({
    cost: (theta) => loss(s, theta) + lam * size(s, theta), polish: (theta) => polish(s, theta), center,
    first: (y) => alone(a, h1 - b * y, lam, q), second: (x) => alone(d, h2 - b * x, lam, q),
    ys: Array.from({ length: 2 * SCAN + 1 }, (_, k) => center[1] + (reach * (k - SCAN)) / SCAN),
  });
}
const SCAN = 60;

export function polish(s, theta) {
  const { A: [[a, b], [, d]], lam, q } = s, bend = (t) => lam * q * (q - 1) * Math.abs(t) ** (q - 2) / 2;
  const slopes = (at) => plus(slope(s, at), pull(s, at).map((v) => (Number.isFinite(v) ? lam * v : 0))).map((v) => v / 2);
  const stays = (next, at) => next.every((t, j) => Math.sign(t) === Math.sign(at[j]));
  return newton(theta, (at) => [...slopes(at), a + bend(at[0]), b, d + bend(at[1])], stays);
}
