"""Penalties that are infinite somewhere: ∂Ω goes on without end at the rim, and every picture and sentence says so."""

import numpy as np
import pytest
from figures_problems import Box, Disc, Positive
from problems import OneSided

from sparsity_kit import L1, Quadratic, figures
from sparsity_kit.plane.slopes import forward_slope
from sparsity_kit.plane.subdifferential import subdifferential


def bowl(*center):
    return Quadratic(np.eye(2), center)


def at(penalty, *theta):
    return subdifferential(penalty, np.array(theta))


def test_slopes_out_of_the_region_are_infinite_and_there_are_none_outside():
    assert forward_slope(Positive(), [1.65, 0.0], [0.0, -1.0]) == np.inf
    np.testing.assert_allclose(forward_slope(Positive(), [1.65, 0.0], [0.0, 1.0]), 1, rtol=1e-8)
    np.testing.assert_allclose(forward_slope(Box(1.0), [1 - 3e-7, 0.5], [1.0, 0.0]), 1, rtol=1e-5)  # within a step
    assert np.isnan(forward_slope(Positive(), [-1.0, 0.0], [1.0, 0.0]))


def test_c9_a_half_infinite_segment_is_one():
    rim = at(Positive(), 1.65, 0.0)  # ∂Ω = {1} × (−∞, 1]
    assert rim.dimension == 1 and rim.reach == (0, np.inf)
    np.testing.assert_allclose(rim.outline, [[1, 1]], atol=1e-8)
    np.testing.assert_allclose(rim.rays, [[0, -1]], atol=1e-8)
    np.testing.assert_allclose(rim.cone, [-90, 45], atol=1e-6)
    flat = at(Box(), 1.0, 0.3)  # ∂Ω = [0, ∞) × {0}
    assert flat.dimension == 1 and np.ptp(flat.cone) == 0 and flat.outline.tolist() == [[0, 0]]


@pytest.mark.parametrize(
    ("penalty", "theta", "cone", "corners", "rays"),
    [
        (Positive(), (0.0, 0.0), (0, 360), [[1, 1]], [[0, -1], [-1, 0]]),  # (−∞, 1]²
        (Positive(0.0), (0.0, 0.0), (180, 270), [[0, 0]], [[0, -1], [-1, 0]]),
        (Box(), (1.0, -1.0), (-90, 0), [[0, 0]], [[1, 0], [0, -1]]),
        (Box(1.0), (1.0, 1.0), (0, 90), [[1, 1]], [[1, 0], [0, 1]]),
        (Box(1.0), (1.0, 0.0), (-45, 45), [[1, -1], [1, 1]], [[1, 0], [1, 0]]),  # [1, ∞) × [−1, 1]
    ],
)
def test_c9_areas_that_go_on_without_end(penalty, theta, cone, corners, rays):
    shape = at(penalty, *theta)
    assert shape.dimension == 2
    np.testing.assert_allclose(shape.cone, cone, atol=1e-4)
    found = np.unique(shape.outline.round(6), axis=0)
    np.testing.assert_allclose(found, corners, atol=1e-6)
    np.testing.assert_allclose(np.sort(shape.rays, axis=0), np.sort(rays, axis=0), atol=1e-5)


@pytest.mark.parametrize("angle", [0.0, 37.3, 123.4])
def test_the_normal_of_a_round_rim_is_the_radius(angle):
    theta = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
    rim = at(Disc(), *theta)
    assert rim.dimension == 1
    np.testing.assert_allclose(rim.rays, theta[None], atol=1e-3)


def test_c5_a_kink_that_the_rim_makes_is_a_corner_and_holds():
    objective = bowl(2.0, 0.3) + 0.7 * Positive()
    met, cone = figures.loss_meets_ball(objective), figures.normal_cone(objective)
    assert (met.case, met.zeros) == ("corner", (1,)) and met.point.tolist() == [1.65, 0]
    np.testing.assert_allclose([cone.room, np.ptp(cone.cone)], [0.1, 135], rtol=1e-4)
    assert "its normal cone is 135 degrees wide, and −∇f lies inside λ∂Ω, 0.1 from its end." in cone.alt
    below = figures.normal_cone(bowl(2.0, -3.0) + 0.7 * Positive())  # −∂₂f = −6, and the segment ends at 0.7
    np.testing.assert_allclose([below.room, below.violation], [6.7, 0], atol=1e-6)


@pytest.mark.parametrize(
    ("penalty", "center", "case"),
    [
        (Positive(), (-1.0, -1.0), "origin"),
        (Positive(0.0), (-1.0, -1.0), "least"),
        (Positive(0.0), (2.0, -0.3), "least"),
        (Positive(0.0), (2.0, 0.3), "inside"),
        (Positive(), (2.0, 1.0), "edge"),
        (Box(), (2.0, 0.3), "least"),
        (Box(1.0), (2.0, 1.0), "corner"),
        (Box(1.0), (1.3499, 0.6), "edge"),  # at (0.9999, 0.25), a step from the rim
        (OneSided(), (0.3, 0.2), "least"),
        (Disc(), (2.0, 1.0), "least"),
    ],
)
def test_c5_cases_at_the_rim(penalty, center, case):
    objective = bowl(*center) + 0.7 * penalty
    drawn = figures.loss_meets_ball(objective)
    assert drawn.case == case
    alt = figures.normal_cone(objective).alt
    assert "nan" not in alt and ("every direction is held" in alt) == (case == "origin")
    assert ("though not there alone" in alt) == (case == "least")


def test_the_ball_of_a_box_is_the_box():
    drawn = figures.loss_meets_ball(bowl(2.0, 0.3) + 0.7 * Box())
    np.testing.assert_allclose(np.abs(drawn.ball).max(axis=-1), 1, rtol=1e-9)
    np.testing.assert_allclose(figures.unit_balls([Box(), Box(0.5)]).kinks, 0, atol=1e-3)  # straight at (1, 0)
    np.testing.assert_allclose(figures.unit_balls([Positive(), Box(1.0)]).kinks, [135, 90], atol=1e-4)


def test_c9_slopes_in_balance_at_the_rim():
    drawn = figures.slope_balance(Quadratic([[1.0]], [-2.0]) + 1.0 * Positive())
    assert drawn.theta == 0 and drawn.height == np.inf
    np.testing.assert_allclose(drawn.interval, [-np.inf, 1])
    assert "fill the interval from −infinity to 1, of height infinity: θ* is exactly zero." in drawn.alt
    assert np.isnan(drawn.penalty_line[drawn.penalty_grid < 0]).all()
    rim = figures.slope_balance(Quadratic([[1.0]], [2.0]) + 1.0 * Box())  # upright at θ* = 1, from 0 on
    assert rim.penalty_line[rim.penalty_grid == 1.0].tolist()[:2] == [0, np.inf]


def test_c1_contours_stop_at_the_rim_and_no_arrow_starts_there():
    drawn = figures.penalty_contours(Positive())
    for level, line in zip(drawn.levels, drawn.contours, strict=True):
        there = line[np.isfinite(line).all(axis=-1)]
        np.testing.assert_allclose(there.sum(axis=-1), level, rtol=1e-9)
        assert len(there) < len(line) and (there >= 0).all()
    np.testing.assert_allclose(drawn.gradients, np.ones((6, 2)), rtol=1e-6)


def test_c11_zeros_of_one_sign_are_said_so():
    drawn = figures.shrinkage([Positive(), OneSided(), Box(1.0), L1()], 1.0)
    np.testing.assert_allclose(drawn.zeros, [[-np.inf, 0.5], [0, 0.5], [-0.5, 0.5], [-0.5, 0.5]])
    np.testing.assert_allclose(drawn.thresholds, [0.5, 0, 0.5, 0.5])
    assert "With Positive, θ* is exactly zero for x·y from −infinity to 0.5, and is 1" in drawn.alt
    assert "With L1, θ* is exactly zero up to |x·y| = 0.5" in drawn.alt


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.penalty_contours(Box()), "needs a penalty that grows along an axis, and is finite there"),
        (lambda: figures.unit_balls(Positive(0.0)), "needs balls that end on the axis of θ₁, got Ω <= 1 up to 1000"),
        (lambda: figures.penalty_flow(Positive(), [3.0, -1.0]), r"Ω = inf at \[3.0, -1.0\]; move it"),
        (lambda: figures.touching(bowl(2.0, 0.3) + 0.0 * Box()), "at λ = 0 Box.. has no slopes left, .* a positive λ"),
        (lambda: figures.slope_balance(Quadratic([[1]], [2]) + 0.0 * Box()), "at λ = 0 Box.. has no slopes left"),
        (lambda: figures.touching(bowl(2.0, 1.0) + 1.0 * Strict()), "infinite at the minimiser .* allow for rounding"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(call, message):
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


class Strict(Disc):
    """A disc whose prox lands a little outside."""

    def prox(self, v, step):
        return super().prox(v, step) * (1 + 1e-9)
