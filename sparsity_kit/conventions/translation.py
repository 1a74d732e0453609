"""λ here from the strength that another convention writes, and back."""

import numpy as np

from sparsity_kit.conventions.known import named
from sparsity_kit.fits import need_broadcast
from sparsity_kit.inputs import as_nonnegative, as_real, shown


@np.errstate(over="ignore", invalid="ignore")  # `_plain` tells of it
def to_lam(name, value, n=None, sd_y=None):
    """λ = value · penalty scale / loss scale: the λ here that is `value` in the convention called `name`.

    `value` is a number or an array, and so is the result. `n`, the number of rows of X, is needed where the loss is
    divided by it; `sd_y`, np.std(y), in the units of y, where the program divides y by it. Where they are not needed
    they change nothing. Raises ValueError for unknown names, a missing n or sd_y, negative values, and pairs (an
    elastic net).

    >>> to_lam("sklearn Lasso", 0.1, n=50), to_lam("glmnet ridge", 0.1, n=50, sd_y=2.0)
    (10.0, 2.5)
    """
    row, value = _row(name, 1), as_nonnegative("value", value)
    scale = _penalty_scale(row, sd_y, value=value)
    return _plain(_strength(row, value, n) * scale)


@np.errstate(over="ignore", invalid="ignore")  # `_plain` tells of it
def from_lam(name, lam, n=None, sd_y=None):
    """The strength that the convention called `name` gives to our λ: the inverse of `to_lam`, with its n and sd_y.

    >>> from_lam("sklearn Lasso", 10.0, n=50)
    0.1
    """
    row, lam = _row(name, 1), as_nonnegative("lam", lam)
    scale = _penalty_scale(row, sd_y, lam=lam)
    return _plain(_parameter(row, lam / scale, n))


@np.errstate(over="ignore", invalid="ignore")  # `_plain` tells of it
def elastic_net_to_lam(name, value, l1_ratio, n=None, sd_y=None):
    """(λ, our l1_ratio) of an elastic net that another program writes as (value, l1_ratio) with ½ on the squares.

    Ours has no ½, so both change; `loss + lam * ElasticNet(ratio)` has that minimiser. name, n, sd_y as in `to_lam`.

    >>> elastic_net_to_lam("sklearn ElasticNet", 0.1, 0.5, n=50)
    (7.5, 0.6666666666666666)
    """
    row, value, mix = _row(name, 2), as_nonnegative("value", value), _as_ratio(l1_ratio)
    scale = _penalty_scale(row, sd_y, value=value, l1_ratio=mix)
    weight = mix + (1 - mix) * scale
    return _plain(_strength(row, value, n) * weight), _plain(mix / weight)


@np.errstate(over="ignore", invalid="ignore")  # `_plain` tells of it
def elastic_net_from_lam(name, lam, l1_ratio, n=None, sd_y=None):
    """(value, l1_ratio) that another program gives to `lam * ElasticNet(l1_ratio)`; name, n, sd_y as in `to_lam`.

    >>> elastic_net_from_lam("sklearn ElasticNet", 15.0, 1.0, n=50)
    (0.15, 1.0)
    """
    row, lam, ratio = _row(name, 2), as_nonnegative("lam", lam), _as_ratio(l1_ratio)
    scale = _penalty_scale(row, sd_y, lam=lam, l1_ratio=ratio)
    weight = scale / (1 - ratio + ratio * scale)
    return _plain(_parameter(row, lam / weight, n)), _plain(ratio * weight)


def _strength(row, value, n):
    """What multiplies the penalty once the loss has been rescaled to ours."""
    if row.inverse and np.any(value == 0):
        raise ValueError(f"{row.name} has no λ for C = 0, which ignores the data; pass a positive C")
    scale = row.loss_scale / _rows(row, n)
    return 1 / (scale * value) if row.inverse else value / scale


def _parameter(row, strength, n):
    """The parameter that gives this strength: the inverse of `_strength`."""
    if row.inverse and np.any(strength == 0):
        raise ValueError(f"{row.name} has no finite C for lam = 0; pass a positive lam")
    scale = row.loss_scale / _rows(row, n)
    return 1 / (scale * strength) if row.inverse else strength * scale


def _rows(row, n):
    """What divides the loss: n, or 1."""
    if n is None:
        if row.per_row:
            raise ValueError(f"{row.name} divides the loss by the number of rows; pass n=len(y)")
        return 1.0
    count = as_real("n", n)
    if count.ndim or count < 1 or count % 1:
        raise ValueError(f"n must be a positive integer, the number of rows of X, got {shown(n)}; pass n=len(y)")
    return float(count) if row.per_row else 1.0


def _penalty_scale(row, sd_y, **given):
    """What multiplies the penalty, of an elastic net its squares; it must broadcast with what else is given."""
    scale = np.asarray(row.penalty_scale)
    if row.per_sd and sd_y is None:
        raise ValueError(f"{row.name} divides y by its standard deviation (with 1/n); pass sd_y=np.std(y)")
    if sd_y is not None:
        deviation = as_nonnegative("sd_y", sd_y)
        if not deviation.all():
            raise ValueError("sd_y must be positive, got 0.0: y is constant, and glmnet refuses such a y")
        scale = scale / deviation if row.per_sd else scale
    need_broadcast(**given, sd_y=scale)
    return scale


def _row(name, parameters):
    """The convention of this name, if it has one parameter, or two."""
    row = named(name)
    if parameters == 1 and row.penalty == "ElasticNet":
        raise ValueError(f"{name} has two parameters; use elastic_net_to_lam or elastic_net_from_lam")
    if parameters == 2 and row.penalty != "ElasticNet":
        raise ValueError(f"{name} has one parameter; use to_lam or from_lam")
    return row


def _as_ratio(value):
    ratio = as_nonnegative("l1_ratio", value)
    if ratio.max() > 1:
        raise ValueError(f"l1_ratio must be between 0 and 1, got {ratio.max()}")
    return ratio


def _plain(array):
    """A number for a number, an array for an array; ValueError if it is too large for a float64."""
    if not np.isfinite(array).all():
        raise ValueError("the strength is too large for float64; rescale X or y")
    return array if np.ndim(array) else float(array)
