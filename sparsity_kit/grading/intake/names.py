"""Whose file is it? The names that folders and files have when they come from students, nbgrader, Canvas or Moodle.

- STUDENT/hw2.ipynb, and STUDENT/hw2/hw2.ipynb as nbgrader collects it
- STUDENT_hw2.ipynb or STUDENT-hw2.ipynb
- Canvas, "Download Submissions": lastfirst_[LATE_]USER_FILE_hw2.ipynb, the name in small letters without spaces
- Moodle, "Download all submissions": "First Last_NUMBER_assignsubmission_file" as a folder, or before _hw2.ipynb

The notebook's own name may have what a browser or Canvas adds to a second copy: "hw2 (1)", "hw2-1", "hw2-Copy1".
Everything is compared with the roster; nothing in these names is believed by itself. A further platform is a pattern
here, and what `_of_file` or `_of_folder` makes of it; if it has numbers for people, also a column in `roster`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePath

COPY = r"(?:[ _]?\((?P<copy>\d+)\)|-(?:Copy)?(?P<number>\d+))?"
# What follows a person's number is named by that person: the first number counts, never a later one.
CANVAS = re.compile(r"(?P<name>[^_]*)_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.IGNORECASE)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_file_?(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True)
class Claim:
    """What a path says: how the student is called there and by which column, how late, and which copy it is."""

    called: str
    by: str  # "student", "canvas" or "moodle"
    number: str = ""  # the number of the person there
    late: bool = False
    copy: int = 0


def claim(parts, assignment):
    """The Claim of a path, given as its parts below the folder; None if it is no notebook of this assignment."""
    *folders, name = parts
    own = re.compile(rf"{re.escape(assignment)}{COPY}\.ipynb", re.IGNORECASE)
    if folders and folders[0].lower() == "submitted":
        folders = folders[1:]
    if len(folders) == 2 and folders[1].lower() == assignment.lower():
        folders = folders[:1]
    if len(folders) == 1 and (match := own.fullmatch(name)):
        return _of_folder(folders[0], _copy(match))
    return None if folders else _of_file(name, assignment, own)


def claim_of_another_file(parts, assignment):
    """The Claim of the path of any file, read as if it were a notebook of this assignment."""
    *folders, name = parts
    return claim((*folders, f"{assignment if folders else PurePath(name).stem}.ipynb"), assignment)


def _of_folder(folder, copy):
    if match := MOODLE.fullmatch(folder):
        return Claim(match["name"], "moodle", match["user"], copy=copy)
    return Claim(folder, "student", copy=copy)


def _of_file(name, assignment, own):
    if match := CANVAS.fullmatch(name):
        if rest := own.fullmatch(match["rest"]):
            return Claim(match["name"], "canvas", match["user"], bool(match["late"]), int(match["file"]) + _copy(rest))
    elif (match := MOODLE.fullmatch(name)) and (rest := own.fullmatch(match["rest"])):
        return Claim(match["name"], "moodle", match["user"], copy=_copy(rest))
    match = re.fullmatch(rf"(?P<name>.+)[_-]{own.pattern}", name, re.IGNORECASE)
    return Claim(match["name"], "student", copy=_copy(match)) if match else None


def _copy(match):
    return int(match["copy"] or match["number"] or 0)


class Names:
    """Finds the student of a Claim in a roster."""

    def __init__(self, students):
        self.by_student = {student.student.lower(): student for student in students}
        self.by_email = {student.email.lower(): student for student in students if student.email}
        self.by_number = {
            (kind, getattr(student, f"{kind}_id")): student
            for kind in ("canvas", "moodle")
            for student in students
            if getattr(student, f"{kind}_id")
        }
        self.by_name = defaultdict(list)
        for student in students:
            for spelling in {_letters(student.name), _letters(_first_last(student.name))} - {""}:
                self.by_name[spelling].append(student)

    def student(self, claim):
        """(student or None, sentence): whose it is, or why that cannot be told."""
        called = claim.called.strip().lower()
        if claim.by == "student":
            found = self.by_student.get(called) or self.by_email.get(called)
            return found, "" if found else f"{claim.called!r} is not in the roster"
        if found := self.by_number.get((claim.by, claim.number)):
            return found, ""
        alike = [each for each in self.by_name[_letters(called)] if not getattr(each, f"{claim.by}_id")]
        if len(alike) == 1:
            return alike[0], ""
        column = f"{claim.by}_id"
        reason = "has nobody of this name" if not alike else f"has {len(alike)} of this name"
        return None, f"the roster {reason}, {claim.called!r}; give the number {claim.number} in a column {column}"


def _letters(name):
    """What is left of a name in a file's name on Canvas: small letters and digits."""
    return re.sub(r"[\W_]", "", name).lower()


def _first_last(name):
    last, comma, first = name.partition(",")
    return f"{first} {last}" if comma else name
