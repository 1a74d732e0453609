"""What the kit derives for a penalty that says only its value and its prox, against penalties that say more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import regression

from sparsity_kit import (
    L1,
    ElasticNet,
    Logistic,
    Lq,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    duality_gap,
    minimize,
)
from sparsity_kit.flow import hitting_times, penalty_flow


class Stranger(Penalty):
    """A penalty of which nothing is known but its value and its prox."""

    separable = True
    convex = True

    def __init__(self, known):
        self.known = known

    def value(self, theta):
        return self.known.value(theta)

    def prox(self, v, step):
        return self.known.prox(v, step)


class Huber(Penalty):
    """t²/(2δ) near zero, |t| − δ/2 farther out."""

    separable = True
    convex = True
    delta = 0.5

    def value(self, theta):
        size = np.abs(theta)
        return np.where(size <= self.delta, size**2 / (2 * self.delta), size - self.delta / 2).sum(axis=-1)

    def prox(self, v, step):
        reach = self.delta + step
        return np.where(np.abs(v) <= reach, v * (self.delta / reach), v - step * np.sign(v))


class Root(Penalty):
    """√(1 + t²) − 1: its slopes come near 1, and never are 1."""

    separable = True
    convex = True

    def value(self, theta):
        return (np.hypot(1, theta) - 1).sum(axis=-1)

    def prox(self, v, step):
        t = v / (1 + step)
        for _ in range(12):
            slope = t / np.hypot(1, t)
            t = t - (t - v + step * slope) / (1 + step / np.hypot(1, t) ** 3)
        return t


class Steep(Penalty):
    """|t| + t⁴/4 for positive t, 2|t| for negative: not even, and steeper than any square."""

    separable = True
    convex = True

    def value(self, theta):
        return np.where(theta > 0, theta + theta**4 / 4, -2 * theta).sum(axis=-1)

    def prox(self, v, step):
        scale = np.sqrt(3 * step)  # t + step·(1 + t³) = v is solved by a hyperbolic sine
        root = 2 / scale * np.sinh(np.arcsinh(1.5 * scale * (v - step)) / 3)
        return np.where(v > step, root, np.minimum(v + 2 * step, 0.0))


STRANGERS = [Stranger(L1()), Stranger(ElasticNet(0.4)), Stranger(SquaredL2()), Lq(1.3), Huber(), Root(), Steep()]


def losses():
    X, y = regression(30, 6)
    wide, y_wide = regression(8, 12)
    return [SquaredError(X, y), SquaredError(wide, y_wide), Logistic(X, (y > 0) * 1.0), Quadratic(X.T @ X, np.ones(6))]


@pytest.mark.parametrize("penalty", STRANGERS, ids=lambda penalty: repr(getattr(penalty, "known", penalty)))
@pytest.mark.parametrize("loss", losses(), ids=repr)
def test_a_stranger_gets_a_certificate_that_is_small_at_the_minimum(penalty, loss):
    for share in (0.3, 0.03):
        objective = loss + share * np.abs(loss.gradient(np.zeros(loss.n_features))).max() * penalty
        solution = minimize(objective)
        assert solution.converged and solution.duality_gap <= 1e-10 * objective.value(np.zeros(loss.n_features))


@settings(max_examples=60, deadline=None)
@given(which=st.sampled_from(range(len(STRANGERS))), seed=st.integers(0, 10**6), share=st.floats(1e-3, 2))
def test_a_value_minus_its_gap_is_below_the_minimum(which, seed, share):
    """At any θ, near the minimum or not: the bound is a bound, and no more than the value itself."""
    random = np.random.default_rng(seed)
    X, y = regression(12, 5, seed=seed)
    objective = SquaredError(X, y) + share * np.abs(2 * X.T @ y).max() * STRANGERS[which]
    lowest = minimize(objective)
    for theta in (random.standard_normal(5), lowest.theta * (1 + 1e-3 * random.standard_normal(5)), 0 * lowest.theta):
        gap = duality_gap(objective, theta)
        assert objective.value(theta) - gap <= lowest.value * (1 + 1e-12) and gap >= 0


@pytest.mark.parametrize("known", [L1(), SquaredL2(), ElasticNet(0.4), Lq(1.5), Lq(1.8)], ids=repr)
def test_derived_and_stated_knowledge_agree(known):
    stranger, start, lam = Stranger(known), np.array([3.0, -1.0, 0.2, 0.0]), 0.7
    stated = hitting_times(known, start, lam)
    np.testing.assert_allclose(hitting_times(stranger, start, lam), stated, rtol=1e-7)
    times = np.linspace(0, 1.1 * min(stated.max(), 4.0), 12)
    np.testing.assert_allclose(
        penalty_flow(stranger, start, lam, times), penalty_flow(known, start, lam, times), atol=2e-5
    )


def test_the_flow_of_huber_is_straight_and_then_decays():
    """From 2 it needs 1.5 to come to δ at speed 1; from there it is δ·exp(−t/δ), and never zero."""
    path = penalty_flow(Huber(), [2.0], 1.0, [1.0, 1.5, 2.5])[:, 0]
    np.testing.assert_allclose(path, [1.0, 0.5, 0.5 * np.exp(-2)], atol=1e-5)
    beside = penalty_flow(Huber(), [4.4612186], 1.0, [4.0])  # the kink is in the last hundredth of the way
    assert beside.item() == pytest.approx(0.5 * np.exp(-(4 - 3.9612186) / 0.5), rel=1e-6)
    assert hitting_times(Huber(), [2.0], 1.0) == np.inf


def test_what_is_neither_separable_nor_known_has_no_gap():
    class Largest(Penalty):
        def value(self, theta):
            return np.abs(theta).max(axis=-1)

    objective = SquaredError(*regression(9, 3)) + Largest()
    assert duality_gap(objective, np.zeros(3)) is None


def test_a_subclass_with_another_value_forgets_what_its_parent_knew():
    """Else half of L1 would go by the path of L1, and be called right."""

    class HalfL1(L1):
        def value(self, theta):
            return super().value(theta) / 2

        def prox(self, v, step):
            return super().prox(v, np.asarray(step) / 2)

    X, y = regression(20, 4)
    half, whole = minimize(SquaredError(X, y) + 6.0 * HalfL1()), minimize(SquaredError(X, y) + 3.0 * L1())
    np.testing.assert_allclose(half.theta, whole.theta, rtol=1e-7)
    assert half.duality_gap is None and HalfL1().as_elastic_net() is None and not HalfL1.convex

    class Halved:
        def value(self, theta):
            return L1().value(theta) / 2

        def prox(self, v, step):
            return L1().prox(v, np.asarray(step) / 2)

    class ByMixture(Halved, L1):
        look = L1.look

    assert not ByMixture.convex and ByMixture().as_elastic_net() is None and ByMixture.look == L1.look

    class Named(L1):
        name = "mine"

    assert (
        Named().as_elastic_net() == (1.0, 0.0) and minimize(SquaredError(X, y) + 3.0 * Named()).method == "exact_path"
    )
