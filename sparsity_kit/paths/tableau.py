"""The tableau: the lines of all coefficients and correlations, brought up to date by one exchange per event.

When column j enters or leaves, θⱼ and ρⱼ exchange their roles: one becomes free, the other is held. The exchange is
one step of Gauss–Jordan elimination on G = XᵀX, the same step for entering and for leaving. (Called the sweep operator
in statistics: Goodnight 1979, The American Statistician 33.)

Once all of A is exchanged, the matrix holds −G_AA⁻¹, G_NA·G_AA⁻¹ and G_NN − G_NA·G_AA⁻¹·G_AN. Each exchange adds a
matrix of rank one to it. These are kept as they come, and added many at a time, as one matrix product.
"""

import numpy as np

from sparsity_kit.paths.lines import Lines

DEPENDENT = 1e-12  # a column of whose squared length no more than this share is outside the active ones adds nothing
LOST, LOST_EACH = 400, 3  # roundings, in all or for each column: so many lost, and the slopes are refined
ROWS = 256  # of the matrix are updated at a time, so that no second matrix of its size is needed


class Tableau(Lines):
    """Lines of a subset (s,) of a problem's columns, from the price `lam` and the signs (s,) on."""

    nearly = np.sqrt(DEPENDENT)

    def __init__(self, problem, subset, signs, lam):
        super().__init__(problem, problem.half[subset], signs, lam)
        self.subset = subset
        self.matrix, self.product, self.c = problem.normal_equations(subset)
        self.lengths, self.rank = self.matrix.diagonal().copy(), problem.rank
        # What is kept: matrix − leftᵀ·right − 2·diag(twos).
        self.left, self.right = np.empty((2, self.events, len(subset)))
        self.twos, self.kept = np.zeros(len(subset)), 0
        self.lost, self.most_lost = 0.0, max(LOST, LOST_EACH * len(subset))
        self.values = self.c.copy()  # right if nothing is active
        if signs.any():
            self._exchange_all(np.flatnonzero(signs))
            self._refine()  # this finds the lines …
            self._refine()  # … and this wipes off the rounding

    def exchange(self, j):
        """Let column j enter or leave; False if it lies in the span of the active ones, and has to stay out."""
        column = self._column(j)
        pivot, entering = column[j], self.signs[j] == 0
        if entering and (self.n_active >= self.rank or pivot <= DEPENDENT * self.lengths[j]):
            self._keep_out(self._dependent())
            return False
        if not entering and pivot >= 0:
            raise ArithmeticError("rounding has spoiled the tableau")
        sign = self.edge_ahead(j) if entering else self.signs[j]
        edge = sign * self.half[j]
        change = (self.slopes[j] - edge * entering) / pivot
        self.slopes -= change * column
        self.slopes[j] = change if entering else edge - change
        self.values[j] = 0.0 if entering else edge * self.lam
        self._keep(j, column, pivot, 1.0 if entering else -1.0)
        self._set_sign(j, sign if entering else 0.0)
        self.lost += self.lengths[j] / pivot if entering else -pivot * self.lengths[j]
        if self.lost > self.most_lost:
            values = self.values  # stay: who has just come or gone is exactly at zero, or at its edge
            self._refine()
            self.values = values
        return True

    def _column(self, j):
        column = self.matrix[j] - self.left[: self.kept, j] @ self.right[: self.kept]
        column[j] -= 2 * self.twos[j]
        return column

    def parts(self, subset):
        """What columns take of the active ones stands in the rows of the matrix."""
        active = np.flatnonzero(self.signs)
        others = np.stack([self._column(j)[active] for j in subset], axis=1)
        columns = self.problem.columns(self.subset[subset])
        return columns, columns - self.problem.columns(self.subset[active]) @ others, others

    def size(self):
        """‖y‖ + ‖θ‖₁."""
        return self.length + np.abs(self.values[self.signs != 0]).sum()

    def inverse_diagonal(self):
        """It stands in the matrix, with its sign turned."""
        return np.where(self.signs != 0, -self._diagonal(), 0.0)

    def dual(self):
        """None: the residual is not at hand, only its correlations."""

    def _diagonal(self):
        diagonal = self.matrix.diagonal() - 2 * self.twos
        return diagonal - np.einsum("kj,kj->j", self.left[: self.kept], self.right[: self.kept])

    def _dependent(self):
        """What is new in each column stands in the diagonal."""
        full = self.n_active >= self.rank
        return (self.signs == 0) & (full | (self._diagonal() <= DEPENDENT * self.lengths))

    def _keep(self, j, column, pivot, direction):
        """Gauss–Jordan: mᵢₖ − mᵢⱼmⱼₖ/mⱼⱼ; but ±mᵢⱼ/mⱼⱼ in row and column j, and −1/mⱼⱼ where they cross.

        With mⱼⱼ ∓ 1 in the place of mⱼⱼ all of that is one product of a column and a row, but for ∓2 at the crossing.
        """
        right = self.right[self.kept]
        right[:] = column
        right[j] = pivot - direction
        np.divide(right, pivot, out=self.left[self.kept])
        self.twos[j] += direction
        self.kept += 1

    def refresh(self):
        """Add what was kept to the matrix, and wipe off what rounding has left in the lines."""
        for rows in self._blocks(len(self.matrix)):
            self.matrix[rows] -= self.left[: self.kept, rows].T @ self.right[: self.kept]
        self.matrix[np.diag_indices_from(self.matrix)] -= 2 * self.twos
        self.twos[:], self.kept = 0.0, 0
        self._refine()

    def _refine(self):
        """θ_A += G_AA⁻¹(c_A − λs/2 − G_AA·θ_A), its slope likewise, and the correlations that belong to them."""
        self.lost, on = 0.0, self.signs != 0
        theta = np.where(on, [self.values, self.slopes], 0.0)
        off = -self.product(theta)
        off[0] += self.c
        missed = np.where(on, off - np.multiply.outer([self.lam, 1.0], self.half * self.signs), 0.0)
        step = missed @ self.matrix - 2 * missed * self.twos
        step -= missed @ self.left[: self.kept].T @ self.right[: self.kept]
        self.values, self.slopes = np.where(on, theta, off) - step

    def _exchange_all(self, active):
        rest = np.flatnonzero(self.signs == 0)
        inverse = np.linalg.inv(self.matrix[np.ix_(active, active)])
        rows = self.matrix[np.ix_(active, rest)]
        columns = rows.T @ inverse
        for block in self._blocks(len(rest)):
            self.matrix[np.ix_(rest[block], rest)] -= columns[block] @ rows
        self.matrix[np.ix_(rest, active)], self.matrix[np.ix_(active, rest)] = columns, columns.T
        self.matrix[np.ix_(active, active)] = -inverse

    def _blocks(self, count):
        return [slice(start, start + ROWS) for start in range(0, count, ROWS)]
