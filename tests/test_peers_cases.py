"""Squared error: what the suites of scikit-learn, celer and skglm check of a solver, with numbers of our own."""

import numpy as np
import pytest
from judged.eighty_digits import Elastic, Regression
from problems import PENALTIES, regression
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.linear_model import lasso_path as peer_path

from sparsity_kit import (
    L1,
    L2,
    ConvergenceWarning,
    ElasticNet,
    GroupL2,
    Penalty,
    SquaredError,
    SquaredL2,
    duality_gap,
    elastic_net_path,
    grid_path,
    lambda_grid,
    lambda_max,
    lasso_path,
    minimize,
    ridge_path,
)

RANK_DEFICIENT = {
    "more columns than rank": ([[3.0, 0.0], [0.0, 3.0], [6.0, 6.0]], [4.0, 1.0, 4.0]),
    "a row of almost nothing": ([[7.0, 7.0, 0.0], [1e-30, 0.0, 0.0], [0.0, 0.0, 1.0]], [5.0, 0.0, 3.0]),
    "two equal columns": ([[2.0, 2.0, 1.0], [4.0, 4.0, 0.0], [1.0, 1.0, 0.0]], [2.0, 0.0, 1.0]),
    "all columns equal": ([[2.0, 2.0], [2.0, 2.0]], [3.0, 3.0]),
    "sizes from 1e-30 to 1e18": ([[1e18, 1e18, 0.0], [-1e-30, 0.0, 0.0], [1.0, 1.0, 1.0]], [4.0, 4.0, 1.0]),
    "Hilbert": (1 / (1.0 + np.arange(6)[:, None] + np.arange(6)), np.arange(6.0)),
}


class NonnegativeL1(Penalty):
    """Σθⱼ where no θⱼ is negative, else infinite."""

    separable = True

    def value(self, theta):
        return np.where((theta >= 0).all(axis=-1), theta.sum(axis=-1), np.inf)

    def prox(self, v, step):
        return np.maximum(v - step, 0.0)


def low_rank(n=60, p=20, rank=6, seed=0):
    """A design whose singular values fall fast behind the first few, and a y that it explains."""
    rng = np.random.default_rng(seed)
    U, V = (np.linalg.qr(rng.standard_normal((size, p)))[0] for size in (n, p))
    X = U * (np.exp(-((np.arange(p) / rank) ** 2)) + 0.01) @ V.T
    return X, X @ rng.standard_normal(p)


def excess(X, y, lam, theta):
    """(F(θ) − min F)/F(0) of the lasso, in 120 digits."""
    judge = Regression(X, y)
    return float((judge.value(theta, lam, Elastic()) - judge.minimum(lam, Elastic()).value) / judge.at_zero())


# LARS


@pytest.mark.parametrize("case", RANK_DEFICIENT)
@pytest.mark.parametrize("share", [0.5, 1e-2, 1e-4])
def test_path_and_sweeps_are_right_where_columns_depend_on_each_other(case, share):
    X, y = RANK_DEFICIENT[case]
    lam = share * float(lambda_max(X, y))
    assert excess(X, y, lam, lasso_path(X, y)(lam)) < 1e-13
    assert excess(X, y, lam, minimize(SquaredError(X, y) + lam * ElasticNet(1.0)).theta) < 1e-13


def test_a_target_of_zeros_has_a_path_of_zeros():
    path = lasso_path(regression()[0], np.zeros(20))
    assert not path.theta.any() and not path(0.0).any() and path(7.0).tolist() == [0.0] * 4


def test_a_column_that_must_leave_may_come_back():
    """A triangular design on which columns leave, and one of them returns with the other sign."""
    rows = (
        [0.5, 0.1, 0.3, 0.0, -0.7],
        [0, 0.9, -0.1, -0.1, 0.1],
        [0, 0, 0.8, 0, 0.2],
        [0, 0, 0, 0.8, -0.1],
        [0, 0, 0, 0, 0.4],
    )
    X = np.array(rows)
    y = np.array([-6.0, -4.0, -8.0, 6.0, -19.0])
    path = lasso_path(X, y)
    left = {j for event in path.events for j in event.left}
    back = {j for event in path.events for j in event.entered if j in left}
    assert left and back
    assert np.allclose(path(0.0), np.linalg.solve(X, y), rtol=1e-10)
    assert max(excess(X, y, lam, path(lam)) for lam in path.lams[1:-1]) < 1e-14


def test_prices_fall_and_a_shorter_path_is_the_head_of_the_longer():
    X, y = regression(30, 8, seed=3)
    whole = lasso_path(X, y)
    short = lasso_path(X, y, lam_min=float(whole.lams[3]))
    assert (np.diff(whole.lams) < 0).all()
    assert np.allclose(short.lams, whole.lams[:4], rtol=1e-14)
    assert np.allclose(short.theta, whole.theta[:4], rtol=1e-12, atol=1e-14)


def test_equal_targets_tie_and_both_columns_enter_at_once():
    """Two rows, each seen by one column alone, with one and the same y."""
    X, y = [[0.0, 0.0, 0.0, -2.0, 0.0], [0.0, -2.0, 0.0, 0.0, 0.0]], [-3.0, -3.0]
    path = lasso_path(X, y)
    assert path.lams.tolist() == [12.0, 0.0] and path.events[0].kind == "tie"
    assert path(0.0).tolist() == [0.0, 1.5, 0.0, 1.5, 0.0] and path(6.0).tolist() == [0.0, 0.75, 0.0, 0.75, 0.0]


def test_a_wide_design_with_uniform_noise_meets_the_sweeps_of_a_peer():
    rng = np.random.default_rng(5)
    X = rng.standard_normal((40, 60))
    y = X[:, [3, 17, 31, 44]] @ [1.5, -1.2, 1.9, -1.0] + 0.2 * rng.random(40)
    lams = lambda_grid(lambda_max(X, y), 12, 1e-2)
    _, coefs, _ = peer_path(X, y, alphas=lams / 80, tol=1e-12, max_iter=10**5)
    assert np.allclose(lasso_path(X, y, lam_min=lams[-1])(lams), coefs.T, atol=1e-6)


@pytest.mark.parametrize("form", ["lists", "Fortran", "reversed views", "read-only", "float32"])
def test_the_form_of_the_data_changes_nothing_and_the_data_stay(form):
    rng = np.random.default_rng(6)
    X, y = rng.integers(-4, 5, (12, 5)) * 1.0, rng.integers(-9, 10, 12) * 1.0
    expected = lasso_path(X, y)(3.0), minimize(SquaredError(X, y) + 3.0 * ElasticNet(0.5)).theta
    A, b = {
        "lists": lambda: (X.astype(int).tolist(), y.astype(int).tolist()),
        "Fortran": lambda: (np.asfortranarray(X), y),
        "reversed views": lambda: (X[::-1].copy()[::-1], y[::-1].copy()[::-1]),
        "read-only": lambda: (X.copy(), y.copy()),
        "float32": lambda: (X.astype(np.float32), y.astype(np.float32)),
    }[form]()
    if form == "read-only":
        A.setflags(write=False)
    kept = np.array(A)
    found = lasso_path(A, b)(3.0), minimize(SquaredError(A, b) + 3.0 * ElasticNet(0.5)).theta
    assert all(np.allclose(f, e, rtol=1e-13, atol=0) and f.dtype == float for f, e in zip(found, expected, strict=True))
    assert np.array_equal(np.array(A), kept)


# Coordinate descent


@pytest.mark.parametrize("ratio", [1.0, 0.7, 0.3, 0.0])
@pytest.mark.parametrize("lam", [0.0, 1e-8, 4.0, 15.9, 16.0, 40.0])
def test_a_straight_line_through_three_points(ratio, lam):
    """x = y = (−2, 0, 2): θ = (8 − λr/2)/(8 + λ(1 − r)) where that is positive."""
    x, y = [[-2.0], [0.0], [2.0]], [-2.0, 0.0, 2.0]
    solution = minimize(SquaredError(x, y) + lam * ElasticNet(ratio))
    assert solution.converged
    assert solution.theta[0] == pytest.approx(max(8 - lam * ratio / 2, 0) / (8 + lam * (1 - ratio)), rel=1e-14, abs=0)
    assert lam == 0 or abs(solution.duality_gap) < 1e-13


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_data_of_zeros_have_zeros_as_answer(penalty):
    solution = minimize(SquaredError(np.zeros((3, 4)), np.zeros(3)) + 0.1 * penalty)
    assert solution.converged and not solution.theta.any() and solution.value == 0 and solution.duality_gap == 0


def test_the_duality_gap_is_a_bound_no_looser_than_with_the_residual_as_dual_point():
    """With u = s·r feasible, the dual of the lasso is ‖y‖² − ‖y − u‖²."""
    X, y = regression(10, 30, seed=7)
    lam, theta = 0.02 * lambda_max(X, y), np.random.default_rng(7).standard_normal(30)
    r = y - X @ theta
    u = r * min(1.0, lam / (2 * np.abs(X.T @ r).max()))
    primal, dual = r @ r + lam * np.abs(theta).sum(), y @ y - (y - u) @ (y - u)
    gap = duality_gap(SquaredError(X, y) + lam * L1(), theta)
    assert excess(X, y, lam, theta) * (y @ y) <= gap <= (primal - dual) * (1 + 1e-12)


@pytest.mark.parametrize("penalty", [p for p in PENALTIES if not isinstance(p, SquaredL2)], ids=repr)
def test_lambda_max_kills_and_one_percent_less_does_not(penalty):
    loss = SquaredError([[3.0, -1, 0, 2], [2, -5, 1, 0], [5, -3, 1, 1], [1, -4, 0, 2]], [5.0, 12.0, 11.0, 9.0])
    largest = lambda_max(loss, penalty)
    assert not minimize(loss + largest * penalty).theta.any()
    assert np.abs(minimize(loss + 0.99 * largest * penalty).theta).max() > 1e-4


@pytest.mark.parametrize("make", [regression, lambda: low_rank()], ids=["full", "low"])
@pytest.mark.parametrize("lam", [1e-4, 0.1, 10.0])
def test_an_elastic_net_without_l1_is_ridge(make, lam):
    X, y = make()
    theta = minimize(SquaredError(X, y) + lam * ElasticNet(0.0)).theta
    assert np.allclose(
        theta, Ridge(alpha=lam, fit_intercept=False, solver="svd").fit(X, y).coef_, rtol=1e-7, atol=1e-10
    )
    assert np.allclose(theta, ridge_path(X, y, lam), rtol=1e-7, atol=1e-10)


@pytest.mark.parametrize("make", [regression, low_rank], ids=["full", "low"])
@pytest.mark.parametrize("penalty", [L1(), ElasticNet(0.5), SquaredL2()], ids=repr)
def test_a_price_of_zero_is_least_squares(make, penalty):
    X, y = make()
    theta = minimize(SquaredError(X, y) + 0.0 * penalty).theta
    assert np.allclose(theta, LinearRegression(fit_intercept=False).fit(X, y).coef_, atol=1e-8)


def test_centring_is_an_intercept():
    X, y = regression(30, 4, seed=8)
    X, y = X + np.array([3.0, -2.0, 10.0, 0.0]), y + 5
    centred = X - X.mean(axis=0), y - y.mean()
    lam = 6.0
    lasso = Lasso(alpha=lam / 60, tol=1e-14, max_iter=10**5).fit(X, y)
    assert np.allclose(lasso_path(*centred)(lam), lasso.coef_, atol=1e-9)
    assert np.allclose(ridge_path(*centred, lam), Ridge(alpha=lam).fit(X, y).coef_, atol=1e-10)


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_a_row_of_weight_four_is_four_rows_and_of_weight_zero_none(penalty):
    X, y = regression(15, 4, seed=9)
    weights = np.array([4.0, 0.0, 1.0] * 5)
    often = np.repeat(np.arange(15), weights.astype(int))
    scaled = minimize(SquaredError(X * np.sqrt(weights)[:, None], y * np.sqrt(weights)) + 3.0 * penalty)
    assert np.allclose(scaled.theta, minimize(SquaredError(X[often], y[often]) + 3.0 * penalty).theta, atol=1e-9)


def test_a_weight_on_a_coefficient_is_a_shorter_column():
    X, y = regression(30, 6, seed=10)
    weights = np.array([0.3, 1.0, 2.0, 0.7, 5.0, 1.1])
    weighted = minimize(SquaredError(X, y) + 2.0 * GroupL2(range(6), weights)).theta
    assert np.allclose(weighted, lasso_path(X / weights, y)(2.0) / weights, atol=1e-9)


def test_only_positive_coefficients():
    X, y = regression(25, 6, seed=11)
    solution = minimize(SquaredError(X, y) + 5.0 * NonnegativeL1())
    peer = Lasso(alpha=5.0 / 50, fit_intercept=False, positive=True, tol=1e-14, max_iter=10**5).fit(X, y)
    assert solution.converged and (solution.theta >= 0).all() and (solution.theta == 0).any()
    assert np.allclose(solution.theta, peer.coef_, atol=1e-8)


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_a_stack_of_targets_is_one_target_after_the_other(penalty):
    X, Y = regression(20, 4, seed=12, batch=(3,))
    together = minimize(SquaredError(X, Y) + 2.0 * penalty).theta
    assert np.allclose(together, [minimize(SquaredError(X, y) + 2.0 * penalty).theta for y in Y], atol=1e-8)


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_a_warm_start_ends_where_a_cold_one_does_and_sooner(penalty):
    loss, lams = SquaredError(*regression(seed=13)), np.array([30.0, 10.0, 3.0, 1.0])
    cold = minimize(loss + lams * penalty)
    assert np.allclose(grid_path(loss + lams * penalty).theta, cold.theta, atol=1e-8)
    again = minimize(loss + lams * penalty, start=cold.theta, method="proximal_gradient")
    assert again.converged.all() and again.n_iter <= 10 and np.allclose(again.theta, cold.theta, atol=1e-8)


def test_too_few_steps_are_confessed():
    loss = SquaredError(*regression(20, 12, seed=14))
    with pytest.warns(ConvergenceWarning, match="after 1 steps"):
        solution = minimize(loss + 0.1 * L2(), max_iter=1)
    assert not solution.converged and solution.duality_gap > 0


@pytest.mark.parametrize("penalty", [L1(), ElasticNet(0.5), SquaredL2(), L2()], ids=repr)
def test_columns_in_another_order_and_with_other_signs(penalty):
    X, y = regression(25, 7, seed=15)
    order, signs = np.array([3, 0, 6, 1, 5, 2, 4]), np.array([1, -1, 1, 1, -1, -1, 1])
    theta = minimize(SquaredError(X, y) + 2.0 * penalty).theta
    turned = minimize(SquaredError(X[:, order] * signs, y) + 2.0 * penalty).theta
    assert np.allclose(turned, theta[order] * signs, atol=1e-8)
    assert np.allclose(minimize(SquaredError(X, -y) + 2.0 * penalty).theta, -theta, atol=1e-8)


def test_a_column_of_zeros_stays_zero():
    X, y = regression(20, 8, seed=16)
    X[:, :3] = 0
    for penalty in (L1(), ElasticNet(0.5), SquaredL2(), L2(), GroupL2([0, 0, 1, 1, 2, 2, 3, 3])):
        solution = minimize(SquaredError(X, y) + 1.0 * penalty)
        assert solution.converged and np.abs(solution.theta[:3]).max() < 1e-15 and solution.theta[3:].any()


# Groups


def test_groups_of_one_are_the_lasso_and_shuffled_groups_are_the_same_groups():
    X, y = regression(30, 9, seed=17)
    assert np.allclose(minimize(SquaredError(X, y) + 4.0 * GroupL2(range(9))).theta, lasso_path(X, y)(4.0), atol=1e-8)
    groups, order = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2]), np.array([4, 8, 1, 0, 5, 2, 7, 3, 6])
    theta = minimize(SquaredError(X, y) + 9.0 * GroupL2(groups, [0.5, 1.0, 2.0])).theta
    shuffled = minimize(SquaredError(X[:, order], y) + 9.0 * GroupL2(groups[order], [0.5, 1.0, 2.0])).theta
    assert np.allclose(shuffled, theta[order], atol=1e-8)


@pytest.mark.parametrize("share", [0.9, 0.3, 0.01])
def test_each_group_is_in_balance_by_definition(share):
    """A living group's slope is −λw·θ_g/‖θ_g‖; a dead one's is no longer than λw."""
    X, y = regression(40, 9, seed=18)
    penalty = GroupL2([0, 1, 2, 0, 1, 2, 0, 1, 2], [1.0, 0.4, 2.5])
    lam = share * lambda_max(SquaredError(X, y), penalty)
    theta = minimize(SquaredError(X, y) + lam * penalty).theta
    slope = 2 * X.T @ (X @ theta - y)
    for g, weight in enumerate(penalty.weights):
        part, pull = theta[g::3], slope[g::3]
        if part.any():
            assert np.allclose(pull, -lam * weight * part / np.linalg.norm(part), atol=1e-7 * lam)
        else:
            assert np.linalg.norm(pull) <= lam * weight * (1 + 1e-9)


# Ridge


@pytest.mark.parametrize("shape", [(30, 8), (12, 12), (8, 30)], ids=["tall", "square", "wide"])
def test_ridge_has_two_forms(shape):
    """(XᵀX + λ)⁻¹Xᵀy = Xᵀ(XXᵀ + λ)⁻¹y."""
    X, y = regression(*shape, seed=19)
    lam, (n, p) = 0.7, shape
    narrow, wide = (
        np.linalg.solve(X.T @ X + lam * np.eye(p), X.T @ y),
        X.T @ np.linalg.solve(X @ X.T + lam * np.eye(n), y),
    )
    assert np.allclose(ridge_path(X, y, lam), narrow, rtol=1e-9)
    assert np.allclose(ridge_path(X, y, lam), wide, rtol=1e-9)
    assert np.allclose(minimize(SquaredError(X, y) + lam * SquaredL2()).theta, narrow, rtol=1e-9)


@pytest.mark.parametrize("shape", [(30, 8), (12, 12), (8, 30)], ids=["tall", "square", "wide"])
def test_ridge_between_no_price_and_a_huge_one(shape):
    """Next to nothing is the shortest least squares solution, and 1e16 is Xᵀy/1e16."""
    X, y = regression(*shape, seed=20)
    shortest = np.linalg.pinv(X) @ y
    assert np.allclose(ridge_path(X, y, 1e-14), shortest, rtol=1e-7) and np.allclose(ridge_path(X, y, 0.0), shortest)
    assert np.allclose(ridge_path(X, y, 1e16), X.T @ y / 1e16, rtol=1e-12)


def test_ridge_with_a_price_for_each_target():
    X, Y = regression(20, 10, seed=21, batch=(5,))
    lams = np.arange(5.0)
    apart = [ridge_path(X, y, lam) for y, lam in zip(Y, lams, strict=True)]
    assert np.allclose(ridge_path(X, Y, lams), apart, rtol=1e-10)
    assert np.allclose(minimize(SquaredError(X, Y) + lams * SquaredL2()).theta, apart, rtol=1e-10)


def test_ridge_shares_among_copies_and_counts_rows_twice():
    X, y = regression(20, 5, seed=22)
    once = ridge_path(X, y, 3.0)
    assert np.allclose(ridge_path(np.hstack([X, X]), y, 6.0), np.tile(once / 2, 2), rtol=1e-10)
    assert np.allclose(ridge_path(np.vstack([X, X]), np.append(y, y), 6.0), once, rtol=1e-10)


def test_the_elastic_net_path_is_the_lasso_with_more_rows():
    X, y = regression(20, 6, seed=23)
    more = np.vstack([X, np.sqrt(2.0) * np.eye(6)]), np.append(y, np.zeros(6))
    lams = lambda_grid(lambda_max(X, y), 10, 1e-3)
    assert np.allclose(elastic_net_path(X, y, 2.0)(lams), lasso_path(*more)(lams), atol=1e-12)
