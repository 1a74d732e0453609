"""What `check` reads the grader reads, and what one of them cannot read is never marked as wrong by the other."""

import json
import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import sympy as sp
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from scipy import sparse
from sympy.abc import lamda

from sparsity_kit.answers import Expression
from sparsity_kit.grading.box.inside.describe import describe
from sparsity_kit.grading.box.observed import Value
from sparsity_kit.grading.judge.judging import mark_value
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.homework.register import QUESTIONS
from sparsity_kit.questions import Question, Variant
from sparsity_kit.questions.checking import checked

ALLOWED = {True: {"right", "needs a person"}, False: {"wrong", "needs a person"},
           None: {"unreadable", "needs a person", "blank"}}  # fmt: skip
x, y, lam, g, theta = sp.symbols("x y lam g theta", real=True)
hinge = sp.Piecewise(((x * y - lam / 2) / x**2, x * y > lam / 2), (0, True))


def both(question, answer):
    """(correct by `check`, status by the grader), who are asked apart: the grader gets no more than JSON."""
    description = json.loads(json.dumps(describe(answer)))
    mark = mark_value(Variant(replace(question, points=1)), Value(2, description), LIMITS)
    return checked(question, None, answer, {}).correct, mark.status


RIGHT = {
    "minimiser-positive": [
        hinge, ((x * y - lam / 2) / x**2).rewrite(sp.Piecewise),
        (sp.sign(x * y) * sp.Max(0, sp.Abs(x * y) - lam / 2) / x**2).rewrite(sp.Piecewise),
        (x * y - lam / 2) / x**2 * sp.Heaviside(x * y - lam / 2, 0),
        sp.Piecewise(((x * y - lam / 2) / x**2, sp.Xor(x * y > lam / 2, x * y < -lam)), (0, True)),
        sp.Piecewise(((x * y - lam / 2) / x**2, sp.Contains(x * y, sp.Interval.open(lam / 2, sp.oo))), (0, True)),
        sp.Piecewise(((x * y - lam / 2) / x**2, sp.ITE(y > 0, x > 0, x < 0)), (0, True)),
        (x * y - sp.Dummy("lam") / 2) / x**2, (x * y - sp.Dummy("lam", positive=True) / 2) / x**2,
        (x * y - sp.Symbol("lambda", positive=True) / 2) / x**2, y / x - lamda / (2 * x**2),
        "y/x - lamda/(2*x²)", [(x * y - lam / 2) / x**2],
        np.array((x * y - lam / 2) / x**2, dtype=object), sp.Matrix([(x * y - lam / 2) / x**2]),
        sp.Eq(theta, (x * y - lam / 2) / x**2), "θ = (x⋅y – λ/2)/x²", "（x*y−½*λ）/x²",
        (x * y - lam / 2) / x**2 + sp.Mul(0, x, evaluate=False), sp.exp(sp.log(x, evaluate=False) * 0) * hinge,
        hinge + sum(sp.Piecewise((k, x > 100 + k), (0, True)) for k in range(160)),
        sp.Eq((x * y - lam / 2) / x**2, theta), "(x*y - lam/2)/x**2 == theta", "[(x*y - lam/2)/x**2]",
        sp.solve(2 * x * (x * theta - y) + lam, theta, dict=True), {theta: (x * y - lam / 2) / x**2},
        sp.FiniteSet((x * y - lam / 2) / x**2), sp.solveset(2 * x * (x * theta - y) + lam, theta),
        {sp.Function("f")(x): (x * y - lam / 2) / x**2}, [{sp.Function("f")(x): (x * y - lam / 2) / x**2}],
        r"\theta^{*} = (x*y - lam/2)/x**2", "θ^ = (x*y - lam/2)/x**2", "f'(x) = (x*y - lam/2)/x**2",
        "θ* = (x*y - lam/2)/x**2", "θ̂ := (x*y - lam/2)/x**2", '"(x*y - lam/2)/x**2"',
        r"\theta^* = \frac{x \cdot y - \frac{\lambda}{2}}{x^{2}}", r"$\dfrac{x\times y-\tfrac12 \cdot\lambda}{x^2}$",
        "np.divide(x*y - lam/2, np.power(x, 2))", "np.maximum(x*y - lam/2, x*y - lam)/pow(x, 2)",
    ],
    "zero-interval": [
        sp.Interval(-lam, lam), sp.Union(sp.Interval.Ropen(-lam, 0), sp.Interval(0, lam)), sp.Tuple(-lam, lam),
        sp.Intersection(sp.Interval(-lam, sp.oo), sp.Interval(-sp.oo, lam)), sp.Matrix([-lam, lam]),
        sp.Contains(g, sp.Interval(-lam, lam)), np.array([-lam, lam]), [-lam, lam], ("-lam", lam), "[−λ; λ]",
        sp.Abs(sp.Dummy("g")) <= lam, "g ∈ [-lam, lam]", sp.Not(sp.Abs(g) > lam), "Contains(g, Interval(-lam, lam))",
        sp.Complement(sp.Interval(-2 * lam, lam), sp.Interval.Ropen(-2 * lam, -lam)), "|g| ≤ λ", "-λ⩽∂f⩽λ",
        "-g in [-lam, lam]", "g/lam in [-1,1]", "0 ∈ [g − λ; g + λ]", "g/lam in Interval(-1, 1)", "|∂f(0)| ≤ λ",
        "|df(0)| <= λ", "{abs(g)<=lam}", "{g in [-lam, lam]}",
        "|f'(0)| ≤ λ", "Le(abs|g|, lam)", r"\left|g\right| \leqslant \lambda", r"g \in [-\lambda, \lambda]",
    ],
    "gradient-direction": [
        sp.Matrix([-1, 1]), sp.Matrix([[-1, 1]]), sp.ImmutableMatrix([-1, 1]), sp.Array([-1, 1]), sp.Tuple(-1, 1),
        [sp.Integer(-1), sp.Rational(2, 2)], np.array([-1, 1], np.longdouble), np.array([-1, 1], np.float16),
        pd.Series([-1, 1]), pd.Series([-1, 1], dtype="Int64"), np.ma.array([-1, 1]), "[-1, 1]", "(−1, 1)", "[-1; 1]",
        ["-1", "1"], [Fraction(-1), Decimal(1)], np.array([-1, 1], dtype=object), "array([-1.,  1.])", "[-1,1]",
        [np.longdouble(-1), np.array(1)], np.array(["-1", "1"]), sparse.csr_array([[-1, 1]]).toarray()[0],
        np.array([[-1, 1]]), np.array([[-1], [1]]), [[-1], [1]], np.matrix([-1, 1]), pd.DataFrame([[-1, 1]]),
        sparse.csr_array([[-1, 1]]), np.array([-1 + 0j, 1 + 1e-17j]), [complex(-1), 1], "[np.float64(-1.0), 1]",
    ],
    "hitting-time": [
        np.longdouble(4), np.float16(4), Fraction(4), Decimal("4.0"), sp.Matrix([4]), pd.Series([4.0]), [4], "λ = 4",
        np.ma.array([4.0]), sparse.csr_array([[4.0]]), sp.exp(sp.log(4)), "４", "\u20604\u00a0", "4e0", sp.sqrt(16),
        np.array(sp.Integer(4), dtype=object), np.array(4.0), np.array([[4]]), sp.Mul(2, 2, evaluate=False),
        4 + 0j, np.roots([1, -8, 16.0 + 0j])[:1].round(6), np.clongdouble(4), sp.solveset(x - 4), {x: sp.Integer(4)},
        {sp.Function("f")(x): 4}, 4 + 1e-14j,
        "np.float64(4.0)", "'4'", '"""4"""', "$`4`$",
    ],
    "order-of-arrival": ["B", "(b)", sp.Symbol("B"), "„B“", "Ｂ", "'b'", ["B"], np.array(["B"]), pd.Series(["B"])],
    "which-penalties-zero": ["A, D and E", {"A", "D", "E"}, sp.Symbol("ADE"), "a/d/e", ("A", "D", "E"), "A;D;E.",
        {sp.Symbol("A"), sp.Symbol("D"), sp.Symbol("E")}],
    "in-the-cone": [True, np.True_, sp.true, "True.", np.array(True)[()], np.array(True), [True], np.array([True])],
}  # fmt: skip


@pytest.mark.parametrize(("name", "answer"), [(name, each) for name, them in RIGHT.items() for each in them])
def test_a_right_answer_is_right_for_both_in_every_form(name, answer):
    assert both(QUESTIONS[name], answer) == (True, "right")


class Unknown:
    """An object of a student's."""


NOT_RIGHT = {
    "minimiser-positive": [3, 0.5, sp.Integer(3), True, sp.Matrix([x, y]), [x, y], sp.sin(x), x**10, {x: y}, {x}, "2x",
        sp.solveset(2 * x * (x * theta - y) + lam, theta, sp.S.Reals), sp.Derivative(theta * x, theta),
        sp.Function("f")(x), sp.Sum(x * g, (g, 1, 3)), sp.Poly(x * y - lam / 2, x), sp.Lambda(x, x), sp.Order(x),
        "lambda x: x"],
    "zero-interval": [(-2, 2), True, "0,5", "(0,5)", {-1, 1}, sp.FiniteSet(-lam, lam), "-lam <= g, g < lam", g,
        sp.ConditionSet(g, sp.Abs(g) <= lam, sp.S.Reals), "2*g in [-lam, lam]", "g in [-lam, lam)"],
    "gradient-direction": [
        {-1, 1}, {0: -1, 1: 1}, np.ma.array([-1, 5], mask=[0, 1]), np.array([True, False]), [np.nan, 1], [[-1], [2]],
        np.array([np.nan, 1]), sp.eye(2), [True, False], "-1,1", [[-1, 0], [0, 1]], 3, [x, 1], range(2),
        [[[-1, 1]]], pd.Series([None, 1], dtype="Int64"), [[-1, 1], [2]], np.array([-1, 1j]),
    ],
    "hitting-time": [
        True, (4, 0), 1j, sp.I, sp.nan, sp.oo, Decimal("NaN"), Decimal("-Infinity"), 10**400, {4},
        np.clongdouble(4 + 1e-6j), x, np.ma.array([4.0], mask=[True]), "4,0", Unknown(), b"4", [2],
        sp.Integral(1, (x, 0, 5)),
        np.datetime64(4, "s"), np.timedelta64(4, "s"), {"t": 4}, sp.FiniteSet(4, 5), "4 seconds", "1,234.5",
    ],
    "order-of-arrival": [1, "AB", sp.Symbol("x"), ["B", "C"], "В", {"B"}],
    "which-penalties-zero": [{"a": 1}, 3, "A und D", [1], sp.Symbol("AB")],
    "in-the-cone": [1, 0.0, "yes", sp.Symbol("t")],
}  # fmt: skip


@pytest.mark.parametrize(("name", "answer"), [(name, each) for name, them in NOT_RIGHT.items() for each in them])
def test_another_answer_is_the_same_for_both_or_for_a_person(name, answer):
    correct, status = both(QUESTIONS[name], answer)
    assert correct is not True and status in ALLOWED[correct]


@pytest.mark.parametrize(
    "answer", [sp.sin(lam) ** 2 + sp.cos(lam) ** 2 - 1 + lam, lam * (lam**9 + 1) / sp.expand(lam**9 + 1)]
)
def test_what_sympy_alone_can_compute_is_right_or_for_a_person(answer):
    correct, status = both(QUESTIONS["l1-case-negative"], answer)
    assert correct is True and status in ALLOWED[True]


def test_a_root_is_read_without_the_imaginary_part_of_rounding():
    question = replace(QUESTIONS["hitting-time"], key=-1.879385)
    t = sp.Symbol("t")
    rounded, exact = (sp.solve(t**3 - 3 * t + one)[0] for one in (1.0, 1))
    assert "I" in str(rounded) and both(question, rounded) == (True, "right")
    assert both(question, exact)[1] == "needs a person" and both(question, 1000 + 1e-12j) == (False, "wrong")


def test_a_formula_that_is_longer_than_any_is_for_a_person():
    long = sp.Add(*(sp.Piecewise((k, lam > k), (k + 1, True)) for k in range(600)))
    question = replace(QUESTIONS["l1-case-negative"], key="lam")
    assert describe(long)["type"] == "long" and both(question, long)[1] == "needs a person"


def test_a_number_where_letters_are_expected_is_named_as_one_and_costs_nothing():
    question = QUESTIONS["threshold"]
    feedback = checked(question, None, 1.25, {})
    assert (feedback.correct, feedback.hint) == (
        None,
        "",
    ) and "the number 1.25, and lam does not occur" in feedback.message
    assert both(question, 1.25) == (None, "needs a person") and both(question, 0) == (False, "wrong")


@pytest.mark.parametrize(
    "text",
    [
        "Contains(" * 60 + "lam" + ", {1, 2})" * 60,
        f"Contains({'+'.join(['lam'] * 3000)}, {{{'1, ' * 2000}}})",
        "1" * 15_000,
    ],
    ids=["nested", "long", "digits"],
)
def test_a_forged_formula_costs_no_more_than_its_length(text):
    started = time.process_time()
    mark = mark_value(
        Variant(replace(QUESTIONS["threshold"], points=1)), Value(2, {"type": "sympy", "value": text}), LIMITS
    )
    assert mark.status == "needs a person" and time.process_time() - started < 2


def test_a_letter_that_became_a_number_is_named():
    feedback = checked(QUESTIONS["minimiser-positive"], None, (x * y - 1) / x**2, {})
    assert "No lam occurs in it" in feedback.message


NAMES = {"x": x, "y": y, "lam": lam}
leaves = st.sampled_from([x, y, lam, sp.Integer(2), sp.Rational(3, 4), sp.Float(0.1), sp.Integer(0)])
FORMS = [
    sp.Abs, sp.sign, lambda e: e**2, lambda e: sp.Max(e, lam), lambda e: sp.Min(e, 0), lambda e: e / 3,
    lambda e: sp.Heaviside(e, 0), lambda e: sp.Piecewise((e, x > y), (-e, True)), lambda e: sp.sqrt(sp.Abs(e)),
    lambda e: sp.Piecewise((1, sp.Xor(e > 0, x > 1)), (e, sp.ITE(x > 0, y > 0, e < 1)), (lam, True)),
]  # fmt: skip


def made(form, inner):
    """A form of a formula, where SymPy can make it: it fails at some Xor within a size."""
    try:
        return form(inner)
    except AttributeError:
        reject()


formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(made, st.sampled_from(FORMS), inner),
        st.builds(lambda a, b: a + b, inner, inner), st.builds(lambda a, b: a * b, inner, inner),
    ),
    max_leaves=5,
)  # fmt: skip
WAYS = {
    "as it is": lambda e: e,
    "its text": str,
    "cases": lambda e: e.rewrite(sp.Piecewise),
    "in a list": lambda e: [e],
    "a matrix": lambda e: sp.ImmutableMatrix([[e]]),
    "an array": lambda e: np.array(e, dtype=object),
    "an equation": lambda e: sp.Eq(theta, e, evaluate=False),
    "named": lambda e: f"theta = {e}",
    "other letters": lambda e: str(e).replace("lam", "λ").replace("**2", "²").replace("*", "⋅").replace("-", "–"),
    "dummies": lambda e: e.xreplace({each: sp.Dummy(each.name, real=True) for each in NAMES.values()}),
    "no assumptions": lambda e: e.xreplace({each: sp.Symbol(each.name) for each in NAMES.values()}),
}


@settings(max_examples=60, deadline=None)
@given(formulas, st.sampled_from(sorted(WAYS)), st.booleans())
def test_check_and_grader_agree_on_a_formula_however_it_is_written(formula, way, changed):
    question = Question("q", "?", kind=Expression(tuple(NAMES)), key=lambda: formula + x * y, right="Yes.")
    answer = WAYS[way](formula + x * y + int(changed) * lam / 7)
    correct, status = both(question, answer)
    if isinstance(answer, str) and len(answer) > 400:
        assert (correct, status) == (None, "unreadable")  # nobody types as much
    else:
        assert (correct, status) == ((False, "wrong") if changed else (True, "right"))
