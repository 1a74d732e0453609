"""Homework 1, the geometric picture: a penalty alone, and where a loss touches its ball (lessons 1 to 3)."""

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choice, Expression, Function, Number
from sparsity_kit.flow import hitting_times, penalty_flow
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import L1, L2, SquaredL2, soft_threshold
from sparsity_kit.questions import Assignment, Question

# ---- how long is exactly one coordinate left?


def _alone_numbers(draw):
    sizes = [draw.decimal(0.5, 9, 0.5) for _ in range(3)]
    return {"start_1": [draw.sign() * size for size in sizes], "lam_1": draw.choice([0.25, 0.5, 1.5, 2.5, 3.0, 4.0])}


def _alone(start_1, lam_1):
    """From when the second of three coordinates arrives until the third does."""
    first, second, last = np.sort(hitting_times(L1(), start_1, lam_1))
    signed = np.sort(start_1)
    return {
        RIGHT: last - second,
        "counted from start": last,
        "its beginning": second,
        "first arrival": first,
        "two are left": second - first,
        "from first to last": last - first,
        "λ lost": (last - second) * lam_1,
        "multiplied by λ": (last - second) * lam_1**2,
        "factor 2 too much": (last - second) / 2,
        "signs left in": (signed[2] - signed[1]) / lam_1,
        "flow of L2": hitting_times(L2(), start_1, lam_1)[0],
        "sign": second - last,
    }


_ALONE = Question(
    "hw1-alone",
    text="L1 flow from `start_1` at the price `lam_1`: for how long is exactly one coordinate not zero?",
    points=2,
    answer="alone",
    numbers=_alone_numbers,
    kind=Number(),
    answers=_alone,
    right="It begins when the second coordinate arrives and ends when the last does.",
    mistakes={
        "counted from start": "That counts from the start, when all three are on the way.",
        "its beginning": "That is the moment at which the time in question begins.",
        "first arrival": "At that moment the first one arrives: two are left, not one.",
        "two are left": "During that time two coordinates are not zero.",
        "from first to last": "At the beginning of that time two are not zero.",
        "λ lost": "λ is missing: each coordinate moves at the speed λ, not 1.",
        "multiplied by λ": "Time is distance divided by speed, not multiplied by it.",
        "factor 2 too much": "The factor 2 belongs to the slope of a square; the slope of |θ| is 1.",
        "signs left in": "A coordinate below zero has a way to go as well: sort the distances from zero.",
        "flow of L2": "That is the straight way of ‖θ‖₂, on which all arrive together; L1 takes each by itself.",
        "sign": "The size is right; but how long something lasts is not negative.",
    },
    hints=(
        "When does each of the three coordinates arrive?",
        "Sort the three times. How many coordinates are left between two neighbours of them?",
    ),
)

# ---- a function for a penalty with weights


def _flow_numbers(draw):
    """Three weights, well apart, none of them 1, and in rising or falling order."""
    w = [draw.decimal(0.5, 0.8, 0.05), draw.decimal(1.2, 1.7, 0.1), draw.decimal(2.4, 4.6, 0.2)]
    return {"w": w[:: draw.sign()]}


def _flow_kind(w, hidden):
    sign = np.array([hidden.sign(), 1, -1])
    start = sign * [hidden.decimal(1, 4, 0.1) for _ in range(3)]
    lam = hidden.decimal(0.3, 2.7, 0.2)
    first, second, last = np.sort(np.abs(start) / (lam * w))
    cases = {
        "before any coordinate arrives": (start, lam, first / 2),
        "after some coordinates have arrived": (start, lam, (second + last) / 2),
        "after all have arrived": (start, lam, 1.5 * last),
        "at the moment when a coordinate arrives": (-start, lam, second),
        "where a coordinate starts at zero": (start * [1, 0, 1], lam, first / 2),
        "at time 0": (start, lam, 0.0),
        "at the price 0": (start, 0.0, last),
    }
    return Function.unknown(cases, 1e-8)


def _flow(w):
    """θⱼ(t) = S(θⱼ(0), λwⱼt), S the soft threshold: each coordinate is the L1 flow at its own price."""

    def walk(start, lam, time, w=w):
        return soft_threshold(start, lam * time * w)

    return {
        RIGHT: walk,
        "walks past zero": lambda start, lam, time: start - lam * time * w * np.sign(start),
        "weights lost": lambda start, lam, time: walk(start, lam, time, np.ones(3)),
        "λ lost": lambda start, lam, time: walk(start, 1.0, time),
        "negative starts lost": lambda start, lam, time: np.maximum(start - lam * w * time, 0),
        "sign lost": lambda start, lam, time: np.abs(walk(start, lam, time)),
        "divided by weights": lambda start, lam, time: walk(start, lam, time, 1 / w),
        "factor 2 too much": lambda start, lam, time: walk(start, lam, time, 2 * w),
        "a half too much": lambda start, lam, time: walk(start, lam, time, w / 2),
        "decays": lambda start, lam, time: start * np.exp(-lam * w * time),
        "flow of squares": lambda start, lam, time: start * np.exp(-2 * lam * w * time),
        "flow of L2": lambda start, lam, time: L2().prox(start, lam * time),
        "jumps to zero": lambda start, lam, time: np.where(walk(start, lam, time) == 0, 0.0, start),
        "uphill": lambda start, lam, time: start + lam * time * w * np.sign(start),
    }


_FLOW = Question(
    "hw1-flow",
    text="Write l1_flow(start, lam, time) for the penalty w[0]·|θ₁| + w[1]·|θ₂| + w[2]·|θ₃|.",
    points=4,
    answer="l1_flow",
    numbers=_flow_numbers,
    kind=_flow_kind,
    answers=_flow,
    right="Each coordinate walks to zero at the speed λ·wⱼ and stays there: so does yours, in every test.",
    mistakes={
        "walks past zero": "A coordinate that has arrived must stay at zero; here it walks on, to the other side.",
        "weights lost": "The weights are missing: the slope of w·|t| is w or −w, and the speed is λ times that.",
        "λ lost": "λ is missing: the speed is the price times the slope.",
        "negative starts lost": "Coordinates that start below zero should move up, towards zero.",
        "sign lost": "The sizes are right; the sign of coordinates that start below zero is lost.",
        "divided by weights": "A larger weight pulls harder: the speed is multiplied by it, not divided.",
        "factor 2 too much": "The factor 2 belongs to squares; the slope of |t| is 1.",
        "a half too much": "There is no half: the speed is λ times the slope of w·|t|.",
        "decays": "That decays like the flow of a square; L1 has a constant speed.",
        "flow of squares": "That is the flow of squares, w·θ²; L1 has a constant speed.",
        "flow of L2": "That is the flow of ‖θ‖₂, straight to the origin.",
        "jumps to zero": "Coordinates that have arrived are right; before that a coordinate does not stand still.",
        "uphill": "That is uphill: the coordinates move away from zero.",
    },
    hints=(
        "How far has coordinate j walked after `time`, if nothing stops it?",
        "The size that is left is |start| minus that, but never less than zero. Put the sign back at the end.",
    ),
)

# ---- which flows have made a zero?


def _who_numbers(draw):
    """The time is before the first axis, between it and the straight way's end, or after it: all alike often."""
    near, far, lam = draw.integer(2, 5), draw.integer(6, 9), draw.choice([0.25, 0.5, 2.0, 4.0])
    size = {"A": near / 2, "B": (near + far) / 2, "C": near + far}[draw.choice("ABC")]
    start = [draw.sign() * near, draw.sign() * far]
    return {"start_3": start if draw.sign() > 0 else start[::-1], "lam_3": lam, "time_3": size / lam}


def _who(start_3, lam_3, time_3):
    """L1 comes first, then L2, and the square never."""
    zeros = [(penalty_flow(penalty, start_3, lam_3, [time_3]) == 0).any() for penalty in (L1(), L2(), SquaredL2())]
    return "ABC"[sum(zeros)]


def _who_kind(start_3, lam_3, time_3):
    key = _who(start_3, lam_3, time_3)
    arrive = "Something has arrived by then: what is distance divided by speed, for the nearer coordinate?"
    fades = "The pull of a square fades near zero, so its flow comes ever closer and is never there."
    first = "L1 needs the time min |θⱼ(0)|/λ to its first axis: is that over?"
    second = "L2 without its square has a constant speed too: how long is its straight way, and is it over?"
    both = "Compare `time_3` with two moments: the first axis of L1, and the end of the straight way of L2."
    return Choice({
        "A": ("none of them", arrive, "zeros missed"),
        "B": (
            "the one on L1 only", first if key == "A" else second, "L2 misjudged" if key == "C" else "L1 too early",
        ),
        "C": ("the ones on L1 and on L2 without its square", both, "L2 too early"),
        "D": ("the ones on L1 and on squared L2", fades, "squares reach zero"),
        "E": ("all three", f"{fades} And how long is the straight way of L2?", "all reach zero"),
    })  # fmt: skip


_WHO = Question(
    "hw1-who",
    text="Flows of three penalties from `start_3` at the price `lam_3`. Which of them have a coordinate at zero, "
    "exactly, at `time_3`?",
    points=2,
    answer="who",
    numbers=_who_numbers,
    kind=_who_kind,
    key=_who,
    right="Distance over speed says when L1 meets its first axis and when L2 is at the origin; a square never is.",
    hints=(
        "Go through the three: which of them never make a zero?",
        "L1 walks |θⱼ(0)| for coordinate j. L2 without its square walks ‖θ(0)‖₂. Both walk at the speed λ.",
    ),
)

# ---- sign steps never arrive


def _closest_numbers(draw):
    """A start, a price and a step, so that the two positions are clearly not equally far from zero."""
    start, lam = draw.decimal(1.5, 4, 0.05), draw.choice([1.5, 2.5, 3.0, 3.5])
    step = draw.decimal(0.1, 0.4, 0.05)
    part = start % (lam * step) / (lam * step)
    good = 0.1 < part < 0.9 and abs(part - 0.5) > 0.08
    return {"start_5": start, "lam_5": lam, "step_5": step} if good else None


def _nearest(start, length):
    """Steps of one length end up jumping between two positions, so far apart; how near to zero is the nearer one?"""
    return min(start % length, length - start % length)


def _closest(start_5, lam_5, step_5):
    length, nearest = lam_5 * step_5, _nearest(start_5, lam_5 * step_5)
    return {
        RIGHT: nearest,
        "lands on zero": 0.0,
        "a whole step": length,
        "farther side": length - nearest,
        "half a step": length / 2,
        "λ lost": _nearest(start_5, step_5),
        "divided by λ": _nearest(start_5, step_5 / lam_5),
        "the step size": step_5,
        "sign": -nearest,
    }


_CLOSEST = Question(
    "hw1-closest",
    text="Sign steps on L1 from `start_5`, at the price `lam_5` with the step size `step_5`: how near to zero is "
    "the nearest of all positions?",
    points=2,
    answer="closest",
    numbers=_closest_numbers,
    kind=Number(1e-4),
    answers=_closest,
    right="The last position before the jump and the first after it repeat for ever; this is the nearer one.",
    mistakes={
        "lands on zero": "That is what proximal steps do. Sign steps jump over zero, and back.",
        "a whole step": "That is the length of one step; it jumps from one side to the other.",
        "farther side": "That is the farther of the two positions it jumps between.",
        "half a step": "Half a step is the farthest that the nearest can be: begin at `start_5`.",
        "λ lost": "λ is missing: a step moves by step·λ.",
        "divided by λ": "A step moves by step·λ, a product, not a quotient.",
        "the step size": "That is the step size; where the jumps happen depends on `start_5`.",
        "sign": "The size is right; a distance is not negative.",
    },
    hints=(
        "How far does one step move? Follow the steps until one of them crosses zero.",
        "From there on only two positions are left. What is the sum of their distances from zero?",
    ),
)

# ---- the matching λ along an axis


def _price_numbers(draw):
    """A bowl whose contours touch small diamonds at (r, 0): at the origin the pull along θ₁ is the stronger one."""
    a, b, d = draw.integer(2, 6), draw.integer(1, 6), draw.sign() * draw.integer(1, 2)
    center = [draw.integer(3, 8), draw.integer(-4, 4, but=(0,))]
    pull = np.array([[a, d], [d, b]]) @ center
    good = a * b > d**2 and pull[0] >= 2 * a and pull[0] > abs(pull[1]) > 0
    return {"A_6": [[a, d], [d, b]], "center": center} if good else None


def _price_kind(A_6, center):
    """A formula in r, where the slope along θ₁ is downhill, so that λ is positive."""
    return Expression(("r",), ("r",), lambda point: A_6[0] @ (center - [float(point["r"]), 0]) > 0)


def _price(A_6, center):
    """λ = −∂₁f at the corner (r, 0), for f = (θ − c)·A(θ − c)."""
    (a, d), (_, b) = A_6.tolist()
    c_1, c_2 = center.tolist()

    def price(a=a, d=d, r="r"):
        return f"2*({a}*({c_1} - {r}) + {d}*{c_2})"

    return {
        RIGHT: price(),
        "factor 2 lost": f"{price()}/2",
        "factor 2 too much": f"2*{price()}",
        "sign flipped": f"-{price()}",
        "mixed term lost": price(d=0),
        "mixed term once": price(d=d / 2),
        "mixed sign": price(d=-d),
        "A lost": price(a=1, d=0),
        "taken at the origin": price(r="0"),
        "other coefficient": f"2*({d}*({c_1} - r) + {b}*{c_2})",
        "sign of r": price(r="(-r)"),
    }


_PRICE = Question(
    "hw1-price",
    text="f = (θ − center)·A_6(θ − center) touches the diamond of radius r at its corner (r, 0). Which price λ "
    "belongs to it? Write a formula in r.",
    points=3,
    answer="price",
    numbers=_price_numbers,
    kind=_price_kind,
    answers=_price,
    right="At the corner the first coefficient is not zero, so its equation fixes the price: λ = −∂₁f.",
    mistakes={
        "factor 2 lost": "The factor 2 of the square's derivative is missing: ∇f is 2A(θ − c).",
        "factor 2 too much": "A factor 2 too much: ∇f is 2A(θ − c).",
        "sign flipped": "The size is right, the sign is not: λ is −∂₁f here, not ∂₁f.",
        "mixed term lost": "The product θ₁θ₂ has a slope as well: A has entries off its diagonal.",
        "mixed term once": "The product θ₁θ₂ stands in f twice, once from each side of A's diagonal.",
        "mixed sign": "The product θ₁θ₂ has entered with its sign turned.",
        "A lost": "That is right for circles; here the bowl has a matrix A.",
        "taken at the origin": "That is the price at the origin; take the slope at (r, 0).",
        "other coefficient": "That is the slope along θ₂, which has an inequality; the equation is that of θ₁.",
        "sign of r": "Look at the sign of r: the offset from the centre is r − c₁.",
    },
    hints=(
        "Which coefficient is not zero at (r, 0)? Its condition is an equation.",
        "Write ∇f = 2A(θ − c), put in θ = (r, 0), and take the first entry.",
    ),
)

# ---- how far the centre may move before the corner lets go


def _hold_numbers(draw):
    """The mixed term is less than half of the two others: both ends are there, and zero is between them."""
    d = draw.integer(1, 2)
    a, b = (draw.integer(2 * d + 1, 2 * d + 5) for _ in range(2))
    r = draw.integer(1, 4)
    d *= draw.sign()
    return {"A_7": [[a, d], [d, b]], "c_1": draw.integer(r + 1, r + 6), "radius": r}


def _held(A, c_1, r, ways=((-1, -1), (-1, 1))):
    """[low, high]: the c₂ between which f rises along both ways that lead from the corner (r, 0) into the diamond."""

    def rise(way, c_2):
        return Quadratic(A, [c_1, c_2]).gradient([r, 0.0]) @ way

    return np.array([rise(way, 0.0) / (rise(way, 0.0) - rise(way, 1.0)) for way in ways])


def _hold(A_7, c_1, radius):
    low, high = held = _held(A_7, c_1, radius)
    slope, slope_at_0 = Quadratic(A_7, [c_1, 0.0]).gradient([radius, 0.0])  # with the centre on the axis
    return {
        RIGHT: held,
        "mixed term lost": _held(np.diag(np.diag(A_7)), c_1, radius),
        "price held fixed": np.array([slope_at_0 + slope, slope_at_0 - slope]) / (2 * A_7[1, 1]),
        "sign flipped": [-high, -low],
        "upper end mirrored": [-high, high],
        "lower end mirrored": [low, -low],
        "ends swapped": [high, low],
        "taken at the origin": _held(A_7, c_1, 0.0),
        "slopes": [slope, -slope],
        "A lost": _held(np.eye(2), c_1, radius),
        "factor 2 in one slope only": _held(A_7, c_1, radius, ((-1, -2), (-1, 2))),
        "factor 2 in the other slope only": _held(A_7, c_1, radius, ((-2, -1), (-2, 1))),
    }


_HOLD = Question(
    "hw1-hold",
    text="f = (θ − c)·A(θ − c) with A = A_7 and c = (c_1, c₂). For which c₂ do its contours touch the diamond "
    "at the corner (radius, 0)? Answer with the two ends, [low, high].",
    points=3,
    answer="held",
    numbers=_hold_numbers,
    kind=Array(),
    answers=_hold,
    right="Between these ends the loss rises along both edges that leave the corner, so the corner holds.",
    mistakes={
        "mixed term lost": "The product θ₁θ₂ has a slope as well: A has entries off its diagonal.",
        "price held fixed": "The price changes too when the centre moves: λ = −∂₁f depends on c₂.",
        "sign flipped": "The interval is upside down: look at a sign once more.",
        "upper end mirrored": "The bowl is slanted: the ends are no mirror images.",
        "lower end mirrored": "The bowl is slanted: the ends are no mirror images.",
        "ends swapped": "These are the two ends; the lower one comes first.",
        "taken at the origin": "Take the slopes at the corner (r, 0), not at the origin.",
        "slopes": "That is an interval of slopes; asked for is where c₂ may be.",
        "A lost": "That is right for circles; here the bowl has a matrix A.",
        "factor 2 in one slope only": "The factor 2 of the derivative is missing in λ, or stands in ∂₂f twice.",
        "factor 2 in the other slope only": "The factor 2 of the derivative is missing in ∂₂f, or stands in λ twice.",
    },
    hints=(
        "At the corner λ = −∂₁f and |∂₂f| ≤ λ. Both slopes contain c₂.",
        "Or as in lesson 3: along (−1, 1) and along (−1, −1) the loss must not fall. Each gives one end.",
    ),
)

# ---- what a person reads


def _picture_numbers(draw):
    near, far = draw.decimal(0.8, 1.8, 0.2), draw.decimal(2.4, 4, 0.2)
    start = [draw.sign() * near, draw.sign() * far]
    return {"start_4": start if draw.sign() > 0 else start[::-1], "lam_4": draw.choice([0.25, 0.5, 1.25, 2.0])}


_PICTURE = Question(
    "hw1-picture",
    text="Draw the ways of the L1 flow and of the squared L2 flow from `start_4` in one picture.",
    points=4,
    numbers=_picture_numbers,
    rubric=(
        (1, "Both ways start at `start_4`; the L1 way is a diagonal until an axis is met, and then that axis."),
        (1, "The squared L2 way is straight, towards the origin, and meets no axis before."),
        (1, "The point where L1 meets the axis is marked, with the time |θⱼ(0)|/λ of that coordinate, computed."),
        (
            1,
            "Axes and ways are labelled, and one sentence says which coefficient is zero, from when on, "
            "and which never.",
        ),
    ),
)


def _paragraph_numbers(draw):
    """A pull −∇f that lies in the cone of the corner (r, 0)."""
    first = draw.integer(5, 12)
    return {"pull_8": [first, draw.sign() * draw.integer(1, first - 2)]}


_PARAGRAPH = Question(
    "hw1-paragraph",
    text="Does L1 always give a zero, because its ball has corners? Answer a friend.",
    points=4,
    numbers=_paragraph_numbers,
    rubric=(
        (1, "Says no: contours may touch an edge, where no coefficient is zero; an example or a sketch in words."),
        (1, "At an edge (or on a disc) the pull −∇f must be one vector's multiple: an equation."),
        (
            1,
            "At a corner the normals fill a cone: |∂₂f| ≤ λ, an inequality, so a whole range of data touches there. "
            "For `pull_8`: λ is its first number, and the second may be anything from −λ to λ.",
        ),
        (1, "Says what the price or budget does: a higher λ, or a smaller ball, makes corners more frequent."),
    ),
)

ASSIGNMENT = Assignment(
    "hw1", "The geometric picture", (_ALONE, _FLOW, _WHO, _PICTURE, _CLOSEST, _PRICE, _HOLD, _PARAGRAPH)
)
