"""All questions by name. A further lesson or assignment is one more file here, and its notebook."""

from sparsity_kit.homework import hw1, hw2, hw3, hw4, lesson_0, lesson_1, lesson_2, lesson_3, lesson_4, lesson_5

LESSONS = tuple(lesson.QUESTIONS for lesson in (lesson_0, lesson_1, lesson_2, lesson_3, lesson_4, lesson_5))
ASSIGNMENTS = {each.name: each for each in (hw1.ASSIGNMENT, hw2.ASSIGNMENT, hw3.ASSIGNMENT, hw4.ASSIGNMENT)}
QUESTIONS = {
    question.name: question
    for questions in (*LESSONS, *(assignment.questions for assignment in ASSIGNMENTS.values()))
    for question in questions
}


def assignment_of(question):
    """The assignment that a question belongs to; None for the exercise of a lesson."""
    return next((each for each in ASSIGNMENTS.values() if question in each.questions), None)
