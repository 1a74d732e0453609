"""Every kink is certified: how many of a stretch are right, and how many come before a column outside is due?"""

import numpy as np

from sparsity_kit.paths.lines import DEPENDENT, VISIBLE

CERTIFIED, ACCEPTED = 1e-13, 1e-7  # of ‖y‖²: a kink with a larger gap is spoiled; and by least squares, not taken
HIDDEN = 1e-9  # of ‖y‖²: where rounding may hide a larger gap, a kink is spoiled too
EPS = np.finfo(float).eps
ROUNDING = 1e-13  # of ‖y‖: a correlation beyond its edge by no more than that has not crossed it
WIDE = 1e300  # a band so wide is as good as infinite, and can be multiplied


def inspect(problem, subset, stretch):
    """How many kinks are right; how many come before a column outside crosses an edge; and each column's reach (k, p).

    A column's reach is the λ at which it would be on an edge.
    """
    if not len(stretch.lams):
        return 0, 0, None
    square, length = problem.target_square, np.sqrt(problem.target_square)
    if stretch.duals is None:  # by a tableau
        rho, missed, forgiven = problem.correlations(stretch.theta, subset), 0.0, 0.0
        rounding = VISIBLE * (length + np.abs(stretch.theta).sum(axis=1))
        hidden, largest_gap, largest_hidden = rounding, CERTIFIED, HIDDEN
    else:  # by least squares
        rho, forgiven = problem.products(stretch.duals), DEPENDENT * length
        missed = np.square(stretch.duals - problem.residuals(stretch.theta, subset)).sum(axis=1)
        rounding = np.full(len(stretch.lams), VISIBLE * length)
        hidden, largest_gap, largest_hidden = EPS * length, ACCEPTED, ACCEPTED
    with np.errstate(over="ignore"):
        edges = np.minimum(stretch.lams[:, None] * problem.half[subset], WIDE)
    gap = missed + gap_of(stretch.theta, rho[:, subset], edges, square, rounding[:, None], forgiven)
    spoiled = (gap > largest_gap * square) | (hidden**2 * stretch.answer > largest_hidden * square)
    if problem.gram is not None:  # then nobody is outside
        return _first(spoiled), len(spoiled), None
    rho /= problem.half
    rounding = np.maximum(rounding, ROUNDING * length)
    edge_of_the_shortest = stretch.lams + rounding / problem.half.max()
    crossed = np.abs(rho) > edge_of_the_shortest[:, None]
    crossed[:, subset] = False
    at = np.flatnonzero(crossed.any(axis=1))
    crossed[at] &= (np.abs(rho[at]) - stretch.lams[at, None]) * problem.half > rounding[at, None]
    return _first(spoiled), _first(crossed.any(axis=1)), rho


def _first(flags):
    """The place of the first True, or the length if there is none."""
    return int(flags.argmax()) if flags.any() else len(flags)


def gap_of(theta, rho, edges, square, rounding, forgiven, axis=-1):
    """The duality gap (..., k) at θ (..., k, s); dual point: the residual, shortened by 1 − s until no ρⱼ is beyond.

    (1 − s)²‖r‖², plus what active ρⱼ miss of their edges, plus what shortening takes from them; ‖r‖² is at most
    `square`. What the `rounding` (..., k, 1) of ρ can hide is not counted, nor, beyond an edge, what is `forgiven`.
    axis: along which the columns stand, the last unless given; 0 where theta is (s, k) and rounding (k,).
    """
    size = np.abs(theta)
    missed = np.maximum(np.abs(edges * size - rho * theta) - rounding * size, 0.0).sum(axis=axis)
    beyond, forgiven = np.abs(rho) - edges, np.maximum(rounding, forgiven)
    if (beyond <= forgiven).all():
        return 2 * missed
    beyond = np.maximum(beyond - forgiven, 0.0)
    shortened = np.divide(beyond, edges + beyond, out=np.zeros_like(beyond), where=beyond > 0).max(axis=axis)
    return shortened**2 * square + 2 * (missed + shortened * (edges * size).sum(axis=axis))
