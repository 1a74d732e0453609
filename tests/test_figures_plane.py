"""The pictures of the plane are true: points lie on contours, arrows at right angles, the ball is touched, not cut."""

import functools

import numpy as np
import pytest
from figures_problems import BOWL, PENALTIES, RootPower, every_convex_penalty, every_loss, every_penalty
from problems import MaxNorm

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    Loss,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    constrained,
    figures,
)  # fmt: skip
from sparsity_kit.figures.plane import ball_boundary, ball_centre, bottom_of


def test_a_loss_has_its_bottom_where_it_is_least_also_at_zero_and_none_where_it_falls_for_ever():
    for least in ([0.0, 0.0], [2.0, 0.0], [-1.0, 3.0]):
        np.testing.assert_allclose(bottom_of(SquaredError(np.eye(2), least)), least, atol=1e-12)
    assert bottom_of(Logistic([[1.0], [2.0]], [1, 1])) is None
    np.testing.assert_allclose(bottom_of(Logistic([[1.0], [1.0], [1.0]], [1, 1, -1])), np.log(2), rtol=1e-6)


@functools.cache
def met(loss, penalty):
    """The picture at a price well below λ_max."""
    return figures.loss_meets_ball(loss + 0.25 * np.abs(loss.gradient(np.zeros(2))).max() * penalty)


# contours of a penalty


@every_penalty
def test_c1_the_drawn_contours_are_contours(penalty):
    drawn = figures.penalty_contours(penalty)
    for level, line in zip(drawn.levels, drawn.contours, strict=True):
        np.testing.assert_allclose(penalty.value(line), level, rtol=1e-9)


@every_penalty
def test_c1_arrows_stand_on_a_contour_at_right_angles_to_it(penalty):
    drawn = figures.penalty_contours(penalty)
    assert len(drawn.points) == len(drawn.gradients) == 24
    on_a_contour = np.abs(penalty.value(drawn.points)[:, None] - drawn.levels).min(axis=1)
    assert on_a_contour.max() < 1e-9
    for start, gradient in zip(drawn.points, drawn.gradients, strict=True):
        line = ball_boundary(penalty, penalty.value(start), reach=100.0, through=start)
        k = np.linalg.norm(line - start, axis=-1).argmin()
        k = k if 0 < k < len(line) - 1 else 1
        chord = line[k + 1] - line[k - 1]
        assert abs(chord @ gradient) < 0.03 * np.linalg.norm(chord) * np.linalg.norm(gradient)


@every_penalty
def test_c1_a_ball_is_drawn_around_the_point_at_which_the_penalty_is_least(penalty):
    """To the last digit: where it has a kink, a centre beside it would round off the corners."""
    points = np.stack(np.meshgrid(*[np.linspace(-4, 4, 81)] * 2), axis=-1)
    assert penalty.value(ball_centre(penalty, np.array([3.0, -2.0]))) <= penalty.value(points).min()


def test_a_given_window_is_kept_and_a_wrong_one_refused():
    objective = Quadratic([[2.0, -1.0], [-1.0, 2.0]], [7.0, 4.0]) + 12.0 * L1()
    drawn = figures.loss_meets_ball(objective, window=(-8, 13, -9, 12))
    assert (*drawn.ax.get_xlim(), *drawn.ax.get_ylim()) == (-8, 13, -9, 12) == drawn.window
    for window in ((1, 0, 0, 1), (0, 1, 2)):
        with pytest.raises(ValueError, match=r"window must be \(left, right, bottom, top\) with left < right"):
            figures.loss_meets_ball(objective, window=window)


def test_c1_the_gradients_are_those_of_the_formulas():
    for penalty, formula in [
        (L1(), np.sign),
        (SquaredL2(), lambda theta: 2 * theta),
        (L2(), lambda theta: theta / np.linalg.norm(theta, axis=-1, keepdims=True)),
        (ElasticNet(0.5), lambda theta: 0.5 * np.sign(theta) + theta),
        (RootPower(), lambda theta: 0.5 * np.sign(theta) / np.sqrt(np.abs(theta))),
    ]:
        drawn = figures.penalty_contours(penalty)
        np.testing.assert_allclose(drawn.gradients, formula(drawn.points), rtol=1e-6, atol=1e-7)


def test_c1_the_arrows_in_the_picture_are_minus_the_gradients():
    drawn = figures.penalty_contours(ElasticNet(0.5))
    arrows = [text for text in drawn.ax.texts if text.arrow_patch is not None]  # xy is the tip, xyann the tail
    tails, tips = (np.array([getattr(arrow, end) for arrow in arrows]) for end in ("xyann", "xy"))
    np.testing.assert_allclose(tails, drawn.points)
    np.testing.assert_allclose(tips - tails, -drawn.scale * drawn.gradients, atol=1e-12)


def test_a_contour_alt_text_says_diagonal_for_l1_and_centre_for_l2():
    assert "Every slope is (±1, ±1), along a diagonal." in figures.penalty_contours(L1()).alt
    alt = figures.penalty_contours(L2()).alt
    assert "Every arrow points straight at the centre. All slopes have the length 1." in alt
    assert "lengths from 2 to 4" in figures.penalty_contours(SquaredL2()).alt


# the loss meets the ball


@every_loss
@every_penalty
def test_c5_the_marked_point_lies_on_the_drawn_contour_and_on_the_drawn_ball(loss, penalty):
    drawn = met(loss, penalty)
    size = np.abs(drawn.point).max()
    assert size > 0
    vertices = np.concatenate(drawn.contour)
    np.testing.assert_allclose(loss.value(vertices), loss.value(drawn.point), rtol=1e-6)
    assert _distance_to_lines(drawn.contour, drawn.point) < 2e-3 * size
    np.testing.assert_allclose(penalty.value(drawn.ball), drawn.radius, rtol=1e-9)
    assert np.linalg.norm(drawn.ball - drawn.point, axis=-1).min() < 1e-9 * size
    assert drawn.touching.violation < 1e-5 * np.linalg.norm(drawn.touching.pull)


@every_loss
@every_convex_penalty
def test_c5_the_contour_touches_the_ball_and_does_not_enter_it(loss, penalty):
    drawn = met(loss, penalty)
    assert penalty.value(np.concatenate(drawn.contour)).min() > drawn.radius * (1 - 1e-6)
    assert loss.value(drawn.ball).min() > drawn.touching.level * (1 - 1e-6) - 1e-9


def _distance_to_lines(lines, point):
    distances = []
    for line in lines:
        start, step = line[:-1], np.diff(line, axis=0)
        along = np.clip(((point - start) * step).sum(axis=-1) / np.maximum((step**2).sum(axis=-1), 1e-300), 0, 1)
        distances.append(np.linalg.norm(start + along[:, None] * step - point, axis=-1).min())
    return min(distances)


@pytest.mark.parametrize(
    ("penalty", "lam", "case", "zeros"),
    [
        (L1(), 2.0, "corner", (1,)),
        (L1(), 0.6, "edge", ()),
        (L1(), 4.7, "origin", (0, 1)),  # λ_max is 2·max|A c| = 4.6
        (L1(), 4.5, "corner", (1,)),
        (L1(), 0.0, "inside", ()),
        (SquaredL2(), 2.0, "smooth", ()),
        (SquaredL2(), 1e3, "smooth", ()),
        (L2(), 1.5, "smooth", ()),
        (L2(), 6.0, "origin", (0, 1)),  # ‖2A c‖ = 5.19
        (ElasticNet(0.9), 2.0, "corner", (1,)),
        (ElasticNet(0.2), 1.0, "smooth", ()),
        (GroupL2([0, 0]), 1.5, "smooth", ()),
        (GroupL2([0, 1]), 2.0, "corner", (1,)),
        (MaxNorm(), 1.2, "corner", ()),  # its corners lie on the diagonals: a kink, and yet no zero
        (MaxNorm(), 0.3, "edge", ()),
        (RootPower(), 1.2, "corner", (1,)),
        (RootPower(), 0.2, "smooth", ()),
    ],
)
def test_c5_the_case_is_recognised(penalty, lam, case, zeros):
    drawn = figures.loss_meets_ball(BOWL + lam * penalty)
    assert (drawn.case, drawn.zeros) == (case, zeros)
    assert all(drawn.point[j] == 0.0 for j in zeros)


def test_c7_a_zero_on_the_disc_is_no_corner():
    drawn = figures.loss_meets_ball(Quadratic(np.eye(2), [2.0, 0.0]) + 1.0 * SquaredL2())
    assert (drawn.case, drawn.zeros) == ("smooth", (1,))


def test_c5_the_alt_text_holds_the_numbers_drawn():
    alt = figures.loss_meets_ball(BOWL + 2.0 * L1()).alt  # θ₁ = (2·(2 + 0.3·1) − λ)/2 = 1.3
    assert alt == (
        "Contours of the loss touch the L1 ball Ω ≤ 1.3 at a corner, θ* = (1.3, 0). "
        "There θ₂ is exactly zero. The matching λ is 2."
    )
    square = figures.loss_meets_ball(constrained(Quadratic(np.eye(2), [5.0, 0.0]) + SquaredL2(), 9.0)).alt
    assert "touch the squared L2 ball Ω ≤ 9 where its boundary is curved, θ* = (3, 0)" in square
    assert "θ₁ and θ₂ are exactly zero" in figures.loss_meets_ball(BOWL + 5.0 * L1()).alt


@every_convex_penalty
def test_c5_bound_and_price_are_two_forms_of_one_problem(penalty):
    objective = constrained(BOWL + penalty, 0.8)
    met = figures.touching(objective)
    np.testing.assert_allclose(met.radius, 0.8, rtol=1e-6)
    inside = np.random.default_rng(0).uniform(-2, 2, size=(4000, 2))
    inside = np.concatenate([inside[penalty.value(inside) <= 0.8], ball_boundary(penalty, 0.8, reach=100.0)])
    assert BOWL.value(inside).min() > met.level - 1e-5


@pytest.mark.parametrize("penalty, least", [(L1(), 0.5), (ElasticNet(0.9), 0.475), (GroupL2([0, 1]), 0.5)], ids=repr)
def test_of_many_minimisers_the_one_with_the_least_penalty_says_whether_the_ball_holds_one(penalty, least):
    """On the line θ₁ + 2θ₂ = 1 f is 0; the shortest θ there is (0.2, 0.4), where Ω is larger than at (0, 0.5)."""
    loss = SquaredError([[1.0, 2.0]], [1.0])
    assert penalty.value(np.array([0.0, 0.5])) == least < 0.55 < penalty.value(np.array([0.2, 0.4]))
    with pytest.raises(ValueError, match=f"inside the ball already, Ω = {least} <= radius = 0.55, so the constraint"):
        constrained(loss + penalty, 0.55)
    assert penalty.value(figures.touching(constrained(loss + penalty, 0.4)).point) == pytest.approx(0.4)


def test_constrained_says_why_there_is_no_price():
    with pytest.raises(ValueError, match=r"inside the ball already, Ω = 3 <= radius = 4"):
        constrained(BOWL + L1(), 4.0)
    with pytest.raises(ValueError, match="radius must be nonnegative, got -1"):
        constrained(BOWL + L1(), -1.0)
    with pytest.raises(
        ValueError, match=r"no λ gives Ω = 0\.3: near λ = \S+ the solutions jump from Ω = 1\S+ to Ω = 0; take"
    ):
        constrained(BOWL + RootPower(), 0.3)


def test_constrained_meets_a_radius_where_many_points_are_as_low():
    objective = constrained(HuberAtThree() + L1(), 1.0)
    assert float(objective.lam) == pytest.approx(1.0, abs=1e-6)


class HuberAtThree(Loss):
    """h(θ − 3): with a price of 1 on |θ|, all from 0 to 2 is as low."""

    n_features, lipschitz = 1, 1.0

    def value(self, theta):
        far = np.abs(np.asarray(theta)[..., 0] - 3)
        return np.where(far <= 1, far**2 / 2, far - 0.5)

    def gradient(self, theta):
        return np.clip(np.asarray(theta) - 3, -1, 1)


def test_of_a_penalty_that_is_not_convex_it_is_known_nearby_alone_where_it_is_least():
    flat = SquaredError([[1, 0.5], [0.5, 1], [0, 1]], [3, 2, 1]) + 25.0 * Penalty.of("min(abs(t), 0.3)")
    drawn = figures.loss_meets_ball(flat)
    assert "the set where the min(abs(t), 0.3) penalty is least nearby, at θ* = (3.2, 0)" in drawn.alt
    assert "penalty is least nearby there, though not there alone" in figures.normal_cone(flat).alt


def test_slopes_of_a_loss_that_is_no_parabola_are_a_curve():
    logistic = Logistic([[1.0], [2.0], [-1.0]], [1, 0, 1])
    assert "The falling curve −f′" in figures.slope_balance(logistic + 0.1 * L1()).alt
    assert "The falling line −f′" in figures.slope_balance(Quadratic([[2.0]], [5.0]) + 0.1 * L1()).alt


def test_the_window_holds_everything_that_matters():
    for lam in (0.1, 1.0, 4.0):
        drawn = figures.loss_meets_ball(BOWL + lam * L1())
        left, right, bottom, top = drawn.window
        for x, y in [drawn.point, *drawn.ball]:
            assert left < x < right and bottom < y < top
        assert drawn.ax.get_xlim() == pytest.approx((left, right)) and drawn.ax.get_aspect() == 1.0


# unit balls


def test_c13_it_is_the_kink_that_makes_corners():
    drawn = figures.unit_balls(PENALTIES)
    for penalty, boundary in zip(PENALTIES, drawn.boundaries, strict=True):
        np.testing.assert_allclose(penalty.value(boundary), 1.0, rtol=1e-9)
    # L1 is 90 degrees wide; the elastic net crosses the axis at θ = 1, with ∂Ω = {1.5} × [−½, ½]
    expected = [90, 0, 0, 2 * np.rad2deg(np.arctan2(0.5, 1.5)), 0, 90, 0, 180]
    np.testing.assert_allclose(drawn.kinks, expected, atol=1e-4)
    assert "L1 has a kink, its normal cone 90 degrees wide; squared L2 is smooth" in drawn.alt


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_pictures_do_not_depend_on_the_units(scale):
    drawn = figures.loss_meets_ball(drawn_objective(scale))
    assert (drawn.case, drawn.zeros) == ("corner", (1,))
    np.testing.assert_allclose(drawn.point, [1.3 * scale, 0], rtol=1e-8)
    np.testing.assert_allclose(figures.normal_cone(drawn_objective(scale)).room, 0.38, rtol=1e-4)


def drawn_objective(scale):
    return Quadratic(BOWL.A / scale, scale * BOWL.center) + 2.0 * L1()
