"""A dual point that is moved to where its slopes balance those of λΩ, where shortening it would cost too much."""

import numpy as np

from sparsity_kit.certificates.dual_point import EPS, duals, fit_gap, gap_at, pull_of

SHORTER = 40  # times at most, by a factor 4 each, a step is made shorter
INDEPENDENT = 4 * EPS  # times the larger of n and p: singular values below it, beside the largest, are rounding


def better_gap(objective, theta):
    """The gap of one problem at a dual point that is moved to where its slopes balance λΩ; theta (p,).

    The step from θ to its prox says by how much each slope misses. u moves by the shortest way, in the norm in which
    h bends, that makes this up in the columns that matter.
    """
    loss, everyone = objective.loss, objective.lam == 0 or objective.loss.n_features <= len(objective.loss.X)
    dual, bend = loss.dual_point(theta), np.sqrt(loss.bend(theta))
    _, missing, _ = _near_balance(objective, theta, *pull_of(loss, dual))
    matters = (theta != 0) | (missing != 0) | everyone
    columns = bend[:, None] * loss.X[:, matters]
    lengths = np.linalg.norm(columns, axis=0)
    lengths[lengths == 0] = 1.0
    U, s, Vt = np.linalg.svd(columns / lengths, full_matrices=False)
    rank = np.count_nonzero(s > INDEPENDENT * max(columns.shape) * s[:1])
    step = U[:, :rank] @ (Vt[:rank] @ (missing[matters] / lengths) / s[:rank])
    dual = dual - bend * step
    gap = gap_at(objective, theta, dual)
    if rank and (objective.lam == 0 or rank == loss.n_features):
        gap = np.fmin(gap, _mended_gap(objective, theta, dual, lengths * s[rank - 1]))
    if objective.penalty.free is not None and objective.penalty.free.any():
        gap = np.fmin(gap, _gap_beside_free_groups(objective, theta, dual))
    return gap


def _near_balance(objective, theta, pull, blur):
    """θ' near θ, what each slope, −pull, misses of −λ∂Ω(θ'), and the rounding of that, (p,) each.

    θ' is the prox of tλΩ at θ + t·pull, with t about |θ|/|pull|, or shorter, so that no coefficient changes its sign.
    So long a step leaves the digits of the slopes, which a short one would lose in those of θ. A pull smaller than its
    rounding, `blur`, counts as that: a pull of 0 would have no unit.
    """
    size = np.maximum(np.abs(pull), blur)
    known = (theta != 0) & (size != 0)
    with np.errstate(over="ignore"):
        step = np.divide(np.abs(theta), size, out=np.ones_like(theta), where=known)
    step = np.clip(step, 1e-200, min(1e200, 1e300 / max(objective.lam, 1.0)))  # so that t·λ is a number
    if not objective.penalty.separable:
        usual = np.log2(step).mean(where=known | ~known.any())
        step = 2.0 ** np.rint(usual)  # one for the whole vector, which changes no digit
    for _ in range(SHORTER):
        near = objective.penalty.prox(theta + step * pull, step * objective.lam)
        turned = (np.sign(near) != np.sign(theta)) & (theta != 0)
        if not turned.any():
            break
        step = np.where(turned if objective.penalty.separable else True, step / 4, step)
    return near, (theta - near) / step, 2 * EPS * (np.abs(theta) / step + np.abs(pull))


def _mended_gap(objective, theta, dual, weakest):
    """The gap at a dual point that is not known, but is near u: its slopes balance λΩ at θ' near θ, those of u nearly.

    `weakest` (p,): a slope of column j can be changed by ε by a move of u, in h's norm, no longer than ε/weakest[j].
    """
    loss, penalty, lam = objective.loss, objective.penalty, objective.lam
    pull, blur = pull_of(loss, dual)
    near, missing, lost = _near_balance(objective, theta, pull, blur)
    blur += lost
    move = np.linalg.norm((np.abs(missing) + blur) / weakest)
    cost = lam * (penalty.value(theta) - penalty.value(near)) - (pull + missing) @ (theta - near)
    fit = _worst_fit(objective, theta, dual, move)
    return fit + np.maximum(cost, 0.0) + np.abs(theta) @ (np.abs(missing) + 2 * blur)


def _gap_beside_free_groups(objective, theta, dual):
    """The gap at a dual point that is not known, but is near u: its slopes where θ costs nothing are zero.

    They must be, or there is no bound. Those of u are nearly zero; to make up for that u moves, by a length that is
    known, and the other slopes change by no more than that times their columns' lengths.
    """
    loss, penalty = objective.loss, objective.penalty
    free, columns = penalty.free, np.sqrt(loss.bend(theta))[:, None] * loss.X
    lengths, (pull, blur) = np.linalg.norm(columns, axis=0), pull_of(loss, dual)
    used = free & (lengths > 0)
    s = np.linalg.svd(columns[:, used] / lengths[used], compute_uv=False)
    weakest = s[s > INDEPENDENT * max(columns.shape) * s[:1]].min(initial=1.0)
    move = np.linalg.norm((np.abs(pull) + blur)[used] / (lengths[used] * weakest))
    pull, blur = np.where(free, 0.0, pull), np.where(free, 0.0, blur + lengths * move)
    ((share, cost),) = duals(penalty, theta, pull, blur, objective.lam)
    cost += 2 * share * (np.abs(theta) @ blur)
    return _worst_fit(objective, theta, share * dual, share * move) + cost


def _worst_fit(objective, theta, dual, move):
    """The largest gap of h at a dual point no farther than `move`, in h's norm, from u.

    Roots of gaps add up like lengths near h′. Else each row may have moved by all of it, to one side or the other.
    """
    loss = objective.loss
    way = np.sqrt(fit_gap(objective, theta, dual)) + move
    if way <= loss.reach(theta):
        return way**2
    row = move * np.sqrt(loss.bend(theta))
    return fit_gap(objective, theta, dual + row) + fit_gap(objective, theta, dual - row)
