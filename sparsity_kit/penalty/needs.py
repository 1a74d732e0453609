"""What a formula in t needs to be a penalty: errors with the value and the cure, from a look at many sizes of t."""

import numpy as np

from sparsity_kit.penalty.tree import evaluate

NEAR = 1e-9  # by this share numbers may differ that are the same
HUGE = 1e200  # what grows beyond it before it is infinite has only left the computer's numbers


def size_of(tree, t):
    """The formula at t, an array of any shape."""
    with np.errstate(all="ignore"):
        return evaluate(tree, np.asarray(t, dtype=float)[..., None])


def where_it_is_a_number(text, tree, t):
    """The part of the grid before the formula outgrows the computer's numbers; ValueError where it is none sooner."""
    for sign in (1, -1):
        size = size_of(tree, sign * t)
        bad = np.flatnonzero(~np.isfinite(size))
        if bad.size and not (bad[0] and size[bad[0]] == np.inf and size[bad[0] - 1] > HUGE):
            raise ValueError(
                f"a penalty must be a number for every t, but {text} is {size[bad[0]]:g} at t = "
                f"{sign * t[bad[0]]:.4g}; mind logarithms, roots and divisions there, as in log(1 + abs(t))"
            )
        t = t[: bad[0]] if bad.size else t
    return t


def need_zero_and_even(text, tree, t, size):
    """Raise ValueError unless the formula is 0 at 0, even, and nowhere negative."""
    if abs(size[0]) > 1e-12:
        raise ValueError(f"a penalty must be 0 at t = 0, but {text} is {size[0]:.4g} there; subtract that")
    mirrored = size_of(tree, -t)
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


def need_continuous(text, tree, turns):
    """Raise ValueError where the formula jumps: as one comes near to a place, it must come near to its value there."""
    for at in turns:
        unit = at or 1.0
        here = float(size_of(tree, at))
        for side in (-1, 1) if at else (1,):
            near, far = (float(size_of(tree, at + side * step * unit)) for step in (1e-12 if at else 1e-200, 1e-6))
            gap = abs(near - here)
            if gap > 1e-9 * max(1.0, abs(here)) and gap > 0.5 * abs(far - here):
                raise ValueError(
                    f"a penalty must be continuous, but {text} jumps from {here:.4g} to {near:.4g} at t = {at:.4g}; "
                    "let the pieces meet"
                )


def need_rising(text, t, size):
    """Raise ValueError for a formula that falls on the way out."""
    falls = np.flatnonzero(np.diff(size) < -NEAR * size[:-1] - 1e-14)
    if falls.size:
        k = falls[0]
        raise ValueError(
            f"a penalty must not fall on the way out, but {text} falls from {size[k]:.4g} at t = {t[k]:.4g} to "
            f"{size[k + 1]:.4g} at t = {t[k + 1]:.4g}; let it stay level with max or min"
        )
