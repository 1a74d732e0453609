"""What every picture stands on: axes of its own, an alt text, and a PNG that is the same on every run."""

import io
from base64 import b64encode
from dataclasses import dataclass
from html import escape

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from PIL import Image

from sparsity_kit.figures.looks import FAINT, INK
from sparsity_kit.figures.numbers import Numbers, numbers_of
from sparsity_kit.inputs import as_count, shown
from sparsity_kit.printable import printable

PANEL = (4.8, 4.6)  # inches, one panel
SHOWN = 80  # pixels per inch in a notebook
DPI = 2 * SHOWN  # pixels per inch in the file: a screen with two dots for a pixel shows each of them
TEXT = 13  # points: still legible when the picture is shown at half its width
SMALL = 10.5
ALT_ALONE = 'class="sparsity-alt"'  # by which a page knows an alt text that it need not say twice
HALO = [withStroke(linewidth=3.5, foreground="white")]  # around a label's letters: a thin line ends there


@dataclass(frozen=True, eq=False, repr=False)
class Drawing:
    """What a figure function drew: the axes, the numbers, and `alt`, the sentences that say what there is to see.

    As the last line of a notebook cell it shows the picture, with the alt text for whoever cannot see it.
    """

    ax: Axes
    alt: str

    @property
    def figure(self):
        """The figure that the picture stands on."""
        return self.ax.figure

    @property
    def numbers(self):
        """What was drawn as numbers, in tables that are folded until the reader opens them."""
        return numbers_of(self)

    def png(self):
        """The picture as the bytes of a PNG file: no date and no program's name in it, so equal runs are equal.

        128 colours are enough for these drawings, and make the file a third as large; writing it anew drops the rest.
        """
        full, small = io.BytesIO(), io.BytesIO()
        # Saving moves axes of equal scales a little; put back, they look the same a second time.
        before = [(ax, ax.get_position(original=True), ax.get_in_layout()) for ax in self.figure.axes]
        self.figure.savefig(full, format="png", dpi=DPI, pil_kwargs={"compress_level": 0})
        for ax, position, in_layout in before:
            ax.set_position(position, which="original")
            ax.set_in_layout(in_layout)
        Image.open(full).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        return small.getvalue()

    def _ipython_display_(self):
        """The picture; and, as JupyterLab gives pictures no alt text, an element without any size that has it."""
        from IPython.display import display

        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        display({"text/html": f'<div role="img" {ALT_ALONE} aria-label="{escape(self.alt)}"></div>'}, raw=True)

    def _repr_mimebundle_(self, include=None, exclude=None):
        width, height = (round(inches * SHOWN) for inches in self.figure.get_size_inches())
        data = {"image/png": b64encode(self.png()).decode("ascii"), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt, "width": width, "height": height}}

    def __repr__(self):
        return printable(self.alt)


@dataclass(frozen=True, eq=False, repr=False)
class Together(Drawing):
    """Several drawings on one figure, shown as one picture; `parts` are the drawings."""

    parts: tuple = ()

    @property
    def numbers(self):
        """The tables of all parts."""
        return Numbers(tuple(table for part in self.parts for table in part.numbers.tables))


def panels(count):
    """`count` axes side by side on one fresh figure: `left, right = panels(2)`.

    The figure is nobody's current figure, so nothing is shown twice and nothing has to be closed. Raises ValueError
    for a count below 1.
    """
    count = as_count("count", count, least=1)
    figure = Figure(figsize=(PANEL[0] * count, PANEL[1]), layout="constrained", facecolor="white")
    return tuple(figure.subplots(1, count, squeeze=False)[0])


def together(*drawings):
    """Drawings on the same figure as one, to be the last line of a cell; the alt texts follow one another.

    Raises ValueError if the drawings stand on different figures.
    """
    for drawing in drawings:
        if not isinstance(drawing, Drawing):
            raise TypeError(f"together takes drawings, such as unit_balls(L1()), got {shown(drawing)}")
    if not drawings or len({id(drawing.figure) for drawing in drawings}) != 1:
        raise ValueError(
            f"together joins drawings on one figure, got {len({id(d.figure) for d in drawings})} figures; "
            "pass ax=left and ax=right from left, right = panels(2)"
        )
    return Together(drawings[0].ax, " ".join(drawing.alt for drawing in drawings), parts=drawings)


def on(ax):
    """The axes to draw on: `ax`, or those of a fresh figure; with the course's text sizes."""
    ax = panels(1)[0] if ax is None else ax
    if not isinstance(ax, Axes):
        raise TypeError(f"ax must be one matplotlib Axes, got {type(ax).__name__}; unpack panels(2) into left, right")
    ax.tick_params(labelsize=SMALL, colors=INK)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def label(ax, x=None, y=None, title=None, caption=None):
    """Name the axes; a `caption` stands below, small."""
    ax.set_xlabel(x or "", fontsize=TEXT, color=INK)
    ax.set_ylabel(y or "", fontsize=TEXT, color=INK)
    ax.set_title(title or "", fontsize=TEXT, color=INK)
    if caption:
        _caption(ax, caption)


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


def write(ax, text, at, offset=(6, 6), size=SMALL, **options):
    """Text beside a point, with a white halo so that no line runs through it; `offset` in points."""
    sides = {-1: ("right", "top"), 0: ("center", "center"), 1: ("left", "bottom")}
    ha, va = (sides[(o > 0) - (o < 0)][k] for k, o in enumerate(offset))
    style = {"ha": ha, "va": va, "fontsize": size, "color": INK, "path_effects": HALO, "zorder": 9} | options
    return ax.annotate(text, at, offset, textcoords="offset points", **style)


def legend(ax, **options):
    """The legend, in the course's text size, on a white ground."""
    style = {"fontsize": SMALL, "labelcolor": INK, "framealpha": 0.9, "edgecolor": FAINT, "handlelength": 2.6}
    return ax.legend(**(style | options))
