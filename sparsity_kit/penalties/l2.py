"""The length: a cone, smooth but for its tip."""

import numpy as np

from sparsity_kit.fits import as_step_of_vectors
from sparsity_kit.inputs import as_real
from sparsity_kit.penalties.norm import Norm, shortening
from sparsity_kit.rational import as_rational


class L2(Norm):
    """Ω(θ) = ‖θ‖₂, not squared: a cone, smooth but for its tip, so all coefficients are zero together or none need be.

    >>> L2().prox([3.0, 4.0], 2.5)
    array([1.5, 2. ])
    """

    name = "L2"
    look = "#009E73", (0, (7, 2, 1.5, 2)), "s"

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """‖θ‖₂, from shape (..., p) to (...)."""
        return _length(as_real("theta", theta, ndim="1+"))[..., 0]

    def prox(self, v, step):
        """Shorten the vector v by `step`, keeping its direction; zero if it is no longer than that."""
        v = as_real("v", v, ndim="1+")
        return v * shortening(_length(v), as_step_of_vectors(v, step)) + 0.0  # no -0.

    def symbolic(self, theta):
        """√Σθⱼ² for SymPy symbols."""
        return sum(t**2 for t in theta) ** as_rational(0.5)

    def dual_norm(self, slopes):
        """‖slopes‖₂: it is its own dual."""
        return self.value(slopes)

    def as_groups(self, p):
        """One group of all."""
        return np.zeros(p, dtype=int), np.ones(1)

    def arrival(self, start):
        """‖θ(0)‖₂, all together."""
        return np.broadcast_to(_length(start), start.shape)


def _length(v):
    """‖v‖₂, shape (..., 1)."""
    size = np.abs(v)
    largest = size.max(axis=-1, keepdims=True)
    size /= np.where(largest > 0, largest, 1.0)  # so that no square overflows or vanishes
    return largest * np.sqrt(np.square(size, out=size).sum(axis=-1, keepdims=True))
