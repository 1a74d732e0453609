"""A homework of four questions, small enough to be attacked: a number, a formula, an array, a function, an essay."""

import json

import numpy as np

from sparsity_kit.answers import Array, Expression, Function, Number
from sparsity_kit.questions import Assignment, Mistake, Question, given_cell, variant


def shrunk(c, t):
    return c - np.clip(c, -t, t)


def cases(hidden):
    drawn = tuple((hidden.decimal(-4, 4, 0.5), hidden.decimal(0, 2, 0.25)) for _ in range(4))
    drawn += ((np.array([hidden.decimal(-4, 4, 0.5) for _ in range(3)]), 1.0),)
    return Function(drawn, reveal=False)


TOY = Assignment("toy", "A toy", (
    Question(
        "q-slope", "2ab?", Number(), lambda a, b: 2 * a * b, "Yes.",
        (Mistake(lambda a, b: a * b, "The factor 2 is missing."),), points=2, answer="slope",
        numbers=lambda draw: {"a": draw.integer(2, 90), "b": draw.decimal(1, 3, 0.25)},
    ),
    Question(
        "q-line", "?", Expression(("x", "y", "lam")), lambda m: f"2*x*y - {m}*lam/2", "Yes.",
        (Mistake("2*x*y", "No lam."),), points=3, answer="line", numbers=lambda draw: {"m": draw.integer(2, 60)},
    ),
    Question(
        "q-shrunk", "S(c, t)?", Array(), shrunk, "Yes.", points=4, answer="shrunk",
        numbers=lambda draw: {"c": [draw.integer(-9, 9) for _ in range(4)], "t": 1.5},
    ),
    Question("q-soft", "S?", cases, shrunk, "Yes.", points=5, answer="soft"),
    Question("q-essay", "Why?", points=6, rubric=((6, "says why"),)),
))  # fmt: skip
VARIANTS = {question.name: variant(TOY, question, b"a secret", "student:ann") for question in TOY.questions}
GIVEN = {name: each.given for name, each in VARIANTS.items()}
IMPORTS = "import numpy as np"
RIGHT = {
    "q-slope": "slope = 2 * a * b",
    "q-line": "line = f'2*x*y - {m}*lam/2'",
    "q-shrunk": "shrunk = c - np.clip(c, -t, t)",
    "q-soft": "def soft(v, t):\n    return v - np.clip(v, -t, t)",
    "q-essay": "Because of the kink.",
}


def code(source, grade_id=None, **metadata):
    """A code cell."""
    nbgrader = {"nbgrader": {"grade_id": grade_id, **metadata}} if grade_id else {}
    return {"cell_type": "code", "source": source, "metadata": nbgrader, "outputs": [], "execution_count": None}


def notebook(imports=IMPORTS, **answers):
    """The cells of a submission: right, but for the answers that are given by the names of their variables."""
    sources = {**RIGHT, **{f"q-{name}": source for name, source in answers.items()}}
    cells = [code(imports)]
    for name, source in sources.items():
        if GIVEN[name]:
            cells.append(code(given_cell(GIVEN[name]), f"{name}-given"))
        cells.append(code(source, name) if name != "q-essay" else {**code(source, name), "cell_type": "markdown"})
    return cells


def data(cells):
    """A notebook as bytes."""
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
