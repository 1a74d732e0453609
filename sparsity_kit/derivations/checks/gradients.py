"""The check of every condition on ∇f, by definition: −∇f·d <= λΩ′(θ; d) in all directions d.

Ω′(θ; d) is a difference quotient of Ω's formula. Where it is a sum over the coordinates, the set of all −∇f is a box
and its edges are known; elsewhere it is spanned by the gradients of Ω around θ. (Rockafellar 1970, sections 23, 25.)
"""

import itertools
import random
from functools import lru_cache

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.places import need_all
from sparsity_kit.derivations.checks.slopes import one_sided
from sparsity_kit.derivations.checks.subgradients import gradient_near, in_box, in_hull
from sparsity_kit.derivations.formulas.comparison import BY_QUOTIENTS, as_mpf, in_digits, side_of
from sparsity_kit.derivations.formulas.edges import edge_expressions
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.formulas.points import sample_points


def is_subgradient(omega, thetas, gradient, price, signs=None, block=None, where=sp.true):
    """A check: the condition holds exactly for those ∇f that have −∇f in λ∂Ω(θ).

    θ is drawn with these `signs`, or with zeros in all places; `block` are the coordinates that the condition is about.
    """
    thetas, signs = tuple(thetas), signs if signs is None else tuple(signs)
    block = tuple(range(len(thetas)) if block is None else block)
    others = sorted((omega.free_symbols | price.free_symbols | where.free_symbols) - set(thetas), key=str)
    symbols = (*thetas, *others, *(gradient[j] for j in block))

    @in_digits
    def check(condition):
        said = evaluator(condition, *symbols, rounding=BY_QUOTIENTS)
        asked = _asked(omega, thetas, tuple(others), price, signs, block, where)
        need_all(symbols, ((numbers, bool(said(*numbers)) == allowed) for numbers, allowed in asked))

    return check


@lru_cache(10)  # more than one condition is about the same Ω
def _asked(omega, thetas, others, price, signs, block, where):
    """[(numbers for θ, the other symbols and ∇f, whether −∇f is in λ∂Ω(θ) there), …]."""
    slope, cost = one_sided(price * omega, thetas, *others), evaluator(price, *others)
    value, inside = (evaluator(part, *thetas, *others) for part in (omega, where))
    asked = []
    for at, rest in _places(omega, thetas, others, signs):
        if not inside(*at, *rest):
            continue
        if mpmath.isinf(value(*at, *rest)):  # by the others: then these are at zero, where Ω is finite
            at = tuple(number if j in block else mpmath.mpf(0) for j, number in enumerate(at))
        answers = _answers(slope, value, at, rest, block, cost(*rest))
        asked += [((*at, *rest, *(-number for number in wanted)), allowed) for wanted, allowed in answers]
    return asked


def _places(omega, thetas, others, signs):
    """(θ, other numbers): with the signs, or drawn at random and again with each pattern of zeros."""
    seen: set = set()
    for k, point in enumerate(_spread(omega, sample_points(sp.Tuple(omega, *thetas, *others), n=6))):
        at, rest = (tuple(as_mpf(point[symbol]) for symbol in symbols) for symbols in (thetas, others))
        if signs is not None:
            at = tuple(sign * (abs(number) or 1) for sign, number in zip(signs, at, strict=True))
        zeros = tuple(0 if (k >> j) % 2 == 0 else number for j, number in enumerate(at))
        for place in (at,) if signs is not None else (at, zeros, tuple(-number for number in zeros)):
            if (place, rest) not in seen and (any(place) or len(seen) < 4):
                seen.add((place, rest))
                yield place, rest


def _spread(omega, drawn):
    """Of many points the random ones, those exactly on an edge of Ω, and a few of the others."""
    edges, random_ones, rest = edge_expressions(omega), drawn[:6], drawn[6:]
    exact = [point for point in rest if any(edge.xreplace(point) == 0 for edge in edges)]
    few = [points[:: max(1, len(points) // 8)] for points in (exact, rest)]
    return random_ones + few[0] + few[1]


def _answers(slope, value, at, rest, block, cost):
    """(a vector v, whether v is in λ∂Ω(θ)), …: in, on and beside the edges of the set."""
    rng, k = random.Random(1), len(block)
    if not mpmath.isfinite(value(*at, *rest)):
        return [([mpmath.mpf(rng.randint(-9, 9)) for _ in block], False) for _ in range(8)]

    def along(direction, start=at):
        whole = [mpmath.mpf(0)] * len(at)
        for j, d in zip(block, direction, strict=True):
            whole[j] = mpmath.mpf(d)
        return slope(start, whole, rest)

    axes = [[int(i == j) for i in range(k)] for j in range(k)]
    high, low = [along(e) for e in axes], [-along([-d for d in e]) for e in axes]
    if any(mpmath.isnan(end) for end in (*high, *low)):
        return []
    ends = [[abs(end) for end in pair if mpmath.isfinite(end)] for pair in zip(low, high, strict=True)]
    sizes = [mpmath.ldexp(1, int(mpmath.mag(max(pair, default=0) or cost))) for pair in ends]
    directions = [[d / size for d, size in zip(row, sizes, strict=True)] for row in _directions(k, rng)]
    rises = [along(d) for d in directions]
    low = [up if side_of(down, up, (size,)) == 0 else down for down, up, size in zip(low, high, sizes, strict=True)]
    if all(_is_sum(d, rise, low, high) for d, rise in zip(directions, rises, strict=True)):
        return in_box(low, high, sizes, rng)
    spanning = [gradient_near(along, at, block, d) for d in directions[:12]]
    return in_hull([g for g in spanning if g], directions, rises, sizes)


def _directions(k, rng):
    corners = [list(signs) for signs in itertools.product((1, -1), repeat=k)] if k <= 3 else []
    return corners + [[mpmath.mpf(rng.randint(-6, 6)) for _ in range(k)] for _ in range(12)]


def _is_sum(direction, rise, low, high):
    """Whether the slope along a direction is the sum of the slopes along its coordinates."""
    parts = [d * (up if d > 0 else down) for d, down, up in zip(direction, low, high, strict=True) if d]
    return side_of(rise, sum(parts), parts) == 0
