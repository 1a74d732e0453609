"""A formula in LaTeX, as SymPy prints it, with double inequalities joined."""

import re

import sympy as sp
from sympy.core.relational import Relational
from sympy.printing.latex import LatexPrinter
from sympy.printing.printer import Printer

SLOPE = re.compile(r"∂f_(\d+)")  # the symbol of ∂f/∂θⱼ, shown as ∂ⱼf


def latex(formula):
    """The formula in LaTeX, as SymPy prints it."""
    printed = _Latex().doprint(formula)
    return printed.replace("∂", r"\partial ").replace("∇", r"\nabla ").replace("Ω", r"\Omega ")


def chain(condition):
    """(low, middle, high, signs) if the condition is low < middle < high, with < or <=; otherwise None."""
    if len(condition.args) != 2 or not all(isinstance(part, Relational) for part in condition.args):
        return None
    ascending = [_ascending(part) for part in condition.args]
    if None in ascending:
        return None
    for (low, middle, first), (also_middle, high, second) in (ascending, ascending[::-1]):
        if middle == also_middle and (not middle.is_number or condition.free_symbols == set()):
            return low, middle, high, (first, second)
    return None


def _ascending(relation):
    """(low, high, sign) of low < high or low <= high, also where it is written the other way round; else None."""
    relation = relation.reversed if isinstance(relation, sp.Gt | sp.Ge) else relation
    return (relation.lhs, relation.rhs, relation.rel_op) if isinstance(relation, sp.Lt | sp.Le) else None


class PositiveFirst(Printer):
    """Sums begin with a term that has no minus sign, where there is one: 2xy − λ."""

    def _as_ordered_terms(self, expression, order=None):
        terms = super()._as_ordered_terms(expression, order=order)
        return sorted(terms, key=lambda term: term.could_extract_minus_sign())


class _Latex(PositiveFirst, LatexPrinter):
    def _print_Symbol(self, symbol, style="plain"):
        slope = SLOPE.fullmatch(symbol.name)
        if symbol.name == "Ω′(0+)":
            return r"\Omega'(0^+)"
        return rf"\partial_{{{slope[1]}}} f" if slope else super()._print_Symbol(symbol, style)

    def _print_ProductSet(self, product):
        return r" \times ".join(self._print(part) for part in product.sets)

    def _print_And(self, condition):
        links = chain(condition)
        if links is None:
            return super()._print_And(condition)
        low, middle, high, signs = links
        first, second = (r"\leq" if sign == "<=" else "<" for sign in signs)
        return f"{self._print(low)} {first} {self._print(middle)} {second} {self._print(high)}"
