"""The same notebooks for `nbgrader autograde`: each check is a graded cell that runs beside the student's code."""

import csv
import os
import sys
from pathlib import Path

from sparsity_kit.grading.files import write
from sparsity_kit.grading.notebook import grade_id
from sparsity_kit.grading.release.blanks import checksum
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.release.sources import assignment_named, source_notebook
from sparsity_kit.grading.release.student_notebook import as_text, released, with_numbers
from tests.grading_speed.classroom import SECRET, answered
from tests.grading_speed.runs import timed

CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "speed"\nc.ExecutePreprocessor.timeout = 120\n'


def course(folder, name, count):
    """A course folder with one variant for all, whose checks are graded cells, and `count` submissions."""
    assignment = assignment_named(name)
    notebook, variants = source_notebook(assignment), Handout(assignment, SECRET.encode()).variants("pool:1")
    solved, blank = (make(notebook, assignment, variants) for make in (with_numbers, released))
    for each in (solved, blank):
        tests_in(each, assignment, variants)
    write(folder / "nbgrader_config.py", CONFIG)
    write(folder / "source" / name / f"{name}.ipynb", as_text(solved))
    students = [f"student{number:04d}" for number in range(count)]
    with open(folder / "students.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id"], *([student] for student in students)])
    for student in students:
        copy = make_copy(blank)
        write(
            folder / "submitted" / student / name / f"{name}.ipynb",
            as_text(answered(solved, copy, assignment, student)),
        )


def make_copy(notebook):
    """A copy whose cells can be changed."""
    return notebook | {"cells": [dict(cell) for cell in notebook["cells"]]}


def tests_in(notebook, assignment, variants):
    """Turn check cells into cells that raise if the answer is not right, and give the points to them."""
    questions = {question.name: question for question in assignment.questions if question.answer}
    for cell in notebook["cells"]:
        marks, question = cell["metadata"]["nbgrader"], questions.get(grade_id(cell).removesuffix("-check"))
        if question and grade_id(cell).endswith("-check"):
            given = "".join(f", {name}={name}" for name in variants[question.name].given)
            cell["source"] = f'assert check("{question.name}", {question.answer}{given}).correct'
            marks |= {"grade": True, "points": question.points}
        elif question:
            marks |= {"grade": False}
            marks.pop("points", None)
        if "checksum" in marks:
            marks["checksum"] = checksum(cell)


def autograde(folder, name):
    """The Time of `nbgrader autograde` for all submissions; the assignment is generated before, and is not timed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # nbgrader calls alembic
    environment = os.environ | {"PATH": path}
    nbgrader = [sys.executable, "-m", "nbgrader"]
    timed([*nbgrader, "generate_assignment", name, "--create"], folder, environment)
    return timed([*nbgrader, "autograde", name], folder, environment)
