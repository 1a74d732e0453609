"""Downhill on loss and penalty together, by small steps."""

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.certificates.promises import need_promises
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.objective import Objective

SUBSTEPS = 100  # per interval of time, and per 1/L
MOST_STEPS = 1_000_000


def objective_flow(objective, start, times):
    """θ(t) with θ' ∈ −∂F(θ), by small proximal steps: from start (..., p) at times (T,), shape (..., T, p).

    At least 100 steps per interval and per 1/L of time, so the error is of the order of one part in a hundred of the
    distance travelled. Zeros are exact zeros. `times` must not decrease, nor need more than a million steps;
    ValueError otherwise.
    (Forward-backward Euler: Parikh and Boyd 2014, section 4.2.1.)
    """
    theta = need("objective_flow", Objective, objective).as_coefficients("start", start)
    times = as_nonnegative("times", times, ndim=1)
    if (falls := np.diff(times) < 0).any():
        later = np.argmax(falls) + 1
        raise ValueError(
            f"times must not decrease, got {times[later]:g} after {times[later - 1]:g}; pass np.sort(times)"
        )
    need_promises(objective, theta)
    if (n_steps := SUBSTEPS * (len(times) + times[-1] * objective.loss.lipschitz)) > MOST_STEPS:
        raise ValueError(f"times up to {times[-1]:g} need {n_steps:.1e} steps; take shorter times, or rescale the loss")
    theta = np.broadcast_to(theta, np.broadcast_shapes(theta.shape, (*objective.batch_shape, theta.shape[-1])))
    trajectory = []
    for interval in np.diff(times, prepend=0.0):
        n_steps = SUBSTEPS * (1 + int(interval * objective.loss.lipschitz)) if interval > 0 else 0
        for _ in range(n_steps):
            theta = objective.prox_step(theta, interval / n_steps)
        trajectory.append(theta)
    return np.stack(trajectory, axis=-2)
