"""Every lesson is finished, and is what its cells produce."""

from pathlib import Path

import build
import pytest
from house_rules import faults

LESSONS = sorted((Path(__file__).parent.parent / "lessons").glob("*.ipynb"))
CLAIMS = [f"C{number}" for number in range(1, 14)]
lessons = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


@pytest.mark.parametrize("number", range(5))
def test_the_first_lessons_are_there(number):
    assert [path.name for path in LESSONS if path.name.startswith(f"{number:02d}_")], f"no lesson {number:02d}_….ipynb"


@lessons
def test_a_lesson_keeps_the_house_rules(path):
    assert faults(build.read(path)) == []


@lessons
def test_a_lesson_is_what_its_cells_produce(path):
    assert build.check(path) is None


def test_the_lessons_cover_every_claim():
    cells = [cell for path in LESSONS for cell in build.read(path).cells]
    cited = {claim for cell in cells for claim in cell.metadata.get("claims", [])}
    assert [claim for claim in CLAIMS if claim not in cited] == [], "claims that no cell's metadata.claims names"
    assert cited <= set(CLAIMS), "claims that the note does not make"
