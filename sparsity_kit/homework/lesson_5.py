"""Exercises of lesson 5: which penalties have a kink at zero."""

from fractions import Fraction

from sparsity_kit.answers import RIGHT, Choice, Choices, Number
from sparsity_kit.homework.paper import half_width
from sparsity_kit.penalties import L1, ElasticNet
from sparsity_kit.penalty import Penalty
from sparsity_kit.questions import Mistake, Question


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
        mistakes=(
            Mistake("A", "The kink matters, not the name: does nothing else have one at zero?"),
            Mistake("AE", "What becomes of the slopes at zero when something smooth is added?"),
            Mistake("AD", "A kink may be steeper than a corner: compute all slopes just right of zero."),
            Mistake("ACDE", "A name with a bar in it is no kink yet: compute all slopes just right of zero."),
            Mistake("ABDE", "Does the slope of each of them jump at zero? Compute them just right of it."),
            Mistake("ABCDE", "Not all of them: at a flat bottom the slope does not jump."),
        ),
        hints=("For each, find the slope just right of zero: is it more than zero?",),
    ),
    Question(
        "rounded-kink",
        text="Ω(θ) = √(θ² + 0.01) looks like |θ| from afar. Its slopes at zero fill [−w, w]. What is w?",
        kind=Number(),
        key=lambda: half_width(_Rounded()),
        right="The tip is rounded off: one slope and no interval, so this penalty gives small values, not zeros.",
        mistakes=(
            Mistake(1.0, "That is its slope far away from zero; go close."),
            Mistake(0.1, "That is its height at zero, not its slope."),
        ),
        hints=("Its derivative is θ/√(θ² + 0.01). What happens to it as θ goes to zero?",),
    ),
    Question(
        "elastic-net-interval",
        text="ElasticNet(0.3) is 0.3·|θ| + 0.7·θ². Its slopes at zero fill the interval [−w, w]. What is w?",
        kind=Number(),
        key=lambda: half_width(ElasticNet(0.3)),
        right="The squares are flat at zero, so the kink is that of the L1 part alone, at its share: zeros remain.",
        mistakes=(
            Mistake(lambda: half_width(L1()), "That is L1 alone; only its share counts here."),
            Mistake(0.7, "That is the share of the squares, which are flat at zero."),
            Mistake(0.6, "That is the whole width of the interval; w is half of it."),
            Mistake(0.3 + 2 * 0.7, "That is the slope at θ = 1; take it just right of zero."),
            Mistake(0.0, "Squared L2 has no interval, but the L1 part still has its kink."),
        ),
        hints=("Differentiate for θ > 0, then let θ go to zero.",),
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
