"""How sure a choice is: at each λ, the share of many samples in which a column is chosen."""

import numpy as np

from sparsity_kit.brackets import described
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.paths.paths import Paths
from sparsity_kit.printable import printable


class SelectionFrequency:
    """How often each column is chosen, at every λ: a step function, `frequency(λ)` from λ (...) to (..., p).

    lams (m,): falling, every λ at which a column enters or leaves one of the samples' paths; share (m, p): the share of
    samples with θⱼ ≠ 0 between each and the next. Above the first, nothing is chosen; at a step, the share below
    counts. low: down to which λ all paths lead.
    """

    def __init__(self, lams, share, low, count):
        self.lams, self.share, self.low, self.count = lams, share, low, count
        for array in (lams, share):
            array.setflags(write=False)

    def __call__(self, lam):
        """The share of samples in which each column is not zero, from λ (...) to (..., p); ValueError below `low`."""
        lam = as_nonnegative("lam", lam)
        if lam.min() < self.low:
            raise ValueError(f"the paths end at λ = {self.low:.6g}, got lam = {lam.min():.6g}; take a larger lam")
        passed = np.searchsorted(-self.lams, -lam, side="right")
        return np.where(passed[..., None] > 0, self.share[np.maximum(passed - 1, 0)], 0.0)

    def __repr__(self):
        p = self.share.shape[1]
        return printable(f"SelectionFrequency({self.count} samples of {p} columns: {len(self.lams)} steps)")


def selection_frequency(paths):
    """The share of `lasso_paths` in which each column is chosen, at each λ exactly: a `SelectionFrequency`.

    paths: those of bootstrap samples, whose weights say how often each row was drawn; or of halves of the rows, as in
    stability selection (Meinshausen and Bühlmann 2010, Journal of the Royal Statistical Society B 72).

    >>> from sparsity_kit import lasso_paths
    >>> frequency = selection_frequency(lasso_paths([[1, 0], [0, 1]], [[3, 1], [1, 2]]))
    >>> frequency.lams, frequency(3.0)
    (array([6., 4., 2.]), array([0.5, 0.5]))
    """
    if not isinstance(paths, Paths):
        raise TypeError(f"selection_frequency takes what lasso_paths returns, got {described(paths)}")
    lams, count, p = paths.lams, len(paths), paths.theta.shape[-1]
    alive = paths.theta != 0
    pieces = alive[:, :-1] | alive[:, 1:]  # (b, k − 1, p): on a line that is zero at both ends nothing lives
    change = np.diff(pieces.astype(np.int8), axis=1, prepend=0)
    sample, kink, column = np.nonzero(change)
    at = lams[sample, kink]
    steps, place = np.unique(-at, return_inverse=True)
    total = np.zeros((max(len(steps), 1), p))
    np.add.at(total, (place, column), change[sample, kink, column])
    steps = -steps + 0.0 if len(steps) else lams[:, 0].max(keepdims=True)
    return SelectionFrequency(steps, total.cumsum(axis=0) / count, float(lams[:, -1].max()), count)
