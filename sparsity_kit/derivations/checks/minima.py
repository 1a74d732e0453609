"""Checks of a root and of a minimiser, at points of all sizes and around every edge of what is shown."""

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.places import fail, need_all, points_for
from sparsity_kit.derivations.checks.slopes import both_sides
from sparsity_kit.derivations.formulas.comparison import as_mpf, in_digits
from sparsity_kit.derivations.formulas.edges import edge_expressions, reach, zeros
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.symbols import theta

NUDGE = mpmath.mpf(10) ** -20


def data_points(*formulas):
    """(symbols, points) for all symbols but θ, each point also mirrored. No symbol is zero: x = 0 is no feature."""
    drawn = sample_points(*formulas, n=16)
    symbols = tuple(symbol for symbol in drawn[0] if symbol != theta)
    mirrored = next((symbol for symbol in symbols if not symbol.is_nonnegative), None)
    points = dict.fromkeys(tuple(point[symbol] for symbol in symbols) for point in drawn)
    for row in list(points) if mirrored else ():
        points[tuple(-n if s == mirrored else n for s, n in zip(symbols, row, strict=True))] = None
    return symbols, [dict(zip(symbols, row, strict=True)) for row in points if all(row)]


def solves(objective, low, high, hint):
    """A check: F falls before the right-hand side of θ = … and rises after it, wherever F turns between low and high.

    `hint` is a condition around whose edges it is tried.
    """

    @in_digits
    def check(formula):
        no_zero = sp.And(*(sp.Ne(symbol, 0) for symbol in objective.free_symbols - {theta}))
        symbols, rows = points_for(objective, theta, no_zero, {theta: formula.rhs}, hints=(hint, formula.rhs))
        slopes, left, right = both_sides(objective, *symbols), *(evaluator(end, *symbols[1:]) for end in (low, high))

        def tried():
            for root, *numbers in rows:
                falls = low == -sp.oo or slopes(left(*numbers), numbers)[1] < 0
                rises = high == sp.oo or slopes(right(*numbers), numbers)[0] > 0
                if falls and rises:
                    before, after = slopes(root, numbers)
                    yield (root, *numbers), before <= 0 <= after

        need_all(symbols, tried())

    return check


def is_least(objective):
    """A check: no other θ makes F lower than the formula's: near it, far away, or where F has a kink."""

    @in_digits
    def check(formula):
        symbols, points = data_points(formula, objective)
        best, total = evaluator(formula, *symbols), evaluator(objective, theta, *symbols)
        kinks, span = edge_expressions(objective), reach(formula, objective)
        for point in points:
            numbers = [as_mpf(number) for number in point.values()]
            answer = best(*numbers)
            least, at_zero = total(answer, *numbers), total(mpmath.mpf(0), *numbers)
            bar = least - NUDGE**2 * (abs(least) + abs(at_zero))
            rivals = _rivals(answer, span, [root for kink in kinks for root in zeros(kink.xreplace(point), theta)])
            if not mpmath.isfinite(least) or any(total(as_mpf(rival), *numbers) < bar for rival in rivals):
                fail(symbols, numbers)

    return check


def _rivals(answer, span, kinks):
    steps = [mpmath.mpf(10) ** -k for k in (1, 4, 12)]
    relative = [answer * (1 + sign * step) for step in (*steps, 1) for sign in (1, -1)]
    powers = [mpmath.mpf(10) ** k for k in range(-span - 3, span + 3, 2)]
    return [*relative, *(start + sign * power for power in powers for sign in (1, -1) for start in (0, answer)), *kinks]
