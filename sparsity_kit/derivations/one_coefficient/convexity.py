"""Is F convex? Only then is a point where F′ changes sign the minimiser, so every formula here asks first."""

import sympy as sp

from sparsity_kit.derivations.formulas.comparison import in_digits
from sparsity_kit.derivations.formulas.edges import reach, zeros
from sparsity_kit.derivations.formulas.evaluation import at_points
from sparsity_kit.derivations.formulas.points import gaps, sample_points, without
from sparsity_kit.derivations.steps import show
from sparsity_kit.derivations.symbols import theta

N_RANDOM = 200
NEAR_ENDS = [sp.Rational(10) ** k for k in (-12, -6, -3, 3)]  # of a piece: √|θ| bends downward only close to zero


def concave_point(problem):
    """A point, in words, where F = f + λΩ bends downward; None if F is convex.

    F is convex if F″ >= 0 on every piece and the slope never falls at a breakpoint. The signs are read off the
    formulas; where SymPy cannot, they are asked for at random points of all sizes and between the zeros of F″.
    """
    pieces = problem.pieces
    for k in range(len(pieces.breaks)):
        left, right = pieces.slopes_at(k)
        jump = nonzero(right - left) if left != right else sp.Integer(0)
        if jump == -sp.oo or _negative_point(jump, sp.Integer(-1), sp.Integer(1)) is not None:
            return f"θ = {pieces.breaks[k]}, where its slope falls from {left} to {right} times λ"
    for k, formula in enumerate(pieces.formulas):
        if formula != sp.oo:
            bend = sp.diff(problem.loss + problem.price * formula, theta, 2)
            smooth = bend.replace(sp.DiracDelta, lambda *_: sp.Integer(0))
            worst = _negative_point(smooth, *pieces.bounds(k))
            if worst is not None:
                return worst
    return None


@in_digits
def _negative_point(expression, low, high):
    """A point with θ between low and high where the expression is below zero, in words; None if there is none."""
    u = sp.Dummy("u", positive=True)
    inside = {(True, True): u - u**-1, (True, False): high - u, (False, True): low + u}.get(
        (low == -sp.oo, high == sp.oo), (low + high * u) / (1 + u)
    )
    for form in (expression, sp.factor(expression)):
        if nonzero(form.subs(theta, inside)).is_nonnegative:
            return None
    where = sp.And(sp.Lt(expression, 0), sp.Gt(theta, low), sp.Lt(theta, high))
    is_negative = at_points(where, where.free_symbols | {theta})
    names = sp.Tuple(*(expression.free_symbols | inside.free_symbols))
    drawn = [point for form in (names, sp.Tuple(expression, inside)) for point in sample_points(form, n=N_RANDOM)]
    placed = [{**point, theta: inside.xreplace(point)} for point in drawn]
    placed.sort(key=lambda point: sum(map(abs, point.values())))
    near = [{**point, theta: inside.subs(u, end).xreplace(point)} for point in drawn[:12] for end in NEAR_ENDS]
    for point in (*placed, *near, *_beside_zeros(expression, low, high)):
        if is_negative(point):
            return show({symbol: sp.Float(number, 3) for symbol, number in point.items() if symbol != u})
    return None


def _beside_zeros(expression, low, high):
    """Points beside and between the zeros of the expression, as a function of θ, and the ends of its piece."""
    bounds = [end for end in (low, high) if end.is_finite]
    for base in sample_points(expression, *bounds, n=12)[:12]:
        rest = without(base, theta)
        found = sorted({*zeros(expression.xreplace(rest), theta), *(end.xreplace(rest) for end in bounds)})
        for number in gaps(found, reach(expression)):
            yield {theta: number, **rest}


def nonzero(expression):
    """The expression with every symbol taken to be other than zero: x = 0 is no feature."""
    return expression.xreplace(
        {s: sp.Dummy(s.name, real=True, nonzero=True) for s in expression.free_symbols if s.is_positive is None}
    )
