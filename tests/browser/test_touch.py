"""Fingers on every live picture: one drags, a second does not take over, a cancelled touch keeps what was reached."""

import pytest
from hands import frames, get, middle, saved
from stage import needs_browser, stage

from sparsity_kit import live

pytestmark = needs_browser
every_widget = pytest.mark.parametrize("widget", [getattr(live, name) for name in live.__all__])
PHONE = {"viewport": {"width": 400, "height": 500}, "has_touch": True}
STATE = "() => JSON.stringify(['center', 'A', 'xy', 'lam', 'start', 'time'].map((name) => model.get(name)))"


class Fingers:
    """Fingers on a page, by number; where those are that are down."""

    def __init__(self, page):
        self.page, self.down = page, {}
        self.session = page.context.new_cdp_session(page)

    def send(self, kind, finger, at=None):
        """`kind` is touchStart, touchMove or touchEnd; with the last, the finger is no longer there."""
        self.down[finger] = at
        self.down = {each: place for each, place in self.down.items() if place}
        points = [{"x": x, "y": y, "id": each} for each, (x, y) in self.down.items()]
        kind = "touchMove" if kind == "touchEnd" and points else kind  # which also ends those that are not named
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        frames(self.page)


@pytest.fixture
def touched(browser, widget):
    """The page, its fingers and the middles of the handles; the page is longer than the window."""
    with stage(browser, widget(), **PHONE) as page:
        page.evaluate("() => { document.body.style.paddingBottom = '2000px'; }")
        page.locator(".handle:visible").last.scroll_into_view_if_needed()
        places = [middle(each) for each in page.locator(".handle:visible .target").all()]
        yield page, Fingers(page), places


@every_widget
def test_a_finger_that_drags_does_not_scroll_the_page(touched):
    page, fingers, [*_, (x, y)] = touched
    before, top = page.evaluate(STATE), page.evaluate("scrollY")
    fingers.send("touchStart", 0, (x, y))
    for step in range(1, 9):
        fingers.send("touchMove", 0, (x - 5 * step, y + 12 * step))
    fingers.send("touchEnd", 0)
    assert page.evaluate("scrollY") == top
    assert page.evaluate(STATE) != before and len(saved(page)) == 1


@every_widget
def test_a_second_finger_does_not_take_over_a_drag(touched):
    page, fingers, places = touched
    (x, y), (u, v) = places[-1], places[0]
    fingers.send("touchStart", 0, (x, y))
    fingers.send("touchMove", 0, (x - 20, y + 15))
    reached = page.evaluate(STATE)
    fingers.send("touchStart", 1, (u, v) if len(places) > 1 else (x - 16, y + 11))
    fingers.send("touchMove", 1, (u + 40, v + 40))
    assert page.evaluate(STATE) == reached and saved(page) == []
    fingers.send("touchEnd", 1)
    assert page.evaluate(STATE) == reached and saved(page) == []
    fingers.send("touchMove", 0, (x - 30, y + 25))
    assert page.evaluate(STATE) != reached
    fingers.send("touchEnd", 0)
    assert len(saved(page)) == 1


@every_widget
def test_a_cancelled_touch_keeps_what_was_reached_and_the_next_one_drags(touched):
    page, fingers, [*_, (x, y)] = touched
    fingers.send("touchStart", 0, (x, y))
    fingers.send("touchMove", 0, (x - 20, y + 15))
    reached = page.evaluate(STATE)
    fingers.down.clear()
    fingers.session.send("Input.dispatchTouchEvent", {"type": "touchCancel", "touchPoints": []})
    frames(page)
    assert page.evaluate(STATE) == reached and len(saved(page)) == 1
    assert page.locator(".held").count() == 0
    x, y = middle(page.locator(".handle:visible .target").last)
    fingers.send("touchStart", 0, (x, y))
    fingers.send("touchMove", 0, (x - 10, y + 10))
    fingers.send("touchEnd", 0)
    assert page.evaluate(STATE) != reached and len(saved(page)) == 2


@pytest.mark.parametrize("widget", [live.PathExplorer, live.Validation])
def test_a_finger_that_scrolls_over_the_path_leaves_lambda_as_it_was(touched):
    page, fingers, _ = touched
    page.evaluate("scrollTo(0, 0)")
    before, (x, y) = get(page, "lam"), middle(page.locator(".frame").first)
    fingers.send("touchStart", 0, (x - 60, y + 40))
    for step in range(1, 9):
        fingers.send("touchMove", 0, (x - 60, y + 40 - 12 * step))
    fingers.send("touchEnd", 0)
    assert page.evaluate("scrollY") > 40
    assert get(page, "lam") == before


@every_widget
def test_each_handle_has_a_name_and_a_tooltip(touched):
    page, _, _ = touched
    for handle in page.locator(".handle:visible").all():
        name = handle.get_attribute("aria-label")
        assert len(name) > 5 and handle.locator("title").text_content().startswith(name)


@pytest.mark.parametrize("widget", [live.LossMeetsBall])
@pytest.mark.parametrize("width", [900, 400, 360])
def test_the_cross_lies_over_the_ring_and_apart_from_it(browser, widget, width):
    for A in ([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.9], [0.9, 1.0]], [[0.01, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 0.01]]):
        with stage(browser, widget(A=A), viewport={"width": width, "height": 900}) as page:
            ring, cross = (
                middle(page.get_by_role("slider", name=name).locator(".halo")) for name in ("Shape", "Centre")
            )
            assert ((ring[0] - cross[0]) ** 2 + (ring[1] - cross[1]) ** 2) ** 0.5 > 2 * 13
            hit = "([x, y]) => document.elementFromPoint(x, y).closest('.handle').getAttribute('aria-label')"
            assert page.evaluate(hit, cross) == "Centre of the loss"
            assert page.evaluate(hit, ring).startswith("Shape")
