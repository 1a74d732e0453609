"""Where a formula may change its course: the expressions whose zeros are its kinks and thresholds, and those zeros."""

import math
from functools import lru_cache

import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.formulas.program import membership
from sparsity_kit.derivations.shapes.cutting import KINKED, in_cases


def reach(*formulas):
    """How many powers of ten the constants of the formulas are away from 1: 3 for 800 or 1/800, 0 for 2 and 1/2."""
    sizes = [math.log10(abs(number.p)) - math.log10(number.q) for f in formulas for number in _constants(f) if number]
    return min(max((math.ceil(abs(size)) for size in sizes if abs(size) >= 1), default=0), 30)


def _constants(formula):
    """The rational numbers in a formula, without the exponents of powers."""
    if formula.is_Rational:
        return {formula}
    parts = formula.args[:1] if formula.is_Pow else formula.args
    return set().union(*map(_constants, parts)) if parts else set()


def edge_expressions(formula):
    """The expressions whose zeros are the edges of `formula`: kinks, thresholds, the ends of intervals."""
    members = [membership(*node.args) for node in formula.atoms(sp.Contains)]
    relations = set().union(*(part.atoms(Relational) for part in (formula, *members)))
    edges = {relation.lhs - relation.rhs for relation in relations}
    edges |= {node.args[0] for node in formula.atoms(sp.Abs, sp.sign, sp.Heaviside)}
    for node in formula.atoms(sp.Max, sp.Min):
        edges |= {node.args[0] - other for other in node.args[1:]}
    return {edge for edge in edges if edge.free_symbols and not edge.has(sp.oo, sp.nan)}


def put(formula, point):
    """The formula with numbers for some of its symbols; nan where SymPy has no such formula, as Max(0, 1/x) at zero."""
    try:
        return formula.xreplace(point)
    except (TypeError, ValueError, ArithmeticError):
        return sp.nan


@lru_cache(10_000)
def zeros(expression, symbol):
    """The `roots` as rational numbers, ascending; irrational ones approximately."""
    numbers = (root if root.is_Rational else sp.N(root, 20) for root in roots(expression, symbol))
    return tuple(sorted({sp.Rational(str(number)) for number in numbers}))


@lru_cache(10_000)
def roots(expression, symbol):
    """Zeros of an expression with this one symbol: real numbers of SymPy, exact ones where there is a formula.

    A modulus, maximum, step or case is taken to be on any of its branches, so some of the numbers may not be zeros.
    """
    found: list = []
    for branch in _branches(expression):
        numerator = branch if branch.is_polynomial() else sp.numer(sp.together(branch))
        if not numerator.is_polynomial(symbol) or not numerator.has(symbol):
            continue
        polynomial = sp.Poly(numerator, symbol)
        try:
            linear = polynomial.degree() == 1
            found += [-polynomial.TC() / polynomial.LC()] if linear else sp.real_roots(polynomial)
        except NotImplementedError:  # coefficients such as e or √2
            found += [root for root in polynomial.nroots(20, 200) if root.is_real]
    return tuple(root for root in dict.fromkeys(found) if root.is_comparable and root.is_finite)


def _branches(expression):
    """The smooth formulas that a kinked expression can be, at most 16 of them."""
    forms = [expression if expression.is_polynomial() else in_cases(expression, *expression.free_symbols)]
    while len(forms) <= 8:
        nodes = (node for form in forms for node in sp.preorder_traversal(form) if isinstance(node, sp.Piecewise))
        if (node := next(nodes, None)) is None:
            break
        forms = [form.xreplace({node: value}) for form in forms for value, _ in node.args]
    return [form for form in forms if not form.has(*KINKED, sp.oo, sp.nan, sp.zoo)]
