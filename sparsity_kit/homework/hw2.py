"""Homework 2, the sign argument: conditions with a pencil, and the inequality at zero (lesson 3)."""

from sparsity_kit.homework import hw2_conditions as conditions
from sparsity_kit.homework import hw2_solutions as solutions
from sparsity_kit.homework.exercise import Exercise
from sparsity_kit.homework.question import Assignment, ByHand, Question, told_apart


def _picture(given, hidden):
    return Exercise("Draw −f′ and λ times the slopes of |θ|, and of θ², and mark the two solutions.", ByHand(), str, "")


def _picture_numbers(draw):
    """A bowl a(θ − c)² whose slope at zero is flatter than λ: L1 gives zero, and the square does not."""
    a, c = draw.choice([0.5, 1.0, 1.5, 2.0]), draw.sign() * draw.decimal(0.6, 2, 0.2)
    return {"a": a, "c": c, "lam": round(2 * a * abs(c) + draw.choice([0.5, 1.0, 1.5]), 6)}


def _paragraph(given, hidden):
    return Exercise("The sign argument stops at θⱼ = 0. Complete it, and say where the zeros are.", ByHand(), str, "")


_PICTURE_RUBRIC = (
    (1, "−f′ is a falling line through (c, 0), and meets the vertical axis at the height 2ac."),
    (1, "λ∂|θ| is two horizontal branches at −λ and λ with the vertical segment between them at θ = 0 filled in."),
    (1, "2λθ is a line through the origin, and both solutions are marked: θ = 0, and θ = ac/(a + λ)."),
    (1, "The sentence names the span of heights, from −λ to λ, for which L1 stays at zero, and the one height of θ²."),
)
_PARAGRAPH_RUBRIC = (
    (1, "What is missing is a derivative at zero, not a condition: zero can still be the lowest point."),
    (1, "A small step to each side gives λ + ∂f ≥ 0 and λ − ∂f ≥ 0, together |∂f| ≤ λ (or: −∂f in λ[−1, 1])."),
    (1, "Equations off zero, an inequality at zero: it holds for a whole range of data, so zeros are no accident."),
    (1, "Squared L2 has the one slope 0 at zero, so ∂f = 0 is needed: an equation again, true only by luck."),
)

ASSIGNMENT = Assignment(
    "hw2",
    "The sign argument",
    (
        Question("hw2-gradient", 2, "gradient", conditions.gradient, conditions.gradient_numbers),
        Question("hw2-path", 3, "path", solutions.path, solutions.path_numbers),
        Question("hw2-third", 3, "lasso", solutions.third, told_apart(solutions.third_numbers, solutions.third)),
        Question("hw2-kink", 3, "stays", conditions.kink, conditions.kink_numbers),
        Question("hw2-picture", 4, "", _picture, _picture_numbers, _PICTURE_RUBRIC),
        Question("hw2-who", 2, "who", solutions.who, solutions.who_numbers),
        Question("hw2-certificate", 4, "certificate", conditions.certificate, conditions.certificate_numbers),
        Question("hw2-paragraph", 4, "", _paragraph, rubric=_PARAGRAPH_RUBRIC),
    ),
)
