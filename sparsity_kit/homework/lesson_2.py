"""Exercises of lesson 2: the loss meets the ball."""

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choice, Found
from sparsity_kit.homework.mistakes.lesson_2 import MISTAKES, SLANTED, least_squares, lowest_on_the_diamond
from sparsity_kit.homework.zeros import why, zeros
from sparsity_kit.losses import Quadratic
from sparsity_kit.questions import Question


def _keeps_both(loss):
    gone, problem = zeros(loss, 10.0)
    if problem or not any(gone):
        return problem
    return " ".join(why(loss, 10.0, j, True) for j in (0, 1) if gone[j])


QUESTIONS = (
    Question(
        "bowl-of-data",
        text="X = [[1, 0], [0, 1], [1, 1]] and y = (1, −2, 2). The loss ‖Xθ − y‖² is a bowl plus a constant. "
        "Where is its centre?",
        kind=Array(),
        key=least_squares,
        right="The centre solves XᵀXc = Xᵀy: it is the least-squares answer, and every wish is missed by 1.",
        mistakes=MISTAKES["bowl-of-data"],
        hints=(
            "Where are both slopes of ‖Xθ − y‖² zero?",
            "Solve XᵀXc = Xᵀy, with np.linalg.solve or as two equations with a pencil.",
        ),
    ),
    Question(
        "touching-point",
        text="f = (θ₁ − 1.5)² + 3(θ₂ − 2)². Where do its growing contours first touch the diamond of radius 1?",
        kind=Array(),
        key=lambda: lowest_on_the_diamond(SLANTED),
        right="It is the lowest point of f on the diamond, and it is a corner: the first coefficient is zero.",
        mistakes=MISTAKES["touching-point"],
        hints=(
            "The loss is Quadratic([[1, 0], [0, 3]], center=[1.5, 2]).",
            "Take its value at every point of the walk around the diamond; argmin finds the lowest.",
        ),
    ),
    Question(
        "corner-or-edge",
        text="f = (θ₁ − 2)² + (θ₂ − 1.8)². Where do its growing contours first touch the diamond of radius 1?",
        kind=Choice(
            {
                "A": (
                    "at a corner on the first axis: θ₂ = 0",
                    "The contours are circles: which point of the diamond is nearest to (2, 1.8)?",
                ),
                "B": (
                    "at a corner on the second axis: θ₁ = 0",
                    "The centre is nearer to the other corner than to this one, and nearest to neither.",
                ),
                "C": ("on an edge: no coefficient is zero", RIGHT),
                "D": (
                    "nowhere: the centre is in the diamond already",
                    "The sizes of the centre's coordinates add up to 3.8, which is more than 1.",
                ),
            }
        ),
        right="Circles around a centre close to the diagonal touch an edge, and on an edge L1 gives no zero.",
        hints=("The contours are circles, so look for the point of the diamond that is nearest to the centre.",),
    ),
    Question(
        "find-a-loss",
        text="Find a loss Quadratic(A, center=…), A and centre of your choice, for which L1 with λ = 10 keeps both "
        "coefficients.",
        kind=Found(Quadratic, _keeps_both),
        key=lambda: Quadratic(np.eye(2), center=[8.0, 8.0]),
        right="The solver agrees: its contours touch the diamond on an edge, so L1 alone does not promise a zero.",
        hints=(
            "With A = the identity the solution is the soft threshold of the centre at λ/2.",
            "Put the centre far from both axes.",
        ),
    ),
)
