"""∂Ω near a point, without knowing a formula of any penalty.

The slope of Ω at θ in direction d, looking forward only, is Ω'(θ; d) = max g·d over the subgradients g (Rockafellar
1970, Convex Analysis, theorem 23.4); so the slopes forward and backward tell the subdifferential: they differ exactly
where it is an interval and not one value.
"""

import numpy as np

from sparsity_kit.plane.directions import directions
from sparsity_kit.plane.rims import on_the_rim
from sparsity_kit.plane.slope_set import KINK, NO_RAYS, Subdifferential, outline
from sparsity_kit.plane.slopes import forward_slope


def subdifferential(penalty, theta):
    """∂Ω(θ) in the plane, from slopes alone, for any penalty.

    A segment c ± s has the slopes c·d + |s·d|: half the sum of the slopes along d and −d is |s·d|, half their
    difference c·d. Two axes and a diagonal tell c and s. Where some slopes are infinite, see `rims`.
    """
    slopes = forward_slope(penalty, theta, directions())
    if np.isinf(slopes).any():
        return on_the_rim(penalty, theta, slopes)
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
    across = np.array([-half[1], half[0]]) / np.linalg.norm(half)
    width = forward_slope(penalty, theta, across) + forward_slope(penalty, theta, -across)
    return bool(width > 10 * KINK * np.linalg.norm(half))
