"""Solve F′(θ) = 0 on one smooth piece, where there is a formula for the solution."""

import sympy as sp

from sparsity_kit.derivations.checks.minima import NUDGE, data_points, turns_sign
from sparsity_kit.derivations.formulas.comparison import as_mpf, in_digits
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.one_coefficient.convexity import nonzero
from sparsity_kit.derivations.symbols import theta


@in_digits
def root_between(slope, low, high, condition):
    """The root of an increasing `slope` between low and high; None if there is no formula for it.

    `condition` says for which values of the other symbols there is one. Where an equation has several roots, the
    one that lies between at all points that were tried is taken.
    """
    found = [pair for pair in candidates(slope, high) if not pair[0].has(sp.nan, sp.zoo, sp.oo)]
    if len(found) == 1 and found[0][1]:
        return found[0][0]
    symbols, points = data_points(condition, slope, *(root for root, _ in found)) if found else ((), [])
    holds = evaluator(condition, *symbols)
    rows = [[as_mpf(number) for number in point.values()] for point in points]
    rows = [row for row in rows if holds(*row)]
    return next((root for root, _ in found if rows and _lies_between(root, slope, low, high, symbols, rows)), None)


def _lies_between(root, slope, low, high, symbols, rows):
    at, left, right = (evaluator(formula, *symbols) for formula in (root, low, high))
    turns = turns_sign(slope, symbols)
    for row in rows:
        value = at(*row)
        room = NUDGE * abs(value)
        if not (left(*row) - room <= value <= right(*row) + room and turns(value, row)):
            return False
    return True


def candidates(slope, high):
    """[(root, whether it is the only one), …] of the equation slope = 0, as formulas."""
    exponents = [node.args[0] for node in slope.atoms(sp.exp) if node.has(theta)]
    powers = [node for node in slope.atoms(sp.Pow) if node.exp.is_integer is False and node.base in (theta, -theta)]
    u = sp.Dummy("u", positive=True)
    if exponents:
        rate = sp.cancel(exponents[0] / theta)
        multiples = [sp.cancel(exponent / (rate * theta)) for exponent in exponents]
        if rate.has(theta) or not all(multiple.is_Integer for multiple in multiples):
            return []
        inner = slope.xreplace({sp.exp(e): u**m for e, m in zip(exponents, multiples, strict=True)})
        roots = [] if inner.has(theta) else _polynomial(inner, u)
        return [(sp.log(root) / rate, False) for root, _ in roots]
    if powers and all(power.exp.is_Rational for power in powers):
        n = sp.ilcm(1, *(power.exp.q for power in powers))
        side = -1 if high == 0 or high.is_negative else 1
        inner = sp.powdenest(slope.subs(theta, side * u**n), force=True)
        return [(side * root**n, False) for root, _ in _polynomial(inner, u)]
    return _polynomial(slope, theta)


def _polynomial(slope, unknown):
    """Roots of a rational function whose numerator is a polynomial of degree 1, 2, or an increasing cubic."""
    numerator = sp.numer(sp.together(slope))
    if not numerator.is_polynomial(unknown) or not numerator.has(unknown):
        return []
    coefficients = sp.Poly(numerator, unknown).all_coeffs()
    if len(coefficients) == 2:
        return [(sp.factor(-coefficients[1] / coefficients[0]), True)]
    if len(coefficients) == 3:
        a, b, c = coefficients
        root = sp.sqrt(sp.expand(b**2 - 4 * a * c))
        return [((-b + sign * root) / (2 * a), False) for sign in (1, -1)]
    return [(_cubic(*coefficients), False)] if len(coefficients) == 4 else []


def _cubic(a, b, c, d):
    """The one real root of an increasing cubic, u³ + pu + q = 0 with p > 0, by the hyperbolic sine."""
    p = sp.cancel((3 * a * c - b**2) / (3 * a**2))
    q = sp.cancel((2 * b**3 - 9 * a * b * c + 27 * a**2 * d) / (27 * a**3))
    if p == 0:
        return -sp.sign(q) * sp.cbrt(sp.Abs(q)) - b / (3 * a)
    if not nonzero(p).is_positive:
        return sp.nan
    return -2 * sp.sqrt(p / 3) * sp.sinh(sp.asinh(3 * q / (2 * p) * sp.sqrt(3 / p)) / 3) - b / (3 * a)
