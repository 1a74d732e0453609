"""How firmly a point holds: how far inside the slopes of λΩ the pull of the loss lies."""

import numpy as np

from sparsity_kit.plane.slopes import directions, forward_slope, priced
from sparsity_kit.plane.subdifferential import subdifferential


def room(penalty, theta, lam, pull):
    """How far inside λ∂Ω(θ) the vector −∇f (`pull`) lies, and how far outside: two lengths, in units of ∇f.

    At a kink the first is the distance to the nearer end of the segment (at the origin: to the rim): so much may
    the data change before the coefficient moves. At an end, up to rounding, and where there is no kink it is 0. The
    second is 0 up to rounding for a stationary point.
    """
    shape, d = subdifferential(penalty, theta), directions()
    slack = priced(lam, forward_slope(penalty, theta, d)) - d @ pull
    outside = max(0.0, -float(slack[np.isfinite(slack)].min(initial=0.0)))
    inside = 0.0
    if shape.dimension == 2:
        inside = float(slack.min())
    if shape.dimension == 1:
        place, (back, forth) = (pull - lam * shape.centre) @ shape.along, shape.reach
        inside = float(min(priced(lam, np.array(back)) + place, priced(lam, np.array(forth)) - place))
    return (inside if inside > 1e-7 * np.linalg.norm(pull) else 0.0), outside


def is_flat(penalty, theta):
    """Whether the boundary of the ball runs straight on both sides of θ, where it has no kink."""
    gradient = subdifferential(penalty, theta).centre
    along = np.array([-gradient[1], gradient[0]]) / np.linalg.norm(gradient)
    nonzero = np.abs(theta[theta != 0])
    step = min(1e-3 * nonzero.max(), nonzero.min() / 2)
    values = np.full(3, np.inf)
    while not np.isfinite(values).all() and step > 1e-6 * nonzero.max():  # not out of the region where Ω is finite
        values, step = penalty.value(theta + np.array([[step], [0.0], [-step]]) * along), step / 4
    step *= 4
    bend = np.abs(values @ [1.0, -2.0, 1.0]) / step**2
    return bool(bend * nonzero.max() < 1e-3 * np.linalg.norm(gradient))


def is_alone(penalty):
    """Whether Ω is larger everywhere around the origin than there: the ball of radius Ω(0) is a point."""
    return bool((penalty.value(1e-3 * directions()) > penalty.value(np.zeros(2))).all())
