"""A page of the book in a browser, with no network, and what axe-core has against it."""

import re
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

HOST = "http://book.test"
AXE = {"resultTypes": ["violations"], "preload": False}
DRAWN = "(n) => document.querySelectorAll('.sparsity-live .words:not(:empty)').length >= n"
OPEN = "() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
SET = "() => document.querySelector('script[src*=mathjax]') && MathJax.startup.promise.then(() => null)"


@contextmanager
def opened(browser, book, name, width=1300, address=HOST, **options):
    """A page of the book, whose files come from `book`. Any error, and a request for anything else, fails the test."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page, faults = context.new_page(), []

    def serve(route):
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" == HOST and (path := book / unquote(url.path[1:])).is_file():
            route.fulfill(path=path)
        elif url.scheme == "file":
            route.continue_()
        else:
            faults.append(route.request.url)
            route.abort()

    context.route(re.compile("^(?!data:|blob:)"), serve)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/{name}.html")
    yield page
    context.close()
    assert faults == []


def every_page(book):
    """The names of all pages, such as "kit/numbers"."""
    paths = [path.relative_to(book) for path in book.rglob("*.html") if "_static" not in path.parts]
    return [path.with_suffix("").as_posix() for path in sorted(paths)]


def turn_to(page, name):
    """Open another page of the book, unfolded, and wait for its formulas and pictures."""
    page.goto(f"{HOST}/{name}.html")
    page.evaluate(SET)
    page.evaluate(OPEN)
    page.wait_for_function(DRAWN, arg=page.locator("script.sparsity-kept").count())


def broken_rules(page):
    """The rules of axe-core that the page breaks: [(rule, the elements that break it)]."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=AXE).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
