"""A check that cannot see a mistake is worse than none: every step is broken, once per kind, and its check speaks."""

import re
from dataclasses import replace
from itertools import pairwise

import mpmath
import pytest
import sympy as sp
from penalties_on_paper import BOX, FUSED, L1_AND_L2, NONNEGATIVE_L1, SORTED_L1, Summed, WeightedL1
from problems import OneSided

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Lq, SquaredL2
from sparsity_kit.derivations import (
    Step,
    StepError,
    df,
    lam,
    matrix_form,
    minimiser,
    prox,
    squared_error_derivative,
    stationarity,
    theta,
    threshold,
    x,
    y,
)
from sparsity_kit.derivations.checks.gradients import is_subgradient
from sparsity_kit.derivations.checks.minima import solves
from sparsity_kit.derivations.checks.places import fail
from sparsity_kit.derivations.checks.signs import where_slopes
from sparsity_kit.derivations.checks.slopes import is_slope, limit
from sparsity_kit.derivations.formulas.program import membership
from sparsity_kit.derivations.one_coefficient.problem import turns

LOGISTIC = sp.log(1 + sp.exp(-x * y * theta))
LATE_KINK = Summed(lambda t: sp.Max(t - 1, 0))
DERIVATIONS = {
    "stationarity L1": lambda: stationarity(L1()),
    "stationarity squared L2": lambda: stationarity(SquaredL2()),
    "stationarity one-sided": lambda: stationarity(OneSided()),
    "stationarity q = 1/2": lambda: stationarity(Lq(0.5)),
    "stationarity late kink": lambda: stationarity(LATE_KINK),
    "stationarity box": lambda: stationarity(BOX),
    "threshold L1": lambda: threshold(L1()),
    "threshold squared L2": lambda: threshold(SquaredL2()),
    "threshold logistic": lambda: threshold(ElasticNet(0.7), LOGISTIC),
    "threshold nonnegative": lambda: threshold(NONNEGATIVE_L1),
    "minimiser L1": lambda: minimiser(L1()),
    "prox late kink": lambda: prox(LATE_KINK),
    "vectors": lambda: matrix_form(SquaredL2(), 2),
    "vectors with weights": lambda: matrix_form(Summed(lambda t: t**2, weights=(1, 3))),
    "sum": lambda: matrix_form(WeightedL1([1, 2])),
    "norm": lambda: matrix_form(L2(), 2),
    "groups": lambda: matrix_form(GroupL2([0, 0, 1], weights=[2, 1]), signs=(0, 0, 1)),
    "signs L1": lambda: matrix_form(L1(), signs=(1, 0, -1)),
    "signs weighted": lambda: matrix_form(WeightedL1([1, 2]), signs=(0, 0)),
    "signs sorted": lambda: matrix_form(SORTED_L1, signs=(1, 0)),
    "origin L1 and L2": lambda: matrix_form(L1_AND_L2, signs=(0, 0)),
    "signs fused": lambda: matrix_form(FUSED, signs=(0, 1)),
    "signs box": lambda: matrix_form(BOX, signs=(1, 0)),
    "why": squared_error_derivative,
}


# Where these regions are left out, the formula that is left says the same: no mistake.
ELSEWHERE_TRUE = ("stationarity squared L2", "stationarity q = 1/2", "stationarity late kink", "norm")
SAME = [("region left out", name) for name in ELSEWHERE_TRUE]


def relations(formula):
    """The formula's relations, with membership in sets written out as relations."""
    return sorted(formula.atoms(sp.core.relational.Relational), key=sp.default_sort_key)


def swapped(formula, relation, new):
    return formula.xreplace({relation: new})


def wrong_relations(formula):
    """Each relation of a condition broken: weight, sign, width, kind, or left out; and two coordinates swapped."""
    for relation in relations(formula):
        left, right, kind = relation.lhs, relation.rhs, type(relation)
        if all(symbol.name.startswith("theta") for symbol in relation.free_symbols):  # a region, not a condition
            if isinstance(relation, sp.Ne):
                continue
            yield "region left out", swapped(formula, relation, sp.true)
            yield "region forgotten", swapped(formula, relation, sp.false)
            continue
        yield "wrong weight", swapped(formula, relation, kind(left, 2 * right if right != 0 else lam))
        yield "wrong sign", swapped(formula, relation, kind(-left, right) if right != 0 else kind(left, -lam / 3))
        yield "a little wider", swapped(formula, relation, kind(left, right + lam / 1000))
        yield "a little narrower", swapped(formula, relation, kind(left, right - lam / 1000))
        yield "condition left out", swapped(formula, relation, sp.true)
        yield "never", swapped(formula, relation, sp.false)
        if isinstance(relation, sp.Eq):
            yield "an interval for an equality", swapped(formula, relation, sp.Le(left, right))
            yield "the other interval for an equality", swapped(formula, relation, sp.Ge(left, right))
        elif not isinstance(relation, sp.Ne):
            yield "an equality for an interval", swapped(formula, relation, sp.Eq(left, right))
            yield "turned round", swapped(formula, relation, relation.negated)
            yield "edge in or out", swapped(formula, relation, _other_edge(relation))
    slopes = sorted((s for s in formula.free_symbols if s.name.startswith("∂f_")), key=str)
    for one, other in pairwise(slopes):
        yield "coordinates swapped", formula.xreplace({one: other, other: one})


def _other_edge(relation):
    turned = {sp.Le: sp.Lt, sp.Lt: sp.Le, sp.Ge: sp.Gt, sp.Gt: sp.Ge}
    return turned[type(relation)](relation.lhs, relation.rhs)


def wrong_sets(formula):
    """Membership in a set, broken: each factor wider, narrower, one number, everything; and factors swapped."""
    element, region = formula.args
    factors = list(region.sets) if isinstance(region, sp.ProductSet) else [region]
    elements = list(element) if isinstance(region, sp.ProductSet) else [element]
    for j, factor in enumerate(factors):
        for kind, wrong in _wrong_set(factor):
            new = [*factors[:j], wrong, *factors[j + 1 :]]
            yield kind, sp.And(*(membership(e, f) for e, f in zip(elements, new, strict=True)))
    if len(set(factors)) > 1:
        new = factors[1:] + factors[:1]
        yield "factors swapped", sp.And(*(membership(e, f) for e, f in zip(elements, new, strict=True)))
    if len(elements) > 1 and any(factor != sp.Interval(-factor.sup, factor.sup) for factor in factors):
        yield "signs of the slopes", sp.And(*(membership(-e, f) for e, f in zip(elements, factors, strict=True)))


def _wrong_set(factor):
    if factor != sp.Interval(-sp.oo, sp.oo):
        yield "everything", sp.S.Reals
    yield "nothing", sp.S.EmptySet
    if isinstance(factor, sp.FiniteSet):
        (number,) = factor
        yield "a wrong number", sp.FiniteSet(number + lam / 1000)
        yield "an interval for an equality", sp.Interval(number - lam, number)
        return
    low, high = factor.inf, factor.sup
    if low.is_finite is not False:
        yield "too wide", sp.Interval(low - lam / 1000, high)
        yield "too narrow", sp.Interval(low + lam / 1000, high)
        yield "one end for the set", sp.FiniteSet(low)
    if high.is_finite is not False:
        yield "too high", sp.Interval(low, high + lam / 1000)
        yield "too low", sp.Interval(low, high - lam / 1000)
        yield "open", sp.Interval(low, high, right_open=True)


def wrong_equations(formula):
    """An equation, broken: factor, sign, an extra term, one entry of a column, another letter."""
    right = formula.rhs
    if isinstance(right, sp.MatrixBase):
        for j in range(len(right)):
            for kind, wrong in _wrong_number(right[j]):
                entries = list(right)
                entries[j] = wrong
                yield kind, sp.Eq(formula.lhs, sp.Matrix(entries), evaluate=False)
        if len(set(right)) > 1:
            yield "entries swapped", sp.Eq(formula.lhs, sp.Matrix([*right[1:], right[0]]), evaluate=False)
    elif isinstance(right, sp.MatrixExpr):
        if right.has(lam):
            yield "wrong weight", sp.Eq(formula.lhs, right.xreplace({lam: 2 * lam}), evaluate=False)
        if formula.lhs.has(lam):
            yield "wrong weight", sp.Eq(formula.lhs.xreplace({lam: 2 * lam}), right, evaluate=False)
            yield "wrong sign", sp.Eq(formula.lhs.xreplace({lam: -lam}), right, evaluate=False)
    else:
        for kind, wrong in _wrong_number(right):
            yield kind, sp.Eq(formula.lhs, wrong, evaluate=False)


def _wrong_number(number):
    if number != 0:
        yield "wrong weight", 2 * number
        yield "wrong sign", -number
        yield "forgotten", sp.Integer(0)
    yield "a little more", number + sp.Rational(1, 1000)


def wrong_cases(formula):
    """A closed form, broken: a case lost, two cases swapped, a value or a threshold moved."""
    cases = list(formula.args)
    for j, (value, condition) in enumerate(cases):
        others = [*cases[:j], *cases[j + 1 :]]
        if j < len(cases) - 1:
            yield "case lost", sp.Piecewise(*others, evaluate=False)
            yield "threshold moved", _with_case(cases, j, value, condition.xreplace({lam: 2 * lam}))
        for kind, wrong in _wrong_number(value):
            yield kind, _with_case(cases, j, wrong, condition)
    yield "values swapped", sp.Piecewise((cases[1][0], cases[0][1]), (cases[0][0], cases[1][1]), *cases[2:])


def _with_case(cases, j, value, condition):
    return sp.Piecewise(*cases[:j], (value, condition), *cases[j + 1 :], evaluate=False)


def mistakes(formula):
    if formula in (sp.true, sp.false):
        return [("turned round", sp.Not(formula))]
    if isinstance(formula, sp.Piecewise):
        return wrong_cases(formula)
    if isinstance(formula, sp.Contains):
        return wrong_sets(formula)
    is_shown_equation = isinstance(formula, sp.Eq) and (
        formula.lhs.has(sp.Derivative, sp.MatrixSymbol)
        or formula.lhs == theta
        or isinstance(formula.lhs, sp.MatrixBase)
    )
    if is_shown_equation or not isinstance(formula, sp.logic.boolalg.Boolean):
        return wrong_equations(formula if is_shown_equation else sp.Eq(sp.Symbol("result"), formula, evaluate=False))
    return wrong_relations(formula)


def result_of(wrong):
    is_bare = isinstance(wrong, sp.Eq) and wrong.lhs == sp.Symbol("result")
    return wrong.rhs if is_bare else wrong


@pytest.mark.parametrize("name", DERIVATIONS)
def test_no_mistake_passes_the_check_of_its_step(name):
    derivation = DERIVATIONS[name]()
    assert derivation.verify()
    steps = list(derivation)
    if derivation.check:
        steps.append(Step("So this is the result.", derivation.result, derivation.check))
    tried, unseen = 0, []
    for step in steps:
        for kind, wrong in mistakes(step.formula):
            if result_of(wrong) != step.formula and (kind, name) not in SAME:
                tried += 1
                try:
                    replace(step, formula=result_of(wrong)).verify()
                except StepError:
                    continue
                unseen.append((kind, step.formula, wrong))
    assert tried >= 4 and not unseen


def test_a_wrong_result_does_not_verify():
    derivation = matrix_form(L2(), 2)
    with pytest.raises(StepError, match="So this is the result"):
        replace(derivation, result=derivation.result.xreplace({lam: 2 * lam})).verify()


T1 = sp.Symbol("theta_1", real=True)
NOWHERE = {
    "slope": lambda: is_slope(theta**2, where=sp.false)(
        sp.Eq(sp.Derivative(theta**2, theta), 2 * theta, evaluate=False)
    ),
    "signs": lambda: where_slopes(turns, theta**2, abs(theta), lam, where=sp.false)(sp.true),
    "signs where Ω is no number": lambda: where_slopes(turns, theta**2, sp.log(-1 - theta**2), lam)(sp.true),
    "root": lambda: solves(theta**2 - 2 * theta, sp.Integer(2), sp.Integer(3), sp.true)(sp.Eq(theta, 1)),
    "subgradient": lambda: is_subgradient(abs(T1), [T1], [df], lam, where=sp.false)(sp.true),
    "subgradient where Ω is no number": lambda: is_subgradient(sp.sqrt(T1), [T1], [df], lam, signs=(0,))(sp.true),
}


@pytest.mark.parametrize("check", NOWHERE.values(), ids=NOWHERE)
def test_what_was_asked_nowhere_has_not_been_checked(check):
    with pytest.raises(StepError, match="no point was found at which it can be checked"):
        check()


def test_a_root_that_is_no_number_is_none():
    root = solves(theta**2 - 2 * y * theta, -sp.oo, sp.oo, sp.true)
    assert root(sp.Eq(theta, y)) is None
    with pytest.raises(StepError, match="it fails at θ = nan, y = "):
        root(sp.Eq(theta, sp.oo, evaluate=False))


def test_an_edge_that_the_condition_does_not_show_is_found_where_a_slope_is_zero():
    """At zero (θ − 3)² + λ|θ| turns from λ = 6 on; the roots hide that the condition has its edge there."""
    check = where_slopes(turns, (theta - 3) ** 2, abs(theta), lam, place={theta: sp.Integer(0)})
    assert check(sp.sqrt(lam) >= sp.sqrt(6)) is None
    with pytest.raises(StepError, match="it fails at θ = 0, λ = 6"):
        check(sp.sqrt(lam) > sp.sqrt(6))


NAN, INF = mpmath.nan, mpmath.inf


@pytest.mark.parametrize(
    ("near", "far", "there"),
    [
        (3, 3, 3), (-3, -3.001, -3), (0, 7, 0), (mpmath.ldexp(1, -1600), mpmath.ldexp(1, -1600), 0), (1, 99, 0),
        (-1, 49, -1), (99, 1, INF), (-99, -1, -INF), (49, 1, 49), (1e-100, 1e-200, INF), (1e100, 1e200, 0),
        (NAN, 1, NAN), (1, NAN, 1),
    ],
)  # fmt: skip
def test_what_grows_or_vanishes_between_two_quotients_has_no_limit_but_infinity_or_zero(near, far, there):
    found = limit(mpmath.mpf(near), mpmath.mpf(far))
    assert found == there or (mpmath.isnan(found) and mpmath.isnan(there))


@pytest.mark.parametrize(
    ("number", "shown"),
    [("7/6", "7/6"), ("-999999/1000000", "-999999/1000000"), ("1/3000001", "3.33333e-7"), ("10**15", "1.00000e+15"),
     ("10**15 - 1", "999999999999999"), ("pi", "3.14159"), ("zoo", "nan")],
)  # fmt: skip
def test_a_point_at_which_a_check_fails_is_written_in_fractions_where_these_are_simple(number, shown):
    value = mpmath.inf if number == "zoo" else sp.N(sp.sympify(number), 1000)._to_mpmath(3400)
    with pytest.raises(StepError, match=f"^it fails at x = {re.escape(shown)}$"):
        fail((x,), (value,))


T2, G1, G2 = sp.symbols("theta_2 ∂f_1 ∂f_2", real=True)


def ball(width, radius):
    """Within so much of a square: the slopes of |θ₁| + |θ₂| + ‖θ‖ at the origin are that, with both λ."""
    return sp.sqrt(sp.Max(0, abs(G1) - width) ** 2 + sp.Max(0, abs(G2) - width) ** 2) <= radius


def test_no_mistake_passes_where_the_slopes_are_neither_a_box_nor_one():
    """On the diagonal 2·max + min has slopes from (2, 1) to (1, 2); L1 plus L2 has a rounded square of them at zero."""
    off = sp.Or(
        sp.And(T1 > T2, sp.Eq(G1, -2 * lam), sp.Eq(G2, -lam)), sp.And(T1 < T2, sp.Eq(G1, -lam), sp.Eq(G2, -2 * lam))
    )
    line, low, high = sp.Eq(G1 + G2, -3 * lam), sp.Ge(G1, -2 * lam), sp.Le(G1, -lam)
    segment = is_subgradient(SORTED_L1.symbolic([T1, T2]), [T1, T2], [G1, G2], lam, signs=(1, 1))
    rounded = is_subgradient(L1_AND_L2.symbolic([T1, T2]), [T1, T2], [G1, G2], lam, signs=(0, 0))
    less, more = sp.Rational(999, 1000) * lam, sp.Rational(1001, 1000) * lam
    assert segment(sp.Or(off, sp.And(sp.Eq(T1, T2), line, low, high))) is None and rounded(ball(lam, lam)) is None
    on_the_diagonal = [sp.true, sp.And(line, low), sp.And(low, high), sp.And(line, low, sp.Le(G1, -less))]
    at_the_origin = [ball(less, lam), ball(lam, more), sp.Or(ball(lam, lam), abs(G1) >= 9 * lam)]
    wrong = [(segment, sp.Or(off, sp.And(sp.Eq(T1, T2), there))) for there in on_the_diagonal]
    for check, formula in [*wrong, *((rounded, formula) for formula in at_the_origin)]:
        with pytest.raises(StepError, match="it fails at θ₁ = "):
            check(formula)


def test_a_slope_of_something_else_is_not_the_slope_of_this():
    step = stationarity(L1())[0]
    wrong = sp.Eq(sp.Derivative(2 * abs(theta), theta), sp.Integer(-2), evaluate=False)
    with pytest.raises(StepError, match="it is about the slope of"):
        replace(step, formula=wrong).verify()


def test_a_smooth_claim_at_a_kink_fails():
    form = matrix_form(L1_AND_L2, signs=(1, 0))
    first, second = form.gradient
    for wrong in (sp.Eq(second, 0), sp.Eq(second, lam), sp.Ge(second, -lam), sp.true):
        with pytest.raises(StepError):
            replace(form[0], formula=sp.And(sp.Eq(first, -2 * lam), wrong)).verify()
    everywhere = matrix_form(L2(), 2)[0]
    with pytest.raises(StepError):
        replace(everywhere, check=is_slope(L2().symbolic(sp.symbols("theta_1:3", real=True)))).verify()
    with pytest.raises(StepError):
        replace(stationarity(L1())[3], formula=sp.Eq(df, 0)).verify()
