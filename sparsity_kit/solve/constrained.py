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


def constrained(objective, radius):
    """min f(θ) over the ball Ω(θ) <= radius, as the objective f + λΩ whose minimiser lies on the ball's boundary.

    The λ of `objective` is not asked, so write `loss + L1()`; the one that belongs to `radius` is found by dividing an
    interval: as λ grows, Ω(θ*) falls. `radius` is in the units of Ω; any number of coefficients. Raises ValueError if
    the loss's own minimiser is inside the ball already (then λ = 0), and if no λ leads to this radius, which happens
    when Ω is not convex.

    >>> from sparsity_kit import L1, SquaredError
    >>> round(float(constrained(SquaredError([[1.0]], [3.0]) + L1(), 2.0).lam), 6)
    2.0
    """
    loss, penalty = need("constrained", Objective, objective).loss, objective.penalty
    radius = float(as_nonnegative("radius", radius, ndim=0))
    if loss.batch_shape != ():
        raise ValueError(f"constrained solves one problem, got a batch of shape {loss.batch_shape}; pick one")
    free = _size(loss, penalty, np.zeros(1))[0]
    if free <= radius:
        raise ValueError(
            f"the loss's minimiser is inside the ball already, Ω = {free:.4g} <= radius = {radius:.4g}, "
            "so the constraint does nothing and λ = 0; take a smaller radius"
        )
    low, high = cut(lambda lams: _size(loss, penalty, lams) > radius, 0.0, _enough(loss, penalty, radius))
    before, reached = _size(loss, penalty, np.array([low, high]))
    if abs(reached - radius) > 1e-6 * max(radius, 1e-3 * free):
        raise ValueError(
            f"no λ gives Ω = {radius:.4g}: near λ = {high:.4g} the solutions jump from Ω = {before:.6g} to "
            f"Ω = {reached:.6g}; take a radius outside of these"
        )
    return loss + high * penalty


def _enough(loss, penalty, radius):
    """A λ so large that Ω(θ*) <= radius."""
    lam = float(np.abs(loss.gradient(np.zeros(loss.n_features))).max()) or 1.0
    for _ in range(60):
        if _size(loss, penalty, np.array([lam]))[0] <= radius:
            return lam
        lam *= 4
    raise ValueError(f"no λ up to {lam:.1e} gives Ω <= {radius:.4g}; take a larger radius")


def _size(loss, penalty, lams):
    """Ω(θ*) at each λ; which of them to believe, `minimize` says of the one that is found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return penalty.value(minimize(loss + lams * penalty).theta)
