"""Subdifferentials found from slopes alone are the textbook's, and −∇f lies in λ times them."""

import numpy as np
from figures_problems import BOWL, CONVEX, RootPower, every_convex_penalty, every_loss, every_penalty
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import MaxNorm

from sparsity_kit import L1, L2, Logistic, Quadratic, SquaredL2, figures
from sparsity_kit.figures.plane import ball_boundary
from sparsity_kit.plane.slopes import forward_slope
from sparsity_kit.plane.subdifferential import subdifferential

# subdifferentials from slopes alone


def test_c9_subdifferentials_are_those_of_the_formulas():
    kink = subdifferential(L1(), np.array([1.3, 0.0]))
    assert kink.dimension == 1
    np.testing.assert_allclose(kink.outline, [[1, -1], [1, 1]], atol=1e-7)
    assert subdifferential(SquaredL2(), np.array([1.3, 0.0])).dimension == 0
    np.testing.assert_allclose(subdifferential(SquaredL2(), np.array([1.3, 0.0])).centre, [2.6, 0], atol=1e-7)
    corner = subdifferential(MaxNorm(), np.array([-0.7, 0.7]))
    assert corner.dimension == 1
    np.testing.assert_allclose(np.sort(corner.outline, axis=0), [[-1, 0], [0, 1]], atol=1e-7)
    square = subdifferential(L1(), np.zeros(2))
    assert square.dimension == 2 and square.cone == (0.0, 360.0)
    np.testing.assert_allclose(np.abs(square.outline), 1, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(subdifferential(L2(), np.zeros(2)).outline, axis=-1), 1, atol=1e-4)
    half_plane = subdifferential(RootPower(), np.array([2.0, 0.0]))
    np.testing.assert_allclose(half_plane.cone, [-90, 90], atol=1e-6)
    assert half_plane.reach == (np.inf, np.inf)


@settings(max_examples=60)
@given(st.sampled_from(CONVEX), st.tuples(*[st.sampled_from([-2.0, -0.3, 0.0, 0.7, 2.0])] * 2), st.integers(0, 10**6))
def test_every_point_of_the_outline_is_a_subgradient(penalty, theta, seed):
    theta = np.array(theta)
    others = np.random.default_rng(seed).normal(size=(200, 2)) * 3
    for g in subdifferential(penalty, theta).outline:
        rise = penalty.value(others) - penalty.value(theta) - (others - theta) @ g
        assert rise.min() > -5e-5 * np.linalg.norm(others - theta, axis=-1).max()  # a circle has 720 sides


def test_forward_slope_of_the_root_is_infinite_at_zero_and_right_elsewhere():
    assert forward_slope(RootPower(), [0.0], [1.0]) == np.inf
    np.testing.assert_allclose(forward_slope(RootPower(), [4.0], [1.0]), 0.25, rtol=1e-6)
    np.testing.assert_allclose(forward_slope(L1(), [0.0, 3.0], [-0.6, 0.8]), 1.4, rtol=1e-8)


# the normal cone


@every_loss
@every_penalty
def test_c5_minus_the_gradient_lies_in_the_cone(loss, penalty):
    lam = 0.3 * np.abs(loss.gradient(np.zeros(2))).max()
    drawn = figures.normal_cone(loss + lam * penalty)
    np.testing.assert_allclose(drawn.pull, -loss.gradient(drawn.point))
    first, last = drawn.cone
    angle = np.rad2deg(np.arctan2(drawn.pull[1], drawn.pull[0]))
    turn = (angle - (first + last) / 2 + 180) % 360 - 180
    assert abs(turn) <= (last - first) / 2 + 0.01
    assert drawn.violation < 1e-5 * np.linalg.norm(drawn.pull) and drawn.room >= 0


@every_convex_penalty
def test_c5_the_cone_is_normal_to_the_ball(penalty):
    drawn = figures.normal_cone(BOWL + 1.2 * penalty)
    at = drawn.point
    ball = ball_boundary(penalty, penalty.value(at), reach=100.0, through=at)
    for angle in np.deg2rad(drawn.cone):
        normal = np.array([np.cos(angle), np.sin(angle)])
        assert ((ball - at) @ normal).max() < 1e-5


def test_c9_the_room_in_the_cone_is_how_far_the_slope_may_go():
    drawn = figures.normal_cone(BOWL + 2.0 * L1())  # ∂₂f at (1.3, 0): 2(0.3·(1.3 − 2) − 0.6) = −1.62; λ − 1.62
    np.testing.assert_allclose([drawn.room, np.ptp(drawn.cone)], [0.38, 90], rtol=1e-6)
    assert "90 degrees wide, and −∇f lies inside λ∂Ω, 0.38 from its end" in drawn.alt
    assert np.ptp(figures.normal_cone(BOWL + 2.0 * SquaredL2()).cone) == 0
    assert figures.normal_cone(BOWL + 6.0 * L2()).cone == (0, 360)
    np.testing.assert_allclose(figures.normal_cone(BOWL + 6.0 * L2()).room, 6 - np.hypot(4.6, 2.4), rtol=1e-3)


def test_a_loss_at_rest_has_nothing_to_hold():
    assert "nothing to hold" in figures.normal_cone(BOWL + 0.0 * L1()).alt
    rows, labels = np.random.default_rng(0).normal(size=(12, 2)), np.random.default_rng(0).integers(0, 2, 12)
    by_steps = figures.normal_cone(Logistic(rows, labels) + 0.0 * L2())
    assert "pulls with −∇f = (0, 0)" in by_steps.alt
    assert figures.loss_meets_ball(Quadratic(np.eye(2), [0.0, 0.0]) + 1.0 * L1()).case == "inside"
