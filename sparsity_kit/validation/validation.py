"""What cross-validation says: the error at every λ, the best λ, and the columns that are chosen there."""

from functools import cached_property

import numpy as np

from sparsity_kit.inputs import as_floats, as_nonnegative, frozen
from sparsity_kit.printable import printable


class Validation:
    """The mean squared error on held-out rows, at every λ: `error(λ)`; all λ are those of a fit to all rows.

    lam_best: the λ where it is smallest, exactly. lam_one_se: the largest λ whose error is within one standard error of
    that. Where several are as good, the largest; where no columns at all do best, that at which the fit to all rows has
    none either, infinite for ridge. kinks (m,): falling, every λ at which one of the folds' paths bends; between two of
    them the error is a parabola, of ridge it is smooth. folds (n,): the fold that holds each row out. path: the fit to
    all rows, called with λ, θ in units of the columns as they were fitted. curve: what is known of each fold,
    `Parabolas` of the lasso, whose `folds` have kinks, errors and products of their own, or `Smooth` of ridge. low: the
    smallest λ at which the error is known; ended: why it is not 0, or None.
    """

    def __init__(self, curve, path, learned, labels, ended=None):
        self.path, self.folds, self.ended = path, frozen(labels), ended
        self.kinks, self.low = curve.kinks, curve.low
        self.curve, self._learned = curve, learned
        best, self.lowest_error = curve.lowest()
        within = curve.largest_within(self.lowest_error + float(self.standard_error(best)))
        self.lam_best, self.lam_one_se = self._emptied(best), self._emptied(float(np.fmax(best, within)))

    def _emptied(self, lam):
        """λ; but where no fold has a column left, that at which the fit to all rows has none either."""
        return max(lam, float(self.path.lams[0])) if len(self.kinks) and lam >= self.kinks[0] else lam

    def fold_errors(self, lam):
        """The mean squared error on the held-out rows of each fold, from λ (...) to (..., K)."""
        lam = _as_prices(lam)
        if lam.min() < self.low:
            raise ValueError(f"nothing is known below λ = {self.low:.6g}, got lam = {lam.min():.6g}: {self.ended}")
        return self.curve.fold_errors(lam)

    def error(self, lam):
        """The mean squared error on all held-out rows, in the squared units of y, from λ (...) to (...)."""
        return self.fold_errors(lam) @ self.curve.shares

    def standard_error(self, lam):
        """√(Σ shareₖ·(eₖ − error)²/(K − 1)), eₖ the error of fold k with its share of the rows: (...).

        With K folds of one size it is the standard deviation of their errors, over √K. The folds' fits share most of
        their rows, so it is a rule of thumb and no more.
        """
        errors = self.fold_errors(lam)
        apart = errors - (errors @ self.curve.shares)[..., None]
        largest = np.abs(apart).max(axis=-1, keepdims=True)
        squares = np.square(apart / np.where(largest > 0, largest, 1.0))  # none of which overflows
        return largest[..., 0] * np.sqrt(squares @ self.curve.shares / (errors.shape[-1] - 1))

    def coefficients(self, lam):
        """The intercept (...) and θ (..., p) of the fit to all rows at λ (...), in the units of the data."""
        return self._learned.coefficients(self._fitted(_as_prices(lam)))

    def columns(self, lam):
        """The columns whose coefficients are not zero in the fit to all rows at one λ, from 0."""
        return tuple(np.flatnonzero(self._fitted(_as_prices(lam, ndim=0))).tolist())

    def _fitted(self, lam):
        """θ (..., p) of the fit to all rows, at λ = ∞ too, where it is 0."""
        beyond = np.isposinf(lam)
        return np.where(beyond[..., None], 0.0, self.path(np.where(beyond, self.low, lam)))

    @cached_property
    def changes(self):
        """(λ, columns) for every λ at which the chosen set changes: the set just below it. Of ridge none."""
        if not hasattr(self.path, "events"):
            return ()
        pairs = zip(self.path.events, self.path.active, strict=True)
        return tuple((event.lam, tuple(active.tolist())) for event, active in pairs if event.entered or event.left)

    def __repr__(self):
        best, one = f"lam_best = {self.lam_best:.6g}", f"lam_one_se = {self.lam_one_se:.6g}"
        return printable(f"Validation({len(self.curve.shares)} folds of {len(self.folds)} rows: {best}, {one})")


def _as_prices(lam, ndim=None):
    """λ as an array of nonnegative numbers, ∞ among them."""
    lam = as_floats("lam", lam, ndim)
    as_nonnegative("lam", np.where(np.isposinf(lam), 0.0, lam))
    return lam
