"""Many paths: θ of every problem for every λ."""

import operator

import numpy as np

from sparsity_kit.inputs import as_nonnegative, shown
from sparsity_kit.paths.path import Path, on_line, too_low
from sparsity_kit.printable import counted, printable


class Paths:
    """The minimisers of b problems of p coefficients for all λ: `paths(λ)` is θ (b, p), `paths[i]` the `Path` of one.

    lams (b, k): the kinks of each problem, falling, and where it has fewer than k, its last one again. theta (b, k, p):
    θ there. n_kinks (b,). ended: a tuple of b, as in `Path`: None, or a sentence that says where a path ended and why.
    X, y, weights: the data, which are not copied, with a leading axis of problems, 1 where they are shared.
    """

    def __init__(self, X, y, weights, lams, theta, n_kinks, ended):
        self.X, self.y, self.weights, self.ended = X, y, weights, ended
        self.lams, self.theta, self.n_kinks = lams, theta, n_kinks
        for array in (lams, theta, n_kinks):
            array.setflags(write=False)

    def __len__(self):
        return len(self.lams)

    def __getitem__(self, problem):
        """The `Path` of one problem, an integer; its X and y are multiplied by √weights."""
        at = self._numbered(problem)
        lams, theta = self.lams[at, : self.n_kinks[at]], self.theta[at, : self.n_kinks[at]]
        used = np.flatnonzero(theta.any(axis=0))
        X, y = rows_of(self.X, self.y, self.weights, at)
        return Path(X, y, ridge=0.0, lams=lams, columns=used, theta=theta[:, used], ended=self.ended[at])

    def _numbered(self, problem):
        """A problem's number, counted from 0, also where it is given from the end; IndexError ends a loop."""
        try:
            return range(len(self))[operator.index(problem)]
        except TypeError:
            raise TypeError(f"paths take the number of one problem, such as paths[0], got {shown(problem)}") from None
        except IndexError:
            raise IndexError(f"paths have {len(self)} problems, counted from 0, got {problem}") from None

    def __call__(self, lam):
        """θ of all problems at λ, a number or (b,), one for each: (b, p). λ (m, 1) gives (m, b, p).

        Raises ValueError for a λ below the end of a path, and for a shape that does not broadcast with the b problems.
        """
        lam = self._followed(lam)
        each, below = np.arange(len(self)), np.count_nonzero(self.lams > lam[..., None], axis=-1)
        high, low = (each, np.maximum(below - 1, 0)), (each, below)
        return on_line(lam, (self.lams[high], self.theta[high]), (self.lams[low], self.theta[low]))

    def _followed(self, lam):
        """λ as an array (..., b), one for each problem; ValueError where a path does not go down so far."""
        lam, count = as_nonnegative("lam", lam), len(self)
        if lam.ndim and lam.shape[-1] not in (1, count):
            raise ValueError(
                f"lam of shape {lam.shape} does not broadcast with {count} problems; for every pair of both write "
                "lam[:, None]"
            )
        lam = np.broadcast_to(lam, (*lam.shape[:-1], count))
        low = (lam < self.lams[:, -1]).reshape(-1, count).any(axis=0)
        if low.any():
            at = int(low.argmax())
            raise too_low(f"the path of problem {at}", self.lams[at, -1], lam[..., at].min(), self.ended[at])
        return lam

    def __repr__(self):
        count, _, p = self.theta.shape
        kinks = f"{self.n_kinks.min()} to {self.n_kinks.max()} kinks"
        return printable(f"Paths({counted(count, 'problem')} in {counted(p, 'coefficient')}: {kinks})")


def rows_of(X, y, weights, problem):
    """X (n, p) and y (n,) of one problem, each row times the root of its weight."""
    return weighted(*(stack[problem if len(stack) > 1 else 0] for stack in (X, y, weights)))


def weighted(X, y, weights):
    """The rows of X (n, p) and y (n,), each times the root of its weight: their squared error is the weighted one."""
    roots = np.sqrt(weights)
    return X * roots[:, None], y * roots
