"""Unit balls: it is the kink on the axes that makes zeros, not the exponent."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import as_penalties, need_planar_penalty
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import legend_below
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.looks import looks
from sparsity_kit.figures.plane import ball_boundary, prepare, square_window
from sparsity_kit.plane.slope_set import between
from sparsity_kit.plane.subdifferential import subdifferential

REACH = 1e3  # how far from the origin a ball may end


@dataclass(frozen=True, eq=False, repr=False)
class UnitBalls(Drawing):
    """What `unit_balls` drew.

    boundaries: of {Ω <= 1}, one array (k, 2) per penalty. kinks: for each penalty the width in degrees of the normal
    cone where the boundary crosses the axis of θ₁: 0 is smooth, 90 is the diamond.
    """

    boundaries: list
    kinks: np.ndarray


def unit_balls(penalties, ax=None):
    """{Ω <= 1} for one or several penalties, one over the other: look at the axes, where a corner means a kink.

    Raises ValueError for a penalty that is not one of 2 coefficients, and for an empty ball.
    """
    penalties = as_penalties("unit_balls", penalties, need_planar_penalty)
    for penalty in penalties:
        if penalty.value(np.zeros(2)) >= 1:
            raise ValueError(f"unit_balls needs Ω(0) < 1, got {penalty.value(np.zeros(2)):g} for {penalty!r}; scale it")
    boundaries = [ball_boundary(penalty, 1.0, reach=REACH) for penalty in penalties]
    crossings = [on_first_axis(boundary) for boundary in boundaries]
    for penalty, crossing in zip(penalties, crossings, strict=True):
        if crossing[0] > 0.999 * REACH:
            raise ValueError(
                f"unit_balls needs balls that end on the axis of θ₁, got Ω <= 1 up to {REACH:g} "
                f"for {penalty!r}; scale it"
            )
    reach = 4 * min(crossing[0] for crossing in crossings)
    near = np.concatenate([b[np.abs(b).max(axis=-1) <= reach] for b in boundaries])
    ax = prepare(ax, square_window(near, pad=0.2), title="unit balls, Ω(θ) ≤ 1")
    styles = looks(penalties)
    lines = [
        ax.plot(
            *boundary.T, color=style.colour, linestyle=style.line, linewidth=2.2, label=style.name, zorder=style.layer
        )[0]
        for style, boundary in zip(styles, boundaries, strict=True)
    ]
    if len(penalties) > 1:
        legend_below(ax, lines, columns=min(3, len(penalties)))
    kinks = np.array([kink(*pair) for pair in zip(penalties, crossings, strict=True)])
    return UnitBalls(ax, _alt([style.name for style in styles], kinks), boundaries, kinks)


def kink(penalty, crossing):
    """The width of the normal cone, in degrees; where Ω is below 1 the ball ends because Ω jumps to infinity."""
    shape = subdifferential(penalty, crossing)
    at_rim = penalty.value(crossing) < 1 - 1e-6 and len(shape.rays)
    return np.ptp(between(shape.rays) if at_rim else shape.cone)


def on_first_axis(boundary):
    """Where a boundary (k, 2) crosses the axis of θ₁, on the right."""
    right = boundary[boundary[:, 0] > 0]
    return right[np.abs(right[:, 1]).argmin()] * [1.0, 0.0]


def _alt(names, kinks):
    stories = [
        f"{name} {f'has a kink, its normal cone {words.number(kink)} degrees wide' if kink > 0.1 else 'is smooth'}"
        for name, kink in zip(names, kinks, strict=True)
    ]
    return f"Unit balls, seen where they cross the axis of θ₁: {'; '.join(stories)}."
