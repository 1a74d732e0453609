"""Rows from which products of a column and a row are taken away, one after the other."""

import numpy as np

ROWS = 64  # are changed at a time, so that the product need not leave the processor's cache
KEPT = 32  # changes are made together


class Updated:
    """The rows of a matrix from which products column·rowᵀ are subtracted: kept as they come, taken off together."""

    def __init__(self, rows, more=0):
        self.base, self.count, self.kept = with_room(rows, more), len(rows), 0
        self.left, self.right = np.zeros((len(self.base), KEPT)), np.empty((KEPT, rows.shape[1]))

    def __matmul__(self, v):
        left, right = self.left[: self.count, : self.kept], self.right[: self.kept]
        return self.base[: self.count] @ v - left @ (right @ v)

    def row(self, at):
        """The row at this place, as it now is."""
        return self.base[at] - self.left[at, : self.kept] @ self.right[: self.kept]

    def diagonal(self):
        """That of a square matrix."""
        return self.base.diagonal() - np.einsum("ak,ka->a", self.left[:, : self.kept], self.right[: self.kept])

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
        """A further row, which what was subtracted does not concern."""
        self.base[self.count], self.left[self.count] = row, 0.0
        self.count += 1

    def drop(self, at):
        """Forget the row at this place; the last one takes it."""
        self.count -= 1
        for each in (self.base, self.left):
            each[at] = each[self.count]


def with_room(rows, more):
    """A copy of these rows (a, n) that has room for more."""
    table = np.empty((len(rows) + more, rows.shape[1]))
    table[: len(rows)] = rows
    return table
