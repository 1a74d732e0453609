"""Pictures out of a box: pixels, of which the PNG file is written here, so that no decoder meets a student's file."""

import base64
import binascii
import io
import zlib

MOST = 4  # of one cell
ENOUGH = 12  # of one question: after so many no further cell is looked at
WIDEST = 1000  # pixels, across or down
_LONGEST = 400_000  # characters of one picture in a reply


def pictures(reply):
    """The PNG files, as bytes, of what a box sent; whatever is no picture is left out."""
    found = map(_png, reply[:MOST]) if isinstance(reply, list) else ()
    return [png for png in found if png]


def _png(picture):
    """The PNG file of {"width", "height", "pixels"}; None if it is anything else."""
    if not isinstance(picture, dict):
        return None
    width, height, text = picture.get("width"), picture.get("height"), picture.get("pixels")
    if not (type(width) is int and type(height) is int and 1 <= width <= WIDEST and 1 <= height <= WIDEST):
        return None
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    size = 3 * width * height
    try:
        pixels = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), size + 1)
    except (binascii.Error, ValueError, zlib.error):
        return None
    return _written(width, height, pixels) if len(pixels) == size else None


def _written(width, height, pixels):
    """The PNG file of red, green and blue, three bytes for each pixel."""
    from PIL import Image  # only here, so that no command waits for it

    file = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(file, format="png", optimize=True)
    return file.getvalue()
