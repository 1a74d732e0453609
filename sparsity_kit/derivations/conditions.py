"""Conditions written as one would on paper: the data on one side, λ on the other."""

import sympy as sp

from sparsity_kit.derivations.symbols import df, theta, v, x, y


def solved_for_data(slope, push, relation):
    """The condition `slope + push` relation 0, solved for x·y, y, v or another symbol of `slope` if it is linear.

    `slope` is f′ at a point, `push` is λ times the penalty's slope there; `relation` is sympy.Gt, Ge, Lt, Le or Eq.

    >>> from sparsity_kit.derivations import lam, x, y
    >>> solved_for_data(-2 * x * y, lam, sp.Lt)
    x*y > lambda/2
    """
    if push in (sp.oo, -sp.oo):
        return sp.sympify(bool(relation(push, 0)))
    whole = sp.expand(slope + push)
    data, coefficient = driver(slope)
    if data is not None:
        boundary = sp.expand(-(whole - coefficient * data).expand() / coefficient)
        return _flip(relation)(data, boundary) if coefficient.is_negative else relation(data, boundary)
    content, rest = sp.expand(-slope).as_content_primitive()
    return _flip(relation)(sp.expand(rest), push / content)


def slope_at(loss, point):
    """f′ at a point, expanded."""
    return sp.expand(sp.simplify(sp.diff(loss, theta).subs(theta, point)))


def raw(slope, push, relation):
    """The condition slope + push relation 0, as it stands; `push` may be infinite."""
    return sp.sympify(bool(relation(push, 0))) if push in (sp.oo, -sp.oo) else relation(slope + push, 0)


def driver(slope):
    """(data, coefficient): what `slope` depends on linearly with a coefficient of known sign; (None, None) if nothing.

    For the squared error, and for the logistic loss at θ = 0, it is the product x·y.
    """
    slope = sp.expand(slope)
    others = sorted(slope.free_symbols - {theta, y, v, df}, key=str)
    for symbol in (df, y, v, *others):
        coefficient = sp.diff(slope, symbol)
        if coefficient.has(symbol) or coefficient == 0:
            continue
        product = sp.cancel(coefficient / x) if symbol == y else sp.nan
        for data, factor in ((x * symbol, product), (symbol, coefficient)):
            if not factor.has(x) and (factor.is_positive or factor.is_negative):
                return data, factor
    return None, None


def between(slope, interval, price, data=None):
    """The condition −slope in λ·interval: |slope| <= λc for [−c, c], an equation for a single value."""
    if interval == sp.S.EmptySet:
        return sp.false
    low, high = interval.inf, interval.sup
    if low == high:
        return solved_for_data(slope, price * low, sp.Eq)
    at_least = solved_for_data(slope, price * low, sp.Le)
    at_most = solved_for_data(slope, price * high, sp.Ge)
    return sp.And(at_least, at_most)


def _flip(relation):
    return {sp.Gt: sp.Lt, sp.Lt: sp.Gt, sp.Ge: sp.Le, sp.Le: sp.Ge, sp.Eq: sp.Eq}[relation]
