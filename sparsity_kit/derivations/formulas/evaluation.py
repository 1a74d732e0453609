"""What a formula is at numbers, and whether two results are the same: one evaluator and one comparer for all checks.

SymPy writes the formula as a program (`lambdify`). At fractions what is rational stays exact; everything else is
computed in 1000 digits, where sides that differ by rounding only count as equal. Call it under `in_digits`.
"""

from fractions import Fraction
from functools import lru_cache, partial

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.formulas.comparison import BY_QUOTIENTS, NOTHING, ROUNDING, as_mpf
from sparsity_kit.derivations.formulas.program import (
    EXACT_NAMES,
    NAMES,
    SETTINGS,
    UNDEFINED,
    ExactProgram,
    Program,
    compare,
    truth,
)


def evaluator(formula, *symbols, rounding=ROUNDING, exact=False):
    """A function of one number per symbol: what the formula is there.

    It is a number (a fraction only if `exact`), or nan where that is undefined or complex; for a condition a truth
    value, or None; for a matrix or a list a tuple of such. In conditions, sides that differ by the `rounding` of their
    terms are equal, and one false part decides: `x > 1 and log(x) > 0` is false at −1, defined or not.
    """
    if isinstance(formula, sp.MatrixBase | sp.Tuple):
        parts = [evaluator(part, *symbols, rounding=rounding, exact=exact) for part in formula]
        return lambda *numbers: tuple(part(*numbers) for part in parts)
    program = _program(formula, symbols, rounding, exact)
    if isinstance(formula, sp.logic.boolalg.Boolean) and not formula.is_Symbol:
        return lambda *numbers: truth(program, *numbers)

    def function(*numbers):
        try:
            value = program(*numbers)
            if type(value) is mpmath.mpf:
                return value
            value = _real(value)
            return value if exact else as_mpf(value)
        except UNDEFINED:
            return mpmath.nan

    return function


@lru_cache(1000)  # a check of many claims asks for the same loss and penalty each time
def _program(formula, symbols, rounding, exact):
    names, printer = (EXACT_NAMES, ExactProgram) if exact else (NAMES, Program)
    names = {**names, "compare": partial(compare, rounding)}
    return sp.lambdify(symbols, formula, [names, "mpmath"], printer=printer(SETTINGS))


def at_points(formula, symbols=None):
    """A function of a point, {symbol: rational number}: what `evaluator` says, for all symbols of the formula."""
    symbols = sorted(formula.free_symbols if symbols is None else symbols, key=str)
    function = evaluator(formula, *symbols, exact=True)
    return lambda point: function(*(Fraction(int(point[s].p), int(point[s].q)) for s in symbols))


def _real(number):
    """The number, nan if it is complex by more than rounding, or none at all."""
    if number is None:
        return mpmath.nan
    if isinstance(number, mpmath.mpc):
        return number.real if abs(number.imag) <= BY_QUOTIENTS * abs(number.real) + NOTHING else mpmath.nan
    return number
