"""Whether an assignment is declared as it must be, before any class draws its numbers."""

import keyword
import math
import re
from collections import Counter
from contextlib import suppress

from sparsity_kit.homework.register import ASSIGNMENTS, LESSONS
from sparsity_kit.questions import variant, vet

CELLS = ("-text", "-given", "-check")  # a question q has the cells q, q-text, q-given and q-check


def misdeclared(assignment):
    """What is wrong with the questions of an assignment as they stand, one line each: the fact, and the cure."""
    others = [each.questions for name, each in ASSIGNMENTS.items() if name != assignment.name]
    taken = Counter(question.name for questions in (*LESSONS, *others, assignment.questions) for question in questions)
    defined = Counter(name for question in assignment.questions for name in _defined(assignment, question))
    return [
        f"{question.name}: {fault}"
        for question in assignment.questions
        for fault in (
            *_name(question, assignment, taken),
            *_answer(question, assignment, defined),
            *_points(question),
            *_said(question),
            *_key(question),
        )
    ] or ([] if assignment.questions else [f"{assignment.name} has no question; give it one"])


def undrawn(assignment):
    """What is wrong with the questions for the numbers of the reference notebook, one line each."""
    for question in assignment.questions:
        try:
            problems = vet(variant(assignment, question))
        except Exception as error:
            problems = [f"it cannot be drawn: {type(error).__name__}: {error}"]
        yield from (f"{question.name}: {problem}" for problem in problems)


def _defined(assignment, question):
    """The names that the cells of a question define; numbers that cannot be drawn are vetting's to tell of."""
    if question.answer:
        yield question.answer
    with suppress(Exception):
        yield from variant(assignment, question).given


def _name(question, assignment, taken):
    if taken[question.name] > 1:
        yield "another question has this name; give one of them another"
    if not re.fullmatch(rf"{re.escape(assignment.name)}(-[a-z0-9]+)+", question.name):
        yield f"its name must be {assignment.name}- and words of small letters and digits, with - between them"
    elif question.name.endswith(CELLS):
        yield f"it is called like a cell of another question, with {', '.join(CELLS)} at its end; rename it"


def _answer(question, assignment, defined):
    name = question.answer
    if not question.by_hand and (not name.isidentifier() or keyword.iskeyword(name)):
        yield f"its answer must be the name of a variable, got {name!r}"
    for twice in (each for each in dict.fromkeys(_defined(assignment, question)) if defined[each] > 1):
        yield f"{twice} is defined more than once in {assignment.name}; give each number and each answer its own name"


def _points(question):
    points, rubric = question.points, question.rubric
    if not isinstance(points, (int, float)) or not 0 < points < math.inf:
        yield f"its points must be a number above 0, got {points!r}"
    elif question.by_hand and (adds_up := sum(each for each, _ in rubric)) != points:
        yield f"its rubric adds up to {adds_up:g} and its points are {points:g}; make them equal"
    elif rubric and not question.by_hand:
        yield "it has a rubric, but no person marks it; leave out the rubric, or the kind"


def _said(question):
    if not question.text:
        yield "its text is empty; write what is asked"
    if question.by_hand or question.idea:
        return
    if not question.right:
        yield "it lacks right, the sentence that says why the key is right; write it"
    if isinstance(question.hints, str):
        yield "its hints are one text, and each letter would be a hint; put a comma after it"


def _key(question):
    if question.by_hand and (question.key is not None or question.answers or question.mistakes):
        yield "it has a key or mistakes, but no kind, so that a person would mark it; give it a kind"
    if question.key is not None and question.answers:
        yield "it has both a key and answers; leave one of them out"
    if question.numbers is not None and not callable(question.numbers):
        yield f"its numbers must be a function of draw, got {question.numbers!r}"
