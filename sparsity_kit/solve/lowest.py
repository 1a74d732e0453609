"""The lowest point of a bowl in the plane, at a price or on a ball, where the penalty may have several stationary ones.

The counterpart in Python of `live/touching.js`.
"""

import numpy as np

from sparsity_kit.halving import halve
from sparsity_kit.penalties import Lq
from sparsity_kit.plane.slopes import directions
from sparsity_kit.solve.constrained import constrained
from sparsity_kit.solve.minimize import minimize

TOLERANCE = 1e-13
STARTS = np.linspace(-1, 1, 11)  # the centre among them


def lowest(objective):
    """argmin f + λΩ; for a penalty that is not convex the lowest point met from many starts."""
    loss = objective.loss
    if objective.lam == 0:
        return loss.center.copy()
    if objective.penalty.convex:
        return minimize(objective, tol=TOLERANCE).theta
    reach = np.sqrt(loss.value(np.zeros(2)) * np.diag(np.linalg.inv(loss.A)))  # beyond, f alone is above F(0)
    sides = [np.append(c + r * STARTS, 0.0) for c, r in zip(loss.center, reach, strict=True)]
    starts = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    found = minimize(objective, start=starts, tol=TOLERANCE)
    return found.theta[found.value.argmin()]


def lowest_on_ball(loss, penalty, radius):
    """argmin f over Ω <= radius, and the price λ at which that point is stationary. The rim of an Lq has a formula."""
    if penalty.value(loss.center) <= radius:
        return loss.center.copy(), 0.0
    if not isinstance(penalty, Lq) or radius == 0:
        objective = constrained(loss + penalty, radius)
        return minimize(objective, tol=TOLERANCE).theta, float(objective.lam)
    theta = _lowest_on_rim(loss, penalty.q, radius)
    return theta, max(float(-loss.gradient(theta) @ theta / (penalty.q * radius)), 0.0)


def _lowest_on_rim(loss, q, radius):
    """The lowest place of f on {Σ|θⱼ|^q = radius}: on a fine walk around it, then by halving where f's slope turns."""

    def rim(angle):
        way = directions(angle)  # |θⱼ|^q = radius·wayⱼ², so that the walk is slow at sharp corners
        return np.sign(way) * (radius * way**2) ** (1 / q)

    def slope_along(angle):
        theta = rim(angle)
        normal = np.sign(theta) * np.abs(theta) ** (q - 1)
        return loss.gradient(theta) @ [-normal[1], normal[0]]

    walk = np.arange(7200) / 20
    best = walk[loss.value(rim(walk)).argmin()]
    if q <= 1 and best % 90 == 0:  # a corner
        return rim(best)
    low, _ = halve(lambda angle: slope_along(angle) < 0, best - 0.05, best + 0.05)
    return rim(low)
