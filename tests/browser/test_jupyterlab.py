"""Lessons 1 to 5 in JupyterLab: a stranger's copy, a trusted one before it is run, and what a hand sends to Python."""

import re
from pathlib import Path

import nbformat
import pytest
from hands import keep
from live_lessons import LESSONS, drag
from playwright.sync_api import expect
from server import cell, open_notebook, run_until, tab, unfold
from stage import needs_browser

pytestmark = needs_browser
LESSON_0 = Path(__file__).parents[2] / "lessons" / "00_start_here.ipynb"


every_lesson = pytest.mark.parametrize("widget", LESSONS)


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
        drag(page, lesson, f"{widget}-dragged")


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
