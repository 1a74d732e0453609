"""What a visitor of the tab does: open a lesson, run it, look at it; and what the browser kept of it."""

import functools
import http.server
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

SECONDS = 60  # for what takes some twenty on a machine with nothing else to do
FOR_TESTS = {
    "exposeAppInBrowser": True,
    "settingsOverrides": {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}},
}
ASK_EARLY = """() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    if (!panel?.content?.model?.cells.length || panel.sessionContext.session) return false;
    window.jupyterapp.commands.execute("notebook:run-all-cells");
    return true;
}"""  # run all cells as soon as there are any, and no kernel yet
STORED = """(path) => new Promise((resolve, reject) => {
    const opened = indexedDB.open("JupyterLite Storage - " + new URL("../", document.baseURI).pathname);
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = () => {
        const asked = opened.result.transaction("files").objectStore("files").get(path);
        asked.onsuccess = () => { opened.result.close(); resolve(asked.result ?? null); };
    };
})"""


class Site(NamedTuple):
    """A site that is served: its folder, its address, and a list of how many bytes were sent for which file."""

    folder: Path
    address: str
    sent: list


class Files(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and writes down what it sent."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".wasm": "application/wasm"}

    def copyfile(self, source, outputfile):
        """Send a file."""
        data = source.read()
        self.server.sent.append((self.path, len(data)))
        outputfile.write(data)

    def handle(self):
        """Answer; a browser may go away meanwhile."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def serving(folder):
    """The folder on a web server of its own, which does nothing but send files."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=folder))
    server.sent = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(Path(folder), f"http://127.0.0.1:{server.server_port}", server.sent)
    server.shutdown()
    server.server_close()


@contextmanager
def visiting(browser, site, script=""):
    """A page in a window that has kept nothing; `page.outside` lists the requests to anybody but the site.

    JupyterLab is told to have all cells on the page, also those out of sight, and to show itself to scripts.
    """
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    context.add_init_script(script)
    page, outside = context.new_page(), []
    page.set_default_timeout(1000 * SECONDS)
    inside = (site.address, "data:", "blob:")
    context.on("request", lambda asked: None if asked.url.startswith(inside) else outside.append(asked.url))
    change(context, "jupyter-lite.json", lambda facts: facts["jupyter-config-data"].update(FOR_TESTS))
    page.outside = outside
    yield page
    context.close()


def change(context, name, how):
    """Let the browser get a JSON file of the site changed: `how` changes what was read from it."""

    def changed(route):
        answer = route.fetch()
        facts = answer.json()
        how(facts)
        route.fulfill(response=answer, json=facts)

    context.route(f"**/{name}*", changed)


def open_unrun(page, site, name, program="lab", wait=True):
    """Open a notebook without outputs, so that what is seen later was made here, and is seen."""
    change(page.context, f"files/{name}", bare)
    open_lesson(page, site, name, program, wait)


def bare(notebook):
    """Take a notebook's outputs, numbers and folds away."""
    for cell in notebook["cells"]:
        cell |= {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
        cell["metadata"].pop("jupyter", None)


def open_lesson(page, site, name, program="lab", wait=True):
    """Open a notebook, and wait for its text; it is there before Python is."""
    page.goto(f"{site.address}/{program}/index.html?path={name}")
    if wait:
        page.locator(".jp-CodeCell").first.wait_for()


def run_all(page):
    """Run all cells by the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def finished(page, name, seconds=SECONDS):
    """Wait until every code cell has run; the notebook that the browser has kept then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1000)
        kept = stored(page, name)
        cells = [cell for cell in kept["cells"] if cell["cell_type"] == "code"] if kept else []
        if cells and all(cell["execution_count"] for cell in cells):
            return kept
    raise AssertionError(f"{name} did not end: {[cell['execution_count'] for cell in cells]}")


def stored(page, name):
    """The notebook of this name that the browser has kept, or None."""
    kept = page.evaluate(STORED, name)
    return kept and kept["content"]


def said(page):
    """The sentences of the messages that lie on the page."""
    return page.locator(".Toastify__toast-body").all_text_contents()
