"""How far from the minimum a θ is: one function for all programs, and it looks at θ alone."""

import numpy as np


def duality_gaps(X, y, theta, lams):
    """F(θ) − D(u) for every row of theta (m, p) at its λ in lams (m,): at least F(θ) − min F; shape (m,).

    The dual point is the residual r = y − Xθ, shortened by s <= 1 until |2s·xⱼ·r| <= λ for every column, and
    D = 2s·r·y − s²‖r‖². With y = r + Xθ the difference is a sum of terms of one sign,

        (1 − s)²‖r‖² + Σⱼ (λ|θⱼ| − 2s·θⱼ·xⱼ·r),

    so that nothing large cancels and gaps of 1e-16·‖y‖² can be told from zero. NaN where θ is.
    """
    theta = np.asarray(theta)
    residual = y - theta @ X.T
    slopes = 2 * (residual @ X)
    steepest = np.abs(slopes).max(axis=1)
    shorten = np.where(steepest > lams, lams / np.where(steepest > 0, steepest, 1.0), 1.0)
    complementarity = (lams[:, None] * np.abs(theta) - shorten[:, None] * theta * slopes).sum(axis=1)
    return (1 - shorten) ** 2 * np.square(residual).sum(axis=1) + complementarity


def worst_gap(case, theta):
    """The largest duality gap over the grid, as a multiple of ‖y‖²; NaN if some of the path is missing."""
    return float(duality_gaps(case.X, case.y, theta, case.lams).max() / (case.y @ case.y))
