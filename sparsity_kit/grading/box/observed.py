"""What the runs of a notebook have shown; a student's code may have forged all of it."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Value(NamedTuple):
    """What a box said about a name.

    `rank` is 2 if it was bound in its own cell, 1 in another, 0 if it is blank or no cell was seen to bind it. A
    function has `replies` to its calls, (arguments, reply) pairs of JSON text; anything else has a `description`.
    """

    rank: int
    description: Any = None
    replies: list | None = None


@dataclass
class Observed:
    """What the runs of one notebook have shown, by name or by the number of the cell."""

    values: dict = field(default_factory=dict)  # name: Value
    errors: dict = field(default_factory=dict)  # number of the cell: (type, text, line)
    figures: dict = field(default_factory=dict)  # number of the cell: [axes of each figure]
    pictures: dict = field(default_factory=dict)  # number of the cell: [PNG file of each figure]
    fatal: dict = field(default_factory=dict)  # number of the cell: what it did
    lost: dict = field(default_factory=dict)  # name: what happened when it was asked for
    tampering: set = field(default_factory=set)  # numbers of cells that reach into what is not theirs
    out_of_time: bool = False  # the notebook used up its time before everything was asked for
