"""Closed forms at every scale: no case is lost because a number is large, small or far from the others."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp
from penalties_on_paper import Summed

from sparsity_kit import L1, ElasticNet, GroupL2, SquaredL2, soft_threshold
from sparsity_kit.derivations import (
    StepError,
    as_function,
    df,
    lam,
    matrix_form,
    minimiser,
    prox,
    stationarity,
    subdifferential_at_zero,
    theta,
    threshold,
    v,
    x,
    y,
)
from sparsity_kit.derivations.checks.minima import is_least
from sparsity_kit.derivations.formulas.comparison import as_mpf, in_digits
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.one_coefficient.conditions import absolute, solved_for_data

FIRST, SECOND = sp.symbols("theta_1 theta_2", real=True)


PLACE = sp.Rational(469, 200)  # no point that is drawn by chance


def huber(delta):
    return Summed(lambda t: sp.Piecewise((t**2 / (2 * delta), abs(t) <= delta), (abs(t) - sp.S(delta) / 2, True)))


def test_letters_that_are_no_arguments_are_bound_or_undefined():
    t, exp = sp.symbols("t exp", real=True)
    for formula, there in (
        (sp.Integral(3 * t**2, (t, 0, x)), 8),
        (sp.Sum(x * t, (t, 0, 3)), 12),
        (exp + x, 5),
        (x + y, None),
    ):
        found = evaluator(formula, x, exp)(mpmath.mpf(2), mpmath.mpf(3))
        assert mpmath.isnan(found) if there is None else abs(found - there) < 1e-12


@in_digits
def test_a_pole_is_seen_through_rounding_also_beside_a_term_that_is_zero():
    pole = evaluator(1 / (3 * x**2 + 5 * x - 2 + y), x, y)
    third = as_mpf(sp.Rational(1, 3))
    assert all(mpmath.isnan(pole(at, mpmath.mpf(0))) for at in (third, mpmath.mpf(-2)))
    assert pole(third, mpmath.mpf(10) ** -300) == pytest.approx(mpmath.mpf(10) ** 300)


SCALES = [1e-9, 0.5, 30, 800, 10**12]


@pytest.mark.parametrize("price", SCALES)
def test_c12_the_soft_threshold_has_three_cases_at_every_price(price):
    derived = prox(L1(), lam=price)
    points = price * np.array([-3, -1.01, -0.99, -1e-6, 0, 0.3, 0.99, 1.01, 3, 1e6])
    np.testing.assert_allclose(as_function(derived, [v])(points), soft_threshold(points, price), rtol=1e-9)
    assert derived.verify()


@pytest.mark.parametrize("price", SCALES)
def test_c11_the_minimiser_has_three_cases_at_every_price(price):
    for penalty in (L1(), ElasticNet(0.5)):
        derived = minimiser(penalty, lam=price)
        values = as_function(derived, [x, y])(2.0, price * np.array([-1, -0.1, 0.1, 1]))
        expected = penalty.prox(price * np.array([-1, -0.1, 0.1, 1]) / 2, price / 8)
        np.testing.assert_allclose(values, expected, rtol=1e-9)
    assert derived.verify()


@pytest.mark.parametrize("delta", [sp.Rational(1, 10**6), 3, 100, 10**5])
def test_a_far_kink_keeps_the_piece_behind_it(delta):
    derived = prox(huber(delta))
    points = float(delta) * np.array([-5, -1.5, 0.5, 1.5, 5])
    price = float(delta) / 4  # F' = θ − v + λ·clip(θ/δ, −1, 1)
    expected = np.where(abs(points) > delta + price, points - price * np.sign(points), points / 1.25)
    np.testing.assert_allclose(as_function(derived, [v, lam])(points, price), expected, rtol=1e-9)
    assert derived.verify()


@pytest.mark.parametrize(
    "formula",
    [
        lambda t: sp.Piecewise((abs(t), abs(t) <= 1000), (1000 + 10 * sp.log(1 + (abs(t) - 1000) / 10), True)),
        lambda t: sp.Piecewise((t**2, abs(t) <= 1000), (2000 * abs(t) - 10**6 - (abs(t) - 1000) ** 2, True)),
        lambda t: t**2 - t**4 / (6 * 10**6),
        lambda t: t**2 + t**4 - t**6 / 10**7,
        lambda t: t**2 - 10**6 * sp.cosh(t / 1000),
        lambda t: t**2 + 3 * sp.exp(-((abs(t) - 5) ** 2)),
        lambda t: t**4 - 4 * PLACE * t**3 + 6 * (PLACE**2 - sp.Rational(1, 10**6)) * t**2,  # F″ < 0 beside it alone
    ],
)
def test_what_bends_downward_far_away_or_in_a_narrow_place_is_not_convex(formula):
    linear = 10**-12 * theta**2 - 2 * y * theta
    with pytest.raises(ValueError, match="not convex"):
        minimiser(Summed(formula), linear)
    assert not threshold(Summed(formula), linear).convex


@pytest.mark.parametrize("price", [800, sp.Rational(1, 10**9), 10**12])
def test_a_formula_that_lacks_a_case_is_not_least_at_any_price(price):
    right = prox(L1(), lam=price)
    assert right.steps[-1].check(right.result) is None
    for kept in ([0, 2], [1, 2], [2]):
        cases = [right.result.args[k] for k in kept]
        wrong = sp.Piecewise(*cases, evaluate=False) if len(cases) > 1 else cases[0][0]
        with pytest.raises(StepError):
            right.steps[-1].check(wrong)


@pytest.mark.parametrize("price", [800, lam, sp.Rational(1, 10**9)])
def test_a_formula_that_is_a_little_off_is_not_least(price):
    """Only a rival close to it is lower: far rivals, zero and kinks are all higher."""
    right = prox(SquaredL2(), lam=price)
    assert right.steps[-1].check(right.result) is None
    for error in (sp.Rational(1, 100), sp.Rational(1, 10**6), sp.Rational(1, 10**11)):
        for wrong in (right.result * (1 + error), right.result * (1 - error)):
            with pytest.raises(StepError, match="it fails at"):
                right.steps[-1].check(wrong)


def test_a_formula_that_forgets_a_kink_or_the_other_side_is_not_least():
    late = Summed(lambda t: 20 * sp.Max(abs(t) - 7, 0))
    objective = (theta - v) ** 2 / 2 + late.symbolic([theta])
    for wrong in (v, -prox(late, lam=1).result, sp.Piecewise((v, abs(v) < 27), (7 * sp.sign(v), True))):
        with pytest.raises(StepError):
            is_least(objective)(wrong)
    assert is_least(objective)(prox(late, lam=1).result) is None


@pytest.mark.parametrize("size", [sp.Rational(1, 10**9), 1, 10**9])
def test_a_top_between_two_wells_is_not_least_however_small_or_wide_they_are(size):
    wells = v**2 * (theta**2 - size**2) ** 2
    with pytest.raises(StepError):
        is_least(wells)(sp.Integer(0))
    assert is_least(wells)(sp.sympify(size)) is None


def test_a_lost_case_of_a_far_kink_is_found():
    right = prox(huber(100))
    with pytest.raises(StepError):
        right.steps[-1].check(right.result.args[-1][0])


def test_a_steep_penalty_at_a_tiny_price_verifies():
    penalty = Summed(lambda t: 10**12 * abs(t))
    for derived in (stationarity(penalty, lam=1e-6), threshold(penalty, lam=1e-6), minimiser(penalty, lam=1e-6)):
        assert derived.verify()
    assert matrix_form(penalty, 2, lam=1e-6).verify()


@pytest.mark.parametrize("written", [1 / 3, np.float64(1 / 3), 2 / 7, 0.1 + 0.2, 1e-13, 0.3, 123456789.0])
def test_floats_in_a_formula_become_the_simple_fractions_they_stand_for(written):
    expected = Fraction(0.3).limit_denominator(10) if written == 0.1 + 0.2 else Fraction(repr(float(written)))
    expected = next((f for f in (Fraction(1, 3), Fraction(2, 7)) if float(f) == written), expected)
    found = subdifferential_at_zero(Summed(lambda t: float(written) * abs(t)))
    assert found == sp.Interval(-sp.Rational(expected), sp.Rational(expected))
    difference = minimiser(SquaredL2(), lam=written).result - minimiser(SquaredL2()).result.subs(
        lam, sp.Rational(expected)
    )
    assert sp.cancel(difference) == 0


@pytest.mark.parametrize("price", [np.int64(2), np.float64(2), Fraction(2), 2.0, sp.Integer(2)])
def test_every_kind_of_real_number_is_a_price(price):
    assert minimiser(L1(), lam=price).result == minimiser(L1(), lam=2).result
    assert matrix_form(L1(), np.int64(2), lam=price).result == matrix_form(L1(), 2, lam=2).result


def test_a_penalty_for_one_coefficient_is_derived_for_it():
    assert stationarity(GroupL2([0])).result == stationarity(L1()).result
    assert minimiser(GroupL2([0], weights=[2])).result == minimiser(Summed(lambda t: 2 * abs(t))).result
    assert matrix_form(GroupL2([0]), 1).verify()


@pytest.mark.parametrize(
    "loss",
    [
        abs(theta - y) ** 3,
        sp.Max(theta - y, 0) ** 2,
        sp.Max(theta**2 - 2, 0) ** 2,
        sp.Piecewise(((x * theta - y) ** 2 / 2, abs(x * theta - y) <= 1), (abs(x * theta - y) - sp.S.Half, True)),
    ],
)
def test_a_loss_with_a_modulus_and_no_kink_is_smooth(loss):
    assert stationarity(L1(), loss).verify()
    assert threshold(L1(), loss).verify() and threshold(L1(), loss).convex


@pytest.mark.parametrize(
    "loss",
    [
        abs(theta - y),
        sp.Max(theta - y, 0) + theta**2,
        sp.Piecewise((theta**2, theta < y), (theta**2 + 1, True)),
        sp.Piecewise((theta**2, theta < 900), (theta**2 + theta - 900, True)),
        sp.sign(theta - y),
        sp.Heaviside(theta),
        abs(theta**2 - 2),  # at √2, which is no fraction
        theta**2 + abs(theta**3 - y) / 1000,
        sp.Piecewise((theta**2, theta**2 < 2), (theta**2 + 1, True)),
        sp.Max(theta**2 - 2, 0) + sp.exp(theta),
    ],
)
def test_a_loss_with_a_kink_or_a_jump_is_refused(loss):
    with pytest.raises(ValueError, match="loss must be smooth in theta"):
        stationarity(L1(), loss)


@pytest.mark.parametrize("price", [1e-9, 800, 1e12])
def test_a_formula_that_cancels_is_still_recognised_at_every_price(price):
    derived = minimiser(Summed(lambda t: abs(t) ** 1.5), lam=price)
    np.testing.assert_allclose(as_function(derived, [x, y])(1.0, price**2), _root_of_power(price, price**2), rtol=1e-9)
    assert derived.verify()


def test_a_cubic_with_every_power_of_theta_is_solved():
    derived = prox(Summed(lambda t: (t + 1) ** 4), lam=2)
    for at in (-40.0, -1.0, 0.0, 0.5, 300.0):
        roots = np.roots([8, 24, 25, 8 - at])  # F' = θ − v + 8(θ + 1)³
        (root,) = roots[np.abs(roots.imag) < 1e-9].real
        assert as_function(derived, [v])(at) == pytest.approx(root, rel=1e-9)
    assert derived.verify()


def test_a_condition_at_a_kink_has_the_data_alone_on_its_left():
    late = Summed(lambda t: sp.Max(t - 1, 0))
    assert [condition for _, condition in prox(late).result.args] == [v > lam + 1, v >= 1, sp.true]
    assert [condition for _, condition in minimiser(late).result.args] == [
        x * y > lam / 2 + x**2,
        x * y >= x**2,
        sp.true,
    ]


DATA = {
    x: sp.Rational(3, 2),
    y: sp.Rational(-2, 3),
    v: sp.Rational(5, 4),
    df: sp.Rational(1, 7),
    theta: sp.Rational(2, 5),
}
SLOPES = {  # f′, and what a condition on it has alone on one side: None if it depends on no one thing linearly
    -2 * x * y: x * y,
    2 * x**2 - 2 * x * y: x * y,
    x * y / 2: x * y,
    df: df,
    -df: df,
    theta - v: v,
    -3 * y + 1: y,
    x**2 * y: None,
    x**3 - 2: None,
    -x * y / (1 + sp.exp(x * y)): None,
    sp.Integer(-20): None,
}


@pytest.mark.parametrize("slope", SLOPES, ids=str)
def test_a_condition_solved_for_the_data_says_the_same_as_before(slope):
    """For prices on both sides of where it turns, and there; the data stand on the left."""
    turn = slope.xreplace(DATA)
    for relation in (sp.Gt, sp.Lt, sp.Ge, sp.Le, sp.Eq):
        for number in (turn - 1, turn, turn + 1)[:: 1 if turn.is_Rational else 2]:
            solved = solved_for_data(slope, -number * lam, relation)
            assert SLOPES[slope] in (None, solved.lhs)
            assert bool(solved.xreplace({**DATA, lam: 1}).doit()) == bool(relation(turn - number, 0))
        for push in (sp.oo, -sp.oo):
            assert solved_for_data(slope, push, relation) == sp.sympify(bool(relation(push, 0)))


@pytest.mark.parametrize(
    "slopes",
    [
        *(sp.Interval(-1, 1), sp.Interval(-1, 2), sp.Interval(0, 3), sp.Interval(-sp.oo, 1), sp.Interval(2, sp.oo)),
        *(sp.S.Reals, sp.FiniteSet(0), sp.FiniteSet(3), sp.S.EmptySet),
    ],
    ids=str,
)
def test_a_condition_on_the_slope_holds_where_it_is_in_the_set(slopes):
    at_prices = [absolute(slope, slopes, lam) for slope in (df, -2 * x * y)]
    for number in range(-5, 6):
        expected = slopes.contains(sp.Rational(number, 2)) == sp.true
        first, second = (condition.xreplace({df: -number, x: number, y: sp.S.Half, lam: 2}) for condition in at_prices)
        assert bool(first) == bool(second) == expected
    assert at_prices[0].has(sp.Abs) == (slopes == sp.Interval(-1, 1))


def _root_of_power(price, y):
    """θ with 2θ + 1.5·price·√θ = 2y, by the quadratic formula that does not cancel."""
    half = 1.5 * price / 2
    return (2 * y / (half + np.sqrt(half**2 + 4 * y))) ** 2
