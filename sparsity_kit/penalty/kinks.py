"""Where a formula in t >= 0 may turn sharply: the zeros of what decides on which side of a kink it is."""

import numpy as np

from sparsity_kit.halving import halve
from sparsity_kit.penalty.jets import jet
from sparsity_kit.penalty.tree import deciders

GRID = np.concatenate([[0.0], 10 ** np.linspace(-8, 8, 1601)])
TOUCHING = 1e-10  # of what a decider is beside a place where it touches zero


def kinks(tree):
    """All t > 0, ascending, where the formula may have a kink or a jump, (k,)."""
    found: set = set()
    for decider in deciders(tree):
        found |= set(_zeros(decider))
    return np.array(sorted(found))


def _zeros(tree):
    """The zeros of a formula on t > 0: where it changes its sign on the grid, or turns back at zero."""
    value, slope, _ = jet(tree, GRID)
    side = np.sign(value)
    if not value.any():
        return
    yield from GRID[1:-1][(value[1:-1] == 0) & ((value[:-2] != 0) | (value[2:] != 0))]
    both = np.isfinite(value[:-1]) & np.isfinite(value[1:])
    for k in np.flatnonzero(both & (side[:-1] * side[1:] < 0)):
        yield _nearest(tree, GRID[k], GRID[k + 1])
    size, towards = np.abs(value), np.where(side < 0, -slope, slope)
    for k in np.flatnonzero(both & (size[:-1] > 0) & (size[1:] > 0) & (towards[:-1] < 0) & (towards[1:] > 0)):
        low, high = halve(lambda t, k=k: side[k] * jet(tree, t)[1] < 0, GRID[k], GRID[k + 1])
        at = min((low, high), key=lambda t: abs(float(jet(tree, t)[0])))
        if abs(jet(tree, at)[0]) <= TOUCHING * size[k]:
            yield _rounded(tree, float(at))


def _nearest(tree, low, high):
    """The number at which a formula that changes its sign between two is nearest to zero."""
    sign = np.sign(jet(tree, low)[0])
    ends = halve(lambda t: np.sign(jet(tree, t)[0]) == sign, low, high)
    return _rounded(tree, float(min(ends, key=lambda t: abs(float(jet(tree, t)[0])))))


def _rounded(tree, at):
    """The number in fewer digits, if the formula is no farther from zero there: 0.3 for 0.30000000000000004."""
    short = float(f"{at:.14g}")
    return short if abs(jet(tree, short)[0]) <= abs(jet(tree, at)[0]) else at
