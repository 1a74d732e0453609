"""Does it hold? Ask at random rational points, and at the points where an answer could change.

`simplify(a - b) == 0` may fail for equal formulas and says nothing about conditions. Evaluating both at points does
neither: points are drawn within the symbols' assumptions, and on, just above and just below every edge (a threshold,
a kink), because there conditions differ first. Everything is seeded.
"""

import random

import sympy as sp
from sympy.core.relational import Relational

TOLERANCE = sp.Rational(1, 10**12)
_NUDGES = (sp.Integer(0), sp.Rational(1, 7), sp.Rational(-1, 7), sp.Rational(1, 10**6), sp.Rational(-1, 10**6))


def value_at(formula, point):
    """The number, the truth value (bool) or the tuple of numbers that `formula` is at `point`; None if undefined.

    Numbers are compared with a tolerance of 1e-12, relative above 1.
    """
    if isinstance(formula, (sp.MatrixBase, sp.Tuple)):
        return tuple(value_at(entry, point) for entry in formula)
    if isinstance(formula, (sp.And, sp.Or, sp.Not)):
        parts = [value_at(part, point) for part in formula.args]
        if None in parts:
            return None
        return {sp.And: all, sp.Or: any, sp.Not: lambda parts: not parts[0]}[formula.func](parts)
    if isinstance(formula, Relational):
        return _relation_at(formula, point)
    if isinstance(formula, sp.Contains):
        element, region = formula.args
        return _membership_at(element, region, point)
    return _number_at(formula, point)


def _membership_at(element, region, point):
    """Whether the element is in a finite set, an interval, or a product of such."""
    if isinstance(region, sp.ProductSet):
        return all(_membership_at(e, r, point) for e, r in zip(element, region.sets, strict=True))
    if isinstance(region, sp.FiniteSet):
        return value_at(sp.Or(*(sp.Eq(element, member, evaluate=False) for member in region)), point)
    if isinstance(region, sp.Interval):
        above = sp.Gt if region.left_open else sp.Ge
        below = sp.Lt if region.right_open else sp.Le
        parts = [above(element, region.start, evaluate=False), below(element, region.end, evaluate=False)]
        return all(_relation_at(part, point) for part in parts)
    return False if region == sp.S.EmptySet else None


def _number_at(formula, point):
    value = formula.xreplace(point)
    if value in (sp.true, sp.false):
        return bool(value)
    value = value if value.is_Rational else sp.N(value, 30)
    if value in (sp.oo, -sp.oo):
        return value
    return value if value.is_number and value.is_finite and value.is_comparable else None


def _relation_at(relation, point):
    left, right = (_number_at(side, point) for side in (relation.lhs, relation.rhs))
    if left is None or right is None:
        return None
    if left.is_infinite or right.is_infinite:
        return bool(relation.func(left, right))
    gap = left - right
    close = abs(gap) <= TOLERANCE * max(1, abs(left), abs(right))
    if isinstance(relation, sp.Eq | sp.Ne):
        return bool(close) == isinstance(relation, sp.Eq)
    strict = isinstance(relation, sp.StrictLessThan | sp.StrictGreaterThan)
    ahead = gap < 0 if isinstance(relation, sp.StrictLessThan | sp.LessThan) else gap > 0
    return bool(ahead and not close) if strict else bool(ahead or close)


def same(first, second):
    """Whether two results of `value_at` agree."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(same, first, second))
    if first is None or second is None or isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if first.is_infinite or second.is_infinite:
        return first == second
    return bool(abs(first - second) <= TOLERANCE * max(1, abs(first), abs(second)))


def sample_points(*formulas, n=20, seed=0, small=False):
    """Points for all symbols of `formulas`: n random rational ones, then those at the edges of the formulas.

    `small` draws small integers instead, for counterexamples that fit in the head.
    """
    symbols = sorted(set().union(*(formula.free_symbols for formula in formulas)), key=lambda s: s.name)
    rng = random.Random(seed)
    drawn = [{symbol: _draw(rng, symbol, small) for symbol in symbols} for _ in range(n)]
    if small:
        drawn.sort(key=lambda point: sum(abs(number) for number in point.values()))
    edges = sorted(set().union(*map(edge_expressions, formulas)), key=sp.default_sort_key)
    return drawn + [point for edge in edges for base in drawn[:2] for point in _around(edge, base)]


def edge_expressions(formula):
    """The expressions whose zeros are the edges of `formula`: kinks, thresholds, the ends of intervals."""
    edges = {relation.lhs - relation.rhs for relation in formula.atoms(Relational)}
    edges |= {node.args[0] for node in formula.atoms(sp.Abs, sp.sign, sp.Heaviside)}
    for node in formula.atoms(sp.Max, sp.Min):
        edges |= {node.args[0] - other for other in node.args[1:]}
    for node in formula.atoms(sp.Contains):
        sets = node.args[1].args if isinstance(node.args[1], sp.ProductSet) else node.args[1:]
        parts = node.args[0] if isinstance(node.args[0], sp.Tuple) else node.args[:1]
        for part, region in zip(parts, sets, strict=False):
            edges |= {part - end for end in getattr(region, "args", ())[:2] if isinstance(end, sp.Expr)}
    return {edge for edge in edges if edge.free_symbols and not edge.has(sp.oo, sp.nan)}


def _around(edge, base):
    """Points on the edge and next to it, made by moving one symbol of `base`: if possible one that enters linearly."""
    symbols = sorted(edge.free_symbols, key=lambda s: s.name)
    linear = [symbol for symbol in symbols if not sp.diff(edge, symbol).has(symbol, sp.sign, sp.Derivative)]
    for symbol in linear or symbols:
        rest = {other: number for other, number in base.items() if other != symbol}
        for root in _zeros(edge.xreplace(rest), symbol, symbol in linear):
            for nudge in _NUDGES:
                if _allowed(symbol, root + nudge):
                    yield {**rest, symbol: root + nudge}


def _zeros(edge, symbol, linear):
    """Rational zeros of `edge`; of an irrational zero, an approximation."""
    if linear:
        slope, start = sp.diff(edge, symbol), edge.subs(symbol, 0)
        roots = [-start / slope] if slope.is_nonzero else []
    else:
        roots = sp.real_roots(edge, symbol) if edge.is_polynomial(symbol) and edge.has(symbol) else []
    numbers = [root if root.is_Rational else sp.N(root, 20) for root in roots[:2]]
    return [sp.Rational(str(number)) for number in numbers if number.is_comparable and number.is_finite]


def _allowed(symbol, number):
    checks = {"positive": number > 0, "negative": number < 0, "nonnegative": number >= 0, "nonzero": number != 0}
    return all(bool(truth) for name, truth in checks.items() if getattr(symbol, f"is_{name}"))


def _draw(rng, symbol, small):
    while True:
        size = rng.randint(-3, 3) if small else rng.randint(-24, 24)
        number = sp.Rational(size, 1 if small or symbol.is_integer else rng.randint(1, 8))
        if symbol.is_positive or symbol.is_nonnegative:
            number = abs(number)
        if _allowed(symbol, number):
            return number
