"""Ridge on every fold: one singular value decomposition gives its residuals at every λ, as sums of aₖ/(sₖ² + λ)."""

import numpy as np

from sparsity_kit.validation.learned import Learned
from sparsity_kit.validation.patience import patiently
from sparsity_kit.validation.smooth import Smooth

EPS = np.finfo(float).eps


def ridge_folds(X, y, weights, labels, centre, scale, same_lam):
    """The `Smooth` curve of ‖Xθ − y‖² + λ‖θ‖², one decomposition for each fold."""
    folds, total = [], weights.sum()
    for number in patiently(range(labels.max() + 1)):
        out = labels == number
        learned = Learned(X, y, np.where(out, 0.0, weights), total, centre, scale)
        roots = np.sqrt(weights[~out])
        U, s, Vt = np.linalg.svd(learned.apply(X[~out]) * roots[:, None], full_matrices=False)
        rank = np.count_nonzero(s > s[0] * max(X.shape) * EPS)
        along = s[:rank] * (((y[~out] - learned.level) * roots) @ U[:, :rank])
        parts = along[:, None] * (Vt[:rank] @ learned.apply(X[out]).T)
        factor = 1.0 if same_lam else learned.share
        part = weights[out] / weights[out].sum()
        folds.append((y[out] - learned.level, parts, s[:rank] ** 2, factor, part))
    halved_at = np.concatenate([squares / factor for _, _, squares, factor, _ in folds])

    def errors(lam):
        found = [_error(lam, *fold) for fold in folds]
        return tuple(np.stack(each, axis=-1) for each in zip(*found, strict=True))

    return Smooth(errors, np.bincount(labels, weights) / total, halved_at)


def _error(lam, own, parts, squares, factor, part):
    """The mean squared error of one fold, and its slope against λ, at λ (m,): (m,) each.

    The residuals of its h rows are own − Σₖ parts[k]/(squares[k] + factor·λ); own (h,), parts (r, h), squares (r,).
    part (h,): the share of each row in the fold's error.
    """
    inverse = 1 / (squares + factor * lam[:, None])
    residual = own - inverse @ parts
    slope = factor * inverse**2 @ parts
    return residual**2 @ part, 2 * (residual * slope) @ part
