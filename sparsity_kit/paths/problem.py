"""The lasso in units of its own: y of size about 1 and columns of length about 1, by powers of two.

A power of two as factor changes no digit. So data of any scale are solved with the same digits, and a threshold that is
relative to these units means the same for all of them.
"""

from functools import cached_property

import numpy as np

from sparsity_kit.fits import need_rows
from sparsity_kit.inputs import as_floats, as_nonnegative, as_real

CENTRED = 1e-13  # a column whose mean is no larger than this share of its spread sums up to zero
COLUMNS_PER_ROW = 2  # up to which XᵀX is computed once, for all columns


class Problem:
    """‖Xθ − y‖² + ridge·‖θ‖² + λ‖θ‖₁ in its own units; X (n, p), y (n,).

    half (p,): the edges of the band at λ = 1, ½ if all columns have one length. c (p,): Xᵀy. lam_max: from which λ on
    all is zero. lam_exponent: λ in the units of the data is λ here times 2 to this power. bends, roots (p,): the ridge
    in the unit of each column, and √ridge. Raises TypeError or ValueError for data that are not finite real tables of
    matching shapes, and ValueError for a ridge that is too large beside X.
    """

    def __init__(self, X, y, ridge=0.0):
        X, y = as_floats("X", X, ndim=2), as_real("y", y, ndim=1)
        self.ridge = float(as_nonnegative("ridge", ridge, ndim=0))
        self.n_rows, self.n_columns = X.shape
        need_rows("y", y, self.n_rows)
        exponents, self.y_exponent = np.zeros(self.n_columns, dtype=int), int(np.frexp(np.abs(y).max())[1])
        gram, squares = _squares(X)
        if not 1e-200 < squares.min() <= squares.max() < 1e200:  # zero, NaN, or too small or too large to square
            exponents = np.frexp(np.abs(as_real("X", X)).max(axis=0))[1]
            X = np.ldexp(X, -exponents)
            gram, squares = _squares(X)
        nearest = nearest_power(np.sqrt(squares))
        self.X, self.y, self.scale = X, np.ldexp(y, -self.y_exponent), np.ldexp(1.0, -nearest)
        self.exponents = exponents + nearest
        if not squares.all():  # columns of zeros have no unit of their own: they take the largest
            known = self.exponents[squares > 0]
            self.exponents[squares == 0] = known.max() if len(known) else 0
        middle = int(self.exponents.max() + self.exponents.min()) // 2  # so that no half over- or underflows
        self.half, self.lam_exponent = np.ldexp(0.5, middle - self.exponents), self.y_exponent + middle
        self.bends = self._bends() if self.ridge else np.zeros(self.n_columns)
        self.roots = np.sqrt(self.bends)
        self.gram = None if gram is None else gram * self.scale * self.scale[:, None] + np.diag(self.bends)
        self.c = self.y @ X * self.scale
        self.lam_max = float((np.abs(self.c) / self.half).max())
        self.target_square = float(self.y @ self.y)

    def _bends(self):
        """The ridge in the units of each column, (p,); ValueError where it is too large for a float."""
        with np.errstate(over="ignore"):
            bends = np.ldexp(self.ridge, -2 * self.exponents)
        if not np.isfinite(bends).all():
            raise ValueError(f"ridge = {self.ridge:g} is too large beside the squares of X; rescale X")
        return bends

    @cached_property
    def rank(self):
        """How many columns at most can be independent: n, or n − 1 if all sum up to zero; any number with a ridge."""
        if self.ridge or self.n_columns < self.n_rows:
            return self.n_columns
        sums = np.abs(self.X.sum(axis=0)) * self.scale
        return self.n_rows - int(sums.max() <= CENTRED * np.sqrt(self.n_rows))

    def theta_in_data_units(self, theta, columns):
        """θ (..., u) of these columns, in the units of y per unit of column."""
        return np.ldexp(theta, self.y_exponent - self.exponents[columns]) + 0.0  # no -0. where it vanishes

    def normal_equations(self, subset):
        """XᵀX of a subset of the columns; the function v ↦ v·XᵀX; and their part of c."""
        if self.gram is not None:  # then the subset is everyone
            return self.gram, lambda v: v @ self.gram, self.c
        columns, bends = self.X[:, subset] * self.scale[subset], self.bends[subset]
        gram = columns.T @ columns + np.diag(bends)
        return gram, lambda v: v @ columns.T @ columns + v * bends, self.c[subset]

    def correlations(self, theta, subset):
        """Xᵀ(y − Xθ) − ridge·θ of all columns (k, p), for θ (k, s) of a subset."""
        if self.gram is not None:
            return self.c - theta @ self.gram
        used = theta.any(axis=0)
        return self.products(self.residuals(theta[:, used], subset[used]))

    def columns(self, subset):
        """X of a subset (rows, s): with a ridge there are p rows more, √ridge·I (Zou and Hastie 2005, lemma 1)."""
        columns = self.X[:, subset] * self.scale[subset]
        if not self.ridge:
            return columns
        return np.vstack([columns, self.roots[subset] * (np.arange(self.n_columns)[:, None] == subset)])

    @cached_property
    def target(self):
        """y (rows,): the rows that a ridge adds aim at zero."""
        return np.append(self.y, np.zeros(self.n_columns)) if self.ridge else self.y

    def residuals(self, theta, subset):
        """y − Xθ (k, rows), for θ (k, s) of a subset."""
        residuals = self.y - theta @ (self.X[:, subset] * self.scale[subset]).T
        if not self.ridge:
            return residuals
        below = np.zeros((len(theta), self.n_columns))
        below[:, subset] = -theta * self.roots[subset]
        return np.hstack([residuals, below])

    def products(self, vectors):
        """The inner products (k, p) of all columns with vectors (k, rows)."""
        products = vectors[:, : self.n_rows] @ self.X
        products *= self.scale
        if self.ridge:
            products += vectors[:, self.n_rows :] * self.roots
        return products


def _squares(X):
    """XᵀX, or None for a wide X; and the squared length of every column."""
    with np.errstate(over="ignore", invalid="ignore"):
        gram = X.T @ X if X.shape[1] <= COLUMNS_PER_ROW * X.shape[0] else None
        return gram, np.einsum("ij,ij->j", X, X) if gram is None else gram.diagonal()


def nearest_power(lengths):
    """e with lengths/2ᵉ between 0.75 and 1.5: whole numbers, the same for all lengths that are 1 but for rounding."""
    mantissa, exponent = np.frexp(lengths)
    return exponent - (mantissa < 0.75)
