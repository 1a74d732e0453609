"""path: θ for every λ down to the objective's own."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.certificates.certificate import Solution
from sparsity_kit.certificates.promises import need_promises
from sparsity_kit.inputs import as_nonnegative, frozen
from sparsity_kit.objective import Objective
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.printable import printable
from sparsity_kit.solve.grid import grid_path
from sparsity_kit.solve.minimize import minimize
from sparsity_kit.solve.prices import lambda_grid, lambda_max

LOW = 1e-5  # times the largest λ: below, there is no more than the last one


@dataclass(frozen=True, eq=False)
class SolvedPath:
    """θ on a grid of λ, each with its certificate, for an objective without straight pieces; path(λ) is θ at any λ.

    lams (m,): falling. solution: the `Solution` at all of them.
    """

    objective: Objective
    lams: np.ndarray
    solution: Solution

    def __call__(self, lam):
        """θ at any λ, solved for: shape (p,) for a number, (..., p) for an array of λ."""
        return minimize(self.objective.loss + as_nonnegative("lam", lam) * self.objective.penalty).theta

    @property
    def theta(self):
        """θ at every λ of the grid, shape (m, p)."""
        return self.solution.theta

    def __repr__(self):
        loss, penalty = self.objective.loss, self.objective.penalty
        ends = f"{len(self.lams)} λ from {self.lams[0]:g} to {self.lams[-1]:g}"
        return printable(f"SolvedPath({loss!r}, {penalty!r}: {ends})")


def path(objective):
    """θ for every λ from λ_max down to the λ of the objective: `path(loss + 0.0 * L1())` is the whole path.

    Of a squared error with L1 it is exact, the `Path` of `lasso_path`. Of others it is a `SolvedPath`: a hundred λ,
    spaced by factors, or those of `loss + lams * penalty`; and any λ when asked. Above λ_max it is one λ, at which θ
    is zero. Raises TypeError for what is not an objective, ValueError for a stack of losses.

    >>> from sparsity_kit import L1, SquaredError
    >>> path(SquaredError([[1, 0], [0, 1]], [3, 1]) + 0.0 * L1()).lams
    array([6., 2., 0.])
    """
    loss, penalty = need("path", Objective, objective).loss, objective.penalty
    if loss.batch_shape != ():
        raise ValueError(f"path follows one loss, got a batch of shape {loss.batch_shape}; pick one")
    if loss.as_squared_error and penalty.as_elastic_net() == (1.0, 0.0) and not objective.lam.ndim:
        need_promises(objective, np.zeros(loss.n_features))
        data = loss.as_squared_error()
        return lasso_path(data.X, data.y, objective.lam)
    lams = np.unique(objective.lam)[::-1] if objective.lam.ndim else _prices(objective)
    return SolvedPath(objective, frozen(lams), grid_path(loss + lams * penalty))


def _prices(objective):
    """The grid of λ: from where all is zero, or from where Ω dwarfs f if nothing is, down to the objective's own."""
    largest = float(lambda_max(objective.loss, objective.penalty))
    if not np.isfinite(largest):  # no price makes everything zero
        bend = objective.loss.lipschitz
        largest = 100 * (bend if objective.lam < 100 * bend else float(objective.lam))
    if objective.lam >= largest:
        return np.array([float(objective.lam)])
    lams = lambda_grid(largest, ratio=max(objective.lam / largest, LOW))
    return np.append(lams[:-1], objective.lam)
