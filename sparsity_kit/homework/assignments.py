"""All assignments by name, and their questions. A further one is one more file with an ASSIGNMENT in it."""

from sparsity_kit.homework import hw1, hw2, hw3, hw4

ALL = (hw1.ASSIGNMENT, hw2.ASSIGNMENT, hw3.ASSIGNMENT, hw4.ASSIGNMENT)
ASSIGNMENTS = {assignment.name: assignment for assignment in ALL}
QUESTIONS = {question.name: (assignment, question) for assignment in ALL for question in assignment.questions}
