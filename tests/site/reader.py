"""A page of the book in a browser, with no network."""

import re
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

HOST = "http://book.test"


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
