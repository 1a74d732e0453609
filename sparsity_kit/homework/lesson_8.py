"""Exercises of lesson 8: coordinate descent, one threshold after the other."""

import numpy as np

from sparsity_kit.answers import RIGHT, Choice, Function, Number
from sparsity_kit.homework.mistakes.lesson_8 import MISTAKES
from sparsity_kit.penalties import soft_threshold
from sparsity_kit.questions import Question

_PAIR, _PAIR_TARGET = np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([4.0, -2.0])
_UPDATE_CASES = tuple(
    (np.array(x), np.array(r), lam)
    for x, r, lam in (
        ((1.0, 2.0, 2.0), (3.0, 0.0, 6.0), 6.0),
        ((1.0, 2.0, 2.0), (-3.0, 0.0, -6.0), 6.0),
        ((2.0, -1.0), (1.0, 1.0), 2.0),
        ((2.0, -1.0), (1.0, 1.0), 3.0),
        ((0.5, 0.5, 0.0), (4.0, 2.0, 1.0), 1.0),
    )
)


def _update(x, partial_residual, lam):
    return soft_threshold(x @ partial_residual, lam / 2) / (x @ x)


def _second_step():
    """θ₂ after the first step has made θ₁ = 0.9."""
    theta_1 = _update(_PAIR[:, 0], _PAIR_TARGET, 3.0)
    return float(_update(_PAIR[:, 1], _PAIR_TARGET - _PAIR[:, 0] * theta_1, 3.0))


QUESTIONS = (
    Question(
        "second-step",
        text="Two columns with ‖x₂‖² = 5, x₁·x₂ = 4 and x₂·y = 0, and λ = 3. After the first step θ₁ = 0.9. "
        "To which value does the second step set θ₂?",
        kind=Number(),
        key=_second_step,
        right="x₁ leaves x₂ the product 0 − 4·0.9 = −3.6; it loses 1.5 towards zero, and is divided by 5.",
        mistakes=MISTAKES["second-step"],
        hints=("What is x₂ · (y − 0.9·x₁)?", "Then the soft threshold at λ/2, then the division by ‖x₂‖²."),
    ),
    Question(
        "write-update",
        text="Write my_update(x, partial_residual, lam): the θ that minimises ‖xθ − partial_residual‖² + lam·|θ| for "
        "arrays x and partial_residual.",
        kind=Function(_UPDATE_CASES),
        key=_update,
        right="That is one step of coordinate descent, for columns of any length.",
        mistakes=MISTAKES["write-update"],
        hints=("It is the formula at the beginning of this section.", "soft_threshold is imported already."),
    ),
    Question(
        "tiny-or-zero",
        text="A friend's program takes sign steps. After many of them it reports θ₂ = −0.0124. How do you find out "
        "whether the solution has a zero there?",
        kind=Choice(
            {
                "A": (
                    "ask θ₂ == 0; it is False, so the solution has no zero",
                    "With sign steps that is False nearly always, also where the solution has a zero.",
                ),
                "B": ("compare |x₂·y| with λ/2", "That is the rule of single features; these columns are correlated."),
                "C": ("compare |x₂·r₋₂| with λ/2, the partial residual of the friend's θ", RIGHT),
                "D": (
                    "call everything below 0.05 zero",
                    "Then true coefficients of 0.04 are lost, and jitter of 0.06 is kept.",
                ),
            }
        ),
        right="The jitter of θ₂ itself is not in it, and the rule asks for its side of ±λ/2, not for an exact zero.",
        hints=("Which condition decides, in theory, who is alive?",),
    ),
)
