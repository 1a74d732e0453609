"""θ for many λ one after the other, each found from the one before: for losses and penalties without an exact path."""

import warnings

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.certificates.certificate import ConvergenceWarning, Solution
from sparsity_kit.objective import Objective
from sparsity_kit.solve.minimize import minimize
from sparsity_kit.solve.shortfall import reason


def grid_path(objective, method="auto", tol=1e-10, max_iter=10_000):
    """argmin of f(θ) + λΩ(θ) for each λ of the objective, from the largest to the smallest, each started at the last.

    One `Solution` for `loss + lams * penalty`, each λ with its certificate: the axis of `lams` stands in front, in the
    order given; `n_iter` counts the steps of all. A stack of losses (k,) takes `lams[:, None]`. `method`, `tol` and
    `max_iter` are those of `minimize`, for one λ; one `ConvergenceWarning` says how many λ fell short. After a second
    a bar shows how far it is, if tqdm is installed. (`minimize` takes all λ at once, which is often quicker; here one
    λ is in memory at a time.) If Ω is not convex, the stationary points are those that the largest λ leads to.
    Raises TypeError for what is not an objective, ValueError if λ has no axis of its own in front.
    Source: Friedman, Hastie and Tibshirani 2010, Journal of Statistical Software 33(1), section 2.5.

    >>> from sparsity_kit import L1, SquaredError
    >>> grid_path(SquaredError([[1.0, 0.0], [0.0, 2.0]], [3.0, 3.0]) + np.array([2.0, 20.0, 4.0]) * L1()).theta
    array([[2.  , 1.25],
           [0.  , 0.  ],
           [1.  , 1.  ]])
    """
    need("grid_path", Objective, objective)
    loss, penalty, lam = objective.loss, objective.penalty, objective.lam
    _need_an_axis(lam, loss.batch_shape)
    order = np.argsort(-lam, axis=0, kind="stable")
    solutions, theta = [], None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # one for all of them comes at the end
        for price in _with_bar(np.take_along_axis(lam, order, axis=0)):
            solutions.append(minimize(Objective(loss, penalty, price), theta, method, tol, max_iter))
            theta = solutions[-1].theta
    solution = _join(objective, solutions, places=np.argsort(order, axis=0))
    _warn_of_the_short(solution)
    return solution


def _need_an_axis(lam, batch):
    """Raise ValueError unless λ has an axis that the losses of a stack do not have."""
    if lam.ndim <= len(batch):
        cure = f"lams[:, {', '.join(['None'] * len(batch))}]" if batch else "loss + lams * penalty, lams an array"
        problem = f"got lam of shape {lam.shape}" + f" for a stack of losses of shape {batch}" * bool(batch)
        raise ValueError(f"grid_path needs an axis of λ in front, {problem}; write {cure}")


def _with_bar(prices):
    """The prices; with a progress bar where they take longer than a second, unless tqdm is not installed."""
    try:
        from tqdm import tqdm
    except ImportError:
        return prices
    return tqdm(prices, desc="grid_path", unit=" λ", delay=1, leave=False)


def _join(objective, solutions, places):
    """One Solution of many, each put back where its λ was given."""

    def joined(name):
        parts = [getattr(solution, name) for solution in solutions]
        if parts[0] is None:
            return None
        array = np.stack(parts)
        return np.take_along_axis(array, places.reshape(places.shape + (1,) * (array.ndim - places.ndim)), axis=0)

    arrays = {name: joined(name) for name in ("theta", "value", "stationarity_gap", "duality_gap", "converged")}
    methods = ", ".join(dict.fromkeys(solution.method for solution in solutions))
    return Solution(objective, **arrays, method=methods, n_iter=sum(solution.n_iter for solution in solutions))


def _warn_of_the_short(solution):
    """One ConvergenceWarning for all λ that fell short, if any, with the worst of them."""
    short, gaps = ~solution.converged, solution.stationarity_gap
    if short.any():
        count = np.count_nonzero(short.reshape(len(short), -1).any(axis=1))
        worst = np.argmax(np.where(short, gaps, -1.0))
        lam = np.broadcast_to(solution.objective.lam, short.shape).flat[worst]
        warnings.warn(
            f"grid_path fell short of its tolerance at {count} of {len(short)} λ, worst at λ = {lam:.4g} with "
            f"stationarity gap {gaps.flat[worst]:.2g}: {reason(solution)}",
            ConvergenceWarning,
            stacklevel=3,
        )
