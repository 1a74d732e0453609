"""NumPy in ten minutes has what the lessons use, and nothing else."""

import ast
from pathlib import Path

import build
import pytest

LESSONS = Path(__file__).parent.parent / "lessons"
PAGE = LESSONS / "beside" / "numpy_in_ten_minutes.ipynb"


def spoken(paths):
    """What the code of notebooks is made of: the kinds of its expressions, and what stands after a point."""
    cells = (cell for path in paths for cell in build.read(path).cells if cell.cell_type == "code")
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell.source))]
    return {type(node).__name__ for node in nodes} | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("word", sorted(spoken([PAGE])))
def test_each_word_of_the_page_is_used_in_a_lesson(word, in_lessons):
    assert word in in_lessons


@pytest.fixture(scope="module")
def in_lessons():
    return spoken(sorted(LESSONS.glob("[0-9]*.ipynb")))
