"""An assignment of which questions were dropped: what counts, and what the full mark is."""

from dataclasses import replace


def as_counted(assignment, dropped):
    """The Assignment in which questions that count for nobody have no points; `dropped` is {name: points to all}."""
    questions = (
        replace(question, points=0) if dropped.get(question.name) is False else question
        for question in assignment.questions
    )
    return replace(assignment, questions=tuple(questions))
