"""lasso_2d is the lasso: by its conditions, by enumeration in fractions, by two other solvers, at every scale."""

import tracemalloc
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from plane_problems import columns, misses, sizes
from problems import regression
from sklearn.linear_model import Lasso

from sparsity_kit import L1, Quadratic, SquaredError, lasso_2d, minimize
from sparsity_kit.conventions import from_lam
from sparsity_kit.plane.two_coefficients import BLOCK


def enumerated(gram, c, lam):
    """The lowest of the nine points that are stationary for some signs or zeros, in fractions: the minimiser is one."""
    (a, b), (_, d) = [[Fraction(int(entry)) for entry in row] for row in gram]
    c1, c2, m = Fraction(int(c[0])), Fraction(int(c[1])), Fraction(int(lam)) / 2
    found = {}
    for s1, s2 in product((-1, 0, 1), repeat=2):
        e1, e2 = c1 - m * s1, c2 - m * s2
        if s1 and s2:
            theta = ((d * e1 - b * e2) / (a * d - b * b), (a * e2 - b * e1) / (a * d - b * b))
        else:
            theta = (e1 / a if s1 else Fraction(0), e2 / d if s2 else Fraction(0))
        t1, t2 = theta
        loss = a * t1**2 + 2 * b * t1 * t2 + d * t2**2 - 2 * (c1 * t1 + c2 * t2)
        found[theta] = loss + 2 * m * (abs(t1) + abs(t2))
    return min(found, key=found.get)


@given(X=columns, scales=st.tuples(sizes, sizes), price=st.floats(0, 1.2))
@example(X=[(1, 1, 5), (0, 1e-3, 2), (0, 0, 1)], scales=(1.0, 1e6), price=0.0)
@example(X=[(1, 1, 5), (0, 0, 2), (0, 0, 1)], scales=(1e-6, 1.0), price=0.5)
def test_c8_c9_the_conditions_hold(X, scales, price):
    """The third column of the table is y."""
    X, y = np.array(X)[:, :2] * scales, np.array(X)[:, 2]
    lengths = np.linalg.norm(X, axis=0)
    assume(0 in lengths or np.linalg.norm(np.cross(*X.T)) > 1e-6 * lengths.prod())  # else: test_degenerate.py
    gram, c = X.T @ X, X.T @ y
    lam = 2 * price * np.abs(c).max()
    theta = lasso_2d(gram, c, lam)
    assert (misses(gram, c, lam, theta) < 50).all()
    assert not np.signbit(theta[theta == 0]).any()
    assert (theta == 0).all() or lam < 2 * np.abs(c).max()


@given(
    gram=st.tuples(st.integers(1, 30), st.integers(-30, 30), st.integers(1, 30)),
    c=st.tuples(st.integers(-40, 40), st.integers(-40, 40)),
    lam=st.integers(0, 60),
)
def test_it_is_the_best_of_all_sign_patterns_in_exact_arithmetic(gram, c, lam):
    a, b, d = gram
    assume(b * b < a * d)
    exact = enumerated([[a, b], [b, d]], c, lam)
    theta = lasso_2d([[a, b], [b, d]], c, lam)
    np.testing.assert_allclose(theta, [float(t) for t in exact], rtol=1e-11, atol=1e-14 * max(map(abs, c)))
    pulls = [c[0] - a * exact[0] - b * exact[1], c[1] - b * exact[0] - d * exact[1]]
    for t, t_exact, pull in zip(theta, exact, pulls, strict=True):
        if abs(pull) != Fraction(lam, 2) or t_exact:  # else rounding decides
            assert (t == 0) == (t_exact == 0)


def test_it_is_what_minimize_finds():
    A = np.array([[2.0, -1.2], [-1.2, 1.0]])
    centers = np.random.default_rng(0).normal(size=(500, 2)) * 3
    lams = np.random.default_rng(1).uniform(0, 6, size=500)
    solved = minimize(Quadratic(A, centers) + lams * L1()).theta
    theta = lasso_2d(A, centers @ A, lams)
    np.testing.assert_allclose(theta, solved, rtol=0, atol=1e-9)
    assert np.array_equal(theta == 0, solved == 0)
    assert 50 < np.count_nonzero((theta == 0).sum(axis=1) == 1) < 450


def test_it_is_what_scikit_learn_finds():
    X, y = regression(n=30, p=2, batch=(20,))
    lams = np.random.default_rng(2).uniform(0, 1.1, size=20) * 2 * np.abs(y @ X).max(axis=1)
    theta = lasso_2d(X.T @ X, y @ X, lams)
    for k, lam in enumerate(lams):
        peer = Lasso(alpha=from_lam("sklearn Lasso", lam, n=30), fit_intercept=False, tol=1e-12, max_iter=100_000)
        np.testing.assert_allclose(theta[k], peer.fit(X, y[k]).coef_, rtol=0, atol=1e-7)


@pytest.mark.parametrize("k", [-498, -300, -3, 1, 300, 498])
@pytest.mark.parametrize("matrix", [[[2.0, -1.3], [-1.3, 1.1]], [[2.0, 1.0], [1.0, 0.5]], [[0.0, 0.0], [0.0, 3.0]]])
def test_powers_of_two_change_no_digit(matrix, k):
    """y times 2ᵏ is θ times 2ᵏ, X times 2ᵏ is θ divided by 2ᵏ; 2 to the 498 is about 1e150."""
    gram = np.array(matrix)
    c = np.random.default_rng(0).normal(size=(1000, 2)) @ gram * 3
    lam = np.random.default_rng(1).uniform(0, 3, size=1000)
    theta = lasso_2d(gram, c, lam)
    assert np.isfinite(theta).all()
    assert np.array_equal(lasso_2d(gram, np.ldexp(c, k), np.ldexp(lam, k)), np.ldexp(theta, k))
    assert np.array_equal(lasso_2d(np.ldexp(gram, 2 * k), np.ldexp(c, k), np.ldexp(lam, k)), np.ldexp(theta, -k))


@given(k=st.tuples(st.integers(-250, 250), st.integers(-250, 250)), price=st.floats(0, 1))
def test_columns_of_very_different_sizes(k, price):
    X, y = np.array([[1.0, 0.5], [-2.0, 1.0], [0.5, 3.0]]) * np.exp2(k), np.array([1.0, -2.0, 3.0])
    gram, c = X.T @ X, X.T @ y
    lam = 2 * price * np.abs(c).min()
    assert (misses(gram, c, lam, lasso_2d(gram, c, lam)) < 50).all()


def test_strong_correlation_and_slopes_at_the_ends_of_the_band():
    """b close to √(ad), c close to the ends of the band: every branch of the formula, by the conditions."""
    rng = np.random.default_rng(3)
    near = 1 - 10.0 ** rng.uniform(-16, 0, size=20_000)
    d = 10.0 ** rng.uniform(-3, 3, size=20_000)
    b = rng.choice([-1, 1], size=20_000) * near * np.sqrt(d)
    gram = np.stack([np.ones_like(b), b, b, d], axis=-1).reshape(-1, 2, 2)
    c = (gram @ rng.normal(size=(20_000, 2, 1)))[..., 0]
    c += gram.diagonal(axis1=1, axis2=2) * rng.integers(-1, 2, size=(20_000, 2))
    lam = np.abs(c).max(axis=1) * rng.choice([0, 0.01, 0.5, 1, 2], size=20_000)
    definite = near < 1 - 1e-13
    theta = lasso_2d(gram[definite], c[definite], lam[definite])
    assert (misses(gram[definite], c[definite], lam[definite], theta) < 50).all()


def test_the_answer_is_certified_for_a_loss_of_the_kit():
    X, y = regression(n=10, p=2)
    loss = SquaredError(X, y)
    theta = lasso_2d(loss.gram, X.T @ y, 2.0)
    assert (loss + 2.0 * L1()).stationarity_gap(theta) < 1e-12 * loss.value([0.0, 0.0])


# arrays


@pytest.mark.parametrize(
    "shapes", [((), (), ()), ((3,), (3,), (3,)), ((), (5,), (4, 1)), ((4, 1), (5,), ()), ((1,), (2,), (3, 1))]
)
def test_leading_axes_broadcast(shapes):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(*shapes[0], 4, 2))
    gram, c, lam = np.swapaxes(X, -1, -2) @ X, rng.normal(size=(*shapes[1], 2)), rng.uniform(size=shapes[2])
    theta = lasso_2d(gram, c, lam)
    batch = np.broadcast_shapes(*shapes)
    assert theta.shape == (*batch, 2)
    full = np.broadcast_to(gram, (*batch, 2, 2)), np.broadcast_to(c, (*batch, 2)), np.broadcast_to(lam, batch)
    for at in np.ndindex(*batch):
        assert np.array_equal(theta[at], lasso_2d(full[0][at], full[1][at], full[2][at]))


def test_out_is_filled_whatever_its_layout_and_may_be_an_input():
    gram, lam, c = np.array([[2.0, 1.0], [1.0, 2.0]]), 1.0, np.random.default_rng(0).normal(size=(2 * BLOCK + 5, 2)) * 3
    theta, out = lasso_2d(gram, c, lam), np.zeros((len(c), 4))
    assert lasso_2d(gram, c, lam, out=out[:, ::2]).base is out
    assert np.array_equal(out[:, ::2], theta) and not out[:, 1::2].any()
    turned = np.empty((2, len(c)))
    assert np.array_equal(lasso_2d(gram, c, lam, out=turned.T), theta)
    longer = np.concatenate([c, [[0.0, 0.0]]])
    assert np.array_equal(lasso_2d(gram, longer[:-1], lam, out=longer[1:]), theta)
    assert lasso_2d(gram, c, lam, out=c) is c and np.array_equal(c, theta)
    dependent = np.array([[2.0, 4.0], [3.0, 6.0]])
    assert np.array_equal(lasso_2d([[1, 2], [2, 4]], dependent, 1.0, out=dependent), [[0, 0.875], [0, 1.375]])
    matrices = np.array([[[2.0, 1.0], [1.0, 2.0]]] * 3)
    expected = lasso_2d(matrices, [3.0, 2.0], 1.0)
    assert np.array_equal(lasso_2d(matrices, [3.0, 2.0], 1.0, out=matrices[:, 1]), expected)


def test_what_is_shared_is_not_copied_out():
    c, lam, out = np.ones((500_000, 2)), np.ones(500_000), np.empty((500_000, 2))
    lasso_2d(np.eye(2), c, lam, out=out)
    tracemalloc.start()
    lasso_2d(np.eye(2), c, lam, out=out)
    lasso_2d(np.eye(2), np.ones(2), lam, out=out)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20 * 8 * BLOCK < lam.nbytes


def test_lists_integers_and_float32():
    assert lasso_2d([[2, 0], [0, 1]], [3, 0], 2).tolist() == [1, 0]
    assert lasso_2d(np.eye(2, dtype=np.float32), np.float32([3, 1]), 1).tolist() == [2.5, 0.5]


def test_out_must_fit():
    for out in (np.empty((4, 2), np.float32), np.empty((2, 4)), [[0.0, 0.0]] * 4):
        with pytest.raises(TypeError, match=r"out must be a float64 array of shape \(4, 2\), got"):
            lasso_2d(np.eye(2), np.ones((4, 2)), 1.0, out=out)


def test_a_matrix_that_is_symmetric_but_for_rounding_is_accepted():
    """BLAS may give XᵀX whose two halves differ in the last digit."""
    gram, c = np.array([[2.0, 0.3], [0.3, 1.0]]), np.array([3.0, -1.0])
    exact = lasso_2d(gram, c, 0.5)
    gram[1, 0] = np.nextafter(gram[1, 0], 1.0)
    assert np.allclose(lasso_2d(gram, c, 0.5), exact, rtol=1e-14)
