"""∂Ω near a point, without knowing a formula of any penalty.

The slope of Ω at θ in direction d, looking forward only, is Ω'(θ; d) = max g·d over the subgradients g (Rockafellar
1970, Convex Analysis, theorem 23.4); so the slopes forward and backward tell the subdifferential: they differ exactly
where it is an interval and not one value.
"""

import numpy as np

from sparsity_kit.halving import halve
from sparsity_kit.plane.slope_set import KINK, NO_RAYS, Subdifferential, outline
from sparsity_kit.plane.slopes import directions, forward_slope


def subdifferential(penalty, theta):
    """∂Ω(θ) in the plane, from slopes alone, for any penalty.

    A segment c ± s has the slopes c·d + |s·d|: half the sum of the slopes along d and −d is |s·d|, half their
    difference c·d. Two axes and a diagonal tell c and s. Where some slopes are infinite, θ is on a rim.
    """
    slopes = forward_slope(penalty, theta, directions())
    if np.isinf(slopes).any():
        return _on_the_rim(penalty, theta, slopes)
    probe = directions(np.array([0.0, 90.0, 45.0]))
    ahead, behind = forward_slope(penalty, theta, probe), forward_slope(penalty, theta, -probe)
    centre = (ahead - behind)[:2] / 2
    width = (ahead + behind) / 2
    size = max(np.abs(centre).max(), width[:2].max(), 1e-300)
    half = np.where(width[:2] > KINK * size, width[:2], 0.0)
    leanings = half * [[1.0, 1.0], [1.0, -1.0]]
    half = leanings[np.abs(np.abs(leanings @ probe[2]) - width[2]).argmin()]
    if half.all() and _is_area(penalty, theta, half):
        return Subdifferential(2, centre, np.zeros(2), outline(directions(), slopes), NO_RAYS)
    if not half.any():
        return Subdifferential(0, centre, np.zeros(2), centre[None], NO_RAYS)
    ends = np.stack([centre - half, centre + half])
    return Subdifferential(1, centre, half / np.linalg.norm(half), ends, NO_RAYS)


def _is_area(penalty, theta, half):
    """Whether Ω has a kink also across `half`, along which it has one."""
    across = np.array([-half[1], half[0]]) / np.linalg.norm(half)
    width = forward_slope(penalty, theta, across) + forward_slope(penalty, theta, -across)
    return bool(width > 10 * KINK * np.linalg.norm(half))


def _on_the_rim(penalty, theta, slopes):
    """∂Ω(θ) where Ω has infinite slopes, as on the rim of a region outside which it is infinite.

    The directions of finite slopes are a cone: nothing, a ray, a line, or all angles between two. ∂Ω goes on for
    ever in the directions at 90 degrees or more to all of them.
    """
    d, finite = directions(), np.isfinite(slopes)
    if not finite.any():
        return Subdifferential(2, np.zeros(2), np.zeros(2), NO_RAYS, NO_RAYS)
    first, last = _arc(finite)
    if finite.sum() == 2 and last == first:
        return _across(d[finite], slopes[finite])
    first, last = (_edge(penalty, theta, inner, outer) for inner, outer in ((first, first - 0.5), (last, last + 0.5)))
    rays = directions(np.array([first - 90, last + 90]))
    inner = directions(np.linspace(first, last, 181)[1:-1] if last - first > 1 else np.array([(first + last) / 2]))
    inside = forward_slope(penalty, theta, inner)
    if last - first < 1:
        return Subdifferential(2, inside[0] * inner[0], np.zeros(2), inside[0] * inner, np.vstack([rays, -inner]))
    corner = np.linalg.lstsq(inner, inside, rcond=None)[0]
    size = max(np.abs(inside).max(), 1e-300)
    corners = outline(inner, inside)[:-2]
    if np.abs(inner @ corner - inside).max() > KINK * size:
        return Subdifferential(2, corners.mean(axis=0), np.zeros(2), corners, rays)
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

    def is_finite(angle):
        return np.isfinite(forward_slope(penalty, theta, directions(angle)))

    return halve(is_finite, inner, outer, rounds=30)[0]
