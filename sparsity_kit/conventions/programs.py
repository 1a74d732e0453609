"""The conventions of programs: for a lasso, a ridge or a logistic regression, for the leaves of trees, for networks."""

from sparsity_kit.conventions.convention import (
    C_LOGISTIC,
    C_SUM,
    DOCUMENTED,
    FITTED,
    GROUPS,
    HALF,
    HALF_L2,
    HALF_L2_SD,
    HALF_MEAN,
    L1,
    L2,
    LOGISTIC,
    MEAN,
    MEAN_LOGISTIC,
    NET,
    NET_SD,
    SUM,
    row,
)  # fmt: skip

_SKLEARN = "https://scikit-learn.org/stable/modules/"
_SK, _SKG = _SKLEARN + "linear_model.html#", _SKLEARN + "sgd.html#mathematical-formulation"
_SINCE = "scikit-learn user guide, Logistic regression; l1_ratio since 1.8, penalty= before"
_LIBLINEAR = "https://www.csie.ntu.edu.tw/~cjlin/liblinear/"
_FRIEDMAN = "Friedman, Hastie and Tibshirani (2010), J. Stat. Software 33(1), section 2"
_SD = _FRIEDMAN + "; s = np.std(y), by which glmnet divides y"
_GLMNET = "https://glmnet.stanford.edu/articles/glmnet.html"
_LARS = "Efron et al. (2004), Ann. Statist. 32(2), section 3: the largest |xⱼ·residual|; columns of unit norm"
_CELER, _SKGLM = "https://mathurinm.github.io/celer/api.html", "https://contrib.scikit-learn.org/skglm/api.html"
_ADELIE = "https://jamesyang007.github.io/adelie/generated/adelie.solver.grpnet.html"
_SPAMS = "https://thoth.inrialpes.fr/people/mairal/spams/documentation.html"
_CYANURE = "https://inria-thoth.github.io/cyanure/"
_STATS = "https://www.statsmodels.org/stable/generated/statsmodels."
_OLS = _STATS + "regression.linear_model.OLS.fit_regularized.html"
_LOGIT = _STATS + "discrete.discrete_model.Logit.fit_regularized.html"
_SPARK = "https://spark.apache.org/docs/latest/ml-classification-regression.html#linear-methods"
_SPARK_SD = "Spark guide, Linear methods; s = np.std(y), by which the solver normal divides y; l-bfgs: with ddof=1"
_MATLAB = "https://www.mathworks.com/help/stats/"
_CUML = "https://docs.nvidia.com/cuml/latest/api/generated/cuml.linear_model."
_LEAVES = "; θ the values of the leaves, X says which row is in which"
_LIGHTGBM = "https://lightgbm.readthedocs.io/en/stable/Parameters.html#lambda_l1"
_XGBOOST = "https://xgboost.readthedocs.io/en/stable/parameter.html"
_TORCH = "https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html"
_KERAS = "https://keras.io/api/layers/regularizers/"

PROGRAMS = (
    row("sklearn Lasso", HALF_MEAN, L1, "α", "scikit-learn user guide, Lasso", FITTED, _SK + "lasso"),
    row("sklearn Ridge", SUM, L2, "α", "scikit-learn user guide, Ridge", FITTED, _SK + "ridge-regression"),
    row("sklearn ElasticNet", HALF_MEAN, NET, "α", "scikit-learn user guide, Elastic-Net", FITTED, _SK + "elastic-net"),
    row("sklearn LogisticRegression l1", C_LOGISTIC, L1, "C", _SINCE, FITTED, _SK + "logistic-regression"),
    row("sklearn LogisticRegression l2", C_LOGISTIC, HALF_L2, "C", _SINCE, FITTED, _SK + "logistic-regression"),
    row("sklearn LogisticRegression elastic net", C_LOGISTIC, NET, "C", _SINCE, FITTED, _SK + "logistic-regression"),
    row("sklearn SGDRegressor l1", HALF_MEAN, L1, "α", "scikit-learn user guide, SGD", FITTED, _SKG),
    row("sklearn SGDRegressor l2", HALF_MEAN, HALF_L2, "α", "scikit-learn user guide, SGD", FITTED, _SKG),
    row("sklearn SGDRegressor elastic net", HALF_MEAN, NET, "α", "scikit-learn user guide, SGD", FITTED, _SKG),
    row("sklearn SGDClassifier l1", MEAN_LOGISTIC, L1, "α", "scikit-learn user guide, SGD; log_loss", FITTED, _SKG),
    row(
        "sklearn SGDClassifier l2", MEAN_LOGISTIC, HALF_L2, "α", "scikit-learn user guide, SGD; log_loss", FITTED, _SKG
    ),
    row("liblinear -s 6", C_LOGISTIC, L1, "C", "LIBLINEAR, README", FITTED, _LIBLINEAR),
    row("liblinear -s 0", C_LOGISTIC, HALF_L2, "C", "LIBLINEAR, README", FITTED, _LIBLINEAR),
    row("liblinear -s 11 -p 0", C_SUM, HALF_L2, "C", "LIBLINEAR, README", FITTED, _LIBLINEAR),
    row("glmnet lasso", HALF_MEAN, L1, "λ", _FRIEDMAN, FITTED, _GLMNET),
    row("glmnet ridge", HALF_MEAN, HALF_L2_SD, "λ", _SD, FITTED, _GLMNET),
    row("glmnet elastic net", HALF_MEAN, NET_SD, "λ", _SD, FITTED, _GLMNET),
    row("glmnet binomial lasso", MEAN_LOGISTIC, L1, "λ", _FRIEDMAN[:-1] + "3", FITTED, _GLMNET),
    row("glmnet binomial ridge", MEAN_LOGISTIC, HALF_L2, "λ", _FRIEDMAN[:-1] + "3", FITTED, _GLMNET),
    row("R lars", HALF, L1, "λ", _LARS, FITTED),
    row("celer Lasso", HALF_MEAN, L1, "α", "celer documentation, Lasso", FITTED, _CELER),
    row("celer ElasticNet", HALF_MEAN, NET, "α", "celer documentation, ElasticNet", FITTED, _CELER),
    row("celer LogisticRegression", C_LOGISTIC, L1, "C", "celer documentation, LogisticRegression", FITTED, _CELER),
    row("celer GroupLasso", HALF_MEAN, GROUPS, "α", "celer documentation, GroupLasso", FITTED, _CELER),
    row("skglm Lasso", HALF_MEAN, L1, "α", "skglm documentation, Lasso", FITTED, _SKGLM),
    row("skglm ElasticNet", HALF_MEAN, NET, "α", "skglm documentation, ElasticNet", FITTED, _SKGLM),
    row("skglm SparseLogisticRegression", MEAN_LOGISTIC, L1, "α", "skglm documentation", FITTED, _SKGLM),
    row("skglm GroupLasso", HALF_MEAN, GROUPS, "α", "skglm documentation, GroupLasso", FITTED, _SKGLM),
    row("adelie lasso", HALF_MEAN, L1, "λ", "adelie documentation, grpnet", FITTED, _ADELIE),
    row("adelie elastic net", HALF_MEAN, NET, "λ", "adelie documentation, grpnet", FITTED, _ADELIE),
    row("adelie groups", HALF_MEAN, GROUPS, "λ", "adelie: penalty=1; unless given, √size of g", FITTED, _ADELIE),
    row("adelie binomial", MEAN_LOGISTIC, L1, "λ", "adelie documentation, grpnet", FITTED, _ADELIE),
    row("SPAMS lasso lambda1", HALF, L1, "λ", "SPAMS documentation, Lasso", FITTED, _SPAMS),
    row("SPAMS lasso lambda2", HALF, HALF_L2, "λ", "SPAMS documentation, Lasso", FITTED, _SPAMS),
    row("cyanure Regression l1", HALF_MEAN, L1, "λ", "cyanure documentation, Regression", FITTED, _CYANURE),
    row("cyanure Regression l2", HALF_MEAN, HALF_L2, "λ", "cyanure documentation, Regression", FITTED, _CYANURE),
    row("cyanure Classifier l1", MEAN_LOGISTIC, L1, "λ", "cyanure documentation, Classifier", FITTED, _CYANURE),
    row("cyanure Classifier l2", MEAN_LOGISTIC, HALF_L2, "λ", "cyanure documentation, Classifier", FITTED, _CYANURE),
    row("statsmodels OLS L1_wt=1", HALF_MEAN, L1, "α", "statsmodels, OLS.fit_regularized", FITTED, _OLS),
    row("statsmodels OLS L1_wt=0", HALF_MEAN, HALF_L2, "α", "statsmodels, OLS.fit_regularized", FITTED, _OLS),
    row("statsmodels OLS elastic net", HALF_MEAN, NET, "α", "statsmodels, OLS.fit_regularized", FITTED, _OLS),
    row("statsmodels Logit", LOGISTIC, L1, "α", "statsmodels, Logit.fit_regularized", FITTED, _LOGIT),
    row("Spark ML lasso", HALF_MEAN, L1, "λ", "Spark guide, Linear methods", FITTED, _SPARK),
    row("Spark ML ridge", HALF_MEAN, HALF_L2_SD, "λ", _SPARK_SD, FITTED, _SPARK),
    row("Spark ML elastic net", HALF_MEAN, NET_SD, "λ", _SPARK_SD, FITTED, _SPARK),
    row("Spark ML LogisticRegression l1", MEAN_LOGISTIC, L1, "λ", "Spark guide, Linear methods", FITTED, _SPARK),
    row("Spark ML LogisticRegression l2", MEAN_LOGISTIC, HALF_L2, "λ", "Spark guide, Linear methods", FITTED, _SPARK),
    row("MATLAB lasso", HALF_MEAN, L1, "λ", "MATLAB help, lasso", DOCUMENTED, _MATLAB + "lasso.html"),
    row("MATLAB lasso elastic net", HALF_MEAN, NET, "λ", "MATLAB help, lasso", DOCUMENTED, _MATLAB + "lasso.html"),
    row("MATLAB ridge", SUM, L2, "k", "MATLAB help, ridge", DOCUMENTED, _MATLAB + "ridge.html"),
    row("cuML Lasso", HALF_MEAN, L1, "α", "cuML documentation, Lasso", DOCUMENTED, _CUML + "Lasso/"),
    row("cuML ElasticNet", HALF_MEAN, NET, "α", "cuML documentation, ElasticNet", DOCUMENTED, _CUML + "ElasticNet/"),
    row("cuML Ridge", SUM, L2, "α", "cuML documentation, Ridge", DOCUMENTED, _CUML + "Ridge/"),
    row("LightGBM lambda_l1", HALF, L1, "λ", "LightGBM, Parameters" + _LEAVES, FITTED, _LIGHTGBM),
    row("LightGBM lambda_l2", HALF, HALF_L2, "λ", "LightGBM, Parameters" + _LEAVES, FITTED, _LIGHTGBM),
    row("XGBoost gbtree reg_alpha", HALF, L1, "α", "XGBoost Parameters" + _LEAVES, FITTED, _XGBOOST),
    row("XGBoost gbtree reg_lambda", HALF, HALF_L2, "λ", "XGBoost Parameters" + _LEAVES, FITTED, _XGBOOST),
    row("XGBoost gblinear reg_alpha", HALF_MEAN, L1, "α", "XGBoost Parameters", FITTED, _XGBOOST),
    row("XGBoost gblinear reg_lambda", HALF_MEAN, HALF_L2, "λ", "XGBoost Parameters", FITTED, _XGBOOST),
    row("PyTorch weight_decay (mean)", MEAN, HALF_L2, "λ", "PyTorch, SGD; MSELoss()", FITTED, _TORCH),
    row("PyTorch weight_decay (sum)", SUM, HALF_L2, "λ", "PyTorch, SGD; MSELoss(reduction='sum')", FITTED, _TORCH),
    row("Keras L1", MEAN, L1, "λ", "Keras, Layer weight regularizers; loss='mse'", FITTED, _KERAS),
    row("Keras L2", MEAN, L2, "λ", "Keras, Layer weight regularizers; loss='mse'", FITTED, _KERAS),
)
