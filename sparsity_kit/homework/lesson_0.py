"""Exercises of lesson 0: a warm-up."""

import numpy as np

from sparsity_kit.homework.compare import Choice, Number
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import L1, SquaredL2, soft_threshold

_V = np.array([3.0, -0.5, 1.0, 0.2, -2.0])


def _zeros():
    return int((soft_threshold(_V, 1.0) == 0).sum())


def _who_has_zeros():
    """Solve one problem with both penalties and look."""
    from sparsity_kit.solve.minimize import minimize

    loss = Quadratic(np.eye(2), center=[2.0, 0.3])
    first, second = (bool((minimize(loss + 1.0 * penalty).theta == 0).any()) for penalty in (L1(), SquaredL2()))
    return {(True, False): "A", (False, True): "B", (True, True): "C", (False, False): "D"}[first, second]


EXERCISES = {
    "first-zero": Exercise(
        question="How many entries of soft_threshold([3.0, -0.5, 1.0, 0.2, -2.0], 1.0) are exactly zero?",
        kind=Number(),
        key=_zeros,
        right="Every entry whose size is at most the threshold becomes zero, the one that equals it included.",
        mistakes=(
            Mistake(
                lambda: int((np.abs(_V) < 1).sum()), "One entry has exactly the size of the threshold: look again."
            ),
            Mistake(lambda: int((_V <= 1).sum()), "Compare sizes, not values: −2 is further from zero than 1 is."),
            Mistake(lambda: _V.size, "That would be all of them; large entries only shrink."),
            Mistake(lambda: int((_V == 0).sum()), "None is zero before; the threshold moves each by 1 toward zero."),
        ),
        hints=(
            "Each entry moves toward zero by 1, and stops when it arrives.",
            "Ask of each entry whether its size is more than 1.",
        ),
    ),
    "predict": Exercise(
        question="Two fits of the same data at the same price λ. Which has coefficients that are exactly zero?",
        kind=Choice("ABCD"),
        key=_who_has_zeros,
        options={
            "A": "the one penalised by the sum of sizes, Σ|θⱼ|",
            "B": "the one penalised by the sum of squares, Σθⱼ²",
            "C": "both",
            "D": "neither; they are only small",
        },
        right="The sum of sizes has a kink at zero, and coefficients come to rest in it; squares are flat there.",
        mistakes=(
            Mistake(lambda: "B", "The slope of θ² vanishes at zero, so close to zero it hardly pulls any more."),
            Mistake(lambda: "C", "Both shrink, but only one of them still pulls when a coefficient is almost zero."),
            Mistake(lambda: "D", "Small is not zero: one of them does give exact zeros. Which one pulls to the end?"),
        ),
        hints=("Compare the slopes of |θ| and θ² very close to θ = 0.",),
    ),
}
