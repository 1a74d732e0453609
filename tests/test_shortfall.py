"""Why an answer is not certified: which columns stand in the way, and how far it came, each word computed anew."""

import numpy as np
import pytest
from problems import Own, regression

from sparsity_kit import L1, L2, Logistic, Quadratic, SquaredError
from sparsity_kit.certificates.certificate import Standard, certify
from sparsity_kit.solve import shortfall
from sparsity_kit.solve.shortfall import obstacle, sentence

A, B, C, D = np.linalg.qr(np.random.default_rng(0).standard_normal((8, 4)))[0].T  # at right angles, of length 1
NONE = 0 * A
Y = np.arange(8.0)


def depend(*columns):
    """The smallest singular value of columns of length 1, as it is printed."""
    X = np.column_stack(columns)
    return f"{np.linalg.svd(X / np.linalg.norm(X, axis=0), compute_uv=False)[-1]:.0e}"


CASES = {
    "nothing": ([A, B, C], "raise max_iter or tol"),
    "one column": ([A], "raise max_iter or tol"),
    "two": ([A, 1e-6 * C - A], "columns 0 and 1 differ by 1e-06 of"),
    "one that counts": ([NONE, A], "raise max_iter or tol"),
    "alike": ([A, B, A + 1e-6 * C], "columns 0 and 2 differ by 1e-06 of their length; drop one, or raise lam"),
    "turned, and a column of zeros": ([D, NONE, 7 * A, B, 1e-7 * C - A], "columns 2 and 4 differ by 1e-07 of their "),
    "the two most alike": ([A, A + 1e-5 * B, D, D + 1e-8 * C], "columns 2 and 3 differ by 1e-08 of"),
    "hardly alike": ([A, A + 2e-4 * B, C], "raise max_iter or tol"),
    "alike and unequal": ([A, 1e5 * A + B, C], "columns 0 and 1 differ by 1e-05 of"),
    "unequal": ([A, 3e4 * B, NONE, C], "the columns' lengths differ by a factor 3e+04; put them on one scale"),
    "hardly unequal": ([A, 9e3 * B, C], "raise max_iter or tol"),
    "dependent": (
        [A, B, A + B + 1e-6 * C],
        f"the columns depend on each other up to {depend(A, B, A + B + 1e-6 * C)} of their length; drop some, or",
    ),
    "hardly dependent": ([A, B, A + B + 1e-3 * C], "raise max_iter or tol"),
    "more columns than rows": ([A[:2], B[:2], C[:2]], "raise max_iter or tol"),
    "as many columns as rows": ([A[:3], B[:3], A[:3] + B[:3]], "the columns depend on each other up to "),
}


@pytest.mark.parametrize("columns, text", CASES.values(), ids=CASES)
def test_what_stands_in_the_way_is_named(columns, text):
    X = np.column_stack(columns)
    y = Y[: len(X)]
    for loss in (SquaredError(X, y), Logistic(X, y > 1)):
        assert obstacle(loss).startswith(text)
        assert obstacle(loss, "wait").startswith("wait" if text.startswith("raise") else text)


def test_a_bowl_has_the_columns_of_its_squared_error():
    X = np.column_stack([A, B, A + 1e-5 * C])
    assert "columns 0 and 2 differ by 1e-05 of" in obstacle(Quadratic(X.T @ X, np.ones(3)))


def test_so_many_columns_are_not_compared(monkeypatch):
    X = np.column_stack([A, B, A + 1e-6 * C])
    for most, text in ((3, "columns 0 and 2"), (2, "raise max_iter")):
        monkeypatch.setattr(shortfall, "MOST", most)
        assert obstacle(SquaredError(X, Y)).startswith(text)


def test_of_a_loss_of_ones_own_only_its_bound_is_known():
    assert obstacle(Own()) == "raise max_iter or tol, put the columns on one scale, or give Own a larger lipschitz"


def judged(objective, theta, n_iter=7):
    standard = Standard.of(objective, np.zeros_like(theta), 1e-10)
    return certify(objective, theta, standard, "a guess", n_iter), standard


@pytest.mark.parametrize("unit", [2.0**-10, 1.0])
def test_how_far_it_came_is_that_of_the_worst_that_fell_short(unit):
    X, Y = regression(batch=(3,))
    Y *= unit
    loss = SquaredError(X, Y)
    theta = np.linalg.lstsq(X, Y.T)[0].T  # right at λ = 0
    theta[1:, 0] *= 1 + np.array([1e-3, 1e-2])
    solution, standard = judged(loss + 0.0 * L1(), theta)
    assert solution.converged.tolist() == [True, False, False]
    gaps, shares = solution.stationarity_gap, solution.duality_gap / np.square(Y).sum(axis=1)
    text = f"a guess stopped after 7 steps at stationarity gap {gaps[1:].max():.2g}, short of its tolerance in 2 of 3 "
    text += f"problems, certified to {shares[1:].max():.1g}·F(0) only: "
    assert sentence(solution, standard, 7) == text + "raise max_iter or tol"
    assert sentence(solution, standard, 8) == text + "rounding leaves no more digits; raise tol"


def test_what_needs_no_fit_or_knows_no_dual_has_no_share_of_f_at_zero():
    X, y = regression()
    for objective in (SquaredError(X, 0 * y) + 1.0 * L2(), Own() + 3.0 * L1()):
        solution, standard = judged(objective, np.full(4, 0.1))
        assert not solution.converged and "certified" not in sentence(solution, standard, 7)
    stack = SquaredError(X, np.stack([0 * y, y])) + 1.0 * L2()
    solution, standard = judged(stack, np.full((2, 4), 1e-3))
    worst = max(solution.duality_gap[0], solution.duality_gap[1] / (y @ y))
    assert f"certified to {worst:.1g}·F(0) only" in sentence(solution, standard, 7)


def test_where_f_has_risen_another_start_is_advised():
    objective = SquaredError(*regression(batch=(2,))) + 3.0 * L1()
    solution, standard = judged(objective, np.array([[0.01, 0.0, 0.0, 0.0], [9.0, 9.0, 9.0, 9.0]]))
    assert sentence(solution, standard, 7).endswith(": F is larger there than at 0 or at the start; start elsewhere")


def test_that_a_plane_tells_labels_apart_is_no_reason_where_there_is_a_price():
    for lam, said in ((0.0, "a plane tells labels apart"), (0.5, "raise max_iter or tol")):
        solution, _ = judged(Logistic([[1.0], [-1.0]], [1, 0]) + lam * L1(), np.array([30.0]))
        assert not solution.converged and shortfall.reason(solution).startswith(said)
