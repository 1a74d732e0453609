"""Which λ? The exact error on held-out rows: move λ, and see each fold, the mean, and what is chosen there."""

from dataclasses import replace

import numpy as np
import traitlets

from sparsity_kit.brackets import described
from sparsity_kit.data import random_regression
from sparsity_kit.figures import panels, path, stability, together, words
from sparsity_kit.figures import validation as error_curve
from sparsity_kit.figures.lines import as_names
from sparsity_kit.live.along_lambda import AlongLambda, price_axis
from sparsity_kit.live.heldout import need_few, need_fitting, sent
from sparsity_kit.live.widget import module
from sparsity_kit.validation.cross_validate import cross_validate
from sparsity_kit.validation.parabolas import Parabolas
from sparsity_kit.validation.validation import Validation as Validated

EXAMPLE = random_regression(24, 4, n_nonzero=2, noise=3.0, seed=1)
START = cross_validate(EXAMPLE.X, EXAMPLE.y, folds=4)


class Validation(AlongLambda):
    """The error on held-out rows at every λ, each fold's and their mean; slide λ, and see what is chosen there.

    `Validation(cv, names, frequency=often)` takes what `cross_validate(X, y)` returns, a name for each column and, if
    it is to show how often each is chosen, what `selection_frequency` returns for samples of the same rows. Its one
    piece of state is the price `lam`, a trait, to be set and read. `error`, `standard_error`, `fold_errors`, `theta`,
    `columns` and `share` are the kit's at `lam`. The pieces of the curve are sent to the browser once.

    Raises TypeError for what is not a `Validation` or a `SelectionFrequency`; ValueError for ridge, whose curve has no
    pieces, for too many columns, folds or samples, for what does not fit, and for a λ below the end of a path.
    """

    _esm = module("validation.js")
    _curve = traitlets.Dict(read_only=True).tag(sync=True)
    ends = "a path ends"

    def __init__(self, cv=START, names=(), frequency=None, **traits):
        if not isinstance(cv, Validated):
            raise TypeError(f"Validation takes what cross_validate(X, y) returns, got {described(cv)}")
        if not isinstance(cv.curve, Parabolas):
            raise ValueError("Validation draws the lasso's parabolas, and ridge has none; use figures.validation(cv)")
        p = cv.path.theta.shape[-1]
        need_few(cv)
        self.cv, self.frequency, self.names = cv, frequency, as_names(names, p)
        self.low = max(cv.low, cv.path.lams[-1])
        if frequency is not None:
            need_fitting(frequency, self.names)
            self.low = max(self.low, frequency.low)
        super().__init__(**{"lam": max(cv.kinks[0] / 2, self.low)} | traits)

    @traitlets.default("_curve")
    def _sent_to_the_browser(self):
        return sent(self.cv, self.names, self.frequency, self.low)

    @property
    def error(self):
        """The mean squared error on all held-out rows."""
        return float(self.cv.error(self.lam))

    @property
    def standard_error(self):
        """Its standard error."""
        return float(self.cv.standard_error(self.lam))

    @property
    def fold_errors(self):
        """The error on the held-out rows of each fold, shape (K,)."""
        return self.cv.fold_errors(self.lam)

    @property
    def theta(self):
        """θ(λ) of the fit to all rows, shape (p,), for the columns as they were fitted; exact zeros are == 0.0."""
        return self.cv.path(self.lam)

    @property
    def columns(self):
        """The columns that are chosen, from 0."""
        return self.cv.columns(self.lam)

    @property
    def share(self):
        """The share of samples that choose each column, shape (p,); None without samples."""
        return None if self.frequency is None else self.frequency(self.lam)

    def drawing(self):
        """The same state, printed: `figures.validation` beside `figures.stability` or `path`, with a line at λ."""
        if not self.cv.path.theta.any():
            return error_curve(self.cv)
        left, right = panels(2)
        draw, what = (path, self.cv.path) if self.frequency is None else (stability, self.frequency)
        curve, beside = self._curve_in_the_same_window(left), draw(what, self.names, ax=right)
        both = together(curve, beside)
        low, high = left.get_ylim()
        self.draw_line(left, curve.lams[0], top=(self.error - low) / (high - low))  # up to the curve
        self.draw_line(right, beside.lams[0])
        chosen = words.first_of(self.names[j] for j in self.columns) if self.columns else "none"
        error = f"{words.number(self.error, 4)} ± {words.number(self.standard_error)}"
        here = f"At the line, λ = {words.number(self.lam, 4)}, the error is {error}; chosen: {chosen}."
        return replace(both, alt=f"{both.alt} {here}")

    def _curve_in_the_same_window(self, ax):
        """`figures.validation` on the part of the plane that the browser shows, but for the plain part near λ = 0."""
        first, floor, end = (self._curve[name] for name in ("first", "floor", "low"))
        low, top, right = price_axis(first, end or floor, end, self.lam, logarithmic=True)
        kinks = self.cv.kinks[(self.cv.kinks > low) & (self.cv.kinks < top)]
        drawn = error_curve(self.cv, ax, np.concatenate([np.geomspace(low, top, 321), kinks[:3000]]))
        seen = np.concatenate([np.linspace(end, low, 33), drawn.lams])
        error, spread = self.cv.error(seen), self.cv.standard_error(seen)
        least, most = (error - spread).min(), (error + spread).max()
        room = (most - least) or abs(most) or 1.0
        ax.set(xlim=(low, right), ylim=(least - 0.1 * room, most + 0.16 * room))
        return drawn
