"""`check` on homework: with the numbers of a notebook it judges, without them it says how an answer was read."""

import math

import numpy as np
import pytest

from sparsity_kit.homework import Feedback, ask, check, checking, hint
from sparsity_kit.homework.assignments import QUESTIONS
from sparsity_kit.homework.compare import Array, Boolean, Choice, Choices, Expression, Found, Number, Relation
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.function import Function
from sparsity_kit.homework.question import Assignment, ByHand, Question
from sparsity_kit.losses import Quadratic


def halved(given, hidden):
    start, lam = np.array(given["start"]), given["lam"]
    return Exercise(
        question="start/lam?",
        kind=Array(),
        key=lambda: start / lam,
        right="Distance over speed.",
        mistakes=(Mistake(lambda: start * lam, "That is a product.", "multiplied"),),
        hints=("Divide.", "By lam."),
    )


def raised(given, hidden):
    return Exercise(
        "v**lam?", Function(((hidden.integer(2, 9),),), reveal=False), lambda: lambda v: v ** given["lam"], ""
    )


HALVED = Question("toy-halved", 2, "times", halved, lambda draw: {"start": [6.0, draw.integer(-9, -1)], "lam": 2})
RAISED = Question("toy-raised", 1, "raised", raised, lambda draw: {"lam": draw.integer(2, 3)})
ESSAY = Question("toy-essay", 3, "", lambda given, hidden: Exercise("Why?", ByHand(), str, "", hints=("So.",)))
TOY = Assignment("toy", "A toy", (HALVED, RAISED, ESSAY))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(checking, "_hints_shown", {})
    for question in TOY.questions:
        monkeypatch.setitem(QUESTIONS, question.name, (TOY, question))


def test_with_the_numbers_an_answer_is_judged_and_its_mistake_named():
    given = {"start": np.array([6.0, -4.0]), "lam": 2}
    assert repr(check("toy-halved", [3, -2], **given)) == "✓ Distance over speed."
    assert repr(check("toy-halved", [12, -8], **given)) == "✗ That is a product.\n  Hint 1 of 2: Divide."
    assert check("toy-halved", [3, 2], **given).message == "1 of 2 entries are right."
    assert check("toy-halved", ..., **given).message.startswith("Not answered yet")
    assert check("toy-raised", lambda v: v**3, lam=3).correct and not check("toy-raised", lambda v: v**3, lam=2).correct


def test_without_the_numbers_it_is_read_and_not_judged():
    for answer in ([3, -2], [12, -8]):
        feedback = check("toy-halved", answer)
        assert feedback.correct is None and not feedback.hint
        assert feedback.message.startswith(f"Read as an array of shape (2,): {answer[0]}, −{-answer[1]}. It is judged")
    assert check("toy-halved", ...).message.startswith("Not answered yet")
    assert check("toy-halved", 3).message.startswith("This answer cannot be read: an array of numbers is expected")


def test_hints_and_the_question_need_no_numbers():
    assert hint("toy-halved").message == "Hint 1 of 2: Divide." and hint("toy-halved").message == "Hint 2 of 2: By lam."
    assert repr(ask("toy-halved")) == "start/lam?"
    assert "toy-halved" in check("toy-halve", 1).message


def test_what_a_person_marks_is_left_to_that_person():
    for given in ({}, {"lam": 2}):
        assert check("toy-essay", "Because.", **given).message.startswith("A person reads this answer")


class Hostile:
    def __getattr__(self, name):
        raise RuntimeError("no")

    def _raise(self, *args):
        raise RuntimeError("no")

    __eq__ = __repr__ = __float__ = __len__ = _raise
    __hash__ = None


START = np.array([6.0, -4.0])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"lam": 2}, 'given as check("toy-halved", …, start=start, lam=lam).'),
        ({"lam": 2, "start": START, "more": 1}, "given as check("),
        ({"lam": 2, "start": [1, 2, 3]}, "start is not what the question gives: run the cell"),
        ({"lam": 2, "start": [[1, 2]]}, "start is not"),
        ({"lam": 2, "start": 3}, "start is not"),
        ({"lam": "2", "start": START}, "lam is not"),
        ({"lam": True, "start": START}, "lam is not"),
        ({"lam": ..., "start": START}, "lam is not"),
        ({"lam": Hostile(), "start": START}, "lam is not"),
        ({"lam": math.nan, "start": START}, "lam is not"),
        ({"lam": 10**400, "start": START}, "cannot be judged"),
        ({"lam": 0, "start": START}, "cannot be judged"),
        ({"lam": 2, "start": [Hostile(), 1]}, "start is not"),
        ({"lam": 2, "start": np.array([print, 1])}, "start is not"),
    ],
)
def test_no_numbers_make_check_raise(given, words):
    feedback = check("toy-halved", [3.0, -2.0], **given)
    assert isinstance(feedback, Feedback) and feedback.correct is not True and words in feedback.message


def test_a_given_list_that_holds_itself_is_no_list_of_numbers():
    endless = [1.0, 2.0]
    endless[1] = endless
    assert check("toy-halved", [3, -2], start=endless, lam=2).correct is None


def test_a_lessons_exercise_has_its_numbers_already():
    assert "leave out lam" in check("hitting-time", 4, lam=0.25).message


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (Number(), "-6/2", "the number −3"),
        (Array(), np.arange(12.0), "an array of shape (12,): 0, 1, 2, 3, 4, 5, 6, 7, …"),
        (Choice("AB"), "(b)", "the letter B"),
        (Choices("ABC"), "c, a", "the letters A, C"),
        (Choices("ABC"), "{}", "no letter at all"),
        (Boolean(), "true", "True"),
        (Expression(("lam",)), "lam - lam + 7/2", "a formula, with the value 3.5 where lam = "),
        (Relation(("g", "lam"), "g", lambda point: ()), "abs(g) <= 1000*lam", "a condition, true where g = "),
        (Found(Quadratic, str), Quadratic(np.eye(2), [1, 2]), "an object of the class Quadratic"),
        (Function(((2,),)), lambda v: 2.0 * v, "a function; in a trial it returns a number"),
        (Function(((2,),)), lambda v: v > 1, "a function; in a trial it returns True"),
        (Function(((2,),)), lambda v: [v, v], "a function; in a trial it returns numbers of shape (2,)"),
        (Function(((2,),), reveal=False), lambda v: v / 0, "a function; in a trial it raises ZeroDivisionError"),
    ],
)
def test_how_an_answer_was_read(kind, answer, words):
    assert kind.shown(kind.read(answer)).startswith(words)


# ---- functions whose cases stay unknown


class _2718(Exception):
    """An error that carries a message in its name."""


def _tells(v):
    raise ValueError(f"the case is {v}")


def _names(v):
    raise _2718


CASES = Function(((2718.0,), (-2718.0,)), where=("where v is positive", "where v is negative"), reveal=False)


@pytest.mark.parametrize(
    ("function", "remark"),
    [
        (_tells, "It raises ValueError, where v is positive."),
        (_names, "It raises an error, where v is positive."),
        (lambda v: max(v, 0), "It returns a wrong value, where v is negative."),
        (lambda v: None, "It returns nothing; end it with return …, where v is positive."),
        (lambda v: [v], "The result has shape (1,) instead of (), where v is positive."),
        (lambda v: "text", "It does not return numbers, where v is positive."),
    ],
)
def test_a_remark_on_a_function_names_no_case(function, remark):
    said = CASES.remark(CASES.read(function), abs_of)
    assert said == remark and "2718" not in said


def abs_of(v):
    return abs(v)


def test_a_function_is_called_once_for_each_case_whatever_it_is_compared_with():
    calls = []
    value = CASES.read(lambda v: calls.append(v) or abs(v))
    assert CASES.same(value, abs_of) and not CASES.same(value, lambda v: v) and calls == [2718.0, -2718.0]


# ---- formulas with cases


def test_a_formula_is_compared_beside_its_thresholds():
    """Wrong in a sliver above the threshold, where no random point is."""
    key, sliver = "max(g - lam, 0)", "max(g - lam, 0) + max(0, 1/100 - abs(g - lam - 1/64))"
    plain, careful = (Expression(("g", "lam"), name="g", thresholds=edges) for edges in (None, lambda p: [p["lam"]]))
    assert plain.same(plain.read(sliver), key) and not careful.same(careful.read(sliver), key)
    assert careful.same(careful.read("(abs(g - lam) + g - lam)/2"), key)
    assert "not right" in careful.remark(careful.read(sliver), key)


def test_only_points_that_are_allowed_are_looked_at():
    positive = Expression(("g",), name="g", such_that=lambda p: p["g"] > 0, thresholds=lambda p: [0])
    assert positive.same(positive.read("abs(g)"), "g")
