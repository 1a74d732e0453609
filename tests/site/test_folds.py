"""What stands after a "Predict" is folded until the reader opens it, by mouse or keyboard, and is there on paper."""

from pathlib import Path

import nbformat
import pytest
from reader import opened
from stage import needs_browser

LESSONS = sorted((Path(__file__).parents[2] / "lessons").glob("*.ipynb"))
TO_CLICK = (".ways", ".sidebar-drawer", ".mobile-header", ".related-pages", ".skip-to-content", ".hide > summary")
A4 = 718  # pixels, with a margin of a centimetre
CUT = """(all) => all.filter((each) => each.getClientRects().length)
    .filter((each) => each.scrollWidth > each.clientWidth + 2 || each.getBoundingClientRect().right > innerWidth)
    .map((each) => each.textContent.slice(0, 80))"""


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_what_a_lesson_hides_is_folded(book, lesson):
    cells = nbformat.read(lesson, as_version=4).cells
    hidden = [cell for cell in cells if cell.metadata.get("jupyter", {}).get("outputs_hidden")]
    page = (book / f"{lesson.stem}.html").read_text(encoding="utf-8")
    assert hidden and page.count('<details class="admonition hide below-input">') == len(hidden)


@needs_browser
def test_what_follows_a_prediction_is_opened_by_keyboard(browser, book):
    with opened(browser, book, "02_loss_meets_ball") as page:
        fold = page.locator("details.hide", has=page.locator(".sparsity-live")).first
        assert not fold.locator(".sparsity-live").is_visible()
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        fold.locator(".sparsity-live .words:not(:empty)").wait_for()
        assert fold.locator(".sparsity-live .handle").first.is_visible()


@needs_browser
def test_paper_has_what_was_folded_and_nothing_to_click(browser, book):
    with opened(browser, book, "01_penalties_alone", width=794) as page:
        folds = page.locator("details.hide div.cell_output").all()
        assert folds and not any(fold.is_visible() for fold in folds)
        page.emulate_media(media="print")
        assert all(fold.is_visible() for fold in folds)
        for gone in TO_CLICK:
            assert not page.locator(gone).first.is_visible(), gone


@needs_browser
def test_a_live_picture_is_drawn_while_it_is_folded_so_that_paper_has_it(browser, book):
    """Who prints draws nothing anew: a picture that waited to be unfolded would be empty."""
    with opened(browser, book, "01_penalties_alone") as page:
        pictures = page.locator("details.hide .sparsity-live .picture > svg")
        page.wait_for_function("() => document.querySelectorAll('details.hide .picture > svg[width]').length")
        widths = pictures.evaluate_all("(all) => all.map((each) => Number(each.getAttribute('width')))")
        assert len(widths) == 2 and min(widths) > 400
        assert not pictures.first.is_visible() and not page.locator("details.hide[open]").count()
        folded = page.locator("details.hide", has=page.locator(".picture > svg")).first
        assert folded.bounding_box()["height"] < 60


@needs_browser
@pytest.mark.parametrize("name", ["01_penalties_alone", "beside/whose_lambda"])
def test_on_paper_no_line_of_code_and_no_table_is_cut_off(browser, book, name):
    with opened(browser, book, name, width=A4) as page:
        page.emulate_media(media="print")
        assert page.locator("article pre, article table").evaluate_all(CUT) == []


@needs_browser
@pytest.mark.parametrize("theme", ["dark", "auto"])
def test_on_paper_no_printed_picture_is_turned_into_a_dark_one(browser, book, theme):
    with opened(browser, book, "01_penalties_alone", color_scheme="dark") as page:
        page.evaluate("(theme) => { document.body.dataset.theme = theme; }", theme)
        shown = page.locator("div.output img").first
        turned = shown.evaluate("(node) => getComputedStyle(node).filter")
        page.emulate_media(media="print", color_scheme="dark")
        assert turned != "none" and shown.evaluate("(node) => getComputedStyle(node).filter") == "none"
