"""The lowest point in the plane, at a price or on a ball, where the penalty may have several stationary ones.

The counterpart in Python of `live/touching.js`.
"""

import warnings

import numpy as np

from sparsity_kit.certificates.certificate import ConvergenceWarning
from sparsity_kit.halving import halve
from sparsity_kit.penalties import Lq
from sparsity_kit.plane.room import is_alone
from sparsity_kit.plane.slopes import directions
from sparsity_kit.solve.constrained import constrained
from sparsity_kit.solve.minimize import minimize
from sparsity_kit.solve.prices import lambda_max

TOLERANCE = 1e-13
NET = np.linspace(-1, 1, 11)


def lowest(objective, tol=TOLERANCE):
    """argmin f + λΩ, (..., 2); for a penalty that is not convex the lowest point met from several starts."""
    if objective.penalty.convex:
        return minimize(objective, tol=tol).theta
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # what did not converge is not believed
        found = minimize(objective, start=_starts(objective.loss), tol=tol)
    value = np.where(found.converged, found.value, np.inf)
    least = value.min(axis=0)
    if not np.isfinite(least).all():
        return minimize(objective, tol=tol).theta
    first = (value <= least + 1e-12 * np.abs(least)).argmax(axis=0)  # of those that differ by rounding
    return np.take_along_axis(found.theta, first[None, ..., None], axis=0)[0]


def _starts(loss):
    """Where the bowl that f is like at the origin is least, in the plane and on each axis, and the origin: (4, ..., 2).

    Of a single loss also a net of places around the first, as far out as that bowl is below f(0): some lowest points
    are hidden from the axes.
    """
    zero, axes = np.zeros(2), np.eye(2)
    slope = loss.gradient(zero)
    bend = np.stack([loss.gradient(axis) - slope for axis in axes], axis=-1)
    own = np.diagonal(bend, axis1=-2, axis2=-1)
    alone, inverse = -slope / np.where(own > 0, own, 1.0), np.linalg.pinv(bend)
    center = -(inverse @ slope[..., None])[..., 0]
    four = np.stack([0 * alone, center, alone * axes[0], alone * axes[1]])
    if loss.batch_shape:
        return four
    reach = np.sqrt(np.maximum(center @ bend @ center * np.diag(inverse), 0.0))
    net = np.meshgrid(*(c + r * NET for c, r in zip(center, reach, strict=True)))
    return np.concatenate([four, np.stack(net, axis=-1).reshape(-1, 2)])


def lowest_on_ball(loss, penalty, radius):
    """argmin f over Ω <= radius, and the price λ at which that point is stationary, infinite if none leads to zero.

    The rim of an Lq has a formula.
    """
    if penalty.value(loss.center) <= radius:
        return loss.center.copy(), 0.0
    if radius == 0 and is_alone(penalty) and np.isinf(lambda_max(loss, penalty)):
        return np.zeros(2), np.inf
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
