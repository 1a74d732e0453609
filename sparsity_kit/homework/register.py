"""All questions by name. A further lesson or assignment is one more file here, and its notebook."""

from sparsity_kit.homework import (
    hw1,
    hw2,
    hw3,
    hw4,
    ideas1,
    ideas2,
    lesson_0,
    lesson_1,
    lesson_2,
    lesson_3,
    lesson_4,
    lesson_5,
)

LESSONS = tuple(lesson.QUESTIONS for lesson in (lesson_0, lesson_1, lesson_2, lesson_3, lesson_4, lesson_5))
ASSIGNMENTS = {each.ASSIGNMENT.name: each.ASSIGNMENT for each in (hw1, hw2, hw3, hw4, ideas1, ideas2)}
HOMEWORK = {name: each for name, each in ASSIGNMENTS.items() if not each.measures}
QUESTIONS = {
    question.name: question
    for questions in (*LESSONS, *(assignment.questions for assignment in ASSIGNMENTS.values()))
    for question in questions
}


def assignment_of(question):
    """The assignment that a question belongs to; None for the exercise of a lesson."""
    return next((each for each in ASSIGNMENTS.values() if question in each.questions), None)
