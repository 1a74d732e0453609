"""A bowl with its lowest point at a centre."""

from functools import cached_property

import numpy as np

from sparsity_kit.fits import as_coefficients
from sparsity_kit.inputs import as_real, frozen
from sparsity_kit.losses.squared_error import SquaredError
from sparsity_kit.losses.tables import on_paper, picked, with_vectors
from sparsity_kit.objective import Loss

LARGEST = 1e304  # of f(0): the square of the largest y of a squared error


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
            least = f"{self._spectrum[0][0]:.3g}"
            raise ValueError(f"A must have no negative eigenvalue, got {least}: f has no minimum; pass X.T @ X")
        self.curvatures = frozen(2 * self.A.diagonal())
        self.batch_shape = self.center.shape[:-1]
        with np.errstate(over="ignore", invalid="ignore"):
            if not (self.value(np.zeros(self.n_features)) <= LARGEST).all():
                far = np.abs(self.center).max()
                raise ValueError(f"center is too far from 0 for this A, it reaches {far:.1e}; rescale it")

    @cached_property
    def _spectrum(self):
        return np.linalg.eigh(self.A)

    @property
    def gram(self):
        """A itself: with A = XᵀX the bowl is that of a regression, up to a constant."""
        return self.A

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """(θ − c)ᵀA(θ − c), from shape (..., p) to (...)."""
        offset = as_coefficients("theta", theta, self.n_features, self.batch_shape) - self.center
        return (offset @ self.A * offset).sum(axis=-1)

    def gradient(self, theta):
        """2A(θ − c), shape (..., p)."""
        return 2 * (as_coefficients("theta", theta, self.n_features, self.batch_shape) - self.center) @ self.A

    def symbolic(self, theta):
        """(θ − c)ᵀA(θ − c) for SymPy symbols; not for a stack of centres."""
        A, center = on_paper(self, theta, self.A, self.center)
        offset = list(theta) - center
        return (A * np.outer(offset, offset)).sum()

    @cached_property
    def lipschitz(self):
        """Twice the largest eigenvalue of A."""
        return 2 * max(float(self._spectrum[0][-1]), 0.0)

    def pick(self, problems, batch_shape):
        """The loss of the centres at an index of the batch, or those that a mask names, with the same A."""
        return with_vectors(self, center=picked(self.center, problems, batch_shape))

    def as_squared_error(self):
        """The same f as ‖Rθ − Rc‖², with RᵀR = A: every quadratic bowl is a regression."""
        eigenvalues, vectors = self._spectrum
        root = np.sqrt(np.maximum(eigenvalues, 0))[:, None] * vectors.T * self.A.any(axis=0)
        return SquaredError(root, self.center @ root.T)

    def blur(self, theta):
        """What is lost as A becomes RᵀR, shape (...)."""
        offset = np.abs(theta - self.center)
        return 8 * np.finfo(float).eps * (offset @ np.abs(self.A) * offset).sum(axis=-1)

    def __repr__(self):
        if self.A.size + self.center.size > 20:
            return f"Quadratic(A {self.A.shape}, center {self.center.shape})"
        return f"Quadratic({self.A.tolist()}, center={self.center.tolist()})"
