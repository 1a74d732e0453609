"""Going downhill: the flow of a penalty alone, the flow of an objective, and two ways to take steps.

Downhill flow moves θ with velocity −(∇f + λ∂Ω). Penalty alone, the flow has a formula; it says which coordinate
reaches zero when. Steps of finite size imitate it: with sign(θ) they jitter around zero, with the prox they land on it.
"""

import numpy as np

from sparsity_kit.inputs import as_coefficients, as_count, as_nonnegative
from sparsity_kit.objective import Objective, as_objective, as_penalty
from sparsity_kit.penalties import L1

SUBSTEPS = 100  # steps of objective_flow per interval, and per 1/L of time
MOST_STEPS = 1_000_000
FLOW_STEPS = 1000  # of a penalty whose flow has no formula
PIECES, NODES = 60, 8  # of the integral that says when it arrives, and points in each
SMALL = 1e-6  # of z: half the distance from which slopes are taken
ENDS = 0.9  # a piece of time that is no more than this share of the piece before belongs to a sum that ends


def penalty_flow(penalty, start, lam, times):
    """θ(t) with θ' = −λ∂Ω(θ), exactly: from start (..., p) at times (T,), shape (..., T, p).

    L1 moves each coordinate toward zero at speed λ, and there it stays. L2 moves the vector straight to the origin at
    speed λ, GroupL2 each group. SquaredL2 decays like exp(−2λt). `lam` broadcasts against the leading axes of `start`.
    For a penalty that has no formula for its flow, but is separable and convex, θ is right to about six digits.
    Raises TypeError for others: `objective_flow` follows those by small steps.

    >>> penalty_flow(L1(), [3.0, -1.0], 0.5, [0.0, 2.0, 6.0])
    array([[ 3., -1.],
           [ 2.,  0.],
           [ 0.,  0.]])
    """
    (start, lam), times = _starts(penalty, start, lam), as_nonnegative("times", times, ndim=1)
    arrived = hitting_times(penalty, start, lam)[..., None, :] <= times[:, None]
    start, travelled = start[..., None, :], lam[..., None, None] * times[:, None]
    theta = penalty.flow(start, travelled) if penalty.flow else _flow_by_steps(penalty, start, travelled)
    return np.where(arrived, 0.0, theta)


def hitting_times(penalty, start, lam):
    """When each coordinate of `penalty_flow` reaches zero: shape (..., p); 0 if it starts there, inf for never.

    L1: |θⱼ(0)|/λ, each in its own time. L2: ‖θ(0)‖₂/λ, all together. SquaredL2: never.

    >>> hitting_times(L1(), [3.0, -1.0], 0.5)
    array([6., 2.])
    """
    start, lam = _starts(penalty, start, lam)
    if not (penalty.arrival or (penalty.separable and penalty.convex)):
        raise TypeError(f"no formula for the flow of {penalty!r}; use objective_flow, which takes small steps")
    distance = penalty.arrival(start) if penalty.arrival else _arrival_by_slopes(penalty, start)
    lam = lam[..., None]
    time = np.where(lam > 0, distance / np.where(lam > 0, lam, 1.0), np.inf)
    return np.where(start == 0, 0.0, time)


def _starts(penalty, start, lam, loss=None):
    """start (..., p) and lam (...) as arrays that fit each other, the penalty and the loss, if there is one."""
    lam, p = as_nonnegative("lam", lam), as_penalty(penalty).n_features
    if loss is None:
        return as_coefficients("start", start, p, lam.shape), lam
    return Objective(loss, penalty, lam).as_coefficients("start", start), lam


def _flow_by_steps(penalty, start, travelled):
    """Many small proximal steps, and twice as many, which halves the error: so it can be taken off."""
    theta = {}
    for count in (FLOW_STEPS, 2 * FLOW_STEPS):
        theta[count] = np.broadcast_to(start, np.broadcast_shapes(start.shape, travelled.shape))
        for _ in range(count):
            theta[count] = penalty.prox(theta[count], travelled / count)
    coarse, fine = theta.values()
    end = 2 * fine - coarse
    return np.where(np.sign(end) == np.sign(fine), end, fine)


def _arrival_by_slopes(penalty, start):
    """∫ dz/ω′(z) from 0 to θ, (..., p), for Ω(θ) = Σ ω(θⱼ): piece by piece, each half as far from zero as the last.

    Infinite if the pieces do not become smaller, as where ω bends like a square.
    """
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    halves = 0.5 ** np.arange(PIECES)[:, None]
    z = np.where(start == 0, 1.0, start)[..., None, None] * halves * (3 + nodes) / 4
    rise = [penalty.value(z[..., None] * (1 + side * SMALL)) for side in (1, -1)]
    with np.errstate(divide="ignore"):
        time = 2 * SMALL * np.abs(z) / np.abs(rise[0] - rise[1])  # of 1/ω′, where z is 1
    pieces = (weights / 4 * time * np.abs(start)[..., None, None] * halves).sum(axis=-1)
    ratio = pieces[..., -1] / np.where(pieces[..., -2] > 0, pieces[..., -2], 1.0)
    ends = np.isfinite(pieces).all(axis=-1) & (ratio < ENDS)
    rest = pieces[..., -1] * ratio / np.where(ends, 1 - ratio, 1.0)
    return np.where(ends, pieces.sum(axis=-1) + rest, np.inf)


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
