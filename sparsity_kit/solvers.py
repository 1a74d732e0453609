"""minimize: argmin of f(θ) + λΩ(θ), by a formula where there is one, else by steps, always with a certificate.

Three ways, all of them over whole batches at once (many λ, many right-hand sides, many starts):

- `closed_form`: one coefficient, or equally scaled orthogonal columns: one prox. Squared error with squared L2: one
  singular value decomposition for all λ.
- `coordinate_descent`: squared error and a separable penalty: minimise over one coefficient at a time, exactly.
- `proximal_gradient`: any smooth loss, any penalty with a prox; accelerated, restarted when momentum points uphill.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from sparsity_kit.duality import duality_gap
from sparsity_kit.inputs import as_coefficients, as_nonnegative
from sparsity_kit.losses import Quadratic, SquaredError
from sparsity_kit.objective import Objective
from sparsity_kit.penalties import L1, ElasticNet, SquaredL2

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
    converged: whether stationarity_gap reached the tolerance, shape (...).
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
    "coordinate_descent" or "proximal_gradient". Done when `stationarity_gap` is at most `tol` times √(2L·f(0)), the
    steepest slope that such a loss can have at 0; otherwise it warns with `ConvergenceWarning` and says so in
    `.converged`. A penalty that is not convex leads to a stationary point, which need not be the lowest.

    Raises ValueError for a method that does not apply, TypeError for what is not an objective.
    Sources: Beck and Teboulle 2009 (acceleration), O'Donoghue and Candès 2015 (restart), Friedman, Hastie, Höfling
    and Tibshirani 2007 (coordinate descent).

    >>> from sparsity_kit import L1
    >>> minimize(SquaredError([[1.0]], [3.0]) + 2.0 * L1()).theta
    array([2.])
    """
    if not isinstance(objective, Objective):
        raise TypeError(f"minimize takes an objective such as SquaredError(X, y) + 2.0 * L1(), got {objective!r}")
    if method not in ("auto", *METHODS):
        raise ValueError(f"method must be 'auto' or one of {', '.join(METHODS)}, got {method!r}")
    if max_iter < 1:
        raise ValueError(f"max_iter must be 1 or more, got {max_iter}")
    theta = _starts(objective, start)
    goal = as_nonnegative("tol", tol, ndim=0) * _slope_scale(objective, theta)
    if method == "auto":
        method = _choose(objective)
    theta, n_iter = METHODS[method](objective, theta, goal, max_iter)
    solution = _certify(objective, theta, goal, method, n_iter)
    if method == "closed_form" and not solution.converged.all():  # rounding: let steps finish what the formula began
        method = "coordinate_descent" if _sweeps(objective) else "proximal_gradient"
        theta, n_iter = METHODS[method](objective, theta.copy(), goal, max_iter)
        solution = _certify(objective, theta, goal, method, n_iter)
    if not solution.converged.all():
        short = ~solution.converged
        warnings.warn(
            f"{method} stopped after {n_iter} steps at stationarity gap {solution.stationarity_gap[short].max():.2g}, "
            f"where {goal[short].min():.2g} was asked for; raise max_iter or tol, or put the columns on one scale",
            ConvergenceWarning,
            stacklevel=2,
        )
    return solution


def _starts(objective, start):
    p = objective.loss.n_features
    start = np.zeros(p) if start is None else as_coefficients("start", start, p)
    batch = np.broadcast_shapes(objective.batch_shape, start.shape[:-1])
    return np.broadcast_to(start, (*batch, p)).copy()


def _slope_scale(objective, theta):
    """√(2L·f(0)), since a loss f >= 0 has ‖∇f‖² <= 2L·f; at the start where f(0) = 0."""
    height = objective.loss.value(np.zeros_like(theta))
    height = np.where(height > 0, height, objective.loss.value(theta))
    return np.sqrt(2 * objective.loss.lipschitz) * np.sqrt(height)


def _choose(objective):
    if _one_prox(objective) or _is_ridge(objective):
        return "closed_form"
    return "coordinate_descent" if _sweeps(objective) else "proximal_gradient"


def _sweeps(objective):
    quadratic = isinstance(objective.loss, SquaredError | Quadratic)
    return quadratic and objective.penalty.separable and objective.loss.n_features <= MANY_COEFFICIENTS


def _is_ridge(objective):
    return isinstance(objective.loss, SquaredError | Quadratic) and type(objective.penalty) is SquaredL2


def _certify(objective, theta, goal, method, n_iter):
    gap = objective.stationarity_gap(theta)
    arrays = (theta, objective.value(theta), gap, duality_gap(objective, theta), gap <= goal)
    for array in arrays:
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    theta, value, gap, dual, converged = arrays
    return Solution(objective, theta, value, gap, dual, np.asarray(converged), method, n_iter)


def _one_prox(objective):
    """Whether XᵀX = a·I exactly, with a > 0: then f(θ) = a‖θ − c‖² + constant, and one prox is the answer."""
    if not isinstance(objective.loss, SquaredError | Quadratic) or objective.loss.n_features > MANY_COEFFICIENTS:
        return False
    gram = objective.loss.gram
    return gram[0, 0] > 0 and np.array_equal(gram, gram[0, 0] * np.eye(len(gram)))


def _closed_form(objective, theta, goal, max_iter):
    if _one_prox(objective):
        a = objective.loss.gram[0, 0]
        center = -objective.loss.gradient(np.zeros_like(theta)) / (2 * a)
        return objective.penalty.prox(center, objective.lam[..., None] / (2 * a)), 1
    if _is_ridge(objective):
        return np.broadcast_to(_ridge(objective), theta.shape).copy(), 1
    raise ValueError("closed_form needs one coefficient, columns with XᵀX = a·I, or squared error with SquaredL2")


def _ridge(objective):
    """θ = V·diag(s / (s² + λ))·Uᵀy for X = U·diag(s)·Vᵀ (ESL, section 3.4.1); at λ = 0 the shortest least squares."""
    loss = objective.loss.as_squared_error()
    U, s, Vt = np.linalg.svd(loss.X, full_matrices=False)
    lam = objective.lam[..., None]
    keep = (s > s[0] * max(loss.X.shape) * np.finfo(float).eps) | (lam > 0)
    shrunk = np.where(keep, s / np.where(keep & (s**2 + lam > 0), s**2 + lam, 1.0), 0.0)
    return (shrunk * (loss.y @ U)) @ Vt


def _coordinate_descent(objective, theta, goal, max_iter):
    """θⱼ ← prox of λ/(2aⱼ)·Ω at θⱼ − ∂ⱼf/(2aⱼ), for j = 1 … p in turn, where aⱼ = ‖xⱼ‖²."""
    if not (isinstance(objective.loss, SquaredError | Quadratic) and objective.penalty.separable):
        raise ValueError("coordinate_descent needs SquaredError or Quadratic and a separable penalty")
    gram, penalty, lam = objective.loss.gram, objective.penalty, objective.lam[..., None]
    half_slope_at_zero = objective.loss.gradient(np.zeros_like(theta)) / 2
    a = np.where(gram.diagonal() > 0, gram.diagonal(), 1e-100)  # a column of zeros has no slope: only Ω moves it
    n_iter, converged = 0, False
    while n_iter < max_iter and not converged:
        for j in range(len(gram)):
            half_slope = theta @ gram[j] + half_slope_at_zero[..., j]
            theta[..., j : j + 1] = penalty.prox((theta[..., j] - half_slope / a[j])[..., None], lam / (2 * a[j]))
        theta = _newton_step_on_support(objective, theta, gram, half_slope_at_zero)
        n_iter, converged = n_iter + 1, (objective.stationarity_gap(theta) <= goal).all()
    return theta, n_iter


def _newton_step_on_support(objective, theta, gram, half_slope_at_zero):
    """For L1 and ElasticNet: solve ∂F = 0 with zeros and signs held; walk there until a coefficient is zero.

    With signs held F is a quadratic, so each such walk lowers F, and the one that meets no zero is the last. This is
    what ends the zigzag between correlated columns. (Osborne, Presnell and Turlach 2000.)
    """
    if type(objective.penalty) not in (L1, ElasticNet):
        return theta
    ratio, lam = getattr(objective.penalty, "l1_ratio", 1.0), objective.lam[..., None]
    on, identity = theta != 0, np.eye(len(gram))
    ridge = (1 - ratio) * lam + 1e-13 * (gram.diagonal() + 1e-100)  # the second term makes singular matrices solvable
    matrix = np.where(on[..., :, None] & on[..., None, :], gram, 0.0) + np.where(on, ridge, 1.0)[..., None] * identity
    half_slope = theta @ gram + half_slope_at_zero + lam * (ratio * np.sign(theta) / 2 + (1 - ratio) * theta)
    walk = -np.linalg.solve(matrix, np.where(on, half_slope, 0.0)[..., None])[..., 0]
    crosses = on & (np.sign(theta + walk) != np.sign(theta))
    meets_zero = np.where(crosses, -theta / np.where(crosses, walk, 1.0), np.inf)
    length = np.minimum(meets_zero.min(axis=-1, keepdims=True), 1.0)
    guess = np.where(meets_zero <= length, 0.0, theta + length * walk)
    lower = objective.value(guess) <= objective.value(theta)
    return np.where(lower[..., None], guess, theta)


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
        if n_iter % CHECK_EVERY == 0 and (objective.stationarity_gap(theta) <= goal).all():
            break
    return theta, n_iter


METHODS = {
    "closed_form": _closed_form,
    "coordinate_descent": _coordinate_descent,
    "proximal_gradient": _proximal_gradient,
}
