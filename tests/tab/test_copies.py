"""The browser keeps what a visitor changed; a newer edition is named, and a lesson can be had as it was published."""

import json
import os

import pytest
from screenshots import keep
from stage import needs_browser
from visitor import change, open_lesson, said, stored, visiting

pytestmark = needs_browser
LESSON = "00_start_here.ipynb"
FULL = """const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
    if (window.full) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, given);
};"""
SHOWN = """async () => {
    const { context } = window.jupyterapp.shell.currentWidget;
    await context.ready;
    return context.model.toJSON();
}"""


def write(page, text):
    """Type into the first code cell, and save; the notebook that the browser has kept."""
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.type(text)
    page.keyboard.press("Control+s")
    while not (kept := stored(page, LESSON)) or not any(text in source for source in sources(kept)):
        page.wait_for_timeout(100)
    return kept


def sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_work_is_kept_and_a_newer_edition_is_named_and_can_be_had_beside_it(browser, site):
    published = json.loads((site.folder / "files" / LESSON).read_text(encoding="utf-8"))
    with visiting(browser, site) as page:
        open_lesson(page, site, LESSON)
        mine = write(page, "mine = 1")
        open_lesson(page, site, LESSON)  # the same edition: nothing to say
        page.wait_for_timeout(1000)
        assert page.locator(".cm-content", has_text="mine = 1").count() == 1
        assert "newer edition" not in "".join(said(page))

        change(page.context, "sparsity-kit.json", lambda facts: facts["editions"].update({LESSON: "another"}))
        open_lesson(page, site, LESSON)
        message = page.locator(".Toastify__toast", has_text=f"There is a newer edition of {LESSON}")
        message.wait_for()
        keep(page, "tab-newer-edition")
        message.get_by_role("button", name="Open the new one, keep mine").click()
        page.locator(".Toastify__toast", has_text="is as it was published").wait_for()
        keep(page, "tab-reset")
        assert page.locator(".cm-content", has_text="mine = 1").count() == 0
        assert stored(page, LESSON) is None
        kept = page.evaluate("() => window.jupyterapp.serviceManager.contents.get('')")["content"]
        (beside,) = [each["name"] for each in kept if ", mine, " in each["name"]]
        assert sources(stored(page, beside)) == sources(mine)
        open_lesson(page, site, LESSON)
        assert sources(page.evaluate(SHOWN)) == sources(published)


def test_what_the_browser_has_kept_of_the_site_hides_no_newer_edition(browser, site):
    """Of a server that does not say how long a file is good a browser guesses: for a tenth of the file's age."""
    facts, lesson, page = site.folder / "sparsity-kit.json", site.folder / "files" / LESSON, browser.new_page()
    old = {path: path.read_text(encoding="utf-8") for path in (facts, lesson)}
    for path in old:
        os.utime(path, (0, 0))
    try:
        open_lesson(page, site, LESSON)
        newer = json.loads(old[facts])
        newer["editions"][LESSON] = "another"
        facts.write_text(json.dumps(newer), encoding="utf-8")
        lesson.write_text(old[lesson].replace("# Lesson 0. Start here", "# Lesson 0. Written anew"), encoding="utf-8")
        open_lesson(page, site, LESSON)
        page.get_by_role("button", name="Open the new one, keep mine").click()
        page.locator("h1", has_text="Written anew").wait_for()
    finally:
        for path, text in old.items():
            path.write_text(text, encoding="utf-8")
    page.close()


def test_the_button_gives_a_lesson_back(browser, site):
    with visiting(browser, site) as page:
        open_lesson(page, site, LESSON)
        write(page, "spoiled = ")
        page.get_by_role("button", name="Reset this lesson").click()
        page.locator(".Toastify__toast", has_text="is as it was published").wait_for()
        assert page.locator(".cm-content", has_text="spoiled").count() == 0


@pytest.mark.parametrize("program", ["lab", "notebooks"])
def test_a_full_browser_gives_the_work_as_a_file(browser, site, program):
    with visiting(browser, site, FULL) as page:
        open_lesson(page, site, LESSON, program)
        write(page, "mine = 1")
        page.evaluate("() => { window.full = true; }")
        page.keyboard.type("2")
        page.keyboard.press("Control+s")
        message = page.locator(".Toastify__toast", has_text="no room to keep your work: download it")
        message.wait_for()
        keep(page, "tab-full")
        page.locator(".jp-Dialog").get_by_role("button").last.click()  # JupyterLab says it as well
        for button in (message, page.get_by_role("toolbar")):
            with page.expect_download() as waiting:
                button.get_by_role("button", name="Download").first.click()
            assert waiting.value.suggested_filename == LESSON
            saved = json.loads(waiting.value.path().read_text(encoding="utf-8"))
            assert any("mine = 12" in source for source in sources(saved))


def test_a_browser_that_is_full_already_says_where_else_to_go(browser, site):
    with visiting(browser, site, f"{FULL} window.full = true;") as page:
        open_lesson(page, site, LESSON, wait=False)
        message = page.locator(".Toastify__toast", has_text="no lesson can be opened until there is")
        message.wait_for()
        assert message.get_by_role("button", name="Binder").count() == 1
        keep(page, "tab-full-already")
