"""What an answer carries: its value, its slopes, its duality gap, and whether all of them agree that it is right.

One of them alone can be wrong without showing it. Between columns that are nearly alike every slope is small although
F is far above its minimum; a duality gap is not known for every penalty; and F does not say how much lower it could be.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sparsity_kit.certificates.duality import gap
from sparsity_kit.objective import Objective

CERTAIN = 1e-10  # of F(0): a smaller duality gap is not asked for, however small the tolerance; rounding may hide it
EPS = np.finfo(float).eps
ROUNDING = 1e-12  # of F: a value above another by no more than this share is not larger


class ConvergenceWarning(UserWarning):
    """A solver stopped before it reached its tolerance; the Solution's certificate says how far it came."""


@dataclass(frozen=True, eq=False)
class Solution:
    """An answer that carries its certificate, evaluated at the θ that is returned. Its arrays are read-only.

    theta: shape (..., p); exactly zero means == 0.0.
    value: F(θ), shape (...).
    stationarity_gap: how far 0 is from ∇f + λ∂Ω, in units of the gradient, shape (...); for every penalty.
    duality_gap: an upper bound of F(θ) − min F, rounding counted, shape (...); None where no dual is known.
    converged: whether there is a minimiser, and slopes, value and duality gap are within the tolerance, shape (...).
    method, n_iter: how it was found, and in how many steps.
    """

    objective: Objective
    theta: np.ndarray
    value: np.ndarray
    stationarity_gap: np.ndarray
    duality_gap: np.ndarray | None
    converged: np.ndarray
    method: str
    n_iter: int

    def __post_init__(self):
        for array in vars(self).values():
            if isinstance(array, np.ndarray):
                array.setflags(write=False)

    @property
    def support(self):
        """Which coefficients are not exactly zero: booleans, shape (..., p)."""
        return self.theta != 0.0


class Standard(NamedTuple):
    """What is asked: slope residuals within `slopes` (..., p), F no more than `value`, a gap within `gap`, (...)."""

    slopes: np.ndarray
    value: np.ndarray
    gap: np.ndarray

    @classmethod
    def of(cls, objective, start, tol):
        """`tol` times the usual slopes and times F(0), or F at the start if F(0) = 0; and F no larger than at both."""
        at_zero, at_start = objective.value(np.zeros_like(start)), objective.value(start)
        gap = np.maximum(tol, CERTAIN) * np.abs(np.where(at_zero != 0, at_zero, at_start))
        return cls(tol * _usual_slopes(objective.loss, start), np.fmin(at_zero, at_start), gap)


def certify(objective, theta, standard, method, n_iter):
    """The `Solution` θ, judged by a `Standard`."""
    value, dual_gap = objective.value(theta), gap(objective, theta)
    residuals = np.abs(objective.slope_residuals(theta))
    hidden = EPS / 2 * rates(objective) * np.abs(theta) if dual_gap is None else 0.0  # by half of the last digit of θ
    converged = (residuals + hidden <= standard.slopes).all(axis=-1) & ~larger(value, standard.value)
    if dual_gap is not None:
        converged &= dual_gap <= standard.gap
    converged &= ~_falls_on(objective, theta)
    return Solution(objective, theta, value, residuals.max(axis=-1), dual_gap, converged, method, n_iter)


def _falls_on(objective, theta):
    """Whether θ tells all labels apart at no price: then F falls for ever along it, and no θ is its minimiser."""
    if not objective.loss.dual_point or not hasattr(objective.loss, "margin"):
        return np.array(False)
    free = objective.lam * objective.penalty.value(2 * theta) == 0
    return free & (objective.loss.margin(theta) > 0).all(axis=-1)


def rates(objective):
    """How fast the slope in each coefficient changes at most, if Ω is separable and the loss says it; or in any, ()."""
    loss, bound = objective.loss, objective.loss.lipschitz or 1.0
    own = objective.penalty.separable and loss.curvatures is not None
    return np.where(loss.curvatures > 0, loss.curvatures, bound) if own else np.array(bound)


def larger(value, other):
    """Whether one value of F is larger than another by more than rounding; what is no number is larger than any."""
    return (value > other + ROUNDING * np.abs(other)) | np.isnan(value)


def _usual_slopes(loss, start):
    """The unit in which slope residuals are judged, (..., p): the slopes at 0, or at the start if those are zero.

    √(2Lⱼ·f(0)), where Lⱼ are the loss's curvatures: no loss f >= 0 has a larger slope there.
    """

    def slopes(theta):
        if loss.curvatures is None:
            return np.broadcast_to(np.abs(loss.gradient(theta)).max(axis=-1, keepdims=True), theta.shape)
        return np.sqrt(2 * loss.curvatures) * np.sqrt(loss.value(theta))[..., None]

    at_zero = slopes(np.zeros_like(start))
    largest = at_zero.max(axis=-1, keepdims=True)
    usual = np.where((largest > 0) & np.isfinite(largest), at_zero, slopes(start))
    return np.where(usual > 0, usual, usual.max(axis=-1, keepdims=True))  # a column of zeros has no slope of its own
