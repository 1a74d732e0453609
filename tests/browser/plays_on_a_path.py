"""What lessons 7 and 10 tell their reader to do with the whole path: the price, the band, the events."""

import numpy as np
from hands import frames
from instructions import plays

from sparsity_kit import L1, SquaredError, data, minimize

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
