"""F = f + λΩ: how it is written, what it refuses, and what its two questions answer."""

import re

import numpy as np
import pytest
import sympy as sp
from problems import PENALTIES, losses, regression

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    Loss,
    Lq,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    minimize,
)
from sparsity_kit import losses as kit

LOSSES = losses()


def test_the_kits_losses_are_all_tested():
    assert [type(loss).__name__ for loss in sorted(LOSSES, key=repr)] == sorted(kit.__all__)


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_value_is_loss_plus_price_times_shape(loss, penalty):
    theta = np.random.default_rng(0).normal(size=(5, 4))
    assert np.allclose((loss + 1.5 * penalty).value(theta), loss.value(theta) + 1.5 * penalty.value(theta))


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_gradient_is_the_slope_of_the_value(loss):
    theta = np.random.default_rng(0).normal(size=4)
    h = 1e-6
    slopes = [(loss.value(theta + h * e) - loss.value(theta - h * e)) / (2 * h) for e in np.eye(4)]
    assert np.allclose(loss.gradient(theta), slopes, rtol=1e-7, atol=1e-6)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_lipschitz_bounds_the_gradient_and_is_reached_by_quadratics(loss):
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 500, 4))
    ratio = np.linalg.norm(loss.gradient(a) - loss.gradient(b), axis=1) / np.linalg.norm(a - b, axis=1)
    assert ratio.max() <= loss.lipschitz * (1 + 1e-12)
    if loss.as_squared_error:
        X = loss.as_squared_error().X
        steepest = np.linalg.eigh(X.T @ X)[1][:, -1]
        assert np.linalg.norm(loss.gradient(steepest) - loss.gradient(0 * steepest)) == pytest.approx(loss.lipschitz)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_the_formula_on_paper_is_the_value_in_numbers_and_its_slopes_the_gradient(loss):
    symbols = sp.symbols("theta_1:5", real=True)
    formula = loss.symbolic(symbols)
    slopes = [sp.diff(formula, symbol) for symbol in symbols]
    for theta in np.random.default_rng(1).normal(size=(5, 4)):
        at = dict(zip(symbols, map(sp.Float, theta), strict=True))
        assert float(formula.xreplace(at)) == pytest.approx(loss.value(theta), rel=1e-12)
        assert [float(slope.xreplace(at)) for slope in slopes] == pytest.approx(loss.gradient(theta), rel=1e-9)


def test_a_loss_of_simple_numbers_is_written_as_one_would_write_it():
    t = sp.Symbol("theta", real=True)
    assert SquaredError([[2.0]], [0.3]).symbolic([t]) == (2 * t - sp.Rational(3, 10)) ** 2
    assert SquaredError([[1], [2]], [3, 4]).symbolic([t]) == (t - 3) ** 2 + (2 * t - 4) ** 2
    assert Quadratic([[1 / 3]], center=[-2]).symbolic([t]) == (t + 2) ** 2 / 3
    assert Logistic([[2.0], [1.0]], [0, 1]).symbolic([t]) == sp.log(1 + sp.exp(2 * t)) + sp.log(1 + sp.exp(-t))
    bowl = Quadratic([[2, 1], [1, 3]], center=[0, 0]).symbolic(sp.symbols("a b"))
    assert bowl.expand() == sp.sympify("2*a**2 + 2*a*b + 3*b**2")


def test_a_formula_is_for_one_loss_and_all_of_its_coefficients():
    t = sp.Symbol("theta", real=True)
    with pytest.raises(ValueError, match="one symbol per coefficient, 2, got 1"):
        SquaredError([[1, 2]], [3]).symbolic([t])
    for stack in (SquaredError([[1]], [[3], [4]]), Quadratic([[1]], [[3], [4]]), Logistic([[1]], [[0], [1]])):
        with pytest.raises(ValueError, match=r"is a stack of losses \(2,\), which has no one formula"):
            stack.symbolic([t])


def test_a_quadratic_is_a_regression():
    loss = LOSSES[1]
    theta = np.random.default_rng(0).normal(size=(5, 4))
    assert np.allclose(loss.as_squared_error().value(theta), loss.value(theta))
    assert np.allclose(loss.as_squared_error().gradient(theta), loss.gradient(theta))


def test_logistic_reads_zero_one_labels_as_minus_one_one():
    X, y = regression()
    theta = np.ones(4)
    by_definition = np.log(1 + np.exp(-np.where(y > 0, 1, -1) * (X @ theta))).sum()
    for labels in (y > 0, np.where(y > 0, 1, -1), (y > 0).astype(int)):
        assert type(LOSSES[2])(X, labels).value(theta) == pytest.approx(by_definition)


@pytest.mark.parametrize("labels", [(1, 2), (0, 2), (-1, 0), (-1, 0, 1), (-2, -1)])
def test_logistic_refuses_labels_of_which_it_knows_only_some(labels):
    X, _ = regression()
    with pytest.raises(ValueError, match=r"y must hold labels -1 and \+1, or 0 and 1, got \["):
        type(LOSSES[2])(X, np.resize(labels, len(X)))


def test_a_level_bowl_is_one_and_leaves_all_to_the_penalty():
    level = Quadratic(np.zeros((2, 2)), [1.0, 2.0])
    assert level.value([3.0, 4.0]) == level.lipschitz == 0 and not level.gradient([3.0, 4.0]).any()
    solution = minimize(level + 2.0 * L1(), start=[3.0, -4.0])
    assert solution.converged and solution.theta.tolist() == [0.0, 0.0]


def test_stationarity_gap_is_the_distance_to_the_subdifferential_for_l1():
    """Inside the flat parts, L·|θ − prox step| is |∂f + λ sign θ|; at zero it is the excess of |∂f| over λ."""
    objective = Quadratic(np.eye(3), [5.0, 0.3, -4.0]) + 1.0 * L1()
    assert objective.stationarity_gap([4.0, 0, 0]) == pytest.approx(8 - 1)  # third: slope 8 against price 1
    assert objective.stationarity_gap([4.5, 0, -3.4]) == pytest.approx(2 * 0.6 - 1)
    assert objective.stationarity_gap([4.5, 0, -3.5]) == 0


@pytest.mark.parametrize("penalty", [L1(), Lq(0.5), L2()], ids=repr)
def test_of_two_residuals_the_smaller_counts_where_columns_differ_in_size(penalty):
    """From a step of 1/L for all, and from one of its own for each coefficient, unless they are no sum of each."""
    (X, y), random = regression(), np.random.default_rng(0)
    sizes = np.array([1.0, 100.0, 0.01, 0.0])
    loss, theta, lam = SquaredError(X * sizes, y), random.normal(size=(500, 4)) / (sizes + (sizes == 0)), 30.0
    most, own = 2 * np.linalg.norm(loss.X, 2) ** 2, 2 * np.square(loss.X).sum(axis=0)
    slope, own[3] = loss.gradient(theta), most
    rates = (most, own) if penalty.separable else (most, most)
    both = [rate * (theta - penalty.prox(theta - slope / rate, lam / rate)) for rate in rates]
    smaller = np.where(np.abs(both[0]) < np.abs(both[1]), *both)
    np.testing.assert_allclose((loss + lam * penalty).slope_residuals(theta), smaller, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose((loss + lam * penalty).stationarity_gap(theta), np.abs(smaller).max(axis=-1), rtol=1e-6)
    counts = [bool((np.abs(smaller) < 0.9 * np.abs(each)).any()) for each in both]
    assert counts == {L1: [True, False], Lq: [True, True], L2: [False, False]}[type(penalty)]


EYE = np.eye(2)
WRITTEN = {
    "SquaredError(X (3, 2), y (3,))": SquaredError(np.ones((3, 2)), np.ones(3)),
    "SquaredError(X (3, 2), y (5, 3))": SquaredError(np.ones((3, 2)), np.ones((5, 3))),
    "Logistic(X (3, 2), y (3,))": Logistic(np.ones((3, 2)), [0, 1, 1]),
    "Quadratic([[1.0, 0.0], [0.0, 1.0]], center=[2.0, 3.0])": Quadratic(EYE, [2, 3]),
    f"Quadratic([[1.0, 0.0], [0.0, 1.0]], center={8 * [[2.0, 3.0]]})": Quadratic(EYE, 8 * [[2, 3]]),
    "Quadratic(A (2, 2), center (9, 2))": Quadratic(EYE, 9 * [[2, 3]]),
    "Quadratic(A (5, 5), center (5,))": Quadratic(np.eye(5), np.ones(5)),
    "GroupL2([0, 0, 1], weights=[1.0, 2.0])": GroupL2([0, 0, 1], weights=[1, 2]),
    f"GroupL2({[0] * 20}, weights=[1.0])": GroupL2([0] * 20),
    "GroupL2(21 coefficients in 3 groups)": GroupL2([0, 1, 2] * 7),
    "ElasticNet(0.3)": ElasticNet(0.3),
    "Lq(0.5)": Lq(0.5),
    "L1()": L1(),
    "2.5 * L1()": 2.5 * L1(),
    f"[{' '.join(10 * ['1.'])}] * L2()": np.ones(10) * L2(),
    "lams (11,) * SquaredL2()": np.ones(11) * SquaredL2(),
    "Quadratic([[1.0]], center=[2.0]) + 3.0 * Lq(1.5)": Quadratic([[1]], [2]) + 3 * Lq(1.5),
}


@pytest.mark.parametrize(("text", "thing"), WRITTEN.items(), ids=list(WRITTEN))
def test_what_is_short_is_written_in_full_and_of_what_is_long_the_shape(text, thing):
    assert repr(thing) == text


@pytest.mark.parametrize(
    "write",
    [
        lambda loss: loss + 2.0 * L1(),
        lambda loss: loss + L1() * 2,
        lambda loss: 2 * L1() + loss,
        lambda loss: loss + np.float64(2) * L1(),
        lambda loss: loss + 0.5 * (4 * L1()),
        lambda loss: loss + np.array(2) * L1(),
    ],
)
def test_every_way_of_writing_the_price(write):
    objective = write(LOSSES[0])
    assert objective.lam == 2.0 and type(objective.penalty) is L1


def test_a_penalty_alone_costs_one():
    assert (LOSSES[0] + L1()).lam == (L1() + LOSSES[0]).lam == 1.0


def test_an_array_of_prices_is_a_batch():
    objective = LOSSES[0] + np.array([1.0, 2.0]) * L1()
    assert objective.batch_shape == (2,)
    assert np.allclose(np.diff(objective.value(np.ones(4))), 4.0)


@pytest.mark.parametrize(
    "write, error, text",
    [
        (lambda loss: loss + -0.5 * L1(), ValueError, "lam must be nonnegative, got -0.5"),
        (lambda loss: loss + np.nan * L1(), ValueError, "lam must be finite, got nan; pass a finite number"),
        (lambda loss: loss + [1, -2] * L1(), ValueError, "lam must be nonnegative, got -2.0"),
        (lambda loss: loss + "2" * L1(), TypeError, "lam must hold real numbers: got '2'; pass a number"),
        (
            lambda loss: 0.1 * L1() + 0.2 * SquaredL2(),
            TypeError,
            "the prox of a sum is not the sum of the proxes; take one",
        ),
        (lambda loss: L1() + SquaredL2(), TypeError, "take one for both: ElasticNet"),
        (lambda loss: loss + 1.0 * L1() + 2.0 * L2(), TypeError, "already has its penalty, L1()"),
        (lambda loss: loss + 2.0, TypeError, r"a loss takes one priced penalty, as in loss \+ 2.0 \* L1\(\); got 2.0"),
        (lambda loss: loss + L1, TypeError, "a loss takes one priced penalty"),
        (
            lambda loss: (loss + L1()).value([1.0, 2.0]),
            ValueError,
            r"theta must have 4 entries on its last axis, got shape",
        ),
    ],
)
def test_what_cannot_be_written_says_so(write, error, text):
    with pytest.raises(error, match=text):
        write(LOSSES[0])


@pytest.mark.parametrize(
    ("theta", "text"),
    [
        ([1.0, 2.0], "theta must have 4 entries on its last axis, got shape (2,)"),
        (3.0, "theta must have at least 1 dimension, got the number 3.0; pass [3.0]"),
        ([1.0, 2.0, np.nan, 4.0], "theta must be finite, got nan at index (2,)"),
        (np.ones((2, 4)), "theta of shape (2, 4) does not broadcast with a batch of shape (3,)"),
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["value", "gradient", "residual", "margin", "slope_residuals"])
def test_every_loss_refuses_the_same_coefficients_in_the_same_words(method, theta, text):
    X, y = regression(batch=(3,))
    stacks = [SquaredError(X, y), Quadratic(np.eye(4), np.ones((3, 4))), Logistic(X, y > 0)]
    for each in [part for loss in stacks for part in (loss, loss + L1()) if hasattr(part, method)]:
        with pytest.raises(ValueError) as error:
            getattr(each, method)(theta)
        assert str(error.value).startswith(text)


def test_prices_that_do_not_fit_the_batch_say_how_to_fit():
    X, y = regression(batch=(3,))
    with pytest.raises(
        ValueError, match=r"lam of shape \(2,\) does not broadcast with the \(3,\) losses; .* lam\[:, N"
    ):
        SquaredError(X, y) + np.ones(2) * L1()


@pytest.mark.parametrize(
    "part, use",
    [
        ("value(theta)", lambda penalty, loss: (LOSSES[0] + penalty).value(np.ones(4))),
        ("prox(v, step)", lambda penalty, loss: (LOSSES[0] + penalty).prox_step(np.ones(4), 0.1)),
        ("symbolic(theta)", lambda penalty, loss: penalty.symbolic([])),
        ("value(theta)", lambda penalty, loss: loss.value(np.ones(4))),
        ("gradient(theta)", lambda penalty, loss: loss.gradient(np.ones(4))),
    ],
)
def test_an_unfinished_penalty_or_loss_says_which_part_is_missing(part, use):
    class Unfinished(Penalty):
        pass

    class UnfinishedLoss(Loss):
        n_features, lipschitz = 4, 1.0

    with pytest.raises(
        TypeError, match=rf"Unfinished\w* must define {re.escape(part)}; (Penalty|Loss)'s docstring says"
    ):
        use(Unfinished(), UnfinishedLoss())


def test_whose_docstring_says_it_is_known_beside_other_bases_too():
    class Beside:
        pass

    class Both(Penalty, Beside):
        pass

    with pytest.raises(TypeError, match=r"Both must define value\(theta\); Penalty's docstring says what"):
        Both().value(np.ones(2))
