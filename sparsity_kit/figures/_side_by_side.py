"""Penalties side by side, on the same data: value and slopes at zero, ball, prox and path."""

from dataclasses import dataclass
from textwrap import fill

import numpy as np
from matplotlib.figure import Figure

from sparsity_kit.asked import as_penalties, need_planar_penalty
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import SMALL, on
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.looks import FAINT, INK, looks
from sparsity_kit.figures.numbers import Numbers, table
from sparsity_kit.figures.portrait import Portrait, portrait
from sparsity_kit.figures.portrait_drawn import draw_ball, draw_path, draw_prox, draw_value, story
from sparsity_kit.inputs import as_nonnegative, as_real

ALONE, ROW = (5.75, 5.5), (10.6, 2.35)  # inches of one penalty alone, and of one among several
BELOW = "Ω(t), and dashed its slopes at zero", "the ball Ω(θ) ≤ 1", "θ* against x·y; dots: local minima", "θ* against λ"


@dataclass(frozen=True, eq=False, repr=False)
class SideBySide(Drawing):
    """What `side_by_side` drew: a `Portrait` of each penalty; the places `t` and `xy`, (m,), and the prices `lams`."""

    portraits: tuple[Portrait, ...]
    t: np.ndarray
    xy: np.ndarray
    lams: np.ndarray

    @property
    def numbers(self):
        """The numbers of each penalty, a row for each; its curves are in its portrait."""
        names = [(name, k) for name in ("slopes", "zeros", "leaves") for k in range(2)]
        told = [(f"{name}, {k + 1}", [getattr(each, name)[k] for each in self.portraits]) for name, k in names]
        return Numbers((table([("cone", [each.cone for each in self.portraits]), *told]),))


def side_by_side(penalties, lam=1.0, data=(2.0, 0.8), ax=None):
    """A row for each penalty of (θ₁, θ₂): its value and slopes at zero, its ball, its prox, and its path.

    The loss is ‖Xθ − y‖² with two columns of length 1 at right angles, and `data` are x₁·y and x₂·y; so the lowest
    point of F is the prox, also where F has several valleys. The third picture has θ₁* against x₁·y, with the other at
    zero, at the price `lam`, and as dots the local minima that are not lowest. `penalties` is one or a list. Raises
    ValueError for a penalty that is not one of 2 coefficients, for λ = 0 and for data that are zero.
    """
    penalties = as_penalties("side_by_side", penalties, need_planar_penalty)
    lam, data = float(as_nonnegative("lam", lam, ndim=0)), as_real("data", data, ndim=1)
    if lam == 0 or data.shape != (2,) or not data.all():
        raise ValueError(f"side_by_side needs λ above 0 and two data other than 0, got {lam:g} and {data.tolist()}")
    reach = max(2.0, 1.5 * lam)
    t, xy = np.linspace(-reach, reach, 1601), np.linspace(-reach, reach, 401)
    lams = np.linspace(0, 4.4 * np.abs(data).max(), 401)
    found = tuple(portrait(penalty, data, lam, t, xy, lams) for penalty in penalties)
    ax = _fresh(len(penalties)) if ax is None else on(ax)
    if ax.get_subplotspec() is None:
        raise ValueError("side_by_side needs axes of a grid, got axes placed by hand; pass one of panels(2)")
    ax.axis("off")
    grid = _grid(ax, len(penalties))
    for row, (style, one) in enumerate(zip(looks(penalties), found, strict=True)):
        value, ball, prox, path = grid[row]
        draw_value(value, one, style, t)
        draw_ball(ball, one, style)
        draw_prox(prox, one, style, xy)
        draw_path(path, one, style, lams)
        value.set_ylabel(fill(style.name, 24), fontsize=SMALL, color=INK)
    for axes, below in zip(grid[-1], BELOW, strict=True):
        axes.set_xlabel(below, fontsize=SMALL, color=INK)
    names = [style.name for style in looks(penalties)]
    return SideBySide(ax, story(names, found, lam, data), found, t, xy, lams)


def _fresh(rows):
    size = ALONE if rows == 1 else (ROW[0], ROW[1] * rows)
    return Figure(figsize=size, layout="constrained", facecolor="white").subplots()


def _grid(ax, rows):
    """The axes of all pictures, rows of four; one penalty alone has them two by two."""
    shape = (2, 2) if rows == 1 else (rows, 4)
    places = ax.get_subplotspec().subgridspec(*shape)
    axes = [ax.figure.add_subplot(places[i, j]) for i in range(shape[0]) for j in range(shape[1])]
    for each in axes:
        on(each).locator_params(nbins=4)
        each.axhline(0, color=FAINT, linewidth=0.8)
        each.axvline(0, color=FAINT, linewidth=0.8)
    if not ax.figure.get_supxlabel():
        ax.figure.supxlabel(words.lam_caption(), fontsize=SMALL, color=INK)
    return [axes[k : k + 4] for k in range(0, len(axes), 4)]
