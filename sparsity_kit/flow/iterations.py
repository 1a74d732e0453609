"""Steps of finite size: against the sign, which jitter around zero, and with the prox, which land on it."""

import numpy as np

from sparsity_kit.certificates.promises import need_promises, need_promises_alone
from sparsity_kit.fits import as_coefficients, product
from sparsity_kit.inputs import as_count, as_nonnegative
from sparsity_kit.objective import Objective
from sparsity_kit.penalties import L1
from sparsity_kit.penalty import as_penalty


def sign_iteration(start, lam, step, n_steps, loss=None):
    """θ ← θ − step·(∇f(θ) + λ·sign θ), recorded: from start (..., p), shape (..., n_steps + 1, p).

    A coordinate comes within step·λ of zero and then jitters around it: only luck makes it zero. `loss` is 0 unless
    given. This is the subgradient method of fixed step for L1 (Shor 1985, Minimization Methods, chapter 2).

    >>> sign_iteration([0.5], 1.0, 0.2, 5).ravel().round(3)
    array([ 0.5,  0.3,  0.1, -0.1,  0.1, -0.1])
    """
    start, lam = as_starts(L1(), start, lam, loss)
    price = lam[..., None]
    return _iterate(
        lambda theta, slope, step: theta - step * (slope + price * np.sign(theta)), start, step, n_steps, loss
    )


def proximal_iteration(penalty, start, lam, step, n_steps, loss=None):
    """θ ← prox of step·λ·Ω at θ − step·∇f(θ), recorded: from start (..., p), shape (..., n_steps + 1, p).

    For L1 the prox is the soft threshold, and a coordinate that comes within step·λ of zero lands on it exactly.

    >>> proximal_iteration(L1(), [0.5], 1.0, 0.2, 4).ravel().round(3)
    array([0.5, 0.3, 0.1, 0. , 0. ])
    """
    start, lam = as_starts(penalty, start, lam, loss)
    price = lam[..., None]
    return _iterate(
        lambda theta, slope, step: penalty.prox(theta - step * slope, product(step, price)), start, step, n_steps, loss
    )


def _iterate(update, theta, step, n_steps, loss):
    step = float(as_nonnegative("step", step, ndim=0))
    trajectory = [theta]
    for _ in range(as_count("n_steps", n_steps)):
        with np.errstate(over="ignore", invalid="ignore"):
            slope = loss.gradient(theta) if loss else 0.0
            moved = theta - step * slope
            theta = update(theta, slope, step) if np.isfinite(moved).all() else moved
        if not np.isfinite(theta).all():
            raise ValueError(f"step = {step:g} is too long: θ runs away to infinity; take a shorter step")
        trajectory.append(theta)
    return np.stack(np.broadcast_arrays(*trajectory), axis=-2)


def need_finite(penalty, starts):
    """Raise ValueError for a start at which Ω is infinite: from there nothing flows downhill."""
    outside = starts[~np.isfinite(penalty.value(starts))]
    if len(outside):
        raise ValueError(f"a start must lie where the penalty is finite, got Ω = inf at {outside[0].tolist()}; move it")


def as_starts(penalty, start, lam, loss=None):
    """start (..., p) and lam (...) as arrays that fit the penalty, and the loss, if any, which keep their promises."""
    lam, p = as_nonnegative("lam", lam), as_penalty(penalty).n_features
    if loss is None:
        start = as_coefficients("start", start, p, lam.shape)
        need_promises_alone(penalty, start)
        return start, lam
    objective = Objective(loss, penalty, lam)
    start = objective.as_coefficients("start", start)
    need_promises(objective, start)
    return start, lam
