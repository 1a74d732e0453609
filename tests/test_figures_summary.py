"""The course on one page: an A4 page that prints, with nothing over anything, and with nothing on it that is not so."""

import base64
import io
import re
import struct

import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp
from overlaps import overlaps

from sparsity_kit import conventions, figures
from sparsity_kit.derivations import lam, theta, v, x, y


@pytest.fixture(scope="module")
def page():
    return figures.summary()


def test_no_text_lies_over_anything_and_nothing_is_left_to_pyplot(page):
    assert overlaps(page.figure) == []
    assert plt.get_fignums() == []


def test_it_is_one_page_of_a4_as_pdf_and_small_as_a_picture(page):
    pdf = io.BytesIO()
    page.figure.savefig(pdf, format="pdf")
    (box,) = re.findall(rb"/MediaBox \[ *0 0 ([\d.]+) ([\d.]+) *\]", pdf.getvalue())
    assert np.array(box, dtype=float) * 25.4 / 72 == pytest.approx([210, 297], abs=0.3)  # millimetres
    data, metadata = page._repr_mimebundle_()
    png = base64.b64decode(data["image/png"])
    assert len(png) < 150_000 and struct.unpack(">II", png[16:24])[0] == 2 * metadata["image/png"]["width"] == 1324
    assert metadata["image/png"]["alt"] == data["text/plain"] == page.alt


def test_its_alt_text_says_all_that_is_on_it(page):
    assert page.alt.endswith(".") and not re.search("nan|array|  ", page.alt)
    for part in page.parts:
        assert part.alt in page.alt
    for heading, lines in page.texts.items():
        assert heading in page.alt and all(" ".join(line.split()) in page.alt for line in lines)


def test_its_balls_are_touched_where_a_walk_around_them_finds_the_lowest_place(page):
    corner, disc = page.parts[:2]
    A, c = np.array([[2, -1], [-1, 2]]), np.array([7, 4])
    turn = np.linspace(0, 2 * np.pi, 100_001)
    around = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for met, ball in ((corner, 2 * around / np.abs(around).sum(axis=1)[:, None]), (disc, 3 * around)):
        away = ball - c
        lowest = ball[((away @ A) * away).sum(axis=1).argmin()]
        assert met.point == pytest.approx(lowest, abs=1e-3)
    assert corner.lam == pytest.approx(12) and corner.point[1] == 0  # −∂₁f = 12 at (2, 0)


def test_its_kink_holds_zero_and_its_curves_are_zero_up_to_their_thresholds(page):
    kink, smooth, proxes, along = page.parts[2:]
    assert kink.theta == 0 and smooth.theta == pytest.approx(1.5 / 5)  # 2(1.5 − θ) = 2·4·θ
    assert proxes.thresholds == pytest.approx([2, 0, 1])
    assert along.kinks[0] == 2 * np.abs(np.array([1, 2, 3]) @ [[0, 0, 1], [0, 1, -1], [1, 0, -1]]).max()


def read(formula):
    """A formula on the page, as SymPy reads it."""
    spaced = re.sub(r"(?<=[\dxλ)])(?=[xyλθ(])", "*", formula.replace("²", "**2").replace("−", "-"))
    return sp.sympify(spaced, locals={"λ": lam, "θ": theta, "v": v, "x": x, "y": y})


def test_its_formulas_solve_the_equations_of_their_side(page):
    """With the slope 2x(xθ − y) + λ·sign, and with (θ − v) + λ·sign, each is zero there; below, the signs."""
    alone = [line.split("  if ") for line in page.texts["When is it zero?"] if "  if " in line]
    for (formula, where), slope, sign in zip(
        alone, [2 * x * (x * theta - y)] * 2 + [theta - v] * 2, [1, -1] * 2, strict=True
    ):
        assert sp.simplify(slope.subs(theta, read(formula)) + sign * lam) == 0
        point = {x: 1, y: sign * 7, v: sign * 7, lam: 2}
        assert read(where).subs(point) and np.sign(float(read(formula).subs(point))) == sign
    assert page.texts["At a solution"] == [
        "L1", "  θ < 0:  ∂f = λ", "  θ = 0:  |∂f| ≤ λ", "  θ > 0:  ∂f = −λ",
        "squared L2", "  θ ≠ 0:  ∂f = −2λθ", "  θ = 0:  ∂f = 0",
    ]  # fmt: skip


def test_its_strengths_lead_to_the_kit_s(page):
    for line in page.texts["Our λ is"]:
        factor, _, name = line.partition(" of ")
        number = eval(factor.replace("2n", "2*50*").replace("2λ", "2*λ"), {"α": 0.3, "λ": 0.3})
        assert conventions.to_lam(name, 0.3, n=50) == pytest.approx(number)
