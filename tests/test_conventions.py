"""Each convention by its own written formula: minimise what the row says, compare with the kit at the λ it gives."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize as scipy_minimize
from sklearn.linear_model import ElasticNet as SkElasticNet
from sklearn.linear_model import Lasso, LogisticRegression, Ridge, lars_path

from sparsity_kit import L1, ElasticNet, Logistic, SquaredError, SquaredL2, minimize
from sparsity_kit import conventions as c

N, P = 23, 4
RANDOM = np.random.default_rng(7)
X = RANDOM.standard_normal((N, P)) @ np.array([[1, 0.5, 0, 0], [0, 1, 0, 0], [0, 0, 1, -0.4], [0, 0, 0, 1]])
Y = X @ [1.5, 0.0, -0.6, 0.1] + 0.5 * RANDOM.standard_normal(N)
LABELS = np.where(Y > 0, 1, -1)
SINGLE = [row for row in c.CONVENTIONS if row.penalty != "ElasticNet"]
PAIRS = [row for row in c.CONVENTIONS if row.penalty == "ElasticNet"]
LOSSES = {"SquaredError": SquaredError(X, Y), "Logistic": Logistic(X, LABELS)}


def by_name(rows):
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.name)


def written_objective(row, strength, ratio=None):
    """The row's formula as a Python function: its text, with each symbol replaced by what it stands for."""
    text = row.objective
    for symbol, code in [
        ("Σlog(1 + exp(−yᵢxᵢ·θ))", "logistic(t)"), ("‖Xθ − y‖²", "rss(t)"), ("‖θ‖₁", "l1(t)"), ("‖θ‖²", "l2(t)"),
        ("½", "0.5"), ("·", "*"), ("1/(2n)", "1/(2*n)"), ("−", "-"),
    ]:  # fmt: skip
        text = text.replace(symbol, code)
    meaning = {
        "rss": lambda t: ((X @ t - Y) ** 2).sum(),
        "logistic": lambda t: np.logaddexp(0, -LABELS * (X @ t)).sum(),
        "l1": lambda t: np.abs(t).sum(),
        "l2": lambda t: (t**2).sum(),
        "n": N, "r": ratio, row.parameter[0]: strength,
    }  # fmt: skip
    return eval(f"lambda t: {text}", meaning)


def minimiser(objective):
    """The minimiser of a convex function with kinks at zero: every pattern of signs tried, a smooth problem each."""
    best = None
    for signs in np.ndindex(*(3,) * P):
        orthant = np.array(signs) - 1.0
        free = np.flatnonzero(orthant)
        bounds = [(0, None) if orthant[j] > 0 else (None, 0) for j in free]

        def restricted(values, free=free):
            theta = np.zeros(P)
            theta[free] = values
            return objective(theta)

        if not len(free):
            point, value = np.zeros(P), objective(np.zeros(P))
        else:
            found = scipy_minimize(restricted, 0.1 * orthant[free], bounds=bounds, tol=1e-15)
            point, value = np.zeros(P), found.fun
            point[free] = found.x
        if best is None or value < best[1]:
            best = point, value
    return best[0]


def ours(row, lam, ratio=None):
    penalty = {"L1": L1(), "SquaredL2": SquaredL2()}.get(row.penalty) or ElasticNet(ratio)
    return minimize(LOSSES[row.loss] + lam * penalty, tol=1e-12).theta


@by_name(SINGLE)
def test_minimiser_of_the_written_objective_is_ours(row):
    strength = c.from_lam(row.name, 5.0, n=N)
    expected = minimiser(written_objective(row, strength))
    np.testing.assert_allclose(ours(row, c.to_lam(row.name, strength, n=N)), expected, atol=2e-5)


@by_name(PAIRS)
def test_minimiser_of_the_written_elastic_net_is_ours(row):
    strength, mix = 0.25, 0.4
    lam, ratio = c.elastic_net_to_lam(row.name, strength, mix, n=N)
    expected = minimiser(written_objective(row, strength, mix))
    np.testing.assert_allclose(ours(row, lam, ratio), expected, atol=2e-5)


@by_name(SINGLE)
def test_written_objective_is_ours_times_the_scale_of_the_loss(row):
    strength, thetas = 0.37, RANDOM.standard_normal((5, P))
    written, lam = written_objective(row, strength), c.to_lam(row.name, strength, n=N)
    penalty = {"L1": L1(), "SquaredL2": SquaredL2()}[row.penalty]
    mine = (LOSSES[row.loss] + lam * penalty).value(thetas)
    scale = row.loss_scale * (strength if row.inverse else 1) / (N if row.per_row else 1)
    np.testing.assert_allclose([written(theta) for theta in thetas], scale * mine, rtol=1e-12)


@by_name(PAIRS)
def test_written_elastic_net_is_ours_times_a_constant(row):
    strength, mix, thetas = 0.37, 0.3, RANDOM.standard_normal((5, P))
    lam, ratio = c.elastic_net_to_lam(row.name, strength, mix, n=N)
    mine = (LOSSES[row.loss] + lam * ElasticNet(ratio)).value(thetas)
    written = written_objective(row, strength, mix)
    quotients = [written(theta) for theta in thetas] / mine
    np.testing.assert_allclose(quotients, quotients[0], rtol=1e-12)


@by_name(SINGLE)
def test_formula_shown_for_lam_is_what_to_lam_computes(row):
    """`2nα` read as a product, with 3 for the parameter and 7 for n."""
    formula = row.lam.replace("(", "(1*").replace("n", "*7").replace(row.parameter, "*3").replace("/*", "/")
    expected = eval(formula.removeprefix("*"))
    assert c.to_lam(row.name, 3.0, n=7) == pytest.approx(expected, rel=1e-15)


@by_name(PAIRS)
def test_formula_shown_for_a_pair_is_what_is_computed(row):
    lam_text, ratio_text = row.lam.split(", with l1_ratio ")
    lam_text = lam_text.replace("(2C)", "(2*3)").replace("nα(", "7*3*(").replace("nλ(", "7*3*(")
    r = 0.4
    expected = eval(lam_text, {"r": r}), eval(ratio_text.replace("2r", "2*r"), {"r": r})
    assert c.elastic_net_to_lam(row.name, 3.0, r, n=7) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("alpha", [0.01, 0.1, 0.5])
def test_sklearn_lasso_and_ridge(alpha):
    lasso = Lasso(alpha=alpha, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, Y).coef_
    ridge = Ridge(alpha=alpha, fit_intercept=False, tol=1e-14).fit(X, Y).coef_
    lam = c.to_lam("sklearn Lasso", alpha, n=N)
    np.testing.assert_allclose(minimize(LOSSES["SquaredError"] + lam * L1()).theta, lasso, atol=1e-9)
    lam = c.to_lam("sklearn Ridge", alpha)
    np.testing.assert_allclose(minimize(LOSSES["SquaredError"] + lam * SquaredL2()).theta, ridge, atol=1e-10)


@pytest.mark.parametrize("mix", [0.1, 0.5, 0.9, 1.0])
def test_sklearn_elastic_net(mix):
    fit = SkElasticNet(alpha=0.2, l1_ratio=mix, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, Y)
    lam, ratio = c.elastic_net_to_lam("sklearn ElasticNet", 0.2, mix, n=N)
    theta = minimize(LOSSES["SquaredError"] + lam * ElasticNet(ratio)).theta
    np.testing.assert_allclose(theta, fit.coef_, atol=1e-9)


def logistic_regression(strength, mix):
    """scikit-learn >= 1.8 takes l1_ratio alone; before, the same number needed penalty="elasticnet" with it."""
    from sklearn import __version__

    old = tuple(map(int, __version__.split(".")[:2])) < (1, 8)
    extra = {"penalty": "elasticnet"} if old else {}
    model = LogisticRegression(
        C=strength, l1_ratio=mix, solver="saga", fit_intercept=False, tol=1e-12, max_iter=100_000, **extra
    )
    return model.fit(X, LABELS).coef_[0]


@pytest.mark.parametrize("strength", [0.1, 0.5, 2.0])
def test_sklearn_logistic_regression(strength):
    for mix, name, penalty in [(1.0, "l1", L1()), (0.0, "l2", SquaredL2())]:
        lam = c.to_lam(f"sklearn LogisticRegression {name}", strength)
        theta = minimize(LOSSES["Logistic"] + lam * penalty).theta
        np.testing.assert_allclose(theta, logistic_regression(strength, mix), atol=1e-7)
    lam, ratio = c.elastic_net_to_lam("sklearn LogisticRegression elastic net", strength, 0.4)
    theta = minimize(LOSSES["Logistic"] + lam * ElasticNet(ratio)).theta
    np.testing.assert_allclose(theta, logistic_regression(strength, 0.4), atol=1e-7)


def test_lars_lam_is_the_largest_correlation_where_the_first_coefficient_enters():
    alphas, _, _ = lars_path(X, Y, method="lasso")
    first_kink = np.abs(X.T @ Y).max()  # R's first λ; scikit-learn's alphas are that over n
    assert alphas[0] * N == pytest.approx(first_kink)
    lam = c.to_lam("R lars", first_kink)
    at, below = minimize(LOSSES["SquaredError"] + np.array([lam, 0.999 * lam]) * L1()).theta
    assert not at.any() and below.any()


@given(st.floats(1e-6, 1e6), st.integers(1, 10**6), st.sampled_from(SINGLE))
def test_to_lam_and_from_lam_are_inverse(value, n, row):
    assert c.from_lam(row.name, c.to_lam(row.name, value, n), n) == pytest.approx(value, rel=1e-13)


@given(st.floats(1e-6, 1e6), st.floats(0, 1), st.integers(1, 10**6), st.sampled_from(PAIRS))
def test_elastic_net_pairs_are_inverse(value, mix, n, row):
    back = c.elastic_net_from_lam(row.name, *c.elastic_net_to_lam(row.name, value, mix, n), n)
    assert back == pytest.approx((value, mix), rel=1e-12, abs=1e-12)


def test_arrays_in_arrays_out_and_numbers_in_floats_out():
    np.testing.assert_array_equal(c.to_lam("sklearn Lasso", [0.0, 1.0, 2.0], n=10), [0, 20, 40])
    np.testing.assert_array_equal(c.from_lam("R lars", np.array([[2], [4]])), [[1], [2]])
    assert type(c.to_lam("R lars", np.float32(2))) is float
    lams, ratios = c.elastic_net_to_lam("sklearn ElasticNet", [1.0, 2.0], [0.0, 1.0], n=2)
    np.testing.assert_allclose(lams, [2, 8])
    np.testing.assert_allclose(ratios, [0, 1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: c.to_lam("sklearn Laso", 1), "unknown convention 'sklearn Laso'; did you mean 'sklearn Lasso'"),
        (lambda: c.to_lam("glmnet", 1), "'glmnet lasso'"),
        (lambda: c.to_lam(None, 1), "unknown convention None"),
        (lambda: c.to_lam("sklearn Lasso", 1), r"divides the loss by the number of rows; pass n=len\(y\)"),
        (lambda: c.to_lam("sklearn Lasso", 1, n=0), "n must be a positive integer, the number of rows of X, got 0"),
        (lambda: c.to_lam("sklearn Lasso", 1, n=2.5), "n must be a positive integer, the number of rows of X, got 2.5"),
        (lambda: c.to_lam("sklearn Lasso", 1, n=[3]), "n must be a positive integer"),
        (lambda: c.to_lam("sklearn Ridge", -1), "value must be nonnegative, got -1"),
        (lambda: c.from_lam("sklearn Ridge", [1, -2]), "lam must be nonnegative, got -2"),
        (lambda: c.to_lam("sklearn Ridge", float("nan")), "value must be finite"),
        (lambda: c.to_lam("sklearn LogisticRegression l1", 0), "C = 0, which ignores the data; pass a positive C"),
        (lambda: c.from_lam("sklearn LogisticRegression l2", 0), "no finite C for lam = 0; pass a positive lam"),
        (lambda: c.to_lam("sklearn ElasticNet", 1, n=3), "has two parameters; use elastic_net_to_lam"),
        (lambda: c.elastic_net_to_lam("sklearn Lasso", 1, 0.5, n=3), "has one parameter; use to_lam or from_lam"),
        (lambda: c.elastic_net_to_lam("sklearn ElasticNet", 1, 1.5, n=3), "l1_ratio must be between 0 and 1, got 1.5"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_rows_are_immutable_and_names_are_unique():
    with pytest.raises(AttributeError):
        c.CONVENTIONS[0].loss_scale = 2.0
    names = [row.name for row in c.CONVENTIONS]
    assert len(set(names)) == len(names)


def test_table_shows_every_row_as_text_and_html():
    text, page = repr(c.table()), c.table()._repr_html_()
    lines = text.splitlines()
    assert len(lines) == len(c.CONVENTIONS) + 2
    for row, line in zip(c.CONVENTIONS, lines[2:], strict=True):
        assert all(part in line for part in (row.name, row.objective, row.lam, row.source))
        assert f'left">{row.name}</th>' in page and row.objective in page
    assert page.count("<tr>") == len(c.CONVENTIONS) + 1


def test_table_escapes_what_is_not_html():
    odd = c.Convention("a<b", "&", "λ", "SquaredError", 1.0, "L1", "s")
    page = c.ConventionTable((odd,))._repr_html_()
    assert "a&lt;b" in page and "&amp;" in page and "a<b" not in page


def test_the_factor_two_of_r_and_of_esl():
    """The first kink of the diabetes path, 949.4353 in R: twice that here, and 949.4353/442 as scikit-learn's alpha."""
    lam = c.to_lam("R lars", 949.4353)
    assert lam == 2 * 949.4353 == c.to_lam("ESL lasso", 949.4353)
    assert math.isclose(c.from_lam("sklearn Lasso", lam, n=442), 949.4353 / 442)
