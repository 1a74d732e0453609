"""minimize: argmin of f(θ) + λΩ(θ), by a formula where there is one, else by steps, always with a certificate.

Each way is a file of its own. All but Newton's steps go over whole batches at once (many λ, right-hand sides, starts):

- `closed_form`: one coefficient, or equally scaled orthogonal columns: one prox. Squared error with squared L2, or with
  λ = 0: one singular value decomposition.
- `exact_path`: squared error with L1 or an elastic net: the path of each y gives θ at all of its λ.
- `coordinate_descent`: squared error and a separable penalty: one coefficient at a time.
- `proximal_gradient`: any smooth loss, any penalty with a prox.
- `group_newton`: squared error with L2 or GroupL2, where gradient steps creep.
- `newton`: the logistic loss, or another of rows: a squared error at every step.

What one way leaves without a certificate, the next one goes on with.
"""

import warnings

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.certificates.certificate import ConvergenceWarning, Standard, certify, larger
from sparsity_kit.certificates.promises import need_promises
from sparsity_kit.fits import as_coefficients
from sparsity_kit.inputs import as_count, as_nonnegative, shown
from sparsity_kit.objective import Loss, Objective
from sparsity_kit.solve.shortfall import sentence
from sparsity_kit.solve.units import extreme, solve_in_own_units
from sparsity_kit.solve.ways import METHODS, applicable, is_known, ways

LARGE = 1e100  # larger coefficients may have a value that is no number
FEW_STEPS = 500  # of gradient or sweeps, where there is a better way


def minimize(objective, start=None, method="auto", tol=1e-10, max_iter=10_000):
    """argmin over θ of f(θ) + λΩ(θ), as a `Solution`.

    `start` (..., p), zeros unless given; its leading axes join the batch. `method` is "auto", or one of "closed_form",
    "exact_path", "coordinate_descent", "proximal_gradient", "group_newton" and "newton" alone. One that comes nearer
    step by step takes at most `max_iter` of them in one go.

    A solution has converged if all that it carries agrees: each of the objective's slope residuals is at most `tol`
    times the slope that is usual for its coefficient (√(2Lⱼ·f(0)), which no loss f >= 0 of curvature Lⱼ exceeds at 0),
    the duality gap, where one is known, at most `tol`·F(0) (or 1e-10·F(0), which is what rounding lets be certified),
    and F no larger than at 0 and at the start. Otherwise a `ConvergenceWarning` says how far it came and what stands in
    the way. A penalty that is not convex leads to a stationary point, which need not be the lowest.

    Raises ValueError for a method that does not apply, TypeError for what is not an objective.

    >>> from sparsity_kit import L1, SquaredError
    >>> minimize(SquaredError([[1.0]], [3.0]) + 2.0 * L1()).theta
    array([2.])
    """
    need("minimize", Objective, objective)
    if not isinstance(method, str) or method not in ("auto", *METHODS):
        raise ValueError(f"method must be 'auto' or one of {', '.join(METHODS)}, got {shown(method)}")
    max_iter, tol = as_count("max_iter", max_iter, least=1), as_nonnegative("tol", tol, ndim=0)
    start = _starts(objective, start)

    def solve(objective, start):
        return _solve(objective, start, method, tol, max_iter)

    with np.errstate(over="ignore", invalid="ignore"):  # what is no number is not certified
        need_promises(objective, start)
        if extreme(objective):
            solution, complaint = solve_in_own_units(objective, start, solve)
        else:
            solution, complaint = solve(objective, start)
    if complaint:
        warnings.warn(complaint, ConvergenceWarning, stacklevel=2)
    return solution


def _solve(objective, theta, method, tol, max_iter):
    """The `Solution`, and a sentence on what it lacks, or None."""
    standard, left = Standard.of(objective, theta, tol), np.ones(theta.shape[:-1], dtype=bool)
    for way in ways(objective) if method == "auto" else [applicable(method, objective)]:
        most = min(max_iter, FEW_STEPS) if method == "auto" and is_known(objective) else max_iter
        theta, n_iter = _go_on(objective, way, theta, left, standard, most)
        solution = certify(objective, theta, standard, way, n_iter)
        left = ~solution.converged
        if not left.any():
            return solution, None
    return solution, sentence(solution, standard, max_iter)


def _starts(objective, start):
    """Where the steps begin, (..., p): at `start`, or at 0, for every problem of the batch."""
    p = objective.loss.n_features
    start = np.zeros(p) if start is None else as_coefficients("start", start, p, objective.batch_shape)
    return np.broadcast_to(start, (*np.broadcast_shapes(objective.batch_shape, start.shape[:-1]), p)).copy()


def _go_on(objective, way, theta, left, standard, max_iter):
    """Let one method improve those problems of the batch that are left; where F would rise, θ stays as it was."""
    whole = left.all() or (objective.loss.batch_shape and type(objective.loss).pick is Loss.pick)
    which = ... if whole else left
    part = objective if whole else objective.pick(left, left.shape)
    before = theta[which]
    found, n_iter = METHODS[way](part, before.copy(), standard.slopes[which], max_iter)
    _need_finite(part.penalty, found)
    worse = larger(part.value(found), part.value(before))
    theta = theta.copy()
    theta[which] = np.where(worse[..., None], before, found)
    return theta, n_iter


def _need_finite(penalty, theta):
    """Raise ValueError where the penalty forbids what its own prox has led to."""
    forbidden = np.isinf(penalty.value(theta)) & (np.abs(theta).max(axis=-1) < LARGE)
    if forbidden.any():
        place = ", ".join(f"{number:.6g}" for number in theta[forbidden][0][:3])
        raise ValueError(
            f"{penalty!r}.value is infinite at the minimiser ({place}{', …' * (theta.shape[-1] > 3)}) that its prox "
            "leads to; let value allow for rounding"
        )
