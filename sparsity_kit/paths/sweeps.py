"""The matrices of many tableaus, and one step of Gauss–Jordan elimination on each: the sweep of `tableau`, b times.

The changes are kept as they come, and made many at a time, as one product of matrices for each problem.
"""

import numpy as np

KEPT = 16  # changes, until they are made
ROOM = 2**14  # numbers of the matrices that are changed at a time, so that they stay in the processor's cache


class Sweeps:
    """The matrices of b tableaus, (b, p, p), in which nothing is active at first; gram (p, p, b).

    They are matrix − rightᵀ·diag(factors)·right, for what is kept.
    """

    def __init__(self, gram):
        self.n_columns, self.count = gram.shape[1:]
        self.gram = gram.transpose(2, 0, 1).copy()
        self.matrix = self.gram.copy()
        self.each, self.kept = np.arange(self.count), 0
        self.right, self.factors = np.zeros((self.count, KEPT, self.n_columns)), np.zeros((self.count, KEPT))

    def column(self, j):
        """Column j (b,) of each matrix, less what is kept, (p, b)."""
        factors = self.right[self.each, : self.kept, j] * self.factors[:, : self.kept]
        rows = self.matrix[self.each, j] - (factors[:, None] @ self.right[:, : self.kept])[:, 0]
        return rows.T.copy()

    def sweep(self, j, who, column, pivot, direction):
        """Bring column j (m,) of the problems `who` in, where direction (m,) is 1, or out, where it is −1."""
        column[j, who] = pivot - direction
        self.right[:, self.kept] = column.T
        self.factors[who, self.kept] = 1 / pivot
        self.matrix[who, j, j] -= 2 * direction
        self.kept += 1
        if self.kept == KEPT:
            self._make_changes()

    def _make_changes(self):
        """Take the products that were kept off the matrices, some problems at a time."""
        some = max(1, ROOM // self.n_columns**2)
        left = (self.right * self.factors[:, :, None]).swapaxes(1, 2)
        for start in range(0, self.count, some):
            part = slice(start, start + some)
            self.matrix[part] -= left[part] @ self.right[part]
        self.factors[:], self.kept = 0.0, 0

    def diagonal(self):
        """(p, b)."""
        products = np.einsum("bk,bkj,bkj->jb", self.factors, self.right, self.right)
        return self.matrix.diagonal(axis1=1, axis2=2).T - products

    def times(self, v, at):
        """The products of v (r, p, m) and the matrices of some problems, (r, p, m)."""
        rows, right = v.transpose(2, 0, 1).copy(), self.right[at, : self.kept]
        kept = rows @ right.swapaxes(1, 2) * self.factors[at, None, : self.kept]
        return (rows @ self.matrix[at] - kept @ right).transpose(1, 2, 0)

    def gram_times(self, v, at):
        """The products of v (r, p, m) and the Gram matrices of some problems, (r, p, m)."""
        return (v.transpose(2, 0, 1).copy() @ self.gram[at]).transpose(1, 2, 0)
