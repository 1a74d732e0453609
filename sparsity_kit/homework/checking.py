"""`check`, `hint`, `ask`: find the exercise, judge the answer, say what helps next. No answer makes them raise."""

from dataclasses import dataclass
from difflib import get_close_matches
from html import escape

from sparsity_kit.homework.exercises import EXERCISES
from sparsity_kit.homework.feedback import Feedback
from sparsity_kit.homework.reading import Blank, Unreadable, is_blank

_hints_shown: dict[str, int] = {}  # for as long as the kernel lives: a notebook run from the top repeats itself


def check(name, answer=...):
    """Compare an answer with the key: Feedback with `.correct` (True, False, or None if not judged) and `.message`.

    A wrong answer shows the next hint. An answer that cannot be read shows what is expected and costs no hint.

    >>> check("first-zero", ...)
    … Not answered yet: put your answer in place of the dots.
    """
    exercise = _find(name)
    if exercise is None:
        return _unknown(name)
    try:
        if is_blank(answer):
            raise Blank
        key = _key(exercise)
        correct, message = judge(exercise, key, answer)
    except Blank:
        return Feedback(None, "Not answered yet: put your answer in place of the dots.")
    except Unreadable as reason:
        return Feedback(None, f"This answer cannot be read: {reason}.")
    except _NoKey as error:
        return Feedback(None, f"This exercise cannot be judged here: {error}")
    except (Exception, SystemExit) as error:
        return Feedback(None, f"This answer cannot be judged: it led to {type(error).__name__}. See what is asked for.")
    return Feedback(correct, message, "" if correct else _next_hint(name, exercise))


def judge(exercise, key, answer):
    """(correct, message): the sentence for the key, for the mistake it equals, or a remark. Raises Unreadable."""
    kind = exercise.kind
    value = kind.read(answer)
    if kind.same(value, key):
        return True, exercise.right
    for mistake in exercise.mistakes:
        if kind.same(value, mistake.answer()):
            return False, mistake.message
    return False, kind.remark(value, key)


class _NoKey(Exception):
    """The key cannot be computed on this machine: data or a package are missing."""


def _key(exercise):
    try:
        return exercise.key()
    except Exception as error:
        raise _NoKey(str(error)) from error


def hint(name):
    """The next hint for an exercise; after the last one, the last one again."""
    exercise = _find(name)
    return _unknown(name) if exercise is None else Feedback(None, _next_hint(name, exercise))


def ask(name):
    """The question itself, with its options: shows as text and as HTML."""
    exercise = _find(name)
    return _unknown(name) if exercise is None else Question(exercise.question, tuple(exercise.options.items()))


@dataclass(frozen=True, repr=False)
class Question:
    """A question and its lettered options."""

    text: str
    options: tuple = ()

    def __repr__(self):
        return "\n".join([self.text, *(f"  {letter}: {option}" for letter, option in self.options)])

    def _repr_html_(self):
        options = "".join(f"<li><b>{letter}</b>: {escape(option)}</li>" for letter, option in self.options)
        listed = f'<ul style="list-style: none">{options}</ul>' if options else ""
        return f"<div><p>{escape(self.text)}</p>{listed}</div>"


def _next_hint(name, exercise):
    count = len(exercise.hints)
    shown = _hints_shown[name] = min(_hints_shown.get(name, 0) + 1, count)
    return f"Hint {shown} of {count}: {exercise.hints[shown - 1]}" if count else "There is no hint for this one."


def _find(name):
    return EXERCISES.get(name) if isinstance(name, str) else None


def _unknown(name):
    known = name if isinstance(name, str) else ""
    names = get_close_matches(known, EXERCISES, n=3) or sorted(EXERCISES)
    return Feedback(None, f"There is no exercise of this name; the names are {', '.join(names)}.")
