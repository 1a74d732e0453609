"""The logistic loss of labels."""

from functools import cached_property

import numpy as np

from sparsity_kit.fits import as_coefficients, need_rows
from sparsity_kit.inputs import as_real, frozen
from sparsity_kit.losses.tables import need_squares, on_paper, picked, squared_norm, with_vectors
from sparsity_kit.objective import Loss


class Logistic(Loss):
    """f(θ) = Σᵢ log(1 + exp(−yᵢ xᵢ·θ)), labels y = ±1: minus the log-likelihood of logistic regression.

    X (n, p), y (n,) or (..., n), with two labels written −1 and +1, or 0 and 1. No intercept: append a column of
    ones to have one. Where a plane tells the labels apart f falls to 0 along it and has no minimiser: θ is then finite
    only at a price. Raises ValueError for other labels.

    >>> round(float(Logistic([[1.0], [2.0]], [0, 1]).value([0.0])), 4)
    1.3863
    """

    def __init__(self, X, y):
        self.X, y = frozen(as_real("X", X, ndim=2)), as_real("y", y, ndim="1+")
        n, self.n_features = self.X.shape
        need_rows("y", y, n, entry="label")
        labels = np.unique(y)
        if not (np.isin(labels, [-1, 1]).all() or np.isin(labels, [0, 1]).all()):
            raise ValueError(f"y must hold labels -1 and +1, or 0 and 1, got {labels[:5].tolist()}")
        need_squares("X", self.X)
        self.y = frozen(np.where(y > 0, 1.0, -1.0))
        self.curvatures = frozen(np.square(self.X).sum(axis=0) / 4)
        self.batch_shape = self.y.shape[:-1]

    def margin(self, theta):
        """yᵢ xᵢ·θ, from shape (..., p) to (..., n): positive where the sign of xᵢ·θ is right."""
        return self.y * (as_coefficients("theta", theta, self.n_features, self.batch_shape) @ self.X.T)

    def value(self, theta):
        """Σᵢ log(1 + exp(−marginᵢ)), from shape (..., p) to (...)."""
        return _softplus(-self.margin(theta)).sum(axis=-1)

    def gradient(self, theta):
        """−Σᵢ yᵢ xᵢ / (1 + exp(marginᵢ)), shape (..., p)."""
        return -(self.y * self.doubt(theta)) @ self.X

    def symbolic(self, theta):
        """Σᵢ log(1 + exp(−yᵢ xᵢ·θ)) for SymPy symbols; not for a stack of labels."""
        from sympy import exp, log

        X, y = on_paper(self, theta, self.X, self.y)
        return sum(log(1 + exp(-margin)) for margin in y * (X @ list(theta)))

    def doubt(self, theta):
        """1 / (1 + exp(marginᵢ)): the probability that the model gives to the label that did not occur."""
        return _sigmoid(-self.margin(theta))

    def pick(self, problems, batch_shape):
        """The loss of the label vectors at an index of the batch, or those that a mask names, with the same X."""
        return with_vectors(self, y=picked(self.y, problems, batch_shape))

    def dual_point(self, theta):
        """h′ at Xθ, for f(θ) = h(Xθ): −y·doubt, from shape (..., p) to (..., n)."""
        return -self.y * self.doubt(theta)

    def bend(self, theta):
        """h″ at Xθ: doubt·(1 − doubt), shape (..., n)."""
        margin = self.margin(theta)
        return _sigmoid(margin) * _sigmoid(-margin)

    def reach(self, theta):
        """A quarter of √h″ where it is least: farther off, the conjugate is no longer like a square, (...)."""
        return np.sqrt(self.bend(theta).min(axis=-1)) / 4

    def conjugate_gap(self, theta, dual):
        """h(z) + h*(u) − u·z at z = Xθ for u = `dual` (..., n): how far the doubts a = −y·u are from those at θ.

        Σ a·log(a/doubt) + (1 − a)·log((1 − a)/(1 − doubt)), which is infinite unless 0 <= a <= 1.
        """
        a, margin = -self.y * dual, self.margin(theta)
        possible = ((a >= 0) & (a <= 1)).all(axis=-1)
        a = np.clip(a, 0.0, 1.0)
        apart = _entropy(a) + _entropy(1 - a) + a * _softplus(margin) + (1 - a) * _softplus(-margin)
        return np.where(possible, apart.sum(axis=-1), np.inf)

    @cached_property
    def lipschitz(self):
        """‖X‖₂² / 4, because the logistic function is nowhere steeper than ¼."""
        return squared_norm(self.X) / 4

    def __repr__(self):
        return f"Logistic(X {self.X.shape}, y {self.y.shape})"


def _softplus(v):
    """log(1 + exp(v)), of which exp never overflows. (Several times as fast as np.logaddexp.)"""
    return np.maximum(v, 0.0) + np.log1p(np.exp(-np.abs(v)))


def _sigmoid(v):
    """1 / (1 + exp(−v)), small values to their last digit."""
    small = np.exp(-np.abs(v))
    return np.where(v >= 0, 1.0, small) / (1 + small)


def _entropy(a):
    """a·log a, which is 0 at 0."""
    return a * np.log(np.where(a > 0, a, 1.0))
