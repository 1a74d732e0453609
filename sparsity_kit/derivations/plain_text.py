"""A formula in one line of plain text, with Greek letters."""

import sympy as sp
from sympy.printing.precedence import precedence
from sympy.printing.pretty.pretty_symbology import pretty_symbol
from sympy.printing.str import StrPrinter

from sparsity_kit.derivations.printing import SLOPE, PositiveFirst, chain

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def text(formula):
    """The formula in one line of plain text, the same in every run."""
    return _Text().doprint(formula)


def sign_of(relation):
    """The sign between the two sides: =, ≠, <, <=, > or >=."""
    return {"==": "=", "!=": "≠"}.get(relation.rel_op, relation.rel_op)


class _Text(PositiveFirst, StrPrinter):
    def _print_Symbol(self, symbol):
        slope = SLOPE.fullmatch(symbol.name)
        return f"∂{slope[1].translate(SUBSCRIPTS)}f" if slope else pretty_symbol(symbol.name)

    def _print_MatrixSymbol(self, symbol):
        return pretty_symbol(symbol.name)

    def _print_Pow(self, power, rational=False):
        if not power.exp.is_Integer or power.exp < 2:
            return super()._print_Pow(power, rational=rational)
        return self.parenthesize(power.base, precedence(power), strict=False) + str(power.exp).translate(SUPERSCRIPTS)

    def _print_Abs(self, modulus):
        return f"|{self._print(modulus.args[0])}|"

    def _print_MatrixBase(self, matrix):
        return f"[{', '.join(self._print(entry) for entry in matrix)}]"

    _print_ImmutableDenseMatrix = _print_MutableDenseMatrix = _print_MatrixBase

    def _print_Infinity(self, _):
        return "∞"

    def _print_NegativeInfinity(self, _):
        return "-∞"

    def _print_Relational(self, relation):
        return f"{self._print(relation.lhs)} {sign_of(relation)} {self._print(relation.rhs)}"

    def _print_And(self, condition):
        links = chain(condition)
        if links is None:
            return " and ".join(self._in_or(part) for part in condition.args)
        low, middle, high, (first, second) = links
        return f"{self._print(low)} {first} {self._print(middle)} {second} {self._print(high)}"

    def _in_or(self, part):
        return f"({self._print(part)})" if isinstance(part, sp.Or) else self._print(part)

    def _print_Or(self, condition):
        return " or ".join(
            f"({self._print(part)})" if isinstance(part, sp.And) and chain(part) is None else self._print(part)
            for part in condition.args
        )

    def _print_Piecewise(self, piecewise):
        cases = [
            self._print(value) + (" otherwise" if condition == sp.true else f" if {self._print(condition)}")
            for value, condition in piecewise.args
        ]
        return "{" + "; ".join(cases) + "}"

    def _print_Contains(self, contains):
        return f"{self._print(contains.args[0])} in {self._print(contains.args[1])}"

    def _print_Interval(self, interval):
        left, right = "(" if interval.left_open else "[", ")" if interval.right_open else "]"
        return f"{left}{self._print(interval.start)}, {self._print(interval.end)}{right}"

    def _print_ProductSet(self, product):
        return " × ".join(self._print(part) for part in product.sets)

    def _print_Subs(self, substitution):
        (variable,), (point,) = substitution.args[1:]
        return f"{self._print(substitution.expr)} at {self._print(variable)} = {self._print(point)}"

    def _print_Derivative(self, derivative):
        variable = self._print(derivative.variables[0])
        return f"d/d{variable} ({self._print(derivative.expr)})"

    def _print_Limit(self, limit):
        return f"limit of ({self._print(limit.args[0])}) as {self._print(limit.args[1])} falls to 0"

    def _print_Equivalent(self, equivalent):
        return " if and only if ".join(map(self._print, equivalent.args))
