"""cross_validate of an objective: it is fitted as it stands, and what has no rows or no straight path is refused."""

import numpy as np
import pytest
from problems import regression

from sparsity_kit import (
    L1,
    ElasticNet,
    GroupL2,
    Logistic,
    Quadratic,
    SquaredError,
    SquaredL2,
    cross_validate,
    minimize,
    path,
)

X, Y = regression(24, 4)
Y = Y + 5.0  # a mean that an intercept would take
FOLDS = np.arange(24) % 4
LOSS = SquaredError(X, Y)


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), ElasticNet(1.0)], ids=repr)
def test_each_fold_is_the_minimiser_of_the_same_objective_of_its_rows(penalty):
    cv = cross_validate(LOSS + 0.0 * penalty, FOLDS)
    for lam in (0.5, 7.0, 40.0):
        for k, error in enumerate(cv.fold_errors(lam)):
            out = k == FOLDS
            theta = minimize(SquaredError(X[~out], Y[~out]) + lam * (~out).mean() * penalty).theta
            assert error == pytest.approx(np.mean((X[out] @ theta - Y[out]) ** 2), rel=1e-6)


def test_the_fit_to_all_rows_is_the_path_of_the_objective():
    cv, whole = cross_validate(LOSS + 0.0 * L1(), 4), path(LOSS + 0.0 * L1())
    assert np.allclose(cv.path(whole.lams), whole.theta, atol=1e-12) and cv.coefficients(3.0)[0] == 0
    assert np.allclose(cv.coefficients(3.0)[1], whole(3.0), atol=1e-12)


def test_it_is_that_of_x_and_y_neither_centred_nor_scaled_unless_asked():
    plain = cross_validate(X, Y, FOLDS, centre=False, scale=False)
    assert cross_validate(LOSS + 9.0 * L1(), folds=FOLDS).lam_best == plain.lam_best
    assert cross_validate(LOSS + L1(), FOLDS).lam_one_se == plain.lam_one_se
    assert cross_validate(LOSS + L1(), FOLDS, centre=True, scale=True).lam_best == cross_validate(X, Y, FOLDS).lam_best
    ten = cross_validate(LOSS + L1())
    assert ten.folds.max() == 9 and ten.lam_best == cross_validate(X, Y, centre=False, scale=False).lam_best


@pytest.mark.parametrize(
    "arguments, error, text",
    [
        ((LOSS,), TypeError, r"takes X and y, or an objective, got SquaredError\(.*\); add a penalty to it"),
        ((L1(), Y), TypeError, r"takes X and y, or an objective, got L1\(\); add it to a loss"),
        ((Quadratic(np.eye(2), [1, 2]) + L1(), 3), TypeError, r"the rows of one SquaredError\(X, y\), got Quadratic"),
        ((Logistic(X, Y > 5) + L1(), 3), TypeError, r"the rows of one SquaredError\(X, y\), got Logistic"),
        (
            (SquaredError(X, [Y, Y]) + L1(), 3),
            TypeError,
            r"the rows of one SquaredError\(X, y\), got .*of shape \(2,\)",
        ),
        ((LOSS + L1(), Y, 3), TypeError, r"an objective has y of its own; write cross_validate\(F, folds\)"),
        ((LOSS + L1(), 3, None, L1()), TypeError, "an objective has a penalty of its own"),
        ((LOSS + ElasticNet(0.3), 3), ValueError, r"the ridge of ElasticNet\(0.3\) moves with λ: .*a ridge that stays"),
        ((LOSS + GroupL2([0, 0, 1, 1]), 3), ValueError, r"knows L1\(\) and SquaredL2\(\), got GroupL2"),
        ((X,), TypeError, "y is missing; write cross_validate"),
    ],
)
def test_what_it_cannot_validate_is_refused_with_its_cure(arguments, error, text):
    with pytest.raises(error, match=text) as refused:
        cross_validate(*arguments)
    assert "\n" not in str(refused.value)


def test_an_elastic_net_whose_ridge_moves_is_no_parabola_between_kinks():
    """Why it is refused: the third difference of the error on a piece without kinks is not zero; that of L1 is."""
    lams, rows = np.array([1.0, 1.5, 2.0, 2.5]), SquaredError([[1.0], [1.0]], [2.0, 4.0])

    def third(penalty):
        theta = minimize(rows + lams * penalty).theta[:, 0]
        assert (theta > 0).all()
        return abs(np.diff((1 - theta) ** 2, 3)[0])

    assert third(ElasticNet(0.5)) > 1e-3 and third(L1()) < 1e-6
