"""What a part of a picture's state may be: each check returns what is kept, or raises with the cure."""

import numpy as np

from sparsity_kit.inputs import as_nonnegative, as_real, shown
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import ElasticNet, Lq

LARGEST = 1e50
FLATTEST = 1e-10  # the smallest ratio of A's eigenvalues that can be drawn
MOST_STARTS = 4


def as_numbers(name, value, shape):
    """`value` as nested lists of finite floats of this shape, as traits keep them.

    Raises ValueError or TypeError for anything else, and for numbers so large that their squares may overflow.
    """
    array = as_real(name, value)
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {array.shape}")
    if (largest := np.abs(array).max()) > LARGEST:
        raise ValueError(f"{name} is too large to draw, it reaches {largest:.1e}; rescale it")
    return array.tolist()


def as_vector(name, value):
    """Two numbers."""
    return as_numbers(name, value, (2,))


def as_number(name, value):
    """A float."""
    return as_numbers(name, value, ())


def as_price(name, value):
    """A float that is nonnegative."""
    return as_number(name, as_nonnegative(name, value))


def as_positive(name, value):
    """A float above zero, not so small that what it divides would be too large."""
    if (number := as_number(name, value)) <= 0:
        raise ValueError(f"{name} must be above 0, got {number:g}")
    if number < 1 / LARGEST:
        raise ValueError(f"{name} is too small to draw, it is {number:.1e}; rescale it")
    return number


def as_ratio(name, value):
    """A share of L1, as ElasticNet takes it."""
    return ElasticNet(value).l1_ratio


def as_power(name, value):
    """A power, as Lq takes it."""
    return Lq(value).q


def as_correlation(name, value):
    """A number between −1 and 1, ends excluded."""
    number = as_number(name, value)
    if not 1 - abs(number) > 1e-10:
        raise ValueError(
            f"{name} must be between -1 and 1, both excluded, got {number:.12g}: the features would be one and the "
            "same, and many θ equally good; move it a little"
        )
    return number


def as_bowl(name, value):
    """The matrix of a bowl with a single lowest point, as nested lists."""
    A = as_numbers(name, value, (2, 2))
    Quadratic(A, [0.0, 0.0])
    flat, steep = np.linalg.eigvalsh(A)
    if 0 < steep < 1 / LARGEST:
        raise ValueError(f"{name} is too small to draw, its eigenvalues reach {steep:.1e}; rescale it")
    if not flat > FLATTEST * steep:
        raise ValueError(
            f"{name} must have two positive eigenvalues, got {flat:.3g} and {steep:.3g}: contours would be parallel "
            "lines, with no single lowest point; add a little to the diagonal"
        )
    return A


def as_points(name, value):
    """One to four points of the plane, as nested lists."""
    array = np.atleast_2d(as_real(name, value))
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"{name} must have shape (k, 2), got {np.shape(value)}")
    if len(array) > MOST_STARTS:
        raise ValueError(f"{name} must be at most {MOST_STARTS} points, got {len(array)}")
    return as_numbers(name, array, array.shape)


def as_speed(name, value):
    """A price that is zero, or large enough for times to be numbers."""
    if 0 < (number := as_price(name, value)) < 1 / LARGEST:
        raise ValueError(f"{name} must be 0 or at least {1 / LARGEST:.0e}, got {number:g}; rescale it")
    return number


def one_of(*names):
    """A check for one of these names."""

    def check(name, value):
        if not isinstance(value, str) or value not in names:
            raise ValueError(f"{name} must be one of {', '.join(names)}, got {shown(value)}")
        return value

    return check
