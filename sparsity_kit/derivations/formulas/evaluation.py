"""What a formula is at numbers: one evaluator for all checks, in 1000 digits. Call it under `in_digits`.

SymPy prints the formula as a Python program. In conditions, sides that differ by rounding only are equal.
"""

from functools import partial

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.formulas.comparison import BY_QUOTIENTS, NOTHING, ROUNDING, as_mpf
from sparsity_kit.derivations.formulas.program import UNDEFINED, program, truth


def evaluator(formula, *symbols, rounding=ROUNDING):
    """A function of one number per symbol: what the formula is there.

    It is a number, or nan where that is undefined or complex; for a condition a truth value, or None; for a matrix or a
    list a tuple of such. In conditions, sides that differ by the `rounding` of their terms are equal, and one false
    part decides: `x > 1 and log(x) > 0` is false at −1, defined or not.
    """
    if isinstance(formula, sp.MatrixBase | sp.Tuple):
        parts = [evaluator(part, *symbols, rounding=rounding) for part in formula]
        return lambda *numbers: tuple(part(*numbers) for part in parts)
    as_code = program(formula, symbols, rounding)
    if isinstance(formula, sp.logic.boolalg.Boolean) and not formula.is_Symbol:
        return partial(truth, as_code)

    def function(*numbers):
        try:
            return _real(as_code(*numbers))
        except UNDEFINED:
            return mpmath.nan

    return function


def at_points(formula, symbols=None):
    """A function of a point, {symbol: rational number}: what `evaluator` says, for all symbols of the formula."""
    symbols = sorted(formula.free_symbols if symbols is None else symbols, key=str)
    function = evaluator(formula, *symbols)
    return lambda point: function(*(as_mpf(point[symbol]) for symbol in symbols))


def _real(number):
    """The number, nan if it is complex by more than rounding, or none at all."""
    if number is None:
        return mpmath.nan
    if isinstance(number, mpmath.mpc):
        return number.real if abs(number.imag) <= BY_QUOTIENTS * abs(number.real) + NOTHING else mpmath.nan
    return as_mpf(number)
