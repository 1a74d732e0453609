"""The assignments and their source notebooks, with solutions: in a clone, and beside the code once installed."""

import hashlib
import json
from pathlib import Path

import sparsity_kit
from sparsity_kit.grading.terminal import UserError

KIT = Path(sparsity_kit.__file__).parent
PLACES = (KIT.parent / "lessons" / "homework", KIT / "homework" / "notebooks")


def assignment_named(name):
    """The assignment. Raises UserError with the names there are."""
    from sparsity_kit.homework.assignments import ASSIGNMENTS

    if name not in ASSIGNMENTS:
        raise UserError(f"there is no assignment {name!r}; there are {', '.join(ASSIGNMENTS)}")
    return ASSIGNMENTS[name]


def source_notebook(assignment):
    """The source notebook as a dictionary, with its solutions. Raises UserError if it is missing."""
    for place in PLACES:
        path = place / f"{assignment.name}.ipynb"
        if path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    raise UserError(f"the source notebook {assignment.name}.ipynb is in neither of {PLACES[0]}, {PLACES[1]}; reinstall")


def grader_version():
    """The kit's version, and 12 digits that change with any line of a question or of the grader."""
    digest = hashlib.sha256()
    for path in sorted([*(KIT / "homework").glob("*.py"), *(KIT / "grading").rglob("*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return f"{sparsity_kit.__version__}-{digest.hexdigest()[:12]}"
