"""SymPy objects as answers. SymPy itself is imported only where an answer has it already."""

import contextlib
import math
from fractions import Fraction

from sparsity_kit.answers.formula import Formula, SympyText
from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.answers.spelling import in_python


def is_sympy(answer):
    """Whether the answer is a SymPy object, without importing SymPy to find out."""
    return type(answer).__module__.partition(".")[0] == "sympy"


def sympy_number(answer):
    """A SymPy number as a float, the infinite ones included."""
    if not getattr(answer, "is_number", False):
        raise Unreadable("a number is expected, not a formula with symbols in it")
    if answer.is_infinite:
        return math.inf if answer.is_positive else -math.inf
    if not answer.is_real:
        raise Unreadable("a real number is expected")
    return float(answer)


def sympy_formula(answer, names):
    """A SymPy object as a function of a point; its symbols are known by name, whatever is assumed about them."""
    import sympy

    symbols = {symbol: in_python(symbol.name) for symbol in answer.free_symbols}
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
        return sympy_number(result)

    return value


def sympy_condition(interval, name):
    """An interval of SymPy's as the condition that `name` is in it."""
    import sympy

    return interval.as_relational(sympy.Symbol(name, real=True))
