"""Where a committed notebook is not what its cells produce."""

import json
import re

import nbformat
from normal_form import as_text


def without_pictures(text):
    """JSON text with every PNG replaced by the word PNG: its bytes belong to one version of Matplotlib."""
    return re.sub(r'("image/png": ?)"[^"]*"', r'\1"PNG"', text)


def difference(text, built):
    """The first place where the text of a file is not the notebook that was built; None if there is none."""
    committed = nbformat.reads(text, as_version=4)
    if text != as_text(committed):
        return "the file is not in normal form"
    return first_difference(*(json.loads(without_pictures(json.dumps(side))) for side in (committed, built)))


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
