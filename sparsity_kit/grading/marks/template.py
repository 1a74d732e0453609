"""The file of a learning system, as it was downloaded, with our points filled in."""

import contextlib
from typing import NamedTuple

from sparsity_kit.grading.marks.export import score
from sparsity_kit.grading.marks.row_owners import NUMBERED, row_owners
from sparsity_kit.grading.tables import UTF_8, csv_text, decimal, reader, safe, separator
from sparsity_kit.grading.terminal import UserError


class FilledIn(NamedTuple):
    """The file's `text`, how many of its `rows` of students were `filled`, and which students are `absent` from it.

    `excused` are students with points whom it excuses: they stay so.
    """

    text: str
    filled: int
    rows: int
    absent: list
    excused: list


def filled_in(text, standings, assignment, column, missing=None):
    """FilledIn of such a file with our points in one of its columns; whoever has no final grade stays as it was.

    Rows are matched by Canvas's ID, SIS ID, login, ID number or email address, else by name; Moodle's number tells
    apart who has the same name, or no name there. All this stands before the points: behind them may be what a student
    typed, another one's address say. A byte order mark stays. Raises UserError if the file has no such column, says
    another full mark than ours, or has a row that is two students' at once, or two rows that are one student's.
    """
    mark, text = (UTF_8 if text.startswith(UTF_8) else ""), text.removeprefix(UTF_8)
    between = separator(text)
    rows = [*reader(text, between)]
    headings = rows[0] if rows else []
    found = [place for place, heading in enumerate(headings) if heading == column or heading.startswith(f"{column} (")]
    if len(found) != 1:
        seen = ", ".join(headings) or "none"
        raise UserError(f"the template has {len(found)} columns {column!r}; it has {seen}; use --column to say which")
    people = (row for row in rows[1:] if any(row[: found[0]]))  # a row of Canvas's has "Manual Posting" alone
    students = [row for row in people if row[0].strip() != "Points Possible"]
    for said in _full_marks(rows[1:], headings, found[0]):
        if said != assignment.points:
            raise UserError(
                f"nothing was written: there {column} is out of {said:g}, and {assignment.name} is out of "
                f"{assignment.points:g} points; set it there to {assignment.points:g}, and download the file again"
            )
    owners = row_owners(students, headings, found[0], standings)
    filled, excused = 0, []
    for row, standing in zip(students, owners, strict=True):
        if standing and (points := score(standing, missing)) is not None:
            if row[found[0]].strip().upper() == "EX":  # of Canvas: excused
                excused.append(standing.student.student)
                continue
            row[found[0]] = safe(points)
            filled += 1
    there = {standing.student.student for standing in owners if standing}
    absent = [each.student.student for each in standings if each.student.student not in there]
    return FilledIn(mark + csv_text(rows, between), filled, len(students), absent, excused)


def _full_marks(rows, headings, place):
    """The full marks that the file says: Canvas in a row, Moodle in a column. What is no number says nothing."""
    cells = [row[place] for row in rows if row and row[0].strip() == "Points Possible" and len(row) > place]
    columns = [number for number, heading in enumerate(headings) if heading.lower() == "maximum grade"]
    if _is_worksheet(rows):  # there it stands behind the grade, in any language
        columns.append(place + 1)
    cells += [row[number] for number in columns for row in rows if len(row) > number]
    for cell in dict.fromkeys(cells):
        with contextlib.suppress(ValueError):
            yield decimal(cell)


def _is_worksheet(rows):
    """Whether each row begins with a word and a number, as in Moodle's "Participant 901", whatever the language."""
    return bool(rows) and all(row and NUMBERED.fullmatch(row[0].strip()) for row in rows if any(row))
