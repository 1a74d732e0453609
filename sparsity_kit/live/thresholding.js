// θ* of one or two features of one length, in closed form, and the rule that |x·y| decides alone. No drawing.
// A state `s` has the inner products xx = x·x of either feature, xy = x₁·y, xy2 = x₂·y, x₁·x₂ = correlation·xx; second,
// whether there is a second feature; penalty, lam. Then f(θ) = ‖Xθ − y‖² = xx(θ₁² + 2ρθ₁θ₂ + θ₂²) − 2xy·θ₁ − 2xy2·θ₂ + …

import { soft } from "./penalties.js";

// Up to which |x·y| a feature alone is zero. Best subset prices a coefficient that is not zero at λ, whatever its size.
export const threshold = ({ penalty, lam, xx }) => ({ L1: lam / 2, "best subset": Math.sqrt(lam) * Math.sqrt(xx) })[penalty] ?? 0;

// θ* of one feature whose inner product with what is to be explained is `pull`.
export function lone(s, pull) {
  if (s.penalty === "L1") return soft(pull, s.lam / 2) / s.xx;
  if (s.penalty === "squared L2") return pull / (s.xx + s.lam);
  return pull * pull > s.lam * s.xx ? pull / s.xx : 0;
}

// θ* of two features. L1: alone, x₁ leaves a pull on x₂; if that is within the band, θ₂ is zero. Else it has the pull's
// sign, which leaves a lasso of one feature of squared length xx(1 − ρ²).
function pair(s) {
  const { xx, xy, xy2, lam, correlation: rho } = s, rest = (1 - rho) * (1 + rho), m = lam / 2;
  if (s.penalty === "squared L2") {
    const share = (rho * xx) / (xx + lam), scale = (xx + lam) * (1 - share) * (1 + share);
    return [(xy - share * xy2) / scale, (xy2 - share * xy) / scale];
  }
  if (s.penalty === "L1") {
    const left = xy2 - rho * soft(xy, m), slope = Math.max(-m, Math.min(m, left));
    if (left === slope) return [soft(xy, m) / xx, 0];
    const pull = soft(xy - rho * (xy2 - slope), m) / rest;
    return [pull / xx, soft(xy2 - rho * pull, m) / xx];
  }
  const both = (xy - rho * xy2) ** 2 / rest + xy2 * xy2 - 2 * lam * xx, first = xy * xy - lam * xx, second = xy2 * xy2 - lam * xx;
  if (both > Math.max(0, first, second)) return [(xy - rho * xy2) / (xx * rest), (xy2 - rho * xy) / (xx * rest)];
  if (first > 0 && first >= second) return [xy / xx, 0];
  return [0, second > 0 ? xy2 / xx : 0];
}

// What there is to see: θ*, and of each feature x·y, the partial residual's x·r (y without what the other feature
// explains), whether it is alive, and whether the rule |x·y| > threshold says so.
export function solve(s) {
  const t = threshold(s), pulls = s.second ? [s.xy, s.xy2] : [s.xy], theta = (s.second ? pair(s) : [lone(s, s.xy)]).map((v) => 0 + v);
  const residuals = pulls.map((pull, j) => (s.second ? pull - s.correlation * s.xx * theta[1 - j] : pull));
  const alive = theta.map((v) => v !== 0), rule = pulls.map((pull) => lone(s, pull) !== 0);
  const fails = rule.map((each, j) => s.penalty !== "squared L2" && each !== alive[j]); // where there is a rule
  return { theta, pulls, residuals, alive, rule, fails, threshold: t };
}

// θ₁* against x₁·y from −half to half: straight pieces [[x·y, θ], [x·y, θ]]. Where a piece does not begin at the last
// one's end, θ₁* jumps.
export function pieces(s, half) {
  const ends = [-half, ...cuts(s).filter((v) => Math.abs(v) < half).sort((a, b) => a - b), half], found = [];
  for (let k = 0; k + 1 < ends.length; k++) {
    const from = ends[k], width = ends[k + 1] - from;
    if (width < 1e-9 * half) continue;
    const [low, high] = [1, 3].map((n) => solve({ ...s, xy: from + (n * width) / 4 }).theta[0]), rise = (high - low) / 2;
    found.push([[from, low - rise], [ends[k + 1], high + rise]]);
  }
  return found;
}

// Where θ₁* may bend or jump as x₁·y grows: at some of these a coefficient becomes zero or ceases to be.
function cuts(s) {
  const { xy2, correlation: rho, lam, xx } = s, t = threshold(s), signs = [-1, 1];
  if (!s.second || s.penalty === "squared L2") return [-t, t];
  const across = (v) => (rho ? signs.map((sign) => (xy2 + sign * v) / rho) : []);
  if (s.penalty === "L1") return signs.flatMap((sign) => [sign * t, rho * soft(xy2, t) + sign * t, ...across(t).map((v) => v + sign * t)]);
  const rest = (1 - rho) * (1 + rho), root = Math.sqrt(Math.max(0, rest * (2 * lam * xx - xy2 * xy2)));
  return [...across(t * Math.sqrt(rest)), ...signs.flatMap((sign) => [sign * t, sign * xy2, rho * xy2 + sign * t * Math.sqrt(rest), rho * xy2 + sign * root])];
}
