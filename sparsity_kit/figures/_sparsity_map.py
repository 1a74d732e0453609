"""How likely is a zero? The plane of all elliptic bowls, coloured by the share of their centres that lead to one."""

from dataclasses import dataclass

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Ellipse
from matplotlib.transforms import Affine2D, ScaledTranslation

from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import label, on, write
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.looks import BLUE, INK
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.plane.slopes import directions
from sparsity_kit.plane.two_coefficients import lasso_2d

TILTS = 45 + 45 * np.sign(np.linspace(-1, 1, 61)) * np.abs(np.linspace(-1, 1, 61)) ** 1.5  # densest around 45 degrees
RATIOS = np.geomspace(1.0, 16.0, 33)  # long axis : short axis
CENTERS = directions((np.arange(540) + 0.5) * 180 / 540)  # all around: the lasso with centre −c has the zeros of c's
BANDS = np.linspace(0.0, 1.0, 11)
COLOURS = LinearSegmentedColormap.from_list("likely", ["#FFFFFF", BLUE])(0.8 * BANDS[:-1])
EXAMPLES = [(tilt, ratio) for ratio in (1.32, 2.4, 4.6, 9.5) for tilt in (9, 27, 45, 63, 81) if tilt != 45 or ratio < 4]


@dataclass(frozen=True, eq=False, repr=False)
class SparsityMap(Drawing):
    """What `sparsity_map` drew.

    share: λ as a share of λ_max. tilts: of the ellipse's long axis, in degrees from the θ₁ axis, (m,). ratios: long to
    short axis, (k,). centers: the centres tried for each ellipse, (c, 2). probabilities: of at least one coefficient
    that is exactly zero, (k, m). problems: how many lassos were solved, k·m·c.
    """

    share: float
    tilts: np.ndarray
    ratios: np.ndarray
    centers: np.ndarray
    probabilities: np.ndarray
    problems: int


def sparsity_map(share=0.1, ax=None):
    """For every ellipse that the contours of f can be: how likely is it that the lasso has a coefficient of zero?

    The centre of f lies in any direction from the origin, all equally likely. λ is `share` times the λ_max at which the
    last coefficient becomes zero; then neither the distance of the centre nor the depth of the bowl matters. A million
    lassos are solved. With squared L2 the answer is 0 % for every ellipse: only single directions lead to a zero.
    Raises ValueError unless `share` is between 0 and 1.
    """
    share = float(as_nonnegative("share", share, ndim=0))
    if not 0 < share < 1:
        raise ValueError(f"share must be above 0, where nothing is zero, and below 1, where all is, got {share:g}")
    gram = bowls(TILTS, RATIOS[:, None])
    correlations = CENTERS @ gram
    lam = 2 * share * np.abs(correlations).max(axis=-1)
    zeros = (lasso_2d(gram[:, :, None], correlations, lam) == 0.0).any(axis=-1)
    probabilities = zeros.mean(axis=-1)
    ax = on(ax)
    _draw(ax, probabilities)
    title = f"L1: how likely is a zero? λ = {words.number(share)} λ$_{{\\max}}$"
    caption = f"centre of f in any direction; squared L2: 0 % everywhere\n{words.lam_caption()}"
    label(ax, "tilt of the long axis", "long axis : short axis", title, caption)
    alt = _alt(share, probabilities, zeros.size)
    return SparsityMap(ax, alt, share, TILTS, RATIOS, CENTERS, probabilities, zeros.size)


def bowls(tilts, ratios):
    """A of (θ − c)ᵀA(θ − c) with elliptic contours, long axis at `tilts` in degrees, axes as `ratios`: (..., 2, 2).

    Curvature 1/ratio² along the long axis u, and 1 across it: A = I − (1 − 1/ratio²)uuᵀ.

    >>> bowls(0.0, 2.0)
    array([[0.25, 0.  ],
           [0.  , 1.  ]])
    """
    u, flatness = directions(tilts), 1 - 1 / np.square(ratios)
    return np.eye(2) - flatness[..., None, None] * (u[..., :, None] * u[..., None, :])


def _draw(ax, probabilities):
    ax.set_yscale("log", base=2)
    edge = probabilities[:, -1]
    lines = [level for level in BANDS if edge.min() < level < edge.max()]
    ax.contourf(TILTS, RATIOS, probabilities, levels=BANDS, colors=COLOURS, zorder=0.5)
    if lines:
        ax.contour(TILTS, RATIOS, probabilities, levels=lines, colors=INK, linewidths=0.9, zorder=2)
    for level in lines:
        ratio = np.interp(level, edge, RATIOS)
        write(ax, f"{words.number(100 * level)} %", (TILTS[-1], ratio), offset=(5, 0))
    for tilt, ratio in EXAMPLES:
        _draw_ellipse(ax, tilt, ratio)
    ax.set_xticks([0, 45, 90], ["0°: along θ₁", "45°", "90°: along θ₂"])
    ax.set_yticks([1, 2, 4, 8, 16], ["circle", "2 : 1", "4 : 1", "8 : 1", "16 : 1"])


def _draw_ellipse(ax, tilt, ratio):
    """One of the ellipses, in its place on the map."""
    points = Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans + ScaledTranslation(tilt, ratio, ax.transData)
    style = {"facecolor": "white", "edgecolor": INK, "linewidth": 1.2, "zorder": 3}
    ax.add_patch(Ellipse((0, 0), 24, 24 / ratio, angle=tilt, transform=points, **style))


def _alt(share, probabilities, problems):
    def percent(ratio, tilt):
        return f"{100 * probabilities[ratio, np.argmin(np.abs(TILTS - tilt))]:.0f} %"

    return (
        "All ellipses, by the tilt of their long axis, from 0° along θ₁ to 90° along θ₂, and by the ratio of their "
        f"axes, from 1 to {words.number(RATIOS[-1])}. The colour is the probability that the L1 solution at λ = "
        f"{words.number(share)} λ_max has a coefficient that is exactly zero, for a centre in any direction, from "
        f"{problems} solutions. For a circle it is {percent(0, 0)}; at the ratio {words.number(RATIOS[-1])} it is "
        f"{percent(-1, 0)} along θ₁, {percent(-1, 45)} at 45° and {percent(-1, 90)} along θ₂. With squared L2 it is 0 "
        "everywhere."
    )
