"""The lines by orthogonal projections: slower than a tableau, and right where columns are nearly alike."""

import numpy as np

from sparsity_kit.paths.lines import DEPENDS, Lines

ILL = 1e6  # times its length: a column whose row of the pseudoinverse is longer takes digits along as it leaves


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
        """Compute everything anew from X_A = QR, and wipe off what rounding has left; if that fails, all stays."""
        active, y = np.flatnonzero(self.signs), self.problem.target
        columns = self.problem.columns(active)
        if len(active) > self.problem.rank:
            raise ArithmeticError(DEPENDS)
        Q, R = np.linalg.qr(columns)
        if (np.abs(R.diagonal()) <= self.nearly * np.linalg.norm(columns, axis=0)).any():
            raise ArithmeticError(DEPENDS)
        fit, pull = Q.T @ y, np.linalg.solve(R.T, self.half[active] * self.signs[active])
        solved = np.linalg.solve(R, np.column_stack([fit, -pull, Q.T]))
        self.active, self.theta, self.residual = active, solved[:, :2].T, np.stack([y - Q @ fit, Q @ pull])
        self.columns, self.inverse = columns.T, solved[:, 2:]
        self._read()

    def exchange(self, j):
        """Let column j enter or leave; False if it lies in the span of the active ones, and has to stay out."""
        if self.signs[j]:
            at = int(np.flatnonzero(self.active == j)[0])
            self._set_sign(j, 0.0)
            if np.linalg.norm(self.inverse[at]) > ILL:
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
        diagonal[self.active] = np.square(self.inverse).sum(axis=1)
        return diagonal

    def dual(self):
        """The residual y − Xθ at the present λ, (rows,), as the projections have it."""
        return self.residual[0] + self.lam * self.residual[1]

    def parts(self, subset):
        """Projected twice: what the first projection leaves by rounding can be as large as what is left."""
        columns = self.problem.columns(subset)
        own, others = columns, np.zeros((len(self.active), len(subset)))
        for _ in range(2):
            step = self.inverse @ own
            own, others = own - self.columns.T @ step, others + step
        return columns, own, others

    def _read(self):
        """Read the lines of all columns off the residual: what is not active goes by its product with it."""
        lines = self.problem.products(self.residual)
        lines[:, self.active] = self.theta
        self.values, self.slopes = lines[0] + self.lam * lines[1], lines[1]

    def _enter(self, j, edge):
        """Make column j the last of the active ones; False if it has nothing of its own.

        It enters at zero, whatever rounding says of its value, and the residual does not jump.
        """
        if len(self.active) >= self.problem.rank:
            return False
        column, own, others = (part[:, 0] for part in self.parts(np.array([j])))
        square = own @ own
        if square <= self.nearly**2 * (column @ column):
            return False
        slope = (column @ self.residual[1] - edge) / square
        moves = np.array([-self.lam * slope, slope])
        row = own / square
        self.inverse = np.vstack([self.inverse - np.multiply.outer(others, row), row])
        self.columns = np.vstack([self.columns, column])
        self.theta = np.column_stack([self.theta - np.multiply.outer(moves, others), moves])
        self.residual -= np.multiply.outer(moves, own)
        self.active = np.append(self.active, j)
        return True

    def _leave(self, at):
        """Give up what the column at this place has of its own: but for its length, its row of the pseudoinverse."""
        row = self.inverse[at]
        own, moves = row / (row @ row), self.theta[:, at]
        others = self.inverse @ own
        self.residual += np.multiply.outer(moves, own)
        self.inverse = np.delete(self.inverse - np.multiply.outer(others, row), at, axis=0)
        self.theta = np.delete(self.theta - np.multiply.outer(moves, others), at, axis=1)
        self.columns, self.active = np.delete(self.columns, at, axis=0), np.delete(self.active, at)

    def _dependent(self):
        """Which inactive columns lie in the span of the active ones, up to rounding; (s,)."""
        inactive = (self.signs == 0) & (self.problem.roots <= self.nearly)  # a ridge is each column's own
        if inactive.any() and len(self.active) < self.problem.rank:
            columns, own, _ = self.parts(np.flatnonzero(inactive))
            inactive[inactive] = np.linalg.norm(own, axis=0) <= self.nearly * np.linalg.norm(columns, axis=0)
        return inactive
