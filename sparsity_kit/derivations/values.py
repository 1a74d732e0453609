"""What a formula or condition is at one point: exact for rational numbers, to 30 digits otherwise."""

import sympy as sp
from sympy.core.relational import Relational

DIGITS = 30
TOLERANCE = sp.Rational(1, 10**12)


def value_at(formula, point):
    """The number, the truth value (bool) or the tuple of such that `formula` is at `point`; None if undefined.

    `x > 1 and log(x) > 0` is false at −1, defined or not: one false part decides. A number that is undefined makes
    everything undefined that is computed from it.
    """
    if isinstance(formula, (sp.MatrixBase, sp.Tuple)):
        return tuple(value_at(entry, point) for entry in formula)
    if isinstance(formula, (sp.logic.boolalg.Boolean, sp.Contains)) and not formula.is_Symbol:
        return _truth_at(formula, point)
    value = _exact_at(formula, point)
    return None if value is None else _as_real(value)


def _truth_at(condition, point):
    if isinstance(condition, sp.Contains):
        return _truth_at(membership(*condition.args), point)
    if isinstance(condition, Relational):
        return _relation_at(condition, point)
    if condition in (sp.true, sp.false):
        return bool(condition)
    parts = [_truth_at(part, point) for part in condition.args]
    if isinstance(condition, (sp.And, sp.Or)):
        decisive = isinstance(condition, sp.Or)
        return decisive if decisive in parts else None if None in parts else not decisive
    if isinstance(condition, sp.ITE):
        return None if parts[0] is None else parts[1 if parts[0] else 2]
    return None if None in parts else bool(condition.func(*parts))


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


def _exact_at(formula, point):
    """The formula with numbers for its symbols, as SymPy has it; None where any part of it is undefined."""
    if not formula.args:
        value = point.get(formula, formula)
    elif isinstance(formula, sp.Piecewise):
        value = _case_at(formula, point)
    elif isinstance(formula, (sp.Max, sp.Min)):
        value = _largest_at(formula, point)
    else:
        parts = [_exact_at(part, point) for part in formula.args]
        value = None if None in parts else _computed(formula.func, parts)
    return None if value is None or value.has(sp.nan, sp.zoo) else value


def _largest_at(formula, point):
    """The largest part of a Max, or the smallest of a Min, as it stands: rounded numbers only decide which it is."""
    parts = [_exact_at(part, point) for part in formula.args]
    numbers = [None if part is None else _as_real(part) for part in parts]
    if None in numbers:
        return None
    return parts[numbers.index(formula.func(*numbers))]


def put(formula, point):
    """The formula with numbers for some of its symbols; nan where SymPy has no such formula, as Max(0, 1/x) at zero."""
    value = _computed(formula.xreplace, (point,))
    return sp.nan if value is None else value


def _computed(function, parts):
    try:
        return function(*parts)
    except (TypeError, ValueError, ArithmeticError):  # SymPy's ways to say that there is no such number
        return None


def _case_at(piecewise, point):
    for value, condition in piecewise.args:
        holds = _truth_at(condition, point)
        if holds is not False:
            return _exact_at(value, point) if holds else None
    return None


def _number_at(formula, point):
    value = _exact_at(formula, point)
    return None if value is None else _as_real(value)


def _as_real(value):
    """A real number, rational if it can be, otherwise to 30 digits, or ±∞; None if it is complex or unknown."""
    if value.is_Rational or value in (sp.oo, -sp.oo):
        return value
    if not isinstance(value, sp.Expr):
        return None
    number = _computed(sp.N, (value, DIGITS))
    if number is None or not number.is_number:
        return None
    real, imaginary = number.as_real_imag()
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
