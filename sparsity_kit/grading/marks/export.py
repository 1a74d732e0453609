"""Grades for other systems. Who needs a person, or handed nothing in, is left out or blank: never a silent 0.

- Canvas: columns Student, ID, SIS User ID, SIS Login ID, Section, then the assignment; a row "Points Possible"
- Moodle, gradebook import: first name, last name, ID number, email address, grade, feedback; mapped while importing
- csv: a row per student with the points of each question; questions: a row per student and question

A further format is a function here, of `standings`, the assignment and `missing`, that returns the text of a file, and
a row of `FORMATS`; the guide for instructors shows how it is asked for.
"""

from collections.abc import Callable
from typing import NamedTuple

from sparsity_kit.grading.tables import UTF_8, safe_csv_text


def score(standing, missing):
    """The points to export: None is no grade. `missing` is what a student gets who handed nothing in."""
    return missing if standing.missing else standing.total


def plain_csv(standings, assignment, missing=None):
    """A row per student: points of every question, the total, and what keeps it from being final."""
    names = [question.name for question in assignment.questions]
    rows = [["student", "name", "email", "section", *names, "total", "out of", "state", "flags"]]
    for each in standings:
        points = {mark.question: mark.points for mark in each.marks}
        state = "missing" if each.missing else "needs a person" if each.waiting else "final"
        total = score(each, missing), assignment.points
        rows.append([*_who(each), *map(points.get, names), *total, state, "; ".join(each.flags)])
    return UTF_8 + safe_csv_text(rows)


def questions_csv(standings, assignment, missing=None):
    """A row per student and question: points, how it was marked, by whom, and what was said."""
    rows = [["student", "name", "email", "section", "question", "points", "out of", "status", "by", "mistake", "said"]]
    for each in standings:
        for mark in each.marks:
            by = "" if mark.points is None else "a person" if mark.by_hand else "the grader"
            part = mark.by_hand and 0 < mark.points < mark.full
            told = (mark.points, mark.full, "right in part" if part else mark.status, by, mark.mistake, mark.message)
            rows.append([*_who(each), mark.question, *told])
        if each.missing:
            said = ("missing", "", "", "Nothing was handed in.")
            rows += [[*_who(each), asked.name, missing, asked.points, *said] for asked in assignment.questions]
    return UTF_8 + safe_csv_text(rows)


def _who(standing):
    student = standing.student
    return student.student, student.name, student.email, student.section


def canvas_csv(standings, assignment, missing=None):
    """What Canvas imports as a gradebook. Who has no final grade is left out, and keeps what it has there."""
    heading = f"{assignment.title} ({assignment.name})" if assignment.title else assignment.name
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", heading]]
    rows.append(["    Points Possible", "", "", "", "", assignment.points])
    for each in standings:
        if (points := score(each, missing)) is not None:
            student = each.student
            rows.append([student.shown, student.canvas_id, "", student.student, student.section, points])
    return safe_csv_text(rows)


def moodle_csv(standings, assignment, missing=None):
    """What Moodle's grade import reads. Students without a final grade are left out: there, a blank may delete one."""
    rows = [["First name", "Last name", "ID number", "Email address", f"Assignment: {assignment.name}", "Feedback"]]
    for each in standings:
        if (points := score(each, missing)) is not None:
            last, _, first = each.student.name.partition(",")
            feedback = "; ".join(f"{mark.question}: {mark.points:g}" for mark in each.marks)
            rows.append([first.strip(), last.strip(), each.student.student, each.student.email, points, feedback])
    return safe_csv_text(rows)


class Format(NamedTuple):
    """Who writes the text, whether who has no grade has a row in it, blank, and how the file's name ends."""

    write: Callable
    blanks: bool = False
    ending: str = "csv"


FORMATS = {
    "canvas": Format(canvas_csv),
    "moodle": Format(moodle_csv),
    "csv": Format(plain_csv, blanks=True),
    "questions": Format(questions_csv, blanks=True),
}
