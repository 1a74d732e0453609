"""Where θ* jumps, as a penalty that is not convex makes it do."""

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.halving import halve

STEEP = 12  # θ* over the least squares value: what is steeper jumps
FARTHEST = 100  # times as far as usual


def broken_at_jumps(xy, curve, xx=1.0):
    """The curve with a gap where it jumps."""
    jumps = _places(xy, curve, xx) + 1
    return np.insert(xy, jumps, np.nan), np.insert(curve, jumps, np.nan)


def told(curve, xy, drawn, xx):
    """At which x·y θ* = curve(x·y) jumps, from where to where, as part of a sentence; `drawn` is the curve at `xy`."""
    at = _places(xy, drawn, xx)
    if not at.size:
        return ""
    low, high = halve(lambda x: np.abs(curve(x) - drawn[at]) < np.abs(curve(x) - drawn[at + 1]), xy[at], xy[at + 1])
    jumps = zip(*([words.number(t) for t in ends] for ends in (low, curve(low), curve(high))), strict=True)
    return f", jumps at {words.first_of(f'x·y = {place} from {before} to {after}' for place, before, after in jumps)}"


def _places(xy, curve, xx):
    """The points of the curve after which it jumps."""
    return np.flatnonzero(np.abs(np.diff(curve)) > STEEP * (xy[1] - xy[0]) / xx)


def last_event(curve, seen):
    """The largest |x·y| beyond `seen`, if not far beyond, at which θ* = curve(x·y) ceases to be zero or jumps; or 0."""
    xy = np.geomspace(seen, FARTHEST * seen, 1001)
    sides = np.stack([curve(side * xy) for side in (1, -1)])
    steps = np.abs(np.diff(sides))
    begins = (sides[:, :-1] == 0) & (sides[:, 1:] != 0)
    return (xy[1:] * (begins | (steps > STEEP * np.diff(xy)))).max()


def leaps(lams, thetas):
    """For each coefficient, θ is (m, p), the λ in the middle of steps that are far larger than those beside them."""
    steps = np.abs(np.diff(thetas, axis=0))
    around = np.pad(steps, ((1, 1), (0, 0)))
    beside = np.maximum(around[:-2], around[2:])
    far = (steps > 5 * beside) & (steps > 0.05 * np.abs(thetas).max())
    return [(lams[:-1] + lams[1:])[column] / 2 for column in far.T]
