"""Figures as pixels, for a person to look at: no file format, so that outside nothing of a student's has to be read."""

import base64
import io
import zlib

MOST = 4  # figures of a cell
INCHES = 12.0  # what is larger is drawn smaller
WIDTHS = (900, 450, 200)  # pixels, across or down: the first at which the picture is not too large
LARGEST = 200_000  # characters of one picture on its way out


def taken(figures):
    """{"width", "height", "pixels"} of the first figures; one that cannot be drawn, or is too large, is left out."""
    return [picture for picture in map(_picture, figures[:MOST]) if picture]


def _picture(figure):
    """The picture as a notebook shows it, with what stands out of the figure; or else the figure alone."""
    for widest in WIDTHS:
        for margins in ("tight", None):
            try:
                width, height, pixels = _drawn(figure, widest, margins)
            except BaseException:
                continue
            text = base64.b64encode(zlib.compress(pixels, 6)).decode()
            if max(width, height) <= WIDTHS[0] and len(text) <= LARGEST:
                return {"width": width, "height": height, "pixels": text}
    return None


def _drawn(figure, widest, margins):
    from PIL import Image

    size = figure.get_size_inches()
    figure.set_size_inches(size * min(1.0, INCHES / max(size)))
    file = io.BytesIO()
    dpi = min(100.0, widest / max(figure.get_size_inches()))
    figure.savefig(file, format="png", dpi=dpi, bbox_inches=margins, facecolor="white", transparent=False)
    image = Image.open(file).convert("RGB")
    return *image.size, image.tobytes()
