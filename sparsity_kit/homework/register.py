"""All questions by name. A further lesson or assignment is one more file here, and its notebook."""

from importlib import import_module

from sparsity_kit.homework import hw1, hw2, hw3, hw4, hw5, ideas1, ideas2

LESSONS = tuple(import_module(f"sparsity_kit.homework.lesson_{number}").QUESTIONS for number in range(12))
ASSIGNMENTS = {each.ASSIGNMENT.name: each.ASSIGNMENT for each in (hw1, hw2, hw3, hw4, hw5, ideas1, ideas2)}
HOMEWORK = {name: each for name, each in ASSIGNMENTS.items() if not each.measures}
QUESTIONS = {
    question.name: question
    for questions in (*LESSONS, *(assignment.questions for assignment in ASSIGNMENTS.values()))
    for question in questions
}


def assignment_of(question):
    """The assignment that a question belongs to; None for the exercise of a lesson."""
    return next((each for each in ASSIGNMENTS.values() if question in each.questions), None)
