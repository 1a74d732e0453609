"""Grades for other systems. What needs a person, and what was not handed in, is left blank: never a silent 0.

- Canvas: columns Student, ID, SIS User ID, SIS Login ID, Section, then the assignment; a row "Points Possible"
- Moodle, gradebook import: first name, last name, ID number, email address, grade, feedback; mapped while importing
- Gradescope: one results.json per student, as an autograder writes it
- csv: a row per student with the points of each question
"""

import csv
import io
import json
import re

from sparsity_kit.grading.terminal import UserError

RISKY = ("=", "+", "-", "@")  # a spreadsheet takes text that begins so for a formula (OWASP, CSV injection)


def safe(value):
    """A cell of a CSV file: text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> safe("=1+1"), safe("Ann"), safe(-2.5)
    ("'=1+1", 'Ann', '-2.5')
    """
    if not isinstance(value, str):
        return "" if value is None else f"{value:.10g}"
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", value)
    return f"'{text}" if text.lstrip().startswith(RISKY) else text


def table(rows):
    """Rows as CSV text, each cell made safe."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue()


def score(standing, missing=None):
    """The points to export: None is a blank cell. `missing` is what a student gets who handed nothing in."""
    return missing if standing.missing else standing.total


def plain_csv(standings, assignment, missing=None):
    """A row per student: points of every question, the total, and what keeps it from being final."""
    names = [question.name for question in assignment.questions]
    rows = [["student", "name", *names, "total", "out of", "state", "flags"]]
    for each in standings:
        points = {given.mark.question: given.mark.points for given in each.given}
        state = "missing" if each.missing else "needs a person" if each.waiting else "final"
        marks = [points.get(name) for name in names]
        student = each.student
        rows.append(
            [
                student.student,
                student.name,
                *marks,
                score(each, missing),
                assignment.points,
                state,
                "; ".join(each.flags),
            ]
        )
    return table(rows)


def canvas_csv(standings, assignment, missing=None):
    """What Canvas imports as a gradebook; a blank cell leaves a grade there as it is."""
    heading = f"{assignment.title} ({assignment.name})" if assignment.title else assignment.name
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", heading]]
    rows.append(["    Points Possible", "", "", "", "", assignment.points])
    for each in standings:
        student = each.student
        rows.append([student.shown, student.canvas_id, "", student.student, student.section, score(each, missing)])
    return table(rows)


def moodle_csv(standings, assignment, missing=None):
    """What Moodle's grade import reads. Students without a final grade are left out: there, a blank may delete one."""
    rows = [["First name", "Last name", "ID number", "Email address", f"Assignment: {assignment.name}", "Feedback"]]
    for each in standings:
        if (points := score(each, missing)) is not None:
            last, _, first = each.student.name.partition(",")
            feedback = "; ".join(f"{given.mark.question}: {given.mark.points:g}" for given in each.given)
            rows.append([first.strip(), last.strip(), each.student.student, each.student.email, points, feedback])
    return table(rows)


def gradescope_json(standing, assignment):
    """results.json of one student; a question that needs a person has no score yet, so there is none without it."""
    tests = [
        {
            "name": given.mark.question,
            "score": given.mark.points,
            "max_score": given.mark.full,
            "status": "passed" if given.mark.points == given.mark.full else "failed",
            "output": given.mark.message,
            "output_format": "text",
            "visibility": "visible",
        }
        for given in standing.given
    ]
    result = {"score": standing.total, "visibility": "after_published", "stdout_visibility": "hidden", "tests": tests}
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


def filled_in(text, standings, column, missing=None):
    """The CSV file of a learning system, as it was downloaded, with our points in one of its columns.

    Rows are matched by SIS Login ID, ID number, email address, or the numbers in the roster; others stay as they are.
    Returns (text, names of students that are not in the file). Raises UserError if the file has no such column.
    """
    rows = [*csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    headings = rows[0] if rows else []
    found = [place for place, heading in enumerate(headings) if heading == column or heading.startswith(f"{column} (")]
    if len(found) != 1:
        raise UserError(f"the template has {len(found)} columns {column!r}; it has {', '.join(headings)}; use --column")
    wanted = {key: each for each in standings for key in _keys(each.student)}
    matched = set()
    for row in rows[1:]:
        cells = zip(headings, row, strict=False)
        standing = next((wanted[key] for cell in cells if (key := _key(*cell)) in wanted), None)
        if standing is not None and len(row) > found[0]:
            matched.add(standing.student.student)
            if (points := score(standing, missing)) is not None:
                row[found[0]] = safe(points)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue(), [each.student.student for each in standings if each.student.student not in matched]


def _keys(student):
    yield "login", student.student.lower()
    if student.email:
        yield "email", student.email.lower()
    if student.canvas_id:
        yield "canvas", student.canvas_id
    if student.moodle_id:
        yield "moodle", student.moodle_id


def _key(heading, value):
    kinds = {"ID": "canvas", "SIS Login ID": "login", "SIS User ID": "login", "ID number": "login", "Username": "login"}
    kinds |= {"Email address": "email", "Identifier": "moodle"}
    value = value.removeprefix("Participant ") if heading == "Identifier" else value.lower()
    return kinds.get(heading, ""), value.strip()
