"""Exercises of lesson 4, the sign argument. Here g is ∂f/∂θ and lam is λ."""

from fractions import Fraction

from sparsity_kit.answers import RIGHT, Array, Choice, Expression, Number, Relation
from sparsity_kit.homework.mistakes.lesson_4 import (
    MISTAKES,
    ridge_crossing,
    ridge_theta,
    signs,
    slope_at_a_ridge_solution,
)
from sparsity_kit.homework.paper import stationarity
from sparsity_kit.penalties import L1
from sparsity_kit.questions import Question

QUESTIONS = (
    Question(
        "ridge-stationarity",
        text="Squared L2: the slope of F is zero at a solution. Solve that for θ, in terms of g (that is ∂f) and lam.",
        kind=Expression(("g", "lam")),
        key=ridge_theta,
        right="From 0 = ∂f + 2λθ: θ is in proportion to the downhill slope of f, and zero only where that vanishes.",
        mistakes=MISTAKES["ridge-stationarity"],
        hints=("Write 0 = g + λ·(derivative of θ²).", "The derivative of θ² is 2θ. Now solve for θ."),
    ),
    Question(
        "ridge-slope",
        text="Squared L2 with λ = 2.5: a solution has θ₁ = −0.6. What is ∂₁f there?",
        kind=Number(),
        key=slope_at_a_ridge_solution,
        right="0 = ∂f + 2λθ, with 2λθ = −3: the loss pulls θ₁ further down, the penalty holds it.",
        mistakes=MISTAKES["ridge-slope"],
        hints=("Write 0 = ∂₁f + 2λθ₁ and put the numbers in.",),
    ),
    Question(
        "unsquared",
        text="∇f(0) = (3, 4) and the penalty is λ‖θ‖₂, not squared. For which λ is the whole vector zero?",
        kind=Choice(
            {
                "A": ("λ ≥ 4", "That compares the largest entry with λ, which is the rule of L1."),
                "B": ("λ ≥ 5", RIGHT),
                "C": ("λ ≥ 7", "That adds the entries up; what matters here is the ordinary length."),
                "D": (
                    "for no λ: L2 never gives zeros",
                    "That is so for the square; the norm itself is a cone, with a tip at the origin.",
                ),
            }
        ),
        right="Straight downhill f falls at the rate ‖∇f(0)‖₂, and the cone rises at the rate λ in every direction.",
        hints=("What is the length of (3, 4)?",),
    ),
    Question(
        "ridge-crossing",
        text="X as in the lesson, its rows (1, 1), (1, 0), (0, 1), but y = (2, 4, t). For which t does the second "
        "coefficient of squared L2 pass through zero at λ = 10?",
        kind=Number(),
        key=ridge_crossing,
        right="A zero at λ = 10 needs this t and no other: luck, whichever price you look at.",
        mistakes=MISTAKES["ridge-crossing"],
        hints=(
            "Put θ = (θ₁, 0) and λ = 10 into (XᵀX + λI)θ = Xᵀy: two equations for θ₁ and t.",
            "Here XᵀX = [[2, 1], [1, 2]] and Xᵀy = (6, 2 + t). The first equation gives θ₁.",
        ),
    ),
    Question(
        "l1-case-negative",
        text="L1: what is ∂f at a solution with θ < 0? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: stationarity(L1()).negative.rhs,
        right="The slope of |θ| is −1 there, so 0 = ∂f − λ.",
        mistakes=MISTAKES["l1-case-negative"],
        hints=("Write 0 = ∂f + λ·(slope of |θ| left of zero).",),
    ),
    Question(
        "signs-from-slopes",
        text="An L1 solution with λ = 3 has no zeros, and ∇f = (3, −3, −3) there. What are the signs of its "
        "coefficients? Answer with an array of 1 and −1.",
        kind=Array(),
        key=signs,
        right="The sign of a coefficient is opposite to the slope of the loss: the loss pulls it away from zero.",
        mistakes=MISTAKES["signs-from-slopes"],
        hints=("Solve 0 = ∂f + λ·sign(θ) for the sign, one coefficient at a time.",),
    ),
    Question(
        "zero-interval",
        text="L1: for which g (that is ∂f at θ = 0) is θ = 0 the solution? Write a condition on g and lam, "
        "or a pair (low, high).",
        kind=Relation(("g", "lam"), "g", lambda point: (point["lam"], -point["lam"], Fraction(1), Fraction(-1))),
        key=lambda: stationarity(L1()).zero,
        right="Then neither side is downhill. It is an interval of slopes, of width 2λ, its ends included.",
        mistakes=MISTAKES["zero-interval"],
        hints=(
            "λ + g ≥ 0 and λ − g ≥ 0: what is that in one line?",
            "Solve each of the two for g: one gives the lower end, the other the upper.",
        ),
    ),
    Question(
        "lets-go",
        text="f = (θ − 2)⁴, with the penalty λ|θ|. What is the smallest λ at which θ = 0 is the solution?",
        kind=Number(),
        key=32.0,
        right="Only the slope of f at zero is asked for: any loss with a single valley will do.",
        mistakes=MISTAKES["lets-go"],
        hints=("Zero is the solution if |f′(0)| <= λ.", "Differentiate (θ − 2)⁴ and put in θ = 0."),
    ),
    Question(
        "which-gradient",
        text="An L1 solution with λ = 4 is θ = (1.5, 0, −0.5). Which of these can be ∇f there?",
        kind=Choice(
            {
                "A": (
                    "(4, 1, −4)",
                    "The signs are flipped: where θ > 0 the loss falls to the right, so its slope is −λ.",
                ),
                "B": ("(−4, 5, 4)", "At θ₂ = 0 a slope of 5 is steeper than λ = 4: that coefficient would move."),
                "C": ("(−4, 1, 4)", RIGHT),
                "D": ("(−4, 1, 2)", "θ₃ is not zero, so its slope must be λ, however small the coefficient is."),
            }
        ),
        right="−λ where θ > 0, λ where θ < 0, and anything from −λ to λ where θ is zero.",
        hints=("Go through the three coefficients: which of the three cases is each?",),
    ),
)
