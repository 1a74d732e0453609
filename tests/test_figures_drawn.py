"""What a drawing says is what is seen: each line, mark, arrow and ground is in the picture, and nothing hides it."""

import io
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from figures_problems import BOWL, RootPower
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Wedge
from PIL import Image
from test_figures import CV, EVERY_FIGURE, FRAMES, FREQUENCY, PATH, drawn_once
from test_figures_asked import Weighted
from test_figures_rims import Box, Positive

from sparsity_kit import L1, ElasticNet, Logistic, Penalty, Quadratic, SquaredError, SquaredL2, figures, minimize
from sparsity_kit.figures.canvas import FRAME
from sparsity_kit.figures.looks import BLUE, FAINT, INK, LOSS, look
from sparsity_kit.plane.slopes import directions

TWO = SquaredError(np.eye(2), [3.0, 1.0])
every_name = pytest.mark.parametrize("name", EVERY_FIGURE)


def in_order(ax):
    """The lines, grounds and texts of axes as they are drawn, the last on top."""
    shown = [artist for artist in ax.get_children() if artist.get_visible() and artist is not ax.patch]
    return sorted(shown, key=lambda artist: artist.get_zorder())


def lines_of(ax, **wanted):
    """The lines whose properties are these, each as its points (k, 2)."""
    found = [
        line for line in ax.lines if all(getattr(line, f"get_{name}")() == value for name, value in wanted.items())
    ]
    return [line.get_xydata() for line in found]


def is_mark(line):
    return line.get_linestyle() == "None" or (line.get_marker() != "None" and len(line.get_xdata()) == 1)


# of every picture


@every_name
def test_nothing_runs_over_a_mark_or_a_name_and_no_ground_covers_a_curve(name):
    for ax in drawn_once(name).figure.axes:
        order = {artist: k for k, artist in enumerate(in_order(ax))}
        curves = [line for line in ax.lines if not is_mark(line) and len(line.get_xdata()) > 1]
        bars = [bar for group in ax.containers for bar in group]
        meant = [*bars, *(line for line in curves if line.get_linewidth() >= 1.8)]
        grounds = [patch for patch in ax.patches if patch not in bars]
        names = [text for text in ax.texts if text.get_path_effects()]
        for line in filter(is_mark, ax.lines):
            assert order[line] > max(map(order.get, curves), default=-1) or line.get_marker() == "|"
        assert all(order[ground] < order[one] for ground in grounds for one in meant)
        assert all(order[text] > max(map(order.get, (*ax.lines, *ax.patches)), default=0) for text in names)


@every_name
def test_help_is_thinner_and_paler_than_what_is_meant(name):
    """Zero lines are at most 1 point, and what is dotted or dashed in black at most 1.6; curves 1.8 to 2.6."""
    for ax in drawn_once(name).figure.axes:
        for line in ax.lines:
            helps = line.get_color() in (FAINT, INK) and name not in ("penalty_flow",)
            most = 1.6 if line.get_xydata().any(axis=0).all() else 1.0
            assert is_mark(line) or not helps or line.get_linewidth() <= most
        if ax.axison:
            seen = {side for side, spine in ax.spines.items() if spine.get_visible()}
            assert seen <= FRAMES.get(name, {"left", "bottom"})
            assert all(spine.get_edgecolor() == to_rgba(FRAME) for spine in ax.spines.values())
        assert all(3 <= len(axis.get_ticklocs()) <= 9 for axis in (ax.xaxis, ax.yaxis) if len(axis.get_ticklocs()))


@every_name
def test_a_drawing_is_itself_alone_and_does_not_change(name):
    drawn = drawn_once(name)
    assert {drawn, drawn} == {drawn} and drawn != EVERY_FIGURE["penalty_contours"](L1(), None)
    with pytest.raises(FrozenInstanceError):
        drawn.alt = "another"


def test_the_file_of_a_picture_cannot_be_written_shorter():
    png, again = drawn_once("slope_balance").png(), io.BytesIO()
    Image.open(io.BytesIO(png)).save(again, "PNG", optimize=True)
    assert len(png) <= len(again.getvalue())


@pytest.mark.parametrize(
    ("name", "across", "upright"),
    [
        *((name, 1, 1) for name in ("penalty_contours", "loss_meets_ball", "zero_map", "normal_cone", "unit_balls")),
        *((name, 1, 1) for name in ("penalty_flow", "slope_balance", "shrinkage")),
        *((name, 1, 0) for name in ("coefficient_path", "path", "correlations", "stability", "jitter")),
    ],
)
def test_where_a_coefficient_is_zero_there_is_a_thin_grey_line(name, across, upright):
    ax = drawn_once(name).ax
    thin = [line.get_xydata() for line in ax.lines if line.get_color() == FAINT and line.get_linewidth() <= 1]
    assert sum((line[:, 1] == 0).all() for line in thin) == across
    assert sum((line[:, 0] == 0).all() for line in thin) == upright


OURS, ALONE = "λ as in ‖Xθ − y‖² + λΩ(θ): no ½, no 1/n", "the penalty alone: θ′ = −λ∇Ω(θ)"
NAMED = {  # title, names of the axes, last line below
    "penalty_contours": ("L1: contours and −∇Ω", "θ₁", "θ₂", None),
    "penalty_flow": ("L1 flow, λ = 1", "θ₁", "θ₂", ALONE),
    "loss_meets_ball": ("L1, λ = 1.2: edge, no zero", "θ₁", "θ₂", OURS),
    "zero_map": ("L1, λ = 1.2: zeros of θ*", "c₁, where f is least", "c₂", OURS),
    "sparsity_map": (
        "L1: how likely is a zero? λ = 0.1 λ$_{\\max}$",
        "tilt of the long axis",
        "long axis : short axis",
        OURS,
    ),
    "normal_cone": ("L1, λ = 1.2: −∇f in λ∂Ω", "θ₁", "θ₂", OURS),
    "slope_balance": ("L1, λ = 2", "θ", "slope", OURS),
    "shrinkage": ("θ* against x·y, λ = 2", "x·y, with ‖x‖ = 1", "θ*", OURS),
    "coefficient_path": ("L1: coefficients against λ", "λ", "coefficient", OURS),
    "path": ("L1: the exact path", "λ", "coefficient", OURS),
    "correlations": ("L1, λ = 2: xⱼ·r", "", "xⱼ·r,  r = y − Xθ", OURS),
    "validation": ("held-out error; above, columns chosen", "λ", "mean squared error, held out", OURS),
    "stability": ("50 samples", "λ", "share of samples that choose it", OURS),
    "side_by_side": ("", "", "", None),
    "unit_balls": ("unit balls, Ω(θ) ≤ 1", "θ₁", "θ₂", None),
    "jitter": ("λ = 1, step 0.3: each step is 0.3 long", "step", "θ", "the penalty alone, Ω(θ) = |θ|"),
    "one_lambda": ("1 in every convention, n = 20", "", "", OURS),
}


@every_name
def test_a_picture_says_what_it_is_what_its_axes_are_and_which_price_is_meant(name):
    ax = drawn_once(name).ax
    FigureCanvasAgg(ax.figure).draw()
    below = [text for text in ax.texts if text.get_window_extent().y1 < ax.bbox.y0]
    title, x, y, last = NAMED[name]
    assert (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()) == (title, x, y)
    assert [text.get_text().split("\n")[-1] for text in below] == ([last] if last else [])
    assert not title or (ax.title.get_ha() == "left" and ax.title.get_position()[0] == 0)


REACHES = {  # what is drawn along the axis, and from where to where
    "three decades, to a little above λ_max": (lambda: figures.coefficient_path(TWO + L1()).lams, 0.0078, 7.8),
    "five, to 100 L, of what never is zero": (lambda: figures.coefficient_path(TWO + SquaredL2()).lams, 0.002, 200.0),
    "to below the last kink before 0": (lambda: figures.path(TWO + 0.0 * L1(), scale="log").lams, 2 / 1.6, 6.0),
    "from the first kink of all folds": (lambda: figures.validation(CV).lams, *(CV.kinks[0] * np.array([0.0013, 1.3]))),
    "from the first step": (lambda: figures.stability(FREQUENCY).lams, *(FREQUENCY.lams[0] * np.array([0.0011, 1.1]))),
    "until a tenth after all are zero": (lambda: figures.penalty_flow(L1(), [2.0, 1.0], 0.5).times, 0.0, 4.4),
    "for three half-lives": (lambda: figures.penalty_flow(SquaredL2(), [2.0, 1.0], 0.5).times, 0.0, 3.0),
    "as far as the threshold times three": (lambda: figures.side_by_side(L1(), 3.0).xy, -4.5, 4.5),
    "to 2 at least": (lambda: figures.side_by_side(L1(), 0.3).t, -2.0, 2.0),
    "to beyond 4 times the data": (lambda: figures.side_by_side(L1(), 3.0, (0.5, -2.0)).lams, 0.0, 8.8),
    "a ball and a margin": (lambda: np.array(figures.unit_balls([L1(), SquaredL2()]).ax.get_xlim()), -1.4, 1.4),
    "a centre and a margin": (lambda: np.array(figures.zero_map(BOWL + 0.1 * L1()).window[:2]), -2.5, 2.5),
}


@pytest.mark.parametrize(("shown", "first", "last"), REACHES.values(), ids=REACHES)
def test_a_picture_reaches_as_far_as_there_is_something_to_see(shown, first, last):
    np.testing.assert_allclose(shown()[[0, -1]], [first, last], rtol=1e-9)


# in the plane


def arrows(ax):
    """(tail, tip) of each arrow."""
    heads = [text for text in ax.texts if text.arrow_patch is not None and not text.get_text()]
    return [(np.array(head.xyann), np.array(head.xy)) for head in heads]


def test_c5_the_bottom_is_marked_and_named_where_it_is_seen_and_far_enough():
    for center, lam, marked, named in (([2.0, 1.0], 1.2, 1, 1), ([2.0, 1.0], 0.1, 1, 0), ([2.0, 100.0], 199.0, 0, 0)):
        drawn = figures.loss_meets_ball(Quadratic(np.eye(2), center) + lam * L1())
        crosses = lines_of(drawn.ax, marker="+")
        assert len(crosses) == marked and all(cross.tolist() == [center] for cross in crosses)
        assert sum(text.get_text() == "least f" for text in drawn.ax.texts) == named
    without_end = figures.loss_meets_ball(Logistic(np.eye(2), [1, 1]) + 0.1 * L1())  # f falls for ever
    assert not lines_of(without_end.ax, marker="+")


@pytest.mark.parametrize("loss", [BOWL, SquaredError([[1, 1], [1, 0], [0, 1]], [2, 4, 1])], ids=["bowl", "above 0"])
def test_c5_the_contours_grow_in_equal_steps_of_the_root(loss):
    """Of √(f − least f): where the columns cannot reach y, f is above zero everywhere."""
    drawn = figures.loss_meets_ball(loss + 1.2 * L1())
    contours = [line for line in drawn.ax.lines if line.get_color() == LOSS and len(line.get_xdata()) > 1]
    least, touching = (loss.value(theta) for theta in (minimize(loss + 0 * L1()).theta, drawn.point))
    roots = [np.sqrt((loss.value(line.get_xydata()).mean() - least) / (touching - least)) for line in contours]
    np.testing.assert_allclose(roots, [0.2, 0.4, 0.6, 0.8, 1.0], rtol=1e-3)


@pytest.mark.parametrize("angle", range(0, 180, 20))
def test_every_contour_that_is_closed_is_closed_exactly_and_a_little_darker_inside(angle):
    """Moved onto its level, the last point of a ring would differ from the first by rounding."""
    a = np.deg2rad(angle)
    axis = np.array([np.cos(a), np.sin(a)])
    drawn = figures.loss_meets_ball(Quadratic(np.eye(2) + np.outer(axis, axis), center=[0.7, 2.1]) + 1.3 * L1())
    contours = [line.get_xydata() for line in drawn.ax.lines if line.get_color() == LOSS and len(line.get_xdata()) > 1]
    assert [np.array_equal(line[0], line[-1]) for line in contours] == [True] * 5
    assert len(drawn.ax.patches) == 5 + 1  # and the ball


def test_c5_only_the_touching_contour_is_strong_and_the_ball_is_filled():
    drawn = drawn_once("loss_meets_ball")
    contours = [line for line in drawn.ax.lines if line.get_color() == LOSS and len(line.get_xdata()) > 1]
    assert [line.get_linewidth() > 1 for line in contours] == [False] * 4 + [True]
    shades = [patch.get_xy() for patch in drawn.ax.patches]
    for shape in (*(line.get_xydata() for line in contours), drawn.ball):
        assert any(len(shade) >= len(shape) and np.array_equal(shade[: len(shape)], shape) for shade in shades)
    (mark,) = lines_of(drawn.ax, marker=look(L1()).marker)
    assert mark.tolist() == [list(drawn.point)]


def test_the_picture_fills_its_window_but_for_a_margin():
    """In one direction to between 70 and 90 %: neither lost in the middle nor cut off."""
    for lam in (1.2, 3.0):
        drawn = figures.loss_meets_ball(BOWL + lam * L1())
        seen = np.concatenate([[BOWL.center], drawn.ball, *drawn.contour])
        left, right = drawn.ax.get_xlim()
        assert 0.7 <= np.ptp(seen, axis=0).max() / (right - left) <= 0.9


def test_c9_the_cone_its_edges_the_segment_and_the_arrow_are_those_of_the_numbers():
    drawn = figures.normal_cone(BOWL + 2.0 * L1())  # a corner at (1.3, 0): ∂Ω = {1} × [−1, 1]
    ax, at, scale = drawn.ax, drawn.point, drawn.scale
    (cone,) = [patch for patch in ax.patches if isinstance(patch, Wedge)]
    assert tuple(cone.center) == tuple(at) and (cone.theta1, cone.theta2) == drawn.cone
    np.testing.assert_allclose(drawn.cone, [-45, 45], atol=1e-4)
    edges = [line.get_xydata() for line in ax.lines if line.get_color() == INK and len(line.get_xdata()) == 2]
    turns = [np.rad2deg(np.arctan2(*(end - start)[::-1])) for start, end in edges]
    np.testing.assert_allclose(turns, drawn.cone)
    assert all(
        (start == at).all() and cone.r == np.hypot(*(end - start)) > 2 * np.ptp(ax.get_xlim()) for start, end in edges
    )
    (bar,) = lines_of(ax, linewidth=6)
    np.testing.assert_allclose(bar, at + scale * 2.0 * np.array([[1, -1], [1, 1]]), atol=1e-6)
    np.testing.assert_array_equal(lines_of(ax, marker="o"), [bar])
    [(tail, tip)] = arrows(ax)
    assert (tail == at).all() and (tip == at + scale * drawn.pull).all()
    named = {text.get_text(): text for text in ax.texts}
    assert named["−∇f"].places[0][0] == pytest.approx(tip)
    assert named["λ∂Ω"].places[0][0] == pytest.approx(bar[np.abs(bar - tip).max(axis=1).argmax()])
    smooth = figures.normal_cone(BOWL + 2.0 * SquaredL2()).ax
    assert all(patch.theta1 == patch.theta2 for patch in smooth.patches if isinstance(patch, Wedge))  # a ray
    flat = figures.normal_cone(BOWL + 2.0 * Weighted(0.0, 1.0))  # ∂Ω = {0} × [−1, 1]: a line
    assert np.ptp(flat.cone) == pytest.approx(180) and not any(isinstance(patch, Wedge) for patch in flat.ax.patches)
    assert "λ∂Ω" not in {text.get_text() for text in smooth.texts}
    held = figures.normal_cone(BOWL + 6.0 * L1()).ax  # at the origin: all directions, no edges
    assert not [patch for patch in held.patches if isinstance(patch, Wedge)] and len(held.patches) == 2
    assert not arrows(figures.normal_cone(BOWL + 0.0 * L1()).ax)


@pytest.mark.parametrize(
    ("penalty", "center", "ends"),
    [
        (Positive(), (2.0, 0.3), [(0, -1)]),  # ∂Ω = {1} × (−∞, 1]
        (Box(1.0), (3.0, 3.0), [(1, 0), (0, 1)]),
        (Positive(), (-1.0, -1.0), [(-1, 0), (0, -1)]),
    ],
)
def test_c9_what_goes_on_without_end_is_drawn_beyond_the_window(penalty, center, ends):
    drawn = figures.normal_cone(Quadratic(np.eye(2), center) + 0.7 * penalty)
    (outline,) = lines_of(drawn.ax, linewidth=6)
    far = outline - drawn.point
    far = far[np.abs(far).max(axis=1) > 3 * np.ptp(drawn.ax.get_xlim())]
    directions = np.unique((far / np.linalg.norm(far, axis=1, keepdims=True)).round(1) + 0.0, axis=0)
    assert set(map(tuple, directions)) >= set(ends)
    filled = [patch for patch in drawn.ax.patches if patch.get_hatch() and not isinstance(patch, Wedge)]
    assert len(filled) == (len(ends) > 1)


def test_c1_each_arrow_has_the_sign_of_a_right_angle():
    drawn = drawn_once("penalty_contours")
    signs = [line.get_xydata() for line in drawn.ax.lines if len(line.get_xdata()) == 3]
    assert len(signs) == len(drawn.points) == len(arrows(drawn.ax))
    for start, gradient, (near, corner, far) in zip(drawn.points, drawn.gradients, signs, strict=True):
        along, across = near - start, far - start
        assert along @ across == pytest.approx(0, abs=1e-12) and corner == pytest.approx(start + along + across)
        assert np.hypot(*along) == pytest.approx(np.hypot(*across)) and 0.05 < np.hypot(*along) < 0.095
        assert along @ gradient == pytest.approx(-np.hypot(*along) * np.hypot(*gradient))  # downhill
    for each in (drawn, figures.penalty_contours(SquaredL2())):
        reach = np.abs(each.scale * each.gradients)
        assert 0.3 <= np.hypot(*reach.T).max() <= 0.5 and (np.abs(each.points) > reach).all()


PLACE = np.array([1.0, -2.0])


class Moved(Penalty):
    """|θ₁ − 1| + |θ₂ + 2|."""

    def value(self, theta):
        return np.abs(theta - PLACE).sum(axis=-1)

    def prox(self, v, step):
        return PLACE + L1().prox(v - PLACE, step)


class Octagon(Moved):
    """The norm whose ball is an octagon, with its corners where arrows would start."""

    def value(self, theta):
        return (theta @ directions(np.arange(0.0, 360.0, 45.0)).T).max(axis=-1)


def test_c1_a_penalty_that_is_least_elsewhere_is_drawn_around_that_place():
    moved, plain = figures.penalty_contours(Moved()), drawn_once("penalty_contours")
    np.testing.assert_allclose(moved.points, plain.points + PLACE, atol=1e-9)
    np.testing.assert_allclose(moved.gradients, plain.gradients, atol=1e-7)
    np.testing.assert_allclose(moved.levels, plain.levels)
    limits = [np.array([ax.get_xlim(), ax.get_ylim()]) for ax in (moved.ax, plain.ax)]
    np.testing.assert_allclose(limits[0], limits[1] + PLACE[:, None])
    assert moved.alt.replace("Moved", "L1") == plain.alt


def test_c1_where_no_point_is_smooth_there_is_no_arrow():
    drawn = figures.penalty_contours(Octagon())
    assert drawn.alt.endswith("No arrows: no smooth point was found.") and not arrows(drawn.ax)


def test_c2_a_flow_stands_on_contours_through_its_starts_and_its_arrow_points_downhill():
    drawn = figures.penalty_flow(L1(), [[2.0, 1.0], [-1.0, 1.0]])
    behind = [line for line in drawn.ax.lines if line.get_color() == BLUE and len(line.get_xdata()) > 100]
    np.testing.assert_allclose(sorted(L1().value(line.get_xydata()).mean() for line in behind), [2, 3])
    whites = lines_of(drawn.ax, markeredgecolor=INK, color="white")
    np.testing.assert_array_equal(np.concatenate(whites), drawn.paths[:, 0])
    np.testing.assert_array_equal(np.concatenate(lines_of(drawn.ax, marker=look(L1()).marker)), drawn.marks)
    for (tail, tip), path in zip(arrows(drawn.ax), drawn.paths, strict=True):
        there = [int(np.flatnonzero((path == end).all(axis=1))[0]) for end in (tail, tip)]
        gone = np.append(0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1)))
        assert there[0] < there[1] and gone[there[0]] / gone[-1] < 0.31 and gone[there[1]] / gone[-1] > 0.29
    for starts, expected in (
        ([2.0, 1.0], [0.75, 1.8, 3.0]),  # of one start: two more, farther in
        ([[4.0, 1.0], [1.0, 1.0], [3.0, 1.0], [2.0, 1.0]], [2.0, 3.0, 4.0]),  # of many: the lowest three
    ):
        one = figures.penalty_flow(L1(), starts)
        levels = [L1().value(line.get_xydata()).mean() for line in one.ax.lines if len(line.get_xdata()) == 721]
        np.testing.assert_allclose(levels, expected)


def test_of_many_starts_neither_names_nor_times_are_written():
    for count in (4, 5):
        drawn = figures.penalty_flow(L1(), np.arange(1.0, 2 * count + 1).reshape(count, 2))
        said = {text.get_text() for text in drawn.ax.texts}
        assert ({"A", "D"} <= said) == (count == 4) == any("= 0 at t" in text for text in said)
        assert len(drawn.marks) == 2 * count and "the penalty alone: θ′ = −λ∇Ω(θ)" in " ".join(said)


class HalfKnown(Penalty):
    """|θ₁| + |θ₂|, of which one of flow and arrival is known."""

    value, prox = L1.value, L1.prox

    def __init__(self, name):
        setattr(self, name, getattr(L1(), name))


@pytest.mark.parametrize("name", ["flow", "arrival"])
def test_a_flow_is_exact_only_if_both_its_course_and_its_arrivals_are_known(name):
    drawn = figures.penalty_flow(HalfKnown(name), [2.0, 1.0])
    assert not drawn.exact and figures.penalty_flow(L1(), [2.0, 1.0]).exact
    np.testing.assert_allclose(drawn.hits, [[2, 1]], rtol=1e-9)


# of one coefficient, or against λ


def test_c9_the_upright_bar_is_the_interval_and_the_mark_is_where_the_curves_cross():
    drawn = figures.slope_balance(SquaredError([[1.0]], [1.5]) + 2.0 * L1())
    (bar,) = lines_of(drawn.ax, linewidth=7)
    assert bar.tolist() == [[0, -2], [0, 2]] and drawn.interval == (-2, 2)
    assert lines_of(drawn.ax, marker=look(L1()).marker)[0].tolist() == [[drawn.theta, drawn.slope]]
    for grid, line in ((drawn.grid, drawn.loss_line), (drawn.penalty_grid, drawn.penalty_line)):
        assert any(np.array_equal(shown, np.column_stack([grid, line])) for shown in lines_of(drawn.ax))
    assert drawn.ax.get_xlim() == (drawn.grid[0], drawn.grid[-1]) and -drawn.grid[0] == drawn.grid[-1]
    assert 1.2 * 1.5 < drawn.grid[-1] < 1.5 * 1.5  # the bottom is seen, and is not in the middle
    low, high = drawn.ax.get_ylim()
    steepest = np.abs(drawn.loss_line).max()
    assert -low == high and steepest < high < 1.2 * steepest
    assert {"θ* = 0.5", "−f′(θ)", "λ∂Ω(θ)"} <= {text.get_text() for text in drawn.ax.texts}
    assert not lines_of(figures.slope_balance(SquaredError([[1.0]], [1.5]) + 2.0 * SquaredL2()).ax, linewidth=7)
    window = (-1.0, 3.0, -5.0, 4.0)
    given = figures.slope_balance(SquaredError([[1.0]], [1.5]) + 2.0 * L1(), window=window)
    assert (*given.ax.get_xlim(), *given.ax.get_ylim()) == window and (given.grid[0], given.grid[-1]) == window[:2]


class Ring(Penalty):
    """|θ|, infinite where |θ| < 1."""

    separable = True

    def value(self, theta):
        return np.where((np.abs(theta) < 1).any(axis=-1), np.inf, np.abs(theta).sum(axis=-1))

    def prox(self, v, step):
        return np.where(np.asarray(v) < 0, -1.0, 1.0) * np.maximum(np.abs(v) - step, 1)


def test_slopes_at_zero_need_a_penalty_that_is_finite_there():
    with pytest.raises(ValueError, match=r"needs a penalty that is finite at zero, got Ω\(0\) infinite for Ring"):
        figures.slope_balance(SquaredError([[1.0]], [1.5]) + 2.0 * Ring())


@pytest.mark.parametrize(("lam", "reach"), [(0.0, 1.0), (1e-4, 1.5e-4), (0.5, 1.0), (2.0, 3.0)])
def test_c12_shrinkage_is_seen_to_three_thresholds_and_to_1_at_least(lam, reach):
    """But for a tiny price, which would not be seen at all."""
    assert figures.shrinkage(L1(), lam).xy[[0, -1]] == pytest.approx([-reach, reach])


def test_c12_least_squares_is_dotted_and_a_tick_stands_at_every_threshold():
    drawn = figures.shrinkage([L1(), ElasticNet(0.5), SquaredL2()], 2.0, xx=4.0)
    (dotted,) = lines_of(drawn.ax, linestyle=":", color=FAINT)
    np.testing.assert_allclose(dotted, np.column_stack([drawn.xy, drawn.xy / 4]))
    ticks = np.concatenate(lines_of(drawn.ax, marker="|"))
    np.testing.assert_allclose(sorted(ticks.tolist()), [[-1, 0], [-0.5, 0], [0.5, 0], [1, 0]], atol=1e-8)
    same = figures.shrinkage([L1(), ElasticNet(1.0)], 2.0)
    assert len(lines_of(same.ax, marker="|")) == 1  # two thresholds in one place are one tick
    assert drawn.ax.get_xlabel() == "x·y, with ‖x‖² = 4" and same.ax.get_xlabel() == "x·y, with ‖x‖ = 1"
    jump = figures.shrinkage(RootPower(), 4.0)
    (curve,) = [line for line in jump.ax.lines if line.get_linewidth() == 2.4]
    assert np.isnan(curve.get_ydata()).sum() == 2  # no upright line joins the pieces


def test_c4_both_kinds_of_steps_are_drawn_and_the_legend_stands_where_they_do_not():
    for start, place in ((1.0, 1), (-1.0, 4)):  # upper right, lower right
        drawn = figures.jitter(start, 1.0, 0.3, 9)
        for steps, marker in ((drawn.sign_steps, "x"), (drawn.proximal_steps, look(L1()).marker)):
            (line,) = lines_of(drawn.ax, marker=marker)
            np.testing.assert_array_equal(line, np.column_stack([np.arange(10), steps]))
        legend = drawn.ax.get_legend()
        assert legend._loc == place and len(legend.get_texts()) == 3
        assert all(float(tick).is_integer() for tick in drawn.ax.get_xticks())


def test_c7_a_coefficient_that_is_zero_at_every_price_is_said_to_be():
    drawn = figures.coefficient_path(SquaredError(np.eye(3), [3.0, 0.0, 1.0]) + L1())
    assert drawn.zero_from.tolist()[1] == 0
    first, rest = drawn.alt.split(". ", 1)
    assert first == "3 coefficients with the L1 penalty, for λ from 0.0078 to 7.8"
    assert rest == "Zero for good from λ on: θ₁ 6, θ₃ 2. Zero at every λ drawn: θ₂. At λ_max = 6 all are zero."


def test_c12_the_band_of_correlations_reaches_from_edge_to_edge():
    drawn = figures.correlations(PATH, 2.0)
    (band,) = [patch for patch in drawn.ax.patches if patch.get_alpha()]
    box = band.get_path().get_extents(band.get_patch_transform())
    assert (box.y0, box.y1) == (-1, 1) and band.get_alpha() < 0.3 and not band.get_linewidth()
    edges = [line for line in drawn.ax.lines if line.get_linestyle() == "--"]
    assert [line.get_ydata()[0] for line in edges] == [-1, 1]
    heights = {text.get_text(): text.xy[1] for text in drawn.ax.texts if "λ/2" in text.get_text()}
    assert heights == {"−λ/2 = −1": -1, "λ/2 = 1": 1}
    assert figures.correlations(PATH, 2.0, window=(-7, 5)).ax.get_ylim() == (-7, 5)
    assert figures.correlations(PATH, 2.0).ax.get_xlim() == (-0.8, 3.8)


def test_the_band_of_a_validation_is_one_standard_error_wide_and_each_fold_is_a_thin_line():
    drawn = drawn_once("validation")
    (band,) = [each for each in drawn.ax.collections if isinstance(each, PolyCollection | PathCollection)]
    outline = {tuple(point) for point in band.get_paths()[0].vertices}
    for side in (-1, 1):
        assert set(zip(drawn.lams, drawn.error + side * drawn.standard_error, strict=True)) <= outline
    thin = lines_of(drawn.ax, color=FAINT, linewidth=0.6, alpha=0.5)
    assert band.get_alpha() < 0.3 and not any(band.get_linewidth())
    np.testing.assert_array_equal([line[:, 1] for line in thin], drawn.fold_errors.T)


def test_every_model_at_one_lambda_has_its_own_line_of_zero_and_the_bars_stand_on_it():
    drawn = drawn_once("one_lambda")
    groups = [group.get_segments() for group in drawn.ax.collections]
    zeros, bars = groups[::2], groups[1::2]
    assert len(zeros) == len(bars) == len(drawn.lams)
    for [line], segments in zip(zeros, bars, strict=True):
        assert line[0][1] == line[1][1] and line[0][0] < 0 and line[1][0] > len(segments) - 1
        assert drawn.ax.get_xlim() == (line[0][0], line[1][0])
        assert all(start[1] == line[0][1] for start, _ in segments)
    heads = [text for text in drawn.ax.texts if "here:" in text.get_text()]
    assert [text.get_ha() for text in heads] == ["left"] * len(heads) and all(text.xy[0] == 0 for text in heads)


def test_penalties_side_by_side_are_drawn_from_their_portraits():
    drawn = drawn_once("side_by_side")
    [one], (value, ball, prox, path) = drawn.portraits, [ax for ax in drawn.figure.axes if ax.lines]
    style = {"color": look(L1()).colour, "linewidth": 2.4}
    np.testing.assert_array_equal(lines_of(value, **style), [np.column_stack([drawn.t, np.abs(drawn.t)])])
    np.testing.assert_allclose(
        lines_of(value, linestyle="--")[0], np.column_stack([drawn.t, np.abs(drawn.t)]), rtol=1e-6
    )
    np.testing.assert_array_equal(lines_of(ball, **style), [one.ball])
    assert ball.get_aspect() == 1 and ball.patches[0].get_alpha() < 0.3
    np.testing.assert_array_equal(lines_of(prox, **style), [np.column_stack([drawn.xy, one.curve])])
    np.testing.assert_array_equal(lines_of(prox, linestyle=":"), [np.column_stack([drawn.xy, drawn.xy])])
    first, second = lines_of(path, **style)
    np.testing.assert_array_equal(np.stack([first[:, 1], second[:, 1]], axis=1), one.path)
    assert [line.get_linestyle() for line in path.lines[-2:]] == ["-", "--"]
    assert [ax.get_xlabel() for ax in (value, ball, prox, path)] == list(figures._side_by_side.BELOW)
    for ax in (value, ball, prox, path):
        zero = [line.get_xydata() for line in ax.lines if line.get_linewidth() == 0.8]
        assert len(zero) == 2 and (zero[0][:, 1] == 0).all() and (zero[1][:, 0] == 0).all()


def test_the_centre_of_the_bowl_is_marked_on_the_map_of_zeros():
    drawn = drawn_once("zero_map")
    assert lines_of(drawn.ax, marker="+")[0].tolist() == [BOWL.center.tolist()]
    assert (*drawn.ax.get_xlim(), *drawn.ax.get_ylim()) == drawn.window
    assert all(spine.get_visible() for spine in drawn.ax.spines.values())
    for region in drawn.ax.collections:
        low, high = region.get_paths()[0].get_extents().get_points()
        assert (low >= -drawn.window[1] * 1.02).all() and (high <= drawn.window[1] * 1.02).all()
