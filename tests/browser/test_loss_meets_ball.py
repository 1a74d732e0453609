"""LossMeetsBall in a real browser: what hands do to it, what it shows and says, and what it sends to Python."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from drawn import AIMS, MEETS, SHADES
from hands import frames, get, held, middle, put, saved, swipe, tidy, words
from playwright.sync_api import expect
from stage import needs_browser, stage
from staged import staged

from sparsity_kit import L1, Quadratic
from sparsity_kit.live import LossMeetsBall
from sparsity_kit.live.shapes import PENALTIES

pytestmark = needs_browser
CORNER = Quadratic([[1.0, 0.5], [0.5, 1.0]], center=[0.7, 2.1]) + 3.0 * L1()

page = staged(lambda: LossMeetsBall(CORNER))
watched = staged(lambda: LossMeetsBall(CORNER), scope="module")  # for the tests that set a whole state and look


def handle(page, name):
    return page.get_by_role("slider", name=name)


def test_a_drag_moves_the_centre_at_once_and_is_sent_once_at_its_end(page):
    pixels = page.evaluate("() => document.querySelector('.frame').getAttribute('width') / (2 * model.get('reach'))")
    with held(page, handle(page, "Centre of the loss")) as move:
        move(40, 60)
        assert np.array_equal(get(page, "center"), tidy([0.7 + 40 / pixels, 2.1 - 60 / pixels]))
        assert saved(page) == []
        move(-20, 10)
    assert saved(page) == [{"center": get(page, "center")}]
    assert np.allclose(get(page, "center"), [0.7 - 20 / pixels, 2.1 - 10 / pixels], atol=0.01)


def test_a_finger_drags_as_a_mouse_does(browser):
    with stage(browser, LossMeetsBall(CORNER), has_touch=True) as page:
        swipe(page, handle(page, "Centre of the loss"), 30, 0)
        (message,) = saved(page)
        assert message["center"][0] > 0.8 and message["center"][1] == pytest.approx(2.1)


def test_the_centre_cannot_be_lost_outside_the_picture(page):
    with held(page, handle(page, "Centre of the loss")) as move:
        move(-3000, -3000)
    assert np.array_equal(np.abs(get(page, "center")), tidy([0.97 * get(page, "reach")] * 2))
    put(page, center=[50.0, 0.0])  # from Python: the window grows
    expect(handle(page, "Centre of the loss")).to_be_visible()


def test_arrow_keys_move_the_centre_finely_with_shift(page):
    centre, step = handle(page, "Centre of the loss"), get(page, "reach") / 40
    centre.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert np.array_equal(get(page, "center"), tidy([0.7 + step, 2.1 - step / 10]))
    assert len(saved(page)) == 2


def test_the_other_handle_turns_and_stretches_and_keeps_the_determinant(page):
    shape = handle(page, "Shape of the loss: turn and stretch")
    before = np.linalg.eigvalsh(get(page, "A"))
    shape.focus()
    page.keyboard.press("ArrowRight")
    assert np.allclose(np.linalg.eigvalsh(get(page, "A")), before)
    page.keyboard.press("ArrowUp")
    after = np.linalg.eigvalsh(get(page, "A"))
    assert after[0] < before[0] and after.prod() == pytest.approx(before.prod())
    with held(page, shape) as move:
        move(-90, 10)
    assert np.linalg.det(get(page, "A")) == pytest.approx(before.prod())
    assert set(saved(page)[-1]) == {"A"}


def test_the_handle_stays_under_the_mouse_through_the_circle_and_to_the_other_side_of_it(page):
    shape, before = handle(page, "Shape of the loss: turn and stretch"), (0, 0)
    with held(page, shape) as move:
        for right, down in [(-5, -8), (-20, 6), (-45, 15), (-130, 4)]:
            x, y = middle(shape.locator(".target"))
            move(right, down)
            now = middle(shape.locator(".target"))
            assert np.allclose(np.subtract(now, (x, y)), np.subtract((right, down), before), atol=1)
            before = right, down


def test_slider_choice_and_switch_speak_to_python(page):
    slider = page.get_by_role("slider", name="price λ")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert saved(page)[-1] == {"lam": get(page, "lam")} and get(page, "lam") > 3
    page.get_by_role("radio", name="squared L2").check()
    assert saved(page)[-1] == {"penalty": "squared L2"}
    page.get_by_label("centres that lead to zeros").uncheck()
    assert saved(page)[-1] == {"show_zeros": False}
    frames(page)
    assert page.locator(".zone.first").get_attribute("d") == ""


def test_later_penalties_are_behind_a_button_and_the_chosen_one_never_is(page):
    box = page.get_by_role("group", name="penalty Ω")

    def seen():
        frames(page)
        return [each.get_attribute("value") for each in box.get_by_role("radio").all() if each.is_visible()]

    assert seen() == ["L1", "squared L2"]
    box.get_by_role("button", name="more", expanded=False).click()
    assert seen() == ["L1", "squared L2", "L2", "elastic net", "Lq"]
    box.get_by_role("radio", name="elastic net").check()
    box.get_by_role("button", name="fewer", expanded=True).click()
    assert seen() == ["L1", "squared L2", "elastic net"]


@pytest.mark.parametrize("kind", PENALTIES)
def test_from_price_to_budget_and_back_nothing_moves(watched, kind):
    put(watched, penalty=kind, form="penalised", lam=1.0)
    before = watched.evaluate("() => widget.solve(widget.read(model))")
    watched.get_by_role("radio", name="budget r").check()
    assert saved(watched)[-1]["form"] == "constrained"
    frames(watched)
    there = watched.evaluate("() => widget.solve(widget.read(model))")
    assert np.allclose(there["theta"], before["theta"], atol=1e-9) and there["lam"] == pytest.approx(1.0, rel=1e-9)
    watched.get_by_role("radio", name="price λ").check()
    assert get(watched, "lam") == pytest.approx(1.0, rel=1e-9)


def test_where_omega_has_no_corner_no_price_leads_to_a_budget_of_zero(page):
    budget = page.get_by_role("slider", name="budget r")
    put(page, form="constrained", radius=1.0)
    budget.press("Home")
    assert get(page, "radius") == 0
    for smooth in ({"penalty": "squared L2"}, {"penalty": "elastic net", "l1_ratio": 0.0}, {"penalty": "Lq", "q": 1.5}):
        put(page, **smooth)
        assert "r = 0, which is the price λ = infinity. θ* = (0, 0)" in words(page)
        page.get_by_role("radio", name="price λ").check()
        frames(page)
        assert "λ = 3" in words(page) and "NaN" not in page.locator("main").inner_html()
        put(page, form="constrained", radius=1.0)
        budget.press("Home")
        assert 0 < get(page, "radius") < 0.1 and "infinity" not in words(page)
        put(page, radius=0.0, lam=3.0)


def test_what_python_sets_is_drawn_and_told(page):
    assert "at a corner: θ₁ is exactly zero" in words(page)
    put(page, lam=0.5)
    assert "on a straight edge: no coefficient is zero" in words(page) and "λ = 0.5" in words(page)
    put(page, penalty="L2", lam=100.0)
    assert "θ₁ and θ₂ are exactly zero" in words(page)
    put(page, lam=0.0)
    assert words(page).startswith("The penalty has no say")


def test_a_zero_is_announced_when_it_comes_and_when_it_goes(page):
    heard = page.get_by_role("status")
    put(page, lam=0.5)
    assert heard.text_content() == "θ₁ is no longer zero."
    put(page, lam=3.0)
    assert heard.text_content() == "θ₁ is now exactly zero."
    page.wait_for_function(
        "document.querySelector('.heard').textContent === document.querySelector('.words').textContent"
    )


def test_during_a_drag_a_screen_reader_is_left_in_peace(page):
    page.wait_for_function("document.querySelector('.heard').textContent")
    before = page.get_by_role("status").text_content()
    with held(page, handle(page, "Centre of the loss")) as move:
        move(0, -8)
        page.wait_for_timeout(600)
        assert words(page) != before and page.get_by_role("status").text_content() == before
    page.wait_for_function(
        "document.querySelector('.heard').textContent === document.querySelector('.words').textContent"
    )


@pytest.mark.parametrize("kind", PENALTIES)
@pytest.mark.parametrize("form", ["penalised", "constrained"])
def test_the_contour_that_is_drawn_goes_through_the_point_that_is_drawn_on_the_ball_that_is_drawn(watched, kind, form):
    """In the pixels: θ* lies on the bold ellipse and on the ball's outline, and its neighbours outward do not."""
    put(watched, penalty=kind, form=form, lam=1.5, radius=1.1)
    on = watched.evaluate(MEETS)
    assert on == [[True, False], [True, False]]


@pytest.mark.parametrize("kind", PENALTIES)
def test_the_arrow_that_is_drawn_lies_in_the_cone_and_ends_on_the_slopes_that_are_drawn(watched, kind):
    put(watched, penalty=kind, form="penalised", lam=1.5)
    endless = kind == "Lq"  # the arrow is almost along its bar
    assert watched.evaluate(AIMS) == [[True, True, True], [endless, True, endless]]


@pytest.mark.parametrize("kind", PENALTIES)
@pytest.mark.parametrize("form", ["penalised", "constrained"])
def test_the_shaded_centres_are_those_that_lead_to_zeros(watched, kind, form):
    """Centres everywhere, 1.5 pixels off the rim of a shade: it is shaded exactly if the formulas make it zero."""
    put(watched, penalty=kind, form=form, lam=1.5, radius=1.1)
    wrong, shaded = watched.evaluate(SHADES, 48)
    assert wrong == []
    kinked = kind not in ("squared L2", "L2")
    assert (min(shaded[:2]) > 0) == kinked and (shaded[2] > 0) == (form == "penalised" and kind != "squared L2")


NAMES = """() => [...document.querySelectorAll('.picture .halo-text')].filter((node) => node.style.display !== 'none')
    .map((node) => [node.textContent, node.getBoundingClientRect()])
    .map(([words, { left, right, top, bottom }]) => [words, left, right, top, bottom])"""


@pytest.mark.parametrize("center", [(2.9, 2.9), (2.9, -2.9), (-2.9, -2.9), (-2.9, 2.9)])
def test_names_stay_in_the_frame_and_that_of_the_centre_goes_to_its_other_side(watched, center):
    put(watched, penalty="L1", form="penalised", lam=1.5, center=center, reach=3.0)
    frame, x = watched.locator(".frame").bounding_box(), middle(handle(watched, "Centre of the loss"))[0]
    names = watched.evaluate(NAMES)
    assert [words for words, *_ in names] == ["−∇f", "θ*", "c"]
    for _, left, right, top, bottom in names:
        assert frame["x"] <= left and right <= frame["x"] + frame["width"]
        assert frame["y"] - 1 <= top and bottom <= frame["y"] + frame["height"] + 1
    (_, left, right, *_) = names[-1]
    assert right < x - 10 if center[0] > 0 else left > x + 10


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 150, "height": 900}}])
@pytest.mark.parametrize("kind", ["L1", "Lq"])
def test_axe_finds_nothing(browser, kind, options):
    with stage(browser, LossMeetsBall(CORNER, penalty=kind), **options) as page:
        found = Axe().run(page, context="main").response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_a_narrow_window_shows_everything(browser):
    with stage(browser, LossMeetsBall(CORNER), viewport={"width": 150, "height": 900}) as page:
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 150
        assert page.locator(".ball").bounding_box()["width"] > 10


def test_jupyterlab_decides_about_dark_and_light(browser):
    def ground(page):
        return page.evaluate("() => getComputedStyle(document.querySelector('.sparsity-live')).backgroundColor")

    with stage(browser, LossMeetsBall(CORNER), color_scheme="dark") as page:
        dark = ground(page)
        page.evaluate("() => { document.body.dataset.jpThemeLight = 'true'; }")
        light = ground(page)
        page.evaluate("() => { document.body.dataset.jpThemeLight = 'false'; }")
        assert (dark, light) == ("rgb(17, 17, 17)", "rgb(255, 255, 255)") and ground(page) == dark


def test_a_ring_spreads_at_a_new_zero_but_not_for_who_wants_no_motion(browser):
    for motion, running in [("no-preference", 1), ("reduce", 0)]:
        with stage(browser, LossMeetsBall(CORNER, lam=0.5), reduced_motion=motion) as page:
            rings = "() => document.querySelector('.ring').getAnimations().length"
            put(page, lam=0.6)
            assert page.evaluate(rings) == 0
            put(page, lam=3.0)
            assert page.evaluate(rings) == running


def test_removed_it_leaves_nothing_behind(page):
    page.evaluate("() => window.remove()")
    put(page, lam=1.0)
    assert page.locator("main").inner_html() == ""


def test_a_moved_centre_does_not_take_the_other_handle_out_of_the_picture(page):
    frame, shape = page.locator(".frame").bounding_box(), handle(page, "Shape of the loss: turn and stretch")
    for right, down in [(900, 900), (-900, 900), (-900, -900), (900, -900)]:
        with held(page, handle(page, "Centre of the loss")) as move:
            move(right, down)
        x, y = middle(shape.locator(".target"))
        assert frame["x"] < x < frame["x"] + frame["width"] and frame["y"] < y < frame["y"] + frame["height"]
    with held(page, shape) as move:
        move(-15, 10)
        assert np.allclose(np.subtract(middle(shape.locator(".target")), (x, y)), (-15, 10), atol=1.5)
