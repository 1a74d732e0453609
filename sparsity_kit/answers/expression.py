"""Answers that are formulas, compared by their values; never by how they are written."""

import random
from fractions import Fraction
from functools import cache, cached_property

import numpy as np

from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.kind import Kind, Unreadable
from sparsity_kit.answers.numbers import read_number
from sparsity_kit.answers.sympy_objects import is_sympy, sympy_formula

_NUDGES = (*(sign * Fraction(1, size) for sign in (-1, 1) for size in (64, 10**6)), Fraction(0), -(10**6), 10**6)


def read_formula(answer, names):
    """A function from {name: Fraction} to a number or a truth value, for text, a number, or a SymPy object."""
    if isinstance(answer, str):
        return Formula(answer, names)
    if isinstance(answer, (bool, np.bool_)):
        return lambda point: bool(answer)
    if is_sympy(answer) and hasattr(answer, "shape"):
        raise Unreadable("one formula is expected, not a matrix; take one entry of it, such as theta[1]")
    if is_sympy(answer) and hasattr(answer, "free_symbols"):
        return sympy_formula(answer, names)
    try:
        value = read_number(answer)
    except Unreadable:
        raise Unreadable(f"a formula in {', '.join(names)} is expected, as text or as a SymPy object") from None
    return lambda point: value


class Expression(Kind):
    """A formula in `names`, compared by value at random rational points.

    `positive` names take positive values only. `such_that` restricts the points, as a function of the point. Where
    the formula has cases, `thresholds(point)` lists the values of `name` at which one case gives way to another: then
    on, just below and just above each of them is looked at as well.

    What is read is a function of a point's number; it is None where the formula has no value.
    """

    n_points = 24

    def __init__(self, names, positive=("lam",), such_that=lambda point: True, name="", thresholds=None):
        self.names, self.positive, self.such_that = tuple(names), tuple(positive), such_that
        self.name, self.thresholds = name, thresholds

    def read(self, answer):
        value = self._at_points(read_formula(answer, self.names))
        if isinstance(value(0), bool):
            raise Unreadable("a formula is expected, not a condition")
        return value

    def _at_points(self, formula):
        return cache(lambda number: _value(formula, self.points[number]))

    @cached_property
    def points(self):
        """The same rational points each time: a seed, not luck, so that a notebook run twice says the same."""
        draw = random.Random(2025)
        points: list[dict] = []
        while len(points) < self.n_points:
            largest = 6 if len(points) < self.n_points // 2 else 24  # first some that can be checked in the head
            size = {name: Fraction(draw.randint(1, largest), draw.choice([1, 1, 2])) for name in self.names}
            point = {name: v if name in self.positive else draw.choice([1, -1]) * v for name, v in size.items()}
            if self.such_that(point):
                points.append(point)
        return points + self._around_thresholds(points[:8]) if self.thresholds else points

    def _around_thresholds(self, points):
        moved = [{**p, self.name: edge + shift} for p in points for edge in self.thresholds(p) for shift in _NUDGES]
        return [point for point in moved if self.such_that(point)]

    def same(self, value, key):
        return self._difference(value, key) is None

    def _difference(self, value, key):
        """The number of the first point at which the two values differ; None if there is none."""
        return next((n for n in range(len(self.points)) if not self._agree(value(n), key(n))), None)

    def _agree(self, a, b):
        if a is None or b is None or isinstance(a, bool) != isinstance(b, bool):
            return False
        return a == b or abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(b)))

    def remark(self, value, key):
        number = self._difference(value, key)
        return f"It has the value {_shown(value(number))} at {self._where(number)}, for example: not right."

    def shown(self, value):
        return f"a formula, with the value {_shown(value(0))} where {self._where(0)}"

    def _where(self, number):
        return ", ".join(f"{name} = {value}" for name, value in self.points[number].items()).replace("-", "−")


def _value(formula, point):
    """The formula's value at a point; None where it has none (a division by zero, a root of a negative number)."""
    try:
        return formula(point)
    except (ArithmeticError, ValueError):
        return None


def _shown(value):
    return "no value" if value is None else f"{float(value):.4g}".replace("-", "−")
