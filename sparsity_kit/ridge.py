"""θ(λ) for squared L2: one singular value decomposition gives every λ."""

import numpy as np

from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.losses import SquaredError


def ridge_path(X, y, lams):
    """θ(λ) = argmin ‖Xθ − y‖² + λ‖θ‖² = V·diag(s / (s² + λ))·Uᵀy, where X = U·diag(s)·Vᵀ.

    `lams` (m,) gives θ of shape (m, p), one λ gives (p,). At λ = 0 this is the shortest least squares solution, the
    limit λ → 0. `y` may be a stack (..., n), which broadcasts with `lams`: `lams[:, None]` is every pair of both.
    Raises ValueError or TypeError for bad data, a negative λ, or shapes that do not fit.
    Source: Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 3.4.1.

    >>> ridge_path([[1.0, 0.0], [0.0, 2.0]], [3.0, 3.0], lams=[0.0, 2.0])
    array([[3. , 1.5],
           [1. , 1. ]])
    """
    loss, lams = SquaredError(X, y), as_nonnegative("lams", lams)
    try:
        np.broadcast_shapes(loss.batch_shape, lams.shape)
    except ValueError:
        raise ValueError(
            f"lams of shape {lams.shape} does not broadcast with the {loss.batch_shape} right-hand sides y; "
            "for every pair of both write lams[:, None]"
        ) from None
    _, exponent = np.frexp(np.abs(loss.X).max())
    X, y = _few_rows(np.ldexp(loss.X, -exponent), loss.y)  # a power of two: changes no digit, and keeps X in range
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    s = np.ldexp(s, exponent)
    rank = np.count_nonzero(s > s[0] * max(loss.X.shape) * np.finfo(float).eps)  # beyond, s is zero but for rounding
    U, s, Vt = U[:, :rank], s[:rank], Vt[:rank]
    length = np.hypot(s, np.sqrt(lams)[..., None])  # √(s² + λ), and no square overflows or vanishes
    return (s / length / length * (y @ U)) @ Vt + 0.0  # no -0.


def _few_rows(X, y):
    """X and y, with fewer rows where X is tall and y is one: R of [X y] = QR has the same inner products."""
    n, p = X.shape
    if n <= p or y.ndim > 1:
        return X, y
    R = np.asarray(np.linalg.qr(np.column_stack([X, y]), mode="r"))
    return R[:, :p], R[:, p]
