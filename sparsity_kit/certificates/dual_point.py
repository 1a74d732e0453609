"""What a dual point proves: the two gaps of Fenchel's form, and what rounding may hide in them."""

import numpy as np

from sparsity_kit.certificates import conjugate

EPS = np.finfo(float).eps


def gap_at(objective, theta, dual):
    """Both gaps at the dual point u (..., n), shortened as the penalty needs, with their rounding; shape (...)."""
    penalty, lam = objective.penalty, objective.lam
    pull, blur = pull_of(objective.loss, dual)
    best = np.inf
    for share, cost in duals(penalty, theta, pull, blur, lam):
        part = share[..., None]
        rounding = 2 * (np.abs(theta) * part * blur).sum(axis=-1)
        best = np.fmin(best, fit_gap(objective, theta, part * dual) + cost + rounding)
    return best


def duals(penalty, *at):
    """The penalty's own `duals`, or those that its prox tells."""
    return penalty.duals(*at) if penalty.duals else conjugate.duals(penalty, *at)


def pull_of(loss, dual):
    """w = −Xᵀu, (..., p), and what rounding may add to each of its entries."""
    return -dual @ loss.X, 2 * EPS * (np.abs(dual) @ np.abs(loss.X))


def fit_gap(objective, theta, dual):
    """h(Xθ) + h*(u) − u·Xθ, shape (...), with the rounding of F(θ)."""
    loss = objective.loss
    apart = np.abs(dual - loss.dual_point(theta)) @ np.abs(loss.X)
    rounding = 2 * (np.abs(theta) * apart).sum(axis=-1) + 4 * np.abs(objective.value(theta))
    return np.maximum(loss.conjugate_gap(theta, dual), 0.0) + EPS * rounding
