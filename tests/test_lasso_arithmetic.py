"""The exact path where arithmetic is bad: judged at 80 digits down to λ = 0, or to where it says that it ended."""

import mpmath as mp
import numpy as np
import pytest
from exact_lasso import ExactLasso, excess
from judged.designs import draw
from numpy.random import default_rng
from problems import regression

from sparsity_kit import elastic_net_path, lasso_path, ridge_path
from sparsity_kit.paths import homotopy, inspection
from sparsity_kit.paths.lines import DEPENDS, Lines

SHARES = np.array([0.5, 1e-3, 1e-6, 1e-9, 0.0])  # of λ_max


def true_to(path, at_most):
    return excess(path, SHARES * path.lams[0]) <= at_most


def near_copies(distance, seed=0, n=30):
    random = default_rng(seed)
    a = random.standard_normal(n)
    X = np.column_stack([a, a + distance * random.standard_normal(n), random.standard_normal(n)])
    return X, X[:, 0] + random.standard_normal(n)


def test_the_judge_knows_the_answers_that_are_known():
    """Orthogonal columns: F is the sum of one-dimensional minima; and a θ that is wrong has a larger F."""
    exact = ExactLasso(np.eye(2), [3.0, 0.5])
    assert abs(exact.minimum(2.0) - (1 + 2 * 2 + 0.25)) < 1e-50 and exact.value([2.0, 0.1], 2.0) > exact.minimum(2.0)
    assert abs(ExactLasso([[1.0, 1.0]], [2.0]).minimum(1.0) - (0.25 + 1.5)) < 1e-50
    assert abs(ExactLasso([[1.0]], [2.0], ridge=1.0).minimum(2.0) - (4 - mp.mpf(1) / 2)) < 1e-50


@pytest.mark.parametrize("follow", [lasso_path, lambda X, y: elastic_net_path(X, y, 1e-9)])
def test_each_column_has_its_own_unit(follow):
    path = follow([[1e15, 0], [0, 1]], [1, 1])
    np.testing.assert_allclose(path([1.0, 0.0]), [[1e-15, 0.5], [1e-15, 1.0]], rtol=1e-8)
    assert path.ended is None and true_to(path, 1e-25)


def test_raw_time_stamps_beside_an_ordinary_column():
    time = 1.7e15 + np.arange(50) * 86400e6  # microseconds
    X = np.column_stack([time, default_rng(0).standard_normal(50), np.ones(50)])
    path = lasso_path(X, np.sin(np.arange(50.0)))
    assert path.ended is None and true_to(path, 1e-15)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("shape", [(12, 5), (5, 12)])
def test_units_from_1e_minus_15_to_1e15(seed, shape):
    """Seed 0 has a band that is narrower than rounding when another column crosses it: from one edge to the other."""
    random = default_rng(seed)
    X = random.standard_normal(shape) * 10.0 ** random.integers(-15, 16, shape[1])
    path = lasso_path(X, random.standard_normal(shape[0]))
    assert path.ended is None and true_to(path, 1e-20)


def test_the_first_order_does_not_certify_a_band_of_no_width():
    """At λ = 0 a correlation that is left is the whole gap, however small λ‖θ‖₁ is."""
    theta, rho, edges, nothing = np.zeros((1, 2)), np.array([[0.0, 1e-3]]), np.zeros((1, 2)), np.zeros(1)
    assert inspection.gap_of(theta, rho, edges, 2.0, nothing, 0.0).tolist() == [2.0]
    assert inspection.gap_of(theta, rho, edges + 1.0, 2.0, nothing, 0.0).tolist() == [0.0]


@pytest.mark.parametrize("exponent", range(3, 12))
def test_near_copies(exponent):
    path = lasso_path(*near_copies(10.0**-exponent))
    assert path.ended is None and true_to(path, 1e-9)
    residual = path.y - path.X @ path(0.0)
    least = np.linalg.lstsq(path.X, path.y, rcond=0)[0]
    assert residual @ residual <= np.square(path.y - path.X @ least).sum() + 1e-7 * (path.y @ path.y)


@pytest.mark.parametrize("exponent", [13, 14])
def test_what_rounding_hides_is_not_kept_silent(exponent):
    """Columns that differ by 1e-13 of their length: least squares would use it, the path does not, and says so."""
    path = lasso_path(*near_copies(10.0**-exponent))
    assert 0 < path.lams[-1] < 1e-4 * path.lams[0] and true_to(path, 1e-9)
    assert path.ended.startswith(f"it ended at λ = {path.lams[-1]:.6g}, above lam_min = 0: columns differ by less than")
    with pytest.raises(ValueError, match=r"the path ends at λ = .*; take a larger lam .it ended at .* columns differ"):
        path(0.0)
    assert lasso_path(*near_copies(10.0**-exponent), lam_min=path.lams[-1]).ended is None


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_many_near_copies_at_many_distances(seed):
    random = default_rng(seed)
    X = random.normal(size=(12, 4))[:, random.integers(0, 4, 10)]
    X = X + 10.0 ** random.uniform(-12, -2) * random.normal(size=(12, 10))
    assert true_to(lasso_path(X, random.normal(size=12)), 1e-7)


@pytest.mark.parametrize("seed", [0, 3, 13, 26, 53])
def test_more_near_copies_than_rows(seed):
    random = default_rng(seed)
    b = random.standard_normal((5, 1))
    path = lasso_path(b + 1e-4 * random.standard_normal((5, 29)), random.standard_normal(5))
    assert path.ended is None and true_to(path, 1e-15)


@pytest.mark.parametrize("seed", range(4))
def test_offsets_of_a_million(seed):
    random = default_rng(seed)
    for X in (1e6 + random.normal(size=(15, 5)), 1e6 + random.normal(size=(6, 12))):
        y = random.normal(size=len(X))
        for data in (X, np.column_stack([X, np.ones(len(X))])):
            path = lasso_path(data, y)
            assert path.ended is None and true_to(path, 1e-10)


def test_powers_of_years_and_a_hilbert_matrix():
    years = np.arange(1990.0, 2021)
    target = np.sin(years / 3) + 0.01 * (years - 2000)
    hilbert = 1 / (1 + np.add.outer(np.arange(8.0), np.arange(8)))
    for X, y in ((np.vander(years, 5, increasing=True), target), (hilbert, np.cos(np.arange(8.0)))):
        assert true_to(lasso_path(X, y), 1e-9)


def test_where_the_projections_cannot_go_on_the_path_ends_with_what_it_has():
    """Seed 610: a column enters that the others span to the last digit, so that they cannot be computed anew."""
    for seed in range(600, 640):
        X, y = draw("powers of years", seed)
        path = lasso_path(X, y)
        assert path.ended is None or "columns d" in path.ended
        assert len(path.lams) > 1 and true_to(path, 1e-6)


def test_no_kinks_are_invented_below_the_last_one():
    """Small whole numbers: the last true kink is far from zero, and rounding has no events of its own."""
    for seed in range(300):
        random = default_rng(seed)
        n, p = random.integers(2, 9, 2)
        X, y = random.integers(-1, 2, (n, p)) * 1.0, random.integers(-3, 4, n) * 1.0
        if seed % 2:
            y = X @ random.integers(-1, 2, p)
        path = lasso_path(X, y)
        assert path.ended is None and not (path.lams[:-1] < 1e-9 * path.lams[0]).any()


@pytest.mark.parametrize("size", [1e-200, 1e-150, 1e150, 1e200])
def test_tiny_and_huge_data(size):
    X, y = regression(20, 4)
    expected = lasso_path(X, y)(0.0)
    np.testing.assert_allclose(lasso_path(X * size, y)(0.0) * size, expected, rtol=1e-12)
    np.testing.assert_allclose(lasso_path(X, y * size)(0.0) / size, expected, rtol=1e-12)
    np.testing.assert_allclose(elastic_net_path(X, y * size, 1e-30)(0.0) / size, expected, rtol=1e-12)
    if size < 1e150:  # larger is an error of the squared error itself
        np.testing.assert_allclose(ridge_path(X, y * size, 0.0) / size, expected, rtol=1e-12)
        np.testing.assert_allclose(ridge_path(X * size, y, 0.0) * size, expected, rtol=1e-12)


def test_too_small_is_an_error_as_too_large_is():
    X, y = regression(20, 4)
    for small in ((X * 1e-200, y * 1e-200), (X * 2.0**1000, y * 2.0**-80)):
        with pytest.raises(ValueError, match="λ or theta is too small for float64 on these data; rescale X or y"):
            lasso_path(*small)
    with pytest.raises(ValueError, match="ridge = 1 is too large beside the squares of X; rescale X"):
        elastic_net_path(X * 1e-200, y, 1.0)


def test_columns_of_zeros_and_of_next_to_nothing():
    X, y = regression(20, 3)
    beside = np.column_stack([X, np.zeros(20), np.full(20, 1e-290)])
    path = lasso_path(beside, y)
    assert path.ended is None and not path.theta[:, 3].any()
    np.testing.assert_allclose(path(path.lams[0] / 9)[:3], lasso_path(X, y)(path.lams[0] / 9), rtol=1e-12)
    assert path(0.0)[4] == pytest.approx(1e290 * np.linalg.lstsq(np.column_stack([X, np.ones(20)]), y)[0][3])


def test_a_ridge_that_is_next_to_nothing_and_one_that_is_all():
    X, y = near_copies(1e-8)
    for ridge in (1e-30, 1e-12, 1e30):
        path = elastic_net_path(X, y, ridge)
        assert path.ended is None and true_to(path, 1e-12)


def test_too_many_kinks_are_not_passed_over_in_silence(monkeypatch):
    monkeypatch.setattr(homotopy, "MOST_KINKS", 100)
    X, y = regression(120, 120)
    path = lasso_path(X, y)
    assert len(path.lams) >= 100 and true_end(path, "it has more than 100 kinks")
    assert path.events[-1].kind == "end" and (path.duality_gap(path.lams) <= 1e-12 * (y @ y)).all()


def true_end(path, reason):
    return path.ended == f"it ended at λ = {path.lams[-1]:.6g}, above lam_min = 0: {reason}" and path.lams[-1] > 0


@pytest.mark.parametrize("error", [ArithmeticError("because"), np.linalg.LinAlgError("Singular matrix")])
def test_no_arithmetic_error_reaches_the_caller_and_the_kinks_are_kept(monkeypatch, error):
    """Whatever breaks, in both ways of finding the lines, once four columns are active."""
    X, y = regression(30, 8)
    whole, lines = lasso_path(X, y), Lines
    next_event = lines.next_event

    def broken(self):
        if np.count_nonzero(self.signs) >= 4:
            raise error
        return next_event(self)

    monkeypatch.setattr(lines, "next_event", broken)
    path = lasso_path(X, y)
    assert true_end(path, "because" if isinstance(error, ArithmeticError) else DEPENDS)
    np.testing.assert_allclose(path.lams, whole.lams[:4], rtol=1e-12)
    np.testing.assert_allclose(path.theta, whole.theta[:4], rtol=1e-10)
    monkeypatch.setattr(lines, "next_event", lambda self: 1 / 0)
    assert lasso_path(X, y).lams.tolist() == [whole.lams[0]]


def test_a_square_matrix_with_a_small_singular_value_goes_through():
    """Where XᵀX is singular to all digits: the last columns come and go at 1e-8 of λ_max."""
    random = default_rng(0)
    U, _ = np.linalg.qr(random.normal(size=(24, 24)))
    X = U * np.append(np.linspace(1, 2, 23), 1e-9) @ np.linalg.qr(random.normal(size=(24, 24)))[0]
    path = lasso_path(X, random.normal(size=24))
    assert path.ended is None and np.abs(path.y - X @ path(0.0)).max() < 1e-6
    assert excess(path, np.array([1e-3, 1e-7]) * path.lams[0]) <= 1e-12
