"""Many tableaus in step: at every step each problem has its next event, and one exchange is done on all of them.

It is the tableau of `tableau`, b times. What is one number for each column has shape (p, b), so that one operation of
NumPy works along many problems; matrices have shape (b, p, p). Here too exchanges are kept as they come, and added many
at a time, as one product of matrices for each problem.

What is rare is not done here. A problem becomes `doubtful`, and stands still from then on, where a column that is due
depends on the active ones up to rounding, where a tie does not resolve, or where rounding has spoiled a pivot.
"""

import numpy as np

from sparsity_kit.paths.lines import FLAT, SMALL, TIED, VISIBLE
from sparsity_kit.paths.tableau import DEPENDENT

EVENTS, KEPT = 32, 16  # until rounding is wiped off all lines; and until what is kept is added
LOST, MOST_LOST = 100, 1e6  # roundings: so many, and lines are refined; so many, and the tableau is made anew
MOST_EVENTS, MOST_EACH = 100, 20  # in all or for each column: a path that is longer is doubtful


class Tableaus:
    """The lines of b problems, from λ_max down; gram (b, p, p), c (p, b), half (p, b), length (b,): ‖y‖.

    values, slopes, signs (p, b), lam (b,): as in `Lines`. doubtful (b,): not to be trusted, to be followed otherwise.
    """

    def __init__(self, gram, c, half, length):
        self.gram, self.c, self.half, self.length = gram, c, half, length
        self.n_columns, self.each = len(c), np.arange(c.shape[1])
        # What is kept: matrix − leftᵀ·right − 2·diag(twos).
        self.matrix, self.kept, self.twos = gram.copy(), 0, np.zeros(c.shape)
        self.left, self.right = np.zeros((2, len(self.each), KEPT, self.n_columns))
        self.lengths = self._diagonal()
        self.values, self.slopes, self.signs = c.copy(), np.zeros(c.shape), np.zeros(c.shape)
        self.edges, self.flat = half.copy(), FLAT * half
        self.lam = (np.abs(c) / half).max(axis=0)
        self.doubtful = ~np.isfinite(self.lam)
        self.standing, self.lost, self.lost_in_all, self.answer = np.zeros((4, len(self.each)))

    def next_events(self):
        """Which column enters or leaves next, and at which λ, in every problem: `Lines.next_event`, b at once."""
        at_zero = self.values - self.lam * self.slopes
        toward = np.sign(at_zero) * (self.signs == 0) - self.signs
        closing = self.edges - toward * self.slopes
        due = np.divide(toward * at_zero, closing, out=np.zeros(closing.shape), where=closing > self.flat)
        j = due.argmax(axis=0)
        small = np.flatnonzero(np.abs(at_zero[j, self.each]) <= SMALL * self.length)
        if len(small):
            due[:, small] *= np.abs(at_zero[:, small]) > self._rounding(small)
            j[small] = due[:, small].argmax(axis=0)
        lam = due[j, self.each]
        tied = lam >= self.lam * (1 - TIED)
        self.standing = (self.standing + 1) * tied
        self.doubtful |= self.standing > self.n_columns
        return j, np.where(tied, self.lam, lam)

    def move(self, lam):
        """Follow the lines down to these prices (b,)."""
        self.values += (lam - self.lam) * self.slopes
        self.lam = lam

    def exchange(self, j, going):
        """Let column j (b,) enter or leave in the problems that are `going` (b,); the others stay as they are."""
        at, column = (j, self.each), self._column(j)
        pivot = column[at]
        before, slope = self.signs[at], self.slopes[at]
        entering = before == 0
        fine = np.where(entering, pivot > DEPENDENT * self.lengths[at], pivot < 0)
        self.doubtful |= going & ~fine
        going = going & fine
        pivot, column = np.where(going, pivot, 1.0), column * going
        sign = np.where(entering, np.sign(self.values[at] - self.lam * slope), before)
        edge = sign * self.half[at]
        change = (slope - edge * entering) / pivot
        self.slopes -= change * column
        self.slopes[at] = np.where(going, np.where(entering, change, edge - change), slope)
        self.values[at] = np.where(going, np.where(entering, 0.0, edge * self.lam), self.values[at])
        self.signs[at] = np.where(going, sign * entering, before)
        self.edges[at] = np.where(going, self.half[at] * ~entering, self.edges[at])
        self._keep(j, column, pivot, np.where(entering, 1.0, -1.0) * going)
        self._count_what_is_lost(going * np.where(entering, self.lengths[at] / pivot, -pivot * self.lengths[at]))

    def _column(self, j):
        """Column j (b,) of each matrix, (p, b)."""
        coefficients = self.left[self.each, : self.kept, j][:, None]
        column = (self.matrix[self.each, j] - (coefficients @ self.right[:, : self.kept])[:, 0]).T.copy()
        column[j, self.each] -= 2 * self.twos[j, self.each]
        return column

    def _diagonal(self):
        products = np.einsum("bkj,bkj->jb", self.left[:, : self.kept], self.right[:, : self.kept])
        return self.matrix.diagonal(axis1=1, axis2=2).T - products - 2 * self.twos

    def _keep(self, j, column, pivot, direction):
        """One step of Gauss–Jordan elimination, kept as `Tableau._keep` does: a product, and 2 at the crossing."""
        column[j, self.each] -= direction
        self.right[:, self.kept], self.left[:, self.kept] = column.T, (column / pivot).T
        self.twos[j, self.each] += direction
        self.kept += 1
        if self.kept == KEPT:
            self.matrix -= self.left.swapaxes(1, 2) @ self.right
            self.matrix[:, range(self.n_columns), range(self.n_columns)] -= 2 * self.twos.T
            self.twos[:], self.kept = 0.0, 0

    def _count_what_is_lost(self, digits):
        """Where much is lost, make the tableau anew; where less is, refine the lines."""
        self.lost += digits
        self.lost_in_all += digits
        far = np.flatnonzero(self.lost_in_all > MOST_LOST)
        if len(far):
            self._make_anew(far)
        much = np.flatnonzero(self.lost > LOST)
        if len(much):
            self.values[:, much], self.slopes[:, much] = self._refined(much)
            self.lost[much] = 0.0

    def _make_anew(self, at):
        """−G_AA⁻¹, G_NA·G_AA⁻¹ and G_NN − G_NA·G_AA⁻¹·G_AN of some problems, from G alone."""
        on = (self.signs[:, at] != 0).T
        active, rest = on[:, :, None] & on[:, None], ~on[:, :, None] & ~on[:, None]
        gram, identity = self.gram[at], np.eye(self.n_columns)
        self.lost_in_all[at] = 0.0
        try:
            inverse = np.linalg.inv(np.where(active, gram, identity)) * active
        except np.linalg.LinAlgError:
            self.doubtful[at] = True
            return
        spanned = gram @ inverse
        full = np.where(rest, gram - spanned @ gram, np.where(on[:, None], spanned, spanned.swapaxes(1, 2)))
        full = np.where(active, -inverse, full)
        self.matrix[at], self.left[at], self.twos[:, at] = full, 0.0, 0.0

    def refresh(self):
        """Wipe off what rounding has left in all lines."""
        self.values, self.slopes = self._refined(self.each)
        self.lost[:] = 0.0
        self.note_answer()

    def note_answer(self):
        """Keep the largest trace of G_AA⁻¹, by which rounding counts."""
        self.answer = np.maximum(self.answer, self._inverse_diagonal().sum(axis=0))

    def _refined(self, at):
        """Values and slopes of some problems (p, m), after one step of iterative refinement: `Tableau._refine`."""
        signs = self.signs[:, at]
        on, pull = signs != 0, self.half[:, at] * signs
        theta = np.where(on, [self.values[:, at], self.slopes[:, at]], 0.0)
        off = -_times(theta, self.gram[at])
        off[0] += self.c[:, at]
        missed = np.where(on, off - [self.lam[at] * pull, pull], 0.0)
        step = _times(missed, self.matrix[at]) - 2 * missed * self.twos[:, at]
        step -= _times(_times(missed, self.left[at, : self.kept].swapaxes(1, 2)), self.right[at, : self.kept])
        return np.where(on, theta, off) - step

    def _rounding(self, at):
        size = self.length[at] + np.abs(self.values[:, at] * (self.signs[:, at] != 0)).sum(axis=0)
        inverse = self._inverse_diagonal()[:, at]
        return VISIBLE * size * np.where(inverse > 0, np.sqrt(np.abs(inverse)), 1.0)

    def _inverse_diagonal(self):
        return np.where(self.signs != 0, -self._diagonal(), 0.0)

    def hides(self, rank):
        """Whether an inactive column depends on the active ones, fewer than `rank` (b,), up to rounding; (b,)."""
        nearly = (self.signs == 0) & (self._diagonal() <= DEPENDENT * self.lengths) & (self.lengths > 0)
        return nearly.any(axis=0) & (np.count_nonzero(self.signs, axis=0) < rank)


def _times(v, matrices):
    """v (2, p, m) times m matrices (m, p, q): (2, q, m)."""
    return (v.transpose(2, 0, 1) @ matrices).transpose(1, 2, 0)


def follow(tableaus, lam_min):
    """Go down to lam_min (b,): λ (b, k) and θ (b, k, p) after every step, and where a kink was met, (b, k)."""
    lams: list[np.ndarray] = []
    thetas, met = [], []
    going = ~tableaus.doubtful
    while going.any() or not lams:
        j, lam = tableaus.next_events()
        ends = lam <= lam_min
        tableaus.move(np.where(going, np.where(ends, lam_min, lam), tableaus.lam))
        theta = np.where(tableaus.values * tableaus.signs > 0, tableaus.values, 0.0)
        theta[j, tableaus.each] *= ends  # who leaves is at zero
        lams.append(tableaus.lam)
        thetas.append(theta)
        met.append(going)
        tableaus.exchange(j, going & ~ends)
        going = going & ~ends & ~tableaus.doubtful
        if len(lams) % EVENTS == 0:
            tableaus.refresh()
        if len(lams) > max(MOST_EVENTS, MOST_EACH * tableaus.n_columns):
            tableaus.doubtful |= going
            going = np.zeros_like(going)
    tableaus.note_answer()
    return np.stack(lams, axis=1), np.stack(thetas).transpose(2, 0, 1).copy(), np.stack(met, axis=1)
