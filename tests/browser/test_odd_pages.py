"""Pages that are scaled or scrolled under a hand: a handle keeps to the pointer."""

import numpy as np
import pytest
from hands import frames, get, held
from stage import needs_browser, stage

from sparsity_kit import live

pytestmark = needs_browser
every_widget = pytest.mark.parametrize("widget", [getattr(live, name) for name in live.__all__])
TRAITS = ("center", "A", "xy", "lam", "start", "time")
STATE = f"() => {[*TRAITS]}.flatMap((name) => model.get(name) ?? []).flat(2)"
SCALED = {"a slide": "main { transform: scale(2); transform-origin: 0 0; width: 440px }", "zoom": "main { zoom: 2 }"}


def dragged(browser, widget, right, down, style=""):
    """The state after the last handle was dragged so far on a page of this style."""
    with stage(browser, widget(), viewport={"width": 900, "height": 1400}) as page:
        page.locator("style").evaluate("(node, more) => node.append(more)", style or "main { width: 440px }")
        frames(page)
        with held(page, page.locator(".handle:visible").last) as move:
            move(right, down)
        return np.array(page.evaluate(STATE))


@every_widget
@pytest.mark.parametrize("style", SCALED)
def test_on_a_page_that_is_scaled_a_handle_keeps_to_the_pointer(browser, widget, style):
    reached = dragged(browser, widget, -20, 15)
    assert not np.array_equal(reached, dragged(browser, widget, 0, 0))
    assert np.allclose(dragged(browser, widget, -40, 30, SCALED[style]), reached, rtol=0.02)


def test_on_a_page_that_is_scaled_the_words_do_not_grow(browser):
    with stage(browser, live.LossMeetsBall()) as page:
        page.locator("style").evaluate("(node, more) => node.append(more)", SCALED["a slide"])
        page.locator(".handle").first.focus()
        heights = []
        for _ in range(12):
            page.keyboard.press("ArrowLeft")
            frames(page)
            heights.append(page.locator(".words").evaluate("(node) => node.offsetHeight"))
        assert max(heights) < 100


def test_a_page_that_is_scrolled_under_a_drag_does_not_part_the_handle_from_the_pointer(browser):
    with stage(browser, live.LossMeetsBall()) as page:
        page.evaluate("() => { document.body.style.paddingBottom = '2000px'; }")
        before = get(page, "center")
        with held(page, page.get_by_role("slider", name="Centre of the loss")) as move:
            move(0, 20)
            lower = get(page, "center")
            page.mouse.wheel(0, 60)
            page.wait_for_function("scrollY === 60")
            move(0, -40)  # where the handle was taken, on the picture, is 20 pixels lower
        assert get(page, "center") == pytest.approx(lower, abs=0.02) and lower != before
