"""Answers that are numbers, and arrays of them."""

import ast
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np

from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.kind import Kind, Unclear, Unreadable
from sparsity_kit.answers.spelling import cure, decimal_point
from sparsity_kit.answers.sympy_objects import is_sympy, plain, single, sympy_number
from sparsity_kit.answers.syntax import SympyText, decimal_comma, parsed


def read_number(answer):
    """A real number as a float: int, float, fraction, decimal, NumPy or SymPy number, or text such as "3/4"."""
    number = single(plain(answer))
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
    return read_number(value) if isinstance(value, SympyText) else value


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
        return f"the number {_shown(value)}"


@dataclass(frozen=True)
class Array(Kind):
    """An array of numbers, of the key's shape, each within `tolerance` as a Number is."""

    tolerance: float = 1e-3

    @property
    def form(self):
        """How it is written, and how near it has to be."""
        return f"a list or an array of numbers; {passes(self.tolerance)}"

    def read(self, answer):
        answer = plain(answer)
        if isinstance(answer, str):
            answer = _listed(answer)
        try:
            if not isinstance(answer, (list, tuple, np.ndarray)):
                raise Unreadable("not a sequence")
            if isinstance(answer, np.ndarray) and answer.dtype.kind in "iuf":
                numbers = answer.astype(float)
            else:
                numbers = np.array(_numbers(answer))
        except (TypeError, ValueError, OverflowError, Unreadable) as reason:
            kind = Unclear if isinstance(reason, Unclear) else Unreadable
            raise kind("an array of numbers is expected, such as np.array([0.5, -2])") from None
        if np.isnan(numbers).any():
            raise Unreadable("numbers are expected, and one of them is NaN, or masked")
        return numbers

    def same(self, value, key):
        return value.shape == key.shape and bool(within(value, key, self.tolerance).all())

    def meet(self, first, second):
        return super().meet(first, second) or near(first, second)

    def remark(self, value, key):
        if value.shape == key.shape:
            more = f" ({passes(self.tolerance)})" if within(value, key, 0.02).all() else ""
            return f"{within(value, key, self.tolerance).sum()} of {value.size} entries are right{more}."
        found = f"The shape is {value.shape}, but {key.shape} is expected:"
        if value.size == key.size:
            return f"{found} the same number of entries in another form."
        return f"{found} {key.size} entries."

    def shown(self, value):
        more = ", …" if value.size > 8 else ""
        return f"an array of shape {value.shape}: {', '.join(map(_shown, value.ravel()[:8]))}{more}"


def _numbers(entries):
    """Lists of floats, as deep as the entries are."""
    return [_numbers(each) if isinstance(each, (list, tuple, np.ndarray)) and np.ndim(each) else read_number(each)
            for each in entries]  # fmt: skip


def _listed(text):
    """The entries of a list that is written as text, "[0.5, -2]" or "[1,2]", but not "1,2" or "[0,5, 2]"."""
    source, tree = parsed(text)
    if isinstance(tree, ast.Call) and len(tree.args) == 1 and ast.unparse(tree.func) in ("array", "np.array", "Matrix"):
        tree = tree.args[0]  # as Python prints an array
    if not isinstance(tree, (ast.Tuple, ast.List)):
        raise Unreadable(f"an array of numbers is expected, such as np.array([0.5, -2]); {cure(text)}")
    comma, spaces = decimal_comma(tree.elts, source), re.search(r",\s", source)
    if comma and (spaces or (isinstance(tree, ast.Tuple) and source[:1] != "(")):
        raise Unreadable(decimal_point(comma))
    return _entries(tree, type(text))


def _entries(tree, kind):
    if isinstance(tree, (ast.Tuple, ast.List)):
        return [_entries(each, kind) for each in tree.elts]
    return kind(ast.unparse(tree))


def _shown(number):
    return f"{number:.6g}".replace("-", "−")
