"""f(θ): the squared error of regression, a quadratic bowl for the pictures, the logistic loss.

Each knows its `value`, `gradient` and `lipschitz`. There is no ½ and no 1/n anywhere: see `conventions`.
"""

from functools import cached_property

import numpy as np

from sparsity_kit.inputs import as_coefficients, as_real, frozen, need_rows
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
        for name, array in (("X", self.X), ("y", self.y)):
            if np.abs(array).max() > 1e150:
                raise ValueError(f"{name} is too large to square, it reaches {np.abs(array).max():.1e}; rescale it")
        self.curvatures = 2 * np.square(self.X).sum(axis=0)
        self.batch_shape = self.y.shape[:-1]

    def residual(self, theta):
        """Xθ − y, from shape (..., p) to (..., n); in the units of y."""
        return as_coefficients("theta", theta, self.n_features, self.batch_shape) @ self.X.T - self.y

    def value(self, theta):
        """‖Xθ − y‖², from shape (..., p) to (...)."""
        return np.square(self.residual(theta)).sum(axis=-1)

    def gradient(self, theta):
        """2Xᵀ(Xθ − y), shape (..., p); component j in squared units of y per unit of coefficient j."""
        return 2 * self.residual(theta) @ self.X

    @cached_property
    def gram(self):
        """XᵀX, shape (p, p)."""
        return self.X.T @ self.X

    @cached_property
    def lipschitz(self):
        """2‖X‖₂², twice the largest eigenvalue of XᵀX."""
        return 2 * _squared_norm(self.X)

    def as_squared_error(self):
        """The loss itself: it is a squared error already."""
        return self

    def __repr__(self):
        return f"SquaredError(X {self.X.shape}, y {self.y.shape})"


class Quadratic(Loss):
    """f(θ) = (θ − c)ᵀA(θ − c): a bowl with its lowest point, 0, at the centre c.

    A (p, p) symmetric with no negative eigenvalue, c (p,) or a stack of centres (..., p). Its contours in the plane
    are ellipses, so this is the loss of the pictures. Raises ValueError if A is not such a matrix.

    >>> Quadratic([[1, 0], [0, 2]], center=[3, 1]).gradient(np.zeros(2))
    array([-6., -4.])
    """

    def __init__(self, A, center):
        self.A, self.center = frozen(as_real("A", A, ndim=2)), frozen(as_real("center", center, ndim="1+"))
        self.n_features = len(self.A)
        if self.A.shape != (self.n_features, self.n_features) or self.center.shape[-1] != self.n_features:
            raise ValueError(f"A must be (p, p) and center (..., p), got {self.A.shape} and {self.center.shape}")
        if np.abs(self.A - self.A.T).max() > 1e-12 * np.abs(self.A).max():
            raise ValueError("A must be symmetric; pass (A + A.T) / 2, which is the same quadratic form")
        if self._spectrum[0][0] < -1e-12 * np.abs(self._spectrum[0]).max():
            raise ValueError(f"A must have no negative eigenvalue, got {self._spectrum[0][0]:.3g}: f has no minimum")
        self.curvatures = 2 * self.A.diagonal()
        self.batch_shape = self.center.shape[:-1]

    @cached_property
    def _spectrum(self):
        return np.linalg.eigh(self.A)

    @property
    def gram(self):
        """A itself: with A = XᵀX the bowl is that of a regression, up to a constant."""
        return self.A

    def value(self, theta):
        """(θ − c)ᵀA(θ − c), from shape (..., p) to (...)."""
        offset = as_coefficients("theta", theta, self.n_features, self.batch_shape) - self.center
        return (offset @ self.A * offset).sum(axis=-1)

    def gradient(self, theta):
        """2A(θ − c), shape (..., p)."""
        return 2 * (as_coefficients("theta", theta, self.n_features, self.batch_shape) - self.center) @ self.A

    @cached_property
    def lipschitz(self):
        """Twice the largest eigenvalue of A."""
        return 2 * max(float(self._spectrum[0][-1]), 0.0)

    def as_squared_error(self):
        """The same f as ‖Rθ − Rc‖², with RᵀR = A: every quadratic bowl is a regression."""
        eigenvalues, vectors = self._spectrum
        root = np.sqrt(np.maximum(eigenvalues, 0))[:, None] * vectors.T
        return SquaredError(root, self.center @ root.T)

    def __repr__(self):
        if self.A.size + self.center.size > 20:
            return f"Quadratic(A {self.A.shape}, center {self.center.shape})"
        return f"Quadratic({self.A.tolist()}, center={self.center.tolist()})"


class Logistic(Loss):
    """f(θ) = Σᵢ log(1 + exp(−yᵢ xᵢ·θ)), labels y = ±1: minus the log-likelihood of logistic regression.

    X (n, p), y (n,) or (..., n), with two labels written −1 and +1, or 0 and 1. No intercept: append a column of
    ones to have one. Raises ValueError for other labels.

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
        if np.abs(self.X).max() > 1e150:
            raise ValueError(f"X is too large to square, it reaches {np.abs(self.X).max():.1e}; rescale it")
        self.y = frozen(np.where(y > 0, 1.0, -1.0))
        self.curvatures = np.square(self.X).sum(axis=0) / 4
        self.batch_shape = self.y.shape[:-1]

    def margin(self, theta):
        """yᵢ xᵢ·θ, from shape (..., p) to (..., n): positive where the sign of xᵢ·θ is right."""
        return self.y * (as_coefficients("theta", theta, self.n_features, self.batch_shape) @ self.X.T)

    def value(self, theta):
        """Σᵢ log(1 + exp(−marginᵢ)), from shape (..., p) to (...)."""
        return np.logaddexp(0, -self.margin(theta)).sum(axis=-1)

    def gradient(self, theta):
        """−Σᵢ yᵢ xᵢ / (1 + exp(marginᵢ)), shape (..., p)."""
        return -(self.y * self.doubt(theta)) @ self.X

    def doubt(self, theta):
        """1 / (1 + exp(marginᵢ)): the probability that the model gives to the label that did not occur."""
        return np.exp(-np.logaddexp(0, self.margin(theta)))

    @cached_property
    def lipschitz(self):
        """‖X‖₂² / 4, because the logistic function is nowhere steeper than ¼."""
        return _squared_norm(self.X) / 4

    def __repr__(self):
        return f"Logistic(X {self.X.shape}, y {self.y.shape})"


def _squared_norm(X):
    """‖X‖₂², the largest eigenvalue of XᵀX or of XXᵀ, whichever is smaller."""
    n, p = X.shape
    return max(float(np.linalg.eigvalsh(X.T @ X if p <= n else X @ X.T)[-1]), 0.0)
