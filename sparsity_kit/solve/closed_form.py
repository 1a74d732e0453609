"""θ by a formula: one prox where XᵀX = a·I, and one singular value decomposition for squared L2, or where λ = 0."""

import numpy as np

from sparsity_kit.losses.tables import gram_of
from sparsity_kit.paths.ridge import ridge_path

MANY = 500  # coefficients, for which XᵀX is not computed only to see whether it is a·I


def has_closed_form(objective):
    """For which λ there is a formula, in the shape of λ."""
    if _is_one_prox(objective):
        return np.ones(objective.lam.shape, dtype=bool)
    return _is_ridge(objective)


def closed_form(objective, theta, goal, max_iter):
    """argmin F where there is a formula, and theta (..., p) where there is none; nearby where Ω forbids it."""
    if _is_one_prox(objective):
        a = gram_of(objective.loss)[0, 0]
        center = -objective.loss.gradient(np.zeros_like(theta)) / (2 * a)
        return objective.penalty.prox(center, objective.lam[..., None] / (2 * a)), 1
    loss, formula = objective.loss.as_squared_error(), _is_ridge(objective)
    found = ridge_path(loss.X, loss.y, np.where(formula, objective.lam, 0.0))
    allowed = np.isfinite(objective.penalty.value(found))[..., None]
    found = np.where(allowed, found, objective.step_along(found, 0.0, 1.0))
    return np.where(formula[..., None], found, theta), 1


def _is_one_prox(objective):
    """Whether XᵀX = a·I exactly, with a > 0: then f(θ) = a‖θ − c‖² + constant, and one prox is the answer."""
    if not objective.loss.as_squared_error or objective.loss.n_features > MANY:
        return False
    gram = gram_of(objective.loss)
    return gram[0, 0] > 0 and np.array_equal(gram, gram[0, 0] * np.eye(len(gram)))


def _is_ridge(objective):
    """For which λ the objective is a ridge regression, or least squares: because λΩ is λ‖θ‖², or zero."""
    ridge = objective.penalty.as_elastic_net() == (0.0, 1.0)
    return bool(objective.loss.as_squared_error) & ((objective.lam == 0) | ridge)
