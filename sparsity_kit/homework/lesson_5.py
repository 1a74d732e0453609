"""Exercises of lesson 5: which penalties have a kink at zero, and from where they give zeros."""

from fractions import Fraction

from sparsity_kit.answers import RIGHT, Choice, Choices, Number
from sparsity_kit.homework.mistakes.lesson_5 import MISTAKES
from sparsity_kit.homework.paper import half_width
from sparsity_kit.penalty import Penalty
from sparsity_kit.questions import Question


class _Rounded(Penalty):
    """Σ √(θⱼ² + 0.01), as a formula only."""

    separable = True

    def symbolic(self, theta):
        return sum((t**2 + Fraction(1, 100)) ** Fraction(1, 2) for t in theta)


QUESTIONS = (
    Question(
        "which-penalties-zero",
        text="Which of these penalties can make a coefficient exactly zero, for a range of data? Give all letters.",
        kind=Choices({"A": "|θ|", "B": "θ²", "C": "|θ|^1.5", "D": "½·|θ| + ½·θ²", "E": "√|θ|"}),
        key="ADE",
        right="These have a kink at zero: their slope jumps there. The others are smooth at zero and only shrink.",
        mistakes=MISTAKES["which-penalties-zero"],
        hints=("For each, find the slope just right of zero: is it more than zero?",),
    ),
    Question(
        "rounded-kink",
        text="Ω(θ) = √(θ² + 0.01) looks like |θ| from afar. Its slopes at zero fill [−w, w]. What is w?",
        kind=Number(),
        key=lambda: half_width(_Rounded()),
        right="The tip is rounded off: one slope and no interval, so this penalty gives small values, not zeros.",
        mistakes=MISTAKES["rounded-kink"],
        hints=("Its derivative is θ/√(θ² + 0.01). What happens to it as θ goes to zero?",),
    ),
    Question(
        "lowest-or-valley",
        text="Ω(θ) = √|θ|, x = 1, y = 3 and λ = 1. The prox says θ* ≈ 2.85. What is θ = 0?",
        kind=Choice(
            {
                "A": ("the lowest point", "Compute F(0) = 9 and F(2.85): which is lower?"),
                "B": ("a valley, but not the lowest", RIGHT),
                "C": ("no valley: F falls from there", "How steep is √θ just right of zero, beside a slope of −6?"),
                "D": ("lowest or not, by where one starts", "A method may end there by its start; F(0) is what it is."),
            }
        ),
        right="√θ is infinitely steep at zero, so F first rises; but far out it is lower than F(0) = 9.",
        hints=("Compare F(0) with F(2.85), and then with F(0.001).",),
    ),
    Question(
        "typed-threshold",
        text="Ω(t) = 3·|t| + t², λ = 2 and a feature of length 1. Up to which |x·y| is θ* exactly zero?",
        kind=Number(),
        key=lambda: Penalty.of("3*abs(t) + t**2").threshold(2.0),
        right="λ·Ω′(0+)/2 = 2·3/2: the square is flat at zero and takes nothing away.",
        mistakes=MISTAKES["typed-threshold"],
        hints=("What is the slope of Ω just right of zero?", "Zero is the answer while 2|x·y| <= λ·Ω′(0+)."),
    ),
    Question(
        "kinks-elsewhere",
        text="Ω(t) = max(|t| − 1, 0) has a kink at 1 and one at −1. For which data is θ* exactly zero?",
        kind=Choice(
            {
                "A": ("for a range: it has kinks", "A kink holds θ where it is: these hold it at ±1."),
                "B": ("for a range, if λ is large enough", "Between −1 and 1 Ω costs nothing, at any price."),
                "C": ("for x·y = 0 only", RIGHT),
                "D": ("for no data", "And without any data to pull, x·y = 0?"),
            }
        ),
        right="At zero its one slope is 0: only a kink at zero gives zeros. Those at ±1 give exact ones.",
        hints=("What is the slope of Ω just right of zero?", "Type it, and look where θ* against x·y is flat."),
    ),
    Question(
        "whole-group",
        text="Two groups, {θ₁, θ₂} and {θ₃}, with the penalty λ(‖(θ₁, θ₂)‖₂ + |θ₃|), λ = 4.6. The loss is a round "
        "bowl, (θ − c)·(θ − c), and ∇f(0) = (3, −4, 4.5). Which groups are zero?",
        kind=Choice(
            {
                "A": ("both", "That compares entry by entry, as L1 does; a group's gradient counts by its length."),
                "B": (
                    "the first only",
                    "For each group, compare the length of its part of ∇f(0) with λ.",
                ),
                "C": ("the second only", RIGHT),
                "D": ("neither", "The second group is one coefficient: is its slope steeper than λ?"),
            }
        ),
        right="The first group's gradient has the length 5 > 4.6, the second's 4.5 < 4.6.",
        hints=("What is the length of (3, −4)? Compare it with λ.",),
    ),
)
