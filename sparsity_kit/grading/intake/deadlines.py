"""When work is due, for the class and for who has an extension; when it came, and how late. Late once stays known."""

import contextlib
import re
import stat
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sparsity_kit.grading.tables import read_table
from sparsity_kit.grading.terminal import UserError, one_line
from sparsity_kit.printable import counted

COLUMNS = ("student", "assignment", "due")
FIRST, LAST = -62_135_596_800, 253_402_300_799  # seconds: the years 1 and 9999; on some disks a file may be older
CLASS = ""  # in the place of a student: the deadline of all who have no extension


def read_due(text, where=""):
    """A moment such as 2026-10-01T23:59, in this machine's time zone unless it has one; a day alone means its end.

    When clocks are put back they show some moments twice: the later one is meant. Raises UserError, also for a day that
    is none in other time zones.
    """
    try:
        moment = _moment(text)
        if not date.min.year < moment.year < date.max.year:
            raise ValueError
        return max(moment.astimezone(), moment.replace(fold=1).astimezone())
    except ValueError:
        raise UserError(f"{where}the date {text!r} cannot be read; write it as 2026-10-01T23:59") from None


def _moment(text):
    if re.search(r"[^\d:]\d\d[.,]", text):  # Python takes 23.59 for 23 o'clock
        raise ValueError
    with contextlib.suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), time.max)
    return datetime.fromisoformat(text)


def read_extensions(path, assignment, students):
    """{student: moment} of the lines of a CSV file that are about this assignment. Raises UserError with the line."""
    from sparsity_kit.homework.register import ASSIGNMENTS

    headings, rows = read_table(path, "extensions")
    if missing := [name for name in COLUMNS if name not in headings]:
        raise UserError(f"{path} has no column {missing[0]}; its first line must name {', '.join(COLUMNS)}")
    logins = {student.student.lower(): student.student for student in students}
    found = {}
    for line, row in rows:
        called, name, due = (row[column] for column in COLUMNS)
        if called.lower() not in logins:
            raise UserError(f"{path}, line {line}: {one_line(called)!r} is not in the roster; write a login of it")
        if name.lower() not in ASSIGNMENTS:  # nobody would have this extension
            raise UserError(
                f"{path}, line {line}: there is no assignment {one_line(name)!r}; there are {', '.join(ASSIGNMENTS)}"
            )
        if name.lower() != assignment.lower():
            continue
        student = logins[called.lower()]
        if student in found:
            raise UserError(f"{path}, line {line}: {student} has two extensions for {assignment}; leave one")
        found[student] = read_due(due, f"{path}, line {line}: ")
    return found


def known_due(due, extensions, before):
    """{student: moment} with what was given now, or, where None was given, what is known from before."""
    of_class = before.get(CLASS) if due is None else due
    own = {student: moment for student, moment in before.items() if student} if extensions is None else extensions
    return own | ({CLASS: of_class} if of_class else {})


def due_of(student, due):
    """The moment when a student's work is due; None if there is none. An extension never ends before the class's."""
    return max((due[each] for each in (student, CLASS) if each in due), default=None)


def extension_said(student, due):
    """The sentences about a student's extension, none or one."""
    return (f"has until {due_of(student, due):%Y-%m-%d %H:%M}",) if student in due else ()


def lateness(file, due):
    """How late a SubmissionFile came, as a sentence; "" if it was in time, or `due` is None.

    Canvas writes into the name of each file whether it is late, by the date that is due there for this student. The
    time of the file says nothing then: it is that of the download.
    """
    if file.owner.platform == "canvas":
        return "late, as Canvas says" if file.owner.late else ""
    if due and (handed_in := _handed_in(file)) > due:
        return f"late by {_duration(handed_in - due)}"
    return ""


def _handed_in(file):
    """When a file was handed in: as the platform says, by nbgrader's timestamp.txt, else the time of its last change.

    Anywhere but in nbgrader's folders, STUDENT/hw2/, such a file is a student's own, who may date it as it likes.
    """
    if file.owner.handed_in:
        return file.owner.handed_in
    path = file.entry.path
    stamp = path.with_name("timestamp.txt")
    ours = path.parent.name.lower() == path.stem.lower() and not file.owner.platform and not file.entry.inside
    try:
        found = stamp.lstat()
        if not (ours and stat.S_ISREG(found.st_mode) and found.st_size <= 100):
            raise ValueError
        day, hour, zone = stamp.read_text(encoding="utf-8").split()
        return datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=UTC if zone == "UTC" else ZoneInfo(zone))
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return datetime.fromtimestamp(min(max(file.time, FIRST), LAST), UTC)


def _duration(length):
    length = timedelta(minutes=-(-length // timedelta(minutes=1)))
    hours, minutes = length.seconds // 3600, length.seconds % 3600 // 60
    parts = [(length.days, "day"), (hours, "hour"), (minutes, "minute")]
    return " ".join(counted(number, noun) for number, noun in parts if number) or "1 minute"


def still_late(before, now):
    """The sentences of `now`; if none of them says late and one of `before` did, then that it was so."""
    if any(said.startswith("late") for said in now):
        return tuple(now)
    was = [said for said in before if said.startswith(("late", "was late"))]
    return *now, *(said if said.startswith("was") else f"was {said}, before the deadline moved" for said in was)
