"""A loss alone, seen from above: its contours around its least point."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import need_planar_loss
from sparsity_kit.figures import words
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import LOSS
from sparsity_kit.figures.plane import bottom_of, contours, draw_lines, grid, prepare

STEPS = np.arange(1, 7) / 6


@dataclass(frozen=True, eq=False, repr=False)
class LossContours(Drawing):
    """What `loss_contours` drew.

    bottom: where f is least, (2,); None if it falls without end. levels: the values of f on the contours, (k,).
    contours: for each level its lines, arrays (m, 2). window: left, right, bottom, top.
    """

    bottom: np.ndarray | None
    levels: np.ndarray
    contours: list
    window: tuple


def loss_contours(loss, ax=None):
    """Contours of f around its least point, at equal steps of √(f − least f): evenly spaced for a quadratic bowl.

    Any loss with two coefficients. Raises ValueError for another number of coefficients and for a batch of losses.
    """
    need_planar_loss("loss_contours", loss)
    bottom = bottom_of(loss)
    window = _window(loss, bottom)
    levels = _levels(loss, bottom, window)
    lines = contours(loss, levels, window)
    ax = prepare(ax, window, title="contours of the loss")
    for line in lines:
        draw_lines(ax, line)
    if bottom is not None:
        ax.plot(*bottom, marker="+", color=LOSS, markersize=11, markeredgewidth=2, zorder=4)
        place(ax, f"least f: {words.point(bottom)}", bottom, prefer=(0, 1))
    return LossContours(ax, _alt(loss, bottom, levels), bottom, levels, lines, window)


def _window(loss, bottom):
    """A square around the least point that shows the origin; without one, the first steps of the way down."""
    middle = np.zeros(2) if bottom is None else bottom
    slope = np.abs(loss.gradient(np.zeros(2))).max()
    half = 1.3 * np.abs(middle).max() or 6 * slope / (loss.lipschitz or 1.0) or 1.0
    return middle[0] - half, middle[0] + half, middle[1] - half, middle[1] + half


def _levels(loss, bottom, window):
    """Up to the level that half of the window's edge lies above."""
    values = loss.value(grid(window, 101)[-1])
    least = float(values.min() if bottom is None else loss.value(bottom))
    edge = np.median(np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]]))
    return least + (edge - least) * STEPS**2


def _alt(loss, bottom, levels):
    shown = f"{len(levels)} contours of the loss, from f = {words.number(levels[0])} to {words.number(levels[-1])}"
    if bottom is None:
        return f"{shown}. It has no least point: it falls without end."
    least = words.number(loss.value(bottom), beside=levels[-1])
    return f"{shown}, around its least point {words.point(bottom)}, where f = {least}."
