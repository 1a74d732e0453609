"""The assignments and their source notebooks, with solutions. They are for instructors, and not among the lessons."""

import hashlib
import json

from sparsity_kit.grading.files import KIT
from sparsity_kit.grading.terminal import UserError

NOTEBOOKS = KIT / "homework" / "notebooks"


def assignment_named(name):
    """The assignment. Raises UserError with the names there are."""
    from sparsity_kit.homework.register import ASSIGNMENTS

    if name not in ASSIGNMENTS:
        raise UserError(f"there is no assignment {name!r}; there are {', '.join(ASSIGNMENTS)}")
    return ASSIGNMENTS[name]


def question_named(assignment, name):
    """The question of an assignment. Raises UserError with the names there are."""
    names = [question.name for question in assignment.questions]
    if name not in names:
        raise UserError(f"{assignment.name} has no question {name!r}; it has {', '.join(names)}")
    return assignment.question(name)


def source_notebook(assignment):
    """The source notebook as a dictionary, with its solutions. Raises UserError if it is missing."""
    path = NOTEBOOKS / f"{assignment.name}.ipynb"
    if path.is_file():
        return json.loads(path.read_text(encoding="utf-8"))
    cure = "reinstall the kit, or write it if the assignment is your own"
    raise UserError(f"the source notebook {assignment.name}.ipynb is not in {NOTEBOOKS}; {cure}")


def grader_version():
    """16 digits that change with any line of the kit: of a question, of the solvers behind a key, of the grader."""
    digest = hashlib.sha256()
    for path in sorted(KIT.rglob("*.py")):
        digest.update(path.relative_to(KIT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]
