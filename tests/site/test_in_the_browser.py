"""The book in a real browser, without a network: alive, in the dark, on a phone, found and leafed through."""

import pytest
from hands import frames, held, keep
from live_lessons import WITH_LIVE_PICTURES
from playwright.sync_api import expect
from reader import DRAWN, OPEN, broken_rules, every_page, opened, turn_to
from stage import needs_browser

pytestmark = needs_browser
IN_SIGHT = "(node) => { const { top } = node.getBoundingClientRect(); return top >= 0 && top < innerHeight / 2; }"
COLOURS = """(node) => [getComputedStyle(node).backgroundColor, getComputedStyle(document.body).backgroundColor,
    getComputedStyle(node.querySelector("text")).fill]"""
CUT_OFF = """() => [...document.querySelectorAll("article table")].filter((table) => {
    let around = table.parentElement;
    while (around.tagName !== "ARTICLE" && getComputedStyle(around).overflowX !== "auto") around = around.parentElement;
    return around.tagName === "ARTICLE" && table.getBoundingClientRect().right > innerWidth;
}).length"""


@pytest.fixture(scope="module")
def from_a_disk(browser, book):
    """A window for the book without a web server; errors in it fail the last test."""
    with opened(browser, book, "index", address=book.as_uri(), offline=True) as page:
        yield page


@pytest.mark.parametrize("name", ["index", *(path.stem for path in WITH_LIVE_PICTURES)])
def test_live_pictures_move_in_a_page_that_is_opened_from_a_disk(from_a_disk, name):
    page = from_a_disk
    page.goto(f"{name}.html")
    page.evaluate(OPEN)
    count = page.locator("script.sparsity-kept").count()
    page.wait_for_function(DRAWN, arg=count)
    assert count > 0 and page.locator(".sparsity-live").count() == count
    for picture in page.locator(".sparsity-live").all():
        handle, before = picture.locator(".handle:visible").first, picture.locator(".words").text_content()
        handle.scroll_into_view_if_needed()
        with held(page, handle) as move:
            move(30, 30)
        expect(picture.locator(".words")).not_to_have_text(before)
    assert page.locator("img[src^='pictures/']").evaluate_all("(all) => all.every((image) => image.alt)")


@pytest.mark.parametrize(
    ("scheme", "width", "names"),
    [
        ("light", 1300, ("index", "04_sign_argument", "kit/numbers", "search")),
        ("dark", 1300, ("01_penalties_alone", "hw1")),
        ("light", 360, ("00_start_here",)),  # the folded numbers of its picture are wider than a phone
    ],
)
def test_pages_of_each_kind_break_no_rule_of_axe(browser, book, scheme, width, names):
    pytest.importorskip("axe_playwright_python")
    with opened(browser, book, "index", width, color_scheme=scheme, reduced_motion="reduce") as page:
        for name in names:
            turn_to(page, name)
            assert (name, broken_rules(page)) == (name, [])


def test_no_page_is_wider_than_a_phone_and_a_table_that_is_moves_alone(browser, book):
    with opened(browser, book, "index", 360, color_scheme="dark") as page:
        for name in every_page(book):
            turn_to(page, name)
            frames(page)
            assert (name, page.evaluate("() => document.documentElement.scrollWidth")) == (name, 360)
            assert (name, page.evaluate(CUT_OFF)) == (name, 0)


def test_the_theme_s_switch_turns_the_pictures_too(browser, book):
    with opened(browser, book, "index", color_scheme="light") as page:
        page.wait_for_function(DRAWN, arg=1)
        live, seen = page.locator(".sparsity-live"), {}
        for _ in range(3):
            theme = page.evaluate("() => document.body.dataset.theme")
            ground, around, text = live.evaluate(COLOURS)
            assert ground == around
            seen[theme] = ground, text
            keep(page, f"book-{theme}")
            page.locator(".theme-toggle:visible").click()
        assert seen["light"] == seen["auto"] != seen["dark"] and seen["light"][1] != seen["dark"][1]
        assert live.locator("legend").first.evaluate("(node) => getComputedStyle(node).fontSize") == "14px"


def test_a_word_is_found_and_the_lessons_follow_one_another(browser, book):
    with opened(browser, book, "index") as page:
        page.get_by_role("textbox", name="Search").fill("staircase")
        page.keyboard.press("Enter")
        page.locator("#search-results a", has_text="Lesson 4").first.click()
        page.locator("h1", has_text="Lesson 4. The sign argument").wait_for()
        page.locator("a.next-page").click()
        page.locator("h1", has_text="Lesson 5").wait_for()
        page.locator("a.prev-page").click()
        page.locator("h1", has_text="Lesson 4").wait_for()


def test_the_page_from_claims_to_cells_leads_to_the_headings(browser, book):
    with opened(browser, book, "beside/index") as page:
        page.locator("table a[href*='an-interval-of-slopes']").first.click()
        heading = page.locator("h2", has_text="an interval of slopes")
        page.wait_for_function(IN_SIGHT, arg=heading.element_handle())
