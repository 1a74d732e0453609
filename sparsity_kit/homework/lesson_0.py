"""Exercises of lesson 0: a warm-up."""

from sparsity_kit.answers import RIGHT, Choice, Number
from sparsity_kit.homework.mistakes.lesson_0 import MISTAKES, V
from sparsity_kit.penalties import soft_threshold
from sparsity_kit.questions import Question

QUESTIONS = (
    Question(
        "first-zero",
        text="How many entries of soft_threshold([3.0, -0.5, 1.0, 0.2, -2.0], 1.0) are exactly zero?",
        kind=Number(),
        key=lambda: int((soft_threshold(V, 1.0) == 0).sum()),
        right="Every entry whose size is at most the threshold becomes zero, the one that equals it included.",
        mistakes=MISTAKES["first-zero"],
        hints=(
            "Each entry moves towards zero by 1, and stops when it arrives.",
            "Ask of each entry whether its size is more than 1.",
        ),
    ),
    Question(
        "predict",
        text="Two fits of the same data at the same price λ. Which has coefficients that are exactly zero?",
        kind=Choice(
            {
                "A": ("the one penalised by the sum of sizes, Σ|θⱼ|", RIGHT),
                "B": (
                    "the one penalised by the sum of squares, Σθⱼ²",
                    "The slope of θ² vanishes at zero, so close to zero it hardly pulls any more.",
                ),
                "C": ("both", "Both shrink, but only one of them still pulls when a coefficient is almost zero."),
                "D": (
                    "neither; they are only small",
                    "Small is not zero: one of them does give exact zeros. Which one pulls to the end?",
                ),
            }
        ),
        right="The sum of sizes has a kink at zero, and coefficients come to rest in it; squares are flat there.",
        hints=("Compare the slopes of |θ| and θ² very close to θ = 0.",),
    ),
)
