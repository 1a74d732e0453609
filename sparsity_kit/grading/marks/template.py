"""The file of a learning system, as it was downloaded, with our points filled in."""

import contextlib
import csv
import io
import re
from collections import Counter
from typing import NamedTuple

from sparsity_kit.grading.intake.names import Names
from sparsity_kit.grading.marks.export import score
from sparsity_kit.grading.tables import UTF_8, csv_text, decimal, safe, separator, without_zeros
from sparsity_kit.grading.terminal import UserError, one_line

NUMBERED = re.compile(r"\D+?(\d+)")  # "Participant 901" of Moodle, in any language


class FilledIn(NamedTuple):
    """The file's `text`, how many of its `rows` of students were `filled`, and which students are `absent` from it."""

    text: str
    filled: int
    rows: int
    absent: list


def filled_in(text, standings, assignment, column, missing=None):
    """FilledIn of such a file with our points in one of its columns; whoever has no final grade stays as it was.

    Rows are matched by Canvas's ID, SIS ID, login, ID number or email address, else by name; Moodle's number tells
    apart who has the same name, or no name there. A byte order mark stays. Raises UserError if the file has no such
    column, says another full mark than ours, or has a row that is two students' at once.
    """
    mark, text = (UTF_8 if text.startswith(UTF_8) else ""), text.removeprefix(UTF_8)
    between = separator(text)
    rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=between)]
    headings = rows[0] if rows else []
    found = [place for place, heading in enumerate(headings) if heading == column or heading.startswith(f"{column} (")]
    if len(found) != 1:
        raise UserError(f"the template has {len(found)} columns {column!r}; it has {', '.join(headings)}; use --column")
    people = (row for row in rows[1:] if any(row[: found[0]]))  # a row of Canvas's has "Manual Posting" alone
    students = [row for row in people if row[0].strip() != "Points Possible"]
    for said in _full_marks(rows[1:], headings, found[0]):
        if said != assignment.points:
            raise UserError(
                f"nothing was written: there {column} is out of {said:g}, and {assignment.name} is out of "
                f"{assignment.points:g} points; set it there to {assignment.points:g}, and download the file again"
            )
    owners = _owners(students, headings, found[0], standings)
    filled = 0
    for row, standing in zip(students, owners, strict=True):
        if standing and (points := score(standing, missing)) is not None:
            row[found[0]] = safe(points)
            filled += 1
    there = {standing.student.student for standing in owners if standing}
    absent = [each.student.student for each in standings if each.student.student not in there]
    return FilledIn(mark + csv_text(rows, between), filled, len(students), absent)


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


def _owners(rows, headings, place, standings):
    """The Standing of each row, or None; what is there is looked up in the order of how sure it is."""
    students = [each.student for each in standings]
    wanted, names = _wanted(students), Names(students)
    heads = [(number, heading) for number, heading in enumerate(headings[:place]) if heading != "Section"]

    def by_name(row):
        return {each.student for number, _ in heads for each in names.named(row[number])}

    rows = [row if len(row) > place else None for row in rows]
    known = [row and _by_key(row, headings, wanted) for row in rows]
    alike = [by_name(row) if row else set() for row in rows]
    twice = {login for login, count in Counter(login for each in alike for login in each).items() if count > 1}
    owners = {each.student.student: each for each in standings}
    return [
        owners.get(login or (_by_number(row, wanted, called) if row else None) or _only(called - twice - {*known}))
        for row, login, called in zip(rows, known, alike, strict=True)
    ]


def _by_key(row, headings, wanted):
    """The login of the student whose ID, login or email address stands in a row; None if nobody's does."""
    keys = [key for cell in zip(headings, row, strict=False) for key in _keys_of_cell(*cell)]
    found = {wanted[key] for key in keys if key in wanted} or {wanted[key] for key in map(_bare, keys) if key in wanted}
    if len(found) > 1:
        raise UserError(
            f"nothing was written: by its numbers and addresses, the row of {one_line(row[0])} is that of "
            f"{' and '.join(sorted(found))}; mend the roster"
        )
    return _only(found)


def _by_number(row, wanted, called):
    """The login of the student who has Moodle's number of a row, unless the row has the name of others."""
    number = NUMBERED.fullmatch(row[0].strip())
    login = wanted.get(("moodle", number[1])) if number else None
    return login if not called or login in called else None


def _only(found):
    return min(found) if len(found) == 1 else None


def _wanted(students):
    """{key: login}; also by a number without the zeros that a spreadsheet takes away, where it is one student's."""
    exact = {key: each.student for each in students for key in _keys(each)}
    owners = Counter(map(_bare, exact))
    return {_bare(key): login for key, login in exact.items() if owners[_bare(key)] == 1} | exact


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


def _keys_of_cell(heading, value):
    kinds = {"ID": "canvas", "SIS Login ID": "login", "SIS User ID": "login", "ID number": "login", "Username": "login"}
    value = value.strip().lower()
    if heading in kinds:
        yield kinds[heading], value
    if "@" in value:
        yield "email", value
