"""Programs in Python that are made for linear models."""

import numpy as np

from .case import GROUPS

TIGHT = {"fit_intercept": False, "tol": 1e-12}
GROUPED = [np.flatnonzero(g == GROUPS).tolist() for g in range(GROUPS.max() + 1)]


def celer(name, **options):
    def fit(case, strength, l1_ratio=None):
        import celer

        ratio = {} if l1_ratio is None else {"l1_ratio": l1_ratio}
        return getattr(celer, name)(strength, **ratio, **TIGHT, **options).fit(case.X, case.y).coef_

    return fit


def celer_logistic(case, strength):
    from celer import LogisticRegression

    return LogisticRegression(C=strength, **TIGHT).fit(case.X, case.labels).coef_[0]


def celer_groups(case, strength):
    from celer import GroupLasso

    return GroupLasso(groups=GROUPED, alpha=strength, **TIGHT).fit(case.X, case.y).coef_


def skglm(name, **options):
    def fit(case, strength, l1_ratio=None):
        import skglm

        ratio = {} if l1_ratio is None else {"l1_ratio": l1_ratio}
        target = case.labels if name == "SparseLogisticRegression" else case.y
        model = getattr(skglm, name)(alpha=strength, **ratio, **TIGHT, **options)
        return model.fit(case.X, target).coef_.ravel()

    return fit


def adelie(loss="gaussian", groups=None):
    def fit(case, strength, l1_ratio=1.0):
        import adelie

        X = np.asfortranarray(case.X)
        target = case.y if loss == "gaussian" else (case.labels + 1) / 2
        starts = None if groups is None else np.unique(groups, return_index=True)[1]
        state = adelie.grpnet(
            X, getattr(adelie.glm, loss)(target), groups=starts, alpha=l1_ratio, lmda_path=[strength],
            penalty=np.ones(X.shape[1] if groups is None else len(starts)), intercept=False, progress_bar=False,
            tol=1e-14, irls_tol=1e-14, early_exit=False,
        )  # fmt: skip
        return state.betas.toarray()[0]

    return fit


def spams_lasso(case, strength):
    import spams

    columns = np.asfortranarray(case.y[:, None]), np.asfortranarray(case.X)
    return spams.lasso(*columns, lambda1=strength, mode=2).toarray()[:, 0]


def spams_ridge(case, strength):
    """lambda2 alone: lambda1 is so small that it can be left out, but not zero."""
    import spams

    columns = np.asfortranarray(case.y[:, None]), np.asfortranarray(case.X)
    return spams.lasso(*columns, lambda1=1e-9, lambda2=strength, mode=2).toarray()[:, 0]


def cyanure(model, penalty):
    def fit(case, strength):
        from cyanure import estimators

        options = {"penalty": penalty, "lambda_1": strength, "max_iter": 20_000, "verbose": False}
        if model == "Classifier":
            options["loss"] = "logistic"
        fitted = getattr(estimators, model)(**TIGHT, **options)
        fitted.fit(case.X, case.y if model == "Regression" else case.labels)
        return np.asarray(fitted.get_weights()).ravel()

    return fit


def statsmodels_ols(l1_ratio):
    def fit(case, strength, l1_ratio=l1_ratio):
        import statsmodels.api as sm

        model = sm.OLS(case.y, case.X)
        tight = {} if l1_ratio == 0 else {"cnvrg_tol": 1e-14, "zero_tol": 1e-12, "maxiter": 10_000}
        return np.asarray(model.fit_regularized(alpha=strength, L1_wt=l1_ratio, **tight).params)

    return fit


def statsmodels_logit(case, strength):
    import statsmodels.api as sm

    model = sm.Logit((case.labels + 1) / 2, case.X)
    return model.fit_regularized(alpha=strength, acc=1e-14, maxiter=10_000, disp=False, trim_mode="off").params
