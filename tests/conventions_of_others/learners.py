"""Boosted trees, whose leaves are priced, and networks, whose weights are."""

import json
import os

import numpy as np


def leaf_values(predicted, X):
    """What a tree predicts in each leaf."""
    return np.array([predicted[column == 1][0] for column in X.T])


def lightgbm(price):
    def fit(case, strength):
        import lightgbm

        options = {
            "objective": "regression", "boost_from_average": False, "learning_rate": 1.0, "num_leaves": 4,
            "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 0.0, "min_data_in_bin": 1, "verbose": -1, price: strength,
        }  # fmt: skip
        leaf = case.X.argmax(axis=1)[:, None].astype(float)
        model = lightgbm.train(options, lightgbm.Dataset(leaf, case.y), num_boost_round=1)
        return leaf_values(model.predict(leaf), case.X)

    return fit


def xgboost(booster, price):
    def fit(case, strength):
        import xgboost

        options = {"booster": booster, "base_score": 0.0, "eta": 1.0, "lambda": 0.0, "alpha": 0.0, price: strength}
        if booster == "gblinear":
            matrix, rounds = xgboost.DMatrix(case.X, case.y), 100
            options |= {"updater": "coord_descent", "tolerance": 0.0}
        else:
            matrix, rounds = xgboost.DMatrix(case.X.argmax(axis=1)[:, None], case.y), 1
            options |= {"max_depth": 3, "min_child_weight": 0.0, "tree_method": "exact"}
        model = xgboost.train(options, matrix, rounds)
        if booster == "gblinear":
            weights = json.loads(model.save_raw("json"))["learner"]["gradient_booster"]["model"]["weights"]
            return np.array(weights[:-1])  # the last is the intercept
        return leaf_values(model.predict(matrix), case.X)

    return fit


def torch(reduction):
    def fit(case, strength):
        import torch

        X, y = torch.tensor(case.X), torch.tensor(case.y)
        theta = torch.zeros(X.shape[1], dtype=X.dtype, requires_grad=True)
        loss = torch.nn.MSELoss(reduction=reduction)
        per_row = 1 if reduction == "mean" else len(y)
        step = torch.optim.SGD([theta], lr=0.1 / per_row, weight_decay=strength)
        for _ in range(3000):
            step.zero_grad()
            loss(X @ theta, y).backward()
            step.step()
        return theta.detach().numpy()

    return fit


def keras(name):
    """Steps jitter about a kink and never land there: a weight whose sign keeps changing is held at zero, the others
    go on."""

    def fit(case, strength):
        os.environ.setdefault("KERAS_BACKEND", "torch")
        import keras

        start, signs = np.zeros((case.X.shape[1], 1)), []
        held = np.ones(start.shape)
        layer = keras.layers.Dense(
            1, use_bias=False, kernel_regularizer=getattr(keras.regularizers, name)(strength),
            kernel_constraint=lambda kernel: kernel * keras.ops.convert_to_tensor(held, dtype=kernel.dtype),
        )  # fmt: skip
        model = keras.Sequential([keras.Input((len(start),)), layer])
        model.compile(keras.optimizers.SGD(0.02), "mse")
        layer.kernel.assign(start)
        for _ in range(500):
            model.train_on_batch(case.X, case.y[:, None])
            signs.append(np.sign(layer.get_weights()[0]))
        held[:] = np.abs(np.sum(signs[-100:], axis=0)) == 100
        model.optimizer.learning_rate = 0.2  # else 32 bits round the last steps to none
        for _ in range(500):
            model.train_on_batch(case.X, case.y[:, None])
        return layer.get_weights()[0][:, 0].astype(float)

    return fit
