"""Exercises of lesson 3: the price of a touching point, and the cone that holds it."""

import numpy as np

from sparsity_kit.answers import Boolean, Found, Number
from sparsity_kit.homework.mistakes.lesson_3 import MISTAKES, SHARE_WITH_A_ZERO, prices
from sparsity_kit.homework.zeros import why, zeros
from sparsity_kit.losses import Quadratic
from sparsity_kit.questions import Question


def _loses_the_first(loss):
    if loss.center.shape == (2,) and not loss.center.all():
        return "The centre has a zero already; find one without."
    gone, problem = zeros(loss, 1.0)
    if problem or gone == [True, False]:
        return problem
    wrong = [j for j in (0, 1) if gone[j] is not (j == 0)]
    return " ".join([*(why(loss, 1.0, j, gone[j]) for j in wrong), "The first alone should be zero."])


QUESTIONS = (
    Question(
        "matching-lam",
        text="f = (θ₁ − 2)² + 4(θ₂ − 1)². What is the smallest λ at which the L1 solution is at a corner?",
        kind=Number(),
        key=lambda: prices().min(),
        right="Each coefficient is zero once λ reaches the slope of f along its axis at zero; the smaller comes first.",
        mistakes=MISTAKES["matching-lam"],
        hints=(
            "f has no product θ₁θ₂, so each coefficient can be followed alone.",
            "Coefficient j is zero once |∂f/∂θⱼ| at θⱼ = 0 is at most λ. Compute both slopes.",
        ),
    ),
    Question(
        "in-the-cone",
        text="At θ = (0, 1.5) the steepest way down is −∇f = (1.2, 2). Is there a λ for which this θ is the L1 "
        "solution? (True or False)",
        kind=Boolean(),
        key=True,
        right="λ must be 2, the slope along the coefficient that is not zero, and 1.2 is within [−2, 2]: in the cone.",
        mistakes=MISTAKES["in-the-cone"],
        hints=("θ₂ is not zero, so its equality fixes λ. Then check the inequality for θ₁.",),
    ),
    Question(
        "find-a-corner",
        text="Find a Quadratic whose centre has no zero, but for which L1 with λ = 1 zeroes the first coefficient.",
        kind=Found(Quadratic, _loses_the_first),
        key=lambda: Quadratic(np.eye(2), center=[0.2, 2.0]),
        right="The solver agrees: the contours touch the diamond at its corner on the second axis.",
        hints=(
            "With A = the identity the solution is the soft threshold of the centre at λ/2.",
            "The first coordinate of the centre should be small, but not zero, and the second large.",
        ),
    ),
    Question(
        "share-of-zeros",
        text="f = (θ₁ − c₁)² + (θ₂ − c₂)², λ = 2, and (c₁, c₂) is drawn at random from the square [−3, 3] × [−3, 3]. "
        "What share of the centres leads to at least one exact zero under L1? (An error of 0.03 is fine.)",
        kind=Number(0.03),
        key=SHARE_WITH_A_ZERO,
        right="θⱼ = 0 where |2cⱼ| ≤ λ: a strip of width 2 out of 6 for each. Only (2/3)² of the square is in neither.",
        mistakes=MISTAKES["share-of-zeros"],
        hints=(
            "There is no product θ₁θ₂ in f, so each coefficient can be looked at alone: when is it zero?",
            "θⱼ is zero if the slope of f at θⱼ = 0 is at most λ in size. Which cⱼ are these?",
        ),
    ),
)
