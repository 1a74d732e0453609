"""What every live picture stands on: an anywidget whose browser side computes, and a printed picture to fall back on.

Python holds the state, as traits; the ES module beside the widget's file draws it and lets a hand change it. While
something is dragged nothing is sent; when it is let go, the traits here have the new values.
"""

import re
from importlib.resources import files

import anywidget
import numpy as np
import traitlets

from sparsity_kit.figures import _zero_map, looks
from sparsity_kit.figures.canvas import SMALL
from sparsity_kit.live.own import as_look
from sparsity_kit.live.shapes import PENALTIES
from sparsity_kit.printable import printable

ASLEEP = "a still picture: run this cell in Jupyter, then drag"
LOOKS = {  # of `figures`, for the browser: they are written down only there
    "colours": {
        "INK": looks.INK, "FAINT": looks.FAINT, "LOSS": looks.LOSS,
        "first": _zero_map.COLOURS[1], "second": _zero_map.COLOURS[2], "both": _zero_map.COLOURS[3],
    },
    "penalties": {name: as_look(*kind.look) for name, kind in PENALTIES.items()},
}  # fmt: skip
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)


def module(name):
    """The ES module `name` of this folder as one text: what it imports from its neighbours is written before it.

    So the files run as they are, under any server or under node, and a widget still carries a single text.
    """
    texts: dict[str, str] = {}
    waiting = [name]
    while waiting:
        at = waiting.pop()
        texts.pop(at, None)  # what is imported twice stands before both
        texts[at] = read(at)
        waiting += IMPORT.findall(texts[at])
    return "\n".join(IMPORT.sub("", text) for text in reversed(texts.values()))


def read(name):
    """The text of a file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def half_width(reach, points):
    """Half the window's width: `reach`, or more where something was put outside of that."""
    far = float(np.abs(points).max())
    return reach if far < reach else 1.25 * far


class State(traitlets.TraitType):
    """A part of a picture's state, in the browser and here: `check(name, value)` returns what is kept, or raises."""

    def __init__(self, default, check):
        super().__init__(default)
        self.check = check
        self.tag(sync=True)

    def validate(self, obj, value):
        """What `check` makes of the value, before anything is changed."""
        return self.check(self.name, value)


class Live(anywidget.AnyWidget):
    """A live picture. A subclass has traits that are `State`, `_esm = module("…")` and `drawing()`."""

    _css = read("live.css")
    _looks = traitlets.Dict(LOOKS).tag(sync=True)

    def __init__(self, **traits):
        states = [name for name, trait in self.class_traits().items() if isinstance(trait, State)]
        for name in traits:
            if not self.has_trait(name):
                raise TypeError(f"{type(self).__name__} has no {name}; it has {', '.join(states)}")
        super().__init__(**traits)

    def drawing(self):
        """The picture of this state, printed by `figures`."""
        raise TypeError(f"{type(self).__name__} must define drawing()")

    def _repr_mimebundle_(self, **kwargs):
        """The live picture; and, for where it cannot run, the printed one with its alt text."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        printed = self.drawing()
        below = filter(None, [printed.figure.get_supxlabel(), ASLEEP])
        printed.figure.supxlabel("\n".join(below), fontsize=SMALL, color=looks.INK)
        picture, said = printed._repr_mimebundle_()
        return data | picture, metadata | said

    def __repr__(self):
        return printable(self.drawing().alt)
