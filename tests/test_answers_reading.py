"""What a student types by habit is either read as it is meant, or answered with the way to write it."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from sparsity_kit.answers import Expression, Relation, Unreadable
from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.numbers import read_number
from sparsity_kit.answers.reading import read_formula
from sparsity_kit.answers.sympy_objects import plain
from sparsity_kit.homework import check


@pytest.mark.parametrize(
    "answer", ["abs(g) <= lam", "-lam <= g <= lam", "(-lam, lam)", "[-λ, λ]", ("-lam", "lam"), "abs(∂f) ≤ λ"], ids=repr
)
def test_an_interval_is_read_in_every_form(answer):
    assert check("zero-interval", answer).correct is True


@pytest.mark.parametrize("answer", ["(-lam, 2*lam)", "(-1, 1)", "abs(g) < lam", "(lam, -lam)"])
def test_a_wrong_interval_is_wrong(answer):
    assert check("zero-interval", answer).correct is False


@pytest.mark.parametrize(
    ("answer", "cure"),
    [
        ("2*||x|*y|", "the size |g| is written abs(g)"),
        ("2x(x*theta - y)", "a * is missing after '2': write 2*x*(x*theta - y)"),
        ("-g/2λ", "a * is missing after '-g/2': write -g/2*lam"),
        ("2*(x*theta - y)x", "a * is missing after '2*(x*theta - y)': write 2*(x*theta - y)*x"),
        ("theta = -g/(2*lam)", "give one side only, or write an equality with =="),
        ("2*(x", "write it as in Python, with * and **, for example"),
        ("(1, 2, 3)", "only numbers, names"),
        ("2*x ≈ y", "the character '≈' (ALMOST EQUAL TO) has no meaning here"),
        ("0,5*x", "write 0.5 with a point, or put a space after a comma"),
        ("1,234,567*x", "write 1234567 without the comma"),
        (r"2*\circ*x", r"LaTeX's command \circ is not read here"),
        ("[0, 1)", "an interval without one of its ends is written with < and <=, such as 0 <= x < 1"),
    ],
)
def test_what_cannot_be_read_is_answered_with_the_way_to_write_it(answer, cure):
    feedback = check("why", answer)
    assert feedback.correct is None and cure in feedback.message and not feedback.hint


def test_a_matrix_of_formulas_is_not_one_formula():
    assert "take one entry of it" in check("why", sp.Matrix([sp.Symbol("x"), 1])).message


def test_a_wrong_formula_is_told_its_value_at_a_point_but_not_the_right_one():
    message = check("why", "x**2").message
    assert message.startswith("It has the value ") and message.endswith("for example: not right.")


@pytest.mark.parametrize("real", [0.0, 1e-3, 1.0, 1e6])
def test_an_imaginary_part_of_the_size_of_rounding_is_none(real):
    """Beside 1, or beside a real part that is larger; a share of 1e-12 is no rounding."""
    for share in (1e-14, 1e-12):
        number = complex(real, share * max(1.0, real))
        kept = real if share < 1e-13 else number
        assert plain(number) == kept and plain(np.array([number])).tolist() == [kept]
        if real:
            written = plain(sp.Float(real) + sp.I * sp.Float(number.imag))
            assert float(written) == real if kept == real else written.endswith("*I")


def test_what_a_function_prints_is_not_shown(capsys):
    def shrink(v, threshold):
        print("hello")
        return v + 7

    assert "instead of" in check("write-soft-threshold", shrink).message
    assert capsys.readouterr().out == ""


x, y, lam, g = sp.symbols("x y lam g")
FORMULAS = [
    sp.Piecewise((x - lam / 2, x > lam / 2), (x + lam / 2, x < -lam / 2), (0, True)),
    sp.Piecewise((1, (x > 0) & (y < 1) | sp.Eq(lam, 2)), (x, ~(x > 3)), (y, sp.Ne(x, y)), (7, True)),
    sp.Abs(x) * sp.sign(y) - sp.Max(x, y, lam) + sp.Min(0, x),
    sp.Heaviside(x - 1) + sp.sqrt(lam) * y**-2,
    sp.Rational(2, 3) * x - 0.25 * y + sp.pi,
]


def subs(formula, point):
    """SymPy's own value of a formula at a point of fractions."""
    return formula.subs({name: sp.Rational(value.numerator, value.denominator) for name, value in point.items()})


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_the_text_of_a_sympy_formula_means_the_formula(formula):
    kind = Expression(("x", "y", "lam"), name="x", thresholds=lambda point: (point["lam"] / 2, -point["lam"] / 2, 1, 3))
    assert kind.same(kind.read(str(formula)), kind.read(formula))
    assert not kind.same(kind.read(f"{formula} + x/1000"), kind.read(formula))
    for number, point in [*enumerate(kind.points)][::9]:
        assert float(kind.read(str(formula))(number)) == pytest.approx(float(subs(formula, point)), rel=1e-12)


def test_a_sympy_formula_outside_the_whitelist_is_left_to_sympy():
    point = {"x": Fraction(1, 2), "y": Fraction(2)}
    assert read_formula(sp.sin(x) * y, ("x", "y"))(point) == pytest.approx(2 * math.sin(0.5))
    with pytest.raises(Unreadable):
        Formula("sin(x)*y", ("x", "y"))


CONDITIONS = [
    sp.Interval(-lam, lam), sp.Interval.open(-lam, lam), sp.Interval.Lopen(-lam, lam), sp.Interval.Ropen(-lam, lam),
    sp.Interval(-sp.oo, lam), (g <= lam) & (g >= -lam), sp.Abs(g) <= lam, (g > lam) | (g < -lam), sp.Ne(g, lam),
]  # fmt: skip


def test_the_text_of_a_sympy_condition_means_the_condition():
    kind = Relation(("g", "lam"), "g", lambda point: (point["lam"], -point["lam"]))
    text = [kind.read(str(condition)) for condition in CONDITIONS]
    for read, condition in zip(text, CONDITIONS, strict=True):
        assert kind.same(read, kind.read(condition))
        relation = condition.as_relational(g) if isinstance(condition, sp.Interval) else condition
        assert all(read(number) == subs(relation, point) for number, point in [*enumerate(kind.points)][::9])
    agree = [
        (str(a), str(b))
        for r, a in zip(text, CONDITIONS, strict=True)
        for s, b in zip(text, CONDITIONS, strict=True)
        if kind.same(r, s)
    ]
    closed = ["Interval(-lam, lam)", "(g <= lam) & (g >= -lam)", "Abs(g) <= lam"]
    assert {(a, b) for a, b in agree if a != b} == {(a, b) for a in closed for b in closed if a != b}


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("Piecewise(x, 2)", "the cases of Piecewise are pairs"),
        ("Piecewise()", "Piecewise takes 1 to 50 arguments, got 0"),
        ("x + Piecewise", "Piecewise is a function; write Piecewise(…)"),
        ("x + z", "the name 'z' means nothing here; use x, y"),
        ("f(x)", "and some more of SymPy's, not f(x)"),
        ("x.real", "comparisons and simple functions may be used, not x.real"),
        ("2 * (x % 2)", "may be used, not x % 2"),
        ("x in y", "may be used, not x in y"),
        ("x + [%s]" % ("x, " * 20), "may be used, not [" + "x, " * 12 + "x,…"),
        ("max(x)", "max takes 2 to 20 arguments, got 1"),
        ("x + True", "True is not a number that is expected in this formula"),
        ("Piecewise((x, 2))", "a condition is expected here"),
        ("x > 0 & y", "a condition is expected here"),
        ("~x", "a condition is expected here"),
        ("(x, y)", "only numbers, names"),
        ("*".join(["x**8"] * 60), "become too large"),
    ],
)
def test_sympy_spelling_is_read_no_further_than_it_has_a_meaning(text, cure):
    with pytest.raises(Unreadable, match=re.escape(cure)):
        Formula(text, ("x", "y"))({"x": Fraction(10**9, 7), "y": Fraction(1)})


@pytest.mark.parametrize("name", ["oo", "∞", "inf", "np.inf", "math.inf", "infinity", r"\infty"])
def test_infinity_is_read_by_each_of_its_names(name):
    assert read_number(name) == math.inf and read_number(f"-{name}") == -math.inf
