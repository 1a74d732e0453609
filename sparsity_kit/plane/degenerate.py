"""Two columns in proportion, or a column of zeros: a lasso that one column solves, or that has no solution.

Were both coefficients nonzero, θ could move along the line on which Xθ does not change. There F changes at a constant
rate until one of them is zero; at a minimiser, not at all. So if F has a minimiser, it has one with a zero, and the
conditions tell which. If it has none, the correlations are no Xᵀy.
"""

import numpy as np

from sparsity_kit.penalties import soft_threshold

EPS = np.finfo(float).eps
ROUNDING = 1e-12  # how far the sums in XᵀX and Xᵀy may be off, beside the sizes of the columns
CONTRADICTION = 1e-8  # a slope that is off by more, beside Xᵀy, is no rounding


def need_symmetry(a, b, b_again, d):
    """Raise ValueError unless the matrices [[a, b], [b_again, d]] are symmetric to rounding."""
    wrong = np.abs(b - b_again) > ROUNDING * np.sqrt(np.abs(a)) * np.sqrt(np.abs(d))
    if wrong.any():
        raise ValueError(f"gram must be symmetric, got {_first(wrong, a, b, b_again, d)}; pass X.T @ X")


def solve_degenerate(a, b, d, c1, c2, m, theta1, theta2):
    """Put into θ₁ and θ₂ (k,) the answers for those problems in which b² = ad to rounding, and leave the others alone.

    XᵀX is shared where a, b and d are (1,). Raises ValueError for matrices that are no XᵀX and for correlations that
    are no Xᵀy.
    """
    definite = (d > 0) & (a - b * (b / d) > 4 * EPS * a)
    if definite.all():
        return
    wrong = (a < 0) | (d < 0) | (np.abs(b) > (1 + ROUNDING) * np.sqrt(np.abs(a)) * np.sqrt(np.abs(d)))
    if wrong.any():
        raise ValueError(f"gram must be XᵀX, so that b² <= ad, got {_first(wrong, a, b, b, d)}; pass X.T @ X")
    at = np.flatnonzero(~np.broadcast_to(definite, theta1.shape))
    theta1[at], theta2[at] = _one_column(*(np.broadcast_to(part, theta1.shape)[at] for part in (a, b, d, c1, c2, m)))


def _one_column(a, b, d, c1, c2, m):
    """θ₁ and θ₂, (2, k): of (θ₁, 0) and (0, θ₂), each the best of its kind, the one that meets the conditions.

    `excess` is by how much a slope of f exceeds λ, beside the slope at zero, (k, 2): one for each of the two.
    """
    gram = np.stack([a, b, b, d], axis=-1).reshape(-1, 2, 2)
    squares, c, m = np.stack([a, d], axis=-1), np.stack([c1, c2], axis=-1), m[:, None]
    alone = soft_threshold(c, m) / np.where(squares > 0, squares, np.inf)
    candidates = alone[:, None, :] * np.eye(2) + 0.0  # no -0.
    excess = np.maximum(np.abs(c[:, None, :] - candidates @ gram) - m[:, None, :], 0.0)
    size = np.where(c != 0, np.abs(c), m)[:, None, :]
    excess = np.where(excess > ROUNDING * size, excess / size, 0.0).max(axis=-1)
    wrong = excess.min(axis=-1) > CONTRADICTION
    if wrong.any():
        k = np.argmax(wrong)
        raise ValueError(
            f"gram {_first(wrong, a, b, b, d)} says that the columns of X are in proportion, correlations "
            f"[{c1[k]:g}, {c2[k]:g}] say that they are not: F falls without end at lam {2 * m[k, 0]:g}; pass X.T @ X "
            "and X.T @ y of one X, or use minimize(SquaredError(X, y) + lam * L1()) for columns so alike"
        )
    return candidates[np.arange(len(a)), excess.argmin(axis=-1)].T


def _first(wrong, a, b, b_again, d):
    """The first of the matrices that are wrong, as text."""
    k = np.argmax(wrong)
    return f"[[{a[k]:g}, {b[k]:g}], [{b_again[k]:g}, {d[k]:g}]]"
