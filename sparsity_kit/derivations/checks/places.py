"""Where a check asks: rows of numbers for the symbols of formulas; and what it says where one fails."""

from fractions import Fraction

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.formulas.comparison import as_mpf
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.steps import StepError, show

N_RANDOM = 20


def points_for(formulas, first, where=sp.true, place=None, hints=(), zeros=(), at_edges=60):
    """(symbols, rows of numbers): random points and those at the edges of the formulas, where `where` holds.

    `first` is the symbol to be named first, and each point is tried with −`first` too. `place` puts symbols at the
    values of formulas, {θ: δ}; one point has the symbols `zeros` all at zero. Of more points than `at_edges` after the
    first 20, some are left out.
    """
    place = place or {}
    drawn = sample_points(formulas, where, *hints)
    symbols = sorted({*drawn[0], *place, first}, key=lambda s: (s != first, s.name))
    rest = [symbol for symbol in symbols if symbol not in place]
    placed = {symbol: evaluator(value, *rest) for symbol, value in place.items()}
    holds, rows = evaluator(where, *symbols), []
    mirrored = [{**point, first: -point[first]} for point in drawn if first in point]
    points = ({**drawn[0], **dict.fromkeys(zeros, sp.Integer(0))}, *drawn, *mirrored)
    for point in dict.fromkeys(tuple(point.get(symbol, sp.Integer(1)) for symbol in rest) for point in points):
        at = [as_mpf(number) for number in point]
        numbers = dict(zip(rest, at, strict=True)) | {symbol: value(*at) for symbol, value in placed.items()}
        rows.append(tuple(numbers[symbol] for symbol in symbols))
    rows = [row for row in rows if holds(*row)]
    return tuple(symbols), [*rows[:N_RANDOM], *rows[N_RANDOM :: 1 + len(rows) // at_edges]]


def need_all(symbols, tried):
    """Raise StepError at the first of (numbers, whether it holds there) that does not hold, or if there are none."""
    holds = None
    for numbers, holds in tried:
        if not holds:
            fail(symbols, numbers)
    if holds is None:
        raise StepError("no point was found at which it can be checked")


def fail(symbols, numbers):
    """Raise StepError with the point."""
    raise StepError(f"it fails at {show(dict(zip(symbols, map(_short, numbers), strict=True)))}")


def _short(number):
    """The number as one would write it: a fraction, or six digits of what is no simple one."""
    if not mpmath.isfinite(number):
        return sp.nan
    digits = Fraction(mpmath.nstr(number, 15))
    simple = digits.limit_denominator(10**6)
    is_simple = abs(simple - digits) <= abs(digits) / 10**14 and abs(simple) < 10**15
    return sp.Rational(simple.numerator, simple.denominator) if is_simple else sp.Float(number, 6)
