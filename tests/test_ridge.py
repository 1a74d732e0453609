"""ridge_path is right at every λ at once: by the gradient, by scikit-learn, at both ends, at every scale and rank."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from problems import regression
from sklearn.linear_model import Ridge

from sparsity_kit import Logistic, Quadratic, SquaredError, SquaredL2, minimize, ridge_path

LAMS = np.geomspace(1e-3, 1e4, 30)
SHAPES = [(20, 4), (6, 6), (4, 9), (1, 5), (5, 1)]
every_shape = pytest.mark.parametrize("shape", SHAPES, ids=str)


@every_shape
def test_c6_the_slope_of_the_whole_objective_is_zero(shape):
    X, y = regression(*shape)
    theta = ridge_path(X, y, LAMS)
    assert theta.shape == (30, shape[1])
    slope = 2 * (theta @ X.T - y) @ X + 2 * LAMS[:, None] * theta
    np.testing.assert_allclose(slope, 0, atol=1e-12 * np.abs(y @ X).max())


@every_shape
def test_scikit_learn_finds_the_same_coefficients(shape):
    X, y = regression(*shape)
    theirs = [Ridge(alpha=lam, fit_intercept=False, solver="svd").fit(X, y).coef_ for lam in LAMS]
    np.testing.assert_allclose(ridge_path(X, y, LAMS), theirs, rtol=1e-9, atol=1e-12)


def test_it_solves_the_normal_equations_and_is_what_minimize_returns():
    X, y = regression()
    normal = [np.linalg.solve(X.T @ X + lam * np.eye(4), X.T @ y) for lam in LAMS]
    np.testing.assert_allclose(ridge_path(X, y, LAMS), normal, rtol=1e-11)
    solution = minimize(SquaredError(X, y) + LAMS * SquaredL2())
    assert solution.method == "closed_form" and np.array_equal(solution.theta, ridge_path(X, y, LAMS))


@every_shape
def test_at_zero_it_is_the_shortest_least_squares_and_arrives_there_along_a_line(shape):
    X, y = regression(*shape)
    shortest = np.linalg.pinv(X) @ y
    np.testing.assert_allclose(ridge_path(X, y, 0.0), shortest, rtol=1e-10, atol=1e-12)
    far, near = ridge_path(X, y, np.array([2e-5, 1e-5]) * np.linalg.norm(X, -2) ** 2) - shortest
    np.testing.assert_allclose(far, 2 * near, rtol=1e-4, atol=1e-9)  # θ(λ) − θ(0) is λ·θ'(0) + O(λ²)


def test_for_large_prices_it_shrinks_as_one_over_lambda_and_never_is_zero():
    X, y = regression()
    lams = np.array([1e9, 1e14, 1e200])
    theta = ridge_path(X, y, lams)
    np.testing.assert_allclose(lams[:, None] * theta, np.tile(y @ X, (3, 1)), rtol=1e-6)
    assert (theta != 0).all()


def test_a_direction_that_is_weak_but_real_is_kept():
    X = np.linalg.qr(regression(6, 2)[0])[0] @ [[1.0, 1.0], [0.0, 1e-9]]  # two columns that differ by 1e-9
    np.testing.assert_allclose(ridge_path(X, X @ [3.0, -2.0], 0.0), [3, -2], atol=1e-6)


integers = arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(-3, 3))


@given(X=integers, data=st.data())
def test_without_full_rank_theta_stays_in_the_span_of_the_rows(X, data):
    """Duplicated and zero columns, more columns than rows: no λ, however small, lets rounding noise in."""
    y = data.draw(arrays(float, len(X), elements=st.integers(-4, 4)))
    shortest = np.linalg.pinv(X, rcond=1e-12) @ y
    tiny = np.append(0.0, 10.0 ** np.arange(-300, -12))
    np.testing.assert_allclose(ridge_path(X, y, tiny), np.tile(shortest, (len(tiny), 1)), atol=1e-8)
    theta = ridge_path(X, y, 0.5)
    np.testing.assert_allclose(np.linalg.pinv(X, rcond=1e-12) @ X @ theta, theta, atol=1e-12)


@given(k=st.integers(-480, 480), m=st.integers(-450, 450), tall=st.booleans())
def test_powers_of_two_change_no_digit(k, m, tall):
    """X → 2ᵏX with λ → 4ᵏλ divides θ by 2ᵏ; y → 2ᵐy multiplies it by 2ᵐ."""
    X, y = regression(*((20, 4) if tall else (4, 9)))
    lams = np.append(0.0, LAMS)
    scaled = ridge_path(2.0**k * X, 2.0**m * y, 4.0**k * lams)
    assert np.array_equal(scaled, 2.0 ** (m - k) * ridge_path(X, y, lams))
    too_small_to_square = ridge_path(2.0**-600 * X, y, 0.0)
    assert np.array_equal(too_small_to_square, 2.0**600 * ridge_path(X, y, 0.0))


def test_one_price_many_prices_and_stacks_of_right_hand_sides():
    X, Y = regression(batch=(3,))
    table = ridge_path(X, Y, LAMS[:, None])
    assert table.shape == (30, 3, 4)
    for i, j in [(0, 0), (7, 2), (29, 1)]:
        np.testing.assert_allclose(table[i, j], ridge_path(X, Y[j], LAMS[i]), rtol=1e-12)
    np.testing.assert_array_equal(ridge_path(X, Y, LAMS[:3]), table[range(3), range(3)])


@pytest.mark.parametrize("lam", [0.0, 0.01, 1.0])
def test_a_column_of_zeros_has_coefficient_zero(lam):
    for seed in range(20):
        X, y = regression(30, 5, seed)
        X[:, seed % 5] = 0.0
        labels = np.arange(30) % 2
        for loss in (SquaredError(X[:3], y[:3]), Quadratic(X.T @ X, np.ones(5)), Logistic(X, labels)):
            assert np.flatnonzero(minimize(loss + lam * SquaredL2()).theta == 0).tolist() == [seed % 5]


def test_nothing_to_fit_is_plain_zero():
    for X, y in [(np.zeros((3, 2)), [1.0, 2.0, 3.0]), (np.ones((3, 2)), np.zeros(3))]:
        theta = ridge_path(X, y, [0.0, 1.0])
        assert (theta == 0).all() and not np.signbit(theta).any()


@pytest.mark.parametrize(
    "X, y, lams, message",
    [
        (np.eye(2), [1.0, 2.0], [1.0, -2.0], r"lams must be nonnegative, got -2\.0"),
        (np.eye(2), [1.0, 2.0], [np.nan], r"lams must be finite, got nan at index \(0,\)"),
        (np.eye(2), [1.0, 2.0], [], r"lams must not be empty, got shape \(0,\)"),
        (np.eye(2), [1.0, 2.0, 3.0], 1.0, r"y must have one entry per row of X, 2, got shape \(3,\)"),
        (np.eye(2), np.ones((3, 2)), [1.0, 2.0], r"lams of shape \(2,\) .* \(3,\) right-hand sides.*lams\[:, None\]"),
    ],
)
def test_wrong_input_is_named_in_one_line(X, y, lams, message):
    with pytest.raises(ValueError, match=message) as caught:
        ridge_path(X, y, lams)
    assert "\n" not in str(caught.value)


def test_no_column_vanishes_beside_a_larger_unit():
    np.testing.assert_allclose(ridge_path(np.diag([1e8, 1e-9]), [0, 1], 0.0), [0, 1e9], rtol=1e-15)
    np.testing.assert_allclose(ridge_path(np.diag([1e8, 1e-9]), [1, 1], [1e-18, 0.0]), [[1e-8, 5e8], [1e-8, 1e9]])


@pytest.mark.parametrize("seed", range(9))
def test_columns_of_any_units_against_80_digits(seed):
    random, shape = np.random.default_rng(seed), [(12, 5), (5, 8), (8, 8)][seed % 3]
    X, y = random.normal(size=shape) * 10.0 ** random.integers(-9, 10, shape[1]), random.normal(size=shape[0])
    with mp.workdps(80):
        table = mp.matrix(X.tolist())
        for lam in (1e-30, 1e-18, 1e-6, 1.0, 1e10):
            gram = table.T * table + lam * mp.eye(shape[1])
            exact = mp.lu_solve(gram, table.T * mp.matrix(y.tolist()))
            np.testing.assert_allclose(ridge_path(X, y, lam), np.array(exact.tolist(), dtype=float)[:, 0], rtol=1e-8)


def test_copies_in_other_units_share_as_the_shortest_does():
    a, b = np.linalg.qr(regression(6, 2)[0])[0].T
    theta = ridge_path(np.column_stack([2.0**30 * a, 2.0**29 * a, 2.0**-30 * b]), a + b, 0.0)
    np.testing.assert_allclose(theta, [0.8 * 2.0**-30, 0.4 * 2.0**-30, 2.0**30], rtol=1e-6)


@pytest.mark.parametrize("apart", [1e-3, 1e-4])
def test_near_copies_in_very_different_units_leave_the_least_residual(apart):
    """One projection alone leaves 1e-16/apart of the other columns in a direction, and then in the residual."""
    rng = np.random.default_rng(0)
    a = rng.standard_normal(30)
    X = np.c_[a, a + apart * rng.standard_normal(30), rng.standard_normal(30), a + rng.standard_normal(30)]
    y, units = 1e4 * X[:, 0] + rng.standard_normal(30), np.array([1.0, 2.0**40, 2.0**-40, 2.0**20])
    residual = y - X @ (ridge_path(X * units, y, 0.0) * units)
    Q = np.linalg.qr(X)[0]
    assert np.allclose(residual, y - Q @ (Q.T @ y), rtol=0, atol=1e-10)
