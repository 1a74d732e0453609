"""The error of each fold is a parabola between two kinks, and so is their mean: its minimum needs no grid.

A parabola on a piece from λ = high to low is kept by three numbers: its values A and C at both ends, and the product B
of the residuals at both ends. At the share t of the way down it is (1 − t)²A + 2t(1 − t)B + t²C, for the residual is
(1 − t)·r(high) + t·r(low). Squares alone are added, so no digit is lost.
"""

from functools import cached_property

import numpy as np

from sparsity_kit.inputs import frozen
from sparsity_kit.paths.lines import ends_of_ties

ROUNDING = 1e-15  # errors that differ by less than this share are one


class Piecewise:
    """One fold: lams (k,) falling, ends (k,) the error there, products (k − 1,) of the residuals of neighbours."""

    def __init__(self, lams, ends, products):
        self.lams, self.ends, self.products = map(frozen, (lams, ends, np.append(products, ends[-1])))

    def blossom(self, inside, first, second):
        """Σ r(first)·r(second) on the piece that `inside` is in; all (...); at first = second the error itself."""
        below = np.minimum(np.searchsorted(-self.lams, -inside), len(self.lams) - 1)
        above = np.maximum(below - 1, 0)
        low, high = self.lams[below], self.lams[above]
        width = np.where(high > low, high - low, 1.0)
        t, u = ((np.clip(high - lam, 0.0, high - low) / width) for lam in (first, second))
        mixed = np.where(above < below, self.products[above], self.ends[above])
        return (1 - t) * (1 - u) * self.ends[above] + (t * (1 - u) + u * (1 - t)) * mixed + t * u * self.ends[below]


class Parabolas:
    """The weighted mean of the folds' errors: kinks (m,), falling, of all folds together, down to where one ends."""

    def __init__(self, folds, shares):
        self.folds, self.shares = tuple(folds), frozen(shares)
        self.low = max(fold.lams[-1] for fold in folds)
        every = np.unique(np.concatenate([fold.lams for fold in folds]))[::-1]
        every = every[every >= self.low]
        self.kinks = frozen(every[ends_of_ties(every)])

    def fold_errors(self, lam):
        """The mean squared error of each fold at λ (...): (..., K)."""
        return np.stack([fold.blossom(lam, lam, lam) for fold in self.folds], axis=-1)

    def lowest(self):
        """The largest λ at which the mean error is smallest, and the error there."""
        high, low, A, B, C = self._pieces
        bend = A - 2 * B + C
        t = np.clip(np.divide(A - B, bend, out=np.zeros_like(A), where=bend > 0), 0.0, 1.0)
        lams = np.concatenate([np.maximum(high - t * (high - low), low), low[-1:]])
        errors = np.concatenate([(1 - t) ** 2 * A + 2 * t * (1 - t) * B + t**2 * C, C[-1:]])
        best = int((errors <= errors.min() * (1 + ROUNDING)).argmax())
        return float(lams[best]), float(errors[best])

    def largest_within(self, bound):
        """The largest λ, up to the first kink, with a mean error of at most `bound`; NaN if there is none."""
        high, low, A, B, C = self._pieces
        unit = bound or 1.0
        reached = _first_crossing((A - bound) / unit, (B - bound) / unit, (C - bound) / unit)
        if np.isnan(reached).all():
            return np.nan
        k = int(np.isfinite(reached).argmax())
        return float(max(high[k] - reached[k] * (high[k] - low[k]), low[k]))

    @cached_property
    def _pieces(self):
        """λ at the high and the low end of every piece, and A, B and C there; one piece of no length if all is flat."""
        kinks = self.kinks if len(self.kinks) > 1 else np.repeat(self.kinks, 2)
        high, low = kinks[:-1], kinks[1:]
        middle, sums = (high + low) / 2, np.zeros((3, len(high)))
        for fold, share in zip(self.folds, self.shares, strict=True):
            ends = ((high, high), (high, low), (low, low))
            sums += share * np.array([fold.blossom(middle, a, b) for a, b in ends])
        return high, low, *sums


def _first_crossing(A, B, C):
    """The smallest t in [0, 1] with (1 − t)²A + 2t(1 − t)B + t²C <= 0, where A > 0; NaN if there is none."""
    # With s = t/(1 − t) >= 0: A + 2sB + s²C = 0, whose first root is A/(−B + √(B² − AC)).
    inside = B * B - A * C
    below = -B + np.sqrt(np.maximum(inside, 0.0))
    later = (A > 0) & (inside >= 0) & (below > 0)
    return np.divide(A, A + below, out=np.where(A <= 0, 0.0, np.nan), where=later)
