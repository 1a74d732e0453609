"""Ten folds, each followed to λ = 0 and tried on the rows it has not seen, against other programs' cross-validation."""

import shutil
import subprocess
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

import sparsity_kit

from .problems import PROBLEMS
from .timing import Clocked

FOLDS = 10
DEEP = 1e-3  # the smallest λ of a grid of 100, as a share of the largest


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

    def celer(self):
        """The same grid by celer's path on each fold and on all rows, which is what its LassoCV does."""
        from celer import celer_path

        X, y = self.X - self.X.mean(axis=0), self.y - self.y.mean()
        alphas = np.geomspace(1, DEEP, 100) * np.abs(X.T @ y).max() / len(y)
        path = lambda X, y: celer_path(np.asfortranarray(X), y, "lasso", alphas=alphas, tol=1e-8)[1]  # noqa: E731
        errors = []
        for fold in range(FOLDS):
            out = self.labels == fold
            middle, level = self.X[~out].mean(axis=0), self.y[~out].mean()
            theta = path(self.X[~out] - middle, self.y[~out] - level)
            errors.append(np.square(self.y[out, None] - level - (self.X[out] - middle) @ theta).mean(axis=0))
        path(X, y)
        return alphas, np.stack(errors, axis=1)

    def cv_glmnet(self):
        """A grid of 100 λ by glmnet, in R, to where answers agree; by R's own clock."""
        if not shutil.which("Rscript"):
            raise ImportError("R is not installed")
        with TemporaryDirectory() as folder:
            for name, table in (("X", self.X), ("y", self.y), ("folds", self.labels + 1)):
                np.savetxt(Path(folder, f"{name}.csv"), table, fmt="%.17g", delimiter=",")
            command = ["Rscript", "--vanilla", str(Path(__file__).with_name("cv_glmnet.R")), folder, "1e-10"]
            told = subprocess.run(command, capture_output=True, text=True)
            if told.returncode:
                raise ImportError("R's glmnet is not installed" if told.returncode == 3 else told.stderr)
            alphas, predicted = (
                np.loadtxt(Path(folder, f"{name}.csv"), delimiter=",") for name in ("lambda", "predictions")
            )
        squares = np.square(self.y[:, None] - predicted)
        errors = np.stack([squares[self.labels == fold].mean(axis=0) for fold in range(FOLDS)], axis=1)
        return Clocked(median(map(float, told.stdout.split())), (alphas, errors))

    def _split(self):
        from sklearn.model_selection import PredefinedSplit

        return PredefinedSplit(self.labels)

    def difference(self, theirs):
        """How far the errors of the folds are apart at their λ, as a share of the largest: λ = 2nα."""
        alphas, errors = theirs
        ours = self.ours().fold_errors(2 * len(self.y) * np.maximum(alphas, 0.0))
        return np.abs(ours - errors).max() / errors.max()
