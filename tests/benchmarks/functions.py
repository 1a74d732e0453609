"""The functions that take many problems at once, against loops over another program and against additions."""

import numpy as np

import sparsity_kit

from .folds import FOLDS, Folds
from .many import FEW, Bootstrap
from .problems import PROBLEMS
from .tables import milliseconds, power, table, times
from .timing import duel

WHAT = "Many problems at once: theirs ÷ ours, and how far apart the answers are"
HEAD = ["ours", "theirs", "ours, ms", "theirs, ms", "theirs ÷ ours", "largest difference / largest entry"]


def soft_threshold(budget, size):
    """soft_threshold(v, t, out=) against np.add(v, t, out=), which reads and writes the same memory."""
    v = np.random.default_rng(0).standard_normal(size)
    out, sums = np.empty(size), np.empty(size)
    timed = duel(lambda: sparsity_kit.soft_threshold(v, 0.5, out=out), lambda: np.add(v, 0.5, out=sums), budget)
    difference = np.abs(out - np.sign(v) * np.maximum(np.abs(v) - 0.5, 0)).max()
    return _line(f"soft_threshold, {size:.0e} numbers", "np.add, as many", timed, difference)


def _pairs(size):
    """Problems in two coefficients: XᵀX (size, 2, 2), Xᵀy (size, 2), λ (size,), and the X and y behind them."""
    random = np.random.default_rng(1)
    X, y = random.standard_normal((size, 5, 2)), random.standard_normal((size, 5))
    gram, correlations = X.swapaxes(1, 2) @ X, (X.swapaxes(1, 2) @ y[:, :, None])[:, :, 0]
    return gram, correlations, random.uniform(0, 4, size), X, y


def lasso_2d_and_add(budget, size):
    """So many problems in two coefficients against so many additions: how many additions does one problem cost?"""
    gram, correlations, lams, *_ = _pairs(size)
    out, sums = np.empty((size, 2)), np.empty(size)
    timed = duel(
        lambda: sparsity_kit.lasso_2d(gram, correlations, lams, out=out),
        lambda: np.add(lams, 0.5, out=sums), budget,
    )  # fmt: skip
    rate = f"{size / timed.ours:.1e} a second"
    return _line(f"lasso_2d, {size:.0e} problems, {rate}", "np.add, as many numbers", timed, float("nan"))


def lasso_2d_and_loop(budget, size=500):
    """The same few problems by a loop over scikit-learn's Lasso, at a tolerance of 1e-8."""
    from sklearn.linear_model import Lasso

    gram, correlations, lams, X, y = _pairs(size)
    models = [Lasso(alpha=lam / 10, fit_intercept=False, tol=1e-8) for lam in lams]
    timed = duel(
        lambda: sparsity_kit.lasso_2d(gram, correlations, lams),
        lambda: np.array([model.fit(X, y).coef_ for model, X, y in zip(models, X, y, strict=True)]), budget,
    )  # fmt: skip
    theta = sparsity_kit.lasso_2d(gram, correlations, lams)
    return _line(f"lasso_2d, {size} problems", "loop over Lasso", timed, _difference(theta, timed.answer))


def ridge_path(budget, problem):
    """100 ridge solutions against a loop over scikit-learn's Ridge, which minimises the same ‖Xθ − y‖² + λ‖θ‖²."""
    from sklearn.linear_model import Ridge

    data = PROBLEMS[problem]()
    lams = np.geomspace(1e3, 1e-3, 100)
    timed = duel(
        lambda: sparsity_kit.ridge_path(data.X, data.y, lams),
        lambda: np.array([Ridge(alpha=lam, fit_intercept=False).fit(data.X, data.y).coef_ for lam in lams]), budget,
    )  # fmt: skip
    theta = sparsity_kit.ridge_path(data.X, data.y, lams)
    return _line(f"ridge_path, 100 λ, {problem}", "loop over Ridge", timed, _difference(theta, timed.answer))


def lasso_paths(budget, problem, count, program):
    """So many bootstrap paths in one call, against a loop over another program; Gram matrices and copies included."""
    many = Bootstrap(problem, count)
    loop = getattr(many, program)
    name, loop_name = f"lasso_paths, {count} samples, {problem}", f"loop over {program}"
    try:
        timed = duel(many.ours, loop, budget)
    except ImportError as error:
        return [name, loop_name, "", "", str(error), ""]
    return _line(name, loop_name, timed, many.difference(timed.answer))


def cross_validate(budget, problem, program):
    """The errors of ten folds at every λ, against those at the λ that another program tries."""
    folds = Folds(problem)
    name = f"cross_validate, {FOLDS} folds, {problem}"
    try:
        timed = duel(folds.ours, getattr(folds, program), budget)
    except ImportError as error:
        return [name, program, "", "", str(error), ""]
    return _line(name, program, timed, folds.difference(timed.answer))


def lines(budget, size, problems):
    """Every comparison of this file, one line of the table each; a function that the kit lacks is named instead."""
    runs = {
        "soft_threshold": [lambda: soft_threshold(budget, size)],
        "lasso_2d": [lambda: lasso_2d_and_add(budget, size // 10), lambda: lasso_2d_and_loop(budget)],
        "lasso_paths": [
            lambda problem=problem, program=program: lasso_paths(budget, problem, max(size // 10_000, FEW), program)
            for problem in problems
            for program in ("one_by_one", "lars_path_gram", "spams")
        ],
        "cross_validate": [
            lambda problem=problem, program=program: cross_validate(budget, problem, program)
            for problem in problems
            for program in ("LassoLarsCV", "LassoCV", "celer", "cv_glmnet")
        ],
        "ridge_path": [lambda problem=problem: ridge_path(budget, problem) for problem in problems],
    }
    for name, comparisons in runs.items():
        for run in comparisons:
            yield run() if hasattr(sparsity_kit, name) else [name, "", "", "", "not in the kit", ""]


def _difference(theta, other):
    return np.abs(theta - other).max() / np.abs(theta).max()


def _line(ours, theirs, timed, difference):
    numbers = [milliseconds(timed.ours), milliseconds(timed.theirs), times(timed.ratio), power(difference)]
    return [ours, theirs, *numbers]


def summary(lines):
    return table(HEAD, lines)
