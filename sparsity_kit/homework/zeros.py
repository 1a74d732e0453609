"""Which coefficients L1 sets to zero for a loss that a student found."""

import numpy as np

from sparsity_kit.penalties import L1
from sparsity_kit.solve.minimize import minimize


def zeros(loss, lam):
    """Which of two coefficients L1 sets to zero at this λ and "", or None and what is wrong with the loss."""
    if loss.n_features != 2 or loss.batch_shape:
        return None, f"A loss of two coefficients with one centre is expected, not {loss!r}."
    if np.linalg.eigvalsh(loss.A)[0] <= 1e-9 * np.abs(loss.A).max():
        return None, "This bowl is flat in one direction, so its lowest point is not one point: take another A."
    try:
        solution = minimize(loss + lam * L1())
    except (ValueError, ArithmeticError) as error:
        return None, f"The solver refuses this one ({error}): take milder numbers."
    if not np.all(solution.converged):
        return None, "The solver could not settle this one: take milder numbers."
    return (np.abs(solution.theta) <= 1e-8).tolist(), ""
