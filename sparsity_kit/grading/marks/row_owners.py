"""Whose each row is of a learning system's file: by what is surest, and by nothing that a student may have typed."""

import re
from collections import Counter

from sparsity_kit.grading.intake.people import People, only
from sparsity_kit.grading.intake.spelling import folded, without_zeros
from sparsity_kit.grading.terminal import UserError, one_line

NUMBERED = re.compile(r"\D+?(\d+)")  # "Participant 901" of Moodle, in any language
LOGINS = ("SIS Login ID", "SIS User ID", "ID number", "Username")


def row_owners(rows, headings, place, standings):
    """The Standing of each row, or None, by what is surest of what stands before the points, the column `place`.

    The first two columns may be the parts of a name.
    """
    people = People([each.student for each in standings])
    owners = {each.student: each for each in standings}
    heads = [number for number, heading in enumerate(headings[:place]) if heading != "Section"]
    rows = [row if len(row) > place else [] for row in rows]
    known = [_by_key(people, row, headings[:place]) for row in rows]
    texts = [[*(row[number] for number in heads), " ".join(row[:place][:2])] if row else [] for row in rows]
    named = [{student for text in each for student in people.named(text)} for each in texts]
    often = Counter(student for each in named for student in each)
    twice = {student for student, count in often.items() if count > 1}
    found = [
        owners.get(student or _by_number(people, row, alike) or only([*(alike - twice - {*known})]))
        for row, student, alike in zip(rows, known, named, strict=True)
    ]
    _check_no_student_twice(rows, found)
    return found


def _check_no_student_twice(rows, found):
    """Raises UserError for two rows of one student: in one of them the points would be somebody else's."""
    first: dict = {}
    for row, owner in zip(rows, found, strict=True):
        login = owner and owner.student.student
        if login in first:
            raise UserError(
                f"nothing was written: the rows of {one_line(first[login])} and {one_line(row[0])} are both {login}'s, "
                "by a number, an address or a name; mend the roster, and grade again, or take one out of the file"
            )
        first |= {login: row[0]} if login else {}


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
