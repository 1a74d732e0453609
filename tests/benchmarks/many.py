"""Bootstrap paths, all in one call, against loops that take one sample after the other."""

import numpy as np

import sparsity_kit

from .kinks import Kinks
from .peers_exact import spams_kinks
from .problems import PROBLEMS

LOWEST = 0.05  # of λ_max: down to there the answers of the first few samples are compared
FEW = 5


class Bootstrap:
    """`count` samples of a problem's rows: rows (count, n), drawn with replacement, and how often each was drawn."""

    def __init__(self, problem, count):
        data, random = PROBLEMS[problem](), np.random.default_rng(0)
        self.X, self.y, self.n = np.array(data.X), np.array(data.y), len(data.y)
        self.rows = random.integers(0, self.n, (count, self.n))
        self.weights = np.stack([np.bincount(drawn, minlength=self.n) for drawn in self.rows]) * 1.0

    def ours(self):
        return sparsity_kit.lasso_paths(self.X, self.y, self.weights)

    def one_by_one(self):
        """The single exact path, again and again."""
        return [sparsity_kit.lasso_path(self.X[rows], self.y[rows]) for rows in self.rows]

    def lars_path_gram(self):
        """scikit-learn's, from XᵀX and Xᵀy of the rows that were drawn: a list of Kinks."""
        from sklearn.linear_model import lars_path_gram

        found = []
        for rows in self.rows:
            X, y = self.X[rows], self.y[rows]
            alphas, _, theta = lars_path_gram(X.T @ y, X.T @ X, n_samples=self.n, method="lasso", copy_Gram=False)
            found.append(Kinks(alphas * (2 * self.n), theta))
        return found

    def spams(self):
        """SPAMS's, compiled: a list of its own tables, of which `spams_kinks` makes Kinks."""
        from spams import lasso

        room = 10 * self.X.shape[1]
        return [
            lasso(
                self.y[rows][:, None], D=np.asfortranarray(self.X[rows]), lambda1=0.0, mode=2, return_reg_path=True,
                numThreads=1, max_length_path=room,
            )[1]
            for rows in self.rows
        ]  # fmt: skip

    def difference(self, theirs):
        """How far θ of the first few samples are apart, at most, as a share of the largest."""
        worst, paths = 0.0, self.ours()
        for b, other in enumerate(theirs[:FEW]):
            X, y = self.X[self.rows[b]], self.y[self.rows[b]]
            lams = np.geomspace(LOWEST, 1, 50) * paths.lams[b, 0]
            if isinstance(other, np.ndarray):
                other = spams_kinks(X, y, other)
            theta = other.at(lams) if isinstance(other, Kinks) else other(lams)
            worst = max(worst, np.abs(paths[b](lams) - theta).max() / np.abs(theta).max())
        return worst
