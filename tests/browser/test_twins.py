"""A live picture and the printed one in its place show the same part of the plane, at the same price."""

import numpy as np
import pytest
from stage import needs_browser, stage

from sparsity_kit import L1, ElasticNet, Lq, Quadratic, SquaredError, SquaredL2
from sparsity_kit.figures import words
from sparsity_kit.live import LossMeetsBall, PenaltyFlow, SlopeBalance, Threshold

pytestmark = needs_browser
BOWL = Quadratic([[2.0, -1.0], [-1.0, 2.0]], center=[7, 4])
SHEARED = SquaredError([[2.0, 1.0], [1.0, 2.0]], [4, 0])
PICTURES = [
    LossMeetsBall(BOWL + 12.0 * L1()),
    LossMeetsBall(BOWL + 4.0 * SquaredL2(), center=[9.9, -11.0]),
    PenaltyFlow(start=[3.0, -1.0], lam=0.5),
    PenaltyFlow(start=[[3.0, -1.0], [0.5, 4.0]], lam=0.0, reach=3.9),
    SlopeBalance(Quadratic([[1.0]], center=[1.5]) + 4.0 * L1()),
    SlopeBalance(Quadratic([[2.0]], center=[-3.0]) + 0.5 * ElasticNet(0.4), reach=2.0, rise=2.0),
    SlopeBalance(Quadratic([[2.0]], center=[-3.0]) + 0.5 * Lq(0.5)),
    Threshold(SquaredError([[1.0]], [5.0]) + 4.0 * L1()),
    Threshold(SHEARED + 3.0 * L1()),
    Threshold(SHEARED + 3.0 * SquaredL2(), penalty="best subset", xy=30.0),
]
WINDOW = """() => [...document.querySelectorAll('.sparsity-live svg:has(> .frame)')].map((sheet) => {
    const frame = sheet.querySelector(':scope > .frame').getBBox();
    const ticks = [...sheet.querySelectorAll(':scope > .ticks text')].map((node) => {
        const upright = node.getAttribute('text-anchor') === 'end', value = Number(node.textContent.replace('−', '-'));
        return { value, upright, at: upright ? node.getAttribute('y') - 4 : Number(node.getAttribute('x')) };
    });
    const ends = (upright, ...pixels) => {
        const along = ticks.filter((each) => each.upright === upright), first = along[0], last = along.at(-1);
        const a_pixel = (last.value - first.value) / (last.at - first.at);
        return pixels.map((at) => first.value + (at - first.at) * a_pixel);
    };
    return [...ends(false, frame.x, frame.x + frame.width), ...ends(true, frame.y + frame.height, frame.y)];
})"""  # left, right, bottom and top, by where the numbers stand


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: f"{type(picture).__name__}-{picture.lam:g}")
def test_the_printed_picture_has_the_axes_and_the_price_of_the_live_one(browser, picture):
    with stage(browser, picture) as page:
        live = np.array(page.evaluate(WINDOW))
    printed = picture.drawing()
    axes = [ax for ax in printed.figure.axes if ax.get_xlabel()]
    assert len(axes) == len(live)
    for window, ax in zip(live, axes, strict=True):
        assert np.allclose(window, [*ax.get_xlim(), *ax.get_ylim()], rtol=2e-3)
    assert f"λ = {words.number(picture.lam)}" in printed.alt or f"λ is {words.number(picture.lam)}" in printed.alt
