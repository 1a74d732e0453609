"""Many tableaus in step: at every step each problem has its next event, and one exchange is done on all of them.

It is the tableau of `tableau`, with one axis more, the last: an array of shape (p, b) holds p numbers of b problems, so
that one operation of NumPy works on many of them. A tableau is symmetric, so of its entries only those of the pairs
i <= k are kept, row after row: matrix (pairs, b).

What is rare is not done here. A problem becomes `doubtful`, and stands still from then on, where a column that is due
depends on the active ones up to rounding, where a tie does not resolve, or where rounding has spoiled a pivot.
"""

import numpy as np

from sparsity_kit.paths.lines import FLAT, SMALL, TIED, VISIBLE
from sparsity_kit.paths.tableau import DEPENDENT

EVENTS = 32  # between two times that rounding is wiped off all lines
LOST, MOST_LOST = 100, 1e5  # roundings: so many, and lines are refined; so many, and the tableau is made anew
MOST_EVENTS, MOST_EACH = 100, 20  # in all or for each column: a path that is longer is doubtful


class Tableaus:
    """The lines of b problems, from λ_max down; gram (pairs, b), c (p, b), half (p, b), length (b,): ‖y‖.

    values, slopes, signs (p, b), lam (b,): as in `Lines`. doubtful (b,): not to be trusted, to be followed otherwise.
    """

    def __init__(self, gram, c, half, length):
        self.matrix, self.c, self.half, self.length = gram.copy(), c, half, length
        self.n_columns, self.each = len(c), np.arange(c.shape[1])
        self.rows, self.places = packed(self.n_columns)
        self.gram = np.ascontiguousarray(gram[self.places].transpose(2, 0, 1))  # whole, (b, p, p)
        self.lengths = gram[self.places.diagonal()]
        self.values, self.slopes, self.signs = c.copy(), np.zeros(c.shape), np.zeros(c.shape)
        self.edges, self.flat = half.copy(), FLAT * half
        self.lam = (np.abs(c) / half).max(axis=0)
        self.doubtful = ~np.isfinite(self.lam)
        self.standing, self.lost, self.lost_in_all, self.answer = np.zeros((4, len(self.each)))
        self.room = np.empty(c.shape)

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
        at, pivot = (j, self.each), self.matrix[self.places[j, j], self.each]
        before, slope = self.signs[at], self.slopes[at]
        entering = before == 0
        fine = np.where(entering, pivot > DEPENDENT * self.lengths[at], pivot < 0)
        self.doubtful |= going & ~fine
        going = going & fine
        pivot = np.where(going, pivot, 1.0)
        column = self.matrix[self.places[:, j], self.each] * going
        sign = np.where(entering, np.sign(self.values[at] - self.lam * slope), before)
        edge = sign * self.half[at]
        change = (slope - edge * entering) / pivot
        self.slopes -= change * column
        self.slopes[at] = np.where(going, np.where(entering, change, edge - change), slope)
        self.values[at] = np.where(going, np.where(entering, 0.0, edge * self.lam), self.values[at])
        self.signs[at] = np.where(going, sign * entering, before)
        self.edges[at] = np.where(going, self.half[at] * ~entering, self.edges[at])
        self._add(j, column, pivot, np.where(entering, 1.0, -1.0) * going)
        self._count_what_is_lost(j, going * np.where(entering, self.lengths[at] / pivot, -pivot * self.lengths[at]))

    def _add(self, j, column, pivot, direction):
        """One step of Gauss–Jordan elimination, written as in `Tableau._keep`: a product, and 2 at the crossing."""
        column[j, self.each] -= direction
        left = column / pivot
        for i, row in enumerate(self.rows):
            room = self.room[i:]
            np.multiply(left[i], column[i:], out=room)
            self.matrix[row] -= room
        self.matrix[self.places[j, j], self.each] -= 2 * direction

    def _count_what_is_lost(self, j, digits):
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
        on = (self.signs[:, at] != 0).T.astype(float)
        active, rest = on[:, :, None] * np.eye(self.n_columns), (1 - on)[:, :, None] * np.eye(self.n_columns)
        gram = self.gram[at]
        inverse = np.linalg.inv(active @ gram @ active + rest) - rest
        crossing = rest @ gram @ inverse
        full = rest @ (gram - gram @ inverse @ gram) @ rest + crossing + crossing.swapaxes(1, 2) - inverse
        i, k = np.triu_indices(self.n_columns)
        self.matrix[:, at] = full[:, i, k].T
        self.lost_in_all[at] = 0.0

    def refresh(self):
        """Wipe off what rounding has left in all lines, and note the trace of G_AA⁻¹, by which rounding counts."""
        self.values, self.slopes = self._refined(self.each)
        self.lost[:] = 0.0
        self.answer = np.maximum(self.answer, self._inverse_diagonal(slice(None)).sum(axis=0))

    def _refined(self, at):
        """Values and slopes of some problems (p, m), after one step of iterative refinement: `Tableau._refine`."""
        signs = self.signs[:, at]
        on, pull = signs != 0, self.half[:, at] * signs
        theta = np.where(on, [self.values[:, at], self.slopes[:, at]], 0.0)
        off = -_times(self.gram[at], theta)
        off[0] += self.c[:, at]
        missed = np.where(on, off - [self.lam[at] * pull, pull], 0.0)
        matrix = self.matrix[self.places[:, :, None], at].transpose(2, 0, 1)
        return np.where(on, theta, off) - _times(matrix, missed)

    def _rounding(self, at):
        size = self.length[at] + np.abs(self.values[:, at] * (self.signs[:, at] != 0)).sum(axis=0)
        inverse = self._inverse_diagonal(at)
        return VISIBLE * size * np.where(inverse > 0, np.sqrt(np.abs(inverse)), 1.0)

    def _inverse_diagonal(self, at):
        return np.where(self.signs[:, at] != 0, -self.matrix[self.places.diagonal()][:, at], 0.0)

    def hides(self, rank):
        """Whether an inactive column depends on the active ones, fewer than `rank` (b,), up to rounding; (b,)."""
        diagonal = self.matrix[self.places.diagonal()]
        nearly = (self.signs == 0) & (diagonal <= DEPENDENT * self.lengths) & (self.lengths > 0)
        return nearly.any(axis=0) & (np.count_nonzero(self.signs, axis=0) < rank)


def _times(matrices, v):
    """m symmetric matrices (m, p, p) times v (2, p, m)."""
    return (v.transpose(2, 0, 1) @ matrices).transpose(1, 2, 0)


def packed(p):
    """Where the pairs i <= k of p columns stand, row by row: the slice of each row, and each pair's place (p, p)."""
    ends = np.cumsum(np.arange(p, 0, -1))
    rows = [slice(int(end) - p + i, int(end)) for i, end in enumerate(ends)]
    places, (i, k) = np.empty((p, p), dtype=int), np.triu_indices(p)
    places[i, k] = places[k, i] = np.arange(len(i))
    return rows, places


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
        if len(lams) % EVENTS == 0 or not going.any():
            tableaus.refresh()
        if len(lams) > max(MOST_EVENTS, MOST_EACH * tableaus.n_columns):
            tableaus.doubtful |= going
            going = np.zeros_like(going)
    return np.stack(lams, axis=1), np.stack(thetas).transpose(2, 0, 1).copy(), np.stack(met, axis=1)
