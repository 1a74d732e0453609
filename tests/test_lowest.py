"""The lowest point in the plane, at a price or on a ball, and what kind of place it is: by definition and by search."""

import numpy as np
import pytest
from problems import regression

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Lq,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    constrained,
    lambda_max,
    lasso_path,
    minimize,
)
from sparsity_kit.solve.lowest import lowest, lowest_on_ball
from sparsity_kit.solve.prices import zero_from
from sparsity_kit.solve.touching import touching

BOWL = Quadratic([[2.0, 0.6], [0.6, 1.0]], [2.0, -1.0])


class Count(Penalty):
    """Ω(θ) = how many coefficients are not zero."""

    separable = True

    def value(self, theta):
        return np.count_nonzero(theta, axis=-1).astype(float)

    def prox(self, v, step):
        return np.where(np.square(v) > 2 * step, v, 0.0)


def test_a_place_beside_an_axis_is_not_the_origin():
    """Along θ₁ the count does not change, and across it rises by 1; it is least at 0 alone, but that is elsewhere."""
    met = touching(Quadratic(np.eye(2), [2.0, 0.3]) + 0.5 * Count())
    assert met.case == "least" and met.zeros == (1,) and met.point.tolist() == [2.0, 0.0]


@pytest.mark.parametrize("penalty", [L1(), L2(), SquaredL2(), ElasticNet(0.5)], ids=repr)
def test_what_is_told_of_the_touching_point_is_true_of_it(penalty):
    loss = Quadratic(BOWL.A, [2.0, -0.3])
    met = touching(loss + 1.5 * penalty)
    offset = met.point - loss.center
    assert met.level == pytest.approx(offset @ loss.A @ offset) and met.radius == pytest.approx(
        penalty.value(met.point)
    )
    np.testing.assert_allclose(met.pull, -2 * loss.A @ offset)
    assert met.steepest == pytest.approx(np.abs(2 * loss.A @ loss.center).max()) and met.violation < 1e-6
    np.testing.assert_array_equal(met.zeros, np.flatnonzero(met.point == 0))


def search(value):
    """The lowest value on a fine grid, zeros on it, and on a finer one around that place."""
    side = np.linspace(-3, 3, 301)
    around = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    best = around[np.argmin(value(around))]
    near = np.stack(np.meshgrid(side / 150, side / 150), axis=-1).reshape(-1, 2)
    return min(value(best + near * on).min() for on in ([1, 1], [best[0] != 0, 1], [1, best[1] != 0]))


@pytest.mark.parametrize("penalty", [L1(), Lq(0.5), Count()], ids=repr)
def test_nowhere_on_a_fine_grid_is_it_lower(penalty):
    for lam in (0.05, 1.5, 20.0):
        objective = BOWL + lam * penalty
        found, best = objective.value(lowest(objective)), search(objective.value)
        assert best - 1e-3 <= found <= best * (1 + 1e-9)


@pytest.mark.parametrize("penalty", [L1(), Lq(0.5), Count()], ids=repr)
def test_a_stack_of_any_shape_is_so_many_problems(penalty):
    """On the axes or beside them, and in the order in which they are given."""
    centers = np.array([[2.0, -1.0], [0.3, 2.0], [-1.0, -1.1], [-2.0, 0.0], [0.1, 0.2], [1.5, 1.4]])
    found = lowest(Quadratic(BOWL.A, centers.reshape(2, 3, 2)) + 0.8 * penalty)
    for theta, center in zip(found.reshape(6, 2), centers, strict=True):
        np.testing.assert_allclose(theta, lowest(Quadratic(BOWL.A, center) + 0.8 * penalty), atol=1e-9)


@pytest.mark.parametrize("center", [(2.0, -1.0), (0.3, 2.0), (-1.0, -1.1), (-2.0, 0.0)])
@pytest.mark.parametrize("q", [0.5, 1.0, 1.5, 2.0])
def test_nowhere_on_the_rim_is_it_lower_and_the_price_balances(q, center):
    loss, penalty = Quadratic(BOWL.A, center), Lq(q)
    theta, lam = lowest_on_ball(loss, penalty, 0.9)
    angle = np.linspace(0, 2 * np.pi, 40_001)
    way = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    rim = way * (0.9 / penalty.value(way))[:, None] ** (1 / q)
    assert penalty.value(theta) == pytest.approx(0.9) and loss.value(theta) <= loss.value(rim).min() + 1e-9
    on = theta != 0
    slope = lam * q * np.sign(theta[on]) * np.abs(theta[on]) ** (q - 1)
    np.testing.assert_allclose(-loss.gradient(theta)[on], slope, rtol=1e-5)
    if q >= 1:
        np.testing.assert_allclose(minimize(loss + lam * penalty).theta, theta, atol=1e-6)


@pytest.mark.parametrize("penalty", [L1(), L2(), SquaredL2(), GroupL2([0, 1])], ids=repr)
def test_other_balls_go_by_their_price(penalty):
    theta, lam = lowest_on_ball(BOWL, penalty, 0.5)
    assert penalty.value(theta) == pytest.approx(0.5, rel=1e-6)
    np.testing.assert_allclose(minimize(BOWL + lam * penalty).theta, theta, atol=1e-9)


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), ElasticNet(0.5)], ids=repr)
@pytest.mark.parametrize("share", [0.9, 1e-3])
def test_a_budget_is_spent_in_any_number_of_coefficients(penalty, share):
    loss = SquaredError(*regression(30, 5))
    radius = share * penalty.value(minimize(loss + 0.0 * penalty).theta)
    objective = constrained(loss + penalty, radius)
    assert objective.lam > 0 and penalty.value(minimize(objective).theta) == pytest.approx(radius, rel=1e-6)


@pytest.mark.parametrize("radius", [2.9999, 2.96, 2.9, 1.53, 0.04, 0.0001])
def test_the_price_of_a_budget_may_be_in_any_piece(radius):
    assert constrained(SquaredError([[1.0]], [3.0]) + L1(), radius).lam == pytest.approx(6 - 2 * radius, rel=1e-6)


def test_a_budget_that_cannot_be_spent_is_named():
    two = SquaredError(*regression(batch=(2,)))
    for call, text in (
        (
            lambda: constrained(two + L1(), 1.0),
            r"constrained solves one problem, got a batch of shape \(2,\); pick one",
        ),
        (
            lambda: constrained(BOWL + L1(), 3.5),
            "Ω = 3 <= radius = 3.5, so the constraint does nothing and λ = 0; take a",
        ),
        (lambda: constrained(BOWL + SquaredL2(), 0.0), r"no λ up to .* gives Ω <= 0; take a larger radius"),
        (
            lambda: constrained(BOWL + Count(), 0.5),
            "no λ gives Ω = 0.5: near λ = .* the solutions jump from Ω = 1 to Ω = 0; take",
        ),
        (lambda: constrained(BOWL, 1.0), "constrained takes an objective such as"),
    ):
        with pytest.raises((ValueError, TypeError), match=text):
            call()


@pytest.mark.parametrize("penalty", [L1(), Lq(1), L2(), GroupL2([0, 1])], ids=repr)
def test_no_budget_leaves_nothing_at_the_price_where_all_is_zero(penalty):
    """Also where that price is one of those that are tried, so that rounding decides what is zero there."""
    for loss in (BOWL, Quadratic(np.eye(2), [0.3, 0.7])):
        objective = constrained(loss + penalty, 0.0)
        assert objective.lam == pytest.approx(lambda_max(loss, penalty), rel=1e-6)
        theta, lam = lowest_on_ball(loss, penalty, 0.0)
        assert np.abs(theta).max() < 1e-9 and lam == objective.lam


def test_a_coefficient_is_zero_from_where_its_path_begins():
    X, y = regression(20, 5, seed=2)
    loss = SquaredError(np.insert(X, 3, 0.0, axis=1), y)
    path = lasso_path(loss.X, y)
    begins = np.where(path.theta.any(axis=0), path.lams[np.argmax(path.theta != 0, axis=0) - 1], 0.0)
    for lams in (np.geomspace(1e-3, 2, 12) * path.lams[0], np.array([0.1, 3 * path.lams[0]])):
        found = zero_from(loss + 1.0 * L1(), lams, minimize(loss + lams * L1()).theta)
        np.testing.assert_allclose(found, begins, rtol=1e-4)
    few = np.array([0.01, 0.3]) * path.lams[0]
    found = zero_from(loss + 1.0 * L1(), few, minimize(loss + few * L1()).theta)
    np.testing.assert_allclose(found, np.where(begins > few[1], np.inf, begins), rtol=1e-4)
