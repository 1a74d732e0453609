"""Stationarity, thresholds and closed forms: against the note's claims, the NumPy functions and brute force."""

from functools import cache

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from penalties_on_paper import Summed
from problems import OneSided

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Logistic, SquaredError, SquaredL2, soft_threshold
from sparsity_kit.derivations import (
    as_function,
    df,
    exact_zeros,
    lam,
    matrix_form,
    minimiser,
    prox,
    squared_error,
    squared_error_derivative,
    stationarity,
    subdifferential_at_zero,
    theta,
    threshold,
    v,
    x,
    y,
)
from sparsity_kit.penalty import Penalty

DELTA, EPSILON = sp.symbols("delta epsilon", positive=True)
LOGISTIC = sp.log(1 + sp.exp(-y * x * theta))


def penalty(name, formula):
    """The class, of this name, of the penalty Σ h(θⱼ) for one formula h."""
    return type(name, (Summed,), {"__init__": lambda self: Summed.__init__(self, formula)})


HuberL1 = penalty("HuberL1", lambda t: sp.Piecewise((t**2 / (2 * DELTA), abs(t) <= DELTA), (abs(t) - DELTA / 2, True)))
Uneven = penalty("Uneven", lambda t: 2 * sp.Max(t, 0) + sp.Max(-t, 0))
Log = penalty("Log", lambda t: sp.log(1 + abs(t)))
PseudoHuber = penalty("PseudoHuber", lambda t: sp.sqrt(t**2 + EPSILON**2))
Quartic = penalty("Quartic", lambda t: abs(t) + t**4)
DeadZone = penalty("DeadZone", lambda t: sp.Max(abs(t) - 1, 0))
Nonnegative = penalty("Nonnegative", lambda t: sp.Piecewise((0, t >= 0), (sp.oo, True)))
Shifted = penalty("Shifted", lambda t: sp.sqrt(t**2 - 2 * t + 1))
Box = penalty("Box", lambda t: sp.Piecewise((abs(t), sp.And(t >= -1, t <= 2)), (sp.oo, True)))
Rooted = penalty("Rooted", lambda t: abs(sp.sqrt(t)))
Level = penalty("Level", lambda t: abs(sp.log(1 + abs(t)) - 1))
Skewed = penalty("Skewed", lambda t: abs(t / (1 + t + t**2)))
InASet = penalty("InASet", lambda t: sp.Piecewise((abs(t), sp.Contains(t, sp.Interval(-1, 1))), (t**2, True)))
Labelled = penalty("Labelled", lambda t: sp.Symbol("a") * abs(t))
Stairs = penalty("Stairs", sp.floor)
Complex = penalty("Complex", lambda t: t * sp.sign(t + sp.I))
Half = penalty("Half", lambda t: sp.Piecewise((t, t >= 0)))
ForTwo = type("ForTwo", (penalty("WithoutAName", abs),), {"n_features": 2})
Unsolvable = penalty("Unsolvable", lambda t: abs(sp.erf(t) - t / 2))
Log0 = penalty("Log0", lambda t: sp.log(abs(t)))
AnyPower = penalty("AnyPower", lambda t: abs(t) ** DELTA)
Counted = penalty("Counted", lambda t: sp.Piecewise((0, sp.Eq(t, 0)), (1, True)))


class Power(Penalty):
    def __init__(self, q):
        self.q = q

    def symbolic(self, theta):
        return sum(abs(t) ** self.q for t in theta)


CONVEX = [L1(), SquaredL2(), ElasticNet(0.7), HuberL1(), Uneven(), Power(1.5), Quartic(), DeadZone(), Shifted()]
OTHERS = [Power(0.5), Log(), PseudoHuber(), Nonnegative(), Box()]
names = {"ids": lambda value: type(value).__name__}


def test_c8_off_zero_the_slope_of_the_loss_is_plus_or_minus_lam():
    assert stationarity(L1()).negative == sp.Eq(df, lam)
    assert stationarity(L1()).positive == sp.Eq(df, -lam)


def test_c9_at_zero_the_slope_of_the_loss_lies_in_an_interval_for_l1_and_is_zero_for_squared_l2():
    assert stationarity(L1()).zero == (sp.Abs(df) <= lam)
    assert stationarity(SquaredL2()).zero == sp.Eq(df, 0)
    assert stationarity(Uneven()).zero == sp.And(df >= -2 * lam, df <= lam)


@pytest.mark.parametrize(
    ("penalty", "slopes"),
    [
        (L1(), sp.Interval(-1, 1)),
        (SquaredL2(), sp.FiniteSet(0)),
        (ElasticNet(0.7), sp.Interval(sp.Rational(-7, 10), sp.Rational(7, 10))),
        (HuberL1(), sp.FiniteSet(0)),
        (PseudoHuber(), sp.FiniteSet(0)),
        (Uneven(), sp.Interval(-1, 2)),
        (Log(), sp.Interval(-1, 1)),
        (Power(1.5), sp.FiniteSet(0)),
        (Nonnegative(), sp.Interval(-sp.oo, 0)),
        (Shifted(), sp.FiniteSet(-1)),
        (Skewed(), sp.Interval(-1, 1)),
        (Level(), sp.S.EmptySet),
    ],
    **names,
)
def test_c9_the_subdifferential_at_zero(penalty, slopes):
    assert subdifferential_at_zero(penalty) == slopes


@pytest.mark.parametrize("q", [0.1, sp.Rational(1, 2), 0.99])
def test_c13_below_q_1_every_slope_belongs_to_zero(q):
    assert subdifferential_at_zero(Power(q)) == sp.Interval(-sp.oo, sp.oo)
    assert stationarity(Power(q)).zero == sp.true


def test_c10_the_why_of_the_derivative():
    why = squared_error_derivative()
    assert why.result == 2 * x**2 * theta - 2 * x * y
    assert why.verify()


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5))
def test_c10_the_derivative_is_the_gradient_in_numbers(a, b, at):
    assume(all(abs(number) > 1e-100 or number == 0 for number in (a, b)))  # smaller ones have no squares
    derived = as_function(squared_error_derivative(), [theta, x, y])(at, a, b)
    np.testing.assert_allclose(derived, SquaredError([[a]], [b]).gradient([at])[0], rtol=1e-12, atol=1e-12)


def test_c10_the_logistic_slope_is_the_gradient_in_numbers():
    rng = np.random.default_rng(3)
    condition = stationarity(SquaredL2(), LOGISTIC).positive
    slope = as_function(condition.lhs, [theta, x, y])
    for a, label, at in zip(rng.normal(size=50), rng.choice([-1, 1], 50), rng.normal(size=50), strict=True):
        expected = Logistic([[a], [a]], [label, label]).gradient([at])[0] / 2
        np.testing.assert_allclose(slope(at, a, label), expected, rtol=1e-12, atol=1e-12)


def test_c11_and_c12_the_threshold_of_l1_is_half_of_lam():
    found = threshold(L1())
    assert found.zero == sp.And(x * y >= -lam / 2, x * y <= lam / 2)
    assert (found.positive, found.negative) == (sp.Gt(x * y, lam / 2), sp.Lt(x * y, -lam / 2))


@pytest.mark.parametrize(
    ("penalty", "loss", "positive", "zero"),
    [
        (L1(), LOGISTIC, x * y > 2 * lam, sp.And(x * y >= -2 * lam, x * y <= 2 * lam)),
        (ElasticNet(0.7), None, x * y > 7 * lam / 20, sp.And(x * y >= -7 * lam / 20, x * y <= 7 * lam / 20)),
        (SquaredL2(), None, x * y > 0, sp.Eq(x * y, 0)),
        (Uneven(), None, x * y > lam, sp.And(x * y >= -lam / 2, x * y <= lam)),
        (Nonnegative(), None, x * y > 0, x * y <= 0),
        (L1(), DELTA * theta**2 - 2 * y * theta, y > lam / 2, sp.And(y >= -lam / 2, y <= lam / 2)),
    ],
    **names,
)
def test_c11_other_thresholds(penalty, loss, positive, zero):
    found = threshold(penalty, loss)
    assert (found.positive, found.zero) == (positive, zero)
    assert found.convex and found.verify()


def test_a_threshold_without_convexity_says_so():
    found = threshold(Power(0.5))
    assert not found.convex and found.positive is None and found.zero == sp.true
    assert "not convex" in found[-1].says


def test_c11_the_closed_form_of_l1():
    pairs = minimiser(L1()).result.args
    assert [condition for _, condition in pairs] == [sp.Gt(x * y, lam / 2), sp.Lt(x * y, -lam / 2), sp.true]
    assert sp.expand(pairs[0][0] - (x * y - lam / 2) / x**2) == 0
    assert sp.expand(pairs[1][0] - (x * y + lam / 2) / x**2) == 0
    assert pairs[2][0] == 0


@pytest.mark.parametrize("penalty", CONVEX, **names)
@pytest.mark.parametrize("kind", ["minimiser", "prox"])
def test_the_closed_form_is_lowest_on_a_fine_grid(penalty, kind):
    loss = squared_error() if kind == "minimiser" else (theta - v) ** 2 / 2
    derived = minimiser(penalty) if kind == "minimiser" else prox(penalty)
    symbols = [lam, x, y, v, DELTA]
    rng = np.random.default_rng(5)
    columns = [rng.uniform(0.1, 3, 60), rng.uniform(0.4, 2, 60), *rng.normal(0, 2, (2, 60)), rng.uniform(0.2, 2, 60)]
    best = as_function(derived, symbols)(*columns)
    total = as_function(loss + lam * penalty.symbolic([theta]), [theta, *symbols])
    grid = np.linspace(-12, 12, 24001)[:, None]
    lowest = grid[total(grid, *columns).argmin(axis=0), 0]
    np.testing.assert_allclose(best, lowest, atol=6e-4)


@cache
def derived_proxes():
    """Some penalties, each with its derived prox in numbers."""
    penalties = L1(), SquaredL2(), ElasticNet(0.7), ElasticNet(0), ElasticNet(1)
    return [(penalty, as_function(prox(penalty), [v, lam])) for penalty in penalties]


@settings(max_examples=60)
@given(number=st.floats(-1e3, 1e3), step=st.floats(1e-3, 1e3))
def test_c12_the_derived_prox_is_the_numpy_prox(number, step):
    for penalty, derived in derived_proxes():
        expected = penalty.prox([number], step)[0]
        bound = 1e-12 * max(1, abs(number), step)
        np.testing.assert_allclose(derived(number, step), expected, rtol=1e-12, atol=bound)
    shrink = derived_proxes()[0][1]
    np.testing.assert_allclose(shrink(number, step), soft_threshold(number, step), rtol=1e-12, atol=1e-9)


def test_functions_work_on_arrays_and_on_infinity():
    root = as_function(sp.sqrt(x), x)  # one argument needs no list
    np.testing.assert_array_equal(root([-1.0, 4.0]), [np.nan, 2.0])
    assert "sqrt(x) of [x]" in root.__doc__
    largest = as_function(sp.Max(x, y, 1), (x, y))
    assert largest([0, 2, 3], [[5], [0]]).tolist() == [[5, 5, 5], [1, 2, 3]]
    always = as_function(sp.true, [x])([1.0, 2.0])
    assert always.tolist() == [True, True] and always.dtype == bool and as_function(sp.Integer(2), [])() == 2
    shrink = as_function(prox(L1()), [v, lam])
    assert shrink(np.array([[np.inf], [-2.0], [0.5]]), [1.0, 3.0]).tolist() == [[np.inf, np.inf], [-1, 0], [0, 0]]
    is_zero = as_function(threshold(L1()), [x, y, lam])
    assert is_zero([1.0, 1.0], [0.5, 0.6], 1.0).tolist() == [True, False]
    assert as_function(sp.Integer(2), [v])([1.0, 2.0]).tolist() == [2.0, 2.0]


def test_what_is_no_real_number_is_undefined_and_a_set_is_a_condition():
    np.testing.assert_array_equal(as_function(sp.I * x, [x])([1.0, 0.0]), [np.nan, 0.0])
    form = matrix_form(L1(), signs=(1, 0))
    assert as_function(form, [*form.gradient, lam])(-1.0, [0.5, 2.0], 1.0).tolist() == [True, False]


@pytest.mark.parametrize("penalty", [*CONVEX, *OTHERS], **names)
def test_every_step_of_stationarity_and_threshold_verifies(penalty):
    assert stationarity(penalty).verify()
    assert threshold(penalty).verify()


@pytest.mark.parametrize("penalty", [L1(), Uneven(), DeadZone(), Log()], **names)
@pytest.mark.parametrize("loss", [squared_error(), LOGISTIC], ids=["squared", "logistic"])
def test_every_step_verifies_with_a_loss(penalty, loss):
    assert stationarity(penalty, loss).verify()
    assert threshold(penalty, loss).verify()


@pytest.mark.parametrize("penalty", [*CONVEX, Nonnegative(), Box()], **names)
def test_every_step_of_the_closed_forms_verifies(penalty):
    assert minimiser(penalty).verify()


@pytest.mark.parametrize("penalty", [L1(), Uneven()], **names)
def test_the_logistic_loss_of_one_observation_has_a_closed_form(penalty):
    assert minimiser(penalty, LOGISTIC).verify()


def test_stationary_points_of_a_kink_off_zero():
    found = stationarity(DeadZone())
    assert found.kinks == {-1: sp.And(df >= 0, df <= lam), 1: sp.And(df >= -lam, df <= 0)}


def test_between_walls_theta_has_the_penaltys_slope_and_at_a_wall_any_beyond_it():
    found = stationarity(Box())
    assert found.positive == sp.And(theta < 2, sp.Eq(df, -lam))
    assert found.kinks == {-1: df >= lam, 2: df <= -lam}


def test_where_the_slope_falls_at_zero_no_slope_belongs_to_it():
    found = stationarity(Summed(lambda t: -abs(t)))
    assert found.zero == sp.false and threshold(Level()).zero == sp.false and found.verify()
    assert found[2].says == "At θ = 0 the penalty's slope falls from 1 to -1: no slope lies between."


def test_the_root_of_a_pure_cubic_is_a_cube_root():
    derived = minimiser(L1(), theta**4 / 4 - y * theta)  # θ³ = y ∓ λ
    np.testing.assert_allclose(as_function(derived, [y, lam])([-9.0, -0.5, 28.0], 1.0), [-2, 0, 3], rtol=1e-12)


def test_a_loss_whose_curvature_jumps_is_convex_where_it_bends_upward_on_both_sides():
    jump = theta * abs(theta)  # its curvature is −2 and 2
    with pytest.raises(ValueError, match="no solution in closed form"):
        minimiser(L1(), 2 * (theta - y) ** 2 + jump)
    with pytest.raises(ValueError, match=r"is not convex for L1 \(it bends downward at θ = -"):
        minimiser(L1(), 2 * (theta - y) ** 2 + 3 * jump)


def test_what_bends_downward_only_close_to_the_end_of_a_piece_is_not_convex():
    bent = Summed(lambda t: 2 * sp.exp(abs(t)) + sp.sqrt(abs(t)) * sp.Rational(4, 5))
    with pytest.raises(ValueError, match="is not convex for Summed"):
        minimiser(bent, lam=3)
    assert not threshold(bent, lam=3).convex


def test_a_sum_with_a_penalty_that_is_infinite_somewhere_is_infinite_there():
    """SymPy keeps ∞ + √θ, which is no jump but a wall, like ∞ alone."""
    box = sp.Piecewise((0, abs(theta) <= 2), (sp.oo, True))
    both = Summed(lambda t: abs(t) + abs(t) ** sp.Rational(3, 2) + box.subs(theta, t))
    derived = prox(both)
    assert derived.verify() and threshold(both).verify() and stationarity(both).verify()
    grid, targets = np.linspace(-2, 2, 40_001), np.array([-90.0, -4.0, 0.4, 5.0, 60.0])
    cost = (grid - targets[:, None]) ** 2 / 2 + abs(grid) + abs(grid) ** 1.5
    np.testing.assert_allclose(as_function(derived, [v, lam])(targets, 1.0), grid[cost.argmin(axis=1)], atol=1e-4)


UNDONE = sp.Integral(sp.sin(theta) ** theta, theta)


def test_an_integral_or_a_derivative_in_a_loss_is_worked_out():
    assert minimiser(L1(), sp.Integral(2 * theta, theta)).result == minimiser(L1(), theta**2).result == 0


def test_a_price_that_is_zero_but_for_rounding_is_no_counterexample():
    assert stationarity(Shifted(), -(theta**2)).verify()


def test_c6_squared_l2_for_vectors_of_any_length():
    form = matrix_form(SquaredL2())
    vector, slopes = form.result.lhs, form.result.rhs.atoms(sp.MatrixSymbol).pop()
    assert vector.shape == (sp.Symbol("p", integer=True, positive=True), 1)
    assert (slopes + 2 * lam * form.result.rhs).doit() == sp.ZeroMatrix(*vector.shape)
    assert form.verify()


def test_c6_the_unsquared_norm_has_a_ball_of_slopes_at_the_origin():
    form = matrix_form(L2(), 2)
    (a, b), (da, db) = form.coefficients, form.gradient
    assert form.origin == (sp.sqrt(da**2 + db**2) <= lam)
    length = sp.sqrt(a**2 + b**2)
    assert form.away == sp.And(sp.Eq(da + lam * a / length, 0), sp.Eq(db + lam * b / length, 0))
    assert form.verify()


def test_c13_a_group_is_zero_as_a_whole():
    form = matrix_form(GroupL2([0, 0, 1], weights=[2, 1]), signs=(0, 0, 1))
    first, second, _ = form.gradient
    assert sp.Le(sp.sqrt(first**2 + second**2), 2 * lam) in form.result.args
    assert form.verify()
    assert matrix_form(GroupL2([0, 0, 1])).verify()


def test_c9_minus_the_gradient_lies_in_a_product_of_intervals():
    form = matrix_form(L1(), signs=(1, 0, -1))
    expected = sp.ProductSet(sp.FiniteSet(lam), sp.Interval(-lam, lam), sp.FiniteSet(-lam))
    assert form.result.args == (sp.Tuple(*(-g for g in form.gradient)), expected)
    assert form.verify() and matrix_form(L1(), 2).verify() and matrix_form(DeadZone(), 2).verify()


def test_c8_the_matrix_form_holds_exactly_where_the_objective_is_stationary():
    rng = np.random.default_rng(0)
    form = matrix_form(L1())
    holds = as_function(form.result, [*form.coefficients, *form.gradient, lam])
    loss = SquaredError(rng.integers(-3, 4, (6, 3)), rng.integers(-3, 4, 6))
    gradient = loss.gradient(np.zeros(3))
    for price in (np.abs(gradient).max(), np.abs(gradient).max() - 1):
        gap = (loss + price * L1()).stationarity_gap(np.zeros(3))
        assert holds(0, 0, 0, *gradient, price) == (gap == 0)


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: stationarity(L2()), ValueError, "L2 ties its coefficients together: it has no one-coefficient"),
        (lambda: prox(GroupL2([0, 0, 1])), ValueError, "see matrix_form"),
        (lambda: stationarity(ForTwo()), ValueError, "ForTwo is made for 2 coefficients, not for 1.*see matrix_form"),
        (lambda: matrix_form(ForTwo(), 3), ValueError, "ForTwo is made for 2 coefficients, not for 3"),
        (lambda: stationarity(L1), TypeError, r"write L1\(\)"),
        (lambda: stationarity(2 * L1()), TypeError, "must come without a price"),
        (lambda: stationarity(L1(), "theta**2"), TypeError, "got the text 'theta\\*\\*2'"),
        (lambda: stationarity(L1(), SquaredError([[1]], [1])), TypeError, "write it with the symbols theta, x, y"),
        (lambda: stationarity(L1(), x * y), ValueError, "loss must depend on theta"),
        (lambda: stationarity(L1(), sp.Symbol("theta") ** 2), ValueError, "import theta"),
        (lambda: stationarity(L1(), sp.Symbol("a") * theta**2), ValueError, "symbol a that may be complex"),
        (lambda: stationarity(L1(), abs(x * theta - y)), ValueError, "loss must be smooth"),
        (lambda: stationarity(L1(), lam * theta**2), ValueError, "loss must not contain lambda"),
        (lambda: threshold(L1(), lam=-1), ValueError, "lam must be positive, got -1"),
        (lambda: minimiser(Power(0.5)), ValueError, "not convex for Power .* still holds"),
        (
            lambda: minimiser(OneSided(), sp.exp(-x * y * theta)),
            ValueError,
            "no solution in closed form .* θ < 0; stat",
        ),
        (lambda: threshold(L1(), theta**2 + UNDONE), ValueError, "loss has parts that SymPy cannot work out"),
        (lambda: stationarity(L1(), 1 / theta), ValueError, "loss must be finite for every theta, .* not at theta = 0"),
        (lambda: threshold(L1(), -sp.log(theta)), ValueError, "loss must be finite for every theta"),
        (lambda: prox(L1(), lam=0), ValueError, "lam must be positive"),
        (lambda: minimiser(PseudoHuber()), ValueError, "no solution in closed form .* still hold"),
        (
            lambda: minimiser(L1(), sp.exp(theta) - y * theta),
            ValueError,
            r"exp\(θ\) - λ - y = 0 has no solution",
        ),
        (lambda: minimiser(L1(), sp.exp(theta**2) - y * theta), ValueError, "no solution in closed form .* still hold"),
        (lambda: stationarity(L1(), theta > 0), TypeError, "loss must be an expression, not a condition or a set"),
        (lambda: stationarity(L1(), True), TypeError, "loss must be a SymPy expression, got True; write it with"),
        (lambda: stationarity(3), TypeError, r"must have a method symbolic\(theta\), got 3; pass a penalty such as L1"),
        (lambda: threshold(L1(), lam=theta**2 + 1), ValueError, r"lam must not depend on theta, got theta\*\*2 \+ 1"),
        (lambda: threshold(L1(), lam=DELTA - 1), ValueError, "lam must be positive, got delta - 1; use a number above"),
        (
            lambda: threshold(L1(), lam=sp.Symbol("lam", positive=True)),
            ValueError,
            r"symbol lam that is not the kit's lambda \(positive=True\); write .* import lam$",
        ),
        (
            lambda: stationarity(L1(), (theta - sp.Symbol("y")) ** 2),
            ValueError,
            r"symbol y that is not the kit's y \(real=True\); write .* import y$",
        ),
        (
            lambda: stationarity(Labelled()),
            ValueError,
            r"^Labelled.symbolic\(theta\) has a symbol a that may be",
        ),
        (lambda: stationarity(Stairs()), ValueError, r"continuous with finitely many kinks, got the formula floor\(th"),
        (lambda: stationarity(Complex()), ValueError, r"must be real for every theta, got the formula theta\*sign"),
        (lambda: stationarity(Half()), ValueError, "must be defined for every theta, got no value for it in Piecewise"),
        (lambda: stationarity(Unsolvable()), ValueError, "has kinks where .* = 0, which cannot be solved for theta"),
        (lambda: stationarity(Log0()), ValueError, r"must have a finite value at 0, got the formula log\(Abs\(theta"),
        (
            lambda: stationarity(AnyPower()),
            ValueError,
            "the slope of AnyPower at 0 from the right is undecided; give its symbols numbers",
        ),
        (lambda: stationarity(InASet()), ValueError, r"for some it is open whether Contains\(theta, "),
        (lambda: stationarity(Counted()), ValueError, "must be continuous, but it jumps at 0"),
        (
            lambda: stationarity(Rooted()),
            ValueError,
            r"must be real for every theta, .* whether sqrt\(theta\) > 0",
        ),
        (lambda: matrix_form(L1(), signs=(1, 2)), ValueError, "signs must hold -1, 0 or 1"),
        (lambda: matrix_form(L1(), signs=1), ValueError, "signs must hold -1, 0 or 1 for every coefficient, got 1"),
        (lambda: matrix_form(L1(), 0), ValueError, "n_coefficients must be a whole number, 1 or more, got 0"),
        (lambda: matrix_form(L1(), 3, signs=(1, 0)), ValueError, "signs must have n_coefficients = 3 entries, got 2"),
        (lambda: matrix_form(L1(), signs=()), ValueError, "signs must hold -1, 0 or 1 for every coefficient, got ()"),
        (lambda: matrix_form(L1(), 2.5), ValueError, "n_coefficients must be a whole number, 1 or more, got 2.5"),
        (lambda: as_function(x * y * lam, [x]), ValueError, r"symbols \[lambda, y\] that are not among .* \[x\]; add"),
        (lambda: as_function("x", x), TypeError, "formula must be a SymPy formula or a derivation, got 'x'"),
        (lambda: as_function(x * y, [x, y])(1.0), TypeError, r"expected the 2 arguments \[x, y\], got 1"),
        (lambda: as_function(x * y, ["x", "y"]), TypeError, r"symbols in a list, such as \[theta, x\], got 'x'"),
        (lambda: as_function(x * y, {x, y}), TypeError, "arguments must be symbols in a list"),
        (lambda: as_function(x * y, [x, y, x]), ValueError, "each name once, got x twice; drop one"),
        (lambda: as_function(x, [x, sp.Symbol("x")]), ValueError, "each name once, got x twice; drop one"),
        (lambda: as_function(sp.Interval(0, 1), [x]), TypeError, "formula must be a SymPy formula .*, got Interval"),
        (lambda: as_function(sp.Matrix([x, 1]), [x]), TypeError, "formula must be .*, got MutableDenseMatrix of shape"),
        (lambda: as_function(sp.Function("g")(x), [x]), TypeError, r"not worked out to numbers, g\(x\); write what"),
        (lambda: as_function(sp.zoo * 1, [x]), TypeError, "not worked out to numbers, zoo; write what they are"),
        (lambda: as_function(sp.Derivative(x**2, x), [x]), TypeError, "not worked out to numbers, Derivative"),
        *(
            (lambda each=each: as_function(x * y, [x, y])(each, 1.0), error, f"x {text}")
            for each, error, text in [
                ("1.0", TypeError, "must hold real numbers: got '1.0'"),
                (None, TypeError, "must hold real numbers: got None"),
                (np.array([1 + 1j]), TypeError, "must hold real numbers: got dtype complex128"),
                (np.datetime64("2020"), TypeError, "must hold real numbers: got np.datetime64"),
                (np.ma.masked_array([1.0, 2.0], [0, 1]), TypeError, "has masked entries"),
                ([[1, 2], [3]], TypeError, "must hold real numbers in rows of one length"),
            ]
        ),
        (
            lambda: as_function(x * y, [x, y])([1, 2], [1, 2, 3]),
            ValueError,
            r"shapes do not fit: x \(2,\) and y \(3,\)",
        ),
        *(
            (
                lambda derive=derive: derive(SquaredError([[2.0]], [5.0])),
                TypeError,
                "got the loss SquaredError.*; add a",
            )
            for derive in (stationarity, threshold, minimiser, prox, exact_zeros, matrix_form, subdifferential_at_zero)
        ),
    ],
)
def test_bad_input_is_told_in_one_line(call, error, text):
    with pytest.raises(error, match=text) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_breakpoints_whose_order_is_open_are_an_error():
    class TwoKinks(Penalty):
        def symbolic(self, theta):
            return sum(sp.Max(abs(t) - DELTA, 0) + sp.Max(abs(t) - EPSILON, 0) for t in theta)

    with pytest.raises(ValueError, match="TwoKinks has breakpoints whose order is open"):
        stationarity(TwoKinks())
