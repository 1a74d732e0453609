"""The file of a learning system, as it was downloaded, with our points filled in."""

import contextlib
import csv
import io
from collections import Counter
from typing import NamedTuple

from sparsity_kit.grading.marks.export import score
from sparsity_kit.grading.tables import UTF_8, csv_text, decimal, safe, separator, without_zeros
from sparsity_kit.grading.terminal import UserError


class FilledIn(NamedTuple):
    """The file's `text`, how many of its `rows` of students were `filled`, and which students are `absent` from it."""

    text: str
    filled: int
    rows: int
    absent: list


def filled_in(text, standings, assignment, column, missing=None):
    """FilledIn of such a file with our points in one of its columns; whoever has no final grade stays as it was.

    Rows are matched by SIS Login ID, ID number, email address, or the numbers in the roster. A byte order mark stays.
    Raises UserError if the file has no such column, or says another full mark than ours.
    """
    mark, text = (UTF_8 if text.startswith(UTF_8) else ""), text.removeprefix(UTF_8)
    between = separator(text)
    rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=between)]
    headings = rows[0] if rows else []
    found = [place for place, heading in enumerate(headings) if heading == column or heading.startswith(f"{column} (")]
    if len(found) != 1:
        raise UserError(f"the template has {len(found)} columns {column!r}; it has {', '.join(headings)}; use --column")
    students = [row for row in rows[1:] if row and row[0].strip() != "Points Possible"]
    for said in _full_marks(rows[1:], headings, found[0]):
        if said != assignment.points:
            raise UserError(
                f"nothing was written: there {column} is out of {said:g}, and {assignment.name} is out of "
                f"{assignment.points:g} points; set it there to {assignment.points:g}, and download the file again"
            )
    wanted = _wanted(standings)
    matched, filled = set(), 0
    for row in students:
        keys = [_key(*cell) for cell in zip(headings, row, strict=False)]
        standing = next((wanted[key] for key in (*keys, *map(_bare, keys)) if key in wanted), None)
        if standing is not None and len(row) > found[0]:
            matched.add(standing.student.student)
            if (points := score(standing, missing)) is not None:
                row[found[0]] = safe(points)
                filled += 1
    absent = [each.student.student for each in standings if each.student.student not in matched]
    return FilledIn(mark + csv_text(rows, between), filled, len(students), absent)


def _full_marks(rows, headings, place):
    """The full marks that the file says: Canvas in a row, Moodle in a column. What is no number says nothing."""
    cells = [row[place] for row in rows if row and row[0].strip() == "Points Possible" and len(row) > place]
    if "Maximum Grade" in headings:
        maximum = headings.index("Maximum Grade")
        cells += [row[maximum] for row in rows if len(row) > maximum]
    for cell in dict.fromkeys(cells):
        with contextlib.suppress(ValueError):
            yield decimal(cell)


def _wanted(standings):
    """{key: Standing}; also by a number without the zeros that a spreadsheet takes away, where it is one student's."""
    exact = {key: each for each in standings for key in _keys(each.student)}
    owners = Counter(map(_bare, exact))
    return {_bare(key): each for key, each in exact.items() if owners[_bare(key)] == 1} | exact


def _bare(key):
    return "without zeros", key[0], without_zeros(key[1])


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
