"""Verdicts on claims: a right one holds however small the numbers are, a wrong one does not hold anywhere."""

import pytest
import sympy as sp

from sparsity_kit import L1, SquaredL2
from sparsity_kit.derivations import check_claim, df, lam, matrix_form, prox, subdifferential_at_zero, theta, v, x, y
from sparsity_kit.derivations.formulas.edges import reach
from sparsity_kit.derivations.formulas.points import sample_points

S, COUNT = sp.Symbol("s", real=True), sp.Symbol("n", integer=True)
EXP, RATIO = sp.symbols("exp ratio", real=True)
ROWS_DIFFER = sp.Ne(sp.Matrix([x, y]), sp.Matrix([0, 0]), evaluate=False)


@pytest.mark.parametrize(
    ("claimed", "correct"),
    [
        (sp.Ne(x, 0), x**2 > 0),
        (x**2 >= 0, sp.true),
        (sp.Eq(x * sp.sqrt(2), 0), sp.Eq(x, 0)),
        (sp.sqrt(3 + 2 * sp.sqrt(2)) * x, (1 + sp.sqrt(2)) * x),
        (sp.And(x > 0, sp.log(x) > 0), x > 1),
        (sp.Or(x <= 1, sp.log(x) > 0), sp.true),
        (theta / 3.0, theta / 3),
        (theta * (0.1 + 0.2), 3 * theta / 10),
        (sp.Eq(theta + sp.exp(theta), y), sp.Eq(theta - y, -sp.exp(theta))),
        (sp.Interval(-1, 1), subdifferential_at_zero(L1())),
        (sp.FiniteSet(0), subdifferential_at_zero(SquaredL2())),
        (sp.Union(sp.Interval(-2, 0), sp.Interval(-1, 3)), sp.Interval(-2, 3)),
        (sp.S.Reals, sp.Interval(-sp.oo, sp.oo)),
        ([x * 2, sp.Le(x, 1)], (x + x, sp.Ge(1, x))),
        (sp.Tuple(sp.Interval(-lam, lam), 2), [sp.Interval(-lam, lam), 2]),
        (sp.Eq(x**2, 2), sp.Eq(abs(x), sp.sqrt(2))),
        (sp.exp(x) >= 2, x >= sp.log(2)),
        (COUNT**2 >= COUNT, sp.true),
        (RATIO / 3 + sp.exp(EXP), (3 * sp.exp(EXP) + RATIO) / 3),
        (sp.Interval(0, S), sp.Intersection(sp.Interval(-1, S), sp.Interval(0, S + 1))),
        (ROWS_DIFFER, sp.Or(sp.Ne(x, 0), sp.Ne(y, 0))),
    ],
)
def test_right_claims_hold(claimed, correct):
    check = check_claim(claimed, correct)
    assert check, check.says
    assert check.says == "The claim holds."


@pytest.mark.parametrize(
    ("claimed", "correct"),
    [
        (abs(df) <= sp.Rational(1, 10**13), sp.Eq(df, 0)),
        (abs(df) <= sp.sqrt(2) / 10**40, sp.Eq(df, 0)),
        (df + sp.Rational(1, 10**15), df),
        (abs(x * y) <= lam / 2 + sp.Heaviside(lam - 50), abs(x * y) <= lam / 2),
        (abs(x * y) <= lam / 2 + sp.Max(lam - 5000, 0), abs(x * y) <= lam / 2),
        (abs(x * y) <= lam / 2 + sp.Heaviside(df - 30) * sp.Heaviside(31 - df), abs(x * y) <= lam / 2),
        (sp.Eq(theta + sp.exp(theta), y), sp.Eq(theta + sp.exp(theta), y**2)),
        (sp.Interval(-2, 1), subdifferential_at_zero(L1())),
        (sp.Interval.open(-1, 1), subdifferential_at_zero(L1())),
        (sp.FiniteSet(0, 1, 2, 10**7), sp.FiniteSet(0, 1, 2)),
        (sp.S.EmptySet, sp.FiniteSet(0)),
        ([x, y], [x, -y]),
        (sp.Tuple(sp.Interval(-lam, lam)), [sp.Interval(-1, 1)]),
        (sp.Interval(0, S), sp.Interval(0, 2 * S)),
        (ROWS_DIFFER, sp.And(sp.Ne(x, 0), sp.Ne(y, 0))),
    ],
)
def test_wrong_claims_do_not(claimed, correct):
    check = check_claim(claimed, correct)
    assert not check
    assert check.values[0] != check.values[1]
    assert repr(check) and check._repr_markdown_()


@pytest.mark.parametrize(
    ("claimed", "correct", "at"),
    [
        (sp.FiniteSet(sp.sqrt(2)), sp.FiniteSet(-sp.sqrt(2)), "s = sqrt(2)"),
        (sp.FiniteSet(sp.sqrt(2)), sp.S.EmptySet, "s = sqrt(2)"),
        (sp.Interval(0, sp.sqrt(2)), sp.Interval.Ropen(0, sp.sqrt(2)), "s = sqrt(2)"),
        (x > sp.sqrt(2), x >= sp.sqrt(2), "x = sqrt(2)"),
        (sp.Eq(x, sp.sqrt(2)), sp.Eq(x**2, 2), "x = -sqrt(2)"),
        (sp.Eq(sp.exp(x), 2), sp.Eq(x, sp.log(3)), "x = log(3)"),
        (sp.Eq(x**3 + x, 1), sp.Eq(x**3 + x, sp.Rational(1001, 1000)), "x = 0.682745"),
        (sp.Eq(x**2, y * lam), sp.Eq(x, sp.sqrt(y * lam)), "x = -"),
    ],
)
def test_edges_are_asked_where_they_are_no_fractions(claimed, correct, at):
    """Two sets of one irrational number each differ at nothing else."""
    assert at in check_claim(claimed, correct).says
    assert check_claim(claimed, claimed) and check_claim(correct, correct)


def test_two_symbols_of_one_name_are_told_apart():
    with pytest.raises(ValueError, match="two different symbols named b, as real=True is not positive=True"):
        check_claim(2 * sp.Symbol("b", real=True), 2 * sp.Symbol("b", positive=True))


@pytest.mark.parametrize(
    ("claimed", "correct"),
    [
        (sp.Lambda(x, x), x),
        (sp.Order(x), x),
        (sp.Integral(sp.sin(x) ** x, x), x),
        (sp.Integral(sp.sin(x) / x**x, (x, 0, 1)), x),
        (sp.Subs(sp.Derivative(sp.Function("f")(x), x), x, 0), x),
        (sp.AccumBounds(0, 1), x),
    ],
)
def test_what_is_no_number_at_numbers_is_refused(claimed, correct):
    with pytest.raises(TypeError, match=r"^claimed has parts that are not worked out to numbers, .*; write what they"):
        check_claim(claimed, correct)


@pytest.mark.parametrize(
    ("claimed", "correct"),
    [
        (sp.sqrt(x) > -1, sp.true),
        (sp.log(x), sp.log(abs(x))),
        (sp.sqrt(x - 30), sp.sqrt(abs(x - 30))),
        (sp.Piecewise((x, x > 0)), x),
    ],
)
def test_undefined_where_the_right_formula_is_defined_is_a_counterexample(claimed, correct):
    check = check_claim(claimed, correct)
    assert not check and check.values[0] is None and check.values[1] is not None
    assert "it is undefined where" in check.says


@pytest.mark.parametrize("n", [3, 7, 11])
def test_a_hole_is_one_where_the_digits_of_a_fraction_end(n):
    """3x² + 5x − 2 is zero at x = 1/3, whose digits do not end: there is nothing to compare with."""
    step = 2 + sp.sign(n * x - 1)
    check = check_claim(step * (x + 1) * (n * x - 1) / sp.expand((n * x - 1) * (x + 2)), step * (x + 1) / (x + 2))
    assert check, check.says
    assert check.hole == {x: sp.Rational(1, n)}


@pytest.mark.parametrize("zero", [3 * x - 2 * y, x - y, 2 * x - 3 * y, 4 * x - 2 * y, 3 * x - 2 * y - lam, x * y - 1])
def test_a_hole_may_run_along_any_line(zero):
    """Around each point of it the claim is defined, but along the line itself it is not."""
    check = check_claim(sp.Mul(sp.expand(zero * x), 1 / zero, evaluate=False), x)
    assert check, check.says
    assert zero.subs(check.hole) == 0


def test_a_single_hole_is_said_and_no_more():
    check = check_claim((x * y + x) / x, y + 1)
    assert check and check.hole[x] == 0
    assert check.says.startswith("The claim holds, but at x = 0") and check.says.endswith("it is undefined.")
    assert check_claim(x * y, x * y).hole is None


def test_what_cannot_be_compared_is_told_in_one_line():
    for claimed, correct, message in (
        (matrix_form(SquaredL2()), x, "claimed has symbols for whole vectors"),
        (sp.Interval(-1, 1), abs(df) <= 1, "claimed is a set but correct is a condition"),
        ([x], [x, y], "claimed is a list of 1 entries but correct is a list of 2 entries"),
        ([x], [x > 0], r"claimed\[0\] is an expression but correct\[0\] is a condition"),
        (L1(), x, "claimed must be an expression, a condition, a set of numbers, a matrix or a list of these, got L1"),
        (None, x, "got NoneType"),
        (sp.Interval(0, 1) * sp.Interval(0, 1), sp.Interval(0, 1), "claimed: a set must be one of single numbers"),
        (sp.FiniteSet((1, 2)), sp.FiniteSet(1), "claimed: a set must be one of single numbers"),
        (
            sp.imageset(sp.Lambda(x, x**2), sp.S.Naturals),
            sp.Interval(0, 1),
            "claimed: .* made of numbers and intervals",
        ),
    ):
        with pytest.raises(TypeError, match=message) as caught:
            check_claim(claimed, correct)
        assert "\n" not in str(caught.value) and len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("claimed", "correct"),
    [
        (v * sp.Max(0, 1 - lam / abs(v)), prox(L1())),
        (v / abs(v) * sp.Max(abs(v) - lam, 0), prox(L1())),
        (sp.Piecewise((1, 1 / x > 0), (-1, True)), sp.sign(x)),
        (sp.Piecewise((1, 1 / x > 0), (-1, 1 / x < 0), (0, True)), sp.sign(x)),
        (x * sp.Min(1, lam / abs(x)), sp.Piecewise((x, abs(x) < lam), (lam * sp.sign(x), True))),
        (abs(x) / x, sp.sign(x)),
        (sp.sign(1 / x), sp.sign(x)),
        (1 / (1 + 1 / x), x / (x + 1)),
        (1 / x > 0, x > 0),
        (sp.And(1 / x > 0, y > 0), sp.And(x > 0, y > 0)),
        (sp.Gt(sp.oo * sp.sign(x), 0, evaluate=False), x > 0),
        (sp.ITE(1 / x > 0, y > 0, y < 0), x * y > 0),
        ([1 / x > 0, sp.oo], [x > 0, sp.oo]),
    ],
)
def test_a_right_claim_may_be_undefined_at_a_point(claimed, correct):
    check = check_claim(claimed, correct)
    assert check and set(check.hole.values()) & {0}
    assert check.says.endswith("it is undefined.")


@pytest.mark.parametrize(
    ("claimed", "correct"),
    [
        (sp.Max(1 / x, -1 / x), 1 / abs(x)),
        (abs(sp.Max(1 / x, 0) - y), abs(sp.Max(1 / x, 0) - y)),
        (sp.Eq(sp.Max(x**2, sp.sqrt(2)), sp.Max(sp.sqrt(2), x**2)), sp.true),
        (sp.Piecewise((x, x >= 0), (sp.oo, True)), sp.Piecewise((abs(x), x >= 0), (sp.oo, True))),
        (sp.Interval(-lam / abs(x), lam / abs(x)), sp.Interval(-abs(lam / x), abs(lam / x))),
        (sp.sqrt(-1 - x**2) ** 2, -1 - x**2),
        (sp.Limit(sp.sin(x * y) / x, x, 0), y),
        (sp.oo, sp.oo),
    ],
)
def test_infinities_and_complex_numbers_on_the_way_do_no_harm(claimed, correct):
    assert check_claim(claimed, correct).says == "The claim holds."


@pytest.mark.parametrize(
    "claimed", [sp.zoo, sp.nan, sp.oo, -sp.oo, x * sp.zoo, sp.log(x), sp.I * x, sp.Max(sp.log(x), x)]
)
def test_a_claim_that_is_no_number_is_wrong(claimed):
    check = check_claim(claimed, x)
    assert not check and repr(check)


def test_nothing_to_compare_is_told_in_one_line():
    for nothing in (sp.zoo, sp.nan, sp.I * (1 + x**2)):
        with pytest.raises(ValueError, match="there is nothing to compare"):
            check_claim(x, nothing)


@pytest.mark.parametrize(
    ("claimed", "correct", "point"),
    [
        (sp.log(x), sp.log(abs(x)), {x: -1}),
        (sp.sqrt(x - 30), sp.sqrt(abs(x - 30)), {x: 1}),
        (sp.log(x * y), sp.log(abs(x * y)), {x: -1, y: 1}),
        (sp.log(x) + 1, sp.log(abs(x)), {x: 1}),  # a wrong value says more than none
    ],
)
def test_of_all_points_where_a_claim_is_undefined_the_smallest_is_named(claimed, correct, point):
    check = check_claim(claimed, correct)
    assert not check and check.counterexample == point and check.hole is None
    assert (check.values[0] is None) == (claimed.subs(point).is_real is False)


@pytest.mark.parametrize(
    ("claimed", "least", "most"),
    [
        (sp.And(x > 5, sp.exp(1000 * (x - 5)) > 2), 0, 1e-3),
        (sp.Or(x > 5, sp.And(x < 5, sp.exp(1000 * (5 - x)) < 2)), -1e-3, 0),
        (sp.And(x > 5, sp.Or(sp.exp(100 * (x - 5)) < sp.exp(13), sp.exp(100 * (x - 5)) > sp.exp(15))), 0.13, 0.15),
        (sp.Or(x > 5, sp.And(sp.exp(100 * (5 - x)) > sp.exp(13), sp.exp(100 * (5 - x)) < sp.exp(15))), -0.15, -0.13),
    ],
)
def test_beside_an_edge_both_sides_are_looked_at_close_to_it_and_a_little_farther(claimed, least, most):
    check = check_claim(claimed, x > 5)
    assert not check and least < check.counterexample[x] - 5 < most


def test_between_two_edges_far_apart_the_middle_is_looked_at():
    size, inside = sp.exp(x / 10**5), sp.And(x > 100, x < 10**6)
    check = check_claim(sp.And(inside, sp.Or(size < sp.exp(5), size > sp.exp(sp.Rational(5001, 1000)))), inside)
    assert not check and 5 * 10**5 <= check.counterexample[x] <= 500100


def test_points_are_drawn_as_far_as_the_constants_reach():
    assert [reach(formula) for formula in (800 * x, x / 800, x / 2 + 5, x**12, x / 10**50)] == [3, 3, 0, 0, 30]


def test_terms_are_named_by_entry_and_only_where_formulas_have_terms():
    assert check_claim([x, y], [x, -y]).terms == ("entry 2: the coefficient of y is 1 where -1 is right (the sign)",)
    cases = sp.Piecewise((x, x > 0), (2 * x, True))
    for claimed, correct in ((cases, x), (x, cases), (sp.S.Reals, sp.Interval(0, 1))):
        assert not check_claim(claimed, correct) and check_claim(claimed, correct).terms == ()


@pytest.mark.parametrize(
    ("claimed", "correct", "terms"),
    [
        (x + 1, x + 2, ["the constant is 1 where 2 is right"]),
        (3 * x, 2 * x, ["the coefficient of x is 3 where 2 is right (a factor 2/3)"]),
        (sp.oo * x, x, ["the coefficient of x is oo where 1 is right"]),
        (x * (y + 1), x * y, ["the term x does not belong there"]),
        (x * y, x * y - 3 * x, ["the term -3*x is missing"]),
        (x < 1, x <= 2, ["the relation is < where <= is right", "the constant is 1 where 2 is right"]),
        (x < 1, x < 2, ["the constant is 1 where 2 is right"]),
        (x < 1, y < 1, []),
        (x < 1, y > 1, []),
        (
            sp.Matrix([x, y]),
            sp.Matrix([x, 2 * y]),
            ["entry 2: the coefficient of y is 1 where 2 is right (a factor 2)"],
        ),
        (sp.And(x < 1, y < 1), sp.And(x < 2, y < 1), []),
    ],
)
def test_each_term_that_differs_has_its_sentence(claimed, correct, terms):
    check = check_claim(claimed, correct)
    assert list(check.terms) == terms and all(term in check.says for term in terms)
    is_condition = isinstance(claimed, sp.logic.boolalg.Boolean)
    assert check.difference == (None if is_condition else sp.expand(claimed - correct))


@pytest.mark.parametrize(
    ("claimed", "correct", "says"),
    [
        (x > 0, x >= 0, "At x = 0 it gives false where true is right."),
        ([x, x > 0], [x, x >= 0], "At x = 0 it gives (0, false) where (0, true) is right."),
        (sp.sqrt(2) + 0 * x, sp.sqrt(3), "At every point it gives 1.41421 where 1.73205 is right."),
        (sp.Rational(1, 3) + 0 * x, sp.oo, "At every point it gives 1/3 where oo is right."),
        (sp.log(x), sp.log(abs(x)), "At x = -1 it is undefined where 0 is right."),
        ([1 / x, y], [x / x**2, 2 * y], "At x = 1, y = 1 it gives (1, 1) where (1, 2) is right."),
    ],
)
def test_the_point_and_both_values_are_said(claimed, correct, says):
    assert check_claim(claimed, correct).says.endswith(says)


def test_points_keep_to_what_is_assumed_of_their_symbols():
    count = sp.Symbol("n", integer=True, nonnegative=True)
    points = sample_points(sp.And(lam < sp.Rational(1, 10**5), lam > df), count * lam, sp.Ne(count, 2))
    assert len(points) > 30
    assert all(point[lam] > 0 and point[count] >= 0 for point in points)
    assert {sp.Rational(1, 10**5)} < {point[lam] for point in points}  # on the edge, and elsewhere


def test_a_value_in_a_verdict_is_a_simple_fraction_where_there_is_one():
    assert check_claim(sp.sqrt(x**2) + sp.Rational(1, 3), abs(x)).values == (sp.Rational(4, 3), 1)
    wrong = check_claim(sp.sqrt(2) + 0 * x, sp.Integer(1) + x**2)
    assert float(wrong.values[0]) == pytest.approx(2**0.5) and "gives 1.41421 where" in wrong.says
    assert check_claim(sp.oo + 0 * x, sp.sign(x)).values[0] == sp.oo
    assert check_claim([x > 0, x + 1], [x > 0, x]).values[0] == (True, 2)


@pytest.mark.parametrize("size", ["1e-400", "-1e-400", "1e400"])
def test_a_number_beyond_float64_is_the_number_that_it_says(size):
    number = sp.Float(size)
    assert not check_claim(number + x, x)
    assert not check_claim(number * x, 2 * number * x)
    assert check_claim(number * x, sp.Rational(size) * x)
