"""Slopes by definition: difference quotients of Ω and f, at numbers; SymPy differentiates nothing.

A check puts numbers into the formulas that the penalty and the loss gave, moves θ by 10⁻⁴⁰⁰, and asks whether the step
says what the numbers say. Nothing that a derivation worked out on the way is used.
"""

from functools import lru_cache

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.places import need_all, points_for
from sparsity_kit.derivations.formulas.comparison import NOTHING, in_digits, side_of
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.steps import StepError

POWERS = [1330, 665]
STEPS = [mpmath.ldexp(1, -power) for power in POWERS]  # 10⁻⁴⁰⁰ and 10⁻²⁰⁰; powers of two compute fast
AT_EDGES = 250  # so many points do not miss one wrong piece of many


def one_sided(formula, moved, *others):
    """A function of (values of `moved`, a direction, values of `others`): the slope of the formula along the direction.

    Two difference quotients are taken: one that grows or vanishes between them is infinite or zero; nan if undefined.
    """
    value = evaluator(formula, *moved, *others)
    known = lru_cache(1)(value)  # one place is asked for in many directions

    def slope(at, direction, rest):
        start = known(*at, *rest)
        ends = [value(*(a + step * d for a, d in zip(at, direction, strict=True)), *rest) for step in STEPS]
        return limit(*(mpmath.ldexp(end - start, power) for end, power in zip(ends, POWERS, strict=True)))

    return slope


@lru_cache(10)
def both_sides(formula, moved, *others):
    """A function of (value of `moved`, values of `others`): the slopes left and right of it, as derivatives."""
    own = [k for k, symbol in enumerate(others) if symbol in formula.free_symbols]
    slope = one_sided(formula, [moved], *(others[k] for k in own))

    @lru_cache(1000)  # what is asked next differs often in numbers that are not in the formula
    def slopes(at, *rest):
        return [side * slope([at], [side], rest) for side in (-1, 1)]

    return lambda at, rest: slopes(at, *(rest[k] for k in own))


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
    formulas = sp.Tuple(function, claimed)
    symbols, points = points_for(formulas, variable, where, place, zeros=moved, at_edges=AT_EDGES)
    slopes, answer = both_sides(function, *symbols), evaluator(claimed, *symbols)

    def holds(at, *rest):
        said = answer(at, *rest)
        return all(side_of(said, quotient, (said, quotient)) == 0 for quotient in slopes(at, rest))

    need_all(symbols, ((row, holds(*row)) for row in points))
