"""A formula as a Python program, for fractions or for numbers with 1000 digits."""

import math
import operator
from fractions import Fraction
from functools import lru_cache

import mpmath  # type: ignore[import-untyped]
import sympy as sp
from sympy.printing.pycode import MpmathPrinter

from sparsity_kit.derivations.formulas.comparison import (
    EXACT,
    alike,
    in_1000_digits,
    side_of,
)

UNDEFINED = (ZeroDivisionError, TypeError, ValueError, OverflowError, NameError)  # a pole, an order of complex numbers
_RELATIONS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def membership(element, region):
    """`element` in a set of numbers, or of tuples of numbers, written as a condition."""
    if isinstance(region, sp.ProductSet):
        return sp.And(*(membership(e, r) for e, r in zip(element, region.sets, strict=True)), evaluate=False)
    return region.as_relational(element)


class Program(MpmathPrinter):
    """Formulas as Python code for mpmath's numbers; comparisons know how large the terms of both sides are."""

    def _print_Rational(self, number):
        return f"ratio({number.p}, {number.q})"

    def _print_ComplexInfinity(self, _):
        return "nan"

    def _print_ImaginaryUnit(self, _):
        return "mpc(0, 1)"

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


class ExactProgram(Program):
    """The same for fractions: what is rational stays exact."""

    def _print_Add(self, total, order=None):
        return f"add({', '.join(map(self._print, total.args))})"

    def _print_Mul(self, product):
        return f"multiply({', '.join(map(self._print, product.args))})"

    def _print_Pow(self, power, rational=False):
        return f"power({self._print(power.base)}, {self._print(power.exp)})"


def _add(*terms):
    return sum(alike(terms)) if len(terms) > 1 else terms[0]


def _multiply(*factors):
    return math.prod(alike(factors))


def _power(base, exponent):
    if type(exponent) in EXACT and exponent.denominator == 1:
        return (Fraction(base) if type(base) in EXACT else base) ** int(exponent)
    return mpmath.power(*alike((base, exponent)))


def _extreme(function, *numbers):
    return function(map(_known, alike(numbers)))


def compare(rounding, sign, left, right):
    """Whether the relation holds between two sides, each the list of its terms."""
    return _RELATIONS[sign](_known(side_of(_add(*left), _add(*right), (*left, *right), rounding)), 0)


def _joined(decisive, *parts):
    undefined = False
    for part in parts:
        value = truth(part)
        if value is decisive:
            return decisive
        undefined |= value is None
    if undefined:
        raise ValueError("undefined")
    return not decisive


def truth(condition, *numbers):
    """The truth value of a condition; None where it is undefined."""
    try:
        return bool(condition(*numbers))
    except UNDEFINED:
        return None


def _known(number):
    if mpmath.isnan(number):
        raise ValueError("undefined")
    return number


NAMES = {"extreme": _extreme, "joined": _joined, "ratio": lru_cache(1000)(lambda p, q: in_1000_digits(Fraction(p, q)))}
EXACT_NAMES = {**NAMES, "ratio": lru_cache(1000)(Fraction), "add": _add, "multiply": _multiply, "power": _power}
SETTINGS = {"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True}
