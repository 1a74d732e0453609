"""Answers as students type them: repaired if only one thing can be meant, else answered with the way to write it."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from sparsity_kit.answers import Array, Function, Number
from sparsity_kit.answers.numbers import within
from sparsity_kit.homework import Feedback, ask, check, hint
from sparsity_kit.homework.register import LESSONS, QUESTIONS, assignment_of
from sparsity_kit.questions import checking
from sparsity_kit.questions.checking import reference


@pytest.fixture(autouse=True)
def no_hints_shown(monkeypatch):
    monkeypatch.setattr(checking, "_hints_shown", {})
    monkeypatch.setattr(checking, "_last_wrong", {})


REPAIRED = [
    ("minimiser-positive", "(x⋅y – λ/2)/x²"), ("minimiser-positive", "（x*y − ½·λ）÷ x**２"),
    ("minimiser-positive", "x\u00a0*\u202fy/x**2 \u200b- lam/2/x**2"),
    ("minimiser-positive", "theta = y/x - lam/(2*x**2)"), ("minimiser-positive", "f(x) = y/x − λ/(2·x²)"),
    ("minimiser-positive", "= y/x - 2⁻¹*λ*x⁻²"), ("minimiser-positive", "$y/x - \\lambda/(2\\cdot x²)$"),
    ("lambda-at-death", "lam=2*abs(x*y)"), ("lambda-at-death", "λ = 2·|x|·|y|"), ("lambda-at-death", "2*√(x²⋅y²)"),
    ("lambda-at-death", "2*np.abs(x*y);"), ("lambda-at-death", "2*exp(ln(abs(x))) * abs(y)"), ("threshold", "„λ/2“"),
    ("threshold", "lam\n / 2 # half of it"), ("threshold", "λ⁄2."), ("threshold", "max(lam/2,0)"),
    ("threshold", "0+½*λ"), ("threshold", "2½*λ - 2*λ"), ("threshold", "lam/π*pi/2"),
    ("threshold", "math.sqrt(lam**2)/2"), ("zero-interval", "−λ ≤ ∂f ≤ λ"), ("zero-interval", "g ∈ [−λ; λ]"),
    ("zero-interval", "|g| ⩽ λ"), ("zero-interval", "g ≥ −λ ∧ g ≤ λ"), ("zero-interval", "¬(|g| > λ)"),
    ("zero-interval", "not g > lam and not g < -lam"), ("zero-interval", "(-∞ < g) & (abs(g) <= lam)"),
    ("zero-interval", "g/lam in Complement(Interval(-3, 3), Interval.Ropen(-3, -1), Interval.Lopen(1, 3))"),
    ("zero-interval", "(g ≠ g) ∨ (|g| ≤ λ)"), ("gradient-direction", "[-1, 1]"), ("gradient-direction", "（−1; 1）"),
    ("gradient-direction", "np.array([-1., 1.])"), ("hitting-time", "λ = 4"), ("hitting-time", "４"),
    ("gradient-direction", "[-1,1]"), ("gradient-direction", "(-1,1)"), ("gradient-direction", [np.array(-1), 1]),
    ("hitting-time", "t=2²"), ("hitting-time", "√16"), ("order-of-arrival", "(B)."),
    ("which-penalties-zero", "A, D and E."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer"), REPAIRED)
def test_what_can_mean_one_thing_only_is_read_as_that(name, answer):
    assert check(name, answer).correct is True


NAMED = [
    ("hitting-time", "0,5", "write 0.5 with a point"), ("hitting-time", "1.000,5", "write 1000.5 with a point"),
    ("hitting-time", (4, 0), "write 4.0 with a point"), ("hitting-time", "4%", "write 0.04"),
    ("hitting-time", "4 seconds", "write the number alone, without seconds"),
    ("hitting-time", "1,234.5", "write 1234.5"), ("hitting-time", "1,234,567.8", "write 1234567.8"),
    ("hitting-time", "-1,234,567 s", "write 1234567 "), ("real-threshold", "1,899", "write 1899 without"),
    ("zero-interval", "g in [-lam, 0, lam]", "an interval has two ends"),
    ("zero-interval", "g ∈ (−λ, λ)", "in (low, high) leaves its ends out"),
    ("zero-interval", "g/lam in (-1, 1)", "in (low, high) leaves its ends out"),
    ("hitting-time", "1" * 300, f"{'1' * 39}… is not a number"),
    ("zero-interval", "[-lam, 0, lam]", "an interval has two ends"), ("hitting-time", "2π", "write 2*pi"),
    ("hitting-time", r"2\pi", "write 2*pi"), ("hitting-time", "2∞", "write 2*oo"), ("hitting-time", "3E", "write 3*E"),
    ("hitting-time", "theta*(2)=8", "give one side only"), ("hitting-time", "theta^(2)=16", "give one side only"),
    ("lambda-at-death", "theta**(2) = 2*abs(x*y)", "give one side only"),
    ("lambda-at-death", "lam*(x**2) = 2*abs(x*y)", "give one side only"),
    ("lambda-at-death", "(2*theta) = 2*abs(x*y)", "give one side only"),
    ("minimiser-positive", "λ|x|", "a * is missing after 'lam': write lam*abs(x)"),
    ("minimiser-positive", r"\lambda\left|x\right|", "write lam*abs(x)"),
    ("minimiser-positive", "lam |x|", "write lam*abs(x)"), ("minimiser-positive", "(x)|y|", "write (x)*abs(y)"),
    ("minimiser-positive", "x'", "cannot be read"), ("minimiser-positive", "x*y'", "cannot be read"),
    ("lambda-at-death", r"\lambda'", "cannot be read"),
    ("gradient-direction", "theta*(2) = [-1, 1]", "an array of numbers is expected"),
    ("zero-interval", "lambda g: abs(g) <= lam", "without lambda and the colon"),
    ("minimiser-positive", r"\begin{x}", r"LaTeX's command \begin"),
    ("lambda-at-death", "2|x*y|", "write 2*abs(x*y)"),
    ("minimiser-positive", sp.Function("f")(sp.Symbol("x")), "SymPy finds no number"),
    ("minimiser-positive", sp.FiniteSet(1, 2), "not a FiniteSet; take the formula out of it"),
    ("hitting-time", "3 1/2", "between 3 and 1 something is missing"), ("hitting-time", "≈4", "ALMOST EQUAL TO"),
    ("zero-interval", "-7,5*lam <= g <= 7*lam", "write 7.5 with a point"), ("zero-interval", "0,5", "write 0.5"),
    ("zero-interval", "(-0,5*lam, 0,5*lam)", "write 0.5"), ("zero-interval", "[-1,5; 2]", "write 1.5"),
    ("zero-interval", "-lam <= g, g <= lam", "join two conditions with 'and'"),
    ("zero-interval", "g && lam", "with 'and'"), ("zero-interval", "g =< lam", "write <= for =<"),
    ("zero-interval", "]-lam, lam[", "such as 0 <= x < 1"),
    ("zero-interval", "abs(g) <= 2", "lam does not occur in it"),
    ("zero-interval", True, "put the formula in quotes"), ("minimiser-positive", "1,5*x", "write 1.5"),
    ("minimiser-positive", "max(0,5*x, y)", "write 0.5"), ("minimiser-positive", "2x", "write 2*x"),
    ("minimiser-positive", "2(x+1)", "write 2*(x+1)"), ("minimiser-positive", "x y", "write x*y"),
    ("minimiser-positive", "(x)(y)", "write (x)*(y)"), ("minimiser-positive", "xy/x**2", "write x*y"),
    ("minimiser-positive", ".5lam", "write .5*lam"), ("minimiser-positive", "x(y - lam)", "write x*(y - lam)"),
    ("minimiser-positive", "x^2", "a power is written **"),
    ("minimiser-positive", "λ₁*x", "the name 'lam1' means nothing here"),
    ("minimiser-positive", "xyz", "the name 'xyz' means nothing here; use x, y, lam."),
    ("minimiser-positive", "‖x‖", "DOUBLE VERTICAL"), ("minimiser-positive", "х*y", "CYRILLIC SMALL LETTER HA"),
    ("minimiser-positive", "2*x = y", "give one side only"),
    ("minimiser-positive", 0.5, "it is the number 0.5, and x, y, lam do not occur in it"),
    ("threshold", 1.25, "it is the number 1.25, and lam does not occur in it; put the formula in quotes"),
    ("threshold", np.float64(1.25), "lam does not occur in it"),
    ("threshold", "3 - 1.75", "lam does not occur in it"), ("gradient-direction", "-1,1", "write 1.1"),
    ("gradient-direction", "[0,5, 1]", "write 0.5"), ("gradient-direction", "np.array()", "an array of numbers is"),
    ("gradient-direction", "[-1 1]", "between -1 and 1 something is missing, a comma"),
    ("gradient-direction", np.ma.array([-1, 1], mask=[0, 1]), "NaN, or masked: entry [1]"),
    ("order-of-arrival", "В", "CYRILLIC CAPITAL LETTER VE"), ("in-the-cone", "yes", "True or False is expected"),
    ("hitting-time", "[]", "not []"), ("hitting-time", [], "not an object of type list"),
    ("hitting-time", np.array([]), "type ndarray"), ("zero-interval", (0, "g <= lam"), "the ends of an interval are"),
    ("zero-interval", ("-lam <= g", "lam"), "the ends of an interval are"),
    ("hitting-time", {}, "not an object of type dict"), ("minimiser-positive", "Eq(x)", "Eq takes 2 arguments"),
    ("minimiser-positive", "Piecewise((x,))", "are pairs"), ("zero-interval", "Contains(g)", "only the functions"),
    ("zero-interval", [], "a formula in g, lam is expected"), ("zero-interval", "[lam]", "a condition is expected"),
    ("zero-interval", "g/lam in [-1]", "a condition is expected"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer", "words"), NAMED)
def test_what_could_mean_several_things_is_named_and_costs_no_hint(name, answer, words):
    feedback = check(name, answer)
    assert feedback.correct is None and words in feedback.message and feedback.hint == ""
    assert checking._hints_shown == {}


def test_a_condition_that_has_no_value_somewhere_is_told_where():
    message = check("zero-interval", "sqrt(lam**2 - g**2) >= 0").message
    assert message.startswith("It has no value at g = ") and "None" not in message
    assert check("why", "sqrt(-(x**2))*y").message.startswith("It has no value at x = ")


def test_an_interval_with_a_comma_between_its_ends_stays_one():
    kind = QUESTIONS["zero-interval"].kind
    assert kind.same(kind.read("(0,5)"), kind.read("0 <= g <= 5")) and kind.same(
        kind.read("[-lam,5]"), kind.read((-sp.Symbol("lam"), 5))
    )


@pytest.mark.parametrize(
    ("name", "answers", "words"),
    [
        ("hitting-time", (4, 0), "write 4.0 with a point"),
        ("gradient-direction", (-1, 1), "put several numbers in a list"),
        ("zero-interval", ("-lam", "lam"), "put the two ends in parentheses"),
        ("which-penalties-zero", ("A", "D"), "put all letters into one pair of quotes"),
        ("order-of-arrival", ("A", "B"), "here are 2 answers, with commas between them; give one."),
        ("hitting-time", (4, -1), "; give one."),
        ("hitting-time", (4, 0, 1), "here are 3 answers, with commas between them; give one."),
        ("hitting-time", (4.5, 1), "; give one."),
        ("hitting-time", ("4", "1"), "; give one."),
        ("why", (4, 0), "; give one."),
    ],
)
def test_several_answers_are_told_how_to_become_one(name, answers, words):
    feedback = check(name, *answers)
    assert feedback.correct is None and words in feedback.message and not feedback.hint


def test_an_answer_may_be_given_by_keyword():
    assert check("hitting-time", answer=4).correct and check(name="hitting-time", answer=4).correct
    question = QUESTIONS["hw3-last-price"]
    given = reference(assignment_of(question), question).given
    mine = {key: np.array(value) if type(value) is list else value for key, value in given.items()}
    assert check("hw3-last-price", last_price=reference(assignment_of(question), question).key, **mine).correct
    for each in QUESTIONS.values():
        given = reference(assignment_of(each), each).given if assignment_of(each) else {}
        assert "answer" not in given and each.answer not in given


def test_nothing_at_all_is_answered_with_the_names():
    assert all("hitting-time" in function().message for function in (check, hint, ask))


@pytest.mark.parametrize("name", ["HW3-slope", "hw3 slope", "hw3_slope ", "hw3–slope", " Hw3-Slope"])
def test_a_name_is_found_however_it_is_joined(name):
    assert check(name, 3).message == check("hw3-slope", 3).message and ask(name).text == QUESTIONS["hw3-slope"].text


def test_who_gives_too_much_or_in_another_order_is_told_what_helps():
    assert hint("threshold", "lam").message.startswith("Hint 1 of 2") and ask("threshold", 3).text
    assert check("lam/2", "threshold").message == 'The name comes first: check("threshold", …).'
    assert check("HW3", 1).message.endswith("hw3-best-theta, hw3-prediction, hw3-picture, hw3-paragraph.")
    assert "hw3-paragraph" in hint("hw3").message and "first-zero" not in hint("hw3").message


@pytest.mark.parametrize("name", ["order-of-arrival", "which-penalties-zero", "zero-interval", "why", "predict"])
def test_the_question_says_that_letters_need_quotes(name):
    assert "in quotes" in repr(ask(name)) and "in quotes" in ask(name)._repr_html_()


# ---- letters that were lost


def test_a_formula_computed_with_numbers_is_told_that_its_letter_is_lost():
    given = reference(assignment_of(QUESTIONS["hw2-path"]), QUESTIONS["hw2-path"]).given
    mine = {name: np.array(value) for name, value in given.items()}
    for feedback in (check("hw2-path", 1.5), check("hw2-path", 1.5, **mine)):
        assert feedback.correct is None and "the number 1.5, and lam does not occur in it" in feedback.message
    least_squares = np.linalg.lstsq(mine["X_2"], mine["y_2"], rcond=None)[0][1]
    assert "that is least squares" in check("hw2-path", least_squares, **mine).message


# ---- one rule for how near a number has to be


NUMBERS = [question for lesson in LESSONS for question in lesson if isinstance(question.kind, (Number, Array))]


@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.name)
def test_every_question_for_numbers_says_how_near_and_means_it(question):
    kind = question.kind
    key = kind.read(question.key() if callable(question.key) else question.key)
    error = kind.tolerance * np.maximum(1.0, np.abs(key))
    assert f"an error of {kind.tolerance:g} is fine" in repr(ask(question.name))
    assert kind.same(kind.read(key + 0.99 * error), key) and not kind.same(kind.read(key + 1.02 * error), key)
    assert kind.tolerance == 1e-3 or f"An error of {kind.tolerance:g} is fine" in question.text


def test_a_remark_counts_by_the_same_rule_as_the_verdict():
    kind, key = Array(1e-6), np.array([1000.0, 0.0])
    assert kind.remark(np.array([1000.005, 0.0]), key).startswith("1 of 2 entries are right")
    assert not kind.same(np.array([1000.005, 0.0]), key) and kind.same(np.array([1000.0009, 1e-6]), key)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), st.floats(-2e-3, 2e-3))
def test_a_number_and_an_array_of_it_are_as_near(pair, share):
    key, value = np.array(pair), np.array(pair) * (1 + share)
    one_by_one = [Number().same(a, b) for a, b in zip(value.tolist(), pair, strict=True)]
    assert Array().same(value, key) == all(one_by_one) and within(value, key, 1e-3).tolist() == one_by_one


# ---- zeros that a threshold makes are exact


def _soft(v, threshold):
    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0.0)


@pytest.mark.parametrize(("small", "reveal"), [(9e-9, True), (-9e-9, False)])
def test_a_small_number_is_not_zero_where_a_threshold_says_zero(small, reveal):
    kind = Function(((np.array([3.0, 0.5, 0.0]), 1.0),), tolerance=1e-8, reveal=reveal)
    key, tiny = kind.read(_soft), kind.read(lambda v, t: np.where(_soft(v, t) == 0, small, _soft(v, t)))
    assert kind.same(kind.read(_soft), key) and not kind.same(tiny, key)
    assert "a small number where zero is expected" in kind.remark(tiny, key)


@pytest.mark.parametrize("v", [0.3, -0.3])
def test_rounding_at_the_threshold_itself_is_forgiven(v):
    kind = Function(((np.array([v]), 0.3),))
    key, rounded = kind.read(_soft), kind.read(lambda v, t: _soft(v, t - 1e-12))
    assert key.outcome(0) == 0 != rounded.outcome(0) and kind.same(rounded, key)
    turned = Function(((0.3, np.array([v])),))
    key, rounded = turned.read(lambda t, v: _soft(v, t)), turned.read(lambda t, v: _soft(v, t - 1e-12))
    assert key.outcome(0) == 0 != rounded.outcome(0) and turned.same(rounded, key)


def test_c2_what_has_arrived_is_exactly_zero_in_homework_1():
    question = QUESTIONS["hw1-flow"]
    mine = reference(assignment_of(question), question)
    given = {"w": np.array(mine.given["w"])}
    right = lambda start, lam, time: _soft(start, lam * time * given["w"])  # noqa: E731
    nearly = lambda start, lam, time: np.where(right(start, lam, time) == 0, 9e-9, right(start, lam, time))  # noqa: E731
    assert check("hw1-flow", right, **given).correct is True
    assert "a small number where zero is expected" in check("hw1-flow", nearly, **given).message


# ---- hints


def test_a_hint_is_spent_on_a_new_wrong_answer_only():
    first, second = (f"Hint {n} of 2: {text}" for n, text in enumerate(QUESTIONS["threshold"].hints, 1))
    assert check("threshold", "lam").hint == first and check("threshold", "1*lam").hint == first
    for answer in (..., "2x", 1.25, "0,5*lam", "lam/2"):
        assert check("threshold", answer).hint == ""
    assert check("threshold", "lam").hint == first and check("threshold", "2*lam").hint == second


# ---- no input gives a traceback


PIECES = [
    "x", "lam", "g", "λ", "²", "⁻", "½", "√", "|", "(", ")", "[", "]", "{", "}", ",", ";", ".", " ", "0", "7", "=",
    "<", ">", "≤", "*", "^", "/", "-", "–", "·", "and", "in", "∈", "np.", "abs", "max", "Interval", "Contains",
    "True", "'", '"', "\\", "\n", "\0", "_", "e9", "∞", "𝑥", "\ud800", "%", "#", "$", ":", "lambda", "Piecewise",
]  # fmt: skip
typed = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
ONE_OF_EACH = [
    "hitting-time", "gradient-direction", "zero-interval", "minimiser-positive", "order-of-arrival", "predict",
    "which-penalties-zero", "in-the-cone", "find-a-loss", "write-soft-threshold",
]  # fmt: skip
leaf = st.one_of(
    typed, st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.just(sp.Symbol("lam"))
)
things = st.recursive(leaf, lambda inner: st.one_of(st.lists(inner, max_size=3), st.tuples(inner, inner)), max_leaves=4)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ONE_OF_EACH), things, st.lists(things, max_size=1))
def test_whatever_is_typed_is_answered_with_a_sentence(name, answer, more):
    feedback = check(name, answer, *more)
    assert isinstance(feedback, Feedback) and len(feedback.message) > 10 and repr(feedback) and feedback._repr_html_()
    assert "Error" not in feedback.message or "OverflowError" in feedback.message, feedback.message
    assert "None" not in feedback.message
