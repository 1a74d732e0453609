"""Many lassos of one size in units of their own, `problem` b times: their normal equations by one product.

The Gram matrix Σᵢ wᵢxᵢxᵢᵀ is linear in the weights of the rows. So where X is shared, those of all problems are the
products of two columns, row by row, times the weights.
"""

import numpy as np

from sparsity_kit.paths.problem import CENTRED, nearest_power

PAIRS = 2**12  # of columns at a time, so that no table grows with their number
RANGE = 1e-200, 1e200  # squares within it lose no digit in a product


class Stacked:
    """Σᵢ wᵢ(xᵢ·θ − yᵢ)² + λ‖θ‖₁ of b problems; X (b, n, p), y (b, n), weights (b, n), or 1 for b where it is shared.

    gram (b, p, p); c, half (p, b) and target_square (b,): as in `Problem`. rank (b,): how many columns at most can be
    independent. fits (b,): whether the squares of a problem's columns are within the range of floats.
    """

    def __init__(self, X, y, weights, count):
        self.n_columns = X.shape[2]
        self.y_exponent = np.frexp(np.abs(y).max(axis=1))[1]
        y = np.ldexp(y, -self.y_exponent[:, None])
        gram = _gram_of_all(X[0], weights) if len(X) == 1 else (X * weights[:, :, None]).swapaxes(1, 2) @ X
        target = weights * y
        c = X[0].T @ target.T if len(X) == 1 else (target[:, None] @ X)[:, 0].T
        self.target_square = np.broadcast_to(np.einsum("bn,bn->b", target, np.broadcast_to(y, target.shape)), count)
        self.rank = np.broadcast_to(_rank(X, weights), count)
        self._bring_to_size_one(np.broadcast_to(gram, (count, *gram.shape[1:])), c)

    def _bring_to_size_one(self, gram, c):
        squares = gram.diagonal(axis1=1, axis2=2).T
        self.fits = ((squares == 0) | ((squares > RANGE[0]) & (squares < RANGE[1]))).all(axis=0)
        nearest = nearest_power(np.sqrt(np.where(self.fits, squares, 1.0)))
        largest = nearest.max(axis=0, where=squares > 0, initial=nearest.min())
        self.exponents = np.where(squares > 0, nearest, largest)  # of zeros: they have no unit of their own
        self.middle = (self.exponents.max(axis=0) + self.exponents.min(axis=0)) // 2
        self.half = np.ldexp(0.5, self.middle - self.exponents)
        scale = np.ldexp(1.0, -self.exponents)
        self.gram, self.c = gram * scale.T[:, :, None] * scale.T[:, None], c * scale

    @property
    def lam_exponent(self):
        """λ in the units of the data is λ here times 2 to this power, (b,)."""
        return self.y_exponent + self.middle

    def theta_in_data_units(self, theta):
        """θ (b, k, p), in the units of y per unit of column."""
        exponents = self.y_exponent[:, None, None] - self.exponents.T[:, None]
        return np.ldexp(theta, exponents) + 0.0  # no -0. where it vanishes


def _gram_of_all(X, weights):
    """Σᵢ wᵢxᵢxᵢᵀ (b, p, p) of X (n, p) for weights (b, n): of each pair of columns once."""
    p = X.shape[1]
    (i, k), place = np.triu_indices(p), np.empty((p, p), dtype=int)
    place[i, k] = place[k, i] = np.arange(len(i))
    parts = [slice(start, start + PAIRS) for start in range(0, len(i), PAIRS)]
    return np.hstack([weights @ (X[:, i[part]] * X[:, k[part]]) for part in parts])[:, place]


def _rank(X, weights):
    """As `Problem.rank`, (b,) or (1,); without weights, centred columns have one dimension less."""
    n_rows, p = np.count_nonzero(weights, axis=1), X.shape[2]
    if p < n_rows.min() or not (weights == 1).all():
        return np.minimum(n_rows, p)
    sums, length = np.abs(X.sum(axis=1)), np.linalg.norm(X, axis=1)
    centred = (sums <= CENTRED * np.sqrt(X.shape[1]) * length).all(axis=1)
    return np.minimum(n_rows - centred, p)
