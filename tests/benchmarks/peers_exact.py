"""Programs that follow the exact path from kink to kink down to case.lam_min: each form is case → Kinks."""

import numpy as np

from .kinks import Kinks


def _lars(case, gram):
    from sklearn.linear_model import lars_path

    n = len(case.y)
    alphas, _, theta = lars_path(
        case.X, case.y, Gram=gram, method="lasso", alpha_min=case.lam_min / (2 * n), max_iter=10**6
    )
    return Kinks(alphas * (2 * n), theta)


def lars(case):
    return _lars(case, gram=None)


def lars_auto(case):
    return _lars(case, gram="auto")


def lars_gram(case):
    return _lars(case, gram=case.X.T @ case.X)


def lars_gram_alone(case):
    """The variant that never sees X."""
    from sklearn.linear_model import lars_path_gram

    n, gram, correlations = len(case.y), case.X.T @ case.X, case.X.T @ case.y
    alphas, _, theta = lars_path_gram(
        correlations, gram, n_samples=n, method="lasso", alpha_min=case.lam_min / (2 * n), max_iter=10**6,
        copy_Gram=False,
    )  # fmt: skip
    return Kinks(alphas * (2 * n), theta)


def spams(case, cholesky=False):
    """SPAMS names θ at every kink but not the price: that is 2|xⱼ·r| of any column in use, here the largest.

    Its threads would share out many y; for the one y of a path they cost time.
    """
    from spams import lasso

    room = 10 * min(case.X.shape)
    _, path = lasso(
        case.y[:, None], D=case.X, lambda1=case.lam_min / 2, mode=2, return_reg_path=True, numThreads=1,
        max_length_path=room, cholesky=cholesky,
    )  # fmt: skip
    return spams_kinks(case.X, case.y, path)


def spams_kinks(X, y, path):
    path = np.asarray(path)
    theta = path[:, : 1 + np.flatnonzero(path.any(axis=0)).max(initial=0)]
    used = np.flatnonzero(theta.any(axis=1))
    columns = X[:, used]
    lams = 2 * np.abs(columns.T @ (y[:, None] - columns @ theta[used])).max(axis=0, initial=0)
    return Kinks(lams, theta)


def spams_cholesky(case):
    return spams(case, cholesky=True)
