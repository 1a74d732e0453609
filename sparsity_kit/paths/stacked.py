"""Many lassos of one size in units of their own, `problem` b times: their normal equations by one product.

The Gram matrix Σᵢ wᵢxᵢxᵢᵀ is linear in the weights of the rows. So where X is shared, those of all problems are the
products of two columns, row by row, times the weights.
"""

import numpy as np

from sparsity_kit.paths.problem import CENTRED, nearest_power

ROOM = 2**16  # numbers of the products of columns at a time, so that they stay in the processor's cache
RANGE = 1e-200, 1e200  # squares within it lose no digit in a product


class Stacked:
    """Σᵢ wᵢ(xᵢ·θ − yᵢ)² + λ‖θ‖₁ of b problems; X (b, n, p), y (b, n), weights (b, n), or 1 for b where it is shared.

    gram (p, p, b); c, half (p, b), target_square and lam_exponent (b,): as in `Problem`. rank (b,): how many
    columns at most can be independent. fits (b,): whether the squares of a problem's columns are within the range of
    floats.
    """

    def __init__(self, X, y, weights, count):
        self.y_exponent = np.frexp(np.abs(y).max(axis=1))[1]
        y = np.ldexp(y, -self.y_exponent[:, None])
        gram, c, target_square = _products(X, y, weights)
        self.target_square = np.broadcast_to(target_square, count)
        self.rank = np.broadcast_to(_rank(X, weights), count)
        gram = np.broadcast_to(gram, (*gram.shape[:2], count))
        self._bring_to_size_one(gram, c)
        self.fits &= ~_vanish(X, weights, gram.diagonal().T)

    def _bring_to_size_one(self, gram, c):
        """Scale each column by a power of two, so that its length is about 1; who cannot be is no fit."""
        squares = gram.diagonal().T
        self.fits = ((squares == 0) | ((squares > RANGE[0]) & (squares < RANGE[1]))).all(axis=0)
        nearest = nearest_power(np.sqrt(np.where(self.fits, squares, 1.0)))
        largest = nearest.max(axis=0, where=squares > 0, initial=nearest.min())
        self.exponents = np.where(squares > 0, nearest, largest)  # of zeros: they have no unit of their own
        middle = (self.exponents.max(axis=0) + self.exponents.min(axis=0)) // 2
        self.half, self.lam_exponent = np.ldexp(0.5, middle - self.exponents), self.y_exponent + middle
        scale = np.ldexp(1.0, -self.exponents)
        self.gram, self.c = gram * scale, c * scale
        self.gram *= scale[:, None]

    def theta_in_data_units(self, theta):
        """θ (p, b) at each kink, in the units of y per unit of column; the tables are used again."""
        for each in theta:
            np.ldexp(each, self.y_exponent - self.exponents, out=each)
            each += 0.0  # no -0. where it vanishes
        return theta


def _products(X, y, weights):
    """Σᵢ wᵢxᵢxᵢᵀ (p, p, b), Σᵢ wᵢyᵢxᵢ (p, b) and Σᵢ wᵢyᵢ² (b,); or 1 for b where all is shared."""
    target = weights * y
    if len(X) == 1:
        gram, c = _of_pairs(X[0], weights), X[0].T @ target.T
    else:
        gram, c = _of_tables(X, np.broadcast_to(weights, X.shape[:2])), (target[:, None] @ X)[:, 0].T
    return gram, c, np.einsum("bn,bn->b", target, np.broadcast_to(y, target.shape))


def _of_tables(X, weights):
    """Σᵢ wᵢxᵢxᵢᵀ (p, p, b) of tables X (b, n, p), some at a time."""
    count, n, p = X.shape
    gram, some = np.empty((p, p, count)), max(1, ROOM // (n * p))
    for start in range(0, count, some):
        part = slice(start, start + some)
        gram[:, :, part] = ((X[part] * weights[part, :, None]).swapaxes(1, 2) @ X[part]).transpose(1, 2, 0)
    return gram


def _of_pairs(X, weights):
    """Σᵢ wᵢxᵢxᵢᵀ (p, p, b) of X (n, p) for weights (b, n): of each pair of columns once."""
    columns, p = X.T.copy(), X.shape[1]
    (i, k), place = np.triu_indices(p), np.empty((p, p), dtype=int)
    place[i, k] = place[k, i] = np.arange(len(i))
    sums, some = np.empty((len(i), len(weights))), max(1, ROOM // len(X))
    for start in range(0, len(i), some):
        part = slice(start, start + some)
        np.matmul(columns[i[part]] * columns[k[part]], weights.T, out=sums[part])
    return sums[place]


def _vanish(X, weights, squares):
    """In which problems (b,) a column is not zero, and yet its square (p, b) is."""
    vanish = np.zeros(squares.shape[1], dtype=bool)
    for b in np.flatnonzero((squares == 0).any(axis=0)):
        rows, counted = (stack[b if len(stack) > 1 else 0] for stack in (X, weights > 0))
        vanish[b] = rows[counted][:, squares[:, b] == 0].any()
    return vanish


def _rank(X, weights):
    """As `Problem.rank`, (b,) or (1,); without weights, centred columns have one dimension less."""
    n_rows, p = np.count_nonzero(weights, axis=1), X.shape[2]
    if p < n_rows.min() or not (weights == 1).all():
        return np.minimum(n_rows, p)
    sums, length = np.abs(X.sum(axis=1)), np.linalg.norm(X, axis=1)
    centred = (sums <= CENTRED * np.sqrt(X.shape[1]) * length).all(axis=1)
    return np.minimum(n_rows - centred, p)
