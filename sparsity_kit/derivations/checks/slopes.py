"""Slopes by definition: difference quotients of Ω and f, at numbers; SymPy differentiates nothing.

A check puts numbers into the formulas that the penalty and the loss gave, moves θ by 10⁻⁴⁰⁰, and asks whether the step
says what the numbers say. Nothing that a derivation worked out on the way is used.
"""

from fractions import Fraction

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.formulas.comparison import NOTHING, as_mpf, in_1000_digits, in_digits, side_of
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.steps import StepError, show

POWERS = [1330, 665]
STEPS = [mpmath.ldexp(1, -power) for power in POWERS]  # 10⁻⁴⁰⁰ and 10⁻²⁰⁰; powers of two compute fast
NOWHERE = "no point was found at which it can be checked"


def one_sided(formula, moved, *others):
    """A function of (values of `moved`, a direction, values of `others`): the slope of the formula along the direction.

    Two difference quotients are taken: one that grows or vanishes between them is infinite or zero; nan if undefined.
    """
    value = evaluator(formula, *moved, *others)

    def slope(at, direction, rest):
        start = value(*at, *rest)
        return _quotient(start, [value(*(a + s * d for a, d in zip(at, direction, strict=True)), *rest) for s in STEPS])

    return slope


def both_sides(formula, moved, *others):
    """A function of (value of `moved`, values of `others`): the slopes left and right of it, as derivatives."""
    value = evaluator(formula, moved, *others)

    def slopes(at, rest):
        start = value(at, *rest)
        return [side * _quotient(start, [value(at + side * s, *rest) for s in STEPS]) for side in (-1, 1)]

    return slopes


def _quotient(start, ends):
    return limit(*(mpmath.ldexp(end - start, power) for end, power in zip(ends, POWERS, strict=True)))


def limit(close, far):
    """The limit of a number known close to it and a hundred digits farther: what vanishes or grows on the way does.

    What is nothing but rounding has vanished too: its size would say nothing.
    """
    if abs(close) <= NOTHING:
        return mpmath.mpf(0)
    if close == far or abs(mpmath.mag(close) - mpmath.mag(far)) < 5:  # false for nan
        return close
    if 50 * abs(close) < abs(far):
        return mpmath.mpf(0)
    return mpmath.sign(close) * mpmath.inf if abs(close) > 50 * abs(far) + NOTHING else close


def is_slope(of, where=sp.true):
    """A check of d/dθ f = s, where f is the formula `of`: both one-sided difference quotients of f are s.

    It must hold wherever `where` does. The left side is a derivative, one at a point, or a column of derivatives.
    """

    @in_digits
    def check(formula):
        left, right = formula.args
        pairs = list(zip(left, right, strict=True)) if isinstance(left, sp.MatrixBase) else [(left, right)]
        moved = [derivative.variables[0] for derivative, _ in pairs]
        for derivative, claimed in pairs:
            place: dict = {}
            if isinstance(derivative, sp.Subs):
                place = dict(zip(derivative.variables, derivative.point, strict=True))
                derivative = derivative.expr
            if derivative.expr != of:
                raise StepError(f"it is about the slope of {text(derivative.expr)}")
            _check_slope(of, derivative.variables[0], claimed, place, where, moved)

    return check


def _check_slope(function, variable, claimed, place, where, moved):
    symbols, points = points_for(sp.Tuple(function, claimed), where, place=place, first=variable, zeros=moved)
    slopes, answer = both_sides(function, *symbols), evaluator(claimed, *symbols)
    for at, *rest in points:
        said = answer(at, *rest)
        if any(side_of(said, quotient, (said, quotient)) != 0 for quotient in slopes(at, rest)):
            fail(symbols, (at, *rest))


def points_for(formulas, where=sp.true, place=None, first=None, hints=(), zeros=()):
    """(symbols, rows of numbers): random points and those at the edges of the formulas, where `where` holds.

    `place` puts symbols at the values of formulas, {θ: δ}; `first` is the symbol to be named first, and each point is
    tried with −`first` too; one point has the symbols `zeros` all at zero.
    """
    place = place or {}
    drawn = sample_points(formulas, where, *hints)
    names = {*drawn[0], *place} | ({first} if first is not None else set())
    symbols = sorted(names, key=lambda s: (s != first, s.name))
    rest = [symbol for symbol in symbols if symbol not in place]
    placed = {symbol: evaluator(value, *rest) for symbol, value in place.items()}
    holds, asked = evaluator(where, *symbols), {}
    mirrored = [{**point, first: -point[first]} for point in drawn if first in point]
    for point in (*drawn, *mirrored, {**drawn[0], **dict.fromkeys(zeros, sp.Integer(0))}):
        numbers = {symbol: in_1000_digits(point.get(symbol, sp.Integer(1))) for symbol in rest}
        numbers |= {symbol: as_mpf(value(*(numbers[s] for s in rest))) for symbol, value in placed.items()}
        asked[tuple(numbers[symbol] for symbol in symbols)] = True  # each once
    rows = [row for row in asked if holds(*row)]
    if not rows:
        raise StepError(NOWHERE)
    return tuple(symbols), rows


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
