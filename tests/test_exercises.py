"""The checks of the lessons: right answers pass, each mistake is named, and nothing at all makes them raise."""

import math
import re
import sys
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, scalar_dtypes
from wrong_answers import lessons, said, tutor

from sparsity_kit import L1, Quadratic, SquaredError, derivations, minimize, soft_threshold
from sparsity_kit.answers import Choice, Choices, Function, Number, Relation, Unreadable
from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.numbers import read_number
from sparsity_kit.homework import Feedback, ask, check, hint
from sparsity_kit.homework.register import LESSONS
from sparsity_kit.questions import Variant, checking, vet

EXERCISES = {question.name: Variant(question) for lesson in LESSONS for question in lesson}
by_name = pytest.mark.parametrize("name", EXERCISES)
g, lam, theta, x, y = sp.symbols("g lam theta x y", real=True)


@pytest.fixture(autouse=True)
def no_hints_shown(monkeypatch):
    monkeypatch.setattr(checking, "_hints_shown", {})


# ---- every exercise


@by_name
def test_key_passes_and_mistakes_are_told_apart(name):
    assert vet(EXERCISES[name]) == []


@by_name
def test_right_answer_is_right_and_each_mistake_is_named(name):
    """Mistakes that can be typed are in tests/test_what_is_said.py."""
    exercise = EXERCISES[name]
    right = check(name, exercise.key)
    assert (right.correct, right.message, right.hint) == (True, exercise.question.right, "")
    for mistake in () if name in said.SAID else exercise.mistakes:
        feedback = check(name, exercise.answer_of(mistake))
        assert (feedback.correct, feedback.message) == (False, mistake.message)
        assert feedback.hint.startswith("Hint ")


@pytest.mark.parametrize(("expected", "share"), [(lessons.WRONG, 0.95), (tutor.WRONG, 0.85)], ids=["known", "fresh"])
def test_typical_wrong_answers_are_named(expected, share):
    told = {True: 0, False: 0}
    for name, answers in expected.items():
        messages = {mistake.message for mistake in EXERCISES[name].mistakes}
        for answer in answers:
            feedback = check(name, answer)
            assert not feedback.correct, (name, answer)
            told[feedback.correct is None or feedback.message in messages] += 1  # None: it cannot be read, and why
    assert told[True] >= share * sum(told.values()), told


@by_name
@pytest.mark.parametrize("blank", [..., None, "", "   ", "...", "…"])
def test_blank_is_not_answered_yet_and_costs_no_hint(name, blank):
    feedback = check(name, blank)
    assert feedback.correct is None and feedback.message.startswith("Not answered yet")
    assert feedback.hint == "" and checking._hints_shown == {}


@by_name
def test_nothing_shown_before_the_right_answer_contains_it(name):
    exercise, question = EXERCISES[name], EXERCISES[name].question
    shown = " ".join((*question.hints, *(mistake.message for mistake in exercise.mistakes)))
    assert question.right not in shown + question.text
    if isinstance(exercise.kind, Number) and exercise.key not in (0, 1, 2, 3):  # those are in any text
        assert f"{exercise.key:.4g}" not in shown


@by_name
def test_question_shows_its_options(name):
    question, exercise = ask(name), EXERCISES[name]
    assert exercise.question.text in repr(question) and "<p>" in question._repr_html_()
    kind = exercise.kind
    for letter, option in kind.options.items() if isinstance(kind, (Choice, Choices)) else ():
        assert f"{letter}: {option}" in repr(question) and f"<b>{letter}</b>" in question._repr_html_()


def test_names_of_all_lessons_differ():
    assert len(EXERCISES) == sum(map(len, LESSONS))


# ---- keys, against what the course says


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("first-zero", 3),
        ("predict", "A"),
        ("gradient-direction", [-1, 1]),
        ("hitting-time", 4),
        ("order-of-arrival", "b"),
        ("l2-decay", 1.5 * math.exp(-0.5)),
        ("l2-decay", 0.91),
        ("together", math.sqrt(3.25) / 0.25),
        ("which-step", "B"),
        ("write-soft-threshold", lambda v, t: np.sign(v) * np.maximum(np.abs(v) - t, 0)),
        ("write-soft-threshold", lambda v, t: [max(u - t, 0) + min(u + t, 0) for u in v]),
        ("bowl-of-data", (2, -1)),
        ("touching-point", [0, 1]),
        ("touching-point", [0.001, 0.999]),
        ("corner-or-edge", "(c)"),
        ("find-a-loss", Quadratic([[2, 0], [0, 5]], center=[-4, 4])),
        ("find-a-corner", Quadratic([[1, 0.9], [0.9, 1]], center=[0.1, 2])),
        ("matching-lam", "4"),
        ("in-the-cone", np.True_),
        ("share-of-zeros", Fraction(5, 9)),
        ("share-of-zeros", "1 - (2/3)**2"),
        ("ridge-stationarity", -g / (2 * lam)),
        ("ridge-stationarity", "-0.5*g/λ"),
        ("ridge-stationarity", "-∂f/(2*λ)"),
        ("ridge-stationarity", -derivations.df / (2 * derivations.lam)),
        ("zero-interval", abs(derivations.df) <= derivations.lam),
        ("l1-case-negative", sp.Symbol("lambda", positive=True)),
        ("zero-interval", (-lam, lam)),
        ("zero-interval", "abs(g) <= lam"),
        ("zero-interval", "-lam <= g <= lam"),
        ("zero-interval", "g**2 ≤ λ²"),
        ("zero-interval", sp.Abs(g) <= lam),
        ("zero-interval", sp.And(g >= -lam, g <= lam)),
        ("zero-interval", sp.Interval(-lam, lam)),
        ("zero-interval", ("-lam", "lam")),
        ("ridge-slope", 3),
        ("ridge-crossing", "6/12 - 2"),
        ("signs-from-slopes", (-1, 1, 1)),
        ("lets-go", 4 * 2**3),
        ("which-gradient", "c"),
        ("unsquared", "B"),
        ("typed-threshold", 3),
        ("lowest-or-valley", "B"),
        ("kinks-elsewhere", "C"),
        ("rounded-kink", 0),
        ("whole-group", "C"),
        ("which-penalties-zero", {"A", "D", "E"}),
        ("which-penalties-zero", "e, d, a"),
        ("why", 2 * x**2 * theta - 2 * x * y),
        ("why", "2·x²·θ − 2·x·y"),
        ("threshold", "lam/2"),
        ("minimiser-positive", "(x*y - lam/2)/x**2"),
        ("minimiser-positive", "y/x - lam/(2*x**2)"),
        ("minimiser-positive", "(2*x*y - lam)/(2*x**2)"),
        ("lambda-at-death", 2 * sp.Abs(x * y)),
        ("lambda-at-death", "max(2*x*y, -2*x*y)"),
        ("lambda-at-death", 2 * sp.sqrt(x**2 * y**2)),
        ("real-threshold", 2 * 949.4353),
        ("correlated", "B"),
        ("slope-of-many", 16),
        ("negative-coefficient", "-2"),
        ("elastic-net-threshold", "3*lam/10"),
        ("elastic-net-threshold", derivations.lam * Fraction(3, 10)),
        ("how-many-alive", 4),
        ("change-of-units", "b"),
        ("whose-lam", 60),
        ("find-a-survivor", SquaredError([[2, -1], [1, -2]], [4, -2])),
        ("find-a-survivor", SquaredError([[-1, 1], [0, 1]], [-5, 5])),
        ("what-a-zero-means", "B"),
        ("alpha-of-the-last-death", 949.4353 / 442),
        ("second-step", "(-4*0.9 + 3/2)/5"),
        ("write-update", lambda x, r, lam: np.sign(x @ r) * max(abs(x @ r) - lam / 2, 0) / (x @ x)),
        ("write-update", lambda x, r, lam: minimize(SquaredError(x[:, None], r) + lam * L1()).theta[0]),
        ("tiny-or-zero", "c"),
        ("first-piece", "(lam - 8)/6"),
        ("first-piece", derivations.lam / 6 - Fraction(4, 3)),
        ("next-entry", 5),
        ("slope-of-a-piece", [-0.4, "3/10"]),
        ("between-kinks", "17/4"),
        ("what-can-happen", "A, B, D, E"),
        ("find-one-that-leaves", SquaredError([[0, 0, 1], [0, 1, -1], [1, 0, -1]], [1, 3, 9])),
        ("count-the-kinks", 13),
        ("lars-lambda", 2 * 452.901),
        ("on-the-edge", 100),
        ("smallest-tie", (2.5, 2.5)),
        ("how-far-at-most", 17.5),
    ],
)
def test_answers_worked_out_by_hand_are_right_in_any_form(name, answer):
    assert check(name, answer).correct is True


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("zero-interval", sp.Interval.open(-lam, lam)),
        ("zero-interval", sp.Abs(g) < lam),
        ("zero-interval", "-lam < g <= lam"),
        ("zero-interval", (0, "lam")),
        ("find-a-loss", Quadratic(np.eye(2), center=[0.2, 2])),
        ("find-a-loss", Quadratic(np.eye(2), center=[3, 3])),
        ("find-a-loss", Quadratic([[2, -1], [-1, 2]], center=[7, 4])),
        ("touching-point", [0, 2]),
        ("share-of-zeros", 0.6),
        ("find-a-corner", Quadratic(np.eye(2), center=[0, 2])),
        ("find-a-corner", Quadratic(np.eye(2), center=[3, 3])),
        ("find-a-corner", Quadratic(np.eye(2), center=[0.1, 0.1])),
        ("find-a-corner", Quadratic(np.eye(2), center=[3, 0.1])),
        ("find-a-loss", Quadratic(np.eye(3), center=[3, 3, 3])),
        ("find-a-loss", Quadratic([[1, 1], [1, 1]], center=[3, 3])),
        ("find-a-survivor", SquaredError([[2, 1], [1, 2]], [4, -2])),
        ("find-a-survivor", SquaredError([[1, 0], [0, 1]], [9, 9])),
        ("find-a-survivor", SquaredError([[1, 0.1], [0, 0.1]], [9, 0])),
        ("find-a-survivor", SquaredError([[1, 0, 0], [0, 1, 0]], [9, 9])),
        ("find-a-survivor", SquaredError([[1, 1], [1, 1]], [0.2, 0.2])),
        ("negative-coefficient", -3.5),
        ("find-one-that-leaves", SquaredError(np.eye(3), [3, 2, 1])),
        ("find-one-that-leaves", SquaredError(np.eye(2), [3, 2])),
        ("find-one-that-leaves", SquaredError([[0, 0, 0], [0, 1, 1], [1, 0, 1]], [1, 2, 3])),
        ("find-one-that-leaves", SquaredError(np.eye(3), [0, 0, 0])),
        ("find-one-that-leaves", SquaredError(np.diag([1e-9, 1, 1]), [1, 2, 3])),
        ("find-one-that-leaves", SquaredError(np.eye(3), np.ones((4, 3)))),
        ("write-update", lambda x, r, lam: soft_threshold(x @ r, lam / 2) / np.abs(x).sum() ** 2),
        ("second-step", -0.41),
        ("what-can-happen", "BD"),
        ("smallest-tie", [2.5]),
        ("elastic-net-threshold", "lam/3"),
        ("ridge-stationarity", "-g/(2*lam) + 1/1000000"),
        ("ridge-stationarity", "lam/0"),
        ("which-penalties-zero", "AB"),
        ("gradient-direction", [1, 1, 1]),
        ("gradient-direction", [[-1, 1], [-1, 1]]),
    ],
)
def test_near_misses_are_wrong(name, answer):
    feedback = check(name, answer)
    assert feedback.correct is False and feedback.message


def test_c12_correlated_key_is_the_solvers_answer_for_actual_columns():
    """Two unit columns at x₁·x₂ = 0.8 and a y with correlations 1 and 0.7: the second coefficient is zero at λ = 1."""
    X = np.array([[1.0, 0.8], [0.0, 0.6]])
    target = np.linalg.solve(X.T, [1.0, 0.7])
    np.testing.assert_allclose(minimize(SquaredError(X, target) + 1.0 * L1()).theta, [0.5, 0.0], atol=1e-9)


def test_c12_first_kinks_of_the_small_table_are_where_the_solver_lets_columns_in():
    """Just above λ = 5 only c is alive, on the line (λ/2 − 4)/3; just below, a is alive too; b waits until 3."""
    table = SquaredError([[0, 0, 1], [0, 1, -1], [1, 0, -1]], [1, 2, 3])
    solution = minimize(table + np.array([5.01, 4.99, 2.99]) * L1())
    assert solution.support.tolist() == [[False, False, True], [True, False, True], [True, True, True]]
    np.testing.assert_allclose(solution.theta[0, 2], (5.01 / 2 - 4) / 3, atol=1e-9)


def test_the_wrong_answer_that_lesson_10_quotes_is_what_lassolars_says_or_it_has_been_mended():
    from sklearn.linear_model import LassoLars

    coef = LassoLars(alpha=1 / 4, fit_intercept=False).fit(np.eye(2), [3, 3]).coef_
    assert coef.tolist() in ([5.5, 2.5], [2.5, 2.5])


def test_c5_matching_lam_is_where_the_solution_reaches_the_corner():
    loss = Quadratic(np.diag([1.0, 4.0]), center=[2.0, 1.0])
    support = minimize(loss + np.array([3.99, 4.0, 4.01]) * L1()).support
    assert support.tolist() == [[True, True], [False, True], [False, True]]


# ---- kinds of answers


@pytest.mark.parametrize(
    "four",
    [4, 4.0, np.int8(4), np.float32(4), np.array(4.0), np.array([4]), Fraction(4), Decimal(4), sp.Integer(4),
     sp.sqrt(16), "4", "8/2", "sqrt(16)"],
    ids=repr,
)  # fmt: skip
def test_numbers_of_every_type_are_read(four):
    assert check("hitting-time", four).correct is True


@pytest.mark.parametrize("zero", [0, 0.0, -0.0, np.float64(-0.0), "-0.0", sp.Integer(0)], ids=repr)
def test_minus_zero_is_zero(zero):
    assert Number().same(read_number(zero), -0.0) and Number().same(read_number(zero), 0.0)
    assert check("first-zero", zero).message.startswith("None is zero before")
    assert check("gradient-direction", [zero, -1.0]).message == "0 of 2 entries are right."


@pytest.mark.parametrize("answer", [True, math.nan, 2j, "two", "__import__('os')", [2, 3], sp.Symbol("t"), sp.nan, {}])
def test_what_is_no_number_is_not_judged(answer):
    feedback = check("hitting-time", answer)
    assert feedback.correct is None and "cannot be read" in feedback.message and not feedback.hint


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (np.array([[[1], [-1]]]), r"The shape is (1, 2, 1), but (2,) is expected: the same number of entries"),
        (np.array([1, 2, 3]), "The shape is (3,), but (2,) is expected: 2 entries."),
        (["a", "b"], "an array of numbers is expected"),
        ([[1, 2], [3]], "an array of numbers is expected"),
        (3, "an array of numbers is expected"),
    ],
)
def test_shapes_are_explained_in_words(answer, words):
    assert words in check("gradient-direction", answer).message


@pytest.mark.parametrize("answer", [sp.Matrix([-1, 1]), [[-1, 1]], np.array([[-1], [1]])])
def test_one_row_or_column_is_an_array(answer):
    assert check("gradient-direction", answer).correct is True


def _raises(v, threshold):
    return 1 / 0


def _exits(v, threshold):
    raise SystemExit


def _mutates(v, threshold):
    result = soft_threshold(v, threshold)
    v[:] = 0
    return result


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (_raises, "it raises ZeroDivisionError: division by zero"),
        (_exits, "it raises SystemExit"),
        (lambda: 1, "it raises TypeError"),
        (lambda v, t: None, "it returns nothing; end it with return"),
        (lambda v, t: "text", "it does not return numbers"),
        (lambda v, t: 1.0, "the result has shape () instead of (4,): one number for each entry is expected"),
        (lambda v, t: v[:2], "the result has shape (2,) instead of (4,)."),
        (lambda v, t: v if abs(v) > t else 0, "it raises ValueError: The truth value of an array"),
        (lambda v, t: max(v - t, 0), "np.where, np.maximum and np.minimum go entry by entry"),
        (lambda v, t: math.fabs(v), "those of NumPy take arrays"),
        (lambda v: v, "either it has other arguments than the question names, or a function that it calls has"),
        (lambda v, t: soft_threshold(v), "or a function that it calls has"),
        (lambda v, t: np.full_like(v, np.nan), "instead of"),
    ],
)
def test_function_that_fails_is_told_how(function, words):
    feedback = check("write-soft-threshold", function)
    assert feedback.correct is False and words in feedback.message and "[3.0, -3.0, 0.5, -0.5]" in feedback.message


def test_function_that_changes_its_argument_does_not_spoil_the_next_check():
    assert check("write-soft-threshold", _mutates).correct is True
    assert check("write-soft-threshold", soft_threshold).correct is True


def test_function_must_be_right_at_the_threshold_itself():
    """A value that is wrong only where |v| equals the threshold: found by the cases, not by luck."""
    wrong = lambda v, t: np.where(np.abs(v) == t, v, soft_threshold(v, t))  # noqa: E731
    assert "[1.0, -1.0, 0.0, -0.0, 1.5]" in check("write-soft-threshold", wrong).message


def test_relation_is_compared_at_its_thresholds():
    relation = Relation(("g", "lam"), "g", lambda point: (point["lam"],))
    assert not relation.same(relation.read("g < lam"), relation.read("g <= lam"))
    assert relation.same(relation.read("not g > lam"), relation.read("g <= lam"))


# ---- the whitelist


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')", "g.__class__",
        "(lambda: g)()", "[g for g in (1,)]", "g[0]", "f'{g}'", "exec",
        "abs(g, key=1)", "open('x')", "g if g else g", "g := 1", "'g' 'g'", "True", "max(g)", "abs()", "abs(g, g)",
        "abs", "print(g)", "g @ g", "g // 2", "g % 2", "~g", "g << 9", "g ^ 2", "g is g", "g in g", "1j", "9" * 40,
        "1e999", "(" * 120 + "g" + ")" * 120 + "(", "g" + "+g" * 200, "*g", "g;g", "\0", "2**(9*g)", "g**99",
        "9**9**9**9", "((((((9**8)**8)**8)**8)**8)**8)**8", "await g", "yield", "lambda",
    ],
)  # fmt: skip
def test_text_that_is_no_formula_is_refused(text):
    with pytest.raises(Unreadable):
        Formula(text, ("g",))({"g": Fraction(3, 2)})


def test_text_is_not_executed(tmp_path):
    trace = tmp_path / "trace"
    for name in EXERCISES:
        assert check(name, f"open({str(trace)!r}, 'w')").correct is None
    assert not trace.exists()


operators = st.sampled_from("+-*/")
formulas = st.recursive(
    st.sampled_from(["g", "lam", "1", "2", "3/4", "0.5"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, operators, inner),
        *(inner.map(form.format) for form in ("(-{})", "abs({})", "({})**2", "max({}, g)")),
    ),
    max_leaves=8,
)


@given(formulas)
def test_formulas_have_the_values_that_python_gives_them(text):
    point = {"g": Fraction(-5, 4), "lam": Fraction(7, 2)}
    try:
        expected = eval(re.sub(r"\d+(\.\d+)?", r"Fraction('\g<0>')", text), {"Fraction": Fraction, **point})
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            Formula(text, point)(point)
    else:
        assert Formula(text, point)(point) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_unreadable(text):
    with suppress(Unreadable):
        assert Formula(text, ("g", "lam")).tree


# ---- nothing raises


class Hostile:
    """Every usual question to it raises."""

    def _raise(self, *args, **kwargs):
        raise RuntimeError("no")

    __eq__ = __bool__ = __len__ = __iter__ = __float__ = __repr__ = __str__ = __array__ = __call__ = __getattr__ = (
        _raise
    )
    __hash__ = None


class HostileText(str):
    def strip(self, *args):
        raise RuntimeError("no")


class Quadratics(Quadratic):
    pass


PretendQuadratic = type("Quadratic", (), {"n_features": 2})

numbers = st.integers() | st.floats() | st.complex_numbers() | st.fractions() | st.decimals()
sympy_objects = [
    sp.Symbol("t"), g, lam, sp.oo, sp.zoo, sp.nan, sp.I, sp.S.true, sp.EmptySet, sp.S.Reals, sp.Interval(0, 1),
    sp.FiniteSet(0), sp.Eq(g, lam), sp.Function("f")(g), sp.Matrix([[g]]), sp.Piecewise((g, g > 0), (0, True)),
    sp.Derivative(sp.Function("f")(g), g), sp.Integral(sp.exp(-(g**2)), g), 1 / (g - g), sp.Abs, sp.Symbol, sp.pi,
]  # fmt: skip
functions = [Hostile, int, print, len, lambda *a: Hostile(), lambda *a: [[1], [1, 2]], _raises, np.exp]
losses = [
    PretendQuadratic(), Quadratics(np.eye(2), [1, 2]), Quadratic(np.eye(1), [1]), Quadratic(np.zeros((2, 2)), [1, 2]),
    Quadratic(np.eye(2), np.ones((3, 2))), Quadratic(1e300 * np.eye(2), [1, 2]),
    Quadratic(np.diag([1e-7, 1e9]), [1e9, 1]), Quadratic(np.diag([1e-300, 1e-300]), [1e300, 1]), L1(),
]  # fmt: skip
odd_objects = [
    Hostile(), HostileText("A"), object(), math.inf, -math.inf, 10**400, b"A", range(3), {}, {1}, set(), (), [], [[]],
    [...], NotImplemented, sys, iter([1]), [Hostile()], np.array([[1, 2]], dtype="m8[s]"), np.ma.masked,
    Decimal("sNaN"), ("lam", "lam", "lam"), ("(", ")"), (None, None), (True, False),
]  # fmt: skip
all_objects = [*sympy_objects, *functions, *losses, *odd_objects]
objects = st.integers(0, len(all_objects) - 1).map(lambda i: all_objects[i])
texts = st.text(max_size=30) | st.text(alphabet="gxylamthe+-*/() <>=0123456789.", max_size=20)
odd_arrays = arrays(scalar_dtypes(), array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
anything = st.recursive(
    numbers | objects | texts | odd_arrays | st.booleans() | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=4,
)


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.sampled_from(sorted(EXERCISES)), anything)
def test_no_answer_makes_check_raise(name, answer):
    feedback = check(name, answer)
    assert isinstance(feedback, Feedback) and feedback.correct in (True, False, None)
    assert feedback.message and repr(feedback) and feedback._repr_html_()
    if feedback.correct is None:
        assert feedback.hint == ""


@by_name
def test_hostile_objects_are_not_judged(name):
    for hostile in (Hostile(), HostileText("A"), [Hostile()], 10**400):
        assert check(name, hostile).correct is not True


def test_unknown_names_are_answered_with_names():
    for name in ("treshold", "", "no such thing", None, 3, ["threshold"], Hostile()):
        for feedback in (check(name, 1), hint(name), ask(name)):
            assert feedback.correct is None and "threshold" in feedback.message


def test_key_that_cannot_be_computed_is_said_with_its_cure(monkeypatch):
    def damaged():
        raise FileNotFoundError("diabetes.csv is missing; pip install --force-reinstall sparsity-kit")

    monkeypatch.setattr("sparsity_kit.homework.mistakes.lesson_7.diabetes", damaged)
    monkeypatch.setattr(checking, "reference", checking.reference.__wrapped__)  # as where no key is known yet
    feedback = check("real-threshold", 1898.87)
    assert feedback.correct is None and "pip install --force-reinstall" in feedback.message
    assert check("real-threshold", ...).message.startswith("Not answered yet")


# ---- hints and how feedback looks


def test_hints_come_one_by_one_and_the_last_stays():
    hints = EXERCISES["threshold"].question.hints
    assert hint("threshold").message == f"Hint 1 of 2: {hints[0]}"
    assert check("threshold", "5*lam").hint == f"Hint 2 of 2: {hints[1]}"
    assert check("threshold", "5*lam").hint == f"Hint 2 of 2: {hints[1]}"
    assert check("why", "x").hint.startswith("Hint 1 of 2")  # each exercise counts for itself


def test_wrong_answers_say_the_same_when_the_notebook_is_run_again(monkeypatch):
    def run():
        monkeypatch.setattr(checking, "_hints_shown", {})
        return [repr(check(name, answer)) for name in EXERCISES for answer in (..., 17, "lam/17", "B", [0, 0])]

    assert run() == run()


def test_feedback_shows_as_text_and_html_and_escapes():
    feedback = Feedback(False, "g < lam & more", "Hint 1 of 1: a\nb")
    assert repr(feedback) == "✗ g < lam & more\n  Hint 1 of 1: a\nb"
    page = feedback._repr_html_()
    assert "g &lt; lam &amp; more" in page and "a<br>b" in page and 'aria-label="Not yet"' in page
    without = Feedback(False, "g < lam & more")
    assert repr(without) == "✗ g < lam & more" and without._repr_html_() == page.split("<br><em>")[0] + "</div>"
    assert repr(Feedback(True, "so")) == "✓ so" and repr(Feedback(None, "?")) == "… ?"


def test_function_kind_counts_a_warning_as_nothing():
    """np.sqrt of a negative number warns; the student sees a wrong value, not a traceback."""
    kind = Function(((np.array([-1.0]), 1.0),))
    assert kind.remark(kind.read(lambda v, t: np.sqrt(v)), kind.read(soft_threshold)).endswith(
        "it returns [nan] instead of [0.0]."
    )


def test_a_function_that_still_returns_dots_is_a_blank_and_costs_no_hint():
    for _ in range(3):
        feedback = check("write-soft-threshold", lambda v, threshold: ...)
        assert feedback.correct is None and "Not answered yet" in feedback.message and not feedback.hint
