"""What each word of a formula means, for how many arguments, and what is said where it means nothing."""

import re
from fractions import Fraction

import pytest
import sympy as sp

from sparsity_kit.answers import Unreadable
from sparsity_kit.answers.arithmetic import LOGICAL, NAMES
from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.reading import read_formula
from sparsity_kit.answers.slips import cure

E, PI = 2.718281828459045, 3.141592653589793
VALUES = {  # at x = 3/4, y = −2
    "abs(y)": 2, "Abs(y)": 2, "absolute(y)": 2, "fabs(y)": 2, "sign(x)": 1, "sign(y)": -1, "sign(x - x)": 0,
    "sgn(y)": -1, "sqrt(4)": 2, "exp(1)": E, "E": E, "pi": PI, "log(E)": 1, "ln(E**2)": 2, "max(x, y)": 0.75,
    "e": E, "1.5*e**(-1/2)": 1.5 / E**0.5, "ln(e)": 1, "inf > x": True,
    "min(x, y, -3)": -3, "Max(x, 1)": 1, "Min(x, 1)": 0.75, "maximum(x, y)": 0.75, "minimum(x, y)": -2,
    "Heaviside(x)": 1, "Heaviside(y)": 0, "Heaviside(x - x)": 0.5, "Heaviside(x - x, 1)": 1, "Heaviside(x, 1/3)": 1,
    "Heaviside(y, 1)": 0, "Rational(3, 8)": 0.375, "divide(x, y)": -0.375, "pow(y, 3)": -8, "power(y, 2)": 4,
    "float(x)": 0.75, "float64(y)": -2, "y**8": 256, "y**-8": 1 / 256, "4**(1/2)": 2, "-y": 2, "+y": -2, "x - y": 2.75,
    "Le(x, x)": True, "Lt(x, x)": False, "Ge(x, x)": True, "Gt(x, y)": True, "Eq(x, y)": False, "Ne(x, y)": True,
    "x <= x": True, "x < x": False, "x >= x": True, "x > x": False, "x == x": True, "x != x": False, "y < x < 1": True,
    "y < x > 1": False, "Not(x > y)": False, "~(x > y)": False, "not x > y": False, "Xor(x > y, x > 0)": False,
    "(x > y) ^ (x > 0) ^ (x < 1)": True, "Equivalent(x > y, y > x)": False, "Equivalent(y > x, x > 1)": True,
    "Implies(x > y, y > x)": False, "Implies(y > x, x > 1)": True, "Implies(x > y, x > 0)": True,
    "And(x > y, x > 1)": False, "And(x > y)": True, "Or(x > y, x > 1)": True, "(x > y) & (x > 1)": False,
    "(x > y) | (x > 1)": True, "x > y and x > 1": False, "x > y or x > 1": True, "ITE(x > y, x > 0, x > 1)": True,
    "ITE(y > x, x > 0, x > 1)": False, "Piecewise((1, x > 1), (2, x > y), (3, True))": 2,
}  # fmt: skip


@pytest.mark.parametrize("text", VALUES)
def test_a_word_has_its_value(text):
    value = Formula(text, ("x", "y"))({"x": Fraction(3, 4), "y": Fraction(-2)})
    assert value == pytest.approx(VALUES[text], rel=1e-15) and isinstance(value, bool) == isinstance(VALUES[text], bool)


def test_every_word_is_looked_at():
    assert {*NAMES} <= {*re.findall(r"\w+", " ".join(VALUES))}


LEAST_AND_MOST = dict.fromkeys(NAMES, (1, 1)) | {
    **dict.fromkeys(["max", "min", "Max", "Min", "Equivalent"], (2, 20)), "Heaviside": (1, 2), "ITE": (3, 3),
    **dict.fromkeys(["And", "Or", "Xor"], (1, 50)), "Piecewise": (1, 50),
    **dict.fromkeys(["Rational", "Eq", "Ne", "Le", "Lt", "Ge", "Gt", "Implies"], (2, 2)),
    **dict.fromkeys(["maximum", "minimum", "pow", "power", "divide"], (2, 2)),
}  # fmt: skip


@pytest.mark.parametrize("text", ["theta == 2*x", "2*x == theta", "Eq(theta, 2*x)", "Eq(2*x, theta)", "[theta == 2*x]"])
def test_what_is_asked_for_may_stand_on_one_side(text):
    assert Formula(text, ("x",))({"x": Fraction(3)}) == 6
    assert Formula(text, ("x", "theta"))({"x": Fraction(3), "theta": Fraction(6)}) is True


@pytest.mark.parametrize("name", NAMES)
def test_a_word_takes_so_many_arguments_and_no_others(name):
    least, most = LEAST_AND_MOST[name]
    one = "(x,x)" if name == "Piecewise" else "x > y" if name in (*LOGICAL, "And", "Or") else "x"
    for count in (least, most):
        assert Formula(f"{name}({','.join([one] * count)})", ("x", "y")).tree
    for count in (least - 1, most + 1):
        with pytest.raises(Unreadable, match=f"{name} takes {least}( to {most})? arguments?, got {count}$"):
            Formula(f"{name}({','.join([one] * count)})", ("x", "y"))


@pytest.mark.parametrize("text", ["x**9", "x**-9", "x**(81/10)", "x**y", "x**oo", "(x**8)**8*(x**8)**8*2**8/0"])
def test_a_power_that_is_too_large_or_no_number_is_refused(text):
    with pytest.raises((Unreadable, ArithmeticError)):
        Formula(text, ("x", "y"))({"x": Fraction(3, 4), "y": Fraction(9)})


@pytest.mark.parametrize("number", [Fraction(10**9), Fraction(1, 10**9), Fraction(10**9, 7)])
def test_a_number_that_becomes_too_large_above_or_below_the_line_is_refused(number):
    with pytest.raises(Unreadable, match="become too large"):
        Formula("*".join(["x**8"] * 60), ("x",))({"x": number})


@pytest.mark.parametrize(("text", "most"), [("x**2", 1000), ("x * 2", 9999), ("x - 0", 10_000)])
def test_a_number_may_have_so_many_bits_and_no_more(text, most):
    """A thousand before a power, and ten thousand after each step; twice a number has one more."""
    formula = Formula(text, ("x",))
    assert formula({"x": Fraction(2**most - 1)}) > 1 > formula({"x": Fraction(1, 2**most - 1)}) > 0
    with pytest.raises(Unreadable, match="become too large"):
        formula({"x": Fraction(2**most)})


UNIT, LATER = sp.Interval(0, 1), sp.Interval(2, 3)
SETS = [
    UNIT, sp.Interval.open(0, 1), sp.Interval.Lopen(0, 1), sp.Interval.Ropen(0, 1), sp.Union(UNIT, LATER),
    sp.FiniteSet(0, 1), sp.Complement(sp.Interval(0, 3), sp.Interval(1, 2), evaluate=False), sp.S.Reals, sp.S.EmptySet,
    sp.Intersection(sp.Interval(0, 2), sp.Interval(1, 3), evaluate=False),
]  # fmt: skip


@pytest.mark.parametrize("within", SETS, ids=str)
def test_what_sympy_says_of_a_set_is_the_condition_that_a_number_is_in_it(within):
    asked = sp.Contains(sp.Symbol("g"), within, evaluate=False)
    halves = [Fraction(number, 2) for number in range(-1, 8)]
    said = [read_formula(str(asked), ("g",))({"g": half}) for half in halves]
    assert said == [bool(sp.Rational(half.numerator, half.denominator) in within) for half in halves]


@pytest.mark.parametrize("ends", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_the_ends_of_an_interval_may_be_left_out_by_truth_values(ends):
    left, right = map(bool, ends)
    asked = Formula(f"Contains(g, Interval(0, 1, {left}, {right}))", ("g",))
    assert [asked({"g": Fraction(end)}) for end in (0, 1)] == [not left, not right]
    assert asked({"g": Fraction(1, 2)}) and Formula("Contains(g, {1, 2})", ("g",))({"g": Fraction(2)})


@pytest.mark.parametrize(
    "text", ["Contains(g, 3)", "Contains(g, Interval(0))", "Contains(g, Interval(0, 1, 2))", "Contains(g, g + 1)"]
)
def test_what_is_no_set_is_refused(text):
    with pytest.raises(Unreadable, match=r"Contains needs a set|an interval is written Interval"):
        Formula(text, ("g",))


CURES = [
    ("x && y", "join two conditions with 'and'"), ("5%", "write 0.05"), ("12.5 %", "write 0.125"), (".%", "write 0"),
    ("1 2", "between 1 and 2 something is missing"), ("x =< 2", "write <= for =<"), ("x >  = 2", "write >= for > ="),
    ("lambda v: v", "give what the function returns"), ("2x", "a * is missing after '2': write 2*x"),
    ("x y", "a * is missing after 'x': write x*y"), ("x(y + 1)", "a * is missing after 'x': write x*(y + 1)"),
    ("x 2", "a * is missing after 'x': write x*2"), ("x abs(y)", "a * is missing after 'x': write x*abs(y)"),
    ("(x)(y)", "a * is missing after '(x)': write (x)*(y)"), ("x = 3", "give one side only"),
    ("(2xy - 1)/2", "a * is missing after '(2': write (2*x*y - 1)/2"), ("xy 2", "a * is missing after 'x*y'"),
    ("x + ", "write it as in Python"), ("2 if x else 3", "write it as in Python"), ("(x, 1]", "an interval"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), CURES)
def test_a_slip_is_told_its_cure(text, words):
    assert cure(text, ("x", "y")).startswith(words)


@pytest.mark.parametrize(
    ("text", "below"), [("-x/2y", "2"), ("1/2x²y", "2"), ("x + y/x**2 y", "x**2"), ("x/2.5 y", "2.5"), ("1 / x y", "x")]
)
def test_a_product_below_the_line_is_not_taken_out_of_it_unasked(text, below):
    """A mathematician's −x/2y is -x/(2*y), and -x/2*y another number."""
    assert cure(text, ("x", "y")).endswith(
        f", or put parentheses around all that stands below: Python divides by {below} alone"
    )


@pytest.mark.parametrize("text", ["(2x)/y", "x/(2y)", "2x/y", "x y/2", "x/y + 2x", "x/2 + x y"])
def test_a_product_above_the_line_or_in_parentheses_has_one_meaning(text):
    assert "parentheses" not in cure(text, ("x", "y"))


@pytest.mark.parametrize(
    ("text", "words"), [("3 kg", "write the number alone, without kg"), ("7 pi", "a * is missing")]
)
def test_a_number_with_a_unit_is_told_from_a_product(text, words):
    assert cure(text).startswith(words)


def test_what_contains_asks_about_is_short_for_it_is_written_once_for_each_part_of_the_set():
    assert Formula(f"Contains(-x{' + x' * 24}, Interval(0, 99))", ["x"])({"x": Fraction(2)}) is True  # of 100 nodes
    for longer in (f"1{' + x' * 25}", "(x > 0)"):
        with pytest.raises(Unreadable, match="what Contains asks about is too long"):
            Formula(f"Contains({longer}, Interval(0, 99))", ["x"])
