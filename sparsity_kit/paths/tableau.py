"""The tableau: the lines of all coefficients and correlations, brought up to date by one exchange per event.

When column j enters or leaves, θⱼ and ρⱼ exchange their roles: one becomes free, the other is held. The exchange is
one step of Gauss–Jordan elimination on G = XᵀX, the same step for entering and for leaving. (Called the sweep operator
in statistics: Goodnight 1979, The American Statistician 33.)

Once all of A is exchanged, the matrix holds −G_AA⁻¹, G_NA·G_AA⁻¹ and G_NN − G_NA·G_AA⁻¹·G_AN. Each exchange adds a
matrix of rank one to it, which `Updated` keeps until there are many.
"""

import numpy as np

from sparsity_kit.paths.lines import Lines
from sparsity_kit.paths.updated import Updated

DEPENDENT = 1e-12  # a column of whose squared length no more than this share is outside the active ones adds nothing
LOST, LOST_EACH = 400, 3  # roundings, in all or for each column: so many lost, and the slopes are refined
ROWS = 256  # of the matrix are updated at a time, so that no second matrix of its size is needed


class Tableau(Lines):
    """Lines of a subset (s,) of a problem's columns, from the price `lam` and the signs (s,) on."""

    nearly = np.sqrt(DEPENDENT)

    def __init__(self, problem, subset, signs, lam):
        super().__init__(problem, problem.half[subset], signs, lam)
        self.subset = subset
        gram, self.product, self.c = problem.normal_equations(subset)
        self.lengths, self.rank = gram.diagonal().copy(), problem.rank
        self.matrix = Updated(swept(gram, signs != 0))
        self.lost, self.most_lost = 0.0, max(LOST, LOST_EACH * len(subset))
        self.values = self.c.copy()  # right if nothing is active
        if signs.any():
            self._refine()  # this finds the lines …
            self._refine()  # … and this wipes off the rounding

    def exchange(self, j):
        """Let column j enter or leave; False if it lies in the span of the active ones, and has to stay out."""
        column = self.matrix.row(j)
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
        self._sweep(j, column, pivot, 1.0 if entering else -1.0)
        self._set_sign(j, sign if entering else 0.0)
        self.lost += self.lengths[j] / pivot if entering else -pivot * self.lengths[j]
        if self.lost > self.most_lost:
            values = self.values  # stay: who has just come or gone is exactly at zero, or at its edge
            self._refine()
            self.values = values
        return True

    def _sweep(self, j, column, pivot, direction):
        """Gauss–Jordan: mᵢₖ − mᵢⱼmⱼₖ/mⱼⱼ; but ±mᵢⱼ/mⱼⱼ in row and column j, and −1/mⱼⱼ where they cross.

        With mⱼⱼ ∓ 1 in the place of mⱼⱼ all of that is one product of a column and a row, but for ∓2 at the crossing.
        """
        column[j] = pivot - direction
        self.matrix.subtract(column / pivot, column)
        self.matrix.base[j, j] -= 2 * direction

    def parts(self, subset):
        """What columns take of the active ones stands in the rows of the matrix."""
        active = np.flatnonzero(self.signs)
        others = np.stack([self.matrix.row(j)[active] for j in subset], axis=1)
        columns = self.problem.columns(self.subset[subset])
        return columns, columns - self.problem.columns(self.subset[active]) @ others, others

    def size(self):
        """‖y‖ + ‖θ‖₁."""
        return self.length + np.abs(self.values[self.signs != 0]).sum()

    def inverse_diagonal(self):
        """It stands in the matrix, with its sign turned."""
        return np.where(self.signs != 0, -self.matrix.diagonal(), 0.0)

    def _dependent(self):
        """What is new in each column stands in the diagonal."""
        full = self.n_active >= self.rank
        return (self.signs == 0) & (full | (self.matrix.diagonal() <= DEPENDENT * self.lengths))

    def refresh(self):
        """Add what was kept to the matrix, and wipe off what rounding has left in the lines."""
        self.matrix.rows()
        self._refine()

    def _refine(self):
        """θ_A += G_AA⁻¹(c_A − λs/2 − G_AA·θ_A), its slope likewise, and the correlations that belong to them."""
        self.lost, on = 0.0, self.signs != 0
        theta = np.where(on, [self.values, self.slopes], 0.0)
        off = -self.product(theta)
        off[0] += self.c
        missed = np.where(on, off - np.multiply.outer([self.lam, 1.0], self.half * self.signs), 0.0)
        self.values, self.slopes = np.where(on, theta, off) - (self.matrix @ missed.T).T


def swept(gram, active):
    """−G_AA⁻¹, G_NA·G_AA⁻¹ and G_NN − G_NA·G_AA⁻¹·G_AN, each in its place, (p, p); active (p,): who is in A."""
    on, off = np.flatnonzero(active), np.flatnonzero(~active)
    if not len(on):
        return gram
    matrix = gram.copy()
    inverse, rows = np.linalg.inv(gram[np.ix_(on, on)]), gram[np.ix_(on, off)]
    spanned = rows.T @ inverse
    for start in range(0, len(off), ROWS):
        block = slice(start, start + ROWS)
        matrix[np.ix_(off[block], off)] -= spanned[block] @ rows
    matrix[np.ix_(off, on)], matrix[np.ix_(on, off)], matrix[np.ix_(on, on)] = spanned, spanned.T, -inverse
    return matrix
