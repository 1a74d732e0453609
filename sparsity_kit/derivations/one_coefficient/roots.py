"""Solve F′(θ) = 0 on one smooth piece, where there is a formula for the solution."""

import sympy as sp

from sparsity_kit.derivations.checks.minima import NUDGE, data_points
from sparsity_kit.derivations.formulas.comparison import as_mpf, in_digits
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.one_coefficient.convexity import nonzero
from sparsity_kit.derivations.symbols import theta


@in_digits
def root_between(slope, low, high, condition):
    """The root of an increasing `slope` between low and high; None if there is no formula for it.

    `condition` says for which values of the other symbols there should be one. Of the roots of an equation, the one
    that lies between at all points that were tried is taken: log(λ + y) is none where λ + y < 0.
    """
    found = [root for root in _candidates(slope, high) if not root.has(sp.nan, sp.zoo, sp.oo)]
    if not found or not sp.diff(slope, theta).has(theta):  # a line has no other zero
        return found[0] if found else None
    symbols, points = data_points(condition, slope, *found)
    holds = evaluator(condition, *symbols)
    rows = [[as_mpf(number) for number in point.values()] for point in points]
    rows = [row for row in rows if holds(*row)]
    return next((root for root in found if rows and _lies_between(root, slope, low, high, symbols, rows)), None)


def _lies_between(root, slope, low, high, symbols, rows):
    """Whether the slope goes from below zero to above zero at the root, and the root lies between low and high."""
    at, left, right = (evaluator(formula, *symbols) for formula in (root, low, high))
    rise = evaluator(slope, theta, *symbols)
    for row in rows:
        value = at(*row)
        room, step = NUDGE * abs(value), NUDGE * (abs(value) or NUDGE)
        inside = left(*row) - room <= value <= right(*row) + room
        if not inside or rise(value - step, *row) > 0 or rise(value + step, *row) < 0:
            return False
    return True


def _candidates(slope, high):
    """Solutions of the equation slope = 0: of a polynomial in θ, in a root of θ, or in one exponential function."""
    u = sp.Dummy("u", positive=True)
    exponents = sorted((node.args[0] for node in slope.atoms(sp.exp) if node.has(theta)), key=sp.default_sort_key)
    powers = [node.exp for node in slope.atoms(sp.Pow) if node.exp.is_integer is False and node.base in (theta, -theta)]
    if exponents:
        inside = sp.log(u) * sp.cancel(theta / exponents[0])
    elif powers and all(power.is_Rational for power in powers):
        inside = (-1 if high == 0 or high.is_negative else 1) * u ** sp.ilcm(1, *(power.q for power in powers))
    else:
        u = inside = theta
    if inside.has(theta) and inside != theta:
        return []
    numerator = sp.numer(sp.together(sp.powdenest(slope.subs(theta, inside), force=True)))
    if not numerator.is_polynomial(u) or not numerator.has(u):
        return []
    return [inside.subs(u, root) for root in _roots(*sp.Poly(numerator, u).all_coeffs())]


def _roots(*coefficients):
    """Roots of a polynomial of degree 1 or 2, or of an increasing cubic."""
    if len(coefficients) == 2:
        return [sp.factor(-coefficients[1] / coefficients[0])]
    if len(coefficients) == 3:
        a, b, c = coefficients
        root = sp.sqrt(sp.expand(b**2 - 4 * a * c))
        return [(-b + sign * root) / (2 * a) for sign in (1, -1)]
    return [_cubic(*coefficients)] if len(coefficients) == 4 else []


def _cubic(a, b, c, d):
    """The one real root of an increasing cubic, u³ + pu + q = 0 with p > 0, by the hyperbolic sine."""
    p = sp.cancel((3 * a * c - b**2) / (3 * a**2))
    q = sp.cancel((2 * b**3 - 9 * a * b * c + 27 * a**2 * d) / (27 * a**3))
    if p == 0:
        return -sp.sign(q) * sp.cbrt(sp.Abs(q)) - b / (3 * a)
    if not nonzero(p).is_positive:
        return sp.nan
    return -2 * sp.sqrt(p / 3) * sp.sinh(sp.asinh(3 * q / (2 * p) * sp.sqrt(3 / p)) / 3) - b / (3 * a)
