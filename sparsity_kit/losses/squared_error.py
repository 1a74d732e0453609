"""The squared error of regression."""

from functools import cached_property

import numpy as np

from sparsity_kit.fits import as_coefficients, need_rows
from sparsity_kit.inputs import as_real, frozen
from sparsity_kit.losses.tables import need_squares, on_paper, picked, squared_norm, with_vectors
from sparsity_kit.objective import Loss


class SquaredError(Loss):
    """f(θ) = ‖Xθ − y‖², with no ½ and no 1/n; X (n, p), y (n,) or a stack of right-hand sides (..., n).

    In the squared units of y. X and y are copied. Raises ValueError or TypeError for data that are not finite real
    tables of matching shapes.

    >>> float(SquaredError([[1, 0], [0, 2]], [1, 2]).value([0, 0]))
    5.0
    """

    def __init__(self, X, y):
        self.X, self.y = frozen(as_real("X", X, ndim=2)), frozen(as_real("y", y, ndim="1+"))
        n, self.n_features = self.X.shape
        need_rows("y", self.y, n)
        need_squares("X", self.X)
        need_squares("y", self.y)
        self.curvatures = frozen(2 * np.square(self.X).sum(axis=0))
        self.batch_shape = self.y.shape[:-1]

    def residual(self, theta):
        """Xθ − y, from shape (..., p) to (..., n); in the units of y."""
        return as_coefficients("theta", theta, self.n_features, self.batch_shape) @ self.X.T - self.y

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """‖Xθ − y‖², from shape (..., p) to (...)."""
        return np.square(self.residual(theta)).sum(axis=-1)

    def gradient(self, theta):
        """2Xᵀ(Xθ − y), shape (..., p); component j in squared units of y per unit of coefficient j."""
        return 2 * self.residual(theta) @ self.X

    def symbolic(self, theta):
        """Σᵢ(xᵢ·θ − yᵢ)² for SymPy symbols; not for a stack of y."""
        X, y = on_paper(self, theta, self.X, self.y)
        return sum((X @ list(theta) - y) ** 2)

    @cached_property
    def gram(self):
        """XᵀX, shape (p, p)."""
        gram = self.X.T @ self.X
        gram.setflags(write=False)
        return gram

    @cached_property
    def lipschitz(self):
        """2‖X‖₂², twice the largest eigenvalue of XᵀX."""
        return 2 * squared_norm(self.X)

    def as_squared_error(self):
        """The loss itself: it is a squared error already."""
        return self

    def blur(self, theta):
        """Nothing: it is one."""
        return 0.0

    def pick(self, problems, batch_shape):
        """The loss of the right-hand sides at an index of the batch, or those that a mask names, with the same X."""
        return with_vectors(self, y=picked(self.y, problems, batch_shape))

    def dual_point(self, theta):
        """h′ at Xθ, for f(θ) = h(Xθ): 2(Xθ − y), from shape (..., p) to (..., n)."""
        return 2 * self.residual(theta)

    def bend(self, theta):
        """h″ at Xθ: 2 in every row."""
        return np.full((*np.shape(theta)[:-1], len(self.X)), 2.0)

    def reach(self, theta):
        """Without end: the conjugate of squares is a square."""
        return np.inf

    def conjugate_gap(self, theta, dual):
        """h(z) + h*(u) − u·z at z = Xθ for u = `dual` (..., n): ‖z − y − u/2‖², zero exactly at u = h′(z)."""
        return np.square(self.residual(theta) - dual / 2).sum(axis=-1)

    def __repr__(self):
        return f"SquaredError(X {self.X.shape}, y {self.y.shape})"
