"""Figures as pixels, for a person to look at: no file format, so that outside nothing of a student's has to be read."""

import base64
import zlib

MOST = 4  # figures of a cell
INCHES = 12.0  # what is larger is drawn smaller
WIDTHS = (900, 450, 200)  # pixels, across or down: the first at which the picture is not too large
LARGEST = 200_000  # characters of one picture on its way out


def taken(figures):
    """{"width", "height", "pixels"} of the first figures; one that cannot be drawn, or is too large, is left out."""
    return [picture for picture in map(_picture, figures[:MOST]) if picture]


def _picture(figure):
    for widest in WIDTHS:
        try:
            picture = _drawn(figure, widest)
        except BaseException:
            return None
        if len(picture["pixels"]) <= LARGEST:
            return picture
    return None


def _drawn(figure, widest):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    size = figure.get_size_inches()
    figure.set_size_inches(size * min(1.0, INCHES / max(size)))
    figure.set_dpi(min(100.0, widest / max(figure.get_size_inches())))
    canvas.draw()
    width, height = canvas.get_width_height()
    return {"width": width, "height": height, "pixels": base64.b64encode(zlib.compress(_rgb(canvas), 6)).decode()}


def _rgb(canvas):
    """Red, green and blue of each pixel, row by row, on white."""
    import numpy as np

    rgba = np.asarray(canvas.buffer_rgba(), dtype=np.uint16)
    alpha = rgba[:, :, 3:]
    return ((rgba[:, :, :3] * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8).tobytes()
