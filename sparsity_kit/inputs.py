"""What the caller gave, as float64 arrays; or one line that says what is wrong with it and how to mend it."""

import numpy as np


def as_real(name, value, ndim=None):
    """Return `value` as a float64 array of finite numbers, with at least (or exactly) `ndim` dimensions.

    Lists, integers, float32, booleans and pandas objects are converted; nothing is modified in place and float64
    arrays are not copied. `ndim` is exact when it is an integer, and a minimum when it is written `"1+"`.

    Raises TypeError for what is not a table of real numbers (text, complex numbers, sparse matrices, masks) and
    ValueError for NaN, infinities, empty arrays and wrong dimensions.
    """
    array = as_floats(name, value, ndim)
    if not np.isfinite(array).all():
        bad = ~np.isfinite(array)
        where = f" at index {tuple(map(int, np.argwhere(bad)[0]))}" if array.ndim else ""
        raise ValueError(f"{name} must be finite, got {array[bad][0]}{where}; drop or fill such entries")
    return array


def as_floats(name, value, ndim=None):
    """`as_real` but for the look at every number: NaN and infinities pass, for a caller who meets them later."""
    if hasattr(value, "toarray"):
        raise TypeError(f"{name} is a sparse matrix; pass {name}.toarray()")
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise TypeError(f"{name} has masked entries; fill them with {name}.filled(number) or drop their rows")
    array = _to_float(name, value)
    _check_dimensions(name, array, ndim)
    return array


def _to_float(name, value):
    if value is None:
        raise TypeError(f"{name} must hold real numbers: got None")
    try:
        array = np.asarray(value)
        text = array.dtype.kind == "O" and any(isinstance(entry, (str, bytes)) for entry in array.flat)
        if array.dtype.kind not in "biufO" or text:
            raise TypeError(f"got {'text' if text else f'dtype {array.dtype}'}")
        return array.astype(float, copy=False)
    except (TypeError, ValueError, OverflowError) as error:
        raise TypeError(f"{name} must hold real numbers: {error}; drop or convert such entries") from None


def _check_dimensions(name, array, ndim):
    if ndim == "1+" and array.ndim == 0:
        raise ValueError(f"{name} must have at least 1 dimension, got the number {array}; pass [{array}]")
    if ndim == 0 and array.ndim:
        raise ValueError(f"{name} must be a single number, got shape {array.shape}")
    if isinstance(ndim, int) and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimension{'s' * (ndim != 1)}, got shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")


def as_nonnegative(name, value, ndim=None):
    """Return `value` as a float64 array whose entries are finite and at least zero."""
    array = as_real(name, value, ndim)
    if array.min() < 0:
        raise ValueError(f"{name} must be nonnegative, got {array.min()}")
    return array


def as_coefficients(name, value, n_features):
    """Return `value` as coefficients: float64, shape (..., n_features)."""
    array = as_real(name, value, ndim="1+")
    if array.shape[-1] != n_features:
        raise ValueError(f"{name} must have {n_features} entries on its last axis, got shape {array.shape}")
    return array


def as_count(name, value, least=0):
    """Return `value` as a Python int that is at least `least`."""
    number = as_real(name, value, ndim=0)
    if number != np.rint(number) or number < least:
        raise ValueError(f"{name} must be a whole number, {least} or more, got {number:g}")
    return int(number)


def as_out(out, shape):
    """Return `out`, or an array to be filled if it is None; TypeError unless it is a float64 array of this shape."""
    if out is None:
        return np.empty(shape)
    if not isinstance(out, np.ndarray) or out.dtype != float or out.shape != shape:
        got = f"{out.dtype} {out.shape}" if isinstance(out, np.ndarray) else type(out).__name__
        raise TypeError(f"out must be a float64 array of shape {shape}, got {got}")
    return out


def frozen(array):
    """A read-only copy, so that what was computed from an array stays true of it."""
    array = array.copy()
    array.setflags(write=False)
    return array
