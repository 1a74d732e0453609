"""λ_max is where the last coefficient becomes zero: exactly, for every penalty."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from problems import MaxNorm, OneSided, losses, regression

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Lq,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    lambda_grid,
    lambda_max,
    minimize,
)

LOSSES = losses()
ZEROING = [L1(), L2(), ElasticNet(0.3), GroupL2([0, 0, 1, 2]), MaxNorm()]


@given(seed=st.integers(0, 99), exponent=st.integers(-99, 99))
def test_c12_for_l1_it_is_twice_the_largest_correlation_to_the_last_bit(seed, exponent):
    X, y = regression(seed=seed)
    y = y * 2.0**exponent
    assert lambda_max(X, y) == lambda_max(SquaredError(X, y)) == 2 * np.abs(y @ X).max()


@pytest.mark.parametrize("penalty", ZEROING, ids=repr)
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_just_above_all_is_zero_and_just_below_something_lives(loss, penalty):
    edge = lambda_max(loss, penalty)
    theta = minimize(loss + edge * np.array([1 + 1e-9, 1 - 1e-3]) * penalty).theta
    assert (theta[0] == 0).all() and (theta[1] != 0).any()


@pytest.mark.parametrize(
    "penalty, dual_norm",
    [
        (L2(), np.linalg.norm),
        (MaxNorm(), lambda g: np.abs(g).sum()),
        (ElasticNet(0.25), lambda g: np.abs(g).max() / 0.25),
        (GroupL2([0, 0, 1, 1]), lambda g: max(np.linalg.norm(g[:2]), np.linalg.norm(g[2:]))),
    ],
)
def test_it_is_the_dual_norm_of_the_slope_at_zero(penalty, dual_norm):
    slope = LOSSES[2].gradient(np.zeros(4))
    assert lambda_max(LOSSES[2], penalty) == pytest.approx(dual_norm(slope), rel=1e-14)


def test_c13_squared_l2_and_elastic_net_without_l1_never_zero():
    assert lambda_max(LOSSES[0], SquaredL2()) == lambda_max(LOSSES[0], ElasticNet(0)) == np.inf


def test_a_one_sided_kink_holds_positive_pulls_only():
    assert lambda_max(SquaredError([[1.0]], [2.0]), OneSided()) == 4
    assert lambda_max(SquaredError([[1.0]], [-2.0]), OneSided()) == np.inf


def test_no_pull_needs_no_price_and_stacks_have_one_each():
    assert lambda_max([[1.0], [1.0]], [1.0, -1.0]) == 0
    X, Y = regression(batch=(3, 2))
    assert np.array_equal(lambda_max(X, Y), 2 * np.abs(Y @ X).max(axis=-1))


def test_the_grid_starts_at_the_top_and_is_even_in_ratio():
    grid = lambda_grid(50.0, n=4, ratio=1e-3)
    assert np.allclose(grid, [50, 5, 0.5, 0.05])
    for largest, ratio in [(0, 0.1), (1, 1), (1, 0)]:
        with pytest.raises(ValueError, match="largest must be positive and ratio between 0 and 1, got"):
            lambda_grid(largest, ratio=ratio)


class Nonnegative(Penalty):
    """0 where no coefficient is negative, forbidden elsewhere."""

    def value(self, theta):
        return np.where((np.asarray(theta) < 0).any(axis=-1), np.inf, 0.0)

    def prox(self, v, step):
        return np.maximum(v, 0.0)


def test_a_constraint_that_holds_zero_at_once_needs_no_price():
    assert lambda_max(Quadratic(np.eye(2), [-1.0, -2.0]), Nonnegative()) == 0
    assert lambda_max(Quadratic(np.eye(2), [-1.0, 2.0]), Nonnegative()) == np.inf


@pytest.mark.parametrize("unit", [1e-6, 1e-3, 1e3])
def test_lambda_max_of_a_power_goes_with_that_power_of_the_unit(unit):
    """θ → θ/u leaves Xθ as it is and makes Σ|θⱼ|^½ larger by u^−½; the columns are of different lengths."""
    X, y = regression()
    X = X * np.geomspace(1, 20, X.shape[1])
    largest = [lambda_max(SquaredError(u * X, y), Lq(0.5)) for u in (1.0, unit)]
    assert largest[1] == pytest.approx(largest[0] * unit**0.5, rel=1e-9, abs=0)
