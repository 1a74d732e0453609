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

from sparsity_kit.certificates import conjugate
from sparsity_kit.losses import Logistic, Quadratic, SquaredError
from sparsity_kit.objective import Objective, as_objective

EPS = np.finfo(float).eps
CLOSE = 1e-12  # of F(0): where the gap is larger, a better dual point is looked for
SHORTER = 20  # times at most, by a factor 4 each, a step is made shorter
INDEPENDENT = 4 * EPS  # times the larger of n and p: singular values below it, beside the largest, are rounding


def duality_gap(objective, theta):
    """F(θ) minus a lower bound of min F, shape (...); in the units of F. None where no dual is known here.

    Known for SquaredError, Quadratic and Logistic with a penalty that has `duals`, or that is convex and separable.
    Rounding is counted: it leaves about 1e-15·F(0) at a minimiser, and more where large coefficients cancel. Where
    λ = 0, columns that depend on each other up to rounding count as dependent.
    """
    theta = as_objective("duality_gap", objective).as_coefficients("theta", theta)
    loss, penalty = objective.loss, objective.penalty
    blur = 0.0
    if type(loss) is Quadratic:
        blur, loss = _rounding_of_the_root(loss, theta), loss.as_squared_error()
    if type(loss) not in (SquaredError, Logistic) or not (penalty.duals or (penalty.convex and penalty.separable)):
        return None
    batch = np.broadcast_shapes(theta.shape[:-1], objective.batch_shape)
    theta = np.broadcast_to(theta, (*batch, loss.n_features))
    objective = Objective(loss, penalty, np.broadcast_to(objective.lam, batch))
    at_no_slope = objective.value(theta) * (1 + 4 * EPS)  # u = 0: F is nowhere negative
    gap = np.array(np.fmin(_gap(objective, theta, loss.dual_point(theta)), at_no_slope))
    for place in np.argwhere(~(gap <= CLOSE * objective.value(np.zeros_like(theta)))):
        index = tuple(place)
        gap[index] = np.fmin(gap[index], _better_gap(objective.pick(index, batch), theta[index]))
    return (gap + blur)[()]


def _gap(objective, theta, dual):
    """Both gaps at the dual point u (..., n), shortened as the penalty needs, with their rounding; shape (...)."""
    penalty, lam = objective.penalty, objective.lam
    pull, blur = _pull(objective.loss, dual)
    best = np.inf
    for share, cost in _duals(penalty, theta, pull, blur, lam):
        part = share[..., None]
        rounding = 2 * (np.abs(theta) * part * blur).sum(axis=-1)
        best = np.fmin(best, _fit(objective, theta, part * dual) + cost + rounding)
    return best


def _duals(penalty, *at):
    """The penalty's own `duals`, or those that its prox tells."""
    return penalty.duals(*at) if penalty.duals else conjugate.duals(penalty, *at)


def _better_gap(objective, theta):
    """The gap of one problem at a dual point that is moved to where its slopes balance λΩ; theta (p,).

    The step from θ to its prox says by how much each slope misses. u moves by the shortest way, in the norm in which
    h bends, that makes this up in the columns that matter.
    """
    loss, everyone = objective.loss, objective.lam == 0 or objective.loss.n_features <= len(objective.loss.X)
    (_, missing, _), bend = _near_balance(objective, theta, loss.gradient(theta)), np.sqrt(loss.bend(theta))
    matters = (theta != 0) | (missing != 0) | everyone
    columns = bend[:, None] * loss.X[:, matters]
    lengths = np.linalg.norm(columns, axis=0)
    lengths[lengths == 0] = 1.0
    U, s, Vt = np.linalg.svd(columns / lengths, full_matrices=False)
    rank = np.count_nonzero(s > INDEPENDENT * max(columns.shape) * s[:1])
    step = U[:, :rank] @ (Vt[:rank] @ (missing[matters] / lengths) / s[:rank])
    dual = loss.dual_point(theta) - bend * step
    gap = _gap(objective, theta, dual)
    if rank and (objective.lam == 0 or rank == loss.n_features):
        gap = np.fmin(gap, _mended_gap(objective, theta, dual, lengths * s[rank - 1]))
    if objective.penalty.free is not None and objective.penalty.free.any():
        gap = np.fmin(gap, _gap_beside_free_groups(objective, theta, dual))
    return gap


def _near_balance(objective, theta, slope):
    """θ' near θ, what each slope misses of −λ∂Ω(θ'), and the rounding of that, (p,) each.

    θ' is the prox of tλΩ at θ − t·slope, with t about |θ|/|slope|, or shorter, so that no coefficient changes its sign.
    So long a step leaves the digits of the slopes, which a short one would lose in those of θ.
    """
    with np.errstate(over="ignore"):
        step = np.divide(np.abs(theta), np.abs(slope), out=np.ones_like(theta), where=(theta != 0) & (slope != 0))
    step = np.clip(step, 1e-200, min(1e200, 1e300 / max(objective.lam, 1.0)))  # so that t·λ is a number
    if not objective.penalty.separable:
        step = np.exp(np.log(step).mean(axis=-1, keepdims=True))  # one for the whole vector
    for _ in range(SHORTER):
        near = objective.penalty.prox(theta - step * slope, step * objective.lam)
        turned = (np.sign(near) != np.sign(theta)) & (theta != 0)
        if not turned.any():
            break
        step = np.where(turned if objective.penalty.separable else True, step / 4, step)
    return near, (theta - near) / step, 2 * EPS * (np.abs(theta) / step + np.abs(slope))


def _mended_gap(objective, theta, dual, weakest):
    """The gap at a dual point that is not known, but is near u: its slopes balance λΩ at θ' near θ, those of u nearly.

    `weakest` (p,): a slope of column j can be changed by ε by a move of u, in h's norm, no longer than ε/weakest[j].
    """
    loss, penalty, lam = objective.loss, objective.penalty, objective.lam
    pull, blur = _pull(loss, dual)
    near, missing, lost = _near_balance(objective, theta, -pull)
    blur += lost
    move = np.linalg.norm((np.abs(missing) + blur) / weakest) + np.sqrt(_fit(objective, theta, dual))
    if type(loss) is Logistic and move > np.sqrt(loss.bend(theta).min()) / 4:
        return np.inf  # so far, its conjugate is no longer like a square
    cost = lam * (penalty.value(theta) - penalty.value(near)) - (pull + missing) @ (theta - near)
    return move**2 + np.maximum(cost, 0.0) + np.abs(theta) @ (np.abs(missing) + 2 * blur)


def _gap_beside_free_groups(objective, theta, dual):
    """The gap at a dual point that is not known, but is near u: its slopes where θ costs nothing are zero.

    They must be, or there is no bound. Those of u are nearly zero; to make up for that u moves, by a length that is
    known, and the other slopes change by no more than that times their columns' lengths.
    """
    loss, penalty = objective.loss, objective.penalty
    free, columns = penalty.free, np.sqrt(loss.bend(theta))[:, None] * loss.X
    lengths, (pull, blur) = np.linalg.norm(columns, axis=0), _pull(loss, dual)
    used = free & (lengths > 0)
    s = np.linalg.svd(columns[:, used] / lengths[used], compute_uv=False)
    weakest = s[s > INDEPENDENT * max(columns.shape) * s[:1]].min(initial=1.0)
    move = np.linalg.norm((np.abs(pull) + blur)[used] / (lengths[used] * weakest))
    pull, blur = np.where(free, 0.0, pull), np.where(free, 0.0, blur + lengths * move)
    ((share, cost),) = _duals(penalty, theta, pull, blur, objective.lam)
    cost += 2 * share * (np.abs(theta) @ blur)
    move = np.sqrt(_fit(objective, theta, share * dual)) + share * move
    if type(loss) is Logistic and move > np.sqrt(loss.bend(theta).min()) / 4:
        return np.inf  # as in `_mended_gap`
    return move**2 + cost


def _pull(loss, dual):
    """w = −Xᵀu, (..., p), and what rounding may add to each of its entries."""
    return -dual @ loss.X, 2 * EPS * (np.abs(dual) @ np.abs(loss.X))


def _fit(objective, theta, dual):
    """h(Xθ) + h*(u) − u·Xθ, shape (...), with the rounding of F(θ)."""
    loss = objective.loss
    apart = np.abs(dual - loss.dual_point(theta)) @ np.abs(loss.X)
    rounding = 2 * (np.abs(theta) * apart).sum(axis=-1) + 4 * objective.value(theta)
    return np.maximum(loss.conjugate_gap(theta, dual), 0.0) + EPS * rounding


def _rounding_of_the_root(loss, theta):
    """What is lost as a quadratic bowl becomes a squared error: its root R has RᵀR = A but for rounding."""
    offset = np.abs(theta - loss.center)
    return 8 * EPS * (offset @ np.abs(loss.A) * offset).sum(axis=-1)
