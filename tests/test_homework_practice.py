"""`check` on homework: with the numbers of a notebook it judges, without them it says how an answer was read."""

import math
import time

import numpy as np
import pytest

from sparsity_kit.answers import Array, Function
from sparsity_kit.homework import Feedback, ask, check, hint
from sparsity_kit.homework.register import ASSIGNMENTS, QUESTIONS, assignment_of
from sparsity_kit.questions import Assignment, Mistake, Question, checking
from sparsity_kit.questions.checking import reference
from sparsity_kit.questions.given import from_notebook

HALVED = Question(
    "toy-halved",
    text="start/lam?",
    answer="times",
    numbers=lambda draw: {"start": [6.0, draw.integer(-9, -1)], "lam": 2},
    kind=Array(),
    key=lambda start, lam: start / lam,
    right="Distance over speed.",
    mistakes=(Mistake(lambda start, lam: start * lam, "That is a product.", "multiplied"),),
    hints=("Divide.", "By lam."),
)
RAISED = Question(
    "toy-raised",
    text="v**lam?",
    answer="raised",
    numbers=lambda draw: {"lam": draw.integer(2, 3)},
    kind=lambda hidden: Function(((hidden.integer(2, 9),),), reveal=False),
    key=lambda v, lam: v**lam,
)
ESSAY = Question("toy-essay", "Why?", hints=("So.",))
TOY = Assignment("toy", "A toy", (HALVED, RAISED, ESSAY))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(checking, "_hints_shown", {})
    monkeypatch.setitem(ASSIGNMENTS, "toy", TOY)
    for question in TOY.questions:
        monkeypatch.setitem(QUESTIONS, question.name, question)


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


def test_a_wrong_answer_shows_the_next_hint_and_the_same_one_the_same_hint(monkeypatch):
    monkeypatch.setattr(checking, "_last_wrong", {})
    given = {"start": np.array([6.0, -4.0]), "lam": 2}

    def shown(answer):
        return check("toy-halved", answer, **given).hint.removeprefix("Hint ")[:1]

    assert [shown(each) for each in ([1, 1], [1, 1], np.array([1.0, 1.0]), [1, 2], [1, 1], [1, 1])] == [*"111222"]
    assert check("toy-halved", [3, -2], **given).hint == "" and hint("toy-halved").message.startswith("Hint 2 of 2")
    monkeypatch.setattr(checking, "_hints_shown", {})
    assert hint("toy-halved").message.startswith("Hint 1") and shown([1, 1]) == "1", "the same as the last one was"


def test_hints_and_the_question_need_no_numbers():
    assert hint("toy-halved").message == "Hint 1 of 2: Divide." and hint("toy-halved").message == "Hint 2 of 2: By lam."
    assert repr(ask("toy-halved")).startswith("start/lam?\nAnswer: a list or an array of numbers; an error of 0.001")
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


NUMBER, TEXT, LIST = 2.5, "theta**2", [[1, 2.0], [3, 4]]


@pytest.mark.parametrize(
    ("asked", "given", "fits"),
    [
        (NUMBER, 3, True), (NUMBER, np.float64(3), False), (NUMBER, math.inf, False), (NUMBER, "3", False),
        (NUMBER, [3], False), (NUMBER, None, False), (NUMBER, True, False), (TEXT, "theta", True), (TEXT, 3, False),
        (TEXT, None, False), (TEXT, [TEXT], False), (LIST, [[5, 6], [7, 8]], True), (LIST, np.eye(2), True),
        (LIST, [[5, 6], [7, None]], False), (LIST, [[5, 6], [7, "8"]], False), (LIST, [5, 6], False), (LIST, 5, False),
        (LIST, [[5, 6, 7], [8, 9, 1]], False), (LIST, [[5, 6], [7, math.nan]], False), (LIST, TEXT, False),
    ],
)  # fmt: skip
def test_what_is_given_has_the_form_of_what_was_asked(asked, given, fits):
    """The numbers themselves are the student's own."""
    if fits:
        assert from_notebook("toy", {"a": given}, {"a": asked}) == {"a": np.asarray(given).tolist()}
    else:
        with pytest.raises(ValueError, match="a is not what the question gives: run the cell that gives it once more"):
            from_notebook("toy", {"a": given}, {"a": asked})


ALTERED = {
    "hw1-price": [{"center": [0, 0]}, {"center": [-4, 2]}, {"A_6": [[0, 0], [0, 0]]}], "hw1-alone": [{"lam_1": -1}],
    "hw1-who": [{"start_3": [0, 0]}, {"time_3": -1}], "hw2-certificate": [{"share": -0.2}, {"share": 1.5}],
    "hw2-third": [{"X_3": [[0, 0]] * 3}], "hw3-best-theta": [{"weight": 0}], "hw4-order": [{"columns": [40] * 6}],
    "hw4-kinks": [{"A": ""}, {"B": "1/theta"}], "hw4-step": [{"share": 2}], "hw5-freedom": [{"rows": 1}],
    "hw4-last-price": [{"table": [[0] * 4] * 5, "weights": [0] * 4}], "hw5-stability": [{"times": 9}],
    "hw5-leak": [dict.fromkeys(("used", "widened", "chosen", "centred", "fitted", "guessed"), "X = X")],
}  # fmt: skip


@pytest.mark.parametrize(("name", "numbers"), [(name, each) for name, all_of in ALTERED.items() for each in all_of])
def test_numbers_that_no_class_is_given_are_found_out_before_an_answer_is_judged(name, numbers):
    """At once, in the words of a student's notebook, and never as an answer that cannot be read."""
    mine = reference(assignment_of(QUESTIONS[name]), QUESTIONS[name])
    given = {each: np.array(value) if type(value) is list else value for each, value in (mine.given | numbers).items()}
    began = time.process_time()
    message = check(name, mine.key, **given).message
    names = ", ".join(given)
    assert message.startswith(f"This exercise cannot be judged here: no key follows from {names} as given: run the ")
    assert message.endswith(").") and "()" not in message and time.process_time() - began < 2


def test_a_lessons_exercise_has_its_numbers_already():
    assert "leave out lam" in check("hitting-time", 4, lam=0.25).message
