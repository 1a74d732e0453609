"""A live picture and the printed one in its place show the same part of the plane, at the same price."""

import numpy as np
import pytest
from stage import needs_browser, stage

from sparsity_kit import L1, ElasticNet, Lq, Quadratic, SquaredError, SquaredL2, cross_validate, data, lasso_path
from sparsity_kit.figures import words
from sparsity_kit.live import (
    LossMeetsBall,
    PathExplorer,
    PenaltyFlow,
    PenaltyLab,
    SlopeBalance,
    Threshold,
    Validation,
)

pytestmark = needs_browser
BOWL = Quadratic([[2.0, -1.0], [-1.0, 2.0]], center=[7, 4])
SHEARED = SquaredError([[2.0, 1.0], [1.0, 2.0]], [4, 0])
PATIENTS = lasso_path(data.diabetes().X, data.diabetes().y)
CV = cross_validate(data.diabetes(standardized=False).X, data.diabetes().y)
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
WINDOW = """() => [...document.querySelectorAll('.sparsity-live svg > .frame')].map((node) => {
    const frame = node.getBBox();
    const ticks = [...node.nextElementSibling.querySelectorAll('text')].map((node) => {
        const upright = node.getAttribute('text-anchor') === 'end', value = Number(node.textContent.replace('−', '-'));
        return { value, upright, at: upright ? node.getAttribute('y') - 4 : Number(node.getAttribute('x')) };
    });
    const ends = (upright, ...pixels) => {
        const along = ticks.filter((each) => each.upright === upright);
        if (!along.length) return pixels.map(() => null); // bars have names there
        const first = along[0], last = along.at(-1);
        const a_pixel = (last.value - first.value) / (last.at - first.at);
        return pixels.map((at) => first.value + (at - first.at) * a_pixel);
    };
    return [...ends(false, frame.x, frame.x + frame.width), ...ends(true, frame.y + frame.height, frame.y)];
})"""  # left, right, bottom and top, by where the numbers stand


PRICES = """() => {
    const node = document.querySelector('.sparsity-live svg > .frame'), frame = node.getBBox();
    const texts = [...node.nextElementSibling.querySelectorAll('text')];
    const along = texts.filter((node) => node.getAttribute('text-anchor') !== 'end');
    const ticks = along.map((node) => [Number(node.textContent), Number(node.getAttribute('x'))]);
    return { ticks, edge: frame.x + frame.width };
}"""  # the ticks of the first picture's axis of λ, and where its frame ends


def on_an_axis_of_prices(page):
    """(right, bottom, top) of the first picture, whose axis of λ is logarithmic: right by the last two ticks."""
    *_, bottom, top = page.evaluate(WINDOW)[0]
    ticks = page.evaluate(PRICES)
    (first, at), (last, end) = ticks["ticks"][-2:]
    return first * (last / first) ** ((ticks["edge"] - at) / (end - at)), bottom, top


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


def test_the_printed_lab_shows_the_thresholds_of_the_live_one(browser):
    lab = PenaltyLab("abs(t) + t**2", lam=2.0, xy=4.5, reach=3.0)
    with stage(browser, lab) as page:
        *_, thresholds = page.evaluate(WINDOW)  # graph, slopes, ball, and θ* against x·y
    ax = lab.drawing().ax
    assert np.allclose(thresholds, [*ax.get_xlim(), *ax.get_ylim()], rtol=2e-3)
    assert "λ = 2." in lab.drawing().alt and "At x·y = 4.5 θ* is" in lab.drawing().alt


@pytest.mark.parametrize("lam", [40.0, 2500.0])
@pytest.mark.parametrize("zoomed", [True, False])
@pytest.mark.parametrize("logarithmic", [True, False])
def test_the_printed_path_and_its_bars_have_the_axes_of_the_live_ones(browser, logarithmic, zoomed, lam):
    picture = PathExplorer(PATIENTS, logarithmic=logarithmic, zoomed=zoomed, lam=lam)
    with stage(browser, picture) as page:
        (_, *live), (*_, low, high) = page.evaluate(WINDOW)
        if logarithmic:
            live = on_an_axis_of_prices(page)
    path, bars = picture.drawing().figure.axes
    bottom, top = path.get_ylim()
    below_names = min(text.xy[1] for text in path.texts if getattr(text, "xycoords", None) == "axes fraction")
    assert np.allclose(live, [path.get_xlim()[1], bottom, bottom + below_names * (top - bottom)], rtol=2e-3)
    assert np.allclose([low, high], bars.get_ylim(), rtol=2e-3)
    assert f"at λ = {lam:g}, with the band from" in picture.drawing().alt


@pytest.mark.parametrize("lam", [3.0, 2 * CV.kinks[0]])
def test_the_printed_held_out_error_has_the_axes_of_the_live_one(browser, lam):
    picture = Validation(CV, lam=lam)
    with stage(browser, picture) as page:
        live = on_an_axis_of_prices(page)
    printed = picture.drawing()
    assert np.allclose(live, [printed.ax.get_xlim()[1], *printed.ax.get_ylim()], rtol=2e-3)
    assert f"At the line, λ = {words.number(lam, 4)}, the error is" in printed.alt
