"""The lasso on every fold, straight from kink to kink, and the error of each on the rows that it has not seen."""

import numpy as np

from sparsity_kit.paths.together import lasso_paths
from sparsity_kit.validation.learned import Learned
from sparsity_kit.validation.parabolas import Parabolas, Piecewise
from sparsity_kit.validation.patience import patiently

NUMBERS = 2**20  # that the tables of the folds in one call hold


def straight(X, y, weights, labels, ridge, centre, scale, same_lam):
    """The `Parabolas` of the lasso, with ridge·‖θ‖² if ridge > 0, and why a fold's path ends early, or None."""
    count, total = labels.max() + 1, weights.sum()
    folds, ended, size = [], None, max(1, NUMBERS // (X.size + X.shape[1] ** 2))
    for start in patiently(range(0, count, size)):
        numbers = np.arange(start, min(start + size, count))
        fitted = np.where(labels == numbers[:, None], 0.0, weights)
        learned = [Learned(X, y, w, total, centre, scale) for w in fitted]
        tables = np.stack([one.apply(X) for one in learned])
        targets = np.stack([y - one.level for one in learned])
        factors = np.array([1.0 if same_lam else one.share for one in learned])
        paths = lasso_paths(*_with_ridge(tables, targets, fitted, ridge * factors))
        for k, number in enumerate(numbers):
            kinks, out = slice(paths.n_kinks[k]), labels == number
            lams, residuals = paths.lams[k, kinks], targets[k, out] - paths.theta[k, kinks] @ tables[k, out].T
            part = weights[out] / weights[out].sum()
            ends, products = residuals**2 @ part, (residuals[1:] * residuals[:-1]) @ part
            folds.append(Piecewise(lams / factors[k], ends, products))
            ended = ended or (paths.ended[k] and f"without fold {number}, {paths.ended[k]}")
    return Parabolas(folds, np.bincount(labels, weights) / total), ended


def _with_ridge(X, y, weights, ridges):
    """ridge·‖θ‖² as p rows more: the unit table with ridge as weights, and y = 0 (Zou and Hastie 2005, lemma 1)."""
    if not ridges.any():
        return X, y, weights
    count, _, p = X.shape
    unit = np.broadcast_to(np.eye(p), (count, p, p))
    return (
        np.concatenate([X, unit], axis=1),
        np.hstack([y, np.zeros((count, p))]),
        np.hstack([weights, np.broadcast_to(ridges[:, None], (count, p))]),
    )
