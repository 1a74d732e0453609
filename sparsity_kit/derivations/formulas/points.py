"""Where to ask: at random rational points, and where an answer could change.

`simplify(a - b) == 0` may fail for equal formulas and says nothing about conditions. Evaluating both at points does
neither: points are drawn within the symbols' assumptions, at every size between the smallest and the largest constant
that occurs, and on, beside and between the edges (thresholds, kinks), because there conditions differ first.
Everything is seeded.
"""

import random
from functools import lru_cache
from itertools import islice, pairwise

import sympy as sp

from sparsity_kit.derivations.formulas.edges import edge_expressions, put, reach, roots, zeros

_NUDGES = (sp.Integer(0), sp.Rational(1, 7), sp.Rational(-1, 7), sp.Rational(1, 10**6), sp.Rational(-1, 10**6))


@lru_cache(100)  # each step of a derivation asks at the places of the same few formulas
def sample_points(*formulas, n=20, small=False):
    """Points for all symbols of `formulas`: n random rational ones, then those at the edges of the formulas.

    `small` draws small integers instead, for counterexamples that fit in the head.
    """
    symbols = sorted(set().union(*(formula.free_symbols for formula in formulas)), key=lambda s: s.name)
    rng, span = random.Random(0), reach(*formulas)
    drawn = [{symbol: _draw(rng, symbol, small, span) for symbol in symbols} for _ in range(n)]
    if small:
        drawn.sort(key=lambda point: sum(abs(number) for number in point.values()))
    edges = sorted(set().union(*map(edge_expressions, formulas)), key=sp.default_sort_key)
    near = [point for edge in edges for base in drawn[:2] for point in _around(edge, base, _NUDGES, span)]
    return drawn + near + _at_two_edges(edges, drawn[0], span) + _between(edges, drawn[:2], span)


def irrational_points(*formulas):
    """Points exactly on the edges of the formulas, where one symbol is no fraction: √2, or log 3."""
    drawn = sample_points(*formulas, n=60, small=True)[:2]
    edges = sorted(set().union(*map(edge_expressions, formulas)), key=sp.default_sort_key)
    moves = [(edge, base, symbol) for edge in edges for base in drawn for symbol in _movable(edge)]
    found = []
    for edge, base, symbol in moves:
        rest = without(base, symbol)
        exact = [root for root in roots(put(edge, rest), symbol) if not root.is_Rational and not root.has(sp.Float)]
        found += [{**rest, symbol: root} for root in exact if _allowed(symbol, root)]
    return found


@lru_cache(1000)
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
        rest = without(base, symbol)
        for root in zeros(put(edge, rest), symbol):
            for number in _beside(root, nudges, span):
                if _allowed(symbol, number):
                    yield {**rest, symbol: number}


@lru_cache(10_000)
def _beside(root, nudges, span):
    """Numbers that far from the root, each once; in its own units too, and in the smallest, if there are several."""
    sizes = {sp.Integer(1), abs(root) or sp.Integer(1), sp.Rational(1, 10**span)} if span else {1}
    return [root + nudge for nudge in dict.fromkeys(nudge * size for nudge in nudges for size in sorted(sizes))]


def _at_two_edges(edges, base, span):
    """Points near one edge, on either side of a second; of many edges the second is one of the seven that come next."""
    found, quota = [], 4 if len(edges) < 8 else 1
    for k, first in enumerate(edges if len(edges) > 1 else ()):
        moved = _movable(first)[0]
        for start in _around(first, base, _NUDGES[1:3], span):
            if all(start[symbol] == base[symbol] for symbol in base if symbol != moved):
                others = [*edges[k + 1 :], *edges[:k]][:7]
                found += [p for e in others for p in islice(_around(e, start, _NUDGES[1:3], 0, fixed=moved), quota)]
    return found


def _between(edges, bases, span):
    """Points between neighbouring edges on a line, and beyond the last of them."""
    found = []
    for base in bases if len(edges) > 1 else ():
        for symbol in sorted(set().union(*map(_movable, edges)), key=lambda s: s.name):
            rest = without(base, symbol)
            numbers = sorted(set().union(*(zeros(put(edge, rest), symbol) for edge in edges)))
            found += [{**rest, symbol: number} for number in gaps(numbers, span) if _allowed(symbol, number)]
    return found


def without(point, symbol):
    """The point as it is but for one symbol, which is left out."""
    return {other: number for other, number in point.items() if other != symbol}


def gaps(numbers, span):
    """One number between each two neighbours of a sorted list, and one below and above all, `span` powers away."""
    if not numbers:
        return []
    ends = [numbers[0] - 1 - 10**span, numbers[-1] + 1 + 10**span]
    return [ends[0], *((low + high) / 2 for low, high in pairwise(numbers)), ends[1]]


def _allowed(symbol, number):
    sign = number.p if number.is_Rational else sp.sign(number)  # the denominator is positive; SymPy compares slowly
    checks = {"positive": sign > 0, "negative": sign < 0, "nonnegative": sign >= 0, "nonzero": sign != 0}
    checks["integer"] = number.is_Integer
    return all(truth for name, truth in checks.items() if getattr(symbol, f"is_{name}"))


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
