"""Penalties side by side: each number that is drawn is found in another way, and the picture can be read."""

import re

import numpy as np
import pytest
from figures_problems import Positive
from matplotlib.figure import Figure
from overlaps import overlaps
from problems import Fused

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Lq, Penalty, SquaredError, SquaredL2, figures, minimize
from sparsity_kit.derivations import as_function, exact_zeros, lam, subdifferential_at_zero, x, y
from sparsity_kit.figures import words
from sparsity_kit.penalties.best_subset import BestSubset

ROUNDED = Penalty.of("sqrt(t**2 + 0.09) - 0.3")
ZOO = [L1(), ElasticNet(0.5), L2(), SquaredL2(), ROUNDED, Lq(0.5), BestSubset()]
PRICE, DATA = 1.0, np.array([2.0, 0.8])
each = pytest.mark.parametrize("penalty", ZOO, ids=repr)
separable = pytest.mark.parametrize("penalty", [penalty for penalty in ZOO if penalty.separable], ids=repr)


@pytest.fixture(scope="module")
def drawn():
    """All of them in one figure."""
    return figures.side_by_side(ZOO, PRICE, DATA)


@pytest.fixture(scope="module")
def portraits(drawn):
    """The portrait of each penalty in that figure."""
    return dict(zip(ZOO, drawn.portraits, strict=True))


def cost(penalty, theta, xy, price=PRICE):
    """F less ‖y‖², for columns at right angles."""
    return (theta**2 - 2 * theta * xy).sum(axis=-1) + price * penalty.value(theta)


@each
def test_no_place_of_many_is_lower_than_the_curve_and_none_than_the_path(penalty, drawn, portraits):
    one, places = portraits[penalty], np.linspace(-2.2, 2.2, 441)
    rivals = np.stack([places, 0 * places], axis=-1)
    for xy, theta in zip(drawn.xy[::20], one.curve[::20], strict=True):
        mine = cost(penalty, np.array([theta, 0.0]), np.array([xy, 0.0]), PRICE)
        assert mine <= cost(penalty, rivals, np.array([xy, 0.0]), PRICE).min() + 1e-12
    plane = np.stack(np.meshgrid(places, places), axis=-1)
    for price, theta in zip(drawn.lams[::40], one.path[::40], strict=True):
        assert cost(penalty, theta, DATA, price) <= cost(penalty, plane, DATA, price).min() + 1e-12


@pytest.mark.parametrize("penalty", [penalty for penalty in ZOO if penalty.convex], ids=repr)
def test_the_path_is_that_of_the_solver(penalty, drawn, portraits):
    solved = minimize(SquaredError(np.eye(2), DATA) + drawn.lams[1::40] * penalty).theta
    np.testing.assert_allclose(portraits[penalty].path[1::40], solved, atol=1e-6)


def test_what_pulls_the_other_coefficient_along_has_no_valley_where_that_is_zero():
    """|θ₁ − θ₂| is convex: there is one valley, and on the axis of θ₁ only a cut through its side."""
    drawn = figures.side_by_side(Fused(), PRICE, DATA)
    assert not len(drawn.portraits[0].valleys) and "local minima" not in drawn.alt


@pytest.mark.parametrize("share", [1e-9, 1e-3, 1.0, 1e7])
def test_a_range_of_zeros_is_told_however_small_or_large(share):
    [one] = figures.side_by_side(Penalty.of(f"{share}*abs(t)"), PRICE, DATA).portraits
    ends = np.array([share * PRICE / 2, *2 * DATA / share])  # |x·y| = λ/2 · share
    np.testing.assert_allclose([one.zeros[1], *one.leaves], ends, rtol=1e-9)


@separable
def test_slopes_and_zeros_are_those_of_the_derivations(penalty, portraits):
    one, proof = portraits[penalty], exact_zeros(penalty)
    assert one.slopes[1] == pytest.approx(float(proof.slopes.sup), rel=1e-6)
    if not isinstance(penalty, BestSubset):
        assert one.slopes[1] == pytest.approx(float(subdifferential_at_zero(penalty).sup), rel=1e-6)
    is_zero = as_function(proof.zero, [x, y, lam])
    assert is_zero(1.0, one.zeros[1] * (1 - 1e-6), PRICE)
    assert not is_zero(1.0, one.zeros[1] + 1e-6, PRICE)
    for data, leaves in zip(DATA, one.leaves, strict=True):
        assert not is_zero(1.0, data, min(leaves, 1e3) * (1 - 1e-6))
        assert np.isinf(leaves) or is_zero(1.0, data, leaves * (1 + 1e-6))


class Uneven(Penalty):
    """Ω(θ) = Σ 3·max(θⱼ, 0) + max(−θⱼ, 0)."""

    separable = convex = True

    def value(self, theta):
        return np.where(theta > 0, 3 * theta, -theta).sum(axis=-1)

    def prox(self, v, step):
        return np.maximum(v - 3 * step, 0) - np.maximum(-v - step, 0)


@pytest.mark.parametrize(
    ("penalty", "slopes", "zeros", "says"),
    [
        (Uneven(), (-1, 3), (-0.5, 1.5), "slopes at zero: −1 to 3; .*; at λ = 1 θ. is zero for x·y from −0.5 to 1.5;"),
        (
            Positive(),
            (-np.inf, 1),
            (-np.inf, 0.5),
            "at zero: −infinity to 1; .* is zero for x·y from −infinity to 0.5;",
        ),
    ],
    ids=repr,
)
def test_of_a_penalty_that_is_not_even_both_sides_are_told(penalty, slopes, zeros, says):
    drawn = figures.side_by_side(penalty, PRICE, DATA)
    assert (*drawn.portraits[0].slopes, *drawn.portraits[0].zeros) == pytest.approx((*slopes, *zeros))
    assert re.search(says, drawn.alt)
    dashed = drawn.figure.axes[1].lines[-2].get_ydata()
    np.testing.assert_allclose(dashed[[0, -1]], np.clip(slopes, -1e9, 1e9) * drawn.t[[0, -1]])


def test_a_coefficient_that_is_never_zero_is_told_apart_from_one_that_is():
    drawn = figures.side_by_side(GroupL2([0, 1], weights=[1.0, 0.0]), PRICE, DATA)
    assert drawn.alt.endswith("its path: θ₁ zero from λ = 4, θ₂ never.")


def test_the_unsquared_norm_zeroes_both_together(portraits):
    one = portraits[ZOO[2]]
    assert one.leaves == pytest.approx([2 * np.hypot(2.0, 0.8)] * 2)
    assert (*one.slopes, *one.zeros) == pytest.approx((-1.0, 1.0, -0.5, 0.5))


@each
def test_the_ball_ends_where_the_penalty_is_one_and_its_cone_is_that_of_unit_balls(penalty, portraits):
    one = portraits[penalty]
    if isinstance(penalty, BestSubset):
        assert np.isnan(one.cone) and one.ball.max() == 8 and np.abs(one.ball).min(axis=-1).max() < 1e-9
        return
    np.testing.assert_allclose(penalty.value(one.ball), 1, rtol=1e-9)
    assert one.cone == pytest.approx(figures.unit_balls(penalty).kinks[0], abs=0.1)


@each
def test_a_valley_is_lower_than_its_neighbours_and_not_lowest(penalty, drawn, portraits):
    valleys = portraits[penalty].valleys
    assert bool(len(valleys)) == (not penalty.convex)
    for xy, theta in valleys[::50]:
        at = [
            np.array([t, 0.0]) for t in (theta, theta - 0.02, theta + 0.02, portraits[penalty].curve[drawn.xy == xy][0])
        ]
        here, left, right, lowest = (cost(penalty, place, np.array([xy, 0.0])) for place in at)
        assert here < left and here < right and here > lowest - 1e-12


def test_with_a_power_below_one_zero_always_is_a_valley_or_lowest(drawn, portraits):
    one = portraits[ZOO[5]]
    at_zero = {float(xy) for xy, theta in one.valleys if theta == 0}
    assert at_zero == {float(xy) for xy in drawn.xy[np.abs(drawn.xy) > one.zeros[1]]}


def test_it_says_what_it_shows(drawn):
    for says in (
        "L1: slopes at zero: −1 to 1; its ball: a corner, its cone 90°; at λ = 1 θ* is zero up to |x·y| = 0.5",
        "its path: zeros from λ = 4, 1.6.",
        "squared L2: slope at zero: 0; its ball: smooth on the axes; at λ = 1 θ* is zero only at x·y = 0; its path: ne",
        "best subset: all slopes at zero; its ball: no end on the axes; at λ = 1 θ* is zero up to |x·y| = 1, with",
        "with other local minima, among them zero beyond that; its path: zeros from λ = 4, 0.64.",
    ):
        assert says in drawn.alt


def test_each_picture_holds_what_it_shows_and_says_it_above(drawn):
    for one, k in zip(drawn.portraits, range(1, 4 * len(ZOO), 4), strict=True):  # behind the axes that hold the grid
        value, ball, prox, path = pictures = drawn.figure.axes[k : k + 4]
        assert all(ax.get_title() in drawn.alt for ax in pictures)
        assert value.get_xlim() == (drawn.t[0], drawn.t[-1]) and path.get_xlim() == (0, drawn.lams[-1])
        assert prox.get_xlim() == prox.get_ylim() == (drawn.xy[0], drawn.xy[-1])
        assert ball.get_xlim() == ball.get_ylim() and ball.get_aspect() == 1
        reach = min(1.25 * np.abs(one.ball).max(), 2.0)  # of balls without an end the middle is seen
        assert ball.get_xlim() == pytest.approx((-reach, reach))
        for (low, high), shown in ((value.get_ylim(), one.sizes), (path.get_ylim(), one.path)):
            assert low < 0 and low <= shown.min() and shown.max() < high <= 1.2 * shown.max()
        tangent, curve = (line.get_ydata() for line in value.lines[-2:])
        assert np.array_equal(curve, one.sizes)
        assert np.isinf(one.slopes[1]) or np.allclose(tangent, one.slopes[1] * np.abs(drawn.t))
        dots = {tuple(point) for point in prox.lines[-1].get_xydata()}
        assert dots == {(xy, theta) for xy, theta in one.valleys if xy in drawn.xy[::8]}  # more would be a line


def test_no_text_lies_over_another(drawn):
    for picture in (drawn, figures.side_by_side(Lq(0.5)), figures.side_by_side([L1(), L2()], 3.0)):
        assert overlaps(picture.figure) == []


def test_a_path_below_zero_shows_zero_within_its_picture():
    below = figures.side_by_side([L1(), SquaredL2()], PRICE, [-2.0, -0.8])
    paths = [ax for ax in below.figure.axes if ax.get_xlim() == (0, below.lams[-1])]
    assert [ax.get_ylim()[1] for ax in paths] == [0.15, 0.15]


@pytest.mark.parametrize("wrong", [{"lam": 0.0}, {"data": (1.0,)}, {"data": (1.0, 0.0)}])
def test_what_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError, match="side_by_side needs λ above 0 and two data other than 0, got"):
        figures.side_by_side(L1(), **wrong)


def test_axes_without_a_grid_are_refused():
    with pytest.raises(ValueError, match="needs axes of a grid, got axes placed by hand"):
        figures.side_by_side(L1(), ax=Figure().add_axes([0, 0, 1, 1]))


@pytest.mark.parametrize("unit", [1e-12, 1e-6, 1e6, 1e12])
def test_thresholds_are_found_at_every_size_of_the_data_and_of_the_price(unit):
    drawn = figures.side_by_side([L1(), SquaredL2(), Lq(0.5)], lam=unit, data=unit * DATA)
    one, smooth, root = drawn.portraits
    np.testing.assert_allclose([one.zeros[1], *one.leaves], unit * np.array([0.5, 4.0, 1.6]), rtol=1e-9)
    assert not smooth.zeros.any() and np.isinf(smooth.leaves).all()
    half = 2 * (2 / 3) ** 1.5  # λ from which √|t| leaves zero of (t − v)², over v^1.5
    np.testing.assert_allclose(root.leaves, half * (unit * DATA) ** 1.5, rtol=1e-8)
    assert f"zeros from λ = {words.number(4 * unit)}, {words.number(1.6 * unit)}." in drawn.alt
    assert [fault for fault in overlaps(drawn.figure) if "leaves the figure" in fault] == []


def test_a_slope_that_is_rounding_is_zero():
    (one,) = figures.side_by_side(Penalty.of("t**2/(1 + t**2)"), PRICE, DATA).portraits
    assert not one.slopes.any()


class Box(Penalty):
    """Ω(θ) = 0 in the box |θⱼ| ≤ 1, infinite outside."""

    separable = convex = True

    def value(self, theta):
        return np.where((np.abs(theta) <= 1).all(axis=-1), 0.0, np.inf)

    def prox(self, v, step):
        return np.clip(v, -1.0, 1.0)


def test_a_penalty_that_is_infinite_somewhere_is_drawn_where_it_is_finite():
    drawn = figures.side_by_side(Box(), PRICE, DATA)
    np.testing.assert_array_equal(drawn.portraits[0].path, np.tile([1.0, 0.8], (401, 1)))
    assert np.isfinite(drawn.figure.axes[1].get_ylim()).all() and "Box: slope at zero: 0;" in drawn.alt
