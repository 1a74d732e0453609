"""Why an answer is not certified, in one line: how far it came, what stands in the way, and what would help."""

import numpy as np

from sparsity_kit.certificates.certificate import larger

ALIKE = 1e-4  # columns that differ by no more than this share of their length cost a solver many of its digits
UNEQUAL = 1e4  # and so do columns whose lengths differ by such a factor
SURE = 15  # a margin at which a label is no longer in doubt
MOST = 2_000  # columns are compared
MORE_STEPS = "raise max_iter or tol"


def sentence(solution, standard, max_iter):
    """How far the worst of the problems came that did not converge, and why no farther."""
    short = ~solution.converged
    worst = np.max(solution.stationarity_gap, where=short, initial=0.0)
    said = f"stopped after {solution.n_iter} steps at stationarity gap {worst:.2g}, short of its tolerance in "
    said += f"{short.sum()} of {short.size} problems"
    if solution.duality_gap is not None:
        at_zero = solution.objective.value(np.zeros_like(solution.theta))
        share = np.max(solution.duality_gap / np.abs(np.where(at_zero != 0, at_zero, 1.0)), where=short, initial=0.0)
        said += f", certified to {share:.1g}·F(0) only" if at_zero.any() else ""
    if (short & larger(solution.value, standard.value)).any():
        return f"{solution.method} {said}: F is larger there than at 0 or at the start; start elsewhere"
    more = MORE_STEPS if solution.n_iter >= max_iter else "rounding leaves no more digits; raise tol"
    return f"{solution.method} {said}: {reason(solution, more)}"


def reason(solution, more=MORE_STEPS):
    """Why a minimiser was not found: there is none, as a plane tells all labels apart at no price; or an `obstacle`."""
    loss, penalty, lam = solution.objective.loss, solution.objective.penalty, solution.objective.lam
    unpriced = ~solution.converged & ((lam == 0) | (penalty.free is not None and penalty.free.any()))
    labels = loss.dual_point and hasattr(loss, "margin")
    if labels and (margin := loss.margin(solution.theta)[unpriced].max(initial=0.0)) > SURE:
        return (
            f"a plane tells labels apart, here by a margin of {margin:.3g}, and f falls for ever along it; "
            "give every coefficient a price"
        )
    return obstacle(loss, more)


def obstacle(loss, more=MORE_STEPS):
    """What makes a loss hard to minimise: columns that are alike, that depend on each other, or of unequal lengths.

    `more` is what to do where nothing of that kind is seen.
    """
    if not (loss.as_squared_error or loss.dual_point):
        return f"{more}, put the columns on one scale, or give {type(loss).__name__} a larger lipschitz"
    X = (loss.as_squared_error() if loss.as_squared_error else loss).X
    lengths = np.linalg.norm(X, axis=0)
    X, names = X[:, lengths > 0] / lengths[lengths > 0], np.flatnonzero(lengths)
    i, j, apart = _most_alike(X)
    if apart <= ALIKE:
        return f"columns {names[i]} and {names[j]} differ by {apart:.0e} of their length; drop one, or raise lam"
    unequal = lengths.max() / lengths[names].min(initial=np.inf)
    if unequal > UNEQUAL:
        return f"the columns' lengths differ by a factor {unequal:.0e}; put them on one scale"
    if X.shape[1] <= min(len(X), MOST) and (least := np.linalg.svd(X, compute_uv=False)[-1]) <= ALIKE:
        return f"the columns depend on each other up to {least:.0e} of their length; drop some, or raise lam"
    return more


def _most_alike(X):
    """Which two columns of length 1 are closest, up to their sign, and how far they are apart; (0, 0, inf) for one."""
    if not 2 <= X.shape[1] <= MOST:
        return 0, 0, np.inf
    cosines = X.T @ X
    np.fill_diagonal(cosines, 0.0)
    i, j = sorted(map(int, np.unravel_index(np.abs(cosines).argmax(), cosines.shape)))
    return i, j, float(np.linalg.norm(X[:, i] - np.sign(cosines[i, j]) * X[:, j]))
