"""grid_path is minimize at every λ, with fewer steps: by rivals, by scikit-learn and cvxpy, in the order given."""

import builtins
import io
import itertools
import sys
import warnings

import cvxpy as cp
import numpy as np
import pytest
from problems import PENALTIES, MaxNorm, OneSided, losses, regression
from sklearn.linear_model import LogisticRegression

from sparsity_kit import (
    L1,
    L2,
    ConvergenceWarning,
    GroupL2,
    Logistic,
    SquaredError,
    SquaredL2,
    grid_path,
    lambda_grid,
    lambda_max,
    minimize,
)
from sparsity_kit.conventions import from_lam

LOSSES = losses()
LAMS = np.array([3.0, 0.1, 30.0, 3.0, 1.0])  # in no order, and one of them twice


def labelled(n=60, p=6, seed=1):
    X, y = regression(n, p, seed)
    return X, np.sign(y)


@pytest.mark.parametrize("penalty", [*PENALTIES, MaxNorm(), OneSided()], ids=repr)
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_in_the_order_given_it_is_minimize_from_a_cold_start(loss, penalty):
    solution = grid_path(loss + LAMS * penalty)
    assert solution.theta.shape == (5, 4) and solution.converged.all()
    for lam, theta in zip(LAMS, solution.theta, strict=True):
        cold = minimize(loss + lam * penalty).theta
        np.testing.assert_allclose(theta, cold, atol=1e-7)
        assert np.array_equal(theta == 0, cold == 0) or isinstance(penalty, MaxNorm)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_each_certificate_is_that_of_the_theta_beside_it(loss):
    for penalty in (L1(), MaxNorm()):
        objective = loss + LAMS * penalty
        solution = grid_path(objective)
        assert solution.objective is objective
        np.testing.assert_allclose(solution.value, objective.value(solution.theta), rtol=1e-14)
        np.testing.assert_allclose(solution.stationarity_gap, objective.stationarity_gap(solution.theta), atol=1e-12)
        assert solution.stationarity_gap.shape == (5,)
        if isinstance(penalty, MaxNorm):
            assert solution.duality_gap is None
        else:
            assert (np.abs(solution.duality_gap) <= 1e-8 * loss.value(np.zeros(4))).all()


@pytest.mark.parametrize(
    "objective",
    [
        SquaredError(*regression(60, 6)) + 1.0 * MaxNorm(),
        SquaredError(*regression(60, 6)) + 1.0 * GroupL2([0, 0, 1, 1, 2, 2]),
        Logistic(*labelled()) + 1.0 * L1(),
        Logistic(*labelled()) + 1.0 * GroupL2([0, 0, 1, 1, 2, 2]),
    ],
    ids=repr,
)
def test_a_warm_start_saves_steps(objective):
    loss, penalty = objective.loss, objective.penalty
    lams = lambda_grid(lambda_max(loss, penalty), n=30, ratio=1e-2)
    cold = sum(minimize(loss + lam * penalty).n_iter for lam in lams)
    assert grid_path(loss + lams * penalty).n_iter < 0.95 * cold


def test_prices_fall_and_each_starts_where_the_last_one_ended(monkeypatch):
    seen = []

    def spy(objective, start, *rest):
        seen.append((float(objective.lam), start, minimize(objective, start, *rest)))
        return seen[-1][-1]

    monkeypatch.setattr("sparsity_kit.solve.grid.minimize", spy)
    grid_path(LOSSES[0] + LAMS * L1())
    assert [lam for lam, _, _ in seen] == [30, 3, 3, 1, 0.1]
    assert all(start is before.theta for (_, start, _), (_, _, before) in zip(seen[1:], seen[:-1], strict=True))


def test_scikit_learn_finds_the_same_logistic_coefficients():
    X, y = labelled()
    loss = Logistic(X, y)
    lams = lambda_grid(0.9 * lambda_max(loss), n=6, ratio=1e-2)
    solution = grid_path(loss + lams * L1())
    for lam, theta in zip(lams, solution.theta, strict=True):
        C = from_lam("sklearn LogisticRegression l1", lam)
        options = {"l1_ratio": 1, "C": C, "solver": "saga", "tol": 1e-10, "max_iter": 100_000, "random_state": 0}
        theirs = LogisticRegression(fit_intercept=False, **options).fit(X, y).coef_[0]
        np.testing.assert_allclose(theta, theirs, atol=1e-6)


def test_cvxpy_finds_no_lower_group_lasso():
    X, y = regression(30, 6)
    penalty = GroupL2([0, 0, 0, 1, 1, 2], weights=np.sqrt([3, 2, 1]))
    loss = SquaredError(X, y)
    lams = lambda_grid(0.9 * lambda_max(loss, penalty), n=5, ratio=1e-2)
    solution = grid_path(loss + lams * penalty)
    theta, lam = cp.Variable(6), cp.Parameter(nonneg=True)
    norms = sum(np.sqrt(k) * cp.norm(theta[part]) for k, part in [(3, slice(0, 3)), (2, slice(3, 5)), (1, slice(5, 6))])
    problem = cp.Problem(cp.Minimize(cp.sum_squares(X @ theta - y) + lam * norms))
    for at, value, found in zip(lams, solution.value, solution.theta, strict=True):
        lam.value = at
        assert value == pytest.approx(problem.solve(cp.CLARABEL), rel=1e-7)
        np.testing.assert_allclose(found, theta.value, atol=1e-4)
    assert ((solution.theta == 0) @ np.eye(6)[:, [0, 3, 5]] > 0).any()  # some group is dead at some λ


def test_stacks_of_losses_stand_behind_the_axis_of_lambda():
    X, Y = regression(batch=(3,))
    table = grid_path(SquaredError(X, Y) + LAMS[:, None] * L2())
    assert table.theta.shape == (5, 3, 4) and table.value.shape == table.converged.shape == (5, 3)
    own = LAMS[:, None] * [1.0, 2.0, 0.5]  # and each loss may have prices of its own
    for lams in (np.repeat(LAMS[:, None], 3, axis=1), own, own[[4, 2, 0, 1, 3]] * [1, 1, -1] + [0, 0, 20]):
        table = grid_path(SquaredError(X, Y) + lams * L2())
        for i, j in np.ndindex(5, 3):
            alone = minimize(SquaredError(X, Y[j]) + lams[i, j] * L2())
            np.testing.assert_allclose(table.theta[i, j], alone.theta, atol=1e-7)


def test_the_methods_are_named_and_their_steps_are_counted():
    assert grid_path(LOSSES[0] + LAMS * SquaredL2()).method == "closed_form"
    assert grid_path(LOSSES[0] + LAMS * SquaredL2()).n_iter == 5
    solution = grid_path(LOSSES[0] + LAMS * L1(), method="proximal_gradient")
    assert solution.method == "proximal_gradient" and solution.n_iter >= 50


def test_one_warning_says_how_many_lambdas_fell_short_and_where_it_is_worst():
    X, Y = regression(batch=(3,))
    lams = np.array([1e4, 0.1, 0.01, 30.0, 1.0])  # at the first all is zero
    for y, prices in [(Y[0], lams), (Y, lams[:, None])]:
        with pytest.warns(ConvergenceWarning) as caught:
            solution = grid_path(SquaredError(X, y) + prices * L1(), method="proximal_gradient", max_iter=4)
        (warning,) = caught
        short = (~solution.converged).reshape(5, -1).any(axis=1)
        gaps = np.where(solution.converged, 0, solution.stationarity_gap).reshape(5, -1).max(axis=1)
        assert 1 < short.sum() < 5 and warning.filename == __file__
        assert f" {short.sum()} of 5 λ, worst at λ = {lams[gaps.argmax()]:.4g} with" in str(warning.message)
        assert f"gap {gaps.max():.2g}: raise max_iter or tol" in str(warning.message)


def test_a_warning_from_elsewhere_is_not_swallowed():
    class Talking(L1):
        def prox(self, v, step):
            warnings.warn("a word", stacklevel=1)
            return super().prox(v, step)

    with pytest.warns(UserWarning, match="a word"):
        grid_path(LOSSES[0] + LAMS[:1] * Talking())


def test_a_solution_cannot_be_changed():
    solution = grid_path(LOSSES[0] + LAMS * L1())
    for array in (solution.theta, solution.value, solution.duality_gap, solution.converged):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize("seconds, shown", [(0.3, True), (0.03, False)])
def test_a_bar_appears_only_where_it_takes_longer_than_a_second(seconds, shown, monkeypatch):
    screen, clock = io.StringIO(), itertools.count(step=seconds)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("tqdm.std.time", lambda: next(clock))  # the seconds that one λ takes
    grid_path(SquaredError([[1.0]], [2.0]) + np.linspace(0.1, 1, 12) * L1())
    assert ("grid_path:" in screen.getvalue()) == shown


def test_without_tqdm_there_is_no_bar(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("tqdm"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    np.testing.assert_allclose(grid_path(SquaredError([[1.0]], [2.0]) + LAMS * L1()).theta[1], 1.95)


def test_wrong_input_is_named_in_one_line():
    X, Y = regression(batch=(3,))
    for objective, message in [
        (LOSSES[0] + 2.0 * L1(), r"needs an axis of λ in front, got lam of shape \(\); write loss \+ lams \* penalty"),
        (SquaredError(X, Y) + LAMS[:3] * L1(), r"\(3,\) for a stack of losses of shape \(3,\); write lams\[:, None\]"),
    ]:
        with pytest.raises(ValueError, match=message):
            grid_path(objective)
    with pytest.raises(TypeError, match="grid_path takes an objective such as"):
        grid_path(LOSSES[0])
    with pytest.raises(ValueError, match="method must be 'auto' or one of"):
        grid_path(LOSSES[0] + LAMS * L1(), method="magic")
