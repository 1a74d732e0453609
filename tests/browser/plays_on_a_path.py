"""What lessons 7, 10 and 11 tell their reader to do along the path: the price, the band, the events, the error."""

import numpy as np
from hands import frames
from instructions import plays

from sparsity_kit import L1, SquaredError, cross_validate, data, minimize

PRICE = "Price λ; up and down go from kink to kink"
AT_A_KINK = ('Click on "hdl leaves"', "run the cell once more")


@plays("07", "staying", "Drag $\\lambda$", "Move the slider")
def who_is_alive_at_which_price(scene):
    patients = data.diabetes()
    loss = SquaredError(patients.X, patients.y - patients.y.mean())
    for way in (-60, -120, 250):
        scene.drag(PRICE, way, 0)
        alive = np.flatnonzero(minimize(loss + scene.get("lam") * L1()).theta)
        assert f"; the other {10 - len(alive)} " in scene.words
        assert scene.page.locator(".bar-of.on").count() == len(alive)


@plays(
    "10",
    "explorer",
    "Take hold of the price",
    "move it",
    "click on an event",
    'Click on "hdl leaves"',
    "run the cell once more",
)
def the_band_and_its_edge(scene):
    assert _edge(scene) == (200, "sex bmi map hdl ltg", "")
    scene.drag(PRICE, -60, 0)
    lam, edge, zero = _edge(scene)
    assert lam < 200 and zero == "" and len(edge.split()) == scene.page.locator(".bar-of.on").count()
    scene.page.get_by_role("option", name="hdl leaves").click()
    lam, edge, zero = _edge(scene)
    assert round(lam, 2) == 4.36 and len(edge.split()) == 10 and zero == "hdl"
    scene.handle(PRICE).focus()
    scene.page.keyboard.press("ArrowLeft")
    frames(scene.page)
    _, edge, zero = _edge(scene)
    assert len(edge.split()) == 9 and "hdl" not in edge and zero == ""


def _edge(scene):
    first, edge, zero = scene.read("rho, edge =").splitlines()
    assert first.split()[1:] == ["True", "True"]
    return float(first.split()[0]), edge.partition(": ")[2], zero.partition(":")[2].strip()


MARK = "Price λ; up and down go to the next mark or change of the chosen columns"


@plays("11", "picture", "Drag $\\lambda$ to the orange disc", "press *lowest*")
def who_is_left_out_at_the_lowest_error(scene):
    patients, raw = data.diabetes(), data.diabetes(standardized=False)
    cv = cross_validate(raw.X, raw.y)
    assert _left_out(scene) == ["age", "tc", "ldl", "tch", "glu"]
    before = scene.get("lam")
    scene.drag_until(MARK, (-4, 0), lambda: abs(_x(scene, ".cursor") - _x(scene, "path.mark")) < 3)
    assert scene.get("lam") < before / 50 and _left_out(scene) == ["hdl"]
    scene.page.get_by_role("button", name="lowest").click()
    frames(scene.page)
    assert scene.get("lam") == cv.lam_best and _left_out(scene) == ["hdl"]
    theta = minimize(SquaredError(patients.X, patients.y) + cv.lam_best * L1()).theta
    assert np.flatnonzero(theta == 0).tolist() == [patients.names.index("hdl")]


def _left_out(scene):
    """The names that the next cell prints."""
    first, *others = scene.read("print(round(picture.lam").splitlines()
    assert first.split()[0] == str(round(scene.get("lam"), 2))
    return [line.split()[0] for line in others]


def _x(scene, part):
    box = scene.page.locator(f".picture svg {part}").first.bounding_box()
    return box["x"] + box["width"] / 2
