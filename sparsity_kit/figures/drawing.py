"""What a figure function returns: the axes, what was drawn as data, an alt text, and a PNG that is always the same."""

import io
from base64 import b64encode
from dataclasses import dataclass
from html import escape

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from sparsity_kit.figures.numbers import Numbers, numbers_of
from sparsity_kit.inputs import shown
from sparsity_kit.printable import printable

SHOWN = 80  # pixels per inch in a notebook
DPI = 2 * SHOWN  # pixels per inch in the file: a screen with two dots for a pixel shows each of them
ALT_ALONE = 'class="sparsity-alt"'  # by which a page knows an alt text that it need not say twice


@dataclass(frozen=True, eq=False, repr=False)
class Drawing:
    """What a figure function drew: the axes, the numbers, and `alt`, the sentences that say what there is to see.

    As the last line of a notebook cell it shows the picture, with the alt text for whoever cannot see it.
    """

    ax: Axes
    alt: str

    @property
    def figure(self):
        """The figure that the picture stands on; of a subfigure, the whole."""
        return self.ax.figure.figure

    @property
    def numbers(self):
        """What was drawn as numbers, in tables that are folded until the reader opens them."""
        return numbers_of(self)

    def png(self):
        """The picture as the bytes of a PNG file: no date and no program's name in it, so equal runs are equal.

        128 colours are enough for these drawings, and make the file a third as large; writing it anew drops the rest.
        """
        figure, canvas, dpi, small = self.figure, self.figure.canvas, self.figure.dpi, io.BytesIO()
        # Drawing moves axes of equal scales a little; put back, they look the same a second time.
        before = [(ax, ax.get_position(original=True), ax.get_in_layout()) for ax in figure.axes]
        full = FigureCanvasAgg(figure)  # `savefig` would draw everything twice, and write a file to be read
        figure.dpi = DPI
        try:
            full.draw()
        finally:
            figure.dpi = dpi
            figure.set_canvas(canvas)
            for ax, position, in_layout in before:
                ax.set_position(position, which="original")
                ax.set_in_layout(in_layout)
        # By coverage the colour of a single marker is kept; the means, of `kmeans`, are those of what is drawn.
        pixels = Image.fromarray(np.asarray(full.buffer_rgba())).convert("RGB")
        few = pixels.quantize(128, Image.Quantize.MAXCOVERAGE, 3, dither=Image.Dither.NONE)
        few.save(small, "PNG", optimize=True)
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


def together(*drawings):
    """Drawings on the same figure as one, to be the last line of a cell; the alt texts follow one another.

    Raises ValueError if the drawings stand on different figures.
    """
    for drawing in drawings:
        if not isinstance(drawing, Drawing):
            raise TypeError(f"together takes drawings, such as unit_balls(L1()), got {shown(drawing)}")
    count = len({id(drawing.figure) for drawing in drawings})
    if count != 1:
        raise ValueError(
            f"together joins drawings on one figure, got {count} figures; pass ax=left and ax=right from left, right = "
            "panels(2)"
        )
    return Together(drawings[0].ax, " ".join(drawing.alt for drawing in drawings), parts=drawings)
