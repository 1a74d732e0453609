"""`check`, `hint`, `ask`: find the question, say what helps next. Nothing makes them raise."""

import re
from difflib import get_close_matches

from sparsity_kit.homework.register import LESSONS, QUESTIONS, assignment_of
from sparsity_kit.questions import Feedback
from sparsity_kit.questions.checking import Asked, checked, next_hint, reference, several


def check(name=None, *answers, **given):
    """Compare an answer with the key: Feedback with `.correct` (True, False, or None if not judged) and `.message`.

    A wrong answer shows the next hint, the same wrong answer the same hint. An answer that cannot be read shows what
    is expected and costs no hint. An answer to homework is judged if the numbers of its question are `given`; without
    them the feedback says how it was read, and no more.

    >>> check("first-zero", ...)
    … Not answered yet: put your answer in place of the dots.
    """
    question = _find(name)
    if question is None:
        swapped = next((each for each in answers if _find(each)), None)
        return _unknown(name) if not swapped else Feedback(None, f'The name comes first: check("{swapped}", …).')
    for keyword in ("answer", question.answer):
        if keyword in given and not answers:
            answers = (given.pop(keyword),)
    if len(answers) > 1 and not question.by_hand:
        return several(question, assignment_of(question), answers)
    return checked(question, assignment_of(question), answers[0] if answers else ..., given)


def hint(name=None, *_):
    """The next hint for a question; after the last one, the last one again. An answer beside the name is not needed."""
    question = _find(name)
    return _unknown(name) if question is None else Feedback(None, next_hint(question))


def ask(name=None, *_):
    """The question itself, with its options: shows as text and as HTML."""
    question = _find(name)
    if question is None:
        return _unknown(name)
    kind = None if question.by_hand else reference(assignment_of(question), question).kind
    options = getattr(kind, "options", {})
    letters = tuple((letter, option) for letter, option in options.items() if option)
    return Asked(question.text, letters, kind.form if kind else "")


def _find(name):
    """The question of a name, however its words are joined and whatever its capitals: "HW3 slope" is hw3-slope."""
    return QUESTIONS.get(re.sub(r"[\W_]+", "-", name.casefold()).strip("-")) if isinstance(name, str) else None


def _unknown(name):
    exercises = sorted(question.name for lesson in LESSONS for question in lesson)
    called = name.casefold() if isinstance(name, str) else ""
    own = [each for each in QUESTIONS if called and each.startswith(f"{called}-")]  # of hw3
    names = own or get_close_matches(called, QUESTIONS, n=3) or exercises
    return Feedback(None, f"There is no exercise of this name; the names are {', '.join(names)}.")
