"""The duality gap: a proof, carried by the answer, of how close to the minimum it is.

Weak duality bounds the minimum of F(θ) = h(Xθ) + λΩ(θ) from below by −h*(u) − (λΩ)*(−Xᵀu), for every u. The gap
between F(θ) and that bound at u = ∇h(Xθ), shortened until (λΩ)* is finite, is at least F(θ) − min F. (Boyd and
Vandenberghe 2004, Convex Optimization, section 5.5; Fenchel's form: Rockafellar 1970, Convex Analysis, section 31.)
"""

from typing import Any

import numpy as np

from sparsity_kit.losses import Logistic, Quadratic, SquaredError
from sparsity_kit.objective import as_objective
from sparsity_kit.penalties import L1, L2, ElasticNet, GroupL2, SquaredL2, soft_threshold


def duality_gap(objective, theta):
    """F(θ) minus a lower bound of min F, shape (...); in the units of F. None where no dual is known here.

    Known for SquaredError, Quadratic and Logistic with L1, SquaredL2, L2, ElasticNet and GroupL2. NaN where λ = 0,
    which leaves no dual point to shorten to: read the stationarity gap there. Rounding leaves about 1e-16·F(0).
    """
    theta = as_objective("duality_gap", objective).as_coefficients("theta", theta)
    loss, penalty, lam = objective.loss, objective.penalty, objective.lam
    if type(loss) is Quadratic:
        loss = loss.as_squared_error()
    if type(loss) not in LOSS_CONJUGATE or type(penalty) not in PENALTY_CONJUGATE:
        return None
    slope = loss.gradient(theta)
    free = lam == 0
    shorten, conjugate = PENALTY_CONJUGATE[type(penalty)](penalty, slope, np.where(free, 1.0, lam))
    gap = objective.value(theta) + LOSS_CONJUGATE[type(loss)](loss, theta, shorten) + conjugate
    return np.where(free, np.nan, gap)[()]


def _squared_error_conjugate(loss, theta, shorten):
    """h*(s·u) for h(z) = ‖z − y‖² at u = 2(Xθ − y): s·u·y + s²‖u‖²/4."""
    residual = loss.residual(theta)
    return 2 * shorten * (residual * loss.y).sum(axis=-1) + shorten**2 * np.square(residual).sum(axis=-1)


def _logistic_conjugate(loss, theta, shorten):
    """h*(s·u) = Σ a·log a + (1 − a)·log(1 − a), where a = s·doubt lies between 0 and 1."""
    a = np.asarray(shorten)[..., None] * loss.doubt(theta)
    return sum((q * np.log(np.where(q > 0, q, 1.0))).sum(axis=-1) for q in (a, 1 - a))


def _norm(dual_norm):
    """A norm's conjugate is 0 where its dual norm is at most λ, else infinite: shorten the slope to that size."""

    def shorten_and_conjugate(penalty, slope, lam):
        size = dual_norm(penalty, slope)
        return np.where(size > lam, lam / np.where(size > lam, size, 1.0), 1.0), 0.0

    return shorten_and_conjugate


def _elastic_net(penalty, slope, lam):
    """(λΩ)*(v) = ‖soft_threshold(v, λr)‖² / (4λ(1 − r)): finite everywhere, unless r = 1, which is L1."""
    if penalty.l1_ratio == 1:
        return PENALTY_CONJUGATE[L1](penalty, slope, lam)
    excess = soft_threshold(slope, lam[..., None] * penalty.l1_ratio)
    return np.ones_like(lam), np.square(excess).sum(axis=-1) / (4 * lam * (1 - penalty.l1_ratio))


def _largest_group(penalty, slope):
    """max over groups of ‖v_g‖₂ / w_g; infinite where a group with a slope is free."""
    norms, free = penalty.group_norms(slope), penalty.weights == 0
    return np.where(free, np.where(norms > 0, np.inf, 0.0), norms / np.where(free, 1.0, penalty.weights)).max(axis=-1)


LOSS_CONJUGATE = {SquaredError: _squared_error_conjugate, Logistic: _logistic_conjugate}
PENALTY_CONJUGATE: dict[type, Any] = {
    L1: _norm(lambda penalty, v: np.abs(v).max(axis=-1)),
    L2: _norm(lambda penalty, v: penalty.value(v)),  # its own dual
    GroupL2: _norm(_largest_group),
    ElasticNet: _elastic_net,
    SquaredL2: lambda penalty, slope, lam: _elastic_net(ElasticNet(0.0), slope, lam),
}
