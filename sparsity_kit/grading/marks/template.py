"""The file of a learning system, as it was downloaded, with our points filled in."""

import csv
import io
from collections import Counter

from sparsity_kit.grading.marks.export import score
from sparsity_kit.grading.tables import csv_text, safe, separator, without_zeros
from sparsity_kit.grading.terminal import UserError


def filled_in(text, standings, column, missing=None):
    """The CSV text of such a file with our points in one of its columns.

    Rows are matched by SIS Login ID, ID number, email address, or the numbers in the roster; others stay as they are.
    Returns (text, names of students that are not in the file). Raises UserError if the file has no such column.
    """
    text = text.removeprefix("\ufeff")
    between = separator(text)
    rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=between)]
    headings = rows[0] if rows else []
    found = [place for place, heading in enumerate(headings) if heading == column or heading.startswith(f"{column} (")]
    if len(found) != 1:
        raise UserError(f"the template has {len(found)} columns {column!r}; it has {', '.join(headings)}; use --column")
    wanted = _wanted(standings)
    matched = set()
    for row in rows[1:]:
        keys = [_key(*cell) for cell in zip(headings, row, strict=False)]
        standing = next((wanted[key] for key in (*keys, *map(_bare, keys)) if key in wanted), None)
        if standing is not None and len(row) > found[0]:
            matched.add(standing.student.student)
            if (points := score(standing, missing)) is not None:
                row[found[0]] = safe(points)
    return csv_text(rows, between), [each.student.student for each in standings if each.student.student not in matched]


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
