"""The class: a CSV file with one student a line. Its names are the only ones that files are matched with."""

import re
from dataclasses import dataclass, fields
from difflib import get_close_matches

from sparsity_kit.grading.tables import read_table
from sparsity_kit.grading.terminal import UserError, one_line, some

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
ROUNDED = re.compile(r"\d([.,]\d+)?[Ee]\+\d+|\d+[.,]0")  # how a spreadsheet shows a number that is too long for it


@dataclass(frozen=True)
class Student:
    """One line of the roster. `student` is a login or number that never changes: numbers are drawn from it.

    `name` is "Last, First". `canvas_id` and `moodle_id` are the numbers in the names of files downloaded there.
    """

    student: str
    name: str = ""
    email: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    section: str = ""

    @property
    def shown(self):
        """The name if there is one, else the login."""
        return self.name or self.student


COLUMNS = tuple(each.name for each in fields(Student))


def read_roster(path):
    """The students of a CSV file. Raises UserError that names the line and the cure.

    Needed is a column `student` (or `id`, as nbgrader calls it); any of the other fields may follow, and
    `last_name` with `first_name` stand for `name`. Further columns are ignored.
    """
    headings, rows = read_table(path, "roster")
    if not {"student", "id"} & set(headings):
        raise UserError(
            f"{path} has no column student, it has {one_line(', '.join(headings)) or 'none'}; "
            f"name the columns in its first line, for example {','.join(COLUMNS[:3])}"
        )
    students = [_student(row, f"{path}, line {line}") for line, row in rows]
    _all_different(path, students)
    return students


def _student(row, where):
    values = {name: " ".join(cell.split()) for name, cell in row.items()}
    key = values.get("student") or values.get("id") or ""
    if rounded := [each for each in (key, values.get("canvas_id", "")) if ROUNDED.fullmatch(each)]:
        raise UserError(
            f"{where}: a spreadsheet has rewritten the number {rounded[0]}; let it show the column as text, and "
            "write the numbers anew"
        )
    if not KEY.fullmatch(key):
        raise UserError(
            f"{where}: the student {one_line(key)!r} cannot be used as a folder's name; "
            "use a login or number of letters, digits and . _ - @ +, at most 64, beginning with a letter or digit"
        )
    if "name" not in values and (values.get("last_name") or values.get("first_name")):
        values["name"] = ", ".join(filter(None, (values.get("last_name"), values.get("first_name"))))
    return Student(key, *(values.get(name, "") for name in COLUMNS[1:]))


def _all_different(path, students):
    if not students:
        raise UserError(f"{path} has no students; write one a line below the first line")
    for column in ("student", "email", "canvas_id", "moodle_id"):  # by these a file or a grade finds its student
        seen: set[str] = set()
        for value in filter(None, (getattr(each, column) for each in students)):
            if value.lower() in seen:
                twice = f"{path} has the {column} {one_line(value)} twice (capitals do not count)"
                raise UserError(f"{twice}; give each student its own")
            seen.add(value.lower())


def check_known(names, students, roster):
    """Raises UserError for a name that is nobody's login, with the logins that it may mean."""
    known = [student.student for student in students]
    for name in (name for name in names if name not in known):
        near = [each for each in known if name.casefold() in each.casefold()] or get_close_matches(name, known)
        meant = f"perhaps {some(near)} is meant" if near else "give what stands in the column student"
        raise UserError(f"{name} is not in {roster}; {meant}")
