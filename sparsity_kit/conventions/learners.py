"""The conventions of programs that price the leaves of trees, or the weights of a network."""

from sparsity_kit.conventions.convention import FITTED, HALF, HALF_L2, HALF_MEAN, L1, L2, MEAN, SUM, row

_LEAVES = "; θ the values of the leaves, X says which row is in which"
_LIGHTGBM = "https://lightgbm.readthedocs.io/en/stable/Parameters.html#lambda_l1"
_XGBOOST = "https://xgboost.readthedocs.io/en/stable/parameter.html"
_TORCH = "https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html"
_KERAS = "https://keras.io/api/layers/regularizers/"

LEARNERS = (
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
