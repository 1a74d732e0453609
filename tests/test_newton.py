"""The logistic loss by Newton's steps: where a bowl is nearly flat, or a path ends, the steps go on and arrive."""

import numpy as np
import pytest
from problems import regression

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Logistic, SquaredError, SquaredL2, lambda_max, minimize


def outlier(seed):
    """Labels that a plane tells apart, and a row a hundred thousand times as long as the others."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((12, 3))
    y = np.where(X[:, 0] + 0.3 * rng.standard_normal(12) > 0, 1.0, -1.0)
    X[0] *= 1e5
    return X, y


@pytest.mark.parametrize("share", [1e-3, 1e-6, 1e-8])
@pytest.mark.parametrize("seed", [69, 144, 224, 248])
def test_an_outlier_and_labels_that_can_be_told_apart(seed, share):
    """Slopes are λ, by definition; F is what no shortened doubts, which are a bound (Boyd and Vandenberghe), exceed."""
    X, y = outlier(seed)
    lam = share * lambda_max(Logistic(X, y))
    solution = minimize(Logistic(X, y) + lam * L1())
    doubt = np.exp(-np.logaddexp(0, y * (X @ solution.theta)))
    slope = (y * doubt) @ X
    assert np.abs(slope).max() <= lam * (1 + 1e-3)
    doubt *= lam / max(np.abs(slope).max(), lam)
    bound = -(doubt * np.log(doubt, where=doubt > 0, out=np.zeros(12)) + (1 - doubt) * np.log1p(-doubt)).sum()
    assert solution.converged and solution.value - bound <= 1e-5 * 12


@pytest.mark.parametrize("penalty", [L1(), ElasticNet(0.3), SquaredL2()])
def test_a_column_that_is_nearly_another_loses_no_digits_of_the_bowl(penalty):
    """Squares, as in XᵀX, would know nothing of a distance of 1e-7."""
    rng = np.random.default_rng(5)
    X = rng.standard_normal((60, 10))
    X[:, 1] = X[:, 0] + 1e-7 * rng.standard_normal(60)
    loss = Logistic(X, np.sign(X[:, 0] / np.abs(X[:, 0]).max() + rng.standard_normal(60)))
    assert minimize(loss + lambda_max(loss) * np.array([0.5, 1e-2, 1e-4]) * penalty).converged.all()


@pytest.mark.parametrize("n", [30, 3])
def test_a_column_of_zeros_changes_nothing_for_the_others(n):
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((n, 4)), np.arange(n) % 2
    for penalty in (L1(), SquaredL2(), L2()):
        others = minimize(Logistic(X, y) + 0.1 * penalty)
        solution = minimize(Logistic(np.insert(X, 2, 0.0, axis=1), y) + 0.1 * penalty)
        assert solution.converged and solution.method == others.method == "newton" and solution.theta[2] == 0
        assert np.allclose(solution.theta, np.insert(others.theta, 2, 0.0), rtol=0, atol=1e-6)


@pytest.mark.parametrize("penalty", [SquaredL2(), L2()], ids=repr)
def test_from_a_start_whose_square_is_no_number_the_steps_begin_at_zero(penalty):
    objective = Logistic([[1.0, 2.0], [3.0, 1.0], [0.0, 1.0]], [1, 0, 1]) + 1.0 * penalty
    solution = minimize(objective, start=[1e160, -1e160])
    assert solution.converged and np.allclose(solution.theta, minimize(objective).theta, rtol=0, atol=1e-8)


@pytest.mark.parametrize("weights", [[1, 1, 1, 1], [1, 1, 2, 0.5]])
@pytest.mark.parametrize("make", [SquaredError, lambda X, y: Logistic(X, y > 0)], ids=["squared", "logistic"])
def test_groups_of_one_are_the_lasso_of_columns_in_other_units_and_as_quick(make, weights):
    """Near-copies, of which the lasso takes one: between them F is as flat as a rounding is small."""
    rng = np.random.default_rng(3)
    a, X, weights = rng.standard_normal(30), rng.standard_normal((30, 4)), np.array(weights)
    X[:, 0], X[:, 1] = a, a + 1e-6 * X[:, 1]
    y = a + rng.standard_normal(30)
    for share in (0.5, 0.01):
        lasso = make(X / weights, y) + share * lambda_max(make(X / weights, y)) * L1()
        solution, known = minimize(make(X, y) + lasso.lam * GroupL2([0, 1, 2, 3], weights)), minimize(lasso)
        assert solution.converged and np.array_equal(solution.support, known.support) and solution.n_iter < 20
        assert np.allclose(solution.theta * weights, known.theta, rtol=1e-6, atol=0)


@pytest.mark.parametrize("units", [[1e-2, 1e-9, 1e-4, 1e-2], [1e2, 1e9, 1e4, 1e2]])
def test_no_columns_unit_changes_newtons_steps(units):
    X, y = regression(40, 4)
    labels = np.sign(y + np.random.default_rng(0).standard_normal(40) * np.abs(y).max())
    plain, other = (minimize(Logistic(X * u, labels) + 0.0 * L1(), method="newton") for u in ([1.0] * 4, units))
    assert plain.converged and other.converged
    np.testing.assert_allclose(other.theta * units, plain.theta, rtol=1e-9)
