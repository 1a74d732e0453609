"""Homework 1, first part: a penalty alone, going downhill (lesson 1)."""

import numpy as np

from sparsity_kit.flow import hitting_times, penalty_flow, sign_iteration
from sparsity_kit.homework.compare import Choice, Number
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.function import Function
from sparsity_kit.penalties import L1, L2, SquaredL2, soft_threshold

# ---- alone: how long is exactly one coordinate left?


def alone(given, hidden):
    """When the second of three coordinates arrives, and when the third: |θⱼ(0)|/λ, sorted."""

    def arrivals(lam=given["lam"]):
        return np.sort(hitting_times(L1(), given["start"], lam))

    first, second, last = arrivals()
    return Exercise(
        question="L1 flow from `start` at the price `lam`: for how long is exactly one coordinate not zero?",
        kind=Number(1e-3),
        key=lambda: last - second,
        right="It begins when the second coordinate arrives and ends when the last does.",
        mistakes=(
            Mistake(lambda: last, "That counts from the start, when all three are on the way.", "counted from start"),
            Mistake(lambda: second, "That is the moment at which the time in question begins.", "its beginning"),
            Mistake(lambda: first, "At that moment the first one arrives: two are left, not one.", "first arrival"),
            Mistake(lambda: second - first, "During that time two coordinates are not zero.", "two are left"),
            Mistake(lambda: last - first, "At the beginning of that time two are not zero.", "from first to last"),
            Mistake(
                lambda: np.diff(arrivals(1.0))[1],
                "λ is missing: each coordinate moves at the speed λ, not 1.",
                "λ lost",
            ),
            Mistake(
                lambda: np.diff(arrivals(1.0 / given["lam"]))[1],
                "Time is distance divided by speed, not multiplied by it.",
                "multiplied by λ",
            ),
            Mistake(
                lambda: np.diff(arrivals(2 * given["lam"]))[1],
                "The factor 2 belongs to the slope of a square; the slope of |θ| is 1.",
                "factor 2 too much",
            ),
            Mistake(
                lambda: np.diff(np.sort(given["start"]))[1] / given["lam"],
                "A coordinate below zero has a way to go as well: sort the distances from zero.",
                "signs left in",
            ),
            Mistake(
                lambda: hitting_times(L2(), given["start"], given["lam"])[0],
                "That is the straight way of ‖θ‖₂, on which all arrive together; L1 takes each by itself.",
                "flow of L2",
            ),
            Mistake(lambda: second - last, "The size is right; but how long something lasts is not negative.", "sign"),
        ),
        hints=(
            "When does each of the three coordinates arrive?",
            "Sort the three times. How many coordinates are left between two neighbours of them?",
        ),
    )


def alone_numbers(draw):
    """Three distances and a price; told apart from every mistake by the question."""
    sizes = [draw.decimal(0.5, 9, 0.5) for _ in range(3)]
    return {"start": [draw.sign() * size for size in sizes], "lam": draw.choice([0.25, 0.5, 1.5, 2.5, 3.0, 4.0])}


# ---- flow: a function for a penalty with weights


def _weighted_flow(w, overshoot=False):
    """θ(t) for θ' = −λ·∂Σ wⱼ|θⱼ|: each coordinate is the L1 flow at its own price λwⱼ."""

    def flow(start, lam, time):
        distance = lam * time * np.asarray(w)
        return start - distance * np.sign(start) if overshoot else soft_threshold(start, distance)

    return flow


def flow(given, hidden):
    """θⱼ(t) = S(θⱼ(0), λwⱼt), S the soft threshold: a function to write, for the weights that are given."""
    w = np.array(given["w"])
    flow, (cases, where) = _weighted_flow(w), _flow_cases(w, hidden)

    def together(start, lam, time):
        return L2().prox(start, lam * time)

    def decays(rate):
        return lambda start, lam, time: start * np.exp(-rate * lam * w * time)

    def hard(start, lam, time):
        return np.where(flow(start, lam, time) == 0, 0.0, start)

    return Exercise(
        question="Write l1_flow(start, lam, time) for the penalty w[0]·|θ₁| + w[1]·|θ₂| + w[2]·|θ₃|.",
        kind=Function(cases, 1e-8, where, reveal=False),
        key=lambda: flow,
        right="Each coordinate walks to zero at the speed λ·wⱼ and stays there: so does yours, in every test.",
        mistakes=(
            Mistake(
                lambda: _weighted_flow(w, overshoot=True),
                "A coordinate that has arrived must stay at zero; here it walks on, to the other side.",
                "walks past zero",
            ),
            Mistake(
                lambda: _weighted_flow(np.ones(3)),
                "The weights are missing: the slope of w·|t| is w or −w, and the speed is λ times that.",
                "weights lost",
            ),
            Mistake(
                lambda: lambda start, lam, time: flow(start, 1.0, time),
                "λ is missing: the speed is the price times the slope.",
                "λ lost",
            ),
            Mistake(
                lambda: lambda start, lam, time: np.maximum(start - lam * w * time, 0),
                "Coordinates that start below zero should move up, toward zero.",
                "negative starts lost",
            ),
            Mistake(
                lambda: lambda start, lam, time: np.abs(flow(start, lam, time)),
                "The sizes are right; the sign of coordinates that start below zero is lost.",
                "sign lost",
            ),
            Mistake(
                lambda: _weighted_flow(1 / w),
                "A larger weight pulls harder: the speed is multiplied by it, not divided.",
                "divided by weights",
            ),
            Mistake(
                lambda: _weighted_flow(2 * w),
                "The factor 2 belongs to squares; the slope of |t| is 1.",
                "factor 2 too much",
            ),
            Mistake(
                lambda: _weighted_flow(w / 2),
                "There is no half: the speed is λ times the slope of w·|t|.",
                "a half too much",
            ),
            Mistake(lambda: decays(1), "That decays like the flow of a square; L1 has a constant speed.", "decays"),
            Mistake(
                lambda: decays(2), "That is the flow of squares, w·θ²; L1 has a constant speed.", "flow of squares"
            ),
            Mistake(lambda: together, "That is the flow of ‖θ‖₂, straight to the origin.", "flow of L2"),
            Mistake(
                lambda: hard,
                "Coordinates that have arrived are right; before that a coordinate does not stand still.",
                "jumps to zero",
            ),
            Mistake(
                lambda: lambda start, lam, time: start + lam * time * w * np.sign(start),
                "That is uphill: the coordinates move away from zero.",
                "uphill",
            ),
        ),
        hints=(
            "How far has coordinate j walked after `time`, if nothing stops it?",
            "The size that is left is |start| minus that, but never less than zero. Put the sign back at the end.",
        ),
    )


def flow_numbers(draw):
    """Three weights, well apart, none of them 1, and in rising or falling order."""
    w = [draw.decimal(0.5, 0.8, 0.05), draw.decimal(1.2, 1.7, 0.1), draw.decimal(2.4, 4.6, 0.2)]
    return {"w": w[:: draw.sign()]}


def _flow_cases(w, hidden):
    """Hidden arguments, and what is special about each: ((start, lam, time), …), (words, …)."""
    sign = np.array([hidden.sign(), 1, -1])
    start = sign * [hidden.decimal(1, 4, 0.1) for _ in range(3)]
    lam = hidden.decimal(0.3, 2.7, 0.2)
    first, second, last = np.sort(np.abs(start) / (lam * w))
    on_axis = start * [1, 0, 1]
    cases = {
        "before any coordinate arrives": (start, lam, first / 2),
        "after some coordinates have arrived": (start, lam, (second + last) / 2),
        "after all have arrived": (start, lam, 1.5 * last),
        "at the moment when a coordinate arrives": (-start, lam, second),
        "where a coordinate starts at zero": (on_axis, lam, first / 2),
        "at time 0": (start, lam, 0.0),
        "at the price 0": (start, 0.0, last),
    }
    return tuple(cases.values()), tuple(cases)


# ---- who: which flows have made a zero?


_WHO = {
    "A": "none of them",
    "B": "the flow of L1 only",
    "C": "the flows of L1 and of L2 without its square",
    "D": "the flows of L1 and of squared L2",
    "E": "all three",
}


def who(given, hidden):
    """Which of L1, L2 and squared L2 have made a zero at a given time: distance over speed, and never."""
    zeros = [
        bool((penalty_flow(penalty, given["start"], given["lam"], [given["time"]]) == 0).any())
        for penalty in (L1(), L2(), SquaredL2())
    ]
    key = "ABC"[sum(zeros)]  # L1 comes first, then L2, and the square never
    fades = "The pull of a square fades near zero, so its flow comes ever closer and is never there."
    arrive = "Something has arrived by then: what is distance divided by speed, for the nearer coordinate?"
    reasons = {
        "A": (arrive, "zeros missed"),
        "B": (
            "L1 needs the time min |θⱼ(0)|/λ to its first axis: is that over?"
            if key == "A"
            else "L2 without its square has a constant speed too: how long is its straight way, and is it over?",
            "L2 misjudged" if key == "C" else "L1 too early",
        ),
        "C": (
            "Compare `time` with two moments: the first axis of L1, and the end of the straight way of L2.",
            "L2 too early",
        ),
        "D": (fades, "squares reach zero"),
        "E": (f"{fades} And how long is the straight way of L2?", "all reach zero"),
    }
    return Exercise(
        question="Flows of three penalties from `start` at the price `lam`. Which of them have a coordinate at zero, "
        "exactly, at `time`?",
        kind=Choice("ABCDE"),
        key=lambda: key,
        right="Distance over speed says when L1 meets its first axis and when L2 is at the origin; a square never is.",
        mistakes=tuple(_wrong_letter(letter, *reasons[letter]) for letter in reasons if letter != key),
        hints=(
            "Go through the three: which of them never make a zero?",
            "L1 walks |θⱼ(0)| for coordinate j. L2 without its square walks ‖θ(0)‖₂. Both walk at the speed λ.",
        ),
        options=_WHO,
    )


def _wrong_letter(letter, message, name):
    return Mistake(lambda: letter, message, name)


def who_numbers(draw):
    """The time is before the first axis, between it and the straight way's end, or after it: all alike often."""
    near, far, lam = draw.integer(2, 5), draw.integer(6, 9), draw.choice([0.25, 0.5, 2.0, 4.0])
    size = {"A": near / 2, "B": (near + far) / 2, "C": near + far}[draw.choice("ABC")]
    start = [draw.sign() * near, draw.sign() * far]
    return {"start": start if draw.sign() > 0 else start[::-1], "lam": lam, "time": size / lam}


# ---- closest: sign steps never arrive


def closest(given, hidden):
    """Sign steps of length L end up jumping between two positions L apart; how near is the nearer one?"""

    def nearest(lam, step):
        return np.abs(sign_iteration([given["start"]], lam, step, 500)).min()

    lam, step = given["lam"], given["step"]
    length, key = lam * step, nearest(lam, step)
    return Exercise(
        question="Sign steps on L1 from `start`, at the price `lam` with the step size `step`: how near to zero is "
        "the nearest of all positions?",
        kind=Number(1e-4),
        key=lambda: key,
        right="The last position before the jump and the first after it repeat for ever; this is the nearer one.",
        mistakes=(
            Mistake(lambda: 0, "That is what proximal steps do. Sign steps jump over zero, and back.", "lands on zero"),
            Mistake(
                lambda: length, "That is the length of one step; it jumps from one side to the other.", "a whole step"
            ),
            Mistake(lambda: length - key, "That is the farther of the two positions it jumps between.", "farther side"),
            Mistake(
                lambda: length / 2,
                "Half a step is the farthest that the nearest can be: begin at `start`.",
                "half a step",
            ),
            Mistake(lambda: nearest(1.0, step), "λ is missing: a step moves by step·λ.", "λ lost"),
            Mistake(
                lambda: nearest(1.0, length / lam**2),
                "A step moves by step·λ, a product, not a quotient.",
                "divided by λ",
            ),
            Mistake(lambda: step, "That is the step size; where the jumps happen depends on `start`.", "the step size"),
            Mistake(lambda: -key, "The size is right; a distance is not negative.", "sign"),
        ),
        hints=(
            "How far does one step move? Follow the steps until one of them crosses zero.",
            "From there on only two positions are left. What is the sum of their distances from zero?",
        ),
    )


def closest_numbers(draw):
    """A start, a price and a step, so that the two positions are clearly not equally far from zero."""
    numbers = {
        "start": draw.decimal(1.5, 4, 0.05),
        "lam": draw.choice([1.5, 2.5, 3.0, 3.5]),
        "step": draw.decimal(0.1, 0.4, 0.05),
    }
    length = numbers["lam"] * numbers["step"]
    part = numbers["start"] % length / length
    return numbers if 0.1 < part < 0.9 and abs(part - 0.5) > 0.08 else closest_numbers(draw)
