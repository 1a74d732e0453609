"""Whether arrays fit each other: the coefficients of a problem, a batch, the rows of X, room for a result."""

import numpy as np

from sparsity_kit.inputs import as_nonnegative, as_real


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


def batch_of(problem, *shapes):
    """The shape to which these broadcast together; ValueError, with this `problem`, if they do not."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(problem) from None


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


def as_pair(v, step):
    """v and step as arrays that broadcast together."""
    v, step = as_real("v", v), as_nonnegative("step", step)
    need_broadcast(v=v, step=step)
    return v, step


def as_step_of_vectors(v, step):
    """`step` for a whole vector of v: a number, or one per vector with a last axis of length 1."""
    step = as_nonnegative("step", step)
    if step.ndim and step.shape[-1] != 1:
        raise ValueError(f"step must be one number per vector, got shape {step.shape}; write step[:, None]")
    need_broadcast(v=v, step=step)
    return step


def need_rows(name, array, n_rows, entry="entry"):
    """Raise ValueError unless the last axis of the array has one entry per row of X."""
    if array.shape[-1] != n_rows:
        turned = array.ndim == 2 and len(array) == n_rows
        cure = (f"; pass np.ravel({name})" if array.shape[1] == 1 else f"; pass np.transpose({name})") if turned else ""
        raise ValueError(f"{name} must have one {entry} per row of X, {n_rows}, got shape {array.shape}{cure}")


def as_out(out, shape):
    """Return `out`, or an array to be filled if it is None; an error unless it is a float64 array of this shape."""
    if out is None:
        return np.empty(shape)
    if not isinstance(out, np.ndarray) or out.dtype != float or out.shape != shape:
        got = f"{out.dtype} {out.shape}" if isinstance(out, np.ndarray) else type(out).__name__
        raise TypeError(f"out must be a float64 array of shape {shape}, got {got}")
    if not out.flags.writeable:
        raise ValueError("out must be an array that can be written to, got a read-only one; pass its copy")
    return out


def product(a, b):
    """a·b, or the largest float where it is larger: as a step of a prox, as good as infinite."""
    with np.errstate(over="ignore"):
        return np.minimum(a * b, np.finfo(float).max)
