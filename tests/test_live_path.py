"""PathExplorer without a browser: its state, what it reads back, what it sends, its errors, and the printed picture."""

import numpy as np
import pytest
from overlaps import overlaps
from problems import regression

from sparsity_kit import L1, SquaredError, data, elastic_net_path, lambda_max, lasso_path, minimize
from sparsity_kit.figures.lines import COLOURS
from sparsity_kit.live import PathExplorer

DIABETES = data.diabetes()
PATH = lasso_path(DIABETES.X, DIABETES.y)


def explorer(**traits):
    return PathExplorer(PATH, DIABETES.names, **traits)


@pytest.mark.parametrize("lam", [0.0, 3.0, 100.0, 949.4, 1900.0])
def test_what_is_read_back_is_the_lasso_at_that_price(lam):
    picture = explorer(lam=lam)
    solved = minimize(SquaredError(DIABETES.X, DIABETES.y) + lam * L1())
    assert np.allclose(picture.theta, solved.theta, atol=1e-5)
    assert np.array_equal(picture.active, np.flatnonzero(picture.theta))
    on = picture.correlations[picture.active]
    assert np.allclose(on, lam / 2 * np.sign(picture.theta[picture.active]), atol=1e-9)
    assert (np.abs(picture.correlations) <= lam / 2 + 1e-9).all()


def test_in_the_path_that_it_has_unless_given_one_a_coefficient_leaves_and_comes_back():
    events = [event for event in PathExplorer()._path["events"] if 2 in event[0] + event[1]]
    assert events == [[[2], []], [[], [2]], [[2], []]]


def test_it_starts_in_the_middle_and_follows_what_is_set():
    picture, seen = explorer(), []
    assert picture.lam == PATH.lams[0] / 2 == lambda_max(DIABETES.X, DIABETES.y) / 2
    picture.observe(lambda change: seen.append(change.new), "lam")
    picture.lam = 300
    assert seen == [300.0] and len(picture.active) == 4


def test_a_coefficient_is_highlighted_by_name_or_index():
    picture = explorer(highlighted="ltg")
    assert picture.highlighted == 8 and picture.names[8] == "ltg"
    picture.highlighted = np.int64(2)
    assert picture.highlighted == 2
    assert "Highlighted: bmi." in picture.drawing().alt
    picture.highlighted = None
    assert picture.highlighted is None


def test_where_kinks_span_much_the_axis_is_logarithmic_and_the_bars_are_magnified_unless_told_otherwise():
    picture = explorer()
    assert picture.logarithmic and picture.zoomed
    assert not PathExplorer().logarithmic and not PathExplorer().zoomed
    assert not explorer(logarithmic=False).logarithmic
    assert [drawn.ax.get_xscale() for drawn in explorer(logarithmic=False).drawing().parts] == ["linear", "linear"]
    assert picture.drawing().parts[0].ax.get_xscale() == "log"


def test_the_browser_gets_every_kink_as_it_is():
    sent = explorer()._path
    assert np.array_equal(sent["lams"], PATH.lams) and np.array_equal(sent["theta"], PATH.theta)
    assert np.allclose(sent["rho"], (DIABETES.y - PATH.theta @ DIABETES.X.T) @ DIABETES.X, atol=1e-9)
    assert sent["events"][10] == [[], [6]] and sent["events"][11] == [[6], []] and sent["names"][6] == "hdl"


def test_of_many_columns_the_first_seven_to_enter_have_a_line_of_their_own():
    X, y = regression(n=60, p=30)
    path = lasso_path(X, y)
    lines = PathExplorer(path)._path["lines"]
    order = list(dict.fromkeys(j for event in path.events for j in event.entered))
    assert [j for j, line in enumerate(lines) if line] == sorted(order[: len(COLOURS)])
    ten = explorer()._path["lines"]
    assert len({(line["colour"], tuple(line["dash"])) for line in ten}) == 10


def test_the_printed_picture_is_the_path_with_lambda_marked_beside_the_bars():
    picture = explorer(lam=300.0, highlighted="ltg")
    lines, bars = picture.drawing().parts
    assert lines.highlighted == (8,) and bars.lam == 300.0
    assert [300.0, 300.0] in [list(line.get_xdata()) for line in lines.ax.lines]
    assert picture.drawing().alt == f"{lines.alt} {bars.alt}"


@pytest.mark.parametrize("zoomed", [True, False])
def test_printed_names_of_many_columns_stand_above_the_bars(zoomed):
    """The bars keep the browser's window below the names, and the ticks are those of what is seen."""
    many = PathExplorer(lasso_path(*regression(60, 40, seed=3)), lam=5.0, zoomed=zoomed)
    bars = many.drawing().parts[1].ax
    found = overlaps(bars.figure)
    assert not [fault for fault in found if "λ/2" in fault or "over a bar" in fault or "1.2 points" in fault], found
    low, high = bars.get_ylim()
    names = min(text.xy[1] for text in bars.texts if text.get_rotation() == 90)
    assert low + names * (high - low) == pytest.approx(-low)
    assert 2 * np.ptp(bars.get_yticks()) > -low


def test_the_legend_of_the_printed_bars_stands_below_the_band_though_names_are_long():
    picture = PathExplorer(lasso_path(*regression(20, 6, seed=1)), [f"gene number {j}" for j in range(6)], zoomed=True)
    bars = picture.drawing().parts[1].ax
    overlaps(bars.figure)  # draws it
    assert bars.get_legend().get_window_extent().y1 < bars.transData.transform((0, -picture.lam / 2))[1]


def test_a_price_far_beyond_the_largest_leaves_room_for_the_names():
    drawn = PathExplorer(lasso_path([[1.0], [2.0]], [1.0, 1.0]), lam=50.0).drawing()
    assert overlaps(drawn.parts[0].ax.figure) == []


@pytest.mark.parametrize("lam", [0.0, 2.0])
def test_without_a_pull_all_is_zero_and_the_bars_alone_are_printed(lam):
    picture = PathExplorer(lasso_path([[1, 0], [0, 1]], [0, 0]), lam=lam)
    assert not picture.theta.any() and not picture.correlations.any()
    assert picture.drawing().lam == lam


def test_every_lambda_that_can_be_set_can_be_printed():
    for lam in (0.0, 1e-9, float(PATH.lams[3]), 1e6):
        assert explorer(lam=lam).drawing().alt
    assert PathExplorer(lasso_path(DIABETES.X, DIABETES.y, lam_min=100.0), lam=100.0).drawing().alt


@pytest.mark.parametrize(
    "traits, error, text",
    [
        ({"lam": -1.0}, ValueError, "lam must be nonnegative, got -1.0"),
        ({"lam": np.nan}, ValueError, "lam must be finite, got nan"),
        ({"lam": [1.0, 2.0]}, ValueError, r"lam must have shape \(\), got \(2,\)"),
        ({"lam": "much"}, TypeError, "lam must hold real numbers"),
        ({"highlighted": "nobody"}, ValueError, "highlight must hold names or indices of age, sex, .*, got 'nobody'"),
        ({"highlighted": 10}, ValueError, "highlight must hold names or indices of .*, got 10"),
        ({"highlighted": [1, 2]}, TypeError, r"highlighted must be one name, one index or None, got \[1, 2\]"),
        ({"zoomed": 1}, TypeError, "zoomed must be True or False, got 1"),
    ],
)
def test_bad_state_is_refused_at_the_start_and_later_and_nothing_changes(traits, error, text):
    with pytest.raises(error, match=text):
        explorer(**traits)
    picture = explorer()
    before = picture.get_state()
    for name, value in traits.items():
        with pytest.raises(error, match=text):
            setattr(picture, name, value)
    assert picture.get_state() == before


@pytest.mark.parametrize(
    "make, error, text",
    [
        (lambda: PathExplorer(DIABETES.X), TypeError, "PathExplorer takes an exact path such as lasso_path"),
        (lambda: PathExplorer(PATH, ["a"]), ValueError, "names must have one entry per coefficient, 10, got 1"),
        (lambda: PathExplorer(elastic_net_path([[1.0], [2.0]], [1, 1], 2.0)), ValueError, "got one with ridge = 2"),
        (lambda: PathExplorer(lasso_path(np.ones((2, 201)), [1, 2])), ValueError, "at most 200 columns, got 201"),
        (
            lambda: PathExplorer(lasso_path(DIABETES.X, DIABETES.y, lam_min=50.0), lam=20.0),
            ValueError,
            "lam must be at least 50, where the path ends, got 20",
        ),
    ],
)
def test_what_it_cannot_draw_is_refused(make, error, text):
    with pytest.raises(error, match=text):
        make()


@pytest.mark.parametrize("lam", [3.0, 120.0])
@pytest.mark.parametrize("lam_min, logarithmic", [(0.0, True), (0.5, True), (0.0, False), (0.5, False)])
def test_the_printed_window_is_that_of_the_browser(lam_min, logarithmic, lam):
    """On a logarithmic axis down to λ = 0, a share of 0.09 below the last kink is plain; the frame ends at 1.02."""
    path = lasso_path(np.eye(2), [40.0, -1.0], lam_min=lam_min)
    picture = PathExplorer(path, lam=lam, logarithmic=logarithmic, zoomed=logarithmic)
    lines, bars = (part.ax for part in picture.drawing().parts)
    top = 1.25 * 80 if lam < 100 else 1.1 * lam
    right, share = lines.get_xlim()[1], 0.0 if lam_min else 0.09
    low = lam_min or 2 / 1.6
    there = share + (1 - share) * np.log(right / low) / np.log(top / low) if logarithmic else right / top
    assert there == pytest.approx(1.02)
    theta = np.append(path.theta, 0.0)
    pad = 0.1 * (theta.max() - theta.min())
    bottom, upper = lines.get_ylim()
    assert bottom == pytest.approx(theta.min() - pad) and upper > theta.max() + pad  # above are the names
    tall = lam / 2 if picture.zoomed else max(40.0, lam / 2)  # the band alone, or the longest bar too
    assert bars.get_ylim() == pytest.approx((-1.32 * tall, 1.32 * tall))
