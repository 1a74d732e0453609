"""The standard by which answers are judged: its units, by formula; and each answer of a batch by its own."""

import numpy as np
import pytest
from problems import MaxNorm, OneSided, Own, regression
from test_own import Barrier

from sparsity_kit import L1, L2, Logistic, Quadratic, SquaredError, minimize
from sparsity_kit.certificates.certificate import Standard, certify, larger

X, Y = regression()
ZEROS = np.zeros(4)


@pytest.mark.parametrize(
    "value, other, is_larger",
    [
        (1 + 4e-12, 1.0, True), (1 + 5e-13, 1.0, False), (1.0, 2.0, False), (-1 + 4e-12, -1.0, True),
        (-1 + 5e-13, -1.0, False), (1e-300, 0.0, True), (np.inf, 1.0, True), (np.nan, np.inf, True),
    ],
)  # fmt: skip
def test_larger_is_more_than_rounding(value, other, is_larger):
    assert larger(np.array([value, 0.0]), np.array([other, 0.0])).tolist() == [is_larger, False]


@pytest.mark.parametrize("size", [1.0, 1e-9])
def test_slopes_are_judged_by_the_steepest_that_a_loss_of_that_curvature_can_have(size):
    """√(2Lⱼ·f(0)); for a column of zeros, which has none, the largest of the others."""
    A = X * [1.0, 0.0, 100.0, 1e-3]
    standard = Standard.of(SquaredError(A, size * Y) + 1.0 * L1(), np.ones(4), 1e-6)
    lengths = np.linalg.norm(A, axis=0)
    expected = 1e-6 * 2 * lengths * np.linalg.norm(size * Y)
    np.testing.assert_allclose(standard.slopes, np.where(lengths > 0, expected, expected.max()), rtol=1e-12)


def test_without_curvatures_slopes_are_judged_by_the_steepest_at_zero():
    for start in (np.ones(4), np.ones((3, 4))):
        standard = Standard.of(Own() + 1.0 * L1(), start, 1e-6)
        np.testing.assert_allclose(standard.slopes, np.full(start.shape, 2e-6 * np.abs(Y @ X).max()), rtol=1e-12)


def test_where_nothing_is_known_at_zero_the_start_is_the_measure():
    start = np.array([1.0, 0.0, -2.0, 0.5])
    flat = Standard.of(SquaredError(X, 0 * Y) + 3.0 * L1(), start, 1e-6)
    lengths = np.linalg.norm(X, axis=0)
    np.testing.assert_allclose(flat.slopes, 2e-6 * lengths * np.linalg.norm(X @ start), rtol=1e-12)
    assert flat.gap == pytest.approx(1e-6 * (np.square(X @ start).sum() + 10.5)) and flat.value == 0
    two = np.array([3.0, 2.0])
    slopes = Standard.of(Barrier() + 1.0 * L1(), two, 1e-6).slopes
    np.testing.assert_allclose(slopes, np.full(2, 1e-6 * np.abs(Barrier().gradient(two)).max()))


@pytest.mark.parametrize("size", [1.0, 1e-9])
def test_values_and_gaps_are_judged_by_f_at_zero_and_at_the_start(size):
    objective = SquaredError(X, size * np.stack([Y, 2 * Y])) + 2.0 * size * L1()
    start = np.stack([minimize(objective).theta[0], 100 * size * np.ones(4)])
    at_zero, at_start = size**2 * np.array([Y @ Y, 4 * (Y @ Y)]), objective.value(start)
    for tol, share in ((1e-6, 1e-6), (0.0, 1e-10), (1e-13, 1e-10)):
        standard = Standard.of(objective, start, tol)
        np.testing.assert_allclose(standard.gap, share * at_zero, rtol=1e-12)
        np.testing.assert_allclose(standard.value, [at_start[0], at_zero[1]], rtol=1e-12)


@pytest.mark.parametrize("loss", [SquaredError(X, Y), Quadratic(X.T @ X, ZEROS + 1), Logistic(X, Y > 0)])
@pytest.mark.parametrize("penalty", [L1(), L2(), MaxNorm()], ids=repr)
def test_of_a_batch_each_is_judged_by_itself(loss, penalty):
    """One slope of one problem is off."""
    objective = loss + np.array([0.5, 1.0, 2.0]) * penalty
    right = minimize(objective)
    theta = right.theta.copy()
    theta[1, 2] *= 1 + 1e-4
    assert theta[1, 2] != right.theta[1, 2]
    judged = certify(objective, theta, Standard.of(objective, np.zeros((3, 4)), 1e-10), "a guess", 1)
    assert judged.converged.tolist() == [True, False, True]
    assert judged.stationarity_gap[1] == np.abs(objective.slope_residuals(theta)[1]).max()


def test_what_rounding_hides_counts_where_nothing_but_slopes_proves_the_answer():
    """Half of the last digit of θ, at the rate of its own column where each coefficient is a matter of its own."""
    loss = SquaredError(np.diag([1.0, 1e-4]), np.ones(2))
    theta, tol = np.array([1.0, 1e4]), 1e-11  # slopes to 3e-11 and 3e-15; hidden are 2e-16 and 2e-20, or 2e-12
    for penalty, converged in ((OneSided(), True), (MaxNorm(), False), (L1(), True)):
        objective = loss + 0.0 * penalty
        standard = Standard.of(objective, np.zeros(2), tol)
        assert certify(objective, theta, standard, "a guess", 1).converged == converged
    assert minimize(SquaredError([[1.0]], [3.0]) + 2.0 * L1(), tol=0.0).converged  # where a gap proves it, nothing does
