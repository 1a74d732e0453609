"""Live lessons in JupyterLab: a stranger's copy, a trusted one before it is run, and what a hand sends to Python."""

import re
from pathlib import Path

import nbformat
import pytest
from hands import keep
from live_lessons import LESSONS, drag
from plays_in_jupyterlab import first_steps
from playwright.sync_api import expect
from server import alive, cell, opened, ready, run_until, serving, tab, unfold
from stage import needs_browser

from sparsity_kit.grading.commands.start import copy_lessons

pytestmark = needs_browser
CHANGED = ".lm-TabBar-tab.jp-mod-dirty"
LESSON_0 = Path(__file__).parents[2] / "lessons" / "00_start_here.ipynb"


@pytest.fixture(scope="module")
def lab(jupyter):
    """JupyterLab, loaded once: notebooks are opened and closed in it, as a reader does. Errors in it fail the last."""
    with tab(jupyter) as page:
        yield page


every_lesson = pytest.mark.parametrize("widget", LESSONS)


@every_lesson
def test_a_stranger_s_copy_shows_the_printed_pictures_before_it_is_run(lab, server, widget):
    with opened(lab, server.address, LESSONS[widget].file):
        for text in LESSONS[widget].cells:
            unfold(lab, text)
            _, output = cell(lab, text)
            expect(output.locator("img")).to_have_attribute("src", re.compile("^data:image/png"))
            assert output.locator("img").evaluate("(node) => node.naturalWidth") > 300
        keep(output, f"{widget}-untrusted")
        assert lab.locator(".sparsity-live").count() == lab.get_by_text("not found").count() == 0


@every_lesson
def test_trusted_it_is_alive_before_it_is_run_and_then_python_reads_what_the_hand_made(lab, server, widget):
    lesson = LESSONS[widget]
    server.trust(lesson.file)
    with opened(lab, server.address, lesson.file):
        for picture, text in zip(alive(lab, lesson.file, lesson.cells).all(), lesson.cells, strict=True):
            assert picture.locator(".choice:not(:has(:checked))").count() == 0
            keep(picture, f"{widget}-{text.split()[0]}-before-it-is-run")
        run_until(lab, lesson.reads)
        drag(lab, lesson, f"{widget}-dragged")


def test_a_fold_after_a_prediction_says_nothing_until_it_is_opened(lab, server):
    with opened(lab, server.address, "02_loss_meets_ball.ipynb"):
        folded, output = cell(lab, "heights = bowl.value")
        fold = folded.locator(".jp-OutputPlaceholder")
        expect(fold).to_be_visible()
        assert "".join(lab.locator(".jp-OutputPlaceholder").all_text_contents()).strip() == ""
        keep(folded, "folded-after-a-prediction")
        fold.click()
        expect(output).to_have_text("[2. 0.] 42.0")


def test_whoever_hears_the_page_hears_what_a_picture_shows(lab, server):
    """JupyterLab gives the picture itself no words; a screen reader passes over it."""
    server.trust(LESSON_0.name)
    with opened(lab, server.address, LESSON_0.name):
        picture = lab.locator(".jp-CodeCell").filter(has=lab.locator("img")).first
        picture.scroll_into_view_if_needed()
        outputs = (output for each in nbformat.read(LESSON_0, as_version=4).cells for output in each.get("outputs", []))
        alt = next(output.data["text/plain"] for output in outputs if "image/png" in output.get("data", {}))
        expect(picture.get_by_role("img", name=alt, exact=True)).to_have_count(1)


def test_lesson_0_is_run_as_it_says(lab, server):
    with opened(lab, server.address, LESSON_0.name):
        first_steps(lab)


def test_a_lesson_of_a_clone_opens_as_saved_and_its_file_stays_as_it_is(jupyter, tmp_path):
    """By the flag that `make course` gives JupyterLab."""
    makefile = (LESSON_0.parents[1] / "Makefile").read_text(encoding="utf-8")
    flag, name = re.search(r"jupyter lab (--\S+=)\$\((\w+)\)", makefile).groups()
    manager = re.search(rf"^{name} = (\S+)$", makefile, re.MULTILINE)[1]
    with serving(tmp_path, flag + manager) as server, tab(jupyter) as page:
        for lesson in (LESSON_0.name, LESSONS["PenaltyFlow"].file):
            before = (server.notebooks / lesson).read_bytes()
            server.trust(lesson)
            with opened(page, server.address, lesson):
                expect_saved(page)
            assert (server.notebooks / lesson).read_bytes() == before


def expect_saved(page):
    """Nothing is left to save in the notebook that is open."""
    ready(page)
    page.wait_for_timeout(1000)
    assert page.locator(CHANGED).count() == 0


def test_a_lesson_that_was_copied_opens_as_saved(lab, server):
    """One that another Python has run does not, as JupyterLab puts in the name of this one."""
    with opened(lab, server.address, LESSON_0.name):
        expect(lab.locator(CHANGED)).to_have_count(1)
    copy_lessons(server.notebooks / "mine")
    lab.get_by_role("button", name="Refresh the file browser.").click()
    mine = lab.locator(".jp-DirListing-item", has_text="mine")
    mine.dblclick()
    mine.wait_for(state="detached")  # what is listed now is in it
    for name in (LESSON_0.name, LESSONS["PenaltyFlow"].file):
        server.trust(f"mine/{name}")
        with opened(lab, server.address, name):
            expect_saved(lab)
