"""A formula as a Python program for numbers of 1000 digits."""

import operator
from functools import lru_cache, partial, reduce

import mpmath  # type: ignore[import-untyped]
import sympy as sp
from sympy.printing.pycode import MpmathPrinter

from sparsity_kit.derivations.formulas.comparison import in_digits, side_of

UNDEFINED = (ZeroDivisionError, TypeError, ValueError, OverflowError, NameError)  # a pole, an order of complex numbers
_RELATIONS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_sum = partial(reduce, operator.add)  # the built-in begins with 0: one addition more, in 1000 digits


def membership(element, region):
    """`element` in a set of numbers, or of tuples of numbers, written as a condition."""
    if isinstance(region, sp.ProductSet):
        return sp.And(*(membership(e, r) for e, r in zip(element, region.sets, strict=True)), evaluate=False)
    return region.as_relational(element)


class Program(MpmathPrinter):
    """Formulas as Python code for mpmath's numbers; comparisons know how large the terms of both sides are."""

    def __init__(self, names):
        super().__init__({"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True})
        self.names = names

    def _print_Symbol(self, symbol):
        return self.names.get(symbol) or super()._print_Symbol(symbol)  # t of ∫ … dt keeps its name

    _print_Dummy = _print_Symbol

    def _print_Rational(self, number):
        return f"ratio({number.p}, {number.q})"

    def _print_Add(self, total, order=None):
        return f"total({', '.join(map(self._print, total.args))})"

    def _print_ComplexInfinity(self, _):
        return "nan"

    def _print_ImaginaryUnit(self, _):
        return "mpc(0, 1)"

    def _print_Max(self, extreme):
        return f"extreme({extreme.func.__name__.lower()}, {', '.join(map(self._print, extreme.args))})"

    _print_Min = _print_Max

    def _print_Relational(self, relation):
        if isinstance(relation.lhs, sp.MatrixBase):
            pairs = zip(*relation.args, strict=True)
            joined = sp.Or if isinstance(relation, sp.Ne) else sp.And
            return self._print(joined(*(relation.func(*pair, evaluate=False) for pair in pairs), evaluate=False))
        left, right = (f"[{', '.join(map(self._print, sp.Add.make_args(side)))}]" for side in relation.args)
        return f"compare({relation.rel_op!r}, {left}, {right})"

    def _print_And(self, condition):
        decisive = isinstance(condition, sp.Or)
        return f"joined({decisive}, {', '.join(f'lambda: {self._print(part)}' for part in condition.args)})"

    _print_Or = _print_And

    def _print_Equivalent(self, equivalent):
        return self._print(equivalent.to_nnf(simplify=False))

    def _print_Contains(self, contains):
        return self._print(membership(*contains.args))


@lru_cache(1000)  # a check of many claims asks for the same loss and penalty each time
def program(formula, symbols, rounding):
    """The formula as a Python function of its symbols; what it may raise where it is undefined is in UNDEFINED."""
    names = {symbol: f"_{k}" for k, symbol in enumerate(symbols)}  # a symbol may be named exp, or ratio
    code = f"lambda {', '.join(names.values())}: {Program(names).doprint(formula)}"
    return eval(code, {**_NAMES, "compare": partial(_compare, rounding)})


def _compare(rounding, sign, left, right):
    """Whether the relation holds between two sides, each the list of its terms."""
    return _RELATIONS[sign](_known(side_of(_sum(left), _sum(right), (*left, *right), rounding)), 0)


def _total(*terms):
    """The sum; zero where it is nothing but the rounding of its terms: 1/(3x² + 5x − 2) has a pole at 1/3."""
    found = _sum(terms)
    size = mpmath.mag(found)
    is_rounding = size < -2000 and size - max(map(mpmath.mag, terms)) < -3000
    return mpmath.mpf(0) if is_rounding else found


def _joined(decisive, *parts):
    truths = []
    for part in parts:
        truths.append(truth(part))
        if truths[-1] is decisive:
            return decisive
    if None in truths:
        raise ValueError("undefined")
    return not decisive


def truth(condition, *numbers):
    """The truth value of a condition; None where it is undefined."""
    try:
        return bool(condition(*numbers))
    except UNDEFINED:
        return None


def _known(number):
    if mpmath.isnan(number):
        raise ValueError("undefined")
    return number


_NAMES = {
    **sp.lambdify([], 0, "mpmath").__globals__,
    "extreme": lambda function, *numbers: function(map(_known, numbers)),
    "joined": _joined,
    "total": _total,
    "ratio": lru_cache(1000)(in_digits(lambda p, q: mpmath.mpf(p) / q)),
}
