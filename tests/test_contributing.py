"""CONTRIBUTING.md's examples are real: a penalty of at most 20 lines has every view of the kit, a question is good."""

import re
import warnings
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from scipy.optimize import minimize as scipy_minimize
from scipy.optimize import minimize_scalar

from sparsity_kit import Quadratic, SquaredError, derivations, figures, flow, lambda_max, live, minimize
from sparsity_kit.answers import RIGHT, Number
from sparsity_kit.questions import Assignment, Question, judge, variant, vet

GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"
RNG = np.random.default_rng(5)
X, Y = RNG.normal(size=(30, 4)), RNG.normal(size=30)
DELTA = 0.5


def code_blocks():
    return re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def huber():
    """The penalty that the guide's first block of Python defines."""
    block, _ = code_blocks()
    names = {}
    exec(compile(block, str(GUIDE), "exec"), names)
    return names["HuberL1"](DELTA)


def test_the_class_has_at_most_20_lines_of_at_most_120_characters():
    block, _ = code_blocks()
    lines = block[block.index("class ") :].rstrip().splitlines()
    assert len(lines) <= 20
    assert max(map(len, lines)) <= 120
    assert ";" not in block


def test_the_value_is_the_formula(huber):
    assert huber.value(np.array([0.25, -0.5, 2.0])) == pytest.approx(0.0625 + 0.25 + 1.75)
    assert huber.value(np.zeros((2, 3, 4))).shape == (2, 3)


@pytest.mark.parametrize("v", [-3.0, -0.6, -0.1, 0.0, 0.3, 0.9, 5.0])
def test_the_prox_is_the_minimiser_that_defines_it(huber, v):
    step = 0.4
    search = minimize_scalar(lambda t: (t - v) ** 2 / 2 + step * huber.value(np.array([t])), options={"xtol": 1e-12})
    assert huber.prox(np.array([v]), step)[0] == pytest.approx(search.x, abs=1e-6)


def test_the_formula_on_paper_is_the_value(huber):
    symbols = list(sp.symbols("a b c", real=True))
    formula = derivations.as_function(huber.symbolic(symbols), symbols)
    theta = RNG.normal(size=(500, 3))
    np.testing.assert_allclose(formula(*theta.T), huber.value(theta), rtol=0, atol=1e-12)


@pytest.mark.parametrize("method", ["coordinate_descent", "proximal_gradient"])
def test_the_solver_finds_the_minimiser_and_certifies_it(huber, method):
    objective = SquaredError(X, Y) + np.array([0.5, 5.0, 50.0]) * huber
    solution = minimize(objective, method=method)
    assert solution.converged.all()
    assert (solution.duality_gap <= 1e-10 * (Y @ Y)).all()
    assert objective.stationarity_gap(solution.theta).max() < 1e-7
    for lam, theta in zip(objective.lam, solution.theta, strict=True):
        single = SquaredError(X, Y) + lam * huber
        rival = scipy_minimize(single.value, np.ones(4), method="BFGS", options={"gtol": 1e-9})
        np.testing.assert_allclose(theta, rival.x, atol=1e-5)


def test_a_picture_that_takes_formulas_only_names_those_that_take_a_class(huber):
    with pytest.raises(TypeError, match=r"got HuberL1.*; draw a class of your own with LossMeetsBall or SlopeBalance"):
        live.PenaltyLab(huber)


def test_its_flow_is_straight_first_and_then_decays(huber):
    end = flow.penalty_flow(huber, [2.0, -0.25], 1.0, [1.5])[0]
    np.testing.assert_allclose(end, [0.5, -0.25 * np.exp(-3)], atol=1e-5)
    assert (flow.hitting_times(huber, [2.0, -0.25], 1.0) == np.inf).all()


def test_without_a_corner_no_price_gives_zeros(huber):
    """C13: it is the kink at zero that makes coefficients vanish, and this penalty has none."""
    assert lambda_max(SquaredError(X, Y), huber) == np.inf
    assert (minimize(SquaredError(X, Y) + 50.0 * huber).theta != 0).all()


def test_the_derived_minimiser_is_the_one_the_solver_finds(huber):
    """C13 again, on paper: the slopes at zero are the single number 0."""
    assert derivations.subdifferential_at_zero(huber) == sp.FiniteSet(0)
    x, y, lam = derivations.x, derivations.y, derivations.lam
    formula = derivations.as_function(derivations.minimiser(huber).result, [x, y, lam])
    for a, b, price in RNG.uniform(0.5, 3, size=(20, 3)) * RNG.choice([-1, 1], size=(20, 3)) ** [1, 1, 2]:
        found = minimize(SquaredError([[a]], [b]) + price * huber).theta[0]
        assert formula(a, b, price) == pytest.approx(found, abs=1e-8)


def test_the_picture_shows_the_minimiser(huber):
    objective = Quadratic([[2.0, 0.5], [0.5, 1.0]], center=[2.0, 1.0]) + 1.5 * huber
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = figures.loss_meets_ball(objective)
    np.testing.assert_allclose(drawn.point, minimize(objective).theta, atol=1e-8)
    assert drawn.case == "smooth"
    assert drawn.radius == pytest.approx(huber.value(drawn.point))
    assert "HuberL1" in drawn.alt
    np.testing.assert_allclose(live.LossMeetsBall(objective).theta, drawn.point, atol=1e-8)


def test_the_question_is_drawn_judged_and_vetted():
    _, block = code_blocks()
    names = {"Question": Question, "RIGHT": RIGHT, "Number": Number}
    exec(compile(block, str(GUIDE), "exec"), names)
    mine = variant(Assignment("hw9", "", (names["QUESTION"],)), names["QUESTION"], b"a secret", "student:ann")
    assert vet(mine) == [] and judge(mine, mine.given["a"]).correct
    assert judge(mine, mine.given["a"] / 2).mistake.name == "factor 2 lost"


def test_what_is_added_is_named_in_the_tests_where_the_guide_says():
    told = set(re.findall(r"`(\w+)`\s+in\s+`(tests/\w+\.py)`", GUIDE.read_text(encoding="utf-8")))
    assert {name for name, _ in told} >= {
        "EVERY", "losses", "cvxpy_loss", "EVERY_FIGURE", "NAMED", "STATED", "DRAWN",
    }  # fmt: skip
    for name, path in told:
        assert re.search(rf"^(def )?{name}\b", (GUIDE.parent / path).read_text(encoding="utf-8"), re.MULTILINE), path
