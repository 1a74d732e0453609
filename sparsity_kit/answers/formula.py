"""A formula that is given as text, read by a whitelist: names, numbers, operators, comparisons, a few functions.

It is parsed with `ast` and evaluated node by node on exact fractions. Text is never executed. SymPy's own spelling of
a formula is on the list.
"""

import ast
import warnings
from fractions import Fraction
from itertools import pairwise

from sparsity_kit.answers.arithmetic import (
    ARGUMENTS,
    BINARY,
    COMPARISONS,
    CONSTANTS,
    FUNCTIONS,
    GRAMMAR,
    UNARY,
    small,
    truth,
)
from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.answers.spelling import cure, in_python


class SympyText(str):
    """A SymPy object as it prints itself; nobody typed it, so it may be longer than what is typed."""

    longest, largest = 4000, 10**300  # sympy.Rational(0.1) has a denominator of 17 digits


class Formula:
    """Text such as "(x*y - lam/2) / x**2" or "abs(g) <= lam", callable with a value for each name.

    Raises Unreadable for anything that is not on the list, before anything is computed.
    """

    def __init__(self, text, names):
        longest, self.largest = (text.longest, text.largest) if isinstance(text, SympyText) else (400, 10**15)
        if len(text) > longest:
            raise Unreadable(f"the formula is too long; {longest} characters are enough")
        self.names = tuple(names)
        self.tree = parsed(text)
        if self.tree is None:
            raise Unreadable(f"the formula {text!r} cannot be read; {cure(text)}")
        cases = [pair for node in ast.walk(self.tree) for pair in _cases(node)]
        otherwise = [pair.elts[1] for pair in cases if isinstance(pair.elts[1], ast.Constant)]
        for node in ast.walk(self.tree):
            if node not in cases and not (node in otherwise and getattr(node, "value", None) is True):
                self._check(node)

    def _check(self, node):
        if isinstance(node, ast.Name):
            if node.id not in (*self.names, *FUNCTIONS, *CONSTANTS, "Piecewise"):
                known = ", ".join(self.names) or "numbers only"
                raise Unreadable(f"the name {node.id!r} means nothing here; use {known}")
        elif isinstance(node, ast.Constant):
            value = node.value
            if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > self.largest:
                raise Unreadable(f"{node.value!r} is not a number that is expected in this formula")
        elif isinstance(node, ast.Call):
            _check_call(node)
        elif isinstance(node, ast.BitXor):
            raise Unreadable("a power is written ** in Python, as in x**2")
        elif not isinstance(node, GRAMMAR):
            raise Unreadable("only numbers, names, + - * / **, comparisons and simple functions may be used")

    def __call__(self, point):
        return self._value(self.tree, point)

    def _value(self, node, point):
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, bool) else Fraction(str(node.value))
        if isinstance(node, ast.Name):
            if node.id not in point and node.id not in CONSTANTS:
                raise Unreadable(f"{node.id} is a function; write {node.id}(…)")
            return point[node.id] if node.id in point else CONSTANTS[node.id]
        if cases := _cases(node):
            return self._first_case(cases, point)
        if isinstance(node, ast.Call):
            return FUNCTIONS[ast.unparse(node.func)](*(self._value(argument, point) for argument in node.args))
        if isinstance(node, ast.UnaryOp):
            return UNARY[type(node.op)](self._value(node.operand, point))
        if isinstance(node, ast.BoolOp):
            combine = all if isinstance(node.op, ast.And) else any
            return combine([self._value(value, point) for value in node.values])
        if isinstance(node, ast.Compare):
            values = [self._value(side, point) for side in (node.left, *node.comparators)]
            return all(COMPARISONS[type(op)](*pair) for op, pair in zip(node.ops, pairwise(values), strict=True))
        return small(BINARY[type(node.op)](self._value(node.left, point), self._value(node.right, point)))

    def _first_case(self, cases, point):
        """The value of the first case whose condition is true; no value if there is none."""
        for case in cases:
            value, condition = case.elts
            if truth(self._value(condition, point)):
                return self._value(value, point)
        raise ArithmeticError("no case applies")


def parsed(text):
    """The tree of Python's `ast` for a text, in Python's spelling or in that of mathematics; None if it is neither."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(in_python(text), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _check_call(node):
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in (*FUNCTIONS, "Piecewise") or node.keywords:
        raise Unreadable(f"only the functions {', '.join((*FUNCTIONS, 'Piecewise'))} may be used")
    least, most = ARGUMENTS.get(name, (1, 1))
    if not least <= len(node.args) <= most:
        raise Unreadable(f"{name} has another number of arguments")


def _cases(node):
    """The (value, condition) pairs of SymPy's Piecewise((value, condition), …); empty for anything else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Piecewise"):
        return []
    if not all(isinstance(pair, ast.Tuple) and len(pair.elts) == 2 for pair in node.args):
        raise Unreadable("the cases of Piecewise are pairs, (value, condition)")
    return node.args
