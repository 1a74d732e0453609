"""What holds for every live picture: two on a page keep apart, and a damaged state is told in words, never a blank."""

from itertools import pairwise

import numpy as np
import pytest
from hands import frames, get, middle, put, saved, words
from stage import needs_browser, stage

from sparsity_kit import Penalty, Quadratic, cross_validate, lasso_path, live

pytestmark = needs_browser
WIDGETS = [getattr(live, name) for name in live.__all__]
every_widget = pytest.mark.parametrize("widget", WIDGETS)
AGAIN = """async () => {  // as JupyterLab does it: each widget has a copy of the module
    const first = window.remove, el = document.getElementById("here");
    const second = (await window.copy()).default.render({ model: window.model, el });
    window.remove = () => { first?.(); second?.(); };
}"""
HOLE = """() => {
    const path = structuredClone(window.model.get("_path")), el = document.createElement("div");
    path.rho[1][0] = null;
    const model = { ...window.model, get: (name) => (name === "_path" ? path : window.model.get(name)) };
    try { window.widget.default.render({ model, el }); } catch (error) { return [error.message, el.textContent]; }
}"""


@every_widget
def test_two_pictures_on_a_page_share_no_name(browser, widget):
    with stage(browser, widget()) as page:
        page.evaluate(AGAIN)
        frames(page)
        ids = page.evaluate("() => [...document.querySelectorAll('main [id]')].map((node) => node.id)")
        assert len(ids) == len(set(ids)) and ids
        assert page.locator(".choice:not(:has(:checked))").count() == 0


TICKS = """() => [...document.querySelectorAll(".ticks")].flatMap((ticks) => ["middle", "end"].map((anchor) =>
    [...ticks.querySelectorAll(`[text-anchor=${anchor}]`)].map((each) => {
        const box = each.getBoundingClientRect();
        return anchor === "middle" ? [box.left, box.right] : [-box.bottom, -box.top];
    })))"""


@every_widget
def test_at_a_phone_s_width_each_axis_has_three_ticks_that_do_not_touch(browser, widget):
    with stage(browser, widget()) as page:
        for width in range(260, 400, 10):
            page.set_viewport_size({"width": width, "height": 800})
            frames(page)
            axes = [axis for axis in page.evaluate(TICKS) if axis]  # two plots above one another share the one below
            assert len(axes) >= 2 and min(map(len, axes)) >= 3, width
            assert all(left[1] < right[0] for axis in axes for left, right in pairwise(sorted(axis))), width


HEARD = "() => document.querySelector('.heard').textContent === document.querySelector('.words').textContent"
PRICES = {"lam": [-1.0, None, "NaN", 1e60]}
SIZES = {"reach": [0.0, -1.0, None]}
DAMAGED = {
    "LossMeetsBall": PRICES
    | SIZES
    | {
        "A": [[[1, 1], [1, 1]], [[1, 2], [2, 1]], [[1, 0], [0.5, 1]], [[0, 0], [0, 0]], [[1, 0]], None],
        "center": [[1.0], [None, 1.0], [1e60, 0.0], "here"],
        "penalty": ["L7", None],
        "form": [None],
        "q": [0.0, 3.0],
        "l1_ratio": [1.5],
        "radius": [-1.0],
        "show_cone": [None],
    },
    "SlopeBalance": PRICES | SIZES | {"xx": [0.0, -1.0], "xy": [None], "penalty": ["L2"], "rise": [0.0]},
    "Threshold": PRICES | SIZES | {"xx": [0.0], "xy2": [None], "correlation": [1.0, -1.5], "second": ["yes"]},
    "PenaltyFlow": PRICES
    | SIZES
    | {"start": [[], [[1, 2, 3]], [[None, 1]], [[1, 1]] * 5], "first": ["Lq"], "time": [-1.0], "step": [0.0, 1e-60]},
    "PenaltyLab": PRICES | SIZES | {"xy": [None], "formula": ["t", "abs(t", 3, None, "alert(1)"]},
    "Validation": PRICES,
    "PathExplorer": PRICES | {"highlighted": [10, -1, "bmi"], "zoomed": [None]},
}


@every_widget
def test_a_state_that_python_would_refuse_is_told_in_words_and_the_picture_comes_back(browser, widget):
    with stage(browser, widget()) as page:
        for trait, values in DAMAGED[widget.__name__].items():
            good = get(page, trait)
            for value in values:
                put(page, **{trait: value})
                assert words(page).startswith(f"This state has no picture: {trait} must be "), value
                assert page.locator(".words").is_visible() and not page.locator(".picture").is_visible()
                put(page, **{trait: good})
                assert "no picture" not in words(page) and page.locator(".picture svg").first.is_visible()
        page.evaluate("() => window.model.set('lam', NaN)")
        frames(page)
        assert "lam must be" in words(page) and "it is NaN" in words(page)


@every_widget
def test_a_state_that_was_damaged_before_it_is_opened_is_told_as_well(browser, widget):
    picture = widget()
    picture.get_state = lambda **options: type(picture).get_state(picture, **options) | {"lam": None}
    with stage(browser, picture) as page:
        assert words(page).startswith("This state has no picture: lam must be ") and words(page).endswith("it is null.")


def test_a_formula_with_a_hole_is_told_and_what_went_wrong_is_not_hidden(browser):
    picture = live.SlopeBalance(Quadratic([[1.0]], [2.0]) + 2.0 * Penalty.of("abs(t) + t**2"))
    with stage(browser, picture) as page:
        page.evaluate("() => { window.reportError = (error) => { window.reported = error.message; }; }")
        whole = get(page, "_own")
        put(page, _own=whole | {"formula": ["+", ["theta", 0], ["what"]]})
        assert "which is not known here" in page.evaluate("() => window.reported")
        assert words(page) == f"This state has no picture: {page.evaluate('() => window.reported')}."
        assert not page.locator(".picture").is_visible()
        put(page, _own=whole)
        assert "no picture" not in words(page) and page.locator(".picture svg").first.is_visible()


@every_widget
def test_a_slider_s_thumb_that_is_let_go_where_it_was_taken_is_told_to_python_as_well(browser, widget):
    """A browser tells of no change then; but the number was rounded on the way."""
    with stage(browser, widget(lam=2.3456789)) as page:
        slider, before = page.get_by_role("slider", name="price λ", exact=True), get(page, "lam")
        x, y = middle(slider)
        width = slider.bounding_box()["width"]
        share = slider.evaluate("(node) => (node.value - node.min) / (node.max - node.min)")
        x += (share - 0.5) * (width - 16)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 15, y, steps=3)
        frames(page)
        page.mouse.move(x, y, steps=3)
        page.mouse.up()
        frames(page)
        assert get(page, "lam") != before and saved(page)[-1]["lam"] == get(page, "lam")
        page.wait_for_function(HEARD)


@pytest.mark.parametrize("name", ["PathExplorer", "Validation"])
def test_a_path_of_very_many_numbers_is_drawn(browser, name):
    """More than a function takes at once: 125 000 in Chrome, 65 536 in Safari."""
    X, y = np.random.default_rng(0).normal(size=(2, 60, 200)), np.arange(60.0)
    whole, count = lasso_path(X[0], y), 800
    lams = np.linspace(whole.lams[0], whole.lams[-1], count)
    theta = whole(lams)
    many = {"lams": lams.tolist(), "theta": theta.tolist()}
    if name == "PathExplorer":
        picture = live.PathExplorer(whole)
        many |= {"rho": ((y - theta @ X[0].T) @ X[0]).tolist(), "events": [[[], []]] * count}
        state = {"_path": picture._path | many}
    else:
        picture = live.Validation(cross_validate(X[0], y, folds=3))
        state = {"_curve": picture._curve | {"path": many}}
    picture.get_state = lambda **options: type(picture).get_state(picture, **options) | state
    with stage(browser, picture) as page:
        assert words(page).startswith("λ ") and page.locator(".bar-of.on").count() > 0


def test_a_number_is_read_as_one_by_who_listens(browser):
    with stage(browser, live.LossMeetsBall(center=[-1e-5, 2.0])) as page:
        handle = page.get_by_role("slider", name="Centre of the loss")
        assert float(handle.get_attribute("aria-valuenow")) == -1e-5


def test_a_path_with_a_hole_is_told_and_what_went_wrong_is_not_hidden(browser):
    with stage(browser, live.PathExplorer()) as page:
        raised, told = page.evaluate(HOLE)
        assert raised == "a number of its path is missing"
        assert told == f"This state has no picture: {raised}. Run the cell again."


def scaled(widget, size):
    """A state in which data, prices and windows are `size` times what they are by default."""
    data = {
        "LossMeetsBall": {"center": [0.7 * size, 2.1 * size], "reach": 3.0 * size, "lam": 2.0 * size},
        "SlopeBalance": {"xy": 3.0 * size, "lam": 4.0 * size, "reach": 2.0 * size, "rise": 9.0 * size},
        "Threshold": {"xy": 1.6 * size, "xy2": 2.4 * size, "lam": 2.0 * size, "reach": 3.0 * size, "rise": 3.0 * size},
        "PenaltyFlow": {"start": [[3.0 * size, size]], "reach": 4.0 * size, "time": size},
        "PenaltyLab": {"xy": 1.6 * size, "lam": 2.0 * size, "reach": 3.0 * size},
        "PathExplorer": {"lam": size},
        "Validation": {"lam": size},
    }
    return data[widget]


@every_widget
@pytest.mark.parametrize("width", [900, 150])
def test_at_every_scale_there_is_a_picture_and_a_hand_moves_it(browser, widget, width):
    with stage(browser, widget(), viewport={"width": width, "height": 900}) as page:
        for size in (1e-300, 1e-50, 1e-20, 1e20, 1e49):
            put(page, **scaled(widget.__name__, size))
            html = page.locator("main").inner_html()
            assert "NaN" not in html and "Infinity" not in html and "undefined" not in html, size
            if "no picture" in words(page) and size == 1e-300:
                continue
            handle = page.locator(".handle:visible").first
            before = words(page), handle.get_attribute("aria-valuetext")
            handle.focus()
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("ArrowDown")
            frames(page)
            assert "no picture" not in before[0] and (words(page), handle.get_attribute("aria-valuetext")) != before, (
                size
            )
