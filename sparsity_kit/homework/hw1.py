"""Homework 1, the geometric picture: a penalty alone, and where a loss touches its ball (lessons 1 and 2)."""

from sparsity_kit.homework import hw1_flows as flows
from sparsity_kit.homework import hw1_touching as touching
from sparsity_kit.homework.exercise import Exercise
from sparsity_kit.homework.question import Assignment, ByHand, Question, told_apart


def _picture(given, hidden):
    return Exercise(
        "Draw the ways of the L1 flow and of the squared L2 flow from `start` in one picture.", ByHand(), str, ""
    )


def _picture_numbers(draw):
    near, far = draw.decimal(0.8, 1.8, 0.2), draw.decimal(2.4, 4, 0.2)
    start = [draw.sign() * near, draw.sign() * far]
    return {"start": start if draw.sign() > 0 else start[::-1], "lam": draw.choice([0.25, 0.5, 1.25, 2.0])}


def _paragraph(given, hidden):
    return Exercise("Does L1 always give a zero, because its ball has corners? Answer a friend.", ByHand(), str, "")


_PICTURE_RUBRIC = (
    (1, "Both ways start at `start`; the L1 way is a diagonal until an axis is met, and then that axis."),
    (1, "The squared L2 way is straight, toward the origin, and meets no axis before."),
    (1, "The point where L1 meets the axis is marked, with the time |θⱼ(0)|/λ of that coordinate, computed."),
    (1, "Axes and ways are labelled, and one sentence says which coefficient is zero, from when on, and which never."),
)
_PARAGRAPH_RUBRIC = (
    (1, "Says no: contours may touch an edge, where no coefficient is zero; an example or a sketch in words."),
    (1, "At an edge (or on a disc) the pull −∇f must be one vector's multiple: an equation."),
    (1, "At a corner the normals fill a cone: |∂₂f| ≤ λ, an inequality, so a whole range of data touches there."),
    (1, "Says what the price or budget does: a higher λ, or a smaller ball, makes corners more frequent."),
)

ASSIGNMENT = Assignment(
    "hw1",
    "The geometric picture",
    (
        Question("hw1-alone", 2, "alone", flows.alone, told_apart(flows.alone_numbers, flows.alone)),
        Question("hw1-flow", 4, "l1_flow", flows.flow, told_apart(flows.flow_numbers, flows.flow)),
        Question("hw1-who", 2, "who", flows.who, flows.who_numbers),
        Question("hw1-picture", 4, "", _picture, _picture_numbers, _PICTURE_RUBRIC),
        Question("hw1-closest", 2, "closest", flows.closest, told_apart(flows.closest_numbers, flows.closest)),
        Question("hw1-price", 3, "price", touching.price, touching.price_numbers),
        Question("hw1-hold", 3, "held", touching.hold, told_apart(touching.hold_numbers, touching.hold)),
        Question("hw1-paragraph", 4, "", _paragraph, rubric=_PARAGRAPH_RUBRIC),
    ),
)
