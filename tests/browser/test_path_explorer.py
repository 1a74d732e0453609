"""PathExplorer in a real browser: what hands do to it, what it shows and says, and what it sends to Python."""

import json

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from hands import frames, get, held, names_are_below_their_bars, put, saved, swipe, words
from stage import needs_browser, stage
from staged import staged

from sparsity_kit import data, lasso_path
from sparsity_kit.live import PathExplorer

pytestmark = needs_browser
DIABETES = data.diabetes()
PATH = lasso_path(DIABETES.X, DIABETES.y)
MANY = data.random_regression(80, 64, 20, correlation=0.6, seed=4)
MANY_PATH = lasso_path(MANY.X, MANY.y)
NAMES = DIABETES.names
LTG, MAP, HDL = (NAMES.index(name) for name in ("ltg", "map", "hdl"))


def explorer(**traits):
    return PathExplorer(PATH, NAMES, **traits)


page = staged(explorer)
watched = staged(explorer, scope="module")  # for the tests that set a whole state and look


def cursor(page):
    return page.get_by_role("slider", name="Price λ; up and down go from kink to kink")


def middle_of(page, selector):
    return page.evaluate(
        """(selector) => {
        const box = document.querySelector(selector).getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }""",
        selector,
    )


def test_a_drag_moves_lambda_at_once_and_is_sent_once_at_its_end(page):
    with held(page, cursor(page)) as move:
        move(-150, 0)
        assert 20 < get(page, "lam") < 100 and f"λ = {get(page, 'lam'):.4g}: 8 of 10" in words(page)
        assert saved(page) == []
        move(-3000, 0)
        assert get(page, "lam") == 0
        move(3000, 0)
    assert saved(page) == [{"lam": get(page, "lam")}]
    assert get(page, "lam") == pytest.approx(1.25 * PATH.lams[0])


def test_a_press_anywhere_in_the_picture_brings_the_cursor_there(page):
    frame = page.locator(".frame").first.bounding_box()
    page.mouse.move(frame["x"] + 200, frame["y"] + 150)
    page.mouse.down()
    frames(page)
    x = middle_of(page, ".cursor")[0]
    assert x == pytest.approx(frame["x"] + 200, abs=1) and saved(page) == []
    page.mouse.move(frame["x"] + 230, frame["y"] + 20)
    frames(page)
    assert middle_of(page, ".cursor")[0] == pytest.approx(frame["x"] + 230, abs=1)
    page.mouse.up()
    assert saved(page) == [{"lam": get(page, "lam")}]
    page.keyboard.press("ArrowUp")  # the keys go on from where the hand was
    assert get(page, "lam") in PATH.lams


def test_a_finger_drags_as_a_mouse_does(browser):
    with stage(browser, explorer(), has_touch=True) as page:
        swipe(page, cursor(page), -100, 0)
        (message,) = saved(page)
        assert 50 < message["lam"] < 100


def test_keys_move_the_cursor_and_go_from_kink_to_kink(page):
    cursor(page).focus()
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(get(page, "lam"))
    assert seen == [PATH.lams[k] for k in (2, 3, 2, 1, 0, 0)]
    page.keyboard.press("ArrowRight")
    above = get(page, "lam")
    page.keyboard.press("Shift+ArrowLeft")
    assert PATH.lams[0] < get(page, "lam") < above
    assert saved(page)[-1] == {"lam": get(page, "lam")}
    put(page, lam=0.0)
    page.keyboard.press("ArrowDown")
    assert get(page, "lam") == 0


def test_the_slider_moves_on_the_same_axis(page):
    slider = page.get_by_role("slider", name="price λ", exact=True)
    slider.focus()
    before = get(page, "lam")
    page.keyboard.press("ArrowLeft")
    assert before / 1.1 < get(page, "lam") < before and saved(page) == [{"lam": get(page, "lam")}]
    page.keyboard.press("Home")
    assert get(page, "lam") == 0
    page.keyboard.press("End")
    assert get(page, "lam") == pytest.approx(1.25 * PATH.lams[0])


@pytest.mark.parametrize("logarithmic", [True, False])
@pytest.mark.parametrize("name", ["price λ", "Price λ; up and down go from kink to kink"])
def test_home_goes_to_the_end_of_a_path_that_ends_above_zero(browser, logarithmic, name):
    ended = PathExplorer(lasso_path(DIABETES.X, DIABETES.y, lam_min=100.0), NAMES, logarithmic=logarithmic)
    with stage(browser, ended) as page:
        page.get_by_role("slider", name=name, exact=True).press("Home")
        assert get(page, "lam") == 100 and saved(page) == [{"lam": 100}]
        page.get_by_role("slider", name=name, exact=True).press("ArrowRight")
        assert 100 < get(page, "lam") < 130


def test_events_are_told_the_current_one_is_marked_and_a_click_goes_there_exactly(page):
    events = page.get_by_role("listbox", name="what happens as λ falls")
    texts = events.locator("option").all_text_contents()
    assert texts[:2] == ["λ ≈ 1899: bmi enters", "λ ≈ 1779: ltg enters"]
    assert texts[-3:] == ["λ ≈ 4.365: hdl leaves", "λ ≈ 2.621: hdl comes back", "λ = 0: the path ends in least squares"]
    assert len(texts) == len(PATH.lams)
    current = "() => document.querySelector('.events select').selectedIndex"
    assert page.evaluate(current) == 1
    put(page, lam=2000.0)
    assert page.evaluate(current) == -1
    events.select_option(texts[10])
    frames(page)
    assert get(page, "lam") == PATH.lams[10] and saved(page) == [{"lam": PATH.lams[10]}]
    assert words(page).startswith("λ ≈ 4.365, where hdl leaves: 9 of 10")
    put(page, lam=4.0)
    assert page.evaluate(current) == 10
    events.click(position={"x": 30, "y": events.bounding_box()["height"] - 12})
    assert get(page, "lam") in PATH.lams
    put(page, lam=float(PATH.lams[3]) - 1)
    page.evaluate("() => document.querySelector('.events select').focus()")
    page.keyboard.press("Enter")
    assert get(page, "lam") == PATH.lams[3]


def test_the_mouse_over_a_line_or_a_bar_lifts_it_out_and_tells_nobody(page):
    x, y = (page.locator(".dot-on-line").nth(LTG).bounding_box()[side] + 4 for side in ("x", "y"))
    page.mouse.move(x, y)
    frames(page)
    assert f"ltg is {PATH(get(page, 'lam'))[LTG]:.3g}" in words(page)
    assert page.locator(".coefficient.back").count() == len(NAMES) - 1
    page.mouse.move(*middle_of(page, f".bar-of:nth-of-type({MAP + 2})"))
    frames(page)
    assert "map is exactly zero, its xⱼ·r is 4" in words(page)
    assert get(page, "highlighted") is None and saved(page) == []
    page.mouse.move(5, 5)
    frames(page)
    assert page.locator(".coefficient.back").count() == 0


def test_a_press_on_a_bar_or_the_list_keeps_one_highlighted(page):
    page.mouse.click(*middle_of(page, f".bar-of:nth-of-type({MAP + 2})"))
    assert saved(page) == [{"highlighted": MAP}]
    page.mouse.click(*middle_of(page, f".bar-of:nth-of-type({MAP + 2})"))
    assert saved(page)[-1] == {"highlighted": None}
    page.get_by_label("highlight").select_option("hdl")
    page.mouse.move(5, 5)
    frames(page)
    assert saved(page)[-1] == {"highlighted": HDL} and "hdl is exactly zero" in words(page)
    assert page.locator(".coefficient.front").get_attribute("d") == page.locator(".coefficient").nth(HDL).get_attribute(
        "d"
    )
    put(page, highlighted=None)
    assert page.get_by_label("highlight").input_value() == ""


def test_what_python_sets_is_drawn_and_told(page):
    put(page, lam=1900.0)
    assert words(page) == "λ = 1900: all coefficients are exactly zero: no xⱼ·r is outside the band, ±950."
    heard = page.get_by_role("status")
    put(page, lam=1000.0)
    assert heard.text_content() == "bmi and ltg are no longer zero."
    put(page, lam=1800.0)
    assert heard.text_content() == "ltg is now exactly zero."


def test_the_axis_grows_where_python_sets_more_but_no_hand_drives_it_on(page):
    put(page, lam=40000.0)
    frame = page.locator(".frame").first.bounding_box()
    assert frame["x"] < middle_of(page, ".cursor")[0] < frame["x"] + frame["width"]
    with held(page, cursor(page)) as move:
        for right in (100, 300, 900):
            move(right, 0)
            assert get(page, "lam") == 40000.0
        move(-60, 0)
        assert get(page, "lam") < 40000.0
        move(0, 0)
        assert get(page, "lam") == pytest.approx(40000.0)


STATES = [*((lam, True) for lam in (0.5, 3.0, 10.0, 150.0, 1899.0)), (150.0, False), (949.4, False)]


@pytest.mark.parametrize("lam, logarithmic", STATES)
def test_the_dots_that_are_drawn_lie_on_the_lines_that_are_drawn(watched, lam, logarithmic):
    put(watched, lam=lam, logarithmic=logarithmic)
    on = watched.evaluate(
        """() => [...document.querySelectorAll('.dot-on-line')].map((dot, j) => {
        if (dot.style.display === 'none') return null;
        const line = document.querySelectorAll('.coefficient')[j];
        line.style.strokeDasharray = 'none';
        const at = ['cx', 'cy'].map((name) => Number(dot.getAttribute(name)));
        const on = (y) => line.isPointInStroke(new DOMPoint(at[0], at[1] + y));
        return [on(0), on(6) && on(-6)];
    })"""
    )
    alive = PATH(lam) != 0
    assert [each is not None for each in on] == alive.tolist()
    assert [each for each in on if each] == [[True, False]] * int(alive.sum())


@pytest.mark.parametrize("zoomed", [False, True])
@pytest.mark.parametrize("lam", [10.0, 400.0, 949.4])
def test_the_bars_that_are_drawn_end_on_the_edges_that_are_drawn_exactly_if_they_are_filled(watched, lam, zoomed):
    put(watched, lam=lam, logarithmic=True, zoomed=zoomed)
    edges, bars, frame, ends = watched.evaluate(
        """() => {
        const number = (node, name) => Number(node.getAttribute(name));
        const all = (name) => [...document.querySelectorAll(name)];
        const bar = (node) => [node.classList.contains('on'), number(node, 'y'), number(node, 'height')];
        const across = (node) => ['x1', 'x2'].map((name) => number(node, name)), [, rim] = all('.frame');
        const frame = [number(rim, 'x'), number(rim, 'x') + number(rim, 'width')], edges = all('.edge');
        return [edges.map((node) => number(node, 'y1')), all('.bar-of').map(bar), frame, edges.map(across)];
    }"""
    )
    assert ends == [frame, frame]
    written = watched.locator(".picture > svg").nth(1).locator("g > .halo-text").all_text_contents()
    assert written == [f"λ/2 = {lam / 2:.4g}", f"−λ/2 = −{lam / 2:.4g}"]
    theta = PATH(lam)
    for j, (filled, y, height) in enumerate(bars):
        reached = abs(y - edges[0]) < 0.02 or abs(y + height - edges[1]) < 0.02
        assert filled == (theta[j] != 0) and (reached or not filled)
        assert y > edges[0] - 0.02 and y + height < edges[1] + 0.02


def test_all_is_sent_once(page):
    state = explorer().get_state()
    assert len(json.dumps(state["_path"])) < 20_000
    with held(page, cursor(page)) as move:
        move(-50, 0)
        move(-90, 0)
    assert [list(message) for message in saved(page)] == [["lam"]]


@pytest.mark.parametrize(("width", "turned"), [(900, False), (520, True)])
def test_each_bar_has_its_name_below_its_middle(browser, width, turned):
    """Upright where there is room, else turned."""
    with stage(browser, explorer(), viewport={"width": width, "height": 900}) as shown:
        assert names_are_below_their_bars(shown, turned)


def test_of_many_columns_the_first_ones_and_the_highlighted_one_are_named(browser):
    with stage(browser, PathExplorer(MANY_PATH, lam=20.0)) as page:
        frames(page)
        shown = (
            "() => [...document.querySelectorAll('text.end')].filter((each) => each.style.display !== 'none').length"
        )
        assert page.evaluate(shown) == 7 and page.locator(".bar-of").count() == 64
        assert [each for each in page.locator("text.below").all() if each.is_visible()] == []
        put(page, highlighted=40)
        assert page.locator("text.below").nth(40).is_visible() and "θ₄₁ is" in words(page)


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 150, "height": 900}}])
@pytest.mark.parametrize("kind", ["diabetes", "highlighted", "64 columns", "no pull"])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser, kind, options):
    widget = {
        "diabetes": explorer(),
        "highlighted": explorer(lam=20.0, highlighted="ltg"),
        "64 columns": PathExplorer(MANY_PATH, lam=20.0),
        "no pull": PathExplorer(lasso_path([[1, 0], [0, 1]], [0, 0])),
    }[kind]
    with stage(browser, widget, **options) as page:
        frames(page)
        found = Axe().run(page, context="main").response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert np.isfinite(page.locator(".frame").first.bounding_box()["width"])
        html = page.locator("main").inner_html()
        assert "NaN" not in html and "Infinity" not in html and "undefined" not in html


def test_removed_it_leaves_nothing_behind(page):
    page.evaluate("() => window.remove()")
    put(page, lam=1.0)
    assert page.locator("main").inner_html() == ""
