"""Proxes: the laws that the suites of ProximalOperators.jl and pyproximal check, for every penalty of ours."""

import numpy as np
import pytest
from problems import PENALTIES, MaxNorm, OneSided

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Lq, SquaredL2

CONVEX = [*PENALTIES, MaxNorm(), OneSided(), Lq(1.5)]
NORMS = [L1(), L2(), GroupL2([0, 0, 1, 2]), GroupL2([1, 0, 1, 0], weights=[0.5, 2]), MaxNorm()]
V = 2 * np.random.default_rng(0).standard_normal((200, 4))
STEPS = [0.1, 1.0, 3.0]


def dual_norm(penalty, v):
    """max u·v over Ω(u) <= 1."""
    if isinstance(penalty, L1):
        return np.abs(v).max(axis=-1)
    if isinstance(penalty, MaxNorm):
        return np.abs(v).sum(axis=-1)
    if isinstance(penalty, L2):
        return np.linalg.norm(v, axis=-1)
    return np.max(
        [np.linalg.norm(v[..., penalty.groups == g], axis=-1) / w for g, w in enumerate(penalty.weights)], axis=0
    )


def lowest_nearby(function, at):
    """Whether no point around `at` (..., p) is lower: function takes (..., p) to (...)."""
    around = at + np.random.default_rng(1).standard_normal((400, *at.shape)) * np.logspace(-4, 0, 400)[:, None, None]
    return (function(around) >= function(at) - 1e-12).all()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("penalty", CONVEX, ids=repr)
def test_what_the_prox_takes_away_is_a_subgradient(penalty, step):
    """u = (v − z)/step at z = prox(v): Ω(w) >= Ω(z) + u·(w − z) for all w, and Ω*(u) = u·z − Ω(z)."""
    z = penalty.prox(V, step)
    u, w = (V - z) / step, 3 * np.random.default_rng(2).standard_normal((300, 1, 4))
    assert (penalty.value(w) >= penalty.value(z) + (u * (w - z)).sum(axis=-1) - 1e-9).all()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("penalty", NORMS, ids=repr)
def test_moreau_splits_v_into_a_prox_and_a_projection(penalty, step):
    """v − prox(v) is the nearest point of the dual ball of radius `step`: on its rim where prox(v) is not 0."""
    z = penalty.prox(V, step)
    size = dual_norm(penalty, V - z)
    assert (size <= step * (1 + 1e-12)).all()
    assert np.allclose(size[z.any(axis=-1)], step, rtol=1e-12)
    assert np.allclose(((V - z) * z).sum(axis=-1), step * penalty.value(z), rtol=1e-10)  # the two are aligned


def test_the_conjugate_of_a_square_is_a_square():
    """Ω = ‖·‖² has Ω* = ‖·‖²/4: v = prox_{tΩ}(v) + t·prox_{Ω*/t}(v/t), and prox_{sΩ*}(v) = v/(1 + s/2)."""
    for step in STEPS:
        assert np.allclose(SquaredL2().prox(V, step) + step * (V / step) / (1 + 1 / (2 * step)), V, rtol=1e-14)


@pytest.mark.parametrize("penalty", NORMS, ids=repr)
def test_scaling_a_norm(penalty):
    """Ω(s·v) = |s|·Ω(v), so prox(s·v, |s|·t) = s·prox(v, t)."""
    for s in (-3.0, 0.25, 1e150, 1e-150):
        assert np.allclose(penalty.prox(s * V, abs(s) * 1.0), s * penalty.prox(V, 1.0), rtol=1e-12, atol=1e-13 * abs(s))


@pytest.mark.parametrize("penalty", CONVEX, ids=repr)
def test_moving_and_tilting(penalty):
    """The prox of Ω(· − a) is a + prox(v − a); that of Ω + a·θ is prox(v − t·a)."""
    a, t = np.array([0.5, -1.0, 2.0, 0.0]), 0.7
    moved, tilted = a + penalty.prox(V - a, t), penalty.prox(V - t * a, t)
    assert lowest_nearby(lambda z: 0.5 * np.square(z - V).sum(axis=-1) + t * penalty.value(z - a), moved)
    assert lowest_nearby(lambda z: 0.5 * np.square(z - V).sum(axis=-1) + t * (penalty.value(z) + z @ a), tilted)


@pytest.mark.parametrize("ratio", [0.0, 0.3, 1.0])
def test_adding_a_square(ratio):
    """The prox of t(rΩ + (1 − r)‖·‖²) is that of Ω with v and t divided by 1 + 2t(1 − r)."""
    for t in STEPS:
        rest = 1 + 2 * t * (1 - ratio)
        assert np.allclose(ElasticNet(ratio).prox(V, t), L1().prox(V / rest, t * ratio / rest), rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("penalty", CONVEX, ids=repr)
def test_two_proxes_are_no_farther_apart_than_their_points(penalty, step):
    """‖prox(v) − prox(w)‖² <= (prox(v) − prox(w))·(v − w)."""
    a, b = penalty.prox(V[:100], step), penalty.prox(V[100:], step)
    assert (np.square(a - b).sum(axis=-1) <= ((a - b) * (V[:100] - V[100:])).sum(axis=-1) + 1e-12).all()


@pytest.mark.parametrize("penalty", CONVEX, ids=repr)
def test_the_envelope_falls_in_the_direction_of_the_prox(penalty):
    """∇ of min_z ½‖z − v‖² + tΩ(z) is v − prox(v)."""
    t, h = 0.8, 1e-6

    def envelope(v):
        z = penalty.prox(v, t)
        return 0.5 * np.square(z - v).sum(axis=-1) + t * penalty.value(z)

    for j, e in enumerate(np.eye(4)):
        slope = (envelope(V + h * e) - envelope(V - h * e)) / (2 * h)
        assert np.allclose(slope, (V - penalty.prox(V, t))[:, j], atol=1e-7)


@pytest.mark.parametrize("penalty", CONVEX, ids=repr)
def test_no_step_is_no_move_and_from_zero_there_is_none(penalty):
    assert np.allclose(penalty.prox(V, 0.0), V, rtol=1e-15) and not penalty.prox(np.zeros(4), 2.0).any()


def test_shapes_that_are_special_cases_of_others():
    for t in STEPS:
        soft = L1().prox(V, t)
        for same in (Lq(1), ElasticNet(1.0), GroupL2(range(4))):
            assert np.allclose(same.prox(V, t), soft, rtol=1e-12, atol=1e-14)
        for square in (Lq(2), ElasticNet(0.0)):
            assert np.allclose(square.prox(V, t), SquaredL2().prox(V, t), rtol=1e-12)
        assert np.allclose(GroupL2([0] * 4).prox(V, t), L2().prox(V, t), rtol=1e-12)
        assert np.allclose(np.maximum(OneSided().prox(V, t), 0), np.maximum(soft, 0), rtol=1e-15)
