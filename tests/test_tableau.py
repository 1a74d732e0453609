"""The tableau and plain least squares are the same lines, however many columns have come and gone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from problems import regression

from sparsity_kit.lines import LeastSquares
from sparsity_kit.problem import Problem
from sparsity_kit.tableau import EVENTS, Tableau


def both(problem, signs, lam):
    everyone = np.arange(problem.n_columns)
    gram, product, c = problem.normal_equations(everyone)
    return Tableau(gram, product, c, problem.half, signs, lam, problem.rank), LeastSquares(problem, signs, lam)


@given(
    seed=st.integers(0, 10**6), ridge=st.sampled_from([0.0, 0.5]), shape=st.sampled_from([(30, 6), (12, 10), (4, 9)])
)
def test_any_row_of_exchanges_leads_to_the_same_lines(seed, ridge, shape):
    """Also exchanges that the path would not make: the lines are those of the active set and its signs alone."""
    problem, rng = Problem(*regression(*shape, seed=seed % 100), ridge), np.random.default_rng(seed)
    tableau, plain = both(problem, np.zeros(problem.n_columns), problem.lam_max)
    for _ in range(2 * EVENTS):
        lam = tableau.lam * rng.uniform(0.9, 1)
        for lines in (tableau, plain):
            lines.move(lam)
        j = rng.integers(problem.n_columns)
        if not tableau.signs[j] and np.count_nonzero(tableau.signs) >= 3:
            continue
        sign = np.sign(tableau.values[j])
        tableau.values[j] = sign * problem.half[j] * lam if not tableau.signs[j] else 0.0
        tableau._set_sign(j, tableau.signs[j])
        assert tableau.exchange(j)
        plain.signs[:] = tableau.signs
        plain._solve()
        if tableau.kept == EVENTS:
            tableau.refresh()
        assert np.allclose(tableau.slopes, plain.slopes, atol=1e-9 * np.abs(plain.slopes).max() + 1e-10)


def test_what_is_not_yet_added_counts_already():
    problem = Problem(*regression(30, 6))
    tableau, _ = both(problem, np.zeros(6), problem.lam_max)
    for j in (2, 4, 2, 1):
        assert tableau.exchange(j)
    columns = np.stack([tableau._column(j) for j in range(6)])
    tableau.refresh()
    active, gram = [1, 4], problem.gram
    assert np.allclose(columns, tableau.matrix, atol=1e-12)
    assert np.allclose(-columns[np.ix_(active, active)], np.linalg.inv(gram[np.ix_(active, active)]))
    assert np.allclose(
        columns[np.ix_([0], active)], gram[np.ix_([0], active)] @ np.linalg.inv(gram[np.ix_(active, active)])
    )


@pytest.mark.parametrize("which", [0, 1])
def test_a_copy_of_an_active_column_stays_out(which):
    X, y = regression(20, 3)
    problem = Problem(np.hstack([X, X[:, [0]]]), y)
    lines = both(problem, np.zeros(4), problem.lam_max)[which]
    assert lines.exchange(0) and not lines.exchange(3) and np.isinf(lines.edges[3])
    assert lines.exchange(0) and lines.edges[3] == problem.half[3] and lines.exchange(3)


@pytest.mark.parametrize("which", [0, 1])
def test_whoever_adds_nothing_is_kept_out_at_once(which):
    X, y = regression(20, 3)
    problem = Problem(np.hstack([X, X[:, [0]], 2 * X[:, [0]] - X[:, [1]], X[:, [1]]]), y)
    lines = both(problem, np.zeros(6), problem.lam_max)[which]
    assert lines.exchange(0) and lines.exchange(1) and not lines.exchange(4)
    assert np.isinf(lines.edges).tolist() == [False, False, False, True, True, True] and lines.exchange(2)


def test_centred_columns_have_one_dimension_less():
    X, y = regression(6, 9)
    assert Problem(X, y).rank == 6 and Problem(X - X.mean(axis=0), y).rank == 5
    assert Problem(X - X.mean(axis=0), y, ridge=1.0).rank == 9 and Problem(*regression(20, 3)).rank == 3
    active = np.append(np.ones(5), np.zeros(4))
    tableau, _ = both(Problem(X - X.mean(axis=0), y), active, 1e-3)
    assert not tableau.exchange(7) and np.isinf(tableau.edges[5:]).all()


def test_values_do_not_jump_at_an_event():
    problem = Problem(*regression(30, 6))
    tableau, plain = both(problem, np.zeros(6), problem.lam_max)
    for lines in (tableau, plain):
        for _ in range(5):
            j, lam = lines.next_event()
            lines.move(lam)
            before = lines.values.copy()
            lines.exchange(j)
            assert np.allclose(np.delete(lines.values, j), np.delete(before, j), atol=1e-12)
    assert np.allclose(tableau.values, plain.values, atol=1e-12)


def test_standing_still_for_ever_is_an_error():
    problem = Problem(*regression(30, 6))
    lines = both(problem, np.zeros(6), problem.lam_max)[1]
    with pytest.raises(
        ArithmeticError, match="the path stands still in a tie that rounding decides; take a larger lam_min"
    ):
        for _ in range(1000):
            lines.next_event()
