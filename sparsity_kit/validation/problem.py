"""What is to be validated: X, y and a penalty as given, or as an objective has them."""

import numpy as np

from sparsity_kit.asked import as_switch, describe, need
from sparsity_kit.fits import need_rows
from sparsity_kit.inputs import as_real, shown
from sparsity_kit.losses import SquaredError
from sparsity_kit.losses.tables import need_squares
from sparsity_kit.objective import Loss, Objective
from sparsity_kit.penalties import L1
from sparsity_kit.penalty import Penalty

MOST = 1e16  # times the largest squared length of a column


def as_problem(X, y, folds, penalty, centre, scale):
    """X (n, p), y (n,), folds, the penalty, and whether to centre and scale: X and y unless told not to, F if asked."""
    switches = {"centre": centre, "scale": scale}
    fresh = not isinstance(X, Objective)
    if fresh:
        if isinstance(X, Loss | Penalty):
            raise TypeError(f"cross_validate takes X and y, or an objective, got {describe(X, Objective)}")
        if y is None:
            raise TypeError("y is missing; write cross_validate(X, y), or cross_validate(F) of an objective")
        X, y = as_real("X", X, ndim=2), as_real("y", y, ndim=1)
        penalty = L1() if penalty is None else penalty
    else:
        X, y, folds, penalty = _of_objective(X, y, folds, penalty)
    need_rows("y", y, len(X))
    need_squares("X", X)
    need_squares("y", y)
    centre, scale = (fresh if given is None else as_switch(name, given) for name, given in switches.items())
    return X, y, 10 if folds is None else folds, _as_known(penalty), centre, scale


def need_seen(ridge, table):
    """Raise ValueError for a ridge beside which no coefficient is more than rounding."""
    largest = np.square(table).sum(axis=0).max()
    if ridge / MOST > largest > 0:
        raise ValueError(
            f"ridge = {ridge:g} leaves nothing but rounding of any coefficient: the largest ‖xⱼ‖² is {largest:.3g}; "
            "take less"
        )


def _of_objective(objective, second, folds, penalty):
    """cross_validate(F, folds): what stands second are the folds."""
    loss = objective.loss
    if type(loss) is not SquaredError or loss.batch_shape:
        what = f"{shown(loss)} of shape {loss.batch_shape}" if loss.batch_shape else shown(loss)
        raise TypeError(
            f"cross_validate needs an objective with the rows of one SquaredError(X, y), got {what}; give X and y, or "
            "fit F to some rows and judge it by others"
        )
    if penalty is not None or (second is not None and folds is not None):
        extra = "y" if penalty is None else "a penalty"
        raise TypeError(f"an objective has {extra} of its own; write cross_validate(F, folds)")
    return loss.X, loss.y, second if folds is None else folds, objective.penalty


def _as_known(penalty):
    """The penalty, if its errors have closed forms in λ; else ValueError with what to take."""
    need("cross_validate", Penalty, penalty)
    shape = penalty.as_elastic_net()
    if shape in ((1.0, 0.0), (0.0, 1.0)):
        return penalty
    if shape and all(shape):
        raise ValueError(
            f"the ridge of {penalty!r} moves with λ: its path bends between kinks, which then have no closed form; "
            "give L1() and a ridge that stays, as in cross_validate(X, y, ridge=1.0)"
        )
    raise ValueError(f"cross_validate knows L1() and SquaredL2(), got {penalty!r}; take one of these")
