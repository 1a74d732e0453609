"""θ by gradient steps and the prox: for any smooth loss and any penalty, all problems of a batch at once.

First follow f downhill, then let the penalty pull; with momentum, which restarts when it points uphill. (Beck and
Teboulle 2009, SIAM Journal on Imaging Sciences 2(1); restart: O'Donoghue and Candès 2015.)
"""

import numpy as np

CHECK_EVERY = 10  # steps between two looks at the slopes


def proximal_gradient(objective, theta, goal, max_iter):
    """θ ← prox_step(θ + momentum), until each slope residual is within `goal`; θ (..., p) and the number of steps."""
    step = 1 / (objective.loss.lipschitz or 1.0)
    ahead, t = theta, np.ones(theta.shape[:-1])
    for n_iter in range(1, max_iter + 1):
        new = objective.step_along(ahead, objective.loss.gradient(ahead), step)
        with np.errstate(over="ignore", invalid="ignore"):  # a sign, which no size of θ changes
            uphill = ((ahead - new) * (new - theta)).sum(axis=-1) > 0
        t_new = np.where(uphill, 1.0, (1 + np.sqrt(1 + 4 * t**2)) / 2)
        momentum = np.where(uphill, 0.0, (t - 1) / t_new)
        far = new + momentum[..., None] * (new - theta)
        ahead, theta, t = np.where(np.isfinite(far), far, new), new, t_new  # who runs away is told by the next step
        if n_iter % CHECK_EVERY == 0 and (np.abs(objective.slope_residuals(theta)) <= goal).all():
            break
    return theta, n_iter
