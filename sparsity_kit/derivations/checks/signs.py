"""The check of every condition on F′: it holds exactly where the signs of F′ = f′ + λΩ′ on both sides of θ say so.

F′ is a difference quotient on each side. The condition is asked for at random points, around its edges, and where F′
is zero.
"""

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.places import need_all, points_for
from sparsity_kit.derivations.checks.slopes import both_sides
from sparsity_kit.derivations.formulas.comparison import BY_QUOTIENTS, in_digits, side_of
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.symbols import theta

STEPS_ASIDE = [mpmath.ldexp(1, -10), mpmath.ldexp(1, -30)]
STEEPEST = 1000  # exponents: exp(−1000) is not yet nothing beside 1
N_SOLVED = 12  # points at which F′ = 0 is solved for one of the symbols


def where_slopes(verdict, loss, penalty, price, place=None, where=sp.true):
    """A check: the condition holds exactly where `verdict(F′(θ−), F′(θ+))` does, for F = f + λΩ.

    Only the signs of F′ count. It is asked for at random points, around the condition's edges, and where F′ is zero:
    there one of the other symbols is solved for, one on which F′ depends linearly.
    """

    @in_digits
    def check(condition):
        formulas = sp.Tuple(loss, penalty, price, *condition.free_symbols)
        symbols, points = points_for(formulas, theta, where, place, hints=(condition,))
        push, pull = both_sides(loss, *symbols), both_sides(penalty, *symbols)
        said = evaluator(condition, *symbols, rounding=BY_QUOTIENTS)
        exponents = [evaluator(node.args[0], *symbols) for node in loss.atoms(sp.exp)]
        cost, height = evaluator(price, *symbols), evaluator(penalty, *symbols)
        data = [s for s in symbols[1:] if s in loss.free_symbols and s not in (place or {}) and loss.is_polynomial(s)]
        unknowns = [(symbols.index(s), s.is_positive) for s in (*data, price) if s in symbols]

        def sides(point):
            """F′ to the left of a point and to its right; a sum that is nothing but rounding is zero."""
            for f, slope in zip(push(point[0], point[1:]), pull(point[0], point[1:]), strict=True):
                w = slope * cost(*point)
                yield f + w if side_of(f, -w, (f, w)) else mpmath.mpf(0)

        def tried():
            for k, row in enumerate(points):
                solved = k % (1 + len(points) // N_SOLVED) == 0
                for point in (row, *(_around_edges(row, unknowns, sides) if solved else ())):
                    if any(abs(exponent(*point)) > STEEPEST for exponent in exponents):
                        continue
                    is_finite = not mpmath.isinf(height(*point))  # θ cannot be where Ω is infinite
                    slopes = [mpmath.sign(slope) for slope in sides(point)] if is_finite else []
                    if not any(mpmath.isnan(slope) for slope in slopes):
                        yield point, bool(said(*point)) == (is_finite and bool(verdict(*slopes)))

        need_all(symbols, tried())

    return check


def _around_edges(row, unknowns, sides):
    """Points with one number of the row changed: to zero, and to where F′, if it is a line in that number, is zero."""

    def changed(k, number):
        return (*row[:k], number, *row[k + 1 :])

    yield from (changed(k, mpmath.mpf(0)) for k, is_positive in unknowns if not is_positive)
    here = list(sides(row)) if unknowns else []
    for k, is_positive in unknowns:
        lines = list(zip(here, *(sides(changed(k, row[k] + step)) for step in (1, 2)), strict=True))
        roots = [_zero_if_rounded(row[k] + a / (a - b), row[k]) for a, b, c in lines if _is_line(a, b, c)]
        roots = [root for root in roots if root > 0 or not is_positive]  # zero is no price
        if roots:
            nudges = [(max(map(abs, roots)) or abs(row[k]) or 1) * size for size in STEPS_ASIDE]
            beside = [root + sign * nudge for root in roots for nudge in nudges for sign in (1, -1)]
            middle = _zero_if_rounded(sum(roots) / len(roots), row[k])
            numbers = [*roots, middle, *beside, *(-root for root in roots)]
            yield from (changed(k, number) for number in numbers if number > 0 or not is_positive)
            return


def _zero_if_rounded(root, start):
    """The root, or 0 where it is only as far from zero as the difference quotients err, for which it was solved."""
    return root if abs(root) > BY_QUOTIENTS * (1 + abs(start)) else mpmath.mpf(0)


def _is_line(a, b, c):
    """Whether three numbers at equal distances are on a line that is not flat."""
    return side_of(c - b, b - a, (a, b, c)) == 0 != side_of(a, b, (a, b, c))
