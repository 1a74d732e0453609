"""Pages that are scaled, scrolled, written from the right, or in the system's few colours: nothing is amiss there."""

import numpy as np
import pytest
from hands import frames, get, held
from stage import needs_browser, stage

from sparsity_kit import live

pytestmark = needs_browser
every_widget = pytest.mark.parametrize("widget", [getattr(live, name) for name in live.__all__])
TRAITS = ("center", "A", "xy", "lam", "start", "time")
STATE = f"() => {[*TRAITS]}.flatMap((name) => model.get(name) ?? []).flat(2)"
PLACES = """() => [...document.querySelectorAll(".picture svg text")].map((node) => {
    const box = node.getBoundingClientRect(), sheet = node.closest(".picture > svg").getBoundingClientRect();
    return box.width ? [box.left - sheet.left, box.top - sheet.top, box.width] : [0, 0, 0];
})"""
SEEN = """() => [getComputedStyle(document.querySelector(".sparsity-live")).backgroundColor,
    ...[...document.querySelectorAll(".picture svg text")].map((node) => getComputedStyle(node).fill)]"""
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


@every_widget
def test_in_a_page_from_right_to_left_each_text_stands_where_it_stands_elsewhere(browser, widget):
    with stage(browser, widget()) as page:
        before = page.evaluate(PLACES)
        page.evaluate("() => { document.body.dir = 'rtl'; }")
        page.set_viewport_size({"width": 901, "height": 800})
        frames(page)
        assert np.allclose(page.evaluate(PLACES), before, atol=1)


@every_widget
@pytest.mark.parametrize("system", ["dark", "light"])
@pytest.mark.parametrize("theme", ["true", "false"])
def test_in_the_system_s_few_colours_it_decides_and_not_the_theme(browser, widget, theme, system):
    with stage(browser, widget(), color_scheme=system) as page:
        page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", theme)
        ground = "white" if theme == "true" else "#111"
        page.evaluate("(ground) => document.body.style.setProperty('--jp-layout-color0', ground)", ground)
        page.emulate_media(forced_colors="active", color_scheme=system)
        frames(page)
        around, *texts = page.evaluate(SEEN)
        page.emulate_media(forced_colors="none")
        assert texts and not {around} & {*texts} and set(texts) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)"}


@every_widget
@pytest.mark.parametrize("theme", [None, "true", "false"])
def test_on_paper_a_picture_is_dark_on_white_whatever_the_theme_is(browser, widget, theme):
    with stage(browser, widget(), color_scheme="dark") as page:
        if theme:
            page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", theme)
            page.evaluate("() => document.body.style.setProperty('--jp-layout-color0', '#111')")
        page.emulate_media(media="print", color_scheme="dark")
        frames(page)
        ground, *texts = page.evaluate(SEEN)
        page.emulate_media(media="screen")
        assert ground == "rgb(255, 255, 255)" and set(texts) == {"rgb(34, 34, 34)"}
