"""A lesson in JupyterLab, in a real browser: its live picture before it is run, and what a hand sends to Python."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from hands import held
from playwright.sync_api import expect
from stage import needs_browser

pytestmark = needs_browser
LESSON = Path(__file__).parents[2] / "lessons" / "03_sign_argument.ipynb"
PRICE = "Price λ, on the penalty's slopes"
SECONDS = 120  # for what takes a few on a machine with nothing else to do
QUIET = [
    "--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
    "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdates",
]  # fmt: skip
WHOLE = '{"windowingMode": "none"}'  # all cells are on the page, also those out of sight


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A place for the lesson and for all that JupyterLab would keep in the home folder."""
    folder = tmp_path_factory.mktemp("lab")
    settings = folder / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(WHOLE, encoding="utf-8")
    (folder / "lessons").mkdir()
    shutil.copy(LESSON, folder / "lessons" / "lesson.ipynb")
    return folder


def environment(folder):
    kept = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    places = {name: str(folder / name.lower()) for name in kept}
    return os.environ | places | {"JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}


@pytest.fixture(scope="module")
def lab(folder):
    """The address of a JupyterLab that runs as long as the tests of this file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", *QUIET, f"--port={port}", f"--ServerApp.root_dir={folder}/lessons"]
    log = folder / "log"
    with (
        log.open("w", encoding="utf-8") as written,
        subprocess.Popen(command, env=environment(folder), stdout=written, stderr=subprocess.STDOUT) as server,
    ):
        try:
            yield _when_it_answers(f"http://127.0.0.1:{port}", server, log)
        finally:
            server.terminate()


def _when_it_answers(address, server, log):
    end = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/api", timeout=5).close()
            return address
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


@contextmanager
def opened(browser, lab):
    """The lesson, open in a fresh window."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.set_default_timeout(1000 * SECONDS)
    expect.set_options(timeout=1000 * SECONDS)
    page.goto(f"{lab}/lab/tree/lesson.ipynb?reset")
    page.locator(".jp-CodeCell").first.wait_for()
    yield page
    context.close()


def cell(page, text):
    """The code cell that has this text, and its output."""
    found = page.locator(".jp-CodeCell").filter(has=page.locator(".cm-content", has_text=text))
    return found, found.locator(".jp-OutputArea-output").first


def run_all(page):
    """Run the lesson from its first cell to its last, and wait for it."""
    page.get_by_text("| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    waiting = page.locator(".jp-InputPrompt", has_text="*")
    waiting.first.wait_for()
    expect(waiting).to_have_count(0)


def test_a_stranger_s_copy_shows_the_printed_picture_before_it_is_run(browser, lab):
    with opened(browser, lab) as page:
        _, output = cell(page, "live.SlopeBalance")
        expect(output.locator("img")).to_have_attribute("src", re.compile("^data:image/png"))
        assert page.get_by_role("slider", name=PRICE).count() == 0
        assert page.get_by_text("not found").count() == 0


def test_trusted_it_is_alive_before_it_is_run_and_then_python_reads_what_the_hand_made(browser, lab, folder):
    trust = [sys.executable, "-m", "jupyter", "trust", str(folder / "lessons" / "lesson.ipynb")]
    subprocess.run(trust, env=environment(folder), check=True, capture_output=True, timeout=SECONDS)
    with opened(browser, lab) as page:
        price, (reader, output) = page.get_by_role("slider", name=PRICE), cell(page, "pull = -balance")
        expect(price).to_have_attribute("aria-valuetext", "λ = 4")
        run_all(page)
        expect(output).to_have_text("4.0 3.0 0.0\nTrue")
        price.scroll_into_view_if_needed()
        with held(page, price) as move:
            move(0, 45)
        lam = float(price.get_attribute("aria-valuetext").removeprefix("λ = "))
        assert 1 < lam < 3
        reader.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        expect(output).not_to_have_text("4.0 3.0 0.0\nTrue")
        read, pull, theta, right = output.text_content().split()
        assert (float(read), float(theta)) == (pytest.approx(lam, abs=0.01), pytest.approx((3 - lam) / 2, abs=0.01))
        assert (pull, right) == ("3.0", "True")
