"""The lessons with live pictures: where these are, how one is dragged, and what Python then has of it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np
import pytest
from hands import held, keep
from server import cell, run

from sparsity_kit import L1, Quadratic, SquaredError, constrained, minimize


class Lesson(NamedTuple):
    """A lesson's file and its live cells; a handle of the first, and how far it is dragged, in pixels.

    Then a cell that reads the state, and what it prints, as numbers, from the numbers that the handle says of itself.
    """

    file: str
    cells: tuple[str, ...]
    handle: str
    way: tuple[int, int]
    reads: str
    prints: Callable


FOLDER = Path(__file__).parents[2] / "lessons"
WITH_LIVE_PICTURES = [path for path in sorted(FOLDER.glob("*.ipynb")) if nbformat.read(path, 4).metadata.get("widgets")]
LESSONS = {
    "PenaltyFlow": Lesson(
        "01_penalties_alone.ipynb", ("flows = live", "steps = live"), "Start A", (-40, -50),
        "flows.hitting_times", lambda start: [*np.abs(start) / 0.5, np.inf, np.inf],
    ),
    "LossMeetsBall": Lesson(
        "02_loss_meets_ball.ipynb", ("picture = live", "mine = live"), "Centre of the loss",
        (-100, -60), "picture.center", lambda center: [*center, *touching(center, radius=2.0)],
    ),
    "LossMeetsBall, at a price": Lesson(
        "03_price_and_cone.ipynb", ("priced = live",), "Centre of the loss",
        (-100, -60), "priced.theta", lambda center: [4.0, *priced(center, lam=4.0)],
    ),
    "SlopeBalance": Lesson(
        "04_sign_argument.ipynb", ("balance = live",), "Price λ, on the penalty's slopes", (0, 45),
        "pull = -balance", lambda lam: [*lam, 3.0, (3.0 - lam[0]) / 2],
    ),
    "PenaltyLab": Lesson(
        "05_kink.ipynb", ("lab = live",), "Data x·y", (60, 0),
        "print(round(lab.xy", lambda place: place,
    ),
    "Threshold": Lesson(
        "06_threshold.ipynb", ("one = live",), "x·y, of the feature", (50, 0),
        "length = np.sqrt(one.xx)", lambda place: [place[1]] * 2,
    ),
    "Threshold, two features": Lesson(
        "07_correlated_columns.ipynb", ("two = live", "mine = live", "staying = live"),
        "x₁·y, of the first feature", (50, 0),
        "two.partial_residual", lambda place: left_over(place[0]),
    ),
    "PathExplorer": Lesson(
        "10_famous_path.ipynb", ("explorer = live",), "Price λ; up and down go from kink to kink", (60, 0),
        "rho, edge", lambda lam: lam,
    ),
    "Validation": Lesson(
        "11_choosing_lambda.ipynb", ("picture = live",),
        "Price λ; up and down go to the next mark or change of the chosen columns", (-60, 0),
        "for j in np.flatnonzero(picture", lambda price_and_error: price_and_error,
    ),
}  # fmt: skip


def touching(center, radius):
    """Where the contours of lesson 2's loss, moved to this centre, touch the diamond."""
    return minimize(constrained(Quadratic([[2.0, -1.0], [-1.0, 2.0]], center) + L1(), radius)).theta


def priced(center, lam):
    """The solution for the same loss at a price."""
    return minimize(Quadratic([[2.0, -1.0], [-1.0, 2.0]], center) + lam * L1()).theta


def left_over(product):
    """The products with the partial residuals in lesson 7, where x₁·y is dragged, x₂·y is 4 and λ is 3."""
    X = np.array([[2.0, 1.0], [1.0, 2.0]])
    y = np.linalg.solve(X.T, [product, 4.0])
    theta = minimize(SquaredError(X, y) + 3.0 * L1()).theta
    return [X[:, j] @ (y - X @ theta + X[:, j] * theta[j]) for j in (0, 1)]


def numbers(text):
    """The numbers in a text; 1 and 2 are none in L1 and L2."""
    return [float(each) for each in re.findall(r"(?<!\w)(?:-?\d+\.?\d*|inf)(?!\w)", text.replace("−", "-"))]


def drag(page, lesson, name):
    """Drag the first live picture of an open lesson that was run; Python reads what the handle says of itself."""
    _, output = cell(page, lesson.cells[0])
    handle = output.get_by_role("slider", name=lesson.handle, exact=True)
    before = handle.get_attribute("aria-valuetext")
    handle.scroll_into_view_if_needed()
    with held(page, handle) as move:
        move(*lesson.way)
        keep(output, name)
    said = handle.get_attribute("aria-valuetext")
    assert said != before
    expected = lesson.prints(numbers(said))
    assert numbers(run(page, lesson.reads))[: len(expected)] == pytest.approx(expected, rel=0.01, abs=0.01)
