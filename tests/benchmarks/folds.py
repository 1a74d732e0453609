"""Ten folds, each followed to λ = 0 and tried on the rows it has not seen, against scikit-learn's cross-validation."""

import numpy as np

import sparsity_kit

from .problems import PROBLEMS

FOLDS = 10


class Folds:
    """One problem and one fold for each of its rows; centred inside each fold, and not scaled, by all programs."""

    def __init__(self, problem):
        data = PROBLEMS[problem]()
        self.X, self.y = np.array(data.X), np.array(data.y)
        self.labels = np.arange(len(data.y)) % FOLDS

    def ours(self):
        return sparsity_kit.cross_validate(self.X, self.y, self.labels, scale=False)

    def LassoLarsCV(self):
        """By every fold's own path, its errors at the kinks."""
        from sklearn.linear_model import LassoLarsCV

        fitted = LassoLarsCV(cv=self._split(), max_iter=10 * self.X.shape[1]).fit(self.X, self.y)
        return fitted.cv_alphas_, fitted.mse_path_

    def LassoCV(self):
        """By coordinate descent on a grid of 100 λ, three decades deep, to where answers agree."""
        from sklearn.linear_model import LassoCV

        fitted = LassoCV(cv=self._split(), tol=1e-6, max_iter=10**5).fit(self.X, self.y)
        return fitted.alphas_, fitted.mse_path_

    def _split(self):
        from sklearn.model_selection import PredefinedSplit

        return PredefinedSplit(self.labels)

    def difference(self, theirs):
        """How far the errors of the folds are apart at their λ, as a share of the largest: λ = 2nα."""
        alphas, errors = theirs
        ours = self.ours().fold_errors(2 * len(self.y) * np.maximum(alphas, 0.0))
        return np.abs(ours - errors).max() / errors.max()
