"""Penalties, known and unknown to the kit, and losses in the plane that the figure tests share."""

import numpy as np
import pytest
from problems import MaxNorm

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    soft_threshold,
)


class RootPower(Penalty):
    """Ω(θ) = Σ√|θⱼ|: not convex, an infinite slope at zero, unknown to the kit (prox: Xu et al. 2012)."""

    separable = True

    def value(self, theta):
        return np.sqrt(np.abs(theta)).sum(axis=-1)

    def prox(self, v, step):
        v, step = np.broadcast_arrays(np.asarray(v, dtype=float), np.asarray(step, dtype=float))
        size = np.maximum(np.abs(v), 1e-100)
        cosine = np.minimum(0.75 * step / size * np.sqrt(3 / size), 1.0)
        root = 4 * size / 3 * np.cos(np.arccos(-cosine) / 3) ** 2
        lower = (cosine < 1) & (0.5 * (root - size) ** 2 + step * np.sqrt(root) < 0.5 * size**2)
        return np.where(lower, np.sign(v) * root, 0.0)

    def symbolic(self, theta):
        return sum(abs(t) ** 0.5 for t in theta)


class Positive(Penalty):
    """Ω(θ) = weight·Σθⱼ, infinite where a coefficient is negative."""

    separable = True

    def __init__(self, weight=1.0):
        self.weight = weight

    def value(self, theta):
        theta = np.asarray(theta)
        return np.where((theta < 0).any(axis=-1), np.inf, self.weight * theta.sum(axis=-1))

    def prox(self, v, step):
        return np.maximum(np.asarray(v) - self.weight * step, 0)


class Box(Penalty):
    """Ω(θ) = weight·Σ|θⱼ|, infinite where |θⱼ| > 1."""

    separable = True

    def __init__(self, weight=0.0):
        self.weight = weight

    def value(self, theta):
        outside = (np.abs(theta) > 1).any(axis=-1)
        return np.where(outside, np.inf, self.weight * np.abs(theta).sum(axis=-1))

    def prox(self, v, step):
        return np.clip(soft_threshold(v, self.weight * np.asarray(step)), -1, 1)


class Disc(Penalty):
    """Ω(θ) = 0 on the disc of radius 1, infinite outside; `value` allows for rounding."""

    def value(self, theta):
        return np.where(np.linalg.norm(theta, axis=-1) > 1 + 1e-12, np.inf, 0.0)

    def prox(self, v, step):
        return v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1)


PENALTIES = [L1(), SquaredL2(), L2(), ElasticNet(0.5), GroupL2([0, 0]), GroupL2([1, 0]), MaxNorm(), RootPower()]
CONVEX = PENALTIES[:-1]
BOWL = Quadratic([[1.0, 0.3], [0.3, 0.6]], center=[2.0, 1.0])
every_penalty = pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
every_convex_penalty = pytest.mark.parametrize("penalty", CONVEX, ids=repr)


def logistic(seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(60, 2))
    return Logistic(X, X @ [1.0, 0.4] + rng.normal(size=60) > 0)


def regression_loss(seed=0):
    X = np.random.default_rng(seed).normal(size=(20, 2))
    return SquaredError(X, X @ [1.5, -0.7])


LOSSES = [BOWL, regression_loss(), logistic()]
every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
