"""Answers that are arrays of numbers."""

import ast
import re
from dataclasses import dataclass

import numpy as np

from sparsity_kit.answers.kind import Kind, Unclear, Unreadable
from sparsity_kit.answers.numbers import near, passes, read_number, within, written
from sparsity_kit.answers.slips import cure, decimal_point
from sparsity_kit.answers.sympy_objects import plain
from sparsity_kit.answers.syntax import decimal_comma, parsed


@dataclass(frozen=True)
class Array(Kind):
    """An array of numbers, of the key's shape, each within `tolerance` as a Number is.

    For a list of numbers a table of one row or one column will do, as lines of a matrix are lists in SymPy.
    """

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
            place = np.argwhere(np.isnan(numbers))[0].tolist()
            raise Unreadable(f"numbers are expected, and one of them is NaN, or masked: entry {place}, counted from 0")
        return numbers

    def same(self, value, key):
        value = _as_line(value, key)
        return value.shape == key.shape and bool(within(value, key, self.tolerance).all())

    def meet(self, first, second):
        return super().meet(first, second) or near(first, second)

    def remark(self, value, key):
        value = _as_line(value, key)
        if value.shape == key.shape:
            more = f" ({passes(self.tolerance)})" if within(value, key, 0.02).all() else ""
            return f"{within(value, key, self.tolerance).sum()} of {value.size} entries are right{more}."
        found = f"The shape is {value.shape}, but {key.shape} is expected:"
        if value.size == key.size:
            return f"{found} the same number of entries in another form."
        return f"{found} {key.size} entries."

    def shown(self, value):
        more = ", …" if value.size > 8 else ""
        return f"an array of shape {value.shape}: {', '.join(map(written, value.ravel()[:8]))}{more}"


def _as_line(value, key):
    """A table of one row or column as a list, where the key is one."""
    return value.ravel() if key.ndim == 1 and value.ndim == 2 and 1 in value.shape else value


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
