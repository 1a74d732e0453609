"""Whose is a row of a learning system's file: by a number, a login or an address in it, else by a name."""

import re
from collections import Counter

from sparsity_kit.grading.intake.people import People
from sparsity_kit.grading.tables import without_zeros
from sparsity_kit.grading.terminal import UserError, one_line

NUMBERED = re.compile(r"\D+?(\d+)")  # "Participant 901" of Moodle, in any language


def row_owners(rows, headings, place, standings):
    """The Standing of each row, or None; what is there is looked up in the order of how sure it is."""
    students = [each.student for each in standings]
    wanted, names = _wanted(students), People(students)
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
