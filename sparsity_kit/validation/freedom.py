"""Degrees of freedom: how much of its freedom a fit uses."""

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.inputs import shown
from sparsity_kit.objective import Objective
from sparsity_kit.solve.minimize import minimize


def degrees_of_freedom(objective):
    """df = tr X_A(X_AᵀX_A + λbI)⁻¹X_Aᵀ = Σ s²/(s² + λb), A the active columns, s their singular values.

    b is the factor of ‖θ‖² in Ω. Of the lasso, b = 0: the number of non-zero coefficients, if their columns do not
    depend on each other. Of ridge, where all are active: the trace of the hat matrix. Its mean over samples of y is
    Σ cov(ŷᵢ, yᵢ)/σ² (Efron 1986; Zou, Hastie and Tibshirani 2007, Annals of Statistics 35). An intercept, not counted
    here, is one more. λ may be an array (...). Raises TypeError for what is not an objective, ValueError for another
    loss or penalty.

    >>> from sparsity_kit import L1, SquaredError, SquaredL2
    >>> loss = SquaredError([[1, 0], [0, 2]], [3, 1])
    >>> float(degrees_of_freedom(loss + 4.0 * L1())), round(float(degrees_of_freedom(loss + 4.0 * SquaredL2())), 9)
    (1.0, 0.7)
    """
    loss, penalty = need("degrees_of_freedom", Objective, objective).loss, objective.penalty
    shape = penalty.as_elastic_net()
    if shape is None or not loss.as_squared_error:
        raise ValueError(
            "degrees_of_freedom takes a squared error with L1, SquaredL2 or ElasticNet, got "
            f"{shown(loss)} with {shown(penalty)}; of any other average Σ cov(ŷᵢ, yᵢ)/σ² over samples of y"
        )
    theta = minimize(objective).theta
    bends = np.broadcast_to(objective.lam * shape[1], theta.shape[:-1])
    X, answer = loss.as_squared_error().X, np.empty(theta.shape[:-1])
    for place in np.ndindex(answer.shape):
        active = theta[place] != 0 if shape[0] else np.ones(X.shape[1], dtype=bool)
        answer[place] = _trace(X[:, active], bends[place])
    return answer[()]


def rank_of(X):
    """How many columns are independent, whatever their units."""
    largest = np.abs(X).max(axis=0)
    return np.linalg.matrix_rank(X / np.where(largest > 0, largest, 1.0)) if X.size else 0


def _trace(X, ridge):
    """tr X(XᵀX + ridge·I)⁻¹Xᵀ = ‖Q‖² of X = QR, with √ridge·I below X: its rounding is that of each column alone.

    Of Xᵀ, where that is smaller, the trace is the same.
    """
    if ridge == 0:
        return rank_of(X)
    short = min(X, X.T, key=lambda table: table.shape[1])
    Q = np.linalg.qr(np.vstack([short, np.sqrt(ridge) * np.eye(short.shape[1])])).Q
    return np.square(Q[: len(short)]).sum()
