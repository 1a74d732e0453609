"""Deadlines: read for each student, remembered, and never a way in which lateness vanishes."""

import os
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.deadlines import (
    CLASS,
    due_of,
    extension_said,
    known_due,
    lateness,
    read_due,
    read_extensions,
    still_late,
)
from sparsity_kit.grading.intake.entry import Entry
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.intake.submission_file import SubmissionFile
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.terminal import UserError

STUDENTS = (Student("ann"), Student("bob"))
FIRST, SECOND = datetime(2026, 10, 1, 23, 59).astimezone(), datetime(2026, 10, 3, 12).astimezone()


def written(tmp_path, text):
    (tmp_path / "extensions.csv").write_text(f"student,assignment,due\n{text}")
    return tmp_path / "extensions.csv"


def test_each_student_has_the_extension_of_this_assignment(tmp_path):
    path = written(tmp_path, "ANN,hw2,2026-10-03T12:00\nann,hw3,2026-11-03T12:00\nbob,hw3,2026-11-04T12:00\n")
    extensions = read_extensions(path, "hw2", STUDENTS)
    assert extensions == {"ann": SECOND}
    due = known_due(FIRST, extensions, {})
    assert (due_of("ann", due), due_of("bob", due), due_of("ann", {})) == (SECOND, FIRST, None)
    assert extension_said("ann", extensions) == ("has until 2026-10-03 12:00",) and not extension_said(
        "bob", extensions
    )


def test_a_day_alone_means_its_end(tmp_path):
    last = read_extensions(written(tmp_path, "ann,hw2,2026-10-03\n"), "hw2", STUDENTS)["ann"]
    midnight, instant = datetime(2026, 10, 4).astimezone(), timedelta(microseconds=1)
    assert midnight - instant <= last < midnight


def test_a_deadline_of_the_class_that_moved_past_an_extension_holds_for_all():
    later = SECOND + timedelta(days=2)
    due = {CLASS: later, "ann": SECOND}
    assert due_of("ann", due) == due_of("bob", due) == later
    assert extension_said("ann", due) == ("has until 2026-10-05 12:00",)


@pytest.mark.parametrize(
    ("text", "utc"), [("2026-10-25T02:30", "2026-10-25T01:30"), ("2026-03-29T02:30", "2026-03-29T01:30")]
)
def test_of_two_moments_that_a_clock_shows_alike_the_later_is_due(zone, text, utc):
    """In autumn there are two of 02:30; in spring there is none, and what would have been it is 03:30."""
    zone("Europe/Berlin")
    assert read_due(text) == datetime.fromisoformat(f"{utc}Z")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zoe,hw2,2026-10-03T12:00\n", "line 2: 'zoe' is not in the roster"),
        ("ann,hw22,2026-10-03\n", "line 2: there is no assignment 'hw22'; there are hw1, hw2"),
        ("ann,hw2,Friday\n", "line 2: the date 'Friday' cannot be read; write it as"),
        ("ann,hw2,2026-10-03\nann,HW2,2026-10-04\n", "line 3: ann has two extensions for hw2"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, text, said):
    with pytest.raises(UserError, match=said):
        read_extensions(written(tmp_path, text), "hw2", STUDENTS)
    (tmp_path / "extensions.csv").write_text("student,due\nann,2026-10-03\n")
    with pytest.raises(UserError, match="has no column assignment"):
        read_extensions(tmp_path / "extensions.csv", "hw2", STUDENTS)


@pytest.fixture
def zone(monkeypatch):
    """A function: the machine is in this time zone from now on."""

    def moved(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield moved
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("text", ["2026-10-01T23.59", "2026-10-01 23,59"])
def test_a_time_with_a_point_is_refused_and_no_hour_before(text):
    with pytest.raises(UserError, match=f"the date '{text}' cannot be read; write it as 2026-10-01T23:59"):
        read_due(text)


@pytest.mark.parametrize("there", ["UTC", "America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "9999-12-31T23:59-12:00", "0001-01-01T00:00+12:00"])
def test_a_day_that_some_time_zone_does_not_have_is_refused_in_all(zone, there, text):
    zone(there)
    with pytest.raises(UserError, match=f"the date '{re.escape(text)}' cannot be read"):
        read_due(text)
    assert read_due("9998-12-31").year == 9998


def test_a_deadline_is_the_same_moment_by_the_clock_of_another_machine(zone, tmp_path):
    """Given in Berlin it is said in Tokyo by the clock there, and in Berlin by that of summer or of winter."""
    zone("Europe/Berlin")
    due = {CLASS: read_due("2026-10-24T23:59"), "ann": read_due("2026-10-25T23:59")}
    with Store(tmp_path, make=True) as store:
        store.put_due("hw2", due)
        assert [f"{each:%d %H:%M}" for each in store.due("hw2").values()] == ["24 23:59", "25 23:59"]
        zone("Asia/Tokyo")
        assert store.due("hw2") == due
        assert [f"{each:%d %H:%M}" for each in store.due("hw2").values()] == ["25 06:59", "26 07:59"]


def test_what_is_not_given_again_is_remembered():
    before = {"": FIRST, "ann": SECOND}
    assert known_due(None, None, before) == before
    assert known_due(SECOND, None, before) == {"": SECOND, "ann": SECOND}
    assert known_due(None, {"bob": SECOND}, before) == {"": FIRST, "bob": SECOND}
    assert known_due(None, None, {}) == {}


def test_who_was_late_is_known_as_late_however_often_the_deadline_moves():
    late = still_late((), ("2 files", "late by 1 hour"))
    assert late == ("2 files", "late by 1 hour")
    moved = still_late(late, ("2 files",))
    assert moved == ("2 files", "was late by 1 hour, before the deadline moved")
    assert still_late(moved, ("2 files",)) == moved and still_late(moved, ("late by 2 days",)) == ("late by 2 days",)
    assert still_late((), ()) == ()


@pytest.mark.parametrize(
    ("written", "late"),
    [
        ("2026-10-02 01:30:00", "1 hour 30 minutes"),
        ("2026-10-02 01:30:00.123 Z", "1 hour 31 minutes"),
        ("2026-10-02 03:30:00 +02:00", "1 hour 30 minutes"),
        ("2026-10-01 20:30:00 -05:00", "1 hour 30 minutes"),
        ("'2026-10-02T03:30:00+02:00'", "1 hour 30 minutes"),
        ("'2026-10-02T01:30'", "1 hour 30 minutes"),
        ("2026-10-03", "1 day"),
        ("soon", "2 hours"),  # then the time of the file counts
        ("7", "2 hours"),
        ("2026-10-02 02:00:00 +02:00", None),
    ],
)
def test_when_gradescope_had_it_in_whatever_zone_it_is_written(tmp_path, written, late):
    folder = tmp_path / "submission_1"
    folder.mkdir()
    text = f"submission_1: {{':submitters': [{{':sid': ann}}], ':created_at': {written}}}"
    (tmp_path / "submission_metadata.yml").write_text(text)
    (folder / "hw2.ipynb").write_text("{}")
    due = datetime(2026, 10, 2, tzinfo=UTC)
    os.utime(folder / "hw2.ipynb", (due.timestamp() + 7200,) * 2)
    [file] = collect(tmp_path, Recogniser("hw2"), STUDENTS, {CLASS: due}).files.values()
    assert [said for said in file.flags if "late" in said] == ([f"late by {late}"] if late else [])


@pytest.mark.parametrize(
    ("seconds", "late"), [(1e15, "late by 2912"), (-1e15, ""), (253_402_300_799.5, "late by 2912")]
)
def test_a_time_that_no_calendar_has_ends_no_grading(seconds, late):
    """Whoever copies files with their times copies also what a student has set, a year that is none."""
    file = SubmissionFile(Entry(("ann", "hw2.ipynb"), Path("ann/hw2.ipynb"), "file", seconds))
    assert lateness(file, FIRST).startswith(late) and bool(lateness(file, FIRST)) is bool(late)
