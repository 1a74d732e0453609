"""What was handed in: one file per student of the roster, and a sentence about all that is not as it should be."""

import os
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from sparsity_kit.grading.intake.lateness import lateness
from sparsity_kit.grading.intake.names import Names, claim, claim_of_another_file
from sparsity_kit.grading.intake.submission_file import SubmissionFile
from sparsity_kit.grading.terminal import UserError, counted, one_line

DEEPEST = 3  # folders below the one that was given
MOST = 200_000  # entries that are looked at


@dataclass(frozen=True)
class Intake:
    """`files`, {student: SubmissionFile} in the roster's order, and `notices` about all other files."""

    files: dict
    notices: tuple


def collect(folder, assignment, students, due=None):
    """The Intake of a folder, for the name of an assignment. Names are only compared with the roster; raises UserError.

    `due` is a moment, or a function from a student to its own.

    Who handed in something that is no notebook gets a notice: that is not the same as nothing.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UserError(f"there is no folder {folder} of submissions")
    names, found = Names(students), defaultdict(list)
    notices: list[str] = []
    others = []
    for parts in _files(folder, notices):
        shown = "/".join(parts)
        if said := claim(parts, assignment):
            student, reason = names.student(said)
            if student is None:
                notices.append(f"{shown} is not graded: {reason}")
            else:
                file = SubmissionFile(student.student, folder.joinpath(*parts), said.copy, said.late)
                found[student.student].append(file)
        elif ".ipynb" in parts[-1].lower():  # also hw2.ipynb.txt, as some browsers save it
            notices.append(f"{shown} is not looked at: it is not called {assignment}.ipynb")
        elif said := claim_of_another_file(parts, assignment):
            others.append((shown, names.student(said)[0]))
    notices += [
        f"{shown} is no notebook, and {student.student} has handed in no other"
        for shown, student in others
        if student and student.student not in found
    ]
    moment = due if callable(due) else lambda student: due
    files = {
        each.student: _latest(found[each.student], moment(each.student)) for each in students if each.student in found
    }
    return Intake(files, tuple(map(one_line, notices)))


def _files(folder, notices):
    """The parts of the path of everything below a folder that is not a folder, sorted; links are files here."""
    count = 0
    waiting: list[tuple] = [()]
    while waiting:
        parts = waiting.pop()
        try:
            entries = sorted(os.scandir(folder.joinpath(*parts)), key=lambda entry: entry.name)
        except OSError as error:
            notices.append(f"{'/'.join(parts)} cannot be opened: {error.strerror}")
            continue
        for entry in entries:
            count += 1
            if count > MOST:
                raise UserError(f"{folder} has more than {MOST} files and folders; give the folder of one assignment")
            if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".ipynb"):
                if len(parts) < DEEPEST and not entry.name.startswith("."):
                    waiting.append((*parts, entry.name))
            elif entry.is_symlink() and not entry.name.endswith(".ipynb"):
                notices.append(f"{'/'.join((*parts, entry.name))} is a symbolic link: not followed")
            else:
                yield (*parts, entry.name)


def _latest(files, due):
    """The one to grade of a student's files, with its flags: the last copy by its number, then by its time."""
    best = max(files, key=lambda each: (each.copy, each.changed(), each.path.name))
    others = ", ".join(sorted(each.path.name for each in files if each is not best))
    several = f"{counted(len(files), 'file')}: graded {best.path.name}, not {others}" if others else ""
    return replace(best, flags=tuple(filter(None, (several, lateness(best, due)))))
