"""What lessons 4 to 7 tell their reader to do: the line and the staircase, a penalty, the threshold."""

import numpy as np
from instructions import plays
from live_lessons import numbers

STAIRS, LINE = "Price λ, on the penalty's slopes", "Pull of the data at zero, 2x·y"
SECOND = "x₂·y, of the second feature"


@plays(
    "04",
    "balance",
    "Move the line",
    "Take the handle on the staircase",
    "pull it down",
    "slide $\\lambda$",
    "Move them",
    "run the cell again",
)
def let_go_below_the_height_of_the_line(scene):
    scene.drag(LINE, 0, 10)
    assert scene.get("xy") != 1.5 and _balance(scene)[2] == 0
    scene.slide("data x·y", 1.5)
    scene.drag_until(STAIRS, (0, 3), lambda: "exactly zero" not in scene.words)
    lam, height, theta = _balance(scene)
    assert 2.7 < lam < 3 == height and np.isclose(theta, (3 - lam) / 2, atol=6e-4)
    scene.slide("price λ", 3)
    assert _balance(scene) == [3, 3, 0]
    for price, product in ((2, -0.7), (1, -1), (4, 3)):
        scene.slide("price λ", price)
        scene.slide("data x·y", product)
        assert (_balance(scene)[2] == 0) == (abs(2 * product) <= price)


def _balance(scene):
    said = scene.read("pull = -balance")
    assert said.split()[-1] == "True"
    return numbers(said)


@plays("04", "balance", "choose squared L2")
def no_price_is_high_enough(scene):
    assert "Choose squared L2" in scene.read("if balance.penalty")
    scene.choose("squared L2")
    for price in (4, 8, scene.handle("price λ").get_attribute("max")):
        scene.slide("price λ", price)
        theta, height = numbers(scene.read("if balance.penalty"))
        assert theta > 0 and height == 3
    scene.drag(LINE, 0, 20)
    assert 0 not in numbers(scene.read("if balance.penalty"))
    scene.slide("data x·y", 0)
    assert numbers(scene.read("if balance.penalty")) == [0, 0]


@plays("05", "lab", "type `log(1 + abs(t))`", "run this again", "type the formula")
def a_typed_penalty(scene):
    def typed(formula):
        field = scene.page.get_by_label("Ω(t) =")
        field.fill(formula)
        field.press("Enter")
        return scene.read("print(round(lab.xy, 2)").split(maxsplit=3)

    assert typed("abs(t) + t**2") == ["1.5", "0.167", "1.0", "abs(t) + t**2\n"]
    assert typed("log(1 + abs(t))")[2:] == ["1.0", "log(1 + abs(t))\n"]
    scene.slide("price λ", 4)
    jump = float(typed("log(1 + abs(t))")[2])
    theta = np.linspace(0, 10, 100001)
    for xy, zero in ((jump - 0.002, True), (jump + 0.002, False)):  # above it no small θ is lowest either
        lowest = theta[((theta - xy) ** 2 + 4 * np.log1p(theta)).argmin()]
        assert lowest == 0 if zero else lowest > 0.3
    assert typed("max(abs(t) - 1, 0)")[2] == "0.0" and "exactly zero" not in scene.words


@plays("06", "one", "Take the point in your hand", "Drag it along the curve")
def solver_and_formula_agree(scene):
    point = "x·y, of the feature"
    assert _two(scene) == [3, 3]
    scene.drag_until(point, (-4, 0), lambda: "exactly zero" in scene.words)
    assert 1.8 < scene.get("xy") <= 2 and _two(scene) == [0, 0]
    scene.drag_until(point, (-4, 0), lambda: "exactly zero" not in scene.words)
    assert scene.get("xy") < -2 and _two(scene)[0] < 0
    scene.drag("Price λ, at the threshold", -20, 0)
    assert scene.get("lam") != 4 and _two(scene)[0] == _two(scene)[1]
    scene.slide("length ‖x‖²", 4)
    for product, zero in ((scene.get("lam") / 2, True), (scene.get("lam") / 2 + 0.1, False)):
        scene.page.evaluate("(xy) => { model.set('xy', xy); model.save_changes(); }", product)
        assert (_two(scene)[0] == 0) == zero and _two(scene)[0] == _two(scene)[1]


def _two(scene):
    return numbers(scene.read("length = np.sqrt(one.xx)"))


@plays("07", "two", "move the second", "Drag $x_2", "set the correlation to zero")
def the_band_moves_with_the_correlation(scene):
    for product, zero in ((3.6, False), (3.8, True), (6.6, True), (6.8, False)):
        scene.slide("data x₂·y", product)
        assert _second(scene) == [8, product, zero]
    scene.drag(SECOND, -20, 0)
    assert _second(scene)[0] == 8
    scene.slide("correlation", 0)
    for product, zero in ((-1.6, False), (-1.4, True), (1.4, True), (1.6, False)):
        scene.slide("data x₂·y", product)
        assert _second(scene) == [8, product, zero]


def _second(scene):
    rule, *_, right = scene.read("print(two.rule").replace("[", " ").replace("]", " ").split()
    assert right == "True" and rule == "True"
    return [scene.get("xy"), scene.get("xy2"), bool(scene.widget.theta[1] == 0)]


@plays("07", "mine", "make it by hand")
def both_positive(scene):
    assert "Move on" in scene.read("if (mine.theta > 0).all()")
    scene.slide("data x₂·y", 0.5)
    scene.slide("correlation", 0)
    assert "Move on" in scene.read("if (mine.theta > 0).all()")
    scene.slide("correlation", -0.5)
    assert "✓" in scene.read("if (mine.theta > 0).all()")
    scene.drag_until(SECOND, (4, 0), lambda: scene.get("xy2") > 1.2)
    assert "✗" in scene.read("if (mine.theta > 0).all()")
