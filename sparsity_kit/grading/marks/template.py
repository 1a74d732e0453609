"""The file of a learning system, as it was downloaded, with our points filled in; and whose each of its rows is."""

import contextlib
import re
from collections import Counter
from typing import NamedTuple

from sparsity_kit.grading.intake.people import People, only
from sparsity_kit.grading.intake.spelling import folded
from sparsity_kit.grading.marks.export import score
from sparsity_kit.grading.tables import UTF_8, csv_text, decimal, reader, safe, separator, without_zeros
from sparsity_kit.grading.terminal import UserError, one_line

NUMBERED = re.compile(r"\D+?(\d+)")  # "Participant 901" of Moodle, in any language
LOGINS = ("SIS Login ID", "SIS User ID", "ID number", "Username")


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
    another full mark than ours, or has a row that is two students' at once.
    """
    mark, text = (UTF_8 if text.startswith(UTF_8) else ""), text.removeprefix(UTF_8)
    between = separator(text)
    rows = [*reader(text, between)]
    headings = rows[0] if rows else []
    found = [place for place, heading in enumerate(headings) if heading == column or heading.startswith(f"{column} (")]
    if len(found) != 1:
        seen = ", ".join(headings) or "none"
        raise UserError(f"the template has {len(found)} columns {column!r}; it has {seen}; use --column")
    people = (row for row in rows[1:] if any(row[: found[0]]))  # a row of Canvas's has "Manual Posting" alone
    students = [row for row in people if row[0].strip() != "Points Possible"]
    for said in _full_marks(rows[1:], headings, found[0]):
        if said != assignment.points:
            raise UserError(
                f"nothing was written: there {column} is out of {said:g}, and {assignment.name} is out of "
                f"{assignment.points:g} points; set it there to {assignment.points:g}, and download the file again"
            )
    owners = _row_owners(students, headings, found[0], standings)
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


def _row_owners(rows, headings, place, standings):
    """The Standing of each row, or None, by what is surest; the first two columns may be the parts of a name."""
    people = People([each.student for each in standings])
    owners = {each.student: each for each in standings}
    heads = [number for number, heading in enumerate(headings[:place]) if heading != "Section"]
    rows = [row if len(row) > place else [] for row in rows]
    known = [_by_key(people, row, headings[:place]) for row in rows]
    texts = [[*(row[number] for number in heads), " ".join(row[:place][:2])] if row else [] for row in rows]
    named = [{student for text in each for student in people.named(text)} for each in texts]
    often = Counter(student for each in named for student in each)
    twice = {student for student, count in often.items() if count > 1}
    return [
        owners.get(student or _by_number(people, row, alike) or only([*(alike - twice - {*known})]))
        for row, student, alike in zip(rows, known, named, strict=True)
    ]


def _by_key(people, row, headings):
    """The Student whose ID, login or email address stands in a row; None if nobody's does."""
    cells = [(heading, value.strip()) for heading, value in zip(headings, row, strict=False)]
    logins = [value for heading, value in cells if heading in LOGINS]
    found = {people.by_canvas.get(value) for heading, value in cells if heading == "ID"}
    found |= {people.by_login.get(folded(value)) for value in logins}
    found |= {people.by_email.get(folded(value)) for _, value in cells if "@" in value}
    found = {*filter(None, found)} or {*filter(None, (_without_its_zeros(people, value) for value in logins))}
    if len(found) > 1:
        raise UserError(
            f"nothing was written: by its numbers and addresses, the row of {one_line(row[0])} is that of "
            f"{' and '.join(sorted(each.student for each in found))}; mend the roster, and grade again"
        )
    return only([*found])


def _without_its_zeros(people, login):
    """The one Student whose login this is, but for zeros that a spreadsheet took away; else None."""
    return only(people.by_number.get(without_zeros(login), ()))


def _by_number(people, row, named):
    """The Student who has Moodle's number of a row, unless the row has the name of others."""
    number = NUMBERED.fullmatch(row[0].strip()) if row else None
    student = people.by_moodle.get(number[1]) if number else None
    return student if not named or student in named else None
