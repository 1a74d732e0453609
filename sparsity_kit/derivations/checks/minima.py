"""Checks of a root and of a minimiser, at points of all sizes and around every edge of what is shown."""

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.slopes import NOWHERE, one_sided
from sparsity_kit.derivations.formulas.comparison import as_mpf, in_digits
from sparsity_kit.derivations.formulas.edges import edge_expressions, reach, zeros
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.steps import StepError, show
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


def turns_sign(slope, symbols):
    """A function of a root and a point: whether `slope` goes from below zero to above zero there."""
    raw = evaluator(slope, theta, *symbols)

    def function(root, numbers):
        step = NUDGE * (abs(root) or NUDGE)
        below, above = raw(root - step, *numbers), raw(root + step, *numbers)
        return bool(mpmath.isfinite(root)) and not below > 0 and not above < 0

    return function


def solves(objective, low, high, hint):
    """A check: F falls before the right-hand side of θ = … and rises after it, wherever F turns between low and high.

    `hint` is a condition around whose edges it is tried.
    """

    @in_digits
    def check(formula):
        symbols, points = data_points(hint, formula.rhs, objective)
        root, left, right = (evaluator(end, *symbols) for end in (formula.rhs, low, high))
        slope = one_sided(objective, [theta], *symbols)
        tried = 0
        for point in points:
            numbers = [as_mpf(number) for number in point.values()]
            falls = low == -sp.oo or slope([left(*numbers)], [1], numbers) < 0
            rises = high == sp.oo or slope([right(*numbers)], [-1], numbers) < 0
            if falls and rises:
                tried += 1
                at = root(*numbers)
                step = NUDGE * (abs(at) or NUDGE)
                below, above = slope([at - step], [-1], numbers), slope([at + step], [1], numbers)
                if not mpmath.isfinite(at) or below < 0 or above < 0:
                    raise StepError(f"it fails at {show(point)}")
        if not tried:
            raise StepError(NOWHERE)

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
                raise StepError(f"it fails at {show(point)}")

    return check


def _rivals(answer, span, kinks):
    steps = [mpmath.mpf(10) ** -k for k in (1, 4, 12)]
    relative = [answer * (1 + sign * step) for step in (*steps, 1) for sign in (1, -1)]
    powers = [mpmath.mpf(10) ** k for k in range(-span - 3, span + 3, 2)]
    return [*relative, *(start + sign * power for power in powers for sign in (1, -1) for start in (0, answer)), *kinks]
