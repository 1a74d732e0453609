"""Arithmetic on long arrays in short blocks: each step finds the numbers of the last one in the processor's cache."""

from typing import Any

import numpy as np


def blocks(inputs, outputs, size):
    """Corresponding blocks, at most `size` numbers each, of arrays that broadcast together: for a `with` and a `for`.

    Blocks have one axis; what is written into those of `outputs` is in the arrays after the `with`. An input that is
    shared is not copied out, and one that overlaps an output elsewhere than in its own place is copied first.

    >>> v, total = np.arange(5.0), np.empty(5)
    >>> with blocks([v, np.array(1.0)], [total], size=2) as pairs:
    ...     for x, one, y in pairs:
    ...         _ = np.add(x, one, out=y)
    >>> total
    array([1., 2., 3., 4., 5.])
    """
    kinds: Any = ["readonly"] * len(inputs) + ["writeonly"] * len(outputs)
    return np.nditer(
        [*inputs, *outputs],
        flags=["external_loop", "buffered", "copy_if_overlap"],
        op_flags=[[kind, "overlap_assume_elementwise"] for kind in kinds],
        buffersize=size,
    )
