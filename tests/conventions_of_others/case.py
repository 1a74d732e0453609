"""The data on which all programs are tried: centred, so that an intercept is zero, and exact in 32 bits."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit import L1, ElasticNet, GroupL2, Logistic, SquaredError, SquaredL2, minimize

GROUPS = np.array([0, 0, 1, 1, 2, 2])


@dataclass(frozen=True)
class Case:
    """X (n, p), y (n,) for a squared error, labels (n,) for the logistic loss, and the λ at which to compare."""

    X: np.ndarray
    y: np.ndarray
    labels: np.ndarray
    lam: float
    logistic_lam: float = 5.0

    def ours(self, row, lam, l1_ratio=None):
        """θ of the kit, for the loss and the penalty that the row is about."""
        loss = SquaredError(self.X, self.y) if row.loss == "SquaredError" else Logistic(self.X, self.labels)
        penalties = {
            "L1": L1(),
            "SquaredL2": SquaredL2(),
            "GroupL2": GroupL2(GROUPS) if self.X.shape[1] == len(GROUPS) else None,
            "ElasticNet": None if l1_ratio is None else ElasticNet(l1_ratio),
        }
        return minimize(loss + lam * penalties[row.penalty], tol=1e-12).theta


def regression():
    """60 rows of eighths: each row also with the opposite sign, for columns of mean 0."""
    random = np.random.default_rng(3)
    half = random.integers(-16, 17, size=(30, 6)) / 8
    X = np.vstack([half, -half])
    y = np.round(8 * (X @ [1.5, 0.0, -0.75, 0.25, 0.0, 0.1] + random.normal(size=60))) / 8
    y[-1] -= y.sum()
    return Case(X, y, np.where(y > 0, 1, -1), 60.0)


def leaves():
    """One constant for each leaf of a tree: column j of X says which rows are in leaf j."""
    sizes, levels = (6, 10, 8, 8), (-3.0, 0.0, 1.0, 4.0)
    X = np.repeat(np.eye(4), sizes, axis=0)
    y = X @ levels + np.random.default_rng(5).integers(-4, 5, size=32) / 8
    return Case(X, y, np.where(y > 0, 1, -1), 4.0)
