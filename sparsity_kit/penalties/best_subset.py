"""Best subset: every coefficient that is not zero costs λ, whatever its size."""

import numpy as np

from sparsity_kit.penalty import Penalty


class BestSubset(Penalty):
    """Ω(θ) = how many coefficients are not zero. Its prox is the hard threshold: v where v² > 2·step, else 0."""

    separable = True
    name = "best subset"

    def value(self, theta):
        """The count, from shape (..., p) to (...)."""
        return np.count_nonzero(theta, axis=-1).astype(float)

    def prox(self, v, step):
        """The hard threshold at √(2·step)."""
        return np.where(np.square(v) > 2 * step, v, 0.0)

    def symbolic(self, theta):
        """Σ of 1 where θⱼ is not zero, for SymPy symbols."""
        from sympy import Eq, Piecewise

        return sum(Piecewise((0, Eq(t, 0)), (1, True)) for t in theta)


def best_subset(loss, lam):
    """argmin ‖Xθ − y‖² + λ·(how many θⱼ are not zero) for one or two features, shape (p,), by trying every subset.

    Of equally good subsets it is the smaller, and the first.
    """
    p = loss.n_features
    subsets = [[], [0], [1], [0, 1]][: 2 * p]
    candidates = np.zeros((len(subsets), p))
    for theta, chosen in zip(candidates, subsets, strict=True):
        X = loss.X[:, chosen]
        theta[chosen] = np.linalg.solve(X.T @ X, X.T @ loss.y)
    gains = np.square(loss.X @ candidates.T).sum(axis=0)  # by how much ‖Xθ − y‖² falls from ‖y‖²
    return candidates[np.argmax(gains - lam * np.array([len(chosen) for chosen in subsets]))]
