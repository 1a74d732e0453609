"""Steps and claims: what is shown is what is verified, and a wrong claim is told where it is wrong."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from sparsity_kit import L1, L2, ElasticNet, SquaredL2
from sparsity_kit.derivations import (
    StepError,
    check_claim,
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
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.printing import latex

A, B = sp.symbols("theta_1 theta_2", real=True)
RIGHT = 2 * x**2 * theta - 2 * x * y

DERIVATIONS = {
    "stationarity": lambda: stationarity(L1()),
    "threshold": lambda: threshold(ElasticNet(0.7)),
    "minimiser": lambda: minimiser(L1()),
    "prox": lambda: prox(ElasticNet(0.5)),
    "vectors": lambda: matrix_form(SquaredL2()),
    "norm": lambda: matrix_form(L2(), 2),
    "signs": lambda: matrix_form(L1(), signs=(1, 0, -1)),
    "why": squared_error_derivative,
}


def corrupted(formula):
    """The formula with its last number, symbol or relation changed."""
    if formula in (sp.true, sp.false):
        return sp.Not(formula)
    if isinstance(formula, sp.Eq):
        right = formula.rhs
        return formula.func(formula.lhs, 3 * right if right not in (0, sp.ZeroMatrix(1, 1)) else 1, evaluate=False)
    if isinstance(formula, sp.Contains) and isinstance(formula.args[1], sp.Interval):
        return sp.Contains(formula.args[0], sp.Interval(-5, 5), evaluate=False)
    return formula.xreplace({lam: 2 * lam})


@pytest.mark.parametrize("name", DERIVATIONS)
def test_every_step_fails_once_its_formula_is_corrupted(name):
    failed, derivation = 0, DERIVATIONS[name]()
    wrong = corrupted(derivation.result)
    if wrong != derivation.result and not _is_matrix(wrong):
        with pytest.raises(StepError, match=r"the step 'So this is the result\.' does not hold"):
            replace(derivation, result=wrong).verify()
    for step in derivation:
        assert step.verify()
        wrong = replace(step, formula=corrupted(step.formula))
        if wrong.formula != step.formula and not _is_matrix(step.formula):
            with pytest.raises(StepError, match="does not hold"):
                wrong.verify()
            failed += 1
    assert failed >= 1


def _is_matrix(formula):
    return bool(getattr(formula, "lhs", sp.S.One).has(sp.ZeroMatrix)) or isinstance(
        getattr(formula, "rhs", None), sp.ZeroMatrix
    )


def test_a_derivation_with_one_wrong_step_does_not_verify():
    right = stationarity(L1())
    wrong = replace(right, steps=(*right.steps[:1], replace(right[1], formula=sp.Eq(df, -lam)), *right.steps[2:]))
    with pytest.raises(StepError, match="∂f = -λ"):
        wrong.verify()


@pytest.mark.parametrize("name", DERIVATIONS)
def test_derivations_can_be_shown_and_are_sequences(name):
    derivation = DERIVATIONS[name]()
    assert [step.formula for step in derivation] == [derivation[i].formula for i in range(len(derivation))]
    assert derivation._repr_latex_().startswith("$\\displaystyle \\begin{aligned}")
    shown = derivation._repr_latex_() + derivation._repr_markdown_()
    assert "lambda" not in shown.replace("\\lambda", "") and "theta" not in shown.replace("\\theta", "")
    assert all(step.says.endswith((".", ":")) and "\n" not in step.says for step in derivation)
    with pytest.raises(FrozenInstanceError):
        derivation[0].says = "other"


def test_conditions_are_printed_as_on_paper():
    assert "-λ/2 <= x*y <= λ/2" in repr(threshold(L1()))
    assert r"- \frac{\lambda}{2} \leq x y \leq \frac{\lambda}{2}" in threshold(L1())._repr_latex_()
    assert r"x y > \frac{\lambda}{2}" in minimiser(L1())._repr_latex_()
    assert r"\theta = \frac{2 x y - \lambda}{2 x^{2}}" in minimiser(L1())._repr_latex_()


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (2 * x * y - lam, "2*x*y - λ"),
        (-lam - x, "-λ - x"),
        ((x + y) ** 12, "(x + y)¹²"),
        (x**-2, "x**(-2)"),
        (sp.sqrt(x), "sqrt(x)"),
        (A**1.5, "θ₁**1.5"),
        (1 / x, "1/x"),
        (sp.Symbol("∂f_12", real=True), "∂₁₂f"),
        (abs(x - 1), "|x - 1|"),
        (sp.oo, "∞"),
        (sp.Ne(x, y), "x ≠ y"),
        (sp.And(x >= -lam, x < lam), "-λ <= x < λ"),
        (sp.And(x > -lam, x <= lam), "-λ < x <= λ"),
        (sp.And(sp.Lt(x, 1), sp.Gt(y, 1)), "y > 1 and x < 1"),  # 1 stands between, but is not what is said
        (sp.And(sp.Lt(-12, 20, evaluate=False), sp.Le(20, 30, evaluate=False), evaluate=False), "-12 < 20 <= 30"),
        (sp.And(x > 0, x < 1, y > 0), "x > 0 and y > 0 and x < 1"),
        (sp.And(sp.Eq(x, 1), y > 2), "x = 1 and y > 2"),
        (sp.And(sp.Or(x > 0, y > 0), theta > 0), "θ > 0 and (x > 0 or y > 0)"),
        (sp.Or(sp.And(x > 0, y > 0), theta > 0), "θ > 0 or (x > 0 and y > 0)"),
        (sp.Or(sp.And(x > 0, x < 1), theta > 0), "θ > 0 or 0 < x < 1"),
        (sp.Piecewise((x, x > 0), (-x, True)), "{x if x > 0; -x otherwise}"),
        (sp.Contains(x, sp.Interval(-sp.oo, lam), evaluate=False), "x in (-∞, λ]"),
        (sp.Interval.Ropen(0, 1), "[0, 1)"),
        (sp.ProductSet(sp.FiniteSet(lam), sp.Interval(0, 1)), "{λ} × [0, 1]"),
        (sp.Subs(sp.Derivative(x * theta, theta), theta, 0), "d/dθ (θ*x) at θ = 0"),
        (sp.Limit(x * theta, theta, 0), "limit of (θ*x) as θ falls to 0"),
        (sp.Equivalent(x > 0, y > 0, evaluate=False), "x > 0 if and only if y > 0"),
        (sp.Matrix([x, -y]), "[x, -y]"),
        (sp.MatrixSymbol("theta", 2, 1), "θ"),
    ],
)
def test_every_kind_of_formula_has_one_line_of_text(formula, written):
    assert text(formula) == written


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (sp.Symbol("∂f_12", real=True), r"\partial_{12} f"),
        (2 * x * y - lam, r"2 x y - \lambda"),
        (sp.And(x >= -lam, x < lam), r"- \lambda \leq x < \lambda"),
        (sp.And(x > -lam, x <= lam), r"- \lambda < x \leq \lambda"),
        (sp.And(x > 0, y > 0), r"x > 0 \wedge y > 0"),
        (sp.ProductSet(sp.FiniteSet(lam), sp.FiniteSet(x)), r"\left\{\lambda\right\} \times \left\{x\right\}"),
        (sp.MatrixSymbol("∇f", 2, 1), r"\nabla f"),
    ],
)
def test_kinds_of_formulas_that_sympy_would_write_in_another_way(formula, written):
    assert latex(formula) == written


def test_a_step_is_shown_as_its_sentence_and_its_formula():
    """The asterisks of a sentence are no emphasis, its dollar no formula."""
    step = replace(stationarity(L1())[1], says="2*3*4 $ _|x|_ <b>")
    assert step._repr_markdown_() == (r"2\*3\*4 \$ \_\|x\|\_ \<b>" + "\n\n$\\displaystyle \\partial f = \\lambda$")
    assert step._repr_latex_() == r"$\displaystyle \partial f = \lambda$"
    assert repr(step) == "2*3*4 $ _|x|_ <b>\n    ∂f = λ"
    derivation = threshold(L1())
    assert repr(derivation).startswith("1. At θ = 0 the slope of the loss is this.\n    d/dθ (")
    assert derivation._repr_markdown_().startswith(
        "1. At θ = 0 the slope of the loss is this.<br>$\\displaystyle \\left."
    )
    assert (
        len(derivation) == 4 == derivation._repr_latex_().count("& ") and r" \\ & x y > " in derivation._repr_latex_()
    )


@pytest.mark.parametrize("name", ["stationarity", "minimiser", "norm"])
def test_what_is_derived_twice_is_equal(name):
    assert DERIVATIONS[name]() == DERIVATIONS[name]()


def test_the_text_is_the_same_in_every_run():
    code = (
        "from sparsity_kit import L1, ElasticNet; from sparsity_kit.derivations import *; "
        "print(stationarity(L1()), threshold(ElasticNet(0.7)), minimiser(L1()), matrix_form(L1(), 2)._repr_latex_())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_c10_the_notes_formula_is_wrong_in_one_factor_and_one_sign():
    check = check_claim(x**2 * theta + 2 * x * y, RIGHT)
    assert not check and check.difference == -(x**2) * theta + 4 * x * y
    assert check.terms == (
        "the coefficient of θ*x² is 1 where 2 is right (a factor 2)",
        "the coefficient of x*y is 2 where -2 is right (the sign)",
    )
    assert all(number.is_Integer and abs(number) <= 3 for number in check.counterexample.values())
    at = check.counterexample
    assert check.values == (check.claimed.subs(at), check.correct.subs(at))


def test_a_verdict_reads_as_on_paper():
    check = check_claim(sp.Lt(df, lam), sp.Eq(df, lam))
    assert check.terms == ("the relation is < where = is right",)
    says = check_claim(theta**3 - x**12, RIGHT).says
    assert "the term θ³ does not belong there; the term -x¹² does not belong there" in says
    assert "the term 2*θ*x² is missing" in says
    for wrong in (check, check_claim(x**-2, x**2), check_claim(sp.Ne(x, y), sp.Eq(x, y))):
        assert "==" not in wrong.says and "!=" not in wrong.says


def test_c11_a_lost_factor_two_in_a_condition_is_found():
    check = check_claim(x * y > lam, threshold(L1()).positive)
    assert check.terms == ("the coefficient of λ is 1 where 1/2 is right (a factor 1/2)",)
    assert check.values == (False, True)


def test_c11_an_inequality_in_place_of_the_equation_is_found():
    assert not check_claim(sp.Lt(df, lam), stationarity(L1()).negative)
    assert not check_claim(x * y >= lam / 2, x * y > lam / 2)


def test_c6_the_gradient_of_the_norm_is_not_that_of_its_square():
    norm = L2().symbolic([A, B])
    claimed, correct = (sp.Matrix([sp.diff(f, t) for t in (A, B)]) for f in (norm**2, norm))
    assert not check_claim(claimed, correct)
    assert not check_claim(norm, norm**2)
    assert check_claim(claimed, sp.Matrix([2 * A, 2 * B]))


@pytest.mark.parametrize(
    ("claimed", "correct"),
    [
        (2 * x * (x * theta - y), RIGHT),
        (abs(x * y) <= lam / 2, threshold(L1()).zero),
        (sp.sign(x * y) * sp.Max(abs(x * y) - lam / 2, 0) / x**2, minimiser(L1())),
        (sp.sqrt(theta**2 + 2 * theta * x + x**2), abs(theta + x)),
        ((x * y + x) / x, y + 1),
        (sp.Derivative((x * theta - y) ** 2, theta), RIGHT),
    ],
)
def test_right_claims_hold_however_they_are_written(claimed, correct):
    check = check_claim(claimed, correct)
    assert check and check.says.startswith("The claim holds") and check.counterexample is None


@pytest.mark.parametrize(
    "claimed",
    [
        sp.sign(x * y) * sp.Max(abs(x * y) - lam, 0) / x**2,
        sp.sign(x * y) * (abs(x * y) - lam / 2) / x**2,
        sp.Max(x * y - lam / 2, 0) / x**2,
        x * y / x**2,
    ],
)
def test_wrong_closed_forms_are_found(claimed):
    check = check_claim(claimed, minimiser(L1()))
    assert not check
    assert check.values[0] != check.values[1]


@settings(max_examples=25, deadline=None)
@given(*[st.integers(-4, 4)] * 3)
def test_a_claim_holds_exactly_if_its_coefficients_are_right(a, b, c):
    check = check_claim(a * theta * x**2 + b * x * y + c, RIGHT)
    assert bool(check) == ((a, b, c) == (2, -2, 0))
    assert len(check.terms) == (a != 2) + (b != -2) + (c != 0)


def test_claims_that_cannot_be_compared():
    with pytest.raises(TypeError, match="claimed must be a SymPy formula, got the text 'x\\*y'"):
        check_claim("x*y", x * y)
    with pytest.raises(TypeError, match="claimed is a condition but correct is an expression"):
        check_claim(x * y > 0, x * y)
    with pytest.raises(ValueError, match="import x"):
        check_claim(sp.Symbol("x"), x)
    with pytest.raises(ValueError, match="nothing to compare"):
        check_claim(x, sp.sqrt(-1 - x**2))
