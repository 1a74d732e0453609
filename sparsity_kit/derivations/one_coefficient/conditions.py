"""Conditions written as one would on paper: the data on one side, λ on the other."""

import sympy as sp

from sparsity_kit.derivations.symbols import df, theta, v, x, y

_FLIPPED = {sp.Gt: sp.Lt, sp.Lt: sp.Gt, sp.Ge: sp.Le, sp.Le: sp.Ge, sp.Eq: sp.Eq}


def solved_for_data(slope, push, relation):
    """The condition `slope + push` relation 0, solved for x·y, y, v or another symbol of `slope` if it is linear.

    `slope` is f′ at a point, `push` is λ times the penalty's slope there; `relation` is sympy.Gt, Ge, Lt, Le or Eq.
    Between numbers it stays as it is: 20 > 12 says more than that it is true.

    >>> from sparsity_kit.derivations import lam, x, y
    >>> solved_for_data(-2 * x * y, lam, sp.Lt)
    x*y > lambda/2
    """
    if push.is_infinite:
        return sp.sympify(bool(relation(push, 0)))
    if slope.is_number and push.is_number:
        return _FLIPPED[relation](-slope, push, evaluate=False)
    data, coefficient = _driver(slope)
    if data is not None:
        boundary = sp.expand(-(sp.expand(slope + push) - coefficient * data).expand() / coefficient)
        return (_FLIPPED[relation] if coefficient.is_negative else relation)(data, boundary)
    content, rest = sp.expand(-slope).as_content_primitive()
    return _FLIPPED[relation](sp.expand(rest), push / content)


def settled(condition):
    """The condition; true or false where it is one between numbers: `if` then asks it rightly.

    >>> settled(sp.Gt(20, 12, evaluate=False))
    True
    """
    return condition if condition.free_symbols else sp.sympify(condition.doit())


def as_it_stands(slope, push, relation):
    """The condition slope + push relation 0; `push` may be infinite."""
    return sp.sympify(bool(relation(push, 0))) if push.is_infinite else relation(slope + push, 0)


def _driver(slope):
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


def between(slope, slopes, price):
    """The condition −slope in λ·slopes: two inequalities, or an equation for a single value."""
    if slopes == sp.S.EmptySet:
        return sp.false
    low, high = price * slopes.inf, price * slopes.sup
    if low == high:
        return solved_for_data(slope, low, sp.Eq)
    return both(solved_for_data(slope, low, sp.Le), solved_for_data(slope, high, sp.Ge))


def absolute(slope, slopes, price):
    """−slope in λ·slopes, written |slope| <= λc if the interval is symmetric."""
    if isinstance(slopes, sp.Interval) and slopes.sup.is_finite and slopes.inf == -slopes.sup:
        widest = price * slopes.sup
        return sp.Le(sp.Abs(slope), widest, evaluate=not (slope.is_number and widest.is_number))
    return between(slope, slopes, price)


def both(first, second):
    """Both conditions, as they stand where they compare numbers."""
    return sp.And(first, second, evaluate=bool(first.free_symbols | second.free_symbols) or first == second)
