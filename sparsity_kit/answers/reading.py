"""A formula as it is given, as text, a number or a SymPy object: read as a function of a point, never compared here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.kind import Unclear, Unreadable
from sparsity_kit.answers.numbers import read_number
from sparsity_kit.answers.spelling import in_python
from sparsity_kit.answers.sympy_objects import is_sympy, single, sympy_number
from sparsity_kit.answers.syntax import SympyText


def read_formula(answer, names):
    """A Formula, for text, a number, or a SymPy object; what only SymPy can compute is left to it."""
    text = single(answer)
    if isinstance(text, (list, tuple)) and hasattr(answer, "shape"):
        raise Unreadable("one formula is expected, not a matrix; take one entry of it, such as theta[1]")
    if isinstance(text, (bool, np.bool_)):
        raise Unclear(f"it is {text}, not a formula; {letters_kept(names)}")
    if not isinstance(text, str):
        try:
            text = SympyText(repr(read_number(text)).replace("inf", "oo"))
        except Unreadable:
            raise Unreadable(f"a formula in {', '.join(names)} is expected, as text or as a SymPy object") from None
    try:
        return Formula(text, names)
    except Unclear:
        if not (is_sympy(answer) and hasattr(answer, "free_symbols")):
            raise
        return BySympy(answer, names)


def letters_kept(names):
    """How to give a formula so that its letters are still in it."""
    return f"put the formula in quotes, or let {', '.join(names)} be symbols of SymPy"


class BySympy:
    """A SymPy object whose text is no Formula, as a function of a point that SymPy computes; `letters` occur in it."""

    def __init__(self, answer, names):
        import sympy  # the answer has imported it already

        if not isinstance(answer, (sympy.Expr, sympy.logic.boolalg.Boolean)):
            raise Unreadable(f"a formula is expected, not a {type(answer).__name__}; take the formula out of it")
        self.formula, self.symbols = answer, {symbol: in_python(symbol.name) for symbol in answer.free_symbols}
        self.letters = frozenset(self.symbols.values())
        if strange := self.letters - {*names}:
            raise Unreadable(f"the symbol {min(strange)} means nothing here; use {', '.join(names)}")

    def __call__(self, point):
        import sympy

        rational = {s: sympy.Rational(point[n].numerator, point[n].denominator) for s, n in self.symbols.items()}
        try:
            result = self.formula.subs(rational, simultaneous=True) if rational else self.formula
            if result in (sympy.true, sympy.false):
                return bool(result)
            if getattr(result, "is_Rational", False):
                return Fraction(int(result.p), int(result.q))
            return sympy_number(result)
        except (AttributeError, TypeError, Unreadable):
            raise Unreadable("SymPy finds no number for this formula where its letters are numbers") from None


@dataclass(frozen=True)
class Values:
    """A formula as a function of a point's number; None where the formula has no value."""

    formula: Callable
    points: list
    known: dict = field(default_factory=dict)

    def __call__(self, number):
        if number not in self.known:
            self.known[number] = self._value(self.points[number])
        return self.known[number]

    def _value(self, point):
        """None where there is no value: a division by zero, a root of a negative number."""
        try:
            return self.formula(point)
        except (ArithmeticError, ValueError):
            return None

    def first(self):
        """(number, value) at the first point where there is one; None for the value if there is none."""
        values = ((number, self(number)) for number in range(len(self.points)))
        return next(((number, value) for number, value in values if value is not None), (0, None))
