"""Threshold in a real browser: its answers are the kit's, and hands move x·y, λ and the second feature."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from hands import frames, get, held, put, saved, swipe, tidy, words
from playwright.sync_api import expect
from stage import needs_browser, stage
from staged import staged

from sparsity_kit import L1, SquaredError, SquaredL2, minimize
from sparsity_kit.live import Threshold
from sparsity_kit.penalties.best_subset import best_subset

pytestmark = needs_browser
NAMES = ("L1", "squared L2", "best subset")
every_penalty = pytest.mark.parametrize("penalty", NAMES)
PIXELS = "() => document.querySelector('.frame').getAttribute('width') / (2 * model.get('reach'))"
STATE = {"xx": 1.0, "xy": 1.6, "lam": 2.0, "second": True, "xy2": 2.4, "correlation": 0.6}

page = staged(lambda: Threshold(second=True), scope="module")
fresh = staged(Threshold)


def solve(page, states):
    """What the browser finds for these states: a dict of arrays (n, p)."""
    found = page.evaluate("(states) => states.map((state) => window.widget.solve(state))", states)
    return {key: np.array([each[key] for each in found]) for key in found[0]}


def regression(state, pulls):
    """‖Xθ − y‖² with the inner products of a state, one y for each row of `pulls`: X and y have as many rows as X
    has columns, and X is a root of the Gram matrix."""
    rho = state["correlation"] if state["second"] else 0.0
    p = pulls.shape[-1]
    X = np.linalg.cholesky(state["xx"] * np.array([[1.0, rho], [rho, 1.0]])[:p, :p]).T
    return SquaredError(X, np.linalg.solve(X.T, pulls.T).T)


def kit(loss, lams, penalty):
    """θ* by the kit: batched, or for best subset one after the other."""
    if penalty == "best subset":
        return np.array([best_subset(SquaredError(loss.X, y), lam) for y, lam in zip(loss.y, lams, strict=True)])
    return minimize(loss + lams * {"L1": L1(), "squared L2": SquaredL2()}[penalty], tol=1e-14).theta


def random_states(seed, count=50, correlations=80):
    """(states, loss, λ's, size of θ) with features of many lengths, correlations up to ±0.999 and both small and
    large prices."""
    random = np.random.default_rng(seed)
    for nearness in 10 ** random.uniform(-3, 0, correlations):
        rho = random.choice([-1, 1]) * (1 - nearness)
        state = {"xx": 10 ** random.uniform(-2, 2), "second": True, "correlation": rho}
        pulls = 10 ** random.uniform(-2, 2) * random.normal(size=(count, 2))
        lams = 2 * np.abs(pulls).max(axis=-1) * 10 ** random.uniform(-2, 0.1, count)
        yield state, pulls, lams


@every_penalty
def test_two_features_have_the_coefficients_that_the_kit_finds(page, penalty):
    """4000 states each. θ is of the size of x·y/‖x‖²/(1 − |ρ|), and is compared on the scale of x·y/‖x‖²."""
    seen, wrong_rules = 0, {(True, False): 0, (False, True): 0}
    for state, pulls, lams in random_states(seed=0):
        if penalty == "best subset":
            lams = lams**2 / state["xx"]
        states = [
            state | {"penalty": penalty, "lam": lam, "xy": xy, "xy2": xy2}
            for (xy, xy2), lam in zip(pulls.tolist(), lams.tolist(), strict=True)
        ]
        found, expected = solve(page, states), kit(regression(state, pulls), lams, penalty)
        size = np.abs(pulls).max(axis=-1, keepdims=True) / state["xx"]
        assert (np.abs(found["theta"] - expected) <= 1e-9 * size).all()
        assert np.array_equal(found["alive"], expected != 0)
        seen += len(states)
        for kind in wrong_rules:
            wrong_rules[kind] += int(((found["rule"] == kind[0]) & (found["alive"] == kind[1])).sum())
    assert seen == 4000
    if penalty != "squared L2":
        assert min(wrong_rules.values()) > 20  # the rule |x·y| > threshold fails both ways


@every_penalty
def test_one_feature_has_the_coefficient_that_the_kit_finds(page, penalty):
    random = np.random.default_rng(1)
    for xx in 10 ** random.uniform(-3, 3, 20):
        state = {"xx": xx, "second": False, "correlation": 0.5, "xy2": 1.0}
        pulls = random.choice([-1, 1], (100, 1)) * 10 ** random.uniform(-3, 3, (100, 1))
        lams = 2 * np.abs(pulls[:, 0]) * 10 ** random.uniform(-2, 1, 100)
        if penalty == "best subset":
            lams = lams**2 / xx
        pairs = zip(pulls[:, 0].tolist(), lams.tolist(), strict=True)
        found = solve(page, [state | {"penalty": penalty, "xy": xy, "lam": lam} for xy, lam in pairs])
        expected = kit(regression(state, pulls), lams, penalty)
        assert (np.abs(found["theta"] - expected) <= 1e-9 * np.abs(pulls) / xx).all()
        assert np.array_equal(found["alive"], expected != 0)
        assert np.array_equal(found["rule"], found["alive"])  # c12: with one feature it is right


@pytest.mark.parametrize("penalty", ["L1", "best subset"])
def test_c12_the_partial_residual_decides_where_the_rule_is_wrong(page, penalty):
    """Its |xⱼ·r₋ⱼ| is above the threshold exactly where θⱼ is alive, and θⱼ is the one-feature answer to it."""
    for state, pulls, lams in random_states(seed=2, correlations=20):
        pairs = zip(pulls.tolist(), lams.tolist(), strict=True)
        states = [state | {"penalty": penalty, "lam": lam, "xy": xy, "xy2": xy2} for (xy, xy2), lam in pairs]
        found = solve(page, states)
        clear = np.abs(np.abs(found["residuals"]) - found["threshold"][:, None]) > 1e-9 * np.abs(pulls).max()
        above = np.abs(found["residuals"]) > found["threshold"][:, None]
        assert np.array_equal(above[clear], found["alive"][clear])
        if penalty == "L1":
            a, c, m = state["xx"], pulls, lams[:, None] / 2
            other = c[:, ::-1] - np.clip(c[:, ::-1], -m, m)  # a second closed form: the pull that the other leaves
            left = c - state["correlation"] * other
            clear = np.abs(np.abs(left) - m) > 1e-9 * np.abs(c).max()
            assert np.array_equal((np.abs(left) > m)[clear], found["alive"][clear])
            assert np.array_equal(np.sign(left)[found["alive"]], np.sign(found["theta"])[found["alive"]])
            ones = found["residuals"] - np.clip(found["residuals"], -m, m)
            assert np.allclose(ones / a, found["theta"], rtol=0, atol=1e-9 * np.abs(c).max() / a)


@every_penalty
@pytest.mark.parametrize("second", [False, True])
def test_the_curve_that_is_drawn_is_theta_against_xy(page, penalty, second):
    random = np.random.default_rng(3)
    for correlation in (0.0, -0.999, *random.uniform(-1, 1, 20)):
        state = STATE | {"penalty": penalty, "second": second, "correlation": float(correlation), "xx": 2.0}
        state |= {"lam": float(10 ** random.uniform(-1, 1)), "xy2": float(3 * random.normal())}
        found = np.array(page.evaluate("(s) => window.widget.pieces(s, 4)", state))
        assert found[0, 0, 0] == -4 and found[-1, 1, 0] == 4
        assert np.array_equal(found[1:, 0, 0], found[:-1, 1, 0])
        share = random.uniform(0.01, 0.99, (len(found), 1))
        xy, theta = (found[:, 0] + share * (found[:, 1] - found[:, 0])).T
        expected = solve(page, [state | {"xy": each} for each in xy.tolist()])["theta"][:, 0]
        assert np.allclose(theta, expected, rtol=0, atol=1e-7 * np.abs(expected).max())


@pytest.mark.parametrize("correlation", [-0.999999, -0.5, 0.0, 0.5, 0.999999])
@every_penalty
def test_at_the_edges(page, penalty, correlation):
    state = STATE | {"penalty": penalty, "correlation": correlation}
    free = solve(page, [state | {"lam": 0.0}])["theta"][0]
    gram = np.array([[1.0, correlation], [correlation, 1.0]])
    assert np.allclose(gram @ free, [1.6, 2.4], rtol=0, atol=1e-9)  # λ = 0: least squares
    none = solve(page, [state | {"xy": 0.0, "xy2": 0.0}])
    assert np.array_equal(none["theta"], [[0.0, 0.0]]) and not none["alive"].any()
    huge = solve(page, [state | {"lam": 1e9}])["theta"][0]
    assert huge.any() == (penalty == "squared L2")
    equal = solve(page, [state | {"xy": 2.0, "xy2": 2.0}])["theta"][0]
    if penalty != "best subset":
        assert equal[0] == pytest.approx(equal[1], rel=1e-9)
    for size in (1e-30, 1e30):  # x in other units than y
        scaled = solve(page, [state | {"xx": size, "xy": 1.6 * size, "xy2": 2.4 * size, "lam": 2.0 * size}])["theta"]
        assert np.allclose(scaled, solve(page, [state])["theta"], rtol=1e-9, atol=1e-12)


def test_exactly_at_the_threshold_a_coefficient_is_zero_and_just_beyond_it_is_alive(page):
    """√λ‖x‖ is rounded, so that best subset is asked where it is exact."""
    one = STATE | {"second": False}
    for penalty, lam, xx, threshold in [("L1", 2.0, 3.0, 1.0), ("best subset", 4.0, 2.25, 3.0)]:
        for sign in (-1, 1):
            near = [sign * threshold * (1 + step) for step in (-1e-15, 0.0, 1e-15)]
            found = solve(page, [one | {"penalty": penalty, "lam": lam, "xx": xx, "xy": xy} for xy in near])
            assert found["alive"].ravel().tolist() == [False, False, True]
            assert (found["threshold"] == threshold).all()
    orthogonal = STATE | {"correlation": 0.0, "penalty": "L1", "xy": 1.0, "xy2": -1.0}
    assert not solve(page, [orthogonal])["alive"].any()


def test_xy_is_dragged_along_the_curve_and_sent_once(fresh):
    pixels = fresh.evaluate(PIXELS)
    with held(fresh, fresh.get_by_role("slider", name="x·y, of the feature")) as move:
        move(-60, 40)
        assert get(fresh, "xy") == tidy(1.6 - 60 / pixels) and saved(fresh) == []
        assert words(fresh).endswith("is not above 1, the threshold λ/2: θ* is exactly zero.")
        move(3000, 0)
    assert saved(fresh) == [{"xy": get(fresh, "xy")}]
    assert get(fresh, "xy") == tidy(0.97 * get(fresh, "reach"))


def test_a_finger_drags_the_second_feature(browser):
    with stage(browser, Threshold(second=True), has_touch=True) as page:
        swipe(page, page.get_by_role("slider", name="x₂·y, of the second feature"), -40, 0)
        (message,) = saved(page)
        assert set(message) == {"xy2"} and message["xy2"] < 2.4


def test_the_threshold_is_dragged_and_it_is_lambda_that_changes(fresh):
    price, pixels = fresh.get_by_role("slider", name="Price λ, at the threshold"), fresh.evaluate(PIXELS)
    with held(fresh, price) as move:
        move(30, 0)
    assert saved(fresh) == [{"lam": get(fresh, "lam")}] and get(fresh, "lam") == tidy(2 * (1 + 30 / pixels))
    fresh.get_by_role("button", name="more").click()
    fresh.get_by_role("radio", name="best subset").check()
    put(fresh, lam=2.0, xx=0.5)  # the threshold is 1 again
    with held(fresh, price) as move:
        move(30, 0)
    assert get(fresh, "lam") == tidy((1 + 30 / pixels) ** 2 / 0.5)
    fresh.get_by_role("radio", name="squared L2").check()
    frames(fresh)
    expect(price).to_be_hidden()


def test_keys_sliders_and_switches_speak_to_python(fresh):
    step = get(fresh, "reach") / 40
    fresh.get_by_role("slider", name="x·y, of the feature").focus()
    fresh.keyboard.press("ArrowRight")
    fresh.keyboard.press("Shift+ArrowLeft")
    assert get(fresh, "xy") == tidy(tidy(1.6 + step) - 0.1 * step) and len(saved(fresh)) == 2
    expect(fresh.get_by_role("slider", name="correlation")).to_be_hidden()
    fresh.get_by_label("a second feature, correlated with it").check()
    assert saved(fresh)[-1] == {"second": True}
    frames(fresh)
    keys = [("correlation", "correlation"), ("price λ", "lam"), ("length ‖x‖²", "xx"), ("data x₂·y", "xy2")]
    for name, trait in keys:
        before = get(fresh, trait)
        fresh.get_by_role("slider", name=name, exact=True).focus()
        fresh.keyboard.press("ArrowLeft")
        assert set(saved(fresh)[-1]) == {trait} and get(fresh, trait) < before


def test_c12_it_says_where_the_rule_fails_in_both_directions(fresh):
    put(fresh, second=True)
    assert words(fresh) == (
        "The rule |x₁·y| > λ/2 says alive, as 1.6 is above 1; the solver says zero, θ₁* = 0. "
        "The partial residual mends the rule: |x₁·r₋₁| = 0.76 is not above 1. θ₂* = 1.4, alive."
    )
    put(fresh, xy=0.8, correlation=-0.6)
    assert words(fresh).startswith("The rule |x₁·y| > λ/2 says zero, as 0.8 is not above 1; the solver says alive, θ₁*")
    assert fresh.get_by_role("status").text_content() == "θ₁ is no longer zero."  # the rule was wrong, and still is
    put(fresh, xy=-1.6, correlation=-0.6, xy2=2.4)
    put(fresh, correlation=0.0)
    assert "is right here: 1.6 is above 1" in words(fresh) and "The partial residual agrees" in words(fresh)
    put(fresh, xy=2.4, xy2=1.6, correlation=0.6)
    assert words(fresh).startswith("The rule |x₂·y| > λ/2 says alive")
    assert fresh.get_by_role("status").text_content() == "θ₂ is now exactly zero. For θ₂ the rule is now wrong."
    put(fresh, penalty="squared L2")
    assert words(fresh).startswith("Squared L2 shrinks and has no threshold")


def test_numbers_that_are_close_are_written_with_the_digits_that_tell_them_apart(page):
    close = page.evaluate("() => [[1.0000001, 1], [1, 1], [-0.99999, 1]].map((each) => window.widget.against(...each))")
    assert close == ["1.0000001 is above 1", "1 is not above 1", "0.99999 is not above 1"]


@every_penalty
def test_the_arrow_leads_from_the_curve_of_both_to_the_curve_of_one_alone(page, penalty):
    """In the pixels: the handle is on the bold line, the mark at its arrow's end on the thin one."""
    put(page, penalty=penalty, lam=0.8, xy=-0.9, xy2=2.2, correlation=0.4)
    on = page.evaluate(
        """() => {
        const find = (name) => document.querySelector(name);
        const at = (name) => new DOMMatrix(getComputedStyle(find(name)).transform);
        const [handle, mark] = ['[aria-label="x₁·y, of the first feature"]', '.picture .mark'].map(at);
        const [both, alone] = ['.picture > svg .ball-line', '.contour.touching'].map(find);
        both.style.strokeDasharray = 'none';
        const on = (line, { e, f }) => line.isPointInStroke(new DOMPoint(e, f));
        return [on(both, handle), on(alone, mark), on(both, mark), on(alone, handle)];
    }"""
    )
    assert on == [True, True, False, False]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 150, "height": 900}}])
@pytest.mark.parametrize("second", [False, True])
def test_axe_finds_nothing(browser, second, options):
    with stage(browser, Threshold(second=second), **options) as page:
        frames(page)
        found = Axe().run(page, context="main").response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_ring_spreads_at_a_new_zero_but_not_for_who_wants_no_motion(browser):
    for motion, running in [("no-preference", 1), ("reduce", 0)]:
        with stage(browser, Threshold(), reduced_motion=motion) as page:
            rings = "() => document.querySelector('.ring').getAnimations().length"
            put(page, xy=1.4)
            assert page.evaluate(rings) == 0
            put(page, xy=0.4)
            assert page.evaluate(rings) == running


def test_removed_it_leaves_nothing_behind(fresh):
    fresh.evaluate("() => window.remove()")
    put(fresh, lam=1.0)
    assert fresh.locator("main").inner_html() == ""


def test_the_key_follows_the_state_also_in_a_page_that_the_browser_has_translated(fresh):
    """A translation puts other nodes in the place of texts."""
    fresh.evaluate("""() => [...document.querySelectorAll(".key span")].forEach((span) => [...span.childNodes].filter(
        (node) => node.nodeType === 3).forEach((node) => {
            const font = document.createElement("font");
            font.textContent = node.data;
            node.replaceWith(font);
        }))""")
    put(fresh, second=True, penalty="best subset")
    told = fresh.locator(".key").text_content()
    assert "θ₁* against x₁·y, with x₂" in told and "thresholds ±√λ‖x‖" in told and "λ/2" not in told
