"""The time in which a separable penalty takes a coefficient from one size to another, ∫ dz/ω′(z)."""

import numpy as np

NODES = 8  # in each piece
SMALL = 1e-6  # of z: half the distance from which slopes are taken
ROUNDING = 1e-9  # of ω, in differences so small
EXACT = 1e-7  # of the whole: by so much the halves of a piece may differ from it
MOST = 16  # pieces at a time: more differ by rounding, not by kinks
ROUNDS = 24  # of halving, which finds a kink


def passing_times(penalty, low, high):
    """∫ dz/ω′(z) from low to high, arrays of one shape, for Ω(θ) = Σ ω(θⱼ); infinite where ω is level on the way.

    Where a piece and its halves differ, as at a kink, the halves are cut again; and where ∫ω′ is not the rise of ω, as
    with a kink beside an end, before the first node.
    """
    shape, low, high = low.shape, low.ravel(), high.ravel()
    time, owner = np.zeros(low.size), np.arange(low.size)
    whole, _ = _by_nodes(penalty, low, high)
    coarse = whole
    for _ in range(ROUNDS):
        if not len(low):
            break
        middle = (low + high) / 2
        (near, near_seen), (far, far_seen) = _by_nodes(penalty, low, middle), _by_nodes(penalty, middle, high)
        few = np.bincount(owner)[owner] <= MOST
        with np.errstate(invalid="ignore"):
            differs = np.abs(near + far - coarse) > EXACT * whole[owner]
            cut = few & np.isfinite(near + far) & (differs | ~near_seen | ~far_seen)
        np.add.at(time, owner[~cut], (near + far)[~cut])
        owner, coarse = np.tile(owner[cut], 2), np.concatenate([near[cut], far[cut]])
        low, high = np.concatenate([low[cut], middle[cut]]), np.concatenate([middle[cut], high[cut]])
    np.add.at(time, owner, coarse)
    return time.reshape(shape)


def _by_nodes(penalty, low, high):
    """∫ dz/ω′(z) from low to high (m,), by Gauss's nodes and differences of ω; and whether these see all of it."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    z = (low[..., None] * (1 - nodes) + high[..., None] * (1 + nodes)) / 2
    rise = [penalty.value(z[..., None] * (1 + side * SMALL)) for side in (1, -1)]
    bottom, top = (penalty.value(end[..., None]) for end in (low, high))
    with np.errstate(divide="ignore", invalid="ignore"):  # where rounding makes Ω flat, a piece takes for ever
        slope = np.abs(rise[0] - rise[1]) / (2 * SMALL * np.abs(z))
        width = np.abs(high - low) / 2
        missed = np.abs(slope @ weights * width - (top - bottom))
        return (1 / slope) @ weights * width, missed <= EXACT * (top - bottom) + ROUNDING * top
