"""Answers that are conditions, such as |g| <= lam, given as a comparison or as an interval."""

import ast
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sparsity_kit.answers.expression import Expression
from sparsity_kit.answers.formula import only
from sparsity_kit.answers.kind import Unclear, Unreadable
from sparsity_kit.answers.reading import Values, read_formula
from sparsity_kit.answers.sets import is_set
from sparsity_kit.answers.slips import decimal_point
from sparsity_kit.answers.sympy_objects import single
from sparsity_kit.answers.syntax import decimal_comma, parsed

_SHARES = [Fraction(eighths, 8) for eighths in range(1, 25) if eighths != 8]


@dataclass(frozen=True)
class _Between:
    """The condition that `name` is in the closed interval from `low` to `high`, two formulas."""

    name: str
    low: Any
    high: Any

    @property
    def letters(self):
        return self.low.letters | self.high.letters

    def __call__(self, point):
        low, high = self.low(point), self.high(point)
        if isinstance(low, bool) or isinstance(high, bool):
            raise Unreadable("the ends of an interval are numbers; join two conditions with 'and'")
        return bool(low <= point[self.name] <= high)


class Relation(Expression):
    """A condition on `name`, compared by truth at random points and at, just below and just above each threshold.

    Given as a comparison, as text, as a SymPy set or as a pair (low, high), the closed interval for `name`.
    `thresholds(point)` lists the values of `name` where the truth may change. Multiples of them are looked at as well:
    there a wrong condition changes, so that it is told from other wrong ones.
    """

    n_points = 8

    def __init__(self, names, name, thresholds):
        super().__init__(names, name=name, thresholds=lambda point: (*thresholds(point), 0, point[name]))
        self._always = name

    @property
    def form(self):
        """How it is written, with the letters that may be in it."""
        return f"a condition on {', '.join(self.names)} in quotes, or a pair (low, high)"

    def read(self, answer):
        value = Values(self._condition(single(answer), answer), self.points)
        if type(value.first()[1]) is not bool:
            raise Unreadable("a condition is expected, such as a comparison with <=, or a pair (low, high)")
        return value

    def _condition(self, text, answer):
        if isinstance(text, str):
            source, tree = parsed(text, self.names)
            member, tree = self._member(only(tree) if isinstance(only(tree), (ast.Compare, ast.BoolOp)) else tree)
            if isinstance(tree, (ast.Tuple, ast.List)):
                text = self._ends(tree, source, type(text))
            if isinstance(text, list) and member != self.name and len(text) == 2:
                return read_formula(f"({text[0]}) <= ({member}) <= ({text[1]})", self.names)
            if is_set(tree):
                return read_formula(type(text)(f"Contains({member}, {ast.unparse(tree)})"), self.names)
        if isinstance(text, (list, tuple)) and len(text) == 2:
            return _Between(self.name, *(read_formula(end, self.names) for end in text))
        if isinstance(text, (list, tuple)) and len(text) > 2 and not hasattr(answer, "shape"):
            raise Unreadable("an interval has two ends, (low, high); join conditions with 'and'")
        return read_formula(text if isinstance(text, (list, tuple)) else answer, self.names)

    def _member(self, tree):
        """What is said to be in which set, "g/lam in [-1, 1]"; the name itself where the text is only the set."""
        if isinstance(tree, ast.Compare) and [*map(type, tree.ops)] == [ast.In]:
            if isinstance(tree.comparators[0], ast.Tuple):
                raise Unclear("for many, in (low, high) leaves its ends out; write [low, high], or use < and <=")
            return ast.unparse(tree.left), tree.comparators[0]
        return self.name, tree

    def _ends(self, tree, source, kind):
        """The ends of an interval that is written as text: "(0,5)" is one, and "0,5" or "(0,5, 1)" is not."""
        comma, begins = decimal_comma(tree.elts, source), source.encode()[tree.col_offset : tree.col_offset + 1]
        if comma and not (len(tree.elts) == 2 and begins in (b"(", b"[")):
            raise Unreadable(decimal_point(comma))
        return [kind(ast.unparse(part)) for part in tree.elts]

    def _around_thresholds(self, points):
        multiples = [
            {**p, self.name: share * edge} for p in points[:3] for edge in self.thresholds(p) for share in _SHARES
        ]
        return super()._around_thresholds(points) + multiples

    def _agree(self, a, b):
        return a is b

    def remark(self, value, key):
        number, remark = self._difference(value, key), super().remark(value, key)
        if value(number) is None:
            return remark
        return f"It says {value(number)} at {self._where(number)}, where the opposite is so."

    def _told(self, found):
        return f"a condition, {str(found).lower()}"
