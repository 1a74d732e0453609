"""The command: build, serve, open each page a few times, print a table."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from sparsity_kit.live.export import LivePage

from ..browser.stage import chromium

ROOT = Path(__file__).parents[2]
LESSON = "01_penalties_alone"
PAGES = {
    "book, first page": "html/index.html",
    "book, lesson 1": f"html/{LESSON}.html",
    "LivePage, lesson 1": "live-page.html",
}
WATCH = """() => {
    const look = () => {
        for (const fold of document.querySelectorAll("details.hide:has(.sparsity-live)")) fold.open = true;
        if (document.querySelector(".sparsity-live .words:not(:empty)")) {
            const drawn = new MessageChannel();
            drawn.port1.onmessage = () => { window.drawn = performance.now(); };
            drawn.port2.postMessage("");  // comes when all of this frame's drawing is done
        } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
HEAD = """
| page | first picture, median (slowest) | moved | requests | elsewhere |
|---|---|---|---|---|"""

ANSWERS = {
    "a number": (LESSON, "hitting-time", "4"),
    "a formula": ("04_sign_argument", "ridge-stationarity", "-g/(2*lam)"),
}
ANSWER = """async ([name, text]) => {
    const form = document.getElementById(`answer-${name}`), field = form.querySelector("[name=answer]");
    const judged = () => form.querySelector(".feedback div");
    const start = performance.now();
    let last = start, longest = 0;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    form.requestSubmit();
    while (!judged()) {
        const frame = await new Promise(requestAnimationFrame);
        longest = Math.max(longest, frame - last);
        last = frame;
    }
    return [performance.now() - start, longest];
}"""
ANSWERS_HEAD = """
| answer in the book | first feedback, median (slowest) | the next | frames | moved | elsewhere |
|---|---|---|---|---|---|"""


class Quiet(SimpleHTTPRequestHandler):
    """A server that writes no log."""

    def log_message(self, *_):
        pass


@contextmanager
def serving(folder):
    """The address at which the folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextmanager
def window(browser, address):
    """A new window, the sizes of what comes over the network into its page and worker, and requests elsewhere."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page, sizes, elsewhere = context.new_page(), [], []
    context.route(lambda url: not url.startswith((address, "data:", "blob:")), lambda route: route.abort())
    page.on("requestfailed", lambda request: elsewhere.append(request.url))
    page.on("requestfinished", lambda request: sizes.append(request))
    yield page, sizes, elsewhere
    context.close()


def visit(browser, address, path):
    """(ms to the first picture, bytes, requests, requests elsewhere) of one cold visit."""
    with window(browser, address) as (page, finished, elsewhere):
        page.add_init_script(f"({WATCH})()")
        page.goto(f"{address}/{path}")
        page.wait_for_function("() => window.drawn")
        page.wait_for_load_state("networkidle")
        return page.evaluate("() => window.drawn"), moved(finished), len(finished), len(elsewhere)


def moved(requests):
    """The bytes of the answers to these requests, headers and all."""
    sizes = (request.sizes() for request in requests)
    return sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)


def answer(browser, address, lesson, name, text):
    """(ms to the first feedback, ms to the next, longest ms between frames, bytes, requests elsewhere)."""
    with window(browser, address) as (page, finished, elsewhere):
        page.goto(f"{address}/html/{lesson}.html")
        page.wait_for_load_state("networkidle")
        finished.clear()
        first, frames = page.evaluate(ANSWER, [name, text])
        size = moved(finished)
        page.locator(f"#answer-{name} .feedback").evaluate("(node) => { node.textContent = ''; }")
        again, _ = page.evaluate(ANSWER, [name, "7"])
        return first, again, frames, size, len(elsewhere)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.book_speed", description=__doc__)
    parser.add_argument("--visits", type=int, default=9, help="how often each page is opened")
    count = parser.parse_args().visits
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, serving(folder) as address:
        subprocess.run([sys.executable, ROOT / "book" / "make.py", folder], check=True, stdout=subprocess.DEVNULL)
        page, _ = LivePage().from_filename(str(ROOT / "lessons" / f"{LESSON}.ipynb"))
        (Path(folder) / PAGES["LivePage, lesson 1"]).write_text(page, encoding="utf-8")
        load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
        print(f"Chromium {browser.version}, {platform.machine()}, {os.cpu_count()} processors{load}.")
        print(HEAD)
        for name, path in PAGES.items():
            times, sizes, requests, elsewhere = zip(*(visit(browser, address, path) for _ in range(count)), strict=True)
            print(
                f"| {name} | {np.median(times):.0f} ms ({max(times):.0f} ms) | {np.median(sizes) / 1e6:.2f} MB "
                f"| {np.median(requests):.0f} | {np.median(elsewhere):.0f} |"
            )
        if (Path(folder) / "html" / "_static" / "pyodide").is_dir():
            print_answers(browser, address, count)


def print_answers(browser, address, count):
    """The second table."""
    print(ANSWERS_HEAD)
    for title, asked in ANSWERS.items():
        visits = np.array([answer(browser, address, *asked) for _ in range(count)])
        first, again, _, size, _ = np.median(visits, axis=0)
        slowest, _, frames, _, elsewhere = visits.max(axis=0)
        print(
            f"| {title} | {first / 1000:.1f} s ({slowest / 1000:.1f} s) | {again:.0f} ms | {frames:.0f} ms "
            f"| {size / 1e6:.1f} MB | {elsewhere:.0f} |"
        )


if __name__ == "__main__":
    main()
