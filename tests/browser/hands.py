"""What a hand does to a live picture: drag, touch, press keys; and what there is to see then."""

import os
from contextlib import contextmanager
from pathlib import Path

import numpy as np

KEPT = Path(os.environ.get("BROWSER_ARTIFACTS") or Path(__file__).parent / "artifacts")
MARGIN = 1e-12


def middle(locator):
    """The middle of something on the page, in pixels."""
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@contextmanager
def held(page, locator):
    """The mouse's button is down on something, and its moves are relative to there: `move(right, down)` in pixels."""
    x, y = middle(locator)
    page.mouse.move(x, y)
    page.mouse.down()
    yield lambda right, down: (page.mouse.move(x + right, y + down, steps=3), frames(page))
    page.mouse.up()
    frames(page)


def swipe(page, locator, right, down):
    """The same with a finger."""
    x, y = middle(locator)
    touch = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", (x, y)), ("touchMove", (x + right, y + down)), ("touchEnd", None)):
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    frames(page)


def tidy(numbers, digits=3):
    """What becomes of numbers in a hand: they are rounded to the digits that are shown."""
    return np.vectorize(lambda number: float(f"{number:.{digits}g}"))(numbers)


def frames(page):
    """Wait until what was asked for is drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def get(page, trait):
    """A trait of the model in the browser."""
    return page.evaluate("(name) => window.model.get(name)", trait)


def put(page, **traits):
    """Set traits, as a message from Python does."""
    page.evaluate("(all) => Object.entries(all).forEach(([name, value]) => window.model.set(name, value))", traits)
    frames(page)


def saved(page):
    """What was sent to Python, one dict for each time."""
    return page.evaluate("() => window.saved")


def words(page):
    """The sentence below the picture."""
    return page.locator(".words").text_content()


def names_are_below_their_bars(page, turned):
    """Whether each name stands below the middle of its bar, and they are turned or upright."""
    box = "(all) => all.map((node) => node.getBoundingClientRect()).map((r) => [r.left, r.right, r.top, r.bottom])"
    bars, names = page.locator(".bar-of").evaluate_all(box), page.locator(".halo-text.below").evaluate_all(box)
    left, right, top, bottom = names[0]
    return (bottom - top > right - left) == turned and all(
        abs(bar[0] + bar[1] - name[0] - name[1]) < 4 and name[2] > bar[3] for bar, name in zip(bars, names, strict=True)
    )


def keep(shown, name):
    """A picture of something on the page, kept to be looked at, in the folder BROWSER_ARTIFACTS or in artifacts/."""
    KEPT.mkdir(parents=True, exist_ok=True)
    shown.screenshot(path=KEPT / f"{name}.png")
