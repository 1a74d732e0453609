"""Grades for other systems. What needs a person, and what was not handed in, is left blank: never a silent 0.

- Canvas: columns Student, ID, SIS User ID, SIS Login ID, Section, then the assignment; a row "Points Possible"
- Moodle, gradebook import: first name, last name, ID number, email address, grade, feedback; mapped while importing
- Gradescope: one results.json per student, as an autograder writes it
- csv: a row per student with the points of each question

A further format is a function here, of `standings`, the assignment and `missing`, that returns the text of a file; and
a line in `FORMATS`.
"""

import json

from sparsity_kit.grading.tables import safe_csv_text


def score(standing, missing=None):
    """The points to export: None is a blank cell. `missing` is what a student gets who handed nothing in."""
    return missing if standing.missing else standing.total


def plain_csv(standings, assignment, missing=None):
    """A row per student: points of every question, the total, and what keeps it from being final."""
    names = [question.name for question in assignment.questions]
    rows = [["student", "name", *names, "total", "out of", "state", "flags"]]
    for each in standings:
        points = {mark.question: mark.points for mark in each.marks}
        state = "missing" if each.missing else "needs a person" if each.waiting else "final"
        who = each.student.student, each.student.name
        total = score(each, missing), assignment.points
        rows.append([*who, *map(points.get, names), *total, state, "; ".join(each.flags)])
    return safe_csv_text(rows)


def canvas_csv(standings, assignment, missing=None):
    """What Canvas imports as a gradebook; a blank cell leaves a grade there as it is."""
    heading = f"{assignment.title} ({assignment.name})" if assignment.title else assignment.name
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", heading]]
    rows.append(["    Points Possible", "", "", "", "", assignment.points])
    for each in standings:
        student = each.student
        rows.append([student.shown, student.canvas_id, "", student.student, student.section, score(each, missing)])
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


def gradescope_json(standing, assignment):
    """results.json of one student; a question that needs a person has no score yet, so there is none without it."""
    tests = [
        {
            "name": mark.question,
            "score": mark.points,
            "max_score": mark.full,
            "status": "passed" if mark.points == mark.full else "failed",
            "output": mark.message,
            "output_format": "text",
            "visibility": "visible",
        }
        for mark in standing.marks
    ]
    result = {"score": standing.total, "visibility": "after_published", "stdout_visibility": "hidden", "tests": tests}
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


FORMATS = {"canvas": (".csv", canvas_csv), "moodle": (".csv", moodle_csv), "csv": (".csv", plain_csv)}
