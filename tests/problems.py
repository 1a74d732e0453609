"""Problems and penalties that several test files share."""

import numpy as np
from scipy.special import xlogy

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Logistic, Loss, Penalty, Quadratic, SquaredError, SquaredL2

PENALTIES = [L1(), SquaredL2(), L2(), ElasticNet(0.3), GroupL2([0, 0, 1, 2]), GroupL2([1, 0, 1, 0], weights=[0.5, 2])]


class MaxNorm(Penalty):
    """Ω(θ) = max|θⱼ|: convex, not separable, unknown to the kit; its prox by the Moreau identity."""

    def value(self, theta):
        return np.abs(theta).max(axis=-1)

    def prox(self, v, step):
        return v - _project_on_l1_ball(v, np.broadcast_to(step, (*np.shape(v)[:-1], 1)))

    def symbolic(self, theta):
        from sympy import Max

        return Max(*[abs(t) for t in theta])


def _project_on_l1_ball(v, radius):
    """Duchi et al. 2008: subtract the one number from all sizes that leaves their sum at `radius`."""
    sizes = -np.sort(-np.abs(v), axis=-1)
    excess = (np.cumsum(sizes, axis=-1) - radius) / np.arange(1, v.shape[-1] + 1)
    threshold = np.maximum(excess.max(axis=-1, keepdims=True), 0)
    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0)


class Fused(Penalty):
    """Ω(θ) = |θ₁ − θ₂|, which pulls both to their mean."""

    convex = True
    n_features = 2

    def value(self, theta):
        return np.abs(np.asarray(theta)[..., 0] - np.asarray(theta)[..., 1])

    def prox(self, v, step):
        v, step = np.broadcast_arrays(v, step)
        mean, half = v.mean(axis=-1, keepdims=True), (v[..., :1] - v[..., 1:]) / 2
        half = np.sign(half) * np.maximum(np.abs(half) - step[..., :1], 0.0)
        return np.concatenate([mean + half, mean - half], axis=-1)


class OneSided(Penalty):
    """Ω(θ) = Σ max(θⱼ, 0): a kink at zero of the interval [0, 1]; negative coefficients are free."""

    separable = True

    def value(self, theta):
        return np.maximum(theta, 0).sum(axis=-1)

    def prox(self, v, step):
        return np.where(v > 0, np.maximum(v - step, 0), v)

    def symbolic(self, theta):
        from sympy import Max

        return sum(Max(t, 0) for t in theta)


class Rounded(Penalty):
    """Ω(θ) = Σ √(θⱼ² + ¼) − ½: like |θ| far out, a square near zero, where the difference loses all its digits."""

    separable = True
    convex = True

    def value(self, theta):
        return (np.hypot(theta, 0.5) - 0.5).sum(axis=-1)

    def prox(self, v, step):
        low, high = np.zeros_like(v), np.abs(v)  # z + step·z/√(z² + ¼) = |v| is between
        for _ in range(100):
            middle = (low + high) / 2
            above = middle + step * middle / np.hypot(middle, 0.5) > np.abs(v)
            low, high = np.where(above, low, middle), np.where(above, middle, high)
        return np.sign(v) * low


def regression(n=20, p=4, seed=0, batch=()):
    """Random X (n, p) and y (*batch, n) with a sparse truth behind it."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p)) @ (np.eye(p) + 0.3)
    theta = rng.normal(size=(*batch, p)) * (rng.random((*batch, p)) < 0.6)
    return X, theta @ X.T + 0.5 * rng.normal(size=(*batch, n))


def losses(seed=0):
    """One loss of every kind, all with 4 coefficients."""
    X, y = regression(seed=seed)
    return [SquaredError(X, y), Quadratic(X.T @ X / 20, [2.0, -1.0, 0.5, 0.0]), Logistic(X, y > 0)]


class Own(Loss):
    """‖Xθ − y‖² of `regression()`, written by a stranger."""

    n_features = 4
    X, y = regression()
    lipschitz = 2 * np.linalg.norm(X, 2) ** 2

    def value(self, theta):
        return np.square(theta @ self.X.T - self.y).sum(axis=-1)

    def gradient(self, theta):
        return 2 * (theta @ self.X.T - self.y) @ self.X


class Halved(SquaredError):
    """½‖Xθ − y‖², by a stranger who began with the kit's class."""

    def value(self, theta):
        return super().value(theta) / 2

    def gradient(self, theta):
        return super().gradient(theta) / 2


class Counts(Loss):
    """Σ exp(zᵢ) − yᵢzᵢ, z = Xθ, of counts y: negative for large ones, with the conjugate Σ (u + y)(log(u + y) − 1)."""

    n_features, lipschitz = 4, 1e3
    X = regression()[0] / 3
    y = np.round(3 * np.exp(X @ [1.0, -0.5, 0.0, 0.2]))

    def __init__(self, X=X, y=y):
        self.X, self.y = X, y

    def value(self, theta):
        z = theta @ self.X.T
        return (np.exp(z) - self.y * z).sum(axis=-1)

    def gradient(self, theta):
        return np.exp(theta @ self.X.T) @ self.X - self.y @ self.X

    def dual_point(self, theta):
        return np.exp(theta @ self.X.T) - self.y

    def bend(self, theta):
        return np.exp(theta @ self.X.T)

    def conjugate_gap(self, theta, dual):
        z, count = theta @ self.X.T, dual + self.y
        inside = (count >= 0).all(axis=-1)
        count = np.maximum(count, 0.0)
        return np.where(inside, (np.exp(z) - count * (z + 1) + xlogy(count, count)).sum(axis=-1), np.inf)


class OwnL1(Penalty):
    """Σ|θⱼ|, written by a stranger."""

    separable = True

    def value(self, theta):
        return np.abs(theta).sum(axis=-1)

    def prox(self, v, step):
        return np.sign(v) * np.maximum(np.abs(v) - step, 0.0)
