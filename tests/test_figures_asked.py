"""What cannot be drawn is refused in one line, units do not matter, and flows without a formula tell the truth."""

import numpy as np
import pandas as pd
import pytest
from figures_problems import BOWL, RootPower

from sparsity_kit import (
    L1,
    L2,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    constrained,
    figures,
    lasso_path,
    lasso_paths,
    path,
    selection_frequency,
)

EYE, LINE = np.eye(2), Quadratic([[1.0]], [2.0])


class Weighted(Penalty):
    """Ω(θ) = Σ wⱼ|θⱼ|."""

    def __init__(self, *weights):
        self.weights = np.array(weights)

    def value(self, theta):
        return np.abs(theta) @ self.weights

    def prox(self, v, step):
        return np.sign(v) * np.maximum(np.abs(v) - step * self.weights, 0)


class Variation(Penalty):
    """Ω(θ) = |θ₂ − θ₁|."""

    def value(self, theta):
        theta = np.asarray(theta)
        return np.abs(theta[..., 1] - theta[..., 0])

    def prox(self, v, step):
        v = np.asarray(v, dtype=float)
        middle, half = v.mean(axis=-1, keepdims=True), np.diff(v, axis=-1) / 2
        half = np.sign(half) * np.maximum(np.abs(half) - step, 0)
        return np.concatenate([middle - half, middle + half], axis=-1)


class WeightedSquares(Weighted):
    """Ω(θ) = Σ wⱼθⱼ²."""

    def value(self, theta):
        return np.square(theta) @ self.weights

    def prox(self, v, step):
        return v / (1 + 2 * step * self.weights)


# flows without a formula


@pytest.mark.parametrize(
    ("weights", "starts", "hits"),
    [
        ((0.1, 10.0), [[3.0, -1.0]], [[30, 0.1]]),
        ((0.5, 2.0), [[3.0, -1.0], [0.5, 0.5]], [[6, 0.5], [1, 0.25]]),
        ((1e-5, 1.0), [[3.0, 1e-4]], [[3e5, 1e-4]]),
    ],
)
def test_c2_arrivals_are_found_however_far_apart_they_are(weights, starts, hits):
    drawn = figures.penalty_flow(Weighted(*weights), starts)
    np.testing.assert_allclose(drawn.hits, hits, rtol=1e-9)
    assert drawn.times[-1] < 1.2 * np.max(hits) and "not" not in drawn.alt
    np.testing.assert_allclose(drawn.marks[0][1], 0, atol=1e-12)


def test_c2_arrivals_of_a_bent_path_are_right_to_a_hundredth():
    drawn = figures.penalty_flow(RootPower(), [[2.0, 1.0]])  # θ' = −1/(2√θ): θ^1.5 falls by ¾ t
    np.testing.assert_allclose(drawn.hits, [[2**1.5 / 0.75, 1 / 0.75]], rtol=0.01)


def test_a_point_at_rest_is_said_to_be_at_rest():
    drawn = figures.penalty_flow(Variation(), [[0.5, 0.5], [2.0, 0.5]])
    assert np.isinf(drawn.hits).all() and drawn.rests.all() and drawn.times[-1] < 2
    assert "From (0.5, 0.5): θ₁ and θ₂ do not reach zero: the point is at rest at (0.5, 0.5)." in drawn.alt
    assert "From (2, 0.5): θ₁ and θ₂ do not reach zero: the point comes to rest at (1.25, 1.25)." in drawn.alt
    assert "A, B: at rest, θ₁ and θ₂ not zero" in drawn.ax.texts[0].get_text()
    np.testing.assert_allclose(figures.penalty_flow(Variation(), [2.0, -2.0]).hits, [[2, 2]])
    leaving = figures.penalty_flow(Variation(), [2.0, 0.0]).alt
    assert leaving.endswith("θ₁ and θ₂ do not end at zero: the point comes to rest at (1, 1).")


def test_slopes_of_rounding_size_are_rest():
    drawn = figures.penalty_flow(Weighted(2e-13, 1.0), [3.0, 1.0])
    assert drawn.rests.all() and drawn.hits.tolist() == [[np.inf, 1.0]] and drawn.times[-1] < 2


def test_c3_what_only_decays_is_not_zero_within_the_times_shown():
    drawn = figures.penalty_flow(WeightedSquares(1.0, 2.0), [2.0, 1.0])
    assert np.isinf(drawn.hits).all() and not drawn.rests.any() and np.abs(drawn.ends).max() < 0.01
    assert "do not reach zero within t = " in drawn.alt and "never" not in drawn.alt
    assert any("not zero within t = " in text.get_text() for text in drawn.ax.texts)
    np.testing.assert_allclose(np.interp(0.5, drawn.times, drawn.paths[0, :, 0]), 2 * np.exp(-1), rtol=0.01)
    for weights, start in (((1.0, 2.0), [0.0, 1.0]), ((0.0, 2.0), [2.0, 1.0])):  # beside a coordinate that is at rest
        assert "within t = " in figures.penalty_flow(WeightedSquares(*weights), start).alt


# units


@pytest.mark.parametrize("scale", [1e-100, 1e-30, 1e-12, 1e12, 1e30])
def test_alt_texts_hold_at_every_scale(scale):
    loss, (one, lam) = Quadratic(EYE, [2 * scale, 0.3 * scale]), (f"{scale:g}".replace("-", "−"), 0.7 * scale)
    met, cone = figures.loss_meets_ball(loss + lam * L1()), figures.normal_cone(loss + lam * L1())
    point = f"θ* = ({1.65 * scale:.3g}, 0)".replace("-", "−")
    assert point in met.alt and f"The matching λ is {lam:.3g}".replace("-", "−") in met.alt and met.case == "corner"
    assert point in cone.alt and f"{0.1 * scale:.1g} from its end".replace("-", "−") in cone.alt
    assert figures.touching(loss + 0.7 * SquaredL2()).case == "smooth"
    assert f"θ₂ reaches zero at t = {one}; " in figures.penalty_flow(L1(), [2 * scale, scale]).alt
    assert f"θ₂ reaches zero at t = {one}; " in figures.penalty_flow(Weighted(1.0, 1.0), [2 * scale, scale]).alt
    assert f"up to |x·y| = {scale / 2:.3g}".replace("-", "−") in figures.shrinkage(L1(), scale).alt
    balance = figures.slope_balance(Quadratic([[1.0]], [2 * scale]) + scale * L1())
    assert f"the interval from −{one} to {one}, of height {2 * scale:g}".replace("-", "−") in balance.alt
    for drawn in (met, cone):
        drawn.png()


def test_c9_the_end_of_an_interval_is_called_its_end():
    drawn = figures.normal_cone(Quadratic(EYE, [2.0, 0.3]) + 0.6 * L1())
    assert drawn.room == 0 and drawn.alt.endswith(
        "45 degrees wide, and −∇f lies at the end of λ∂Ω.".replace("45", "90")
    )


# jitter


def test_c4_squares_surround_proximal_zeros_only_and_are_wider_than_a_cross():
    drawn = figures.jitter(1.0, 1.0, 0.1, 14)  # sign steps of 0.1 come within rounding of zero, and are not zero
    cross, squares = (next(line for line in drawn.ax.lines if line.get_marker() == kind) for kind in ("x", "s"))
    np.testing.assert_array_equal(squares.get_xdata(), np.flatnonzero(drawn.proximal_steps == 0))
    assert squares.get_markersize() >= 2 * cross.get_markersize()


# wrong input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.penalty_flow(L1, [1.0, 2.0]), r"penalty_flow takes a penalty .*got the class L1; write L1\("),
        (lambda: figures.penalty_contours(L2), "penalty_contours takes a penalty such as L1.., got the class L2"),
        (lambda: figures.shrinkage(L1, 1.0), r"shrinkage takes penalties such as .*got the class L1; write L1\("),
        (lambda: figures.unit_balls([L1(), L2]), "unit_balls takes penalties .*got the class L2"),
        (lambda: figures.shrinkage(2.0 * L1(), 1.0), "got 2.0 . L1..; pass its .penalty"),
        (lambda: figures.zero_map(BOWL), "zero_map takes an objective such as .*add a penalty to it"),
        (lambda: figures.slope_balance(LINE), "slope_balance takes an objective such as .*add a penalty to it"),
        (lambda: figures.slope_balance(1.0 * L1()), "slope_balance takes an objective such as .*add it to a loss"),
        (lambda: figures.coefficient_path(LINE), "coefficient_path takes an objective such as .*add a penalty to it"),
        (lambda: constrained(BOWL, 1.0), "constrained takes an objective such as"),
        (lambda: path(BOWL), "path takes an objective such as"),
        (lambda: figures.touching(BOWL, L1(), 1.0), "touching.* takes 1 positional argument but 3 were given"),
        (lambda: figures.touching(BOWL), "touching takes an objective .*; add a penalty to it"),
        (lambda: figures.loss_meets_ball(BOWL), "loss_meets_ball takes an objective .*; add a penalty to it"),
        (lambda: figures.normal_cone(0.5 * L1()), "normal_cone takes an objective .*got 0.5 .*; add it to a loss"),
    ],
)
def test_the_wrong_kind_of_thing_is_named_with_its_cure(call, message):
    with pytest.raises(TypeError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "call", [lambda: figures.shrinkage(Variation(), 1.0), lambda: figures.slope_balance(LINE + 1.0 * Variation())]
)
def test_a_penalty_for_two_is_not_one_for_one(call):
    with pytest.raises(ValueError, match=r"needs a penalty of 1 coefficient, got Variation\(\): "):
        call()


# windows


@pytest.mark.parametrize("window", [(3, 1, -1, 1), (0, 1, 1, 1), (0, 1), 5])
@pytest.mark.parametrize(
    "draw",
    [
        lambda window: figures.slope_balance(LINE + L1(), window=window),
        lambda window: figures.penalty_flow(L1(), [[3.0, -1.0]], window=window),
        lambda window: figures.shrinkage(L1(), 2.0, window=window),
        lambda window: figures.loss_meets_ball(BOWL + 6.0 * L1(), window=window),
    ],
)
def test_what_is_no_window_is_refused(draw, window):
    with pytest.raises(ValueError, match="left < right and bottom < top, got"):
        draw(window)


PATH_OF_TWO = lasso_path(np.eye(2), [3.0, 1.0])
WINDOWS = {  # how a window is passed, and a good one
    "slope_balance": (lambda window: figures.slope_balance(LINE + L1(), window=window), [-1.0, 3.0, -9.0, 9.0]),
    "path": (lambda window: figures.path(PATH_OF_TWO, window=window), [5.0, -1.0, 3.0]),
    "correlations": (lambda window: figures.correlations(PATH_OF_TWO, 1.0, window=window), [-3.0, 3.0]),
}


@pytest.mark.parametrize("draw, good", WINDOWS.values(), ids=WINDOWS)
def test_a_window_may_be_any_numbers_and_nothing_else(draw, good):
    expected = draw(tuple(good)).ax.get_ylim()
    for window in (np.array(good), pd.Series(good, index=[number + 7 for number in range(len(good))])):
        assert draw(window).ax.get_ylim() == expected
    strange = [list("abcd")[: len(good)], [[1, 2], [3]], [*good[1:], 1j], [*good[1:], np.nan], [*good[1:], np.inf], {}]
    for window in strange:
        with pytest.raises((TypeError, ValueError), match="window must ") as raised:
            draw(window)
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize("highlight", [np.array(0.5), [[0]], [np.array([0])], [{}], [None], True])
def test_what_is_no_coefficient_is_not_highlighted(highlight):
    with pytest.raises(ValueError, match="highlight must hold names or indices of θ₁, θ₂, got "):
        figures.path(PATH_OF_TWO, highlight=highlight)


@pytest.mark.parametrize("scale", [3, "Log", np.array(["log"]), ["log"]])
def test_what_is_no_scale_is_refused(scale):
    with pytest.raises(ValueError, match="scale must be 'linear' or 'log', got "):
        figures.path(PATH_OF_TWO, scale=scale)


@pytest.mark.parametrize("price", [0.0, 3.0, 1e-9])
def test_a_loss_that_is_flat_leaves_the_slopes_of_the_penalty_to_be_seen(price):
    drawn = figures.slope_balance(SquaredError([[0.0]], [1.0]) + price * L1())
    assert drawn.alt.startswith("The flat line −f′")
    low, high = drawn.ax.get_ylim()
    assert low < -price and price < high
    seen = max(np.ptp(line.get_ydata()) for line in drawn.ax.lines if len(line.get_ydata()) > 100)
    assert seen == pytest.approx(2 * price, rel=1e-6)


@pytest.mark.parametrize("start", [5.0, 0.5, -0.5, -5.0, 1e20])
def test_no_step_of_the_jitter_is_behind_the_legend(start):
    drawn = figures.jitter(start, 1.0, 1.0 if abs(start) < 1 else 0.1, 6)
    drawn.figure.draw_without_rendering()
    box = drawn.ax.get_legend().get_window_extent()
    for line in drawn.ax.lines:
        path = line.get_transform().transform_path(line.get_path())
        assert not path.intersects_bbox(box, filled=False)


@pytest.mark.parametrize("start", [10.3, 1e3])
def test_rounding_of_the_start_is_written_as_zero(start):
    said = figures.jitter(start, 1.0, 0.1, round(10 * start) + 9).alt
    assert "e−" not in said and "between" in said


@pytest.mark.parametrize("which", [np.int64(1), "θ₂", (np.str_("θ₂"),)])
def test_one_coefficient_is_highlighted_by_whatever_number_or_name(which):
    assert figures.path(lasso_path(np.eye(3), [3.0, 2.0, 1.0]), highlight=which).highlighted == (1,)


def test_what_cannot_be_highlighted_or_priced_is_named():
    whole = lasso_path(np.eye(3), [3.0, 2.0, 1.0])
    often = selection_frequency(lasso_paths(np.eye(3), np.eye(3)))
    with pytest.raises(ValueError, match=r"highlight must hold names or indices of θ₁, θ₂, θ₃, got 1\.0"):
        figures.path(whole, highlight=1.0)
    with pytest.raises(TypeError, match="lams must hold real numbers"):
        figures.stability(often, lams="ab")
