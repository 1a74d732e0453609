"""What a live picture starts with, unless told: a window in which all of it is to be seen, at any scale."""

import numpy as np
import pytest

from sparsity_kit import L1, Quadratic, SquaredError, lasso_path
from sparsity_kit.live import LossMeetsBall, PathExplorer, PenaltyFlow, SlopeBalance, Threshold
from sparsity_kit.live.widget import half_width

SIZES = [1e-6, 1.0, 1e6]


def bowl(size, center=(0.7, -2.1), lam=1.0, **traits):
    return LossMeetsBall(Quadratic(np.eye(2), size * np.array(center)) + lam * size * L1(), **traits)


def line(size, xy=3.0, lam=4.0, xx=2.0, **traits):
    return SlopeBalance(Quadratic([[xx]], [size * xy / xx]) + lam * size * L1(), **traits)


def feature(size, xy=1.6, lam=2.0, xx=4.0, **traits):
    return Threshold(Quadratic([[xx]], [size * xy / xx]) + lam * size * L1(), **traits)


@pytest.mark.parametrize("size", SIZES)
def test_the_window_of_the_plane_holds_the_centre(size):
    for center in ((0.7, -2.1), (-3.0, 0.0), (0.1, 0.2)):
        picture = bowl(size, center)
        assert 1.2 * np.abs(picture.center).max() < picture.reach < 2 * np.abs(picture.center).max()
        assert picture.reach == pytest.approx(size * bowl(1.0, center).reach, rel=1e-12)


@pytest.mark.parametrize("size", SIZES)
def test_the_window_of_slopes_holds_the_lowest_place_the_pull_and_the_price(size):
    for xy, lam, xx in ((3.0, 4.0, 2.0), (-3.0, 4.0, 0.5), (0.1, 4.0, 2.0), (-3.0, 0.1, 2.0)):
        picture, unit = line(size, xy, lam, xx), line(1.0, xy, lam, xx)
        assert 1.2 < picture.reach / abs(picture.xy / picture.xx) < 2
        assert 1.2 < picture.rise / max(abs(2 * picture.xy), picture.lam) < 2
        assert [picture.reach, picture.rise] == pytest.approx([size * unit.reach, size * unit.rise], rel=1e-12)
    assert line(size, xy=0.0).rise > 4 * size


@pytest.mark.parametrize("size", SIZES)
def test_the_window_of_the_threshold_holds_both_pulls_and_the_threshold(size):
    for xy, lam in ((1.6, 2.0), (-1.6, 0.1), (0.1, 8.0)):
        picture, unit = feature(size, xy, lam), feature(1.0, xy, lam)
        seen = max(abs(picture.xy), abs(picture.xy2), picture.threshold)
        assert 1.2 < picture.reach / seen < 2 and picture.rise == pytest.approx(picture.reach / picture.xx, rel=1e-12)
        assert [picture.reach, picture.xy2] == pytest.approx([size * unit.reach, size * unit.xy2], rel=1e-12)
    pair = Threshold(SquaredError([[1.0, 0.6], [0.0, 0.8]], [size, 5 * size]) + size * L1())
    assert pair.second and pair.correlation == pytest.approx(0.6) and pair.reach > abs(pair.xy2) > abs(pair.xy)
    assert pair.xy == pytest.approx(size) and pair.xy2 == pytest.approx(4.6 * size)


@pytest.mark.parametrize("size", SIZES)
def test_the_window_of_the_threshold_holds_both_ends_of_every_arrow_unless_columns_are_much_alike(size):
    X = np.array([[2.0, 1.0], [1.0, 2.0]])
    pair = Threshold(SquaredError(X, size * np.array([4.0, -2.0])) + 2 * size * L1())  # of lesson 7
    assert np.abs(pair.partial_residual / size).max() == pytest.approx(38 / 3)  # and 6 is the larger pull
    assert 1.2 < pair.reach / np.abs(pair.partial_residual).max() < 2
    right = pair.drawing().ax.get_xlim()[1]
    assert (np.abs(pair.partial_residual) < right).all() and (np.abs(pair.loss.gradient(np.zeros(2))) / 2 < right).all()
    alike = Threshold(SquaredError([[100.0, 99.0], [99.0, 100.0]], [size, -size]) + 1e-3 * size * L1())
    assert np.abs(alike.partial_residual).min() > 1e4 * size and alike.reach < 6 * abs(alike.xy)


@pytest.mark.parametrize("size", SIZES)
def test_the_window_of_flows_holds_every_start_and_a_step_is_a_part_of_the_way(size):
    for start, lam in (([3.0, 1.0], 1.0), ([[0.1, -2.0], [1.0, 1.0]], 5.0)):
        picture = PenaltyFlow(start=size * np.array(start), lam=lam)
        far = np.abs(picture.start).max()
        assert 1.2 < picture.reach / far < 2 and 0.05 < picture.step * lam / far < 0.3
    assert PenaltyFlow(start=[3.0, 1.0], lam=0.0).step == PenaltyFlow(start=[3.0, 1.0], lam=1.0).step


def test_where_there_is_nothing_to_hold_the_window_is_that_of_ones():
    assert bowl(1.0, (0.0, 0.0)).reach == 1 and PenaltyFlow(start=[0, 0]).reach == PenaltyFlow(start=[0, 1]).reach
    assert [line(1.0, xy=0.0, lam=0.0).reach, line(1.0, xy=0.0, lam=0.0).rise] == [1, 1]
    assert feature(1.0, xy=0.0, lam=0.0).reach == 1


def test_what_is_given_is_kept():
    assert bowl(1.0, reach=0.3).reach == 0.3 and bowl(1.0, center=(1.0, 1.0), lam=2.0).lam == 2
    assert [line(1.0, reach=7).reach, line(1.0, rise=9).rise] == [7, 9]
    assert [feature(1.0, reach=7).reach, feature(1.0, rise=9).rise, feature(1.0, xy2=-5).xy2] == [7, 9, -5]
    assert feature(1.0, xy2=-5).reach > 5 and feature(1.0, reach=8).rise == 2
    flow = PenaltyFlow("L2", "L1", reach=7, step=0.01, time=2, lam=3, l1_ratio=0.2)
    assert [flow.reach, flow.step, flow.time, flow.lam, flow.l1_ratio] == [7, 0.01, 2, 3, 0.2]
    assert (flow.first, flow.second) == ("L2", "L1")


def test_a_printed_window_grows_to_hold_what_was_put_outside():
    assert half_width(2.0, [[1.0, -1.5]]) == 2 and half_width(2.0, [[-3.0, 0.0]]) == 3.75
    assert half_width(2.0, [2.0, 0.0]) > 2
    assert bowl(1.0, (0.5, -4.0), reach=1.0).drawing().ax.get_xlim() == (-5, 5)


def test_the_axis_of_a_path_is_logarithmic_where_its_kinks_span_more_than_thirty_to_one():
    for ratio in (28, 32):  # kinks at 2·ratio and 2, of two columns at right angles
        picture = PathExplorer(lasso_path(np.eye(2), [ratio, 1]))
        assert picture.path.lams.tolist() == [2 * ratio, 2, 0] and picture.lam == ratio
        assert picture.logarithmic == picture.zoomed == (ratio > 30)
    cut = PathExplorer(lasso_path(np.eye(2), [3, 1], lam_min=5.0))
    assert cut.lam == cut.low == 5 and PathExplorer(lasso_path(np.ones((2, 200)), [1, 2])).theta.shape == (200,)
