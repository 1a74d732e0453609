"""A mixture of sizes and squares, and its two ends: L1 is one, squared L2 the other."""

import numpy as np

from sparsity_kit.fits import as_pair
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.penalties._soft_threshold import soft_threshold
from sparsity_kit.penalties.mixture import Mixture
from sparsity_kit.rational import as_rational


class ElasticNet(Mixture):
    """Ω(θ) = l1_ratio·Σ|θⱼ| + (1 − l1_ratio)·Σθⱼ²: rounded sides, but it keeps the corners (Zou and Hastie 2005).

    `l1_ratio` is between 0 (squared L2) and 1 (L1); ValueError otherwise. There is no ½ on the squares.

    >>> ElasticNet(0.5).prox([3.0, -0.2], 1.0)
    array([1.25, 0.  ])
    """

    look = "#CC79A7", (0, (8, 1.5, 1.5, 1.5, 1.5, 1.5)), "^"

    def __init__(self, l1_ratio):
        self.l1_ratio = float(as_nonnegative("l1_ratio", l1_ratio, ndim=0))
        if self.l1_ratio > 1:
            raise ValueError(f"l1_ratio must be between 0 and 1, got {self.l1_ratio}")

    @property
    def name(self):
        """elastic net, and its share of L1."""
        return f"elastic net {self.l1_ratio:g}"

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """l1_ratio·‖θ‖₁ + (1 − l1_ratio)·‖θ‖², from shape (..., p) to (...)."""
        size = np.abs(as_real("theta", theta, ndim="1+"))
        return (size * (self.l1_ratio + (1 - self.l1_ratio) * size)).sum(axis=-1)

    @np.errstate(over="ignore")  # what divides by infinity is zero
    def prox(self, v, step):
        """First the soft threshold, then the shrinking."""
        v, step = as_pair(v, step)
        theta = soft_threshold(v, step * self.l1_ratio)
        return np.divide(theta, 1 + 2 * step * (1 - self.l1_ratio), out=theta if theta.ndim else None)

    def symbolic(self, theta):
        """l1_ratio·Σ|θⱼ| + (1 − l1_ratio)·Σθⱼ² for SymPy symbols."""
        ratio = as_rational(self.l1_ratio)
        return sum(ratio * abs(t) + (1 - ratio) * t**2 for t in theta)

    def __repr__(self):
        return f"ElasticNet({self.l1_ratio})"
