"""cross_validate: which λ does best on rows that the fit has not seen?"""

from functools import partial

import numpy as np

from sparsity_kit.asked import as_switch
from sparsity_kit.fits import need_rows
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.paths.lasso import elastic_net_path
from sparsity_kit.paths.paths import weighted
from sparsity_kit.paths.ridge import ridge_path
from sparsity_kit.validation.folds import as_folds
from sparsity_kit.validation.learned import Learned
from sparsity_kit.validation.problem import as_problem, need_seen
from sparsity_kit.validation.ridge import ridge_curve
from sparsity_kit.validation.straight import straight
from sparsity_kit.validation.validation import Validation


def cross_validate(
    X, y=None, folds=None, penalty=None, *, ridge=0.0, groups=None, weights=None, centre=None, scale=None,
    same_lam=False, seed=0,
):  # fmt: skip
    """The error on held-out rows at every λ, exactly, without a grid: a `Validation`.

    X (n, p), y (n,); or, as `cross_validate(F, folds)`, an objective F such as `SquaredError(X, y) + 0.0 * L1()`, whose
    own λ is but one of all. folds: how many, ten unless given, dealt at random by `seed`; or a label for each row (n,);
    or a list of the rows that each fold holds out. `folds=n` holds out one row at a time. groups (n,): labels of rows
    that stay together. penalty: L1(), which it is unless given, or SquaredL2(); with L1() a `ridge` > 0, as in
    `elastic_net_path`, makes it an elastic net. weights (n,): how much each row counts, in the fit and in the error.

    centre, scale: take from each column its mean, and divide by its length, both learned anew from the rows that each
    fold fits, and the mean from y. λ is then that of `lasso_path(*data.standardize(X, y))`. What is centred and scaled
    before, by all rows, has seen what is held out; `centre=False, scale=False` of such data shows what that changes.
    An objective says itself what is fitted: it is neither centred nor scaled unless that is asked for.

    A fold fits fewer rows, and the loss is a sum over rows; so where the fit to all rows has λ, a fold has λ·m/n, m of
    n rows, and likewise for `ridge`. That is one alpha in scikit-learn. With `same_lam` all have the same λ.

    Where columns depend on each other in the rows that a fold fits, several fits may be as good there and differ on the
    rows held out; the one that counts is that of `lasso_path`. A column that is constant there has no part in it.

    In a notebook a bar shows how far it is, after a second. Raises TypeError or ValueError for data that are no finite
    real tables of matching shapes, and for folds that are empty, overlap, forget a row or tear a group apart.

    >>> X, y = [[0], [1], [2], [3]], [0, 1, 3, 3]
    >>> cv = cross_validate(X, y, folds=[0, 1, 0, 1], scale=False)
    >>> cv.kinks, cv.lam_best, float(cv.error(cv.lam_best))
    (array([12.,  8.,  0.]), 3.0, 0.59375)
    """
    X, y, folds, penalty, centre, scale = as_problem(X, y, folds, penalty, centre, scale)
    ridge, same_lam = float(as_nonnegative("ridge", ridge, ndim=0)), as_switch("same_lam", same_lam)
    labels = as_folds(folds, len(X), groups, seed)
    weights = np.ones(len(X)) if weights is None else _as_weights(weights, labels)
    learned = Learned(X, y, weights, weights.sum(), centre, scale)
    table, target = weighted(learned.apply(X), y - learned.level, weights)
    if penalty.as_elastic_net() == (1.0, 0.0):
        need_seen(ridge, table)
        curve, ended = straight(X, y, weights, labels, ridge, centre, scale, same_lam)
        return Validation(curve, elastic_net_path(table, target, ridge), learned, labels, ended)
    if ridge:
        raise ValueError(f"ridge goes with L1(), got {ridge:g} with {penalty!r}; leave it out")
    curve = ridge_curve(X, y, weights, labels, centre, scale, same_lam)
    return Validation(curve, partial(ridge_path, table, target), learned, labels)


def _as_weights(weights, labels):
    weights = as_nonnegative("weights", weights, ndim=1)
    need_rows("weights", weights, len(labels))
    empty = np.bincount(labels, weights) == 0
    if empty.any():
        raise ValueError(f"weights must not all be 0 in one fold, got 0 in fold {int(empty.argmax())}; drop its rows")
    return weights
