"""SlopeBalance in a real browser: its answers are the kit's, and hands move the line, the staircase and the price."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from hands import frames, get, held, put, saved, tidy, words
from stage import needs_browser, stage
from staged import staged

from sparsity_kit import L1, ElasticNet, Lq, Quadratic, SquaredL2, minimize
from sparsity_kit.figures.words import number
from sparsity_kit.live import SlopeBalance

pytestmark = needs_browser
PENALTIES = {
    ("L1", 1.0): L1(),
    ("squared L2", 2.0): SquaredL2(),
    ("elastic net", 0.3): ElasticNet(0.3),
    ("Lq", 0.4): Lq(0.4),
    ("Lq", 0.8): Lq(0.8),
    ("Lq", 1.0): Lq(1.0),
    ("Lq", 1.5): Lq(1.5),
}
every_penalty = pytest.mark.parametrize("kind", PENALTIES, ids=str)

page = staged(SlopeBalance, scope="module")
fresh = staged(SlopeBalance)


def solve(page, kind, xx, xy, lam):
    """What the browser finds for these data and prices, a list of dicts."""
    states = [
        {"xx": a, "xy": k, "lam": price, "penalty": kind[0], "l1_ratio": 0.3, "q": kind[1]}
        for a, k, price in zip(xx.tolist(), xy.tolist(), lam.tolist(), strict=True)
    ]
    return page.evaluate("(states) => states.map((state) => window.widget.solve(state))", states)


def random_states(seed=0, count=2000):
    random = np.random.default_rng(seed)
    xx, xy = 10 ** random.uniform(-3, 3, count), random.choice([-1, 1], count) * 10 ** random.uniform(-3, 3, count)
    return xx, xy, np.abs(xy) * 10 ** random.uniform(-2, 1, count)


@every_penalty
def test_the_crossing_is_the_minimiser_of_the_kit(page, kind):
    xx, xy, lam = random_states()
    theta = np.array([each["theta"] for each in solve(page, kind, xx, xy, lam)])
    by_xx = Quadratic([[1.0]], (xy / xx)[:, None]) + lam / xx * PENALTIES[kind]  # F divided by ‖x‖², all in one
    expected = minimize(by_xx).theta[:, 0]
    assert (np.abs(theta - expected) <= 1e-9 * np.abs(xy / xx)).all()
    assert np.array_equal(theta == 0, expected == 0)


@every_penalty
def test_a_pull_is_held_at_zero_up_to_the_end_of_the_band_and_not_beyond(page, kind):
    xx, _, lam = random_states(seed=1, count=300)
    band = np.array([each["held"][1] for each in solve(page, kind, xx, xx, lam)])
    if kind[0] == "squared L2" or kind[1] == 1.5:
        assert not band.any()
        return
    for factor, zero in [(1 - 1e-9, True), (1 + 1e-9, False)]:
        theta = [each["theta"] for each in solve(page, kind, xx, factor * band / 2, lam)]
        assert np.array_equal(np.equal(theta, 0.0), np.full(300, zero))


@pytest.mark.parametrize("kind", [kind for kind in PENALTIES if kind[0] == "Lq"], ids=str)
def test_other_crossings_are_on_both_curves_and_not_lower(page, kind):
    xx, xy, lam = random_states(seed=2, count=300)
    found = solve(page, kind, xx, xy, lam)
    assert any(each["others"] for each in found) == (kind[1] < 1)
    for a, k, price, each in zip(xx, xy, lam, found, strict=True):
        objective = Quadratic([[a]], [k / a]) + price * PENALTIES[kind]
        for other in each["others"]:
            assert objective.value([other]) >= objective.value([each["theta"]]) - 1e-12 * k**2 / a
            slope = price * kind[1] * np.sign(other) * np.abs(other) ** (kind[1] - 1) if other else 0.0
            assert other == 0 or abs(2 * (k - a * other) - slope) <= 1e-9 * abs(k)


@every_penalty
def test_at_the_edges(page, kind):
    one = np.array([1.0])
    assert solve(page, kind, one, 0 * one, one)[0]["theta"] == 0
    assert solve(page, kind, one, 3 * one, 0 * one)[0]["theta"] == pytest.approx(3.0, rel=1e-15)
    for size in (1e-30, 1e30):
        (scaled,), (plain,) = (solve(page, kind, s * one, 3 * s * one, 2 * s * one) for s in (size, 1.0))
        assert scaled["theta"] == pytest.approx(plain["theta"], rel=1e-9)


@pytest.mark.parametrize("q", [1.0001, 1.0005, 1.001])
def test_for_a_power_just_above_one_the_slope_is_zero_where_it_says_and_that_is_not_at_zero(page, q):
    """By definition: −f′ = λΩ′, where the penalty alone would leave a number too small for a computer."""
    xx, share = (each.ravel() for each in np.meshgrid([1e-3, 1.0, 50.0], [1.01, 1.5, 1.9]))
    lam = np.full(9, 4.0)
    theta = np.array([each["theta"] for each in solve(page, ("Lq", q), xx, share * lam / 2, lam)])
    assert np.allclose(2 * (share * lam / 2 - xx * theta), lam * q * theta ** (q - 1), rtol=1e-9) and theta.all()


def test_numbers_are_written_as_in_the_printed_pictures(page):
    random = np.random.default_rng(3)
    numbers = [
        *(random.normal(size=2000) * 10 ** random.uniform(-12, 12, 2000)),
        0.0,
        1e-30,
        999.6,
        1e6,
        999999.0,
        1e-4,
        np.inf,
        -np.inf,
    ]
    written = page.evaluate("(all) => all.map((each) => window.widget.number(each))", numbers)
    assert written == [number(each) for each in numbers]


def test_the_line_is_dragged_by_the_pull_of_the_data_and_sent_once(fresh):
    with held(fresh, fresh.get_by_role("slider", name="Pull of the data at zero, 2x·y")) as move:
        move(0, 100)
        assert get(fresh, "xy") < 2 and saved(fresh) == [] and "inside: θ* is exactly zero" in words(fresh)
        move(0, 3000)
    assert saved(fresh) == [{"xy": get(fresh, "xy")}]
    assert get(fresh, "xy") == tidy(-0.97 * get(fresh, "rise") / 2)


def test_the_price_is_dragged_on_the_staircase_and_slid(fresh):
    with held(fresh, fresh.get_by_role("slider", name="Price λ, on the penalty's slopes")) as move:
        move(0, -80)
    (message,) = saved(fresh)
    assert message["lam"] > 6 and "exactly zero" in words(fresh)
    fresh.keyboard.press("ArrowDown")
    assert get(fresh, "lam") == pytest.approx(message["lam"] - get(fresh, "rise") / 40)
    fresh.get_by_role("slider", name="data x·x").focus()
    fresh.keyboard.press("ArrowRight")
    assert set(saved(fresh)[-1]) == {"xx"}


def test_the_band_of_pulls_that_are_held_is_there_if_it_is_wanted_and_not_empty(fresh):
    band = fresh.locator(".band")
    for wanted in (True, False):
        fresh.get_by_label("pulls 2x·y that are held at zero").set_checked(wanted)
        for kind, held_at_zero in (("squared L2", False), ("L1", True)):
            put(fresh, penalty=kind)
            assert band.is_visible() == (wanted and held_at_zero) and get(fresh, "show_held") == wanted
    assert saved(fresh)[-1]["show_held"] is False


def test_it_says_what_the_interval_does(fresh):
    assert words(fresh) == (
        "At zero the slopes of λΩ fill the interval from −4 to 4; the data pull with 2x·y = 6, outside: θ* = 0.5."
    )
    put(fresh, lam=6.0)
    assert "inside: θ* is exactly zero" in words(fresh)
    assert fresh.get_by_role("status").text_content() == "θ is now exactly zero."
    put(fresh, penalty="squared L2")
    assert "the one slope 0, an interval of no height" in words(fresh)
    put(fresh, penalty="Lq", q=0.5, lam=4.0)
    assert "of the 3 crossings f + λΩ is lowest at θ* = 0, exactly zero" in words(fresh)


@every_penalty
def test_the_mark_that_is_drawn_lies_on_both_lines_that_are_drawn(page, kind):
    put(page, penalty=kind[0], l1_ratio=0.3, q=kind[1], xx=2.0, xy=3.0, lam=2.5)
    on = page.evaluate(
        """() => {
        const at = new DOMMatrix(getComputedStyle(document.querySelector('.picture .mark')).transform);
        return ['.contour.touching', '.picture .ball-line:not(.sample *)'].map((name) => {
            const node = document.querySelector(name);
            node.style.strokeDasharray = 'none';
            return node.isPointInStroke(new DOMPoint(at.e, at.f));
        });
    }"""
    )
    assert on == [True, True]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 150, "height": 900}}])
@pytest.mark.parametrize("kind", ["L1", "Lq"])
def test_axe_finds_nothing(browser, kind, options):
    with stage(browser, SlopeBalance(penalty=kind), **options) as page:
        frames(page)
        found = Axe().run(page, context="main").response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
