"""The map of zeros is the map that the solver draws."""

import numpy as np
import pytest
from figures_problems import BOWL, LOSSES, every_penalty
from matplotlib.colors import to_rgba

from sparsity_kit import L1, L2, ElasticNet, Quadratic, SquaredL2, figures, minimize
from sparsity_kit.figures._zero_map import COLOURS


@pytest.mark.filterwarnings("ignore::sparsity_kit.ConvergenceWarning")  # what did not converge is not believed
@every_penalty
@pytest.mark.parametrize("lam", [0.0, 2.0])
def test_c8_the_region_drawn_is_the_one_that_the_solver_finds(penalty, lam):
    drawn = figures.zero_map(BOWL + lam * penalty)
    regions = {to_rgba(c): k for k, c in enumerate(COLOURS)}
    shapes = {regions[tuple(s.get_facecolor()[0])]: s.get_paths()[0] for s in drawn.ax.collections}
    half = drawn.window[1]
    rng = np.random.default_rng(0)
    centers = rng.uniform(-half, half, size=(400, 2))
    starts = np.zeros((1, 1, 2)) if penalty.convex else rng.uniform(-half, half, size=(20, 400, 2))
    found = minimize(Quadratic(BOWL.A, centers) + lam * penalty, start=starts)
    best = np.where(found.converged, found.value, np.inf).argmin(axis=0)
    solved = (found.theta[best, np.arange(400)] == 0.0) @ [1, 2]
    seen = np.stack([shapes[k].contains_points(centers) if k in shapes else np.zeros(400, bool) for k in range(4)])
    assert np.mean(seen[solved, np.arange(400)]) > 0.97  # a centre may fall into a cell that a border cuts
    shares = np.bincount(solved, minlength=4) / 400
    np.testing.assert_allclose(drawn.shares, shares, atol=0.08)
    assert drawn.shares.sum() == pytest.approx(1)


def test_c8_the_shares_are_those_of_the_formula():
    drawn = figures.zero_map(Quadratic(np.eye(2), [2.0, 1.0]) + 2.0 * L1())  # θⱼ = 0 exactly if |cⱼ| <= λ/2 = 1
    strip = 1.0 / drawn.window[1]
    expected = [(1 - strip) ** 2, strip * (1 - strip), strip * (1 - strip), strip**2]
    np.testing.assert_allclose(drawn.shares, expected, atol=0.01)
    np.testing.assert_array_equal(drawn.zeros, np.abs(drawn.centers) <= 1.0)
    assert drawn.alt == (
        "The plane of the loss's centres, both from −2.55 to 2.55, with the L1 penalty, λ = 2. In 37.2 % of it no "
        "coefficient of θ* is exactly zero, in 23.8 % only θ₁, in 23.8 % only θ₂, in 15.2 % both."
    )
    assert [text.get_text() for text in drawn.ax.get_legend().get_texts()] == [
        "no zero: 37.2 %", "θ₁ = 0: 23.8 %", "θ₂ = 0: 23.8 %", "both zero: 15.2 %",
    ]  # fmt: skip


def test_a_correlated_map_is_not_mirrored():
    drawn = figures.zero_map(Quadratic([[4.0, 0.0], [0.0, 1.0]], [1.0, 1.0]) + 2.0 * L1())  # |c₁| <= ¼, |c₂| <= 1
    assert drawn.shares[2] > 2 * drawn.shares[1]
    assert drawn.zeros[0, 100].tolist() == [True, False] and drawn.zeros[100, 0].tolist() == [False, True]


@pytest.mark.parametrize("A", [np.eye(2), [[2.0, -1.0], [-1.0, 2.0]], [[1.0, 0.3], [0.3, 0.6]]])
def test_c7_squared_l2_has_no_area_of_zeros(A):
    assert figures.zero_map(Quadratic(A, [1.0, 2.0]) + 1.0 * SquaredL2()).shares.tolist() == [1, 0, 0, 0]


def test_c6_l2_zeroes_both_or_none():
    shares = figures.zero_map(BOWL + 2.0 * L2()).shares
    assert shares[3] > 0.05 and shares[1] == shares[2] == 0
    assert (figures.zero_map(BOWL + 2.0 * ElasticNet(0.5)).shares > 0).all()


def test_regions_are_told_apart_without_colour():
    drawn = figures.zero_map(BOWL + 2.0 * L1())
    hatches = [shape.hatches for shape in drawn.ax.collections]
    assert len(hatches) == 4 and len({str(hatch) for hatch in hatches}) == 4


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: figures.zero_map(LOSSES[1] + 1.0 * L1()),
            TypeError,
            "the centre of a Quadratic, got SquaredError",
        ),
        (lambda: figures.zero_map(Quadratic(np.eye(3), np.ones(3)) + 1.0 * L1()), ValueError, "2 coefficients, got 3"),
        (
            lambda: figures.zero_map(BOWL + [1.0, 2.0] * L1()),
            ValueError,
            r"got a batch of shape \(2,\)",
        ),
        (lambda: figures.zero_map(BOWL + -1.0 * L1()), ValueError, "lam must be nonnegative, got -1.0"),
    ],
)
def test_other_problems_are_refused_in_one_line(call, error, message):
    with pytest.raises(error, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)
