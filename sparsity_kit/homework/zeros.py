"""Which coefficients L1 sets to zero for a loss that a student found, and why."""

import numpy as np

from sparsity_kit.penalties import L1, soft_threshold
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
    small = 1e-8 * max(1e-300, min(1.0, np.abs(loss.center).max()))
    return (np.abs(solution.theta) <= small).tolist(), ""


def why(loss, lam, j, gone):
    """Why coefficient j of two is zero, or is not: where it is zero and the other at its best, is f steeper than λ?

    Where A has nothing off the diagonal this is said of the centre: 2·Aⱼⱼ·|cⱼ| against λ.
    """
    A, c, k, one, other = loss.A, loss.center, 1 - j, "₁₂"[j], "₂₁"[j]
    best = soft_threshold(c[k] + A[j, k] * c[j] / A[k, k], lam / (2 * A[k, k]))
    slope = abs(2 * A[j, k] * (best - c[k]) - 2 * A[j, j] * c[j])
    still = gone and bool(np.isclose(slope, lam, 1e-9))
    which = "exactly" if still else "less than" if gone else "more than"
    ends = f"θ{one} is {'still ' if still else ''}zero" if gone else f"θ{one} is not zero"
    if A[j, k] == 0:
        size, edge = _apart(abs(c[j]), lam / (2 * A[j, j]), still)
        return f"|c{one}| = {size} is {which} λ/(2·A{one}{one}) = {edge}: {ends}."
    at = f"Where θ{one} = 0 and θ{other} is at its best"
    slope, lam = _apart(slope, lam, still)
    return f"{at}, the slope along θ{one} is {slope}, {which} λ = {lam}: {ends}."


def _apart(first, second, same):
    """Two numbers in three digits, or in as many as tell them apart unless they are the same."""
    apart = (k for k in range(3, 16) if f"{first:.{k}g}" != f"{second:.{k}g}")
    digits = 3 if same else next(apart, 3)
    return f"{first:.{digits}g}", f"{second:.{digits}g}"
