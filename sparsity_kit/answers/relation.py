"""Answers that are conditions, such as |g| <= lam, given as a comparison or as an interval."""

import ast

from sparsity_kit.answers.expression import Expression, read_formula
from sparsity_kit.answers.formula import parsed
from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.answers.sympy_objects import is_sympy, sympy_condition

_OPEN = {"Interval": (0, 0), "Interval.open": (1, 1), "Interval.Lopen": (1, 0), "Interval.Ropen": (0, 1)}


class Relation(Expression):
    """A condition on `name`, compared by truth at random points and at, just below and just above each threshold.

    Given as a comparison, as text, as a SymPy set or as a pair (low, high), the closed interval for `name`.
    `thresholds(point)` lists the values of `name` where the truth may change.
    """

    n_points = 8

    def __init__(self, names, name, thresholds, positive=("lam",)):
        super().__init__(names, positive, name=name, thresholds=lambda point: (*thresholds(point), 0, point[name]))

    def read(self, answer):
        value = self._at_points(self._condition(answer))
        if type(value(0)) is not bool:
            raise Unreadable("a condition is expected, such as a comparison with <=, or a pair (low, high)")
        return value

    def _condition(self, answer):
        if ends := _ends(answer):
            return self._interval(*((read_formula(end, self.names), belongs) for end, belongs in ends))
        if is_sympy(answer) and getattr(answer, "is_Interval", False):
            answer = sympy_condition(answer, self.name)
        return read_formula(answer, self.names)

    def _interval(self, low, high):
        """From `low` to `high`, both (end, whether it belongs to the interval)."""
        (low, with_low), (high, with_high) = low, high

        def inside(point):
            at, first, last = point[self.name], low(point), high(point)
            return bool((first < at or (with_low and first == at)) and (at < last or (with_high and at == last)))

        return inside

    def _agree(self, a, b):
        return a == b

    def remark(self, value, key):
        number = self._difference(value, key)
        return f"It says {value(number)} at {self._where(number)}, where the opposite is so."

    def shown(self, value):
        return f"a condition, {str(value(0)).lower()} where {self._where(0)}"


def _ends(answer):
    """((low, whether it belongs to the interval), (high, …)) of a pair, or of text that is one; None for all else.

    Text may also be as SymPy writes an interval, Interval.Lopen(low, high).
    """
    is_open = (0, 0)
    if isinstance(answer, str):
        tree, answer = parsed(answer), None
        if isinstance(tree, (ast.Tuple, ast.List)):
            answer = [ast.unparse(part) for part in tree.elts]
        elif isinstance(tree, ast.Call) and not tree.keywords and ast.unparse(tree.func) in _OPEN:
            answer, is_open = [ast.unparse(part) for part in tree.args], _OPEN[ast.unparse(tree.func)]
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return None
    return tuple((end, not without) for end, without in zip(answer, is_open, strict=True))
