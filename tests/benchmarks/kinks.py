"""A lasso path is piecewise linear in λ: known by its kinks, it is known everywhere."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Kinks:
    """Prices lams (k,), descending, and θ at each, one column per kink: theta (p, k)."""

    lams: np.ndarray
    theta: np.ndarray

    def at(self, lams):
        """θ (m, p) at prices lams (m,), on the chords between the kinks, and as at the last kink beyond it.

        Two kinks at the same price, as ties leave them, are a chord of length zero: any point of it will do.
        """
        support = np.flatnonzero(self.theta.any(axis=1))
        known, values = self.lams[::-1], self.theta[support, ::-1]
        right = np.clip(np.searchsorted(known, lams), 1, len(known) - 1)
        length = known[right] - known[right - 1]
        share = np.clip((lams - known[right - 1]) / np.where(length > 0, length, 1.0), 0, 1)
        theta = np.zeros((len(lams), len(self.theta)))
        theta[:, support] = ((1 - share) * values[:, right - 1] + share * values[:, right]).T
        return theta
