"""Homework 3, the threshold: factors in front of the loss, and what they do to the three cases."""

from sparsity_kit.homework import hw3_cases, hw3_prices
from sparsity_kit.homework.exercise import Exercise
from sparsity_kit.homework.question import Assignment, ByHand, Question


def _by_hand(question):
    return lambda given, hidden: Exercise(question, ByHand(), str, "")


_PICTURE = Question(
    "hw3-picture",
    3,
    "",
    _by_hand("Draw θ against c for three weights of the loss, and mark the thresholds."),
    rubric=(
        (1, "Three curves, for the weights ½, 1 and 2, computed and not drawn by hand; each is flat at zero."),
        (1, "The thresholds are marked at their right places, ±4, ±2 and ±1: a heavier loss has the narrower band."),
        (1, "Axes with names, curves told apart without colour alone, and a sentence that says what one sees."),
    ),
)
_PARAGRAPH = Question(
    "hw3-paragraph",
    3,
    "",
    _by_hand("Do the slips in x²θ + 2xy matter? Answer a classmate who says that the threshold is right anyway."),
    rubric=(
        (1, "Right is: the threshold asks for the slope at θ = 0, whose size, 2|xy|, survives both slips."),
        (1, "Wrong is the coefficient that is alive: its sign is turned round, and it is twice as large."),
        (1, "A way to notice it is named: numbers for x and y, a limit such as λ = 0, or a symbolic check."),
    ),
)

ASSIGNMENT = Assignment("hw3", "The threshold", (*hw3_cases.QUESTIONS, *hw3_prices.QUESTIONS, _PICTURE, _PARAGRAPH))
