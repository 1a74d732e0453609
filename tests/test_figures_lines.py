"""The pictures of one coefficient, or of many against λ or time: every curve is its formula."""

import numpy as np
import pytest
from figures_problems import BOWL, PENALTIES, RootPower, every_penalty
from problems import MaxNorm, OneSided, Rounded

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    figures,
    lambda_max,
    minimize,
)
from sparsity_kit.figures.labels import Placed
from sparsity_kit.figures.lines import own_look

ONE_FEATURE = SquaredError([[1.0], [2.0]], [1.0, 0.5])  # x·x = 5, x·y = 2
ONE_COEFFICIENT = [L1(), SquaredL2(), L2(), ElasticNet(0.5), GroupL2([0]), MaxNorm(), RootPower()]
every_one_coefficient_penalty = pytest.mark.parametrize("penalty", ONE_COEFFICIENT, ids=repr)

# flows


def test_c2_l1_runs_into_an_axis_and_the_marks_are_where_the_formula_says():
    drawn = figures.penalty_flow(L1(), [[2.0, 1.0], [-1.5, -0.5], [1.0, 1.0]], lam=0.5)
    np.testing.assert_allclose(drawn.hits, [[4, 2], [3, 1], [2, 2]])  # |θⱼ(0)|/λ; on the diagonal both together
    np.testing.assert_allclose(drawn.marks, [[1, 0], [0, 0], [-1, 0], [0, 0], [0, 0]], atol=1e-15)
    assert "From (2, 1): θ₂ reaches zero at t = 2; θ₁ reaches zero at t = 4." in drawn.alt
    assert "From (1, 1): θ₁ and θ₂ reach zero at t = 2." in drawn.alt
    written = " ".join(text.get_text().replace("\n", " ") for text in drawn.ax.texts)
    assert "θ₂ = 0 at t = 2" in written and "A: θ₁ = 0 at t = 4" in written


def test_c3_l2_heads_straight_for_the_origin_and_squared_l2_never_arrives():
    start = np.array([3.0, 4.0])
    straight = figures.penalty_flow(L2(), start)
    np.testing.assert_allclose(straight.hits, [[5, 5]])
    np.testing.assert_allclose(straight.marks, [[0, 0]], atol=1e-15)
    decay = figures.penalty_flow(SquaredL2(), start, lam=2.0)
    assert np.isinf(decay.hits).all() and len(decay.marks) == 0 and (decay.paths != 0).all()
    np.testing.assert_allclose(decay.ends, [start * np.exp(-4 * decay.times[-1])])
    assert "θ₁ and θ₂ do not reach zero, at t = 0.75 the point is (0.149, 0.199)" in decay.alt
    for path in (*straight.paths, *decay.paths):
        np.testing.assert_allclose(path[:, 0] * 4, path[:, 1] * 3, atol=1e-12)


def test_c3_a_start_on_an_axis_stays_on_it():
    drawn = figures.penalty_flow(SquaredL2(), [0.0, 1.0])
    assert (drawn.paths[..., 0] == 0).all() and "θ₁ starts at zero and stays there" in drawn.alt


@every_penalty
def test_flows_go_downhill_and_begin_at_their_starts(penalty):
    starts = [[2.0, 1.0], [-1.0, 1.5]]
    drawn = figures.penalty_flow(penalty, starts)
    np.testing.assert_array_equal(drawn.paths[:, 0], starts)
    assert np.diff(penalty.value(drawn.paths), axis=-1).max() < 1e-9
    shown = [line.get_xydata() for line in drawn.ax.lines if len(line.get_xydata()) == len(drawn.times)]
    for path in drawn.paths:
        assert any(np.array_equal(path, line) for line in shown)


def test_flows_without_a_formula_are_followed_in_steps():
    drawn = figures.penalty_flow(MaxNorm(), [[2.0, 1.0]])
    assert not drawn.exact  # the larger coefficient falls at speed 1 to meet the other, then each at speed ½
    np.testing.assert_allclose(drawn.hits, [[3, 3]], atol=2 * drawn.times[1])
    root = figures.penalty_flow(RootPower(), [[2.0, 1.0]])  # θ' = −1/(2√θ): θ^1.5 falls by ¾ t
    np.testing.assert_allclose(root.hits, [[2**1.5 / 0.75, 1 / 0.75]], rtol=1e-6)
    assert (root.paths[0][root.times[:, None] >= root.hits] == 0).all()
    assert "θ₂ reaches zero at t = 1.33; θ₁ reaches zero at t = 3.77." in root.alt


# slopes in balance


@every_one_coefficient_penalty
@pytest.mark.parametrize("lam", [0.0, 1.0, 3.9, 4.1])
def test_c9_the_curves_cross_at_the_minimiser(penalty, lam):
    drawn = figures.slope_balance(ONE_FEATURE + lam * penalty)
    assert drawn.theta == minimize(ONE_FEATURE + lam * penalty).theta[0]
    np.testing.assert_allclose(drawn.slope, 4 - 10 * drawn.theta, atol=1e-12)  # −f′ = 2xy − 2x²θ
    if drawn.theta == 0:
        assert drawn.interval[0] <= drawn.slope <= drawn.interval[1]
    else:
        height = np.interp(drawn.theta, drawn.penalty_grid, np.clip(drawn.penalty_line, -1e9, 1e9))
        np.testing.assert_allclose(height, drawn.slope, atol=0.02)
    np.testing.assert_allclose(drawn.loss_line, 4 - 10 * drawn.grid)


def test_c9_the_interval_at_zero_has_the_width_of_the_kink():
    heights = [figures.slope_balance(ONE_FEATURE + 3.0 * penalty).height for penalty in ONE_COEFFICIENT]
    np.testing.assert_allclose(heights, [6, 0, 6, 3, 6, 6, np.inf], rtol=1e-7)
    assert figures.slope_balance(ONE_FEATURE + 3.0 * SquaredL2()).height == 0.0
    np.testing.assert_allclose(figures.slope_balance(ONE_FEATURE + 3.0 * OneSided()).interval, [0, 3], atol=1e-9)


def test_c9_slopes_that_differ_by_rounding_are_one():
    drawn = figures.slope_balance(ONE_FEATURE + 3.0 * Rounded())
    assert drawn.height == 0.0 and "At zero λΩ has the one slope 0, an interval of height 0" in drawn.alt


@pytest.mark.parametrize(
    ("loss", "shape"),
    [
        (SquaredError([[1e-4]], [2e-4]), "line"),
        (SquaredError([[1e4]], [2e4]), "line"),
        (Logistic([[1e-3], [-2e-3]], [1, 1]), "curve"),
        (Logistic([[10.0], [-20.0]], [1, 1]), "curve"),
    ],
)
def test_c8_a_straight_slope_is_called_a_line_at_any_scale_and_a_bent_one_a_curve(loss, shape):
    assert figures.slope_balance(loss + 0.1 * L1()).alt.startswith(f"The falling {shape} −f′ crosses")


def test_c8_c11_the_alt_text_of_a_balance_holds_its_numbers():
    alt = figures.slope_balance(ONE_FEATURE + 5.0 * L1()).alt
    assert "At zero the slopes of λΩ fill the interval from −5 to 5, of height 10: θ* is exactly zero." in alt
    assert "at θ* = 0, slope 4." in alt
    alt = figures.slope_balance(ONE_FEATURE + 5.0 * SquaredL2()).alt  # θ = 2xy/(2x² + 2λ) = 4/20
    assert "θ* = 0.2, slope 2. At zero λΩ has the one slope 0, an interval of height 0: θ* is not zero." in alt


# shrinkage


def test_each_name_stands_at_the_end_of_its_curve_as_far_as_it_is_seen():
    whole = figures.shrinkage([L1(), SquaredL2()], lam=2.0, reach=4.0)
    ends = {text.get_text(): text.xy for text in whole.ax.texts}
    for name, height in (("L1", 4 - 1), ("squared L2", 4 / (1 + 2)), ("least squares", 4)):  # x·y ∓ λ/2, x·y/(1 + λ)
        np.testing.assert_allclose(ends[name], (4, height))
    window = (-4, 4, -2, 2.5)
    cut = figures.shrinkage([L1(), SquaredL2()], lam=2.0, reach=4.0, window=window)
    assert (*cut.ax.get_xlim(), *cut.ax.get_ylim()) == window
    ends = {text.get_text(): text.xy for text in cut.ax.texts}
    for name, at in (("L1", (3.5, 2.5)), ("squared L2", (4, 4 / 3)), ("least squares", (2.5, 2.5))):
        np.testing.assert_allclose(ends[name], at, atol=0.02)
    with pytest.raises(ValueError, match="window must be"):
        figures.shrinkage(L1(), lam=2.0, window=(-4, 4, 2, -2))
    with pytest.raises(ValueError, match=r"window must be \(left, right, bottom, top\) .*, got 5"):
        figures.shrinkage(L1(), lam=2.0, window=5)
    wide = figures.shrinkage(L1(), lam=2.0, window=(-10, 8, -10, 10))
    assert wide.xy[-1] == 10 and wide.curves[0, -1] == 9  # no curve ends within the window


def test_c11_shrinkage_curves_are_the_minimisers():
    drawn = figures.shrinkage(ONE_COEFFICIENT[:-1], lam=2.0)
    y = drawn.xy[::60]  # x = 1, so that x·y = y
    for penalty, curve in zip(ONE_COEFFICIENT, drawn.curves[:, ::60], strict=False):
        solution = minimize(SquaredError([[1.0]], y[:, None]) + 2.0 * penalty)
        np.testing.assert_allclose(curve, solution.theta[:, 0], atol=1e-12)


def test_c12_the_threshold_is_half_of_lambda():
    drawn = figures.shrinkage(ONE_COEFFICIENT, lam=3.0)
    # √|θ|: hard, where ½θ² + s√θ first beats ½v², at v = 1.5·s^(2/3) with s = λ/2
    np.testing.assert_allclose(drawn.thresholds, [1.5, 0, 1.5, 0.75, 1.5, 1.5, 1.5 * 1.5 ** (2 / 3)], rtol=1e-9)
    assert "With L1, θ* is exactly zero up to |x·y| = 1.5, and is 3 at x·y = 4.5." in drawn.alt
    assert "With squared L2, θ* is zero only at x·y = 0, and is 1.12 at x·y = 4.5." in drawn.alt


def test_of_a_long_feature_they_are_the_minimisers_too():
    drawn = figures.shrinkage(ONE_COEFFICIENT[:-1], lam=3.0, xx=5.0, reach=10.0)
    y = drawn.xy[::60] / np.sqrt(5)  # x = √5
    for penalty, curve in zip(ONE_COEFFICIENT, drawn.curves[:, ::60], strict=False):
        solution = minimize(SquaredError([[np.sqrt(5)]], y[:, None]) + 3.0 * penalty)
        np.testing.assert_allclose(curve, solution.theta[:, 0], atol=1e-9)
    np.testing.assert_allclose(drawn.thresholds[:4], [1.5, 0, 1.5, 0.75], rtol=1e-9)  # the length has no say
    assert drawn.alt.startswith("The minimiser θ* against x·y, for one feature with ‖x‖² = 5 and λ = 3. With L1, θ*")


# paths


def test_c12_coefficients_die_where_the_formula_says():
    X = np.eye(3)
    drawn = figures.coefficient_path(SquaredError(X, [3.0, -1.0, 0.5]) + L1(), names=["a", "b", "c"])
    np.testing.assert_allclose(drawn.zero_from, [6, 2, 1], rtol=1e-3)  # 2·|x·y|
    assert drawn.lam_max == pytest.approx(6)
    assert drawn.alt.endswith("Zero for good from λ on: a 6, b 2, c 1. At λ_max = 6 all are zero.")
    shown = np.concatenate([line.get_xydata() for line in drawn.ax.lines if line.get_marker() == "D"])
    np.testing.assert_allclose(shown, np.transpose([drawn.zero_from, np.zeros(3)]))


@every_penalty
def test_paths_are_minimisers_and_nothing_lives_beyond_its_death(penalty):
    drawn = figures.coefficient_path(BOWL + penalty)
    np.testing.assert_array_equal(drawn.thetas, minimize(BOWL + drawn.lams * penalty).theta)
    for j in range(2):
        beyond, before = drawn.lams >= drawn.zero_from[j], drawn.lams < drawn.zero_from[j] * 0.99
        assert (drawn.thetas[beyond, j] == 0).all()
        assert drawn.zero_from[j] == 0 or drawn.thetas[before, j][-1] != 0
    if np.isfinite(drawn.lam_max):
        assert drawn.lam_max == lambda_max(BOWL, penalty) and (drawn.thetas[drawn.lams > drawn.lam_max] == 0).all()


def test_c7_no_coefficient_dies_on_a_ridge_path():
    drawn = figures.coefficient_path(BOWL + SquaredL2())
    assert np.isinf(drawn.zero_from).all() and np.isinf(drawn.lam_max)
    assert "None of them stays at zero, however large λ" in drawn.alt
    beside_zero = figures.coefficient_path(SquaredError([[2.0]], [5.0]) + 12.0 * Penalty.of("min(abs(t), 0.1)"))
    assert beside_zero.alt.startswith("1 coefficient with")  # 250 = (f(0) − min f)/0.1
    assert "Zero for good from λ on: θ₁ 250. At λ_max = 250 all are zero. Jumps: θ₁ near 251." in beside_zero.alt


def test_the_scale_of_a_path_follows_its_grid():
    assert figures.coefficient_path(BOWL + L1()).ax.get_xscale() == "log"
    drawn = figures.coefficient_path(BOWL + [4.0, 0.0, 2.0] * L1())
    assert drawn.ax.get_xscale() == "linear" and drawn.lams.tolist() == [0, 2, 4]


def test_names_are_moved_apart_and_stay_in_order():
    loss = SquaredError(np.eye(4), [1.0, 1.001, 1.002, -3.0])
    names = figures.coefficient_path(loss + L1(), names="abcd").ax.texts
    heights = {text.get_text(): text.xyann[1] for text in names if text.get_text() in "abcd"}
    assert heights["d"] < heights["a"] < heights["b"] < heights["c"]
    assert heights["c"] - heights["a"] > 0.3
    np.testing.assert_allclose([heights["b"], heights["d"]], [1.0, -3.0], atol=0.01)  # the group stays where it is


# jitter


def test_c4_sign_steps_jitter_and_proximal_steps_land():
    drawn = figures.jitter(1.0, lam=1.0, step=0.3, n_steps=12)
    np.testing.assert_allclose(drawn.sign_steps[:7], [1, 0.7, 0.4, 0.1, -0.2, 0.1, -0.2], atol=1e-12)
    assert (drawn.sign_steps != 0).all()
    np.testing.assert_allclose(drawn.proximal_steps[:4], [1, 0.7, 0.4, 0.1], atol=1e-12)
    assert drawn.landed == 4 and (drawn.proximal_steps[4:] == 0.0).all() and drawn.proximal_steps[3] != 0.0
    np.testing.assert_allclose(drawn.swing, [-0.2, 0.1], atol=1e-12)
    assert drawn.alt.endswith(
        "Sign steps jitter between −0.2 and 0.1 and never are zero. Proximal steps are exactly zero from step 4 on."
    )


def test_c4_jitter_says_when_luck_or_patience_decides():
    assert "hit zero by luck" in figures.jitter(1.0, lam=1.0, step=0.25, n_steps=8).alt
    assert "jitter between −0.3 and 0 and never" in figures.jitter(0.9, lam=1.0, step=0.3, n_steps=12).alt  # and 2e−16
    short = figures.jitter(-5.0, lam=1.0, step=0.1, n_steps=8)
    assert figures.jitter(1.0, lam=1.0, step=0.3, n_steps=4).swing == pytest.approx((-0.2, 0.1))  # just crossed
    assert short.landed is None and short.swing is None and "are not zero yet" in short.alt


# wrong input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.slope_balance(BOWL + 1.0 * L1()), "needs one objective of 1 coefficient, got 2 and batch"),
        (lambda: figures.slope_balance(ONE_FEATURE + -1.0 * L1()), "lam must be nonnegative, got -1.0"),
        (
            lambda: figures.slope_balance(ONE_FEATURE + [1.0, 2.0] * L1()),
            r"needs one objective of 1 coefficient, got 1 and batch \(2,\)",
        ),
        (lambda: figures.shrinkage([GroupL2([0, 1])], 1.0), "shrinkage needs a penalty of 1 coefficient, got GroupL2"),
        (lambda: figures.shrinkage(L1(), 1.0, reach=0), "reach must be above 0, got 0"),
        (lambda: figures.shrinkage(L1(), 1.0, xx=-2), "xx must be above 0, got -2"),
        (lambda: figures.penalty_flow(L1(), [[1.0, 2.0, 3.0]]), r"starts must have shape \(k, 2\), got \(1, 3\)"),
        (lambda: figures.penalty_flow(L1(), [[1.0, 2.0]], lam=0), "lam must be positive, got 0.0"),
        (lambda: figures.penalty_flow(L1(), [[1.0, np.nan]]), "starts must be finite, got nan"),
        (lambda: figures.coefficient_path(BOWL + L1(), names=["a"]), "names must have one entry per coefficient, 2"),
        (lambda: figures.coefficient_path(BOWL + [1.0] * L1()), "lam must be one number, or at least 2 different ones"),
        (lambda: figures.coefficient_path(SquaredError(np.eye(2), np.ones((3, 2))) + L1()), "got a batch of shape"),
        (lambda: figures.coefficient_path(SquaredError(np.eye(2), [0.0, 0.0]) + L1()), "zero at every λ"),
        (lambda: figures.jitter(1.0, 1.0, 0.0, 5), "step must be positive, got 0.0"),
        (lambda: figures.jitter(1.0, 1.0, 0.1, 0), "n_steps must be a whole number, 1 or more, got 0"),
    ],
)
def test_wrong_input_is_named_in_one_line(call, message):
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_names_that_are_no_list_are_refused():
    with pytest.raises(TypeError, match="names must be a list of texts, one per coefficient, got 5"):
        figures.coefficient_path(BOWL + L1(), names=5)


def test_paths_of_a_logistic_loss_state_their_own_convention():
    rng = np.random.default_rng(0)
    drawn = figures.coefficient_path(Logistic(rng.normal(size=(30, 3)), rng.random(30) > 0.5) + L1())
    assert any("f a plain sum: no ½, no 1/n" in text.get_text() for text in drawn.ax.texts)
    assert drawn.thetas.shape[1] == 3 and len(PENALTIES) == 8


FOUR = SquaredError(np.eye(4), [3.0, -1.0, 0.5, 2.0])


def line_of(drawn, j):
    """The line that was drawn for coefficient j."""
    wanted = np.column_stack([drawn.lams, drawn.thetas[:, j]])
    (line,) = [line for line in drawn.ax.lines if np.array_equal(line.get_xydata(), wanted)]
    return line


def test_highlighted_paths_stand_out_and_the_others_are_alike():
    drawn = figures.coefficient_path(FOUR + L1(), names="abcd", highlight=["d", 1])
    assert drawn.highlighted == (1, 3) and drawn.alt.endswith("Highlighted: b and d.")
    bright, faint = [line_of(drawn, j) for j in (1, 3)], [line_of(drawn, j) for j in (0, 2)]
    assert len({line.get_color() for line in bright}) == 2 and len({line.get_color() for line in faint}) == 1
    assert {line.get_color() for line in bright}.isdisjoint(line.get_color() for line in faint)
    assert min(line.get_linewidth() for line in bright) > 2 * max(line.get_linewidth() for line in faint)
    everything = figures.coefficient_path(FOUR + L1(), names="abcd")
    np.testing.assert_array_equal(drawn.thetas, everything.thetas)
    assert everything.highlighted == () and "Highlighted" not in everything.alt


def test_highlighted_deaths_bear_their_names_where_the_formula_says():
    drawn = figures.coefficient_path(FOUR + L1(), names="abcd", highlight=["b", "d"])
    named = {text.get_text(): text.places for text in drawn.ax.texts if isinstance(text, Placed)}
    assert set(named) == {"$\\lambda_{\\max}$ = 6", "b", "d"}
    for name, price in (("b", 2.0), ("d", 4.0)):  # 2·|xⱼ·y|
        np.testing.assert_allclose([at for at, _ in named[name]], np.full((len(named[name]), 2), [price, 0]), atol=1e-3)
    marks = [line for line in drawn.ax.lines if line.get_marker() == "D"]
    small, large = sorted(marks, key=lambda line: line.get_markersize())
    np.testing.assert_allclose(small.get_xdata(), [6, 1], rtol=1e-3)
    np.testing.assert_allclose(large.get_xdata(), [2, 4], rtol=1e-3)


def test_a_highlighted_path_that_never_dies_bears_no_name_on_the_zero_line():
    drawn = figures.coefficient_path(FOUR + SquaredL2(), highlight=0)
    assert drawn.highlighted == (0,) and not [text for text in drawn.ax.texts if isinstance(text, Placed)]


@pytest.mark.parametrize("wrong", ["e", ["a", "x"], [4], [-1], [0.5], [True], None])
def test_what_cannot_be_highlighted_is_named(wrong):
    if wrong is None:
        loss, highlight, message = SquaredError(np.eye(8), np.ones(8)), range(8), "highlight can hold 7 coefficients"
    else:
        loss, highlight, message = FOUR, wrong, "highlight must hold names or indices of θ₁, θ₂, θ₃, θ₄, got "
    with pytest.raises(ValueError, match=message):
        figures.coefficient_path(loss + L1(), highlight=highlight)


def test_c7_the_words_tell_passing_through_zero_from_staying_there():
    loss = SquaredError([[1, 1], [1, 0], [0, 1]], [2, 4, 0])  # the second ridge coefficient crosses zero at λ = 1
    crossing = figures.coefficient_path(loss + np.linspace(0.3, 4, 50) * SquaredL2())
    assert crossing.alt.endswith("None of them stays at zero, however large λ; θ₂ passes through zero.")
    alive = figures.coefficient_path(Quadratic(np.eye(3), [1, 2, 3.0]) + np.array([0.0, 1.0]) * L1())
    assert "None of them stays at zero. At λ_max = 6 all are zero." in alive.alt


def test_a_path_names_what_it_was_given_instead_of_an_objective():
    with pytest.raises(TypeError, match=r"coefficient_path takes an objective such as .*add it to a loss"):
        figures.coefficient_path(2.0 * L1())


def test_a_path_of_an_objective_is_exact_where_it_can_be():
    exact = figures.path(SquaredError(np.eye(2), [3.0, 1.0]) + 0.0 * L1())
    assert exact.kinks.tolist() == [6.0, 2.0, 0.0]
    drawn = figures.path(SquaredError(np.eye(2), [3.0, 1.0]) + np.linspace(0, 8, 9) * SquaredL2(), names="ab")
    np.testing.assert_allclose(drawn.thetas, np.multiply.outer(1 / (1 + np.arange(9.0)), [3.0, 1.0]), rtol=1e-12)


def test_no_two_of_28_lines_look_alike():
    assert len({own_look(k) for k in range(28)}) == 28
