"""What a formula or condition is at one point: exact for rational numbers, to 30 digits otherwise."""

import sympy as sp
from sympy.core.relational import Relational

DIGITS = 30
TOLERANCE = sp.Rational(1, 10**12)


def value_at(formula, point):
    """The number, the truth value (bool) or the tuple of such that `formula` is at `point`; None if undefined.

    `x > 1 and log(x) > 0` is false at −1, defined or not: one false part decides.
    """
    if isinstance(formula, (sp.MatrixBase, sp.Tuple)):
        return tuple(value_at(entry, point) for entry in formula)
    if isinstance(formula, (sp.And, sp.Or, sp.Not)):
        parts = [value_at(part, point) for part in formula.args]
        decisive = not isinstance(formula, sp.And)
        if isinstance(formula, sp.Not) or decisive not in parts:
            return None if None in parts else decisive != parts[0] if isinstance(formula, sp.Not) else not decisive
        return decisive
    if isinstance(formula, Relational):
        return _relation_at(formula, point)
    if isinstance(formula, sp.Contains):
        element, region = formula.args
        return value_at(membership(element, region), point)
    return _number_at(formula, point)


def membership(element, region):
    """`element` in a set, written as a condition: for finite sets, intervals, their unions and products."""
    if isinstance(region, sp.ProductSet):
        return sp.And(*(membership(e, r) for e, r in zip(element, region.sets, strict=True)), evaluate=False)
    if isinstance(region, sp.Union):
        return sp.Or(*(membership(element, part) for part in region.args), evaluate=False)
    if isinstance(region, sp.FiniteSet):
        return sp.Or(*(sp.Eq(element, member, evaluate=False) for member in region), evaluate=False)
    if isinstance(region, sp.Interval):
        above = sp.Gt if region.left_open else sp.Ge
        below = sp.Lt if region.right_open else sp.Le
        return sp.And(
            above(element, region.start, evaluate=False), below(element, region.end, evaluate=False), evaluate=False
        )
    if region == sp.S.EmptySet:
        return sp.false
    raise TypeError(f"a set must be made of numbers and intervals, got {region}")


def _number_at(formula, point):
    value = formula.xreplace(point)
    if value in (sp.true, sp.false):
        return bool(value)
    if value.is_Rational or value in (sp.oo, -sp.oo):
        return value
    if not isinstance(value, sp.Expr):
        return None
    real, imaginary = sp.N(value, DIGITS).as_real_imag()
    if not _is_nothing(imaginary):
        return None
    if _is_nothing(real):
        return sp.Integer(0)
    return real if real in (sp.oo, -sp.oo) or (real.is_number and real.is_finite and real.is_comparable) else None


def _is_nothing(number):
    """Whether it is zero, or a number of which 100 digits show nothing but zeros."""
    return number == 0 or (isinstance(number, sp.Float) and number._prec == 1)


def _relation_at(relation, point):
    left, right = (_number_at(side, point) for side in relation.args)
    if left is None or right is None:
        return None
    if left.is_infinite or right.is_infinite:
        return bool(relation.func(left, right))
    gap = left - right if left.is_Rational and right.is_Rational else _number_at(relation.lhs - relation.rhs, point)
    return None if gap is None else bool(relation.func(gap, 0))


def same(first, second):
    """Whether two results of `value_at` agree: exactly if both are rational, otherwise to 12 digits."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(same, first, second))
    if first is None or second is None or isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if (first.is_Rational and second.is_Rational) or first.is_infinite or second.is_infinite:
        return first == second
    return bool(abs(first - second) <= TOLERANCE * max(abs(first), abs(second)))
