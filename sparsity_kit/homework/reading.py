"""From what a student typed to something that can be compared: numbers, and formulas read by a whitelist.

A formula given as text is parsed with `ast` and evaluated node by node on exact fractions: names, numbers, + − * / **,
comparisons and a few functions, nothing else. Text is never executed. SymPy's own spelling of a formula is on the list.
"""

import ast
import contextlib
import math
import operator
import re
import warnings
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from numbers import Real

import numpy as np


class Unreadable(Exception):
    """The answer is not of the kind that was asked for; the message says what is expected."""


class Blank(Exception):
    """The answer has the right form, and nothing in it yet: a function that still returns `...`."""


def is_blank(answer):
    """Nothing was answered: `...`, None, empty text."""
    return answer is None or answer is Ellipsis or (isinstance(answer, str) and not answer.strip(" \t\n.…"))


def read_number(answer):
    """A real number as a float: int, float, fraction, decimal, NumPy or SymPy number, or text such as "3/4"."""
    if isinstance(answer, str):
        answer = Formula(answer, ())({})
    if isinstance(answer, np.ndarray) and answer.size == 1:
        answer = answer.item()
    if isinstance(answer, (bool, np.bool_)):
        raise Unreadable(f"a number is expected, not {answer}")
    if is_sympy(answer):
        answer = _sympy_number(answer)
    if not isinstance(answer, (Real, Decimal)):
        raise Unreadable(f"a number is expected, not {_kind_of(answer)}")
    number = float(answer)
    if math.isnan(number):
        raise Unreadable("a number is expected, not NaN")
    return number


def read_formula(answer, names):
    """A function from {name: Fraction} to a number or a truth value, for text, a number, or a SymPy object."""
    if isinstance(answer, str):
        return Formula(answer, names)
    if isinstance(answer, (bool, np.bool_)):
        return lambda point: bool(answer)
    if is_sympy(answer) and hasattr(answer, "shape"):
        raise Unreadable("one formula is expected, not a matrix; take one entry of it, such as theta[1]")
    if is_sympy(answer) and hasattr(answer, "free_symbols"):
        return _sympy_formula(answer, names)
    try:
        value = read_number(answer)
    except Unreadable:
        raise Unreadable(f"a formula in {', '.join(names)} is expected, as text or as a SymPy object") from None
    return lambda point: value


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
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(_ascii(text), mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            raise Unreadable(f"the formula {text!r} cannot be read; {_spelling_cure(_ascii(text))}") from None
        cases = [pair for node in ast.walk(self.tree) for pair in _cases(node)]
        otherwise = [pair.elts[1] for pair in cases if isinstance(pair.elts[1], ast.Constant)]
        for node in ast.walk(self.tree):
            if node not in cases and not (node in otherwise and getattr(node, "value", None) is True):
                self._check(node)

    def _check(self, node):
        if isinstance(node, _GRAMMAR):
            return
        if isinstance(node, ast.Name):
            if node.id not in (*self.names, *_FUNCTIONS, *_CONSTANTS):
                known = ", ".join(self.names) or "numbers only"
                raise Unreadable(f"the name {node.id!r} means nothing here; use {known}")
        elif isinstance(node, ast.Constant):
            value = node.value
            if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > self.largest:
                raise Unreadable(f"{node.value!r} is not a number that is expected in this formula")
        elif isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name) or node.func.id not in _FUNCTIONS or node.keywords:
                raise Unreadable(f"only the functions {', '.join(_FUNCTIONS)} may be used")
            least, most = _ARGUMENTS.get(node.func.id, (1, 1))
            if not least <= len(node.args) <= most:
                raise Unreadable(f"{node.func.id} has another number of arguments")
        elif isinstance(node, ast.BitXor):
            raise Unreadable("a power is written ** in Python, as in x**2")
        else:
            raise Unreadable("only numbers, names, + - * / **, comparisons and simple functions may be used")

    def __call__(self, point):
        return self._value(self.tree, point)

    def _value(self, node, point):
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, bool) else Fraction(str(node.value))
        if isinstance(node, ast.Name):
            if node.id not in point and node.id not in _CONSTANTS:
                raise Unreadable(f"{node.id} is a function; write {node.id}(…)")
            return point[node.id] if node.id in point else _CONSTANTS[node.id]
        if cases := _cases(node):
            return self._first_case(cases, point)
        if isinstance(node, ast.Call):
            function = _FUNCTIONS[ast.unparse(node.func)]
            return function(*(self._value(argument, point) for argument in node.args))
        if isinstance(node, ast.UnaryOp):
            return _UNARY[type(node.op)](self._value(node.operand, point))
        if isinstance(node, ast.BoolOp):
            combine = all if isinstance(node.op, ast.And) else any
            return combine([self._value(value, point) for value in node.values])
        if isinstance(node, ast.Compare):
            values = [self._value(side, point) for side in (node.left, *node.comparators)]
            return all(_COMPARE[type(op)](*pair) for op, pair in zip(node.ops, _neighbours(values), strict=True))
        return _small(_BINARY[type(node.op)](self._value(node.left, point), self._value(node.right, point)))

    def _first_case(self, cases, point):
        """The value of the first case whose condition is true; no value if there is none."""
        for case in cases:
            value, condition = case.elts
            if _truth(self._value(condition, point)):
                return self._value(value, point)
        raise ArithmeticError("no case applies")


def _spelling_cure(text):
    """How to write what cannot be read, for the usual slips."""
    if "|" in text:
        return "the size |g| is written abs(g)"
    if missing := re.search(r"\d(?=[a-z(])|\)(?=[\w(])", text):
        return f"a * is missing after {text[: missing.end()]!r}"
    if re.search(r"(?<![<>=!])=(?!=)", text):
        return "give one side only, or write an equality with =="
    return "write it as in Python, with * and **, for example '2*x*y' or 'x**2'"


def read_pair(answer):
    """The two parts of a pair, or of text such as "(low, high)"; None if it is no pair."""
    if isinstance(answer, str):
        with contextlib.suppress(SyntaxError, ValueError, MemoryError, RecursionError):
            tree = ast.parse(_ascii(answer), mode="eval").body
            answer = [ast.unparse(part) for part in tree.elts] if isinstance(tree, (ast.Tuple, ast.List)) else None
    return answer if isinstance(answer, (tuple, list)) and len(answer) == 2 else None


def read_interval(answer):
    """((low, closed), (high, closed)) of text as SymPy writes an interval, Interval.Lopen(low, high); else None."""
    if not isinstance(answer, str) or not answer.strip().startswith("Interval"):
        return None
    with contextlib.suppress(SyntaxError, ValueError, MemoryError, RecursionError):
        call = ast.parse(_ascii(answer), mode="eval").body
        if isinstance(call, ast.Call) and len(call.args) == 2 and not call.keywords:
            is_open = _INTERVALS.get(ast.unparse(call.func))
            if is_open is not None:
                low, high = map(ast.unparse, call.args)
                return (low, not is_open[0]), (high, not is_open[1])
    return None


def _cases(node):
    """The (value, condition) pairs of SymPy's Piecewise((value, condition), …); empty for anything else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Piecewise"):
        return []
    if not all(isinstance(pair, ast.Tuple) and len(pair.elts) == 2 for pair in node.args):
        raise Unreadable("the cases of Piecewise are pairs, (value, condition)")
    return node.args


def _small(value):
    """A fraction that can still be computed with; a short formula may multiply to millions of digits."""
    if isinstance(value, Fraction) and max(value.numerator.bit_length(), value.denominator.bit_length()) > 10_000:
        raise Unreadable("the numbers in this formula become too large")
    return value


def _truth(value):
    if not isinstance(value, bool):
        raise Unreadable("a condition is expected here, such as a comparison with <=; put each one in parentheses")
    return value


def _both(first, second):
    return _truth(first) and _truth(second)


def _either(first, second):
    return _truth(first) or _truth(second)


def _step(value):
    """SymPy's Heaviside function, 1/2 at zero."""
    return Fraction((value > 0) - (value < 0) + 1, 2)


def _power(base, exponent):
    if not (isinstance(exponent, Fraction) and abs(exponent) <= 8):
        raise Unreadable("exponents must be numbers between -8 and 8")
    if exponent.denominator > 1 or not isinstance(base, Fraction):
        return math.pow(base, exponent)
    if max(base.numerator.bit_length(), base.denominator.bit_length()) > 1000:
        raise Unreadable("the numbers in this formula become too large")
    return base ** int(exponent)


def _sign(value):
    return Fraction((value > 0) - (value < 0))


def _neighbours(values):
    return list(pairwise(values))


_GRAMMAR = (
    ast.expr_context, ast.UnaryOp, ast.USub, ast.UAdd, ast.Not, ast.Invert, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.Div, ast.Pow, ast.BitAnd, ast.BitOr, ast.BoolOp, ast.And, ast.Or, ast.Compare, ast.Lt, ast.LtE, ast.Gt,
    ast.GtE, ast.Eq, ast.NotEq,
)  # fmt: skip
_FUNCTIONS: dict[str, Callable] = {
    "abs": abs, "sign": _sign, "sqrt": math.sqrt, "max": max, "min": min, "Abs": abs, "Max": max, "Min": min,
    "Heaviside": _step, "Rational": operator.truediv, "Eq": operator.eq, "Ne": operator.ne, "And": _both,
    "Or": _either, "Not": lambda value: not _truth(value), "Piecewise": _cases,
}  # fmt: skip
_ARGUMENTS = {
    **dict.fromkeys(["max", "min", "Max", "Min"], (2, 20)), "Piecewise": (1, 20),
    **dict.fromkeys(["Rational", "Eq", "Ne", "And", "Or"], (2, 2)),
}  # fmt: skip
_CONSTANTS = {"oo": math.inf, "pi": math.pi}
_INTERVALS = {"Interval": (0, 0), "Interval.open": (1, 1), "Interval.Lopen": (1, 0), "Interval.Ropen": (0, 1)}
_UNARY: dict[type, Callable] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_,
    ast.Invert: lambda value: not _truth(value),
}  # fmt: skip
_BINARY: dict[type, Callable] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: _power,
    ast.BitAnd: _both, ast.BitOr: _either,
}  # fmt: skip
_COMPARE: dict[type, Callable] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip
_SPELLING = {
    "−": "-",
    "·": "*",
    "×": "*",
    "²": "**2",
    "≤": "<=",
    "≥": ">=",
    "½": "(1/2)",
    "λ": "lam",
    "θ": "theta",
    "∂f": "g",
}


def _ascii(text):
    for symbol, code in _SPELLING.items():
        text = text.replace(symbol, code)
    return re.sub(r"\bdf\b", "g", re.sub(r"\blambda\b", "lam", text.strip()))


def is_sympy(answer):
    """Whether the answer is a SymPy object, without importing SymPy to find out."""
    return type(answer).__module__.partition(".")[0] == "sympy"


def _sympy_number(answer):
    if not getattr(answer, "is_number", False):
        raise Unreadable("a number is expected, not a formula with symbols in it")
    if answer.is_infinite:
        return math.inf if answer.is_positive else -math.inf
    if not answer.is_real:
        raise Unreadable("a real number is expected")
    return float(answer)


def _sympy_formula(answer, names):
    """A SymPy object as a function; its symbols are known by name, whatever is assumed about them."""
    import sympy

    symbols = {symbol: _ascii(symbol.name) for symbol in answer.free_symbols}
    for name in symbols.values():
        if name not in names:
            raise Unreadable(f"the symbol {name} means nothing here; use {', '.join(names)}")
    with contextlib.suppress(Unreadable):  # the text is computed with a hundred times faster
        return Formula(SympyText(answer), names)

    def value(point):
        rational = {s: sympy.Rational(point[n].numerator, point[n].denominator) for s, n in symbols.items()}
        result = answer.subs(rational, simultaneous=True) if rational else answer
        if result in (sympy.true, sympy.false):
            return bool(result)
        if result.is_Rational:
            return Fraction(int(result.p), int(result.q))
        return _sympy_number(result)

    return value


def _kind_of(answer):
    name = type(answer).__name__
    return f"an object of type {name}"
