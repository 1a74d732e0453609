"""A visitor with nothing but a browser: from the first page to a picture that moves, running code, and homework."""

import json
import subprocess
import sys
from os import environ

import pytest
from conftest import ROOT, build
from hands import held, keep
from playwright.sync_api import expect
from stage import needs_browser
from visitor import SECONDS, serving

pytestmark = needs_browser
WAYS = {"by mouse": 1300, "by keyboard, on a phone": 360}


@pytest.fixture(scope="module")
def published(tmp_path_factory, lent):
    """The address of the book with the tab inside it; the tab asks nobody else."""
    folder = tmp_path_factory.mktemp("published")
    command = [sys.executable, str(ROOT / "book" / "make.py"), "--with-tab", str(folder)]
    subprocess.run(command, env=environ | {"PYODIDE_FILES": str(lent)}, check=True)
    build(folder / "html" / "tab", lent)
    with serving(folder / "html") as running:
        yield running


@pytest.mark.parametrize("way", WAYS)
def test_from_the_first_page_to_running_code_and_homework(browser, published, way):
    context = browser.new_context(viewport={"width": WAYS[way], "height": 800}, accept_downloads=True)
    page, mouse = context.new_page(), way == "by mouse"
    page.set_default_timeout(1000 * SECONDS)
    page.goto(f"{published.address}/index.html")

    picture = page.locator(".sparsity-live", has=page.locator(".words:not(:empty)"))
    handle, before = picture.locator(".handle:visible").first, picture.locator(".words").text_content()
    handle.scroll_into_view_if_needed()
    if mouse:
        with held(page, handle) as move:
            move(-60, 30)
    else:
        handle.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowDown")
    expect(picture.locator(".words")).not_to_have_text(before)

    use(page.get_by_role("link", name="run it in this tab"), mouse)
    cell = page.locator(".jp-CodeCell").first
    cell.wait_for()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("print(6 * 7)")
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-OutputArea-output")).to_have_text("42", timeout=1000 * SECONDS)
    keep(page, f"visit-{WAYS[way]}-tab")

    page.goto(f"{published.address}/hw1.html")
    with page.expect_download() as waiting:
        use(page.get_by_role("link", name="download this notebook"), mouse)
    homework = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert "Homework 1" in "".join(homework["cells"][0]["source"]) and "BEGIN SOLUTION" not in json.dumps(homework)
    assert page.evaluate("() => document.documentElement.scrollWidth") == WAYS[way]
    context.close()


def use(link, mouse):
    """Follow a link, by mouse or by keyboard."""
    if mouse:
        link.click()
    else:
        link.focus()
        link.press("Enter")
