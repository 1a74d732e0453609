"""Two forms of one problem: a price on Ω, or a budget for it.

Priced form: minimise f + λΩ. Constrained form: minimise f over the ball {Ω <= r}. For a convex Ω and an r below
Ω at the loss's minimiser they have the same solutions, and λ and r belong together
(Boyd and Vandenberghe 2004, Convex Optimization, section 4.7.5 and exercise 5.42).
"""

import warnings

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.certificates.certificate import ConvergenceWarning
from sparsity_kit.halving import cut
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.objective import Objective
from sparsity_kit.solve.minimize import minimize

ROUNDING = 1e-9  # of a λ that is large enough: smaller ones are as good as zero


def constrained(objective, radius):
    """min f(θ) over the ball Ω(θ) <= radius, as the objective f + λΩ whose minimiser lies on the ball's boundary.

    The λ of `objective` is not asked, so write `loss + L1()`; the one that belongs to `radius` is found by dividing an
    interval: as λ grows, Ω(θ*) falls. `radius` is in the units of Ω; any number of coefficients. Raises ValueError if
    a minimiser of the loss is inside the ball already (then λ = 0), and if no λ leads to this radius, which happens
    when Ω is not convex.

    >>> from sparsity_kit import L1, SquaredError
    >>> round(float(constrained(SquaredError([[1.0]], [3.0]) + L1(), 2.0).lam), 6)
    2.0
    """
    loss, penalty = need("constrained", Objective, objective).loss, objective.penalty
    radius = float(as_nonnegative("radius", radius, ndim=0))
    if loss.batch_shape != ():
        raise ValueError(f"constrained solves one problem, got a batch of shape {loss.batch_shape}; pick one")
    lowest = _solved(loss, penalty, np.zeros(1))
    free = penalty.value(lowest.theta)[0]
    if free <= radius:
        raise _does_nothing(lowest.converged.all(), free, radius)
    enough = _enough(loss, penalty, radius)
    low, high = cut(lambda lams: _size(loss, penalty, lams) > radius, 0.0, enough)
    before, reached = _size(loss, penalty, np.array([low, high]))
    if abs(reached - radius) <= 1e-6 * max(radius, 1e-3 * free):
        return loss + high * penalty
    if penalty.convex and lowest.converged.all() and reached <= radius and high <= ROUNDING * enough:
        raise _does_nothing(True, reached, radius)  # of several minimisers of f prices lead to that of least Ω
    jump = f"the solutions jump from Ω = {before:.6g} to Ω = {reached:.6g}; take a radius outside of these"
    rounding = f"rounding leaves Ω = {reached:.6g}; take a smaller radius"
    which = jump if reached <= radius < before else rounding
    raise ValueError(f"no λ gives Ω = {radius:.4g}: near λ = {high:.4g} {which}")


def _does_nothing(certain, size, radius):
    """The error for a ball that holds a minimiser of the loss, or all of it that rounding can tell."""
    inside, level = "the loss's minimiser is inside the ball already", "outside the ball the loss falls by rounding"
    return ValueError(
        f"{inside if certain else level}, Ω = {size:.4g} <= radius = {radius:.4g}, "
        "so the constraint does nothing and λ = 0; take a smaller radius"
    )


def _enough(loss, penalty, radius):
    """A λ so large that Ω(θ*) <= radius."""
    lam = float(np.abs(loss.gradient(np.zeros(loss.n_features))).max()) or 1.0
    for _ in range(60):
        if _size(loss, penalty, np.array([lam]))[0] <= radius:
            return lam
        lam *= 4
    raise ValueError(f"no λ up to {lam:.1e} gives Ω <= {radius:.4g}; take a larger radius")


def _size(loss, penalty, lams):
    """Ω(θ*) at each λ."""
    return penalty.value(_solved(loss, penalty, lams).theta)


def _solved(loss, penalty, lams):
    """The solution at each λ; which of them to believe, `minimize` says of the one that is found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return minimize(loss + lams * penalty)
