"""argmin over z >= 0 of ½z² − vz + step·Ω(z): the lowest of Ω's knots and of one place between each two."""

import numpy as np

from sparsity_kit.halving import halve
from sparsity_kit.penalty.jets import jet

ROUNDS = 200
QUICK = 0.3  # of the step before: where Newton's steps shrink no faster, an interval is cut
ROUNDING = 4 * np.finfo(float).eps  # of v: a slope that is no larger cannot be told from zero
LARGE = 1e150  # the squares of larger numbers are none


def lowest(tree, study, v, step):
    """The prox for v >= 0 and steps of one shape (n,): z, (n,); zero where nothing is lower."""
    knots = study.knots[:, None]
    ends = np.minimum(np.concatenate([knots, np.full_like(knots[:1], np.inf)]), v)  # (k + 1, n)
    between = _between(tree, study.convex, ends[:-1], ends[1:], v, step)
    candidates = np.concatenate([ends[:1], between, ends[1:]])  # of those that differ by rounding the first counts
    value, unit = jet(tree, candidates)[0], np.where(v > LARGE, v, 1.0)
    with np.errstate(all="ignore"):
        cost = candidates * ((candidates / 2 - v) / unit) + step * (value / unit)
    cost[1 : -len(knots)][np.isinf(value[1 : -len(knots)])] = -np.inf  # so far out F only falls until there
    cost[0] = np.where(v > step * study.slope if np.isfinite(study.slope) else False, np.inf, 0.0)  # F falls from zero
    return np.take_along_axis(candidates, np.nanargmin(cost, axis=0)[None], axis=0)[0]


def _between(tree, convex, low, high, v, step):
    """Where F′ = z − v + step·Ω′ goes from below zero to above between two knots; nan where it does not."""

    def rise(z, side=1):
        _, slope, bend = jet(tree, z, side)
        with np.errstate(all="ignore"):
            return z - v + step * slope, 1 + step * bend

    if not convex:
        low, high = _rising_part(rise, low, high)
    inside = (high > low) & (rise(low)[0] < 0) & (rise(high, -1)[0] > 0)
    z, last = (low + high) / 2, np.inf
    for _ in range(ROUNDS):
        value, bend = rise(z)
        low, high = np.where(value < 0, z, low), np.where(value < 0, high, z)
        with np.errstate(all="ignore"):
            way = np.abs(value / bend)
            newton = z - value / bend
        bad = ~((newton >= low) & (newton <= high)) | (way > QUICK * last)
        new = np.where(bad, _middle(low, high), newton)
        last = np.abs(new - z)
        level = (np.abs(value) <= ROUNDING * v) | (np.minimum(way, high - low) <= ROUNDING / 2 * z)
        moved = inside & ~level
        z = np.where(moved, new, z)
        if not moved.any():
            break
    return np.where(inside, z, np.nan)


def _middle(low, high):
    """Half-way; between numbers of very different sizes in size."""
    return np.where(1e4 * low < high, np.sqrt(np.maximum(low, 1e-16 * high)) * np.sqrt(high), (low + high) / 2)


def _rising_part(rise, low, high):
    """Where F″ >= 0 between two knots, between which it only rises or only falls."""
    first, last = rise(low)[1] >= 0, rise(high, -1)[1] >= 0
    if (first == last).all():  # as where Ω is a parabola between its knots
        return np.where(first, low, high), high
    one, other = halve(lambda z: (rise(z)[1] >= 0) == first, low, high)
    return np.where(first, low, np.where(last, other, high)), np.where(last, high, np.where(first, one, high))
