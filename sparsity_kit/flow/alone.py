"""A penalty alone: where it takes θ, and when each coordinate arrives at zero."""

from functools import partial

import numpy as np

from sparsity_kit.fits import product
from sparsity_kit.flow.iterations import as_starts, need_finite
from sparsity_kit.flow.passing import last_seen, passing_times
from sparsity_kit.flow.until_rest import is_at_rest, until_rest
from sparsity_kit.inputs import as_nonnegative

FLOW_STEPS = 1000
PIECES = 80  # of the integral that says when it arrives
LOOKS = 201  # at ω on the way to the start
ENDS = 0.9  # a piece of time that is no more than this share of the piece before belongs to a sum that ends


def penalty_flow(penalty, start, lam, times):
    """θ(t) with θ' = −λ∂Ω(θ), exactly: from start (..., p) at times (T,), shape (..., T, p).

    L1 moves each coordinate towards zero at speed λ, and there it stays. L2 moves the vector straight to the origin at
    speed λ, GroupL2 each group. SquaredL2 decays like exp(−2λt). `lam` broadcasts against the leading axes of `start`.
    Of a penalty that has no formula for its flow, but is separable and only rises, θ is right to about six digits;
    others are followed in proximal steps, to about three.

    >>> from sparsity_kit import L1
    >>> penalty_flow(L1(), [3.0, -1.0], 0.5, [0.0, 2.0, 6.0])
    array([[ 3., -1.],
           [ 2.,  0.],
           [ 0.,  0.]])
    """
    (start, lam), times = as_starts(penalty, start, lam), as_nonnegative("times", times, ndim=1)
    arrived = hitting_times(penalty, start, lam)[..., None, :] <= times[:, None]
    start, travelled = start[..., None, :], product(lam[..., None, None], times[:, None])
    by_hand = partial(_flow_by_slopes, arrived) if _only_rises(penalty, start) else _flow_by_steps
    with np.errstate(over="ignore"):
        return np.where(arrived, 0.0, (penalty.flow or partial(by_hand, penalty))(start, travelled))


def hitting_times(penalty, start, lam):
    """From when on each coordinate of `penalty_flow` is zero, from start (..., p): (..., p); 0 at once, inf for never.

    Of the penalty L1: |θⱼ(0)|/λ, each in its own time. L2: ‖θ(0)‖₂/λ, all together. SquaredL2: never.

    >>> from sparsity_kit import L1
    >>> hitting_times(L1(), [3.0, -1.0], 0.5)
    array([6., 2.])
    """
    start, lam = as_starts(penalty, start, lam)
    need_finite(penalty, start)
    alone = _only_rises(penalty, start)
    by_hand = _arrival_by_slopes if alone else _arrival_by_steps
    distance = (penalty.arrival or partial(by_hand, penalty))(start)
    lam = lam[..., None]
    with np.errstate(over="ignore"):
        time = np.where(lam > 0, distance / np.where(lam > 0, lam, 1.0), np.inf)
    pulled = not (alone or penalty.arrival) and (distance > 0) & (lam > 0)  # by others, away from zero
    return np.where((start == 0) & ~np.asarray(pulled), 0.0, time)


def _only_rises(penalty, start):
    """Whether Ω(θ) = Σ ω(θⱼ) for an ω that does not fall on the way from zero to the start."""
    if not penalty.separable or penalty.convex:
        return penalty.separable
    way = penalty.value((start[..., None] * np.linspace(0, 1, LOOKS))[..., None])
    return (np.diff(way) >= 0).all()


def _flow_by_steps(penalty, start, travelled):
    """Many small proximal steps, and twice as many, which halves the error: if Ω is convex it can be taken off."""
    theta = {}
    for count in (FLOW_STEPS, 2 * FLOW_STEPS):
        theta[count] = np.broadcast_to(start, np.broadcast_shapes(start.shape, travelled.shape))
        for _ in range(count):
            theta[count] = penalty.prox(theta[count], travelled / count)
    coarse, fine = theta.values()
    end = 2 * fine - coarse
    return np.where((np.sign(end) == np.sign(fine)) & penalty.convex, end, fine)


def _flow_by_slopes(arrived, penalty, start, travelled):
    """Where the time ∫ dz/ω′(z) since the start has passed: θ (..., T, p), by halving what is left of the way.

    What has arrived stays at its start.
    """
    travelled = np.where(arrived | is_at_rest(penalty, start), 0.0, travelled)
    theta = np.broadcast_to(start, travelled.shape)
    end = passed = np.zeros(travelled.shape)
    for _ in range(40 + _doublings(start)):
        middle = (theta + end) / 2
        there = passed + passing_times(penalty, middle, theta)
        came = there <= travelled
        theta, end, passed = np.where(came, middle, theta), np.where(came, end, middle), np.where(came, there, passed)
    return theta


def _arrival_by_steps(penalty, start):
    """λ·time until each coefficient is zero, (..., p), of a flow that is followed until it rests."""
    return until_rest(penalty, start.reshape(-1, start.shape[-1]), 1.0)[2].reshape(start.shape)


def _arrival_by_slopes(penalty, start):
    """∫ dz/ω′(z) from 0 to θ, (..., p), for Ω(θ) = Σ ω(θⱼ): piece by piece, each half as far from zero as the last.

    Infinite if the pieces do not become smaller, as where ω bends like a square, or if ω is level at θ or on the way.
    """
    number = np.arange(PIECES + _doublings(start)).reshape(-1, *np.ones(start.ndim, dtype=int))
    far = np.where(start == 0, 1.0, start) * 0.5**number
    last, pieces = last_seen(penalty.value(far[..., None])), np.zeros(far.shape)
    seen = number <= last
    pieces[seen] = passing_times(penalty, far[seen] / 2, far[seen])
    end, before = (np.take_along_axis(pieces, last[None] - back, axis=0)[0] for back in (0, 1))
    with np.errstate(invalid="ignore"):
        ratio = end / np.where(before > 0, before, 1.0)
        ends = np.isfinite(pieces).all(axis=0) & (ratio < ENDS)
        rest = end * ratio / np.where(ends, 1 - ratio, 1.0)
    return np.where(ends & ~is_at_rest(penalty, start), pieces.sum(axis=0) + rest, np.inf)


def _doublings(start):
    """How often 1 is doubled to reach the farthest start: as many halvings more lead as near to zero."""
    return max(0, int(np.log2(np.maximum(np.abs(start), 1.0)).max()))
