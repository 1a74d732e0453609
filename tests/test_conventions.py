"""Each convention by its own written formula: minimise what the row says, compare with the kit at the λ it gives."""

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize as scipy_minimize
from sklearn.linear_model import ElasticNet as SkElasticNet
from sklearn.linear_model import Lasso, LogisticRegression, Ridge, lars_path

from sparsity_kit import L1, ElasticNet, GroupL2, Logistic, SquaredError, SquaredL2, minimize
from sparsity_kit import conventions as c

N, P = 23, 4
RANDOM = np.random.default_rng(7)
X = RANDOM.standard_normal((N, P)) @ np.array([[1, 0.5, 0, 0], [0, 1, 0, 0], [0, 0, 1, -0.4], [0, 0, 0, 1]])
Y = X @ [1.5, 0.0, -0.6, 0.1] + 0.5 * RANDOM.standard_normal(N)
LABELS = np.where(Y > 0, 1, -1)
SINGLE = [row for row in c.CONVENTIONS if row.penalty != "ElasticNet"]
PAIRS = [row for row in c.CONVENTIONS if row.penalty == "ElasticNet"]
SD_Y = np.std(Y)
PENALTIES = {"L1": L1(), "SquaredL2": SquaredL2(), "GroupL2": GroupL2([0, 0, 1, 1])}
LOSSES = {"SquaredError": SquaredError(X, Y), "Logistic": Logistic(X, LABELS)}


def different(rows):
    """One row of each formula, whatever its parameter is called."""
    return list({row.objective.replace(f"{row.parameter[0]}·", "λ·", 1): row for row in rows}.values())


def by_name(rows):
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.name)


def written_objective(row, strength, ratio=None):
    """The row's formula as a Python function: its text, with each symbol replaced by what it stands for."""
    text = row.objective
    for symbol, code in [
        ("Σlog(1 + exp(−yᵢxᵢ·θ))", "logistic(t)"), ("‖Xθ − y‖²", "rss(t)"), ("‖θ‖₁", "l1(t)"), ("‖θ‖²", "l2(t)"),
        ("Σ‖θg‖", "groups(t)"),
        ("½", "0.5"), ("·", "*"), ("1/(2n)", "1/(2*n)"), ("−", "-"),
    ]:  # fmt: skip
        text = text.replace(symbol, code)
    meaning = {
        "rss": lambda t: ((X @ t - Y) ** 2).sum(),
        "logistic": lambda t: np.logaddexp(0, -LABELS * (X @ t)).sum(),
        "l1": lambda t: np.abs(t).sum(),
        "l2": lambda t: (t**2).sum(),
        "groups": lambda t: np.hypot(*t[:2]) + np.hypot(*t[2:]),
        "n": N, "s": SD_Y, "r": ratio, row.parameter[0]: strength,
    }  # fmt: skip
    return eval(f"lambda t: {text}", meaning)


def minimiser(objective):
    """The minimiser of a convex function with kinks at zero: in each closed orthant a smooth problem, and 0 itself."""
    points = [np.zeros(P)]
    for signs in itertools.product((-1.0, 1.0), repeat=P):
        bounds = [(0, None) if sign > 0 else (None, 0) for sign in signs]
        points.append(scipy_minimize(objective, 0.1 * np.array(signs), bounds=bounds, tol=1e-15).x)
    return min(points, key=objective)


def ours(row, lam, ratio=None):
    penalty = PENALTIES.get(row.penalty) or ElasticNet(ratio)
    return minimize(LOSSES[row.loss] + lam * penalty, tol=1e-12).theta


@by_name(different(SINGLE))
def test_minimiser_of_the_written_objective_is_ours(row):
    strength = c.from_lam(row.name, 5.0, n=N, sd_y=SD_Y)
    expected = minimiser(written_objective(row, strength))
    np.testing.assert_allclose(ours(row, c.to_lam(row.name, strength, n=N, sd_y=SD_Y)), expected, atol=2e-5)


@by_name(different(PAIRS))
def test_minimiser_of_the_written_elastic_net_is_ours(row):
    strength, mix = 0.25, 0.4
    lam, ratio = c.elastic_net_to_lam(row.name, strength, mix, n=N, sd_y=SD_Y)
    expected = minimiser(written_objective(row, strength, mix))
    np.testing.assert_allclose(ours(row, lam, ratio), expected, atol=2e-5)


@by_name(SINGLE)
def test_written_objective_is_ours_times_the_scale_of_the_loss(row):
    strength, thetas = 0.37, RANDOM.standard_normal((5, P))
    written, lam = written_objective(row, strength), c.to_lam(row.name, strength, n=N, sd_y=SD_Y)
    mine = (LOSSES[row.loss] + lam * PENALTIES[row.penalty]).value(thetas)
    scale = row.loss_scale * (strength if row.inverse else 1) / (N if row.per_row else 1)
    np.testing.assert_allclose([written(theta) for theta in thetas], scale * mine, rtol=1e-12)


@by_name(PAIRS)
def test_written_elastic_net_is_ours_times_a_constant(row):
    strength, mix, thetas = 0.37, 0.3, RANDOM.standard_normal((5, P))
    lam, ratio = c.elastic_net_to_lam(row.name, strength, mix, n=N, sd_y=SD_Y)
    mine = (LOSSES[row.loss] + lam * ElasticNet(ratio)).value(thetas)
    written = written_objective(row, strength, mix)
    quotients = [written(theta) for theta in thetas] / mine
    np.testing.assert_allclose(quotients, quotients[0], rtol=1e-12)


@by_name(SINGLE)
def test_formula_shown_for_lam_is_what_to_lam_computes(row):
    """`2nα` read as a product, with 3 for the parameter, 7 for n and 5 for s."""
    formula = (
        row.lam.replace("½", "0.5")
        .replace("(", "(1*")
        .replace("n", "*7")
        .replace(row.parameter, "*3")
        .replace("/*", "/")
    )
    expected = eval(formula.removeprefix("*"), {"s": 5.0})
    assert c.to_lam(row.name, 3.0, n=7, sd_y=5.0) == pytest.approx(expected, rel=1e-15)


@by_name(PAIRS)
def test_formula_shown_for_a_pair_is_what_is_computed(row):
    lam_text, ratio_text = row.lam.split(", with l1_ratio ")
    lam_text = lam_text.replace("(2C)", "(2*3)").replace("nα(", "7*3*(").replace("nλ(", "7*3*(").replace("−", "-")
    r = 0.4
    ratio_text = ratio_text.replace("2rs", "2*r*s").replace("2r", "2*r").replace("−", "-")
    numbers = {"r": r, "s": 5.0}
    expected = eval(lam_text.replace("2r", "2*r"), numbers), eval(ratio_text, numbers)
    assert c.elastic_net_to_lam(row.name, 3.0, r, n=7, sd_y=5.0) == pytest.approx(expected, rel=1e-14)


GLMNET_X = np.array([[1.0, 2, 0], [2, -1, 1], [0, 1, 3], [-1, 1, 1], [3, 0, -2], [1, 1, 1]])
GLMNET_Y = np.array([9.0, 4, 11, 2, 8, 7])
GLMNET_SAYS = {  # for λ = 0.8: whether there is an intercept, the mixing r, and the coefficients
    (False, 0.0): [3.013617713183, 2.815778511522, 1.750722936582],
    (False, 0.3): [3.004215909705, 2.822105173035, 1.711627672968],
    (False, 0.9): [2.981364353554, 2.841698390083, 1.623802329211],
    (False, 1.0): [2.976923076918, 2.846153846164, 1.607692307689],
    (True, 0.0): [1.669202325116, 1.751242555732, 0.917175599781],
    (True, 0.3): [1.376041060960, 1.518808115632, 0.706823538998],
    (True, 0.9): [0.344199465205, 0.674346642247, 0.014907489573],
    (True, 1.0): [0.228571428547, 0.521428571410, 0.0],
}


@pytest.mark.parametrize(("intercept", "mix"), GLMNET_SAYS)
def test_glmnet_on_a_y_in_its_own_units(intercept, mix):
    """The Fortran of glmnet, as python-glmnet 2.6.1 has it: `elnet` with isd=0, thr=1e-20, intr=0 or 1.

    Without an intercept too, s is the deviation of y about its mean, which is 6.8 here.
    """
    X, y = GLMNET_X - intercept * GLMNET_X.mean(axis=0), GLMNET_Y - intercept * GLMNET_Y.mean()
    n, sd_y = len(y), np.std(y)
    lam, ratio = c.elastic_net_to_lam("glmnet elastic net", 0.8, mix, n, sd_y)
    theta = minimize(SquaredError(X, y) + lam * ElasticNet(ratio)).theta
    np.testing.assert_allclose(theta, GLMNET_SAYS[intercept, mix], atol=1e-9)
    if mix == 0:
        ridge = minimize(SquaredError(X, y) + c.to_lam("glmnet ridge", 0.8, n, sd_y) * SquaredL2()).theta
        np.testing.assert_allclose(ridge, theta, atol=1e-10)
    if mix == 1:
        lasso = minimize(SquaredError(X, y) + c.to_lam("glmnet lasso", 0.8, n) * L1()).theta
        np.testing.assert_allclose(lasso, theta, atol=1e-10)


def test_glmnet_ridge_knows_no_unit_of_y():
    """Its λ has the unit of y: 1000·y at 1000·λ is 1000·θ. As `elnet` says of 1000·y at λ = 0.8, s = 3023 counts."""
    lam = c.to_lam("glmnet ridge", 0.8, n=6, sd_y=1000 * np.std(GLMNET_Y))
    theta = minimize(SquaredError(GLMNET_X, 1000 * GLMNET_Y) + lam * SquaredL2()).theta
    np.testing.assert_allclose(theta, [3345.7892273595, 3307.1011166973, 1884.4850166258], rtol=1e-11)
    assert c.to_lam("glmnet ridge", 800.0, 6, 1000.0) == pytest.approx(c.to_lam("glmnet ridge", 0.8, 6, 1.0), rel=1e-15)


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


@pytest.mark.parametrize("model", [Lasso(0.1), Ridge(0.5), SkElasticNet(0.2, l1_ratio=0.4)], ids=repr)
def test_sklearn_with_an_intercept_is_ours_on_centred_data(model):
    model.set_params(tol=1e-14, max_iter=100_000).fit(X, Y + 3.0)
    lam, ratio = c.elastic_net_to_lam("sklearn ElasticNet", 0.2, 0.4, n=N)
    priced = {
        Lasso: c.to_lam("sklearn Lasso", 0.1, n=N) * L1(),
        Ridge: c.to_lam("sklearn Ridge", 0.5) * SquaredL2(),
        SkElasticNet: lam * ElasticNet(ratio),
    }
    theta = minimize(SquaredError(X - X.mean(axis=0), Y - Y.mean()) + priced[type(model)]).theta
    np.testing.assert_allclose(theta, model.coef_, atol=1e-9)


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


@given(st.floats(1e-6, 1e6), st.integers(1, 10**6), st.floats(1e-3, 1e3), st.sampled_from(SINGLE))
def test_to_lam_and_from_lam_are_inverse(value, n, sd_y, row):
    assert c.from_lam(row.name, c.to_lam(row.name, value, n, sd_y), n, sd_y) == pytest.approx(value, rel=1e-13)


@given(st.floats(1e-6, 1e6), st.floats(0, 1), st.integers(1, 10**6), st.floats(0.1, 10), st.sampled_from(PAIRS))
def test_elastic_net_pairs_are_inverse(value, mix, n, sd_y, row):
    back = c.elastic_net_from_lam(row.name, *c.elastic_net_to_lam(row.name, value, mix, n, sd_y), n, sd_y)
    assert back == pytest.approx((value, mix), rel=1e-12, abs=1e-12)


def test_arrays_in_arrays_out_and_numbers_in_floats_out():
    np.testing.assert_array_equal(c.to_lam("sklearn Lasso", [0.0, 1.0, 2.0], n=10), [0, 20, 40])
    np.testing.assert_array_equal(c.from_lam("R lars", np.array([[2], [4]])), [[1], [2]])
    assert type(c.to_lam("R lars", np.float32(2))) is float
    lams, ratios = c.elastic_net_to_lam("sklearn ElasticNet", [1.0, 2.0], [0.0, 1.0], n=2)
    np.testing.assert_allclose(lams, [2, 8])
    np.testing.assert_allclose(ratios, [0, 1])


NET_IN_C = "sklearn LogisticRegression elastic net"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: c.to_lam("sklearn Laso", 1), "unknown convention 'sklearn Laso'; did you mean 'sklearn Lasso'"),
        (lambda: c.to_lam("glmnet", 1), "'glmnet lasso'"),
        (lambda: c.to_lam(None, 1), "unknown convention None"),
        (lambda: c.to_lam("sklearn Lasso", 1), r"divides the loss by the number of rows; pass n=len\(y\)"),
        (lambda: c.to_lam("sklearn Ridge", 1, n=-3), "n must be a positive integer, the number of rows of X, got -3"),
        (lambda: c.to_lam("glmnet ridge", 0.1, n=4), r"standard deviation \(with 1/n\); pass sd_y=np.std\(y\)"),
        (lambda: c.from_lam("glmnet ridge", 0.1, n=4), r"glmnet ridge divides y by .*; pass sd_y=np.std\(y\)"),
        (lambda: c.elastic_net_to_lam("glmnet elastic net", 0.1, 0.5, n=4), r"pass sd_y=np.std\(y\)"),
        (lambda: c.elastic_net_from_lam("glmnet elastic net", 0.1, 0.5, n=4), r"pass sd_y=np.std\(y\)"),
        (lambda: c.to_lam("glmnet ridge", 0.1, n=4, sd_y=0), "sd_y must be positive, got 0.0: y is constant"),
        (lambda: c.to_lam("glmnet ridge", 0.1, n=4, sd_y=-1), "sd_y must be nonnegative, got -1"),
        (lambda: c.to_lam("glmnet lasso", 0.1, n=4, sd_y=np.nan), "sd_y must be finite, got nan; pass a finite number"),
        (
            lambda: c.elastic_net_to_lam("sklearn ElasticNet", [1, 2, 3], [0.1, 0.2], n=3),
            r"shapes do not fit: value \(3,\) and l1_ratio \(2,\); pass numbers",
        ),
        (lambda: c.to_lam("sklearn Lasso", 1e308, n=50), "the strength is too large for float64; rescale X or y"),
        (lambda: c.from_lam("sklearn LogisticRegression l1", 1e-320), "the strength is too large for float64"),
        (lambda: c.to_lam(["sklearn Lasso"], 1), "unknown convention .'sklearn Lasso'.; did you mean"),
        (lambda: c.to_lam("zzz", 1), r"unknown convention 'zzz'; conventions.table\(\) has all"),
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
        (lambda: c.elastic_net_from_lam("sklearn Lasso", 1, 0.5, n=3), "has one parameter; use to_lam or from_lam"),
        (lambda: c.from_lam("sklearn ElasticNet", 1, n=3), "has two parameters; use elastic_net_to_lam"),
        (lambda: c.elastic_net_from_lam("sklearn ElasticNet", -1, 0.5, n=3), "lam must be nonnegative, got -1"),
        (lambda: c.elastic_net_to_lam("sklearn ElasticNet", -1, 0.5, n=3), "value must be nonnegative, got -1"),
        (lambda: c.elastic_net_to_lam(NET_IN_C, 0, 0.5), "C = 0, which ignores the data; pass a positive C"),
        (lambda: c.elastic_net_from_lam(NET_IN_C, [1, 0], 0.5), "no finite C for lam = 0; pass a positive lam"),
        (lambda: c.elastic_net_to_lam("sklearn ElasticNet", 1e308, 0.5, n=50), "the strength is too large for float64"),
        (lambda: c.elastic_net_from_lam(NET_IN_C, 1e-320, 0.5), "the strength is too large for float64"),
        (lambda: c.from_lam("liblinear -s 11 -p 0", 5e-324), "the strength is too large for float64"),
        (lambda: c.elastic_net_to_lam("sklearn ElasticNet", 1, 1.5, n=3), "l1_ratio must be between 0 and 1, got 1.5"),
        (lambda: c.elastic_net_to_lam("sklearn ElasticNet", 1, [0.5, 1.5], n=3), "between 0 and 1, got 1.5"),
        (lambda: c.elastic_net_from_lam("sklearn ElasticNet", 1, [1.5, 0.5], n=3), "between 0 and 1, got 1.5"),
        (lambda: c.to_lam("glmnet ridge", 0.1, n=4, sd_y=[1.0, 0.0]), "sd_y must be positive, got 0.0"),
        (lambda: c.to_lam("sklearn LogisticRegression l1", [1.0, 0.0]), "C = 0, which ignores the data"),
        (lambda: c.from_lam("sklearn LogisticRegression l2", [1.0, 0.0]), "no finite C for lam = 0"),
        (lambda: c.to_lam("sklearn Lasso", [1.0, 1e308], n=50), "the strength is too large for float64"),
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
        assert all(part in line for part in (row.name, row.objective, row.lam, row.source, row.checked))
        assert f'left">{row.name}</th>' in page and row.objective in re.sub("<[^>]*>", "", page)
        assert not row.address or f'<a href="{row.address}">' in page
    assert page.count("<tr>") == len(c.CONVENTIONS) + 1


def test_a_line_of_a_formula_ends_between_loss_and_penalty():
    pieces = re.findall(
        r"nowrap\">(.*?)</span>", c.table("sklearn LogisticRegression l1", "glmnet elastic net")._repr_html_()
    )
    assert pieces[:2] == ["C·Σlog(1 + exp(−yᵢxᵢ·θ))", "+ ‖θ‖₁"]
    assert pieces[2:] == ["1/(2n)·‖Xθ − y‖²", "+ λ·(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²/s)"]


def test_a_table_of_some():
    chosen = c.table("R lars", "½ loss, L1")
    assert [row.name for row in chosen.rows] == ["R lars", "½ loss, L1"]
    with pytest.raises(ValueError, match="did you mean 'R lars'"):
        c.table("R Lars")


def test_every_row_says_how_it_is_known():
    """A program has the address of its documentation, a book its equation or section."""
    for row in c.CONVENTIONS:
        assert row.source and row.checked in ("fitted", "from its documentation", "as printed")
        assert not row.address or row.address.startswith("https://")
        assert ("s = np.std(y)" in row.source) == bool(row.per_sd)
        if row.name.startswith("glmnet"):  # its paper treats one loss after the other
            assert f"section {3 if row.loss == 'Logistic' else 2}" in row.source
    documented = {row.name.split()[0] for row in c.CONVENTIONS if row.checked == "from its documentation"}
    assert documented == {"MATLAB", "cuML"}


def test_table_escapes_what_is_not_html():
    odd = c.Convention("a<b", "&", "λ", "SquaredError", 1.0, "L1", "s", address='"><b>')
    page = c.ConventionTable((odd,))._repr_html_()
    assert "a&lt;b" in page and "&amp;" in page and "a<b" not in page and '"><b>' not in page


def test_the_factor_two_of_r_and_of_esl():
    """The first kink of the diabetes path, 949.4353 in R: twice that here, and 949.4353/442 as scikit-learn's alpha."""
    lam = c.to_lam("R lars", 949.4353)
    assert lam == 2 * 949.4353 == c.to_lam("ESL lasso", 949.4353)
    assert math.isclose(c.from_lam("sklearn Lasso", lam, n=442), 949.4353 / 442)


def test_strengths_in_arrays_broadcast_with_many_y():
    deviations = np.array([1.0, 2.0])
    np.testing.assert_array_equal(c.to_lam("glmnet ridge", [[1.0], [3.0]], n=10, sd_y=deviations), [[10, 5], [30, 15]])


def test_what_a_row_does_not_need_changes_nothing():
    assert c.to_lam("glmnet lasso", 0.1, n=50, sd_y=7.0) == c.to_lam("glmnet lasso", 0.1, n=50) == 10.0
    assert c.to_lam("sklearn Ridge", 0.1, n=50, sd_y=7.0) == 0.1


def test_half_may_be_written_with_plain_letters():
    assert c.to_lam("1/2 loss, 1/2 L2", 3.0) == c.to_lam("½ loss, ½ L2", 3.0)
    assert repr(c.CONVENTIONS[2]) == "sklearn Lasso: 1/(2n)·‖Xθ − y‖² + α·‖θ‖₁; λ here is 2nα"
