"""All coefficients at once: each has its own slopes, and what is not derived says so in one line."""

from itertools import combinations

import numpy as np
import pytest
import sympy as sp
from penalties_on_paper import (
    BOX,
    FUSED,
    L1_AND_L2,
    MAX_NORM,
    NONNEGATIVE_L1,
    SORTED_L1,
    Summed,
    WeightedL1,
    Written,
    norm,
)

from sparsity_kit import L2, GroupL2, Lq, SquaredL2
from sparsity_kit.derivations import as_function, lam, matrix_form, stationarity

G1, G2 = sp.symbols("∂f_1:3", real=True)
T1, T2 = sp.symbols("theta_1:3", real=True)
MCP = Summed(lambda t: sp.Piecewise((abs(t) - t**2 / 6, abs(t) <= 3), (sp.Rational(3, 2), True)))
SCAD = Summed(  # smooth at ½ and at 1.85: the slopes on both sides of such a joint differ by rounding alone
    lambda t: sp.Piecewise(
        (abs(t) / 2, 2 * abs(t) <= 1),
        (37 * abs(t) / 54 - 5 * t**2 / 27 - sp.Rational(5, 108), abs(t) <= 1.85),
        (sp.Rational(47, 80), True),
    )
)
UNEVEN_AND_SMOOTH = Written(lambda theta: sp.Max(theta[0], -2 * theta[0]) + theta[1] ** 4)
CROSSED = Written(lambda theta: sum(t**2 for t in theta) + theta[0] * theta[1])
CROSSED_L1 = Written(lambda theta: theta[0] * theta[1] + sum(map(abs, theta)))
TOUCHING = Written(lambda theta: sp.Max(theta[0] - theta[1] ** 2, -theta[0]))  # along d: max(d₁, −d₁), d₂ has no say
SQUARES = Written(lambda theta: sum(theta) ** 2 - 2 * sum(a * b for a, b in combinations(theta, 2)))
HALF_PLANE = Written(lambda theta: sp.Piecewise((0, sum(theta) >= -1), (sp.oo, True)))
NONNEGATIVE_L2 = Written(lambda theta: NONNEGATIVE_L1.symbolic(theta) - sum(theta) + norm(theta))


def interval(width):
    return sp.Interval(-width, width)


@pytest.mark.parametrize(
    ("penalty", "signs", "sets"),
    [
        (WeightedL1([1, 2]), (0, 0), (interval(lam), interval(2 * lam))),
        (WeightedL1([1, 0]), (-1, 0), (sp.FiniteSet(-lam), sp.FiniteSet(0))),
        (UNEVEN_AND_SMOOTH, (0, -1), (sp.Interval(-2 * lam, lam), sp.FiniteSet(4 * lam * T2**3))),
        (NONNEGATIVE_L1, (0, 1), (sp.Interval(-sp.oo, lam), sp.FiniteSet(lam))),
        (GroupL2([0, 1], weights=[3, 1]), (0, -1), (interval(3 * lam), sp.FiniteSet(-lam))),
        (Lq(0.5), (0, 1), (sp.S.Reals, sp.FiniteSet(lam / (2 * sp.sqrt(T2))))),
        (MCP, (0, 1), (interval(lam), sp.FiniteSet(sp.Piecewise((lam * (1 - T2 / 3), T2 < 3), (0, True))))),
    ],
)
def test_every_coefficient_has_its_own_set(penalty, signs, sets):
    form = matrix_form(penalty, signs=signs)
    assert form.result.args[1] == sp.ProductSet(*sets)
    assert form.verify()


def test_at_a_smooth_joint_of_two_pieces_rounding_is_no_slope():
    assert matrix_form(SCAD, signs=(1,)).verify()


@pytest.mark.parametrize(
    ("penalty", "signs", "condition"),
    [
        (L1_AND_L2, (1, 0), sp.And(sp.Eq(G1, -2 * lam), sp.Abs(G2) <= lam)),
        (L1_AND_L2, (0, -1), sp.And(sp.Eq(G2, 2 * lam), sp.Abs(G1) <= lam)),
        (
            L1_AND_L2,
            (0, 0),
            sp.sqrt(sp.Max(0, sp.Abs(G1) - lam) ** 2 + sp.Max(0, sp.Abs(G2) - lam) ** 2) <= lam,
        ),
        (SORTED_L1, (1, 0), sp.And(sp.Eq(G1, -2 * lam), sp.Abs(G2) <= lam)),
        (MAX_NORM, (0, -1), sp.And(sp.Eq(G1, 0), sp.Eq(G2, lam))),
        (FUSED, (1, 0), sp.And(sp.Eq(G1, -lam), sp.Eq(G2, lam))),
        (FUSED, (-1, 1), sp.And(sp.Eq(G1, lam), sp.Eq(G2, -lam))),
        (CROSSED, (1, 0), sp.And(sp.Eq(G1, -2 * lam * T1), sp.Eq(G2, -lam * T1))),
        (CROSSED_L1, (1, 0), sp.And(sp.Eq(G1, -lam), -lam * T1 - lam <= G2, lam - lam * T1 >= G2)),
        (TOUCHING, (0, 0), sp.And(sp.Abs(G1) <= lam, sp.Eq(G2, 0))),
        (NONNEGATIVE_L2, (1, 0), sp.And(sp.Eq(G1, -lam), G2 >= 0)),
        (NONNEGATIVE_L2, (1, -1), sp.false),
        (L2(), (1, 0), sp.And(sp.Eq(G1, -lam), sp.Eq(G2, 0))),
    ],
)
def test_a_tied_block_has_slopes_on_both_sides_of_each_zero(penalty, signs, condition):
    form = matrix_form(penalty, signs=signs)
    assert form.verify()
    letters = [T1, T2, G1, G2, lam]
    derived, expected = as_function(form.result, letters), as_function(condition, letters)
    grid = np.array(np.meshgrid(*[np.arange(-9, 10) / 2] * 2)).reshape(2, -1)
    at = [np.full(grid.shape[1], 1.5 * sign) for sign in signs]
    assert np.array_equal(derived(*at, *grid, 1.5), expected(*at, *grid, 1.5))


@pytest.mark.parametrize("penalty", [BOX, NONNEGATIVE_L1], ids=["box", "nonnegative"])
def test_where_a_penalty_is_infinite_no_slope_holds_theta_there(penalty):
    everywhere = matrix_form(penalty, 2)
    assert everywhere.verify()
    holds = as_function(everywhere.result, [T1, T2, G1, G2, lam])
    assert not holds(-2.0, 0.5, [-5.0, 0.0, 5.0], 0.0, 1.0).any()
    for signs in ((1, 1), (1, 0), (-1, 0)):
        assert matrix_form(penalty, signs=signs).verify()
    at_the_wall = as_function(matrix_form(BOX, signs=(1, 0)).result.args[1].args[0].contains(-G1), [T1, G1, lam])
    assert at_the_wall([0.5, 0.5, 1, 1, 1, 2], [0, -1, -3, 0, 1, 0], 1.0).tolist() == [1, 0, 1, 1, 0, 0]


def test_without_signs_every_weight_counts():
    squares = matrix_form(Summed(lambda t: t**2, weights=(1, 3)))
    assert squares.result.rhs == sp.Matrix([-G1 / (2 * lam), -G2 / (6 * lam)]) and squares.verify()
    free = matrix_form(Summed(lambda t: t**2, weights=(1, 0)))
    holds = as_function(free.result, [T1, T2, G1, G2, lam])
    assert holds(1, 7, -2, 0, 1) and not holds(1, 7, -2, 1, 1)
    weighted = matrix_form(WeightedL1([1, 2]))
    assert weighted[8].says == "θ₂: At θ = 0 the penalty's slope jumps from -2 to 2; all slopes between belong to it."
    holds = as_function(weighted.result, [T1, T2, G1, G2, lam])
    assert holds(0, 0, 1, 2, 1) and not holds(0, 0, 2, 1, 1) and holds(3, -1, -1, 2, 1) and weighted.verify()


def test_a_tie_is_one_of_values_and_not_of_letters():
    """(θ₁ + θ₂)² − 2θ₁θ₂ ties nothing; a rim across the axes ties where Ω is infinite, though it is 0 elsewhere."""
    assert stationarity(SQUARES).result == stationarity(SquaredL2()).result
    assert matrix_form(SQUARES, 2).result == matrix_form(SquaredL2(), 2).result
    with pytest.raises(ValueError, match="Written ties its coefficients together"):
        stationarity(HALF_PLANE)


def test_smooth_ties_hold_everywhere():
    for penalty in (CROSSED, Written(lambda theta: sp.sqrt(1 + sum(t**2 for t in theta)))):
        form = matrix_form(penalty, 2)
        assert form.result == form.away and form.origin == sp.And(sp.Eq(G1, 0), sp.Eq(G2, 0)) and form.verify()


@pytest.mark.parametrize(("penalty", "n"), [(WeightedL1([1, 2]), 2), (GroupL2([0, 0, 1, 1]), 4), (MAX_NORM, 3)])
def test_a_penalty_with_weights_or_groups_knows_how_many_coefficients_it_has(penalty, n):
    try:
        assert len(matrix_form(penalty).coefficients) == n
    except ValueError as error:
        assert penalty is MAX_NORM and "θ₁, θ₂, θ₃" in str(error)


@pytest.mark.parametrize(
    ("penalty", "signs", "message"),
    [
        (SORTED_L1, (0, 0), r"Written ties θ₁, θ₂ at zero .* pass signs with at most one of them zero"),
        (FUSED, (0, 0), "ties θ₁, θ₂ at zero"),
        (MAX_NORM, (1, 1), r"the signs do not decide .* a zero of θ₁ - θ₂; pass signs with fewer"),
        (Written(lambda theta: sp.sqrt((theta[0] - theta[1]) ** 2)), (1, 1), "the signs do not decide"),
        (
            Written(lambda theta: sp.log(2 + sp.sin(theta[0] * theta[1]))),
            (1, 1),
            r"a zero of log\(sin\(θ₁\*θ₂\) \+ 2\)",
        ),
        (Written(lambda theta: sp.asinh(theta[0] + theta[1])), (1, 1), r"a zero of asinh\(θ₁ \+ θ₂\); pass signs"),
        (L1_AND_L2, None, r"may have kinks in θ₁, θ₂ where not all of them are zero: .* pass signs, such as \(1, 0\)"),
        (Written(lambda theta: sp.sqrt(theta[0] ** 2 + 4 * theta[1] ** 2)), (0, 0), "neither one interval for each"),
    ],
)
def test_what_is_not_derived_is_said_in_one_line(penalty, signs, message):
    with pytest.raises(ValueError, match=message) as caught:
        matrix_form(penalty, None if signs else 2, signs=signs)
    assert "\n" not in str(caught.value)
