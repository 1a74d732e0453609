"""The exact path and its correlations: every line passes through θ at the kinks, every bar is xⱼ·(y − Xθ)."""

import numpy as np
import pytest
from exact_paths import plain_path
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from problems import regression

from sparsity_kit import L1, L2, SquaredError, SquaredL2, elastic_net_path, figures, lambda_max, minimize
from sparsity_kit.data import diabetes
from sparsity_kit.figures.ends import apart
from sparsity_kit.figures.labels import Placed

DIABETES = diabetes()
ENTRY = ("bmi", "ltg", "map", "hdl", "sex", "glu", "tc", "tch", "ldl", "age")  # the LARS paper's, and R's lars agrees


@pytest.fixture(scope="module")
def ten():
    return plain_path(DIABETES.X, DIABETES.y)


@pytest.fixture(scope="module")
def forty():
    return plain_path(*regression(60, 40, seed=3), lam_min=0.5)


def lasso(path, lam):
    return minimize(SquaredError(path.X, path.y) + lam * L1()).theta


def test_a_path_may_be_drawn_in_a_window_that_is_given(ten):
    drawn = figures.path(ten, DIABETES.names, window=(4000.0, -900.0, 1000.0))
    low, high = drawn.ax.get_ylim()
    names = min(text.xy[1] for text in drawn.ax.texts if text.xycoords == "axes fraction")
    assert drawn.ax.get_xlim()[1] == 4000 and low == -900
    assert low + names * (high - low) == pytest.approx(1000)  # the names along the top stand above it
    for wrong in ((4000.0, 1000.0, -900.0), (4000.0, 1000.0), 5.0):
        with pytest.raises(ValueError, match=r"window must be \(largest λ, least coefficient, largest coeff"):
            figures.path(ten, window=wrong)


def test_what_happens_beyond_the_window_is_not_named():
    drawn = figures.path(plain_path(np.eye(2), [3.0, 1.0]), "ab", window=(3.0, -1.0, 1.0))  # a enters at 6, b at 2
    upright = [text.get_text() for text in drawn.ax.texts if text.get_rotation() == 90]
    assert upright == ["b"]


def test_the_stand_in_is_a_lasso_path(ten, forty):
    for path, lams in ((ten, [0.5, 3.0, 50.0, 700.0]), (forty, [0.6, 5.0, 40.0])):
        np.testing.assert_allclose(path(lams), lasso(path, np.array(lams)), atol=1e-6)
        assert path.lams[0] == pytest.approx(lambda_max(path.X, path.y), rel=1e-14)


def line_of(drawn, j):
    """The line that was drawn for coefficient j: λ and θⱼ, with NaN where it is not drawn."""
    lines = [line.get_xydata() for line in drawn.ax.lines if np.array_equal(line.get_xdata(), drawn.lams)]
    assert len(lines) == len(drawn.names)
    return lines[j]


def written(drawn):
    return {text.get_text(): text for text in drawn.ax.texts}


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_every_line_passes_through_theta_at_the_kinks_and_is_straight_between_them(ten, scale):
    drawn = figures.path(ten, scale=scale)
    assert set(drawn.kinks[drawn.kinks > 0]) <= set(drawn.lams) and drawn.ax.get_xscale() == scale
    assert (0 in drawn.lams) == (scale == "linear")
    at_kinks = np.isin(drawn.lams, ten.lams)
    np.testing.assert_allclose(drawn.thetas[at_kinks][::-1], ten.theta[np.isin(ten.lams, drawn.lams)], atol=1e-9)
    np.testing.assert_allclose(drawn.thetas, lasso(ten, drawn.lams), atol=1e-6)
    for j in range(10):
        lams, heights = line_of(drawn, j).T
        shown = np.isfinite(heights)
        straight = np.interp(lams, ten.lams[::-1], ten.theta[::-1, j])
        np.testing.assert_allclose(heights[shown], straight[shown], atol=1e-9)
        assert (drawn.thetas[~shown, j] == 0).all()


def test_on_a_bent_scale_a_line_is_drawn_in_steps_that_the_eye_cannot_tell_from_a_curve(ten):
    for path in (ten, plain_path(DIABETES.X, DIABETES.y, lam_min=20.0)):
        lams = figures.path(path, scale="log").lams
        assert lams[-1] == path.lams[0] and lams[0] <= (path.lams[-1] or path.lams[-2])
        assert (lams[1:] / lams[:-1]).max() < (lams[-1] / lams[0]) ** (1 / 250)


def test_a_line_is_drawn_down_to_zero_and_not_along_it(ten):
    drawn = figures.path(ten, DIABETES.names, scale="linear")
    hdl = DIABETES.names.index("hdl")
    (_, first), (out, _), (_, back) = drawn.entries[3], drawn.exits[0], drawn.entries[-1]
    assert first == back == drawn.exits[0][1] == hdl
    lams, heights = line_of(drawn, hdl).T
    dead = (lams < out) & (lams > drawn.entries[-1][0])
    assert dead.any() and np.isnan(heights[dead]).all()
    for end in (drawn.entries[3][0], out, drawn.entries[-1][0]):
        assert heights[lams == end] == 0


def test_marks_and_names_stand_where_coefficients_come_alive_and_die(ten):
    drawn = figures.path(ten, DIABETES.names)
    for changes, above, below in ((drawn.entries, 0, 1), (drawn.exits, 1, 0)):
        for lam, j in changes:
            assert [int(lasso(ten, lam * (1 + s))[j] != 0) for s in (1e-4, -1e-4)] == [above, below]
    marks = {line.get_marker(): line.get_xydata() for line in drawn.ax.lines if len(line.get_xdata())}
    np.testing.assert_array_equal(marks["D"], [(lam, 0) for lam, _ in drawn.entries])
    np.testing.assert_array_equal(marks["X"], [(lam, 0) for lam, _ in drawn.exits])
    inverse = (drawn.ax.transAxes + drawn.ax.transData.inverted()).transform
    said = {name: lam for lam, name in zip((lam for lam, _ in drawn.entries[:10]), ENTRY, strict=True)}
    said |= {"hdl out": drawn.exits[0][0], "hdl back": drawn.entries[-1][0]}
    upright = [text for text in drawn.ax.texts if text.get_rotation() == 90 and not isinstance(text, Placed)]
    assert sorted(text.get_text() for text in upright) == sorted(said)
    for text in upright:
        assert inverse(text.xy)[0] == pytest.approx(said[text.get_text()], rel=1e-9)


def test_the_words_tell_the_order_of_entry_who_leaves_and_who_returns(ten):
    alt = figures.path(ten, DIABETES.names).alt
    order = (
        "bmi 1899, ltg 1779, map 905.8, hdl 632.1, sex 260.3, glu 177.6, tc 137.9, tch 39.96, ldl 10.96 and age 10.18"
    )
    assert f"From λ_max = 1899 down, where all are zero, enter: {order}." in alt
    assert alt.endswith("Leave again: hdl 4.365. Return: hdl 2.621. At λ = 0, 10 of 10 are not zero.")
    short = figures.path(plain_path(np.eye(2), [2.0, 1.0], lam_min=1.5), "ab").alt
    assert short.endswith("enter: a 4 and b 2. At λ = 1.5, 2 of 2 are not zero.")


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_the_axis_of_lambda_has_a_tick_at_every_kink_and_the_dotted_largest(ten, scale):
    drawn = figures.path(ten, scale=scale)
    (ticks,) = [line for line in drawn.ax.lines if line.get_marker() == "|"]
    np.testing.assert_array_equal(ticks.get_xdata(), ten.lams if scale == "linear" else ten.lams[:-1])
    assert ticks.get_transform() == drawn.ax.get_xaxis_transform() and (ticks.get_ydata() == 0).all()
    (dotted,) = [line for line in drawn.ax.lines if line.get_linestyle() == ":"]
    assert dotted.get_xdata()[0] == drawn.kinks[0] == pytest.approx(lambda_max(ten.X, ten.y))
    assert "$\\lambda_{\\max}$ = 1899" in written(drawn)
    left, right = drawn.ax.get_xlim()
    assert not len(drawn.ax.get_xticks(minor=True)) and min(drawn.ax.get_xticks()) >= 0
    assert left < drawn.lams[0] < drawn.lams[-1] < right


def test_the_scale_follows_the_kinks_unless_it_is_given(ten):
    assert figures.path(ten).ax.get_xscale() == "log"
    assert figures.path(plain_path(np.eye(2), [2.0, 1.0])).ax.get_xscale() == "linear"
    assert figures.path(plain_path(ten.X, ten.y, lam_min=100.0)).ax.get_xscale() == "linear"


def test_of_many_coefficients_the_first_to_enter_stand_out(forty):
    drawn = figures.path(forty)
    first = list(dict.fromkeys(j for _, j in drawn.entries))[:7]
    assert drawn.highlighted == tuple(sorted(first))
    at_left = [text for text in drawn.ax.texts if text.get_ha() == "right" and not isinstance(text, Placed)]
    assert {text.get_text() for text in at_left} == {drawn.names[j] for j in first}
    assert figures.path(forty, highlight=()).highlighted == ()
    assert figures.path(forty, highlight=[39, 2]).highlighted == (2, 39)
    few = plain_path(*regression(20, 4))
    assert figures.path(few).highlighted == () and figures.path(few, "abcd", highlight="b").highlighted == (1,)


@pytest.mark.parametrize("highlight", [None, ()], ids=["seven", "all alike"])
def test_no_name_along_the_top_covers_another_or_hangs_into_the_picture(ten, forty, highlight):
    for path, names in ((ten, DIABETES.names), (forty, ())):
        drawn = figures.path(path, names, highlight=highlight)
        canvas = FigureCanvasAgg(drawn.figure)
        canvas.draw()
        upright = [text for text in drawn.ax.texts if text.get_rotation() == 90 and not isinstance(text, Placed)]
        boxes = [Text.get_window_extent(text, canvas.get_renderer()) for text in upright]
        assert len(boxes) >= 7
        for k, a in enumerate(boxes):
            assert a.y0 >= drawn.ax.transAxes.transform(upright[k].xy)[1] and a.y1 <= drawn.ax.bbox.y1
            assert not [b for b in boxes[k + 1 :] if min(a.x1, b.x1) - max(a.x0, b.x0) > 1]
        assert drawn.ax.transData.transform((1, drawn.thetas.max()))[1] < drawn.ax.transAxes.transform(upright[0].xy)[1]


def test_several_at_one_kink_share_a_line():
    class Tied:
        lams, theta = np.array([4.0, 2.0, 0.0]), np.array([[0.0, 0, 0], [1, 1, 0], [0, 2, 2]])
        events = (
            type("E", (), {"lam": 4.0, "entered": (0, 1), "left": ()}),
            type("E", (), {"lam": 2.0, "entered": (2,), "left": ()}),
            type("E", (), {"lam": 0.0, "entered": (), "left": (0,)}),
        )

        def __call__(self, lam):
            return np.stack([np.interp(lam, [0, 2, 4], column[::-1]) for column in self.theta.T], axis=-1)

    drawn = figures.path(Tied(), "abc")
    assert {"a, b", "c", "a out"} <= set(written(drawn))
    assert drawn.entries == ((4.0, 0), (4.0, 1), (2.0, 2)) and drawn.exits == ((0.0, 0),)
    assert {"b", "c"} <= set(written(figures.path(Tied(), "abc", highlight=["b", "c"])))


# correlations


@pytest.mark.parametrize("lam", [1900.0, 1200.0, 400.0, 20.0, 3.0])
def test_c12_bars_are_the_correlations_and_the_active_ones_stand_on_the_edge(ten, lam):
    drawn = figures.correlations(ten, lam, DIABETES.names)
    theta = lasso(ten, lam)
    np.testing.assert_allclose(drawn.theta, theta, atol=1e-6)
    assert np.array_equal(drawn.theta == 0, theta == 0)
    np.testing.assert_allclose(drawn.correlations, ten.X.T @ (ten.y - ten.X @ theta), atol=1e-6)
    alive = theta != 0
    np.testing.assert_allclose(drawn.correlations[alive], lam / 2 * np.sign(theta[alive]), rtol=1e-9)
    assert (np.abs(drawn.correlations[~alive]) < lam / 2).all() and drawn.edge == lam / 2
    bars = sorted((bar for group in drawn.ax.containers for bar in group), key=lambda bar: bar.get_x())
    np.testing.assert_array_equal([bar.get_height() for bar in bars], drawn.correlations)
    assert np.array_equal([bar.get_hatch() is None for bar in bars], alive)
    assert {line.get_ydata()[0] for line in drawn.ax.lines} == {-lam / 2, 0, lam / 2}
    assert [text.get_text() for text in drawn.ax.get_xticklabels()] == list(DIABETES.names)


def test_the_words_name_who_is_on_which_edge_and_who_comes_next(ten):
    alt = figures.correlations(ten, 400, DIABETES.names).alt
    assert "Exactly on its upper edge: bmi, map and ltg. Exactly on its lower edge: hdl. Inside, with zero " in alt
    assert alt.endswith("coefficients: 6; nearest to an edge glu, 162.3.")
    at_kink = figures.correlations(ten, ten.lams[3], DIABETES.names).alt
    assert (
        "On an edge though its coefficient is zero: hdl." in at_kink and "Inside, with zero coefficients: 6" in at_kink
    )
    assert "edge:" not in figures.correlations(ten, 2000.0).alt


def test_at_lambda_zero_the_band_has_no_width_and_rounding_does_not_show(ten):
    drawn = figures.correlations(ten, 0)
    assert drawn.alt.endswith("λ = 0: the band has no width, and all are 0. θ is a least squares solution.")
    low, high = drawn.ax.get_ylim()
    assert np.abs(drawn.correlations).max() < 1e-6 * (high - low)


def test_of_many_columns_the_largest_coefficients_are_named(forty):
    drawn = figures.correlations(forty, 10.0)
    named = {text.get_text() for text in drawn.ax.texts if text.get_rotation() == 90}
    largest = np.argsort(-np.abs(drawn.theta))[:22]
    assert named == {drawn.names[j] for j in largest if drawn.theta[j] != 0} and len(named) > 7
    assert not len(drawn.ax.get_xticks())
    assert not [text for text in figures.correlations(forty, 1e6).ax.texts if text.get_rotation() == 90]


# what both refuse, and how names are moved apart


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda path: figures.path(path, ["a"]), "names must have one entry per coefficient, 10, got 1"),
        (
            lambda path: figures.path(path, ["$\\foo$", *"bcdefghij"]),
            r"names must be text that matplotlib can set, got '\$\\",
        ),
        (lambda path: figures.path(path, highlight="bmi"), "highlight must hold names or indices of θ₁"),
        (lambda path: figures.path(path, scale="sqrt"), "scale must be 'linear' or 'log', got 'sqrt'"),
        (lambda path: figures.path(plain_path([[1.0]], [1.0], lam_min=3.0)), "the path is zero throughout: take a lam"),
        (
            lambda path: figures.path(SquaredError(path.X, path.y) + 1e6 * L2()),
            r"a path needs several λ, got λ = 1e\+06 alone; take a λ below λ_max = 3911, or several",
        ),
        (
            lambda path: figures.path(SquaredError(path.X, path.y) + np.array([3.0]) * SquaredL2()),
            "a path needs several λ, got λ = 3 alone; give several",
        ),
        (lambda path: figures.path(path, window=(0.0, -1.0, 1.0)), r"largest coefficient\), λ > 0, got \(0.0, -1"),
        (lambda path: figures.correlations(path, 1.0, window=(1.0,)), r"window must be the least and the .* got \(1"),
        (lambda path: figures.correlations(path, 1.0, window=(0, np.inf)), "window must be finite, got inf at index"),
        (lambda path: figures.correlations(path, -1.0), "lam must be nonnegative, got -1.0"),
        (lambda path: figures.correlations(path, [1.0, 2.0]), "lam must be a single number, got shape"),
        (lambda path: figures.correlations(path, 1.0, ["a"]), "names must have one entry per coefficient, 10, got 1"),
        (
            lambda path: figures.correlations(plain_path(path.X, path.y, lam_min=100.0), 99.0),
            "lam must be at least 100, where the path ends, got 99",
        ),
    ],
)
def test_wrong_input_is_named_in_one_line(ten, call, message):
    with pytest.raises(ValueError, match=message) as caught:
        call(ten)
    assert "\n" not in str(caught.value)


def test_what_is_not_a_path_is_named():
    for draw in (figures.path, figures.correlations):
        with pytest.raises(TypeError, match=rf"{draw.__name__} takes an exact path .*lasso_path\(X, y\), got ndarray"):
            draw(np.eye(2), 1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20).map(sorted))
def test_names_moved_apart_keep_their_order_their_gap_and_their_frame(at):
    moved = apart(at, 0.04, 0.0, 1.0)
    assert (np.diff(moved) >= 0.04 - 1e-9).all() and moved[0] >= 0.02 - 1e-9 and moved[-1] <= 0.98 + 1e-9
    if np.diff(at).min(initial=1) >= 0.04 and at[0] >= 0.02 and at[-1] <= 0.98:
        np.testing.assert_allclose(moved, at, atol=1e-12)


def test_the_path_of_an_elastic_net_says_so():
    drawn = figures.path(elastic_net_path([[1.0, 0.0], [1.0, 1.0]], [3.0, 1.0], 2.0))
    assert drawn.alt.startswith("The exact elastic net path, ridge = 2, of 2 coefficients:")
    assert drawn.ax.get_title() == "elastic net: the exact path"
    assert "λ as in ‖Xθ − y‖² + 2‖θ‖² + λΩ(θ): no ½, no 1/n" in [text.get_text() for text in drawn.ax.texts]


def test_the_band_of_the_lasso_is_not_drawn_around_an_elastic_net():
    """There xⱼ·r is beyond λ/2, by ridge·θⱼ."""
    path = elastic_net_path([[1.0, 0.0], [1.0, 1.0]], [3.0, 1.0], 2.0)
    assert np.abs(path.X.T @ (path.y - path.X @ path(1.0))).max() > 0.6
    with pytest.raises(ValueError, match="correlations takes a lasso path, got one with ridge = 2; "):
        figures.correlations(path, 1.0)
