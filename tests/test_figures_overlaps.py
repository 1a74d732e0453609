"""The check that finds what lies over a text speaks, once for every kind of fault."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from overlaps import overlaps

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    Lq,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    cross_validate,
    data,
    figures,
    lasso_path,
    lasso_paths,
    selection_frequency,
)
from sparsity_kit.figures.canvas import write
from sparsity_kit.live import PenaltyLab

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


@pytest.mark.parametrize(
    "penalty", [ElasticNet(0.536388), Penalty.of("min(abs(t), 1)"), Penalty.of("log(1 + abs(t)) + abs(t)/2")], ids=repr
)
def test_a_title_with_a_penalty_of_a_long_name_stays_in_the_figure_and_keeps_equations_whole(penalty):
    objective = Quadratic([[1.0, 0.3], [0.3, 0.6]], [0.2, 1.3]) + 0.792 * penalty
    for drawn in (figures.loss_meets_ball(objective), figures.normal_cone(objective)):
        assert overlaps(drawn.figure) == []
        assert not any(line.startswith("=") or line.endswith("=") for line in drawn.ax.get_title("left").split("\n"))


@pytest.mark.parametrize(
    "formula", ["1 - max(1 - abs(t), 0)**2", "Piecewise((t**2, abs(t) <= 1/2), (abs(t) - 1/4, True))"]
)
def test_a_long_formula_leaves_room_for_its_curve(formula):
    for drawn in (figures.shrinkage(Penalty.of(formula), 1.5), PenaltyLab(formula).drawing()):
        assert overlaps(drawn.figure) == [] and formula in drawn.alt
        drawn.figure.draw_without_rendering()
        assert drawn.ax.get_window_extent().width > 0.4 * drawn.figure.bbox.width


@pytest.mark.parametrize("penalty", [SquaredL2(), ElasticNet(0.1), L1()], ids=repr)
def test_the_line_at_zero_runs_through_no_name_of_what_a_price_has_shrunk(penalty):
    assert overlaps(figures.shrinkage(penalty, 200.0).figure) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_counts_above_a_validation_are_not_struck_through_by_a_fold(seed):
    random = np.random.default_rng(seed)
    X = random.normal(size=(30, 6)) + random.normal(size=(30, 1))
    cv = cross_validate(SquaredError(X, X[:, 0] + random.normal(size=30)) + 0.0 * L1())
    assert overlaps(figures.validation(cv).figure) == []


@pytest.mark.parametrize("penalty", [L1(), ElasticNet(0.5), Lq(0.5)], ids=repr)
@pytest.mark.parametrize("lam", [0.6, 2.0, 200.0])
def test_the_slopes_of_a_penalty_are_named_beside_what_is_seen_of_them(penalty, lam):
    """Also where the picture has only the upright piece at zero, as for a price far above the loss's slopes."""
    drawn = figures.slope_balance(Quadratic([[0.0714]], [0.71]) + lam * penalty)
    assert overlaps(drawn.figure) == []
    [name] = [text for text in drawn.ax.texts if text.get_text() == "λ∂Ω(θ)"]
    assert drawn.ax.bbox.contains(*drawn.ax.transData.transform(name.xy))
