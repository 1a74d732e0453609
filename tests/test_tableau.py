"""The tableau and plain least squares are the same lines, however many columns have come and gone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from problems import regression

from sparsity_kit.paths.problem import Problem
from sparsity_kit.paths.projections import LeastSquares
from sparsity_kit.paths.tableau import Tableau
from sparsity_kit.paths.updated import KEPT, Updated

EVENTS = Tableau.events


def both(problem, signs, lam):
    everyone = np.arange(problem.n_columns)
    return Tableau(problem, everyone, signs, lam), LeastSquares(problem, signs, lam, EVENTS)


def slopes_by_definition(problem, signs):
    """dθ_A/dλ = −G_AA⁻¹(half·s), and the other correlations follow."""
    gram = problem.X.T @ problem.X * problem.scale * problem.scale[:, None] + np.diag(problem.bends)
    on, slopes = signs != 0, np.zeros(len(signs))
    slopes[on] = -np.linalg.solve(gram[np.ix_(on, on)], (problem.half * signs)[on])
    return np.where(on, slopes, -gram @ slopes)


@pytest.mark.parametrize("ridge", [0.0, 0.5])
@pytest.mark.parametrize("shape", [(30, 4), (3, 9)])
def test_correlations_are_those_of_all_columns_with_what_the_fit_leaves(shape, ridge):
    """Where some coefficients of the stack are zero at some λ, at every λ, or at none."""
    problem, subset = Problem(*regression(*shape, seed=1), ridge), np.array([0, 1, 2, 3])
    theta = np.array([[0.0, 0.0, 0.0, 0.7], [0.0, 1.5, 0.0, -0.2], [0.0, -0.5, 2.0, 0.1]])
    X, whole = problem.X * problem.scale, np.zeros((3, problem.n_columns))
    whole[:, subset] = theta
    by_definition = (problem.y - whole @ X.T) @ X - problem.bends * whole
    np.testing.assert_allclose(problem.correlations(theta, subset), by_definition, atol=1e-12)


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
        plain.values[:] = tableau.values  # so that both take it in at the same edge
        for lines in (tableau, plain):
            assert lines.exchange(j)
        assert np.array_equal(tableau.signs, plain.signs)
        if tableau.matrix.kept == EVENTS:
            tableau.refresh()
            plain.refresh()
        slopes = slopes_by_definition(problem, tableau.signs)
        for lines in (tableau, plain):
            assert np.allclose(lines.slopes, slopes, atol=1e-9 * np.abs(slopes).max() + 1e-10)


def test_what_is_not_yet_added_counts_already():
    problem = Problem(*regression(30, 6))
    tableau, _ = both(problem, np.zeros(6), problem.lam_max)
    for j in (2, 4, 2, 1):
        assert tableau.exchange(j)
    columns = np.stack([tableau.matrix.row(j) for j in range(6)])
    tableau.refresh()
    active, gram = [1, 4], problem.gram
    assert np.allclose(columns, tableau.matrix.rows(), atol=1e-12)
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
    for _ in range(2):
        for _ in range(20 * 6 + 100):
            lines.next_event()
        lines.lam = 2 * problem.lam_max  # from there the next event is lower, and the count begins anew
        lines.next_event()
        lines.lam = problem.lam_max
    for _ in range(20 * 6 + 100):
        lines.next_event()
    with pytest.raises(ArithmeticError, match="the path stands still in a tie that rounding decides"):
        lines.next_event()


def test_the_edge_ahead_is_the_one_that_the_line_comes_to():
    """A band that is narrower than rounding is crossed in one step: the side where ρ stands says nothing."""
    problem = Problem(*regression(30, 6))
    for lines in both(problem, np.zeros(6), problem.lam_max):
        lines.values[2], lines.slopes[2] = 1e-17, 1.0
        assert lines.edge_ahead(2) == -1.0
        lines.exchange(2)
        assert lines.signs[2] == -1.0


@pytest.mark.parametrize("distance", [1e-5, 1e-7, 1e-9, 1e-11])
def test_projections_see_how_little_of_a_column_is_new(distance):
    """x₃ = x₀ + distance·q with q at right angles to x₀: the pseudoinverse of both has the rows known from paper."""
    q = np.linalg.qr(regression(20, 3)[0])[0]
    X = np.column_stack([q[:, 0], q[:, 1], q[:, 0] + distance * q[:, 2]])
    lines = LeastSquares(Problem(X, q @ [1.0, 2.0, 3.0]), np.zeros(3), 1.0, EVENTS)
    assert lines.exchange(0) and lines.exchange(2)
    new = distance * lines.problem.scale[2] * lines.inverse[1] @ q[:, 2]
    assert new == pytest.approx(1.0, rel=1e-15 / distance)
    assert lines.exchange(0) and lines.exchange(2) and not len(lines.active)


def test_copies_never_matter_and_near_copies_do_below_a_price():
    q = np.linalg.qr(regression(20, 3)[0])[0]
    for distance, matters in ((0.0, False), (1e-16, False), (1e-13, True)):
        X = np.column_stack([q[:, 0], q[:, 1], q[:, 0] + distance * q[:, 2]])
        for lines in both(Problem(X, q @ [1.0, 2.0, 3.0]), np.zeros(3), 1.0):
            assert lines.exchange(0) and not lines.exchange(2)
            lines.see_end(0.0)
            assert (lines.floor > 0) == matters


def test_rows_that_are_updated_later_are_those_that_are_updated_at_once():
    """More changes than are kept, against a matrix that is changed at every step."""
    random = np.random.default_rng(0)
    at_once = random.standard_normal((5, 7))
    later = Updated(at_once)
    for _ in range(3 * KEPT):
        column, row, v = random.standard_normal(5), random.standard_normal(7), random.standard_normal(7)
        later.subtract(column, row)
        at_once = at_once - np.outer(column, row)
        np.testing.assert_allclose(later @ v, at_once @ v, atol=1e-10)
        np.testing.assert_allclose(later.row(2), at_once[2], atol=1e-10)
    np.testing.assert_allclose(later.rows(), at_once, atol=1e-10)
