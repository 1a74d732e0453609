"""The conventions of books and programs, each with its formula and its source."""

from sparsity_kit.conventions.convention import Convention

_HALF_NET = "(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²)"
_SQUARES, _LOGISTIC = "SquaredError", "Logistic"
_ESL = "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed."
_ISL = "James, Witten, Hastie and Tibshirani, An Introduction to Statistical Learning"
_SLS = "Hastie, Tibshirani and Wainwright (2015), Statistical Learning with Sparsity, section 2.2"
_GLMNET = "Friedman, Hastie and Tibshirani (2010), J. Stat. Software 33(1), section 2"
_GLMNET_SQUARES = _GLMNET + "; s = np.std(y), by which glmnet divides y"
_LARS = "Efron et al. (2004), Ann. Statist. 32(2), section 3: the largest |xⱼ·residual|; columns of unit norm"
_LOGISTIC_SOURCE = "scikit-learn user guide, Logistic regression; l1_ratio since 1.8, penalty= before"

CONVENTIONS = (
    Convention("here L1", "‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 1.0, "L1", "this course"),
    Convention("here SquaredL2", "‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 1.0, "SquaredL2", "this course"),
    Convention(
        "sklearn Lasso", "1/(2n)·‖Xθ − y‖² + α·‖θ‖₁", "α", _SQUARES, 0.5, "L1",
        "scikit-learn user guide, Lasso", per_row=True,
    ),
    Convention(
        "sklearn Ridge", "‖Xθ − y‖² + α·‖θ‖²", "α", _SQUARES, 1.0, "SquaredL2", "scikit-learn user guide, Ridge",
    ),
    Convention(
        "sklearn ElasticNet", f"1/(2n)·‖Xθ − y‖² + α·{_HALF_NET}", "α, r", _SQUARES, 0.5, "ElasticNet",
        "scikit-learn user guide, Elastic-Net", penalty_scale=0.5, per_row=True,
    ),
    Convention(
        "sklearn LogisticRegression l1", "C·Σlog(1 + exp(−yᵢxᵢ·θ)) + ‖θ‖₁", "C", _LOGISTIC, 1.0, "L1",
        _LOGISTIC_SOURCE, inverse=True,
    ),
    Convention(
        "sklearn LogisticRegression l2", "C·Σlog(1 + exp(−yᵢxᵢ·θ)) + ½·‖θ‖²", "C", _LOGISTIC, 1.0, "SquaredL2",
        _LOGISTIC_SOURCE, penalty_scale=0.5, inverse=True,
    ),
    Convention(
        "sklearn LogisticRegression elastic net", f"C·Σlog(1 + exp(−yᵢxᵢ·θ)) + {_HALF_NET}", "C, r", _LOGISTIC, 1.0,
        "ElasticNet", _LOGISTIC_SOURCE, penalty_scale=0.5, inverse=True,
    ),
    Convention("glmnet lasso", "1/(2n)·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", _GLMNET, per_row=True),
    Convention(
        "glmnet ridge", "1/(2n)·‖Xθ − y‖² + ½·λ·‖θ‖²/s", "λ", _SQUARES, 0.5, "SquaredL2", _GLMNET_SQUARES,
        penalty_scale=0.5, per_row=True, per_sd=True,
    ),
    Convention(
        "glmnet elastic net", "1/(2n)·‖Xθ − y‖² + λ·(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²/s)", "λ, r", _SQUARES, 0.5, "ElasticNet",
        _GLMNET_SQUARES, penalty_scale=0.5, per_row=True, per_sd=True,
    ),
    Convention("R lars", "½·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", _LARS),
    Convention("ESL lasso", "½·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", f"{_ESL}, eq. (3.52)"),
    Convention("ESL ridge", "‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 1.0, "SquaredL2", f"{_ESL}, eq. (3.41)"),
    Convention("ISL lasso", "‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 1.0, "L1", f"{_ISL}, eq. (6.7)"),
    Convention("ISL ridge", "‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 1.0, "SquaredL2", f"{_ISL}, eq. (6.5)"),
    Convention("SLS lasso", "1/(2n)·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", _SLS, per_row=True),
    Convention("½ loss, L1", "½·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", "many textbooks"),
    Convention("½ loss, L2", "½·‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 0.5, "SquaredL2", "some textbooks"),
    Convention(
        "½ loss, ½ L2", "½·‖Xθ − y‖² + ½·λ·‖θ‖²", "λ", _SQUARES, 0.5, "SquaredL2",
        "many textbooks, such as Bishop (2006), section 3.1.4", penalty_scale=0.5,
    ),
)  # fmt: skip
