"""Whether two numbers of 1000 digits are the same, up to rounding."""

from numbers import Rational

import mpmath  # type: ignore[import-untyped]

ROUNDING = mpmath.ldexp(1, -3000)  # what is lost in 1000 digits
NOTHING = mpmath.ldexp(1, -1500)  # what is lost on the way through a formula, and what is no number but rounding
BY_QUOTIENTS = mpmath.ldexp(1, -200)  # what is lost where numbers come from difference quotients
LARGE = -1400  # the power of two of what is more than nothing
in_digits = mpmath.workdps(1000)


def as_mpf(number):
    """A number of SymPy, or a fraction, in all the digits; what is none stays as it is."""
    if type(number) is mpmath.mpf:
        return number
    if not isinstance(number, Rational):
        return mpmath.mpf(number.evalf(mpmath.mp.dps + 15)) if hasattr(number, "evalf") else number
    whole = mpmath.mpf(int(number.numerator))
    return whole if number.denominator == 1 else whole / int(number.denominator)


def side_of(left, right, terms, rounding=BY_QUOTIENTS):
    """The sign of left − right, where sides that differ by rounding are equal; nan if undefined.

    `terms` are those of which the sides are sums: so large were the numbers that were rounded.
    """
    gap = left - right
    if type(gap) is mpmath.mpf and _is_large(gap, terms, rounding):
        return 1 if gap > 0 else -1
    if left == right:  # also where both are infinite
        return 0
    size = sum(map(abs, terms))
    return 0 if abs(gap) <= rounding * size + NOTHING and mpmath.isfinite(gap) else mpmath.sign(gap)


def _is_large(gap, terms, rounding):
    """Whether a number is beyond all rounding of at most 500 such terms, told from powers of two alone."""
    power, least = mpmath.mag(gap), mpmath.mag(rounding) + 10
    return power > LARGE and all(not term or power > mpmath.mag(term) + least for term in terms)


def same(first, second):
    """Whether two results of an evaluator agree."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(same, first, second))
    if any(result is None or isinstance(result, bool) for result in (first, second)):
        return first is second
    return side_of(first, second, (first, second), NOTHING) == 0


def is_defined(result):
    """Whether a result of an evaluator, and each part of it, has a value."""
    if isinstance(result, tuple):
        return all(map(is_defined, result))
    return result is not None and not mpmath.isnan(result)
