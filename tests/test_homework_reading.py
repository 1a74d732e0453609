"""What a student types by habit is either read as it is meant, or answered with the way to write it."""

import math
import re
from fractions import Fraction

import pytest
import sympy

from sparsity_kit.homework import check
from sparsity_kit.homework.compare import Expression, Relation
from sparsity_kit.homework.reading import Formula, Unreadable, read_formula


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
        ("|g| <= lam", "the size |g| is written abs(g)"),
        ("2x(x*theta - y)", "a * is missing after '2'"),
        ("-g/2λ", "a * is missing after '-g/2'"),
        ("2*(x*theta - y)x", "a * is missing after '2*(x*theta - y)'"),
        ("theta = -g/(2*lam)", "give one side only, or write an equality with =="),
        ("2*(x", "write it as in Python, with * and **, for example"),
        ("(1, 2, 3)", "only numbers, names"),
    ],
)
def test_what_cannot_be_read_is_answered_with_the_way_to_write_it(answer, cure):
    feedback = check("why", answer)
    assert feedback.correct is None and cure in feedback.message and not feedback.hint


def test_a_matrix_of_formulas_is_not_one_formula():
    assert "take one entry of it" in check("why", sympy.Matrix([sympy.Symbol("x")])).message


def test_a_wrong_formula_is_told_its_value_at_a_point_but_not_the_right_one():
    message = check("why", "x**2").message
    assert message.startswith("It has the value ") and message.endswith("for example: not right.")


def test_what_a_function_prints_is_not_shown(capsys):
    def shrink(v, threshold):
        print("hello")
        return v

    assert "instead of" in check("write-soft-threshold", shrink).message
    assert capsys.readouterr().out == ""


x, y, lam, g = sympy.symbols("x y lam g")
FORMULAS = [
    sympy.Piecewise((x - lam / 2, x > lam / 2), (x + lam / 2, x < -lam / 2), (0, True)),
    sympy.Piecewise((1, (x > 0) & (y < 1) | sympy.Eq(lam, 2)), (x, ~(x > 3)), (y, sympy.Ne(x, y)), (7, True)),
    sympy.Abs(x) * sympy.sign(y) - sympy.Max(x, y, lam) + sympy.Min(0, x),
    sympy.Heaviside(x - 1) + sympy.sqrt(lam) * y**-2,
    sympy.Rational(2, 3) * x - 0.25 * y + sympy.pi,
]


def subs(formula, point):
    """SymPy's own value of a formula at a point of fractions."""
    return formula.subs({name: sympy.Rational(value.numerator, value.denominator) for name, value in point.items()})


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_the_text_of_a_sympy_formula_means_the_formula(formula):
    kind = Expression(("x", "y", "lam"), name="x", thresholds=lambda point: (point["lam"] / 2, -point["lam"] / 2, 1, 3))
    assert kind.same(kind.read(str(formula)), formula)
    assert not kind.same(kind.read(f"{formula} + x/1000"), formula)
    for point in kind.points()[::9]:
        assert float(kind.read(str(formula))(point)) == pytest.approx(float(subs(formula, point)), rel=1e-12)


def test_a_sympy_formula_outside_the_whitelist_is_left_to_sympy():
    point = {"x": Fraction(1, 2), "y": Fraction(2)}
    assert read_formula(sympy.exp(x) * y, ("x", "y"))(point) == pytest.approx(2 * math.exp(0.5))
    with pytest.raises(Unreadable):
        Formula("exp(x)*y", ("x", "y"))


CONDITIONS = [
    sympy.Interval(-lam, lam), sympy.Interval.open(-lam, lam), sympy.Interval.Lopen(-lam, lam), sympy.Interval.Ropen(-lam, lam),
    sympy.Interval(-sympy.oo, lam), (g <= lam) & (g >= -lam), sympy.Abs(g) <= lam, (g > lam) | (g < -lam), sympy.Ne(g, lam),
]  # fmt: skip


def test_the_text_of_a_sympy_condition_means_the_condition():
    kind = Relation(("g", "lam"), "g", lambda point: (point["lam"], -point["lam"]))
    text = [kind.read(str(condition)) for condition in CONDITIONS]
    for read, condition in zip(text, CONDITIONS, strict=True):
        assert kind.same(read, condition)
        relation = condition.as_relational(g) if isinstance(condition, sympy.Interval) else condition
        assert all(read(point) == subs(relation, point) for point in kind.points()[::9])
    agree = [
        (str(a), str(b)) for r, a in zip(text, CONDITIONS, strict=True) for b in CONDITIONS if kind.same(r, str(b))
    ]
    closed = ["Interval(-lam, lam)", "(g <= lam) & (g >= -lam)", "Abs(g) <= lam"]
    assert {(a, b) for a, b in agree if a != b} == {(a, b) for a in closed for b in closed if a != b}


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("Piecewise(x, 2)", "the cases of Piecewise are pairs"),
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
