"""Ridge on every fold: one singular value decomposition gives its residuals at every λ, as sums of aₖ/(sₖ² + λ)."""

import numpy as np

from sparsity_kit.validation.learned import Learned
from sparsity_kit.validation.patience import patiently
from sparsity_kit.validation.smooth import Smooth

EPS = np.finfo(float).eps


class RidgeFold:
    """One fold: its rows' residuals are own − Σₖ parts[k]/(squares[k] + factor·λ).

    own (h,), parts (r, h), squares (r,). part (h,): the share of each row in the fold's error.
    """

    def __init__(self, own, parts, squares, factor, part):
        self.own, self.parts, self.squares, self.factor, self.part = own, parts, squares, factor, part

    def error(self, lam):
        """The mean squared error, and its slope against λ, at λ (m,): (m,) each."""
        inverse = 1 / (self.squares + self.factor * lam[:, None])
        residual = self.own - inverse @ self.parts
        slope = self.factor * inverse**2 @ self.parts
        return residual**2 @ self.part, 2 * (residual * slope) @ self.part


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
        folds.append(RidgeFold(y[out] - learned.level, parts, s[:rank] ** 2, factor, part))
    squares = np.concatenate([fold.squares / fold.factor for fold in folds])
    return Smooth(lambda lam: _all(folds, lam), np.bincount(labels, weights) / total, squares)


def _all(folds, lam):
    errors, slopes = zip(*(fold.error(lam) for fold in folds), strict=True)
    return np.stack(errors, axis=-1), np.stack(slopes, axis=-1)
