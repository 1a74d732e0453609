"""Checks by definition: slopes are difference quotients of Ω and f themselves, at numbers; SymPy differentiates nothing.

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
    if isinstance(condition, tuple(_JOINED)):
        parts = [judge(part, *symbols) for part in condition.args]
        return lambda *numbers: _JOINED[condition.func](part(*numbers) for part in parts)
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
        return bool(_OPERATORS[condition.rel_op](side_of(*map(sum, terms), size), 0))

    return holds


def is_slope(of, where=sp.true):
    """A check of d/dθ f = s, where f is the formula `of`: both one-sided difference quotients of f are s.

    It must hold wherever `where` does. The left side is a derivative, one at a point, or a column of derivatives.
    """

    def check(formula):
        left, right = formula.args
        pairs = zip(left, right, strict=True) if isinstance(left, sp.MatrixBase) else [(left, right)]
        for derivative, claimed in pairs:
            place: dict = {}
            if isinstance(derivative, sp.Subs):
                place = dict(zip(derivative.variables, derivative.point, strict=True))
                derivative = derivative.expr
            if derivative.expr != of:
                raise StepError(f"it is about the slope of {text(derivative.expr)}")
            _check_slope(of, derivative.variables[0], claimed, place, where)

    return check


def _check_slope(function, variable, claimed, place, where):
    symbols, points = points_for(sp.Tuple(function, claimed), where, place=place, first=variable)
    slope, answer = one_sided(function, symbols[:1], *symbols[1:]), evaluator(claimed, *symbols)
    with mpmath.workdps(DIGITS):
        for at, *rest in points:
            found, said = [side * slope([at], [side], rest) for side in (1, -1)], answer(at, *rest)
            if any(side_of(said, quotient, abs(said) + abs(quotient)) != 0 for quotient in found):
                fail(symbols, (at, *rest))


def points_for(formulas, where=sp.true, place=None, first=None, hints=()):
    """(symbols, rows of numbers): random points and those at the edges of the formulas, where `where` holds.

    `place` puts symbols at the values of formulas, {θ: δ}; `first` is the symbol to be named first.
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
        for point in drawn:
            numbers = {symbol: as_mpf(point.get(symbol, sp.Integer(1))) for symbol in rest}
            numbers |= {symbol: value(*(numbers[s] for s in rest)) for symbol, value in placed.items()}
            row = tuple(numbers[symbol] for symbol in symbols)
            if row not in rows and holds(*row):
                rows.append(row)
    if not rows:
        raise StepError("no point was found at which it can be checked")
    return tuple(symbols), rows


def where_slopes(verdict, loss, penalty, price, place=None, where=sp.true, slope=None, hint=sp.true):
    """A check: the condition holds exactly where `verdict(F′(θ−), F′(θ+))` does, for F = f + λΩ.

    Only the signs of F′ count. It is asked for at points around the condition's edges, and where F′ is zero: there the
    symbol `slope`, to which f′ is proportional, or else the price is solved for. The edges of `hint` are tried as well.
    """

    def check(condition):
        formulas = sp.Tuple(loss, penalty, price)
        solvable = {slope, price} & formulas.free_symbols
        hints = () if solvable else (condition, hint)
        symbols, points = points_for(formulas, where, place=place, first=theta, hints=hints)
        push, pull = (one_sided(part, symbols[:1], *symbols[1:]) for part in (loss, penalty))
        said, cost, height = judge(condition, *symbols), evaluator(price, *symbols), evaluator(penalty, *symbols)
        unknown = next((symbols.index(s) for s in (slope, price) if s in solvable), None)
        tried = 0
        with mpmath.workdps(DIGITS):
            for row in points:
                if mpmath.isinf(height(*row)):
                    tried += 1
                    if said(*row):
                        fail(symbols, row)
                    continue
                slopes = [[s * f(row[:1], [s], row[1:]) for s in (-1, 1)] for f in (push, pull)]
                for point, *factors in _around_edges(row, unknown, slopes, cost(*row), slope in solvable):
                    signs = [_sign(f * factors[0], w * factors[1]) for f, w in zip(*slopes, strict=True)]
                    if not any(mpmath.isnan(sign) for sign in signs):
                        tried += 1
                        if said(*point) != bool(verdict(*signs)):
                            fail(symbols, point)
        if not tried:
            raise StepError("no point was found at which it can be checked")

    return check


def _sign(push, pull):
    """The sign of F′ = f′ + λΩ′."""
    return side_of(push, -pull, abs(push) + abs(pull))


def _around_edges(row, unknown, slopes, cost, is_slope):
    """(point, factor of f′, factor of Ω′), …: the row itself, and with the unknown at, beside and between F′ = 0."""
    yield row, 1, cost
    if unknown is None or (is_slope and not row[unknown]):
        return
    pairs = [(f, w) for f, w in zip(*slopes, strict=True) if mpmath.isfinite(w) and f and (is_slope or f * w < 0)]
    edges = [-cost * w * row[unknown] / f if is_slope else -f / w for f, w in pairs]
    nudges = [max(map(abs, edges)) * size or cost * size for size in STEPS_ASIDE] if edges else []
    between = [sum(edges) / 2] if edges else []
    for number in (*edges, *between, *(edge + s * nudge for edge in edges for nudge in nudges for s in (1, -1))):
        point = (*row[:unknown], number, *row[unknown + 1 :])
        yield (point, number / row[unknown], cost) if is_slope else (point, 1, number)


def fail(symbols, numbers):
    """Raise StepError with the point."""
    shown = {
        symbol: sp.nsimplify(sp.Float(number, 15), rational=True) if mpmath.isfinite(number) else sp.nan
        for symbol, number in zip(symbols, numbers, strict=True)
    }
    raise StepError(f"it fails at {show(shown)}")
