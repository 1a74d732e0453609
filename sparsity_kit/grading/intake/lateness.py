"""When a file was handed in, and how late that is."""

import contextlib
import stat
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sparsity_kit.grading.terminal import UserError, counted


def lateness(file, due=None):
    """How late a SubmissionFile came, as a sentence; "" if it was in time or no moment is due.

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
        return datetime.fromtimestamp(file.time, UTC)


def _duration(length):
    length = timedelta(minutes=-(-length // timedelta(minutes=1)))
    hours, minutes = length.seconds // 3600, length.seconds % 3600 // 60
    parts = [(length.days, "day"), (hours, "hour"), (minutes, "minute")]
    return " ".join(counted(number, noun) for number, noun in parts if number) or "1 minute"


def read_due(text):
    """A moment such as 2026-10-01T23:59, in this machine's time zone unless it has one; a day alone means its end.

    Raises UserError.
    """
    try:
        with contextlib.suppress(ValueError):
            return datetime.combine(date.fromisoformat(text), time(23, 59, 59)).astimezone()
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise UserError(f"the date {text!r} cannot be read; write it as 2026-10-01T23:59") from None
