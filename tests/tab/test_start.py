"""Python starts in the tab, also for the impatient; where it cannot, a sentence says so and names the other ways."""

import pytest
from playwright.sync_api import expect
from screenshots import keep
from stage import needs_browser
from test_lessons import code
from visitor import ASK_EARLY, SECONDS, bare, change, finished, open_lesson, open_unrun, run_all, said, visiting

from book.pyodide import RELEASE

pytestmark = needs_browser
LESSON = "00_start_here.ipynb"
WAYS = ["Binder", "Colab", "Your own computer"]


def test_cells_that_are_run_before_there_is_a_kernel_wait_for_it(browser, site):
    with visiting(browser, site) as page:
        open_unrun(page, site, LESSON, wait=False)
        page.wait_for_function(ASK_EARLY, polling=5)
        finished(page, LESSON)


@pytest.mark.parametrize(
    ("script", "blocked", "sentence"),
    [
        ("delete self.WebAssembly;", None, "no WebAssembly"),
        ("", "**/numpy-*.whl*", "does not give a file it needs"),
        ("", "**/pyodide.asm.wasm", "does not give a file it needs"),
    ],
)
def test_where_python_cannot_start_the_other_ways_are_named(browser, site, script, blocked, sentence):
    with visiting(browser, site, script) as page:
        if blocked:
            page.context.route(blocked, lambda route: route.abort())
        open_lesson(page, site, LESSON)
        message = page.locator(".Toastify__toast", has_text=sentence)
        message.wait_for()
        assert [message.get_by_role("button", name=way).count() for way in WAYS] == [1, 1, 1]
        keep(page, f"tab-{'blocked' if blocked else 'without-webassembly'}")
        assert page.locator(".jp-MarkdownCell h1").first.is_visible()
        assert "Python is starting in this tab" not in "".join(said(page))


IMPATIENT = """const slow = setTimeout;
window.setTimeout = (call, ms, ...given) => slow(call, ms === 90000 ? 100 : ms, ...given);"""


def test_a_python_that_comes_late_takes_its_excuse_back(browser, site):
    with visiting(browser, site, IMPATIENT) as page:
        open_lesson(page, site, LESSON)
        message = page.locator(".Toastify__toast", has_text="Python has not started yet")
        message.wait_for()
        message.wait_for(state="detached")


DENIED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("Access is denied for this document.", "SecurityError"); }
});"""


def test_where_the_browser_keeps_nothing_the_other_ways_are_named(browser, site):
    with visiting(browser, site, DENIED) as page:
        page.goto(f"{site.address}/notebooks/index.html?path={LESSON}")
        message = page.get_by_role("alert").filter(has_text="This browser keeps no data of this page")
        message.wait_for()
        assert [message.get_by_role("link", name=way).count() for way in WAYS] == [1, 1, 1]
        keep(page, "tab-without-storage")


@pytest.mark.parametrize("name", ["index.html", f"notebooks/index.html?path={LESSON}"])
def test_a_page_from_a_disk_asks_for_a_web_server_and_names_the_other_ways(browser, site, name):
    """The book can be opened from a disk, and its links to the tab then lead here."""
    with visiting(browser, site) as page:
        page.goto(f"{site.folder.as_uri()}/{name}")
        message = page.get_by_role("alert").filter(has_text="comes from a web server")
        message.wait_for()
        assert [message.get_by_role("link", name=way).count() for way in WAYS] == [1, 1, 1]
        assert "python3 -m http.server" in message.text_content()


def test_with_the_packages_at_pyodide_s_nobody_else_is_asked(browser, cdn_site, lent):
    assert sum(path.stat().st_size for path in cdn_site.folder.rglob("*.whl")) < 12e6  # the kit, and SymPy

    def answer(route):
        route.fulfill(path=lent / route.request.url.rpartition("/")[2], headers={"Access-Control-Allow-Origin": "*"})

    with visiting(browser, cdn_site) as page:
        page.context.route(f"{RELEASE}*", answer)
        open_unrun(page, cdn_site, LESSON)
        run_all(page)
        finished(page, LESSON)
        assert {url for url in page.outside if not url.startswith(RELEASE)} == set()
        assert any("numpy" in url for url in page.outside)


def test_where_pyodide_s_address_is_blocked_the_other_ways_are_named(browser, cdn_site):
    with visiting(browser, cdn_site) as page:
        page.context.route(f"{RELEASE}*", lambda route: route.abort())
        open_lesson(page, cdn_site, LESSON)
        page.locator(".Toastify__toast", has_text="cdn.jsdelivr.net does not give a file it needs").wait_for()


def test_without_a_network_after_the_start_a_sentence_says_what_is_missing(browser, site):
    """SymPy and scikit-learn come only when they are first imported; the kernel goes on without them."""
    lines = {"6 * 7": "42", "import sympy": "sympy did not", "import sklearn": "scikit-learn did not", "2 * 4": "8"}

    def four_cells(notebook):
        bare(notebook)
        notebook["cells"] = [each | {"source": line} for each, line in zip(code(notebook), lines, strict=False)]

    with visiting(browser, site) as page:
        change(page.context, f"files/{LESSON}", four_cells)
        open_lesson(page, site, LESSON)
        cells = page.locator(".jp-CodeCell")
        cells.first.locator(".cm-content").click()
        for cell, (line, said_then) in zip(cells.all(), lines.items(), strict=True):
            page.keyboard.press("Shift+Enter")
            expect(cell.locator(".jp-OutputArea-output")).to_contain_text(said_then, timeout=1000 * SECONDS)
            if line.startswith("import"):
                expect(cell).to_contain_text("arrive whole: connect to the network, and run the cell again")
            page.context.set_offline(True)
        keep(page, "tab-offline")
