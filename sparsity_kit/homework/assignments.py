"""All assignments by name, and their questions. A further one is one more file with an ASSIGNMENT in it."""

from sparsity_kit.homework.question import Assignment

ALL: tuple[Assignment, ...] = ()
ASSIGNMENTS = {assignment.name: assignment for assignment in ALL}
QUESTIONS = {question.name: (assignment, question) for assignment in ALL for question in assignment.questions}
