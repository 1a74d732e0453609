"""A penalty alone: where it takes θ, and when each coordinate arrives at zero."""

import numpy as np

from sparsity_kit.flow.derived import arrival_by_slopes, flow_by_steps
from sparsity_kit.flow.starts import as_starts
from sparsity_kit.inputs import as_nonnegative


def penalty_flow(penalty, start, lam, times):
    """θ(t) with θ' = −λ∂Ω(θ), exactly: from start (..., p) at times (T,), shape (..., T, p).

    L1 moves each coordinate towards zero at speed λ, and there it stays. L2 moves the vector straight to the origin at
    speed λ, GroupL2 each group. SquaredL2 decays like exp(−2λt). `lam` broadcasts against the leading axes of `start`.
    For a penalty that has no formula for its flow, but is separable and convex, θ is right to about six digits.
    Raises TypeError for others: `objective_flow` follows those by small steps.

    >>> from sparsity_kit import L1
    >>> penalty_flow(L1(), [3.0, -1.0], 0.5, [0.0, 2.0, 6.0])
    array([[ 3., -1.],
           [ 2.,  0.],
           [ 0.,  0.]])
    """
    (start, lam), times = as_starts(penalty, start, lam), as_nonnegative("times", times, ndim=1)
    arrived = hitting_times(penalty, start, lam)[..., None, :] <= times[:, None]
    start, travelled = start[..., None, :], lam[..., None, None] * times[:, None]
    theta = penalty.flow(start, travelled) if penalty.flow else flow_by_steps(penalty, start, travelled)
    return np.where(arrived, 0.0, theta)


def hitting_times(penalty, start, lam):
    """When each coordinate of `penalty_flow` reaches zero: shape (..., p); 0 if it starts there, inf for never.

    L1: |θⱼ(0)|/λ, each in its own time. L2: ‖θ(0)‖₂/λ, all together. SquaredL2: never.

    >>> from sparsity_kit import L1
    >>> hitting_times(L1(), [3.0, -1.0], 0.5)
    array([6., 2.])
    """
    start, lam = as_starts(penalty, start, lam)
    if not (penalty.arrival or (penalty.separable and penalty.convex)):
        raise TypeError(f"no formula for the flow of {penalty!r}; use objective_flow, which takes small steps")
    distance = penalty.arrival(start) if penalty.arrival else arrival_by_slopes(penalty, start)
    lam = lam[..., None]
    time = np.where(lam > 0, distance / np.where(lam > 0, lam, 1.0), np.inf)
    return np.where(start == 0, 0.0, time)
