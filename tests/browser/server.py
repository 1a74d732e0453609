"""A Jupyter server with the lessons in it, and what a reader does in it: open a notebook, run it, run one cell."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat.sign import NotebookNotary
from playwright.sync_api import TimeoutError, expect

LESSONS = Path(__file__).parents[2] / "lessons"
SECONDS = 60  # for what takes a few on a machine with nothing else to do
QUIET = [
    "--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
    "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdates",
    "--LanguageServerManager.autodetect=False",  # else it starts npm, to look for language servers
]  # fmt: skip
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',  # all cells are on the page, also those out of sight
    "apputils-extension/notification": '{"fetchNews": "false"}',  # else a question lies on the page
}
KEPT = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR")

PROGRAMS = {"JupyterLab": "lab/tree", "Notebook 7": "notebooks"}
KNOWN = (
    "reading 'schema'", "'filebrowser:open-path' not registered",  # Notebook 7.6 logs these with any notebook
    "Could not restore the debugger state: Canceled",  # JupyterLab, of a kernel that is ended before it has said all
    "widget model not found",  # the widget manager: see `alive`
)  # fmt: skip
WATCH = """(prompt) => {
    prompt.state = "asked";
    new MutationObserver(() => {
        if (prompt.textContent.includes("*")) prompt.state = "running";
        else if (prompt.state === "running") prompt.state = "done";
    }).observe(prompt, { childList: true });
}"""  # the number in it may be the same before and after


class Server(NamedTuple):
    """A running server: its address, its notebooks, and the folder where Jupyter keeps whom to trust."""

    address: str
    notebooks: Path
    data: Path

    def trust(self, name):
        """Let the outputs of a notebook run, as `jupyter trust` does."""
        notary = NotebookNotary(data_dir=str(self.data))
        notary.sign(nbformat.read(self.notebooks / name, as_version=4))
        notary.store.close()


@contextmanager
def serving(folder, *flags):
    """A server of JupyterLab and Notebook on copies of the lessons in `folder`, ended at the end."""
    settings, notebooks, log = folder / "settings", folder / "lessons", folder / "log"
    for name, text in SETTINGS.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    shutil.copytree(LESSONS, notebooks, ignore=shutil.ignore_patterns("*.py", "__pycache__", ".*"))
    environment = os.environ | {name: str(folder / name.lower()) for name in KEPT}
    environment |= {"JUPYTERLAB_SETTINGS_DIR": str(settings)}  # so that nothing is kept in the home folder
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        *QUIET,
        *flags,
        f"--port={port}",
        f"--ServerApp.root_dir={notebooks}",
    ]
    with (
        log.open("w", encoding="utf-8") as written,
        subprocess.Popen(command, env=environment, stdout=written, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}", process, log)
            yield Server(f"http://127.0.0.1:{port}", notebooks, folder / "jupyter_data_dir")
        finally:
            _end(process)


def _end(process):
    """Ask the server to end; now and then it waits without end for a thread of its own, and is ended."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()


def _wait_for(address, process, log):
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            return urllib.request.urlopen(f"{address}/api", timeout=5).close()
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"Jupyter does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


@contextmanager
def tab(context):
    """A page in a window of the browser. Errors on it fail the test."""
    page, faults = context.new_page(), []
    page.set_default_timeout(1000 * SECONDS)
    expect.set_options(timeout=1000 * SECONDS)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    faults = [fault for fault in faults if not any(known in fault for known in KNOWN)]
    assert faults == [], faults


def open_notebook(page, server, name, program="JupyterLab"):
    """Open a notebook in JupyterLab or in Notebook 7."""
    page.goto(f"{server.address}/{PROGRAMS[program]}/{name}?reset")
    page.locator(".jp-CodeCell").first.wait_for()


@contextmanager
def opened(lab, address, name):
    """A notebook in JupyterLab, opened from its list of files; closed at the end, unsaved, and its kernel ended."""
    if lab.url == "about:blank" or lab.locator(".jp-NotebookPanel").count():  # which a failed test has left
        lab.goto(f"{address}/lab?reset")
    _open_from_list(lab, name)
    yield
    _close(lab)


def _open_from_list(lab, name):
    lab.locator(".jp-DirListing-item", has_text=name).dblclick()
    lab.locator(".jp-CodeCell").first.wait_for()


def _close(lab):
    ready(lab)  # a kernel that is ended while the page still turns to it is an error on the page
    lab.get_by_role("menuitem", name="File", exact=True).click()
    lab.get_by_role("menuitem", name="Close and Shut Down Notebook").click()
    lab.get_by_role("button", name="Ok", exact=True).click()
    lab.locator(".jp-NotebookPanel").wait_for(state="detached")


def alive(lab, name, cells):
    """The live pictures of an open notebook, drawn before it is run.

    On a busy machine the widget manager may take the kernel's widgets, none, for all, before it has read the notebook's
    (ipywidgets 3231): then the notebook is opened once more.
    """
    drawn, missed = lab.locator(".sparsity-live", has=lab.locator(".words:not(:empty)")), lab.get_by_text("not found")
    for again in (False, True):
        for text in cells:
            unfold(lab, text)
        expect(drawn if again else drawn.or_(missed)).to_have_count(len(cells))
        if again or not missed.count():
            return drawn
        _close(lab)
        _open_from_list(lab, name)


def cell(page, text):
    """The code cell that has this text, and its first output."""
    found = page.locator(".jp-CodeCell").filter(has=page.locator(".cm-content", has_text=text))
    return found, found.locator(".jp-OutputArea-output").first


def unfold(page, text):
    """Open the output of the cell that has this text, if the notebook hides it until its reader wants to see it."""
    found, output = cell(page, text)
    fold = found.locator(".jp-OutputPlaceholder")
    fold.or_(output).first.wait_for()
    if fold.is_visible():
        fold.click()


def ready(page):
    """Wait for the kernel; before there is one it is called idle as well."""
    page.locator(".jp-Toolbar-kernelName", has_text="Python 3").wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()


def run_until(page, text):
    """Run the notebook from its first cell to the one that has this text; what that one prints."""
    ready(page)
    cell(page, text)[0].locator(".cm-content").click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Above Selected Cell", exact=True).click()
    return run(page, text)


def start(page, text):
    """Start the cell that has this text; the cell, and a function that waits for its end."""
    found, _ = cell(page, text)
    prompt = found.locator(".jp-InputPrompt").element_handle()
    prompt.evaluate(WATCH)
    while prompt.evaluate("(prompt) => prompt.state") == "asked":  # a page that is still loading may not hear the keys
        found.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        with suppress(TimeoutError):
            page.wait_for_function("(prompt) => prompt.state !== 'asked'", arg=prompt, timeout=5000)
    return found, lambda: page.wait_for_function("(prompt) => prompt.state === 'done'", arg=prompt, polling=100)


def run(page, text):
    """Run the cell that has this text; what it prints."""
    found, wait = start(page, text)
    wait()
    return "".join(found.locator(".jp-OutputArea-output").all_text_contents())
