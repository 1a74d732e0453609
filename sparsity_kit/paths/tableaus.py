"""The tableau of `tableau`, b times: at every step one exchange is done on all problems.

What is one number for each column has shape (p, b), so that one operation of NumPy works along many problems; a place
in such a table is j·b + problem. The matrices are in `sweeps`.
"""

import numpy as np

from sparsity_kit.paths.inspection import HIDDEN
from sparsity_kit.paths.lines import FLAT, SMALL, TIED, VISIBLE
from sparsity_kit.paths.sweeps import Sweeps
from sparsity_kit.paths.tableau import DEPENDENT

LOST = 1000  # roundings in one exchange: so many, and the lines are refined


class Tableaus:
    """The lines of b problems, from λ_max down; gram (p, p, b), c (p, b), half (p, b), length (b,): ‖y‖.

    values, slopes, signs (p, b), lam (b,): as in `Lines`. inactive (p, b): 1 where the sign is 0, or 0. doubtful (b,):
    not to be trusted, to be followed otherwise. largest (b,): the largest ‖y‖ + ‖θ‖₁ of a kink.
    """

    def __init__(self, gram, c, half, length):
        self.c, self.half, self.length = c, half, length
        self.n_columns, self.count = c.shape
        self.each = np.arange(self.count)
        self.sweeps, self.lengths = Sweeps(gram), gram.diagonal().T.copy()
        self.values, self.slopes, self.signs = c.copy(), np.zeros(c.shape), np.zeros(c.shape)
        self.inactive, self.flat = np.ones(c.shape), FLAT * half
        self.lam = (np.abs(c) / half).max(axis=0)
        self.doubtful = ~np.isfinite(self.lam)
        self.answer, self.largest = np.zeros((2, self.count))

    def next_events(self):
        """Which column enters or leaves next, and at which λ, in every problem: `Lines.next_event`, b at once."""
        at_zero = self.values - self.lam * self.slopes
        towards = np.copysign(self.inactive, at_zero) - self.signs
        closing = self.half * self.inactive - towards * self.slopes
        due = towards * at_zero * (closing > self.flat) / np.maximum(closing, self.flat)
        j = due.argmax(axis=0)
        small = np.flatnonzero(np.abs(at_zero.take(self._places(j))) <= SMALL * self.length)
        if len(small):
            due[:, small] *= np.abs(at_zero[:, small]) > self._rounding(small)
            j[small] = due[:, small].argmax(axis=0)
        lam = due.take(self._places(j))
        return j, np.where(lam >= self.lam * (1 - TIED), self.lam, lam)

    def _places(self, j):
        """Of column j (b,) of every problem, in a table (p, b)."""
        return j * self.count + self.each

    def move(self, lam):
        """Follow the lines down to these prices, (b,)."""
        self.values += (lam - self.lam) * self.slopes
        self.lam = lam

    def exchange(self, j, who):
        """Let column j (b,) enter or leave in the problems `who` (m,); the others stay as they are."""
        at, column = self._places(j)[who], self.sweeps.column(j)
        pivot, before, slope, length = (t.take(at) for t in (column, self.signs, self.slopes, self.lengths))
        entering = before == 0
        fine = np.where(entering, pivot > DEPENDENT * length, pivot < 0)
        if not fine.all():
            self.doubtful[who[~fine]] = True
            return self.exchange(j, who[fine])
        lam = self.lam[who]
        sign = before + entering * np.sign(self.values.take(at) - lam * slope)
        edge = sign * self.half.take(at)
        change = np.zeros(self.count)
        change[who] = (slope - edge * entering) / pivot
        self.slopes -= change * column
        self.slopes.put(at, np.where(entering, change[who], edge - change[who]))
        self.values.put(at, edge * lam * ~entering)
        self.signs.put(at, sign * entering)
        self.inactive.put(at, ~entering)
        self.sweeps.sweep(j[who], who, column, pivot, np.where(entering, 1.0, -1.0))
        lost = np.where(entering, length / pivot, -pivot * length)
        if lost.max(initial=0.0) > LOST:
            self.refine(who[lost > LOST])

    def note_answer(self):
        """Keep the largest trace of G_AA⁻¹, by which rounding counts."""
        self.answer = np.maximum(self.answer, self._inverse_diagonal().sum(axis=0))

    def refine(self, some):
        """One step of iterative refinement of the values and slopes of some problems: `Tableau._refine`."""
        signs = self.signs[:, some]
        on, pull = signs != 0, self.half[:, some] * signs
        theta = np.where(on, [self.values[:, some], self.slopes[:, some]], 0.0)
        off = -self.sweeps.gram_times(theta, some)
        off[0] += self.c[:, some]
        missed = np.where(on, off - [self.lam[some] * pull, pull], 0.0)
        self.values[:, some], self.slopes[:, some] = np.where(on, theta, off) - self.sweeps.times(missed, some)

    def _rounding(self, at):
        """What rounding may leave of a value that is zero, (p, m), as `Lines._rounding`."""
        size = self.length[at] + np.abs(self.values[:, at] * (self.signs[:, at] != 0)).sum(axis=0)
        inverse = self._inverse_diagonal()[:, at]
        return VISIBLE * size * np.where(inverse > 0, np.sqrt(np.abs(inverse)), 1.0)

    def _inverse_diagonal(self):
        return np.where(self.signs != 0, -self.sweeps.diagonal(), 0.0)

    def hides(self, rank):
        """Whether rounding may hide a gap, or what a column adds to the active ones, fewer than `rank` (b,); (b,)."""
        nearly = (self.signs == 0) & (self.sweeps.diagonal() <= DEPENDENT * self.lengths) & (self.lengths > 0)
        depends = nearly.any(axis=0) & (np.count_nonzero(self.signs, axis=0) < rank)
        return depends | ~((VISIBLE * self.largest) ** 2 * self.answer <= HIDDEN * self.length**2)
