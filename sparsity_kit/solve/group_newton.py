"""θ by Newton's steps on the groups that are alive, for squared error with L2 or GroupL2.

Away from zero ‖θ_g‖ is smooth, and bends by (I − uuᵀ)/‖θ_g‖ with u = θ_g/‖θ_g‖. Gradient steps find out which
groups are alive, but between correlated columns they creep; Newton's steps on those groups do not. The two take turns.

At a low price most groups are alive after a few gradient steps from anywhere, and have to be lost one by one. So the
price falls to λ from where all is zero, and each answer is the start of the next: few come alive at a time.
"""

import numpy as np

from sparsity_kit.losses.tables import gram_of
from sparsity_kit.objective import Objective
from sparsity_kit.solve.proximal_gradient import proximal_gradient

LOWER, FARTHEST = 0.3, 1e12  # each price on the way is so many times the one before; at most so many times λ
TURNS = 20  # at each price on the way
TURNS_AT_LAM = 100  # at most
GRADIENT_STEPS = 20  # in the first turn, and one more each turn
HALVINGS = 20  # of a step that does not lower F
ROUNDING = 1e-14  # of F: by so much a step near the minimum may seem to rise
AIM = 1e-2  # of the tolerance, so that the duality gap is small enough too


def has_groups(objective):
    """Whether the penalty is a sum of lengths, and the loss a squared error."""
    groups = objective.penalty.as_groups(objective.loss.n_features)
    return bool(objective.loss.as_squared_error) and groups is not None


def group_newton(objective, theta, goal, max_iter):
    """θ (..., p) and the number of turns, until each slope residual is within `goal`: one problem after the other."""
    found, turns, batch = theta.copy(), 0, theta.shape[:-1]
    for place in np.ndindex(batch):
        one = objective.pick(place, batch)
        found[place], n_turns = _follow(one, AIM * goal[place], max_iter)
        turns += n_turns
    return found, turns


def _follow(objective, goal, max_iter):
    """θ (p,) and the number of turns, from θ = 0 at λ_max on."""
    theta, turns = np.zeros(objective.loss.n_features), 0
    for times in _fall(objective):
        before = Objective(objective.loss, objective.penalty, times * objective.lam)
        theta, n_turns = _descend(before, theta, goal, min(TURNS, max_iter - turns))
        turns += n_turns
    theta, n_turns = _descend(objective, theta, goal, min(TURNS_AT_LAM, max_iter - turns))
    return theta, turns + n_turns


def _fall(objective):
    """How many times λ the prices on the way are, falling, from the one at which all groups are zero."""
    price, groups = _prices(objective)
    pull = np.sqrt(np.bincount(groups, np.square(objective.loss.gradient(np.zeros(len(groups))))))[groups]
    highest = np.divide(pull, price, out=np.zeros(len(price)), where=price > 0).max(initial=1.0)
    n_prices = np.ceil(np.log(min(highest, FARTHEST)) / -np.log(LOWER))
    return (1 / LOWER) ** np.arange(n_prices - 1, 0, -1)


def _descend(objective, theta, goal, most):
    """Newton's steps, a few gradient steps before each, until each slope residual is within `goal`."""
    for turn in range(most):
        theta, _ = proximal_gradient(objective, theta, goal, GRADIENT_STEPS + turn)
        if (np.abs(objective.slope_residuals(theta)) <= goal).all():
            return theta, turn
        theta = _step(objective, theta)
    return theta, most


def _step(objective, theta):
    """One of Newton's steps on the groups that are alive, shortened until F falls."""
    loss, (price, labels) = objective.loss, _prices(objective)
    lengths = np.sqrt(np.bincount(labels, np.square(theta)))[labels]
    on = lengths > 0
    theta_on, lengths, price, groups = theta[on], lengths[on], price[on], labels[on]
    unit = theta_on / lengths
    bend = 2 * gram_of(loss)[np.ix_(on, on)] - np.where(
        groups[:, None] == groups, np.outer(unit, price * unit / lengths), 0
    )
    bend[np.diag_indices_from(bend)] += price / lengths
    slope = loss.gradient(theta)[on] + price * unit
    try:
        way = np.zeros_like(theta)
        way[on] = -np.linalg.solve(bend, slope)
    except np.linalg.LinAlgError:
        return theta
    value = objective.value(theta)
    for new in _ends(theta, way, np.bincount(labels)[labels] == 1):
        if objective.value(new) <= value * (1 + ROUNDING):
            return new
    return theta


def _ends(theta, way, alone):
    """Where a step may end, in turn: at its full length; where first a group of one is zero; half-way, …"""
    yield theta + way
    turns = alone & (np.sign(theta + way) == -np.sign(theta)) & (theta != 0)
    if turns.any():
        shares = np.divide(theta, -way, out=np.full(len(theta), np.inf), where=turns)
        yield np.where(shares == shares.min(), 0.0, theta + shares.min() * way)
    for share in 0.5 ** np.arange(1, HALVINGS):
        yield theta + share * way


def _prices(objective):
    """λw of the group of each coefficient, (p,), and the group's label."""
    groups, weights = objective.penalty.as_groups(objective.loss.n_features)
    return objective.lam * weights[groups], groups
