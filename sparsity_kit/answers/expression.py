"""Answers that are formulas, compared by their values; never by how they are written."""

import math
import random
from fractions import Fraction
from functools import cached_property

from sparsity_kit.answers.kind import Kind, Unclear, Unreadable
from sparsity_kit.answers.reading import Values, letters_kept, read_formula

_MOST_DRAWS = 10_000
_NUDGES = (*(sign * Fraction(1, size) for sign in (-1, 1) for size in (64, 10**6)), Fraction(0), -(10**6), 10**6)


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
        self._always = ""  # a name that always occurs

    @property
    def form(self):
        """How it is written, with the letters that may be in it."""
        return f"a formula in {', '.join(self.names)}, in quotes or made with SymPy"

    def read(self, answer):
        value = Values(read_formula(answer, self.names), self.points)
        if isinstance(value.first()[1], bool):
            raise Unreadable("a formula is expected, not a condition")
        return value

    @cached_property
    def points(self):
        """The same rational points each time: a seed, not luck, so that a notebook run twice says the same."""
        draw = random.Random(2025)
        points: list[dict] = []
        for _ in range(_MOST_DRAWS):
            largest = 6 if len(points) < self.n_points // 2 else 24  # first some that can be checked in the head
            size = {name: Fraction(draw.randint(1, largest), draw.choice([1, 1, 2])) for name in self.names}
            point = {name: v if name in self.positive else draw.choice([1, -1]) * v for name, v in size.items()}
            if self.such_that(point):
                points.append(point)
            if len(points) == self.n_points:
                return points + self._around_thresholds(points[:8]) if self.thresholds else points
        raise ValueError(f"such_that lets {len(points)} of {_MOST_DRAWS} points through, {self.n_points} are needed")

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
        """Raises Unclear for a wrong value without letters: it may be the value of the right formula."""
        if lost := self._lost(value):
            raise Unclear(lost)
        if self._is_rounded(value, key):
            return "It is close everywhere, but compared to nine digits: write fractions, 1/3 and not 0.333."
        number = self._difference(value, key)
        if value(number) is None:
            return f"It has no value at {self._where(number)}: a root of a negative number, or a division by zero, say."
        says = f"It has the value {_shown(value(number))} at {self._where(number)}, for example: not right."
        missing = [name for name in self.names if name not in value.formula.letters]
        computed = getattr(value.formula, "of_sympy", True)  # and not typed
        return f"{says} No {', '.join(missing)} occurs in it: a number by now?" if missing and computed else says

    def _is_rounded(self, value, key):
        """Whether the two are as near at all points as formulas are whose numbers were rounded to three digits."""
        pairs = ((value(n), key(n)) for n in range(len(self.points)))
        return all(None not in pair and bool not in {*map(type, pair)} and _close(*pair) for pair in pairs)

    def _lost(self, value):
        """A sentence for a formula in which none of the letters occurs any more; "" if one does."""
        asked = [name for name in self.names if name != self._always]
        if not asked or value.formula.letters & {*asked}:
            return ""
        what = f"the number {_shown(value(0))}" if not self._always else "a condition"
        does = "does" if len(asked) == 1 else "do"
        return f"it is {what}, and {', '.join(asked)} {does} not occur in it; {letters_kept(self.names)}"

    def shown(self, value):
        number, found = value.first()
        lost = f": {cure}" if (cure := self._lost(value)) else ""
        return f"{self._told(found)} where {self._where(number)}{lost}"

    def _told(self, found):
        return f"a formula, with the value {_shown(found)}"

    def _where(self, number):
        return ", ".join(f"{name} = {value}" for name, value in self.points[number].items()).replace("-", "−")


def _close(a, b):
    return abs(float(a) - float(b)) <= 5e-3 * max(1.0, abs(float(b)))


def _shown(value):
    if value is None:
        return "no value"
    return f"{float(value):.4g}".replace("-", "−") if not math.isinf(value) else "∞".rjust(1 + (value < 0), "−")
