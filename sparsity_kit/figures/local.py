"""Ω near a point: its slopes in every direction, and so its subdifferential, its kinks and its normal cone.

Nothing here knows a formula of any penalty. The slope of Ω at θ in direction d, looking forward only, is
Ω'(θ; d) = max g·d over the subgradients g (Rockafellar 1970, Convex Analysis, theorem 23.4); so the slopes forward and
backward tell the subdifferential: they differ exactly where it is an interval and not one value.
"""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures.plane import directions

KINK = 1e-4  # a relative difference of slopes above which two slopes are two


def forward_slope(penalty, theta, direction):
    """Ω'(θ; d) = lim (Ω(θ + hd) − Ω(θ))/h as h falls to 0; inf where it grows without bound, as for √|θ| at zero.

    theta (..., p), direction (..., p) broadcast; shape (...).
    """
    theta, direction = np.asarray(theta, dtype=float), np.asarray(direction, dtype=float)
    nonzero = np.abs(theta[theta != 0])
    scale = nonzero.max() if nonzero.size else 1.0
    h = max(min(1e-6 * scale, nonzero.min() / 2 if nonzero.size else np.inf), 1e-9 * scale)

    def quotient(h):
        return (penalty.value(theta + h * direction) - penalty.value(theta)) / h

    slope = 2 * quotient(h / 2) - quotient(h)
    steeper = quotient(h / 1e4)
    return np.where((steeper > 1.4 * np.abs(quotient(h))) & (steeper > 1e-2), np.inf, slope)


def priced(lam, slopes):
    """λ times slopes that may be infinite; 0 for λ = 0."""
    return lam * slopes if lam > 0 else np.zeros_like(slopes)


@dataclass(frozen=True, eq=False)
class Subdifferential:
    """∂Ω at a point of the plane, as the kinks there shape it.

    dimension: 0 for one gradient, 1 for a segment, 2 for an area (as at the origin).
    centre, half: the segment is centre ± half; `half` is infinite where the slope is, zero for one gradient.
    outline: the outline of the set, shape (k, 2); two points for a segment, one for a gradient.
    """

    dimension: int
    centre: np.ndarray
    half: np.ndarray
    outline: np.ndarray

    @property
    def cone(self):
        """The angles, in degrees, between which the normal cone of the ball lies: all multiples of ∂Ω."""
        middle = _angle(self.centre)
        if self.dimension < 2 and np.isinf(self.half).any():
            return middle - 90.0, middle + 90.0
        turns = [(_angle(end) - middle + 180) % 360 - 180 for end in self.outline]
        if self.dimension == 2 and (not turns or max(turns) - min(turns) > 180):
            return 0.0, 360.0
        return middle + min(turns), middle + max(turns)


def subdifferential(penalty, theta):
    """∂Ω(θ) in the plane, from slopes alone, for any penalty.

    A segment c ± s has the slopes c·d + |s·d|: half the sum of the slopes along d and −d is |s·d|, half their
    difference c·d. Two axes and a diagonal tell c and s.
    """
    probe = directions(np.array([0.0, 90.0, 45.0]))
    ahead, behind = forward_slope(penalty, theta, probe), forward_slope(penalty, theta, -probe)
    with np.errstate(invalid="ignore"):
        centre = np.nan_to_num((ahead - behind)[:2] / 2, nan=0.0)
    width = (ahead + behind) / 2
    size = max(np.abs(centre).max(), width[:2][np.isfinite(width[:2])].max(initial=0.0), 1e-300)
    half = np.where(width[:2] > KINK * size, width[:2], 0.0)
    if half.all() and np.isfinite(half).all():
        leanings = half * [[1.0, 1.0], [1.0, -1.0]]
        half = leanings[np.abs(np.abs(leanings @ probe[2]) - width[2]).argmin()]
    if half.all() and (np.isinf(half).any() or _is_area(penalty, theta, half)):
        slopes = forward_slope(penalty, theta, directions())
        return Subdifferential(2, centre, half, _outline(slopes))
    ends = np.stack([centre - half, centre + half]) if half.any() else centre[None]
    return Subdifferential(int(half.any()), centre, half, ends)


def _is_area(penalty, theta, half):
    across = np.array([-half[1], half[0]]) / np.linalg.norm(half)
    width = forward_slope(penalty, theta, across) + forward_slope(penalty, theta, -across)
    return bool(width > 10 * KINK * np.linalg.norm(half))


def _outline(slopes):
    """The corners of {g : g·d <= Ω'(θ; d)}: where the lines of neighbouring directions meet."""
    d = directions()
    finite = np.isfinite(slopes)
    d, slopes = d[finite], slopes[finite]
    if len(d) < 3:
        return np.empty((0, 2))
    following = np.roll(d, -1, axis=0)
    pairs = np.stack([d, following], axis=1)
    corners = np.linalg.solve(pairs, np.stack([slopes, np.roll(slopes, -1)], axis=1)[..., None])[..., 0]
    return np.concatenate([corners, corners[:1]])


def room(penalty, theta, lam, pull):
    """How far inside λ∂Ω(θ) the vector −∇f (`pull`) lies, and how far outside: two lengths, in units of ∇f.

    At a kink the first is the distance to the nearer end of the segment (at the origin: to the rim): so much may
    the data change before the coefficient moves. Where there is no kink it is 0. The second is 0 up to rounding
    for a stationary point.
    """
    shape = subdifferential(penalty, theta)
    slack = priced(lam, forward_slope(penalty, theta, directions())) - directions() @ pull
    outside = max(0.0, -float(slack[np.isfinite(slack)].min(initial=0.0)))
    if shape.dimension == 0:
        return 0.0, outside
    if shape.dimension == 2:
        return float(slack.min()), outside
    if np.isinf(shape.half).any():
        return np.inf, outside
    along = shape.half / np.linalg.norm(shape.half)
    return float(lam * np.linalg.norm(shape.half) - abs((pull - lam * shape.centre) @ along)), outside


def is_flat(penalty, theta):
    """Whether the boundary of the ball runs straight on both sides of θ, where it has no kink."""
    gradient = subdifferential(penalty, theta).centre
    along = np.array([-gradient[1], gradient[0]]) / np.linalg.norm(gradient)
    nonzero = np.abs(theta[theta != 0])
    step = min(1e-3 * nonzero.max(), nonzero.min() / 2)
    around = theta + np.array([[step], [0.0], [-step]]) * along
    bend = np.abs(penalty.value(around) @ [1.0, -2.0, 1.0]) / step**2
    return bool(bend * nonzero.max() < 1e-3 * np.linalg.norm(gradient))


def _angle(vector):
    return float(np.rad2deg(np.arctan2(vector[1], vector[0])))
