"""lasso_paths: the paths of many problems of one size, exactly, in one call."""

import numpy as np

from sparsity_kit.fits import need_rows
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.paths.in_step import follow
from sparsity_kit.paths.lasso import TINY, lasso_path
from sparsity_kit.paths.lines import TIED
from sparsity_kit.paths.paths import Paths, rows_of
from sparsity_kit.paths.problem import COLUMNS_PER_ROW
from sparsity_kit.paths.stacked import Stacked
from sparsity_kit.paths.tableaus import Tableaus

NUMBERS = 2**18  # that the tableaus of one block hold: they stay in the processor's cache
FEWEST, MOST = 16, 512  # problems in a block


def lasso_paths(X, y, weights=None, lam_min=0.0):
    """θ(λ) = argmin Σᵢ wᵢ(xᵢ·θ − yᵢ)² + λ‖θ‖₁ for every λ >= `lam_min`, exactly, for b problems at once: `Paths`.

    X (n, p), shared, or (b, n, p). y (n,), shared, or (b, n): other targets. weights (b, n), or (n,): how often, or how
    much, each row counts in each problem, 0 for not at all: folds, or how often it was drawn in a bootstrap sample. At
    least one of the three has the axis of problems. Nothing is centred or scaled here. A problem with fewer rows has a
    smaller loss, so it wants a λ that is smaller in proportion.

    All problems are followed in step, some hundred at a time, so that memory grows with the answer alone. Every kink
    is certified as by `lasso_path`. A problem that fails, or in which columns depend on each other up to rounding, is
    followed again by itself, and so are all where X has more than two columns for each row; `ended` then says where
    and why a path ends above `lam_min`.

    Raises TypeError or ValueError for data that are not finite real tables of matching shapes, for a negative weight,
    and what `lasso_path` raises. See `in_step` for how it is done.

    >>> X, y = [[1, 0], [0, 1], [1, 1]], [3, 1, 2]
    >>> folds = lasso_paths(X, y, weights=[[1, 1, 0], [0, 1, 1]])
    >>> folds(1.0), folds[0].lams
    (array([[2.5, 0.5],
           [0.5, 1. ]]), array([6., 2., 0.]))
    """
    lam_min = float(as_nonnegative("lam_min", lam_min, ndim=0))
    X, y, weights, count = _stacks(X, y, weights)
    n, p = X.shape[1:]
    size = int(np.clip(NUMBERS // p**2, FEWEST, MOST))
    pieces, ended = [], [None] * count
    for start in range(0, count, size):
        block = np.arange(start, min(start + size, count))
        part = slice(start, start + size)
        part_X, part_y, part_weights = (stack if len(stack) == 1 else stack[part] for stack in (X, y, weights))
        right = np.zeros(len(block), dtype=bool)
        if p <= COLUMNS_PER_ROW * n:
            lams, theta, counts, right = _followed(part_X, part_y, part_weights, len(block), lam_min)
            pieces.append((part, lams, theta, counts))
        for b in block[~right]:
            rows, target = rows_of(X, y, weights, b)
            path = lasso_path(rows, target, lam_min)
            pieces.append((slice(b, b + 1), path.lams[:, None], path.theta[:, :, None], len(path.lams)))
            ended[b] = path.ended
    lams, theta, n_kinks = _in_one_table(pieces, count)
    return Paths(X, y, weights, lams, theta, n_kinks, tuple(ended))


def _stacks(X, y, weights):
    """X (b, n, p), y (b, n), weights (b, n), each with a leading axis of 1 where it is shared, and b."""
    X, y = as_real("X", X, ndim="1+"), as_real("y", y, ndim="1+")
    if X.ndim not in (2, 3):
        raise ValueError(f"X must have 2 dimensions, or 3 for one table each problem, got shape {X.shape}")
    weights = np.ones(X.shape[-2]) if weights is None else as_nonnegative("weights", weights, ndim="1+")
    for name, array in (("y", y), ("weights", weights)):
        if array.ndim > 2:
            raise ValueError(f"{name} must have 1 dimension, or 2 for one row each problem, got shape {array.shape}")
        need_rows(name, array, X.shape[-2])
    shapes = {"X": X.shape[:-2], "y": y.shape[:-1], "weights": weights.shape[:-1]}
    counts = {name: shape[0] for name, shape in shapes.items() if shape}
    if not counts:
        raise ValueError("lasso_paths got one problem; pass a stack of X, y or weights, or call lasso_path")
    if len(set(counts.values())) > 1:
        told = " and ".join(f"{name} for {count}" for name, count in counts.items())
        raise ValueError(f"all stacks must be of one number of problems, got {told}")
    stacks = zip((X, y, weights), shapes.values(), strict=True)
    X, y, weights = (stack if shape else stack[None] for stack, shape in stacks)
    return X, y, weights, max(counts.values())


def _followed(X, y, weights, count, lam_min):
    """Kinks (k, b), θ (p, b) at each, how many they are (b,), and whether all of them are right (b,)."""
    with np.errstate(all="ignore"):  # what is not finite is not right
        problems = Stacked(X, y, weights, count)
        tableaus = Tableaus(problems.gram, problems.c, problems.half, np.sqrt(problems.target_square))
        tableaus.doubtful |= ~problems.fits
        lams, theta, met = follow(tableaus, np.ldexp(lam_min, -problems.lam_exponent))
        right, nothing = ~tableaus.doubtful & ~tableaus.hides(problems.rank), lams[0] == 0
        lams, theta = np.ldexp(lams, problems.lam_exponent), problems.theta_in_data_units(theta)
        right &= nothing | _in_range(lams, theta, met)
    return *_without_ties(lams, theta, met), right


def _in_range(lams, theta, met):
    """Whether the largest λ and θ have all digits of a float; if only one kink was met, θ is zero."""
    largest = np.max([np.abs(each).max(axis=0) for each in theta], axis=0)
    sizes = np.array([lams[0], np.where(met.sum(axis=0) > 1, largest, 1.0)])
    return (np.isfinite(sizes) & (sizes >= TINY)).all(axis=0)


def _without_ties(lams, theta, met):
    """Of kinks at one λ only the last; what is left moves up, and the last is repeated: a piece of the answer."""
    again = met[1:] & (lams[1:] >= lams[:-1] * (1 - TIED))
    if not again.any():
        return lams, theta, met.sum(axis=0)
    kept = met & ~np.pad(again, ((0, 1), (0, 0)))
    counts = kept.sum(axis=0)
    order = np.argsort(~kept, axis=0, kind="stable")
    at = np.take_along_axis(order, np.minimum(np.arange(counts.max(initial=1))[:, None], counts - 1), axis=0)
    return np.take_along_axis(lams, at, axis=0), np.take_along_axis(np.stack(theta), at[:, None], axis=0), counts


def _in_one_table(pieces, count):
    """Kinks (count, k), θ there and how many they are; of two pieces for a problem the latter counts."""
    most = max(len(lams) for _, lams, _, _ in pieces)
    lams, theta = np.empty((count, most)), np.empty((count, most, len(pieces[0][2][0])))
    n_kinks = np.empty(count, dtype=int)
    for part, some_lams, some_theta, counts in pieces:
        k, n_kinks[part] = len(some_lams), counts
        lams[part, :k], lams[part, k:] = some_lams.T, some_lams[-1:].T
        for kink, found in enumerate(some_theta):
            theta[part, kink] = found.T
        theta[part, k:] = some_theta[-1].T[:, None]
    return lams, theta, n_kinks
