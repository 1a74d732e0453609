"""The matrices of many tableaus, and one step of Gauss–Jordan elimination on each: the sweep of `tableau`, b times.

mᵢₖ − mᵢⱼmⱼₖ/mⱼⱼ; but ±mᵢⱼ/mⱼⱼ in row and column j, and −1/mⱼⱼ where they cross. With mⱼⱼ ∓ 1 in the place of mⱼⱼ all of
that is one product of a column and a row, but for ∓2 at the crossing.

Small matrices are changed at once, (p, p, b), so that one operation of NumPy works along the problems. The changes of
larger ones, (b, p, p), are kept as they come, and made many at a time, as one product of matrices for each problem.
"""

import numpy as np

SMALL = 20  # columns: matrices of so many are changed at once
KEPT = 16  # changes, until they are made
ROOM = 2**14  # numbers of the matrices that are changed at a time, so that they stay in the processor's cache


def sweeps_of(gram):
    """The matrices of tableaus in which nothing is active, gram (p, p, b)."""
    return Sweeps(gram) if len(gram) <= SMALL else KeptSweeps(gram)


class Sweeps:
    """Matrices (p, p, b), each change made as it comes."""

    def __init__(self, gram):
        self.n_columns, self.count = gram.shape[1:]
        self.gram, self.matrix, self.change = gram, gram.copy(), np.empty_like(gram)
        self.first = np.arange(self.n_columns * self.count).reshape(self.n_columns, self.count)

    def column(self, j):
        """Column j (b,) of each matrix, (p, b)."""
        return self.matrix.take(self.first + j * (self.n_columns * self.count))

    def sweep(self, j, who, column, pivot, direction):
        """Bring column j (m,) of the problems `who` in, where direction (m,) is 1, or out, where it is −1."""
        column.put(j * self.count + who, pivot - direction)
        factor = np.zeros(self.count)
        factor[who] = 1 / pivot
        self.matrix -= np.multiply((factor * column)[:, None], column, out=self.change)
        self.matrix[j, j, who] -= 2 * direction

    def diagonal(self):
        """(p, b)."""
        return self.matrix.diagonal().T

    def times(self, v, at):
        """The products of v (r, p, m) and the matrices of some problems, (r, p, m)."""
        return np.einsum("rim,ijm->rjm", v, self.matrix[:, :, at])

    def gram_times(self, v, at):
        """The products of v (r, p, m) and the Gram matrices of some problems, (r, p, m)."""
        return np.einsum("rim,ijm->rjm", v, self.gram[:, :, at])

    def make_anew(self, b, active):
        """The matrix of problem b from its Gram matrix alone; active (p,): which columns are in."""
        self.matrix[:, :, b] = _swept(self.gram[:, :, b], active)


class KeptSweeps:
    """Matrices (b, p, p): matrix − rightᵀ·diag(factors)·right − 2·diag(twos), for what is kept."""

    def __init__(self, gram):
        self.n_columns, self.count = gram.shape[1:]
        self.gram = gram.transpose(2, 0, 1).copy()
        self.matrix = self.gram.copy()
        self.each, self.kept = np.arange(self.count), 0
        self.right, self.factors = np.zeros((self.count, KEPT, self.n_columns)), np.zeros((self.count, KEPT))
        self.twos = np.zeros((self.n_columns, self.count))

    def column(self, j):
        """Column j (b,) of each matrix, less what is kept, (p, b)."""
        factors = self.right[self.each, : self.kept, j] * self.factors[:, : self.kept]
        rows = self.matrix[self.each, j] - (factors[:, None] @ self.right[:, : self.kept])[:, 0]
        rows[self.each, j] -= 2 * self.twos[j, self.each]
        return rows.T.copy()

    def sweep(self, j, who, column, pivot, direction):
        """As in `Sweeps`; but the change is kept, until there are many."""
        at = j * self.count + who
        column.put(at, pivot - direction)
        self.right[:, self.kept] = column.T
        self.factors[who, self.kept] = 1 / pivot
        self.twos.put(at, self.twos.take(at) + direction)
        self.kept += 1
        if self.kept == KEPT:
            self._make_changes()

    def _make_changes(self):
        some = max(1, ROOM // self.n_columns**2)
        left = (self.right * self.factors[:, :, None]).swapaxes(1, 2)
        for start in range(0, self.count, some):
            part = slice(start, start + some)
            self.matrix[part] -= left[part] @ self.right[part]
        self.matrix[:, range(self.n_columns), range(self.n_columns)] -= 2 * self.twos.T
        self.twos[:], self.factors[:], self.kept = 0.0, 0.0, 0

    def diagonal(self):
        """(p, b)."""
        products = np.einsum("bk,bkj,bkj->jb", self.factors, self.right, self.right)
        return self.matrix.diagonal(axis1=1, axis2=2).T - products - 2 * self.twos

    def times(self, v, at):
        """As in `Sweeps`: what is kept takes two products of its own."""
        rows, right = v.transpose(2, 0, 1).copy(), self.right[at, : self.kept]
        kept = rows @ right.swapaxes(1, 2) * self.factors[at, None, : self.kept]
        return (rows @ self.matrix[at] - kept @ right).transpose(1, 2, 0) - 2 * v * self.twos[:, at]

    def gram_times(self, v, at):
        """As in `Sweeps`."""
        return (v.transpose(2, 0, 1).copy() @ self.gram[at]).transpose(1, 2, 0)

    def make_anew(self, b, active):
        """As in `Sweeps`; nothing is kept for it."""
        self.matrix[b], self.factors[b], self.twos[:, b] = _swept(self.gram[b], active), 0.0, 0.0


def _swept(gram, active):
    """−G_AA⁻¹, G_NA·G_AA⁻¹ and G_NN − G_NA·G_AA⁻¹·G_AN, each in its place, (p, p)."""
    on, off, matrix = np.flatnonzero(active), np.flatnonzero(~active), gram.copy()
    inverse = np.linalg.inv(gram[np.ix_(on, on)])
    spanned = gram[np.ix_(off, on)] @ inverse
    matrix[np.ix_(off, off)] -= spanned @ gram[np.ix_(on, off)]
    matrix[np.ix_(off, on)], matrix[np.ix_(on, off)], matrix[np.ix_(on, on)] = spanned, spanned.T, -inverse
    return matrix
