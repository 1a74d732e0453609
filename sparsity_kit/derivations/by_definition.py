"""Checks by definition: slopes are difference quotients of Ω and f, at numbers; SymPy differentiates nothing.

A check puts numbers into the formulas that the penalty and the loss gave, moves θ by 10⁻⁴⁰⁰, and asks whether the step
says what the numbers say. Nothing that a derivation worked out on the way is used.
"""

import operator

import mpmath  # type: ignore[import-untyped]
import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.digits import as_mpf, evaluator
from sparsity_kit.derivations.points import sample_points
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.steps import StepError, show
from sparsity_kit.derivations.symbols import theta
from sparsity_kit.derivations.values import membership

DIGITS = 1000
STEPS = [mpmath.ldexp(1, -1330), mpmath.ldexp(1, -665)]  # 10⁻⁴⁰⁰ and 10⁻²⁰⁰; powers of two compute fast
STEPS_ASIDE = [mpmath.ldexp(1, -10), mpmath.ldexp(1, -30)]
ROUNDING, NOTHING = mpmath.ldexp(1, -100), mpmath.ldexp(1, -500)
N_POINTS = 60
N_SOLVED = 12  # points at which F′ = 0 is solved for one of the symbols
_OPERATORS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_JOINED = {sp.And: all, sp.Or: any, sp.Not: lambda parts: not any(parts)}


def one_sided(formula, moved, *others):
    """A function of (values of `moved`, a direction, values of `others`): the slope of the formula along the direction.

    Two difference quotients are taken: one that grows or vanishes between them is infinite or zero; nan if undefined.
    """
    value = evaluator(formula, *moved, *others)

    def slope(at, direction, rest):
        start = value(*at, *rest)
        ends = [value(*(a + step * d for a, d in zip(at, direction, strict=True)), *rest) for step in STEPS]
        return limit(*((end - start) / step for end, step in zip(ends, STEPS, strict=True)))

    return slope


def limit(close, far):
    """The limit of a number known close to it and a hundred digits farther: what vanishes or grows on the way does."""
    if 50 * abs(close) < abs(far):
        return mpmath.mpf(0)
    return mpmath.sign(close) * mpmath.inf if abs(close) > 50 * abs(far) + NOTHING else close


def side_of(left, right, size):
    """The sign of left − right, where sides that differ by rounding are equal; nan if undefined."""
    gap = left - right if left != right else mpmath.mpf(0)
    return 0 if abs(gap) <= ROUNDING * size + NOTHING and mpmath.isfinite(gap) else mpmath.sign(gap)


def judge(condition, *symbols):
    """A function of numbers: whether the condition holds there. Sides that differ by rounding only count as equal."""
    if isinstance(condition, sp.Contains):
        return judge(membership(*condition.args), *symbols)
    if condition.func in _JOINED:
        join, parts = _JOINED[condition.func], [judge(part, *symbols) for part in condition.args]
        return lambda *numbers: join(part(*numbers) for part in parts)
    if not isinstance(condition, Relational):
        return lambda *numbers: bool(condition)
    left, right = condition.args
    if isinstance(left, sp.MatrixBase):
        pairs = zip(left, right, strict=True)
        return judge(sp.And(*(sp.Eq(a, b, evaluate=False) for a, b in pairs), evaluate=False), *symbols)
    sides = [[evaluator(term, *symbols) for term in sp.Add.make_args(side)] for side in (left, right)]

    def holds(*numbers):
        terms = [[term(*numbers) for term in side] for side in sides]
        size = sum(abs(term) for side in terms for term in side)
        return bool(_OPERATORS[condition.rel_op](side_of(sum(terms[0]), sum(terms[1]), size), 0))

    return holds


def is_slope(of, where=sp.true):
    """A check of d/dθ f = s, where f is the formula `of`: both one-sided difference quotients of f are s.

    It must hold wherever `where` does. The left side is a derivative, one at a point, or a column of derivatives.
    """

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
    slope, answer = one_sided(function, symbols[:1], *symbols[1:]), evaluator(claimed, *symbols)
    with mpmath.workdps(DIGITS):
        for at, *rest in points:
            found, said = [side * slope([at], [side], rest) for side in (1, -1)], answer(at, *rest)
            if any(side_of(said, quotient, abs(said) + abs(quotient)) != 0 for quotient in found):
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
    rows = []
    with mpmath.workdps(DIGITS):
        holds = judge(where, *symbols)
        mirrored = [{**point, first: -point[first]} for point in drawn if first in point]
        for point in (*drawn, *mirrored, {**drawn[0], **dict.fromkeys(zeros, sp.Integer(0))}):
            numbers = {symbol: as_mpf(point.get(symbol, sp.Integer(1))) for symbol in rest}
            numbers |= {symbol: value(*(numbers[s] for s in rest)) for symbol, value in placed.items()}
            row = tuple(numbers[symbol] for symbol in symbols)
            if row not in rows and holds(*row):
                rows.append(row)
    if not rows:
        raise StepError("no point was found at which it can be checked")
    return tuple(symbols), rows


def where_slopes(verdict, loss, penalty, price, place=None, where=sp.true):
    """A check: the condition holds exactly where `verdict(F′(θ−), F′(θ+))` does, for F = f + λΩ.

    Only the signs of F′ count. It is asked for at random points, around the condition's edges, and where F′ is zero:
    there one of the other symbols is solved for, one on which F′ depends linearly.
    """

    def check(condition):
        formulas = sp.Tuple(loss, penalty, price, *condition.free_symbols)
        symbols, points = points_for(formulas, where, place=place, first=theta, hints=(condition,))
        push, pull = (one_sided(part, symbols[:1], *symbols[1:]) for part in (loss, penalty))
        said, cost, height = judge(condition, *symbols), evaluator(price, *symbols), evaluator(penalty, *symbols)
        data = [s for s in symbols[1:] if s in loss.free_symbols and s not in (place or {}) and loss.is_polynomial(s)]
        unknowns = [(symbols.index(s), s.is_positive) for s in (*data, price) if s in symbols]
        points = [*points[:20], *points[20 :: 1 + len(points) // N_POINTS]]

        def sides(point):
            """F′ to the left of a point and to its right; a sum that is nothing but rounding is zero."""
            for side in (-1, 1):
                f, w = (side * part(point[:1], [side], point[1:]) for part in (push, pull))
                w *= cost(*point)
                yield f + w if side_of(f, -w, abs(f) + abs(w)) else mpmath.mpf(0)

        tried = 0
        with mpmath.workdps(DIGITS):
            for k, row in enumerate(points):
                solved = k % (1 + len(points) // N_SOLVED) == 0
                for point in (row, *(_around_edges(row, unknowns, sides) if solved else ())):
                    is_finite = not mpmath.isinf(height(*point))  # θ cannot be where Ω is infinite
                    slopes = [mpmath.sign(slope) for slope in sides(point)] if is_finite else []
                    if not any(mpmath.isnan(slope) for slope in slopes):
                        tried += 1
                        if said(*point) != (is_finite and bool(verdict(*slopes))):
                            fail(symbols, point)
        if not tried:
            raise StepError("no point was found at which it can be checked")

    return check


def _around_edges(row, unknowns, sides):
    """Points with one number of the row changed: to zero, and to where F′, if it is a line in that number, is zero."""

    def changed(k, number):
        return (*row[:k], number, *row[k + 1 :])

    yield from (changed(k, mpmath.mpf(0)) for k, is_positive in unknowns if not is_positive)
    for k, is_positive in unknowns:
        lines = list(zip(*(sides(changed(k, row[k] + step)) for step in (0, 1, 2)), strict=True))
        roots = [row[k] + a / (a - b) for a, b, c in lines if _is_line(a, b, c)]
        roots = [root for root in roots if root > NOTHING or not is_positive]  # zero is no price, rounded or not
        if roots:
            nudges = [(max(map(abs, roots)) or abs(row[k]) or 1) * size for size in STEPS_ASIDE]
            beside = [root + sign * nudge for root in roots for nudge in nudges for sign in (1, -1)]
            numbers = [*roots, sum(roots) / len(roots), *beside, *(-root for root in roots)]
            yield from (changed(k, number) for number in numbers if number > 0 or not is_positive)
            return


def _is_line(a, b, c):
    """Whether three numbers at equal distances are on a line that is not flat."""
    size = abs(a) + abs(b) + abs(c)
    return side_of(c - b, b - a, size) == 0 != side_of(a, b, size)


def fail(symbols, numbers):
    """Raise StepError with the point."""
    shown = {
        symbol: sp.nsimplify(sp.Float(number, 15), rational=True) if mpmath.isfinite(number) else sp.nan
        for symbol, number in zip(symbols, numbers, strict=True)
    }
    raise StepError(f"it fails at {show(shown)}")
