"""lasso_path and elastic_net_path: θ for every λ, exactly."""

import numpy as np

from sparsity_kit.inputs import as_floats, as_nonnegative, as_real
from sparsity_kit.paths.lines import TIED, ends_of_ties
from sparsity_kit.paths.path import Path
from sparsity_kit.paths.problem import Problem

TINY = np.finfo(float).tiny  # smaller floats have fewer digits


def lasso_path(X, y, lam_min=0.0):
    """θ(λ) = argmin ‖Xθ − y‖² + λ‖θ‖₁ for every λ from λ_max down to `lam_min`, exactly, as a `Path`.

    X (n, p), y (n,): neither centred nor scaled here. The columns may have any units.
    lam_min: where to end. A positive one saves time where p is large.

    If columns depend on each other the minimiser may not be unique; this is then one in which a column that adds
    nothing to the active ones stays zero. At λ = 0 it is the limit, a least squares solution. Copies count as such up
    to rounding, 2e-15 of their length. `duality_gap` is the certificate at each λ. A path that cannot be certified
    down to `lam_min`, to 1e-7·‖y‖², or that has more than 100,000 kinks, ends sooner: `ended` says where and why.

    Raises TypeError or ValueError for data that are not finite real tables of matching shapes, and ValueError where
    λ or θ would be too large or too small for a float. See `homotopy` for how it is done.

    >>> path = lasso_path([[1, 0], [0, 1]], [3, 1])
    >>> path.lams, path(4.0)
    (array([6., 2., 0.]), array([1., 0.]))
    """
    return elastic_net_path(X, y, 0.0, lam_min)


def elastic_net_path(X, y, ridge, lam_min=0.0):
    """θ(λ) = argmin ‖Xθ − y‖² + ridge·‖θ‖² + λ‖θ‖₁ for every λ down to `lam_min`, exactly: a `Path` like `lasso_path`.

    It is the lasso's path with √ridge·I below X and zeros below y (Zou and Hastie 2005, lemma 1), so `ridge`, in the
    squared units of X, stays the same along the path. The objective with λ·ElasticNet(r) is at λ·r here and
    ridge = λ·(1 − r).

    Raises what `lasso_path` raises, and ValueError for a ridge that is negative, or too large beside the squares of X.

    >>> elastic_net_path([[1, 0], [0, 1]], [3, 1], ridge=1.0)(4.0)
    array([0.5, 0. ])
    """
    from sparsity_kit.paths.homotopy import kinks  # read with the first path that is asked for

    problem = Problem(X, y, ridge)
    lam_min = float(as_nonnegative("lam_min", lam_min, ndim=0))
    lams, columns, theta, ended = kinks(problem, float(np.ldexp(lam_min, -problem.lam_exponent)))
    last_of_tie = ends_of_ties(lams)
    first_of_tie = np.append(True, last_of_tie[:-1])
    entered, theta = theta[first_of_tie] == 0, theta[last_of_tie]
    rounding = TIED * np.sqrt(problem.target_square)
    theta = np.where(entered & (np.abs(theta) <= rounding), 0.0, theta)  # who enters in a tie is zero at it
    with np.errstate(over="ignore"):
        found = np.ldexp(lams[last_of_tie], problem.lam_exponent)
        theta = problem.theta_in_data_units(theta, columns)
    largest = np.abs(theta).max(initial=0.0)
    if not np.isfinite(found[0] + largest):
        raise ValueError("λ or theta is too large for float64 on these data; rescale X or y")
    if lams[0] and min(found[0], largest if len(found) > 1 else 1.0) < TINY:
        raise ValueError("λ or theta is too small for float64 on these data; rescale X or y")
    if ended:
        ended = f"it ended at λ = {found[-1]:.6g}, above lam_min = {lam_min:.6g}: {ended}"
    return Path(as_floats("X", X), as_real("y", y), problem.ridge, found, columns, theta, ended)
