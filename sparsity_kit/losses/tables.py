"""The tables of numbers in a loss: their squares and norms, some of a stack, and fractions for paper."""

from copy import copy

import numpy as np

from sparsity_kit.inputs import frozen
from sparsity_kit.rational import as_rational


def need_squares(name, array):
    """Raise ValueError for numbers whose squares are no numbers."""
    largest = np.abs(array).max()
    if largest > 1e152 or 0 < largest < 1e-152:
        size = f"large to square, it reaches {largest:.1e}" if largest > 1 else f"small to square, it is {largest:.1e}"
        raise ValueError(f"{name} is too {size}; rescale it")


def squared_norm(X):
    """‖X‖₂², the largest eigenvalue of XᵀX or of XXᵀ, whichever is smaller."""
    n, p = X.shape
    return max(float(np.linalg.eigvalsh(X.T @ X if p <= n else X @ X.T)[-1]), 0.0)


def exponents(*arrays):
    """For each array the e with a largest size between 2ᵉ⁻¹ and 2ᵉ: divided by 2ᵉ its numbers are about 1."""
    return [int(np.frexp(np.abs(array).max())[1]) for array in arrays]


def gram_of(loss):
    """XᵀX of a loss that is a squared error, (p, p); A itself of a bowl."""
    return loss.gram if hasattr(loss, "gram") else loss.as_squared_error().gram


def picked(vectors, problems, batch_shape):
    """Of vectors (..., n) that broadcast to a batch, those at an index of it, or those that a mask of it names."""
    return np.broadcast_to(vectors, (*batch_shape, vectors.shape[-1]))[problems]


def with_vectors(loss, **vectors):
    """A loss of the same X or A, which is not copied, with another y or center."""
    other = copy(loss)
    for name, value in vectors.items():
        setattr(other, name, frozen(value))
        other.batch_shape = value.shape[:-1]
    return other


def on_paper(loss, theta, *arrays):
    """The arrays with a fraction for each number, to go with one SymPy symbol for each coefficient of the loss."""
    if len(theta) != loss.n_features:
        raise ValueError(f"theta must have one symbol per coefficient, {loss.n_features}, got {len(theta)}")
    if loss.batch_shape:
        raise ValueError(
            f"{loss!r} is a stack of losses {loss.batch_shape}, which has no one formula; build the loss of one of them"
        )
    return [np.vectorize(as_rational, otypes=[object])(array) for array in arrays]
