"""The sum of sizes: a diamond."""

import numpy as np

from sparsity_kit.fits import as_pair
from sparsity_kit.inputs import as_real
from sparsity_kit.penalties._soft_threshold import soft_threshold
from sparsity_kit.penalties.norm import Norm


class L1(Norm):
    """Ω(θ) = Σ|θⱼ|: a diamond, with corners on the axes and a kink of one width, [−1, 1], at every zero.

    >>> L1().prox([3.0, -0.2], 1.0)
    array([2., 0.])
    """

    separable = True
    name = "L1"
    look = "#0072B2", "-", "D"

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """Σ|θⱼ|, from shape (..., p) to (...)."""
        return np.abs(as_real("theta", theta, ndim="1+")).sum(axis=-1)

    def prox(self, v, step):
        """The soft threshold at `step`. It lands on zero exactly."""
        return soft_threshold(*as_pair(v, step))

    def symbolic(self, theta):
        """Σ|θⱼ| for SymPy symbols."""
        return sum(abs(t) for t in theta)

    def dual_norm(self, slopes):
        """The largest slope."""
        return slopes.max(axis=-1)

    def arrival(self, start):
        """|θⱼ(0)|, each in its own time."""
        return np.abs(start)

    def as_elastic_net(self):
        """(1, 0)."""
        return 1.0, 0.0
