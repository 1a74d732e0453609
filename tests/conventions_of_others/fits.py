"""Which program fits which convention, on which data."""

from . import commands, learners, linear
from .case import GROUPS, leaves, regression

FITS = {
    "liblinear -s 6": commands.liblinear(6),
    "liblinear -s 0": commands.liblinear(0),
    "liblinear -s 11 -p 0": commands.liblinear(11, "-p", "0"),
    "glmnet lasso": commands.glmnet("gaussian", 1.0),
    "glmnet ridge": commands.glmnet("gaussian", 0.0),
    "glmnet elastic net": commands.glmnet("gaussian"),
    "glmnet binomial lasso": commands.glmnet("binomial", 1.0),
    "glmnet binomial ridge": commands.glmnet("binomial", 0.0),
    "R lars": commands.lars,
    "celer Lasso": linear.celer("Lasso"),
    "celer ElasticNet": linear.celer("ElasticNet"),
    "celer LogisticRegression": linear.celer_logistic,
    "celer GroupLasso": linear.celer_groups,
    "skglm Lasso": linear.skglm("Lasso"),
    "skglm ElasticNet": linear.skglm("ElasticNet"),
    "skglm SparseLogisticRegression": linear.skglm("SparseLogisticRegression"),
    "skglm GroupLasso": linear.skglm("GroupLasso", groups=linear.GROUPED),
    "adelie lasso": linear.adelie(),
    "adelie elastic net": linear.adelie(),
    "adelie groups": linear.adelie(groups=GROUPS),
    "adelie binomial": linear.adelie("binomial"),
    "SPAMS lasso lambda1": linear.spams_lasso,
    "SPAMS lasso lambda2": linear.spams_ridge,
    "cyanure Regression l1": linear.cyanure("Regression", "l1"),
    "cyanure Regression l2": linear.cyanure("Regression", "l2"),
    "cyanure Classifier l1": linear.cyanure("Classifier", "l1"),
    "cyanure Classifier l2": linear.cyanure("Classifier", "l2"),
    "statsmodels OLS L1_wt=1": linear.statsmodels_ols(1.0),
    "statsmodels OLS L1_wt=0": linear.statsmodels_ols(0.0),
    "statsmodels OLS elastic net": linear.statsmodels_ols(None),
    "statsmodels Logit": linear.statsmodels_logit,
    "Spark ML lasso": commands.spark("LinearRegression", 1.0, solver="normal"),
    "Spark ML ridge": commands.spark("LinearRegression", 0.0, solver="normal"),
    "Spark ML elastic net": commands.spark("LinearRegression", solver="normal"),
    "Spark ML LogisticRegression l1": commands.spark("LogisticRegression", 1.0),
    "Spark ML LogisticRegression l2": commands.spark("LogisticRegression", 0.0),
    "LightGBM lambda_l1": learners.lightgbm("lambda_l1"),
    "LightGBM lambda_l2": learners.lightgbm("lambda_l2"),
    "XGBoost gbtree reg_alpha": learners.xgboost("gbtree", "alpha"),
    "XGBoost gbtree reg_lambda": learners.xgboost("gbtree", "lambda"),
    "XGBoost gblinear reg_alpha": learners.xgboost("gblinear", "alpha"),
    "XGBoost gblinear reg_lambda": learners.xgboost("gblinear", "lambda"),
    "PyTorch weight_decay (mean)": learners.torch("mean"),
    "PyTorch weight_decay (sum)": learners.torch("sum"),
    "Keras L1": learners.keras("L1"),
    "Keras L2": learners.keras("L2"),
}


def data_for(name):
    """The data on which the convention is tried: leaves for a tree."""
    return leaves() if name.startswith(("LightGBM", "XGBoost gbtree")) else regression()
