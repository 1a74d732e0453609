"""Figures as pixels, for a person to look at: no file format, so that outside nothing of a student's has to be read."""

import base64
import contextlib
import io
import sys
import zlib

MOST = 4  # figures of a cell
INCHES = 12.0  # what is larger is drawn smaller
FIGURE = 900  # pixels, across or down, of a figure without what stands out of it
WIDTHS = (1000, 450, 200)  # pixels, across or down, of the picture: the first at which it is not too large
LARGEST = 200_000  # characters of one picture on its way out


@contextlib.contextmanager
def shown_once():
    """A list of what `plt.show()` shows. As in a notebook, what is drawn after it is another figure."""
    shown: list = []
    module = sys.modules.get("matplotlib.pyplot")
    pyplot = vars(module) if module else {}

    def show(*args, **kwargs):
        shown.extend(map(pyplot["figure"], pyplot["get_fignums"]()))
        pyplot["close"]("all")

    before, pyplot["show"] = pyplot.get("show"), show
    try:
        yield shown
    finally:
        pyplot["show"] = before


def taken(figures):
    """{"width", "height", "pixels"} of the first figures; one that cannot be drawn, or is too large, is left out."""
    return [picture for picture in map(_picture, figures[:MOST]) if picture]


def _picture(figure):
    """The picture as a notebook shows it, with what stands out of the figure; or else the figure alone."""
    for margins in ("tight", None):
        try:
            return _packed(_drawn(figure, margins))
        except BaseException:
            continue
    return None


def _drawn(figure, margins):
    from PIL import Image

    size = figure.get_size_inches()
    figure.set_size_inches(size * min(1.0, INCHES / max(size)))
    file = io.BytesIO()
    dpi = min(100.0, FIGURE / max(figure.get_size_inches()))
    figure.savefig(file, format="png", dpi=dpi, bbox_inches=margins, facecolor="white", transparent=False)
    image = Image.open(file)
    if max(image.size) > 2 * WIDTHS[0]:
        raise ValueError("what stands out of the figure is larger than the figure")
    return image.convert("RGB")


def _packed(image):
    """Made smaller until it is not too large: drawing once more would cost ten times as much."""
    for widest in WIDTHS:
        image.thumbnail((widest, widest))
        text = base64.b64encode(zlib.compress(image.tobytes(), 6)).decode()
        if len(text) <= LARGEST:
            return {"width": image.width, "height": image.height, "pixels": text}
    raise ValueError("the picture is too large")
