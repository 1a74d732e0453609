"""PenaltyLab in a real browser: it reads what Python reads, finds what Python finds, and answers each keystroke."""

import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from hands import frames, get, held, keep, put, saved, tidy, words
from hypothesis import given, settings
from hypothesis import strategies as st
from stage import needs_browser, stage
from staged import staged

from sparsity_kit import Penalty
from sparsity_kit.live import PenaltyLab
from sparsity_kit.penalty.reading import read
from sparsity_kit.penalty.tree import evaluate
from sparsity_kit.penalty.words import KNOWN

pytestmark = needs_browser
PENALTIES = [
    "abs(t)",
    "t**2",
    "abs(t) + t**2",
    "log(1 + abs(t))",
    "max(abs(t) - 1, 0)",
    "sqrt(abs(t))",
    "abs(t)**1.5",
    "1 - max(1 - abs(t), 0)**2",
    "Piecewise((abs(t) - t**2/4, abs(t) <= 2), (1, True))",
    "min(abs(t), 1)",
    "Piecewise((t**2, abs(t) <= 1/2), (abs(t) - 1/4, True))",
    "1 - exp(-3*abs(t))",
    "sqrt(t**2 + 0.01) - 0.1",
    "t**2/(1 + t**2)",
    "sqrt(abs(t))**2",
    "min(abs(t), 0.3) + max(abs(t) - 2, 0)",
    "max(abs(t), 2*abs(t) - 1)",
    "0*t",
    "abs(t)**0.01",
    "abs(t)**1.0001",
    "(t**4)**0.25 + t**2",
    "sqrt(sqrt(abs(t))*abs(t))",
]
LEVEL_AT_FIRST = "abs(t) + sqrt((abs(t) - 7.7)**2) - 7.7"  # what cancels there leaves bends of rounding
SPELLED = [
    "|t| + t²",
    "−t·t·(−1)",
    "√(t²)",
    "√|t|",
    "2 * abs(t) ** 0.5",
    "Ω(t) = abs(t)",
    "-t**2",
    "-2**2*t",
    "t**-2",
    "2**-1*t",
    "1.5e-1*t",
    "½·|t|",
    "np.abs(t)",
    "t**2/3/4",
    "t - 1 - 2",
    "-(-t)",
    "+t",
    "2**3**0*t",
    "Max(t, -t, 0.5)",
    "Abs(t) + ln(2)",
    "sgn(t)*t",
    "Piecewise((t, (t > 0) & (t < 1)), (0, (t < -1) | (t > 2)), (1, True))",
    "Piecewise((1, 0 < t <= 1), (2, not t > 3))",
    "Piecewise((1, t > 0 and t < 1 or t == 2), (E, Ne(t, pi)), (0, True))",
    "t**(1/2)",
    "Rational(1, 3)*t",
    "exp(-t**2)",
    ".5*t",
    "2½*t",
    "t⁻² + t⁺²·t¹⁰**0",
    "√t + √2*√(t + 1)",
    "max(t; 6 ÷ 2∕1)",
    "f = abs(t)",
    "$numpy.abs(t)$",
    "t**2, ",
    "∣t∣ – ‒1",
    "Piecewise((1, t ≤ 1 ∧ t ≠ 0), (π, ¬ t ≥ 2 ∨ t ⩾ 9), (0, True))",
    "２*（t）",
]
WRONG = {  # a text, and what both say of it; or what the browser says, which knows more, and what Python says
    "": ("type a formula in t", "cannot be read"),
    "t^2": "a power is written **",
    "2t": "a * is missing",
    "abs(t": ("the formula is not finished: a ) is missing", "cannot be read"),
    "abs t": ("abs is a function; write abs(t)", "cannot be read"),
    "x**2": ("the name x means nothing here; use t", "the name 'x' means nothing here; use t"),
    "t +": ("the formula is not finished", "cannot be read"),
    "abs(t) < 1": "a number for every t",
    "t**t": "exponents must be numbers between −8 and 8",
    "t**9": "exponents must be numbers between −8 and 8",
    "Heaviside(t)": f"a penalty has no Heaviside; it may use {KNOWN}",
    "oo*t": ("the name oo means nothing here", "oo is no number here"),
    "alert(1)": f"a penalty has no alert; it may use {KNOWN}",
    "t(2)": "a * is missing",
    "0,5*t": "with a point",
    "abs(t)(2)": "a * is missing",
    "t.real": (f". cannot stand here; it may use {KNOWN}", "only numbers, names"),
    "__import__('os')": f"a penalty has no __import__; it may use {KNOWN}",
    "t if t > 0 else 1": ("a * is missing between t and if", "only numbers, names"),
    "max(t)": "max takes 2 to 20 arguments, got 1",
    "Rational(1, 2, 3)*t": "Rational takes 2 arguments, got 3",
    "Piecewise((t, Eq(t, 1, 2)))": "Eq takes 2 arguments, got 3",
    "sqrt(t, 2)": "sqrt takes 1 argument, got 2",
    "abs(t, 1)": "abs takes 1 argument, got 2",
    "Piecewise(t)": ("t cannot stand here: a ( is missing", "the cases of Piecewise are pairs, (value, condition)"),
    "lambda t: t": ("the name lambda means nothing here", "cannot be read"),
    "1e16*t": ("1e16 is too large a number", "1e+16 is not a number that is expected"),
    "abs(t) = 2 = 3": "give one side only",
    "t and 1": "a condition is expected",
    "1 + (t > 0)": "a number is expected where a condition stands; use the condition in Piecewise",
    "sqrt": ("sqrt is a function; write sqrt(t)", "sqrt is no number here"),
    "(" * 250 + "t" + ")" * 250: "the formula is too long; 400 characters are enough",
    "t" + " + t" * 200: "the formula is too long; 400 characters are enough",
}
NO_PENALTY = [
    "t",
    "t**3",
    "abs(t) - 1",
    "-abs(t)",
    "1/t",
    "1/t**2",
    "log(abs(t))",
    "sign(t)**2",
    "max(abs(t) - t**2, 0)",
    "sqrt(t)",
    "exp(t)",
    "Piecewise((0, Eq(t, 0)), (1, True))",
    "1/(1 - abs(t))**2 - 1",
    "Piecewise((abs(t), abs(t) < 1))",
    "Piecewise((abs(t), abs(t) <= 1), (2*abs(t), True))",
    "max(t, 0)",
]
READ = """(texts) => texts.map((text) => {
    try { return window.widget.typed(text); } catch (error) { return error.message; }
})"""

page = staged(PenaltyLab, scope="module")
fresh = staged(PenaltyLab)


def test_it_reads_the_trees_that_python_reads(page):
    texts = [*PENALTIES, *SPELLED]
    for text, tree in zip(texts, page.evaluate(READ, texts), strict=True):
        assert tree == read(text), text


def _closed(parts):
    return "".join(parts) + ")" * parts[0].count("(")


SMALL = st.sampled_from(["t", "2", "0.5", "abs(t)", "sqrt(2)", "-3", "(t - 1)"])
FORMULAS = st.recursive(
    SMALL,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from([" + ", "-", "*", " / "]), part).map("".join),
        st.tuples(st.sampled_from(["-", "+", "abs(", "exp(", "max(1, ", "("]), part).map(_closed),
        part.map(lambda inner: f"({inner})**2"),
        st.tuples(part, part).map(lambda two: f"Piecewise(({two[0]}, t < {two[1]}), (1, True))"),
    ),
    max_leaves=8,
)


@settings(max_examples=25)
@given(st.lists(FORMULAS, min_size=1, max_size=8))
def test_it_reads_formulas_that_are_drawn_as_python_does_and_computes_the_same(page, texts):
    t = np.array([-2.5, -1.0, -0.3, 0.0, 0.7, 1.0, 3.0])
    texts = [text for text in texts if len(text) <= 400]
    found = page.evaluate(
        """([texts, t]) => texts.map((text) => {
            const tree = window.widget.typed(text), value = window.widget.plainly(tree);
            return [tree, t.map(value).map((v) => (Number.isFinite(v) ? v : null))];
        })""",
        [texts, t.tolist()],
    )
    for text, (tree, values) in zip(texts, found, strict=True):
        assert tree == read(text), text
        with np.errstate(all="ignore"):
            mine = evaluate(read(text), t[:, None])
        both = np.isfinite(mine)
        assert [value is not None for value in values] == both.tolist(), text
        assert np.allclose(np.array(values, dtype=float)[both], mine[both], rtol=1e-9, atol=1e-9), text


CONDITIONS = [
    *(f"t {sign} {at}" for sign in ("<", "<=", ">", ">=", "==", "!=") for at in (-0.5, 0, 1)),
    "-1 < t <= 1",
    "not t > 0 and t > -1",
    "t < -1 or t == 1",
]


def test_where_a_condition_begins_to_hold_is_where_it_does_in_python_and_beside_it_its_side_decides(page):
    t = np.array([-1.0, -0.5, 0.0, 0.3, 1.0, 2.0])
    texts = [f"Piecewise((1, {each}), (2, True))" for each in CONDITIONS]
    here, undirected, left, right = page.evaluate(
        """([texts, t]) => {
            const trees = texts.map((text) => widget.typed(text));
            const beside = (d) => trees.map((tree) => t.map((each) => widget.formula(tree)([each, 0], [d, 0])[0]));
            return [trees.map((tree) => t.map(widget.plainly(tree))), beside(0), beside(-1), beside(1)];
        }""",
        [texts, t.tolist()],
    )
    for found, at in ((here, t), (undirected, t), (left, t - 1e-9), (right, t + 1e-9)):
        assert found == [evaluate(read(text), at[:, None]).ravel().tolist() for text in texts]


def test_it_refuses_what_python_refuses_and_says_why_as_python_does(page):
    for (text, says), answer in zip(WRONG.items(), page.evaluate(READ, list(WRONG)), strict=True):
        here, there = says if isinstance(says, tuple) else (says, says)
        assert isinstance(answer, str) and "\n" not in answer and here in answer, text
        with pytest.raises(ValueError, match="must be") as error:
            read(text)
        assert there in str(error.value).replace("-8", "−8"), text


def fact(said):
    """What is said of a formula, without the cure: of "this", with the numbers as the browser writes them."""
    for python, browser in (
        ("e-0", "e-"),
        ("-inf", "minus infinity"),
        (" inf ", " infinite "),
        ("nan", "not a number"),
    ):
        said = said.replace(python, browser)
    return re.split("[;:] ", said.replace("; this", ", this"))[0].replace("-", "−")


@pytest.mark.parametrize("text", NO_PENALTY)
def test_what_is_no_penalty_is_refused_for_the_same_reason_with_the_same_numbers(page, text):
    said = page.evaluate("(text) => window.widget.studied(text).wrong ?? ''", text)
    with pytest.raises(ValueError, match="a penalty must") as error:
        Penalty.of(text)
    assert fact(said) == fact(str(error.value).replace(f", but {text} ", ", this ")) and ", this " in fact(said)


@pytest.mark.parametrize("text", [*PENALTIES, LEVEL_AT_FIRST])
def test_it_finds_what_python_finds(page, text):
    penalty, random = Penalty.of(text), np.random.default_rng(4)
    count = 40 if penalty.convex else 4  # where Ω is not convex Python looks everywhere, and takes its time
    lams, xys = 10 ** random.uniform(-2, 2, count), random.normal(size=count) * 10 ** random.uniform(-1, 1, count)
    states = [{"formula": text, "lam": lam, "xy": xy} for lam, xy in zip(lams.tolist(), xys.tolist(), strict=True)]
    found = page.evaluate(
        """(all) => all.map((s) => window.widget.solve(s)).map((now) => (
            { ...now, slope: now.slope === Infinity ? -1 : now.slope }))""",
        states,
    )
    for state, now in zip(states, found, strict=True):
        theta = penalty.prox([state["xy"]], state["lam"] / 2)[0]
        assert now["theta"] == pytest.approx(theta, rel=1e-9, abs=1e-9) and (now["theta"] == 0) == (theta == 0)
        assert now["threshold"] == pytest.approx(penalty.threshold(state["lam"]), rel=1e-9)
        assert now["convex"] == penalty.convex
        assert now["slope"] == pytest.approx(-1 if np.isinf(penalty.slope) else penalty.slope, rel=1e-9)


def test_where_f_is_nearly_level_theta_is_where_it_is_level(page):
    state = {"formula": "1 - max(1 - abs(t), 0)**2", "lam": 0.02, "xy": 1 - 1e-9}
    theta = page.evaluate("(s) => window.widget.solve(s).theta", state)
    assert 1 - theta == pytest.approx(1e-9 / 0.98, rel=1e-6)  # 1 − θ from θ − xy + 0.02·(1 − θ) = 0


TYPED = """(text) => new Promise((done) => {
    const input = document.querySelector(".formula input");
    input.value = text;
    input.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => requestAnimationFrame(() => done(
        [...document.querySelectorAll("path.ball-line")].map((line) => line.getAttribute("d")).join(" "))));
})"""


def test_the_picture_is_drawn_in_the_frame_after_a_keystroke(page):
    """How long that takes is measured by tests.live_speed."""
    drawn = [page.evaluate(TYPED, f"{n + 2}*({text})") for n, text in enumerate(PENALTIES[:-1])]
    assert len(set(drawn)) == len(drawn) and get(page, "formula").endswith(f"({PENALTIES[-2]})")


def test_what_is_typed_is_drawn_saved_on_leaving_and_read_by_python(fresh):
    field = fresh.get_by_label("Ω(t) =")
    field.fill("")
    field.press_sequentially("3*abs(t)")
    frames(fresh)
    assert "θ* is zero up to |x·y| = 3. It is convex" in words(fresh) and saved(fresh) == []
    field.press("Tab")
    assert saved(fresh) == [{"formula": "3*abs(t)"}]
    lab = PenaltyLab(**saved(fresh)[0])
    assert (lab.threshold, lab.convex, lab.slope, lab.theta) == (3.0, True, 3.0, 0.0)


def test_a_wrong_formula_is_answered_in_words_and_the_picture_stays(fresh):
    field, told = fresh.get_by_label("Ω(t) ="), fresh.locator(".told")
    before = words(fresh)
    for typed, says in (
        ("abs(t) +", "Not yet: the formula is not finished."),
        ("t^2", "Not yet: a power is written **, as in t**2."),
        ("abs(t) - 1", "Not yet: a penalty must be 0 at t = 0; this is −1 there: subtract that."),
        ("x", "Not yet: the name x means nothing here; use t."),
    ):
        field.fill(typed)
        frames(fresh)
        assert told.text_content() == says and field.get_attribute("aria-invalid") == "true"
        assert words(fresh) == before and field.input_value() == typed
    put(fresh, lam=5.0)
    assert field.input_value() == "x"  # drawn again, it leaves alone what is being typed
    field.press("Tab")
    assert saved(fresh) == [{"lam": 5.0}]  # no formula
    field.fill("t**2")
    frames(fresh)
    assert told.text_content() == "" and field.get_attribute("aria-invalid") is None
    assert words(fresh).startswith("No range of zeros: at zero Ω has the one slope 0")


def test_who_leaves_an_unfinished_formula_leaves_python_with_the_penalty_that_is_drawn(fresh):
    field = fresh.get_by_label("Ω(t) =")
    field.fill("")
    field.press_sequentially("3*abs(t) + t**")
    frames(fresh)
    field.press("Tab")
    assert saved(fresh) == [{"formula": get(fresh, "formula")}] and "up to |x·y| = 3." in words(fresh)


def test_the_data_are_dragged_and_moved_by_keys_and_a_ready_formula_is_taken(fresh):
    grip = fresh.get_by_role("slider", name="Data x·y", exact=True)
    with held(fresh, grip) as move:
        move(-140, 0)
        assert get(fresh, "xy") < 0 and "exactly zero" in words(fresh)
        assert get(fresh, "xy") == tidy(get(fresh, "xy"))  # Python has the number that is shown
    assert saved(fresh) == [{"xy": get(fresh, "xy")}]
    before = get(fresh, "xy")
    grip.focus()
    fresh.keyboard.press("ArrowRight")
    assert get(fresh, "xy") == pytest.approx(before + 0.05)
    fresh.get_by_label("or take one").select_option("sqrt(abs(t))")
    frames(fresh)
    assert "every slope there is" in words(fresh) and saved(fresh)[-1] == {"formula": "sqrt(abs(t))"}
    assert fresh.get_by_label("Ω(t) =").input_value() == "sqrt(abs(t))"


def test_every_ready_formula_is_a_penalty(page):
    ready = page.get_by_label("or take one").locator("option").evaluate_all("(all) => all.map((each) => each.value)")
    assert len(ready) == 9 and ready[0] == ""
    assert page.evaluate("(all) => all.filter((text) => widget.studied(text).wrong)", ready[1:]) == []


SAID = {
    (
        "abs(t)",
        0.0,
    ): "It can give zeros: at zero Ω has all slopes from −1 to 1; but at λ = 0 it costs nothing. It is convex",
    (
        "abs(t)",
        2.0,
    ): "It gives exact zeros: at zero Ω has all slopes from −1 to 1, so θ* is zero up to |x·y| = 1. It is",
    (
        "sqrt(abs(t))",
        2.0,
    ): "up to |x·y| = 1.5; there θ* jumps to 1, because Ω is not convex. It is not convex: its slope",
    ("t**2", 0.0): "No range of zeros: at zero Ω has the one slope 0, an interval without room. It is convex",
}


@pytest.mark.parametrize("text, lam", SAID)
def test_it_says_whether_there_are_zeros_and_up_to_where(page, text, lam):
    put(page, formula=text, lam=lam)
    assert SAID[text, lam] in words(page)


def test_each_picture_has_its_title_above_it_and_its_names_along_its_axes(page):
    texts = [each.bounding_box() for each in page.locator(".picture > svg > .halo-text").all()]
    shown = [each.bounding_box() for each in page.locator(".frame").all()]
    assert len(texts) == 3 * len(shown) == 12
    for k, frame in enumerate(shown):
        title, across, up = texts[3 * k : 3 * k + 3]
        centre = frame["x"] + frame["width"] / 2
        assert title["x"] + title["width"] / 2 == pytest.approx(centre, abs=2)
        assert frame["y"] - 24 < title["y"] + title["height"] < frame["y"]
        assert across["x"] + across["width"] / 2 == pytest.approx(centre, abs=2)
        assert across["y"] > frame["y"] + frame["height"] and up["x"] + up["width"] < frame["x"]


@pytest.mark.parametrize("text", PENALTIES)
def test_what_is_drawn_is_on_the_curves(page, text):
    put(page, formula=text, lam=2.0, xy=1.7)
    keep(page, f"penalty_lab-{PENALTIES.index(text)}")
    on = page.evaluate("""() => [...document.querySelectorAll("circle.mark")].map((mark, k) => {
        const group = mark.parentNode, line = group.querySelector(k === 1 ? ".ball" : ".ball-line");
        line.style.strokeWidth = 4;
        return mark.style.display === "none" || group.querySelector(k === 1 ? ".ball" : ".ball-line").isPointInStroke(
            new DOMPoint(Number(mark.getAttribute("cx")), Number(mark.getAttribute("cy"))));
    })""")
    assert on == [True, True, True]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 1200}}])
def test_axe_finds_nothing(browser, options):
    with stage(browser, PenaltyLab("log(1 + abs(t))"), **options) as page:
        frames(page)
        found = Axe().run(page, context="main").response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
