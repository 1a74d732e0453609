"""A float as the fraction that it stands for, so that a formula says 3/10 where a program says 0.3."""


def as_rational(number, rounding=0.0):
    """The simplest SymPy rational that is this float: 0.3 is 3/10, and 1/3 is 1/3.

    That is the nearest fraction with a denominator up to a million, if it is this float up to a relative `rounding`,
    and otherwise the decimal number as it is printed.
    """
    from fractions import Fraction

    from sympy import Rational

    number = float(number)
    simple = Fraction(number).limit_denominator(10**6)
    return Rational(simple if abs(float(simple) - number) <= rounding * abs(number) else str(number))
