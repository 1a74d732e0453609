"""The four pictures of a `Portrait`, each on its own axes, with what it shows above it."""

import numpy as np

from sparsity_kit.figures._shrinkage import broken_at_jumps
from sparsity_kit.figures.canvas import SMALL
from sparsity_kit.figures.looks import FAINT, INK
from sparsity_kit.figures.told import corner, leaving, slopes, zeros


def _title(ax, text):
    ax.set_title(text, fontsize=SMALL, color=INK)


def draw_value(ax, one, style, t):
    """Ω(t) and, dashed, its slopes at zero."""
    top = 1.15 * max(one.sizes.max(), 1e-12)
    steep = one.slope if np.isfinite(one.slope) else 1e9
    ax.plot(t, steep * np.abs(t), color=INK, linestyle="--", linewidth=1.2)
    ax.plot(t, one.sizes, color=style.colour, linewidth=2.4)
    ax.set(xlim=(t[0], t[-1]), ylim=(-0.08 * top, top))
    _title(ax, slopes(one.slope))


def draw_ball(ax, one, style):
    """The ball Ω(θ) ≤ 1."""
    reach = min(1.25 * np.abs(one.ball).max(), 2.0)
    ax.fill(*one.ball.T, color=style.colour, alpha=0.18, linewidth=0)
    ax.plot(*one.ball.T, color=style.colour, linewidth=2.4)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach))
    ax.set_aspect("equal", adjustable="box")
    _title(ax, corner(one.cone))


def draw_prox(ax, one, style, xy):
    """θ₁* against x₁·y, and dots at local minima."""
    ax.plot(xy, xy, color=FAINT, linestyle=":", linewidth=1.2)
    ax.plot(*broken_at_jumps(xy, one.curve), color=style.colour, linewidth=2.4)
    few = one.valleys[np.isin(one.valleys[:, 0], xy[::8])]
    ax.plot(*few.T, ".", color=INK, markersize=4, zorder=5)
    ax.set(xlim=(xy[0], xy[-1]), ylim=(xy[0], xy[-1]))
    _title(ax, zeros(one.zeros))


def draw_path(ax, one, style, lams):
    """θ* against λ."""
    for curve, line in zip(one.path.T, ("-", "--"), strict=True):
        ax.plot(*broken_at_jumps(lams, curve), color=style.colour, linewidth=2.4, linestyle=line)
    ax.set(xlim=(0, lams[-1]), ylim=(min(-0.15, 1.2 * one.path.min()), max(0.15, 1.2 * one.path.max())))
    _title(ax, leaving(one.leaves))
