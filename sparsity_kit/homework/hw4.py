"""Homework 4, many coordinates and real data: partial residuals, certificates, and what a zero says."""

from sparsity_kit.homework import hw4_data, hw4_steps
from sparsity_kit.homework.exercise import Exercise
from sparsity_kit.homework.question import Assignment, ByHand, Question


def _by_hand(question):
    return lambda given, hidden: Exercise(question, ByHand(), str, "")


_PICTURE = Question(
    "hw4-picture",
    3,
    "",
    _by_hand("Draw the paths of your six columns for L1 and for an elastic net, side by side."),
    rubric=(
        (1, "Two panels, lasso and elastic net, of the six columns, over the same prices and heights."),
        (1, "Where a coefficient dies can be seen and read off; at least three curves have their measurement's name."),
        (1, "Axes with names, curves told apart without colour alone, and a sentence that compares the two panels."),
    ),
)
_PARAGRAPH = Question(
    "hw4-paragraph",
    3,
    "",
    _by_hand("Answer a newspaper that takes zeros of the lasso for measurements without influence."),
    rubric=(
        (1, "A zero belongs to one price: at a smaller λ others are zero, at λ = 0 none; the price was chosen."),
        (1, "A zero belongs to one set of columns: correlated columns share what they explain (tch and hdl, say)."),
        (
            1,
            "Neither a zero nor a large coefficient says anything about causes; one more sensible sentence is offered.",
        ),
    ),
)

ASSIGNMENT = Assignment(
    "hw4", "Many coordinates and real data", (*hw4_steps.QUESTIONS, *hw4_data.QUESTIONS, _PICTURE, _PARAGRAPH)
)
