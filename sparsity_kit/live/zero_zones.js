// Which centres c of the loss lead to zeros: those with 2A(c − θ) = λg for some θ on an axis and g in ∂Ω(θ). No drawing.

import { alone, growth, kink } from "./penalties.js";
import { ARCS, QUADRANTS, QUARTER, around, loss, polish, rim, size, slope, tangent } from "./touching.js";
import { dot, inverse, plus, times, ways } from "./vectors.js";

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
  const k = kink(s), B = inverse(s.A);
  const rim0 = s.penalty === "L2" ? ways(64) : k ? [[k, k], [-k, k], [-k, -k], [k, -k]] : [];
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
  const arcs = QUADRANTS.map((signs) => steps.map((u) => {
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
        if (before < 0 && after >= 0) between = Math.min(between, loss(here, around(s, (QUARTER * (k - after / (after - before))) / ARCS, signs)));
        return after;
      }, 1);
    }
    const lower = tips.map(([ahead, behind]) => (loss(here, ahead) < loss(here, behind) ? ahead : behind));
    const leads = lead([...lower.map((tip) => loss(here, tip)), between]);
    return [...lower.map((tip, k) => Math.min(leads[k], -dot(slope(here, tip), tip))), -1]; // a tip must be pulled outward
  };
}
