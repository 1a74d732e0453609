"""What lessons 1 to 3 tell their reader to do: starts, steps, the cross, the price."""

import numpy as np
from hands import frames
from instructions import plays
from live_lessons import numbers


@plays("01", "flows", "Drag the start", "slide the time", 'press "play"', "run the next cell")
def hitting_times(scene):
    scene.drag("Start A", -40, -50)
    start = np.abs(scene.get("start")[0])
    assert np.allclose(numbers(scene.read("for penalty, times")), [*start / 0.5, np.inf, np.inf], atol=6e-4)
    scene.drag("Start A, in the second picture", 30, 20)
    assert not np.allclose(start, np.abs(scene.get("start")[0]))
    scene.drag_until("Start A", (0, -3), lambda: scene.get("start")[0][1] == 0)  # it snaps onto the axis
    assert numbers(scene.read("for penalty, times"))[1::2] == [0, 0]
    scene.slide("time t", 1.5)
    assert scene.words.startswith("At t = 1.5.") and numbers(scene.read("for penalty, times"))[1::2] == [0, 0]
    scene.page.get_by_role("button", name="play").click()
    scene.page.get_by_role("button", name="play again").wait_for()
    assert "exactly zero since" in scene.words and numbers(scene.read("for penalty, times"))[1::2] == [0, 0]


@plays("01", "steps", "Slide the step", 'choose "proximal steps"', "run the cell again")
def steps_that_land(scene):
    assert scene.read("print(steps.motion").split() == ["sign", "steps", "0"]
    for step in (0.25, 0.4, 0.5):  # each divides one of the distances, 0.5 and 0.8, also in a computer's numbers
        scene.slide("step", step)
        assert (
            scene.read("print(steps.motion").split() == ["sign", "steps", "1"] and "exactly zero since" in scene.words
        )
    for step in (0.19, 0.23, 0.31):
        scene.choose("proximal steps")
        scene.slide("step", step)
        assert scene.read("print(steps.motion").split() == ["proximal", "steps", "2"]
        scene.choose("sign steps")
        assert scene.read("print(steps.motion").split() == ["sign", "steps", "0"]


@plays("02", "picture", "Drag the cross upwards")
def the_corner_lets_go(scene):
    assert "zero" in scene.words
    scene.drag_until("Centre of the loss", (0, -4), lambda: "exactly zero" not in scene.words)
    (_, height, *touching), walked = _center_touching_and_walk(scene)
    assert height > 5 and min(touching) > 0 and np.allclose(walked, touching, atol=0.01)
    scene.handle("Centre of the loss").focus()
    while "exactly zero" not in scene.words:
        scene.page.keyboard.press("Shift+ArrowDown")  # back, finely: the corner takes hold at (7, 5)
        frames(scene.page)
    (_, height, *touching), walked = _center_touching_and_walk(scene)
    assert 4.9 < height <= 5 and touching == walked == [2, 0]


def _center_touching_and_walk(scene):
    """What the next cell prints; and the lowest point of a walk around the diamond of radius 2, in NumPy alone."""
    told = numbers(scene.read("print(np.round(picture.center"))
    corners = 2 * np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]])
    walk = np.linspace(corners[:-1], corners[1:], 1001).reshape(-1, 2)
    away = walk - told[:2]
    return told, walk[np.einsum("ij,jk,ik->i", away, [[2, -1], [-1, 2]], away).argmin()].tolist()


@plays("02", "mine", "Drag the cross, or the ring")
def a_loss_that_keeps_both(scene):
    assert "Drag on" in scene.read("if mine.theta.all()")
    scene.drag_until("Centre of the loss", (-4, -8), lambda: "exactly zero" not in scene.words)
    assert "✓" in scene.read("if mine.theta.all()") and scene.get("lam") == 10
    scene.drag("Centre of the loss", 60, 60)
    scene.drag_until("Shape of the loss: turn and stretch", (-4, 4), lambda: "exactly zero" not in scene.words)
    assert "✓" in scene.read("if mine.theta.all()") and scene.get("lam") == 10


@plays("03", "priced", "Slide the price up", "move the price")
def the_strips_swallow_the_cross(scene):
    zeros = {}
    for price in (4, 6, 7.5, 8.5, 15, 19.5, 20.5):
        scene.slide("price λ", price)
        lam, first, second, *slopes = numbers(scene.read("print(round(priced.lam, 3)"))
        assert lam == price
        alive = np.array([first, second]) != 0
        assert np.allclose(np.array(slopes)[alive], lam, atol=6e-4) and np.all(np.array(slopes) <= lam + 6e-4)
        zeros[price] = 2 - alive.sum()
    assert list(zeros.values()) == [0, 0, 0, 1, 1, 1, 2]
