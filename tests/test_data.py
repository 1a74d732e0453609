"""The diabetes data as in the LARS paper, seeded problems whose truth is known, and standardising."""

from importlib import metadata
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_diabetes

from sparsity_kit.data import Dataset, diabetes, random_regression, standardize


def test_diabetes_is_the_data_of_the_lars_paper():
    data = diabetes()
    assert data.X.shape == (442, 10) and data.y.shape == (442,)
    assert data.names == ("age", "sex", "bmi", "map", "tc", "ldl", "hdl", "tch", "ltg", "glu")
    np.testing.assert_allclose(data.X.sum(axis=0), 0, atol=1e-13)
    np.testing.assert_allclose((data.X**2).sum(axis=0), 1, rtol=1e-13)
    assert abs(data.y.mean()) < 1e-12
    correlations = np.abs(data.X.T @ data.y)
    assert data.names[correlations.argmax()] == "bmi"
    assert round(correlations.max(), 4) == 949.4353  # the first λ that R's lars prints for these data


def test_diabetes_is_the_copy_of_scikit_learn_in_every_digit():
    raw, target = load_diabetes(scaled=False, return_X_y=True)
    ours = diabetes(standardized=False)
    np.testing.assert_array_equal(ours.X, raw)
    np.testing.assert_array_equal(ours.y, target)
    X, y = standardize(raw, target)
    np.testing.assert_array_equal(diabetes().X, X)
    np.testing.assert_array_equal(diabetes().y, y)
    np.testing.assert_allclose(diabetes().X, load_diabetes().data, atol=1e-12)  # which is scaled by their program


def test_the_licence_of_the_diabetes_data_is_that_of_scikit_learn():
    installed = metadata.distribution("scikit-learn")
    theirs = installed.read_text("licenses/COPYING") or installed.read_text("COPYING") or ""
    ours = (files("sparsity_kit") / "diabetes" / "LICENSE").read_text(encoding="utf-8")
    conditions = ours[ours.index("Redistribution and use") :]
    assert "The scikit-learn developers" in ours and conditions in theirs


def test_dataset_is_immutable_and_independent_of_its_source():
    X, y = np.eye(3)[:, :2].copy(), np.arange(3.0)
    data = Dataset(X, y, description="two columns")
    X[0, 0] = y[0] = 9
    assert data.X[0, 0] == 1 and data.y[0] == 0 and data.names == ("x1", "x2")
    assert repr(data) == "Dataset(X (3, 2), y (3,): two columns)"
    with pytest.raises(ValueError, match="read-only"):
        data.X[0, 0] = 2
    with pytest.raises(AttributeError):
        data.y = y


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 2], [1, 2]), "X must have 2 dimensions"),
        (([[1], [2]], [1, 2, 3]), r"y must have shape \(2,\) to go with X of shape \(2, 1\), got \(3,\)"),
        (([[1], [np.nan]], [1, 2]), r"X must be finite, got nan at index \(1, 0\)"),
        (([[1], [2]], [1, 2], ("a", "b")), "names must have one entry per column of X, 1, got 2"),
        (([[1], [2]], [1, 2], ("a",), "", [1, 2]), r"theta must have shape \(1,\)"),
    ],
)
def test_dataset_refuses_parts_that_do_not_fit(arguments, message):
    with pytest.raises(ValueError, match=message):
        Dataset(*arguments)


def test_random_regression_has_the_correlation_the_noise_and_the_truth_it_says():
    data = random_regression(40_000, 6, n_nonzero=2, correlation=0.6, noise=0.5, seed=3)
    correlations = np.corrcoef(data.X.T)
    np.testing.assert_allclose(correlations[~np.eye(6, dtype=bool)], 0.6, atol=0.02)
    np.testing.assert_allclose(data.X.std(axis=0), 1, atol=0.02)
    assert (data.y - data.X @ data.theta).std() == pytest.approx(0.5, rel=0.02)
    sizes = np.abs(data.theta[data.theta != 0])
    assert len(sizes) == 2 and sizes.min() >= 1 and sizes.max() <= 2


@given(st.integers(1, 20), st.integers(1, 10), st.data())
def test_random_regression_repeats_itself_and_counts_its_coefficients(n, p, data):
    n_nonzero, seed = data.draw(st.integers(0, p)), data.draw(st.integers(0, 2**32))
    one, two = (random_regression(n, p, n_nonzero, noise=0.0, seed=seed) for _ in range(2))
    np.testing.assert_array_equal(one.X, two.X)
    np.testing.assert_array_equal(one.y, one.X @ one.theta)
    assert (one.theta != 0).sum() == n_nonzero
    assert not np.array_equal(one.X, random_regression(n, p, n_nonzero, noise=0.0, seed=seed + 1).X)


@pytest.mark.parametrize("seed", [2**60, np.uint64(2**63), 2**128])
def test_large_seeds_count_to_the_last_digit_and_are_told(seed):
    one, next_one = random_regression(5, 2, 1, seed=seed), random_regression(5, 2, 1, seed=int(seed) + 1)
    assert not np.array_equal(one.X, next_one.X)
    assert np.array_equal(one.X, random_regression(5, 2, 1, seed=int(seed)).X)
    assert random_regression(5, 2, 1, seed=np.array(3.0)).description.endswith("seed 3")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n": 0}, "n must be a whole number, 1 or more, got 0"),
        ({"p": 2.5}, "p must be a whole number, 1 or more, got 2.5"),
        ({"n_nonzero": 5}, "n_nonzero must be at most p = 4, got 5"),
        ({"n_nonzero": -1}, "n_nonzero must be a whole number, 0 or more, got -1"),
        ({"correlation": 1.0}, "correlation must be below 1, got 1.0"),
        ({"correlation": -0.1}, "correlation must be nonnegative, got -0.1"),
        ({"noise": -1}, "noise must be nonnegative, got -1.0"),
        ({"noise": [1, 2]}, r"noise must be a single number, got shape \(2,\)"),
        ({"noise": np.nan}, "noise must be finite, got nan"),
        ({"seed": -3}, "seed must be a whole number, 0 or more, got -3"),
    ],
)
def test_random_regression_refuses_what_describes_no_problem(change, message):
    with pytest.raises(ValueError, match=message):
        random_regression(**{"n": 10, "p": 4, "n_nonzero": 2, **change})


@given(arrays(float, (7, 3), elements=st.integers(-50, 50)), st.floats(1e-200, 1e200), st.floats(-5, 5))
def test_standardize_is_unit_norm_centred_and_blind_to_units(X, scale, shift):
    if (np.ptp(X, axis=0) == 0).any():
        with pytest.raises(ValueError, match="constant columns"):
            standardize(X)
        return
    Z = standardize(X)
    np.testing.assert_allclose(Z.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose((Z**2).sum(axis=0), 1, rtol=1e-12)
    np.testing.assert_allclose(standardize((X + shift) * scale), Z, atol=1e-9)


def test_standardize_centres_y_only_and_changes_nothing_in_place():
    X, y = np.array([[1, 2], [3, 5], [8, 7]]), np.array([1, 2, 6])
    Z, centred = standardize(X, y)
    np.testing.assert_allclose(centred, [-2, -1, 3])
    assert X[0, 0] == 1 and y[0] == 1 and Z.shape == X.shape


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e300, 1 / 3])
def test_standardize_names_constant_columns(constant):
    X = np.column_stack([np.arange(5), np.full(5, constant), np.full(5, 2)])
    with pytest.raises(ValueError, match=r"X has constant columns, b, c: .*; drop them"):
        standardize(X, names=["a", "b", "c"])
    with pytest.raises(ValueError, match="constant columns, x2, x3"):
        standardize(X)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1], [2], [4]], [1, 2]), r"y must have one entry per row of X, 3, got shape \(2,\)"),
        (([[1], [2], [4]], [[1], [2], [4]]), r"y must have 1 dimension, got shape \(3, 1\)"),
        (([1, 2, 4],), r"X must have 2 dimensions, got shape \(3,\)"),
        (([[[1], [2]], [[3], [5]]],), r"X must have 2 dimensions, got shape \(2, 2, 1\)"),
        (([[1], [np.inf]],), r"X must be finite, got inf at index \(1, 0\)"),
        (([[1], [2]], [1e308, 1.7e308]), r"y is too large to centre, it reaches 1.7e\+308; rescale it"),
        (([[1], [2], [4]], [-1.7e308, 1.7e308, 1.7e308]), r"y is too large to centre, it reaches 1.7e\+308; res"),
        (([[1], [2]], None, ("a", "b")), "names must have one entry per column of X, 1, got 2"),
    ],
)
def test_standardize_refuses_what_is_no_table(arguments, message):
    with pytest.raises(ValueError, match=message):
        standardize(*arguments)
