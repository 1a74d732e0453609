"""The prices to ask for: where the last coefficient becomes zero, a grid of λ below, and where each becomes zero."""

import numpy as np

from sparsity_kit.brackets import described
from sparsity_kit.certificates.certificate import rates
from sparsity_kit.certificates.promises import need_promises
from sparsity_kit.inputs import as_count, as_nonnegative
from sparsity_kit.losses import SquaredError
from sparsity_kit.objective import Loss, Objective
from sparsity_kit.penalties import L1
from sparsity_kit.penalty import as_penalty
from sparsity_kit.solve.minimize import minimize


def lambda_max(loss, penalty=None):
    """The smallest λ at which θ = 0 minimises f + λΩ: above it every coefficient is zero; shape `loss.batch_shape`.

    For L1 and squared error this is 2·max|Xᵀy|. For any convex penalty it is found by halving from its prox alone,
    since 0 is the minimiser exactly when prox(−∇f(0), λ) = 0. Infinite for squared L2, which never zeroes. (A kink
    3e13 times narrower than the slope of f counts as none.)
    If Ω is not convex, it is the smallest λ at which a proximal step from 0 stays there, with the step of each
    coefficient if Ω is separable: then of squared error 0 is lowest on every axis, and the minimiser if the columns are
    orthogonal. Otherwise another place may still be lower; 0 is a local minimum at this λ or below it already.
    `penalty` is L1 unless given; `lambda_max(X, y)` is short for `lambda_max(SquaredError(X, y))`, and of an objective
    its own λ is not asked.
    In the units of f per unit of Ω. Raises TypeError for what is neither a loss nor data, and for a penalty beside an
    objective, which has one.

    >>> float(lambda_max(SquaredError([[1, 0], [0, 2]], [3, 1])))
    6.0
    """
    if isinstance(loss, Objective):
        if penalty is not None:
            raise TypeError("an objective has a penalty of its own; write lambda_max(F), or lambda_max(loss, penalty)")
        return lambda_max(loss.loss, loss.penalty)
    if not isinstance(loss, Loss):
        if penalty is None:
            raise TypeError(f"lambda_max takes a loss, as in lambda_max(SquaredError(X, y)), got {described(loss)}")
        return lambda_max(SquaredError(loss, penalty))
    penalty = L1() if penalty is None else as_penalty(penalty)
    objective = Objective(loss, penalty, 1.0)
    zero = np.zeros((*loss.batch_shape, loss.n_features))
    need_promises(objective, zero)
    pull = -loss.gradient(zero)
    scale, exponent = np.frexp(np.abs(pull).max(axis=-1))
    pull = np.ldexp(pull, -exponent[..., None])  # a power of two: changes no digit, and keeps the halving in range
    rate = 1.0 if penalty.convex else np.ldexp(rates(objective), -exponent[..., None])
    return np.where(scale > 0, np.ldexp(_smallest_killing_price(penalty, pull, rate), exponent), 0.0)[()]


def _smallest_killing_price(penalty, pull, rate):
    """The smallest float λ with prox(pull/rate, λ/rate) = 0 for a pull of about 1, by halving; infinite if none."""

    def kills(lam):
        return (penalty.prox(pull / rate, lam[..., None] / rate) == 0).all(axis=-1)

    alive, dead = np.full(pull.shape[:-1], 0.0), np.full(pull.shape[:-1], 2.0**45)
    never, at_once = ~kills(dead), kills(alive)
    while True:
        middle = np.where(alive * 4 < dead, np.sqrt(np.maximum(alive, 2.0**-200) * dead), alive + (dead - alive) / 2)
        if ((middle <= alive) | (middle >= dead)).all():
            return np.where(at_once, 0.0, np.where(never, np.inf, dead))
        killed = kills(middle)
        alive, dead = np.where(killed, alive, middle), np.where(killed, middle, dead)


def lambda_grid(largest, n=100, ratio=1e-3):
    """`n` prices from `largest` down to `ratio·largest`, evenly spaced on a logarithmic scale, shape (n,).

    >>> lambda_grid(100.0, n=3, ratio=0.01)
    array([100.,  10.,   1.])
    """
    largest, ratio = float(as_nonnegative("largest", largest, ndim=0)), float(as_nonnegative("ratio", ratio, ndim=0))
    if largest == 0 or not 0 < ratio < 1:
        raise ValueError(f"largest must be positive and ratio between 0 and 1, got {largest} and {ratio}")
    if ratio * largest == 0:
        raise ValueError(f"largest is too small, {largest}: ratio·largest is no number above 0; rescale the data")
    return np.geomspace(largest, ratio * largest, as_count("n", n, least=1))


def zero_from(objective, lams, thetas):
    """For each coefficient the λ from which on it is exactly zero, (p,), of its minimisers θ (m, p) at rising `lams`.

    Between two λ of the grid it is found by dividing. Infinite where it is not zero at the last, 0 where it always is.
    """
    loss, penalty = objective.loss, objective.penalty
    alive = thetas != 0.0
    last = np.where(alive.any(axis=0), len(lams) - 1 - np.argmax(alive[::-1], axis=0), -1)
    ends = np.where(last == len(lams) - 1, np.inf, lams[np.minimum(last + 1, len(lams) - 1)])
    dropping = np.flatnonzero((last >= 0) & np.isfinite(ends))
    low = lams[last[dropping]]
    for _ in range(5 if dropping.size else 0):
        inner = np.linspace(low, ends[dropping], 17)
        still = minimize(loss + inner * penalty).theta[:, range(len(dropping)), dropping] != 0.0
        k = len(inner) - 1 - np.argmax(still[::-1], axis=0)
        k = np.where(still.any(axis=0), k, 0)
        low, ends[dropping] = inner[k, range(len(dropping))], inner[np.minimum(k + 1, 16), range(len(dropping))]
    return np.where(last < 0, 0.0, ends)
