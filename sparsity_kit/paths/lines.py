"""While the active set stays, every coefficient and every correlation of the lasso moves on a straight line in λ.

θ_A(λ) = G_AA⁻¹(c_A − λs/2) and ρ(λ) = Xᵀ(y − Xθ(λ)), with G = XᵀX, c = Xᵀy and the signs s of the active set A.
Where the first of these lines would break its rule, a column enters or leaves: all slopes change, the values do not.
`projections.LeastSquares` finds them for columns however nearly dependent; `tableau.Tableau` has the same lines several
times faster, while columns are not too much alike.
"""

from typing import Any

import numpy as np

FLAT = 1e-14  # a distance that closes at less than this share of the full speed is taken to stay as it is
TIED = 1e-13  # prices that differ by less than this share are one
VISIBLE = 4e-15  # of ‖y‖ + ‖θ‖₁: smaller correlations are their own rounding
SMALL = 1e-6  # of ‖y‖: a line that comes so near to zero at λ = 0 is asked whether it is rounding
DEPENDENT = 1.2e-12  # of its length: a column with no more of its own beside the active ones is kept out
COPIED = 2e-15  # of its length and of what it takes of the others: what is left of a copy is rounding
NEGLIGIBLE = 1e-8  # of its band: a column that is kept out may be outside by so much
STANDS_STILL = "the path stands still in a tie that rounding decides"
DEPENDS = "columns depend on each other up to rounding"
NEARLY = f"columns differ by less than {DEPENDENT:.0e} of their length, and their difference would matter below"


class Lines:
    """At the price `lam`, the value and the slope dvalue/dλ of θⱼ where signs[j] is −1 or 1, of ρⱼ where it is 0; (s,).

    half (s,): an inactive ρⱼ stays between −λ·halfⱼ and λ·halfⱼ, an active one is at the edge that its sign says; ½ for
    columns of one unit. length: ‖y‖. `edges` is half for an inactive column, 0 for an active one, infinite for one that
    is kept out.
    """

    # What the two ways to compute the lines have each for itself:
    inverse_diagonal: Any  # (): the diagonal of G_AA⁻¹, and zeros for the inactive columns, (s,)
    parts: Any  # (subset): columns (rows, m) of a subset = own + X_A·others, own at right angles to X_A; all three
    _dependent: Any  # (): which inactive columns the active ones nearly span, (s,)

    nearly = DEPENDENT  # of its length: a column that has no more of its own is kept out
    events = 32  # at most, between two refreshments

    def __init__(self, problem, half, signs, lam):
        self.problem, self.half, self.signs, self.lam = problem, half, signs.copy(), lam
        self.length, self.flat = np.sqrt(problem.target_square), FLAT * half
        self.values, self.slopes = np.zeros((2, len(half)))
        self.n_active = np.count_nonzero(signs)
        self.standing = 0  # events in a row that did not lower λ
        self.floor = 0.0  # below this price the columns that are kept out would matter
        self._place_edges()

    def next_event(self):
        """Which column enters or leaves next as λ falls, and at which λ.

        Each has a distance to its event: ρⱼ to the edge ahead, or θⱼ, in its sign, to zero. As a line that is
        λ·closing − height, so it is used up at λ = height/closing, and the largest such λ comes first. In a long tie
        the first column is taken of those that are due, lest the same events come round again (Murty 1974).
        Raises ArithmeticError if they do nevertheless.
        """
        at_zero = self.values - self.lam * self.slopes
        towards = np.sign(at_zero) * (self.signs == 0) - self.signs
        closing = self.edges - towards * self.slopes
        due = np.divide(towards * at_zero, closing, out=np.zeros(len(closing)), where=closing > self.flat)
        j, tied = int(due.argmax()), self.lam * (1 - TIED)
        if abs(at_zero[j]) <= SMALL * self.length:  # rounding has no event: it is zero at λ = 0
            due[np.abs(at_zero) <= self._rounding()] = 0.0
            j = int(due.argmax())
        self.standing = 0 if due[j] < tied else self.standing + 1
        if self.standing > 20 * len(due) + 100:
            raise ArithmeticError(STANDS_STILL)
        if self.standing > len(due):
            j = int((due >= tied).argmax())
        return j, self.lam if due[j] >= tied else float(due[j])

    def edge_ahead(self, j):
        """The sign of the edge that ρⱼ comes to: the side on which its line ends, however narrow the band is."""
        return np.sign(self.values[j] - self.lam * self.slopes[j])

    def move(self, lam):
        """Follow the lines down to this price."""
        self.values += (lam - self.lam) * self.slopes
        self.lam = lam

    def see_end(self, lam):
        """Raise `floor` to the price below which columns that are nearly spanned by the active ones would matter.

        There what the column's own part has in the residual is more than a negligible share of its band. Copies, whose
        own parts are rounding, never matter. To be asked at the end, where correlations may be too small to be seen.
        """
        if self.n_active >= self.problem.rank:
            return
        out = np.flatnonzero(self._dependent() & (lam * self.half * NEGLIGIBLE < DEPENDENT * self.length))
        if not len(out):
            return
        columns, own, others = self.parts(out)
        length, new = np.linalg.norm(columns, axis=0), np.linalg.norm(own, axis=0)
        gain = np.abs(self.problem.target @ own)
        matters = (new > COPIED * (length + np.abs(others).sum(axis=0))) & (gain > NEGLIGIBLE * new * self.length)
        self.floor = max(self.floor, (gain / self.half[out]).max(where=matters, initial=0.0) / NEGLIGIBLE)

    def size(self):
        """What the rounding of correlations is measured by."""
        return self.length

    def _rounding(self):
        """What rounding may leave of a value that is zero, (s,): θⱼ answers to ρ by the length of its row of X⁺."""
        answers = np.where(self.signs != 0, np.sqrt(np.abs(self.inverse_diagonal())), 1.0)
        return VISIBLE * self.size() * answers

    def _set_sign(self, j, sign):
        self.signs[j] = sign
        self.n_active += 1 if sign else -1
        if sign:
            self.edges[j] = 0.0
        else:
            self._place_edges()

    def _place_edges(self):
        self.edges = np.where(self.signs != 0, 0.0, self.half)

    def _keep_out(self, dependent):
        """Until an active column has left, a column in their span adds nothing: its ρⱼ cannot cross an edge.

        All at once: one of them would come after the other.
        """
        self.edges[dependent] = np.inf


def ends_of_ties(lams):
    """Which of falling λ (k,) the next one is not tied to, the last among them, (k,)."""
    return np.append(lams[1:] < lams[:-1] * (1 - TIED), True)
