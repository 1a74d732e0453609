"""A column that leaves the exact path is exactly zero from there on: against the path in fractions."""

from itertools import combinations, product

import numpy as np
import pytest
import sympy as sp

from sparsity_kit import lasso_path

COLUMNS = [column for column in product((-1, 0, 1), repeat=3) if column > (0, 0, 0)]
TABLES = [np.transpose(chosen) for chosen in combinations(COLUMNS, 3) if abs(np.linalg.det(chosen)) > 0.5]


def exact_exits(X, y):
    """(λ, column) of every exit, by the plain exchange in fractions; None if several columns are due at once."""
    X, y = sp.Matrix(X), sp.Matrix(y)
    signs, exits = [0] * X.shape[1], []
    while True:
        on = [j for j, sign in enumerate(signs) if sign]
        start, slope = sp.zeros(X.shape[1], 1), sp.zeros(X.shape[1], 1)
        if on:
            A = X[:, on]
            both = (A.T * A).LUsolve((A.T * y).row_join(-sp.Matrix([signs[j] for j in on]) / 2))
            for row, j in enumerate(on):
                start[j], slope[j] = both[row, :]
        a, b = X.T * (y - X * start), -X.T * (X * slope)
        due = [
            (-start[j] / slope[j] if sign * start[j] < 0 else sp.Integer(0))
            if sign
            else abs(a[j]) / (sp.Rational(1, 2) - b[j] * sp.sign(a[j]))
            for j, sign in enumerate(signs)
        ]
        lam, j = max((price, j) for j, price in enumerate(due))
        if lam == 0:
            return exits if all(start) else None
        if due.count(lam) > 1:
            return None
        if signs[j]:
            exits.append((lam, j))
        signs[j] = 0 if signs[j] else sp.sign(a[j])


@pytest.mark.parametrize("y", [(1, 2, 3), (3, 5, 1)])
def test_who_leaves_is_exactly_zero_and_the_events_say_so(y):
    seen = 0
    for X in TABLES:
        exits = exact_exits(X, y)
        if exits is None:
            continue
        path = lasso_path(X, y)
        found = [(event.lam, *event.left) for event in path.events if event.left]
        assert [j for _, j in found] == [j for _, j in exits], X.tolist()
        for lam, j in exits:
            np.testing.assert_allclose(path.lams[np.abs(path.lams - float(lam)).argmin()], float(lam), rtol=1e-12)
            assert path(float(lam) * (1 - 1e-9))[j] == 0.0
        seen += len(exits)
    assert seen > 10
