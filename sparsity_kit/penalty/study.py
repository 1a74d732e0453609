"""Is a formula in t a penalty? What must be true of it is looked at on a fine grid of sizes, and at every kink."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.penalty.jets import jet
from sparsity_kit.penalty.kinks import GRID, kinks
from sparsity_kit.penalty.tree import evaluate

NEAR = 1e-9  # by this share numbers may differ that are the same
BESIDE = np.array([1e-6, 1e-10, 1e-20, 1e-36])  # where the slope at zero is measured
HUGE = 1e200  # what grows beyond it before it is infinite has only left the computer's numbers


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
    t = _where_it_is_a_number(text, tree, np.union1d(GRID, turns))
    size = _size(tree, t)
    _need_zero_and_even(text, tree, t, size)
    _need_continuous(text, tree, [0.0, *turns[turns <= t[-1]]])
    falls = np.flatnonzero(np.diff(size) < -NEAR * size[:-1] - 1e-14)
    if falls.size:
        k = falls[0]
        raise ValueError(
            f"a penalty must not fall on the way out, but {text} falls from {size[k]:.4g} at t = {t[k]:.4g} to "
            f"{size[k + 1]:.4g} at t = {t[k + 1]:.4g}; let it stay level with max or min"
        )
    return Study(_slope_at_zero(text, tree), *_shape(tree, t, turns))


def _size(tree, t):
    with np.errstate(all="ignore"):
        return evaluate(tree, np.asarray(t, dtype=float)[..., None])


def _where_it_is_a_number(text, tree, t):
    """The part of the grid before the formula outgrows the computer's numbers."""
    for sign in (1, -1):
        size = _size(tree, sign * t)
        bad = np.flatnonzero(~np.isfinite(size))
        if bad.size and not (bad[0] and size[bad[0]] == np.inf and size[bad[0] - 1] > HUGE):
            raise ValueError(
                f"a penalty must be a number for every t, but {text} is {size[bad[0]]:g} at t = "
                f"{sign * t[bad[0]]:.4g}; mind logarithms, roots and divisions there, as in log(1 + abs(t))"
            )
        t = t[: bad[0]] if bad.size else t
    return t


def _need_zero_and_even(text, tree, t, size):
    if abs(size[0]) > 1e-12:
        raise ValueError(f"a penalty must be 0 at t = 0, but {text} is {size[0]:.4g} there; subtract that")
    mirrored = _size(tree, -t)
    odd = np.flatnonzero(np.abs(mirrored - size) > NEAR * (np.abs(size) + np.abs(mirrored)) + 1e-14)
    if odd.size:
        k = odd[np.argmin(np.abs(np.log(t[odd])))]  # an easy one to compute in the head: near 1
        raise ValueError(
            f"a penalty must be even, but {text} is {size[k]:.4g} at t = {t[k]:.4g} and {mirrored[k]:.4g} at t = "
            f"{-t[k]:.4g}; write abs(t) for t"
        )
    if (below := np.flatnonzero(size < -1e-12)).size:
        k = below[np.argmin(np.abs(np.log(t[below])))]
        raise ValueError(
            f"a penalty must be nonnegative, but {text} is {size[k]:.4g} at t = {t[k]:.4g}; add a larger part"
        )


def _need_continuous(text, tree, turns):
    """At each place the formula comes as near to its value as one comes near to the place."""
    for at in turns:
        unit = at or 1.0
        here = float(_size(tree, at))
        for side in (-1, 1) if at else (1,):
            near, far = (float(_size(tree, at + side * step * unit)) for step in (1e-12 if at else 1e-200, 1e-6))
            gap = abs(near - here)
            if gap > 1e-9 * max(1.0, abs(here)) and gap > 0.5 * abs(far - here):
                raise ValueError(
                    f"a penalty must be continuous, but {text} jumps from {here:.4g} to {near:.4g} at t = {at:.4g}; "
                    "let the pieces meet"
                )


def _slope_at_zero(text, tree):
    """Ω′(0+): that of the jet at zero, if Ω(t)/t beside it agrees, or nears it; else that of a jet beside it."""
    rise = _size(tree, BESIDE) / BESIDE
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
    """For each t, Ω′ at the next turn over its place, or 0: a far smaller bend is rounding, left where terms cancel."""
    slopes = jet(tree, turns)[1]
    rise = np.append(np.where(np.isfinite(slopes), np.abs(slopes) / turns, 0.0), 0.0)
    return rise[np.searchsorted(turns, t)]
