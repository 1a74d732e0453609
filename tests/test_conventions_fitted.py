"""Every convention that is said to be fitted is: scikit-learn's here, the others by `tests.conventions_of_others`."""

import sys

import numpy as np
import pytest
from conventions_of_others import __main__ as command
from conventions_of_others.case import regression
from conventions_of_others.commands import Missing
from conventions_of_others.fits import FITS
from sklearn import __version__, linear_model

from sparsity_kit import L1, ElasticNet, Logistic, SquaredError, SquaredL2, minimize
from sparsity_kit.conventions import CONVENTIONS, elastic_net_from_lam, from_lam

TIGHT = {"fit_intercept": False, "tol": 1e-14, "max_iter": 100_000}
OLD = tuple(map(int, __version__.split(".")[:2])) < (1, 8)  # l1_ratio alone does not choose the penalty there
BY_NAME = {row.name: row for row in CONVENTIONS}


def logistic_regression(case, strength, l1_ratio):
    """Of scikit-learn, at l1_ratio 1 (L1), 0 (squares) or between."""
    old = {"penalty": "elasticnet"} if OLD else {}
    options = TIGHT | {"tol": 1e-11}
    model = linear_model.LogisticRegression(C=strength, l1_ratio=l1_ratio, solver="saga", **options, **old)
    return model.fit(case.X, case.labels).coef_[0]


SKLEARN = {
    "sklearn Lasso": lambda case, alpha: linear_model.Lasso(alpha, **TIGHT).fit(case.X, case.y).coef_,
    "sklearn Ridge": lambda case, alpha: linear_model.Ridge(alpha, **TIGHT).fit(case.X, case.y).coef_,
    "sklearn ElasticNet": lambda case, alpha, ratio: (
        linear_model.ElasticNet(alpha, l1_ratio=ratio, **TIGHT).fit(case.X, case.y).coef_
    ),
    "sklearn LogisticRegression l1": lambda case, strength: logistic_regression(case, strength, 1.0),
    "sklearn LogisticRegression l2": lambda case, strength: logistic_regression(case, strength, 0.0),
    "sklearn LogisticRegression elastic net": logistic_regression,
}
SGD = [name for name in BY_NAME if name.startswith("sklearn SGD")]


def test_what_is_said_to_be_fitted_is_and_nothing_else():
    fitted = {row.name for row in CONVENTIONS if row.checked == "fitted" and not row.name.startswith("here")}
    assert fitted == {*FITS, *SKLEARN, *SGD}


@pytest.mark.parametrize("name", SKLEARN)
def test_sklearn_finds_our_coefficients(name):
    given, gap, _ = command.compare(BY_NAME[name], SKLEARN[name])
    assert gap <= 1e-6 and len(given) == (2 if "elastic" in name.lower() else 1)


@pytest.mark.parametrize("name", SGD)
def test_stochastic_steps_on_equal_rows_are_those_of_the_whole_loss(name):
    """Eight copies of one row: each step sees the same gradient, and comes to the minimiser; n is 8 all the same."""
    rows, value, lam, mix = 8, 1.5, 3.0, 0.6
    X, y, labels = np.full((rows, 1), 2.0), np.full(rows, value), np.ones(rows)
    options = {"penalty": name.split(" ", 2)[2].replace(" ", ""), "fit_intercept": False, "tol": None}
    options |= {"max_iter": 3000, "learning_rate": "constant", "eta0": 1e-2}
    if name.endswith("elastic net"):
        alpha, options["l1_ratio"] = elastic_net_from_lam(name, lam, mix, n=rows)
    else:
        alpha = from_lam(name, lam, n=rows)
    if "Regressor" in name:
        loss, theirs = SquaredError(X, y), linear_model.SGDRegressor(alpha=alpha, **options).fit(X, y).coef_
    else:
        both = np.r_[X, -X]  # of two classes, as it asks for; a row and its label with opposite signs are the same
        loss, labels = Logistic(both, np.r_[labels, -labels]), np.r_[labels, -labels]
        alpha = from_lam(name, lam, n=2 * rows)
        theirs = linear_model.SGDClassifier(loss="log_loss", alpha=alpha, **options).fit(both, labels).coef_[0]
    penalty = {"l1": L1(), "l2": SquaredL2(), "elasticnet": ElasticNet(mix)}[options["penalty"]]
    np.testing.assert_allclose(minimize(loss + lam * penalty, tol=1e-12).theta, theirs, atol=1e-6)


def test_the_case_tells_conventions_apart():
    """At the strength of another convention the coefficients are others, by far more than the command allows."""
    case, row = regression(), BY_NAME["sklearn Lasso"]
    for lam in (case.lam / 2, 2 * case.lam, case.lam * len(case.y)):
        assert np.abs(case.ours(row, lam) - case.ours(row, case.lam)).max() > 1e-2
    np.testing.assert_array_equal(case.X.mean(axis=0), 0)
    assert case.y.mean() == 0 and (case.X.astype(np.float32) == case.X).all() and (case.y == np.float32(case.y)).all()


def ours_beside(by):
    """A program that gives our coefficients, `by` beside them."""
    return lambda case, strength: case.ours(BY_NAME["celer Lasso"], 2 * len(case.y) * strength) + by


def missing(case, strength):
    raise Missing("no command Rscript")


@pytest.mark.parametrize(
    ("fit", "code", "words"),
    [
        (ours_beside(0.9e-6), 0, "| celer Lasso | α = 0.5 | 4 | 9.0e-07 |"),
        (ours_beside(1.1e-6), 1, "| celer Lasso | α = 0.5 | 4 | 1.1e-06 ✗ |"),
        (ours_beside(np.nan), 1, "| celer Lasso | α = 0.5 | 4 | nan ✗ |"),
        (missing, 0, "| celer Lasso | not here: no command Rscript | | |"),
    ],
)
def test_the_command_fails_where_a_coefficient_differs_and_names_what_is_missing(fit, code, words, monkeypatch, capsys):
    monkeypatch.setitem(command.FITS, "celer Lasso", fit)
    monkeypatch.setattr(sys, "argv", ["conventions_of_others", "celer lasso"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == code and words in capsys.readouterr().out
