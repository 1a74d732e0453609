"""What the caller gave, as float64 arrays; or one line that says what is wrong with it and how to mend it."""

import numpy as np

FLOAT = np.dtype(float)


def as_real(name, value, ndim=None):
    """Return `value` as a float64 array of finite numbers, with at least (or exactly) `ndim` dimensions.

    Lists, integers, float32, booleans and pandas objects are converted; nothing is modified in place and float64
    arrays are not copied. `ndim` is exact when it is an integer, and a minimum when it is written `"1+"`.

    Raises TypeError for what is not a table of real numbers (text, complex numbers, sparse matrices, masks) and
    ValueError for NaN, infinities, empty arrays and wrong dimensions.
    """
    array = as_floats(name, value, ndim)
    _check_finite(name, array, cure="drop or fill such entries")
    return array


def as_floats(name, value, ndim=None):
    """`as_real` but for the look at every number: NaN and infinities pass, for a caller who meets them later."""
    is_one_already = type(value) is np.ndarray and value.dtype == FLOAT  # as in each step of a solver
    array = value if is_one_already else _to_float(name, value, ndim)
    _check_dimensions(name, array, ndim)
    return array


def _to_float(name, value, ndim):
    if hasattr(value, "toarray"):
        raise TypeError(f"{name} is a sparse matrix; pass {name}.toarray()")
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise TypeError(f"{name} has masked entries; fill them with {name}.filled(number) or drop their rows")
    try:
        array = np.asarray(value)
    except Exception:
        raise TypeError(f"{name} must hold real numbers in rows of one length, got {shown(value)}") from None
    if array.dtype.kind in "biuf":
        with np.errstate(over="ignore"):  # a longdouble beyond float64 is refused as infinite
            return array.astype(float, copy=False)
    wanted = {None: "a number, or an array of numbers", 0: "a number"}.get(ndim, "an array")
    cure = "drop or convert such entries" if array.ndim else f"pass {wanted}"
    if array.dtype.kind != "O":
        what = f"dtype {array.dtype}" if array.ndim else shown(value)
        raise TypeError(f"{name} must hold real numbers: got {what}; {cure}")
    numbers = np.empty(array.shape)
    for place, entry in np.ndenumerate(array):
        try:
            numbers[place] = _object_to_float(entry, missing=np.nan if array.ndim else None)
        except Exception:  # whatever an object says when it is asked for a number
            text = "text " * isinstance(entry, (str, bytes))
            raise TypeError(f"{name} must hold real numbers: got {text}{shown(entry)}; {cure}") from None
    return numbers


def _object_to_float(entry, missing):
    """An object, such as a fraction or an exact number of SymPy, as a float; text is none, and None is missing."""
    if isinstance(entry, (str, bytes)):
        raise TypeError
    return float(missing if entry is None else entry)


def _check_dimensions(name, array, ndim):
    wanted = "2 dimensions" if ndim == 2 else "1 dimension"
    if array.ndim == 0 and ndim not in (None, 0):
        cure = f"; pass [{array}]" if ndim in (1, "1+") else ""
        raise ValueError(f"{name} must have {'at least ' * (ndim == '1+')}{wanted}, got the number {array}{cure}")
    if ndim == 0 and array.ndim:
        raise ValueError(f"{name} must be a single number, got shape {array.shape}")
    if isinstance(ndim, int) and array.ndim != ndim:
        raise ValueError(f"{name} must have {wanted}, got shape {array.shape}{_cure(name, array, ndim)}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")


def _cure(name, array, ndim):
    """What makes a table of one column a vector, and a vector a table."""
    if ndim == 1 and array.size == max(array.shape):
        return f"; pass np.ravel({name})"
    return f"; pass np.reshape({name}, (-1, 1)) if it is one column" if (ndim, array.ndim) == (2, 1) else ""


def _check_finite(name, array, cure):
    if not np.isfinite(array).all():
        bad = ~np.isfinite(array)
        first = tuple(map(int, np.argwhere(bad)[0]))
        where, cure = (f" at index {first}", cure) if array.ndim else ("", "pass a finite number")
        raise ValueError(f"{name} must be finite, got {array[bad][0]}{where}; {cure}")


def as_nonnegative(name, value, ndim=None):
    """Return `value` as a float64 array whose entries are finite and at least zero: a price, a step, a weight."""
    array = as_floats(name, value, ndim)
    _check_finite(name, array, cure="drop such entries")
    if array.min() < 0:
        raise ValueError(f"{name} must be nonnegative, got {array.min()}")
    return array


def as_count(name, value, least=0):
    """Return `value` as a Python int that is at least `least`."""
    number = as_real(name, value, ndim=0)
    if number != np.rint(number) or number < least:
        raise ValueError(f"{name} must be a whole number, {least} or more, got {number:g}")
    return int(value) if isinstance(value, (int, np.integer)) else int(number)  # a float has 53 bits only


def frozen(array):
    """A read-only copy, so that what was computed from an array stays true of it."""
    array = array.copy()
    array.setflags(write=False)
    return array


def shown(value):
    """The value as an error shows it: itself if it is short, else what it is.

    >>> shown(-0.5), shown("newton"), shown(np.ones((20, 3))), shown([0] * 1000)
    ('-0.5', "'newton'", 'ndarray of shape (20, 3)', 'list of 1000 entries')
    """
    kind = type(value).__name__
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if getattr(value, "shape", ()):
        return f"{kind} of shape {value.shape}"
    if isinstance(value, (list, tuple, dict, set)) and len(value) > 10:
        return f"{kind} of {len(value)} entries"
    text = repr(value)
    return text if len(text) <= 80 and "\n" not in text and " at 0x" not in text else f"an object of type {kind}"
