"""A `Portrait` as four pictures, each on its own axes, with what it shows above it; and in sentences."""

from textwrap import fill

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import SMALL
from sparsity_kit.figures.jumps import broken_at_jumps
from sparsity_kit.figures.looks import FAINT, INK


def draw_value(ax, one, style, t):
    """Ω(t) and, dashed, its slopes at zero."""
    top = 1.15 * max(one.sizes[np.isfinite(one.sizes)].max(), 1e-12)
    left, right = np.clip(one.slopes, -1e9, 1e9)
    ax.plot(t, np.where(t < 0, left, right) * t, color=INK, linestyle="--", linewidth=1.2)
    ax.plot(t, one.sizes, color=style.colour, linewidth=2.4)
    ax.set(xlim=(t[0], t[-1]), ylim=(-0.08 * top, top))
    _title(ax, _slopes(*one.slopes))


def draw_ball(ax, one, style):
    """The ball Ω(θ) ≤ 1."""
    reach = min(1.25 * np.abs(one.ball).max(), 2.0)
    ax.fill(*one.ball.T, color=style.colour, alpha=0.18, linewidth=0)
    ax.plot(*one.ball.T, color=style.colour, linewidth=2.4)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach))
    ax.set_aspect("equal", adjustable="box")
    _title(ax, _corner(one.cone))


def draw_prox(ax, one, style, xy):
    """θ₁* against x₁·y, and dots at local minima."""
    ax.plot(xy, xy, color=FAINT, linestyle=":", linewidth=1.2)
    ax.plot(*broken_at_jumps(xy, one.curve), color=style.colour, linewidth=2.4)
    few = one.valleys[np.isin(one.valleys[:, 0], xy[::8])]
    ax.plot(*few.T, ".", color=INK, markersize=4, zorder=5)
    ax.set(xlim=(xy[0], xy[-1]), ylim=(xy[0], xy[-1]))
    _title(ax, _zeros(*one.zeros))


def draw_path(ax, one, style, lams):
    """θ* against λ."""
    for curve, line in zip(one.path.T, ("-", "--"), strict=True):
        ax.plot(*broken_at_jumps(lams, curve), color=style.colour, linewidth=2.4, linestyle=line)
    ax.set(xlim=(0, lams[-1]), ylim=(min(-0.15, 1.2 * one.path.min()), max(0.15, 1.2 * one.path.max())))
    _title(ax, fill(_leaving(one.leaves), 26))


def _title(ax, text):
    ax.set_title(text, fontsize=SMALL, color=INK)


def _slopes(low, high):
    """From where to where Ω has slopes at zero."""
    if low == high == 0:
        return "slope at zero: 0"
    if np.isinf([low, high]).all():
        return "all slopes at zero"
    return f"slopes at zero: {words.number(low)} to {words.number(high)}"


def _corner(cone):
    """How the ball crosses an axis."""
    if np.isnan(cone):
        return "no end on the axes"
    return "smooth on the axes" if cone < 0.1 else f"a corner, its cone {words.number(cone)}°"


def _zeros(low, high):
    """For which data θ* is exactly zero."""
    if low == high == 0:
        return "zero only at x·y = 0"
    if np.isclose(-low, high, rtol=1e-9, atol=0.0):
        return f"zero up to |x·y| = {words.number(high)}"
    return f"zero for x·y from {words.number(low)} to {words.number(high)}"


def _leaving(leaves):
    """From which λ on coefficients are zero."""
    if np.isinf(leaves).all():
        return "never zero"
    if np.isinf(leaves).any():
        first = int(np.argmin(leaves))
        return f"{words.theta(first)} zero from λ = {words.number(leaves[first])}, {words.theta(1 - first)} never"
    return f"zeros from λ = {', '.join(dict.fromkeys(map(words.number, leaves)))}"


def story(names, portraits, lam, data):
    """All portraits in sentences."""
    start = f"Penalties of (θ₁, θ₂) for columns at right angles, x·y = {words.point(data)}."
    stories = []
    for name, one in zip(names, portraits, strict=True):
        story = f"{name}: {_slopes(*one.slopes)}; its ball: {_corner(one.cone)}; at λ = {words.number(lam)} θ* is "
        story += _zeros(*one.zeros)
        if len(one.valleys):
            at_zero = (one.valleys[:, 1] == 0).any()
            story += ", with other local minima" + (", among them zero beyond that" if at_zero else "")
        stories.append(f"{story}; its path: {_leaving(one.leaves)}.")
    return " ".join([start, *stories])
