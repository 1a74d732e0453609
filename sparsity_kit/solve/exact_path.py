"""θ by the exact path of the lasso or the elastic net: one path for every right-hand side gives θ at all of its λ."""

import numpy as np

from sparsity_kit.paths.lasso import elastic_net_path


def paths_needed(objective):
    """How many paths lead to all of its problems; 0 if it has none. An elastic net has another path for every λ."""
    shares = objective.penalty.as_elastic_net()
    if not objective.loss.as_squared_error or shares is None or shares[0] == 0:
        return 0
    return np.prod(objective.batch_shape if shares[1] else objective.loss.batch_shape, dtype=int)


def exact_path(objective, theta, goal, max_iter):
    """θ (..., p) for every problem, and the number of kinks passed. A path that ends above λ gives θ at its end."""
    loss, (a, b), batch = objective.loss.as_squared_error(), objective.penalty.as_elastic_net(), theta.shape[:-1]
    Y, lam = loss.y.reshape(-1, len(loss.X)), np.broadcast_to(objective.lam, batch).ravel()
    which = np.broadcast_to(np.arange(len(Y)).reshape(loss.batch_shape), batch).ravel()
    path_of = np.stack([which, b * lam], axis=1)
    found, n_kinks = np.empty((len(lam), loss.n_features)), 0
    for i, ridge in np.unique(path_of, axis=0):
        rows = (path_of == (i, ridge)).all(axis=1)
        path = elastic_net_path(loss.X, Y[int(i)], ridge, a * lam[rows].min())
        found[rows] = path(np.maximum(a * lam[rows], path.lams[-1]))
        n_kinks += len(path.lams)
    return found.reshape(theta.shape), n_kinks
