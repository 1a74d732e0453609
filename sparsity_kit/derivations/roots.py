"""Solve F′(θ) = 0 on one smooth piece, where there is a formula for the solution."""

import numpy as np
import sympy as sp

from sparsity_kit.derivations.convexity import nonzero, random_values
from sparsity_kit.derivations.numbers import as_function
from sparsity_kit.derivations.symbols import theta


def root_between(slope, low, high, condition):
    """The root of an increasing `slope` between low and high; None if there is no formula for it.

    `condition` says for which values of the other symbols there is one. Where an equation has several roots, the
    one that lies between at all of many random values is taken.
    """
    found = candidates(slope, high)
    if len(found) == 1 and found[0][1]:
        return found[0][0]
    symbols = sorted((slope.free_symbols | condition.free_symbols) - {theta}, key=str)
    columns = random_values(symbols, 4000)
    holds = as_function(condition, symbols)(*columns)
    columns = [column[holds] for column in columns]
    for root, _ in found:
        if holds.any() and _lies_between(root, slope, low, high, symbols, columns):
            return root
    return None


def is_possible(condition):
    """Whether `condition` holds at any of many random values of its symbols."""
    if condition in (sp.true, sp.false):
        return bool(condition)
    symbols = sorted(condition.free_symbols, key=str)
    return bool(as_function(condition, symbols)(*random_values(symbols, 4000)).any())


def _lies_between(root, slope, low, high, symbols, columns):
    values, left, right = (as_function(f, symbols)(*columns) for f in (root, low, high))
    room = 1e-7 * (1 + np.abs(values))
    step = 1e-5 * (1e-3 + np.abs(values))
    below, above = (as_function(slope, [theta, *symbols])(values + s, *columns) for s in (-step, step))
    changes = ~(below > 0) & ~(above < 0)
    return bool(np.all(np.isfinite(values) & (values >= left - room) & (values <= right + room) & changes))


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
