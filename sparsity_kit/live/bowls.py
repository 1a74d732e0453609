"""The numbers that a picture takes of a loss: those of a squared error or a bowl, which they say but for a constant."""

import numpy as np

from sparsity_kit.certificates.promised_form import need_squared_error
from sparsity_kit.certificates.promises import is_ours
from sparsity_kit.live.checks import as_positive
from sparsity_kit.losses import Quadratic


def _as_bowl(caller, loss):
    """The bowl itself, or the squared error that the loss is."""
    if not loss.as_squared_error:
        raise TypeError(
            f"{caller} takes SquaredError or Quadratic, got {loss!r}; draw others with figures, or if it is a squared "
            "error give it as_squared_error()"
        )
    if not is_ours(loss):
        need_squared_error(loss)
    return loss if isinstance(loss, Quadratic) else loss.as_squared_error()


def bowl_of(caller, loss):
    """`A` and `center`."""
    loss = _as_bowl(caller, loss)
    if isinstance(loss, Quadratic):
        return {"A": loss.A, "center": loss.center}
    return {"A": loss.gram, "center": np.linalg.lstsq(loss.X, loss.y, rcond=None)[0]}


def line_of(caller, loss):
    """`xx` and `xy` of the first coefficient."""
    loss = _as_bowl(caller, loss)
    return {"xx": float(loss.gram[0, 0]), "xy": float(-loss.gradient(np.zeros(loss.n_features))[0] / 2)}


def features_of(caller, loss):
    """`xx`, `xy` and, of two features, `xy2` and `correlation`. Raises ValueError for features of two lengths."""
    loss = _as_bowl(caller, loss)
    state, p = line_of(caller, loss), loss.n_features
    if p > 2:
        raise ValueError(f"{caller} needs a loss of 1 or 2 coefficients, got {p}")
    if p == 1:
        return state
    gram = loss.gram
    if not np.isclose(gram[0, 0], gram[1, 1], rtol=1e-9, atol=0.0):
        raise ValueError(
            f"{caller} needs features of one length, got ‖x₁‖² = {gram[0, 0]:.6g} and ‖x₂‖² = {gram[1, 1]:.6g}; "
            "divide the columns of X by their lengths"
        )
    as_positive("xx", state["xx"])
    xy2 = float(-loss.gradient(np.zeros(2))[1] / 2)
    return state | {"second": True, "xy2": xy2, "correlation": float(gram[0, 1]) / state["xx"]}
