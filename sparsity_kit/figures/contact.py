"""Where the loss's contours touch the penalty's ball: the two forms of one problem.

Priced form: minimise f + λΩ. Constrained form: minimise f over the ball {Ω <= r}. For a convex Ω and an r below
Ω at the loss's minimiser they have the same solutions, and λ and r belong together
(Boyd and Vandenberghe 2004, Convex Optimization, section 4.7.5 and exercise 5.42).
"""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures.asked import need, need_plane
from sparsity_kit.figures.canvas import Drawing
from sparsity_kit.figures.local import Subdifferential, forward_slope, is_flat, room, subdifferential
from sparsity_kit.figures.plane import directions
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.objective import Loss, Penalty
from sparsity_kit.solve.minimize import minimize


@dataclass(frozen=True, eq=False)
class Touching:
    """The touching point and what happens there.

    point: θ*, shape (2,), as `minimize` found it. radius: Ω(θ*). level: f(θ*). pull: −∇f(θ*).
    zeros: the coefficients that are exactly 0, counted from 0.
    case: "corner" (the ball has a kink there), "edge" (its boundary is straight), "smooth" (it is curved),
    "origin" (the ball is a single point, λ >= λ_max), "inside" (λ = 0 or the penalty has no say: ∇f is zero there);
    "least" for a penalty that is least at θ*, but not at the origin alone.
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


@dataclass(frozen=True, eq=False, repr=False)
class Contact(Drawing):
    """A picture of a touching point: `touching` holds the numbers behind it, which the properties name. lam: λ."""

    lam: float
    touching: Touching

    @property
    def point(self):
        """θ*, shape (2,)."""
        return self.touching.point

    @property
    def radius(self):
        """Ω(θ*)."""
        return self.touching.radius

    @property
    def pull(self):
        """−∇f(θ*)."""
        return self.touching.pull

    @property
    def case(self):
        """One of "corner", "edge", "smooth", "origin", "inside" and "least"; see `Touching`."""
        return self.touching.case

    @property
    def zeros(self):
        """The coefficients that are exactly zero, counted from 0."""
        return self.touching.zeros

    @property
    def cone(self):
        """The two angles between which the normal cone lies, in degrees; equal where the boundary is smooth."""
        return self.touching.subdifferential.cone

    @property
    def room(self):
        """The distance from −∇f to the nearer end of λ∂Ω(θ*), in units of ∇f."""
        return self.touching.room

    @property
    def violation(self):
        """How far −∇f lies outside λ∂Ω(θ*): 0 up to rounding."""
        return self.touching.violation


def touching(objective, caller="touching", start=None):
    """θ* of an objective in the plane, with the case recognised from the slopes of Ω there, for any penalty.

    Raises ValueError for a loss that does not have 2 coefficients and for a batch of problems.
    """
    need_plane(caller, objective)
    theta = minimize(objective, start=start).theta
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
    penalty, steepest = objective.penalty, np.abs(objective.loss.gradient(np.zeros(2))).max()
    slopes = forward_slope(penalty, theta, directions())
    at_rest = np.abs(pull).max() <= 1e-8 * max(steepest, 1e-300)
    if objective.lam == 0 and not at_rest and np.isinf(slopes).any():
        raise ValueError(f"λ = 0 leaves {penalty!r} nothing but the region in which it is finite; take a positive λ")
    if objective.lam == 0 or at_rest:
        return "inside"
    if slopes.min() >= -1e-7 * np.abs(slopes[np.isfinite(slopes)]).max(initial=0.0):
        return "origin" if not theta.any() and _is_alone(penalty) else "least"
    if subdifferential(penalty, theta).dimension:
        return "corner"
    return "edge" if is_flat(penalty, theta) else "smooth"


def _is_alone(penalty):
    """Whether Ω is larger everywhere around the origin than there: the ball of radius Ω(0) is a point."""
    return bool((penalty.value(1e-3 * directions()) > penalty.value(np.zeros(2))).all())


def constrained(loss, penalty, radius):
    """min f(θ) over the ball Ω(θ) <= radius, as the objective f + λΩ whose minimiser lies on the ball's boundary.

    λ is found by dividing an interval: as λ grows, Ω(θ*) falls. `radius` is in the units of Ω; any number of
    coefficients. Raises ValueError if the loss's own minimiser is inside the ball already (then λ = 0), and if no λ
    leads to this radius, which happens when Ω is not convex.

    >>> from sparsity_kit import L1, SquaredError
    >>> round(float(constrained(SquaredError([[1.0]], [3.0]), L1(), 2.0).lam), 6)
    2.0
    """
    need("constrained", Loss, loss)
    need("constrained", Penalty, penalty)
    radius = float(as_nonnegative("radius", as_real("radius", radius, ndim=0)))
    if loss.batch_shape != ():
        raise ValueError(f"constrained solves one problem, got a batch of shape {loss.batch_shape}; pick one")
    free = _size(loss, penalty, np.zeros(1))[0]
    if free <= radius:
        raise ValueError(
            f"the loss's minimiser is inside the ball already, Ω = {free:.4g} <= radius = {radius:.4g}, "
            "so the constraint does nothing and λ = 0; take a smaller radius"
        )
    low, high = 0.0, _enough(loss, penalty, radius)
    for _ in range(9):
        lams = np.linspace(low, high, 65)
        first = max(int(np.argmax(_size(loss, penalty, lams) <= radius)), 1)
        low, high = lams[first - 1], lams[first]
    reached = _size(loss, penalty, np.array([high]))[0]
    if abs(reached - radius) > 1e-6 * max(radius, 1e-3 * free):
        raise ValueError(
            f"no λ gives Ω = {radius:.4g}: near λ = {high:.4g} the solutions jump to Ω = {reached:.4g}; "
            "take another radius"
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
    return penalty.value(minimize(loss + lams * penalty).theta)
