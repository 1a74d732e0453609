"""Whose is a row of a learning system's file: by a number, a login or an address in it, else by a name."""

import re
from collections import Counter

from sparsity_kit.grading.intake.people import People, only
from sparsity_kit.grading.intake.spelling import folded
from sparsity_kit.grading.tables import without_zeros
from sparsity_kit.grading.terminal import UserError, one_line

NUMBERED = re.compile(r"\D+?(\d+)")  # "Participant 901" of Moodle, in any language
LOGINS = ("SIS Login ID", "SIS User ID", "ID number", "Username")


def row_owners(rows, headings, place, standings):
    """The Standing of each row, or None; what is there is looked up in the order of how sure it is."""
    people = People([each.student for each in standings])
    owners = {each.student: each for each in standings}
    heads = [number for number, heading in enumerate(headings[:place]) if heading != "Section"]
    rows = [row if len(row) > place else [] for row in rows]
    known = [_by_key(people, row, headings) for row in rows]
    named = [{student for number in heads for student in people.named(row[number])} if row else set() for row in rows]
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
            f"{' and '.join(sorted(each.student for each in found))}; mend the roster"
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
