"""argmin over z >= 0 of ½z² − vz + step·Ω(z): the lowest of Ω's knots and of one place between each two."""

import numpy as np

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
    """Where F′ = z − v + step·Ω′ goes from below zero to above between two knots; nan where it does not.

    Between knots F″ only rises or only falls. Where it changes its sign, F′ turns once: in a dip it falls and then
    rises, in a hump it rises and then falls.
    """
    found, shape = np.full(low.size, np.nan), low.shape
    low, high, v, step = (np.broadcast_to(part, shape).ravel() for part in (low, high, v, step))
    (start, first), (end, last) = _slope(tree, low, v, step), _slope(tree, high, v, step, side=-1)
    turn = np.where(convex | ((first >= 0) == (last >= 0)), 0, np.where(last >= 0, 1, -1))  # 1 in a dip, −1 in a hump
    sure = (start < 0) & (end > 0)
    some = np.flatnonzero((high > low) & (sure | (turn > 0) & (end > 0) | (turn < 0) & (start < 0)))
    found[some] = _zeros(tree, *(part[some] for part in (low, high, v, step, turn, sure)))
    return found.reshape(shape)


def _slope(tree, z, v, step, side=1):
    """F′ and F″ at z."""
    _, slope, bend = jet(tree, z, side)
    with np.errstate(all="ignore"):
        return z - v + step * slope, 1 + step * bend


def _zeros(tree, low, high, v, step, turn, sure):
    """The zero of F′ in the part of each interval where F′ rises; nan if there is none, which `sure` rules out.

    By Newton's steps, inside an interval that is cut where they shrink slowly, or where F′ falls. F′ is above its
    tangents in a dip and below them in a hump: one without a zero in the interval says that F′ has none.
    """
    found, left = np.full(low.size, np.nan), np.arange(low.size)
    z, last = (low + high) / 2, np.full(low.size, np.inf)
    for _ in range(ROUNDS):
        value, bend = _slope(tree, z, v, step)
        falls = (turn != 0) & (bend < 0)
        above = np.where(falls, turn < 0, value >= 0)
        low, high = np.where(above, low, z), np.where(above, z, high)
        sure = sure | np.where(turn > 0, value < 0, value >= 0)
        with np.errstate(all="ignore"):
            newton = z - value / bend
            way = np.abs(value / bend)
        outside = ~((newton >= low) & (newton <= high))
        level = ~falls & ((np.abs(value) <= ROUNDING * v) | (np.minimum(way, high - low) <= ROUNDING / 2 * z))
        found[left] = np.where(level | sure, z, np.nan)
        go = ~level & (sure | ~outside)
        if not go.any():
            break
        new = np.where(falls | outside | (way > QUICK * last), _middle(low, high), newton)
        last = np.abs(new - z)
        left, z, last, low, high, v, step, turn, sure = (
            part[go] for part in (left, new, last, low, high, v, step, turn, sure)
        )
    return found


def _middle(low, high):
    """Half-way; between numbers of very different sizes in size."""
    return np.where(1e4 * low < high, np.sqrt(np.maximum(low, 1e-16 * high)) * np.sqrt(high), (low + high) / 2)
