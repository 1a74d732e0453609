"""The judge itself: closed forms, fractions, scikit-learn, laws of scale; and its proof does not pass what is wrong."""

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged import exact_solvers
from judged.eighty_digits import PROOF, Elastic, Groups, Logistic, Regression
from problems import regression
from sklearn.linear_model import ElasticNet, LogisticRegression, Ridge

SHAPES = [Elastic(), Elastic(0.5, 0.5), Elastic(0, 1), Groups((0,) * 6), Groups((0, 1, 0, 2, 2, 1), (1.0, 0.5, 2.0))]


@pytest.fixture(autouse=True)
def _a_hundred_digits():
    with localcontext(prec=100):
        yield


def near(value, expected, digits=40):
    """Equal to so many digits."""
    return abs(value - Decimal(expected)) <= abs(Decimal(expected)) * Decimal(10) ** -digits


def as_decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def fractions(values):
    return np.vectorize(lambda v: Fraction(float(v)), otypes=[object])(values)


def solve_fractions(matrix, side):
    """matrix⁻¹·side by elimination with exchanges, or None where it is singular."""
    rows, k = np.column_stack([matrix, side]), len(matrix)
    for i in range(k):
        pivot = next((r for r in range(i, k) if rows[r, i] != 0), None)
        if pivot is None:
            return None
        rows[[i, pivot]] = rows[[pivot, i]]
        rows[i] = rows[i] / rows[i, i]
        for r in set(range(k)) - {i}:
            rows[r] = rows[r] - rows[r, i] * rows[i]
    return rows[:, k]


def lowest_of_all_signs(X, y, lam, l1, squares):
    """min F as a fraction: the lowest among the stationary points of every support and all its signs."""
    X, y, p = fractions(X), fractions(y), X.shape[1]
    gram, c, lowest = X.T @ X + lam * squares * fractions(np.eye(p)), y @ X, y @ y
    for size in range(1, p + 1):
        for on, signs in product(combinations(range(p), size), product((-1, 1), repeat=size)):
            on, signs = list(on), np.array(signs)
            found = solve_fractions(gram[np.ix_(on, on)], c[on] - Fraction(lam * l1) / 2 * signs)
            if found is not None:
                residual = X[:, on] @ found - y
                size_of = l1 * sum(abs(found)) + squares * found @ found
                lowest = min(lowest, residual @ residual + lam * size_of)
    return lowest


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6), n=st.integers(1, 4), p=st.integers(1, 4), ratio=st.sampled_from([0, Fraction(1, 2), 1]),
    lam=st.sampled_from([0, Fraction(1, 1024), Fraction(1, 2), 1, 2, 4]), copied=st.booleans(),
)  # fmt: skip
def test_fractions_find_the_same_minimum_where_integers_tie(seed, n, p, ratio, lam, copied):
    rng = np.random.default_rng(seed)
    X, y = rng.integers(-2, 3, (n, p)) * 1.0, rng.integers(-3, 4, n) * 1.0
    if copied:
        X[:, -1] = -2 * X[:, 0]
    best = lowest_of_all_signs(X, y, lam, ratio, 1 - ratio)
    found = Regression(X, y).minimum(float(lam), Elastic(float(ratio), float(1 - ratio))).value
    assert abs(found - as_decimal(best)) <= PROOF * Decimal(float(y @ y))


def test_one_coefficient_is_one_third():
    """(θ − 1)² + (θ − 1)² + (θ − 3)² + λ|θ| at λ = 2 is least at θ = (5 − 1)/3."""
    judge = Regression([[1], [1], [1]], [1, 1, 3])
    assert near(3 * judge.minimum(2.0, Elastic()).theta[0], 4)
    assert judge.largest(Elastic()) == 10
    assert judge.minimum(10.0, Elastic()).theta[0] == 0 and judge.minimum(9.999, Elastic()).theta[0] > 0


def test_orthogonal_columns_shorten_each_group():
    """‖θ − y‖² + λΣ‖θ_g‖: each group of y, (3, 4) and (5, 12) and (0.6, 0.8), is shortened by λ/2."""
    judge = Regression(np.eye(6), [3, 4, 5, 12, 0.5, 0.5])
    theta = judge.minimum(2.0, Groups((0, 0, 1, 1, 2, 2))).theta
    assert all(near(5 * t, e) for t, e in zip(theta[:2], (12, 16), strict=True)) and not any(theta[4:])
    assert all(near(13 * t, e) for t, e in zip(theta[2:4], (60, 144), strict=True))
    assert near(judge.largest(Groups((0, 0, 1, 1, 2, 2))), 26)


def test_the_logistic_of_a_column_of_ones_has_a_logarithm():
    """n₁ log(1 + e^−t) + n₀ log(1 + e^t) + λt is least at t = log((n₁ − λ)/(n₀ + λ))."""
    judge = Logistic(np.ones((10, 1)), [1] * 8 + [-1] * 2)
    assert near(judge.minimum(1.0, Elastic()).theta[0].exp() * 3, 7, digits=20)  # F has twice as many
    assert judge.minimum(3.0, Elastic()).theta[0] == 0 and judge.largest(Elastic()) == 3


@pytest.mark.parametrize("ratio", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("seed", range(3))
def test_scikit_learn_comes_as_near_as_it_can_and_never_below(seed, ratio):
    X, y = regression(n=25, p=6, seed=seed)
    for lam in (0.01, 1.0, 20.0):
        shape, n = Elastic(ratio, 1 - ratio), len(y)
        peer = ElasticNet(  # its ½/n-fold: alpha·ρ‖θ‖₁ + ½alpha(1 − ρ)‖θ‖²
            alpha=(lam * ratio + 2 * lam * (1 - ratio)) / (2 * n), l1_ratio=ratio / (ratio + 2 * (1 - ratio)),
            fit_intercept=False, tol=1e-15, max_iter=10**6,
        ) if ratio else Ridge(alpha=lam, fit_intercept=False)  # fmt: skip
        judge = Regression(X, y)
        above = judge.value(peer.fit(X, y).coef_, lam, shape) - judge.minimum(lam, shape).value
        assert 0 <= above <= Decimal("1e-12") * judge.at_zero()


@pytest.mark.parametrize("lam", [0.01, 1.0])
def test_scikit_learn_meets_the_logistic_minimum(lam):
    X, y = regression(n=40, p=5, seed=1)
    labels = np.where(y > 0, 1.0, -1.0)
    judge, peer = Logistic(X, labels), LogisticRegression(C=1 / (2 * lam), fit_intercept=False, tol=1e-12)
    above = judge.value(peer.fit(X, labels).coef_[0], lam, Elastic(0, 1)) - judge.minimum(lam, Elastic(0, 1)).value
    assert 0 <= above <= Decimal("1e-9") * judge.at_zero()


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_scales_are_powers_that_factor_out(shape):
    """F of (sX, ty) at λ·st (at λ·s² for squares) is t²F."""
    X, y = regression(n=9, p=6, seed=2)
    s, t = 2.0**400, 2.0**-300
    by = s * s if shape == Elastic(0, 1) else s * t
    if shape == Elastic(0.5, 0.5):
        return  # its two halves scale differently
    one, other = Regression(X, y).minimum(0.5, shape), Regression(X * s, y * t).minimum(0.5 * by, shape)
    assert near(other.value / Decimal(t) ** 2, one.value)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_near_copies_and_more_columns_than_rows_are_proved(shape):
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((8, 6)), rng.standard_normal(8)
    X[:, 1] = X[:, 0] + 1e-12 * X[:, 1]
    for rows in (8, 4):
        judge = Regression(X[:rows], y[:rows])
        for lam in (1.0, 1e-9, 0):
            assert judge.minimum(lam, shape).gap <= PROOF * judge.at_zero()


@pytest.mark.parametrize("lam", [0, 1e-90, 1e-45, 1e-30])
def test_a_direction_that_120_digits_take_for_none_is_found_with_more(lam):
    """Columns (1, 0) and (1, ε), y = (1, 1). With θ₁ < 0 < θ₂ the sum θ₁ + θ₂ is 1 + λ/2, and εθ₂ is 1 − λ/ε."""
    tiny = 1e-40
    found = Regression([[1, 1], [0, tiny]], [1, 1]).minimum(lam, Elastic()).value
    lam, q = Decimal(lam), Decimal(lam) / Decimal(tiny)
    expected = 2 * q - q**2 - lam - lam**2 / 4 if q < 1 else 1 + lam - lam**2 / 4  # from there on θ₂ = 0
    assert abs(found - expected) <= 2 * PROOF


def test_two_methods_meet():
    """Singletons as groups are L1, found another way; one group of one is L1 too."""
    X, y = regression(n=20, p=6, seed=4)
    judge = Regression(X, y)
    for lam in (0.1, 3.0, 40.0):
        assert near(judge.minimum(lam, Groups(tuple(range(6)))).value, judge.minimum(lam, Elastic()).value)
        assert near(judge.minimum(lam, Elastic(0, 1)).value, ridge(X, y, lam))


def ridge(X, y, lam):
    """min ‖Xθ − y‖² + λ‖θ‖² in fractions."""
    X, y = fractions(X), fractions(y)
    theta = solve_fractions(X.T @ X + Fraction(lam) * fractions(np.eye(6)), y @ X)
    return as_decimal((X @ theta - y) @ (X @ theta - y) + Fraction(lam) * theta @ theta)


def test_the_values_that_are_known_from_elsewhere():
    rng = np.random.default_rng(0)
    a = rng.standard_normal(30)
    X = np.column_stack([a, a + 1e-8 * rng.standard_normal(30), rng.standard_normal(30)])
    judge = Regression(X, X[:, 0] + rng.standard_normal(30))
    assert judge.minimum(0, Elastic()).value / judge.at_zero() == pytest.approx(Decimal("0.4386"), abs=Decimal("1e-4"))
    years = np.arange(1990.0, 2021)
    judge = Regression(np.vander(years, 7, increasing=True), np.sin(years / 3) + 0.01 * (years - 2000))
    assert judge.minimum(1.0, Elastic()).value == pytest.approx(Decimal("8.31"), abs=Decimal("0.005"))


def test_the_value_is_that_of_the_floats():
    X, y, theta = np.array([[0.1, 1e15], [0.2, 3.0]]), np.array([0.3, 1e-9]), np.array([0.7, 1e-16])
    exact = fractions(X) @ fractions(theta) - fractions(y)
    expected = exact @ exact + Fraction(0.1) * sum(abs(fractions(theta)))
    assert near(Regression(X, y).value(theta, 0.1, Elastic()), as_decimal(expected))


@pytest.mark.parametrize("lam", [0, 1.0])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_proof_passes_what_is_wrong(shape, lam, monkeypatch):
    """A minimiser that is off by 1e-15 is no minimiser, with any number of digits."""
    wrong = Decimal(1) + Decimal("1e-15")
    for name in ("lasso", "least_squares", "groups"):
        right = getattr(exact_solvers, name)
        monkeypatch.setattr(exact_solvers, name, lambda *given, right=right, **named: right(*given, **named) * wrong)
    judge = Regression(*regression(n=9, p=6, seed=2))
    with pytest.raises(ArithmeticError, match="proved to"):
        judge.minimum(lam, shape)
