"""The slopes that Ω has at a breakpoint: one where it is smooth, an interval at a kink."""

import sympy as sp

from sparsity_kit.derivations.shapes.pieces import one_coefficient
from sparsity_kit.derivations.symbols import theta


def subdifferential_at_zero(penalty):
    """All slopes between Ω′(0−) and Ω′(0+): an interval at a kink, one number where Ω is smooth.

    A SymPy Interval or FiniteSet; for |θ|^q with q < 1 it is the whole line, and empty where the slope falls.
    Raises ValueError if the penalty is not separable. (Rockafellar 1970, Convex Analysis, section 23.)

    >>> from sparsity_kit import L1
    >>> subdifferential_at_zero(L1())
    Interval(-1, 1)
    """
    pieces = one_coefficient(penalty)
    return interval(*pieces.slopes_at(pieces.zero))


def interval(low, high):
    """All slopes from `low` to `high`: one number where they are equal, none where the slope falls."""
    rise = sp.Integer(0) if low == high else sp.simplify(high - low)
    if rise == 0:
        return sp.FiniteSet(low)
    return sp.S.EmptySet if rise == -sp.oo or rise.is_negative else sp.Interval(low, high)


def joined(pieces, numbers, relation=sp.Lt):
    """Ω′ over neighbouring pieces, as one formula; with sp.Le the slope at a breakpoint is the one on its left."""
    slopes = [(pieces.slope(k), relation(theta, pieces.bounds(k)[1])) for k in numbers[:-1]]
    last = pieces.slope(numbers[-1])
    return sp.Piecewise(*slopes, (last, True), evaluate=False) if slopes else last
