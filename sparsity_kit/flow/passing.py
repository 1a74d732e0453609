"""The time in which a separable penalty takes a coefficient from one size to another, ∫ dz/ω′(z)."""

import numpy as np

NODES = 8  # in each piece
SMALL = 1e-6  # of z: half the distance from which slopes are taken
EXACT = 1e-7  # of the whole: by so much the halves of a piece may differ from it
MOST = 16  # pieces at a time: more differ by rounding, not by kinks
ROUNDS = 24  # of halving, which finds a kink


def passing_times(penalty, low, high):
    """∫ dz/ω′(z) from low to high, arrays of one shape, for Ω(θ) = Σ ω(θⱼ); infinite where ω is level on the way.

    Where a piece and its halves differ, as at a kink, the halves are cut again.
    """
    shape, low, high = low.shape, low.ravel(), high.ravel()
    time, owner = np.zeros(low.size), np.arange(low.size)
    whole = coarse = _by_nodes(penalty, low, high)
    for _ in range(ROUNDS):
        if not len(low):
            break
        middle = (low + high) / 2
        near, far = _by_nodes(penalty, low, middle), _by_nodes(penalty, middle, high)
        few = np.bincount(owner)[owner] <= MOST
        with np.errstate(invalid="ignore"):
            cut = few & np.isfinite(near + far) & (np.abs(near + far - coarse) > EXACT * whole[owner])
        np.add.at(time, owner[~cut], (near + far)[~cut])
        owner, coarse = np.tile(owner[cut], 2), np.concatenate([near[cut], far[cut]])
        low, high = np.concatenate([low[cut], middle[cut]]), np.concatenate([middle[cut], high[cut]])
    np.add.at(time, owner, coarse)
    return time.reshape(shape)


def _by_nodes(penalty, low, high):
    """∫ dz/ω′(z) from low to high (m,), by Gauss's nodes and differences of ω."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    z = (low[..., None] * (1 - nodes) + high[..., None] * (1 + nodes)) / 2
    rise = [penalty.value(z[..., None] * (1 + side * SMALL)) for side in (1, -1)]
    with np.errstate(divide="ignore", invalid="ignore"):  # where rounding makes Ω flat, a piece takes for ever
        time = 2 * SMALL * np.abs(z) / np.abs(rise[0] - rise[1])  # of 1/ω′
        return time @ weights * np.abs(high - low) / 2
