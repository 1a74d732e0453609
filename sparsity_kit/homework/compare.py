"""Kinds of answers: numbers, arrays, letters, formulas, conditions, objects; `function` has functions."""

import random
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sparsity_kit.homework.reading import Unreadable, is_sympy, read_formula, read_interval, read_number, read_pair


class Kind:
    """What every kind of answer can do."""

    def read(self, answer):
        """The answer in the form that `same` compares. Raises Unreadable, in words that say what is expected."""
        raise Unreadable("no answer of this kind can be read")

    def same(self, value, key):
        """Whether a value that was read equals the key."""
        return value == key

    def remark(self, value, key):
        """One sentence on a wrong value that matches no known mistake; it does not give the key away."""
        return f"It is not {value}."

    def shown(self, value):
        """A value that was read, in words: what an answer was taken for, right or wrong."""
        return str(value)


@dataclass(frozen=True)
class Number(Kind):
    """A number, right if it is within `tolerance` of the key (relative to it where the key exceeds 1)."""

    tolerance: float = 1e-6

    read = staticmethod(read_number)

    def same(self, value, key):
        key = read_number(key)
        return value == key or abs(value - key) <= self.tolerance * max(1.0, min(abs(key), 1e300))

    def remark(self, value, key):
        if abs(value - read_number(key)) <= 0.02 * abs(read_number(key)):
            return f"Close, but it is not this number: give more digits (an error of {self.tolerance:g} would pass)."
        return "It is not this number."

    def shown(self, value):
        return f"the number {_show_number(value)}"


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
        key = np.asarray(key, dtype=float)
        return value.shape == key.shape and np.allclose(value, key, rtol=self.tolerance, atol=self.tolerance)

    def remark(self, value, key):
        expected = np.shape(key)
        if value.shape == expected:
            return f"{np.isclose(value, key, atol=self.tolerance).sum()} of {value.size} entries are right."
        if value.size == np.size(key):
            return (
                f"The shape is {value.shape}, but {expected} is expected: the same number of entries in another form."
            )
        return f"The shape is {value.shape}, but {expected} is expected: {np.size(key)} entries."

    def shown(self, value):
        more = ", …" if value.size > 8 else ""
        return f"an array of shape {value.shape}: {', '.join(map(_show_number, value.ravel()[:8]))}{more}"


@dataclass(frozen=True)
class Choice(Kind):
    """One of the letters in `letters`."""

    letters: str

    def read(self, answer):
        letter = answer.strip().upper().strip("().") if isinstance(answer, str) else ""
        if len(letter) != 1 or letter not in self.letters:
            raise Unreadable(f"one letter is expected, {', '.join(map(repr, self.letters))}")
        return letter

    def shown(self, value):
        return f"the letter {value}"


@dataclass(frozen=True)
class Choices(Kind):
    """A set of letters out of `letters`, written "ACD", "A, C" or {"A", "C"}."""

    letters: str

    def read(self, answer):
        if isinstance(answer, (list, tuple, set, frozenset)) and all(isinstance(part, str) for part in answer):
            answer = "".join(answer)
        if not isinstance(answer, str):
            raise Unreadable(f"letters are expected, such as {self.letters[:2]!r}")
        chosen = frozenset(answer.upper()) - set(" ,;{}()[]")
        if not chosen <= set(self.letters):
            raise Unreadable(f"letters out of {self.letters} are expected")
        return chosen

    def same(self, value, key):
        return value == self.read(key)

    def remark(self, value, key):
        extra, missing = len(value - self.read(key)), len(self.read(key) - value)
        return f"{len(value) - extra} of your letters belong there, {extra} do not, and {missing} are missing."

    def shown(self, value):
        return f"the letters {', '.join(sorted(value))}" if value else "no letter at all"


@dataclass(frozen=True)
class Boolean(Kind):
    """True or False."""

    def read(self, answer):
        if isinstance(answer, str) and answer.strip().lower() in ("true", "false"):
            return answer.strip().lower() == "true"
        if isinstance(answer, (bool, np.bool_)) or (is_sympy(answer) and str(answer) in ("True", "False")):
            return str(answer) == "True"
        raise Unreadable("True or False is expected")

    def same(self, value, key):
        return value == bool(key)


class Expression(Kind):
    """A formula in `names`, compared by value at random rational points; never by how it is written.

    `positive` names take positive values only. `such_that` restricts the points, as a function of the point. Where
    the formula has cases, `thresholds(point)` lists the values of `name` at which one case gives way to another: then
    on, just below and just above each of them is looked at as well.
    """

    n_points = 24

    def __init__(self, names, positive=("lam",), such_that=lambda point: True, name="", thresholds=None):
        self.names, self.positive, self.such_that = tuple(names), tuple(positive), such_that
        self.name, self.thresholds = name, thresholds
        self._points: list[dict] = []

    def read(self, answer):
        """A function of a point."""
        formula = read_formula(answer, self.names)
        if isinstance(_value(formula, self.points()[0]), bool):
            raise Unreadable("a formula is expected, not a condition")
        return formula

    def points(self):
        """The same rational points each time: a seed, not luck, so that a notebook run twice says the same."""
        self._points = self._points or self._draw_points()
        return self._points

    def _draw_points(self):
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
        key = self.read(key)
        return all(_equal(_value(value, point), _value(key, point)) for point in self.points())

    def remark(self, value, key):
        key = self.read(key)
        for point in self.points():
            if not _equal(_value(value, point), _value(key, point)):
                return (
                    f"It has the value {_show_value(_value(value, point))} at {_show(point)}, for example: not right."
                )
        return "It has a wrong value somewhere."

    def shown(self, value):
        point = self.points()[0]
        return f"a formula, with the value {_show_value(_value(value, point))} where {_show(point)}"


_NUDGES = (*(sign * Fraction(1, size) for sign in (-1, 1) for size in (64, 10**6)), Fraction(0), -(10**6), 10**6)


class Relation(Expression):
    """A condition on `name`, compared by truth at random points and at, just below and just above each threshold.

    Given as a comparison, as text, as a SymPy set or as a pair (low, high), the closed interval for `name`.
    `thresholds(point)` lists the values of `name` where the truth may change.
    """

    n_points = 8

    def __init__(self, names, name, thresholds, positive=("lam",)):
        super().__init__(names, positive, name=name, thresholds=lambda point: (*thresholds(point), 0, point[name]))

    def read(self, answer):
        if interval := read_interval(answer):
            formula = self._interval(*((read_formula(end, self.names), closed) for end, closed in interval))
        elif pair := read_pair(answer):
            formula = self._interval(*((read_formula(end, self.names), True) for end in pair))
        elif is_sympy(answer) and getattr(answer, "is_Interval", False):
            import sympy

            formula = read_formula(answer.as_relational(sympy.Symbol(self.name, real=True)), self.names)
        else:
            formula = read_formula(answer, self.names)
        if type(_value(formula, self.points()[0])) is not bool:
            raise Unreadable("a condition is expected, such as a comparison with <=, or a pair (low, high)")
        return formula

    def _interval(self, low, high):
        """From `low` to `high`, both (end, whether it belongs to the interval)."""
        (low, with_low), (high, with_high) = low, high

        def inside(point):
            at, first, last = point[self.name], low(point), high(point)
            return bool((first < at or (with_low and first == at)) and (at < last or (with_high and at == last)))

        return inside

    def same(self, value, key):
        key = self.read(key)
        return all(_value(value, point) == _value(key, point) for point in self.points())

    def remark(self, value, key):
        key = self.read(key)
        for point in self.points():
            if _value(value, point) != _value(key, point):
                return f"It says {_value(value, point)} at {_show(point)}, where the opposite is so."
        return "It is wrong somewhere."

    def shown(self, value):
        point = self.points()[0]
        return f"a condition, {str(_value(value, point)).lower()} where {_show(point)}"


@dataclass(frozen=True)
class Found(Kind):
    """An object of a class that the student looked for; right if `verdict(object)` is "", and not a reason."""

    wanted: type
    verdict: Callable

    def read(self, answer):
        if not isinstance(answer, self.wanted):
            raise Unreadable(f"an object of the class {self.wanted.__name__} is expected")
        return answer

    def same(self, value, key):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.verdict(value) == ""

    def remark(self, value, key):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.verdict(value)

    def shown(self, value):
        return f"an object of the class {self.wanted.__name__}"


def _value(formula, point):
    """The formula's value at a point; None where it has none (a division by zero, a root of a negative number)."""
    try:
        return formula(point)
    except (ArithmeticError, ValueError):
        return None


def _equal(a, b):
    if a is None or b is None or isinstance(a, bool) != isinstance(b, bool):
        return False
    return a == b or abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(b)))


def _show_value(value):
    return "no value" if value is None else f"{float(value):.4g}".replace("-", "−")


def _show(point):
    return ", ".join(f"{name} = {value}" for name, value in point.items()).replace("-", "−")


def _show_number(number):
    return f"{number:.6g}".replace("-", "−")
