"""What a formula is at numbers, and whether two results are the same: one evaluator and one comparer for all checks.

SymPy writes the formula as a program (`lambdify`). Fractions stay exact; everything else is computed in 1000 digits,
where sides that differ by rounding only count as equal. Compute with what comes out under `in_digits`.
"""

import math
import operator
from fractions import Fraction
from functools import lru_cache, partial
from numbers import Rational

import mpmath  # type: ignore[import-untyped]
import sympy as sp
from sympy.printing.pycode import MpmathPrinter

DIGITS = 1000
ROUNDING = mpmath.ldexp(1, -3000)  # what is lost in 1000 digits
BY_QUOTIENTS = mpmath.ldexp(1, -200)  # what is lost where numbers come from difference quotients
NOTHING = mpmath.ldexp(1, -1500)
in_digits = mpmath.workdps(DIGITS)
_UNDEFINED = (ZeroDivisionError, TypeError, ValueError, OverflowError, NameError)  # a pole, an order of complex numbers
_RELATIONS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def evaluator(formula, *symbols, rounding=ROUNDING, exact=False):
    """A function of one number per symbol: what the formula is there.

    It is a number (a fraction only if `exact`), or nan where that is undefined or complex; for a condition a truth
    value, or None; for a matrix or a list a tuple of such. In conditions, sides that differ by the `rounding` of their
    terms are equal, and one false part decides: `x > 1 and log(x) > 0` is false at −1, defined or not.
    """
    if isinstance(formula, sp.MatrixBase | sp.Tuple):
        parts = [evaluator(part, *symbols, rounding=rounding, exact=exact) for part in formula]
        return lambda *numbers: tuple(part(*numbers) for part in parts)
    program = sp.lambdify(
        symbols, formula, [{**_NAMES, "compare": partial(_compare, rounding)}, "mpmath"], printer=_Program(_SETTINGS)
    )
    if isinstance(formula, sp.logic.boolalg.Boolean) and not formula.is_Symbol:
        return lambda *numbers: _truth(program, *numbers)

    def function(*numbers):
        try:
            value = _real(program(*numbers))
            return value if exact else as_mpf(value)
        except _UNDEFINED:
            return mpmath.nan

    return function


def at_points(formula, symbols=None):
    """A function of a point, {symbol: rational number}: what `evaluator` says, for all symbols of the formula."""
    symbols = sorted(formula.free_symbols if symbols is None else symbols, key=str)
    function = evaluator(formula, *symbols, exact=True)
    return lambda point: function(*(Fraction(int(point[s].p), int(point[s].q)) for s in symbols))


def as_mpf(number):
    """A rational number in all the digits; not exact, but fast in formulas that are not rational."""
    return mpmath.mpf(int(number.numerator)) / int(number.denominator) if isinstance(number, Rational) else number


def side_of(left, right, size, rounding=BY_QUOTIENTS):
    """The sign of left − right, where sides that differ by rounding are equal; nan if undefined.

    `size` is that of the terms of which the sides are sums: so large were the numbers that were rounded.
    """
    left, right = _alike((left, right))
    gap = left - right if left != right else 0
    if type(gap) in _EXACT:
        return (gap > 0) - (gap < 0)
    return 0 if abs(gap) <= rounding * size + NOTHING and mpmath.isfinite(gap) else mpmath.sign(gap)


def same(first, second):
    """Whether two results of an evaluator agree: exactly if both are rational, otherwise up to rounding."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(same, first, second))
    if any(result is None or isinstance(result, bool) for result in (first, second)):
        return first is second
    return side_of(first, second, abs(first) + abs(second)) == 0


def is_defined(result):
    """Whether a result of an evaluator, and each part of it, has a value."""
    if isinstance(result, tuple):
        return all(map(is_defined, result))
    return result is not None and not mpmath.isnan(result)


def membership(element, region):
    """`element` in a set of numbers, or of tuples of numbers, written as a condition."""
    if isinstance(region, sp.ProductSet):
        return sp.And(*(membership(e, r) for e, r in zip(element, region.sets, strict=True)), evaluate=False)
    return region.as_relational(element)


class _Program(MpmathPrinter):
    """Formulas as Python code: exact fractions, and comparisons that know how large the terms of both sides are."""

    def _print_Rational(self, number):
        return f"ratio({number.p}, {number.q})"

    def _print_ComplexInfinity(self, _):
        return "nan"

    def _print_ImaginaryUnit(self, _):
        return "mpc(0, 1)"

    def _print_Add(self, total, order=None):
        return f"add({', '.join(map(self._print, total.args))})"

    def _print_Mul(self, product):
        return f"multiply({', '.join(map(self._print, product.args))})"

    def _print_Pow(self, power, rational=False):
        return f"power({self._print(power.base)}, {self._print(power.exp)})"

    def _print_Max(self, extreme):
        return f"extreme({extreme.func.__name__.lower()}, {', '.join(map(self._print, extreme.args))})"

    _print_Min = _print_Max

    def _print_Relational(self, relation):
        if isinstance(relation.lhs, sp.MatrixBase):
            pairs = zip(*relation.args, strict=True)
            return self._print(sp.And(*(relation.func(*pair, evaluate=False) for pair in pairs), evaluate=False))
        left, right = (f"[{', '.join(map(self._print, sp.Add.make_args(side)))}]" for side in relation.args)
        return f"compare({relation.rel_op!r}, {left}, {right})"

    def _print_And(self, condition):
        decisive = isinstance(condition, sp.Or)
        return f"joined({decisive}, {', '.join(f'lambda: {self._print(part)}' for part in condition.args)})"

    _print_Or = _print_And

    def _print_Contains(self, contains):
        return self._print(membership(*contains.args))


def _alike(numbers):
    """The numbers as they are if all are exact, and otherwise in 1000 digits."""
    if all(type(number) in _EXACT for number in numbers):
        return numbers
    return [_in_1000_digits(number) if type(number) in _EXACT else number for number in numbers]


_in_1000_digits = lru_cache(1000)(in_digits(as_mpf))


def _add(*terms):
    return sum(_alike(terms))


def _multiply(*factors):
    return math.prod(_alike(factors))


def _power(base, exponent):
    if type(exponent) in _EXACT and exponent.denominator == 1:
        return (Fraction(base) if type(base) in _EXACT else base) ** int(exponent)
    return mpmath.power(*_alike((base, exponent))) if exponent != _HALF else mpmath.sqrt(base)


def _extreme(function, *numbers):
    return function(map(_known, _alike(numbers)))


def _compare(rounding, sign, left, right):
    terms = [_known(term) for term in (*left, *right)]
    return _RELATIONS[sign](_known(side_of(_add(*left), _add(*right), _add(*map(abs, terms)), rounding)), 0)


def _joined(decisive, *parts):
    values = [_truth(part) for part in parts]
    if decisive not in values and None in values:
        raise ValueError("undefined")
    return decisive if decisive in values else not decisive


def _truth(condition, *numbers):
    try:
        return bool(condition(*numbers))
    except _UNDEFINED:
        return None


def _known(number):
    if mpmath.isnan(number):
        raise ValueError("undefined")
    return number


def _real(number):
    """The number, nan if it is complex by more than rounding, or none at all."""
    if number is None:
        return mpmath.nan
    if isinstance(number, mpmath.mpc):
        return number.real if abs(number.imag) <= BY_QUOTIENTS * abs(number.real) + NOTHING else mpmath.nan
    return number


_EXACT, _HALF = (int, Fraction), Fraction(1, 2)
_NAMES = {
    "ratio": lru_cache(1000)(Fraction), "add": _add, "multiply": _multiply, "power": _power, "extreme": _extreme,
    "joined": _joined,
}  # fmt: skip
_SETTINGS = {"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True}
