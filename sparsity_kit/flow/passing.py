"""The time in which a separable penalty takes a coefficient from one size to another, ∫ dz/ω′(z)."""

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)  # in each piece
SMALL = 1e-6  # of z: half the distance from which slopes are taken
ROUNDING = 1e-9  # of ω, in differences so small
EXACT = 1e-7  # of the whole: by so much the halves of a piece may differ from it
MOST = 16  # pieces at a time: more differ by rounding, not by kinks
ROUNDS = 24  # of halving, which finds a kink
FAINT = 1e-10  # of ω at the start: where it is zero next to so little, it is lost by rounding, and not level
BLURRED = 24  # pieces before that, in which rounding is seen


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
    z = (low[..., None] * (1 - NODES) + high[..., None] * (1 + NODES)) / 2
    rise = [penalty.value(z[..., None] * (1 + side * SMALL)) for side in (1, -1)]
    bottom, top = (penalty.value(end[..., None]) for end in (low, high))
    with np.errstate(divide="ignore", invalid="ignore"):  # where rounding makes Ω flat, a piece takes for ever
        slope = np.abs(rise[0] - rise[1]) / (2 * SMALL * np.abs(z))
        width = np.abs(high - low) / 2
        missed = np.abs(slope @ WEIGHTS * width - (top - bottom))
        return (1 / slope) @ WEIGHTS * width, missed <= EXACT * (top - bottom) + ROUNDING * top


def last_seen(size):
    """The last of the pieces in which ω, (pieces, ...), is more than rounding, as log(1 + t) is not for a tiny t."""
    first = np.where((size == 0).any(axis=0), (size == 0).argmax(axis=0), len(size))
    before = np.take_along_axis(size, np.maximum(first - 1, 0)[None], axis=0)[0]
    lost = (first < len(size)) & (before <= FAINT * size[0])
    return np.clip(first - BLURRED * lost, 1, len(size) - 1)
