"""Going downhill: the flow of a penalty alone, the flow of an objective, and two ways to take steps.

Downhill flow moves θ with velocity −(∇f + λ∂Ω). Penalty alone, the flow has a formula; it says which coordinate
reaches zero when. Steps of finite size imitate it: with sign(θ) they jitter around zero, with the prox they land on it.
"""

import numpy as np

from sparsity_kit.inputs import as_coefficients, as_count, as_nonnegative
from sparsity_kit.objective import Objective, as_objective, as_penalty
from sparsity_kit.penalties import L1, L2, ElasticNet, GroupL2, SquaredL2

SUBSTEPS = 100  # steps of objective_flow per interval, and per 1/L of time
MOST_STEPS = 1_000_000


def penalty_flow(penalty, start, lam, times):
    """θ(t) with θ' = −λ∂Ω(θ), exactly: from start (..., p) at times (T,), shape (..., T, p).

    L1 moves each coordinate toward zero at speed λ, and there it stays. L2 moves the vector straight to the origin at
    speed λ, GroupL2 each group. SquaredL2 decays like exp(−2λt). `lam` broadcasts against the leading axes of `start`.
    Raises TypeError for other penalties: `objective_flow` follows those by small steps.

    >>> penalty_flow(L1(), [3.0, -1.0], 0.5, [0.0, 2.0, 6.0])
    array([[ 3., -1.],
           [ 2.,  0.],
           [ 0.,  0.]])
    """
    (start, lam), times = _starts(penalty, start, lam), as_nonnegative("times", times, ndim=1)
    arrived = hitting_times(penalty, start, lam)[..., None, :] <= times[:, None]
    travelled = lam[..., None, None] * times[:, None]
    if type(penalty) in (L1, L2, GroupL2):
        return np.where(arrived, 0.0, penalty.prox(start[..., None, :], travelled))
    decay, offset = _decay_and_offset(penalty)
    size = np.abs(start)[..., None, :] * np.exp(-decay * travelled) + offset * np.expm1(-decay * travelled)
    return np.where(arrived, 0.0, np.sign(start)[..., None, :] * np.maximum(size, 0.0))


def hitting_times(penalty, start, lam):
    """When each coordinate of `penalty_flow` reaches zero: shape (..., p); 0 if it starts there, inf for never.

    L1: |θⱼ(0)|/λ, each in its own time. L2: ‖θ(0)‖₂/λ, all together. SquaredL2: never.

    >>> hitting_times(L1(), [3.0, -1.0], 0.5)
    array([6., 2.])
    """
    start, lam = _starts(penalty, start, lam)
    if type(penalty) in (L1, L2, GroupL2):
        distance = _distance_at_unit_speed(penalty, start)
    else:
        decay, offset = _decay_and_offset(penalty)
        distance = np.log1p(np.abs(start) / offset) / decay if offset else np.full_like(start, np.inf)
    lam = lam[..., None]
    time = np.where(lam > 0, distance / np.where(lam > 0, lam, 1.0), np.inf)
    return np.where(start == 0, 0.0, time)


def _starts(penalty, start, lam, loss=None):
    """start (..., p) and lam (...) as arrays that fit each other, the penalty and the loss, if there is one."""
    lam, p = as_nonnegative("lam", lam), as_penalty(penalty).n_features
    if loss is None:
        return as_coefficients("start", start, p, lam.shape), lam
    return Objective(loss, penalty, lam).as_coefficients("start", start), lam


def _distance_at_unit_speed(penalty, start):
    if type(penalty) is L1:
        return np.abs(start)
    if type(penalty) is L2:
        return np.broadcast_to(penalty.value(start)[..., None], start.shape)
    with np.errstate(divide="ignore", invalid="ignore"):  # a group of weight 0 never moves: its time is infinite
        return (penalty.group_norms(start) / penalty.weights)[..., penalty.groups]


def _decay_and_offset(penalty):
    """|θ|' = −λ(r + 2(1 − r)|θ|) has the solution (|θ(0)| + r/d)·exp(−dλt) − r/d with d = 2(1 − r); return d, r/d."""
    if type(penalty) is SquaredL2:
        return 2.0, 0.0
    if type(penalty) is ElasticNet and penalty.l1_ratio < 1:
        decay = 2 * (1 - penalty.l1_ratio)
        return decay, penalty.l1_ratio / decay
    cure = "use L1()" if type(penalty) is ElasticNet else "use objective_flow, which takes small steps"
    raise TypeError(f"no formula for the flow of {penalty!r}; {cure}")


def objective_flow(objective, start, times):
    """θ(t) with θ' ∈ −∂F(θ), by small proximal steps: from start (..., p) at times (T,), shape (..., T, p).

    At least 100 steps per interval and per 1/L of time, so the error is of the order of one part in a hundred of the
    distance travelled. Zeros are exact zeros. `times` must not decrease, nor need more than a million steps;
    ValueError otherwise.
    (Forward-backward Euler: Parikh and Boyd 2014, section 4.2.1.)
    """
    theta = as_objective("objective_flow", objective).as_coefficients("start", start)
    times = as_nonnegative("times", times, ndim=1)
    if (falls := np.diff(times) < 0).any():
        later = np.argmax(falls) + 1
        raise ValueError(
            f"times must not decrease, got {times[later]:g} after {times[later - 1]:g}; pass np.sort(times)"
        )
    if (n_steps := SUBSTEPS * (len(times) + times[-1] * objective.loss.lipschitz)) > MOST_STEPS:
        raise ValueError(f"times up to {times[-1]:g} need {n_steps:.1e} steps; take shorter times, or rescale the loss")
    theta = np.broadcast_to(theta, np.broadcast_shapes(theta.shape, (*objective.batch_shape, theta.shape[-1])))
    trajectory = []
    for interval in np.diff(times, prepend=0.0):
        n_steps = SUBSTEPS * (1 + int(interval * objective.loss.lipschitz)) if interval > 0 else 0
        for _ in range(n_steps):
            theta = objective.prox_step(theta, interval / n_steps)
        trajectory.append(theta)
    return np.stack(trajectory, axis=-2)


def sign_iteration(start, lam, step, n_steps, loss=None):
    """θ ← θ − step·(∇f(θ) + λ·sign θ), recorded: from start (..., p), shape (..., n_steps + 1, p).

    A coordinate comes within step·λ of zero and then jitters around it: only luck makes it zero. `loss` is 0 unless
    given. This is the subgradient method of fixed step for L1 (Shor 1985, Minimization Methods, chapter 2).

    >>> sign_iteration([0.5], 1.0, 0.2, 5).ravel().round(3)
    array([ 0.5,  0.3,  0.1, -0.1,  0.1, -0.1])
    """
    start, lam = _starts(L1(), start, lam, loss)
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
    start, lam = _starts(penalty, start, lam, loss)
    price = lam[..., None]
    return _iterate(
        lambda theta, slope, step: penalty.prox(theta - step * slope, step * price), start, step, n_steps, loss
    )


def _iterate(update, theta, step, n_steps, loss):
    step = float(as_nonnegative("step", step, ndim=0))
    trajectory = [theta]
    for _ in range(as_count("n_steps", n_steps)):
        with np.errstate(over="ignore", invalid="ignore"):
            slope = loss.gradient(theta) if loss else 0.0
            if not np.isfinite(theta - step * slope).all():
                raise ValueError(f"step = {step:g} is too long: θ runs away to infinity; take a shorter step")
        theta = update(theta, slope, step)
        trajectory.append(theta)
    return np.stack(np.broadcast_arrays(*trajectory), axis=-2)
