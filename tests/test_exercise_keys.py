"""Right options and other keys that the lessons' exercises state, against solvers, flows and derivations."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    cross_validate,
    data,
    derivations,
    lasso_paths,
    minimize,
    selection_frequency,
)
from sparsity_kit.data import diabetes
from sparsity_kit.flow import hitting_times, proximal_iteration, sign_iteration
from sparsity_kit.homework.register import QUESTIONS, assignment_of
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.questions import Variant
from sparsity_kit.solve.prices import lambda_max

BY_PAIR = {(True, False): "A", (False, True): "B", (True, True): "C", (False, False): "D"}
ROUND = np.eye(2)
PAIR = np.array([[2.0, 1.0], [1.0, 2.0]])
SMALL, WANTED = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, -1.0], [1.0, 0.0, -1.0]]), np.array([1.0, 2.0, 3.0])


def zeros(loss, penalty=None, lam=1.0):
    return minimize(loss + lam * (penalty or L1())).theta == 0


class Power(Penalty):
    """Σ |θⱼ|ᵖ, as a formula only."""

    separable = True

    def __init__(self, exponent):
        self.exponent = Fraction(exponent)

    def symbolic(self, theta):
        return sum(abs(t) ** self.exponent for t in theta)


def who_has_zeros():
    loss = Quadratic(ROUND, center=[2.0, 0.3])
    return BY_PAIR[bool(zeros(loss).any()), bool(zeros(loss, SquaredL2()).any())]


def first_to_arrive():
    first, second = hitting_times(L1(), np.array([3.0, -1.0]), 0.25)
    return "A" if first < second else "B" if second < first else "C"


def step_with_zeros():
    jitter = (sign_iteration([3.1, -1.0], 1.0, 0.3, 50) == 0).any()
    return BY_PAIR[bool(jitter), bool((proximal_iteration(L1(), [3.1, -1.0], 1.0, 0.3, 50) == 0).any())]


def where_it_touches():
    loss = Quadratic(ROUND, center=[2.0, 1.8])
    walk = np.linspace([1.0, 0.0], [0.0, 1.0], 2001)
    alive = walk[loss.value(walk).argmin()] != 0
    return BY_PAIR[tuple(alive.tolist())]


def touches_at_the_corner():
    theta, downhill = np.array([0.0, 1.5]), np.array([1.2, 2.0])
    loss = Quadratic(ROUND, center=theta + downhill / 2)
    return any(np.allclose(minimize(loss + lam * L1()).theta, theta, atol=1e-9) for lam in (1.2, 2.0))


def share_with_a_zero():
    side = (np.arange(300) + 0.5) / 50 - 3  # the midpoints of 300 equal pieces of [−3, 3]
    return zeros(Quadratic(ROUND, np.stack(np.meshgrid(side, side), axis=-1)), lam=2.0).any(axis=-1).mean()


def price_of_the_quartic():
    return float(abs(sp.diff((derivations.theta - 2) ** 4, derivations.theta).subs(derivations.theta, 0)))


def possible_gradient():
    theta = np.array([1.5, 0.0, -0.5])
    gradients = {"A": [4, 1, -4], "B": [-4, 5, 4], "C": [-4, 1, 4], "D": [-4, 1, 2]}
    losses = {letter: Quadratic(np.eye(3), center=theta - np.array(g) / 2) for letter, g in gradients.items()}
    (letter,) = (letter for letter, loss in losses.items() if (loss + 4.0 * L1()).stationarity_gap(theta) < 1e-9)
    return letter


def price_of_the_vector():
    return {4.0: "A", 5.0: "B", 7.0: "C"}[round(float(lambda_max(Quadratic(ROUND, center=[-1.5, -2.0]), L2())), 9)]


def dead_groups():
    zero = zeros(Quadratic(np.eye(3), center=[-1.5, 2.0, -2.25]), GroupL2([0, 0, 1]), 4.6)
    return {(True, True): "A", (True, False): "B", (False, True): "C", (False, False): "D"}[tuple(zero[1:].tolist())]


def with_a_kink():
    penalties = {"A": L1(), "B": SquaredL2(), "C": Power("3/2"), "D": ElasticNet(0.5), "E": Power("1/2")}
    return {name for name, each in penalties.items() if derivations.subdifferential_at_zero(each).sup > 0}


def survivors_at_right_angles():
    return int((~zeros(Quadratic(np.eye(5), center=[5.0, 4.0, 2.0, -1.8, -1.0]), lam=3.0)).sum())


def effect_of_units():
    x, y = np.array([[0.5], [1.0], [-2.0]]), np.array([1.0, 0.0, -1.0])
    return {1.0: "A", 1000.0: "B", 0.001: "C"}[round(float(lambda_max(1000 * x, y) / lambda_max(x, y)), 9)]


def survivors():
    gram, correlations = np.array([[1.0, 0.8], [0.8, 1.0]]), np.array([1.0, 0.7])
    zero = np.abs(minimize(Quadratic(gram, np.linalg.solve(gram, correlations)) + 1.0 * L1()).theta) < 1e-9
    return {(True, True): "D", (True, False): "C", (False, True): "B", (False, False): "A"}[tuple(zero.tolist())]


def price_of_bmi():
    data = diabetes()
    return float(lambda_max(data.X[:, [data.names.index("bmi")]], data.y))


def verdict_on_tch():
    data = diabetes()
    j, theta = data.names.index("tch"), minimize(SquaredError(data.X, data.y) + 200.0 * L1()).theta
    left_over = data.y - np.delete(data.X, j, axis=1) @ np.delete(theta, j)
    alive_alone, alive_here = (abs(data.X[:, j] @ each) > 100 for each in (data.y, left_over))
    return {(True, False): "B", (False, False): "C"}.get((bool(alive_alone), bool(alive_here)), "A")


def how_to_find_a_zero():
    """The partial residuals of a solution that jitters tell who is dead at the minimum, though no θⱼ is zero."""
    loss = SquaredError(PAIR, [4.0, 0.0])
    theta = sign_iteration([0.0, 0.0], 3.0, 0.01, 400, loss)[-1]
    partial = -loss.gradient(theta) / 2 + np.square(PAIR).sum(axis=0) * theta
    dead = ~minimize(loss + 3.0 * L1()).support
    return "C" if ((np.abs(partial) <= 3.0 / 2) == dead).all() and not (theta[dead] == 0.0).any() else "A"


def price_of_the_next_entry():
    """A little above it column a is dead, a little below it is alive."""
    support = minimize(SquaredError(SMALL, WANTED) + np.array([5 + 1e-6, 5 - 1e-6]) * L1()).support
    return 5 if support[:, 0].tolist() == [False, True] else None


def what_can_happen():
    """Each letter is tried out on a table that shows it, or on what can be proved of all."""
    path, largest = lasso_path(SMALL, WANTED), int(np.argmax(np.abs(SMALL.T @ WANTED)))
    signs = np.sign(path(np.array([4.0, 1.0, 0.1]))[:, largest]).tolist()
    shown = {
        "A": minimize(SquaredError(PAIR, [4.0, -2.0]) + 3.0 * L1()).support[1],
        "B": path(1.0)[largest] == 0.0,
        "C": not path(path.lams[0] * (1 - 1e-6)).any(),
        "D": signs[1] == 0.0 != signs[2],
        "E": signs[0] == -signs[2] != 0.0,
    }
    return {letter for letter, is_so in shown.items() if is_so}


def what_leaks():
    """On noise an honest error is that of guessing the mean; only a choice of columns beforehand seems to do better."""
    random = np.random.default_rng(1)
    X, y = random.standard_normal((40, 400)), random.standard_normal(40)
    visits = np.repeat(np.arange(20), 2)
    chosen = np.argsort(-np.abs(X.T @ y))[:10]
    ways = {
        "A": cross_validate(X, y, folds=5), "B": cross_validate(X[:, chosen], y, folds=5),
        "C": cross_validate(X, y, folds=5, groups=visits), "D": cross_validate(X, y, folds=5, scale=False),
    }  # fmt: skip
    return next(way for way, cv in ways.items() if cv.lowest_error < 0.7 * y.var())


def what_a_share_repeats():
    """Other samples give about the same share at the same λ; at a small λ nearly all choose it, whatever is true."""
    patients = data.diabetes()
    sex = patients.names.index("sex")
    shares = []
    for seed in (1, 2):
        draws = np.random.default_rng(seed).multinomial(442, np.full(442, 1 / 442), size=300)
        often = selection_frequency(lasso_paths(patients.X, patients.y, weights=draws))
        shares.append((often(224.5)[sex], often(20.0)[sex]))
    (first, small), (second, _) = shares
    assert small > 0.99
    return "C" if abs(first - 0.71) < 0.08 and abs(second - 0.71) < 0.08 else "A"


def what_zero_is():
    """F at zero, close to it and at its lowest point, for √|θ|, x = 1, y = 3 and λ = 1."""
    theta = np.linspace(0, 4, 400001)
    cost = (theta - 3) ** 2 + np.sqrt(theta)
    assert theta[cost.argmin()] == pytest.approx(2.85, abs=0.01)
    rises_first, is_lowest = bool(cost[1] > cost[0]), bool(cost.min() == cost[0])
    return "A" if is_lowest else "B" if rises_first else "C"


def zeros_of_late_kinks():
    """For which x·y of many zero is lowest, with max(|t| − 1, 0), at a small and at a large λ."""
    theta, xy = np.linspace(-3, 3, 6001), np.array([-2.0, -0.5, -0.01, 0.0, 0.01, 0.5, 2.0])
    costs = [(theta - xy[:, None]) ** 2 + lam * np.maximum(abs(theta) - 1, 0) for lam in (0.5, 50.0)]
    small, large = (np.isclose(theta[cost.argmin(axis=1)], 0, atol=1e-9).sum() for cost in costs)
    return "D" if not small + large else "C" if small == large == 1 else "A" if small > 1 else "B"


STATED = {
    "lowest-or-valley": what_zero_is, "kinks-elsewhere": zeros_of_late_kinks,
    "predict": who_has_zeros, "order-of-arrival": first_to_arrive, "which-step": step_with_zeros,
    "corner-or-edge": where_it_touches, "in-the-cone": touches_at_the_corner, "share-of-zeros": share_with_a_zero,
    "lets-go": price_of_the_quartic, "which-gradient": possible_gradient, "unsquared": price_of_the_vector,
    "whole-group": dead_groups, "which-penalties-zero": with_a_kink, "how-many-alive": survivors_at_right_angles,
    "change-of-units": effect_of_units, "correlated": survivors, "real-threshold": price_of_bmi,
    "what-a-zero-means": verdict_on_tch, "tiny-or-zero": how_to_find_a_zero, "next-entry": price_of_the_next_entry,
    "what-can-happen": what_can_happen, "find-the-leak": what_leaks, "what-a-share-says": what_a_share_repeats,
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_a_key_that_is_stated_is_what_the_kit_computes(name):
    mine = Variant(QUESTIONS[name])
    assert mine.kind.same(mine.kind.read(STATED[name]()), mine.kind.read(mine.key))


def test_every_right_option_is_computed_here():
    """But for the ideas before and after, which tests/test_ideas.py computes."""
    here = {name: each for name, each in QUESTIONS.items() if not getattr(assignment_of(each), "measures", False)}
    assert {name for name, question in here.items() if getattr(question.kind, "key", None)} <= set(STATED)
