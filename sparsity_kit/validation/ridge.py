"""The error of ridge at every λ: from one singular value decomposition for each fold, as sums of aₖ/(sₖ² + λ).

Where one row is held out at a time, one fit to all rows is enough: a residual over 1 − hᵢ (Allen 1974).
"""

from functools import partial

import numpy as np

from sparsity_kit.paths.paths import weighted
from sparsity_kit.validation.learned import Learned
from sparsity_kit.validation.patience import patiently
from sparsity_kit.validation.smooth import Smooth

EPS = np.finfo(float).eps
SHORTEST = 1e-10  # of the longest column: the digits of a shorter one are few, or none


def ridge_curve(X, y, weights, labels, centre, scale, same_lam):
    """The `Smooth` curve of ‖Xθ − y‖² + λ‖θ‖²: in closed form where single rows of one weight are held out."""
    single = labels.max() == len(X) - 1 and not scale and (weights == 1).all()
    curve = _left_out(X, y, labels, centre, same_lam) if single else None
    return curve or _fold_by_fold(X, y, weights, labels, centre, scale, same_lam)


def _fold_by_fold(X, y, weights, labels, centre, scale, same_lam):
    """The curve from one decomposition for each fold."""
    folds, total = [], weights.sum()
    for number in patiently(range(labels.max() + 1)):
        out = labels == number
        learned = Learned(X, y, np.where(out, 0.0, weights), total, centre, scale)
        rows, target = weighted(learned.apply(X[~out]), y[~out] - learned.level, weights[~out])
        U, s, Vt = _decomposed(rows)
        along = (target @ U) / s
        fits = along[:, None] * (Vt @ learned.apply(X[out]).T)
        factor = 1.0 if same_lam else learned.share
        part = weights[out] / weights[out].sum()
        folds.append((y[out] - learned.level, fits, s**2, factor, part))
    halved_at = np.concatenate([squares / factor for _, _, squares, factor, _ in folds])
    return Smooth(partial(_errors, folds), np.bincount(labels, weights) / total, halved_at)


def _decomposed(X):
    """U (n, r), s (r,), Vt (r, p) of X = U·diag(s)·Vt, without what is rounding.

    ValueError where a column is so short beside the longest that the rounding of one decomposition would hide it.
    """
    lengths = np.linalg.norm(X, axis=0)
    longest, shortest = lengths.max(), lengths.min(where=lengths > 0, initial=np.inf)
    if shortest < SHORTEST * longest:
        raise ValueError(
            f"the columns' lengths differ by a factor {longest / shortest:.0e}, so rounding hides the short ones; "
            "put them on one scale, scale=True"
        )
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    rank = np.count_nonzero(s > s[0] * max(X.shape) * EPS)
    return U[:, :rank], s[:rank], Vt[:rank]


def _errors(folds, lam):
    """The mean squared error of each fold, and its slope against log λ, at λ (m,): (m, K) each."""
    found = [_error(lam, *fold) for fold in folds]
    return tuple(np.stack(each, axis=-1) for each in zip(*found, strict=True))


def _error(lam, own, fits, squares, factor, part):
    """The mean squared error of one fold, and its slope against log λ, at λ (m,): (m,) each.

    The residuals of its h rows are own − Σₖ fits[k]·s/(s + factor·λ), s = squares[k]; own (h,), fits (r, h), squares
    (r,). part (h,): the share of each row in the fold's error.
    """
    kept, lost = _shares(squares, factor * lam[:, None])
    residual = own - kept @ fits
    slope = (kept * lost) @ fits
    return residual**2 @ part, 2 * (residual * slope) @ part


@np.errstate(divide="ignore", over="ignore")  # λ = 0 takes nothing
def _shares(squares, lam):
    """s²/(s² + λ), what is kept of a part of the fit, and λ/(s² + λ), what is lost: numbers without a unit."""
    return squares / (squares + lam), 1 / (1 + squares / lam)


def _left_out(X, y, labels, centre, same_lam):
    """The `Smooth` curve of leave-one-out, or None where the fit goes through every point as λ → 0, so that 1 − h → 0.

    Without row i its residual is (y − Hy)ᵢ / (1 − Hᵢᵢ), where H is the hat matrix of all rows: here 1/n if there is an
    intercept, and Σₖ Uᵢₖ²·sₖ²/(sₖ² + λ) of the centred columns.
    """
    n, order = len(y), np.argsort(labels)  # the row of each fold
    X, y = X[order], y[order]
    if centre:
        X, y = X - X.mean(axis=0), y - y.mean()
    U, s, _ = _decomposed(X)
    squares = s**2
    free = 1 - centre / n - np.square(U).sum(axis=1)
    if free.min() < 1e-6:
        return None
    factor = 1.0 if same_lam else (n - 1) / n
    errors = partial(_errors_left_out, y, U, squares, factor, 1 - centre / n)
    return Smooth(errors, np.full(n, 1 / n), squares / factor)


def _errors_left_out(y, U, squares, factor, whole, lam):
    """The squared error of each row, and its slope against log λ, at λ (m,): (m, n) each.

    whole: 1, or 1 − 1/n if centred.
    """
    (kept, lost), along = _shares(squares, factor * lam[:, None]), U * (y @ U)
    fading = -kept * lost  # the slope of `kept`
    residual, rest = y - kept @ along.T, whole - kept @ np.square(U).T
    slope = (-(fading @ along.T) * rest + residual * (fading @ np.square(U).T)) / rest**2
    return (residual / rest) ** 2, 2 * residual / rest * slope
