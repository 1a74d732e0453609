"""The moves of a hand: one at a time, and a drag to and fro."""

import math
import time

import numpy as np

from . import eye

WAIT = 5000  # ms until a picture that has not changed is given up


THUMB = 8  # pixels, half as wide as the thumb of a native slider


def grip(locator):
    """Where to take something on the page, in pixels: a slider's thumb, the middle of anything else."""
    box, share = locator.bounding_box(), locator.evaluate("(node) => node.value / node.max")  # not a number elsewhere
    x = THUMB + share * (box["width"] - 2 * THUMB) if share == share else box["width"] / 2
    return box["x"] + x, box["y"] + box["height"] / 2


def single(page, x, y, count, reach):
    """How long the picture takes after each of `count` moves, in ms; the button is held down at (x, y)."""
    delays = []
    for n in range(count):
        page.wait_for_timeout(60)
        eye.clear(page)
        page.mouse.move(x + reach * math.sin(0.7 * (n + 1)), y)
        page.wait_for_function("() => window.eye.changes.length", timeout=WAIT)
        moves, changes, _ = eye.seen(page)
        delays.append(changes[0] - moves[0])
    return delays


def drag(page, x, y, seconds, reach):
    """Pictures and frames per second of a drag, and how long after its end the last picture comes, in ms."""
    page.wait_for_timeout(500)
    eye.clear(page)
    start = time.monotonic()
    while (gone := time.monotonic() - start) < seconds:
        page.mouse.move(x + reach * math.sin(8 * gone), y)
        time.sleep(max(0, 0.008 - (time.monotonic() - start - gone)))
    page.wait_for_timeout(2500)
    moves, changes, frames = map(np.array, eye.seen(page))
    begin, end = moves[0], moves[-1]
    during = [int(((times >= begin) & (times <= end)).sum()) / (end - begin) * 1000 for times in (changes, frames)]
    return *during, max(changes[-1] - end, 0.0)
