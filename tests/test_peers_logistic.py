"""The logistic loss: what the suites of scikit-learn, celer and skglm check of a solver, with numbers of our own."""

import warnings

import numpy as np
import pytest
from judged.eighty_digits import Elastic
from judged.eighty_digits import Logistic as Judge
from problems import regression
from sklearn.linear_model import LogisticRegression

from sparsity_kit import (
    L1,
    L2,
    ConvergenceWarning,
    ElasticNet,
    GroupL2,
    Logistic,
    SquaredL2,
    constrained,
    lambda_max,
    minimize,
    path,
)


def labelled(n=40, p=5, seed=0, noise=1.0):
    """X, and labels ±1 that its first column tells, more or less."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p))
    return X, np.where(X[:, 0] + noise * rng.standard_normal(n) > 0, 1.0, -1.0)


def test_one_column_of_one_sign():
    """Doses that are all positive, without an intercept: one coefficient, where the slope is λ."""
    dose, cured = np.array([[0.4, 0.7, 1.2, 1.3, 0.9, 0.5, 1.0, 0.8]]).T, np.array([1, 1, 0, 0, 1, 1, 0, 1])
    theta = minimize(Logistic(dose, cured) + 0.02 * L1()).theta
    doubt = 1 / (1 + np.exp((2 * cured - 1) * (dose @ theta)))
    assert -((2 * cured - 1) * doubt) @ dose == pytest.approx(-0.02 * np.sign(theta), abs=1e-8) and theta[0] < 0


def test_labels_0_and_1_are_labels_minus_and_plus_one_and_flipping_them_flips_theta():
    X, y = labelled()
    theta = minimize(Logistic(X, y) + 1.0 * L1()).theta
    assert np.array_equal(minimize(Logistic(X, (y > 0).astype(int)) + 1.0 * L1()).theta, theta)
    assert np.allclose(minimize(Logistic(X, -y) + 1.0 * L1()).theta, -theta, atol=1e-9)


@pytest.mark.parametrize("lam", [100.0, 10.0, 1.0, 0.1, 1e-2, 1e-4, 1e-6])
@pytest.mark.parametrize("ratio", [1.0, 0.5, 0.0])
def test_prices_from_1e2_to_1e_minus_6(ratio, lam):
    """(scikit-learn's C = 1/λ.) The judge says how good it is; the penalty that is the same says the same."""
    X, y = labelled()
    loss, judge, shape = Logistic(X, y), Judge(X, y), Elastic(ratio, 1 - ratio)
    solution = minimize(loss + lam * ElasticNet(ratio))
    best = judge.minimum(lam, shape).value
    assert solution.converged
    assert float(judge.value(solution.theta, lam, shape) - best) < 1e-12 * float(judge.at_zero())
    same = {1.0: L1(), 0.0: SquaredL2()}.get(ratio)
    if same:
        assert np.allclose(minimize(loss + lam * same).theta, solution.theta, atol=1e-7)


def test_noise_and_constant_columns_beside_liblinear():
    X, y = labelled(100, 8, seed=1)
    X = np.column_stack([X, np.ones((100, 2)), np.random.default_rng(1).standard_normal((100, 3))])
    peer = LogisticRegression(l1_ratio=1, C=0.5, solver="liblinear", fit_intercept=False, tol=1e-10, max_iter=10**5)
    loss = Logistic(X, y)
    solution = minimize(loss + 2.0 * L1())
    found = peer.fit(X, y).coef_[0]
    assert solution.value <= loss.value(found) + 2.0 * np.abs(found).sum() + 1e-12
    assert np.allclose(X @ solution.theta, X @ found, atol=1e-4)  # θ itself is not unique: two columns are equal


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), ElasticNet(0.5), L2(), GroupL2([0, 0, 1, 1, 2])], ids=repr)
def test_separable_labels_have_a_finite_answer_at_any_price(penalty):
    X, y = labelled(noise=0.0)
    for lam in (1.0, 0.01):
        solution = minimize(Logistic(X, y) + lam * penalty)
        assert solution.converged and np.isfinite(solution.theta).all() and (y * (X @ solution.theta) > 0).mean() > 0.9
        assert abs(solution.duality_gap) < 1e-7


APART = np.array([[1.0, 0.2], [2.0, -1.0], [-1.0, 0.5], [-2.0, -0.3]])
IN_PART = np.array([[2.0, 1.0], [0.0, 1.0], [0.0, 1.0], [-1.0, 1.0]])  # the first column says two labels of four


@pytest.mark.parametrize("X, y", [(APART, [1, 1, 0, 0]), (IN_PART, [1, 1, 1, 1]), (IN_PART, [1, 1, 0, 0])])
@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), L2(), ElasticNet(0.5), GroupL2([0, 1])], ids=repr)
def test_labels_told_apart_at_no_price_have_no_minimiser_and_a_warning_says_so(X, y, penalty):
    """Albert and Anderson (1984): f falls for ever along a plane that tells labels apart, wholly or in part."""
    loss = Logistic(X, y)
    with pytest.warns(ConvergenceWarning, match="a plane tells labels apart, here by a margin of .* a price"):
        solution = minimize(loss + np.array([1.0, 0.0]) * penalty)
    assert solution.converged.tolist() == [True, False]
    assert loss.value(2 * solution.theta[1]) <= solution.value[1]
    with pytest.warns(ConvergenceWarning, match="at 1 of 2 λ, worst at λ = 0 .*: a plane tells labels apart"):
        path(loss + np.array([1.0, 0.0]) * penalty)


def test_a_ball_so_large_that_labels_told_apart_cost_nothing_is_refused_for_what_it_is():
    loss = Logistic(APART, [1, 1, 0, 0])
    assert np.abs(minimize(constrained(loss + L1(), 2.0)).theta).sum() == pytest.approx(2.0)
    with pytest.raises(ValueError, match="outside the ball the loss falls by rounding, Ω = "):
        constrained(loss + L1(), 1e4)
    with pytest.raises(ValueError, match=r"no λ gives Ω = 24: near λ = .* rounding leaves Ω = 2[34]\..*; take a"):
        constrained(loss + L1(), 24.0)


def test_what_costs_nothing_tells_labels_apart_at_any_price():
    free_level = GroupL2([0, 1], weights=[1.0, 0.0])
    with pytest.warns(ConvergenceWarning, match="a plane tells labels apart, .*; give every coefficient a price"):
        assert not minimize(Logistic(np.column_stack([APART[:, 0], np.ones(4)]), [1, 1, 1, 1]) + free_level).converged
    assert minimize(Logistic(np.column_stack([APART[:, 0], np.ones(4)]), [1, 1, 0, 0]) + free_level).converged


def test_just_below_lambda_max_one_column_is_alive():
    """On columns of sizes from 0.1 to 10, where a solver that wants one step length for all is slow."""
    X, y = labelled(60, 4, seed=2)
    loss = Logistic(X * np.array([0.1, 1.0, 3.0, 10.0]), y)
    largest = lambda_max(loss)
    assert largest == pytest.approx(np.abs(y @ loss.X).max() / 2, rel=1e-14)
    assert not minimize(loss + largest * L1()).theta.any()
    solution = minimize(loss + 0.99 * largest * L1())
    assert solution.converged and np.count_nonzero(solution.theta) == 1


def test_a_value_of_1e100_is_no_trouble_or_is_named():
    """A point at 1e100 and one at 0: θ is of the size of 1e-98, or a warning says that it is not."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        solution = minimize(Logistic([[0.0], [1e100]], [0, 1]) + 1e98 * L1())
    assert np.isfinite(solution.theta).all()
    assert solution.converged or any(issubclass(w.category, ConvergenceWarning) for w in caught)


def test_rows_twice_and_half_the_price_are_the_same():
    X, y = labelled(seed=3)
    twice = minimize(Logistic(np.vstack([X, X]), np.append(y, y)) + 2.0 * L1()).theta
    assert np.allclose(twice, minimize(Logistic(X, y) + 1.0 * L1()).theta, atol=1e-8)


@pytest.mark.parametrize("penalty", [L1(), ElasticNet(0.5), GroupL2([0, 1, 1, 2, 0])], ids=repr)
def test_a_start_at_the_answer_is_the_end(penalty):
    loss = Logistic(*labelled(seed=4))
    cold = minimize(loss + 1.0 * penalty)
    warm = minimize(loss + 1.0 * penalty, start=cold.theta)
    assert warm.converged and warm.n_iter <= 10 and np.allclose(warm.theta, cold.theta, atol=1e-9)


def test_a_ridge_logistic_with_more_columns_than_rows():
    X, y = regression(15, 40, seed=5)
    labels = np.where(y > 0, 1.0, -1.0)
    theta = minimize(Logistic(X, labels) + 0.5 * SquaredL2()).theta
    peer = LogisticRegression(C=1.0, fit_intercept=False, tol=1e-12, max_iter=10**5).fit(X, labels).coef_[0]
    assert np.allclose(theta, peer, atol=1e-6)
    dual = labels / (1 + np.exp(labels * (X @ theta)))
    assert np.allclose(theta, X.T @ dual, atol=1e-8)  # θ is a sum of rows: λ = ½, so 2λθ = Σ doubtᵢ yᵢ xᵢ
