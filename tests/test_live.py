"""The live pictures without a browser: their state, its errors, what is saved of it, and the printed picture."""

import base64
import html
import json
import re

import numpy as np
import pytest
import sympy as sp
import traitlets
from ipywidgets import Widget
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from strangers import Both, Box, huber

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    Loss,
    Lq,
    Quadratic,
    SquaredError,
    SquaredL2,
    constrained,
    minimize,
)
from sparsity_kit.figures import looks
from sparsity_kit.flow import hitting_times, penalty_flow, proximal_iteration, sign_iteration
from sparsity_kit.live import LossMeetsBall, PathExplorer, PenaltyFlow, PenaltyLab, SlopeBalance, Threshold, Validation
from sparsity_kit.live.export import LivePage
from sparsity_kit.live.shapes import PENALTIES
from sparsity_kit.live.widget import module

BOWL = Quadratic([[1.0, 0.5], [0.5, 1.0]], center=[0.7, 2.1])
EVERY = [L1(), SquaredL2(), L2(), ElasticNet(0.3), Lq(0.5), Lq(1.5)]
every_penalty = pytest.mark.parametrize("penalty", EVERY, ids=repr)
WIDGETS = [LossMeetsBall, PathExplorer, PenaltyFlow, PenaltyLab, SlopeBalance, Threshold, Validation]
every_widget = pytest.mark.parametrize("widget", WIDGETS)


@every_penalty
def test_the_objective_goes_in_and_comes_out(penalty):
    picture = LossMeetsBall(BOWL + 1.5 * penalty)
    assert np.array_equal(picture.loss.A, BOWL.A) and np.array_equal(picture.loss.center, BOWL.center)
    assert repr(picture.objective.penalty) == repr(penalty) and picture.lam == 1.5


def test_a_regression_becomes_its_bowl():
    loss = SquaredError([[1, 0], [0, 1], [1, -1]], [8, 3, 2])
    picture = LossMeetsBall(loss + 3.0 * L1())
    assert np.allclose(picture.center, [7, 4]) and np.allclose(picture.A, loss.gram)
    assert np.allclose(picture.theta, minimize(loss + 3.0 * L1()).theta)


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), L2(), ElasticNet(0.3)], ids=repr)
def test_theta_is_the_kits_and_price_and_budget_belong_together(penalty):
    picture = LossMeetsBall(BOWL + 1.5 * penalty)
    assert np.allclose(picture.theta, minimize(BOWL + 1.5 * penalty).theta, atol=1e-9)
    assert picture.radius == pytest.approx(float(penalty.value(picture.theta)), rel=1e-9)
    assert picture.solution.stationarity_gap < 1e-8
    picture.form = "constrained"
    picture.radius = 0.8
    assert picture.lam == pytest.approx(float(constrained(BOWL + penalty, 0.8).lam), rel=1e-9)
    picture.center = [-1.0, 1.0]
    assert picture.radius == 0.8 and penalty.value(picture.theta) == pytest.approx(0.8)


def test_the_one_that_is_not_given_may_be_set_as_well_and_the_given_one_follows():
    picture = LossMeetsBall(BOWL + 1.5 * L1())
    picture.radius = 1.0
    assert picture.form == "penalised" and picture.lam == pytest.approx(2.9)
    picture.form = "constrained"
    picture.lam = 1.5
    assert picture.radius == pytest.approx(LossMeetsBall(BOWL + 1.5 * L1()).radius)
    assert LossMeetsBall(BOWL + 1.5 * L1(), radius=1.0).lam == pytest.approx(2.9)


def test_a_state_is_solved_once_whoever_asks_and_nobody_changes_what_is_kept(monkeypatch):
    solved, solve = [], LossMeetsBall._solve
    monkeypatch.setattr(LossMeetsBall, "_solve", lambda picture, form: solved.append(form) or solve(picture, form))
    picture = LossMeetsBall(BOWL + 1.5 * L1(), radius=1.0)
    picture.theta[:] = 9.0
    assert L1().value(picture.theta) == pytest.approx(1.0) and picture.drawing() and solved == ["constrained"]
    picture.A = [[2.0, 0.0], [0.0, 2.0]]
    assert solved == ["constrained"] * 2 and L1().value(picture.theta) == pytest.approx(1.0)


def test_a_centre_inside_the_ball_costs_nothing():
    picture = LossMeetsBall(BOWL + 1.0 * L1(), radius=3.0)
    assert picture.lam == 0 and np.array_equal(picture.theta, [0.7, 2.1]) and picture.radius == 3.0


def test_where_no_price_leads_it_says_so():
    """For q < 1 a price that makes a point stationary may make another one lower."""
    picture = LossMeetsBall(Quadratic([[1.0, 0.0], [0.0, 1.0]], [1.0, 1.1]) + 1.0 * Lq(0.5), radius=1.3)
    assert Lq(0.5).value(picture.theta) == pytest.approx(1.3)
    with pytest.raises(ValueError, match=r"no price leads to θ\* = .*because Lq\(0.5\) is not convex; read .theta"):
        picture.solution  # noqa: B018


@pytest.mark.parametrize("penalty", [SquaredL2(), ElasticNet(0.0), Lq(1.5)], ids=repr)
def test_a_budget_of_zero_leads_to_zero_also_where_no_price_does(penalty):
    """The picture in the browser says that the price is infinite, a number that no trait can hold."""
    picture = LossMeetsBall(BOWL + 1.5 * penalty)
    picture.form, picture.radius = "constrained", 0.0
    assert (
        not picture.theta.any() and picture.lam == 1.5 and LossMeetsBall(BOWL + 1.0 * penalty, radius=0.0).radius == 0
    )
    with pytest.raises(ValueError, match=r"no price leads to θ\* = \(0, 0\): .* has no corner there; read .theta"):
        picture.solution  # noqa: B018
    with pytest.raises(ValueError, match=r"no price leads to a budget of 0 with .*; take a larger radius"):
        picture.drawing()
    picture.lam = 1.0
    assert picture.radius == pytest.approx(float(penalty.value(minimize(BOWL + 1.0 * penalty).theta)))


def test_traits_can_be_observed_and_linked():
    one, other, seen = LossMeetsBall(BOWL + 1.0 * L1()), LossMeetsBall(BOWL + 2.0 * SquaredL2()), []
    one.observe(lambda change: seen.append(change.new), "lam")
    traitlets.link((one, "lam"), (other, "lam"))
    one.lam = 3.0
    assert other.lam == 3.0 and seen == [3.0]


@pytest.mark.parametrize(
    "traits, text",
    [
        ({"lam": -0.5}, "lam must be nonnegative, got -0.5"),
        ({"lam": np.nan}, "lam must be finite, got nan"),
        ({"radius": -1}, "radius must be nonnegative, got -1.0"),
        ({"center": [np.nan, 1]}, r"center must be finite, got nan at index \(0,\)"),
        ({"center": [1, 2, 3]}, r"center must have shape \(2,\), got \(3,\)"),
        ({"center": [1e60, 0]}, r"center is too large to draw, it reaches 1.0e\+60; rescale it"),
        ({"A": [[1, 2], [2, 1]]}, "A must have no negative eigenvalue, got -1: f has no minimum"),
        ({"A": [[1, 1], [1, 1]]}, "A must have two positive eigenvalues, got 0 and 2: .*add a little to the diagonal"),
        ({"A": [[1, 2], [0, 1]]}, "A must be symmetric"),
        ({"A": [[0, 0], [0, 0]]}, "A must have two positive eigenvalues, got 0 and 0"),
        ({"q": 3}, "q must be above 0 and at most 2, got 3.0"),
        ({"l1_ratio": 1.5}, "l1_ratio must be between 0 and 1, got 1.5"),
        ({"reach": 0}, "reach must be above 0, got 0"),
        ({"reach": 1e-60}, "reach is too small to draw, it is 1.0e-60; rescale it"),
        ({"A": [[1e-60, 0], [0, 1e-60]]}, "A is too small to draw, its eigenvalues reach 1.0e-60; rescale it"),
        ({"penalty": "L7"}, "penalty must be one of L1, squared L2, L2, elastic net, Lq, own, got 'L7'"),
        ({"form": 1}, "form must be one of penalised, constrained, got 1"),
    ],
)
def test_bad_state_is_refused_at_the_start_and_later_and_nothing_changes(traits, text):
    with pytest.raises(ValueError, match=text):
        LossMeetsBall(BOWL + 1.0 * L1(), **traits)
    picture = LossMeetsBall(BOWL + 1.0 * L1())
    before = picture.get_state()
    for name, value in traits.items():
        with pytest.raises(ValueError, match=text):
            setattr(picture, name, value)
    assert picture.get_state() == before


class WeightedRows(Loss):
    """Σ wᵢ(xᵢ·θ − yᵢ)², a loss that is a squared error and says so; `factor` 2 is an error in what it says."""

    lipschitz = 100.0

    def __init__(self, X, y, weights, factor=1):
        self.squared = SquaredError(np.sqrt(weights)[:, None] * X, np.sqrt(weights) * y)
        self.n_features, self.factor = X.shape[1], factor

    def value(self, theta):
        return self.squared.value(theta)

    def gradient(self, theta):
        return self.squared.gradient(theta)

    def as_squared_error(self):
        return SquaredError(self.factor * self.squared.X, self.squared.y)


def test_a_loss_of_ones_own_that_is_a_squared_error_is_drawn_live():
    X, y, weights = np.array([[1.0, 2.0], [3.0, 1.0], [1.0, 1.0]]), np.array([1.0, 4.0, 2.0]), np.array([1.0, 4.0, 2.0])
    objective = WeightedRows(X, y, weights) + 2.0 * L1()
    np.testing.assert_allclose(LossMeetsBall(objective).theta, minimize(objective).theta, atol=1e-8)
    told, own = (weights @ (X[:, 0] - factor * y) ** 2 for factor in (2, 1))  # where they are most apart
    text = (
        f"as_squared_error of WeightedRows() is {told / 4:.6g} at θ = [1.0, 0.0], its value {own:.6g}; make them agree"
    )
    with pytest.raises(ValueError, match=re.escape(text)):
        LossMeetsBall(WeightedRows(X, y, weights, factor=0.5) + 2.0 * L1())


@pytest.mark.parametrize(
    "objective, error, text",
    [
        (BOWL, TypeError, "LossMeetsBall takes an objective such as"),
        (Quadratic(np.eye(3), [1, 2, 3]) + 1.0 * L1(), ValueError, "needs a loss in the plane, 2 coefficients, got 3"),
        (
            Logistic([[1, 2], [3, 4]], [0, 1]) + 1.0 * L1(),
            TypeError,
            "takes SquaredError or Quadratic, got Logistic.*give it as_sq",
        ),
        (BOWL + np.ones(3) * L1(), ValueError, "draws one problem, got a batch"),
        (SquaredError([[1, 1], [2, 2]], [1, 2]) + 1.0 * L1(), ValueError, "A must have two positive eigenvalues"),
    ],
)
def test_what_it_cannot_draw_is_refused(objective, error, text):
    with pytest.raises(error, match=text):
        LossMeetsBall(objective)


@pytest.mark.parametrize("objective", [BOWL + 1.5 * huber(), BOWL + 1.5 * GroupL2([0, 0])], ids=repr)
def test_a_penalty_of_ones_own_is_drawn_by_its_formula(objective):
    picture = LossMeetsBall(objective)
    assert picture.penalty == "own" and repr(picture.objective) == repr(objective)
    assert np.allclose(picture.theta, minimize(objective).theta, atol=1e-9)
    picture.form = "constrained"
    picture.radius = 0.5
    assert picture.lam == pytest.approx(float(constrained(objective, 0.5).lam), rel=1e-9)
    picture.penalty = "L1"
    assert picture.objective.penalty.value(picture.theta) == pytest.approx(0.5)
    picture.penalty = "own"
    assert type(picture.objective.penalty) is type(objective.penalty) and picture.drawing().alt


class Wrong(Both):
    """What Σ|θⱼ| + θⱼ² is not: each test changes one thing."""


def wrong(**parts):
    return type("Wrong", (Wrong,), parts)()


@pytest.mark.parametrize(
    "penalty, text",
    [
        (wrong(symbolic=lambda self, t: sum(abs(each) for each in t)), r"at θ = \[.* symbolic is .* and value .*agree"),
        (wrong(symbolic=lambda self, t: sp.gamma(t[0])), r"cannot compute gamma\(theta1\); write the formula with \+"),
        (wrong(symbolic=lambda self, t: (t[0] ** 4 + t[1] ** 4) ** sp.Rational(1, 4)), "whole powers or a square root"),
        (
            wrong(
                value=lambda self, t: np.square(np.asarray(t) - 1).sum(axis=-1),
                symbolic=lambda self, t: sum((each - 1) ** 2 for each in t),
                convex=True,
            ),
            "least at zero and grow outward, and Wrong.* falls somewhere; move its least place to zero",
        ),
        (
            wrong(
                value=lambda self, t: np.log1p(np.abs(t)).sum(axis=-1),
                symbolic=lambda self, t: sum(sp.log(1 + abs(each)) for each in t),
                convex=True,
            ),
            "says that it is convex, but it lies above a chord; set convex = False",
        ),
        (
            wrong(
                value=lambda self, t: np.abs(t).prod(axis=-1),
                symbolic=lambda self, t: abs(t[0] * t[1]),
                convex=False,
            ),
            "no sum over the coefficients and not said to be convex and finite; set convex = True if it is",
        ),
    ],
)
def test_a_formula_that_is_not_true_or_cannot_be_drawn_is_refused_with_its_cure(penalty, text):
    with pytest.raises(ValueError, match=text):
        LossMeetsBall(BOWL + 1.0 * penalty)


@pytest.mark.parametrize(
    "picture, trait, value, text",
    [
        (LossMeetsBall(), "penalty", "own", "'own' in a picture of a penalty of your own; make one of loss"),
        (SlopeBalance(), "penalty", "own", "'own' in a picture of a penalty of your own; make one of loss"),
        (
            LossMeetsBall(BOWL + 1.0 * Box()),
            "form",
            "constrained",
            r"'penalised' for Box\(\), where a budget may have no",
        ),
        (LossMeetsBall(BOWL + 1.0 * Box()), "lam", 0.0, r"at λ = 0 Box\(\) has no slopes left, .*take a positive λ"),
    ],
)
def test_a_state_that_does_not_belong_to_the_penalty_is_refused(picture, trait, value, text):
    before = picture.get_state()
    with pytest.raises(ValueError, match=text):
        setattr(picture, trait, value)
    assert picture.get_state() == before


@pytest.mark.parametrize("size", [1e-30, 1e-6, 1e6, 1e30])
def test_huge_and_tiny_bowls_are_drawn(size):
    picture = LossMeetsBall(Quadratic([[1.0, 0.5], [0.5, 1.0]], size * np.array([0.7, 2.1])) + 2.0 * size * L1())
    assert np.allclose(picture.theta / size, [1 / 30, 43 / 30]) and "on a straight edge" in picture.drawing().alt


@every_widget
def test_the_state_that_a_notebook_saves_brings_the_picture_back(widget):
    picture = widget()
    state = json.loads(json.dumps(picture.get_state(drop_defaults=False), default=str))
    names = [name for name in widget.class_trait_names(sync=True) if not name.startswith("_") and name in state]
    again = widget(**{name: state[name] for name in names if name not in ("layout", "tabbable", "tooltip", "radius")})
    assert {name: getattr(again, name) for name in names if name != "layout"} == {
        name: state[name] for name in names if name != "layout"
    }


@every_widget
def test_where_no_widget_runs_there_is_a_printed_picture_with_its_alt_text(widget):
    picture = widget()
    before = Widget.get_manager_state()["state"].keys()
    data, metadata = picture._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == metadata["image/png"]["alt"] == repr(picture) == picture.drawing().alt
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == picture.model_id
    assert Widget.get_manager_state()["state"].keys() == before  # drawing it makes no widget


@every_widget
def test_a_still_picture_says_that_it_is_one_and_how_it_comes_alive(widget, monkeypatch):
    said, write = [], Figure.supxlabel
    monkeypatch.setattr(
        Figure, "supxlabel", lambda figure, text, **style: said.append(text) or write(figure, text, **style)
    )
    asleep, picture = "a still picture: run this cell in Jupyter, then drag", widget()
    picture.drawing()
    caption = said[-1:]
    assert not any(asleep in text for text in said)
    picture._repr_mimebundle_()
    assert said[-1] == "\n".join([*caption, asleep])


@every_widget
def test_a_module_stands_alone_and_is_small(widget):
    assert "import " not in widget._esm.replace("// ", "") and "http" not in widget._esm.replace(
        "http://www.w3.org", ""
    )
    for path in sorted((p for p in _modules()), key=str):
        assert len(path.read_bytes()) < 20_000, path


def _modules():
    from importlib.resources import files

    return [path for path in files("sparsity_kit.live").iterdir() if path.name.endswith(".js")]


def test_what_is_imported_twice_is_written_once_before_both():
    text = module("loss_meets_ball.js")
    assert text.count("export function cross(") == 1
    assert text.index("export function cross(") < text.index("rho = cross(") and "import {" not in text


def test_colours_are_written_down_in_one_place():
    looks_sent = LossMeetsBall()._looks
    assert looks_sent["penalties"]["L1"]["colour"] == looks.look(L1()).colour
    assert set(PENALTIES) <= set(looks_sent["penalties"])
    for path in _modules():
        assert "#" not in path.read_text(encoding="utf-8").replace("url(#", ""), path


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), ElasticNet(0.3), Lq(0.5)], ids=repr)
def test_slope_balance_takes_an_objective_and_gives_the_kits_answer(penalty):
    objective = SquaredError([[1.0], [2.0]], [3.0, 1.0]) + 1.5 * penalty
    picture = SlopeBalance(objective)
    assert (picture.xx, picture.xy, picture.lam) == (5.0, 5.0, 1.5)
    assert picture.theta == pytest.approx(float(minimize(objective).theta[0]), rel=1e-12)
    assert picture.solution.converged and repr(picture.objective.penalty) == repr(penalty)
    picture.xy = 0.1
    assert (picture.theta == 0.0) == (type(penalty) is not SquaredL2)


@pytest.mark.parametrize(
    "make, error, text",
    [
        (lambda: SlopeBalance(BOWL + 1.0 * L1()), ValueError, "needs one loss of 1 coefficient, got 2"),
        (lambda: SlopeBalance(SquaredError([[0.0]], [1.0]) + 1.0 * L1()), ValueError, "xx must be above 0, got 0"),
        (lambda: SlopeBalance(L1()), TypeError, "SlopeBalance takes an objective such as"),
        (lambda: SlopeBalance(xy=np.nan), ValueError, "xy must be finite, got nan"),
        (lambda: SlopeBalance(lam=-1), ValueError, "lam must be nonnegative, got -1.0"),
        (lambda: SlopeBalance(show_held=1), TypeError, "show_held must be True or False, got 1"),
        (lambda: SlopeBalance(penalty="L2"), ValueError, "penalty must be one of L1, squared L2, elastic net, Lq, own"),
    ],
)
def test_slope_balance_refuses_what_it_cannot_draw(make, error, text):
    with pytest.raises(error, match=text):
        make()


@pytest.mark.parametrize(
    "penalty", [L1(), SquaredL2(), L2(), ElasticNet(0.3), ElasticNet(0.0), ElasticNet(1.0)], ids=repr
)
def test_penalty_flow_gives_the_kits_flow_and_steps(penalty):
    start = np.array([[3.0, 1.0], [-2.0, 0.0]])
    picture = PenaltyFlow(penalty, L2(), start=start, lam=0.5, time=3.0)
    assert repr(picture.penalties) == repr((penalty, L2())) and picture.theta.shape == picture.hitting_times.shape
    for side, each in enumerate((penalty, L2())):
        assert np.array_equal(picture.theta[side], penalty_flow(each, start, 0.5, [3.0])[:, 0])
        assert np.array_equal(picture.hitting_times[side], hitting_times(each, start, 0.5))
    picture.motion, picture.step, picture.time = "proximal steps", 0.1, 0.3  # 0.3 / 0.1 is a little less than 3
    assert np.array_equal(picture.theta[0], proximal_iteration(penalty, start, 0.5, 0.1, 3)[:, -1])
    picture.motion = "sign steps"
    if repr(penalty) in ("L1()", "ElasticNet(1.0)"):
        assert np.array_equal(picture.theta[0], sign_iteration(start, 0.5, 0.1, 3)[:, -1])
    assert np.allclose(picture.theta[1, 0], start[0] * (1 - 0.15 / np.sqrt(10)), rtol=1e-12)


@pytest.mark.parametrize("motion", ["flow", "sign steps", "proximal steps"])
@pytest.mark.parametrize(
    "traits",
    [
        {},
        {"lam": 0.0},
        {"start": [[0, 0]]},
        {"start": [1e-50, 0]},
        {"start": [[1e50, -1e50]]},
        {"lam": 1e-50},
        {"lam": 1e50},
    ],
    ids=str,
)
def test_penalty_flow_is_printed_whatever_its_state(traits, motion):
    picture = PenaltyFlow(time=1.3, motion=motion, **traits)
    drawn = picture.drawing()
    assert drawn.alt.count("At t = 1.3") == 2 and "nan" not in drawn.alt and np.isfinite(picture.theta).all()
    FigureCanvasAgg(drawn.figure).draw()


@pytest.mark.parametrize(
    "make, error, text",
    [
        (lambda: PenaltyFlow(Lq(0.5)), TypeError, r"knows L1, squared L2, L2, elastic net, got Lq\(0.5\)"),
        (
            lambda: PenaltyFlow(ElasticNet(0.2), ElasticNet(0.3)),
            ValueError,
            "draws one l1_ratio, got .*make them equal",
        ),
        (lambda: PenaltyFlow(start=[1, 2, 3]), ValueError, r"start must have shape \(k, 2\), got \(3,\)"),
        (lambda: PenaltyFlow(start=[[1, np.nan]]), ValueError, "start must be finite, got nan"),
        (lambda: PenaltyFlow(start=np.ones((5, 2))), ValueError, "start must be at most 4 points, got 5"),
        (lambda: PenaltyFlow(start=[1e60, 1]), ValueError, r"start is too large to draw, it reaches 1.0e\+60"),
        (lambda: PenaltyFlow(lam=-0.5), ValueError, "lam must be nonnegative, got -0.5"),
        (lambda: PenaltyFlow(lam=1e-60), ValueError, "lam must be 0 or at least 1e-50, got 1e-60; rescale it"),
        (lambda: PenaltyFlow(time=-1), ValueError, "time must be nonnegative, got -1.0"),
        (lambda: PenaltyFlow(step=0), ValueError, "step must be above 0, got 0"),
        (lambda: PenaltyFlow(motion="fast"), ValueError, "motion must be one of flow, sign steps, proximal steps, got"),
        (lambda: PenaltyFlow(second=L1), TypeError, "PenaltyFlow knows"),
    ],
)
def test_penalty_flow_refuses_what_it_cannot_draw(make, error, text):
    with pytest.raises(error, match=text):
        make()


@pytest.mark.parametrize(
    "formula, says",
    [
        ("abs(t)", "The penalty is convex, with the slopes −1 and 1 beside zero. At x·y = 3 θ* is 2."),
        ("2*abs(t)", "The penalty is convex, with the slopes −2 and 2 beside zero. At x·y = 3 θ* is 1."),
        ("4*abs(t)", "beside zero. At x·y = 3 θ* is exactly zero."),
        ("t**2", "The penalty is convex, with the slope 0 at zero. At x·y = 3 θ* is 1."),
        ("sqrt(abs(t))", "The penalty is not convex, with every slope at zero. At x·y = 3 θ* is 2.7."),
    ],
)
def test_a_typed_penalty_is_printed_with_what_it_gives_here(formula, says):
    picture = PenaltyLab(formula, lam=2.0, xy=3.0, reach=2.0)
    drawn, rivals = picture.drawing(), np.linspace(-4, 4, 801)[:, None]
    assert says in drawn.alt
    assert picture.objective.value([picture.theta]) <= picture.objective.value(rivals).min()
    (dot,) = [line for line in drawn.ax.lines if line.get_marker() == "o"]
    assert dot.get_xydata().tolist() == [[3.0, picture.theta]]
    assert [*drawn.ax.get_xlim(), *drawn.ax.get_ylim()] == pytest.approx([-3.15, 3.15, -0.95 * 3.15, 0.95 * 3.15])


def test_the_window_of_a_typed_penalty_is_as_wide_as_told():
    drawn = PenaltyLab("abs(t)", xy=-1.0, reach=2.0).drawing()
    assert drawn.ax.get_xlim() == (-2, 2) and (drawn.xy[0], drawn.xy[-1]) == (-2, 2)


@pytest.mark.parametrize("text", ["a_", r"\left(", "{", r"a < b & \right)"])
def test_a_page_shows_what_is_no_formula_as_it_stands(text):
    notebook = new_notebook(cells=[new_markdown_cell(f"It says ${text}$ here.")])
    page, _ = LivePage().from_notebook_node(notebook)
    assert "It says <" in page and "here." in page


@pytest.mark.parametrize(
    "bars", ["lVert {} rVert ‖", "| {} | ‖", "lvert {} rvert |", "{{ {} }} {{", "langle {} rangle ⟨"]
)
@pytest.mark.parametrize("size", ["", "big", "Biggl"])
def test_a_page_shows_signs_of_a_size_by_themselves_and_not_by_their_names(bars, size):
    (left, _, right, sign), size = bars.format("x").split(), f"\\{size}" * bool(size)
    text = f"${size}\\{left} x {size.replace('l', 'r')}\\{right}$"
    page, _ = LivePage().from_notebook_node(new_notebook(cells=[new_markdown_cell(text)]))
    shown = re.sub("<[^>]+>", "", html.unescape(page[page.index("<math") : page.index("</math>")]))
    assert shown.strip()[0] == sign and "x" in shown and len(shown) == 3


def test_a_page_keeps_latex_that_is_no_single_formula():
    output = new_output("display_data", {"text/latex": "So $a$ and $b$ differ.", "text/plain": "no"})
    page, _ = LivePage().from_notebook_node(new_notebook(cells=[new_code_cell("x", outputs=[output])]))
    assert "differ." in page
