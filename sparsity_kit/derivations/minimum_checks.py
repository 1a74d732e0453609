"""Checks of a root and of a minimiser, in numbers: at hundreds of random values of the symbols at once."""

import numpy as np
import sympy as sp

from sparsity_kit.derivations.convexity import random_values
from sparsity_kit.derivations.numbers import as_function
from sparsity_kit.derivations.steps import StepError, show
from sparsity_kit.derivations.symbols import theta


def solves(slope, condition):
    """A check: the slope vanishes at the right-hand side of θ = …, where `condition` holds."""

    def check(formula):
        root = formula.rhs
        symbols = sorted((slope.free_symbols | root.free_symbols | condition.free_symbols) - {theta}, key=str)
        columns = random_values(symbols)
        values = as_function(root, symbols)(*columns)
        nearby = (values - 1e-6 * (1e-3 + np.abs(values)), values + 1e-6 * (1e-3 + np.abs(values)))
        below, above = (as_function(slope, [theta, *symbols])(near, *columns) for near in nearby)
        wrong = as_function(condition, symbols)(*columns) & ((below > 0) | (above < 0) | ~np.isfinite(values))
        _raise_at(wrong, symbols, columns)

    return check


def is_least(objective):
    """A check: no other θ makes F lower than the formula's, at random data; near it, and far away."""

    def check(formula):
        symbols = sorted((objective.free_symbols | formula.free_symbols) - {theta}, key=str)
        columns = random_values(symbols, 300)
        best = as_function(formula, symbols)(*columns)
        total = as_function(objective, [theta, *symbols])
        least = total(best, *columns)
        sizes = np.concatenate([sign * np.geomspace(1e-3, 30, 40) for sign in (-1, 1)])[:, None]
        rivals = np.concatenate([best + sizes * (1e-3 + np.abs(best)), 0 * best + sizes, 0 * best[None]])
        lower = total(rivals, *columns) < least - 1e-9 * (1 + np.abs(least))
        _raise_at(lower.any(axis=0) | ~np.isfinite(least), symbols, columns)

    return check


def _raise_at(wrong, symbols, columns):
    if wrong.any():
        point = {s: sp.Float(column[np.flatnonzero(wrong)[0]], 3) for s, column in zip(symbols, columns, strict=True)}
        raise StepError(f"it fails at {show(point)}")
