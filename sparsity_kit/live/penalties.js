// Penalties by their names: Ω of one coefficient, its slopes, and the one-coefficient problem. No drawing.
// A state `s` has penalty, l1_ratio and q.

export const soft = (v, t) => v - Math.max(-t, Math.min(t, v));

// The elastic net's Ω is w·|θ| + (1 − w)·θ² summed over both; L1 and squared L2 are its ends. Other penalties: null.
export const weight = ({ penalty, l1_ratio }) => ({ L1: 1, "squared L2": 0, "elastic net": l1_ratio })[penalty] ?? null;
export const power = ({ penalty, q }) => ({ L1: 1, "squared L2": 2, Lq: q })[penalty] ?? null;
export const kink = (s) => (s.penalty === "Lq" ? (s.q < 1 ? Infinity : s.q === 1 ? 1 : 0) : (weight(s) ?? 0)); // half of ∂Ω at zero

// How fast Ω grows along an axis, at distance t from zero.
export const growth = (s, t) => (s.penalty === "Lq" ? s.q * t ** (s.q - 1) : s.penalty === "L2" ? 1 : weight(s) + 2 * (1 - weight(s)) * t);

// min a·z² − 2kz + λ|z|^q, one coefficient alone; Newton's steps go to the farther of two stationary points, which is
// the answer unless zero is lower (or `local` says not to ask). For q > 1 they rise from the best of some places where
// 2az has a share of the pull and the penalty's slope the rest; for q near 1 most of these are too close to zero.
const SHARES = [1, 0.1, 1e-3, 1e-6];
export function alone(a, k, lam, q, local = false) {
  const v = Math.abs(k);
  if (q === 1) return soft(k, lam / 2) / a;
  if (v === 0) return 0;
  let z = q < 1 ? v / a : Math.max(...SHARES.map((share) => Math.min((share * v) / (2 * a), (((2 - share) * v) / (lam * q)) ** (1 / (q - 1)))));
  for (let n = 0; n < 60; n++) {
    const bend = 2 * a + lam * q * (q - 1) * z ** (q - 2), step = (2 * (a * z - v) + lam * q * z ** (q - 1)) / bend;
    if (!(bend > 0) || !(z - step > 0)) return 0;
    z -= step;
    if (Math.abs(step) <= 1e-16 * z) break;
  }
  return q < 1 && !local && a * z * z - 2 * v * z + lam * z ** q >= 0 ? 0 : Math.sign(k) * z;
}
