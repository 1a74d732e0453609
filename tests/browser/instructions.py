"""What the lessons tell their reader to do with a picture or a notebook, and the tests that do it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nbformat

FOLDER = Path(__file__).parents[2] / "lessons"
VERBS = (
    "drag|slide|click|choose|press|pull|type|tick|take hold|take the (?:handle|point)|move|set the correlation|"
    "make it by hand|run (?:it|them|this again|(?:the|this|that) (?:two |next )?cells?)"
)
BEFORE = r"(?:^|(?<=[.!?:;)] )|(?<=, )|(?<=\band )|(?<=\bor )|(?<=\bthen )|(?<=\bnow ))"
TOLD = re.compile(rf"{BEFORE}((?:{VERBS})\b(?:(?!\n\n)[^.!?:;])*)", re.IGNORECASE | re.MULTILINE)
ELSE = ("type your answer", "run the cell as often", "move it by a hair")  # answers, random numbers, a mere thought


class Told(NamedTuple):
    """An instruction of a lesson: from its verb to the end of its sentence."""

    lesson: str
    text: str


def told():
    """All instructions to be found in the lessons' Markdown."""
    for file in sorted(FOLDER.glob("[0-9]*.ipynb")):
        for cell in nbformat.read(file, 4).cells:
            if cell.cell_type == "markdown":
                for text in TOLD.findall(re.sub("^#.*", "", cell.source, flags=re.MULTILINE)):  # no headings
                    if not text.lower().startswith(ELSE):
                        yield Told(file.name[:2], text)


class Play(NamedTuple):
    """How instructions of a lesson, given by their beginnings, are followed, on its picture of this name or on none."""

    lesson: str
    picture: str | None
    instructions: tuple[str, ...]
    act: Callable

    def follows(self, each):
        """Whether this play follows an instruction that was found."""
        return each.lesson == self.lesson and each.text.lower().startswith(tuple(map(str.lower, self.instructions)))


PLAYS = []


def plays(lesson, picture, *instructions):
    """The function does what these instructions say, on a `Scene`, and looks at what the lesson promises."""

    def keep(act):
        PLAYS.append(Play(lesson, picture, instructions, act))
        return act

    return keep
