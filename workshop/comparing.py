"""Where a committed notebook is not what its cells produce."""

import io
import json
import re
from base64 import b64decode

import matplotlib
import nbformat
import numpy as np
from normal_form import as_text
from PIL import Image

PNG = re.compile(r'(?<="image/png": )"([^"]*)"')
DRAWN_WITH = "3.11"  # the pictures' Matplotlib: in another's, each letter stands a little elsewhere
EDGE, NOISE = 64, 20  # of 255, in so many pixels: rounding moves some edge of a line now and then
SHADE, AREA = 6, 0.005  # of 255, in this share of the pixels: a shade that is missing is hardly seen, but wide


def difference(text, built):
    """The first place where the text of a file is not the notebook that was built; None if there is none."""
    committed = nbformat.reads(text, as_version=4)
    if text != as_text(committed):
        return "the file is not in normal form"
    sides = [json.dumps(side) for side in (committed, built)]
    words = first_difference(*(json.loads(PNG.sub('"PNG"', side)) for side in sides))
    return words or (other_picture(*map(PNG.findall, sides)) if compares_pictures() else None)


def compares_pictures():
    """Whether pictures are drawn here as the committed ones were."""
    return matplotlib.__version__.startswith(f"{DRAWN_WITH}.")


def other_picture(committed, built):
    """Which of a notebook's pictures is another one than was committed, and in how many pixels; None if none is."""
    for number, pair in enumerate(zip(committed, built, strict=True), 1):
        old, new = (np.asarray(Image.open(io.BytesIO(b64decode(png))).convert("RGB"), dtype=int) for png in pair)
        if old.shape != new.shape:
            return f"picture {number} has {old.shape[:2]} pixels, its cell draws {new.shape[:2]}"
        apart = np.abs(old - new).max(axis=-1)
        for least, most in ((EDGE, NOISE), (SHADE, AREA * apart.size)):
            if (pixels := np.count_nonzero(apart > least)) > most:
                return f"picture {number} differs from what its cell draws in {pixels} pixels"
    return None


def first_difference(committed, built, place="notebook"):
    """Where two JSON values differ first, and how; None if they are equal."""
    if type(committed) is type(built) is dict:
        for key in sorted(committed.keys() | built.keys()):
            if key not in committed or key not in built:
                return f"{place}: {key!r} is {'missing' if key in built else 'left over'}"
        pairs = [(f"{place}.{key}", committed[key], built[key]) for key in sorted(built)]
    elif type(committed) is type(built) is list:
        if len(committed) != len(built):
            return f"{place} has {len(committed)} entries, its cells produce {len(built)}"
        pairs = [(f"{place}[{number}]", *pair) for number, pair in enumerate(zip(committed, built, strict=True))]
    else:
        return None if committed == built else f"{place} is {committed!r:.200}, its cells produce {built!r:.200}"
    differences = (first_difference(left, right, where) for where, left, right in pairs)
    return next(filter(None, differences), None)
