"""minimize: argmin of f(θ) + λΩ(θ), by a formula where there is one, else by steps, always with a certificate.

Four ways, all of them over whole batches at once (many λ, many right-hand sides, many starts):

- `closed_form`: one coefficient, or equally scaled orthogonal columns: one prox. Squared error with squared L2: one
  singular value decomposition for all λ.
- `exact_path`: squared error of one y with L1: the path down to the smallest λ gives θ at all of them (`lasso`).
- `coordinate_descent`: squared error and a separable penalty: one coefficient at a time, in the file of that name.
- `proximal_gradient`: any smooth loss, any penalty with a prox; accelerated, restarted when momentum points uphill.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from sparsity_kit.coordinate_descent import coordinate_descent
from sparsity_kit.duality import duality_gap
from sparsity_kit.inputs import as_coefficients, as_count, as_nonnegative
from sparsity_kit.lasso import lasso_path
from sparsity_kit.losses import Quadratic, SquaredError
from sparsity_kit.objective import Objective, as_objective
from sparsity_kit.penalties import L1, SquaredL2
from sparsity_kit.ridge import ridge_path

CHECK_EVERY = 10  # steps between two looks at the certificate
MANY_COEFFICIENTS = 500  # above, sweeping over coefficients in Python is slower than gradient steps


class ConvergenceWarning(UserWarning):
    """A solver stopped before it reached its tolerance; the Solution's certificate says how far it came."""


@dataclass(frozen=True, eq=False)
class Solution:
    """An answer that carries its certificate, evaluated at the θ that is returned. Its arrays are read-only.

    theta: shape (..., p); exactly zero means == 0.0.
    value: F(θ), shape (...).
    stationarity_gap: how far 0 is from ∇f + λ∂Ω, in units of the gradient, shape (...); for every penalty.
    duality_gap: an upper bound of F(θ) − min F, shape (...); NaN where λ = 0, None where no dual is known.
    converged: whether every slope residual is within the tolerance, shape (...).
    method, n_iter: how it was found, and in how many steps.
    """

    objective: Objective
    theta: np.ndarray
    value: np.ndarray
    stationarity_gap: np.ndarray
    duality_gap: np.ndarray | None
    converged: np.ndarray
    method: str
    n_iter: int

    @property
    def support(self):
        """Which coefficients are not exactly zero: booleans, shape (..., p)."""
        return self.theta != 0.0


def minimize(objective, start=None, method="auto", tol=1e-10, max_iter=10_000):
    """argmin over θ of f(θ) + λΩ(θ), as a `Solution`.

    `start` (..., p), zeros unless given; its leading axes join the batch. `method` is "auto", "closed_form",
    "exact_path", "coordinate_descent" or "proximal_gradient". Done when each of the objective's slope residuals is at
    most `tol` times the slope that is usual for its coefficient (√(2Lⱼ·f(0)), which no loss f >= 0 of curvature Lⱼ
    exceeds at 0); otherwise it warns with `ConvergenceWarning` and says so in `.converged`. A penalty that is not
    convex leads to a stationary point, which need not be the lowest.

    Raises ValueError for a method that does not apply, TypeError for what is not an objective.
    Sources: Beck and Teboulle 2009 (acceleration), O'Donoghue and Candès 2015 (restart).

    >>> from sparsity_kit import L1
    >>> minimize(SquaredError([[1.0]], [3.0]) + 2.0 * L1()).theta
    array([2.])
    """
    as_objective("minimize", objective)
    if method not in ("auto", *METHODS):
        raise ValueError(f"method must be 'auto' or one of {', '.join(METHODS)}, got {method!r}")
    max_iter = as_count("max_iter", max_iter, least=1)
    as_nonnegative("the loss's lipschitz", objective.loss.lipschitz, ndim=0)
    start = _starts(objective, start)
    goal = as_nonnegative("tol", tol, ndim=0) * _usual_slopes(objective.loss, start)
    for way in _ways(objective) if method == "auto" else (method,):
        theta, n_iter = METHODS[way](objective, start.copy(), goal, max_iter)
        solution = _certify(objective, theta, goal, way, n_iter)
        if solution.converged.all():
            break
        start = theta  # rounding spoiled a formula, or sweeps zigzag: the next way goes on from there
    if short := int((~solution.converged).sum()):
        worst = np.max(solution.stationarity_gap, where=~solution.converged, initial=0.0)
        warnings.warn(
            f"{way} stopped after {n_iter} steps at stationarity gap {worst:.2g}, short of "
            f"its tolerance in {short} of {np.size(solution.converged)} problems; raise max_iter or tol, or put the "
            "columns on one scale",
            ConvergenceWarning,
            stacklevel=2,
        )
    return solution


def _starts(objective, start):
    p = objective.loss.n_features
    start = np.zeros(p) if start is None else as_coefficients("start", start, p)
    try:
        batch = np.broadcast_shapes(objective.batch_shape, start.shape[:-1])
    except ValueError:
        raise ValueError(
            f"start of shape {start.shape} does not broadcast with a batch of shape {objective.batch_shape}; "
            "for every pair of both write start[:, None, :]"
        ) from None
    return np.broadcast_to(start, (*batch, p)).copy()


def _usual_slopes(loss, start):
    """The unit in which slope residuals are judged, (..., p): the slopes at 0, or at the start if those are zero."""

    def slopes(theta):
        if loss.curvatures is None:
            return np.broadcast_to(np.abs(loss.gradient(theta)).max(axis=-1, keepdims=True), theta.shape)
        return np.sqrt(2 * loss.curvatures) * np.sqrt(loss.value(theta))[..., None]

    at_zero = slopes(np.zeros_like(start))
    usual = np.where(at_zero.max(axis=-1, keepdims=True) > 0, at_zero, slopes(start))
    return np.where(usual > 0, usual, usual.max(axis=-1, keepdims=True))  # a column of zeros has no slope of its own


def _ways(objective):
    """Which methods to try, in order."""
    if _one_prox(objective) or (_is_quadratic(objective) and type(objective.penalty) is SquaredL2):
        yield "closed_form"
    if _is_lasso(objective):
        yield "exact_path"
    if _is_quadratic(objective) and objective.penalty.separable and _is_small(objective):
        yield "coordinate_descent"
    yield "proximal_gradient"


def _is_quadratic(objective):
    return type(objective.loss) in (SquaredError, Quadratic)


def _is_lasso(objective):
    return type(objective.loss) is SquaredError and objective.loss.batch_shape == () and type(objective.penalty) is L1


def _is_small(objective):
    return objective.loss.n_features <= MANY_COEFFICIENTS


def _certify(objective, theta, goal, method, n_iter):
    residuals = np.abs(objective.slope_residuals(theta))
    converged = (residuals <= goal).all(axis=-1)
    arrays = (theta, objective.value(theta), residuals.max(axis=-1), duality_gap(objective, theta), converged)
    for array in arrays:
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    theta, value, gap, dual, converged = arrays
    return Solution(objective, theta, value, gap, dual, converged, method, n_iter)


def _one_prox(objective):
    """Whether XᵀX = a·I exactly, with a > 0: then f(θ) = a‖θ − c‖² + constant, and one prox is the answer."""
    if not (_is_quadratic(objective) and _is_small(objective)):
        return False
    gram = objective.loss.gram
    return gram[0, 0] > 0 and np.array_equal(gram, gram[0, 0] * np.eye(len(gram)))


def _closed_form(objective, theta, goal, max_iter):
    if _one_prox(objective):
        a = objective.loss.gram[0, 0]
        center = -objective.loss.gradient(np.zeros_like(theta)) / (2 * a)
        return objective.penalty.prox(center, objective.lam[..., None] / (2 * a)), 1
    if _is_quadratic(objective) and type(objective.penalty) is SquaredL2:
        loss = objective.loss.as_squared_error()
        return np.broadcast_to(ridge_path(loss.X, loss.y, objective.lam), theta.shape).copy(), 1
    raise ValueError("closed_form needs one coefficient, columns with XᵀX = a·I, or squared error with SquaredL2")


def _exact_path(objective, theta, goal, max_iter):
    if not _is_lasso(objective):
        raise ValueError("exact_path needs SquaredError with one y, and L1")
    try:
        path = lasso_path(objective.loss.X, objective.loss.y, objective.lam.min())
    except ArithmeticError:  # a tie that rounding cannot decide: another way will
        return theta, 0
    found = path(np.maximum(objective.lam, path.lams[-1]))  # a path that ends too soon is where another way begins
    return np.broadcast_to(found, theta.shape).copy(), len(path.lams)


def _coordinate_descent(objective, theta, goal, max_iter):
    if not (_is_quadratic(objective) and objective.penalty.separable):
        raise ValueError("coordinate_descent needs SquaredError or Quadratic and a separable penalty")
    gram, p = objective.loss.gram, theta.shape[-1]
    h = objective.loss.gradient(np.zeros_like(theta)) / 2
    lam = np.broadcast_to(objective.lam[..., None], (*theta.shape[:-1], 1))
    rows = (array.reshape(-1, array.shape[-1]) for array in (h, lam, theta, np.broadcast_to(goal, theta.shape)))
    h, lam, flat, goal = rows
    flat, n_iter = coordinate_descent(gram, h, lam, objective.penalty, flat.reshape(-1, p), goal, max_iter)
    return flat.reshape(theta.shape), n_iter


def _proximal_gradient(objective, theta, goal, max_iter):
    """θ ← prox_step(θ + momentum): the momentum grows as in FISTA and restarts when it points uphill."""
    step = 1 / (objective.loss.lipschitz or 1.0)
    ahead, t = theta, np.ones(theta.shape[:-1])
    for n_iter in range(1, max_iter + 1):
        new = objective.prox_step(ahead, step)
        uphill = ((ahead - new) * (new - theta)).sum(axis=-1) > 0
        t_new = np.where(uphill, 1.0, (1 + np.sqrt(1 + 4 * t**2)) / 2)
        momentum = np.where(uphill, 0.0, (t - 1) / t_new)
        ahead, theta, t = new + momentum[..., None] * (new - theta), new, t_new
        if n_iter % CHECK_EVERY == 0 and (np.abs(objective.slope_residuals(theta)) <= goal).all():
            break
    return theta, n_iter


METHODS = {
    "closed_form": _closed_form,
    "exact_path": _exact_path,
    "coordinate_descent": _coordinate_descent,
    "proximal_gradient": _proximal_gradient,
}
