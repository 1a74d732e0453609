"""PenaltyFlow in a real browser: starts that are dragged, time that runs, what is drawn and said, what is sent."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from hands import frames, get, held, put, saved, swipe, tidy, words
from playwright.sync_api import expect
from stage import needs_browser, stage
from staged import staged

from sparsity_kit import L1, L2, ElasticNet, SquaredL2
from sparsity_kit.live import PenaltyFlow

pytestmark = needs_browser
PIXELS = "() => document.querySelector('.frame').getAttribute('width') / (2 * model.get('reach'))"
EVERY = {"L1": L1(), "squared L2": SquaredL2(), "L2": L2(), "elastic net": ElasticNet(0.5)}

page = staged(PenaltyFlow)


def start(page, name="Start A"):
    return page.get_by_role("slider", name=name, exact=True)


def spot(page, side, theta):
    """Where a point of the plane is on the page."""
    return page.evaluate(
        """([side, theta]) => {
        const frame = document.querySelectorAll('.frame')[side].getBoundingClientRect(), reach = model.get('reach');
        const [right, up] = theta.map((t) => t / reach);
        return [frame.x + frame.width * (1 + right) / 2, frame.y + frame.height * (1 - up) / 2];
    }""",
        [side, theta],
    )


def drawn(page, side):
    """The points of the plane at which a picture has its moving points, as numbers."""
    return page.evaluate(
        """(side) => [...document.querySelectorAll('.half')[side].querySelectorAll('.ring ~ .mark')]
        .filter((node) => node.style.display !== 'none').map((node) => {
            const box = node.getBoundingClientRect(), reach = model.get('reach');
            const frame = document.querySelectorAll('.frame')[side].getBoundingClientRect();
            const x = box.x + box.width / 2 - frame.x, y = box.y + box.height / 2 - frame.y;
            return [reach * (2 * x / frame.width - 1), reach * (1 - 2 * y / frame.height)];
        })""",
        side,
    )


def test_a_drag_moves_the_start_in_both_pictures_and_is_sent_once_at_its_end(page):
    pixels = page.evaluate(PIXELS)
    with held(page, start(page)) as move:
        move(-30, 20)
        assert np.array_equal(get(page, "start"), tidy([[3 - 30 / pixels, 1 - 20 / pixels]])) and saved(page) == []
        assert np.allclose(drawn(page, 1), get(page, "start"), atol=0.05)
        move(-40, -20)
    assert saved(page) == [{"start": get(page, "start")}]
    with held(page, start(page, "Start A, in the second picture")) as move:
        move(-40, -20)
    assert np.allclose(get(page, "start"), [[3 - 80 / pixels, 1 + 40 / pixels]], atol=0.01)


def test_a_finger_drags_as_a_mouse_does(browser):
    with stage(browser, PenaltyFlow(), has_touch=True) as page:
        swipe(page, start(page), -30, 0)
        (message,) = saved(page)
        assert message["start"][0][0] < 2.8 and message["start"][0][1] == pytest.approx(1.0)


@pytest.mark.parametrize("side", [0, 1])
def test_a_click_puts_the_start_there(page, side):
    page.mouse.click(*spot(page, side, [-2.0, 1.2]))
    assert np.allclose(get(page, "start"), [[-2.0, 1.2]], atol=0.03) and saved(page) == [{"start": get(page, "start")}]


def test_of_several_starts_a_click_moves_the_one_that_was_touched_last(page):
    page.get_by_role("button", name="add a start").click()
    page.get_by_role("button", name="add a start").click()
    assert get(page, "start") == [[3, 1], [-1, 3], [-3, -1]]
    start(page, "Start B").focus()
    page.mouse.click(*spot(page, 0, [1.0, -2.0]))
    assert np.allclose(get(page, "start"), [[3, 1], [1, -2], [-3, -1]], atol=0.03)
    page.get_by_role("button", name="remove the last").click()
    page.mouse.click(*spot(page, 0, [-1.0, -2.0]))
    assert np.allclose(get(page, "start"), [[3, 1], [-1, -2]], atol=0.03)
    expect(page.get_by_role("slider", name="Start C")).to_have_count(0)


def test_close_to_an_axis_or_a_diagonal_a_start_is_exactly_on_it(page):
    for near, exact in [
        ([2.0, 0.05], "axis"),
        ([-0.05, 2.0], "axis"),
        ([1.5, 1.54], "diagonal"),
        ([-2, 1.97], "diagonal"),
    ]:
        page.mouse.click(*spot(page, 0, near))
        (theta,) = np.abs(get(page, "start"))
        assert theta.min() == 0 if exact == "axis" else theta[0] == theta[1] > 0
    frames(page)
    assert "L1: θ = (−2" in words(page) and ", θ₁ and θ₂ zero from t = 2" in words(page)


def test_a_start_cannot_be_lost_outside_the_picture(page):
    with held(page, start(page)) as move:
        move(-3000, 900)
    assert np.array_equal(np.abs(get(page, "start")), tidy(0.97 * np.full((1, 2), get(page, "reach"))))
    put(page, start=[[50.0, 0.0]])  # from Python: the window grows
    expect(start(page)).to_be_visible()


def test_arrow_keys_move_a_start_finely_with_shift_and_each_start_is_one_stop(page):
    step = get(page, "reach") / 40
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    assert np.array_equal(get(page, "start"), tidy([[3 - step, 1 + step / 10]])) and len(saved(page)) == 2
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.type") == "radio"


def test_time_runs_to_the_end_and_is_sent_when_it_stops(page):
    page.get_by_role("button", name="play").click()
    page.wait_for_function("model.get('time') > 0.3")
    assert saved(page) == []
    page.get_by_role("button", name="pause").click()
    paused = get(page, "time")
    assert saved(page) == [{"time": paused}]
    frames(page)
    assert get(page, "time") == paused
    put(page, time=3.25)
    page.get_by_role("button", name="play").click()
    page.wait_for_function("document.querySelector('.buttons button').textContent === 'play again'")
    assert get(page, "time") == pytest.approx(3.3) and saved(page)[-1] == {"time": get(page, "time")}
    page.get_by_role("button", name="play again").click()
    page.wait_for_function("model.get('time') > 0 && model.get('time') < 3")


def test_for_who_wants_no_motion_time_goes_on_by_a_tenth_at_each_press(browser):
    with stage(browser, PenaltyFlow(), reduced_motion="reduce") as page:
        for press in (1, 2):
            page.get_by_role("button", name="go on by a tenth").click()
            frames(page)
            assert get(page, "time") == pytest.approx(0.33 * press) and len(saved(page)) == press
        put(page, time=1.0)
        assert page.evaluate("() => document.querySelector('.ring').getAnimations().length") == 0


def test_nothing_moves_by_itself(page):
    page.wait_for_timeout(300)
    assert get(page, "time") == 0.0 and saved(page) == []


def test_sliders_and_choices_speak_to_python(page):
    page.get_by_role("slider", name="time t").focus()
    page.keyboard.press("ArrowRight")
    assert saved(page)[-1] == {"time": get(page, "time")} and get(page, "time") > 0
    page.get_by_role("radio", name="proximal steps").check()
    assert saved(page)[-1] == {"motion": "proximal steps"}
    page.get_by_role("slider", name="step").focus()
    page.keyboard.press("ArrowRight")
    assert set(saved(page)[-1]) == {"step"}
    page.get_by_role("group", name="second penalty Ω").get_by_role("button", name="more").click()
    page.get_by_role("group", name="second penalty Ω").get_by_role("radio", name="elastic net").check()
    assert saved(page)[-1] == {"second": "elastic net"}
    expect(page.get_by_role("slider", name="L1 share")).to_be_visible()
    page.get_by_label("where the flow leads").uncheck()
    frames(page)
    assert saved(page)[-1] == {"show_ahead": False} and page.locator(".ahead").first.get_attribute("d") == ""


def test_it_says_when_each_coordinate_is_zero(page):
    put(page, time=1.6)
    assert words(page) == (
        "At t = 1.6. L1: θ = (1.4, 0), θ₂ exactly zero since t = 1, θ₁ zero from t = 3 on. "
        "Squared L2: θ = (0.122, 0.0408), θ₁ and θ₂ never zero."
    )
    put(page, second="L2", start=[[3.0, 4.0], [0.0, 2.0]])
    assert "L2: A θ = (2.04, 2.72), θ₁ and θ₂ zero from t = 5 on; B θ = (0, 0.4), θ₁ zero from the start" in words(page)
    put(page, motion="sign steps", step=0.45, start=[[3.0, 1.0]])
    assert words(page).startswith("After 3 sign steps of 0.45, t = 1.6. L1: θ = (1.65, −0.35), θ₁ and θ₂ not zero.")
    put(page, motion="proximal steps")
    assert "L1: θ = (1.65, 0), θ₂ exactly zero since step 3, θ₁ not zero" in words(page)
    put(page, motion="sign steps", second="squared L2", step=1.5)
    assert "and steps so long run away" in words(page)
    put(page, step=1e-6)
    assert words(page).endswith("No more than 1000 steps are taken.")
    put(page, lam=0.0)
    assert words(page) == "λ = 0: without a price nothing moves."


def test_a_zero_is_announced_when_it_comes_and_when_it_goes(page):
    heard = page.get_by_role("status")
    put(page, time=1.2)
    assert heard.text_content() == "L1: θ₂ is now exactly zero."
    put(page, time=0.5)
    assert heard.text_content() == "L1: θ₂ is no longer zero."
    put(page, time=4.0)
    assert heard.text_content() == "L1: θ₁ and θ₂ are now exactly zero."
    page.wait_for_function(
        "document.querySelector('.heard').textContent === document.querySelector('.words').textContent"
    )


def test_a_ring_spreads_at_a_new_zero(page):
    for time, running in ((0.8, 0), (1.2, 1)):
        put(page, time=time)
        assert page.evaluate("() => document.querySelector('.ring').getAnimations().length") == running


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("motion", ["flow", "sign steps", "proximal steps"])
def test_what_is_drawn_is_what_python_reads(browser, kind, motion):
    widget = PenaltyFlow(EVERY[kind], L1(), start=[[3, 1], [-2, 1.5], [0.5, -2.5]], time=1.3, motion=motion, step=0.3)
    with stage(browser, widget) as page:
        for side in (0, 1):
            assert np.allclose(drawn(page, side), widget.theta[side], atol=0.06)
            way = page.locator(".half").nth(side).locator(".behind" if motion == "flow" else ".walked")
            assert way.evaluate(
                """(node) => [...node.ownerSVGElement.querySelectorAll('.ring ~ .mark')]
                .filter((mark) => mark.style.display !== 'none').every((mark) => {
                    const at = new DOMMatrix(getComputedStyle(mark).transform);
                    return node.isPointInStroke(new DOMPoint(at.e, at.f));
                })"""
            )


def test_marks_stand_where_the_flow_becomes_zero(page):
    marks = page.evaluate(
        """() => [...document.querySelectorAll('.half')].map((half) => [...half.querySelectorAll('.mark')]
        .slice(0, 2).filter((node) => node.style.display !== 'none').map((node) => {
            const at = new DOMMatrix(getComputedStyle(node).transform), frame = half.querySelector('.frame');
            const [x, y, width] = ['x', 'y', 'width'].map((name) => Number(frame.getAttribute(name)));
            const reach = model.get('reach');
            return [reach * (2 * (at.e - x) / width - 1), reach * (1 - 2 * (at.f - y) / width)];
        }))"""
    )
    assert np.allclose(marks[0], [[0, 0], [2, 0]], atol=0.03) and marks[1] == []


def test_hitting_times_are_written_where_the_flow_is_exact_and_has_one_start(page):
    def written():
        return [text for text in page.locator(".half .halo-text").all_text_contents() if text]

    def visible():
        return [node.text_content() for node in page.locator(".half .halo-text").all() if node.is_visible()]

    assert written() == visible() == ["θ₁ = 0 at t = 3", "θ₂ = 0 at t = 1", "never zero"]
    put(page, second="L2", start=[[3.0, 4.0]])
    assert visible() == ["θ₁ = 0 at t = 3", "θ₂ = 0 at t = 4", "both = 0 at t = 5"]
    put(page, start=[[3.0, 0.0]])
    assert visible() == ["θ₁ = 0 at t = 3", "θ₁ = 0 at t = 3"]
    for other in (
        {"motion": "sign steps"},
        {"motion": "flow", "start": [[3, 4], [1, 2]]},
        {"start": [[3, 4]], "lam": 0.0},
    ):
        put(page, **other)
        assert visible() == []


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 150, "height": 900}}])
@pytest.mark.parametrize("motion", ["flow", "sign steps"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(browser, motion, options):
    with stage(browser, PenaltyFlow(start=[[3, 1], [-1, 2]], time=1.5, motion=motion), **options) as page:
        found = Axe().run(page, context="main").response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_in_a_narrow_window_the_pictures_stand_below_each_other(browser):
    with stage(browser, PenaltyFlow(), viewport={"width": 150, "height": 1400}) as page:
        above, below = (page.locator(".half").nth(k).locator(".frame").bounding_box() for k in (0, 1))
        assert above["y"] + above["height"] < below["y"] and above["x"] == below["x"] and below["width"] > 70
        page.mouse.click(*spot(page, 1, [-2.0, 1.2]))
        assert np.allclose(get(page, "start"), [[-2.0, 1.2]], atol=0.1)


@pytest.mark.parametrize("size", [1e-50, 1e-9, 1e9, 1e50])
def test_huge_and_tiny_states_are_drawn(browser, size):
    with stage(browser, PenaltyFlow(start=[[3 * size, size]] if size < 1 else [[size, 0.3 * size]], lam=1.0)) as page:
        for motion in ("flow", "sign steps", "proximal steps"):
            put(page, motion=motion, time=get(page, "step") * 4, start=get(page, "start"))
            assert (
                "NaN" not in page.locator("main").inner_html() and "Infinity" not in page.locator("main").inner_html()
            )
        expect(start(page)).to_be_visible()


def test_removed_it_leaves_nothing_behind_even_while_time_runs(page):
    page.get_by_role("button", name="play").click()
    page.wait_for_function("model.get('time') > 0")
    page.evaluate("() => window.remove()")
    time = get(page, "time")
    frames(page)
    assert page.locator("main").inner_html() == "" and get(page, "time") == time
