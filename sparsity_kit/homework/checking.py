"""`check`, `hint`, `ask`: find the exercise, judge the answer, say what helps next. No answer makes them raise."""

from dataclasses import dataclass
from difflib import get_close_matches
from html import escape

from sparsity_kit.homework.assignments import QUESTIONS
from sparsity_kit.homework.exercise import Mistake
from sparsity_kit.homework.exercises import EXERCISES
from sparsity_kit.homework.feedback import Feedback
from sparsity_kit.homework.practice import exercise_for, reference_exercise
from sparsity_kit.homework.question import ByHand
from sparsity_kit.homework.reading import Blank, Unreadable, is_blank
from sparsity_kit.printable import printable

_hints_shown: dict[str, int] = {}  # for as long as the kernel lives: a notebook run from the top repeats itself


def check(name, answer=..., /, **given):
    """Compare an answer with the key: Feedback with `.correct` (True, False, or None if not judged) and `.message`.

    A wrong answer shows the next hint. An answer that cannot be read shows what is expected and costs no hint. An
    answer to homework is judged if the numbers of its question are `given`; without them the feedback says how it was
    read, and no more.

    >>> check("first-zero", ...)
    … Not answered yet: put your answer in place of the dots.
    """
    exercise = _find(name)
    if exercise is None:
        return _unknown(name)
    try:
        if is_blank(answer):
            raise Blank
        if name in QUESTIONS and (QUESTIONS[name][1].by_hand or not given):
            return _handed_in_later(exercise.kind, answer)
        exercise = _with_numbers(name, exercise, given)
        verdict = judge(exercise, _key(exercise), answer)
    except Blank:
        return Feedback(None, "Not answered yet: put your answer in place of the dots.")
    except Unreadable as reason:
        return Feedback(None, f"This answer cannot be read: {reason}.")
    except _NoKey as error:
        return Feedback(None, f"This exercise cannot be judged here: {error}")
    except (Exception, SystemExit) as error:
        return Feedback(None, f"This answer cannot be judged: it led to {type(error).__name__}. See what is asked for.")
    return Feedback(verdict.correct, verdict.message, "" if verdict.correct else _next_hint(name, exercise))


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, the sentence that says why, and the mistake that it equals, if it equals one."""

    correct: bool
    message: str
    mistake: Mistake | None = None


def judge(exercise, key, answer):
    """The Verdict on an answer: it equals the key, or a known mistake, or gets a remark. Raises Unreadable, Blank."""
    kind = exercise.kind
    value = kind.read(answer)
    if kind.same(value, key):
        return Verdict(True, exercise.right)
    for mistake in exercise.mistakes:
        if kind.same(value, mistake.answer()):
            return Verdict(False, mistake.message, mistake)
    return Verdict(False, kind.remark(value, key))


class _NoKey(Exception):
    """The key cannot be computed: data or a package are missing on this machine, or the numbers are not these."""


def _key(exercise):
    try:
        return exercise.key()
    except Exception as error:
        raise _NoKey(str(error)) from error


def _with_numbers(name, exercise, given):
    """The exercise to judge by: a lesson's has its numbers already, homework gets them from the notebook."""
    try:
        if name in QUESTIONS:
            return exercise_for(name, given)
        if given:
            raise ValueError(f"it is not homework, so leave out {', '.join(given)}")
        return exercise
    except Exception as error:
        raise _NoKey(f"{error}.") from error


def _handed_in_later(kind, answer):
    if isinstance(kind, ByHand):
        return Feedback(None, "A person reads this answer after you have handed it in.")
    return Feedback(None, f"Read as {kind.shown(kind.read(answer))}. It is judged after you have handed it in.")


def hint(name):
    """The next hint for an exercise; after the last one, the last one again."""
    exercise = _find(name)
    return _unknown(name) if exercise is None else Feedback(None, _next_hint(name, exercise))


def ask(name):
    """The question itself, with its options: shows as text and as HTML."""
    exercise = _find(name)
    return _unknown(name) if exercise is None else Asked(exercise.question, tuple(exercise.options.items()))


@dataclass(frozen=True, repr=False)
class Asked:
    """A question and its lettered options."""

    text: str
    options: tuple = ()

    def __repr__(self):
        return printable("\n".join([self.text, *(f"  {letter}: {option}" for letter, option in self.options)]))

    def _repr_html_(self):
        options = "".join(f"<li><b>{letter}</b>: {escape(option)}</li>" for letter, option in self.options)
        listed = f'<ul style="list-style: none">{options}</ul>' if options else ""
        return f"<div><p>{escape(self.text)}</p>{listed}</div>"


def _next_hint(name, exercise):
    count = len(exercise.hints)
    shown = _hints_shown[name] = min(_hints_shown.get(name, 0) + 1, count)
    return f"Hint {shown} of {count}: {exercise.hints[shown - 1]}" if count else "There is no hint for this one."


def _find(name):
    """The exercise of this name, of a lesson or of homework with the reference's numbers; None if there is none."""
    if not isinstance(name, str):
        return None
    return reference_exercise(name) if name in QUESTIONS else EXERCISES.get(name)


def _unknown(name):
    known = name if isinstance(name, str) else ""
    names = get_close_matches(known, (*EXERCISES, *QUESTIONS), n=3) or sorted(EXERCISES)
    return Feedback(None, f"There is no exercise of this name; the names are {', '.join(names)}.")
