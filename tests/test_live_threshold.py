"""Threshold without a browser: what it takes, refuses and computes by the kit, and its printed picture."""

import itertools

import numpy as np
import pytest
import sympy as sp

from sparsity_kit import L1, L2, Logistic, Quadratic, SquaredError, SquaredL2, minimize
from sparsity_kit.live import Threshold
from sparsity_kit.penalties.best_subset import BestSubset, best_subset

NAMES = ("L1", "squared L2", "best subset")
every_penalty = pytest.mark.parametrize("penalty", NAMES)


@pytest.mark.parametrize("penalty", [L1(), SquaredL2()], ids=repr)
def test_a_regression_goes_in_and_the_kits_answer_comes_out(penalty):
    one = SquaredError([[1.0], [2.0]], [3.0, 1.0]) + 1.5 * penalty
    picture = Threshold(one)
    assert (picture.xx, picture.xy, picture.lam, picture.second) == (5.0, 5.0, 1.5, False)
    assert np.allclose(picture.theta, minimize(one).theta, rtol=1e-9) and picture.theta.shape == (1,)
    two = SquaredError([[1.0, 2.0], [2.0, -1.0], [2.0, 2.0]], [3.0, 1.0, 2.0]) + 1.5 * penalty
    picture = Threshold(two)
    assert (picture.xx, picture.xy, picture.xy2, picture.second) == (9.0, 9.0, 9.0, True)
    assert picture.correlation == pytest.approx(4 / 9)
    assert np.allclose(picture.theta, minimize(two).theta, rtol=1e-9)
    assert repr(picture.objective.penalty) == repr(penalty)


def test_a_bowl_is_a_regression():
    bowl = Quadratic([[2.0, 1.0], [1.0, 2.0]], [1.0, -0.5]) + 0.3 * L1()
    picture = Threshold(bowl)
    assert (picture.xx, picture.correlation) == (2.0, 0.5)
    assert np.allclose(picture.theta, minimize(bowl).theta, rtol=1e-9)


@pytest.mark.parametrize("correlation", [-0.999, -0.3, 0.0, 0.8])
def test_the_loss_has_the_inner_products_of_the_state(correlation):
    picture = Threshold(xx=3.0, xy=-1.0, xy2=2.0, correlation=correlation, second=True)
    X, y = picture.loss.X, picture.loss.y
    assert np.allclose(X.T @ X, [[3.0, 3 * correlation], [3 * correlation, 3.0]]) and np.allclose(X.T @ y, [-1.0, 2.0])


@every_penalty
def test_c12_the_partial_residual_decides_and_the_rule_errs_in_both_directions(penalty):
    random, errors = np.random.default_rng(0), set()
    for _ in range(200):
        (xy, xy2), correlation = random.normal(scale=2, size=2), random.uniform(-0.95, 0.95)
        state = {"xx": 2.0, "xy": xy, "xy2": xy2, "correlation": correlation, "lam": 2.0, "penalty": penalty}
        picture = Threshold(second=True, **state)
        assert np.array_equal(np.abs(picture.partial_residual) > picture.threshold, picture.alive)
        X, y, theta = picture.loss.X, picture.loss.y, picture.theta
        assert np.allclose(picture.partial_residual, [X[:, j] @ (y - X[:, 1 - j] * theta[1 - j]) for j in (0, 1)])
        errors |= set(zip(picture.rule.tolist(), picture.alive.tolist(), strict=True))
    assert ({(True, False), (False, True)} <= errors) == (penalty != "squared L2")


def test_c12_with_one_feature_the_rule_is_right():
    for penalty, xy in itertools.product(NAMES, (-3.0, -0.7, 0.0, 0.4, 1.0, 2.0)):
        picture = Threshold(penalty=penalty, xy=xy, lam=2.0)
        assert np.array_equal(picture.rule, picture.alive) and np.array_equal(picture.partial_residual, [xy])


def test_best_subset_is_the_lowest_of_a_fine_grid():
    random = np.random.default_rng(1)
    grid = np.linspace(-4, 4, 161)
    points = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    for _ in range(50):
        loss, lam = SquaredError(random.normal(size=(3, 2)) + np.eye(3, 2), random.normal(size=3)), random.uniform(0, 2)
        theta = best_subset(loss, lam)
        lowest = (loss.value(points) + lam * BestSubset().value(points)).min()
        assert loss.value(theta) + lam * np.count_nonzero(theta) <= lowest + 1e-12


def test_the_hard_threshold_is_the_prox_of_the_count():
    v, grid = np.linspace(-3, 3, 25), np.linspace(-4, 4, 801)
    theta = BestSubset().prox(v, 1.0)
    costs = 0.5 * (grid - v[:, None]) ** 2 + (grid != 0)
    assert (0.5 * (theta - v) ** 2 + (theta != 0) <= costs.min(axis=1) + 1e-12).all()


@pytest.mark.parametrize(
    "make, error, text",
    [
        (lambda: Threshold(correlation=1.0), ValueError, "correlation must be between -1 and 1, both excluded, got 1"),
        (lambda: Threshold(correlation=-1), ValueError, "correlation must be between -1 and 1, both excluded, got -1"),
        (lambda: Threshold(correlation=1 - 1e-12), ValueError, "many θ equally good; move it a little"),
        (lambda: Threshold(correlation=np.nan), ValueError, "correlation must be finite, got nan"),
        (lambda: Threshold(xx=0), ValueError, "xx must be above 0, got 0"),
        (lambda: Threshold(xy=np.inf), ValueError, "xy must be finite, got inf"),
        (lambda: Threshold(lam=-0.5), ValueError, "lam must be nonnegative, got -0.5"),
        (lambda: Threshold(second=1), TypeError, "second must be True or False, got 1"),
        (lambda: Threshold(penalty="L2"), ValueError, "penalty must be one of L1, squared L2, best subset, got 'L2'"),
        (lambda: Threshold(L1()), TypeError, "Threshold takes an objective such as"),
        (lambda: Threshold(SquaredError(np.eye(2), [1, 2]) + 1.0 * L2()), TypeError, "knows L1, squared L2, best sub"),
        (lambda: Threshold(Logistic([[1], [2]], [0, 1]) + 1.0 * L1()), TypeError, "SquaredError or Quadratic, got Log"),
        (lambda: Threshold(SquaredError(np.eye(3), [1, 2, 3]) + 1.0 * L1()), ValueError, "1 or 2 coefficients, got 3"),
        (lambda: Threshold(SquaredError(np.diag([1, 2]), [1, 2]) + 1.0 * L1()), ValueError, "features of one length"),
        (lambda: Threshold(SquaredError(np.ones((2, 2)), [1, 2]) + 1.0 * L1()), ValueError, "both excluded, got 1"),
        (
            lambda: Threshold(SquaredError(np.eye(2), [1, 2]) + np.ones(2) * L1()),
            ValueError,
            "one problem, got a batch",
        ),
        (lambda: Threshold(SquaredError([[0.0]], [1]) + 1.0 * L1()), ValueError, "xx must be above 0"),
        (lambda: Threshold(penalty="best subset").objective, ValueError, "best subset is not a penalty of the kit"),
    ],
)
def test_what_it_cannot_draw_is_refused(make, error, text):
    with pytest.raises(error, match=text):
        make()


def test_a_bad_value_changes_nothing():
    picture = Threshold()
    before = picture.get_state()
    for name, value in [("correlation", 1.0), ("lam", -1.0), ("xx", 0.0)]:
        with pytest.raises(ValueError, match=name):
            setattr(picture, name, value)
    assert picture.get_state() == before


@pytest.mark.parametrize("size", [1e-30, 1e-6, 1e6, 1e30])
@every_penalty
def test_huge_and_tiny_problems_are_drawn(size, penalty):
    plain = Threshold(penalty=penalty, second=True)
    scaled = Threshold(xx=size, xy=1.6 * size, xy2=2.4 * size, lam=2 * size, penalty=penalty, second=True)
    assert np.allclose(scaled.theta, plain.theta, rtol=1e-9) and np.array_equal(scaled.alive, plain.alive)
    assert "the rule" in repr(scaled)


@every_penalty
def test_the_printed_picture_says_what_the_live_one_says(penalty):
    text = repr(Threshold(penalty=penalty, second=True))
    wrong = "At x₁·y = 1.6 θ₁* is exactly zero; the rule |x₁·y| > threshold is wrong"
    assert (wrong in text) == (penalty != "squared L2")
    far = Threshold(penalty=penalty, xy=40.0, xx=2.0).drawing()
    assert "one feature with ‖x‖² = 2 and λ = 2" in far.alt and far.ax.get_xlim()[1] > 40 and "x·y = 40" in far.alt


def test_the_count_on_paper_is_the_count():
    symbols = sp.symbols("a b", real=True)
    formula = BestSubset().symbolic(symbols)
    for theta in ([0.0, 0.0], [2.0, 0.0], [0.0, -1e-9], [1.0, 3.0]):
        assert float(formula.subs(dict(zip(symbols, theta, strict=True)))) == BestSubset().value(theta)
