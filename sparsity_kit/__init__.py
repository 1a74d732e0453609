"""Why an L1 penalty makes coefficients exactly zero and an L2 penalty does not: the kit behind the lessons.

An objective has four views. Numbers: `minimize(SquaredError(X, y) + 2.0 * L1())`. Paper: `derivations`.
Picture: `figures`, and `live` to move it by hand. Exercise: `homework`. The last four, and what in
`_LATER` stands beside `minimize` and `path`, are loaded when first used: importing the kit is nearly as quick as NumPy.
"""

# ruff: noqa: I001, RUF022 (this file is a table of contents: its order is the order of reading)
from importlib import import_module
from typing import TYPE_CHECKING

from sparsity_kit.penalty import Penalty
from sparsity_kit.objective import Loss, Objective
from sparsity_kit.losses import Logistic, Quadratic, SquaredError
from sparsity_kit.penalties import L1, L2, ElasticNet, GroupL2, Lq, SquaredL2, soft_threshold
from sparsity_kit.certificates.duality import duality_gap
from sparsity_kit.paths.path import Path
from sparsity_kit.paths.lasso import elastic_net_path, lasso_path
from sparsity_kit.paths.ridge import ridge_path
from sparsity_kit.certificates.certificate import ConvergenceWarning, Solution
from sparsity_kit.solve.minimize import minimize
from sparsity_kit.solve.grid import grid_path
from sparsity_kit.solve.path import path
from sparsity_kit.solve.prices import lambda_grid, lambda_max

if TYPE_CHECKING:  # who runs this loads them when they are first used
    from sparsity_kit.paths.paths import Paths
    from sparsity_kit.paths.together import lasso_paths
    from sparsity_kit.plane.two_coefficients import lasso_2d
    from sparsity_kit.solve.constrained import constrained
    from sparsity_kit.validation.validation import Validation
    from sparsity_kit.validation.cross_validate import cross_validate
    from sparsity_kit.validation.freedom import degrees_of_freedom
    from sparsity_kit.validation.criteria import Criteria, information_criteria
    from sparsity_kit.validation.selection import SelectionFrequency, selection_frequency

__version__ = "0.1.0"

__all__ = [
    "Loss", "Penalty", "Objective",
    "SquaredError", "Quadratic", "Logistic",
    "L1", "SquaredL2", "L2", "ElasticNet", "GroupL2", "Lq", "soft_threshold",
    "minimize", "Solution", "ConvergenceWarning", "duality_gap", "constrained", "lasso_2d",
    "path", "lasso_path", "elastic_net_path", "Path", "lasso_paths", "Paths", "ridge_path", "grid_path",
    "lambda_max", "lambda_grid",
    "cross_validate", "Validation", "selection_frequency", "SelectionFrequency",
    "degrees_of_freedom", "information_criteria", "Criteria",
    "conventions", "data", "derivations", "figures", "flow", "homework", "live",
]  # fmt: skip

_MODULES = ("conventions", "data", "derivations", "figures", "flow", "homework", "live")
_LATER = {
    "lasso_paths": "paths.together",
    "Paths": "paths.paths",
    "lasso_2d": "plane.two_coefficients",
    "constrained": "solve.constrained",
    "cross_validate": "validation.cross_validate",
    "Validation": "validation.validation",
    "selection_frequency": "validation.selection",
    "SelectionFrequency": "validation.selection",
    "degrees_of_freedom": "validation.freedom",
    "information_criteria": "validation.criteria",
    "Criteria": "validation.criteria",
}


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"sparsity_kit.{name}")
    if name in _LATER:
        return getattr(import_module(f"sparsity_kit.{_LATER[name]}"), name)
    raise AttributeError(f"module 'sparsity_kit' has no attribute {name!r}")


def __dir__():
    return sorted(__all__)
