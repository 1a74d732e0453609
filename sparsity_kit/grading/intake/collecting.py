"""What was handed in: one file per student of the roster, and a sentence about all that is not as it should be.

`walking` goes through what lies there, `names` says whose it is, `recognising` for which assignment. Here these are put
together. Of whom anything is there, there is a file: one to grade, or one with a fault that says what to do. So nobody
of whom something came in counts as one who handed in nothing.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from sparsity_kit.grading.intake.choosing import chosen, of_another
from sparsity_kit.grading.intake.deadlines import due_of, lateness
from sparsity_kit.grading.intake.entry import Entry
from sparsity_kit.grading.intake.names import Names
from sparsity_kit.grading.intake.platform_lists import moodle_identifiers
from sparsity_kit.grading.intake.walking import Walk
from sparsity_kit.grading.terminal import UserError, one_line

SHARED = 5  # of so many students, more than one with another assignment's file: then it is no mistake


@dataclass(frozen=True)
class Intake:
    """`files`, {student: SubmissionFile} in the roster's order, and `notices` about all other files."""

    files: dict
    notices: tuple


def collect(folder, recogniser, students, due=None, worksheet=None):
    """The Intake of a folder, by a Recogniser. Names are only compared with the roster; raises UserError.

    `due` is {student: moment} as in `deadlines`, and `worksheet` the path of Moodle's grading worksheet.
    """
    folder = Path(folder)
    if not folder.is_dir():
        cure = "it is a file: put it into a folder, and give that" if folder.is_file() else "give the one that has them"
        raise UserError(f"there is no folder {folder} of submissions; {cure}")
    names = Names(students, recogniser.named)
    if worksheet is not None:
        names.moodle = moodle_identifiers(worksheet, names)
    walk = Walk(folder, names, recogniser)
    walk.look_into(Entry((), folder, "folder"))
    given = walk.own.found
    others = sum(of_another(own, recogniser) for own in given.values())
    shared = others > 1 and others * SHARED >= len(given)
    for unclear in () if shared else walk.unclear.of_others:
        walk.unclear.keep_in_mind(*unclear)
    files = {}
    for student in (each.student for each in students):
        if file := chosen(given.pop(student, ()), recogniser, shared) or walk.unclear.perhaps(student):
            late = "" if file.fault else lateness(file, due_of(student, due or {}))
            files[student] = replace(file, flags=tuple(filter(None, (*file.flags, late))))
    return Intake(files, tuple(map(one_line, walk.unclear.notices)))
