"""lasso_2d where b² = ad: one column answers, by the conditions; and what is no problem is refused in one line."""

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from plane_problems import EPS, misses, reals, sizes

from sparsity_kit import lasso_2d
from sparsity_kit.plane.two_coefficients import BLOCK


@pytest.mark.parametrize(
    "columns, theta",
    [
        ([1, 1], [1.5, 0]),  # equally long: the first; x₁·y = 2, so θ₁ = (2 − λ/2)/1
        ([1, -1], [1.5, 0]),
        ([1, 2], [0, (4 - 0.5) / 4]),  # the longer one: x₂·y = 4 and x₂·x₂ = 4
        ([-2, 1], [-(4 - 0.5) / 4, 0]),
        ([0, 1], [0, 1.5]),
        ([1, 0], [1.5, 0]),
        ([0, 0], [0, 0]),
    ],
)
def test_dependent_columns(columns, theta):
    X, y = np.array([columns]), np.array([2])
    assert lasso_2d(X.T @ X, X.T @ y, 1).tolist() == theta
    assert lasso_2d(X.T @ X, X.T @ y, 100).tolist() == [0, 0]
    least_squares = lasso_2d(X.T @ X, X.T @ y, 0)
    assert X @ least_squares == (2 if np.any(columns) else 0)
    assert least_squares[1] == 0 or columns[0] == 0  # the first


@given(x=st.tuples(reals, reals, reals), y=st.tuples(reals, reals, reals), ratio=sizes, price=st.floats(0, 1.2))
@example(x=(0.1, 0.2, 0.3), y=(0.7, 0.1, -0.3), ratio=1.0, price=0.0)
@example(x=(0.1, 0.2, 0.3), y=(0.7, 0.1, -0.3), ratio=3.0, price=0.5)
def test_columns_in_proportion_but_for_rounding(x, y, ratio, price):
    X = np.stack([x, np.multiply(x, ratio)], axis=1)
    gram, c = X.T @ X, X.T @ y
    assume(np.abs(c[0]) > 1e-3 * np.linalg.norm(x) * np.linalg.norm(y) or not np.any(X))
    lam = 2 * price * np.abs(c).max()
    theta = lasso_2d(gram, c, lam)
    norms = np.linalg.norm(X, axis=0)
    miss = misses(gram, c, lam, theta) * EPS
    assert (miss < 1e-11).all()
    longest = norms[0] * np.abs(theta[0]) + norms[1] * np.abs(theta[1])
    assert longest <= (1 + 1e-6) * np.linalg.norm(y)  # no pair of large coefficients that cancel


@pytest.mark.parametrize("unit", [2.0**-40, 1.0, 2.0**40])
@pytest.mark.parametrize("error", [0.0, 1e-14, -1e-14, 1e-10, -1e-10])
def test_rounding_in_the_correlations_is_no_contradiction(error, unit):
    """Long columns, and y at nearly a right angle to them: then Xᵀy has lost some of its digits."""
    theta = lasso_2d([[1, 3], [3, 9]], [unit, 3 * (1 + error) * unit], 0.0) / unit
    assert theta.sum() in (1.0, (1 + error) / 3) and 0 in theta
    assert abs(error) > 1e-12 or theta.tolist() == [1, 0]
    with pytest.raises(ValueError, match="say that they are not"):
        lasso_2d([[1, 3], [3, 9]], [unit, 3 * (1 + 1e-7) * unit], 0.0)


def test_dependent_and_independent_columns_in_one_batch():
    rng = np.random.default_rng(0)
    X, y = rng.integers(-3, 4, size=(3 * BLOCK, 2, 2)), rng.integers(-3, 4, size=(3 * BLOCK, 2, 1))
    gram, c = np.swapaxes(X, 1, 2) @ X, (np.swapaxes(X, 1, 2) @ y)[..., 0]
    dependent = np.linalg.det(X).round() == 0
    lam = rng.integers(0, 5, size=3 * BLOCK)
    theta = lasso_2d(gram, c, lam)
    assert 0.1 < dependent.mean() < 0.9 and (misses(gram, c, lam, theta) < 50).all()
    assert (theta[dependent] == 0).any(axis=1).all()
    for k in (0, 5, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK - 1):
        assert np.array_equal(theta[k], lasso_2d(gram[k], c[k], lam[k]))


# errors

ONE, SAME, TWO = [[1.0, 0.0], [0.0, 1.0]], [[1.0, 1.0], [1.0, 1.0]], [1.0, 2.0]


@pytest.mark.parametrize(
    "arguments, text",
    [
        (([[1, np.nan], [np.nan, 1]], TWO, 1), r"gram must be finite, got nan at index \(0, 1\); drop or fill"),
        (([[1, 0], [0, np.inf]], TWO, 1), r"gram must be finite, got inf at index \(1, 1\)"),
        ((ONE, [[1, 2], [1, np.inf]], 1), r"correlations must be finite, got inf at index \(1, 1\); drop or fill"),
        ((ONE, TWO, [1, np.nan]), r"lam must be finite, got nan at index \(1,\)"),
        ((ONE, TWO, np.inf), "lam must be finite, got inf"),
        ((ONE, TWO, -0.5), "lam must be nonnegative, got -0.5"),
        ((np.eye(3), TWO, 1), r"gram must be \(..., 2, 2\) and correlations \(..., 2\), got shapes \(3, 3\)"),
        ((ONE, [1, 2, 3], 1), r"got shapes \(2, 2\) and \(3,\)"),
        ((ONE, 1.0, 1), r"got shapes \(2, 2\) and \(\)"),
        ((ONE, np.ones((5, 2)), np.ones(4)), r"got \(\), \(5,\) and \(4,\); for every pair of both"),
        (([[1, 2], [0, 5]], TWO, 1), r"gram must be symmetric, got \[\[1, 2\], \[0, 5\]\]; pass X.T @ X"),
        (([[1, 2], [2, 1]], [1, 0.1], 1), r"so that b² <= ad, got \[\[1, 2\], \[2, 1\]\]; pass X.T @ X"),
        (([[-0.5, 0], [0, 1]], TWO, 1), r"gram must be XᵀX, so that b² <= ad, got \[\[-0.5, 0\]"),
        (([[1, 0], [0, -0.5]], TWO, 1), r"gram must be XᵀX, so that b² <= ad, got \[\[1, 0\], \[0, -0.5\]\]"),
        (([[1, 5], [5, -1]], TWO, 1), r"gram must be XᵀX, so that b² <= ad, got \[\[1, 5\]"),
        (([[-1, 5], [5, -1]], TWO, 1), r"gram must be XᵀX, so that b² <= ad, got \[\[-1, 5\]"),
        (([ONE, [[1, 1], [1, 1]]], TWO, 0.5), r"gram \[\[1, 1\], \[1, 1\]\] says .* \[1, 2\] say"),
        (([[0, 0], [0, 1]], TWO, 1), r"F falls without end at lam 1; pass X.T @ X and X.T @ y of"),
        (([SAME, SAME], [[1, 1], [1, 2]], 0.5), r"gram \[\[1, 1\], \[1, 1\]\] says .* \[1, 2\] say"),
        (([ONE, [[1, 2], [0, 5]]], TWO, 1), r"gram must be symmetric, got \[\[1, 2\], \[0, 5\]\]; pass X.T @ X"),
        (([ONE, [[1, 2], [2, 1]]], TWO, 1), r"so that b² <= ad, got \[\[1, 2\], \[2, 1\]\]; pass X.T @ X"),
        (([[1e-300, 0], [0, 1]], [1e150, 0], 1), "theta is too large for float64; rescale y or the columns of X"),
        (([], TWO, 1), r"gram must not be empty, got shape \(0,\)"),
    ],
)  # fmt: skip
def test_what_is_no_problem_is_named_with_its_value_and_a_cure(arguments, text):
    with pytest.raises(ValueError, match=text) as caught:
        lasso_2d(*arguments)
    assert "\n" not in str(caught.value)


def test_contradictions_that_the_price_outweighs_are_solved():
    """x₁ = x₂ but c₁ ≠ c₂: along (1, −1) F falls by 2(c₂ − c₁) per step and rises by 2λ, so λ >= 1 has a minimiser."""
    assert lasso_2d([[1, 1], [1, 1]], [1, 2], 1.5).tolist() == [0, 1.25]
    assert lasso_2d([[0, 0], [0, 1]], [1, 2], 2).tolist() == [0, 1]
