"""The flow of a penalty that has no formula for it: from its prox, and from its slopes."""

import numpy as np

FLOW_STEPS = 1000
PIECES, NODES = 60, 8  # of the integral that says when it arrives, and points in each
SMALL = 1e-6  # of z: half the distance from which slopes are taken
ENDS = 0.9  # a piece of time that is no more than this share of the piece before belongs to a sum that ends


def flow_by_steps(penalty, start, travelled):
    """Many small proximal steps, and twice as many, which halves the error: so it can be taken off."""
    theta = {}
    for count in (FLOW_STEPS, 2 * FLOW_STEPS):
        theta[count] = np.broadcast_to(start, np.broadcast_shapes(start.shape, travelled.shape))
        for _ in range(count):
            theta[count] = penalty.prox(theta[count], travelled / count)
    coarse, fine = theta.values()
    end = 2 * fine - coarse
    return np.where(np.sign(end) == np.sign(fine), end, fine)


def arrival_by_slopes(penalty, start):
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
