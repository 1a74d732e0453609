"""Where we are on the path, and by which lines we go on from there."""

import numpy as np

from sparsity_kit.paths.lines import TIED
from sparsity_kit.paths.problem import COLUMNS_PER_ROW
from sparsity_kit.paths.projections import LeastSquares
from sparsity_kit.paths.stretch import advance
from sparsity_kit.paths.tableau import Tableau

FOLLOWED = 200  # so many inactive columns at most, where not all are
PROGRESS, SHARE = 8, 0.02  # a tableau that fails sooner, or by so many active columns, is not made again at once
PATIENCE, MOST_PLAIN = 64, 1024  # so many events at first go by least squares, and so many at most


class Walk:
    """At the price `lam` of the last good kink, below which columns have the signs (p,), until `lam_min`.

    The lines are in one of three states:

    1. `lines` go on where they are.
    2. They begin anew by a tableau of the columns in `subset`: everyone, or, with many more columns than rows, those
       that are active or near an edge. `lines` is None.
    3. They begin anew by least squares of everyone, where a tableau has failed at once, for `plain` events; next time
       for `patience` events. `lines` is None, and `plain` is not 0.
    """

    def __init__(self, problem, lam_min):
        self.problem, self.lam_min, self.lam = problem, lam_min, problem.lam_max
        self.signs, self.everyone = np.zeros(problem.n_columns), np.arange(problem.n_columns)
        self.is_wide, self.count = problem.gram is None, min(FOLLOWED, COLUMNS_PER_ROW * problem.n_rows)
        reach = np.abs(problem.c) / problem.half
        self.subset = _largest(reach, self.count) if self.is_wide else self.everyone
        self.lines, self.plain, self.patience = None, 0, PATIENCE
        self.still = 0  # stretches in a row that did not lower λ

    def next_stretch(self):
        """Follow the lines through a number of events, or down to `lam_min`."""
        self.lines, stretch = advance(self._lines, self.signs[self.subset], self.lam_min, bool(self.plain))
        return stretch

    def _lines(self):
        """The lines to go on with: those of before, or new ones from a tableau, or by least squares."""
        if self.lines is not None:
            self.lines.refresh()
            return self.lines
        if self.plain:
            return LeastSquares(self.problem, self.signs, self.lam, self.plain)
        return Tableau(self.problem, self.subset, self.signs[self.subset], self.lam)

    def come_to(self, stretch, good):
        """Go to the last of the `good` first kinks of a stretch; none of them is where we were."""
        before = self.lam
        if good:
            self.lam = stretch.lams[good - 1]
        self.still = 0 if self.lam < before * (1 - TIED) else self.still + 1
        if self.lines is not None:
            self.signs[self.subset] = stretch.signs[good] if good < len(stretch.lams) else self.lines.signs

    def stands_still(self):
        """Whether so many stretches have not lowered λ that no tie explains it."""
        return self.still > self.problem.n_columns

    def begin_anew(self, stretch, good, reaches, spoiled):
        """Begin anew at the last good kink of this stretch: by least squares if a tableau was `spoiled` at once.

        Else by a tableau, with the columns that are nearest to an edge, by their `reaches` at the good kinks and the
        next. Without progress the subset only grows, so that whoever crossed an edge is taken in.
        """
        soon = good < max(PROGRESS, SHARE * np.count_nonzero(self.signs))
        failed = (spoiled and soon) or self.stands_still()
        self.lines = None
        self.plain = self.patience if failed and (not self.plain or good < len(stretch.lams)) else 0
        if self.plain:
            self.patience = min(4 * self.patience, MOST_PLAIN)
        if self.plain or not self.is_wide:
            self.subset = self.everyone
        else:
            nearest = _nearest_to_an_edge(reaches, stretch.lams[: good + 1], self.signs != 0, self.count)
            self.subset = nearest if good else np.union1d(self.subset, nearest)


def _nearest_to_an_edge(rho, lams, active, count):
    """The active columns and about `count` others: those nearest to an edge, and those whose lines will meet one first.

    rho (k, p): the correlations at the last kinks, at the prices lams (k,), in units of the band's half width at λ = 1.
    """
    reach = np.where(active, np.inf, np.abs(rho[-1]))
    if len(rho) == 1 or lams[-1] == lams[-2]:
        return _largest(reach, count + active.sum())
    slope = (rho[-1] - rho[-2]) / (lams[-1] - lams[-2])
    at_zero = rho[-1] - lams[-1] * slope
    closing = 1 - np.sign(at_zero) * slope
    due = np.divide(np.abs(at_zero), closing, out=np.where(active, np.inf, 0.0), where=~active & (closing > 0))
    return np.union1d(_largest(reach, count // 2 + active.sum()), _largest(due, count // 2 + active.sum()))


def _largest(values, count):
    """The places of the `count` largest values, in order."""
    if count >= len(values):
        return np.arange(len(values))
    return np.sort(np.argpartition(-values, count)[:count])
