"""A penalty alone: where it takes θ, and when each coordinate arrives at zero."""

import numpy as np

from sparsity_kit.flow.iterations import as_starts
from sparsity_kit.inputs import as_nonnegative

FLOW_STEPS = 1000
PIECES, NODES = 60, 8  # of the integral that says when it arrives, and points in each
SMALL = 1e-6  # of z: half the distance from which slopes are taken
ENDS = 0.9  # a piece of time that is no more than this share of the piece before belongs to a sum that ends


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
    theta = penalty.flow(start, travelled) if penalty.flow else _flow_by_steps(penalty, start, travelled)
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
    distance = penalty.arrival(start) if penalty.arrival else _arrival_by_slopes(penalty, start)
    lam = lam[..., None]
    time = np.where(lam > 0, distance / np.where(lam > 0, lam, 1.0), np.inf)
    return np.where(start == 0, 0.0, time)


def _flow_by_steps(penalty, start, travelled):
    """Many small proximal steps, and twice as many, which halves the error: so it can be taken off."""
    theta = {}
    for count in (FLOW_STEPS, 2 * FLOW_STEPS):
        theta[count] = np.broadcast_to(start, np.broadcast_shapes(start.shape, travelled.shape))
        for _ in range(count):
            theta[count] = penalty.prox(theta[count], travelled / count)
    coarse, fine = theta.values()
    end = 2 * fine - coarse
    return np.where(np.sign(end) == np.sign(fine), end, fine)


def _arrival_by_slopes(penalty, start):
    """∫ dz/ω′(z) from 0 to θ, (..., p), for Ω(θ) = Σ ω(θⱼ): piece by piece, each half as far from zero as the last.

    Infinite if the pieces do not become smaller, as where ω bends like a square.
    """
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    halves = 0.5 ** np.arange(PIECES)[:, None]
    z = np.where(start == 0, 1.0, start)[..., None, None] * halves * (3 + nodes) / 4
    rise = [penalty.value(z[..., None] * (1 + side * SMALL)) for side in (1, -1)]
    with np.errstate(divide="ignore", invalid="ignore"):  # where rounding makes Ω flat, a piece takes for ever
        time = 2 * SMALL * np.abs(z) / np.abs(rise[0] - rise[1])  # of 1/ω′, where z is 1
        pieces = (weights / 4 * time * np.abs(start)[..., None, None] * halves).sum(axis=-1)
        ratio = pieces[..., -1] / np.where(pieces[..., -2] > 0, pieces[..., -2], 1.0)
        ends = np.isfinite(pieces).all(axis=-1) & (ratio < ENDS)
        rest = pieces[..., -1] * ratio / np.where(ends, 1 - ratio, 1.0)
    return np.where(ends, pieces.sum(axis=-1) + rest, np.inf)
