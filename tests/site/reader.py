"""A page of the book in a browser, with no network, and what axe-core has against it."""

import re
import threading
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

AXE = {"resultTypes": ["violations"], "preload": False}
DRAWN = "(n) => document.querySelectorAll('.sparsity-live .words:not(:empty)').length >= n"
OPEN = "() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
NOWHERE = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}  # unlike a route, it leaves the browser its memory
SET = "() => document.querySelector('script[src*=mathjax]') && MathJax.startup.promise.then(() => null)"


class Files(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing."""

    def log_message(self, *_):
        pass

    def handle(self):
        with suppress(ConnectionError):  # a browser may go away meanwhile
            super().handle()


@contextmanager
def serving(folder):
    """The address of a web server of its own for the folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def opened(browser, book, name, width=1300, address=None, **options):
    """A page of the book, on a web server unless it has another address.

    Any error, a file that is missing, and a request to anybody else fail the test.
    """
    with nullcontext(address) if address else serving(book) as address:
        context = browser.new_context(
            base_url=f"{address}/", viewport={"width": width, "height": 900}, proxy=NOWHERE, **options
        )
        page, faults = context.new_page(), []
        ours = re.compile(f"data:|blob:|{re.escape(address)}/")
        context.on("request", lambda request: None if ours.match(request.url) else faults.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"{name}.html")
        yield page
        context.close()
        assert faults == []


def every_page(book):
    """The names of all pages, such as "kit/numbers"."""
    paths = [path.relative_to(book) for path in book.rglob("*.html") if "_static" not in path.parts]
    return [path.with_suffix("").as_posix() for path in sorted(paths)]


def turn_to(page, name):
    """Open another page of the book, unfolded, and wait for its formulas and pictures."""
    page.goto(f"{name}.html")
    page.evaluate(SET)
    page.evaluate(OPEN)
    page.wait_for_function(DRAWN, arg=page.locator("script.sparsity-kept").count())


def broken_rules(page):
    """The rules of axe-core that the page breaks: [(rule, the elements that break it)]."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=AXE).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
