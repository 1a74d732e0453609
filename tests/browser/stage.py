"""A bare page with one live picture on it, in a real browser: no server, no kernel, no network.

The page gets the same module, style and state as a notebook would, and a model that keeps the state and writes down
what is saved. Requests for anything else fail the test.
"""

import json
import os
import shutil
from collections import defaultdict
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOST = "http://live.test"
MAY_SKIP = CHROMIUM is None and not os.environ.get("BROWSER_TESTS")  # set, a missing browser is a failure
needs_browser = pytest.mark.skipif(MAY_SKIP, reason="needs Chromium or Chrome to open the live pictures")

PAGE = """<!doctype html><html lang="en"><title>live</title><link rel="stylesheet" href="/live.css">
<body><main id="here"></main><script type="module">
import * as widget from "/widget.js";
const state = await (await fetch("/state.json")).json(), listeners = {};
let changed = {};
window.saved = [];
window.model = {
  get: (name) => state[name],
  set: (name, value) => {
    if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
    changed[name] = state[name] = value;
    (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
  },
  save_changes: () => { if (Object.keys(changed).length) window.saved.push(changed); changed = {}; },
  on: (event, listener) => { (listeners[event] ??= []).push(listener); },
  off: (event, listener) => { listeners[event] = (listeners[event] ?? []).filter((each) => each !== listener); },
};
window.widget = widget;
window.remove = widget.default.render({ model: window.model, el: document.getElementById("here") });
window.ready = true;
</script></body></html>"""


SIZE = {"width": 900, "height": 800}
FREE = defaultdict(list)  # pages of the browser that show nothing now, by the options of their context


@contextmanager
def chromium():
    """A browser, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        FREE.clear()
        browser.close()


@contextmanager
def stage(browser, widget, viewport=SIZE, color_scheme="light", reduced_motion="no-preference", **options):
    """A page that shows the widget; further options as for a browser context. Errors on the page fail the test.

    A page with the same options that another widget has left is taken: to make one costs more than to show a widget.
    """
    free = FREE[json.dumps(options, sort_keys=True)]
    page = free.pop() if free else browser.new_context(**options).new_page()
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
    faults = []
    texts = {
        "/": ("text/html", PAGE),
        "/widget.js": ("text/javascript", widget._esm),
        "/live.css": ("text/css", widget._css),
        "/state.json": ("application/json", json.dumps(widget.get_state(), default=str)),
    }

    def serve(route):
        kind, text = texts.get(route.request.url.removeprefix(HOST), (None, None))
        if text is None:
            faults.append(f"asked for {route.request.url}")
            route.abort()
        else:
            route.fulfill(content_type=f"{kind}; charset=utf-8", body=text)

    def hear(message):
        if message.type == "error":
            faults.append(message.text)

    def stumble(error):
        faults.append(str(error))

    page.route("**/*", serve)
    page.on("pageerror", stumble)
    page.on("console", hear)
    page.goto(f"{HOST}/")
    page.wait_for_function("window.ready && document.querySelector('.words').textContent")
    yield page
    leave(page, pageerror=stumble, console=hear)
    free.append(page)
    assert faults == [], faults


def leave(page, **listeners):
    """Make a page empty: nothing is pressed or pointed at, and nobody listens."""
    page.goto("about:blank")
    page.mouse.up()
    page.mouse.move(0, 0)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    page.unroute_all()
