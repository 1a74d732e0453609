"""Lessons 1 to 5 in JupyterLab: a stranger's copy, a trusted one before it is run, and what a hand sends to Python."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np
import pytest
from hands import held, keep
from playwright.sync_api import expect
from server import cell, open_notebook, run, run_until, tab, unfold
from stage import needs_browser

from sparsity_kit import L1, Quadratic, constrained, minimize

pytestmark = needs_browser
LESSON_0 = Path(__file__).parents[2] / "lessons" / "00_start_here.ipynb"


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


LESSONS = {
    "PenaltyFlow": Lesson(
        "01_geometric_picture.ipynb", ("flows = live", "steps = live"), "Start A", (-40, -50),
        "flows.hitting_times", lambda start: [*np.abs(start) / 0.5, np.inf, np.inf],
    ),
    "LossMeetsBall": Lesson(
        "02_loss_meets_penalty.ipynb", ("picture = live", "mine = live", "priced = live"), "Centre of the loss",
        (-100, -60), "picture.center", lambda center: [*center, *touching(center, radius=2.0)],
    ),
    "SlopeBalance": Lesson(
        "03_sign_argument.ipynb", ("balance = live",), "Price λ, on the penalty's slopes", (0, 45),
        "pull = -balance", lambda lam: [*lam, 3.0, (3.0 - lam[0]) / 2],
    ),
    "Threshold": Lesson(
        "04_regression_threshold.ipynb", ("one = live", "two = live", "mine = live"), "x·y, of the feature", (50, 0),
        "length = np.sqrt(one.xx)", lambda place: [place[1]] * 2,
    ),
    "PathExplorer": Lesson(
        "05_many_coordinates.ipynb", ("explorer = live",), "Price λ; up and down go from kink to kink", (60, 0),
        "rho, edge", lambda lam: lam,
    ),
}  # fmt: skip
every_lesson = pytest.mark.parametrize("widget", LESSONS)


def touching(center, radius):
    """Where the contours of lesson 2's loss, moved to this centre, touch the diamond."""
    return minimize(constrained(Quadratic([[2.0, -1.0], [-1.0, 2.0]], center) + L1(), radius)).theta


def numbers(text):
    """The numbers in a text; 1 and 2 are none in L1 and L2."""
    return [float(each) for each in re.findall(r"(?<!\w)(?:-?\d+\.?\d*|inf)(?!\w)", text.replace("−", "-"))]


@every_lesson
def test_a_stranger_s_copy_shows_the_printed_pictures_before_it_is_run(jupyter, server, widget):
    with tab(jupyter) as page:
        open_notebook(page, server, LESSONS[widget].file)
        for text in LESSONS[widget].cells:
            unfold(page, text)
            _, output = cell(page, text)
            expect(output.locator("img")).to_have_attribute("src", re.compile("^data:image/png"))
            assert output.locator("img").evaluate("(node) => node.naturalWidth") > 300
        keep(output, f"{widget}-untrusted")
        assert page.locator(".sparsity-live").count() == page.get_by_text("not found").count() == 0


@every_lesson
def test_trusted_it_is_alive_before_it_is_run_and_then_python_reads_what_the_hand_made(jupyter, server, widget):
    lesson = LESSONS[widget]
    server.trust(lesson.file)
    with tab(jupyter) as page:
        open_notebook(page, server, lesson.file)
        for text in lesson.cells:
            unfold(page, text)
        drawn = page.locator(".sparsity-live", has=page.locator(".words:not(:empty)"))
        expect(drawn).to_have_count(len(lesson.cells))
        for picture, text in zip(drawn.all(), lesson.cells, strict=True):
            assert picture.locator(".choice:not(:has(:checked))").count() == 0
            keep(picture, f"{widget}-{text.split()[0]}-before-it-is-run")
        run_until(page, lesson.reads)
        _, output = cell(page, lesson.cells[0])
        handle = output.get_by_role("slider", name=lesson.handle, exact=True)
        before = handle.get_attribute("aria-valuetext")
        handle.scroll_into_view_if_needed()
        with held(page, handle) as move:
            move(*lesson.way)
            keep(output, f"{widget}-dragged")
        said = handle.get_attribute("aria-valuetext")
        assert said != before
        expected = lesson.prints(numbers(said))
        assert numbers(run(page, lesson.reads))[: len(expected)] == pytest.approx(expected, rel=0.01, abs=0.01)


def test_a_fold_after_a_prediction_says_nothing_until_it_is_opened(jupyter, server):
    with tab(jupyter) as page:
        open_notebook(page, server, "02_loss_meets_penalty.ipynb")
        folded, output = cell(page, "c = np.linalg.solve")
        fold = folded.locator(".jp-OutputPlaceholder")
        expect(fold).to_be_visible()
        assert "".join(page.locator(".jp-OutputPlaceholder").all_text_contents()).strip() == ""
        keep(folded, "folded-after-a-prediction")
        fold.click()
        expect(output).to_have_text("[7. 4.]")


def test_whoever_hears_the_page_hears_what_a_picture_shows(jupyter, server):
    """JupyterLab gives the picture itself no words; a screen reader passes over it."""
    server.trust(LESSON_0.name)
    with tab(jupyter) as page:
        open_notebook(page, server, LESSON_0.name)
        picture = page.locator(".jp-CodeCell").filter(has=page.locator("img")).first
        picture.scroll_into_view_if_needed()
        outputs = (output for each in nbformat.read(LESSON_0, as_version=4).cells for output in each.get("outputs", []))
        alt = next(output.data["text/plain"] for output in outputs if "image/png" in output.get("data", {}))
        expect(picture.get_by_role("img", name=alt, exact=True)).to_have_count(1)
