"""Where the loss's contours touch the penalty's ball, and what kind of place that is."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import need_plane, no_price
from sparsity_kit.plane.room import is_alone, is_flat, room
from sparsity_kit.plane.slope_set import Subdifferential
from sparsity_kit.plane.slopes import directions, forward_slope
from sparsity_kit.plane.subdifferential import subdifferential
from sparsity_kit.solve.lowest import lowest
from sparsity_kit.solve.minimize import minimize


@dataclass(frozen=True, eq=False)
class Touching:
    """The touching point and what happens there.

    point: θ*, shape (2,), as `minimize` found it. radius: Ω(θ*). level: f(θ*). pull: −∇f(θ*).
    zeros: the coefficients that are exactly 0, counted from 0.
    case: "corner" (the ball has a kink there), "edge" (its boundary is straight), "smooth" (it is curved),
    "origin" (the ball is a single point, λ >= λ_max), "inside" (λ = 0 or the penalty has no say: ∇f is zero there);
    "least" for a penalty that is least at θ*, but not at the origin alone; of one that is not convex, least nearby.
    subdifferential: ∂Ω(θ*). room, violation: how far −∇f lies inside λ∂Ω(θ*), and how far outside (rounding only).
    steepest: the steepest slope of f at the origin, beside which rounding is small.
    """

    point: np.ndarray
    radius: float
    level: float
    pull: np.ndarray
    zeros: tuple
    case: str
    subdifferential: Subdifferential
    room: float
    violation: float
    steepest: float


def touching(objective, *, caller="touching", start=None):
    """θ* of an objective in the plane, with the case recognised from the slopes of Ω there, for any penalty.

    θ* is the lowest point that `lowest` finds, or where `minimize` comes to from `start`.
    Raises ValueError for a loss that does not have 2 coefficients and for a batch of problems.
    """
    need_plane(caller, objective)
    theta = lowest(objective, tol=1e-10) if start is None else minimize(objective, start=start).theta
    pull = -objective.loss.gradient(theta)
    inside, outside = room(objective.penalty, theta, float(objective.lam), pull)
    return Touching(
        point=theta,
        radius=float(objective.penalty.value(theta)),
        level=float(objective.loss.value(theta)),
        pull=pull,
        zeros=tuple(int(j) for j in np.flatnonzero(theta == 0.0)),
        case=_case(objective, theta, pull),
        subdifferential=subdifferential(objective.penalty, theta),
        room=inside,
        violation=outside,
        steepest=float(np.abs(objective.loss.gradient(np.zeros(2))).max()),
    )


def _case(objective, theta, pull):
    """Which of the cases in `Touching` θ is, told from the slopes of Ω around it and from the pull, −∇f."""
    penalty, steepest = objective.penalty, np.abs(objective.loss.gradient(np.zeros(2))).max()
    slopes = forward_slope(penalty, theta, directions())
    at_rest = np.abs(pull).max() <= 1e-8 * max(steepest, 1e-300)
    if objective.lam == 0 and not at_rest and np.isinf(slopes).any():
        raise no_price(penalty)
    if objective.lam == 0 or at_rest:
        return "inside"
    if slopes.min() >= -1e-7 * np.abs(slopes[np.isfinite(slopes)]).max(initial=0.0):
        return "origin" if not theta.any() and is_alone(penalty) else "least"
    if subdifferential(penalty, theta).dimension:
        return "corner"
    return "edge" if is_flat(penalty, theta) else "smooth"
