"""What a method of one's own has returned: an array of the right shape, and its numbers as an error shows them."""

import numpy as np


def need_array(name, value, theta, shape):
    """Raise TypeError, with its name, for what is no array of real numbers of this shape."""
    if not isinstance(value, np.ndarray) or value.shape != shape or value.dtype.kind not in "biuf":
        got = f"{value.dtype} of shape {value.shape}" if isinstance(value, np.ndarray) else type(value).__name__
        raise TypeError(f"{name} must be an array of real numbers of shape {shape}, got {got} for θ of {theta.shape}")


def worst(array):
    """A number of the array that is not finite, or its largest."""
    bad = array[~np.isfinite(array)]
    return f"{bad[0] if bad.size else np.abs(array).max():.3g}"


def first(vectors, which):
    """The first of those vectors (..., p) as text, but for most of its numbers."""
    vector = vectors[np.broadcast_to(which, vectors.shape[:-1])][0]
    return f"({', '.join(f'{number:.3g}' for number in vector[:3])}{', …' * (len(vector) > 3)})"
