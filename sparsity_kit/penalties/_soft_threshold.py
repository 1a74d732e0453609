"""The soft threshold: the prox of L1, on which all sparsity in this course rests."""

import numpy as np

from sparsity_kit.blocks import blocks
from sparsity_kit.fits import as_out, need_broadcast
from sparsity_kit.inputs import as_nonnegative, as_real

BLOCK = 32_768  # numbers per block: 256 kB, which stay in the cache between its two steps


def soft_threshold(v, threshold, out=None):
    """sign(v)·max(|v| − threshold, 0): move every value towards zero by `threshold`, and stop at zero.

    Any shape; `threshold` >= 0 broadcasts against `v` and is in its units. `out` may name a float64 array for the
    result, `v` itself included. Raises ValueError for NaN, infinities and negative thresholds.

    >>> soft_threshold([-3.0, -0.5, 0.0, 2.0], 1.0)
    array([-2.,  0.,  0.,  1.])
    """
    v, threshold = as_real("v", v), as_nonnegative("threshold", threshold)
    need_broadcast(v=v, threshold=threshold)
    if out is None:
        clipped = np.clip(v, -threshold, threshold)
        return np.subtract(v, clipped, out=clipped if clipped.ndim else None)
    as_out(out, np.broadcast_shapes(v.shape, threshold.shape))
    apart = not np.may_share_memory(out, v)
    with blocks([v, -threshold, threshold], [out], BLOCK) as pieces:
        for part, low, high, answer in pieces:
            clipped = np.clip(part, low, high, out=answer if apart else None)
            np.subtract(part, clipped, out=answer)
    return out
