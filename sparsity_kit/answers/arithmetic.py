"""What a formula that is given as text may contain, and what each of it computes on exact fractions."""

import ast
import math
import operator
from collections.abc import Callable
from fractions import Fraction

from sparsity_kit.answers.kind import Unreadable

_LONGEST = 10_000  # bits of a numerator or denominator: a short formula may multiply to millions of digits


def small(value):
    """The value, if it can still be computed with."""
    return value if _bits(value) <= _LONGEST else _too_large()


def truth(value):
    """The value, if it is True or False."""
    if not isinstance(value, bool):
        raise Unreadable("a condition is expected here, such as a comparison with <=; put each one in parentheses")
    return value


def _bits(value):
    return max(value.numerator.bit_length(), value.denominator.bit_length()) if isinstance(value, Fraction) else 0


def _too_large():
    raise Unreadable("the numbers in this formula become too large; write it shorter")


def _power(base, exponent):
    if not (isinstance(exponent, Fraction) and abs(exponent) <= 8):
        raise Unreadable("exponents must be numbers between -8 and 8")
    if exponent.denominator > 1 or not isinstance(base, Fraction):
        return math.pow(base, exponent)
    return base ** int(exponent) if _bits(base) <= 1000 else _too_large()


def _odd(*conditions):
    """SymPy's Xor: an odd number of them is true."""
    return sum([truth(each) for each in conditions]) % 2 == 1


def _equivalent(*conditions):
    return len({truth(each) for each in conditions}) == 1


def _not(value):
    return not truth(value)


def _sign(value):
    return Fraction((value > 0) - (value < 0))


def _step(value, at_zero=Fraction(1, 2)):
    """SymPy's Heaviside function, 1/2 at zero if nothing else is said."""
    return Fraction(value > 0) if value else at_zero


CONSTANTS = {"oo": math.inf, "inf": math.inf, "pi": math.pi, "E": math.e, "e": math.e}
FUNCTIONS: dict[str, Callable] = {
    "abs": abs, "sign": _sign, "sqrt": math.sqrt, "max": max, "min": min, "exp": math.exp, "log": math.log,
    "Abs": abs, "Max": max, "Min": min, "ln": math.log, "sgn": _sign, "Heaviside": _step, "Rational": operator.truediv,
    "absolute": abs, "fabs": abs, "maximum": max, "minimum": min, "pow": _power, "power": _power,
    "divide": operator.truediv, "float64": operator.pos, "float": operator.pos,
    "Le": operator.le, "Lt": operator.lt, "Ge": operator.ge, "Gt": operator.gt,
    "Eq": operator.eq, "Ne": operator.ne, "Not": _not, "Xor": _odd,
    "Equivalent": _equivalent, "Implies": lambda first, second: truth(second) or not truth(first),
}  # fmt: skip
DECIDES = {  # one such part decides a condition that is joined, whatever the others are
    "And": False, "Or": True, ast.And: False, ast.Or: True, ast.BitAnd: False, ast.BitOr: True,
}  # fmt: skip
COMMON = "abs, sign, sqrt, max, min, exp, log, Heaviside, Piecewise"
NAMES = (*FUNCTIONS, "Piecewise", "ITE", "And", "Or")
LOGICAL = ("And", "Or", "Not", "Xor", "Equivalent", "Implies", "ITE")  # those of conditions
ARGUMENTS = {  # the least and the largest number of them, where it is not one
    **dict.fromkeys(["max", "min", "Max", "Min", "Equivalent"], (2, 20)), "Heaviside": (1, 2), "ITE": (3, 3),
    **dict.fromkeys(["And", "Or", "Xor", "Piecewise"], (1, 50)),
    **dict.fromkeys(["Rational", "Eq", "Ne", "Le", "Lt", "Ge", "Gt", "Implies"], (2, 2)),
    **dict.fromkeys(["maximum", "minimum", "pow", "power", "divide"], (2, 2)),
}  # fmt: skip
UNARY: dict[type, Callable] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_, ast.Invert: _not,
}  # fmt: skip
BINARY: dict[type, Callable] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: _power,
    ast.BitXor: _odd,
}  # fmt: skip
COMPARISONS: dict[type, Callable] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip
GRAMMAR = (
    ast.expr_context, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.And, ast.Or, ast.Compare,
    ast.BitAnd, ast.BitOr, *UNARY, *BINARY, *COMPARISONS,
)  # fmt: skip
