"""Checks of what is said of θ = 0: F itself is asked, at θ of all sizes on both sides, most closely where it is lowest.

A statement is checked for one penalty Ω or for several: then it must hold for each. What is F, Ω, Ω′(0+), a limit or an
infimum in it is computed by definition; nothing that a derivation worked out is used.
"""

from functools import partial

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.infima import Infimum, close_to_zero, lowest, sizes_of, slope_at_zero
from sparsity_kit.derivations.checks.places import fail, need_all
from sparsity_kit.derivations.formulas.comparison import as_mpf
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.symbols import lam, squared_error, theta, x, y

F, OMEGA = sp.Function("F", real=True), sp.Function("Ω", nonnegative=True)
SLOPE = sp.Symbol("Ω′(0+)", extended_nonnegative=True)
T, SHARE = sp.Symbol("t", positive=True), sp.Symbol("a", positive=True)
NAMES = (x, y, lam, theta, SHARE, T)
MISSED, NOTHING = mpmath.mpf(10) ** -12, mpmath.mpf(10) ** -25  # what a search may miss, in share and at zero
BESIDE = [1, -1, 1 + mpmath.mpf(10) ** -6, mpmath.mpf(10) ** -6 - 1]  # on both sides of the edge
in_search = mpmath.workdps(40)


def everywhere(omegas, price):
    """A check: the statement, relations or two that are equivalent, holds for all x, y, λ, θ, t > 0 and 0 < a < 1."""

    @in_search
    def check(statement):
        for omega in omegas:
            holds = _evaluator(statement, omega, price)
            need_all(NAMES, ((point, holds(point)) for point in _points(3)))

    return check


def is_lowest_exactly(omegas, price):
    """A check of |x·y| <= …, up to a factor: it holds exactly for those data for which no θ has F(θ) < F(0)."""

    @in_search
    def check(condition):
        for omega in omegas:
            says, left, right = (_evaluator(part, omega, price) for part in (condition, *condition.args))
            f, sizes = evaluator(_whole(omega, price), theta, x, y, lam), sizes_of(omega)
            for at, target, cost, *rest in _points(2):
                edge = right((at, target, cost, *rest)) / left((at, mpmath.mpf(1), cost, *rest))
                edge = edge if edge > NOTHING else mpmath.mpf(0)
                for data in dict.fromkeys((target, *(share * edge for share in BESIDE), edge + 1)):
                    rise = _rise(f, (at, data, cost))
                    if says((at, data, cost, *rest)) != (lowest(rise, sizes) >= -MISSED * abs(at * data)):
                        fail((x, y, lam), (at, data, cost))

    return check


def _rise(f, data):
    """How much higher F is at the lower of t and −t than at zero, beside t."""
    return lambda t: (min(f(t, *data), f(-t, *data)) - f(mpmath.mpf(0), *data)) / t


def _whole(omega, price):
    return squared_error() + price * omega


def _points(count):
    """Numbers for `NAMES`, none of them zero, with a between 0 and 1."""
    drawn = [point for point in sample_points(sp.Tuple(*NAMES), n=4 * count)[: 4 * count] if all(point.values())]
    rows = [[as_mpf(point[name]) for name in NAMES] for point in drawn[:count]]
    return [(*row, a / (1 + a), t) for *row, a, t in rows]


def _evaluator(formula, omega, price):
    """A function of a point: what the formula is there, its functions, limits and infima by definition."""
    for kind, whole in ((F, _whole(omega, price)), (OMEGA, omega)):
        formula = formula.replace(kind, lambda at, whole=whole: whole.xreplace({theta: at}))
    nodes = [*formula.atoms(Infimum, sp.Limit)]
    places = [sp.Dummy(extended_real=True) for _ in nodes]
    inner = [evaluator(node.args[0], *NAMES) for node in nodes]
    outer = evaluator(formula.xreplace(dict(zip(nodes, places, strict=True))), *NAMES, SLOPE, *places, rounding=MISSED)
    slope, sizes = slope_at_zero(omega), sizes_of(omega)

    def value(point):
        found = []
        for node, function in zip(nodes, inner, strict=True):
            along = partial(function, *point[:-1])
            found.append(lowest(along, sizes) if isinstance(node, Infimum) else close_to_zero(along))
        return outer(*point, slope, *found)

    return value


def each(omegas, check_of):
    """A check: the formula passes `check_of(Ω)` for each penalty Ω, with the number that Ω′(0+) is for that penalty."""

    @in_search
    def check(formula):
        for omega in omegas:
            slope = slope_at_zero(omega)
            number = sp.oo if mpmath.isinf(slope) else sp.nsimplify(sp.Float(slope, 20), rational=True, tolerance=1e-18)
            check_of(omega)(formula.xreplace({SLOPE: number}))

    return check
