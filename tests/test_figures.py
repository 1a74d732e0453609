"""What all pictures share: they show themselves once, with an alt text, the same on every run, and for any penalty."""

import base64
import io
import struct
from dataclasses import replace
from functools import cache
from itertools import product
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest
from exact_paths import plain_path
from figures_problems import BOWL, PENALTIES, RootPower
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text
from PIL import Image
from problems import MaxNorm, regression

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    cross_validate,
    figures,
    lasso_paths,
    penalties,
    selection_frequency,
)
from sparsity_kit.figures import looks, words
from sparsity_kit.figures.canvas import SMALL

LINE = SquaredError([[1.0]], [1.5])
PATH = plain_path(*regression())
CV = cross_validate(*regression(), folds=5)
SAMPLES = np.random.default_rng(0).multinomial(20, [1 / 20] * 20, size=50)
FREQUENCY = selection_frequency(lasso_paths(*regression(), SAMPLES))
OF_A_PENALTY = {
    "penalty_contours": lambda penalty, ax: figures.penalty_contours(penalty, ax=ax),
    "penalty_flow": lambda penalty, ax: figures.penalty_flow(penalty, [[2.0, 1.0]], ax=ax),
    "loss_meets_ball": lambda penalty, ax: figures.loss_meets_ball(BOWL + 1.2 * penalty, ax=ax),
    "zero_map": lambda penalty, ax: figures.zero_map(BOWL + 1.2 * penalty, ax=ax),
    "normal_cone": lambda penalty, ax: figures.normal_cone(BOWL + 1.2 * penalty, ax=ax),
    "slope_balance": lambda penalty, ax: figures.slope_balance(LINE + 2.0 * _of_one(penalty), ax=ax),
    "shrinkage": lambda penalty, ax: figures.shrinkage(_of_one(penalty), 2.0, ax=ax),
    "coefficient_path": lambda penalty, ax: figures.coefficient_path(BOWL + penalty, ax=ax),
    "side_by_side": lambda penalty, ax: figures.side_by_side(penalty, ax=ax),
    "unit_balls": lambda penalty, ax: figures.unit_balls(penalty, ax=ax),
}
OF_NONE = {
    "sparsity_map": lambda _, ax: figures.sparsity_map(ax=ax),
    "path": lambda _, ax: figures.path(PATH, ax=ax),
    "correlations": lambda _, ax: figures.correlations(PATH, 2.0, ax=ax),
    "validation": lambda _, ax: figures.validation(CV, ax=ax),
    "stability": lambda _, ax: figures.stability(FREQUENCY, ax=ax),
    "jitter": lambda _, ax: figures.jitter(1.0, 1.0, 0.3, 9, ax=ax),
    "one_lambda": lambda _, ax: figures.one_lambda(*regression(), ax=ax),
}
EVERY_FIGURE = OF_A_PENALTY | OF_NONE
drawn_once = cache(lambda name: EVERY_FIGURE[name](L1(), None))  # for tests that only look
PLACES = (plt.Figure.subplots, lambda f: f.subfigures(1, 2)[1].subplots(), lambda f: f.add_axes((0.2, 0.2, 0.6, 0.6)))
every_figure = pytest.mark.parametrize("draw", EVERY_FIGURE.values(), ids=EVERY_FIGURE)


def _of_one(penalty):
    return GroupL2([0]) if isinstance(penalty, GroupL2) else penalty


def test_the_kits_figures_are_all_tested():
    with_tests_of_their_own = {"conventions", "summary"}  # the one is about every λ, the other is a page, without axes
    assert {*figures.__all__} - {*EVERY_FIGURE} - with_tests_of_their_own == {
        "Drawing",
        "panels",
        "together",
        "touching",
    }


@pytest.mark.parametrize("name, penalty", [*product(OF_A_PENALTY, PENALTIES), *product(OF_NONE, [L1()])], ids=str)
def test_every_penalty_goes_through_every_figure_on_the_axes_given(name, penalty):
    left, right = figures.panels(2)
    drawn = EVERY_FIGURE[name](penalty, right)
    assert drawn.ax is right and drawn.figure is left.figure and not left.lines
    assert drawn.alt.endswith(".") and not any(bad in drawn.alt for bad in ("nan", "array", "inf ", "  "))


@pytest.mark.parametrize("name", [name for name in EVERY_FIGURE if name != "side_by_side"])
def test_axes_may_have_been_drawn_on_or_stand_in_a_subfigure_or_anywhere(name):
    """The ticks, and the scale, are those that the figure has on axes of its own."""
    own = drawn_once(name).ax
    for ax in (place(plt.Figure()) for place in PLACES):
        ax.set(xscale="log", yscale="log", xticks=[1.0, 2.0])
        ax.set_yticks([1.0], ["one"])
        drawn = EVERY_FIGURE[name](L1(), ax)
        assert (ax.get_xscale(), ax.get_yscale()) == (own.get_xscale(), own.get_yscale())
        assert "one" not in [text.get_text() for text in ax.get_yticklabels()]
        drawn.figure.draw_without_rendering()


def test_shown_is_the_whole_figure_which_keeps_its_canvas():
    for place in PLACES:
        figure = plt.Figure()
        drawn, before = figures.penalty_contours(L1(), ax=place(figure)), (figure.canvas, figure.dpi)
        data, metadata = drawn._repr_mimebundle_()
        assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).size == (1024, 768)
        assert metadata["image/png"]["width"] == 512 and (figure.canvas, figure.dpi) == before


@pytest.mark.parametrize("name", [name for name in EVERY_FIGURE if name != "side_by_side"])
def test_axes_may_have_the_same_figure_already(name):
    own, ax = drawn_once(name).ax, plt.Figure().subplots()
    for _ in range(2):
        EVERY_FIGURE[name](L1(), ax)
    ax.figure.draw_without_rendering()
    assert (ax.get_xscale(), ax.get_yscale()) == (own.get_xscale(), own.get_yscale())


@every_figure
@pytest.mark.parametrize("projection", ["polar", "3d"])
def test_axes_without_right_angles_are_refused(draw, projection):
    with pytest.raises(TypeError, match=f"ax must be flat axes with right angles, got {projection} ones; make them"):
        draw(L1(), plt.Figure().add_subplot(projection=projection))


@every_figure
def test_a_drawing_shows_itself_as_a_small_png_with_alt_text_and_leaves_none_to_pyplot(draw):
    drawn = draw(L1(), None)
    data, metadata = drawn._repr_mimebundle_()
    assert data["text/plain"] == drawn.alt == metadata["image/png"]["alt"] == repr(drawn)
    png = base64.b64decode(data["image/png"])
    assert png == draw(L1(), None).png()
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and len(png) < 60_000
    width, height = struct.unpack(">II", png[16:24])
    assert width / metadata["image/png"]["width"] == height / metadata["image/png"]["height"] == 2
    assert b"Software" not in png and b"tIME" not in png and b"tEXt" not in png
    assert plt.get_fignums() == []


def test_a_drawing_is_followed_by_its_alt_text_for_readers_who_get_none_with_the_picture(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, metadata=None, raw=False: shown.append(data))
    drawn = replace(figures.penalty_contours(L1()), alt='a "corner" & <edge>')
    drawn._ipython_display_()
    picture, spoken = shown
    assert "image/png" in picture and set(spoken) == {"text/html"}
    assert ElementTree.fromstring(spoken["text/html"]).get("aria-label") == drawn.alt


def test_few_colours_are_enough_to_keep_that_of_a_single_mark():
    picture = Image.open(io.BytesIO(figures.validation(CV).png())).convert("RGB")
    shown = np.array([colour for _, colour in picture.getcolors(2**20)])
    assert len(shown) <= 128
    for colour in (looks.BLUE, looks.VERMILION, looks.GREEN, looks.INK):
        wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
        assert np.abs(shown - wanted).max(axis=1).min() <= 8


@every_figure
def test_what_shows_lambda_says_which(draw):
    drawn = draw(ElasticNet(0.5), None)
    texts = [text.get_text() for text in [*drawn.ax.texts, drawn.ax.title, drawn.ax.xaxis.label]]
    shows = any("λ" in text and "∂" not in text for text in texts)
    assert shows == any("no ½, no 1/n" in text or "the penalty alone" in text for text in texts)


PLANES = ("penalty_contours", "penalty_flow", "loss_meets_ball", "zero_map", "normal_cone", "unit_balls")
FRAMES = {name: set() for name in [*PLANES, "one_lambda"]} | {"zero_map": {"left", "right", "bottom", "top"}}


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_a_plane_has_equal_scales_and_no_frame_and_what_is_a_curve_has_two_axes(name):
    ax = drawn_once(name).figure.axes[-1]
    sides = {side for side, spine in ax.spines.items() if spine.get_visible()}
    assert sides == FRAMES.get(name, {"left", "bottom"})
    assert (ax.get_aspect() == 1) == (name in PLANES)
    marks = {line.get_markersize() > 0 for axis in (ax.xaxis, ax.yaxis) for line in axis.get_ticklines()}
    assert marks == {bool(sides) and name not in PLANES}


def test_ticks_stand_where_something_is_drawn_and_say_what_it_is():
    shrinkage, tilted = drawn_once("shrinkage"), drawn_once("sparsity_map").ax
    assert all(-shrinkage.xy[-1] <= tick <= shrinkage.xy[-1] for tick in shrinkage.ax.get_xticks())
    even = figures.path(PATH, scale="linear")
    low, high = even.lams.min(), even.ax.get_xlim()[1]
    assert all(low <= tick <= high for tick in even.ax.get_xticks()) and even.ax.get_xlim()[0] < low
    for text, tick in zip(tilted.get_xticklabels(), tilted.get_xticks(), strict=True):
        assert text.get_text().startswith(f"{tick:g}°")
    for text, tick in zip(tilted.get_yticklabels(), tilted.get_yticks(), strict=True):
        assert text.get_text() == ("circle" if tick == 1 else f"{tick:g} : 1")
    assert drawn_once("stability").ax.get_yticks().tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert not len(drawn_once("one_lambda").ax.get_yticks())


@pytest.mark.parametrize("lam", [0.1, 1.0, 1.7, 3.0, 4.0, 300.0])
def test_shrinkage_has_a_number_on_each_side_of_zero(lam):
    ticks = figures.shrinkage([L1(), SquaredL2()], lam).ax.get_xticks()
    assert (ticks > 0).any() and np.array_equal(ticks, -ticks[::-1])


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_nothing_written_leaves_the_figure_or_is_too_small(name):
    drawn = drawn_once(name)
    canvas = FigureCanvasAgg(drawn.figure)
    canvas.draw()
    renderer, edges = canvas.get_renderer(), drawn.figure.bbox
    for text in [*drawn.ax.texts, drawn.ax.title, drawn.ax.xaxis.label, drawn.ax.yaxis.label]:
        if text.get_text():
            assert text.get_fontsize() >= 10
            box = text.get_window_extent(renderer)
            assert box.x0 >= edges.x0 - 1 and box.x1 <= edges.x1 + 1, text.get_text()
            assert box.y0 >= edges.y0 - 1 and box.y1 <= edges.y1 + 1, text.get_text()


@pytest.mark.parametrize("name", [name for name in EVERY_FIGURE if name not in ("penalty_flow", "validation")])
def test_no_curve_leaves_the_picture(name):
    """But for the contours behind a flow, and a fold that errs far more than the others."""
    ax = drawn_once(name).ax
    left, right, bottom, top = *sorted(ax.get_xlim()), *sorted(ax.get_ylim())
    for line in ax.lines:
        x, y = np.asarray(line.get_xydata(), dtype=float).T
        if line.get_transform() == ax.transData and len(x) > 2 and np.isfinite([x, y]).any():
            assert left <= np.nanmin(x) + 1e-9 and np.nanmax(x) <= right + 1e-9
            assert bottom <= np.nanmin(y) + 1e-9 and np.nanmax(y) <= top + 1e-9


def test_together_is_one_picture_with_both_texts():
    left, right = figures.panels(2)
    a, b = figures.penalty_contours(L1(), ax=left), figures.penalty_contours(L2(), ax=right)
    both = figures.together(a, b)
    assert both.alt == f"{a.alt} {b.alt}" and both.parts == (a, b) and both.figure is a.figure
    assert repr(both) == both.alt and len({both, figures.together(a, b)}) == 2
    one, two = a._repr_mimebundle_()[1]["image/png"]["width"], figures.penalty_contours(L1()).figure
    assert one == 2 * round(two.get_size_inches()[0] * 80)


def test_together_and_panels_refuse_what_they_cannot_join():
    with pytest.raises(ValueError, match="together joins drawings on one figure, got 2 figures; pass ax=left"):
        figures.together(figures.penalty_contours(L1()), figures.penalty_contours(L1()))
    with pytest.raises(ValueError, match="got 0 figures"):
        figures.together()
    with pytest.raises(ValueError, match="count must be a whole number, 1 or more, got 0"):
        figures.panels(0)
    with pytest.raises(TypeError, match="ax must be one matplotlib Axes, got tuple; unpack"):
        figures.penalty_contours(L1(), ax=figures.panels(2))


@pytest.mark.parametrize("draw", [figures.loss_meets_ball, figures.normal_cone])
def test_pictures_of_the_plane_refuse_other_problems(draw):
    name = draw.__name__
    with pytest.raises(ValueError, match=f"{name} needs a loss in the plane, 2 coefficients, got 3"):
        draw(SquaredError(np.eye(3), np.ones(3)) + 1.0 * L1())
    with pytest.raises(ValueError, match=rf"{name} draws one problem, got a batch of shape \(2,\); pick one"):
        draw(BOWL + np.array([1.0, 2.0]) * L1())
    with pytest.raises(ValueError, match="GroupL2 is made for 3 coefficients, the loss has 2; make one for as many"):
        draw(BOWL + 1.0 * GroupL2([0, 1, 1]))


def test_other_refusals_are_one_line():
    with pytest.raises(ValueError, match="penalty_contours needs a penalty of 2 coefficients"):
        figures.penalty_contours(GroupL2([0, 1, 1]))
    with pytest.raises(TypeError, match=r"unit_balls takes penalties such as \[L1\(\), L2\(\)\], got 'L1'"):
        figures.unit_balls(["L1"])
    with pytest.raises(ValueError, match=r"unit_balls needs Ω\(0\) < 1, got 2 for Raised\(\)"):
        figures.unit_balls(Raised())


class Raised(MaxNorm):
    """max|θⱼ| + 2."""

    def value(self, theta):
        return super().value(theta) + 2


def test_a_broken_line_is_seen_along_a_solid_one():
    """Whichever is named first: min(|t|, 9) has the ball of L1, and θ* of L1 where x·y is small."""
    capped = Penalty.of("min(abs(t), 9)")
    for draw in (figures.unit_balls, lambda pair: figures.shrinkage(pair, 2.0)):
        for pair in ([L1(), capped], [capped, L1()]):
            layers = {line.get_color(): line.zorder for line in draw(pair).ax.lines}
            assert layers[looks.look(capped).colour] > layers[looks.look(L1()).colour]


def test_looks_are_told_apart_without_colour_and_never_repeat():
    crowd = [*PENALTIES[:5], RootPower(), MaxNorm(), ElasticNet(0.9)]
    styles = looks.looks(crowd)
    for feature in ("colour", "line", "marker", "name"):
        assert len({str(getattr(style, feature)) for style in styles}) == len(styles), feature
    assert looks.look(L1()) == looks.looks([SquaredL2(), L1()])[1]
    assert [style.name for style in styles[-3:]] == ["RootPower", "MaxNorm", "elastic net 0.9"]


def test_known_penalties_differ_in_the_kind_of_dashes_not_in_their_length_alone():
    known = [getattr(penalties, name).look for name in penalties.__all__ if name != "soft_threshold"]
    known = [look for look in known if look]  # one without takes a spare look, as a stranger does
    lines = [line if isinstance(line, str) else line[1] for _, line, _ in known]
    kinds = {(len(line), max(line) > 2 if isinstance(line, tuple) else None) for line in lines}
    assert len(kinds) == len(known)
    assert len({colour for colour, *_ in known}) == len({marker for *_, marker in known}) == len(known)


def test_text_has_enough_contrast():
    def luminance(colour):
        channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    for colour in (looks.INK, looks.FAINT):
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_all_that_is_written_is_in_a_colour_and_a_size_that_can_be_read(name):
    texts = [text for text in drawn_once(name).figure.findobj(Text) if text.get_text()]
    assert {to_hex(text.get_color()) for text in texts} <= {looks.INK, looks.FAINT}
    assert min(text.get_fontsize() for text in texts) >= SMALL


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_every_line_has_a_colour_of_the_course_and_a_drawing_is_only_like_itself(name):
    drawn, palette = drawn_once(name), {one for one in vars(looks).values() if str(one).startswith("#")}
    lines = [line for ax in drawn.figure.axes for line in ax.lines if line.get_linestyle() != "None"]
    assert {to_hex(line.get_color()).upper() for line in lines} <= {one.upper() for one in palette} | {"#FFFFFF"}
    assert {drawn} == {drawn} != {replace(drawn)}


def test_numbers_are_written_the_same_everywhere():
    written = [words.number(v) for v in (1 / 3, -2.0, -1e-17, 1e-11, 949.4353, 12345.6, 3e10, -np.inf)]
    assert written == ["0.333", "−2", "−1e−17", "1e−11", "949", "12300", "3e+10", "−infinity"]
    assert words.number(-1e-17, beside=1.0) == "0" != words.number(1e-17, beside=1e-17)
    assert words.point([1.3, 1e-12]) == "(1.3, 0)"


def test_a_picture_does_not_touch_its_input():
    A, center = np.eye(2), np.array([2.0, 1.0])
    figures.normal_cone(Quadratic(A, center) + 1.0 * L1())
    assert A.tolist() == [[1, 0], [0, 1]] and center.tolist() == [2, 1]
