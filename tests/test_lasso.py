"""The exact path: kinks are where they must be, between them it is straight, and ties, copies and scales are right."""

import warnings

import numpy as np
import pytest
from exact_paths import plain_path
from hypothesis import given
from hypothesis import strategies as st
from problems import regression
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import ElasticNet as PeerElasticNet
from sklearn.linear_model import LassoLars, lars_path

from sparsity_kit import (
    L1,
    ElasticNet,
    SquaredError,
    data,
    elastic_net_path,
    lambda_grid,
    lambda_max,
    lasso_path,
    minimize,
)

DIABETES = data.diabetes()


def quadratic_features(X):
    """The 64 columns of the LARS paper: 10 measurements, 45 products, 9 squares (sex has two values, so no square)."""
    i, j = np.triu_indices(10, k=1)
    squares = np.delete(X**2, 1, axis=1)
    return data.standardize(np.hstack([X, X[:, i] * X[:, j], squares]))


def wide(n=30, p=400, correlation=0.0, seed=0):
    """Many more columns than rows, so that the path follows a subset of them."""
    problem = data.random_regression(n, p, n_nonzero=5, correlation=correlation, seed=seed)
    return data.standardize(problem.X, problem.y)


PROBLEMS = {
    "diabetes": (DIABETES.X, DIABETES.y),
    "quadratic": (quadratic_features(DIABETES.X), DIABETES.y),
    "tall": regression(300, 12, seed=1),
    "square": regression(40, 40, seed=2),
    "wide": wide(),
    "wide, correlated": wide(correlation=0.9, seed=1),
}


@pytest.fixture(params=PROBLEMS, scope="module")
def problem(request):
    return PROBLEMS[request.param]


@pytest.fixture(scope="module")
def path(problem):
    return lasso_path(*problem)


def certified(path, lams, at_most=1e-12):
    """The largest duality gap at these λ, in units of ‖y‖², is no larger than that."""
    return np.max(path.duality_gap(lams)) <= at_most * (path.y @ path.y)


def test_it_is_exact_at_a_thousand_prices(path):
    lams = np.random.default_rng(0).uniform(path.lams[0] / 1000, path.lams[0], 1000)
    assert certified(path, lams)
    assert certified(path, lambda_grid(path.lams[0], 100))


def test_each_kink_is_in_balance_by_definition(path):
    """|xⱼ·r| <= λ/2 for all, with equality and the sign of θⱼ for those that are active."""
    rho = (path.y - path.theta @ path.X.T) @ path.X
    size = np.abs(path.theta).sum(axis=1, keepdims=True) * np.square(path.X).sum(axis=0).max()
    rounding = np.broadcast_to(1e-10 * path.lams[0] + 1e-13 * size, rho.shape)
    edge, alive = np.broadcast_to(path.lams[:, None] / 2, rho.shape), path.theta != 0
    assert (np.abs(rho) <= edge + rounding).all()
    assert (np.abs(rho - edge * np.sign(path.theta)) <= rounding)[alive].all()


@pytest.mark.parametrize("name", ["diabetes", "quadratic", "tall", "square", "wide"])
def test_the_kinks_are_those_of_a_plain_homotopy(name):
    """(On the sixth problem two kinks are so close that the plain program, which knows no ties, goes astray.)"""
    problem = PROBLEMS[name]
    largest = lambda_max(*problem)
    plain, path = plain_path(*problem, lam_min=largest / 200), lasso_path(*problem, lam_min=largest / 200)
    assert np.allclose(plain.lams, path.lams, rtol=1e-9)
    assert np.allclose(plain.theta, path.theta, rtol=1e-7, atol=1e-8 * np.abs(path.theta).max())
    assert [(e.kind, e.entered, e.left) for e in plain.events] == [(e.kind, e.entered, e.left) for e in path.events]


def test_between_kinks_it_is_straight_and_at_them_it_is_the_kink(path):
    assert np.array_equal(path(path.lams), path.theta)
    middle = (path.lams[1:] + path.lams[:-1]) / 2
    assert np.allclose(path(middle), (path.theta[1:] + path.theta[:-1]) / 2, rtol=1e-9, atol=0)
    assert path(path.lams[0] * 2).tolist() == [0.0] * path.X.shape[1]
    assert path(middle.reshape(-1, 1)).shape == (len(middle), 1, path.X.shape[1]) and path(middle[0]).ndim == 1


def test_zeros_are_zeros_without_a_sign(path):
    theta = path(np.linspace(path.lams[-1], path.lams[0], 50))
    assert (theta == 0).any() and not np.signbit(theta[theta == 0]).any()


def test_events_active_and_signs_tell_the_same_story(path):
    active = set()
    assert (np.diff(path.lams) < 0).all() and path.lams[0] == pytest.approx(lambda_max(path.X, path.y), rel=1e-14)
    for at, event in enumerate(path.events):
        active = (active | set(event.entered)) - set(event.left)
        assert event.lam == path.lams[at]
        assert set(path.active[at]) == active
        if at + 1 < len(path.lams):
            middle = path((path.lams[at] + path.lams[at + 1]) / 2)
            assert np.array_equal(np.sign(middle)[path.active[at]], path.signs[at])
            assert set(np.flatnonzero(middle)) == active
    assert {event.kind for event in path.events[:-1]} <= {"entered", "left"} and path.events[-1].kind == "end"


def test_c12_the_diabetes_path_of_the_lars_paper():
    """Order of entry and the prices printed by R's lars (Efron et al. 2004, section 3), whose λ is half of ours.

    R's copy of ltg has more decimals than scikit-learn's, which moves the second price by 2 in a million.
    """
    path = lasso_path(*PROBLEMS["diabetes"])
    entered = [DIABETES.names[j] for event in path.events for j in event.entered]
    assert entered == ["bmi", "ltg", "map", "hdl", "sex", "glu", "tc", "tch", "ldl", "age", "hdl"]
    assert [(at, DIABETES.names[e.left[0]]) for at, e in enumerate(path.events) if e.left] == [(10, "hdl")]
    printed = [949.4353, 889.3160, 452.9010, 316.0741, 130.1309, 88.7824, 68.9652, 19.9813, 5.4775, 5.0892, 2.1822]
    assert np.allclose(path.lams / 2, [*printed, 1.3104, 0], rtol=2e-4, atol=1e-4)


def test_the_whole_path_of_lars(problem):
    X, y = problem
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        alphas, _, coefs = lars_path(X, y, method="lasso", alpha_min=lambda_max(X, y) / 2 / len(y) / 100, max_iter=5000)
    path = lasso_path(X, y, lam_min=lambda_max(X, y) / 100)
    assert np.allclose(path(np.maximum(2 * len(y) * alphas, path.lams[-1])), coefs.T, atol=1e-6 * np.abs(coefs).max())


@given(seed=st.integers(0, 10**6), n=st.integers(1, 9), p=st.integers(1, 12), kind=st.integers(0, 4))
def test_ties_copies_zeros_and_dependent_columns_are_certified(seed, n, p, kind):
    rng = np.random.default_rng(seed)
    X, y = rng.integers(-1, 2, (n, p)) * 1.0, rng.integers(-3, 4, n) * 1.0
    if kind == 1:
        X[:, rng.integers(p)] = rng.choice([1, -1, 2, -3, 0]) * X[:, rng.integers(p)]
    if kind == 2:
        X = np.abs(X)
    if kind == 3:
        y = X @ rng.integers(-1, 2, p)
    if kind == 4:
        X = rng.normal(size=(n, 2)) @ rng.normal(size=(2, p))
    path = lasso_path(X, y)
    assert path.ended is None and path.lams[-1] == 0 and (np.diff(path.lams) < 0).all()
    lams = np.append(path.lams[:-1], path.lams[0] * rng.uniform(0.001, 1.1, 20))
    assert certified(path, lams[lams > 0], 1e-11) if y.any() and path.lams[0] else not path.theta.any()
    assert np.abs((y - X @ path(0.0)) @ X).max() <= 1e-10 * (1 + np.abs(path(0.0)).sum())
    alive = path(path.lams[0] / 3) != 0  # perhaps none: an empty matrix has no rank in NumPy 2.0
    assert not alive.any() or np.linalg.matrix_rank(X[:, alive]) == np.count_nonzero(alive)


def test_a_tie_on_which_lassolars_is_wrong_without_a_word():
    """Found by trying small integer designs: two columns enter at once. The certificate says whose answer is right."""
    wrong = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        X, y = rng.integers(-1, 2, (4, 4)) * 1.0, rng.integers(-2, 3, 4) * 1.0
        if not lambda_max(X, y):
            continue
        lam = 0.4 * lambda_max(X, y)
        path = lasso_path(X, y)
        assert certified(path, lam)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                peer = LassoLars(alpha=lam / 8, fit_intercept=False).fit(X, y).coef_
            except Warning:
                continue
        objective = SquaredError(X, y) + lam * L1()
        assert objective.value(path(lam)) <= objective.value(peer) + 1e-9
        wrong += objective.value(peer) > objective.value(path(lam)) + 1e-6
    assert wrong, "scikit-learn has mended its ties: then the lesson that shows one must be changed"


@pytest.mark.parametrize("exponent", [-530, -490, -40, 1, 77, 480])
@pytest.mark.parametrize("which", ["diabetes", "wide, correlated"])
def test_a_power_of_two_changes_the_scale_and_no_digit(which, exponent):
    X, y = PROBLEMS[which]
    factor, path = 2.0**exponent, lasso_path(X, y)
    for scaled, size in ((lasso_path(X * factor, y), 1 / factor), (lasso_path(X, y * factor), factor)):
        assert np.array_equal(scaled.lams, path.lams * factor)
        assert np.array_equal(scaled.theta, path.theta * size)


@pytest.mark.parametrize("factor", [1e-30, 1e30])
def test_tiny_and_huge_targets(factor):
    X, y = PROBLEMS["diabetes"]
    path, scaled = lasso_path(X, y), lasso_path(X, y * factor)
    assert np.allclose(scaled.lams, path.lams * factor, rtol=1e-12, atol=0)
    assert np.allclose(scaled(scaled.lams[0] / 3), path(path.lams[0] / 3) * factor, rtol=1e-10, atol=0)
    assert certified(scaled, scaled.lams[0] * np.array([0.9, 0.1]))


def test_columns_of_very_different_sizes():
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(30, 8)) * 10.0 ** np.arange(-4, 4), rng.normal(size=30)
    path = lasso_path(X, y)
    assert certified(path, path.lams[0] * np.geomspace(1e-4, 1, 50))
    assert np.allclose(path(0.0), np.linalg.lstsq(X / np.linalg.norm(X, axis=0), y)[0] / np.linalg.norm(X, axis=0))


def test_nothing_to_explain_and_nothing_to_explain_it_with():
    for X, y in (([[1.0, 2.0], [0.0, 1.0]], [0.0, 0.0]), (np.zeros((3, 2)), [1, 2, 3]), ([[1.0], [1.0]], [1.0, -1.0])):
        path = lasso_path(X, y)
        assert path.lams.tolist() == [0.0] and path.events[0].kind == "end" and not path.theta.any()
        assert not path([0.0, 5.0]).any()


@given(ridge=st.floats(0, 100), seed=st.integers(0, 99), shape=st.sampled_from([(20, 5), (8, 30), (5, 12)]))
def test_the_elastic_net_is_the_lasso_of_longer_columns(ridge, seed, shape):
    X, y = regression(*shape, seed=seed)
    path = elastic_net_path(X, y, ridge)
    longer = lasso_path(np.vstack([X, np.sqrt(ridge) * np.eye(X.shape[1])]), np.append(y, np.zeros(X.shape[1])))
    lams = path.lams[0] * np.geomspace(1e-3, 1, 20)
    assert np.allclose(path(lams), longer(lams), atol=1e-7 * np.abs(longer(lams)).max())
    assert certified(path, lams)


def test_the_elastic_net_of_the_kit_and_of_scikit_learn():
    X, y = PROBLEMS["tall"]
    ours = elastic_net_path(X, y, ridge=30 * 0.4)(30 * 0.6)
    assert np.allclose(ours, minimize(SquaredError(X, y) + 30 * ElasticNet(0.6)).theta, atol=1e-9)
    peer = PeerElasticNet(alpha=(18 + 24) / 600, l1_ratio=18 / 42, fit_intercept=False, tol=1e-12).fit(X, y)
    assert np.allclose(ours, peer.coef_, atol=1e-7)


def test_minimize_takes_the_exact_path():
    X, y = PROBLEMS["wide, correlated"]
    lams = lambda_grid(lambda_max(X, y), 20)
    solution = minimize(SquaredError(X, y) + lams * L1())
    assert solution.method == "exact_path" and solution.converged.all()
    assert (solution.duality_gap <= 1e-12 * (y @ y)).all()
    assert np.array_equal(solution.theta, lasso_path(X, y, lams[-1])(lams))


def test_it_ends_where_it_was_asked_to():
    X, y = PROBLEMS["diabetes"]
    whole, part = lasso_path(X, y), lasso_path(X, y, lam_min=100.0)
    assert part.lams[-1] == 100.0 and np.allclose(part(100.0), whole(100.0), rtol=1e-12)
    with pytest.raises(
        ValueError, match="the path ends at λ = 100, got lam = 99; take a larger lam, or a smaller lam_min"
    ):
        part([200.0, 99.0])
    above = lasso_path(X, y, lam_min=5000.0)
    assert above.lams.tolist() == [5000.0] and not above(6000.0).any()


def test_bad_data_are_named():
    X, y = np.ones((3, 2)), np.ones(3)
    for bad, text in (
        ((X, [1, 2]), "y must have one entry per row of X, 3, got shape (2,)"),
        ((X * np.nan, y), "X must be finite, got nan at index (0, 0)"),
        ((X, y * np.inf), "y must be finite, got inf at index (0,)"),
        ((X, [y]), "y must have 1 dimension, got shape (1, 3)"),
        ((X, y, -1.0), "lam_min must be nonnegative, got -1.0"),
        ((X, y, [1.0, 2.0]), "lam_min must be a single number, got shape (2,)"),
        ((np.ones((2, 3, 4)), y), "X must have 2 dimensions, got shape (2, 3, 4)"),
    ):
        with pytest.raises(ValueError) as error:
            lasso_path(*bad)
        assert text in str(error.value)
    for x_size, y_size, kind in ((1e200, 1e200, "large"), (1e-200, 1e200, "large"), (1e-200, 1e-200, "small"),
                                 (1e200, 1e-200, "small")):  # fmt: skip
        with pytest.raises(ValueError, match=f"λ or theta is too {kind} for float64 on these data; rescale X or y"):
            lasso_path(np.eye(3) * x_size, y * y_size)
    with pytest.raises(ValueError, match="ridge must be nonnegative, got -2"):
        elastic_net_path(X, y, -2.0)
    with pytest.raises(ValueError, match="ridge must be a single number, got shape"):
        elastic_net_path(X, y, [1.0, 2.0])
    with pytest.raises(ValueError, match="lam must be nonnegative, got -1"):
        lasso_path(X, y)([1.0, -1.0])


def test_the_data_stay_as_they_were():
    X, y = wide()
    before = X.copy(), y.copy()
    path = lasso_path(X, y)
    assert np.array_equal(X, before[0]) and np.array_equal(y, before[1])
    with pytest.raises(ValueError, match="read-only"):
        path.lams[0] = 1.0


@pytest.mark.parametrize("seed", [166, 184])
def test_no_more_columns_than_rows_are_active(seed):
    """Toeplitz matrices of whole numbers, so alike that the last pivots are nothing but rounding."""
    distance = np.abs(np.subtract.outer(np.arange(6), np.arange(26)))
    y = np.random.default_rng(seed).integers(-3, 4, 6)
    path = lasso_path(distance, y)
    assert max(map(len, path.active)) <= 6 and certified(path, [path.lams[-2], path.lams[0] / 10], at_most=1e-10)


def test_active_and_signs_are_made_once(path):
    assert path.active is path.active and path.signs is path.signs


def test_who_enters_in_a_tie_is_zero_at_it_and_above():
    """One row and a ridge: columns of length 2 enter at 2|xⱼ·y|, those of length 1 where a tenth of that is left."""
    X, y = np.array([[0.0, 0, -2, -2, 2, -1, -1, 1]]), np.array([3.0])
    path = elastic_net_path(X, y, ridge=1.5)
    assert [event.entered for event in path.events] == [(2, 3, 4), (5, 6, 7), ()]
    assert path.lams == pytest.approx([12.0, 1.2, 0.0])
    assert not path(path.lams[0]).any()
    assert (path([6.0, path.lams[1]])[:, [0, 1, 5, 6, 7]] == 0).all()
