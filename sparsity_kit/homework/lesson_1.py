"""Exercises of lesson 1, penalties alone: following a penalty downhill."""

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choice, Function, Number
from sparsity_kit.homework.mistakes.lesson_1 import MISTAKES, POINT, flow, times
from sparsity_kit.homework.paper import gradient
from sparsity_kit.penalties import L1, L2, SquaredL2, soft_threshold
from sparsity_kit.questions import Question

_CASES = (
    (np.array([3.0, -3.0, 0.5, -0.5]), 1.0),
    (np.array([1.0, -1.0, 0.0, -0.0, 1.5]), 1.0),
    (np.array([2.0, -0.25, 0.0]), 0.0),
    (np.array([0.1, -0.2]), 5.0),
    (np.array([7.25]), 0.25),
)


QUESTIONS = (
    Question(
        "gradient-direction",
        text="What is the gradient of ‖θ‖₁ at θ = (−2, 3)? Answer with an array of two numbers.",
        kind=Array(),
        key=lambda: gradient(L1(), POINT),
        right="Each |θⱼ| has slope +1 or −1, whatever the size of θⱼ, so the gradient is the vector of signs.",
        mistakes=MISTAKES["gradient-direction"],
        hints=(
            "Differentiate |θ₁| + |θ₂| by θ₁ alone, then by θ₂ alone.",
            "The slope of |t| is the same everywhere on the right of zero. And on the left?",
        ),
    ),
    Question(
        "hitting-time",
        text="L1 flow from (1.5, −1) with λ = 0.25: at what time does the second coordinate reach zero?",
        kind=Number(),
        key=lambda: times(L1())[1],
        right="Each coordinate moves towards zero at speed λ, so it needs the time |θⱼ(0)|/λ.",
        mistakes=MISTAKES["hitting-time"],
        hints=(
            "How fast does the coordinate move, and how far is it from zero?",
            "Speed is λ times the slope of |θ₂|.",
        ),
    ),
    Question(
        "order-of-arrival",
        text="L1 flow from (3, −1): which coordinate reaches zero first?",
        kind=Choice(
            {
                "A": ("the first", "The larger coordinate is not pulled harder: its slope is 1 as well."),
                "B": ("the second", RIGHT),
                "C": (
                    "both at the same time",
                    "That happens only on a diagonal, where both start equally far from zero.",
                ),
                "D": (
                    "neither, they only shrink",
                    "That is the squared L2 flow; the pull of L1 does not fade near zero.",
                ),
            }
        ),
        right="All move at the same speed, so the coordinate that starts nearer to zero arrives first.",
        hints=("The speeds are equal. Compare the distances.",),
    ),
    Question(
        "l2-decay",
        text="Squared-L2 flow from (1.5, −1), λ = 0.25: what is the first coordinate at time 1 (to 3 decimals)?",
        kind=Number(),
        key=lambda: flow(SquaredL2())[0],
        right="The speed is 2λθ₁, in proportion to what is left, so θ₁ decays as exp(−2λt) and never is zero.",
        mistakes=MISTAKES["l2-decay"],
        hints=("Write dθ₁/dt = −λ · (the derivative of θ₁²).", "The solution of dθ/dt = −kθ is θ(0)·exp(−kt)."),
    ),
    Question(
        "together",
        text="Flow of the unsquared ‖θ‖₂ from (1.5, −1) with λ = 0.25: when does it reach the origin (3 decimals)?",
        kind=Number(),
        key=lambda: times(L2())[0],
        right="The point walks straight to the origin at speed λ, so the time is ‖θ(0)‖₂/λ for all coordinates.",
        mistakes=MISTAKES["together"],
        hints=("The gradient of ‖θ‖₂ has length 1 everywhere but at the origin.", "How long is the straight way?"),
    ),
    Question(
        "which-step",
        text="Fifty steps of 0.3 on the L1 penalty from (3.1, −1), λ = 1. Which kind gives exact zeros?",
        kind=Choice(
            {
                "A": (
                    "steps against the sign, θ − step·λ·sign(θ)",
                    "A sign step always has the same length, so near zero it jumps across. Follow one.",
                ),
                "B": ("proximal steps, the soft threshold at step·λ", RIGHT),
                "C": ("both", "Follow one coordinate by hand: the sign step jumps across zero and back."),
                "D": (
                    "neither; a computer never reaches zero exactly",
                    "One of them sets a coordinate to 0.0, by definition of its formula.",
                ),
            }
        ),
        right="The proximal step stops at zero; the sign step jumps over it and back, and jitters around zero.",
        hints=("Let a coordinate be 0.1 and the step 0.15. Where do the two kinds of step put it?",),
    ),
    Question(
        "write-soft-threshold",
        text="Write soft_threshold(v, threshold) for an array v and a number threshold >= 0.",
        kind=Function(_CASES),
        key=soft_threshold,
        right="Values move towards zero by the threshold and stop there: on each test, also at the ends, yours does.",
        mistakes=MISTAKES["write-soft-threshold"],
        hints=(
            "Treat the size |v| and the sign of v separately.",
            "The size that is left is |v| − threshold, but never less than 0: np.maximum works on whole arrays.",
        ),
    ),
)
