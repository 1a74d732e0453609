"""Exercises of lesson 3: the price of a touching point, and the cone that holds it."""

import numpy as np

from sparsity_kit.answers import Boolean, Found, Number
from sparsity_kit.homework.zeros import zeros
from sparsity_kit.losses import Quadratic
from sparsity_kit.questions import Question

_BOWL = Quadratic(np.diag([1.0, 4.0]), center=[2.0, 1.0])
_SHARE_WITH_A_ZERO = 1 - (2 / 3) ** 2


def _prices():
    """λ at which each coefficient of the bowl becomes zero: the slope of the loss along its axis at zero."""
    return np.abs(_BOWL.gradient(np.zeros(2)))


def _loses_the_first(loss):
    if loss.center.shape == (2,) and not loss.center.all():
        return "The centre has a zero already; find one without."
    gone, problem = zeros(loss, 1.0)
    if problem or gone == [True, False]:
        return problem
    said = {(False, False): "both stay in", (False, True): "only the second is zero", (True, True): "both are zero"}
    return f"For this loss {said[tuple(gone)]}; the first alone should be zero."


QUESTIONS = (
    Question(
        "matching-lam",
        text="f = (θ₁ − 2)² + 4(θ₂ − 1)². What is the smallest λ at which the L1 solution is at a corner?",
        kind=Number(),
        key=lambda: _prices().min(),
        right="Each coefficient is zero once λ reaches the slope of f along its axis at zero; the smaller comes first.",
        mistakes=(
            (lambda: _prices().max(), "That is where both coefficients are zero; the corner is reached before."),
            (lambda: _prices().min() / 2, "The factor 2 of the square's derivative is missing."),
            (1, "That is a coordinate of the centre; λ is compared with slopes of f."),
        ),
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
        mistakes=(
            (False, "−∇f need not point along the axis: at a corner the normals fill a cone. Compare the two entries."),
        ),
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
        key=_SHARE_WITH_A_ZERO,
        right="θⱼ = 0 where |2cⱼ| ≤ λ: a strip of width 2 out of 6 for each. Only (2/3)² of the square is in neither.",
        mistakes=(
            ((2 / 3) ** 2, "That is the share without any zero."),
            ((1 / 3) ** 2, "That is the share where both are zero; one is enough."),
            (1 / 3, "That is the share for one given coefficient; either of the two will do."),
            (2 / 3, "The two strips cross: their common part has been counted twice."),
            (1 - (1 / 3) ** 2, "The slope of (θ − c)² at zero is −2c, not −c: the strips are narrower."),
            (0, "That is the answer for squared L2."),
            (100 * _SHARE_WITH_A_ZERO, "A share is a number between 0 and 1."),
        ),
        hints=(
            "There is no product θ₁θ₂ in f, so each coefficient can be looked at alone: when is it zero?",
            "θⱼ is zero if the slope of f at θⱼ = 0 is at most λ in size. Which cⱼ are these?",
        ),
    ),
)
