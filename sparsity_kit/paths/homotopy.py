"""The exact path of the lasso, from the price at which everything is zero downward, one event after the other.

1. Above λ_max nothing is active: θ = 0, and the correlations ρ = Xᵀ(y − Xθ) are Xᵀy.
2. While the active set and its signs stay, all θⱼ and ρⱼ are straight lines in λ (see `lines`).
3. Active columns keep ρⱼ = sⱼλ/2, the others |ρⱼ| <= λ/2. Lower λ until the first would break its rule: an inactive ρⱼ
   has come to an edge of the band, and enters; or an active θⱼ has come to zero, and leaves.
4. That is a kink: note λ and θ. Exchange the column, and go on with 2, down to the λ that was asked for.
5. Several at once are steps of length zero. Who has just left moves away from the edge, so nobody has to be locked out.
6. With many more columns than rows, follow a subset: the nearest to the edges, and those whose lines lead there first.
   Every few kinks, compute all correlations at once; where one outside has crossed an edge, go back to the kink before
   it and take it in.
7. Every kink is certified by the correlations of its θ. Where rounding has spoiled one, go back to the kink before and
   on from there by least squares, for some events; and if that does not help, the path ends, and says why.

Sources: Osborne, Presnell and Turlach 2000, IMA Journal of Numerical Analysis 20; Efron, Hastie, Johnstone and
Tibshirani 2004, Annals of Statistics 32; ties: R. J. Tibshirani 2013, Electronic Journal of Statistics 7.
"""

import numpy as np

from sparsity_kit.paths.inspection import ACCEPTED, inspect
from sparsity_kit.paths.lines import DEPENDS, STANDS_STILL
from sparsity_kit.paths.walk import Walk

MOST_KINKS = 100_000
SPOILED = f"rounding leaves no kink below that can be certified to {ACCEPTED:.0e}·‖y‖²: {DEPENDS}"


def kinks(problem, lam_min):
    """λ (k,) of every kink down to `lam_min`, the columns (u,) that are ever active, their θ (k, u), and why it ended.

    The last is None if it came down to `lam_min`.
    """
    pieces, ended = _follow(problem, lam_min)
    lams = np.concatenate([lams for lams, _, _ in pieces])
    used = np.unique(np.concatenate([columns for _, columns, _ in pieces]))
    theta, start = np.zeros((len(lams), len(used))), 0
    for _, columns, part in pieces:
        theta[start : start + len(part), np.searchsorted(used, columns)] = part
        start += len(part)
    if not len(lams):  # then all that is known is that θ = 0 at λ_max
        lams, theta = np.array([problem.lam_max]), np.zeros((1, len(used)))
    return lams, used, theta, ended


def _follow(problem, lam_min):
    """The pieces of the path, one stretch after the other, and why it ended before `lam_min`, or None.

    A piece: λ (k,), the columns (u,) that are active there, and their θ (k, u).
    """
    walk, pieces, found = Walk(problem, lam_min), [], 0
    while found < MOST_KINKS:
        stretch = walk.next_stretch()
        right, inside, rho = inspect(problem, walk.subset, stretch)
        good, total = min(right, inside), len(stretch.lams)
        pieces.append(_used(walk.subset, stretch, good))
        if good == total and stretch.finished:
            return pieces, stretch.stopped
        if walk.plain and good == 0:
            return pieces, stretch.stopped or SPOILED
        walk.come_to(stretch, good)
        found += good
        if walk.stands_still() and walk.plain:
            return pieces, STANDS_STILL
        if good < total or stretch.stopped or walk.plain:
            reaches = None if rho is None else rho[: good + 1]
            walk.begin_anew(stretch, good, reaches, spoiled=bool(stretch.stopped) or right <= inside)
    return pieces, f"it has more than {MOST_KINKS:,} kinks"


def _used(subset, stretch, good):
    """The first kinks of a stretch, without the columns that are zero in all of them."""
    theta = stretch.theta[:good]
    used = theta.any(axis=0)
    return stretch.lams[:good], subset[used], theta[:, used]
