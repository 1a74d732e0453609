"""Which losses lead to a zero: the plane of their centres, divided by which coefficients are exactly zero."""

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Patch

from sparsity_kit.asked import describe, need_plane
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import label, legend
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.looks import INK, look
from sparsity_kit.figures.plane import prepare
from sparsity_kit.losses import Quadratic
from sparsity_kit.plane.slopes import directions
from sparsity_kit.solve.lowest import lowest
from sparsity_kit.solve.prices import lambda_max

CELLS = 200  # per side; an even number, so that no centre lies on an axis
NAMES = ("no zero", "θ₁ = 0", "θ₂ = 0", "both zero")
COLOURS = ("#FFFFFF", "#9FD0F0", "#F5C98B", "#C9C9C9")  # light, so that the hatching shows
HATCHES = ("", "///", "\\\\\\", "..")


@dataclass(frozen=True, eq=False, repr=False)
class ZeroMap(Drawing):
    """What `zero_map` drew.

    centers: the centres tried, (m, m, 2). zeros: which coefficients of θ* are exactly 0 there, bool (m, m, 2).
    shares: of the window in which no coefficient, only θ₁, only θ₂, both are zero, (4,). window: left, right, bottom,
    top.
    """

    lam: float
    centers: np.ndarray
    zeros: np.ndarray
    shares: np.ndarray
    window: tuple


def zero_map(objective, ax=None):
    """For every centre c of the bowl (θ − c)ᵀA(θ − c): which coefficients of θ* are exactly zero at this λ.

    The objective's loss is a Quadratic in the plane; its A is kept, its own centre is marked. A kink of the penalty at
    zero gives strips of zeros, a smooth penalty lines without area. Of a penalty that is not convex θ* is the lowest
    point found from four starts: the origin, the centre, and the lowest place of the bowl on each axis. Raises
    TypeError for another loss, ValueError for another number of coefficients or a batch.
    """
    need_plane("zero_map", objective)
    loss, penalty, lam = objective.loss, objective.penalty, float(objective.lam)
    if not isinstance(loss, Quadratic):
        given = describe(loss, Quadratic)
        raise TypeError(f"zero_map moves the centre of a Quadratic, got {given}; pass Quadratic(X.T @ X, center)")
    half = _half_width(loss, penalty, lam)
    window = -half, half, -half, half
    middles = half * (2 * (np.arange(CELLS) + 0.5) / CELLS - 1)
    centers = np.stack(np.meshgrid(middles, middles), axis=-1)
    zeros = lowest(Quadratic(loss.A, centers) + lam * penalty) == 0.0
    kinds = zeros @ [1, 2]
    shares = np.bincount(kinds.ravel(), minlength=4) / kinds.size
    looks = look(penalty)
    ax = prepare(ax, window)
    ax.spines[:].set_visible(True)  # the ground without zeros is white
    _draw(ax, loss.center, centers, kinds, shares)
    title = f"{looks.name}, λ = {words.number(lam)}: zeros of θ*"
    label(ax, "c₁, where f is least", "c₂", title, words.lam_caption(loss))
    return ZeroMap(ax, _alt(looks.name, lam, half, shares), lam, centers, zeros, shares, window)


def _half_width(loss, penalty, lam):
    """So large that the loss's centre shows, and the region where all is zero with as much again around it."""
    price = lambda_max(Quadratic(loss.A, directions(np.arange(0.0, 360.0, 15.0))), penalty)
    reach = lam / price[np.isfinite(price) & (price > 1e-9 * loss.lipschitz)]
    around = min(reach.max(initial=0.0), 4 * reach.min(initial=np.inf))
    return max(1.25 * np.abs(loss.center).max(), 1.8 * around) or 1.0


def _draw(ax, center, centers, kinds, shares):
    ring = np.pad(np.arange(CELLS), 1, mode="edge")  # one more cell on each side, to fill the window
    middles = centers[0, :, 0]
    at = np.linspace(2 * middles[0] - middles[1], 2 * middles[-1] - middles[-2], CELLS + 2)
    handles = []
    for kind in range(4):
        region = (kinds == kind)[np.ix_(ring, ring)].astype(float)
        if region.any():
            ax.contourf(at, at, region, levels=[0.5, 1.5], colors=[COLOURS[kind]], hatches=[HATCHES[kind]], zorder=0.5)
        name = f"{NAMES[kind]}: {_percent(shares[kind])}"
        handles.append(Patch(facecolor=COLOURS[kind], hatch=HATCHES[kind], edgecolor=INK, label=name))
    legend(ax, handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.21), ncols=2, handlelength=2.0)
    ax.plot(*center, marker="+", color=INK, markersize=11, markeredgewidth=2, zorder=4)


def _percent(share):
    return f"{words.number(100 * share)} %"


def _alt(name, lam, half, shares):
    none, first, second, both = map(_percent, shares)
    return (
        f"The plane of the loss's centres, both from {words.number(-half)} to {words.number(half)}, with the {name} "
        f"penalty, λ = {words.number(lam)}. In {none} of it no coefficient of θ* is exactly zero, in {first} only θ₁, "
        f"in {second} only θ₂, in {both} both."
    )
