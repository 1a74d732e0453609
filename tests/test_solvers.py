"""minimize is right: by its certificate, by rivals within the kit, by scikit-learn and cvxpy, in every batch shape."""

import warnings

import cvxpy as cp
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from problems import PENALTIES, Halved, MaxNorm, OneSided, losses, regression
from scipy.optimize import minimize_scalar

from sparsity_kit import (
    L1,
    L2,
    ConvergenceWarning,
    ElasticNet,
    GroupL2,
    Logistic,
    Loss,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    duality_gap,
    lambda_max,
    lasso_path,
    minimize,
)

EVERY = [*PENALTIES, MaxNorm(), OneSided()]
LOSSES = losses()
LAMS = np.array([0.1, 1.0, 10.0])


def cvxpy_penalty(penalty, theta):
    sizes = getattr(penalty, "weights", None)
    if isinstance(penalty, GroupL2):
        return sum(w * cp.norm(theta[np.flatnonzero(penalty.groups == g)]) for g, w in enumerate(sizes))
    return {
        L1: lambda: cp.norm1(theta), SquaredL2: lambda: cp.sum_squares(theta), L2: lambda: cp.norm2(theta),
        ElasticNet: lambda: 0.3 * cp.norm1(theta) + 0.7 * cp.sum_squares(theta), MaxNorm: lambda: cp.norm_inf(theta),
        OneSided: lambda: cp.sum(cp.pos(theta)),
    }[type(penalty)]()  # fmt: skip


def cvxpy_loss(loss, theta):
    if loss.as_squared_error:
        loss = loss.as_squared_error()
        return cp.sum_squares(loss.X @ theta - loss.y)
    return {Logistic: lambda: cp.sum(cp.logistic(-cp.multiply(loss.y, loss.X @ theta)))}[type(loss)]()


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_cvxpy_finds_no_lower_value(loss, penalty):
    objective = loss + 2.0 * penalty
    solution = minimize(objective)
    theta = cp.Variable(4)
    best = cp.Problem(cp.Minimize(cvxpy_loss(loss, theta) + 2.0 * cvxpy_penalty(penalty, theta))).solve(cp.CLARABEL)
    assert solution.converged
    assert solution.value == pytest.approx(best, rel=1e-6)
    assert solution.value <= objective.value(theta.value) + 1e-12 * abs(best)


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_rival_methods_meet(loss, penalty):
    objective = loss + LAMS * penalty
    answer = minimize(objective).theta
    assert answer.shape == (3, 4)
    for method in ("proximal_gradient", "coordinate_descent"):
        if method == "proximal_gradient" or (penalty.separable and loss.as_squared_error):
            rival = minimize(objective, method=method)
            assert rival.method == method
            assert np.allclose(rival.theta, answer, rtol=0, atol=1e-7)


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_the_duality_gap_bounds_the_distance_to_the_minimum(loss, penalty):
    objective = loss + LAMS * penalty
    solution = minimize(objective)
    assert (np.abs(solution.duality_gap) <= 1e-8 * loss.value(np.zeros(4))).all()
    elsewhere = solution.theta + np.random.default_rng(0).normal(size=(50, 3, 4))
    assert (duality_gap(objective, elsewhere) >= objective.value(elsewhere) - solution.value - 1e-9).all()


def test_c8_c9_the_slope_is_lam_off_zero_and_within_lam_at_zero():
    loss, lam = LOSSES[0], 12.0
    theta = minimize(loss + lam * L1()).theta
    slope = loss.gradient(theta)
    assert (theta == 0).any() and (theta != 0).any()
    assert np.allclose(slope[theta != 0], -lam * np.sign(theta[theta != 0]), atol=1e-9)
    assert (np.abs(slope[theta == 0]) < lam).all()


def test_c6_c7_squared_l2_balances_theta_against_the_slope():
    theta = minimize(LOSSES[0] + LAMS * SquaredL2()).theta
    assert np.allclose(theta, -LOSSES[0].gradient(theta) / (2 * LAMS[:, None]), atol=1e-9)
    assert (theta != 0).all()


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), L2(), ElasticNet(0.5), OneSided()], ids=repr)
def test_one_coefficient_has_a_closed_form(penalty):
    rng = np.random.default_rng(3)
    x, Y = rng.normal(size=(7, 1)), rng.normal(size=(5, 7))
    solution = minimize(SquaredError(x, Y) + 1.5 * penalty)
    assert solution.method == "closed_form" and solution.theta.shape == (5, 1)
    for y, theta in zip(Y, solution.theta, strict=True):
        objective = SquaredError(x, y) + 1.5 * penalty
        best = minimize_scalar(lambda t, F=objective: F.value([t]), bounds=(-9, 9), options={"xatol": 1e-9})
        assert objective.value(theta) <= best.fun * (1 + 1e-14)
        assert theta[0] == pytest.approx(best.x, abs=1e-4)


def test_equal_orthogonal_columns_have_a_closed_form_for_every_penalty():
    for penalty in EVERY:
        objective = Quadratic(3 * np.eye(4), [2.0, -1.0, 0.5, 0.0]) + LAMS * penalty
        closed, steps = minimize(objective), minimize(objective, method="proximal_gradient")
        assert closed.method == "closed_form"
        assert np.allclose(closed.theta, steps.theta, atol=1e-8)


def test_ridge_at_price_zero_is_the_shortest_least_squares():
    X, y = regression(n=5, p=8)
    X[4] = X[3] + X[2]  # fewer independent rows than rows: a singular value that is zero but for rounding
    for right in (y, np.stack([y, 2 * y])):
        solution = minimize(SquaredError(X, right) + 0 * SquaredL2())
        assert np.allclose(solution.theta.T, np.linalg.pinv(X) @ right.T)


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), GroupL2([0, 1, 0, 1])], ids=repr)
def test_a_stack_of_two_axes_is_each_of_its_problems(penalty):
    X, Y = regression(n=12, batch=(3, 2))
    for loss in (SquaredError(X, Y), Logistic(X, Y > 0), Quadratic(X.T @ X, Y[..., :4])):
        theta = minimize(loss + 2.0 * penalty).theta
        assert theta.shape == (3, 2, 4)
        for place in np.ndindex(3, 2):
            one = loss.pick(place, (3, 2))
            assert one.batch_shape == () and one.value(theta[place]) == pytest.approx(loss.value(theta)[place])
            assert np.allclose(theta[place], minimize(one + 2.0 * penalty).theta, atol=1e-7)


def test_a_thousand_prices_right_hand_sides_and_starts_are_one_call():
    X, Y = regression(batch=(30, 1))
    lams = np.geomspace(0.1, 100, 40)
    together = minimize(SquaredError(X, Y) + lams * L1())
    assert together.theta.shape == (30, 40, 4) and together.duality_gap.shape == (30, 40)
    for i, j in [(0, 0), (12, 7), (29, 39)]:
        alone = minimize(SquaredError(X, Y[i, 0]) + lams[j] * L1())
        assert np.allclose(together.theta[i, j], alone.theta, atol=1e-9)
        assert np.array_equal(together.theta[i, j] == 0, alone.theta == 0)
    starts = np.random.default_rng(0).normal(size=(1000, 4))
    from_everywhere = minimize(SquaredError(X, Y[0, 0]) + 1.0 * L2(), start=starts).theta
    assert from_everywhere.shape == (1000, 4) and np.ptp(from_everywhere, axis=0).max() < 1e-7


designs = arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.integers(-3, 3))


@settings(max_examples=150)
@given(X=designs, lam=st.floats(1e-3, 50), data=st.data())
def test_odd_designs_are_certified(X, lam, data):
    """Ties, duplicated and zero columns, fewer rows than columns, y = 0: the gap says that the answer is right."""
    y = data.draw(arrays(float, len(X), elements=st.integers(-4, 4)))
    for penalty in (L1(), ElasticNet(0.5), SquaredL2()):
        solution = minimize(SquaredError(X, y) + lam * penalty)
        assert abs(solution.duality_gap) <= 1e-8 * (1 + y @ y)


@given(exponent=st.integers(-60, 60))
def test_units_change_nothing_but_the_scale(exponent):
    X, y = regression()
    scale = 2.0**exponent
    base = minimize(SquaredError(X, y) + 5.0 * L1()).theta
    assert np.array_equal(minimize(SquaredError(X, scale * y) + 5.0 * scale * L1()).theta, scale * base)


def test_a_solver_that_stops_early_warns_and_says_so():
    X, y = regression()
    with pytest.warns(
        ConvergenceWarning, match=r"proximal_gradient stopped after 3 steps at stationarity gap \d.*in 1 of 1 problems"
    ):
        solution = minimize(SquaredError(X, y) + 1.0 * L1(), method="proximal_gradient", max_iter=3)
    assert not solution.converged and solution.n_iter == 3
    assert solution.stationarity_gap > 1e-3 and solution.duality_gap > 0


@pytest.mark.parametrize("sizes", [[1e-4, 1, 1e4, 1], [1e-9, 1, 1e9, 1], [1, 1, 1, 1e18]])
@pytest.mark.parametrize("make", [SquaredError, lambda X, y: Logistic(X, y > 0)], ids=["squared", "logistic"])
def test_columns_of_very_different_sizes_are_right_or_warned_of(make, sizes):
    """A column times s makes its coefficient s times smaller: with a price to match, the fit is the same."""

    class Weighted(Penalty):
        def __init__(self, weights):
            self.weights = np.asarray(weights, float)

        def value(self, theta):
            return np.abs(theta * self.weights).sum(axis=-1)

        def prox(self, v, step):
            return np.sign(v) * np.maximum(np.abs(v) - step * self.weights, 0)

    X, y = regression()
    expected = minimize(make(X, y) + 2.0 * L1())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        objective = make(X * sizes, y) + 2.0 * Weighted(sizes)
        solution = minimize(objective, method="proximal_gradient", max_iter=2000)
    assert solution.converged == (not caught)
    if solution.converged:
        assert np.allclose(solution.theta * sizes, expected.theta, atol=1e-6)


@pytest.mark.parametrize("start", [None, [1.0, -1.0, 2.0, 0.5]])
@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), ElasticNet(0.5), L2(), OneSided()], ids=repr)
def test_a_column_of_zeros_gets_no_coefficient(penalty, start):
    X, y = regression()
    X[:, 1] = 0
    for method in ("auto", "proximal_gradient"):
        solution = minimize(SquaredError(X, y) + 3.0 * penalty, start=start, method=method)
        others = minimize(SquaredError(np.delete(X, 1, 1), y) + 3.0 * penalty)
        assert solution.value == pytest.approx(others.value, rel=1e-9)
        assert abs(solution.theta[1]) < 1e-6 or isinstance(penalty, OneSided)


@pytest.mark.parametrize("exponent", [-9, -4, 4])
def test_coordinate_descent_minds_no_scale(exponent):
    X, y = regression()
    sizes = np.array([1, 10.0**exponent, 1, 1])
    solution = minimize(SquaredError(X * sizes, y) + 0.5 * L1())
    assert solution.converged and solution.duality_gap <= 1e-9 * (y @ y)


class Shifted(Loss):
    """‖θ − 3‖² plus a constant: a loss that may be negative, and knows no curvatures."""

    n_features, lipschitz = 2, 2.0

    def __init__(self, constant):
        self.constant = constant

    def value(self, theta):
        return np.square(np.asarray(theta) - 3).sum(axis=-1) + self.constant

    def gradient(self, theta):
        return 2 * (np.asarray(theta) - 3)


@pytest.mark.parametrize("constant", [-100.0, 0.0, 1e18])
def test_a_constant_in_the_loss_changes_nothing(constant):
    solution = minimize(Shifted(constant) + 1.0 * L1())
    assert solution.converged and np.allclose(solution.theta, 2.5)


def test_a_subclass_of_a_loss_is_solved_as_what_it_is():
    X, y = regression()
    for penalty in (L1(), SquaredL2()):
        expected = minimize(SquaredError(X, y) + 6.0 * penalty).theta
        assert np.allclose(minimize(Halved(X, y) + 3.0 * penalty).theta, expected, atol=1e-7)


def test_steps_that_run_away_name_the_lipschitz_constant():
    class Steep(Shifted):
        lipschitz = 0.2

    for penalty in (L1(), L2()):
        with pytest.raises(ValueError, match=r"Steep.lipschitz must be at least 2, .* got 0.2"):
            minimize(Steep(0.0) + 1.0 * penalty)
        far = np.full(Steep.n_features, 8.0)  # where F > F(0), lipschitz need not hold, and is not looked at
        with np.errstate(all="ignore"), pytest.raises(ValueError, match=r"is not finite: .* lipschitz is too small"):
            minimize(Steep(0.0) + 1.0 * penalty, start=far)
    for wrong in (-1.0, np.inf):
        Steep.lipschitz = wrong
        with pytest.raises(ValueError, match="the loss's lipschitz must be"):
            minimize(Steep(0.0) + 1.0 * L1())


def test_what_is_forbidden_stays_forbidden_at_price_zero():
    class Nonnegative(Penalty):
        separable = True

        def value(self, theta):
            return np.where((np.asarray(theta) < 0).any(axis=-1), np.inf, 0.0)

        def prox(self, v, step):
            return np.maximum(v, 0.0)

    objective = Quadratic(np.eye(2), [2.0, -1.0]) + np.array([0.0, 1.0]) * Nonnegative()
    assert np.isinf(objective.value([-1.0, 1.0])).all()
    assert np.allclose(minimize(objective).theta, [[2, 0], [2, 0]])
    leaning = Quadratic([[2.0, 1.0], [1.0, 2.0]], [2.0, -1.0]) + np.array([0.0, 1.0]) * Nonnegative()
    assert np.allclose(minimize(leaning).theta, [[1.5, 0], [1.5, 0]])


@pytest.mark.parametrize("penalty", [*EVERY, Penalty.of("log(1 + abs(t))")], ids=repr)
def test_without_a_price_every_penalty_leaves_least_squares_at_once(penalty):
    """By count, and by NumPy's: also where steps creep, between columns that are nearly alike."""
    X, y = regression(n=20, p=4)
    X[:, 1] = X[:, 0] + 1e-5 * X[:, 1]
    solution = minimize(SquaredError(X, y) + 0.0 * penalty)
    assert (solution.method, solution.n_iter, solution.converged) == ("closed_form", 1, True)
    least = np.square(X @ np.linalg.lstsq(X, y, rcond=None)[0] - y).sum()
    assert solution.value == pytest.approx(least, rel=1e-10)


def test_later_changes_to_the_data_do_not_reach_a_solution():
    (X, y), lams = regression(), np.array([1.0, 2.0])
    solution = minimize(SquaredError(X, y) + lams * L1())
    X[:], y[:], lams[:] = 0, 0, 50
    assert np.array_equal(solution.objective.lam, [1, 2])
    assert np.array_equal(solution.objective.value(solution.theta), solution.value)


def test_blocks_and_early_exits_change_no_answer(monkeypatch):
    X, Y = regression(batch=(40,))
    together = minimize(SquaredError(X, Y) + 2.0 * L1()).theta
    monkeypatch.setattr("sparsity_kit.solve.coordinate_descent.BLOCK", 50)
    assert np.allclose(minimize(SquaredError(X, Y) + 2.0 * L1()).theta, together, atol=1e-12)


def test_a_solution_cannot_be_changed():
    solution = minimize(LOSSES[0] + LAMS * L1())
    with pytest.raises(ValueError, match="read-only"):
        solution.theta[0] = 1
    with pytest.raises(AttributeError):
        solution.theta = 0
    assert np.array_equal(solution.support, solution.theta != 0)


class CappedL1(Penalty):
    """Ω(θ) = Σ min(|θⱼ|, 1): not convex."""

    separable = True

    def value(self, theta):
        return np.minimum(np.abs(theta), 1).sum(axis=-1)

    def prox(self, v, step):
        candidates = np.stack([np.sign(v) * np.clip(np.abs(v) - step, 0, 1), np.sign(v) * np.maximum(np.abs(v), 1)])
        cost = 0.5 * np.square(candidates - v) + step * np.minimum(np.abs(candidates), 1)
        return np.take_along_axis(candidates, cost.argmin(axis=0)[None], axis=0)[0]

    def symbolic(self, theta):
        from sympy import Min

        return sum(Min(abs(t), 1) for t in theta)


def test_a_penalty_that_is_not_convex_has_a_stationary_point_and_no_dual():
    solution = minimize(LOSSES[0] + 2.0 * CappedL1())
    assert solution.converged and solution.duality_gap is None
    for loss in LOSSES:
        assert minimize(loss + 2.0 * CappedL1(), method="proximal_gradient").converged
    assert solution.value <= (LOSSES[0] + 2.0 * CappedL1()).value(np.zeros(4))


@given(center=arrays(float, 2, elements=st.floats(-5, 5)), angle=st.floats(0, np.pi), lam=st.floats(0.01, 20))
def test_c5_the_touching_point_has_no_better_neighbour(center, angle, lam):
    assume(np.abs(center).max() > 1e-6)
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, -s], [s, c]])
    A = turn @ np.diag([1.0, 5.0]) @ turn.T
    ring = np.stack([np.cos(np.arange(720) * np.pi / 360), np.sin(np.arange(720) * np.pi / 360)], axis=1)
    for penalty in (L1(), L2(), SquaredL2(), ElasticNet(0.5), MaxNorm()):
        objective = Quadratic((A + A.T) / 2, center) + lam * penalty
        theta = minimize(objective).theta
        for radius in (1e-4, 1e-2, 1.0):
            assert (objective.value(theta + radius * ring) >= objective.value(theta) - 1e-9).all()


def test_where_sweeps_zigzag_gradient_steps_go_on():
    class Huber(Penalty):
        separable = True

        def value(self, theta):
            size = np.abs(theta)
            return np.where(size <= 0.5, np.square(size), size - 0.25).sum(axis=-1)

        def prox(self, v, step):
            return np.where(np.abs(v) <= 0.5 + step, v * (0.5 / (0.5 + step)), v - step * np.sign(v))

    objective = SquaredError([[1, 3], [2, 6], [0, 0]], [3, 1, 2]) + 1e-3 * Huber()
    with pytest.warns(ConvergenceWarning, match="coordinate_descent stopped after 500 steps"):
        minimize(objective, method="coordinate_descent", max_iter=500)
    solution = minimize(objective)
    assert solution.converged and solution.method == "proximal_gradient"


@pytest.mark.parametrize(
    ("method", "kind", "penalty"),
    [
        ("closed_form", SquaredError, SquaredL2()),
        ("exact_path", SquaredError, L1()),
        ("coordinate_descent", SquaredError, L1()),
        ("proximal_gradient", SquaredError, L1()),
        ("group_newton", SquaredError, L2()),
        ("newton", Logistic, L1()),
    ],
)
def test_each_method_alone_solves_a_single_problem(method, kind, penalty):
    X, y = regression()
    objective = kind(X, y if kind is SquaredError else np.sign(y)) + 2.0 * penalty
    solution = minimize(objective, method=method)
    assert solution.method == method and solution.converged and solution.theta.any()
    np.testing.assert_allclose(solution.theta, minimize(objective, method="proximal_gradient").theta, atol=1e-7)


def test_methods_that_do_not_apply_say_what_they_need():
    with pytest.raises(ValueError, match="closed_form needs a squared error of one coefficient, with XᵀX = a·I"):
        minimize(LOSSES[0] + 1.0 * L1(), method="closed_form")
    with pytest.raises(ValueError, match="coordinate_descent needs SquaredError or Quadratic and a separable penalty"):
        minimize(LOSSES[0] + 1.0 * L2(), method="coordinate_descent")


def test_price_zero_leaves_least_squares_and_a_bound():
    X, y = regression()
    solution = minimize(SquaredError(X, y) + 0 * L1())
    assert np.allclose(solution.theta, np.linalg.lstsq(X, y, rcond=None)[0])
    assert solution.converged and solution.duality_gap <= 1e-14 * (y @ y)
    for way in (1e-3, 1.0):
        elsewhere = solution.theta + way * np.array([1, 0, -1, 0])
        for nothing in (0 * L1(), 1.0 * GroupL2([0, 0, 0, 0], weights=[0.0])):
            objective = SquaredError(X, y) + nothing
            excess = objective.value(elsewhere) - solution.value
            assert excess <= duality_gap(objective, elsewhere) <= 1.01 * excess


@pytest.mark.parametrize("penalty", [GroupL2([0, 0]), MaxNorm(), OneSided()], ids=repr)
def test_small_targets_and_a_far_start_do_not_loosen_the_tolerance(penalty):
    """Slopes are judged by those at 0, however small they are, and not by those at the start."""
    X, y = regression(p=2)
    objective = SquaredError(X, 1e-4 * y) + 1e-4 * penalty
    near, far = minimize(objective), minimize(objective, start=[5e6, -8e6], method="proximal_gradient")
    assert near.converged and far.converged and np.allclose(far.theta, near.theta, rtol=0, atol=1e-12)


@pytest.mark.parametrize("penalty", [L1(), ElasticNet(0.5), GroupL2(range(6))], ids=repr)
@pytest.mark.parametrize("start", [np.zeros(6), [1.0, -1.0, 1.0, -1.0, 1.0, -1.0]])
def test_newtons_steps_end_the_zigzag_of_sweeps(penalty, start):
    """Columns that share nine tenths: sweeps alone need hundreds, with Newton's steps a few are enough."""
    rng = np.random.default_rng(0)
    X = 0.1 * rng.normal(size=(30, 6)) + rng.normal(size=(30, 1))
    objective = SquaredError(X, X @ [1.0, 0.0, -1.0, 0.0, 2.0, 0.0] + rng.normal(size=30)) + 0.1 * penalty
    solution = minimize(objective, start=start, method="coordinate_descent", max_iter=12)
    assert solution.converged and np.allclose(solution.theta, minimize(objective).theta, atol=1e-8)


@pytest.mark.parametrize("penalty", [L2(), GroupL2([0, 0, 1, 1, 2, 2])], ids=repr)
def test_newtons_steps_on_groups_end_the_creeping_of_gradient_steps(penalty):
    rng = np.random.default_rng(0)
    X = 0.01 * rng.normal(size=(30, 6)) + rng.normal(size=(30, 1))
    objective = SquaredError(X, X @ [9.0, 0.0, -9.0, 0.0, 2.0, 0.0] + rng.normal(size=30)) + 1e-3 * penalty
    with pytest.warns(ConvergenceWarning):
        minimize(objective, method="proximal_gradient", max_iter=3000)
    solution = minimize(objective, method="group_newton")
    assert solution.converged and solution.n_iter <= 60


COUNTED = {  # a penalty, a loss, and whether the steps of two problems are those of both, or of the slower
    "proximal_gradient": (L1(), SquaredError, max),
    "coordinate_descent": (SquaredL2(), SquaredError, max),
    "group_newton": (GroupL2([0, 0, 1, 1]), SquaredError, sum),
    "newton": (L1(), Logistic, sum),
}


@pytest.mark.filterwarnings("ignore::sparsity_kit.ConvergenceWarning")
@pytest.mark.parametrize("method", COUNTED)
def test_the_steps_that_are_counted_are_those_that_were_taken(method):
    """For a tolerance that one step does not meet, at a price near λ_max or far below it."""
    penalty, kind, together = COUNTED[method]
    X, y = regression()
    loss = kind(X @ (np.eye(4) + 0.9), y if kind is SquaredError else np.sign(y))
    lams = np.array([0.4, 0.004]) * lambda_max(loss, L1())
    for lam, problems in ((lams[0], [1]), (lams[1], [1]), (lams, [1, 1])):
        one, three = (minimize(loss + lam * penalty, method=method, tol=0.0, max_iter=most).n_iter for most in (1, 3))
        assert one == together(problems) and one <= three <= 3 * one


def test_of_a_formula_one_step_is_counted_and_of_paths_their_kinks():
    X, y = regression()
    loss, path = SquaredError(X, [y, -2 * y, y]), lasso_path(X, y)
    lam = path.lams[2] / 2
    kinks = [len(lasso_path(X, each, lam).lams) for each in loss.y]
    assert minimize(loss + lam * L1(), method="exact_path").n_iter == sum(kinks) > 9
    assert minimize(loss + lam * SquaredL2()).n_iter == minimize(SquaredError(np.eye(4), y[:4]) + L1()).n_iter == 1


def test_many_correlated_columns_do_not_take_a_strangers_sweeps():
    """They cost a prox for each coefficient, and creep: here 10,000 would not be enough."""

    class Counted(Penalty):
        separable, convex, calls = True, True, 0

        def value(self, theta):
            return (np.abs(theta) ** 1.5).sum(axis=-1)

        def prox(self, v, step):  # z + 1.5·step·√z = |v|
            Counted.calls += 1
            return np.sign(v) * (np.sqrt(np.abs(v) + (0.75 * step) ** 2) - 0.75 * step) ** 2

        def symbolic(self, theta):
            return sum(abs(t) ** 1.5 for t in theta)

    rng = np.random.default_rng(0)
    X = 3 * rng.standard_normal((60, 1)) + rng.standard_normal((60, 80))
    solution = minimize(SquaredError(X, X[:, :3].sum(axis=1) + rng.standard_normal(60)) + 20.0 * Counted())
    assert solution.converged and Counted.calls < 5_000
