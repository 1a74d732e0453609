"""All assignments by name. A new one is a module that declares its questions, and a notebook in lessons/homework."""

from sparsity_kit.homework import hw1, hw2, hw3, hw4

ASSIGNMENTS = {assignment.name: assignment for assignment in (hw1.ASSIGNMENT, hw2.ASSIGNMENT, hw3.ASSIGNMENT, hw4.ASSIGNMENT)}
