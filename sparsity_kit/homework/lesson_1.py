"""Exercises of lesson 1, the geometric picture: following a penalty downhill."""

import numpy as np

from sparsity_kit.homework.compare import Array, Choice, Number
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.function import Function
from sparsity_kit.penalties import L1, L2, SquaredL2, soft_threshold

_START, _LAM = np.array([1.5, -1.0]), 0.25  # not the lesson's own numbers, which its cells print
_LESSON_START = np.array([3.0, -1.0])


def _times(penalty, lam=_LAM, start=_START):
    from sparsity_kit.flow import hitting_times

    return hitting_times(penalty, start, lam)


def _flow(penalty, lam=_LAM, time=1.0):
    from sparsity_kit.flow import penalty_flow

    return penalty_flow(penalty, _START, lam, [time])[0]


def _gradient_of(penalty, point):
    """∇Ω from Ω's formula."""
    import sympy

    theta = sympy.symbols("theta_1 theta_2", real=True)
    formula = penalty.symbolic(list(theta))
    at = dict(zip(theta, point, strict=True))
    return np.array([float(sympy.diff(formula, t).subs(at)) for t in theta])


def _first_to_arrive():
    first, second = _times(L1(), start=_LESSON_START)
    return "D" if np.isinf([first, second]).all() else "C" if first == second else "A" if first < second else "B"


def _step_with_zeros():
    from sparsity_kit.flow import proximal_iteration, sign_iteration

    jitter = (sign_iteration([3.1, -1.0], 1.0, 0.3, 50) == 0).any()
    lands = (proximal_iteration(L1(), [3.1, -1.0], 1.0, 0.3, 50) == 0).any()
    return {(True, False): "A", (False, True): "B", (True, True): "C", (False, False): "D"}[bool(jitter), bool(lands)]


def _hard(v, threshold):
    return np.where(np.abs(v) > threshold, v, 0.0)


def _hard_at_the_end(v, threshold):
    return np.where(np.abs(v) >= threshold, v, 0.0)


def _overshoots(v, threshold):
    return v - threshold * np.sign(v)


def _sign_lost(v, threshold):
    return np.maximum(np.abs(v) - threshold, 0.0)


def _one_sided(v, threshold):
    return np.maximum(v - threshold, 0.0)


_POINT = (-2, 3)
_CASES = (
    (np.array([3.0, -3.0, 0.5, -0.5]), 1.0),
    (np.array([1.0, -1.0, 0.0, -0.0, 1.5]), 1.0),
    (np.array([2.0, -0.25, 0.0]), 0.0),
    (np.array([0.1, -0.2]), 5.0),
    (np.array([7.25]), 0.25),
)

EXERCISES = {
    "gradient-direction": Exercise(
        question="What is the gradient of ‖θ‖₁ at θ = (−2, 3)? Answer with an array of two numbers.",
        kind=Array(),
        key=lambda: _gradient_of(L1(), _POINT),
        right="Each |θⱼ| has slope +1 or −1, whatever the size of θⱼ, so the gradient is the vector of signs.",
        mistakes=(
            Mistake(lambda: np.array(_POINT, float), "That is θ itself; the slope of |θⱼ| does not grow with θⱼ."),
            Mistake(lambda: _gradient_of(SquaredL2(), _POINT), "That is the gradient of the squares, Σθⱼ²."),
            Mistake(lambda: _gradient_of(L2(), _POINT), "That is θ normalised: the gradient of ‖θ‖₂, not of ‖θ‖₁."),
            Mistake(lambda: -_gradient_of(L1(), _POINT), "That is downhill; the gradient points uphill."),
            Mistake(lambda: np.abs(_gradient_of(L1(), _POINT)), "The size of each entry is right; a sign is lost."),
        ),
        hints=(
            "Differentiate |θ₁| + |θ₂| by θ₁ alone, then by θ₂ alone.",
            "The slope of |t| is the same everywhere on the right of zero. And on the left?",
        ),
    ),
    "hitting-time": Exercise(
        question="L1 flow from (1.5, −1) with λ = 0.25: at what time does the second coordinate reach zero?",
        kind=Number(1e-3),
        key=lambda: _times(L1())[1],
        right="Each coordinate moves toward zero at speed λ, so it needs the time |θⱼ(0)|/λ.",
        mistakes=(
            Mistake(lambda: _times(L1(), 1.0)[1], "λ is missing: the speed is λ, not 1."),
            Mistake(lambda: _times(L1())[0], "That is the time of the other coordinate."),
            Mistake(lambda: abs(_START[1]) * _LAM, "Time is distance divided by speed, not multiplied."),
            Mistake(lambda: _START[1] / _LAM, "A time is not negative: use the distance from zero."),
            Mistake(lambda: _times(L2())[1], "That is the flow of the unsquared ‖θ‖₂, where all arrive together."),
        ),
        hints=(
            "How fast does the coordinate move, and how far is it from zero?",
            "Speed is λ times the slope of |θ₂|.",
        ),
    ),
    "order-of-arrival": Exercise(
        question="L1 flow from (3, −1): which coordinate reaches zero first?",
        kind=Choice("ABCD"),
        key=_first_to_arrive,
        options={"A": "the first", "B": "the second", "C": "both at the same time", "D": "neither, they only shrink"},
        right="All move at the same speed, so the coordinate that starts nearer to zero arrives first.",
        mistakes=(
            Mistake(lambda: "A", "The larger coordinate is not pulled harder: its slope is 1 as well."),
            Mistake(lambda: "C", "That happens only on a diagonal, where both start equally far from zero."),
            Mistake(lambda: "D", "That is the squared L2 flow; the pull of L1 does not fade near zero."),
        ),
        hints=("The speeds are equal. Compare the distances.",),
    ),
    "l2-decay": Exercise(
        question="Squared-L2 flow from (1.5, −1), λ = 0.25: what is the first coordinate at time 1 (to 3 decimals)?",
        kind=Number(2e-3),
        key=lambda: _flow(SquaredL2())[0],
        right="The speed is 2λθ₁, in proportion to what is left, so θ₁ decays as exp(−2λt) and never is zero.",
        mistakes=(
            Mistake(
                lambda: _flow(SquaredL2(), _LAM / 2)[0],
                "That is exp(−λt): the factor 2 of the square's derivative is missing.",
            ),
            Mistake(lambda: _flow(SquaredL2(), 1.0)[0], "That is for λ = 1: the price λ = 0.25 is missing."),
            Mistake(lambda: _flow(L1())[0], "That is the L1 flow: a straight line in time."),
            Mistake(
                lambda: _START[0] * (1 - 2 * _LAM), "One straight step of length 1: but the speed falls on the way."
            ),
            Mistake(lambda: _flow(SquaredL2())[1], "That is the other coordinate."),
        ),
        hints=("Write dθ₁/dt = −λ · (the derivative of θ₁²).", "The solution of dθ/dt = −kθ is θ(0)·exp(−kt)."),
    ),
    "together": Exercise(
        question="Flow of the unsquared ‖θ‖₂ from (1.5, −1) with λ = 0.25: when does it reach the origin (3 decimals)?",
        kind=Number(1e-3),
        key=lambda: _times(L2())[0],
        right="The point walks straight to the origin at speed λ, so the time is ‖θ(0)‖₂/λ for all coordinates.",
        mistakes=(
            Mistake(lambda: _times(L2(), 1.0)[0], "λ is missing: the speed is λ, not 1."),
            Mistake(lambda: _times(L1())[0], "That is when the L1 flow arrives, along the axes at last."),
            Mistake(
                lambda: L1().value(_START) / _LAM, "That is the length counted along the axes; the way is straight."
            ),
            Mistake(lambda: SquaredL2().value(_START) / _LAM, "The root is missing: that is ‖θ‖² instead of ‖θ‖."),
            Mistake(lambda: _times(SquaredL2())[0], "Never is right for the squared norm; this one is not squared."),
        ),
        hints=("The gradient of ‖θ‖₂ has length 1 everywhere but at the origin.", "How long is the straight way?"),
    ),
    "which-step": Exercise(
        question="Fifty steps of 0.3 on the L1 penalty from (3.1, −1), λ = 1. Which kind gives exact zeros?",
        kind=Choice("ABCD"),
        key=_step_with_zeros,
        options={
            "A": "steps against the sign, θ − step·λ·sign(θ)",
            "B": "proximal steps, the soft threshold at step·λ",
            "C": "both",
            "D": "neither; a computer never reaches zero exactly",
        },
        right="The proximal step stops at zero; the sign step jumps over it and back, and jitters around zero.",
        mistakes=(
            Mistake(lambda: "A", "A sign step always has the same length, so near zero it jumps across. Follow one."),
            Mistake(lambda: "C", "Follow one coordinate by hand: the sign step jumps across zero and back."),
            Mistake(lambda: "D", "One of them sets a coordinate to 0.0, by definition of its formula."),
        ),
        hints=("Let a coordinate be 0.1 and the step 0.15. Where do the two kinds of step put it?",),
    ),
    "write-soft-threshold": Exercise(
        question="Write soft_threshold(v, threshold) for an array v and a number threshold >= 0.",
        kind=Function(_CASES),
        key=lambda: soft_threshold,
        right="Values move toward zero by the threshold and stop there: on each test, also at the ends, yours does.",
        mistakes=(
            Mistake(lambda: _hard, "This is the hard threshold: small values become zero, but large ones must shrink."),
            Mistake(lambda: _hard_at_the_end, "Small values become zero, but large ones must shrink too."),
            Mistake(lambda: _overshoots, "Values smaller than the threshold go past zero: they must stop at zero."),
            Mistake(lambda: _sign_lost, "The sizes are right; the sign of negative values is lost."),
            Mistake(lambda: _one_sided, "Positive values are right; negative ones should move up, toward zero."),
        ),
        hints=(
            "Treat the size |v| and the sign of v separately.",
            "The size that is left is |v| − threshold, but never less than 0: np.maximum works on whole arrays.",
        ),
    ),
}
