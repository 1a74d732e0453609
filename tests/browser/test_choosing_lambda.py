"""Validation in a real browser: what hands do to it, what it shows and says, and what it sends to Python."""

import json

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from hands import frames, get, held, keep, names_are_below_their_bars, put, saved, swipe, words
from stage import needs_browser, stage
from staged import staged

from sparsity_kit import cross_validate, data, lasso_paths, selection_frequency
from sparsity_kit.live import Validation

pytestmark = needs_browser
RAW, DIABETES = data.diabetes(standardized=False), data.diabetes()
CV = cross_validate(RAW.X, RAW.y)
OFTEN = selection_frequency(
    lasso_paths(
        DIABETES.X, DIABETES.y, weights=np.random.default_rng(0).multinomial(442, np.full(442, 1 / 442), size=1000)
    )
)
STOPS = sorted({0.0, CV.lam_best, CV.lam_one_se, *(lam for lam, _ in CV.changes)}, reverse=True)


def picture(**traits):
    return Validation(CV, DIABETES.names, frequency=OFTEN, **traits)


opened = staged(picture, scope="module")


@pytest.fixture
def page(opened):
    """The same page for every test, as it was at the beginning."""
    put(opened, lam=float(CV.kinks[0]) / 2)
    opened.evaluate("() => { document.activeElement.blur(); model.save_changes(); window.saved.length = 0; }")
    return opened


def cursor(page):
    return page.get_by_role("slider", name="Price λ; up and down go to the next mark or change of the chosen columns")


def places(page, selector, *names):
    """Attributes of the parts of the picture that are drawn, as numbers."""
    return page.locator(selector).evaluate_all(
        "(all, names) => all.map((node) => names.map((name) => Number(node.getAttribute(name))))", list(names)
    )


def test_a_drag_moves_lambda_at_once_and_is_sent_once_at_its_end(page):
    with held(page, cursor(page)) as move:
        move(-100, 0)
        assert 10 < get(page, "lam") < 400 and words(page).startswith(
            f"λ = {get(page, 'lam'):.4g}: the error on held-out"
        )
        assert saved(page) == []
        move(-3000, 0)
        assert get(page, "lam") == 0
        move(3000, 0)
    assert saved(page) == [{"lam": get(page, "lam")}]
    assert get(page, "lam") == pytest.approx(1.25 * CV.kinks[0], rel=1e-3)


def test_what_a_hand_gives_is_what_is_written_of_it(page):
    with held(page, cursor(page)) as move:
        for right in (-37, -101, -153):
            move(right, 0)
            assert get(page, "lam") == float(f"{get(page, 'lam'):.4g}")


def test_a_click_in_the_picture_brings_the_cursor_there_and_the_keys_go_on(page):
    frame = page.locator(".frame").first.bounding_box()
    page.mouse.click(frame["x"] + 200, frame["y"] + 90)
    frames(page)
    (x,) = places(page, ".cursor", "x1")[0]
    assert x == pytest.approx(frame["x"] + 200 - page.locator("main svg").first.bounding_box()["x"], abs=1)
    (message,) = saved(page)
    page.keyboard.press("ArrowUp")
    assert get(page, "lam") == min(stop for stop in STOPS if stop > message["lam"])


def test_a_finger_drags_as_a_mouse_does(browser):
    with stage(browser, picture(), has_touch=True) as page:
        swipe(page, cursor(page), -100, 0)
        (message,) = saved(page)
        assert 10 < message["lam"] < 400


def test_keys_go_from_mark_to_mark_and_to_both_ends(page):
    cursor(page).focus()
    seen = []
    for _ in STOPS:
        page.keyboard.press("ArrowDown")
        seen.append(get(page, "lam"))
    below = [stop for stop in STOPS if stop < CV.kinks[0] / 2]
    assert seen == below + [0.0] * (len(STOPS) - len(below))
    page.keyboard.press("End")
    assert get(page, "lam") == pytest.approx(1.25 * CV.kinks[0], rel=1e-3)
    before = get(page, "lam")
    page.keyboard.press("Shift+ArrowLeft")
    finely = get(page, "lam")
    page.keyboard.press("ArrowLeft")
    assert get(page, "lam") < finely < before and finely > 0.98 * before
    page.keyboard.press("Home")
    assert get(page, "lam") == 0 and saved(page)[-1] == {"lam": 0.0}


def test_the_slider_moves_on_the_same_axis(page):
    slider = page.get_by_role("slider", name="price λ", exact=True)
    slider.focus()
    before = get(page, "lam")
    page.keyboard.press("ArrowLeft")
    assert before / 1.2 < get(page, "lam") < before and saved(page) == [{"lam": get(page, "lam")}]
    page.keyboard.press("Home")
    assert get(page, "lam") == 0


@pytest.mark.parametrize("name, lam", [("lowest", CV.lam_best), ("one standard error", CV.lam_one_se)])
def test_a_button_goes_to_each_mark_exactly(page, name, lam):
    page.get_by_role("button", name=f"{name}: λ ≈ {lam:.4g}").click()
    frames(page)
    assert get(page, "lam") == lam and saved(page) == [{"lam": lam}]


def test_it_says_in_words_what_there_is_to_see(page):
    put(page, lam=CV.lam_one_se)
    errors = CV.fold_errors(CV.lam_one_se)
    assert words(page) == (
        "λ ≈ 224.5, the largest within one standard error of the lowest: the error on held-out rows is 3121 ± 170, "
        "1 standard error above the lowest; those of the folds run from "
        f"{errors.min():.4g} (fold {errors.argmin()}) to "
        f"{errors.max():.4g} (fold {errors.argmax()}). 5 of 10 columns are chosen: sex, bmi, map, hdl and ltg. "
        "In at least 90 % of the samples: bmi, map, hdl and ltg."
    )
    put(page, lam=CV.lam_best)
    assert words(page).startswith("λ ≈ 3.207, where it is lowest: the error on held-out rows is 2963 ± 158; those")
    heard = page.get_by_role("status")
    put(page, lam=1000.0)
    assert heard.text_content() == "age, sex, map, tc, ldl and 2 more are no longer chosen."
    put(page, lam=2500.0)
    assert "No column is chosen. None is chosen in 90 % of the samples." in words(page)


@pytest.mark.parametrize("lam", [0.5, CV.lam_best, 60.0, CV.lam_one_se, 1500.0])
def test_what_is_drawn_at_the_cursor_lies_on_the_lines_that_are_drawn(page, lam):
    """Each fold's dot on its own line, the mean's on the thick one."""
    put(page, lam=lam)
    off = page.evaluate(
        """() => {
        const all = (name) => [...document.querySelectorAll(`.picture ${name}`)];
        const at = (node) => ['cx', 'cy'].map((name) => Number(node.getAttribute(name)));
        const touches = (line, [x, y]) => [0, 40, -40].map((up) => line.isPointInStroke(new DOMPoint(x, y + up)));
        const lines = [...all('.of-a-fold'), ...all('.ball-line')], dots = [...all('.other'), ...all('circle.mark')];
        return lines.map((line, k) => touches(line, at(dots[k])).join());
    }"""
    )
    assert off == ["true,false,false"] * 11


def test_the_bars_are_the_coefficients_and_the_shares(page):
    put(page, lam=CV.lam_one_se)
    heights = np.array(places(page, ".bar-of", "height")).ravel()
    theta, share = CV.path(CV.lam_one_se), OFTEN(CV.lam_one_se)
    for drawn, true in ((heights[:10], np.abs(theta)), (heights[10:], share)):
        assert np.allclose(drawn / drawn.max(), true / true.max(), atol=2e-3)
    filled = page.locator(".bar-of").evaluate_all("(all) => all.map((node) => node.classList.contains('on'))")
    assert filled == [*(theta != 0), *(share > 0)]


@pytest.mark.parametrize(("width", "turned"), [(900, False), (520, True)])
def test_each_bar_has_its_name_below_its_middle(browser, width, turned):
    """Upright where there is room, else turned."""
    with stage(browser, picture(), viewport={"width": width, "height": 900}) as shown:
        assert names_are_below_their_bars(shown, turned)


def test_all_is_sent_once_and_is_no_more_than_a_picture(page):
    assert len(json.dumps(picture()._curve)) < 200_000 and len(json.dumps(Validation(CV)._curve)) < 20_000
    with held(page, cursor(page)) as move:
        move(-50, 0)
        move(-90, 0)
    assert [list(message) for message in saved(page)] == [["lam"]]


def test_a_curve_with_a_hole_is_told(opened):
    told = opened.evaluate(
        """() => {
        const curve = structuredClone(window.model.get("_curve")), el = document.createElement("div");
        curve.folds[1].ends[0] = null;
        const model = { ...window.model, get: (name) => (name === "_curve" ? curve : window.model.get(name)) };
        try { window.widget.default.render({ model, el }); } catch (error) { return el.textContent; }
    }"""
    )
    assert told == "This state has no picture: a number of its curve is missing. Run the cell again."


LEVEL = cross_validate(RAW.X[:20], np.full(20, 3.0), folds=4)
MANY = data.random_regression(60, 80, 20, correlation=0.6, seed=4)
KINDS = {
    "diabetes": lambda: picture(lam=20.0),
    "no samples": lambda: Validation(CV, DIABETES.names),
    "80 columns": lambda: Validation(cross_validate(MANY.X, MANY.y, folds=40)),
    "level": lambda: Validation(LEVEL),
}


PHONE, NARROW = ({"viewport": {"width": width, "height": 900}} for width in (400, 150))
SEEN = [
    ("diabetes", {}),
    ("diabetes", {"color_scheme": "dark"}),
    ("diabetes", PHONE),
    ("no samples", NARROW),
    ("80 columns", PHONE),
    ("level", {}),
]


@pytest.mark.parametrize("kind, options", SEEN)
def test_axe_finds_nothing_and_nothing_is_too_wide(browser, kind, options):
    with stage(browser, KINDS[kind](), **options) as page:
        frames(page)
        keep(page, f"validation-{kind}-{options.get('color_scheme', options.get('viewport', {}).get('width', 'wide'))}")
        found = Axe().run(page, context="main").response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        html = page.locator("main").inner_html()
        assert "NaN" not in html and "Infinity" not in html and "undefined" not in html


def test_where_a_fold_ends_early_the_axis_ends_too(browser):
    random = np.random.default_rng(0)
    a = random.standard_normal(30)
    x = np.column_stack([a, a + 1e-13 * random.standard_normal(30), random.standard_normal(30)])
    shown = Validation(cross_validate(x, a + random.standard_normal(30), 5, scale=False))
    with stage(browser, shown) as page:
        cursor(page).focus()
        page.keyboard.press("Home")
        assert get(page, "lam") == shown.low > 0
        put(page, lam=shown.low / 2)
        assert words(page).startswith("This state has no picture: lam must be a number, ")


def test_of_one_column_it_speaks_of_one(browser):
    with stage(browser, Validation(cross_validate(RAW.X[:, 2:3], RAW.y), ["bmi"])) as page:
        put(page, lam=0.0)
        assert "1 of 1 column is chosen: bmi." in words(page)


def test_removed_it_leaves_nothing_behind(browser):
    with stage(browser, picture()) as page:
        page.evaluate("() => window.remove()")
        put(page, lam=1.0)
        assert page.locator("main").inner_html() == ""
