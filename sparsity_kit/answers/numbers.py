"""Answers that are numbers, and arrays of them."""

import math
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np

from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.kind import Kind, Unreadable
from sparsity_kit.answers.sympy_objects import is_sympy, sympy_number


def read_number(answer):
    """A real number as a float: int, float, fraction, decimal, NumPy or SymPy number, or text such as "3/4"."""
    if isinstance(answer, str):
        answer = Formula(answer, ())({})
    if isinstance(answer, np.ndarray) and answer.size == 1:
        answer = answer.item()
    if isinstance(answer, (bool, np.bool_)):
        raise Unreadable(f"a number is expected, not {answer}")
    if is_sympy(answer):
        answer = sympy_number(answer)
    if not isinstance(answer, (Real, Decimal)):
        raise Unreadable(f"a number is expected, not an object of type {type(answer).__name__}")
    number = float(answer)
    if math.isnan(number):
        raise Unreadable("a number is expected, not NaN")
    return number


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


@dataclass(frozen=True)
class Number(Kind):
    """A number, right if it is within `tolerance` of the key (relative to it where the key exceeds 1)."""

    tolerance: float = 1e-6

    read = staticmethod(read_number)

    def same(self, value, key):
        return value == key or abs(value - key) <= self.tolerance * max(1.0, min(abs(key), 1e300))

    def meet(self, first, second):
        return super().meet(first, second) or near(first, second)

    def remark(self, value, key):
        if abs(value - key) <= 0.02 * abs(key):
            return f"Close, but it is not this number: give more digits (an error of {self.tolerance:g} would pass)."
        return "It is not this number."

    def shown(self, value):
        return f"the number {_shown(value)}"


@dataclass(frozen=True)
class Array(Kind):
    """An array of numbers, of the key's shape, each within `tolerance`."""

    tolerance: float = 1e-6

    def read(self, answer):
        try:
            if not (isinstance(answer, (list, tuple)) or hasattr(answer, "__array__")):
                raise Unreadable("not a sequence")
            if isinstance(answer, np.ndarray) and answer.dtype.kind in "iuf":
                return answer.astype(float)
            return np.array([[*map(read_number, row)] if np.ndim(row) else read_number(row) for row in answer])
        except (TypeError, ValueError, OverflowError, Unreadable):
            raise Unreadable("an array of numbers is expected, such as np.array([0.5, -2])") from None

    def same(self, value, key):
        return value.shape == key.shape and np.allclose(value, key, rtol=self.tolerance, atol=self.tolerance)

    def meet(self, first, second):
        return super().meet(first, second) or near(first, second)

    def remark(self, value, key):
        if value.shape == key.shape:
            return f"{np.isclose(value, key, atol=self.tolerance).sum()} of {value.size} entries are right."
        found = f"The shape is {value.shape}, but {key.shape} is expected:"
        if value.size == key.size:
            return f"{found} the same number of entries in another form."
        return f"{found} {key.size} entries."

    def shown(self, value):
        more = ", …" if value.size > 8 else ""
        return f"an array of shape {value.shape}: {', '.join(map(_shown, value.ravel()[:8]))}{more}"


def _shown(number):
    return f"{number:.6g}".replace("-", "−")
