"""Whatever people pass as data: the right answer, or one line that names the fact, the value and the cure."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from problems import regression

from sparsity_kit import L1, Logistic, Quadratic, SquaredError, duality_gap, lambda_max, minimize
from sparsity_kit.inputs import shown

X, Y = regression()


@pytest.mark.parametrize(
    "convert",
    [
        lambda a: a.tolist(),
        lambda a: np.asfortranarray(a),
        lambda a: a[::-1][::-1],
        lambda a: a.astype(object),
        lambda a: pd.DataFrame(a) if a.ndim == 2 else pd.Series(a, index=np.arange(len(a)) + 7),
        lambda a: np.ma.masked_array(a),
    ],
)
def test_the_same_numbers_in_another_form_give_the_same_answer(convert):
    expected = minimize(SquaredError(X, Y) + 3.0 * L1()).theta
    assert np.allclose(minimize(SquaredError(convert(X), convert(Y)) + 3.0 * L1()).theta, expected, rtol=0, atol=1e-12)


def test_integers_booleans_and_float32_are_computed_in_float64():
    whole = np.rint(3 * X).astype(int)
    expected = minimize(SquaredError(whole.astype(float), np.rint(Y)) + 3.0 * L1()).theta
    assert np.array_equal(minimize(SquaredError(whole, np.rint(Y).astype(np.int8)) + 3 * L1()).theta, expected)
    assert minimize(SquaredError(X.astype(np.float32), Y) + 1.0 * L1()).theta.dtype == float
    assert lambda_max(np.array([[True], [False]]), [3, 1]) == 6


def test_nothing_is_modified_in_place():
    before, y_before, start = X.copy(), Y.copy(), np.ones(4)
    for method in ("coordinate_descent", "proximal_gradient"):
        minimize(SquaredError(X, Y) + 1.0 * L1(), start=start, method=method)
    assert np.array_equal(X, before) and np.array_equal(Y, y_before) and np.array_equal(start, np.ones(4))


@pytest.mark.parametrize(
    "build, error, text",
    [
        (lambda: SquaredError(np.where(X > 1, np.nan, X), Y), ValueError, "X must be finite, got nan at index"),
        (
            lambda: SquaredError(X, np.r_[np.inf, Y[1:]]),
            ValueError,
            r"y must be finite, got inf at index \(0,\); drop or fi",
        ),
        (lambda: SquaredError(X, Y[:-1]), ValueError, r"y must have one entry per row of X, 20, got shape \(19,\)"),
        (lambda: SquaredError(X, Y[:, None]), ValueError, r"got shape \(20, 1\); pass np.ravel\(y\)"),
        (lambda: SquaredError(3.0, Y), ValueError, r"X must have 2 dimensions, got the number 3.0\Z"),
        (lambda: SquaredError(X[0], Y), ValueError, r"X must have 2 dimensions, got shape \(4,\)"),
        (
            lambda: SquaredError(X, 3.0),
            ValueError,
            r"y must have at least 1 dimension, got the number 3.0; pass \[3.0\]",
        ),
        (lambda: SquaredError(np.empty((0, 3)), []), ValueError, r"X must not be empty, got shape \(0, 3\)"),
        (lambda: SquaredError(np.empty((3, 0)), Y[:3]), ValueError, r"X must not be empty, got shape \(3, 0\)"),
        (lambda: SquaredError(scipy.sparse.csr_matrix(X), Y), TypeError, r"X is a sparse matrix; pass X.toarray\(\)"),
        (lambda: SquaredError(scipy.sparse.coo_array(X), Y), TypeError, r"X is a sparse matrix; pass X.toarray\(\)"),
        (
            lambda: SquaredError(np.ma.masked_greater(X, 1), Y),
            TypeError,
            r"X has masked entries; fill them with X.filled",
        ),
        (lambda: SquaredError(X + 1j, Y), TypeError, "X must hold real numbers: got dtype complex128"),
        (lambda: SquaredError(X.astype(str), Y), TypeError, "X must hold real numbers: got dtype <U"),
        (lambda: SquaredError([[1, 2], [3]], [1, 2]), TypeError, "X must hold real numbers"),
        (
            lambda: SquaredError(pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"]}), [1, 2]),
            TypeError,
            "X must hold real numb",
        ),
        (
            lambda: SquaredError(pd.DataFrame({"a": ["1", "2"]}), [1, 2]),
            TypeError,
            "X must hold real numbers: got text",
        ),
        (lambda: SquaredError(pd.to_datetime(["2020-01-01"] * 2).to_numpy()[:, None], [1, 2]), TypeError, "datetime64"),
        (lambda: SquaredError([[1.0], [None]], [1, 2]), ValueError, r"X must be finite, got nan at index \(1, 0\)"),
        (
            lambda: SquaredError(X * 1e200, Y),
            ValueError,
            r"X is too large to square, it reaches \d.\de\+200; rescale it",
        ),
        (lambda: SquaredError(X, Y * 1e200), ValueError, "y is too large to square"),
        (
            lambda: Quadratic(np.eye(2), [1e200, 1]),
            ValueError,
            r"center is too far from 0 .*, it reaches 1.0e\+200; rescale",
        ),
        (lambda: SquaredError(X, Y * 1e-200), ValueError, r"y is too small to square, it is \d.\de-200; rescale it"),
        (lambda: Logistic(X * 1e200, Y > 0), ValueError, "X is too large to square"),
        (lambda: Logistic(X, Y), ValueError, r"y must hold labels -1 and \+1, or 0 and 1, got \["),
        (lambda: Logistic(X, Y[:-1] > 0), ValueError, r"y must have one label per row of X, 20, got shape \(19,\)"),
        (lambda: Quadratic([[1, 2], [0, 1]], [0, 0]), ValueError, r"A must be symmetric; pass \(A \+ A.T\) / 2"),
        (
            lambda: Quadratic([[1, 0], [0, -1]], [0, 0]),
            ValueError,
            "A must have no negative eigenvalue, got -1: f has no mi",
        ),
        (
            lambda: Quadratic([[1, 0]], [0, 0]),
            ValueError,
            r"A must be \(p, p\) and center \(..., p\), got \(1, 2\) and \(2,\)",
        ),
        (lambda: Quadratic(np.eye(2), [1, 2, 3]), ValueError, r"got \(2, 2\) and \(3,\)"),
        (lambda: minimize(SquaredError(X, Y)), TypeError, "minimize takes an objective such as"),
        (
            lambda: minimize(SquaredError(X, Y) + L1(), start=[1, 2]),
            ValueError,
            "start must have 4 entries on its last axis",
        ),
        (lambda: minimize(SquaredError(X, Y) + L1(), start=[np.nan] * 4), ValueError, "start must be finite, got nan"),
        (lambda: minimize(SquaredError(X, Y) + L1(), tol=-1), ValueError, "tol must be nonnegative, got -1.0"),
        (
            lambda: minimize(SquaredError(X, Y) + L1(), max_iter=0),
            ValueError,
            "max_iter must be a whole number, 1 or more, got 0",
        ),
        (
            lambda: minimize(SquaredError(X, Y) + L1(), method="gauss"),
            ValueError,
            "method must be 'auto' or one of closed_",
        ),
        (
            lambda: lambda_max(X),
            TypeError,
            r"lambda_max takes a loss, as in lambda_max\(SquaredError\(X, y\)\), got ndarray",
        ),
        (lambda: SquaredError(None, Y), TypeError, "X must hold real numbers: got None"),
        (
            lambda: SquaredError([[10**400]], [1]),
            TypeError,
            "X must hold real numbers: .*; drop or convert such entries",
        ),
        (lambda: SquaredError(np.array([[b"1"]], dtype=object), [1]), TypeError, "X must hold .*: got text"),
        (
            lambda: SquaredError(X, pd.array([1, None] * 10, dtype="Int64")),
            ValueError,
            "y must be finite, got nan at index",
        ),
        (lambda: 0.5 * SquaredError(X, Y), TypeError, "a loss takes no factor, got 0.5: .*sparsity_kit.conventions"),
        (lambda: SquaredError(X, Y) * 2, TypeError, "a loss takes no factor, got 2"),
        (
            lambda: lambda_max(SquaredError(X, Y), L1),
            TypeError,
            r"penalty must be a penalty such as L1\(\), got the class L1; write L1\(\)",
        ),
        (lambda: duality_gap(SquaredError(X, Y), Y[:4]), TypeError, "duality_gap takes an objective such as"),
        (
            lambda: minimize(SquaredError(X, Y) + np.ones(3) * L1(), start=np.ones((2, 4))),
            ValueError,
            r"start of shape \(2, 4\) does not broadcast with a batch of shape \(3,\)",
        ),
    ],
)
def test_bad_input_stops_before_any_computing(build, error, text):
    with pytest.raises(error, match=text):
        build()


def test_a_pandas_series_of_prices_is_a_batch():
    objective = SquaredError(X, Y) + pd.Series([1.0, 2.0], index=[7, 8]) * L1()
    assert np.array_equal(objective.lam, [1.0, 2.0])


def test_a_value_is_shown_in_a_line_or_by_its_kind():
    for value, text in (
        ("x" * 78, repr("x" * 78)),
        ("x" * 79, "an object of type str"),
        ([0] * 10, "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]"),
        ([0] * 11, "list of 11 entries"),
        ((0,) * 11, "tuple of 11 entries"),
        (dict.fromkeys(range(11)), "dict of 11 entries"),
        (set(range(11)), "set of 11 entries"),
        (np.float64(2), "np.float64(2.0)"),
        (np.ones(1), "ndarray of shape (1,)"),
        (float, "the class float"),
        (object(), "an object of type object"),
    ):
        assert shown(value) == text
