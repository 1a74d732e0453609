"""The sum of squares: round and smooth."""

import numpy as np

from sparsity_kit.fits import as_pair
from sparsity_kit.inputs import as_real
from sparsity_kit.penalties.mixture import Mixture


class SquaredL2(Mixture):
    """Ω(θ) = Σθⱼ² = ‖θ‖²: round and smooth, so it shrinks and never zeroes. The penalty of ridge regression.

    >>> SquaredL2().prox([3.0, -0.3], 1.0)
    array([ 1. , -0.1])
    """

    l1_ratio = 0.0
    name = "squared L2"
    look = "#D55E00", (0, (6, 2)), "o"

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """Σθⱼ², from shape (..., p) to (...)."""
        return np.square(as_real("theta", theta, ndim="1+")).sum(axis=-1)

    @np.errstate(over="ignore")  # what divides by infinity is zero
    def prox(self, v, step):
        """v / (1 + 2·step): every value shrinks by the same factor."""
        v, step = as_pair(v, step)
        return v / (1 + 2 * step) + 0.0  # no -0.

    def symbolic(self, theta):
        """Σθⱼ² for SymPy symbols."""
        return sum(t**2 for t in theta)
