"""Programs that approach the minimum at each price of a grid in turn, from the θ of the price before.

Each function is one form: (case, tolerance) → θ (m, p) at case.lams. What it needs beyond X and y, a Gram matrix say,
it computes itself, and that is timed. They minimise ‖Xθ − y‖²/(2n) + α‖θ‖₁: α = λ/(2n). Nobody fits an intercept.
"""

import numpy as np


def sklearn_cd(case, tolerance, gram=False):
    from sklearn.linear_model import lasso_path

    _, theta, _ = lasso_path(
        case.X, case.y, alphas=case.alphas, precompute=gram, copy_X=False, tol=tolerance, max_iter=100_000
    )
    return theta.T


def sklearn_cd_gram(case, tolerance):
    return sklearn_cd(case, tolerance, gram=True)


def celer(case, tolerance, prune=False):
    from celer import celer_path

    return celer_path(case.X, case.y, pb="lasso", alphas=case.alphas, tol=tolerance, prune=prune)[1].T


def celer_prune(case, tolerance):
    return celer(case, tolerance, prune=True)


def skglm(case, tolerance, strategy="subdiff"):
    from skglm.datafits import Quadratic
    from skglm.penalties import L1
    from skglm.solvers import AndersonCD

    solver = AndersonCD(tol=tolerance, ws_strategy=strategy, fit_intercept=False, warm_start=True)
    return solver.path(case.X, case.y, Quadratic(), L1(1.0), alphas=case.alphas)[1].T


def skglm_fixpoint(case, tolerance):
    return skglm(case, tolerance, "fixpoint")


def adelie(case, tolerance, screen_rule="pivot"):
    from adelie import glm, grpnet

    options = dict(intercept=False, early_exit=False, progress_bar=False, max_iters=10**7)
    loss = glm.gaussian(case.y)
    return grpnet(
        case.X, loss, lmda_path=case.alphas, tol=tolerance, screen_rule=screen_rule, **options
    ).betas.toarray()


def adelie_strong(case, tolerance):
    return adelie(case, tolerance, "strong")


def adelie_gram(case, tolerance):
    from adelie import gaussian_cov

    n = len(case.y)
    gram, correlations = case.X.T @ case.X / n, case.X.T @ case.y / n
    options = dict(early_exit=False, progress_bar=False, max_iters=10**7)
    path = gaussian_cov(np.asfortranarray(gram), correlations, lmda_path=case.alphas, tol=tolerance, **options)
    return path.betas.toarray()


def glmnet(case, tolerance, algorithm=2):
    from glmnet._glmnet import elnet

    n, p = case.X.shape
    nobody, everybody = np.zeros(1, np.int32), np.ones(p)
    bounds = np.array([[-np.inf], [np.inf]]) * everybody
    X, y = case.X.copy(order="F"), case.y.copy()  # glmnet works in place
    _, _, packed, order, sizes, *_, error = elnet(
        algorithm, 1.0, X, y, np.ones(n), nobody, everybody, np.asfortranarray(bounds), p + 1, 1.0, case.alphas,
        tolerance, isd=0, intr=0, maxit=10**8,
    )  # fmt: skip
    if error:
        raise RuntimeError(f"glmnet stopped with error {error}")
    theta = np.zeros((len(case.lams), p))
    theta[:, order[: sizes.max()] - 1] = packed[: sizes.max()].T
    return theta


def glmnet_gram(case, tolerance):
    return glmnet(case, tolerance, algorithm=1)


def picasso(case, tolerance, backend="naive"):
    from pycasso import Solver

    options = dict(useintercept=False, standardize=False, max_ite=10**6, type_gaussian=backend)
    solver = Solver(case.X, case.y, lambdas=case.alphas, prec=tolerance, **options)
    solver.train()
    theta = np.full((len(case.lams), case.X.shape[1]), np.nan)  # it may stop before the end of the grid
    found = np.asarray(solver.coef()["beta"])
    theta[: len(found)] = found
    return theta


def picasso_gram(case, tolerance):
    return picasso(case, tolerance, "covariance")


def cyanure(case, tolerance):
    """One λ at a time, each from the θ of the one before."""
    from cyanure.estimators import Lasso

    model = Lasso(fit_intercept=False, tol=tolerance, max_iter=10**6, warm_start=True, verbose=False)
    theta = np.empty((len(case.lams), case.X.shape[1]))
    for row, alpha in zip(theta, case.alphas, strict=True):
        model.lambda_1 = alpha
        row[:] = model.fit(case.X, case.y).coef_.ravel()
    return theta
