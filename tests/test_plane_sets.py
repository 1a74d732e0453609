"""∂Ω in the plane, the cone that it spans and the room in it, by definition: difference quotients and textbook sets."""

import numpy as np
import pytest
from figures_problems import Box, Positive, RootPower
from problems import MaxNorm

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Penalty, SquaredL2
from sparsity_kit.plane.room import is_flat, room
from sparsity_kit.plane.slope_set import between
from sparsity_kit.plane.slopes import directions, forward_slope
from sparsity_kit.plane.subdifferential import subdifferential


class Rooted(Penalty):
    """Ω(θ) = |θᵢ| + √|θⱼ|, infinite for θᵢ < 0 if that is forbidden."""

    def __init__(self, i, forbidden=False):
        self.i, self.forbidden = i, forbidden

    def value(self, theta):
        size = np.abs(theta[..., self.i]) + np.sqrt(np.abs(theta[..., 1 - self.i]))
        return np.where((theta[..., self.i] < 0) & self.forbidden, np.inf, size)


class Wedge(Penalty):
    """Ω(θ) = θ₁ where 0 <= θ₂ <= θ₁/100, infinite elsewhere."""

    def value(self, theta):
        first, second = np.moveaxis(theta, -1, 0)
        return np.where((second >= 0) & (second <= first / 100), first, np.inf)


SETS = [
    (L1(), (0.0, 0.0), 2),
    (L1(), (1.3, 0.0), 1),
    (L1(), (0.0, -1.3), 1),
    (L1(), (1.3, -0.2), 0),
    (L1(), (1.0, 1e-7), 0),
    (L1(), (1e6, 0.0), 1),
    (L2(), (0.0, 0.0), 2),
    (L2(), (0.3, -0.4), 0),
    (SquaredL2(), (0.0, 0.0), 0),
    (SquaredL2(), (1.3, 0.5), 0),
    (MaxNorm(), (0.7, 0.7), 1),
    (MaxNorm(), (0.7, -0.7), 1),
    (MaxNorm(), (0.7, 0.6), 0),
    (MaxNorm(), (0.0, 0.0), 2),
    (GroupL2([0, 1], weights=[1, 3]), (0.0, 0.0), 2),
    (GroupL2([0, 1], weights=[1, 3]), (0.0, 2.0), 1),
    (ElasticNet(0.5), (0.0, -2.0), 1),
    (RootPower(), (0.0, 0.0), 2),  # the plane
    (RootPower(), (2.0, 0.0), 1),  # a line
    (RootPower(), (0.0, -2.0), 1),
    (Rooted(0), (0.0, 0.0), 2),  # a strip
    (Rooted(1), (0.0, 0.0), 2),
    (Rooted(0), (-3.0, 0.0), 1),
    (Rooted(0, forbidden=True), (0.0, 0.0), 2),  # a half-plane
    (Rooted(1, forbidden=True), (0.0, 0.0), 2),
    (Wedge(), (0.0, 0.0), 2),  # nearly so
    (Positive(), (0.0, 0.0), 2),  # a quarter
    (Positive(), (1.65, 0.0), 1),  # half a line
    (Positive(), (0.0, 1.65), 1),
    (Positive(), (1.65, 0.3), 0),
    (Box(), (1.0, 0.3), 1),
    (Box(), (-1.0, 0.3), 1),
    (Box(), (0.3, -1.0), 1),
    (Box(1.0), (-1.0, 1.0), 2),
    (Box(1.0), (0.0, -1.0), 2),  # a strip that ends on one side
    (Box(1.0), (0.0, 0.0), 2),
]


@pytest.mark.parametrize(("penalty", "theta", "dimension"), SETS, ids=str)
def test_c9_the_largest_product_with_a_direction_is_the_slope_in_it(penalty, theta, dimension):
    """By difference quotients of Ω in 720 directions; and each part of the set is what its docstring says."""
    theta, d, h = np.array(theta), directions(), 1e-8 * max(1.0, np.abs(theta).max())
    shape = subdifferential(penalty, theta)
    slopes = (penalty.value(theta + h * d) - penalty.value(theta)) / h
    endless = (d @ shape.rays.T > 1e-5).any(axis=-1) | (len(shape.outline) == 0)
    largest = np.where(endless, np.inf, (d @ shape.outline.T).max(axis=-1, initial=-np.inf))
    np.testing.assert_allclose(largest, np.where(slopes > 100, np.inf, slopes), atol=1e-6 * max(1.0, 1e-6 / h))
    assert shape.dimension == dimension and (d @ shape.centre <= largest + 1e-5).all()
    assert shape.along.shape == shape.centre.shape == (2,)
    assert np.linalg.norm(shape.along) == pytest.approx(float(dimension == 1), rel=1e-9)
    np.testing.assert_allclose(np.linalg.norm(shape.rays, axis=-1), 1, rtol=1e-9)
    if dimension == 1:  # its slopes are alike but along it, where they differ by its length
        across = [-shape.along[1], shape.along[0]]
        np.testing.assert_allclose((shape.outline - shape.centre) @ across, 0, atol=1e-7)
        np.testing.assert_allclose(shape.rays @ across, 0, atol=1e-5)
        ahead, behind = (forward_slope(penalty, theta, side * shape.along) for side in (1, -1))
        middle = shape.centre @ shape.along
        np.testing.assert_allclose(shape.reach, [behind + middle, ahead - middle], atol=1e-6)


@pytest.mark.parametrize(
    ("vectors", "cone"),
    [
        ([(1, 0), (0, 1)], (0, 90)),
        ([(0, 2), (1, 1), (3, 0)], (0, 90)),
        ([(1, 0), (0, -1)], (-90, 0)),
        ([(-1, 1), (-1, -1)], (135, 225)),
        ([(1, 0), (-1, 1e-2), (0, 1)], (0, 180 - np.rad2deg(np.arctan(1e-2)))),
        ([(1, 0), (0, 1), (-1, 0)], (0, 180)),
        ([(0, 1), (0, 1e-12), (1e-12, 0)], (90, 90)),
        ([(0, -5)], (-90, -90)),
        ([(1, 0), (-1, 1), (-1, -1)], (0, 360)),
        ([(1, 0), (-1, 1e-4), (-1, -1e-4)], (0, 360)),
        ([(0, 0)], (0, 0)),
        (np.empty((0, 2)), (0, 0)),
    ],
    ids=str,
)
def test_the_cone_of_some_vectors_is_what_is_left_of_the_widest_gap(vectors, cone):
    np.testing.assert_allclose(between(np.array(vectors, dtype=float)), cone, atol=1e-9)


def test_c5_an_infinite_slope_in_every_direction_has_the_plane_for_its_cone():
    assert subdifferential(RootPower(), np.zeros(2)).cone == (0, 360)
    assert subdifferential(L1(), np.zeros(2)).cone == (0, 360)


@pytest.mark.parametrize(
    ("penalty", "theta", "lam", "pull", "inside", "outside"),
    [
        (L1(), (0, 0), 2.0, (0.5, -1.5), 0.5, 0),
        (L1(), (0, 0), 2.0, (0.5, -3.0), 0, 1),
        (L1(), (0, 0), 0.0, (0.3, 0.4), 0, 0.5),
        (L1(), (0, 0), 0.0, (0, 0), 0, 0),
        (L1(), (0, -1), 2.0, (1.5, -2), 0.5, 0),
        (L1(), (0, -1), 2.0, (1.5, -2.5), 0.5, 0.5),
        (L1(), (1, 0), 2.0, (2, 2 - 1e-9), 0, 0),
        (L1(), (1, 1), 2.0, (2, 2), 0, 0),
        (L2(), (0, 0), 2.0, (0.3, 0.4), 1.5, 0),
        (L2(), (0, 0), 2.0, (3, 4), 0, 3),
        (SquaredL2(), (1, 0.5), 2.0, (4, 2), 0, 0),
        (SquaredL2(), (1, 0.5), 2.0, (7, -2), 0, 5),
        (SquaredL2(), (0, 0), 2.0, (0, 0), 0, 0),
        (MaxNorm(), (1, 1), 2.0, (1.5, 0.5), 0.5 * np.sqrt(2), 0),
        (RootPower(), (0, 0), 2.0, (5, 7), np.inf, 0),
        (RootPower(), (4, 0), 2.0, (0.5, 70), np.inf, 0),
        (RootPower(), (4, 0), 2.0, (0.75, 70), np.inf, 0.25),
        (Positive(), (1.65, 0), 0.7, (0.7, -6), 6.7, 0),
        (Positive(), (1.65, 0), 0.7, (0.7, 1), 0, 0.3),
        (Positive(), (0, 0), 0.7, (0.1, -6), 0.6, 0),
    ],
    ids=str,
)
def test_c5_the_room_is_the_distance_to_the_end_of_the_slopes(penalty, theta, lam, pull, inside, outside):
    found = room(penalty, np.array(theta, dtype=float), lam, np.array(pull, dtype=float))
    np.testing.assert_allclose(found, [inside, outside], rtol=1e-3, atol=1e-5)
    assert found[0] > 0 or inside == found[0] == 0


@pytest.mark.parametrize("size", [1e-30, 1.0, 1e30])
@pytest.mark.parametrize(
    ("penalty", "flat"),
    [
        (L1(), True),
        (MaxNorm(), True),
        (GroupL2([0, 1], weights=[1, 3]), True),
        (L2(), False),
        (SquaredL2(), False),
        (RootPower(), False),
    ],
    ids=repr,
)
def test_only_a_straight_boundary_is_flat(penalty, flat, size):
    for theta in ([1.0, 0.5], [-0.5, 1.0], [1.0, -1e-3], [1e-3, 2.0]):
        assert is_flat(penalty, size * np.array(theta)) == flat


def test_a_boundary_that_is_bent_on_one_side_alone_is_not_flat():
    """Each part is a square up to ½ and a line from there on, so at θ₂ = ½ the boundary bends towards θ₂ < ½ only."""
    huber = Penalty.of("Piecewise((t**2, abs(t) <= 0.5), (abs(t) - 0.25, True))")
    for theta in ([1.0, 0.5], [0.5, 1.0], [-0.5, 1.0], [1.0, -0.5]):
        assert not is_flat(huber, np.array(theta)) and is_flat(huber, 1.1 * np.array(theta))


def test_a_circle_is_flat_nowhere_also_where_its_normal_is_the_diagonal():
    assert not any(is_flat(L2(), np.array([0.7, 0.7]) * signs) for signs in ([1, 1], [1, -1], [-1, 1], [-1, -1]))


def test_a_boundary_is_flat_up_to_the_rim():
    assert is_flat(Box(1.0), np.array([0.9999, 0.25])) and is_flat(Box(1.0), np.array([0.25, -0.9999]))
    assert not is_flat(ElasticNet(0.5), np.array([0.9999, 0.25]))


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize("theta", [[1.0, -0.25], [-1.0, 1e-7], [0.0, 3.0]])
def test_a_slope_in_every_direction_is_that_of_the_formula_at_any_scale(theta, size):
    theta, d = size * np.array(theta), directions()
    signs = np.where(theta == 0, np.sign(d), np.sign(theta))  # at zero |t| grows both ways
    formulas = {
        L1(): (signs * d).sum(axis=-1),
        L2(): d @ theta / np.linalg.norm(theta),
        SquaredL2(): 2 * d @ theta,
    }
    for penalty, slope in formulas.items():
        np.testing.assert_allclose(forward_slope(penalty, theta, d), slope, atol=1e-5 * np.abs(slope).max())


class Times(Penalty):
    """`size` times another penalty's value."""

    def __init__(self, size, penalty):
        self.size, self.other = size, penalty

    def value(self, theta):
        return self.size * self.other.value(theta)


@pytest.mark.parametrize("size", [1e-6, 1e6])
@pytest.mark.parametrize(("penalty", "theta", "dimension"), SETS, ids=str)
def test_a_penalty_in_other_units_has_the_same_set_in_other_units(penalty, theta, dimension, size):
    theta = np.array(theta)
    here, there = subdifferential(penalty, theta), subdifferential(Times(size, penalty), theta)
    assert there.dimension == dimension
    np.testing.assert_allclose(there.rays, here.rays, atol=1e-5)
    np.testing.assert_allclose(there.outline / size, here.outline, atol=1e-5)


class Opposite(Penalty):
    """Ω(θ) = width·‖θ‖₂ where θ₁ = −θ₂, up to rounding, infinite elsewhere."""

    def __init__(self, width):
        self.width = width

    def value(self, theta):
        size = np.linalg.norm(theta, axis=-1)
        return np.where(np.abs(theta.sum(axis=-1)) <= 1e-9 * size, self.width * size, np.inf)


@pytest.mark.parametrize("width", [0.0, 0.7])
def test_where_only_one_line_has_finite_slopes_they_are_the_line_across_it_or_a_strip(width):
    found, along, across = subdifferential(Opposite(width), np.zeros(2)), *(np.array([[1, -1], [1, 1]]) / np.sqrt(2))
    assert found.dimension == (2 if width else 1)
    assert sorted(found.rays @ across) == pytest.approx([-1, 1])
    assert sorted(found.outline @ along) == pytest.approx([-width, width] if width else [0])
