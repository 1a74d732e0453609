"""Validation in a real browser: at any λ it finds the errors, coefficients and shares of the kit."""

import numpy as np
import pytest
from stage import needs_browser
from staged import staged

from sparsity_kit import cross_validate, data, lasso_path, lasso_paths, selection_frequency
from sparsity_kit.live import Validation

pytestmark = needs_browser
RAW, DIABETES = data.diabetes(standardized=False), data.diabetes()


def made(n, p, seed, folds=5, **options):
    problem = data.random_regression(n, p, n_nonzero=min(3, p), correlation=0.6, noise=2.0, seed=seed)
    return cross_validate(problem.X, problem.y, folds=folds, **options)


def copies():
    problem = data.random_regression(20, 3, n_nonzero=3, seed=1)
    return cross_validate(np.hstack([problem.X, problem.X, -problem.X]), problem.y, folds=4)


def ties():
    X = np.vstack([np.eye(4)] * 3)
    return cross_validate(X, np.repeat([3.0, -3.0, 1.0], 4), folds=3, centre=False, scale=False)


CURVES = {
    "diabetes": cross_validate(RAW.X, RAW.y),
    "weights": made(30, 5, 0, weights=np.arange(1.0, 31.0)),
    "elastic net": made(30, 5, 1, ridge=2.0),
    "one price": made(30, 5, 2, same_lam=True),
    "more columns than rows": made(12, 30, 3),
    "one row at a time": made(15, 4, 4, folds=15),
    "copies": copies(),
    "ties": ties(),
    "tiny": cross_validate(RAW.X * 1e-30, RAW.y * 1e-30, scale=False, centre=False),
    "huge": cross_validate(RAW.X, RAW.y * 1e30),
    "level": cross_validate(RAW.X[:20], np.full(20, 3.0), folds=4),
}
every_curve = pytest.mark.parametrize("kind", CURVES)
FOUND = """([data, lams]) => lams.map((lam) => ({ ...widget.heldOut(data, lam), theta: widget.fitted(data, lam) }))"""

page = staged(Validation, scope="module")


def prices(cv, count=400):
    """λ of every size, from where the curve ends to above its first kink; all kinks, and their neighbours."""
    random, first, end = np.random.default_rng(0), cv.kinks[0] or 1.0, max(cv.low, cv.path.lams[-1])
    kinks = np.concatenate([cv.kinks, cv.path.lams])
    near = np.concatenate([kinks, np.nextafter(kinks, np.inf), np.nextafter(kinks, 0.0), [cv.lam_best, cv.lam_one_se]])
    all_of_them = [random.uniform(end, 1.5 * first, count), np.geomspace(1e-6 * first, 9 * first, count), near]
    lams = np.concatenate(all_of_them)
    return lams[lams >= end]


@every_curve
def test_errors_and_coefficients_are_those_of_the_kit(page, kind):
    cv = CURVES[kind]
    lams = prices(cv)
    found = page.evaluate(FOUND, [Validation(cv)._curve, lams.tolist()])
    errors, mean, spread, theta = (
        np.array([each[name] for each in found]) for name in ("errors", "mean", "spread", "theta")
    )
    expected = cv.fold_errors(lams)
    size = expected.max() or 1.0
    assert np.abs(errors - expected).max() <= 1e-9 * size
    assert np.allclose(errors, expected, rtol=1e-9, atol=1e-20 * size)
    assert np.allclose(mean, cv.error(lams), rtol=1e-9, atol=1e-20 * size)
    assert np.abs(spread - cv.standard_error(lams)).max() <= 1e-9 * size
    assert np.abs(theta - cv.path(lams)).max() <= 1e-9 * (np.abs(theta).max() or 1.0)
    assert np.array_equal(theta == 0, cv.path(lams) == 0)


def test_a_fold_s_error_is_that_of_a_path_of_the_rows_that_are_left(page):
    """By definition, from the data alone; the kit's curve has no part in it."""
    cv = CURVES["diabetes"]
    out = cv.folds == 3
    rows, held = RAW.X[~out], RAW.X[out]
    middle, size = rows.mean(axis=0), rows.std(axis=0) * np.sqrt(len(RAW.X))
    level = RAW.y[~out].mean()
    path = lasso_path((rows - middle) / size, RAW.y[~out] - level)
    for lam in (5.0, 224.5, 900.0):
        predicted = level + (held - middle) / size @ path(lam * (~out).mean())
        (found,) = page.evaluate(FOUND, [Validation(cv)._curve, [lam]])
        assert found["errors"][3] == pytest.approx(np.mean((RAW.y[out] - predicted) ** 2), rel=1e-9)


def bootstrap(count):
    draws = np.random.default_rng(0).multinomial(442, np.full(442, 1 / 442), size=count)
    return lasso_paths(DIABETES.X, DIABETES.y, weights=draws)


def test_the_share_of_samples_that_choose_a_column_is_counted_sample_by_sample(page):
    samples = bootstrap(60)
    picture = Validation(CURVES["diabetes"], DIABETES.names, frequency=selection_frequency(samples))
    lams = np.concatenate([np.geomspace(0.3, 3000, 200), [0.0]])
    found = page.evaluate(
        "([samples, lams]) => lams.map((lam) => widget.shareOf(widget.unpacked(samples), 10, lam))",
        [picture._curve["samples"], lams.tolist()],
    )
    counted = [np.mean([path(lam) != 0 for path in samples], axis=0) for lam in lams[:-1]]
    assert np.allclose(found[:-1], counted, rtol=0, atol=1e-12)
    assert np.allclose(found, picture.frequency(lams), rtol=0, atol=1e-12)
