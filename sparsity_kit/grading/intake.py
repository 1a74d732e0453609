"""What was handed in: one file per student of the roster, and a sentence about all that is not as it should be."""

import os
import stat
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sparsity_kit.grading.names import MOODLE, Names, claim
from sparsity_kit.grading.terminal import UserError, counted

LARGEST = 10 * 2**20  # bytes of a notebook
DEEPEST = 3  # folders below the one that was given
MOST = 200_000  # entries that are looked at


@dataclass
class Submission:
    """One student's file. `fault` says why it cannot be graded; `flags` are for the instructor and change no mark."""

    student: str
    path: Path
    copy: int = 0
    late: bool = False  # as Canvas names it
    flags: list = field(default_factory=list)
    fault: str = ""

    def read(self):
        """The file's bytes; b"" and a `fault` if it is a link, no file, too large or cannot be read."""
        try:
            handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            self.fault = "it is a symbolic link" if self.path.is_symlink() else f"it cannot be read: {error.strerror}"
            return b""
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                self.fault = "it is no file"
            elif found.st_size > LARGEST:
                self.fault = f"it has {found.st_size / 2**20:.0f} MB, more than the {LARGEST // 2**20} MB that are read"
            else:
                with open(handle, "rb", closefd=False) as file:
                    return file.read(LARGEST)
        finally:
            os.close(handle)
        return b""


@dataclass
class Intake:
    """`submissions` by student, in the roster's order; `missing` students; `notices` about all other files."""

    submissions: dict
    missing: list
    notices: list


def collect(folder, assignment, students, due=None):
    """The Intake of a folder. No link is followed, and a name is only ever compared with the roster."""
    folder = Path(folder)
    if not folder.is_dir():
        raise UserError(f"there is no folder {folder} of submissions")
    names, found = Names(students), defaultdict(list)
    notices: list[str] = []
    others = []
    for parts in _files(folder, notices):
        shown = "/".join(parts)
        if (said := claim(parts, assignment.name)) is None:
            if ".ipynb" in parts[-1].lower():  # also hw2.ipynb.txt, as some browsers save it
                notices.append(f"{shown} is not looked at: it is not called {assignment.name}.ipynb")
            else:
                others.append(parts)
            continue
        student, reason = names.student(said)
        if student is None:
            notices.append(f"{shown} is not graded: {reason}")
        else:
            found[student.student].append(Submission(student.student, folder.joinpath(*parts), said.copy, said.late))
    notices += [
        f"{'/'.join(parts)} is no notebook, and {student.student} has handed in no other"
        for parts in others
        if (student := _whose(parts, assignment.name, names)) and student.student not in found
    ]
    chosen = {each.student: _latest(found[each.student]) for each in students if each.student in found}
    for submission in chosen.values():
        _flag_lateness(submission, due)
    return Intake(chosen, [each for each in students if each.student not in chosen], notices)


def _whose(parts, assignment, names):
    """The student that a file would belong to if it were a notebook, or None."""
    *folders, name = parts
    said = claim((*folders, f"{assignment if folders else Path(name).stem}.ipynb"), assignment)
    return names.student(said)[0] if said else None


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


def _latest(submissions):
    """The one to grade of a student's files: the last copy by its number, then by its time."""
    best = max(submissions, key=lambda each: (each.copy, _time(each.path), each.path.name))
    if len(submissions) > 1:
        others = ", ".join(sorted(each.path.name for each in submissions if each is not best))
        best.flags.append(f"{counted(len(submissions), 'file')}: graded {best.path.name}, not {others}")
    return best


def _time(path):
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


def _flag_lateness(submission, due):
    if submission.late:
        submission.flags.append("late, as Canvas says")
    elif due and (handed_in := _handed_in(submission.path)) > due:
        submission.flags.append(f"late by {_duration(handed_in - due)}")


def _handed_in(path):
    """When a file was handed in: nbgrader's timestamp.txt beside it, else the time of its last change.

    Anywhere but in nbgrader's folders, STUDENT/hw2/, such a file is a student's own, who may date it as it likes.
    """
    stamp = path.with_name("timestamp.txt")
    try:
        found = stamp.lstat()
        ours = path.parent.name.lower() == path.stem.lower() and not MOODLE.fullmatch(path.parent.parent.name)
        if not (ours and stat.S_ISREG(found.st_mode) and found.st_size <= 100):
            raise ValueError
        day, hour, zone = stamp.read_text(encoding="utf-8").split()
        return datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=UTC if zone == "UTC" else ZoneInfo(zone))
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return datetime.fromtimestamp(_time(path), UTC)


def _duration(time):
    time = timedelta(minutes=-(-time // timedelta(minutes=1)))
    hours, minutes = time.seconds // 3600, time.seconds % 3600 // 60
    parts = [(time.days, "day"), (hours, "hour"), (minutes, "minute")]
    return " ".join(counted(number, noun) for number, noun in parts if number) or "1 minute"


def read_due(text):
    """A moment such as 2026-10-01T23:59, in this machine's time zone unless it has one. Raises UserError."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise UserError(f"the date {text!r} cannot be read; write it as 2026-10-01T23:59") from None
