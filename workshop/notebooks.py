"""Where the notebooks lie, how all lessons are read, and how one is written."""

from pathlib import Path

from normal_form import as_text, read

from sparsity_kit.grading.release.sources import NOTEBOOKS as HOMEWORK

LESSONS = Path(__file__).parent.parent / "lessons"


def read_lessons():
    """The lessons by their paths, in order: the notebooks whose names begin with a number."""
    return {path: read(path) for path in sorted(LESSONS.glob("[0-9]*.ipynb"))}


def notebooks():
    """The paths of all lessons, then of the pages beside them, then of all homework."""
    return [path for folder in (LESSONS, LESSONS / "beside", HOMEWORK) for path in sorted(folder.glob("*.ipynb"))]


def is_lesson(path):
    """Whether the notebook at `path` is one of the lessons, which have numbers."""
    return path.parent.resolve() == LESSONS.resolve() and path.name[:2].isdigit()


def write(path, notebook):
    """Write a notebook in normal form to `path`."""
    path.write_text(as_text(notebook), encoding="utf-8", newline="\n")
