"""Where to ask: at random rational points, and where an answer could change.

`simplify(a - b) == 0` may fail for equal formulas and says nothing about conditions. Evaluating both at points does
neither: points are drawn within the symbols' assumptions, at every size between the smallest and the largest constant
that occurs, and on, beside and between the edges (thresholds, kinks), because there conditions differ first.
Everything is seeded.
"""

import math
import random
from itertools import pairwise

import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.cutting import KINKED
from sparsity_kit.derivations.evaluation import membership

_NUDGES = (sp.Integer(0), sp.Rational(1, 7), sp.Rational(-1, 7), sp.Rational(1, 10**6), sp.Rational(-1, 10**6))


def sample_points(*formulas, n=20, seed=0, small=False):
    """Points for all symbols of `formulas`: n random rational ones, then those at the edges of the formulas.

    `small` draws small integers instead, for counterexamples that fit in the head.
    """
    symbols = sorted(set().union(*(formula.free_symbols for formula in formulas)), key=lambda s: s.name)
    rng, span = random.Random(seed), reach(*formulas)
    drawn = [{symbol: _draw(rng, symbol, small, span) for symbol in symbols} for _ in range(n)]
    if small:
        drawn.sort(key=lambda point: sum(abs(number) for number in point.values()))
    edges = sorted(set().union(*map(edge_expressions, formulas)), key=sp.default_sort_key)
    near = [point for edge in edges for base in drawn[:2] for point in _around(edge, base, _NUDGES, span)]
    return drawn + near + _at_two_edges(edges, drawn[0], span) + _between(edges, drawn[:2], span)


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


def zeros(expression, symbol):
    """Zeros of an expression with this one symbol, as rational numbers; irrational ones approximately.

    A modulus, maximum, step or case is taken to be on any of its branches, so some of the numbers may not be zeros.
    """
    found = set()
    for branch in _branches(expression):
        numerator = sp.numer(sp.together(branch))
        if not numerator.is_polynomial(symbol) or not numerator.has(symbol):
            continue
        polynomial = sp.Poly(numerator, symbol)
        try:
            linear = polynomial.degree() == 1
            roots = [-polynomial.TC() / polynomial.LC()] if linear else sp.real_roots(polynomial)
        except NotImplementedError:  # coefficients such as e or √2
            roots = [root for root in polynomial.nroots(20, 200) if root.is_real]
        numbers = [root if root.is_Rational else sp.N(root, 20) for root in roots]
        found |= {sp.Rational(str(number)) for number in numbers if number.is_comparable and number.is_finite}
    return sorted(found)


def _branches(expression):
    """The smooth formulas that a kinked expression can be, at most 16 of them."""
    forms = [expression]
    while len(forms) <= 8:
        node = next((node for form in forms for node in sp.preorder_traversal(form) if isinstance(node, KINKED)), None)
        if node is None:
            break
        forms = [form.xreplace({node: option}) for form in forms for option in _options(node)]
    return [form for form in forms if not form.has(*KINKED) and not form.has(sp.oo, sp.nan, sp.zoo)]


def _options(node):
    if isinstance(node, sp.Abs):
        return node.args[0], -node.args[0]
    if isinstance(node, sp.sign | sp.Heaviside):
        return sp.Integer(1), sp.Integer(-1 if isinstance(node, sp.sign) else 0)
    return [pair[0] for pair in node.args] if isinstance(node, sp.Piecewise) else node.args


def _movable(edge):
    """The symbols to move onto an edge: those that enter linearly, if there are any."""
    symbols = sorted(edge.free_symbols, key=lambda s: s.name)
    linear = [s for s in symbols if not sp.diff(edge, s).has(s, sp.sign, sp.Derivative, sp.DiracDelta)]
    return linear or symbols


def _around(edge, base, nudges, span, fixed=None):
    """Points on the edge and next to it, made by moving one symbol of `base` that is not `fixed`."""
    for symbol in _movable(edge):
        if symbol == fixed:
            continue
        rest = {other: number for other, number in base.items() if other != symbol}
        for root in zeros(put(edge, rest), symbol):
            sizes = {sp.Integer(1), abs(root) or sp.Integer(1), sp.Rational(1, 10**span)} if span else {1}
            for nudge in dict.fromkeys(nudge * size for nudge in nudges for size in sorted(sizes)):
                if _allowed(symbol, root + nudge):
                    yield {**rest, symbol: root + nudge}


def _at_two_edges(edges, base, span):
    """Points near one edge that lie on a chosen side of another; fewer of each where there are many edges."""
    found, quota = [], 4 if len(edges) < 8 else 1
    for first in edges if len(edges) > 1 else ():
        moved = _movable(first)[0]
        for start in _around(first, base, _NUDGES[1:3], span):
            if all(start[symbol] == base[symbol] for symbol in base if symbol != moved):
                others = (edge for edge in edges if edge != first)
                found += [p for e in others for p in list(_around(e, start, _NUDGES[1:3], 0, fixed=moved))[:quota]]
    return found


def _between(edges, bases, span):
    """Points between neighbouring edges on a line, and beyond the last of them."""
    found = []
    for base in bases if len(edges) > 1 else ():
        for symbol in sorted(set().union(*map(_movable, edges)), key=lambda s: s.name):
            rest = {other: number for other, number in base.items() if other != symbol}
            numbers = sorted(set().union(*(zeros(put(edge, rest), symbol) for edge in edges)))
            found += [{**rest, symbol: number} for number in gaps(numbers, span) if _allowed(symbol, number)]
    return found


def gaps(numbers, span):
    """One number between each two neighbours of a sorted list, and one below and above all, `span` powers away."""
    if not numbers:
        return []
    ends = [numbers[0] - 1 - 10**span, numbers[-1] + 1 + 10**span]
    return [ends[0], *((low + high) / 2 for low, high in pairwise(numbers)), ends[1]]


def _allowed(symbol, number):
    checks = {"positive": number > 0, "negative": number < 0, "nonnegative": number >= 0, "nonzero": number != 0}
    return all(bool(truth) for name, truth in checks.items() if getattr(symbol, f"is_{name}"))


def _draw(rng, symbol, small, span):
    while True:
        size = rng.randint(-3, 3) if small else rng.randint(-24, 24)
        number = sp.Rational(size, 1 if small or symbol.is_integer else rng.randint(1, 8))
        if span and not small:
            number *= sp.Integer(10) ** rng.randint(0 if symbol.is_integer else -span, span)
        if symbol.is_positive or symbol.is_nonnegative:
            number = abs(number)
        if _allowed(symbol, number):
            return number
