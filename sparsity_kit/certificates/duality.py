"""The duality gap: a proof, carried by the answer, of how close to the minimum it is.

For F(θ) = h(Xθ) + λΩ(θ) and any u, weak duality bounds min F from below by −h*(u) − (λΩ)*(w), where w = −Xᵀu. So F(θ)
is above its minimum by no more than the sum of two gaps, neither of which is negative:

    h(Xθ) + h*(u) − u·Xθ    and    λΩ(θ) + (λΩ)*(w) − w·θ.

1. Take u = h′(Xθ): then the first gap is zero.
2. Shorten u until (λΩ)* is finite.
3. Where columns are alike or λ is small, that costs much although θ is right. Then first move u, by least squares, to
   where w is a slope of λΩ.
4. Add what rounding may hide.

(Boyd and Vandenberghe 2004, Convex Optimization, section 5.5; Fenchel's form: Rockafellar 1970, Convex Analysis,
section 31.)
"""

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.certificates.dual_point import EPS, gap_at
from sparsity_kit.certificates.moved import better_gap
from sparsity_kit.certificates.promises import is_ours, need_promises
from sparsity_kit.objective import Objective

CLOSE = 1e-12  # of F(0): where the gap is larger, a better dual point is looked for


@np.errstate(over="ignore", invalid="ignore")  # infinite where it is beyond float64
def duality_gap(objective, theta):
    """F(θ) minus a lower bound of min F, shape (...); in the units of F. None where no dual is known here.

    Known for SquaredError, Quadratic, Logistic, and a loss that says its dual or that it is a squared error, with a
    penalty that has `duals`, or that is convex and separable. Rounding is counted: it leaves about 1e-15·F(0) at a
    minimiser, and more where large coefficients cancel. Where λ = 0, columns that depend on each other up to rounding
    count as dependent. Raises TypeError or ValueError where a loss or penalty of one's own is not what it says.
    """
    theta = need("duality_gap", Objective, objective).as_coefficients("theta", theta)
    if _has_dual(objective) and not (is_ours(objective.loss) and is_ours(objective.penalty)):
        need_promises(objective, np.broadcast_to(theta, (*_batch(objective, theta), theta.shape[-1])))
    return gap(objective, theta)


@np.errstate(over="ignore", invalid="ignore")
def gap(objective, theta):
    """The same, of an objective and coefficients that have been looked at."""
    if not _has_dual(objective):
        return None
    loss, penalty, blur = objective.loss, objective.penalty, 0.0
    if loss.as_squared_error:
        loss, blur = loss.as_squared_error(), loss.blur(theta)
    batch = _batch(objective, theta)
    theta = np.broadcast_to(theta, (*batch, loss.n_features))
    objective = Objective(loss, penalty, np.broadcast_to(objective.lam, batch))
    dual = loss.dual_point(theta)
    without_slope = loss.conjugate_gap(theta, 0 * dual) + objective.lam * penalty.value(theta)
    found = np.array(np.fmin(gap_at(objective, theta, dual), without_slope * (1 + 4 * EPS)))
    for place in np.argwhere(~(found <= CLOSE * objective.value(np.zeros_like(theta)))):
        index = tuple(place)
        found[index] = np.fmin(found[index], better_gap(objective.pick(index, batch), theta[index]))
    return (found + blur)[()]


def _has_dual(objective):
    """Whether loss and penalty both say enough for a lower bound of min F."""
    loss, penalty = objective.loss, objective.penalty
    told = loss.dual_point or loss.as_squared_error
    return bool(told and (penalty.duals or (penalty.convex and penalty.separable)))


def _batch(objective, theta):
    return np.broadcast_shapes(theta.shape[:-1], objective.batch_shape)
