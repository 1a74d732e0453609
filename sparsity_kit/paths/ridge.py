"""θ(λ) for squared L2: one singular value decomposition gives every λ."""

import numpy as np

from sparsity_kit.fits import batch_of, need_rows
from sparsity_kit.inputs import as_nonnegative, as_real

EPS = np.finfo(float).eps
ONE_UNIT = 10  # powers of two between the sizes of columns, up to which one number tells for all what is rounding


@np.errstate(over="ignore", invalid="ignore")  # `_need_numbers` tells of it
def ridge_path(X, y, lams):
    """θ(λ) = argmin ‖Xθ − y‖² + λ‖θ‖² = V·diag(s / (s² + λ))·Uᵀy, where X = U·diag(s)·Vᵀ.

    `lams` (m,) gives θ of shape (m, p), one λ gives (p,). At λ = 0 this is the shortest least squares solution, the
    limit λ → 0. Where columns differ in size by more than a factor 1000, Gram and Schmidt for each λ take the place of
    the decomposition, so that units do not matter. `y` may be a stack (..., n), which broadcasts with `lams`:
    `lams[:, None]` is every pair of both. No certificate comes with it: where columns depend on each other up to
    rounding, ask `minimize(SquaredError(X, y) + lam * SquaredL2())`, which says how far its answer can be trusted.
    Raises ValueError or TypeError for bad data, a negative λ, shapes that do not fit, or θ beyond float64.
    Source: Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 3.4.1.

    >>> ridge_path([[1.0, 0.0], [0.0, 2.0]], [3.0, 3.0], lams=[0.0, 2.0])
    array([[3. , 1.5],
           [1. , 1. ]])
    """
    X, y, lams = as_real("X", X, ndim=2), as_real("y", y, ndim="1+"), as_nonnegative("lams", lams)
    need_rows("y", y, len(X))
    batch = batch_of(
        f"lams of shape {lams.shape} does not broadcast with the {y.shape[:-1]} right-hand sides y; "
        "for every pair of both write lams[:, None]",
        y.shape[:-1],
        lams.shape,
    )
    says = X.any(axis=0)
    _, exponents = np.frexp(np.abs(X).max(axis=0))
    exponent, order, rounding = exponents.max(), np.arange(X.shape[1]), max(X.shape) * EPS
    if exponent - exponents.min(where=says, initial=exponent) > ONE_UNIT:
        projected, R, order = _graded(X, y, exponents)
        if len(R) == X.shape[1]:
            return _need_numbers(_column_by_column(X, y, lams, batch))
        X, y, rounding = R, projected, 0.0  # fewer rows than columns, none of which is rounding
    else:
        X = np.ldexp(X, -exponent)  # a power of two: changes no digit, and keeps X in range
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    rank = np.count_nonzero(s > s[0] * rounding)  # beyond, s is zero but for rounding
    U, s, Vt = U[:, :rank], np.ldexp(s[:rank], exponent), Vt[:rank]
    length = np.hypot(s, np.sqrt(lams)[..., None])  # √(s² + λ), and no square overflows or vanishes
    theta = np.empty((*batch, X.shape[1]))
    theta[..., order] = (s / length / length * (y @ U)) @ Vt
    return _need_numbers(np.where(says, theta + 0.0, 0.0))  # no -0., and a column of zeros has coefficient 0


def _need_numbers(theta):
    """θ; ValueError where it is none."""
    if not np.isfinite(theta).all():
        raise ValueError("X or theta is too large for float64 on these data; rescale X or y")
    return theta


def _column_by_column(X, y, lams, batch):
    """θ (*batch, p) for each λ by Gram and Schmidt, with √λ·I below X and zeros below y; X has independent columns.

    Then a column's rounding is that of its own size, which no singular value of X knows.
    """
    p = X.shape[1]
    y, roots, theta = np.broadcast_to(y, (*batch, len(X))), np.sqrt(np.broadcast_to(lams, batch)), np.empty((*batch, p))
    for place in np.ndindex(batch):
        rows = np.vstack([X, roots[place] * np.eye(p)])
        exponents = np.frexp(np.abs(rows).max(axis=0))[1]
        target, R, order = _graded(rows, np.append(y[place], np.zeros(p)), exponents)
        theta[place][order] = np.ldexp(np.linalg.solve(R, target), -exponents.max())
    return theta + 0.0  # no -0.


def _graded(X, y, exponents):
    """yQ and R of X = QR, columns from large to small, in the order that is returned too, in units of the largest.

    Gram and Schmidt, on columns of size one, twice; a column without anything of its own adds no row to R.
    """
    order = np.argsort(-exponents, kind="stable")
    columns = np.ldexp(X, -exponents)
    tolerance = max(X.shape) * EPS * np.linalg.norm(columns, axis=0)
    Q, R, rank = np.zeros((len(X), min(X.shape))), np.zeros((min(X.shape), X.shape[1])), 0
    for j in order:
        own = columns[:, j]
        for _ in range(2):
            step = own @ Q[:, :rank]
            own = own - Q[:, :rank] @ step
            R[:rank, j] += step
        length = np.linalg.norm(own)
        if rank < len(R) and length > tolerance[j]:
            Q[:, rank], R[rank, j] = own / length, length
            rank += 1
    return y @ Q[:, :rank], np.ldexp(R[:rank], exponents - exponents.max())[:, order], order
