"""Where θ* jumps, as a penalty that is not convex makes it do."""

import numpy as np

STEEP = 12  # θ* over x·y: what is steeper jumps
FARTHEST = 100  # times as far as usual


def broken_at_jumps(xy, curve):
    """The curve with a gap where it jumps."""
    jumps = np.flatnonzero(np.abs(np.diff(curve)) > STEEP * (xy[1] - xy[0])) + 1
    return np.insert(xy, jumps, np.nan), np.insert(curve, jumps, np.nan)


def last_event(curve, seen):
    """The largest |x·y| beyond `seen`, if not far beyond, at which θ* = curve(x·y) ceases to be zero or jumps; or 0."""
    xy = np.geomspace(seen, FARTHEST * seen, 1001)
    sides = np.stack([curve(side * xy) for side in (1, -1)])
    steps = np.abs(np.diff(sides))
    begins = (sides[:, :-1] == 0) & (sides[:, 1:] != 0)
    return (xy[1:] * (begins | (steps > STEEP * np.diff(xy)))).max()
