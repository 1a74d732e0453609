"""What a loss of one's own promises about its form: that it is a squared error, or a sum over rows with a dual.

The gap of h and its conjugate at θ, for the dual point of another place θ′, is by how much f lies at θ above its
tangent at θ′, f(θ) − f(θ′) − ∇f(θ′)·(θ − θ′) (Bregman 1967): so it can be told without a conjugate.
"""

import numpy as np

from sparsity_kit.brackets import missing
from sparsity_kit.certificates.promised_slopes import need_array
from sparsity_kit.inputs import shown
from sparsity_kit.losses import SquaredError

CLOSE = 1e-9  # of the largest value: so near must two ways to compute the same be
STEP = 1e-4  # of 1/L: on so short a way h″ stays what it is
FACTOR = 1e-3  # by so much h″ may differ from how fast h′ changes


def need_form(loss, theta):
    """It is what it says: nothing, a squared error, or a sum over rows."""
    if loss.as_squared_error:
        need_squared_error(loss)
    if loss.dual_point:
        _need_rows(loss, theta)


def need_squared_error(loss):
    """The squared error that it says it is has its value."""
    squared, p = loss.as_squared_error(), loss.n_features
    if not isinstance(squared, SquaredError) or squared.n_features != p:
        name = f"{type(loss).__name__}.as_squared_error()"
        raise TypeError(f"{name} must be a SquaredError of {p} columns, got {shown(squared)}")
    places = np.vstack([np.zeros(p), np.eye(p), np.ones(p)])[(slice(None), *[None] * len(loss.batch_shape))]
    own, told = loss.value(places), squared.value(places)
    if not np.allclose(own, told, rtol=CLOSE, atol=1e-12 * np.abs(own).max()):
        k = np.unravel_index(np.abs(own - told).argmax(), own.shape)
        raise ValueError(
            f"as_squared_error of {loss!r} is {told[k]:.6g} at θ = {places[k[0]].ravel().tolist()}, its value "
            f"{own[k]:.6g}; make them agree"
        )


def _need_rows(loss, theta):
    """h′ makes the gradient, h″ is how h′ changes, and the conjugate gap is that of Bregman."""
    name = type(loss).__name__
    for part in ("X", "bend", "conjugate_gap"):
        if getattr(loss, part, None) is None:
            raise missing(loss, f"{part}, beside dual_point")
    slope, dual = loss.gradient(theta), loss.dual_point(theta)
    need_array(f"{name}.dual_point", dual, theta, (*theta.shape[:-1], len(loss.X)))
    _need(f"{name}.dual_point @ X", dual @ loss.X, "the gradient", slope)
    far = theta / 2 - slope / (loss.lipschitz or 1.0)
    above = loss.value(far) - loss.value(theta) - (slope * (far - theta)).sum(axis=-1)
    scale = np.abs(loss.value(theta)) + np.abs(loss.value(far))
    _need(f"{name}.conjugate_gap", loss.conjugate_gap(far, dual), "f − its tangent", above, scale)
    step = STEP * slope / (loss.lipschitz or 1.0)
    change = loss.dual_point(theta + step) - loss.dual_point(theta - step)
    _need(f"{name}.bend", loss.bend(theta) * (2 * step @ loss.X.T), "the change of dual_point", change, close=FACTOR)


def _need(name, told, what, own, scale=0.0, close=CLOSE):
    """Raise ValueError where what is told is not the loss's own."""
    apart = np.abs(told - own) - close * np.maximum(np.abs(own).max(), scale)
    if not (apart <= 0).all():
        k = np.unravel_index(np.argmax(apart), np.shape(apart))
        raise ValueError(f"{name} must be {what}, {own[k]:.6g}, got {told[k]:.6g}; give all the same factors and signs")
