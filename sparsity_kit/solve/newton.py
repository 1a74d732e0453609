"""θ by Newton's steps, for losses of rows that bend, as the logistic: at every θ a bowl takes the place of f.

Bowls can be solved. This one has f's slope and curvature at θ. With the penalty it is a squared error like any other:
its minimiser is a matter of one linear system if zeros and signs stay what they are at θ, else of a formula, a path or
gradient steps. The step to it is shortened where F does not fall. (Lee, Sun and Saunders 2014, SIAM Journal on
Optimization 24(3); Friedman, Hastie and Tibshirani 2010, section 3.)
"""

import numpy as np

from sparsity_kit.certificates.certificate import larger
from sparsity_kit.losses import SquaredError
from sparsity_kit.objective import Objective
from sparsity_kit.solve.closed_form import closed_form, has_closed_form
from sparsity_kit.solve.coordinate_descent import coordinate_descent
from sparsity_kit.solve.exact_path import exact_path
from sparsity_kit.solve.group_newton import group_newton, has_groups
from sparsity_kit.solve.proximal_gradient import proximal_gradient

AIM = 1e-2  # of the tolerance: one step more, so that the duality gap is small enough too
STEPS = 50  # at most: ten are usual
HALVINGS = 30  # of a step that does not lower F
ENOUGH = 1e-4  # of the decrease that the slopes promise
ROUNDING = 1e-13  # of F: by so much a step near the minimum may seem to rise
UNLIKELY = 1e-6  # a label that the model all but excludes bends f as if it were as likely as this
INNER = 1_000  # gradient steps for a bowl that has no formula and no path
SWEEPS = 20  # over the coefficients of a bowl whose path ends above λ
FARTHEST = 1e100  # a start beyond it has no squares: the steps begin at zero
EDGE = 1e-12  # of λ: a slope beyond its edge by no more is at the edge


def has_rows(loss):
    """Whether the loss is a sum over rows that bend, h(Xθ), and no squared error."""
    return bool(loss.dual_point and not loss.as_squared_error)


def newton(objective, theta, goal, max_iter):
    """θ (..., p) and the number of steps: one problem after the other from the largest λ down, each from the last."""
    batch, steps, found, last = theta.shape[:-1], 0, theta.copy(), None
    lam = np.broadcast_to(objective.lam, batch)
    for place in sorted(np.ndindex(batch), key=lambda place: -lam[place]):
        one, start = objective.pick(place, batch), theta[place]
        start = start if np.abs(start).max() < FARTHEST else np.zeros_like(start)
        if last is not None and one.value(last) < one.value(start):
            start = last
        found[place], n_iter = _descend(one, start, goal[place], max_iter)
        last, steps = found[place], steps + n_iter
    return found, steps


def _descend(objective, theta, goal, max_iter):
    """Newton's steps of one problem, theta (p,), until each slope residual is within `goal`."""
    value = objective.value(theta)
    if np.isinf(value):  # the penalty forbids it, and no step is a fall from there; its prox leads to what it allows
        theta = objective.prox_step(theta, 1 / (objective.loss.lipschitz or 1.0))
        value = objective.value(theta)
    steps = min(STEPS, max_iter)
    for n_iter in range(steps):
        if (np.abs(objective.slope_residuals(theta)) <= AIM * goal).all():
            return theta, n_iter
        end = _lowest(Objective(_bowl(objective.loss, theta), objective.penalty, objective.lam), theta, goal)
        new, new_value = _shortened(objective, theta, value, end)
        if new is None or np.array_equal(new, theta):
            return theta, n_iter
        theta, value = new, new_value
    return theta, steps


def _lowest(objective, theta, goal):
    """argmin of a bowl and the penalty, from theta (p,)."""
    shares = objective.penalty.as_elastic_net()
    if has_closed_form(objective):
        return closed_form(objective, theta, goal, 1)[0]
    if shares is None:
        steps = group_newton if has_groups(objective) else proximal_gradient
        return steps(objective, theta, goal, INNER)[0]
    end = _with_signs_held(objective, shares, theta)
    if end is not None and not larger(objective.value(end), objective.value(theta)):
        return end
    end = exact_path(objective, theta, goal, 1)[0]
    if (np.abs(objective.slope_residuals(end)) <= goal).all():
        return end
    lower = theta if objective.value(theta) < objective.value(end) else end
    return coordinate_descent(objective, lower.copy(), goal, SWEEPS)[0]  # the path ended above λ


def _with_signs_held(objective, shares, theta):
    """The minimiser, if its zeros and signs are those of theta: one linear system. None if they are not."""
    (a, b), lam, X, y = shares, objective.lam, objective.loss.X, objective.loss.y
    on, end = theta != 0, np.zeros_like(theta)
    gram = X[:, on].T @ X[:, on] + b * lam * np.eye(int(on.sum()))
    try:
        end[on] = np.linalg.solve(gram, y @ X[:, on] - a * lam * np.sign(theta[on]) / 2)
    except np.linalg.LinAlgError:
        return None
    beyond = np.abs(2 * (y - X @ end) @ X[:, ~on]) > a * lam * (1 + EDGE)
    return None if beyond.any() or (np.sign(end) != np.sign(theta)).any() else end


def _shortened(objective, theta, value, end):
    """The first of end, half-way to it, … at which F falls by a share of what the slopes promise; or None."""
    rise = objective.lam * (objective.penalty.value(end) - objective.penalty.value(theta))
    promised = (objective.loss.gradient(theta) * (end - theta)).sum(axis=-1) + rise
    for share in 0.5 ** np.arange(HALVINGS):
        new = end if share == 1 else theta + share * (end - theta)
        new_value = objective.value(new)
        if new_value <= value + ENOUGH * share * promised + ROUNDING * np.abs(value):
            return new, new_value
    return None, value


def _bowl(loss, theta):
    """‖Rθ − t‖² with the slope and the curvature of the loss at theta (p,)."""
    dual = loss.dual_point(theta)
    bend = np.maximum(loss.bend(theta), np.maximum(UNLIKELY * np.abs(dual), 1e-100))
    rows = np.sqrt(bend / 2)
    R = rows[:, None] * loss.X
    return SquaredError(R, theta @ R.T - dual / (2 * rows))
