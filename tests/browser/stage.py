"""A bare page with one live picture on it, in a real browser: no server, no kernel, no network.

The page gets the same module, style and state as a notebook would, and a model that keeps the state and writes down
what is saved. Requests for anything else fail the test.
"""

import json
import os
import shutil
from collections import defaultdict
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOST = "http://live.test/"
MAY_SKIP = CHROMIUM is None and not os.environ.get("BROWSER_TESTS")  # set, a missing browser is a failure
needs_browser = pytest.mark.skipif(MAY_SKIP, reason="needs Chromium or Chrome to open the live pictures")

PAGE = '<!doctype html><html lang="en"><title>live</title>'
EMPTY = """() => {
    window.remove?.();
    document.querySelector("style").remove();
    document.body.replaceWith(document.createElement("body"));
    scrollTo(0, 0);
}"""
SHOW = """async ([style, module, kept]) => {
    const state = JSON.parse(kept), listeners = {};
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
    document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
    window.copy = () => import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
    window.widget = await window.copy();
    const el = document.body.appendChild(Object.assign(document.createElement("main"), { id: "here" }));
    window.remove = window.widget.default.render({ model: window.model, el });
}"""
SIZE = {"width": 900, "height": 800}


class Window(NamedTuple):
    """A page in a window of its own, and what went wrong on it: errors, and requests for anything."""

    page: Page
    faults: list


FREE = defaultdict(list)  # windows that show nothing now, by the options of their context


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

    A window with the same options that another widget has left is taken, and its page is written anew: to make one, or
    only to go to an address, costs several times what it costs to show a widget.
    """
    free = FREE[json.dumps(options, sort_keys=True)]
    window = free.pop() if free else opened(browser, options)
    page = window.page
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
    page.evaluate(SHOW, [widget._css, widget._esm, json.dumps(widget.get_state(), default=str)])
    page.wait_for_function("document.querySelector('.words').textContent")
    yield page
    page.evaluate(EMPTY)
    page.mouse.up()  # nothing is pressed or pointed at
    page.mouse.move(0, 0)
    faults = window.faults.copy()
    window.faults.clear()
    free.append(window)
    assert faults == [], faults


def opened(browser, options):
    """A window with an empty page, and nothing else to be had."""
    window = Window(browser.new_context(**options).new_page(), [])

    def serve(route):
        if route.request.url == HOST:
            route.fulfill(content_type="text/html; charset=utf-8", body=PAGE)
        else:
            window.faults.append(f"asked for {route.request.url}")
            route.abort()

    def hear(message):
        if message.type == "error":
            window.faults.append(message.text)

    window.page.route("**/*", serve)
    window.page.on("pageerror", lambda error: window.faults.append(str(error)))
    window.page.on("console", hear)
    window.page.goto(HOST)
    return window
