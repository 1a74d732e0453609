"""Coordinate descent for θᵀGθ + 2h·θ + λΩ(θ), many problems at once: one coefficient at a time, exactly.

With the other coefficients held, coefficient j is a problem of its own, and its answer is one prox. Sweeping over j
lowers the objective every time, but between correlated columns it zigzags. For L1 and ElasticNet a Newton step on the
coefficients that are not zero ends that. (Friedman, Hastie, Höfling and Tibshirani 2007, Annals of Applied Statistics;
the step with signs held: Osborne, Presnell and Turlach 2000, IMA Journal of Numerical Analysis.)
"""

import numpy as np

from sparsity_kit.losses.tables import gram_of
from sparsity_kit.penalties import L1

BLOCK = 4_000_000  # numbers in the largest temporary array: problems are solved in blocks that keep to it
NEWTON_STEPS = 10  # per sweep, as long as each meets a zero
UNSETTLED_SWEEPS = 10  # after so many sweeps a Newton step is tried even where signs still change
EPS = np.finfo(float).eps


def has_coordinates(objective):
    """Whether one coefficient at a time is a problem of its own, with a prox as answer."""
    penalty = objective.penalty
    separable = penalty.separable or penalty.as_elastic_net() is not None
    return bool(objective.loss.as_squared_error and separable)


def coordinate_descent(objective, theta, goal, max_sweeps):
    """θ (..., p) and the number of sweeps, until each slope residual is within `goal` (..., p)."""
    p = theta.shape[-1]
    h = objective.loss.gradient(np.zeros_like(theta)) / 2
    penalty, lam = objective.penalty, np.broadcast_to(objective.lam[..., None], (*theta.shape[:-1], 1))
    if not penalty.separable:  # groups of one coefficient each
        penalty, lam = L1(), lam * penalty.as_elastic_net()[0]
    rows = (array.reshape(-1, array.shape[-1]) for array in (h, lam, theta, np.broadcast_to(goal, theta.shape)))
    h, lam, flat, goal = rows
    flat, n_iter = _descend(gram_of(objective.loss), h, lam, penalty, flat.reshape(-1, p), goal, max_sweeps)
    return flat.reshape(theta.shape), n_iter


def _descend(gram, h, lam, penalty, theta, goal, max_sweeps):
    """θ (b, p) and the number of sweeps; h, theta and goal (b, p), lam (b, 1); G (p, p) with XᵀX's properties.

    A problem is left alone as soon as each of its slope residuals is within `goal`.
    """
    most = 0
    for block in np.array_split(np.arange(len(theta)), -(-theta.size * len(gram) // BLOCK)):
        rows = block
        for sweep in range(1, max_sweeps + 1):
            before = np.sign(theta[rows])
            theta[rows] = _sweep(gram, h[rows], lam[rows], penalty, theta[rows])
            settled = rows[(np.sign(theta[rows]) == before).all(axis=1) | (sweep % UNSETTLED_SWEEPS == 0)]
            theta[settled] = _newton(gram, h[settled], lam[settled], penalty, theta[settled])
            rows = rows[(np.abs(_residuals(gram, h[rows], lam[rows], penalty, theta[rows])) > goal[rows]).any(axis=1)]
            most = max(most, sweep)
            if not len(rows):
                break
    return theta, most


def _lengths(gram):
    """aⱼ = ‖xⱼ‖², the diagonal of G. A column of zeros has no slope: a tiny aⱼ lets Ω alone move its coefficient."""
    return np.where(gram.diagonal() > 0, gram.diagonal(), 1e-100)


def _sweep(gram, h, lam, penalty, theta):
    """θⱼ ← prox of λ/(2aⱼ)·Ω at θⱼ − ∂ⱼf/(2aⱼ), for j = 1 … p in turn."""
    for j, a in enumerate(_lengths(gram)):
        half_slope = theta @ gram[j] + h[:, j]
        theta[:, j : j + 1] = penalty.prox((theta[:, j] - half_slope / a)[:, None], lam / (2 * a))
    return theta


def _residuals(gram, h, lam, penalty, theta):
    """2aⱼ·(θⱼ − prox at its own step): zero in every coefficient exactly at the minimiser."""
    a = _lengths(gram)
    return 2 * a * (theta - penalty.prox(theta - (theta @ gram + h) / a, lam / (2 * a)))


def _newton(gram, h, lam, penalty, theta):
    """Solve ∂F = 0 with zeros and signs held, and walk there, but stop where the first coefficient becomes zero.

    With signs held F is a quadratic, so each walk lowers F; the one that meets no zero is the last. A walk is not taken
    where rounding hides whether it lowers F.
    """
    shares = penalty.as_elastic_net()
    if shares is None or not len(theta):
        return theta
    for _ in range(NEWTON_STEPS):
        guess, met_zero = _walk(gram, h, lam, shares, theta)
        way, size = guess - theta, np.abs(guess) + np.abs(theta)
        fall = (2 * (theta @ gram + h) + way @ gram) * way
        hidden = EPS * (2 * (np.abs(theta) @ np.abs(gram) + np.abs(h)) + size @ np.abs(gram)) * np.abs(way)
        lower = (fall + hidden).sum(axis=1) + lam[:, 0] * (penalty.value(guess) - penalty.value(theta)) <= 0
        theta = np.where(lower[:, None], guess, theta)
        if not (lower & met_zero).any():
            break
    return theta


def _walk(gram, h, lam, shares, theta):
    """The end of the walk, (b, p), and whether it met a zero, (b,)."""
    on, identity, (a, b) = theta != 0, np.eye(len(gram)), shares
    ridge = b * lam + 1e-13 * _lengths(gram)  # the second term makes singular matrices solvable
    matrix = np.where(on[:, :, None] & on[:, None, :], gram, 0.0) + np.where(on, ridge, 1.0)[:, :, None] * identity
    half_slope = theta @ gram + h + lam * (a * np.sign(theta) / 2 + b * theta)
    way = -np.linalg.solve(matrix, np.where(on, half_slope, 0.0)[:, :, None])[:, :, 0]
    crosses = on & (np.sign(theta + way) != np.sign(theta))
    meets_zero = np.where(crosses, -theta / np.where(crosses, way, 1.0), np.inf)
    length = np.minimum(meets_zero.min(axis=1, keepdims=True), 1.0)
    return np.where(meets_zero <= length, 0.0, theta + length * way), crosses.any(axis=1)
