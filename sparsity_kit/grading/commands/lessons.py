"""\
List the lessons, each with its question and its minutes.

  sparsity-kit lessons"""

import json
import re
from typing import NamedTuple

from sparsity_kit.grading.files import KIT
from sparsity_kit.grading.terminal import say

PLACE = KIT / "lessons" if (KIT / "lessons").is_dir() else KIT.parent / "lessons"  # once installed; in a clone


class Lesson(NamedTuple):
    """A lesson: the file's name, and what its opening says. `minutes` is what a reader needs, in class and at home."""

    name: str
    title: str
    question: str
    minutes: int
    at_home: int = 0


def lessons():
    """The lessons in their order. Title and minutes stand in the notebook, the question in the README's table."""
    table = (PLACE.parent / "README.md").read_text(encoding="utf-8")
    return [_lesson(path, table) for path in sorted(PLACE.glob("[0-9]*.ipynb"))]


def _lesson(path, table):
    opening = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
    (title,) = re.findall(r"^# Lesson (.+)", opening)
    ((minutes, at_home),) = re.findall(r"\*\*Time:\*\* about (\d+) minutes(?:, and (\d+) more at home)?", opening)
    (question,) = re.findall(rf"/{re.escape(path.name)}\) \| (.+?) \|", table)
    return Lesson(path.name, title, question, int(minutes), int(at_home or 0))


def run(_options):
    """Print the list."""
    for lesson in lessons():
        more = f", and {lesson.at_home} more at home" if lesson.at_home else ""
        say(f"{lesson.title} ({lesson.minutes} minutes{more})\n   {lesson.question}")
    return 0


def arguments(_command):
    """Nothing can be typed after `lessons`."""
