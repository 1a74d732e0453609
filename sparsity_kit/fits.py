"""Whether arrays fit each other: the coefficients of a problem, a batch, the rows of X, room for a result."""

import numpy as np

from sparsity_kit.inputs import as_real


def as_coefficients(name, value, n_features, batch=()):
    """Return `value` as coefficients: float64, shape (..., n_features), whose leading axes broadcast with `batch`.

    `n_features` is None if any number of coefficients will do.
    """
    array = as_real(name, value, ndim="1+")
    if n_features not in (None, array.shape[-1]):
        raise ValueError(f"{name} must have {n_features} entries on its last axis, got shape {array.shape}")
    if batch and not _broadcast(array.shape[:-1], batch):
        raise ValueError(
            f"{name} of shape {array.shape} does not broadcast with a batch of shape {batch}; for every pair of both "
            f"write {name}[:, None, :]"
        )
    return array


def _broadcast(*shapes):
    if len({shape for shape in shapes if shape}) < 2:  # numbers, and arrays of one shape
        return True
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        return False
    return True


def need_broadcast(**arrays):
    """Raise ValueError unless the arrays broadcast together; they are called as the keywords say."""
    if not _broadcast(*(array.shape for array in arrays.values())):
        shapes = " and ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.ndim)
        first = next(name for name, array in arrays.items() if array.ndim)
        raise ValueError(
            f"shapes do not fit: {shapes}; pass numbers, arrays of one shape, or {first}[:, None] for all pairs"
        )


def need_rows(name, array, n_rows, entry="entry"):
    """Raise ValueError unless the last axis of the array has one entry per row of X."""
    if array.shape[-1] != n_rows:
        turned = array.ndim == 2 and len(array) == n_rows
        cure = (f"; pass np.ravel({name})" if array.shape[1] == 1 else f"; pass np.transpose({name})") if turned else ""
        raise ValueError(f"{name} must have one {entry} per row of X, {n_rows}, got shape {array.shape}{cure}")


def as_out(out, shape):
    """Return `out`, or an array to be filled if it is None; TypeError unless it is a float64 array of this shape."""
    if out is None:
        return np.empty(shape)
    if not isinstance(out, np.ndarray) or out.dtype != float or out.shape != shape:
        got = f"{out.dtype} {out.shape}" if isinstance(out, np.ndarray) else type(out).__name__
        raise TypeError(f"out must be a float64 array of shape {shape}, got {got}")
    return out
