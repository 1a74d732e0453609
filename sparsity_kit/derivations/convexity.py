"""Is F convex? Only then is a point where F′ changes sign the minimiser, so every formula here asks first."""

import numpy as np
import sympy as sp

from sparsity_kit.derivations.numbers import as_function
from sparsity_kit.derivations.steps import show
from sparsity_kit.derivations.symbols import theta


def concave_point(pieces, loss, price):
    """A point, in words, where F = f + λΩ bends downward; None if F is convex.

    F is convex if F″ >= 0 on every piece and the slope never falls at a breakpoint. The signs are read off the
    formulas; where SymPy cannot, they are asked for at some hundreds of random points.
    """
    for k in range(len(pieces.breaks)):
        left, right = pieces.slopes_at(k)
        jump = nonzero(right - left) if left.is_finite or right.is_finite or left != right else sp.Integer(0)
        if jump.is_nonnegative is not True and (jump == -sp.oo or sp.simplify(jump).is_nonnegative is not True):
            worst = _negative_point(jump, sp.Integer(-1), sp.Integer(1))
            if jump == -sp.oo or worst is not None:
                return f"θ = {pieces.breaks[k]}, where its slope falls from {left} to {right} times λ"
    for k, formula in enumerate(pieces.formulas):
        if formula != sp.oo:
            worst = _negative_point(sp.diff(loss + price * formula, theta, 2), *pieces.bounds(k))
            if worst is not None:
                return worst
    return None


def _negative_point(expression, low, high):
    """A point with θ between low and high where the expression is below zero, in words; None if there is none."""
    u = sp.Dummy("u", positive=True)
    inside = {(True, True): u - u**-1, (True, False): high - u, (False, True): low + u}.get(
        (low == -sp.oo, high == sp.oo), (low + high * u) / (1 + u)
    )
    for form in (expression, sp.factor(expression)):
        if nonzero(form.subs(theta, inside)).is_nonnegative:
            return None
    symbols = sorted((expression.free_symbols | low.free_symbols | high.free_symbols) - {theta}, key=str)
    tried = random_values(symbols)
    spread = np.exp(np.random.default_rng(1).uniform(-7, 4, 600))
    tried_theta = as_function(inside.subs(u, theta), [theta, *symbols])(spread, *tried)
    values = as_function(expression, [theta, *symbols])(tried_theta, *tried)
    worst = np.flatnonzero(values < -1e-9)
    if not worst.size:
        return None
    found = min(worst, key=lambda i: sum(abs(column[i]) for column in (tried_theta, *tried)))
    names = dict(zip([theta, *symbols], (tried_theta, *tried), strict=True))
    return show({symbol: sp.Float(column[found], 3) for symbol, column in names.items()})


def random_values(symbols, n=600):
    """Columns of random numbers within the symbols' assumptions, of all sizes."""
    rng = np.random.default_rng(0)
    columns = []
    for symbol in symbols:
        sizes = np.exp(rng.uniform(-3, 3, n))
        columns.append(sizes if symbol.is_nonnegative else sizes * rng.choice([-1, 1], n))
    return columns


def nonzero(expression):
    """The expression with every symbol taken to be other than zero: x = 0 is no feature."""
    return expression.xreplace(
        {s: sp.Dummy(s.name, real=True, nonzero=True) for s in expression.free_symbols if s.is_positive is None}
    )
