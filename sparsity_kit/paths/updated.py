"""A matrix from which products of a column and a row are taken away, one after the other."""

import numpy as np

ROWS = 64  # are changed at a time, so that the product need not leave the processor's cache
KEPT = 32  # changes are made together


class Updated:
    """A copy of a matrix (m, n), less products column·rowᵀ, which are kept as they come and taken off together."""

    def __init__(self, matrix):
        self.base, self.kept = matrix.copy(), 0
        self.left, self.right = np.empty((len(matrix), KEPT)), np.empty((KEPT, matrix.shape[1]))

    def __matmul__(self, v):
        return self.base @ v - self.left[:, : self.kept] @ (self.right[: self.kept] @ v)

    def row(self, at):
        """The row at this place, as it now is."""
        return self.base[at] - self.left[at, : self.kept] @ self.right[: self.kept]

    def diagonal(self):
        """That of a square matrix."""
        return self.base.diagonal() - np.einsum("ak,ka->a", self.left[:, : self.kept], self.right[: self.kept])

    def rows(self):
        """All of them; what was kept is taken off now."""
        for start in range(0, len(self.base), ROWS):
            block = slice(start, start + ROWS)
            self.base[block] -= self.left[block, : self.kept] @ self.right[: self.kept]
        self.kept = 0
        return self.base

    def subtract(self, column, row):
        """Take column·rowᵀ from the matrix, now or later."""
        if self.kept == KEPT:
            self.rows()
        self.left[:, self.kept], self.right[self.kept] = column, row
        self.kept += 1
