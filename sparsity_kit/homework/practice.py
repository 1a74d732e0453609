"""A homework question in a notebook: with the numbers that stand there it is judged, without them only read."""

import math

import numpy as np

from sparsity_kit.homework.assignments import QUESTIONS
from sparsity_kit.homework.draw import Draw
from sparsity_kit.homework.question import REFERENCE, variant


def reference_exercise(name):
    """The exercise with the reference's numbers. Its question, kind, options and hints are those of every variant."""
    return variant(*QUESTIONS[name]).exercise


def exercise_for(name, given):
    """The exercise for the numbers of a notebook. Raises ValueError, with the cure, if they cannot be such numbers."""
    assignment, question = QUESTIONS[name]
    reference = variant(assignment, question).given
    if given.keys() != reference.keys():
        call = ", ".join(f"{each}={each}" for each in reference)
        raise ValueError(f'the numbers that belong to it are given as check("{name}", …, {call})')
    plain = {each: value.tolist() if isinstance(value, np.ndarray) else value for each, value in given.items()}
    for each, value in plain.items():
        if _form(value) != _form(reference[each]):
            raise ValueError(f"{each} is not what the question gives: run the cell that gives it once more")
    return question.exercise(plain, Draw(REFERENCE, "practice", assignment.name, name))


def _form(value):
    """What two variants of one number, text or list have in common: the kind, and a list's shape."""
    if type(value) is list:
        return [_form(each) for each in value[:1000]]
    if type(value) in (int, float):
        return "number" if math.isfinite(value) else "no number"
    return "text" if type(value) is str else "something else"
