"""Penalties that the browser knows by their formula alone: its numbers are the kit's, and hands move the pictures."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from drawn import AIMS, MEETS, SHADES
from exported import exported
from hands import frames, get, held, keep, put, saved, words
from stage import needs_browser, stage
from strangers import CONVEX_AND_FINITE, STRANGERS

from sparsity_kit import GroupL2, Penalty, Quadratic, SquaredError, constrained, minimize
from sparsity_kit.live import LossMeetsBall, SlopeBalance
from sparsity_kit.solve.lowest import lowest

pytestmark = needs_browser
BOWL = Quadratic([[1.0, 0.5], [0.5, 1.0]], center=[1.3, 2.1])
LAM = {"HuberL1": 3.0, "Log": 3.0}  # else 1.5
ONE = [name for name in STRANGERS if name != "Asymmetric"]  # which is made for two coefficients
every_stranger = pytest.mark.parametrize("name", STRANGERS)
every_convex = pytest.mark.parametrize("name", CONVEX_AND_FINITE)
SOLVE = "(states) => { const own = model.get('_own'); return states.map((s) => widget.solve({ ...s, _own: own })); }"


def ball(name, **traits):
    return LossMeetsBall(BOWL + LAM.get(name, 1.5) * STRANGERS[name], **traits)


@pytest.fixture(scope="module")
def pages(browser):
    """A page for each stranger, opened when it is asked for, and the tests look at it in turn."""
    opened = {}

    def page(name):
        if name not in opened:
            context = stage(browser, ball(name))
            opened[name] = context.__enter__(), context
        return opened[name][0]

    yield page
    for _, context in opened.values():
        context.__exit__(None, None, None)


def random_states(count, seed=0):
    """Losses of all directions, with axes up to 30 to 1, and prices that hardly matter or leave nothing."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        angle, ratio, center = random.uniform(0, np.pi), 10 ** random.uniform(-3, 0), 2 * random.normal(size=2)
        way = np.array([np.cos(angle), np.sin(angle)])
        A = np.eye(2) + (ratio - 1) * np.outer(way, way)
        loss = Quadratic((A + A.T) / 2, center)
        yield loss, float(np.abs(loss.gradient(np.zeros(2))).max() * 10 ** random.uniform(-2, 0.2))


def state(loss, lam, **more):
    return {
        "A": loss.A.tolist(), "center": loss.center.tolist(), "penalty": "own", "form": "penalised", "lam": lam,
        "radius": 0.0,
    } | more  # fmt: skip


@every_stranger
def test_a_price_leads_to_the_minimiser_of_the_kit(pages, name):
    problems = list(random_states(12))
    found = pages(name).evaluate(SOLVE, [state(*problem) for problem in problems])
    theta = np.array([each["theta"] for each in found])
    expected = np.array([lowest(loss + lam * STRANGERS[name]) for loss, lam in problems])
    size = np.array([np.abs(loss.center).max() for loss, _ in problems])[:, None]
    assert (np.abs(theta - expected) <= 1e-9 * size).all()
    assert np.array_equal(theta == 0, expected == 0)
    assert np.allclose([each["radius"] for each in found], STRANGERS[name].value(theta), rtol=1e-12)


@every_convex
def test_a_budget_leads_to_the_touching_point_and_to_its_price(pages, name):
    """θ* is on the rim and the kit's answer at the price; so is the point to which `constrained` comes in its steps."""
    penalty, states, losses = STRANGERS[name], [], []
    for (loss, _), share in zip(random_states(4, seed=1), [0.1, 0.4, 0.6, 0.9], strict=True):
        radius = share * float(penalty.value(loss.center))
        if radius > 0:
            states.append(state(loss, 0.0, form="constrained", radius=radius))
            losses.append(loss)
    for each, s, loss in zip(pages(name).evaluate(SOLVE, states), states, losses, strict=True):
        size = np.abs(loss.center).max()
        assert penalty.value(np.array(each["theta"])) == pytest.approx(s["radius"], rel=1e-11)
        assert np.allclose(minimize(loss + each["lam"] * penalty, tol=1e-13).theta, each["theta"], atol=1e-9 * size)
        touching = constrained(loss + penalty, s["radius"])
        assert float(touching.lam) == pytest.approx(each["lam"], rel=1e-5)
        assert np.allclose(minimize(touching).theta, each["theta"], atol=1e-5 * size)


@every_stranger
def test_the_formula_has_the_values_and_the_slopes_of_the_penalty(pages, name):
    """Slopes from both sides of everywhere, the axes and the kinks at ±1/2 and ±1 among them."""
    penalty, h = STRANGERS[name], 1e-7
    ticks = np.array([-2.3, -1, -0.5, -0.03, 0, 0.2, 0.5, 1, 3.1])
    points = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    ways = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.6, -0.8]]
    values, slopes = pages(name).evaluate(
        """([points, ways]) => {
        const own = widget.ownOf({ _own: model.get("_own") });
        const told = (v) => (Number.isFinite(v) ? v : 1e99 * Math.sign(v));
        return [points.map((p) => told(own.value(p))), points.map((p) => ways.map((d) => told(own.slope(p, d))))];
    }""",
        [points.tolist(), ways],
    )
    expected = penalty.value(points)
    finite = np.isfinite(expected)
    assert np.allclose(np.array(values)[finite], expected[finite], rtol=1e-9, atol=1e-12)
    assert (np.array(values)[~finite] == 1e99).all()
    points, expected = points[finite], expected[finite]
    ahead = np.stack([(penalty.value(points + h * np.array(way)) - expected) / h for way in ways], axis=-1)
    found = np.array(slopes)[finite]
    assert np.array_equal(np.isinf(ahead), found == 1e99)
    assert np.allclose(found[np.isfinite(ahead)], ahead[np.isfinite(ahead)], atol=1e-5)


@every_stranger
def test_the_outline_is_the_ball_and_has_its_corners(pages, name):
    """Every point has Ω = r; between neighbours the rim is straight to within what was asked."""
    penalty = STRANGERS[name]
    radius = 0.0 if name == "Box" else 0.7
    outline = np.array(
        pages(name).evaluate("([radius]) => widget.ownOutline({ _own: model.get('_own'), radius }, 20, 1e-3)", [radius])
    )
    inner, outer = penalty.value((1 - 1e-4) * outline), penalty.value((1 + 1e-4) * outline)
    assert (inner <= radius).all() and (outer > radius).all()
    closed = np.concatenate([outline[-1:], outline])
    steps = closed[:-1, None] + np.linspace(0.1, 0.9, 9)[:, None] * np.diff(closed, axis=0)[:, None]
    middle = steps.reshape(-1, 2)
    away = middle / np.linalg.norm(middle, axis=-1, keepdims=True)
    off = 4e-3 * away
    assert (penalty.value(middle - off) <= radius + 1e-12).all() and (penalty.value(middle + off) > radius).all()


@every_stranger
@pytest.mark.parametrize("form", ["penalised", "constrained"])
def test_contour_ball_and_shades_that_are_drawn_are_those_of_the_formulas(pages, name, form):
    page, convex = pages(name), STRANGERS[name].convex
    if form == "constrained" and name not in CONVEX_AND_FINITE:
        assert not page.get_by_role("radio", name="budget r").is_visible()
        return
    put(page, form=form, lam=LAM.get(name, 1.5), radius=0.6, reach=3.15)
    assert page.evaluate(MEETS) == [[True, False], [True, False]]
    (in_the_cone, *_), (_, on_the_bar, _) = page.evaluate(AIMS)
    assert in_the_cone and on_the_bar
    wrong, shaded = page.evaluate(SHADES, 16)
    assert wrong == [] or not convex
    assert page.get_by_label("centres that lead to zeros").is_visible() == convex
    if name in ("Both", "Asymmetric"):
        assert min(shaded[:2]) > 0
    put(page, form="penalised")


@pytest.mark.parametrize("name", ONE)
def test_one_coefficient_has_the_answer_and_the_band_of_the_kit(browser, name):
    penalty, random = STRANGERS[name], np.random.default_rng(2)
    xx, xy = 10 ** random.uniform(-1, 1, 60), random.choice([-1, 1], 60) * 10 ** random.uniform(-1, 1, 60)
    lam = np.abs(xy) * 10 ** random.uniform(-1, 1, 60)
    with stage(browser, SlopeBalance(SquaredError([[1.0], [1.0]], [2.0, 1.0]) + 2.0 * penalty)) as page:
        states = [
            {"xx": a, "xy": k, "lam": price, "penalty": "own"}
            for a, k, price in zip(xx.tolist(), xy.tolist(), lam.tolist(), strict=True)
        ]
        found = page.evaluate(SOLVE, states)
        for s, each in zip(states, found, strict=True):
            objective = Quadratic([[s["xx"]]], [s["xy"] / s["xx"]]) + s["lam"] * penalty
            starts = s["xy"] / s["xx"] * np.linspace(0, 2, 9)[:, None]
            tried = minimize(objective, start=starts, tol=1e-13)
            expected = tried.theta[tried.value.argmin(), 0]
            assert each["theta"] == pytest.approx(expected, abs=1e-9 * abs(s["xy"] / s["xx"]))
            assert (each["theta"] == 0) == (expected == 0)
            low, high = each["held"]
            assert -low == pytest.approx(high, rel=1e-9)
            if high > 0:
                edge = [s | {"xy": factor * high / 2} for factor in (1 - 1e-9, 1 + 1e-9)]
                assert [there["theta"] == 0 for there in page.evaluate(SOLVE, edge)] == [True, False]
        assert bool(sum(len(each["others"]) for each in found)) != penalty.convex
        with held(page, page.get_by_role("slider", name="Pull of the data at zero, 2x·y")) as move:
            before = words(page)
            move(0, 60)
            assert words(page) != before and saved(page) == []
        assert saved(page) == [{"xy": get(page, "xy")}]


@every_stranger
def test_a_hand_drags_the_loss_along_it(browser, name):
    with stage(browser, ball(name), color_scheme="dark" if name in ("Log", "Box") else "light") as page:
        keep(page.locator(".sparsity-live"), f"own-{name}")
        with held(page, page.get_by_role("slider", name="Centre of the loss")) as move:
            before = words(page)
            move(-80, 40)
            assert words(page) != before and saved(page) == []
        assert saved(page) == [{"center": get(page, "center")}]
        picture = ball(name, center=get(page, "center"))
        assert np.allclose(page.evaluate("() => widget.solve(widget.read(model)).theta"), picture.theta, atol=1e-9)
        found = Axe().run(page, context="main").response["violations"] if name in ("Log", "Both") else []
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("name, reach, movable", [("Beyond", 1.0, False), ("Beyond", 3.0, True), ("Box", 3.0, False)])
def test_the_price_has_no_handle_where_a_stranger_is_level_or_endless(browser, name, reach, movable):
    objective = SquaredError([[1.0]], [0.5]) + 1.0 * STRANGERS[name]
    with stage(browser, SlopeBalance(objective, reach=reach, rise=3.0)) as page:
        assert page.get_by_role("slider", name="Price λ, on the penalty's slopes").is_visible() == movable


@pytest.mark.parametrize("name", ["Box", "Beyond"])
def test_where_a_stranger_costs_nothing_it_has_no_say(browser, name):
    with stage(browser, ball(name, center=[0.3, -0.2])) as page:
        assert words(page).startswith("The penalty has no say: no coefficient is zero")


NAMED = {"L1": "abs(t)", "squared L2": "t**2", "elastic net": "0.3*abs(t) + 0.7*t**2"}


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_known_by_its_name_is_seen_the_same_by_its_formula(browser, kind):
    """At prices, at none, and at budgets of which some are no limit."""
    penalty = Penalty.of(NAMED[kind])
    with stage(browser, LossMeetsBall(BOWL + 1.0 * penalty)) as page:
        states = [state(loss, lam) for loss, lam in random_states(12, seed=3)]
        states += [states[0] | {"lam": lam} for lam in (0.0, 1e3)]
        for share, each in zip((0.05, 0.3, 0.6, 0.9, 1.0, 1.5), states[:6], strict=True):
            budget = share * float(penalty.value(np.array(each["center"])))
            states.append(each | {"form": "constrained", "radius": budget})
        named = [each | {"penalty": kind, "l1_ratio": 0.3} for each in states]
        pairs = list(zip(page.evaluate(SOLVE, states), page.evaluate(SOLVE, named), strict=True))
        assert [own["where"] for own, _ in pairs] == [known["where"] for _, known in pairs]
        assert [own["zeros"] for own, _ in pairs] == [known["zeros"] for _, known in pairs]
        assert np.allclose([own["level"] for own, _ in pairs], [known["level"] for _, known in pairs], rtol=1e-7)
        assert len({own["where"] for own, _ in pairs}) == (2 if kind == "squared L2" else 4)


ZERO = [("t**2", "= infinity"), ("abs(t) + t**2", "= 5.5"), ("abs(t)", "= 5.5"), ("max(abs(t) - 1, 0)", "= 2.5")]


@pytest.mark.parametrize("text, price", ZERO)
def test_a_budget_of_zero_has_the_least_price_that_leads_there_if_any_does(browser, text, price):
    with stage(browser, LossMeetsBall(BOWL + 1.0 * Penalty.of(text), radius=1.0)) as page:
        page.get_by_role("slider", name="budget r").press("Home")
        assert (get(page, "radius") == 0) == text.startswith("abs")
        put(page, radius=0.0)
        assert f"r = 0, which is the price λ {price}" in words(page)


def test_a_stranger_gives_way_to_a_known_penalty_and_comes_back(browser):
    with stage(browser, ball("Log")) as page:
        page.get_by_role("radio", name="L1", exact=True).check()
        page.get_by_role("radio", name="budget r").check()
        page.get_by_role("radio", name="Log").check()
        frames(page)
        assert saved(page)[-1] == {"form": "penalised", "penalty": "own"} and "λ = " in words(page)


def test_a_formula_that_is_not_known_or_lost_is_told_in_words(browser):
    with stage(browser, ball("Both")) as page:
        put(page, _own=None)
        assert words(page).startswith("This state has no picture: penalty must be one of")


def test_groups_with_weights_have_a_picture_as_well(browser):
    penalty = GroupL2([0, 1], weights=[1.0, 3.0])
    with stage(browser, LossMeetsBall(BOWL + 1.0 * penalty)) as page:
        theta = page.evaluate("() => widget.solve(widget.read(model)).theta")
        assert np.allclose(theta, minimize(BOWL + 1.0 * penalty).theta, atol=1e-9) and "group L2" in page.content()


def test_a_page_without_a_kernel_draws_a_stranger(browser, tmp_path):
    picture = ball("HuberL1")
    context = browser.new_context(offline=True, viewport={"width": 1100, "height": 900})
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(exported(picture, tmp_path))
    page.wait_for_function("document.querySelectorAll('.words:not(:empty)').length === 1")
    before = words(page)
    with held(page, page.get_by_role("slider", name="Centre of the loss")) as move:
        move(-60, 30)
    assert words(page) != before and "touches the ball" in words(page) and faults == []
    keep(page.locator(".sparsity-live"), "own-exported")
    context.close()
