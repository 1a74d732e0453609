"""Dual points that are moved, or known by a prox alone: balanced by definition, the gap tight and never too small."""

import numpy as np
import pytest
from problems import PENALTIES, Counts, regression

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    Objective,
    Penalty,
    SquaredError,
    SquaredL2,
    duality_gap,
    lambda_max,
    minimize,
)
from sparsity_kit.certificates.moved import _near_balance, _worst_fit, better_gap

THETAS = np.array([[0.0, 2.0, -1e-3, 5.0], [1e-3, -1e-3, 0.0, 7.0], [1e-9, 3.0, 1.0, -2.0], [0.0, 0.0, 0.0, 0.0]])
SLOPES = np.array([[0.2, -1.5, 3.0, 0.0], [-20.0, 0.0, 1.0, 2.0], [1e-3, 5.0, -7.0, 1e3]])
FREE = GroupL2([0, 1, 1, 2], weights=[0.0, 1.0, 2.0])
EVERY = [*PENALTIES, FREE]


@pytest.mark.parametrize("make", [SquaredError, lambda X, y: Logistic(X, y > 0)], ids=["squared", "logistic"])
def test_the_bend_is_how_fast_the_dual_point_moves(make):
    loss, (theta, way) = make(*regression()), np.random.default_rng(1).standard_normal((2, 4))
    moved = (loss.dual_point(theta + 1e-5 * way) - loss.dual_point(theta - 1e-5 * way)) / 2e-5
    np.testing.assert_allclose(loss.bend(theta) * (loss.X @ way), moved, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
@pytest.mark.parametrize("lam", [0.0, 1e-300, 0.3, 10.0])
def test_a_slope_less_what_it_misses_balances_the_penalty_and_no_sign_turns(penalty, lam):
    """−(slope − missing) is in λ∂Ω(θ′): there, the prox gives θ′ back; signs and zeros of the groups stay."""
    objective = Objective(SquaredError(np.eye(4), np.zeros(4)), penalty, np.asarray(lam))
    for theta in THETAS:
        for slope in SLOPES:
            blur = np.finfo(float).eps * np.where(slope != 0, np.abs(slope), np.abs(theta))
            near, missing, lost = _near_balance(objective, theta, -slope, blur)
            again = penalty.prox(near + missing - slope, np.array([lam]))
            assert np.linalg.norm(again - near) <= 2 * np.linalg.norm(lost) + 1e-15 * np.abs([near, missing]).max()
            assert (np.sign(near) == np.sign(theta))[theta != 0].all()
            assert (lost >= 2 * np.finfo(float).eps * np.abs(slope)).all()
            if penalty.separable:  # a shorter step would hide more of the slopes than this
                known = np.where(slope != 0, np.abs(slope), np.abs(theta))
                assert (lost <= 5e-15 * (known + 5 * lam)).all()


def far_logistic(a=100, k=300):
    """f bends most at 0 and falls far: two long rows that contradict each other, and many short ones that agree."""
    return Logistic([[a], [a]] + k * [[1.0]], [1, 0] + k * [1])


@pytest.mark.parametrize("penalty", [0.0 * L1(), 1.0 * GroupL2([0], weights=[0.0])], ids=repr)
def test_where_f_is_not_like_a_square_its_bend_bounds_nothing(penalty):
    objective = far_logistic() + penalty
    fall = objective.value([0.0]) - objective.value([0.69])
    bend = objective.loss.bend(np.zeros(1)) @ np.square(objective.loss.X[:, 0])
    assert fall > objective.loss.gradient(np.zeros(1))[0] ** 2 / bend  # what a square of that bend could fall
    assert fall <= duality_gap(objective, [0.0]) <= objective.value([0.0]) * (1 + 1e-14)  # F is nowhere negative


def lengths(p, free):
    """Groups of two; the first costs nothing if `free`."""
    return GroupL2(np.arange(p) // 2, weights=[0.0 if free else 1.0] + [1.0] * (p // 2 - 1))


def labelled(X, y):
    """A logistic loss whose labels no plane tells apart where there are rows enough."""
    return Logistic(X, np.arange(len(y)) % 3 == 0)


@pytest.mark.parametrize(
    "make, share", [(SquaredError, 0.0), (SquaredError, 1e-12), (SquaredError, 1e-2), (labelled, 0.0), (labelled, 1e-2)]
)
@pytest.mark.filterwarnings("ignore:.*a plane tells labels apart")  # where rows are few, at no price
@pytest.mark.parametrize("shape", [(20, 6), (6, 20)])
def test_a_minimiser_has_hardly_a_gap(make, share, shape):
    """Where all columns are balanced, or only those that matter: shortened, the dual point proves next to nothing."""
    X, y = regression(*shape)
    n, p = shape
    for penalty in (L1(), L2(), SquaredL2(), ElasticNet(0.5), lengths(p, free=False), lengths(p, free=True)):
        if n < p and share < 1e-2 and penalty.as_groups(p) is not None and penalty.as_elastic_net() is None:
            continue  # θ itself is not that exact
        objective = make(X, y) + share * lambda_max(X, y) * penalty
        theta = minimize(objective).theta
        assert better_gap(objective, theta) <= (2e-13 if n > p else 2e-11) * objective.value(np.zeros(p))


def test_a_price_below_rounding_wants_balance_in_columns_that_are_zero_too():
    Q = np.linalg.qr(np.random.default_rng(0).standard_normal((12, 5)))[0]
    X = Q[:, :4] * [1.0, 2.0, 3.0, 4.0]
    y = 2 * X[:, 0] - X[:, 3] + 1e-3 * Q[:, 4]
    objective = SquaredError(X, y) + 1e-16 * lambda_max(X, y) * L1()
    theta = np.array([2.0, 0.0, 0.0, -1.0])
    assert better_gap(objective, theta) <= 1e-17 * (y @ y)


@pytest.mark.parametrize("penalty", [0.0 * L1(), 0.0 * L2(), 0.0 * FREE], ids=repr)
def test_a_column_of_zeros_changes_no_gap(penalty):
    X, y = regression(20, 4)
    X[:, 1] = 0.0
    objective = SquaredError(X, y) + penalty
    theta = np.insert(np.linalg.lstsq(np.delete(X, 1, 1), y)[0], 1, 0.0)
    assert better_gap(objective, theta) <= 1e-13 * (y @ y)


class Told(Penalty):
    """A penalty of which the kit hears its value and its prox only."""

    separable = convex = True

    def __init__(self, penalty):
        self.penalty = penalty

    def value(self, theta):
        return self.penalty.value(theta)

    def prox(self, v, step):
        return self.penalty.prox(v, step)


class Lopsided(Penalty):
    """Ω(θ) = Σ 2θⱼ where θⱼ > 0, and Σ θⱼ² + |θⱼ|/2 where θⱼ < 0: its slopes end at 2, and not below."""

    separable = convex = True

    def value(self, theta):
        return np.where(theta > 0, 2 * theta, np.square(theta) - theta / 2).sum(axis=-1)

    def prox(self, v, step):
        below = np.minimum((v + step / 2) / (1 + 2 * step), 0.0)
        return np.where(v > 0, np.maximum(v - 2 * step, 0.0), below)


@pytest.mark.parametrize("penalty", [L1(), SquaredL2()], ids=repr)
def test_a_prox_tells_the_same_gap_as_a_formula(penalty):
    """Near a minimiser, far from it, and for a stack of both at once."""
    X, y = regression()
    lams = np.array([0.5, 3.0, 40.0])
    objective, told = SquaredError(X, y) + lams * penalty, SquaredError(X, y) + lams * Told(penalty)
    near = minimize(objective).theta
    for theta in (near, near * (1 + 1e-3), near + np.eye(4)[2] / 9, -near, 0 * near, 1e6 * (1 + near)):
        expected = duality_gap(objective, theta)
        np.testing.assert_allclose(duality_gap(told, theta), expected, rtol=1e-6, atol=1e-13 * (y @ y))


@pytest.mark.parametrize("make, sign", [(SquaredError, -1.0), (SquaredError, 1.0), (labelled, 1.0)])
def test_slopes_that_end_on_one_side_have_a_gap_too(make, sign):
    X, y = regression()
    objective = make(X, sign * y) + np.array([0.01, 2.0]) * Lopsided()
    solution = minimize(objective)
    assert solution.converged.all() and (solution.duality_gap <= 1e-10 * objective.value(np.zeros(4))).all()
    apart = np.random.default_rng(0).standard_normal((30, 1, 4)) * 10.0 ** np.arange(-6, 0)[:, None, None, None]
    theta = solution.theta + apart
    assert (duality_gap(objective, theta) >= (objective.value(theta) - solution.value) * (1 - 1e-12)).all()


@pytest.mark.parametrize("unit", [2.0**-40, 2.0**-20, 2.0**20])
@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), GroupL2([0, 1], weights=[0.0, 1.0])], ids=repr)
def test_the_gap_of_least_squares_with_slopes_of_exactly_zero_depends_on_no_unit(penalty, unit):
    X, theta = np.array([[1.0, 1.0], [1.0, -1.0], [1.0, 0.0]]) * [1.0, unit], np.array([2.0, 3.0 / unit])
    objective = SquaredError(X, X @ theta + [1.0, 1.0, -2.0]) + 0.0 * penalty  # the residual is orthogonal to X
    assert not objective.loss.gradient(theta).any()
    assert duality_gap(objective, theta) <= 1e-13 * objective.value(np.zeros(2))


@pytest.mark.parametrize("unit", [2.0**-10, 2.0**10])
@pytest.mark.parametrize("make", [SquaredError, labelled])
@pytest.mark.parametrize(("free", "share"), [(True, 0.01), (False, 0.5)])
def test_the_gap_of_groups_depends_on_no_unit(free, share, make, unit):
    """Beside groups that cost nothing, and beside groups that are zero."""
    X, y = regression(20, 6)
    price, penalty = share * lambda_max(make(X, y), lengths(6, free=False)), lengths(6, free=free)
    near = minimize(make(X, y) + price * penalty).theta * (1 + 1e-5)
    gap = duality_gap(make(X, y) + price * penalty, near)
    assert free or not near.all()
    assert 0 < gap < 1e-5 * make(X, y).value(np.zeros(6))
    assert duality_gap(make(unit * X, y) + unit * price * penalty, near / unit) == gap


@pytest.mark.parametrize("make", [SquaredError, lambda X, y: Logistic(X, y > 0), lambda X, y: Counts(X, y > 0)])
@pytest.mark.parametrize("n", [1, 20])
def test_no_dual_point_that_near_has_a_larger_gap(n, make):
    """Asked of many, in the norm in which h bends at θ: also where u is far from h′, and far in that norm."""
    X, y = regression()
    objective, rng = make(X[:n], y[:n]) + 1.0 * L1(), np.random.default_rng(0)
    loss, ways = objective.loss, [*np.eye(n), *-np.eye(n), *rng.standard_normal((50, n))]
    for theta in (-4 * X[0], 0 * X[0], X[0]):
        rows = np.sqrt(loss.bend(theta))
        for dual in map(loss.dual_point, (theta, 0 * theta, -theta, 2 * theta)):
            for move in (1e-9, 1e-3, 0.05, 1.0):
                bound = _worst_fit(objective, theta, dual, move)
                for way in ways:
                    moved = dual + move * rows * way / np.linalg.norm(way)
                    assert loss.conjugate_gap(theta, moved) <= bound * (1 + 1e-12)
