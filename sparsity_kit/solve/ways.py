"""The ways to a minimiser, to which objectives they apply, and in which order they are tried."""

from sparsity_kit.inputs import shown
from sparsity_kit.solve.closed_form import closed_form, has_closed_form
from sparsity_kit.solve.coordinate_descent import coordinate_descent, has_coordinates
from sparsity_kit.solve.exact_path import exact_path, paths_needed
from sparsity_kit.solve.group_newton import group_newton, has_groups
from sparsity_kit.solve.newton import has_rows, newton
from sparsity_kit.solve.proximal_gradient import proximal_gradient

MANY_COEFFICIENTS = 500  # above, sweeping over coefficients in Python is slower than gradient steps
FEW_COEFFICIENTS = 50  # up to which sweeps are quick, and
MANY_PATHS = 20  # paths are slower than sweeps over all problems at once
EVEN = 1e-2  # of the largest curvature: columns whose own is no smaller are of one scale

METHODS = {
    "closed_form": closed_form,
    "exact_path": exact_path,
    "coordinate_descent": coordinate_descent,
    "proximal_gradient": proximal_gradient,
    "group_newton": group_newton,
    "newton": newton,
}


def ways(objective):
    """Which methods to try, in order."""
    if has_closed_form(objective).any():
        yield "closed_form"
    n_paths, p = paths_needed(objective), objective.loss.n_features
    path_first = n_paths <= MANY_PATHS or p > FEW_COEFFICIENTS
    if n_paths and path_first:
        yield "exact_path"
    sweeps, late = has_coordinates(objective) and p <= MANY_COEFFICIENTS, _sweeps_creep(objective)
    if sweeps and not late:
        yield "coordinate_descent"
    if n_paths and not path_first:
        yield "exact_path"
    if has_rows(objective.loss):
        yield "newton"
    yield "proximal_gradient"
    if sweeps and late:
        yield "coordinate_descent"
    if has_groups(objective):
        yield "group_newton"


def _sweeps_creep(objective):
    """Whether gradient steps come first: sweeps without Newton's steps creep between many correlated columns.

    Not where columns are of unlike scale, which gradient steps suffer from, nor where Ω is not convex, for sweeps may
    find a lower valley.
    """
    penalty, curvatures = objective.penalty, objective.loss.curvatures
    many = objective.loss.n_features > FEW_COEFFICIENTS and penalty.convex and penalty.as_elastic_net() is None
    return many and curvatures is not None and curvatures.min() >= EVEN * curvatures.max()


def is_known(objective):
    """Whether there is a better way than steps: what it leaves is a matter of rounding, which steps do not cure."""
    known = objective.loss.as_squared_error or has_rows(objective.loss)
    return known and (objective.penalty.as_elastic_net() is not None or has_groups(objective))


def applicable(method, objective):
    """The method, or ValueError with what it needs."""
    applies, needs = {
        "closed_form": (
            has_closed_form(objective).any(),
            "a squared error of one coefficient, with XᵀX = a·I, with SquaredL2, or with lam = 0",
        ),
        "exact_path": (paths_needed(objective) > 0, "SquaredError or Quadratic, and L1 or ElasticNet"),
        "coordinate_descent": (has_coordinates(objective), "SquaredError or Quadratic and a separable penalty"),
        "proximal_gradient": (True, "nothing"),
        "group_newton": (has_groups(objective), "SquaredError or Quadratic, and L2 or GroupL2"),
        "newton": (has_rows(objective.loss), "a loss of rows, such as the logistic loss"),
    }[method]
    if not applies:
        got = f"{shown(objective.loss)} with {shown(objective.penalty)}"
        raise ValueError(f"{method} needs {needs}, got {got}; leave method at 'auto'")
    return method
