"""Is a formula in t a penalty? What must be true of it is looked at on a fine grid of sizes, and at every kink."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.penalty.jets import jet
from sparsity_kit.penalty.kinks import GRID, kinks
from sparsity_kit.penalty.needs import (
    NEAR,
    need_continuous,
    need_rising,
    need_zero_and_even,
    size_of,
    where_it_is_a_number,
)

BESIDE = np.array([1e-6, 1e-10, 1e-20, 1e-36])  # where the slope at zero is measured


@dataclass(frozen=True)
class Study:
    """What is true of a penalty's formula on t >= 0.

    slope: Ω′(0+), which may be infinite. convex: whether Ω is. knots: 0 and the places between which Ω is smooth
    and its bend only rises or only falls, (k,).
    """

    slope: float
    convex: bool
    knots: np.ndarray


def study(text, tree):
    """The `Study` of a formula; ValueError, with the value and the cure, if it cannot be a penalty."""
    turns = kinks(tree)
    t = where_it_is_a_number(text, tree, np.union1d(GRID, turns))
    size = size_of(tree, t)
    need_zero_and_even(text, tree, t, size)
    need_continuous(text, tree, [0.0, *turns[turns <= t[-1]]])
    need_rising(text, t, size)
    return Study(_slope_at_zero(text, tree), *_shape(tree, t, turns))


def _slope_at_zero(text, tree):
    """Ω′(0+): that of the jet at zero, if Ω(t)/t beside it agrees, or nears it; else that of a jet beside it."""
    rise = size_of(tree, BESIDE) / BESIDE
    grows = rise[1:] > (1 + 1e-5) * rise[:-1]
    for at in (0.0, 1e-100, 1e-30):  # so near that t⁴ is 0 in floats, and farther out
        slope = float(jet(tree, at)[1])
        off = np.abs(rise - slope)
        nearing = (off[1::2] < 0.9999 * off[::2]).any()  # that of |t|^1.0001 is off by 0.99 there, and nearing
        near = off[:2].min() <= 1e-2 * abs(slope) + 1e-6  # the nearer one may be rounded away, as in log(1 + t²)
        if grows[0] if slope == np.inf else nearing or near:
            return max(slope, 0.0)
    if grows.all():
        return np.inf
    raise ValueError(f"the slope of a penalty at 0 must be clear, but that of {text} is not; write it more simply")


def _shape(tree, t, turns):
    """Whether the formula is convex; and its knots."""
    _, slope, bend = jet(tree, t)
    _, before, _ = jet(tree, t, -1)
    with np.errstate(all="ignore"):
        room = NEAR * np.maximum(np.abs(slope) / np.maximum(t, t[1] / 10), _rise_to_the_next(tree, t, turns))
        bends_down = (bend < -room)[1:].any()
        steps_down = (slope < before - NEAR * np.abs(before))[1:].any()
        change = np.diff(bend) * (np.abs(np.diff(bend)) > np.maximum(NEAR * np.abs(bend[1:]), room[1:]))
    turning = t[1:-1][np.sign(change[1:]) * np.sign(change[:-1]) < 0]
    signs = t[1:][np.sign(bend[1:]) * np.sign(bend[:-1]) < 0]
    convex = not (bends_down or steps_down)
    extra = [] if convex else [turning, signs]
    return convex, np.unique(np.concatenate([[0.0], turns, *extra]))


def _rise_to_the_next(tree, t, turns):
    """For each t, |Ω′|/t at the next kink, 0 beyond the last: bends far smaller than that are rounding."""
    slopes = jet(tree, turns)[1]
    rise = np.append(np.where(np.isfinite(slopes), np.abs(slopes) / turns, 0.0), 0.0)
    return rise[np.searchsorted(turns, t)]
