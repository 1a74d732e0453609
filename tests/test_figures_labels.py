"""Labels hide nothing: neither the ball, nor a touching contour, nor a marker, nor another label."""

import itertools

import numpy as np
import pytest
from figures_problems import BOWL
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sparsity_kit import L1, L2, ElasticNet, Penalty, Quadratic, SquaredError, SquaredL2, constrained, figures
from sparsity_kit.data import random_regression
from sparsity_kit.figures.ink import MARKER, THINNEST, Ink
from sparsity_kit.figures.labels import BESIDE_LINE, LEADER, Placed, place

ROUND = Quadratic([[1.0, 0.45], [0.45, 1.0]], center=[0.7, 2.1])
LEANING = Quadratic([[2, -1], [-1, 2]], [7, 4])
STARTS = [[3, -1], [-1, 2.5], [2, 2]]
LINE = SquaredError([[1.0]], [1.5])
DATA = random_regression(60, 8, 3, correlation=0.4, seed=4)
MANY = SquaredError(DATA.X, DATA.y)
PICTURES = {
    "corner": lambda ax: figures.loss_meets_ball(constrained(ROUND + L1(), 1.0), ax=ax),
    "disc": lambda ax: figures.loss_meets_ball(constrained(ROUND + L2(), 1.0), ax=ax),
    "leaning disc": lambda ax: figures.loss_meets_ball(LEANING + 3.0 * SquaredL2(), ax=ax),
    "small price": lambda ax: figures.loss_meets_ball(LEANING + 0.2 * SquaredL2(), ax=ax),
    "edge": lambda ax: figures.loss_meets_ball(LEANING + 4.0 * L1(), ax=ax),
    "leaning corner": lambda ax: figures.loss_meets_ball(LEANING + 12.0 * L1(), ax=ax),
    "cone": lambda ax: figures.normal_cone(BOWL + 6.0 * L1(), ax=ax),
    "balance off zero": lambda ax: figures.slope_balance(LINE + 2.0 * L1(), ax=ax),
    "balance at zero": lambda ax: figures.slope_balance(LINE + 4.0 * L1(), ax=ax),
    "balance, elastic net": lambda ax: figures.slope_balance(LINE + 2.0 * ElasticNet(0.5), ax=ax),
    "flow of L1": lambda ax: figures.penalty_flow(L1(), STARTS, lam=0.5, ax=ax),
    "flow of squared L2": lambda ax: figures.penalty_flow(SquaredL2(), STARTS, lam=0.5, ax=ax),
    "paths that end at the top": lambda ax: figures.coefficient_path(MANY + L1(), ax=ax),
    "paths on a plain scale": lambda ax: figures.coefficient_path(MANY + np.linspace(0, 1500, 60) * L1(), ax=ax),
    "highlighted paths": lambda ax: figures.coefficient_path(MANY + L1(), highlight=[0, 2, 5], ax=ax),
}


def boxes(ax):
    """The boxes of the placed labels of a drawn picture, by text; and the renderer."""
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    placed = [text for text in ax.texts if isinstance(text, Placed)]
    bare = {text.get_text(): Text.get_window_extent(text, renderer) for text in placed}  # without the leader
    return bare, renderer


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_no_label_hides_a_thick_line_or_a_marker_or_another_label(draw, count):
    ax = figures.panels(count)[-1]
    draw(ax)
    labels, renderer = boxes(ax)
    assert labels
    for line in ax.lines:
        vertices = line.get_transform().transform(line.get_xydata())
        size = line.get_markersize() * ax.figure.dpi / 72 / 2
        for name, box in labels.items():
            if line.get_linewidth() >= 1.9 and line.get_linestyle() != "None" and len(vertices) > 1:
                assert not Path(vertices).intersects_bbox(box, filled=False), name
            if line.get_marker() != "None":
                assert not box.padded(size - 1).count_contains(vertices), name
    others = [ax.get_legend().get_window_extent(renderer)] if ax.get_legend() else []
    for one, other in itertools.combinations([*labels.values(), *others], 2):
        assert Bbox.intersection(one, other) is None
    for box in labels.values():
        assert ax.bbox.containsx(box.x0) and ax.bbox.containsx(box.x1)
        assert ax.bbox.containsy(box.y0) and ax.bbox.containsy(box.y1)


def test_a_free_label_stands_where_it_is_preferred_and_close():
    ax = figures.panels(1)[0]
    ax.plot([0, 1], [0, 1], linestyle="None")
    label = place(ax, "here", (0.5, 0.5), prefer=(-1, 0))
    box = boxes(ax)[0]["here"]
    at = ax.transData.transform((0.5, 0.5))
    assert box.x1 < at[0] < box.x1 + 30 and box.y0 < at[1] < box.y1
    assert not label.arrow_patch.get_visible()


def test_a_crowded_label_steps_aside_and_is_led_back():
    ax = figures.panels(1)[0]
    t = np.linspace(0, 12 * np.pi, 2000)
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    ax.plot(0.02 * t / np.pi * np.cos(t), 0.02 * t / np.pi * np.sin(t), linewidth=3)
    label = place(ax, "here", (0, 0))
    box = boxes(ax)[0]["here"]
    assert not Path(ax.transData.transform(ax.lines[0].get_xydata())).intersects_bbox(box, filled=False)
    assert np.hypot(*label.xyann) > LEADER and label.arrow_patch.get_visible()


def test_a_name_may_stand_on_either_side_of_its_line_alike():
    places = set(BESIDE_LINE)
    assert places == {(-x, y) for x, y in places} == {(x, -y) for x, y in places} and len(places) == len(BESIDE_LINE)


def test_what_a_label_would_hide_weighs_by_its_width_and_how_pale_it_is():
    ax = figures.panels(1)[0]
    (line,) = ax.plot([0, 1], [0.5, 0.5])
    label = place(ax, "", (0.5, 0.5))
    everywhere = np.full(2, -np.inf), np.full(2, np.inf)

    def weight(**style):
        line.set(**({"linewidth": 2, "alpha": None, "linestyle": "-", "marker": "None"} | style))
        return Ink(label, FigureCanvasAgg(ax.figure).get_renderer(), 1.0).below(*everywhere)

    usual = weight()
    assert [weight(alpha=1), weight(alpha=0.25), weight(linewidth=4)] == [usual, usual / 4, 4 * usual]
    assert weight(linewidth=0.1) == weight(linewidth=0.2) == pytest.approx(usual * THINNEST / 4)
    assert weight(marker="o") - usual == weight(marker="o", linestyle="None") == 2 * 9 * MARKER
    ax.text(0.5, 0.9, "after the label, which gives way to those before it alone")
    assert weight() == usual and weight(linestyle="None") == 0


def test_the_legend_of_arrivals_stands_below_the_axes():
    ax = figures.penalty_flow(L1(), STARTS, lam=0.5).ax
    FigureCanvasAgg(ax.figure).draw()
    (below,) = [text for text in ax.texts if "the penalty alone" in text.get_text()]
    assert below.get_text().startswith("A: θ₁ = 0 at t = 6; B: θ₂ = 0 at t = 5\nC: θ₁ and θ₂ = 0 at t = 4")
    assert below.get_window_extent().y1 < ax.bbox.y0
    never = figures.penalty_flow(SquaredL2(), STARTS, lam=0.5).ax
    assert any(text.get_text().startswith("A, B, C: never zero, t = 3 shown") for text in never.texts)


def test_c12_the_largest_price_is_written_in_four_digits():
    drawn = figures.coefficient_path(SquaredError(np.eye(2), [949.435, 61.727]) + L1())
    assert any(text.get_text() == "$\\lambda_{\\max}$ = 1899" for text in drawn.ax.texts)
    assert drawn.alt.endswith("Zero for good from λ on: θ₁ 1899, θ₂ 123.5. At λ_max = 1899 all are zero.")
    plain = figures.coefficient_path(SquaredError(np.eye(2), [949.435, 61.727]) + np.linspace(0, 5000, 5) * L1())
    np.testing.assert_allclose(plain.zero_from, [1898.87, 123.454], rtol=2e-5)


def test_a_title_that_is_longer_than_its_panel_is_broken_and_no_other():
    loss, formula = Quadratic(np.eye(2), [2.0, 1.0]), "min(abs(t),1) + max(min(abs(t),3) - 2,0)"
    left, right = figures.panels(2)
    drawn = [
        figures.loss_meets_ball(loss + 1.2 * Penalty.of(formula), ax=left),
        figures.loss_meets_ball(loss + L1(), ax=right),
    ]
    titles = [each.ax.get_title() for each in drawn]
    assert titles[0].startswith(formula) and titles[0].count("\n") == 1 and titles[1].count("\n") == 0
    drawer = FigureCanvasAgg(left.figure).get_renderer()
    left.figure.draw(drawer)
    assert left.title.get_window_extent(drawer).x1 < right.title.get_window_extent(drawer).x0
