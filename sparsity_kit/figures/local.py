"""Ω near a point: its slopes in every direction, and so its subdifferential, its kinks and its normal cone.

Nothing here knows a formula of any penalty. The slope of Ω at θ in direction d, looking forward only, is
Ω'(θ; d) = max g·d over the subgradients g (Rockafellar 1970, Convex Analysis, theorem 23.4); so the slopes forward and
backward tell the subdifferential: they differ exactly where it is an interval and not one value.
"""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures.plane import directions

KINK = 1e-4  # a relative difference of slopes above which two slopes are two
NO_RAYS = np.empty((0, 2))


def forward_slope(penalty, theta, direction):
    """Ω'(θ; d) = lim (Ω(θ + hd) − Ω(θ))/h as h falls to 0; inf where it grows without bound, as for √|θ| at zero.

    Also inf where d leads out of the region in which Ω is finite; NaN where Ω is infinite at θ itself, since there is
    no slope there. theta (..., p), direction (..., p) broadcast; shape (...).
    """
    theta, direction = np.asarray(theta, dtype=float), np.asarray(direction, dtype=float)
    nonzero = np.abs(theta[theta != 0])
    scale = nonzero.max() if nonzero.size else 1.0
    h = max(min(1e-6 * scale, nonzero.min() / 2 if nonzero.size else np.inf), 1e-9 * scale)
    here = penalty.value(theta)
    here = np.where(np.isfinite(here), here, np.nan)

    def quotient(h):
        return (penalty.value(theta + h * direction) - here) / h

    near, nearer, steeper = quotient(h), quotient(h / 2), quotient(h / 1e4)
    noise = 64 * np.finfo(float).eps * np.abs(here) / (h / 1e4)
    least = 1e-2 * np.abs(near[np.isfinite(near)]).max(initial=0.0) + noise
    grows = np.isfinite(near) & (steeper > 1.4 * np.abs(near)) & (steeper > least)
    slope = np.where(np.isfinite(near), 2 * nearer - np.where(np.isfinite(near), near, 0.0), steeper)
    return np.where(grows, np.inf, slope)


def priced(lam, slopes):
    """λ times slopes that may be infinite; 0 for λ = 0."""
    return lam * slopes if lam > 0 else np.zeros_like(slopes)


@dataclass(frozen=True, eq=False)
class Subdifferential:
    """∂Ω at a point of the plane: all points between those of its outline, and from there on without end along `rays`.

    dimension: 0 for one gradient, 1 for a segment or a line, 2 for an area (as at the origin).
    centre: a point of the set, in its middle where it has one. along: the unit vector along a segment, zero otherwise.
    outline: the outline of the set, shape (k, 2); the ends that a segment has, one point for a gradient.
    rays: the directions in which the set never ends, unit vectors (m, 2); none for a penalty that is finite and
    whose slopes are.
    """

    dimension: int
    centre: np.ndarray
    along: np.ndarray
    outline: np.ndarray
    rays: np.ndarray

    @property
    def cone(self):
        """The angles, in degrees, between which the normal cone of the ball lies: all multiples of ∂Ω."""
        if self.dimension == 2 and not len(self.outline):
            return 0.0, 360.0
        return between(np.concatenate([self.outline, self.rays]))

    @property
    def reach(self):
        """How far a segment goes from its centre, backward and forward along `along`; infinite where it never ends."""
        steps = (self.outline - self.centre) @ self.along
        back, forth = (bool((self.rays @ self.along * side > 0).any()) for side in (-1, 1))
        return (np.inf if back else -float(steps.min())), (np.inf if forth else float(steps.max()))


def between(vectors):
    """The two angles, in degrees, of the cone that these vectors (k, 2) span; 0 and 360 if that is the plane."""
    sizes = np.linalg.norm(vectors, axis=-1)
    vectors = vectors[sizes > 1e-9 * sizes.max(initial=0.0)]
    if not len(vectors):
        return 0.0, 0.0
    angles = np.sort(np.rad2deg(np.arctan2(vectors[:, 1], vectors[:, 0])))
    gaps = np.append(np.diff(angles), angles[0] + 360 - angles[-1])
    widest = gaps.argmax()
    if gaps[widest] < 180 - 1e-3:
        return 0.0, 360.0
    first, width = float(angles[(widest + 1) % len(angles)]), 360 - float(gaps[widest])
    return first, first + (width if width > 1e-9 else 0.0)


def subdifferential(penalty, theta):
    """∂Ω(θ) in the plane, from slopes alone, for any penalty.

    A segment c ± s has the slopes c·d + |s·d|: half the sum of the slopes along d and −d is |s·d|, half their
    difference c·d. Two axes and a diagonal tell c and s. Where some slopes are infinite, see `_endless`.
    """
    slopes = forward_slope(penalty, theta, directions())
    if np.isinf(slopes).any():
        return _endless(penalty, theta, slopes)
    probe = directions(np.array([0.0, 90.0, 45.0]))
    ahead, behind = forward_slope(penalty, theta, probe), forward_slope(penalty, theta, -probe)
    centre = (ahead - behind)[:2] / 2
    width = (ahead + behind) / 2
    size = max(np.abs(centre).max(), width[:2].max(), 1e-300)
    half = np.where(width[:2] > KINK * size, width[:2], 0.0)
    if half.all():
        leanings = half * [[1.0, 1.0], [1.0, -1.0]]
        half = leanings[np.abs(np.abs(leanings @ probe[2]) - width[2]).argmin()]
    if half.all() and _is_area(penalty, theta, half):
        return Subdifferential(2, centre, np.zeros(2), _outline(directions(), slopes), NO_RAYS)
    if not half.any():
        return Subdifferential(0, centre, np.zeros(2), centre[None], NO_RAYS)
    ends = np.stack([centre - half, centre + half])
    return Subdifferential(1, centre, half / np.linalg.norm(half), ends, NO_RAYS)


def _is_area(penalty, theta, half):
    across = np.array([-half[1], half[0]]) / np.linalg.norm(half)
    width = forward_slope(penalty, theta, across) + forward_slope(penalty, theta, -across)
    return bool(width > 10 * KINK * np.linalg.norm(half))


def _outline(d, slopes):
    """The corners of {g : g·d <= Ω'(θ; d)}: where the lines of neighbouring directions meet; closed."""
    pairs = np.stack([d, np.roll(d, -1, axis=0)], axis=1)
    corners = np.linalg.solve(pairs, np.stack([slopes, np.roll(slopes, -1)], axis=1)[..., None])[..., 0]
    return np.concatenate([corners, corners[:1]])


def _endless(penalty, theta, slopes):
    """∂Ω(θ) where Ω has infinite slopes, as on the rim of a region outside which it is infinite.

    The directions of finite slopes are a cone: nothing, a ray, a line, or all angles between two. ∂Ω goes on for
    ever in the directions at 90 degrees or more to all of them.
    """
    d, finite = directions(), np.isfinite(slopes)
    if not finite.any():
        return Subdifferential(2, np.zeros(2), np.zeros(2), NO_RAYS, NO_RAYS)
    first, last = _arc(finite)
    if finite.sum() == 2 and last - first < 1:
        return _across(d[finite], slopes[finite])
    first, last = (_edge(penalty, theta, inner, outer) for inner, outer in ((first, first - 0.5), (last, last + 0.5)))
    rays = directions(np.array([first - 90, last + 90]))
    inner = directions(np.linspace(first, last, 181)[1:-1] if last - first > 1 else np.array([first]))
    inside = forward_slope(penalty, theta, inner)
    if last - first < 1:
        return Subdifferential(2, inside[0] * inner[0], np.zeros(2), inside[0] * inner, np.vstack([rays, -inner]))
    corner = np.linalg.lstsq(inner, inside, rcond=None)[0]
    size = max(np.abs(inside).max(), 1e-300)
    outline = _outline(inner, inside)[:-2]
    if np.abs(inner @ corner - inside).max() > KINK * size:
        return Subdifferential(2, outline.mean(axis=0), np.zeros(2), outline, rays)
    corner = np.where(np.abs(corner) > 1e-9 * size, corner, 0.0)
    if last - first < 180 - 1e-2:
        return Subdifferential(2, corner, np.zeros(2), corner[None], rays)
    outward = -directions(np.array((first + last) / 2))
    return Subdifferential(1, corner, outward, corner[None], outward[None])


def _across(d, slopes):
    """∂Ω where Ω has finite slopes only forward and backward along one line: the line across, or a strip of them."""
    ends = np.stack([slopes[0] * d[0], slopes[1] * d[1]])
    across = np.array([-d[0, 1], d[0, 0]])
    rays = np.stack([across, -across])
    if slopes.sum() > KINK * np.abs(slopes).max():
        return Subdifferential(2, ends.mean(axis=0), np.zeros(2), ends, rays)
    return Subdifferential(1, ends.mean(axis=0), across, ends.mean(axis=0)[None], rays)


def _arc(finite):
    """The first and the last angle, in degrees, of the longest run of directions with finite slopes."""
    start = int(np.argmin(finite))  # a direction that is not finite: no run goes across it
    padded = np.concatenate([[False], np.roll(finite, -start), [False]]).astype(int)
    begins, ends = np.flatnonzero(np.diff(padded) == 1), np.flatnonzero(np.diff(padded) == -1)
    longest = (ends - begins).argmax()
    step = 360 / len(finite)
    return (start + begins[longest]) * step, (start + ends[longest] - 1) * step


def _edge(penalty, theta, inner, outer):
    """The angle at which finite slopes end, between one that is finite and one that is not, by halving."""
    for _ in range(30):
        middle = (inner + outer) / 2
        finite = np.isfinite(forward_slope(penalty, theta, directions(np.array(middle))))
        inner, outer = (middle, outer) if finite else (inner, middle)
    return inner


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
