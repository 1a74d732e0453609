"""What is asked of a notebook, before it is run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sparsity_kit.grading.limits import Limits


class Wanted(NamedTuple):
    """What is asked about a name: `home`, the grade_id of its own cell, and `calls`, what its function is called with.

    `calls` is None where the value itself is asked for. `again` are calls to make once more in a process of their own,
    which knows nothing of the others.
    """

    home: str
    calls: tuple | None = None
    again: tuple = ()


@dataclass(frozen=True)
class Plan:
    """What is asked of a notebook: `wanted` is {name: Wanted}.

    In the cells of `pictures`, by grade_id, a figure may be drawn for a person. `deadline` is a time of
    `time.monotonic`. `channel` opens what runs the cells.
    """

    wanted: dict
    pictures: frozenset
    limits: Limits
    deadline: float
    channel: Callable
