"""f(θ): the squared error of regression, a quadratic bowl for the pictures, the logistic loss.

Each knows its `value`, `gradient`, `lipschitz` and its formula, `symbolic`. There is no ½ and no 1/n anywhere: see
`conventions`.
"""

from copy import copy
from functools import cached_property

import numpy as np

from sparsity_kit.inputs import as_coefficients, as_real, frozen, need_rows
from sparsity_kit.objective import Loss
from sparsity_kit.rational import as_rational


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
        _need_squares("X", self.X)
        _need_squares("y", self.y)
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

    def symbolic(self, theta):
        """Σᵢ(xᵢ·θ − yᵢ)² for SymPy symbols; not for a stack of y."""
        X, y = _on_paper(self, theta, self.X, self.y)
        return sum((X @ list(theta) - y) ** 2)

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

    def pick(self, problems, batch_shape):
        """The loss of the right-hand sides at an index of the batch, or those that a mask names, with the same X."""
        return _with(self, y=_picked(self.y, problems, batch_shape))

    def dual_point(self, theta):
        """h′ at Xθ, for f(θ) = h(Xθ): 2(Xθ − y), from shape (..., p) to (..., n)."""
        return 2 * self.residual(theta)

    def bend(self, theta):
        """h″ at Xθ: 2 in every row."""
        return np.full((*np.shape(theta)[:-1], len(self.X)), 2.0)

    def conjugate_gap(self, theta, dual):
        """h(z) + h*(u) − u·z at z = Xθ for u = `dual` (..., n): ‖z − y − u/2‖², zero exactly at u = h′(z)."""
        return np.square(self.residual(theta) - dual / 2).sum(axis=-1)

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

    def symbolic(self, theta):
        """(θ − c)ᵀA(θ − c) for SymPy symbols; not for a stack of centres."""
        A, center = _on_paper(self, theta, self.A, self.center)
        offset = list(theta) - center
        return (A * np.outer(offset, offset)).sum()

    @cached_property
    def lipschitz(self):
        """Twice the largest eigenvalue of A."""
        return 2 * max(float(self._spectrum[0][-1]), 0.0)

    def pick(self, problems, batch_shape):
        """The loss of the centres at an index of the batch, or those that a mask names, with the same A."""
        return _with(self, center=_picked(self.center, problems, batch_shape))

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
        _need_squares("X", self.X)
        self.y = frozen(np.where(y > 0, 1.0, -1.0))
        self.curvatures = np.square(self.X).sum(axis=0) / 4
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

        X, y = _on_paper(self, theta, self.X, self.y)
        return sum(log(1 + exp(-margin)) for margin in y * (X @ list(theta)))

    def doubt(self, theta):
        """1 / (1 + exp(marginᵢ)): the probability that the model gives to the label that did not occur."""
        return _sigmoid(-self.margin(theta))

    def pick(self, problems, batch_shape):
        """The loss of the label vectors at an index of the batch, or those that a mask names, with the same X."""
        return _with(self, y=_picked(self.y, problems, batch_shape))

    def dual_point(self, theta):
        """h′ at Xθ, for f(θ) = h(Xθ): −y·doubt, from shape (..., p) to (..., n)."""
        return -self.y * self.doubt(theta)

    def bend(self, theta):
        """h″ at Xθ: doubt·(1 − doubt), shape (..., n)."""
        margin = self.margin(theta)
        return _sigmoid(margin) * _sigmoid(-margin)

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
        return _squared_norm(self.X) / 4

    def __repr__(self):
        return f"Logistic(X {self.X.shape}, y {self.y.shape})"


def _on_paper(loss, theta, *arrays):
    """The arrays with a fraction for each number, to go with one SymPy symbol for each coefficient of the loss."""
    if len(theta) != loss.n_features:
        raise ValueError(f"theta must have one symbol per coefficient, {loss.n_features}, got {len(theta)}")
    if loss.batch_shape:
        raise ValueError(
            f"{loss!r} is a stack of losses {loss.batch_shape}, which has no one formula; build the loss of one of them"
        )
    return [np.vectorize(as_rational, otypes=[object])(array) for array in arrays]


def _need_squares(name, array):
    largest = np.abs(array).max()
    if largest > 1e152 or 0 < largest < 1e-152:
        size = f"large to square, it reaches {largest:.1e}" if largest > 1 else f"small to square, it is {largest:.1e}"
        raise ValueError(f"{name} is too {size}; rescale it")


def _picked(vectors, problems, batch_shape):
    """Of vectors (..., n) that broadcast to a batch, those at an index of it, or those that a mask of it names."""
    return np.broadcast_to(vectors, (*batch_shape, vectors.shape[-1]))[problems]


def _with(loss, **vectors):
    """A loss of the same X or A, which is not copied, with another y or center."""
    other = copy(loss)
    for name, value in vectors.items():
        setattr(other, name, frozen(value))
        other.batch_shape = value.shape[:-1]
    return other


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


def _squared_norm(X):
    """‖X‖₂², the largest eigenvalue of XᵀX or of XXᵀ, whichever is smaller."""
    n, p = X.shape
    return max(float(np.linalg.eigvalsh(X.T @ X if p <= n else X @ X.T)[-1]), 0.0)
