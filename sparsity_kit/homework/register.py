"""All questions by name. A further lesson or assignment is one more file here, and its notebook."""

from importlib import import_module

from sparsity_kit.homework import hw1, hw2, hw3, hw4

LESSONS = tuple(import_module(f"sparsity_kit.homework.lesson_{number}").QUESTIONS for number in range(11))
ASSIGNMENTS = {each.name: each for each in (hw1.ASSIGNMENT, hw2.ASSIGNMENT, hw3.ASSIGNMENT, hw4.ASSIGNMENT)}
QUESTIONS = {
    question.name: question
    for questions in (*LESSONS, *(assignment.questions for assignment in ASSIGNMENTS.values()))
    for question in questions
}


def assignment_of(question):
    """The assignment that a question belongs to; None for the exercise of a lesson."""
    return next((each for each in ASSIGNMENTS.values() if question in each.questions), None)
