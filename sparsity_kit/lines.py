"""While the active set stays, every coefficient and every correlation of the lasso moves on a straight line in λ.

θ_A(λ) = G_AA⁻¹(c_A − λs/2) and ρ(λ) = Xᵀ(y − Xθ(λ)), with G = XᵀX, c = Xᵀy and the signs s of the active set A.
Where the first of these lines would break its rule, a column enters or leaves: all slopes change, the values do not.
`LeastSquares` computes the lines anew after each such event. `tableau.Tableau` has the same lines many times faster.
"""

import numpy as np

FLAT = 1e-12  # a distance that closes at less than this share of the full speed is taken to stay as it is
TIED = 1e-13  # prices that differ by less than this share are one
DEPENDENT = 1e-7  # a column of which no more than this share of its length is outside the active ones adds nothing


def check_progress(standing, lam, before, most):
    """How many times in a row λ has not fallen: one more, or 0. Raises ArithmeticError for more than `most` times."""
    if lam < before * (1 - TIED):
        return 0
    if standing >= most:
        raise ArithmeticError("the path stands still in a tie that rounding decides; take a larger lam_min, or a ridge")
    return standing + 1


class Lines:
    """At the price `lam`, the value and the slope dvalue/dλ of θⱼ where signs[j] is −1 or 1, of ρⱼ where it is 0; (s,).

    half (s,): an inactive ρⱼ stays between −λ·halfⱼ and λ·halfⱼ, an active one is at the edge that its sign says; ½ for
    columns of one unit. `edges` is half for an inactive column, 0 for an active one, infinite for one that is kept out.
    """

    def __init__(self, half, signs, lam):
        self.half, self.signs, self.lam = half, signs.copy(), lam
        self.values, self.slopes = np.zeros((2, len(half)))
        self.standing = 0  # events in a row that did not lower λ
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
        self.standing = check_progress(self.standing, float(due[j]), self.lam, most=20 * len(due) + 100)
        if self.standing > len(due):
            j = int((due >= tied).argmax())
        return j, self.lam if due[j] >= tied else float(due[j])

    def move(self, lam):
        """Follow the lines down to this price."""
        self.values += (lam - self.lam) * self.slopes
        self.lam = lam

    def _set_sign(self, j, sign):
        self.signs[j] = sign
        if sign:
            self.edges[j] = 0.0
        else:
            self._place_edges()

    def _place_edges(self):
        self.edges = np.where(self.signs != 0, 0.0, self.half)

    def _keep_out(self, dependent):
        """Until an active column has left, a column in their span adds nothing: its ρⱼ cannot cross an edge."""
        self.edges[dependent] = np.inf


class LeastSquares(Lines):
    """The lines by two least squares problems after every event: plain, and right for nearly dependent columns too."""

    def __init__(self, problem, signs, lam):
        super().__init__(problem.half, signs, lam)
        self.problem = problem
        self._solve()

    def exchange(self, j):
        """Let column j enter or leave; False if it lies in the span of the active ones, and has to stay out."""
        entering = self.signs[j] == 0
        if entering and self._depends(j):
            self._keep_out(self._dependent() if not self.problem.ridge else j)
            return False
        self._set_sign(j, np.sign(self.values[j]) if entering else 0.0)
        self._solve()
        return True

    def refresh(self):
        """Nothing to do: no rounding stays from one event to the next."""

    def _depends(self, j):
        """What is new in xⱼ is the last entry of R in X_A∪j = QR; and nothing is, once A fills the space."""
        columns = self.problem.columns(np.append(np.flatnonzero(self.signs), j))
        if columns.shape[1] > columns.shape[0]:
            return True
        new = np.linalg.qr(columns).R[-1, -1]
        return abs(new) <= DEPENDENT * np.linalg.norm(columns[:, -1])

    def _dependent(self):
        """Which inactive columns the active ones nearly span, all at once: one of them would come after the other."""
        columns = self.problem.columns(np.arange(len(self.signs)))
        Q = np.linalg.qr(columns[:, self.signs != 0]).Q
        new = columns - Q @ (Q.T @ columns)
        return (self.signs == 0) & (np.linalg.norm(new, axis=0) <= DEPENDENT * np.linalg.norm(columns, axis=0))

    def _solve(self):
        active = np.flatnonzero(self.signs)
        columns, y = self.problem.columns(active), self.problem.target(active)
        Q, R = np.linalg.qr(columns)
        shift = np.linalg.solve(R.T, self.half[active] * self.signs[active])
        theta = np.linalg.solve(R, np.stack([Q.T @ y - self.lam * shift, -shift], axis=1)).T
        self.values, self.slopes = self.problem.residual_correlations(theta, active, np.array([1.0, 0.0]))
        self.values[active], self.slopes[active] = theta
