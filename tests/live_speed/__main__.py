"""The command: open the notebook near and far, move its pictures, print a table."""

import argparse
import os
import platform
import tempfile
from contextlib import nullcontext
from pathlib import Path

import numpy as np

from ..browser.server import cell, open_notebook, ready, run, serving, tab
from ..browser.stage import chromium
from . import eye, hand, keystroke, notebook
from .proxy import distance

HALF = 0.075  # seconds each way
ROWS = {  # what is moved: the cell, the handle in its output, and how far, in pixels
    "live, its slider": ("live", ".slider input >> visible=true", 25),
    "live, the loss's centre": ("live", ".handle", 60),
    "`interact` + Matplotlib, its slider": ("interact", ".noUi-handle", 25),
}
HEAD = """
| picture | round trip | input to picture, median (90 %) | pictures/s | animation frames/s | catches up | messages |
|---|---|---|---|---|---|---|"""


def rows(browser, server, far, count, seconds):
    """The table's rows for a server at this distance."""
    port = int(server.address.rpartition(":")[2])
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    with distance(port, HALF) if far else nullcontext(port) as port, tab(context) as page:
        sent = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda message: sent.append(message)))
        open_notebook(page, server._replace(address=f"http://127.0.0.1:{port}"), notebook.NAME)
        ready(page)
        for text in notebook.CELLS.values():
            run(page, text.splitlines()[-1])
        for name in ROWS:
            yield f"| {name} | {2000 * HALF if far else 0:.0f} ms | {measure(page, sent, name, count, seconds)} |"
    context.close()


def measure(page, sent, name, count, seconds):
    """What is told of a row."""
    text, handle, reach = ROWS[name]
    _, output = cell(page, notebook.CELLS[text].splitlines()[-1])
    place = output.locator(handle).first
    place.scroll_into_view_if_needed()
    eye.watch(page, output)
    x, y = hand.grip(place)
    page.mouse.move(x, y)
    page.mouse.down()
    delays = hand.single(page, x, y, count, reach)
    sent.clear()
    pictures, frames, late = hand.drag(page, x, y, seconds, reach)
    messages = len(sent)
    page.mouse.up()
    page.wait_for_timeout(500)
    median, most = np.median(delays), np.quantile(delays, 0.9)
    return f"{median:.0f} ms ({most:.0f} ms) | {pictures:.0f} | {frames:.0f} | {late:.0f} ms | {messages}"


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.live_speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few moves, and only nearby: to try it out")
    quick = parser.parse_args().quick
    count, seconds = (3, 0.5) if quick else (40, 3.0)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, chromium() as browser:
        notebook.write(server.notebooks)
        load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
        print(f"Chromium {browser.version}, {platform.machine()}, {os.cpu_count()} processors{load}.")
        print(HEAD)
        for far in (False,) if quick else (False, True):
            for row in rows(browser, server, far, count, seconds):
                print(row, flush=True)
        print(f"\n{keystroke.line(browser, count)}")


if __name__ == "__main__":
    main()
