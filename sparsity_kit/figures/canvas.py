"""What every picture stands on: axes of its own, named, with text in the course's sizes."""

from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from sparsity_kit.figures.looks import INK
from sparsity_kit.inputs import as_count

PANEL = (4.8, 4.6)  # inches, one panel
WIDE = 6.4  # inches, a panel of its own whose axis is λ: names stand to the left of it, and events along the top
TEXT = 13  # points: still legible when the picture is shown at half its width
BESIDE = 0.3  # inches, at least, to the left of axes: their name, and the numbers of their ticks
FRAME = "#999999"  # axes and their ticks: paler than what is drawn, and than the numbers beside them
STEPS = (1, 2, 5, 10)  # between the ticks of an axis, times a power of ten
LABEL = 12
SMALL = 10.5
HALO = [withStroke(linewidth=3.5, foreground="white")]  # around a label's letters: a thin line ends there


def panels(count):
    """`count` axes side by side on one fresh figure: `left, right = panels(2)`.

    The figure is nobody's current figure, so nothing is shown twice and nothing has to be closed. Raises ValueError
    for a count below 1.
    """
    count = as_count("count", count, least=1)
    figure = Figure(figsize=(PANEL[0] * count, PANEL[1]), layout="constrained", facecolor="white")
    return tuple(figure.subplots(1, count, squeeze=False)[0])


def on(ax, width=PANEL[0]):
    """The axes to draw on: `ax`, or those of a fresh figure, `width` inches wide; with the course's frame and sizes."""
    if ax is None:
        (ax,) = panels(1)
        ax.figure.set_size_inches(width, PANEL[1])
    if not isinstance(ax, Axes):
        raise TypeError(f"ax must be one matplotlib Axes, got {type(ax).__name__}; unpack panels(2) into left, right")
    if ax.name != "rectilinear":
        raise TypeError(f"ax must be flat axes with right angles, got {ax.name} ones; make them with plt.subplots()")
    for axis, set_scale in ((ax.xaxis, ax.set_xscale), (ax.yaxis, ax.set_yscale)):
        if not isinstance(axis.get_major_locator(), MaxNLocator):  # what was drawn before left its ticks, or its scale
            set_scale("linear")
    ax.tick_params(labelsize=SMALL, color=FRAME, labelcolor=INK)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[:].set_color(FRAME)
    ax.locator_params(nbins=6, steps=STEPS)
    return ax


def label(ax, x=None, y=None, title=None, caption=None):
    """Name the axes; a `caption` stands below, small."""
    ax.set_xlabel(x or "", fontsize=LABEL, color=INK)
    ax.set_ylabel(y or "", fontsize=LABEL, color=INK)
    ax.set_title(_broken(ax, title or ""), fontsize=TEXT, color=INK, x=0.0, ha="left")
    if caption:
        _caption(ax, caption)


def room(ax):
    """(width, height) of the part of the figure, or of its subfigure, that belongs to the axes, in inches."""
    place, figure = ax.get_subplotspec(), ax.figure
    if place is None:
        return tuple(ax.bbox.size / figure.dpi)
    width, height = figure.bbox.size / figure.dpi
    return width / place.get_gridspec().ncols, height / place.get_gridspec().nrows


def _broken(ax, title):
    """The title, in two lines or more where it is longer than the axes; an equation stays in one."""
    letters = int(0.93 * (room(ax)[0] - BESIDE) * 72 / (0.52 * TEXT))
    kept = title.replace(" = ", "\u00a0=\u00a0")
    return title if len(title) <= letters else fill(kept, letters).replace("\u00a0", " ")


def _caption(ax, caption):
    """Below the axes; its last line once below all of them, where several on the figure have the same."""
    figure = ax.figure
    *own, last = caption.split("\n")
    same = [text for other in figure.axes for text in other.texts if text.get_text().split("\n")[-1] == last]
    if same or figure.get_supxlabel() == last:
        for text in same:
            text.set_text(text.get_text().rpartition("\n")[0])
        figure.supxlabel(last, fontsize=SMALL, color=INK)
        caption = "\n".join(own)
    for text in [text for text in same if not text.get_text()]:
        text.remove()
    if not caption:
        return
    ax.annotate(
        caption, (0.5, 0), (0, -4), xycoords=(ax.transAxes, ax.xaxis.label), textcoords="offset points",
        ha="center", va="top", fontsize=SMALL, color=INK,
    )  # fmt: skip


def write(ax, text, at, offset=(6, 6), **options):
    """Text beside a point, with a white halo so that no line runs through it; `offset` in points."""
    sides = {-1: ("right", "top"), 0: ("center", "center"), 1: ("left", "bottom")}
    ha, va = (sides[(o > 0) - (o < 0)][k] for k, o in enumerate(offset))
    style = {"ha": ha, "va": va, "fontsize": SMALL, "color": INK, "path_effects": HALO, "zorder": 9} | options
    return ax.annotate(text, at, offset, textcoords="offset points", **style)


def legend(ax, **options):
    """The legend of axes, or of a figure, in the course's text size, on a white ground."""
    style = {"fontsize": SMALL, "labelcolor": INK, "framealpha": 0.9, "edgecolor": "none", "handlelength": 2.6}
    return ax.legend(**(style | options))


def legend_below(ax, handles, columns):
    """The legend of `handles` below the axes; below all of them, once, where others on the figure have the same."""
    figure = ax.figure
    names = [handle.get_label() for handle in handles]
    same = [other for other in figure.axes if _names(other.get_legend()) == names]
    if not same and not any(_names(shared) == names for shared in figure.legends):
        legend(ax, handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=columns, columnspacing=1.0)
        return
    for other in same:
        other.get_legend().remove()
        legend(figure, handles=handles, loc="outside lower center", ncols=columns, columnspacing=1.0)


def _names(legend):
    return [text.get_text() for text in legend.get_texts()] if legend else []
