"""What the elastic net and its round end have in common: Ω(θ) = r·‖θ‖₁ + (1 − r)·‖θ‖²."""

import numpy as np

from sparsity_kit.penalties._soft_threshold import soft_threshold
from sparsity_kit.penalties.l1 import L1
from sparsity_kit.penalties.norm import share_within
from sparsity_kit.penalty import Penalty


class Mixture(Penalty):
    """Ω(θ) = r·‖θ‖₁ + (1 − r)·‖θ‖² with r = `l1_ratio`."""

    separable = True
    convex = True
    l1_ratio: float

    def as_elastic_net(self):
        """(r, 1 − r)."""
        return self.l1_ratio, 1 - self.l1_ratio

    def duals(self, theta, pull, blur, lam):
        """Two: as it is, for with a square the conjugate is finite everywhere; and shortened to the corner's cone.

        With a = λr and b = λ(1 − r): Σ a|θⱼ| − clip(wⱼ, ±a)·θⱼ + (S(wⱼ, a) − 2bθⱼ)²/(4b), S the soft threshold.
        """
        if self.l1_ratio == 1:
            yield from L1().duals(theta, pull, blur, lam)
            return
        size, corner = (np.abs(pull) + blur).max(axis=-1), lam * self.l1_ratio
        for share in (np.where(lam > 0, 1.0, 0.0), share_within(size, corner)):
            part = share[..., None]
            yield share, self._gap(theta, part * pull, part * blur, lam)

    def _gap(self, theta, pull, blur, lam):
        a, b = lam[..., None] * self.l1_ratio, lam[..., None] * (1 - self.l1_ratio)
        excess = soft_threshold(pull, a)
        missed = np.abs(excess - 2 * b * theta) + np.where((excess != 0) | (theta != 0), blur, 0.0)
        root = np.divide(missed, 2 * np.sqrt(b), out=np.zeros_like(missed), where=b > 0)
        return (a * np.abs(theta) - (pull - excess) * theta + np.square(root)).sum(axis=-1)

    def flow(self, start, travelled):
        """|θ|' = −(r + d|θ|) with d = 2(1 − r), so |θ| = (|θ(0)| + r/d)·exp(−d·travelled) − r/d, until it is zero."""
        if self.l1_ratio == 1:
            return L1().flow(start, travelled)
        decay = 2 * (1 - self.l1_ratio)
        size = np.abs(start) * np.exp(-decay * travelled) + self.l1_ratio / decay * np.expm1(-decay * travelled)
        return np.sign(start) * np.maximum(size, 0.0)

    def arrival(self, start):
        """log(1 + d|θ(0)|/r)/d; never if r = 0."""
        if self.l1_ratio == 1:
            return L1().arrival(start)
        if self.l1_ratio == 0:
            return np.full_like(start, np.inf)
        decay = 2 * (1 - self.l1_ratio)
        return np.log1p(np.abs(start) * decay / self.l1_ratio) / decay
