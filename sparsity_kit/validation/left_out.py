"""Ridge with one row held out at a time, from a single fit to all rows: the residual over 1 − hᵢ (Allen 1974)."""

import numpy as np

from sparsity_kit.validation.smooth import Smooth

EPS = np.finfo(float).eps


def left_out(X, y, labels, centre, same_lam):
    """The `Smooth` curve of leave-one-out, or None where the fit goes through every point as λ → 0, so that 1 − h → 0.

    Without row i its residual is (y − Hy)ᵢ / (1 − Hᵢᵢ), where H is the hat matrix of all rows: here 1/n if there is an
    intercept, and Σₖ Uᵢₖ²·sₖ²/(sₖ² + λ) of the centred columns.
    """
    n, order = len(y), np.argsort(labels)  # the row of each fold
    X, y = X[order], y[order]
    if centre:
        X, y = X - X.mean(axis=0), y - y.mean()
    U, s, _ = np.linalg.svd(X, full_matrices=False)
    rank = np.count_nonzero(s > s[0] * max(X.shape) * EPS)
    U, squares = U[:, :rank], s[:rank] ** 2
    free = 1 - centre / n - np.square(U).sum(axis=1)
    if free.min() < 1e-6:
        return None
    along, factor = U * (y @ U), 1.0 if same_lam else (n - 1) / n

    def errors(lam):
        inverse = 1 / (squares + factor * lam[:, None])
        kept, fading = squares * inverse, -factor * squares * inverse**2  # s²/(s² + λ), and its slope
        residual, rest = y - kept @ along.T, 1 - centre / n - kept @ np.square(U).T
        slope = (-(fading @ along.T) * rest + residual * (fading @ np.square(U).T)) / rest**2
        return (residual / rest) ** 2, 2 * residual / rest * slope

    return Smooth(errors, np.full(n, 1 / n), squares / factor)
