"""Cross-validation: refitted fold by fold, by a grid of λ, and by scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import regression
from sklearn.linear_model import ElasticNet as TheirElasticNet
from sklearn.linear_model import LassoCV, LassoLarsCV, Ridge, RidgeCV
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sparsity_kit import L1, L2, ElasticNet, SquaredL2, cross_validate, lasso_path, live
from sparsity_kit.data import diabetes, standardize

PATIENTS = diabetes(standardized=False)
X, Y = PATIENTS.X, PATIENTS.y
FOLDS = np.arange(440) % 10  # of 44 rows each


def means(errors, folds):
    """The mean of each fold's squared residuals (n,)."""
    return np.array([errors[folds == k].mean() for k in range(folds.max() + 1)])


def by_a_grid(cv, lams):
    """The best λ of the grid, and the largest within one standard error of it, by plain searching."""
    errors = cv.error(lams)
    best = errors.argmin()
    within = errors <= errors[best] + cv.standard_error(lams[best])
    return lams[best], errors[best], lams[within].max()


@pytest.mark.parametrize("options", [{}, {"ridge": 0.3}, {"same_lam": True}, {"scale": False}], ids=str)
def test_no_lam_of_a_fine_grid_is_better(options):
    cv = cross_validate(X, Y, **options)
    lams = np.linspace(0, 1.05 * cv.kinks[0], 10**5)
    lam, error, within = by_a_grid(cv, lams)
    assert cv.lowest_error * (1 - 1e-14) <= error <= cv.lowest_error * (1 + 1e-6)
    assert abs(cv.lam_best - lam) < 3 * lams[1] + 1e-9
    assert 0 <= cv.lam_one_se - within + 1e-6 <= 2 * lams[1]
    bound = cv.lowest_error + cv.standard_error(cv.lam_best)
    assert cv.error(cv.lam_one_se) == pytest.approx(bound, rel=1e-12)
    assert cv.error(cv.lam_best) == pytest.approx(cv.lowest_error, rel=1e-13)


@pytest.mark.parametrize("options", [{}, {"scale": False}, {"same_lam": True}, {"folds": 442, "scale": False}], ids=str)
def test_ridge_has_no_better_lam_either(options):
    cv = cross_validate(X, Y, penalty=SquaredL2(), **options)
    low, high = max(cv.lam_best / 1e3, 1e-6), max(cv.lam_best, 1e-3) * 1e7
    lams = np.geomspace(low, high, 2000 if "folds" in options else 10**5)
    step = lams[1] / lams[0]
    lam, error, within = by_a_grid(cv, lams)
    assert cv.lowest_error <= error and (1 / step <= cv.lam_best / lam <= step or cv.lam_best < low == lam)
    assert 1 <= cv.lam_one_se / within * (1 + 1e-9) <= step * 1.001 and not cv.changes and not len(cv.kinks)


def test_every_fold_is_the_lasso_of_scikit_learn_with_the_lam_converted():
    """‖Xw − y‖²/(2m) + α‖w‖₁: λ = 2nα for all n rows; a fold with m of them has 2mα = λ·m/n, at the one α."""
    x, y = X[:440] / X.std(axis=0), Y[:440]
    cv = cross_validate(x, y, folds=FOLDS, scale=False)
    theirs = LassoCV(alphas=np.geomspace(0.05, 40, 25), cv=PredefinedSplit(FOLDS), tol=1e-12, max_iter=10**6).fit(x, y)
    lams = 2 * 440 * theirs.alphas_
    np.testing.assert_allclose(cv.fold_errors(lams), theirs.mse_path_, rtol=1e-7)
    exact = LassoLarsCV(cv=PredefinedSplit(FOLDS)).fit(x, y)
    np.testing.assert_allclose(cv.fold_errors(2 * 440 * exact.cv_alphas_), exact.mse_path_, rtol=1e-9)
    assert cv.lowest_error <= cv.error(2 * 440 * exact.alpha_)
    np.testing.assert_allclose(cv.coefficients(lams[12])[1], LassoAt(theirs.alphas_[12], x, y).coef_, atol=1e-6)
    other = cross_validate(x, y, folds=FOLDS, scale=False, same_lam=True)
    np.testing.assert_allclose(other.fold_errors(900.0), cv.fold_errors(900.0 * 440 / 396), rtol=1e-12)


def LassoAt(alpha, x, y):
    return TheirElasticNet(alpha=alpha, l1_ratio=1.0, tol=1e-12, max_iter=10**6).fit(x, y)


@pytest.mark.parametrize("ridge", [0.0, 0.4])
def test_scaling_is_learned_in_each_fold_as_a_pipeline_does(ridge):
    """With columns of variance 1 there and of length 1 here, w = θ/√n, so λ = 2√n·α and ridge = α₂."""
    x, y, n = X[:440], Y[:440], 440
    lam = 90.0
    a, b = lam / (2 * np.sqrt(n)), ridge  # α·l1_ratio, and α·(1 − l1_ratio): n·ridge·‖w‖² = n·b·‖w‖²
    model = make_pipeline(
        StandardScaler(), TheirElasticNet(alpha=a + b, l1_ratio=a / (a + b), tol=1e-13, max_iter=10**6)
    )
    predicted = cross_val_predict(model, x, y, cv=PredefinedSplit(FOLDS))
    cv = cross_validate(x, y, folds=FOLDS, ridge=ridge)
    np.testing.assert_allclose(cv.fold_errors(lam), means((y - predicted) ** 2, FOLDS), rtol=1e-7)
    intercept, theta = cv.coefficients(lam)
    np.testing.assert_allclose(intercept + x @ theta, model.fit(x, y).predict(x), atol=1e-4)
    if not ridge:
        np.testing.assert_allclose(cv.path(lam), lasso_path(*standardize(x, y))(lam), atol=1e-9)


def test_ridge_is_that_of_scikit_learn():
    x, y, alpha = X[:440], Y[:440], 3.0
    for scale in (False, True):
        steps = [StandardScaler()] * scale + [Ridge(alpha=alpha)]
        predicted = cross_val_predict(make_pipeline(*steps), x, y, cv=PredefinedSplit(FOLDS))
        cv = cross_validate(x, y, folds=FOLDS, penalty=SquaredL2(), scale=scale, same_lam=not scale)
        # scaled, a fold has λ·m/n on columns of length √(m/n): that is alpha = λ·m on columns of variance 1
        lam = alpha if not scale else alpha / 396
        np.testing.assert_allclose(cv.fold_errors(lam), means((y - predicted) ** 2, FOLDS), rtol=1e-10)


def test_one_row_at_a_time_is_known_from_a_single_fit():
    alphas = np.geomspace(1e-3, 1e5, 9)
    theirs = RidgeCV(alphas=alphas, store_cv_results=True).fit(X, Y).cv_results_
    cv = cross_validate(X, Y, folds=442, penalty=SquaredL2(), scale=False, same_lam=True)
    ours = cv.fold_errors(alphas)[:, cv.folds]
    np.testing.assert_allclose(ours, theirs.T, rtol=1e-6)
    x, y = regression(12, 3)
    for centre in (True, False):
        quick = cross_validate(x, y, 12, SquaredL2(), centre=centre, scale=False)
        slow = cross_validate(x, y, 12, SquaredL2(), centre=centre, scale=False, weights=np.ones(12))
        for lam in (0.0, 0.3, 20.0, np.inf):
            np.testing.assert_allclose(quick.fold_errors(lam), slow.fold_errors(lam), rtol=1e-10)
        assert quick.lam_best == pytest.approx(slow.lam_best, rel=1e-6)
    wide = cross_validate(*regression(6, 9), 6, SquaredL2(), scale=False)
    assert np.isfinite(wide.error(0.0)) and wide.lowest_error <= wide.error(np.geomspace(1e-6, 1e6, 999)).min()


def test_weights_count_rows():
    x, y = regression(30, 4)
    times = np.random.default_rng(0).integers(1, 4, 30)
    labels = np.arange(30) % 5
    for penalty in (L1(), SquaredL2()):
        weighted = cross_validate(x, y, labels, penalty, weights=times)
        repeated = cross_validate(*(np.repeat(a, times, axis=0) for a in (x, y, labels)), penalty)
        assert weighted.lam_best == pytest.approx(repeated.lam_best, rel=1e-6, abs=1e-9)
        np.testing.assert_allclose(weighted.fold_errors(2.0), repeated.fold_errors(2.0), rtol=1e-10)
        np.testing.assert_allclose(weighted.standard_error(2.0), repeated.standard_error(2.0), rtol=1e-10)


def test_leaking_is_seen_by_numbers():
    """What is centred and scaled by all rows has seen the held-out ones: with few rows that flatters."""
    x, y = regression(12, 4, seed=1)
    honest, leaky = cross_validate(x, y, 4), cross_validate(*standardize(x, y), 4, centre=False, scale=False)
    assert leaky.lowest_error < honest.lowest_error
    choosing = np.random.default_rng(0).standard_normal((40, 500))
    target = np.random.default_rng(1).standard_normal(40)
    best = np.abs(choosing.T @ target).argsort()[-5:]  # the columns chosen with all rows in sight: nothing is there
    assert cross_validate(choosing[:, best], target, 10).lowest_error < 0.9 * target.var()


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), n=st.integers(4, 10), p=st.integers(1, 12), kind=st.integers(0, 5))
def test_ties_copies_constant_columns_and_few_rows_agree_with_a_grid(seed, n, p, kind):
    random = np.random.default_rng(seed)
    x, y = random.integers(-1, 2, (n, p)) * 1.0, random.integers(-3, 4, n) * 1.0
    if kind == 1:
        x[:, random.integers(p)] = random.choice([1, -1, 2]) * x[:, random.integers(p)]
    if kind == 2:
        x[:, random.integers(p)] = 3.0
    if kind == 3:
        y[:-1] = 2.0
    if kind == 4:
        x[:] = 1.0
    labels = np.append(np.arange(3), random.integers(0, 3, n - 3))
    cv = cross_validate(x, y, labels, scale=bool(seed % 2))
    assert cv.ended is None and cv.low == 0
    lams = np.linspace(0, 1.1 * cv.kinks[0] + 1e-3, 400)
    folds = [refitted(x, y, labels, k, lams, bool(seed % 2)) for k in range(3)]
    errors, known = (np.stack(part, axis=-1) for part in zip(*folds, strict=True))
    size = 1 + (y**2).sum()
    np.testing.assert_allclose(cv.fold_errors(lams)[known], errors[known], atol=1e-9 * size)
    assert cv.lowest_error <= cv.error(lams).min() + 1e-11 * size
    assert cv.error(cv.lam_best) == pytest.approx(cv.lowest_error, abs=1e-11 * size)
    bound = cv.lowest_error + cv.standard_error(cv.lam_best)
    assert cv.error(cv.lam_one_se) <= bound + 1e-10 * size
    above = lams[(lams > cv.lam_one_se * (1 + 1e-9) + 1e-9) & (lams < cv.kinks[0])]
    assert not len(above) or (cv.error(above) >= bound - 1e-10 * size).all()


def refitted(x, y, labels, k, lams, scale):
    """The errors of fold k at each λ, by a lasso of its own on rows centred and scaled by hand; and where it is unique.

    Unique: the columns on the edge, |xⱼ·r| = λ/2, do not depend on each other. Elsewhere several fits are as good.
    """
    fit, out = labels != k, labels == k
    middle, level, share = x[fit].mean(axis=0), y[fit].mean(), fit.mean()
    spread = np.sqrt(((x[fit] - middle) ** 2).mean(axis=0) * len(y))
    live = spread > 1e-9
    if not live.any():
        return np.full(len(lams), ((y[out] - level) ** 2).mean()), np.ones(len(lams), dtype=bool)
    size = spread[live] if scale else 1.0
    table, target = (x[fit][:, live] - middle[live]) / size, y[fit] - level
    theta = lasso_path(table, target)(lams * share)
    predicted = level + theta @ ((x[out][:, live] - middle[live]) / size).T
    on_edge = np.abs((target - theta @ table.T) @ table) >= lams[:, None] * share / 2 - 1e-9
    unique = np.array([np.linalg.matrix_rank(table[:, edge], tol=1e-9) == edge.sum() for edge in on_edge])
    return ((y[out] - predicted) ** 2).mean(axis=-1), unique


def test_the_sets_are_those_of_the_fit_to_all_rows():
    cv = cross_validate(X, Y)
    assert cv.changes[0] == (cv.path.lams[0], (2,)) and cv.columns(cv.path.lams[0] * 1.01) == ()
    for (lam, columns), (below, _) in zip(cv.changes, (*cv.changes[1:], (0.0, ())), strict=True):
        assert cv.columns((lam + below) / 2) == columns
    assert "10 folds of 442 rows: lam_best = 3.2" in repr(cv)
    assert cross_validate(X, Y, penalty=SquaredL2()).columns(9.0) == tuple(range(10))
    with pytest.raises(ValueError, match="lam must be a single number"):
        cv.columns([1.0, 2.0])


def test_the_path_is_that_of_all_rows_around_their_weighted_means():
    x, y = regression(20, 3)
    weights = 1.0 + np.arange(20) % 3
    path = cross_validate(x + 5, y + 7, folds=4, weights=weights, scale=False).path
    for ours, data in ((path.X.T, x.T), (path.y, y)):
        centred = data - np.average(data, axis=-1, weights=weights)[..., None]
        np.testing.assert_allclose(ours, centred * np.sqrt(weights), atol=1e-12)


def test_where_nothing_helps_no_column_is_best():
    x, y = np.random.default_rng(5).standard_normal((40, 3)), np.ones(40)
    flat = cross_validate(x, y)
    assert flat.lowest_error == 0 and flat.lam_best == flat.kinks[0] == flat.lam_one_se
    noise = np.random.default_rng(3).standard_normal(40)
    assert cross_validate(x, noise).columns(cross_validate(x, noise).lam_one_se) == ()
    assert cross_validate(x, noise, penalty=SquaredL2()).lam_one_se == np.inf


@pytest.mark.parametrize(
    ("x", "y", "folds"),
    [([[0.0], [1.0]], [0, 1], [0, 1]), ([[2.0, -2.0], [-3.0, -1.0], [-1.0, 2.0]], [0, -3, -1], [1, 0, 0])],
)
def test_where_columns_help_nobody_the_fit_to_all_rows_has_none(x, y, folds):
    """What folds of one or two rows see of a column around their own means is nothing, or less than all rows do."""
    cv = cross_validate(x, y, folds, scale=False)
    assert cv.lowest_error == cv.error(1e9) and cv.columns(cv.lam_best) == cv.columns(cv.lam_one_se) == ()
    assert cv.lam_best == cv.lam_one_se == cv.path.lams[0] > cv.kinks[0]
    assert live.Validation(cv)._curve["first"] == cv.path.lams[0]


def test_where_a_fold_ends_early_the_curve_says_so():
    random = np.random.default_rng(0)
    a = random.standard_normal(30)
    x = np.column_stack([a, a + 1e-13 * random.standard_normal(30), random.standard_normal(30)])
    cv = cross_validate(x, a + random.standard_normal(30), 5, scale=False)
    assert 0 < cv.low <= cv.lam_best and cv.kinks[-1] >= cv.low and np.isfinite(cv.error(cv.low))
    with pytest.raises(ValueError, match=r"nothing is known below λ = .*: without fold \d, it ended at λ = "):
        cv.error(cv.low / 2)
    with pytest.raises(ValueError, match=f"got lam = {cv.low / 2:.6g}: "):
        cv.fold_errors([[2 * cv.low, cv.low / 2]])


def test_groups_are_dealt_whole_and_folds_are_even():
    x, y = regression(60, 3)
    groups = np.repeat(list("abcdefghijkl"), 5)
    cv = cross_validate(x, y, 4, groups=groups)
    assert all(len(set(cv.folds[groups == g])) == 1 for g in groups)
    assert np.bincount(cv.folds).tolist() == [15] * 4
    plain = cross_validate(x, y, 7)
    assert sorted(np.bincount(plain.folds)) == [8, 8, 8, 9, 9, 9, 9]
    assert not np.array_equal(plain.folds, cross_validate(x, y, 7, seed=1).folds)
    rows = [np.flatnonzero(plain.folds == k) for k in range(7)]
    for same in (plain.folds, rows, [plain.folds == k for k in range(7)], [str(k) for k in plain.folds]):
        assert cross_validate(x, y, same).lam_best == plain.lam_best


@pytest.mark.parametrize("groups", [np.arange(100), np.arange(150) % 100], ids=["rows", "groups"])
def test_groups_are_dealt_like_cards_that_were_shuffled_once(groups):
    """So a seed means the same folds on every machine: the large ones first, and one to each fold in turn."""
    x, y = regression(len(groups), 2)
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(100)
        order = [*order[np.bincount(groups)[order] == 2], *order[np.bincount(groups)[order] == 1]]
        folds = cross_validate(x, y, 5, groups=groups, seed=seed).folds
        assert np.array_equal(folds[:100][order], np.arange(100) % 5)


BAD = {
    "folds must be a whole number, 2 or more, got 1": {"folds": 1},
    "folds must be at most the number of rows, 6, got 7": {"folds": 7},
    "folds must be at most the number of groups, 2, got 3": {"folds": 3, "groups": [0, 0, 0, 1, 1, 1]},
    "folds must be 2 or more, got 1: no row would be left to fit": {"folds": [0] * 6},
    "folds must have one label per row of X, 6, got shape (3,)": {"folds": [0, 1, 2]},
    "fold 1 is empty; drop it, or give it rows": {"folds": [[0, 1, 2, 3, 4, 5], []]},
    "row 2 is held out 2 times; each row must be held out exactly once": {"folds": [[0, 1, 2], [2, 3, 4, 5]]},
    "row 5 is held out 0 times; each row must be held out exactly once": {"folds": [[0, 1, 2], [3, 4]]},
    "fold 1 must hold row numbers from 0 to 5, or a mask of 6 rows": {"folds": [[0, 1, 2], [3, 4, 6]]},
    "folds hold pairs, rows to fit and rows to hold out; pass the latter": {"folds": [([0, 1, 2], [3, 4, 5])] * 2},
    "rows 0 and 1 are of one group but in two folds; pass a number of folds, and groups are kept whole": {
        "folds": [0, 1] * 3,
        "groups": [0, 0, 1, 1, 2, 2],
    },
    "groups must have one label per row of X, 6, got shape (2,)": {"groups": [0, 1], "folds": 2},
    "weights must be nonnegative, got -1.0": {"weights": [-1, 1, 1, 1, 1, 1], "folds": 2},
    "weights must not all be 0 in one fold, got 0 in fold 1; drop its rows": {
        "weights": [1, 0] * 3,
        "folds": [0, 1] * 3,
    },
    "the ridge of ElasticNet(0.5) moves with λ: its path bends between kinks, which then have no closed form; "
    "give L1() and a ridge that stays": {"penalty": ElasticNet(0.5)},
    "cross_validate knows L1() and SquaredL2(), got L2(); take one of these": {"penalty": L2()},
    "ridge goes with L1(), got 1 with SquaredL2(); leave it out": {"penalty": SquaredL2(), "ridge": 1.0, "folds": 2},
}


@pytest.mark.parametrize(("text", "options"), BAD.items(), ids=list(BAD))
def test_bad_folds_are_named_with_a_cure(text, options):
    x, y = regression(6, 2)
    with pytest.raises(ValueError) as error:
        cross_validate(x, y, **options)
    assert text in str(error.value) and "\n" not in str(error.value)


def test_other_refusals():
    x, y = regression(6, 2)
    with pytest.raises(TypeError, match="cross_validate takes a penalty such as L1"):
        cross_validate(x, y, 2, "l1")
    cv = cross_validate(x, y, 2)
    with pytest.raises(ValueError, match="lam must be nonnegative, got -1"):
        cv.error(-1.0)
    assert cv.error(1e9) == cv.error(cv.kinks[0]) == cv.error(np.inf)
    for scale in (1e-150, 1e150):
        assert cross_validate(x, y * scale, 2).lam_best == pytest.approx(cv.lam_best * scale, rel=1e-9)
        assert cross_validate(x * scale, y, 2).lam_best == pytest.approx(cv.lam_best, rel=1e-9)


@pytest.mark.parametrize(("x", "y"), [(-340, 0), (-340, 300), (340, -300), (400, 0), (496, 0)])
@pytest.mark.parametrize("folds", [3, 12])
def test_a_scale_changes_ridges_best_price_by_that_scale(folds, x, y):
    """Squares of such data are numbers, products of their squares are not."""
    X, target = regression(12, 3, seed=4)
    here = cross_validate(X, target, folds, SquaredL2(), scale=False)
    there = cross_validate(np.ldexp(X, x), np.ldexp(target, y), folds, SquaredL2(), scale=False)
    for name, exponent in [("lam_best", 2 * x), ("lam_one_se", 2 * x), ("lowest_error", 2 * y)]:
        assert np.ldexp(getattr(there, name), -exponent) == pytest.approx(getattr(here, name), rel=1e-9)
