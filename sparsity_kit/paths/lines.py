"""While the active set stays, every coefficient and every correlation of the lasso moves on a straight line in λ.

θ_A(λ) = G_AA⁻¹(c_A − λs/2) and ρ(λ) = Xᵀ(y − Xθ(λ)), with G = XᵀX, c = Xᵀy and the signs s of the active set A.
Where the first of these lines would break its rule, a column enters or leaves: all slopes change, the values do not.
`LeastSquares` finds them by projections, for columns however nearly dependent; `tableau.Tableau` has the same lines
several times faster, while columns are not too much alike.
"""

from typing import Any

import numpy as np

FLAT = 1e-14  # a distance that closes at less than this share of the full speed is taken to stay as it is
TIED = 1e-13  # prices that differ by less than this share are one
VISIBLE = 4e-15  # of ‖y‖ + ‖θ‖₁: smaller correlations are their own rounding
SMALL = 1e-6  # of ‖y‖: a line that comes so near to zero at λ = 0 is asked whether it is rounding
DEPENDENT = 1.2e-12  # of its length: a column with no more of its own beside the active ones is kept out
COPIED = 2e-15  # of its length and of what it takes of the others: what is left of a copy is rounding
ILL = 1e6  # times its length: a column whose row of the pseudoinverse is longer takes digits along as it leaves
NEGLIGIBLE = 1e-8  # of its band: a column that is kept out may be outside by so much
ROWS = 64  # of a matrix are changed at a time
FEW = 16  # one column in so many is few
KEPT = 32  # changes of a matrix are made together
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
        self.length = np.sqrt(problem.target_square)
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
        toward = np.where(self.signs != 0, -self.signs, np.sign(at_zero))
        closing = self.edges - toward * self.slopes
        due = np.divide(toward * at_zero, closing, out=np.zeros(len(closing)), where=closing > FLAT * self.half)
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


class LeastSquares(Lines):
    """The lines by orthogonal projections, which see a difference of columns as it is, where XᵀX sees its square.

    For the a active columns, in the order `active`: columns (a, rows), inverse (a, rows), which is the pseudoinverse,
    and theta (2, a), θ at λ = 0 and its slope; residual (2, rows) is y − Xθ, likewise. Who enters brings a direction of
    its own, in which all then can move, and who leaves takes it along.
    """

    def __init__(self, problem, signs, lam, events):
        super().__init__(problem, problem.half, signs, lam)
        self.events = events
        self.refresh()
        self.see_end(0.0)

    def refresh(self):
        """Compute everything anew from X_A = QR, and wipe off what rounding has left."""
        self.active = np.flatnonzero(self.signs)
        columns, y = self.problem.columns(self.active), self.problem.target
        if len(self.active) > self.problem.rank:
            raise ArithmeticError(DEPENDS)
        Q, R = np.linalg.qr(columns)
        if (np.abs(R.diagonal()) <= self.nearly * np.linalg.norm(columns, axis=0)).any():
            raise ArithmeticError(DEPENDS)
        fit, pull = Q.T @ y, np.linalg.solve(R.T, self.half[self.active] * self.signs[self.active])
        solved = np.linalg.solve(R, np.column_stack([fit, -pull, Q.T]))
        self.theta, self.residual = solved[:, :2].T, np.stack([y - Q @ fit, Q @ pull])
        self.columns, self.inverse = _with_room(columns.T, self.events), Updated(solved[:, 2:], self.events)
        self._read()

    def exchange(self, j):
        """Let column j enter or leave; False if it lies in the span of the active ones, and has to stay out."""
        if self.signs[j]:
            at = int(np.flatnonzero(self.active == j)[0])
            self._set_sign(j, 0.0)
            if np.linalg.norm(self.inverse.row(at)) > ILL:
                self.refresh()
                return True
            self._leave(at)
        else:
            sign = self.edge_ahead(j)
            if not self._enter(j, sign * self.half[j]):
                self._keep_out(self._dependent() | (np.arange(len(self.signs)) == j))
                return False
            self._set_sign(j, sign)
        self._read()
        return True

    def inverse_diagonal(self):
        """The squared lengths of the rows of the pseudoinverse."""
        diagonal = np.zeros(len(self.signs))
        diagonal[self.active] = np.square(self.inverse.rows()).sum(axis=1)
        return diagonal

    def dual(self):
        """The residual y − Xθ at the present λ, (rows,), as the projections have it."""
        return self.residual[0] + self.lam * self.residual[1]

    def parts(self, subset):
        """Projected twice: what the first projection leaves by rounding can be as large as what is left."""
        columns, a = self.problem.columns(subset), len(self.active)
        own, others = columns, np.zeros((a, len(subset)))
        for _ in range(2):
            step = self.inverse @ own
            own, others = own - self.columns[:a].T @ step, others + step
        return columns, own, others

    def _read(self):
        lines, inactive = np.empty((2, len(self.signs))), np.flatnonzero(self.signs == 0)
        if len(inactive) * FEW < len(self.signs):  # to read these columns is less than to read all of X
            lines[:, inactive] = self.residual @ self.problem.columns(inactive)
        else:
            lines = self.problem.products(self.residual)
        lines[:, self.active] = self.theta
        self.values, self.slopes = lines[0] + self.lam * lines[1], lines[1]

    def _enter(self, j, edge):
        """Make column j the last of the active ones; False if it has nothing of its own.

        It enters at zero, whatever rounding says of its value, and the residual does not jump.
        """
        a = len(self.active)
        if a >= self.problem.rank:
            return False
        column, own, others = (part[:, 0] for part in self.parts(np.array([j])))
        square = own @ own
        if square <= self.nearly**2 * (column @ column):
            return False
        slope = (column @ self.residual[1] - edge) / square
        moves = np.array([-self.lam * slope, slope])
        self.inverse.subtract(others, own / square)
        self.inverse.append(own / square)
        self.columns[a] = column
        self.theta = np.column_stack([self.theta - np.multiply.outer(moves, others), moves])
        self.residual -= np.multiply.outer(moves, own)
        self.active = np.append(self.active, j)
        return True

    def _leave(self, at):
        """Give up what the column at this place has of its own: but for its length, its row of the pseudoinverse."""
        last = len(self.active) - 1
        row = self.inverse.row(at)
        own, moves = row / (row @ row), self.theta[:, at].copy()
        others = self.inverse @ own
        self.inverse.subtract(others, row)
        self.inverse.drop(at)
        self.theta -= np.multiply.outer(moves, others)
        self.residual += np.multiply.outer(moves, own)
        for each in (self.columns, self.theta.T, self.active):
            each[at] = each[last]
        self.theta, self.active = self.theta[:, :last], self.active[:last]

    def _dependent(self):
        inactive = (self.signs == 0) & (self.problem.roots <= self.nearly)  # a ridge is each column's own
        if inactive.any() and len(self.active) < self.problem.rank:
            columns, own, _ = self.parts(np.flatnonzero(inactive))
            inactive[inactive] = np.linalg.norm(own, axis=0) <= self.nearly * np.linalg.norm(columns, axis=0)
        return inactive


class Updated:
    """The rows of a matrix from which products column·rowᵀ are subtracted: kept as they come, taken off together."""

    def __init__(self, rows, more):
        self.base, self.count, self.kept = _with_room(rows, more), len(rows), 0
        self.left, self.right = np.zeros((len(self.base), KEPT)), np.empty((KEPT, rows.shape[1]))

    def __matmul__(self, v):
        left, right = self.left[: self.count, : self.kept], self.right[: self.kept]
        return self.base[: self.count] @ v - left @ (right @ v)

    def row(self, at):
        return self.base[at] - self.left[at, : self.kept] @ self.right[: self.kept]

    def rows(self):
        """All of them; what was kept is taken off now."""
        for start in range(0, self.count, ROWS):
            block = slice(start, min(start + ROWS, self.count))
            self.base[block] -= self.left[block, : self.kept] @ self.right[: self.kept]
        self.left[:], self.kept = 0.0, 0
        return self.base[: self.count]

    def subtract(self, column, row):
        """Take column·rowᵀ from the rows, now or later."""
        if self.kept == KEPT:
            self.rows()
        self.left[: self.count, self.kept], self.right[self.kept] = column, row
        self.kept += 1

    def append(self, row):
        self.base[self.count], self.left[self.count] = row, 0.0
        self.count += 1

    def drop(self, at):
        """Forget the row at this place; the last one takes it."""
        self.count -= 1
        for each in (self.base, self.left):
            each[at] = each[self.count]


def _with_room(rows, more):
    """A copy of these rows (a, n) that has room for more."""
    table = np.empty((len(rows) + more, rows.shape[1]))
    table[: len(rows)] = rows
    return table
