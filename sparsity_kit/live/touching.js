// Where the loss f(θ) = (θ − c)ᵀA(θ − c) meets the ball of a penalty of two coefficients: formulas, no drawing.
// A state `s` has A = [[a, b], [b, d]], center, penalty, l1_ratio, q, form, and a price lam or a budget radius, which
// belong together as in f + λΩ and Ω <= r. The tests compare all of this with the kit's solvers.

import { alone, cross, growth, kink, power, soft, weight } from "./penalties.js";

export const times = ([[a, b], [, d]], [x, y]) => [a * x + b * y, b * x + d * y];
const dot = ([a, b], [c, d]) => a * c + b * d;
export const plus = ([x, y], [u, v], s = 1) => [x + s * u, y + s * v];
export function inverse([[a, b], [, d]], ridge = 0) {
  const det = (a + ridge) * (d + ridge) - b * b;
  return [[(d + ridge) / det, -b / det], [-b / det, (a + ridge) / det]];
}
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
  return s.penalty === "L2" ? shorten(A, center, lam / 2) : deepest(s);
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
  for (const signs of [[1, 1], [-1, 1], [-1, -1], [1, -1]]) {
    const way = (u) => along(s, around(s, u, signs), signs);
    let before = way(0);
    offer(around(s, 0, signs));
    offer(around(s, QUARTER, signs));
    for (let k = 1; k <= ARCS; k++) {
      const after = way((k * QUARTER) / ARCS);
      if (before < 0 && after > 0) offer(around(s, cross(way, ((k - 1) * QUARTER) / ARCS, (k * QUARTER) / ARCS), signs));
      before = after;
    }
  }
  return best;
}
export const QUARTER = Math.PI / 2;
const ARCS = 48;

// The boundary from the first axis (u = 0) to the second (u = QUARTER), in the quadrant `signs`; slowly at sharp corners.
export function around(s, u, signs) {
  const bend = s.penalty === "Lq" ? 2 / s.q : 1, x = u === QUARTER ? 0 : Math.cos(u) ** bend, y = Math.sin(u) ** bend;
  return rim(s, [signs[0] * x, signs[1] * y]);
}

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
function tangent(s, theta, signs) {
  const [u, v] = theta.map(Math.abs), sharp = s.penalty === "Lq" && s.q < 1;
  const g = sharp ? [v ** (1 - s.q), u ** (1 - s.q)] : pull(s, theta, signs).map(Math.abs);
  return [-signs[0] * g[1], signs[1] * g[0]];
}

// ∂Ω(θ): its corners in the order of their angles; one where Ω is smooth, two along a stretch, none where it is all.
function slopesOf(s, theta, zeros) {
  const k = Math.min(kink(s), 1e6), j = zeros.indexOf(true);
  if (zeros[0] && zeros[1]) return s.penalty === "L2" ? Array.from({ length: 48 }, (_, n) => [Math.cos((n * Math.PI) / 24), Math.sin((n * Math.PI) / 24)]) : Number.isFinite(kink(s)) ? [[k, k], [-k, k], [-k, -k], [k, -k]] : [];
  return (k && j >= 0 ? [-k, k] : [0]).map((u) => pull(s, theta).map((v, i) => (i === j ? u : v)));
}

// The price at which θ is stationary: −∇f = λg for g in ∂Ω, and g·θ is the same number for all of these.
function price(s, theta) {
  const w = weight(s), pulled = -dot(slope(s, theta), theta);
  if (theta[0] || theta[1]) return Math.max(pulled / (power(s) ? power(s) * size(s, theta) : w === null ? size(s, theta) : size(s, theta) + (1 - w) * dot(theta, theta)), 0);
  return s.lam > 0 && !priced(s).some(Boolean) ? s.lam : leastPrice(s);
}

// The least price at which all is zero.
function leastPrice(s) {
  const h = times(s.A, s.center).map((v) => 2 * v);
  if (s.penalty === "L2") return Math.hypot(...h);
  if (s.penalty !== "Lq") return Math.max(...h.map(Math.abs)) / (weight(s) || NaN);
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

// Lq: f + λ(|θ₁|^q + |θ₂|^q), not convex for q < 1.

// The lowest of all stationary points: descend from c, from the axes, and from every low place of F when θ₁ is at its
// best for each θ₂ (once in some thousand problems only that finds the way).
function deepest(s) {
  const { A: [[a, b], [, d]], center, lam, q } = s, [h1, h2] = times(s.A, center);
  const cost = (theta) => loss(s, theta) + lam * size(s, theta);
  const first = (y) => alone(a, h1 - b * y, lam, q), second = (x) => alone(d, h2 - b * x, lam, q);
  const starts = [center, [first(0), 0], [0, second(0)]];
  const reach = Math.sqrt(loss(s, [0, 0]) * inverse(s.A)[1][1]); // beyond, f alone is above F(0)
  let near, before, here;
  for (let k = -SCAN; k <= SCAN; k++) {
    const y = center[1] + (reach * k) / SCAN, value = cost([first(y), y]);
    if (here <= before && here <= value) starts.push([first(near), near]);
    [near, before, here] = [y, here, value];
  }
  let best = [0, 0], least = cost(best);
  for (const start of starts) {
    const theta = polish(s, descend(start, first, second)), value = cost(theta);
    if (value < least) [best, least] = [theta, value];
  }
  return best;
}
const SCAN = 60;

function descend([x, y], first, second) {
  for (let n = 0; n < 12; n++) { x = first(y); y = second(x); }
  return [x, y];
}

// Newton's steps on the coefficients that are not zero.
function polish(s, theta) {
  const { A: [[a, b], [, d]], lam, q } = s, bend = (t) => lam * q * (q - 1) * Math.abs(t) ** (q - 2) / 2;
  for (let n = 0; n < 20; n++) {
    const [g1, g2] = plus(slope(s, theta), pull(s, theta).map((v) => (Number.isFinite(v) ? lam * v : 0))).map((v) => v / 2);
    const p = theta[0] ? a + bend(theta[0]) : 1, r = theta[1] ? d + bend(theta[1]) : 1, o = theta[0] && theta[1] ? b : 0;
    const u = theta[0] ? g1 : 0, v = theta[1] ? g2 : 0, det = p * r - o * o;
    const next = [theta[0] - (r * u - o * v) / det, theta[1] - (p * v - o * u) / det];
    if (!(det > 0) || next.some((t, j) => Math.sign(t) !== Math.sign(theta[j]))) break;
    if (next.every((t, j) => t === theta[j])) break;
    theta = next;
  }
  return theta;
}

// Which centres c lead to zeros: those with 2A(c − θ) = λg for some θ on an axis and g in ∂Ω(θ).

// Outlines of the centres whose θ* lies on axis j, ahead of and behind the origin: strips, or lines without width
// where the penalty has no kink. With a price θ* may be anywhere on the axis, with a budget only at the ball's tip.
export function onAxis(s, j, far) {
  const B = inverse(s.A), k = kink(s), turn = (t, u) => (j ? [u, t] : [t, u]);
  const at = (t, u, lam) => plus(turn(t, 0), times(B, turn(growth(s, t), u)), lam / 2);
  const tip = s.form === "constrained" ? rim(s, turn(1, 0))[j] : 0;
  const steps = Array.from({ length: 25 }, (_, n) => (n / 24) ** 3);
  const edge = (u) => steps.map((n) => (tip ? at(tip, u * k, n * far * 2 * s.A[j][j]) : at(n * (far + Math.hypot(...at(0, k, s.lam))), u * k, s.lam)));
  const ahead = k ? [...edge(-1), ...edge(1).reverse()] : edge(0);
  return [ahead, ahead.map(([x, y]) => [-x, -y])];
}

// The outline of the centres for which both are zero: A⁻¹ times (λ/2)∂Ω(0).
export function atOrigin(s) {
  const k = kink(s), B = inverse(s.A), turns = Array.from({ length: 64 }, (_, n) => (n * Math.PI) / 32);
  const rim0 = s.penalty === "L2" ? turns.map((u) => [Math.cos(u), Math.sin(u)]) : k ? [[k, k], [-k, k], [-k, -k], [k, -k]] : [];
  return rim0.map((g) => times(B, g).map((v) => (v * s.lam) / 2));
}

// The same for Lq with q < 1, which has no formula: on a grid of centres, by how much the lowest point with these zeros
// is below all others. Returns outlines {first, second, both} of where that is positive, cut through each square.
export function zones(s, half, count) {
  const at = (n) => half * ((2 * n) / count - 1), ahead = s.form === "constrained" ? budgetLeads(s) : priceLeads(s);
  const leads = Array.from({ length: count + 1 }, (_, i) => Array.from({ length: count + 1 }, (_, j) => ahead([at(i), at(j)])));
  const outlines = { first: [], second: [], both: [] };
  for (const [key, k] of [["first", 0], ["second", 1], ["both", 2]]) {
    for (let i = 0; i < count; i++) {
      for (let j = 0, from = 0; j < count; j++) {
        const whole = [i, i + 1].every((m) => leads[m][j][k] > 0 && leads[m][j + 1][k] > 0);
        const next = j + 1 < count && [i, i + 1].every((m) => leads[m][j + 2][k] > 0);
        if (whole && next) continue; // a run of whole squares is one outline
        const outline = cut([[i, from], [i + 1, from], [i + 1, j + 1], [i, j + 1]].map(([m, n]) => [at(m), at(n), leads[m][n][k]]));
        if (outline.length) outlines[key].push(outline);
        from = j + 1;
      }
    }
  }
  return outlines;
}

// The part of a polygon with a positive third coordinate.
function cut(corners) {
  const kept = [];
  corners.forEach(([x, y, v], n) => {
    const [x1, y1, v1] = corners[(n + 1) % corners.length];
    if (v > 0) kept.push([x, y]);
    if (v > 0 !== v1 > 0) kept.push([x + ((x1 - x) * v) / (v - v1), y + ((y1 - y) * v) / (v - v1)]);
  });
  return kept;
}

const lead = (costs) => costs.map((cost, k) => Math.max(-1e99, Math.min(1e99, Math.min(...costs.filter((_, l) => l !== k)) - cost)));

function priceLeads({ A, lam, q }) {
  const [[a, b], [, d]] = A;
  return (center) => {
    const s = { A, center, penalty: "Lq", q, lam }, [h1, h2] = times(A, center), axis = [alone(a, h1, lam, q, true), alone(d, h2, lam, q, true)];
    const cost = (theta) => loss(s, theta) + lam * size(s, theta);
    const first = (y) => alone(a, h1 - b * y, lam, q, true), second = (x) => alone(d, h2 - b * x, lam, q, true);
    const starts = [[first(center[1]), center[1]], [first(axis[1]), axis[1]], [axis[0], second(axis[0])]].map(([x, y]) => (x && y ? polish(s, [x, y]) : [0, 0]));
    const inside = Math.min(...starts.map((theta) => (theta[0] ? cost(theta) : Infinity)));
    return lead([axis[1] ? cost([0, axis[1]]) : Infinity, axis[0] ? cost([axis[0], 0]) : Infinity, cost([0, 0]), inside]);
  };
}

function budgetLeads(s) {
  const steps = Array.from({ length: ARCS + 1 }, (_, k) => (k * QUARTER) / ARCS);
  const arcs = [[1, 1], [-1, 1], [-1, -1], [1, -1]].map((signs) => steps.map((u) => {
    const theta = around(s, u, signs);
    return [theta, tangent(s, theta, signs), signs];
  }));
  const tips = [rim(s, [0, 1]), rim(s, [1, 0])].map(([x, y]) => [[x, y], [-x, -y]]);
  return (center) => {
    const here = { ...s, center };
    let between = size(s, center) <= s.radius ? 0 : Infinity;
    for (const arc of arcs) {
      arc.reduce((before, [theta, way, signs], k) => {
        const after = dot(slope(here, theta), way);
        if (before < 0 && after > 0) between = Math.min(between, loss(here, around(s, (QUARTER * (k - after / (after - before))) / ARCS, signs)));
        return after;
      }, 1);
    }
    const lower = tips.map(([ahead, behind]) => (loss(here, ahead) < loss(here, behind) ? ahead : behind));
    const leads = lead([...lower.map((tip) => loss(here, tip)), between]);
    return [...lower.map((tip, k) => Math.min(leads[k], -dot(slope(here, tip), tip))), -1]; // a tip must be pulled outward
  };
}
