"""The map of probabilities is true: by formulas, by another solver, by chance, and by the problem's symmetries."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import Ellipse
from scipy.interpolate import RegularGridInterpolator

from sparsity_kit import L1, Quadratic, SquaredL2, figures, lambda_max, minimize
from sparsity_kit.figures._sparsity_map import COLOURS, EXAMPLES, bowls
from sparsity_kit.plane.slopes import directions

SHARES = [0.03, 0.1, 0.5]
STEP = 1 / 540  # between two centres that are tried, as a share of all directions
every_share = pytest.mark.parametrize("share", SHARES)
at_45 = 30  # the column of 45 degrees


def degrees(tangent):
    return np.rad2deg(np.arctan(tangent))


@every_share
def test_c12_c13_along_an_axis_the_probability_is_that_of_the_formula(share):
    """Orthogonal columns: A = diag(k, 1), k = 1/ratio², and θⱼ is zero if |Ac|ⱼ is at most `share` of the larger.

    With |c₂/c₁| = tan ψ, that is tan ψ <= share·k or tan ψ >= k/share; ψ is anywhere between 0° and 90°.
    """
    drawn = figures.sparsity_map(share)
    k = 1 / drawn.ratios**2
    np.testing.assert_allclose(
        drawn.probabilities[:, 0], 1 - (degrees(k / share) - degrees(k * share)) / 90, atol=4 * STEP
    )
    np.testing.assert_allclose(drawn.probabilities[0], degrees(share) / 45, atol=4 * STEP)  # the circle: k = 1


@every_share
def test_c12_c13_at_45_degrees_the_probability_is_that_of_the_formula(share):
    """Equally long columns: A = [[1 + k, k − 1], [k − 1, 1 + k]]/2, of correlation −ρ, where ρ = (1 − k)/(1 + k).

    Let c be q across the long axis and p along it, both positive; all other signs are its mirror images. Then Ac is
    (kp + q, kp − q)/√2. Its first entry is the larger, so θ₁ is alive below λ_max, and with s = share
    θ₂ = 0 where |kp − q + ρ(1 − s)(kp + q)| <= s(kp + q). For x = kp/(kp + q) this is 2x − 1 + ρ(1 − s) between −s
    and s. Last, p/q = x/(k(1 − x)) is the tangent of an angle that is anywhere between 0° and 90°.
    """
    drawn = figures.sparsity_map(share)
    k = 1 / drawn.ratios**2
    middle = (1 - (1 - k) / (1 + k) * (1 - share)) / 2
    least, most = ((middle + side * share / 2) for side in (-1, 1))
    expected = (degrees(most / (k * (1 - most))) - degrees(least / (k * (1 - least)))) / 90
    assert drawn.tilts[at_45] == 45
    np.testing.assert_allclose(drawn.probabilities[:, at_45], expected, atol=4 * STEP)


def solved(tilt, ratio, centers, share, penalty):
    """θ* by `minimize`, at a share of the λ_max that `lambda_max` finds."""
    loss = Quadratic(bowls(tilt, ratio), centers)
    return minimize(loss + share * lambda_max(loss, L1()) * penalty).theta


@every_share
def test_c13_minimize_finds_the_same_zeros(share):
    drawn = figures.sparsity_map(share)
    rng = np.random.default_rng(0)
    for row, column in zip(rng.integers(33, size=12), rng.integers(61, size=12), strict=True):
        theta = solved(drawn.tilts[column], drawn.ratios[row], drawn.centers, share, L1())
        assert (theta == 0).any(axis=-1).mean() == pytest.approx(drawn.probabilities[row, column], abs=1.01 * STEP)


def test_c13_centres_drawn_by_chance_at_any_distance_give_the_same_probabilities():
    drawn, rng = figures.sparsity_map(0.1), np.random.default_rng(1)
    for row, column in [(0, 0), (8, 5), (16, 30), (16, 50), (28, 25), (32, 34)]:
        centers = rng.normal(size=(4000, 2)) * rng.lognormal(sigma=2, size=(4000, 1))
        zeros = (solved(drawn.tilts[column], drawn.ratios[row], centers, 0.1, L1()) == 0).any(axis=-1)
        p = drawn.probabilities[row, column]
        assert abs(zeros.mean() - p) < 4 * np.sqrt(p * (1 - p) / 4000) + STEP


def test_c7_c13_squared_l2_has_no_zero_at_all():
    drawn = figures.sparsity_map()
    for column, row in [(0, 0), (0, 32), (10, 16), (30, 20), (45, 32)]:
        assert (solved(drawn.tilts[column], drawn.ratios[row], drawn.centers, 0.1, SquaredL2()) != 0).all()


@every_share
def test_the_map_is_symmetric_and_grows_with_lambda(share):
    drawn = figures.sparsity_map(share)
    np.testing.assert_allclose(drawn.tilts, 90 - drawn.tilts[::-1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(drawn.probabilities, drawn.probabilities[:, ::-1], rtol=0, atol=2 * STEP)
    np.testing.assert_allclose(drawn.probabilities[0], drawn.probabilities[0, 0], rtol=0, atol=0)
    assert (figures.sparsity_map(1.2 * share).probabilities >= drawn.probabilities - STEP).all()
    for tilt in (-63.0, 117.0, 243.0):  # mirror images, and half a turn
        theta = solved(tilt, 3.0, drawn.centers, share, L1())
        at_63 = solved(63.0, 3.0, drawn.centers, share, L1())
        assert (theta == 0).any(axis=-1).mean() == pytest.approx((at_63 == 0).any(axis=-1).mean(), abs=2.01 * STEP)


def test_the_numbers_of_the_drawing_belong_together():
    drawn = figures.sparsity_map(0.25)
    assert drawn.share == 0.25 and drawn.problems == 61 * 33 * 540 > 1e6
    assert drawn.probabilities.shape == (len(drawn.ratios), len(drawn.tilts)) == (33, 61)
    np.testing.assert_allclose(np.linalg.norm(drawn.centers, axis=-1), 1)
    assert (np.diff(drawn.tilts) > 0).all() and (np.diff(drawn.ratios) > 0).all()


# what is drawn


@every_share
def test_the_lines_and_their_labels_are_where_the_probability_is_that(share):
    drawn = figures.sparsity_map(share)
    value = RegularGridInterpolator((drawn.ratios, drawn.tilts), drawn.probabilities)
    bands, lines = drawn.ax.collections
    beside = [text for text in drawn.ax.texts if text.xy[0] == 90]
    labels = {float(text.get_text().removesuffix(" %")) / 100: text.xy for text in beside}
    assert list(labels) == pytest.approx(list(lines.levels)) and len(labels) >= 4
    doubled = np.diff([drawn.ax.transData.transform((0, ratio))[1] for ratio in (1, 2, 4, 8, 16)])
    np.testing.assert_allclose(doubled, doubled[0])  # each ratio twice the last is as much farther up
    for level, at, path in zip(lines.levels, labels.values(), lines.get_paths(), strict=True):
        assert value(at[::-1]) == pytest.approx(level)
        assert np.abs(value(path.vertices[:, ::-1]) - level).max() < 0.02
    np.testing.assert_allclose(bands.get_facecolor(), COLOURS)
    for (row, column), p in np.ndenumerate(drawn.probabilities[::4, ::6]):
        band = bands.get_paths()[int(10 * p)]
        at = drawn.tilts[6 * column], drawn.ratios[4 * row]
        on_a_line = abs(10 * p - np.rint(10 * p)) < 1e-9
        assert on_a_line or any(band.contains_points([at], radius=radius) for radius in (1e-6, -1e-6))


def test_the_ellipses_are_the_contours_of_the_bowls_at_their_places():
    drawn = figures.sparsity_map()
    drawn.png()  # places them
    ellipses = [patch for patch in drawn.ax.patches if isinstance(patch, Ellipse)]
    assert len(ellipses) == len(EXAMPLES) == 18
    for ellipse, (tilt, ratio) in zip(ellipses, EXAMPLES, strict=True):
        center = ellipse.get_transform().transform((0, 0))
        np.testing.assert_allclose(center, drawn.ax.transData.transform((tilt, ratio)))
        rim = ellipse.get_transform().transform(directions()) - center  # on the screen
        values = Quadratic(bowls(tilt, ratio), [0.0, 0.0]).value(rim)
        np.testing.assert_allclose(values, values[0], rtol=1e-9)


def test_the_axes_say_which_ellipse_stands_where():
    ax = figures.sparsity_map().ax
    tilts, ratios = ([text.get_text() for text in axis.get_ticklabels()] for axis in (ax.xaxis, ax.yaxis))
    assert dict(zip(ax.get_xticks(), tilts, strict=True)) == {0: "0°: along θ₁", 45: "45°", 90: "90°: along θ₂"}
    assert dict(zip(ax.get_yticks(), ratios, strict=True)) == {1: "circle"} | {k: f"{k} : 1" for k in (2, 4, 8, 16)}


def test_it_is_one_hue_from_light_to_dark():
    lightness = COLOURS[:, :3] @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness) < 0).all() and COLOURS[0].tolist() == list(to_rgba("white"))


def test_the_alt_text_says_what_is_drawn():
    drawn = figures.sparsity_map(0.1)
    assert drawn.alt == (
        "All ellipses, by the tilt of their long axis, from 0° along θ₁ to 90° along θ₂, and by the ratio of their "
        "axes, from 1 to 16. The colour is the probability that the L1 solution at λ = 0.1 λ_max has a coefficient "
        "that is exactly zero, for a centre in any direction, from 1087020 solutions. For a circle it is 13 %; at the "
        "ratio 16 it is 97 % along θ₁, 51 % at 45° and 97 % along θ₂. With squared L2 it is 0 everywhere."
    )
    assert any("squared L2: 0 % everywhere" in text.get_text() for text in drawn.ax.texts)


@pytest.mark.parametrize("share", [0.0005, 0.999])
def test_hardly_ever_and_nearly_always_are_drawn_too(share):
    drawn = figures.sparsity_map(share)
    assert drawn.probabilities.max() < 0.1 or drawn.probabilities.min() > 0.9  # one band, no line
    assert len(drawn.ax.collections) == 1 and len(drawn.ax.texts) == 1
    assert len(drawn.png()) > 5000


@pytest.mark.parametrize(
    "share, text",
    [
        (0.0, "share must be above 0, where nothing is zero, and below 1, where all is, got 0"),
        (1.0, "share must be above 0, where nothing is zero, and below 1, where all is, got 1"),
        (-0.1, "share must be nonnegative, got -0.1"),
        ([0.1, 0.2], r"share must be a single number, got shape \(2,\)"),
        (np.nan, "share must be finite, got nan"),
    ],
)
def test_other_shares_are_refused_in_one_line(share, text):
    with pytest.raises(ValueError, match=text) as caught:
        figures.sparsity_map(share)
    assert "\n" not in str(caught.value)
