"""An objective is the one argument of a derivation: its numbers stand in the formulas, and the solver agrees."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    Logistic,
    Loss,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    lambda_max,
    minimize,
)
from sparsity_kit.derivations import (
    as_function,
    lam,
    matrix_form,
    minimiser,
    prox,
    stationarity,
    subdifferential_at_zero,
    theta,
    threshold,
    x,
    y,
)
from sparsity_kit.derivations.checks.places import points_for

ONE_ROW = SquaredError([[2.0]], [5.0])
ROWS = SquaredError([[1.0], [2.0], [3.0]], [1.0, 2.0, 2.0])
BOWL = Quadratic([[3.0]], center=[-1.5])
LABELS = Logistic([[2.0], [1.0], [0.5]], [0, 1, 1])
LOSSES = [ONE_ROW, ROWS, BOWL, LABELS]
names = {"ids": lambda loss: type(loss).__name__}


def test_the_formulas_have_the_numbers_of_the_objective():
    objective = ONE_ROW + 12.0 * L1()
    cases = stationarity(objective)
    assert (cases.negative, cases.positive) == (sp.Eq(8 * theta - 20, 12), sp.Eq(8 * theta - 20, -12))
    assert minimiser(objective).result == 1 and minimiser(objective).verify()
    found = threshold(objective)
    assert "-12 <= 20 <= 12" in repr(found) and r"-12 \leq 20 \leq 12" in found._repr_latex_()
    assert [found.negative, found.zero, found.result, found.positive] == [sp.false, sp.false, sp.false, sp.true]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("formula", "target"),
    [
        ("max(abs(t) - 1, 0)**2", 1),  # 2(θ − 1) is 0 at 1, and so is the penalty's slope
        ("abs(t) + max(abs(t) - 1, 0)**2", 2),  # 2(1 − 2) + 2 = 0
        ("abs(t) - max(abs(t) - 1, 0)**2/4 + max(abs(t) - 2, 0)**2/4", 2),  # and F is less bent beyond than before
    ],
)
def test_a_minimiser_may_be_exactly_where_two_pieces_join_smoothly(formula, target, sign):
    objective = SquaredError([[1.0]], [sign * target]) + 2.0 * Penalty.of(formula)
    found = minimiser(objective)
    assert found.result == sign == pytest.approx(minimize(objective).theta[0], abs=1e-7) and found.verify()


@pytest.mark.parametrize("penalty", [L1(), Penalty.of("min(abs(t), 1)"), SquaredL2()], ids=repr)
def test_what_is_asked_of_numbers_is_true_or_false(penalty):
    """`if threshold(…).zero:` must not be true of a condition that SymPy left open."""
    for price in (0.5, 12.0, 20.0, 40.0):
        found, cases = threshold(ONE_ROW + price * penalty), stationarity(ONE_ROW + price * penalty)
        is_zero = subdifferential_at_zero(penalty).contains(20 / sp.Rational(price)) == sp.true
        assert [bool(found.zero), bool(found.result), bool(cases.zero)] == [is_zero] * 3
        assert all(condition in (sp.true, sp.false) for condition in cases.kinks.values())
        assert "20" in repr(found[1]) and found.verify() and cases.verify()


def test_a_slope_smaller_than_rounding_is_not_taken_for_zero():
    """Far out the logistic loss is so flat that 1 + exp(−θ) is 1 in all digits; it has no stationary point there."""
    assert stationarity(Logistic([[1.0]], [1]) + 2.0 * Penalty.of("min(abs(t), 11)")).verify()


@pytest.mark.parametrize("loss", LOSSES, **names)
@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), ElasticNet(0.7)], ids=repr)
def test_every_step_verifies_and_the_sides_are_those_of_the_solver(loss, penalty):
    for price in (0.5, 40.0):
        objective = loss + price * penalty
        found, (answer,) = threshold(objective), minimize(objective, tol=1e-12).theta
        sides = [bool(side.doit()) for side in (found.negative, found.zero, found.positive)]
        assert sides == [answer < -1e-9, abs(answer) <= 1e-9, answer > 1e-9]
        assert stationarity(objective).verify() and found.verify()


@pytest.mark.parametrize("loss", [ONE_ROW, ROWS, BOWL], **names)
def test_the_minimiser_is_the_number_that_the_solver_finds(loss):
    for penalty in (L1(), SquaredL2(), ElasticNet(0.5)):
        for price in (0.5, 12.0, 19.0, 60.0):
            derived = minimiser(loss + price * penalty)
            assert derived.verify()
            assert float(derived.result) == pytest.approx(minimize(loss + price * penalty).theta[0], abs=1e-12)


@given(a=st.integers(1, 9), b=st.integers(-9, 9), price=st.integers(1, 30))
def test_the_formula_with_letters_and_the_one_with_numbers_agree(a, b, price):
    with_numbers = minimiser(SquaredError([[a]], [b]) + price * L1()).result
    with_letters = as_function(MINIMISER, [x, y, lam])(a, b, price)
    assert float(with_numbers) == pytest.approx(float(with_letters), abs=1e-12)


MINIMISER = minimiser(L1())


def test_many_rows_are_written_in_three_terms():
    shown = minimiser(ROWS + 1.0 * L1())[0].formula.lhs.expr
    assert shown == 14 * theta**2 - 22 * theta + 9 + sp.Abs(theta)


class SquaredHinge(Loss):
    """f(θ) = Σ max(1 − xᵢ·θ, 0)², as a reader may write it on paper."""

    lipschitz = 100.0

    def __init__(self, *rows):
        self.X, self.n_features = np.array(rows), len(rows[0])

    def value(self, theta):
        return np.square(np.maximum(1 - theta @ self.X.T, 0)).sum(axis=-1)

    def gradient(self, theta):
        return -2 * np.maximum(1 - theta @ self.X.T, 0) @ self.X

    def symbolic(self, theta):
        return sum(sp.Max(1 - sum(map(sp.Mul, map(sp.Rational, row), theta)), 0) ** 2 for row in self.X)


def test_the_slope_of_a_max_is_written_in_cases():
    """SymPy has a step of Heaviside in it, which no lesson knows."""
    one, two = SquaredHinge([1.0], [2.0], [-0.5]), SquaredHinge([1.0, 2.0], [0.0, 1.0])
    found, form = stationarity(one + 0.5 * L1()), matrix_form(two + 0.5 * L1(), signs=(1, 1))
    slopes = as_function(sp.Add(*form[0].formula.rhs), form.coefficients)
    for derivation in (found, form):
        assert derivation.verify() and "Heaviside" not in repr(derivation) and "otherwise" in repr(derivation)
    for at in np.random.default_rng(0).normal(size=(9, 2)):
        assert float(found.positive.lhs.subs(theta, at[0])) == pytest.approx(one.gradient(at[:1])[0])
        assert float(slopes(*at)) == pytest.approx(two.gradient(at).sum())


def test_all_coefficients_of_an_objective_have_their_slopes_first():
    X, targets = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])
    loss = SquaredError(X, targets)
    form = matrix_form(loss + 1.5 * L1(), signs=(1, 0))
    slopes = as_function(sp.Add(*form[0].formula.rhs), form.coefficients)
    for at in np.random.default_rng(0).normal(size=(5, 2)):
        assert float(slopes(*at)) == pytest.approx(loss.gradient(at).sum())
    box = sp.ProductSet(sp.FiniteSet(sp.Rational(3, 2)), sp.Interval(-sp.Rational(3, 2), sp.Rational(3, 2)))
    assert form.result.args[1] == box and form.verify()
    for objective in (loss + 2.0 * L2(), loss + 2.0 * SquaredL2(), Logistic(X, [0, 1]) + lambda_max(loss) * L1()):
        assert matrix_form(objective).verify()
    wrong = sp.Eq(form[0].formula.lhs, -form[0].formula.rhs, evaluate=False)
    with pytest.raises(AssertionError, match="it fails at"):
        form[0].check(wrong)


class Huber(Loss):
    """f(θ) = Σ h(xᵢ·θ − yᵢ), with h(r) = r²/2 where |r| <= 1 and |r| − ½ farther out."""

    n_features, lipschitz = 2, 8.0

    def symbolic(self, theta):
        residuals = [i * theta[0] - (i - 3) * theta[1] - i % 5 for i in range(1, 9)]
        return sum(sp.Piecewise((r**2 / 2, abs(r) <= 1), (abs(r) - sp.S.Half, True)) for r in residuals)


def test_a_loss_with_many_kinks_is_asked_at_few_points():
    """Eight rows have 16 edges and thousands of points beside them; each would be asked in 1000 digits."""
    form = matrix_form(Huber() + 1.0 * L1())
    assert form.verify()
    _, rows = points_for(Huber().symbolic(form.coefficients), form.coefficients[0])
    assert 60 <= len(rows) <= 81
    slopes = form[0].formula
    wrong = sp.Eq(slopes.lhs, slopes.rhs.applyfunc(lambda slope: slope + sp.Rational(1, 1000)), evaluate=False)
    with pytest.raises(AssertionError, match="it fails at"):
        form[0].check(wrong)
    of_one_row = min(slopes.rhs[0].atoms(sp.Piecewise), key=sp.default_sort_key)
    (inside, near), (outside, _) = of_one_row.args
    doubled = slopes.rhs.xreplace({of_one_row: sp.Piecewise((2 * inside, near), (outside, True))})
    with pytest.raises(AssertionError, match="it fails at"):
        form[0].check(sp.Eq(slopes.lhs, doubled, evaluate=False))


class WithoutFormula(Loss):
    n_features, lipschitz = 1, 1.0


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: minimiser(ONE_ROW + np.array([1.0, 2.0]) * L1()), ValueError, r"got a stack of shape \(2,\); give it"),
        (lambda: matrix_form(ONE_ROW + np.array([1.0]) * L1()), ValueError, r"got a stack of shape \(1,\)"),
        (lambda: threshold(SquaredError([[1.0]], [[1.0], [2.0]]) + 1.0 * L1()), ValueError, "got a stack of shape"),
        (
            lambda: threshold(SquaredError([[1, 2]], [3]) + 1.0 * L1()),
            ValueError,
            "one coefficient, got 2; mat",
        ),
        (lambda: stationarity(ONE_ROW + 0.0 * L1()), ValueError, "lam must be positive, got 0"),
        (lambda: stationarity(ONE_ROW + 1.0 * L1(), x * theta), TypeError, "already has its loss; pass it alone"),
        (lambda: minimiser(ONE_ROW + 1.0 * L1(), lam=3), TypeError, "already has its lam, 1.0; pass"),
        (lambda: matrix_form(ONE_ROW + 1.0 * L1(), lam=3), TypeError, "already has its lam, 1.0; pass"),
        (lambda: matrix_form(ONE_ROW + 1.0 * L1(), 2), ValueError, "n_coefficients must be 1, .* got 2"),
        (
            lambda: minimiser(Logistic([[2.0], [1.0]], [0, 1]) + 0.1 * L1()),
            ValueError,
            "no solution in closed form .* still hold",
        ),
        (lambda: threshold(WithoutFormula() + 1.0 * L1()), TypeError, r"must define symbolic\(theta\)"),
        (lambda: prox(ONE_ROW + 1.0 * L1()), TypeError, "penalty must come without a price"),
        (lambda: subdifferential_at_zero(ONE_ROW + 1.0 * L1()), TypeError, "penalty must come without a price"),
    ],
)
def test_what_is_no_objective_of_one_coefficient_is_told_in_one_line(call, error, text):
    with pytest.raises(error, match=text) as caught:
        call()
    assert "\n" not in str(caught.value)
