"""An error that is smooth in λ: lowest where its slope changes sign, found by halving down to rounding."""

import numpy as np

from sparsity_kit.halving import halve
from sparsity_kit.inputs import frozen

STEPS = 600  # between the smallest and the largest λ at which anything changes
BEYOND = 1e6  # times the smallest and the largest singular value squared: there nothing more turns


class Smooth:
    """The weighted mean of the folds' errors; errors(lam (m,)) gives them and their slopes against log λ, (m, K) each.

    squares: the λ at which parts of the fit are half as large, `largest` the last of them: between them, and some
    decades around, the curve turns. Its turns are looked for between neighbours of `STEPS` λ.
    """

    low = 0.0

    def __init__(self, errors, shares, squares):
        self._errors, self.shares, self.kinks = errors, frozen(shares), frozen(np.empty(0))
        positive = squares[squares > 0]
        ends = (positive.min() / BEYOND, positive.max() * BEYOND) if len(positive) else (1.0, 1.0)
        self.largest = float(positive.max(initial=0.0))
        self.grid = frozen(np.geomspace(ends[0], ends[1], STEPS if len(positive) else 1))

    def fold_errors(self, lam):
        """The mean squared error of each fold at λ (...): (..., K)."""
        lam = np.asarray(lam)
        return self._errors(lam.ravel())[0].reshape(*lam.shape, -1)

    def _mean(self, lam):
        return self._errors(lam)[0] @ self.shares

    def lowest(self):
        """The largest λ at which the mean error is smallest, possibly infinite, and the error there."""
        slopes = self._errors(self.grid)[1] @ self.shares
        turns = np.flatnonzero((slopes[:-1] < 0) & (slopes[1:] >= 0))
        falls = lambda log: self._errors(np.exp(log))[1] @ self.shares < 0  # noqa: E731
        bottoms = np.array([])
        if len(turns):
            bottoms = np.exp(halve(falls, np.log(self.grid[turns]), np.log(self.grid[turns + 1]))[0])
        lams = np.concatenate([[np.inf], bottoms[::-1], [0.0]])
        errors = self._mean(lams)
        best = int(errors.argmin())
        return float(lams[best]), float(errors[best])

    def largest_within(self, bound):
        """The largest λ with a mean error of at most `bound`, possibly infinite; NaN if there is none."""
        lams = np.append(self.grid, np.inf)
        above = self._mean(lams) > bound
        if not above[-1]:
            return np.inf
        if above.all():
            return np.nan
        k = len(lams) - 1 - int((~above[::-1]).argmax())
        high = lams[k + 1] if k + 2 < len(lams) else lams[k] * BEYOND
        low, _ = halve(lambda log: self._mean(np.exp(log)) <= bound, np.log(lams[k : k + 1]), np.log([high]))
        return float(np.exp(low[0]))
