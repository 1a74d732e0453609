"""Lessons exported to HTML, opened without kernel and network: live pictures, or printed ones with their alt texts."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from exported import exported
from hands import held, keep
from live_lessons import WITH_LIVE_PICTURES as LESSONS
from playwright.sync_api import expect
from stage import needs_browser

from sparsity_kit.live import PathExplorer
from sparsity_kit.live.export import LivePage

pytestmark = needs_browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder of the exported lessons."""
    folder = tmp_path_factory.mktemp("pages")
    for lesson in LESSONS:
        page, _ = LivePage().from_filename(str(lesson))
        (folder / f"{lesson.stem}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.stem)
def lesson(request):
    """Each of the lessons; the tests of one come together."""
    return request.param


@pytest.fixture(scope="module")
def still(browser):
    """A page without scripts and network, for one export after the other."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def moving(browser):
    """A page without a network, likewise; what goes wrong on it, and what it asks for."""
    context = browser.new_context(offline=True, viewport={"width": 1100, "height": 900})
    page, faults, asked = context.new_page(), [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page, faults, asked
    context.close()


@pytest.fixture(scope="module")
def unscripted(still, pages, lesson):
    """The exported lesson on that page."""
    still.goto((pages / f"{lesson.stem}.html").as_uri())
    return still


def pictures(lesson):
    """How many live pictures a lesson has, and the alt texts of all its pictures in order."""
    cells = nbformat.read(lesson, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    live = [output for output in outputs if "application/vnd.jupyter.widget-view+json" in output.data]
    return len(live), [output.metadata["image/png"]["alt"] for output in outputs]


def test_without_scripts_all_pictures_are_there_with_their_alt_texts(unscripted, lesson):
    _, alts = pictures(lesson)
    shown = unscripted.locator("img[src^='data:image/png']")
    assert [image.get_attribute("alt") for image in shown.all()] == alts and len(alts) > 2
    assert all(image.is_visible() and image.bounding_box()["width"] > 300 for image in shown.all())


def test_without_kernel_and_network_the_live_pictures_move(moving, pages, lesson):
    count, alts = pictures(lesson)
    page, faults, asked = moving
    faults.clear()
    asked.clear()
    page.goto((pages / f"{lesson.stem}.html").as_uri())
    drawn = page.locator(".sparsity-live", has=page.locator(".words:not(:empty)"))
    page.wait_for_function("(n) => document.querySelectorAll('.words:not(:empty)').length === n", arg=count)
    assert page.locator("img:visible").count() == len(alts) - count
    for picture in drawn.all():
        handle, before = picture.locator(".handle:visible").first, picture.locator(".words").text_content()
        handle.scroll_into_view_if_needed()
        with held(page, handle) as move:
            move(30, 30)
        expect(picture.locator(".words")).not_to_have_text(before)
    keep(drawn.first, f"exported-{lesson.stem}")
    assert [url for url in asked if not re.match("file:|data:|blob:", url)] == faults == []


def test_formulas_are_set_without_a_script(unscripted, lesson):
    """As many as the text has between dollars; no TeX is left, and each has a width."""
    texts = [cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "markdown"]
    written = sum(len(re.findall(r"\$\$.+?\$\$|\$.+?\$", text, re.DOTALL)) for text in texts)
    formulas = unscripted.locator(".jp-MarkdownCell math")
    widths = formulas.evaluate_all("(all) => all.map((formula) => formula.getBoundingClientRect().width)")
    assert len(widths) == written > 20 and min(widths) > 3
    seen = "".join(unscripted.locator(".jp-MarkdownCell, .jp-OutputArea").all_inner_texts())
    assert not re.search(r"\$|\\[a-zA-Z]", seen)


def test_a_derivation_keeps_its_words(pages):
    text = (pages / "04_sign_argument.html").read_text(encoding="utf-8")
    assert "it points along −∇f; no coordinate has a reason to be zero" in text


def test_a_notebook_that_has_lost_its_widgets_shows_the_printed_pictures():
    notebook = nbformat.read(LESSONS[1], as_version=4)
    del notebook.metadata["widgets"]
    page, _ = LivePage().from_notebook_node(notebook)
    _, alts = pictures(LESSONS[1])
    assert [image["alt"] for image in BeautifulSoup(page, "html.parser").find_all("img")] == alts


def test_no_control_of_a_lesson_needs_the_kernel(pages):
    text = (pages / "07_correlated_columns.html").read_text(encoding="utf-8")
    assert text.count("computes in Python: open the notebook in Jupyter and run it") == 0
    assert "widget-view+json" not in text and "require.min.js" not in text


def test_a_name_that_looks_like_a_comment_or_a_tag_of_html_breaks_no_page(moving, tmp_path):
    page, faults, _ = moving
    faults.clear()
    names = ["<!--<script>", "</script>", "a & b"]
    picture = PathExplorer(names=names)
    page.goto(exported(picture, tmp_path))
    expect(page.locator(".words:not(:empty)")).to_have_count(1)
    assert page.locator(".chosen option").all_text_contents() == ["none", *names] and faults == []
