"""Means and sizes of the columns, learned from the rows that are fitted, and applied to all."""

import numpy as np

CONSTANT = 1e-13  # of its largest entry: a column that varies by no more than this is constant


class Learned:
    """x ↦ (x − middle)/size and y ↦ y − level, from the rows with a positive weight; X (n, p), y, weights (n,).

    middle (p,): the weighted means, or 0 without `centre`. size (p,): 1, or with `scale` so that the scaled columns
    have the squared length share = Σ weights / `total`: 1 in the whole data, and the same spread in a part of them. A
    column that is constant in these rows says nothing there: its size is infinite, it becomes 0, and its coefficient
    is 0.
    """

    def __init__(self, X, y, weights, total, centre, scale):
        used, p = weights > 0, X.shape[1]
        rows, w = X[used], weights[used]
        self.share = w.sum() / total
        self.middle, self.level, self.size = np.zeros(p), 0.0, np.ones(p)
        if centre:
            self.middle, self.level = w @ rows / w.sum(), w @ y[used] / w.sum()
        if centre or scale:
            largest = np.abs(rows).max(axis=0)
            unit = np.where(largest > 0, largest, 1.0)
            length = np.sqrt(w @ ((rows - self.middle) / unit) ** 2)
            constant = length <= CONSTANT * np.sqrt(w.sum())
            scaled = unit * length / np.sqrt(self.share) if scale else self.size
            self.size = np.where(constant, np.inf, scaled)

    def apply(self, X):
        """Rows (..., p), as the fit sees them."""
        return (X - self.middle) / self.size

    def coefficients(self, theta):
        """The intercept (...) and the coefficients (..., p) in the units of the data, of θ (..., p) as fitted."""
        own = theta / self.size
        return self.level - own @ self.middle, own
