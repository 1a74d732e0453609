"""Degrees of freedom by simulation, information criteria along the path, and how often columns are chosen."""

import numpy as np
import pytest
from problems import regression
from sklearn.linear_model import LassoLarsIC

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    SquaredError,
    SquaredL2,
    degrees_of_freedom,
    elastic_net_path,
    information_criteria,
    lasso_path,
    lasso_paths,
    minimize,
    selection_frequency,
)
from sparsity_kit.data import diabetes

PATIENTS = diabetes()


@pytest.mark.parametrize(("penalty", "lam"), [(L1(), 6.0), (SquaredL2(), 8.0), (ElasticNet(0.5), 8.0)], ids=repr)
def test_the_mean_is_what_the_fit_follows_the_noise_with(penalty, lam):
    """df = Σ cov(ŷᵢ, yᵢ)/σ² (Efron 1986), over many y around one mean; Zou, Hastie and Tibshirani 2007 for L1."""
    X, mean = regression(15, 6, seed=2)
    samples = 4000
    noise = np.random.default_rng(0).standard_normal((samples, 15))
    F = SquaredError(X, mean + noise) + lam * penalty
    fitted = minimize(F).theta @ X.T
    each = ((fitted - fitted.mean(axis=0)) * noise).sum(axis=1)
    ours = np.array([degrees_of_freedom(F.pick(k, (samples,))) for k in range(0, samples, 10)])
    sure = 4 * (each.std() / np.sqrt(samples) + ours.std() / np.sqrt(len(ours)))
    assert abs(each.mean() - ours.mean()) < sure < 0.6 and 1 < ours.mean() < 6


def test_ridge_has_the_trace_of_its_hat_matrix_and_the_lasso_counts():
    X, y = regression(20, 4)
    lams = np.array([0.0, 1.0, 30.0])
    traces = [np.trace(X @ np.linalg.solve(X.T @ X + lam * np.eye(4), X.T)) for lam in lams]
    np.testing.assert_allclose(degrees_of_freedom(SquaredError(X, y) + lams * SquaredL2()), traces)
    path = lasso_path(X, y)
    middles = (path.lams[:-1] + path.lams[1:]) / 2
    counts = [len(active) for active in path.active[:-1]]
    assert degrees_of_freedom(SquaredError(X, y) + middles * L1()).tolist() == counts
    twice = SquaredError(np.hstack([X, X]), y) + 1.0 * L1()
    assert degrees_of_freedom(twice) == degrees_of_freedom(SquaredError(X, y) + 1.0 * L1())
    nothing = SquaredError(np.zeros((3, 2)), [1.0, 2.0, 3.0])
    for penalty in (L1(), SquaredL2()):
        assert degrees_of_freedom(nothing + np.array([0.0, 1.0]) * penalty).tolist() == [0, 0]
    for bad in (L2(), None):
        with pytest.raises((ValueError, TypeError), match="degrees_of_freedom takes"):
            degrees_of_freedom(SquaredError(X, y) + 1.0 * bad if bad else SquaredError(X, y))


@pytest.mark.parametrize("name", ["aic", "bic"])
def test_criteria_agree_with_scikit_learn_and_with_a_grid(name):
    path = lasso_path(PATIENTS.X, PATIENTS.y)
    criteria = information_criteria(path)
    theirs = LassoLarsIC(criterion=name).fit(PATIENTS.X, PATIENTS.y)
    assert criteria.noise_variance == pytest.approx(theirs.noise_variance_)
    best = getattr(criteria, f"lam_{name}")
    assert best == pytest.approx(2 * 442 * theirs.alpha_)
    value = getattr(criteria, name)
    lams = np.geomspace(1e-3, 2000, 10**4)
    assert value(best) <= value(lams).min() and value(lams).min() < value(best) * 1.001
    np.testing.assert_allclose(criteria.cp(lams), criteria.aic(lams) - 442)
    assert criteria.lam_cp == criteria.lam_aic and "lam_bic = " in repr(criteria)
    constant = 442 * np.log(2 * np.pi * criteria.noise_variance)
    shift = 2 if name == "aic" else np.log(442)  # theirs counts no intercept
    np.testing.assert_allclose(value(path.lams[:-1]) + constant - shift, theirs.criterion_[: len(path.lams) - 1])


@pytest.mark.parametrize("variance", [None, 2.5])
@pytest.mark.parametrize("intercept", [True, False])
def test_criteria_are_the_training_error_and_a_price_for_each_column(intercept, variance):
    X, y = regression(20, 4)
    X[:, 3] = X[:, 0] + X[:, 1]  # so that three columns are as good as four
    path = lasso_path(X, y)
    criteria = information_criteria(path, variance, intercept=intercept)
    rest = np.square(y - X @ np.linalg.lstsq(X, y, rcond=1e-10)[0]).sum() / (20 - 3 - intercept)
    assert criteria.noise_variance == pytest.approx(variance or rest) and criteria.n == 20
    for lam in (0.7 * path.lams[0], path.lams[1], 1.0):
        theta = path(lam)
        errors, df = np.square(X @ theta - y).sum() / criteria.noise_variance, np.count_nonzero(theta) + intercept
        assert criteria.aic(lam) == pytest.approx(errors + 2 * df)
        assert criteria.bic(lam) == pytest.approx(errors + np.log(20) * df)
        assert criteria.cp(lam) == pytest.approx(errors - 20 + 2 * df)
    for best, of in (
        (criteria.lam_aic, criteria.aic),
        (criteria.lam_bic, criteria.bic),
        (criteria.lam_cp, criteria.cp),
    ):
        assert of(best) == pytest.approx(of(path.lams).min(), rel=1e-12)


def test_criteria_refuse_what_they_cannot_tell():
    X, y = regression(20, 4)
    with pytest.raises(TypeError, match="information_criteria takes an exact path"):
        information_criteria(X)
    with pytest.raises(ValueError, match="takes a lasso path, got one with ridge = 2"):
        information_criteria(elastic_net_path(X, y, 2.0))
    with pytest.raises(ValueError, match="cannot be told from the fit, the path ends at λ = 1; give noise_variance"):
        information_criteria(lasso_path(X, y, 1.0))
    with pytest.raises(ValueError, match="the fit, 4 rows leave nothing over; give noise_variance"):
        information_criteria(lasso_path(X[:4], y[:4]))
    with pytest.raises(ValueError, match="noise_variance must be positive, got"):
        information_criteria(lasso_path(X, X[:, 0]))
    assert information_criteria(lasso_path(X[:4], y[:4]), 1.0).lam_bic >= 0
    for unit, text in ((1e160, "large to square, it reaches"), (1e-160, "small to square, it is")):
        with pytest.raises(ValueError, match=f"the path's y is too {text} .*; rescale it"):
            information_criteria(lasso_path(X, unit * y), noise_variance=1.0)


def test_frequencies_are_counted_at_every_lam():
    """Between two steps of any sample by θ itself; ties, columns that leave and paths of one kink among them."""
    random = np.random.default_rng(0)
    for seed in range(6):
        X, y = regression(25, 7, seed=seed)
        X[:, 3] = X[:, 0] if seed == 1 else X[:, 3]
        weights = random.multinomial(25, [1 / 25] * 25, size=40) * 1.0
        weights[0] = 0.0
        paths = lasso_paths(X, y, weights)
        frequency = selection_frequency(paths)
        lams = np.concatenate([(frequency.lams[1:] + frequency.lams[:-1]) / 2, [1.1 * frequency.lams[0], 1e-9]])
        counted = np.array([(paths(lam) != 0).mean(axis=0) for lam in lams])
        np.testing.assert_allclose(frequency(lams), counted, atol=1e-12)
        assert (frequency.share >= 0).all() and (frequency.share <= 1).all()
        just_below = frequency.lams * (1 - 1e-12)
        np.testing.assert_allclose(frequency(frequency.lams), frequency(just_below), atol=1e-12)


def test_frequencies_refuse_and_say_what_they_are():
    X, y = regression(20, 3)
    with pytest.raises(TypeError, match="selection_frequency takes what lasso_paths returns, got Path"):
        selection_frequency(lasso_path(X, y))
    frequency = selection_frequency(lasso_paths(X, np.stack([y, -y]), lam_min=2.0))
    with pytest.raises(ValueError, match="the paths end at λ = 2, got lam = 1; take a larger lam"):
        frequency(1.0)
    with pytest.raises(ValueError, match=r"got lam = 1\.5; take a larger lam"):
        frequency([3.0, 1.5])
    assert "2 samples of 3 columns" in repr(frequency)
    assert not selection_frequency(lasso_paths(X, np.zeros((2, 20))))(0.0).any()


@pytest.mark.parametrize("unit", [1e-18, 1e-12, 1e15, 1e20])
def test_a_columns_unit_changes_no_degree_of_freedom(unit):
    """A time stamp in microseconds beside ordinary columns; by hand: that of least squares is the number of columns."""
    X, y = regression(15, 3, seed=4)
    units = np.array([unit, 1.0, 1.0])
    assert degrees_of_freedom(SquaredError(X * units, y) + 0.0 * SquaredL2()) == 3
    known = information_criteria(lasso_path(X, y)).noise_variance
    assert information_criteria(lasso_path(X * units, y)).noise_variance == pytest.approx(known, rel=1e-9)
    for ridge in (1e-3, 1.0):  # at such a size the long column is free, and the short one has no part
        kept = X[:, 1:] - (unit > 1) * np.outer(X[:, 0], X[:, 0] @ X[:, 1:] / (X[:, 0] @ X[:, 0]))
        rest = np.trace(kept @ np.linalg.solve(kept.T @ kept + ridge * np.eye(2), kept.T))
        objective = SquaredError(X * units, y) + ridge * SquaredL2()
        assert degrees_of_freedom(objective) == pytest.approx(rest + (unit > 1), rel=1e-9)


def test_the_trace_of_a_wide_table_is_that_of_the_hat_matrix():
    X, y = regression(4, 9, seed=1)
    hat = X @ np.linalg.solve(X.T @ X + 0.3 * np.eye(9), X.T)
    assert degrees_of_freedom(SquaredError(X, y) + 0.3 * SquaredL2()) == pytest.approx(np.trace(hat), rel=1e-12)
