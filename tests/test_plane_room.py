"""How firmly a point holds, by hand; and corners of a ball, which are met exactly."""

import numpy as np
import pytest

from sparsity_kit import Penalty, elastic_net_path, figures
from sparsity_kit.losses import Logistic, Quadratic
from sparsity_kit.penalties import L1, Lq
from sparsity_kit.penalties.best_subset import BestSubset
from sparsity_kit.plane.room import room
from sparsity_kit.solve.lowest import lowest, lowest_on_ball


@pytest.mark.parametrize("side", [-1, 1])
def test_both_ends_of_a_segment_are_ends_of_the_room(side):
    inside, outside = room(L1(), np.array([1.0, 0.0]), 2.0, np.array([2.0, side * 1.5]))  # |∂f| ≤ 2 at θ₂ = 0
    assert inside == pytest.approx(0.5) and outside == 0
    inside, outside = room(L1(), np.array([1.0, 0.0]), 2.0, np.array([2.0, side * 2.5]))
    assert inside == 0 and outside == pytest.approx(0.5, rel=1e-3)


@pytest.mark.parametrize("q", [0.5, 1.0])
@pytest.mark.parametrize("j", [0, 1])
def test_a_corner_of_a_ball_is_exactly_zero(q, j):
    center = np.array([0.1, 0.1])
    center[j] = 3.0
    theta, _ = lowest_on_ball(Quadratic(np.eye(2), center), Lq(q), 1.0)
    assert theta[1 - j] == 0 and theta[j] == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("penalty", [Lq(0.5), Lq(0.8), BestSubset(), L1()])
def test_nothing_is_lower_than_the_lowest_point_of_many_bowls(penalty):
    """Of a penalty that is not convex the axes have valleys of their own, which a solver from the origin may miss."""
    rng, side = np.random.default_rng(5), np.linspace(-9, 9, 181)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 1, 2)
    for root in rng.normal(size=(6, 2, 2)):
        objective = Quadratic(root @ root.T + 0.1 * np.eye(2), 3 * rng.normal(size=(20, 2))) + 3.0 * penalty
        assert (objective.value(lowest(objective)) <= objective.value(grid).min(axis=0) + 1e-9).all()


def test_the_lowest_point_may_be_hidden_from_the_centre_and_from_the_axes():
    bowl = Quadratic([[0.7805438, 0.38281957], [0.38281957, 0.33220923]], [0.13954765, 0.64665725])
    objective = bowl + 0.19361260 * Lq(0.85021)
    grid = np.stack(np.meshgrid(np.linspace(0, 1, 401), np.linspace(0, 1, 401)), axis=-1).reshape(-1, 2)
    theta = lowest(objective)
    assert theta.all() and objective.value(theta) <= objective.value(grid).min()


def test_nothing_is_lower_than_the_lowest_point_of_a_logistic_loss():
    side = np.linspace(-9, 9, 181)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    for seed in range(6):
        X = np.random.default_rng(seed).normal(size=(12, 2))
        objective = Logistic(X, X @ [1.0, 2.0] > 0.3) + 0.8 * Lq(0.5)
        assert objective.value(lowest(objective)) <= objective.value(grid).min() + 1e-9


def test_a_contour_that_is_drawn_touches_the_ball_and_does_not_enter_it():
    bowl = Quadratic([[1.69, 1.7], [1.7, 2.93]], center=[-2.59, -2.46])
    for penalty in (Lq(0.5), Penalty.of("min(abs(t), 1.5)")):
        drawn = figures.loss_meets_ball(bowl + 5.04 * penalty)
        inside = drawn.radius - penalty.value(np.concatenate(drawn.contour))
        assert inside.max() < 0.02 * drawn.radius
    assert figures.loss_meets_ball(bowl + 5.04 * Lq(0.5)).point.tolist() == pytest.approx([0.0, -3.74], abs=0.01)


def test_a_ridge_too_large_for_one_column_alone_is_refused():
    with pytest.raises(ValueError, match=r"ridge = 1e\+200 is too large beside the squares of X; rescale X"):
        elastic_net_path([[1.0, 0.0], [0.0, 1e-120]], [1.0, 1.0], ridge=1e200)
