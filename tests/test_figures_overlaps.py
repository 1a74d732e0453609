"""The check that finds what lies over a text speaks, once for every kind of fault."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from overlaps import overlaps

from sparsity_kit import (
    L1,
    L2,
    SquaredError,
    SquaredL2,
    data,
    figures,
    lasso_path,
    lasso_paths,
    selection_frequency,
)
from sparsity_kit.figures.canvas import write

FAULTS = {
    "'one' lies over 'two'": lambda ax: [ax.text(0.5, 0.5, "one"), ax.text(0.52, 0.5, "two")],
    "'struck' lies over a line": lambda ax: [ax.text(0.4, 0.5, "struck", va="center"), ax.axhline(0.5, linewidth=0.8)],
    "'hiding' lies over a line": lambda ax: [write(ax, "hiding", (0.5, 0.5), (0, 0)), ax.axhline(0.5, linewidth=2)],
    "'marked' lies over a marker": lambda ax: [ax.text(0.5, 0.5, "marked"), ax.plot(0.52, 0.51, "o")],
    "'outside' leaves the figure": lambda ax: ax.text(1.0, 0.5, "outside", fontsize=40),
    "'left' lies over an axis": lambda ax: ax.text(0.0, 0.5, "left", ha="center"),
    "'barred' lies over a bar": lambda ax: [ax.text(0.5, 0.2, "barred"), ax.bar([0.5], [0.4], width=0.2)],
    "'led' is crossed by the leader": lambda ax: [
        ax.text(0.5, 0.5, "led", ha="center", va="center"),
        ax.annotate("far", (0.2, 0.5), (0.8, 0.5), va="center", arrowprops={"arrowstyle": "-"}),
    ],
}


def unit_square():
    ax = Figure().add_subplot()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    return ax


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_nothing_else(fault):
    ax = unit_square()
    assert overlaps(ax.figure) == []
    FAULTS[fault](ax)
    found = overlaps(ax.figure)
    assert found and all(one.startswith(fault) for one in found)


def test_a_thin_line_may_end_at_a_halo():
    ax = unit_square()
    ax.axhline(0.5, linewidth=0.8)
    write(ax, "interrupted", (0.5, 0.5), (0, 0))
    assert overlaps(ax.figure) == []


def test_one_caption_stands_below_panels_that_share_it_and_no_tick_below_the_first_price():
    loss = SquaredError([[1, 0], [1, 1], [0, 1]], [3, 3, 1])
    left, right = figures.panels(2)
    figures.coefficient_path(loss + np.array([0.0, 4.0, 14.0]) * L1(), ax=left)
    figures.coefficient_path(loss + np.array([0.0, 4.0, 14.0]) * L1(), ax=right)
    assert left.figure.get_supxlabel().count("no ½") == 1
    assert not any("½" in text.get_text() for ax in (left, right) for text in ax.texts)
    assert min(left.get_xticks()) == 0
    assert overlaps(left.figure) == []


def test_what_panels_say_alike_stands_once_below_them_and_what_they_say_alone_below_each():
    left, right = figures.panels(2)
    figures.penalty_flow(SquaredL2(), [3.0, -1.0], 0.5, ax=left)
    figures.penalty_flow(L2(), [3.0, -1.0], 0.5, ax=right)
    written = [[text.get_text() for text in ax.texts] for ax in (left, right)]
    assert left.figure.get_supxlabel() == "the penalty alone: θ′ = −λ∇Ω(θ)"
    assert "start: never zero, t = 3 shown" in written[0] and "start: θ₁ and θ₂ = 0 at t = 6.32" in written[1]
    assert overlaps(left.figure) == []


def test_the_same_names_stand_once_below_panels_and_others_below_each():
    left, middle, right = figures.panels(3)
    for ax in (left, middle):
        figures.unit_balls([L1(), L2()], ax=ax)
    figures.unit_balls([L1(), SquaredL2()], ax=right)
    [shared] = left.figure.legends
    assert [text.get_text() for text in shared.get_texts()] == ["L1", "L2"]
    assert figures.unit_balls([L1()]).ax.get_legend() is None  # one needs no name beside the title
    assert left.get_legend() is None and middle.get_legend() is None and right.get_legend()
    assert overlaps(left.figure) == []


def test_the_names_of_many_stand_below_all_else():
    ax = figures.unit_balls([L1(), SquaredL2()]).ax
    ax.figure.draw_without_rendering()
    assert ax.get_legend().get_window_extent().y1 < ax.xaxis.label.get_window_extent().y0


@pytest.mark.parametrize("names", [["systolic blood pressure, left"] * 4, ["a" * 60] * 4], ids=["long", "very long"])
def test_names_of_any_length_stay_out_of_the_lines(names):
    problem = data.random_regression(20, 4, n_nonzero=2, correlation=0.5, seed=0)
    weights = np.random.default_rng(0).multinomial(20, [1 / 20] * 20, size=50)
    often = selection_frequency(lasso_paths(problem.X, problem.y, weights))
    path = lasso_path(problem.X, problem.y)
    drawn = [figures.path(path, names), figures.stability(often, names), figures.correlations(path, 5.0, names)]
    for each in drawn:
        assert [fault for fault in overlaps(each.figure) if names[0][:10] in fault] == [] and names[0] in each.alt
