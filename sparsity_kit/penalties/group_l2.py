"""The sum of the lengths of groups: zeros come by the group."""

import numpy as np

from sparsity_kit.fits import as_coefficients, as_step_of_vectors
from sparsity_kit.inputs import as_nonnegative, as_real, frozen
from sparsity_kit.penalties.norm import Norm, shortening
from sparsity_kit.rational import as_rational


class GroupL2(Norm):
    """Ω(θ) = Σ over groups g of w_g·‖θ_g‖₂: the kink sits where a whole group is zero (Yuan and Lin 2006).

    `groups` gives every coefficient the label 0, 1, …, of its group, shape (p,); `weights` one price per group, 1
    unless given (Yuan and Lin take the square root of the group's size). One group is `L2`; p groups are `L1`.
    Raises ValueError for labels or weights that do not fit.

    >>> GroupL2([0, 0, 1]).prox([3.0, 4.0, 0.5], 1.0)
    array([2.4, 3.2, 0. ])
    """

    n_features: int
    name = "group L2"
    look = "#E69F00", (0, (1.2, 1.2)), "h"

    def __init__(self, groups, weights=None):
        labels = as_real("groups", groups, ndim=1)
        self.n_features = len(labels)
        used, groups, self._sizes = np.unique(labels, return_inverse=True, return_counts=True)
        missing = np.flatnonzero(used != np.arange(len(used)))
        if len(missing):
            raise ValueError(
                f"groups must use the labels 0, 1, …, each at least once, got {used[missing[0]]:g} where "
                f"{missing[0]} is next; pass np.unique(groups, return_inverse=True)[1]"
            )
        weights = np.ones(len(used)) if weights is None else as_nonnegative("weights", weights, ndim=1)
        self.groups, self.weights = frozen(groups), frozen(weights)
        if self.weights.shape != used.shape:
            raise ValueError(f"weights must have one entry per group, {len(used)}, got shape {self.weights.shape}")
        self._by_group = np.argsort(self.groups, kind="stable")
        self._starts = np.cumsum(self._sizes) - self._sizes

    def group_norms(self, theta):
        """‖θ_g‖₂ for every group, from shape (..., p) to (..., groups)."""
        size = np.abs(as_coefficients("theta", theta, self.n_features)[..., self._by_group])
        largest = np.maximum.reduceat(size, self._starts, axis=-1)
        size /= np.repeat(np.where(largest > 0, largest, 1.0), self._sizes, axis=-1)  # so that squares are numbers
        return largest * np.sqrt(np.add.reduceat(np.square(size, out=size), self._starts, axis=-1))

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """Σ w_g‖θ_g‖₂, from shape (..., p) to (...)."""
        return self.group_norms(theta) @ self.weights

    def prox(self, v, step):
        """Shorten every group's vector by step·w_g; a group no longer than that becomes zero as a whole."""
        v = as_coefficients("v", v, self.n_features)
        shorter = shortening(self.group_norms(v), as_step_of_vectors(v, step) * self.weights)
        return v * shorter[..., self.groups] + 0.0  # no -0.

    def symbolic(self, theta):
        """Σ w_g·√(Σθⱼ² over g) for SymPy symbols."""
        if len(theta) != self.n_features:
            raise ValueError(f"theta must have one entry per label in groups, {self.n_features}, got {len(theta)}")
        squares: list = [0] * len(self.weights)
        for t, label in zip(theta, self.groups, strict=True):
            squares[label] += t**2
        return sum(as_rational(w) * square ** as_rational(0.5) for w, square in zip(self.weights, squares, strict=True))

    def dual_norm(self, slopes):
        """max over groups of ‖v_g‖₂ / w_g; infinite where a group with a slope costs nothing."""
        norms, free = self.group_norms(slopes), self.weights == 0
        return np.where(free, np.where(norms > 0, np.inf, 0.0), norms / np.where(free, 1.0, self.weights)).max(axis=-1)

    def arrival(self, start):
        """‖θ_g(0)‖₂/w_g, each group in its own time; never for a group that costs nothing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return (self.group_norms(start) / self.weights)[..., self.groups]

    @property
    def free(self):
        """The coefficients in groups of weight 0."""
        return (self.weights == 0)[self.groups]

    def as_groups(self, p):
        """Its groups and their weights."""
        return self.groups, self.weights

    def as_elastic_net(self):
        """(w, 0) if each coefficient is a group of its own, all of one weight w."""
        alone = len(self.weights) == len(self.groups) and np.ptp(self.weights) == 0
        return (float(self.weights[0]), 0.0) if alone else None

    def __repr__(self):
        if self.n_features > 20:
            return f"GroupL2({self.n_features} coefficients in {len(self.weights)} groups)"
        return f"GroupL2({self.groups.tolist()}, weights={self.weights.tolist()})"
