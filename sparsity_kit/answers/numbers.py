"""Answers that are numbers."""

import math
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np

from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.kind import Kind, Unclear, Unreadable
from sparsity_kit.answers.slips import decimal_point
from sparsity_kit.answers.sympy_objects import is_sympy, plain, single, sympy_number
from sparsity_kit.answers.syntax import SympyText


def read_number(answer):
    """A real number as a float: int, float, fraction, decimal, NumPy or SymPy number, or text such as "3/4"."""
    number = single(answer)
    if isinstance(number, str):
        try:
            number = Formula(number, ())({})
        except Unclear:
            if not is_sympy(answer):
                raise
            number = sympy_number(answer)
    if isinstance(number, (bool, np.bool_)):
        raise Unreadable(f"a number is expected, not {number}")
    if isinstance(number, tuple) and [*map(type, number)] == [int, int]:
        raise Unreadable("a number is expected, not two: " + decimal_point(f"{number[0]},{number[1]}"))
    if not isinstance(number, (Real, Decimal)):
        raise Unreadable(f"a number is expected, not an object of type {type(answer).__name__}")
    number = float(number)
    if math.isnan(number):
        raise Unreadable("a number is expected, not NaN")
    return number


def floats(value):
    """Fractions and SymPy's numbers as floats, also in lists; all else as it is."""
    value = plain(value)
    if isinstance(value, (list, tuple)):
        return [*map(floats, value)]
    if not isinstance(value, SympyText):
        return value
    return value == "True" if value in ("True", "False") else read_number(value)


def near(first, second, smallest=0.0):
    """Whether two arrays, or numbers, agree to three digits of the largest entry, or to `smallest`.

    >>> near(1.0, 1.0009), near(1.0, 1.002), near(np.array([1.0, 2.0]), np.array([2.0, 1.0]))
    (True, False, False)
    """
    if np.shape(first) != np.shape(second):
        return False
    size = max(np.abs(first).max(initial=0), np.abs(second).max(initial=0))
    apart = np.abs(np.subtract(first, second, dtype=float)).max(initial=0)
    return bool(size < math.inf and apart <= max(1e-3 * size, smallest))


def within(value, key, tolerance):
    """Where a number is right: within the tolerance of the key, or within that share of it where it exceeds 1.

    >>> within(np.array([0.001, 1000.9, 1002.0]), np.array([0.0, 1000.0, 1000.0]), 1e-3)
    array([ True,  True, False])
    """
    size = np.maximum(1.0, np.minimum(np.abs(key), 1e300))
    with np.errstate(invalid="ignore", over="ignore"):
        return np.equal(value, key) | (np.abs(np.subtract(value, key)) <= tolerance * (1 + 1e-9) * size)


def passes(tolerance):
    """The tolerance in words."""
    if tolerance == 0:
        return "every number must be exact"
    return f"an error of {tolerance:g} is fine, or of {100 * tolerance:g} % where the size is above 1"


@dataclass(frozen=True)
class Number(Kind):
    """A number, right if it is within `tolerance` of the key (relative to it where the key exceeds 1)."""

    tolerance: float = 1e-3

    read = staticmethod(read_number)

    @property
    def form(self):
        """How it is written, and how near it has to be."""
        return f"a number; {passes(self.tolerance)}"

    def same(self, value, key):
        return bool(within(value, key, self.tolerance))

    def meet(self, first, second):
        return super().meet(first, second) or near(first, second)

    def remark(self, value, key):
        if abs(value - key) <= 0.02 * abs(key):
            return f"Close, but it is not this number: give more digits ({passes(self.tolerance)})."
        return "It is not this number."

    def shown(self, value):
        return f"the number {written(value)}"


def written(number):
    """A number as a remark shows it, with six digits."""
    return f"{number:.6g}".replace("-", "−")
