"""A course folder that nbgrader accepts, and the marks that its formgrader gave."""

import os
import sys
from pathlib import Path

from sparsity_kit.grading.files import write
from sparsity_kit.grading.release.student_notebook import as_text, released
from sparsity_kit.grading.tables import csv_text
from sparsity_kit.grading.terminal import UserError

CONFIG = '''\
"""Written by sparsity-kit. It lets nbgrader hand out, collect and show notebooks, but never run what students wrote."""

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    DeduplicateIds,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = {course!r}

# The blank for students stands in each cell already: nothing takes the place of a solution.
c.ClearSolutions.code_stub = {{"python": ""}}
c.ClearSolutions.text_stub = ""

# Only the box of `sparsity-kit homework grade` runs students' cells. Here their outputs are shown as handed in.
c.Autograde.sanitize_preprocessors = [DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata]
'''


def write_course(out, notebook, assignment, variants, students, practice):
    """The folders source/ and release/ of one assignment, nbgrader_config.py and students.csv; the paths written."""
    name = f"{assignment.name}/{assignment.name}.ipynb"
    both = {"source": True, "release": False}
    for folder, beside in both.items():
        write(out / folder / name, as_text(released(notebook, assignment, variants, practice, beside)))
    if not (config := out / "nbgrader_config.py").exists():  # a teacher's own stays
        write(config, CONFIG.format(course=out.resolve().name))
    write(out / "students.csv", _as_nbgrader_wants(students))
    return [out / folder / name for folder in both] + [config, out / "students.csv"]


def _as_nbgrader_wants(students):
    rows = [("id", "last_name", "first_name", "email")]
    for student in students:
        last, _, first = student.name.partition(",")
        rows.append((student.student, last.strip(), first.strip(), student.email))
    return csv_text(rows)


def formgrader_marks(path, assignment):
    """(student, question, points, comment) rows that a person gave in nbgrader's gradebook.db. Raises UserError.

    Beside the points formgrader has a box for extra credit, which nbgrader adds to them.
    """
    try:
        from nbgrader.api import Gradebook, MissingEntry
    except ImportError:
        raise UserError(
            "reading gradebook.db needs nbgrader; install it: pip install 'sparsity-kit[nbgrader]'"
        ) from None
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # for alembic
    rows = []
    with Gradebook(f"sqlite:///{path.resolve()}") as gradebook:
        try:
            submissions = gradebook.assignment_submissions(assignment.name)
        except MissingEntry:
            raise UserError(
                f"{path} has no assignment {assignment.name}; first: nbgrader autograde {assignment.name}"
            ) from None
        for submission in submissions:
            for notebook in submission.notebooks:
                comments = {each.name: each.comment or "" for each in notebook.comments}
                for grade in (each for each in notebook.grades if each.manual_score is not None):
                    points = grade.manual_score + (grade.extra_credit or 0)
                    rows.append((submission.student.id, grade.name, points, comments.get(grade.name, "")))
    return rows
