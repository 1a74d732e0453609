"""The slopes of λΩ for one coefficient as a curve: upright at a kink, and where Ω jumps to infinity beside θ*."""

from itertools import pairwise

import numpy as np

from sparsity_kit.halving import halve
from sparsity_kit.plane.slopes import forward_slope, priced


def slopes(penalty, grid):
    """Ω′ from the left and from the right, shape (2, m)."""
    sides = [[-forward_slope(penalty, [t], [-1.0]), forward_slope(penalty, [t], [1.0])] for t in grid]
    return np.reshape(sides, (-1, 2)).T


def slope_curve(penalty, lam, theta, grid):
    """(where, slopes there, interval): both ends of λ∂Ω(0) stand at zero, and they are the interval."""
    left, right = grid[grid < 0], grid[grid > 0]
    ends = priced(lam, slopes(penalty, np.zeros(1)))[:, 0]
    before, after = priced(lam, slopes(penalty, left)[0]), priced(lam, slopes(penalty, right)[1])
    where, curve = np.concatenate([left, [0.0, 0.0], right]), np.concatenate([before, ends, after])
    sides = priced(lam, slopes(penalty, [theta]))[:, 0]
    if theta != 0 and not np.isfinite(sides).all():  # at the rim of the region in which Ω is finite
        at = np.searchsorted(where, theta)
        where, curve = np.insert(where, [at, at], theta), np.insert(curve, [at, at], sides)
    return where, curve, _interval(ends[0], ends[1], np.abs(curve[np.isfinite(curve)]).max(initial=0.0))


def crossings(loss, penalty, lam, where, curve):
    """Where −f′ crosses this curve: there F turns from falling to rising, or from rising to falling."""
    slope = curve + loss.gradient(where[:, None])[:, 0]
    excess = np.sign(np.where(np.abs(slope) > 1e-7 * np.abs(slope[np.isfinite(slope)]).max(initial=0.0), slope, 0.0))

    def before_turn(theta):
        return np.sign(priced(lam, slopes(penalty, [theta]))[1, 0] + loss.gradient([theta])[0]) == excess[k]

    steep, places = np.flatnonzero(excess), []
    for k, after in pairwise(steep):
        if excess[k] != excess[after]:
            places.append(float(halve(before_turn, where[k], where[after])[1]))
    return places


def _interval(low, high, steepest):
    """The two ends as numbers, made equal where they differ by rounding only, beside the steepest slope drawn."""
    if np.isclose(low, high, rtol=1e-6, atol=1e-9 * steepest):
        low = high = (low + high) / 2
    return float(low), float(high)
