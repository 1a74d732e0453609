"""Collecting: every layout finds its student, nothing else is followed, read or believed, and all of it is said."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from toy_class import ASSIGNMENT

from sparsity_kit.grading.intake import tree, walking
from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.deadlines import CLASS, read_due
from sparsity_kit.grading.intake.examining import cell_texts, copies
from sparsity_kit.grading.intake.people import People
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.terminal import UserError

ANN = Student("ann", "Smith, Ann", "ann@x.org", canvas_id="101", moodle_id="901")
BOB = Student("bob-2", "Jones-Ölund, Bob Lee")
LONG_STAMP = f"1990-01-01 00:00:00 UTC{' ' * 100}"
LONG_AGO = {CLASS: datetime(2000, 1, 1, tzinfo=UTC)}
TOY = Recogniser("toy")
STUDENTS = (ANN, BOB, Student("cy", "Wu, Cy"), Student("cy2", "Wu, Cy"))


def put(folder, *paths, data=b"{}"):
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.mark.parametrize(
    "path",
    [
        "ann/toy.ipynb",
        "ANN/Toy.ipynb",
        "ann@x.org/toy.ipynb",
        "ann/toy-Copy1.ipynb",
        "ann/toy (2).ipynb",
        "submitted/ann/toy/toy.ipynb",
        "ann/toy/toy.ipynb",
        "ann_toy.ipynb",
        "ann-toy.ipynb",
        "ann_toy-1.ipynb",
        "smithann_101_5500_toy.ipynb",
        "smithann_LATE_101_5500_toy-2.ipynb",
        "anything_101_5500_toy.ipynb",
        "Ann Smith_901_assignsubmission_file/toy.ipynb",
        "Ann Smith_901_assignsubmission_file_/toy.ipynb",
        "Ann Smith_901_assignsubmission_file_toy.ipynb",
    ],
)
def test_every_layout_finds_its_student(tmp_path, path):
    found = collect(put(tmp_path, path), TOY, STUDENTS)
    assert {"ann": tmp_path / path} == {name: each.entry.path for name, each in found.files.items()}
    assert found.notices == () and [*found.files] == ["ann"]


@pytest.mark.parametrize(
    "path",
    [
        "bob-2/toy.ipynb",
        "bob-2_toy.ipynb",
        "bob-2-toy-1.ipynb",
        "jonesölundboblee_7_8_toy.ipynb",
        "Bob Lee Jones-Ölund_3_assignsubmission_file/toy.ipynb",
    ],
)
def test_names_will_do_where_numbers_are_not_known(tmp_path, path):
    assert [*collect(put(tmp_path, path), TOY, STUDENTS).files] == ["bob-2"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("dora/toy.ipynb", "dora/toy.ipynb is not graded: 'dora' is not in the roster"),
        ("wucy_7_8_toy.ipynb", "the roster has 2 of this name, 'wucy'; give the number 7 in a column canvas_id"),
        ("smithann_7_8_toy.ipynb", "has nobody of this name, 'smithann'"),  # Ann's number is known, and is another
        ("toy.ipynb", "no name says whose it is; put it into a folder that is called by the student's login"),
    ],
)
def test_what_belongs_to_nobody_is_named(tmp_path, path, said):
    found = collect(put(tmp_path, path), TOY, STUDENTS)
    assert len(found.notices) == 1 and said in found.notices[0]
    assert all(file.perhaps for file in found.files.values())


@pytest.mark.parametrize(
    "start", ["Ann Smith_901_assignsubmission_file_", "smithann_101_5500_", "Ann Smith_901_assignsubmission_file/"]
)
@pytest.mark.parametrize(
    "name",
    ["x_902_assignsubmission_file_", "_902_assignsubmission_file_", "jonesbob_102_5600_", "LATE_102_5600_", "bob_"],
)
def test_no_name_that_a_student_gives_a_file_makes_it_somebody_elses(tmp_path, start, name):
    """Moodle and Canvas put their part in front of the name that the file had."""
    bob = Student("bob", "Jones, Bob", canvas_id="102", moodle_id="902")
    assert "bob" not in collect(put(tmp_path, f"{start}{name}toy.ipynb"), TOY, (ANN, bob)).files


def test_a_name_in_front_counts_more_than_a_part_like_a_platforms_without_a_number(tmp_path):
    found = collect(put(tmp_path, "bob-2_toy_ann_attempt_2026-10-01-10-00-00_toy.ipynb"), TOY, STUDENTS)
    assert found.files["bob-2"].fault == "" and found.files["ann"].perhaps


def test_a_login_that_is_made_of_two_others_is_its_owners(tmp_path):
    three = [Student(login) for login in ("ann", "bob", "ann_bob")]
    assert [*collect(put(tmp_path, "ann_bob.ipynb"), TOY, three).files] == ["ann_bob"]


@pytest.mark.parametrize(
    "path", ["ann/my homework.zip", "ann/toy/toy.html", "smithann_101_5500_toy.zip", "ann_toy.pdf"]
)
def test_who_handed_in_something_else_is_named(tmp_path, path):
    """Not as one who handed nothing in: with --missing-as-zero that would be a silent zero."""
    found = collect(put(tmp_path, path, "bob-2/picture.png", "bob-2/toy.ipynb", data=b"?"), TOY, STUDENTS)
    assert (
        found.files["ann"].fault.startswith(f"{path} is ")
        and "what is graded is the .ipynb file" in found.files["ann"].fault
    )
    assert found.files["bob-2"].fault == "" and found.notices == ()


def test_a_name_in_a_path_is_only_ever_compared():
    for called in ("../ann", "ann/../bob-2", "ann\0", "*", "%s", "..", ""):
        assert People(STUDENTS).exactly(called) is None


def test_of_several_files_the_last_is_graded_and_the_others_are_named(tmp_path):
    put(tmp_path, "smithann_101_5500_toy.ipynb", "smithann_101_5600_toy-1.ipynb", "ann/toy.ipynb")
    submission = collect(tmp_path, TOY, STUDENTS).files["ann"]
    assert submission.entry.path.name == "smithann_101_5600_toy-1.ipynb"
    assert submission.flags == (
        "3 files: graded smithann_101_5600_toy-1.ipynb, not smithann_101_5500_toy.ipynb, toy.ipynb",
    )


def test_on_canvas_a_later_file_has_a_higher_number(tmp_path):
    put(tmp_path, "smithann_101_5600_toy.ipynb", "smithann_101_5500_toy-3.ipynb")
    assert collect(tmp_path, TOY, STUDENTS).files["ann"].entry.path.name == "smithann_101_5600_toy.ipynb"


def test_no_more_folders_and_files_are_opened_than_a_class_can_have(tmp_path, monkeypatch):
    assert len(collect(put(tmp_path, "a/b/c/toy.ipynb"), TOY, STUDENTS).notices) == 1
    deep = put(tmp_path / "deep", f"{'x/' * 12}toy.ipynb")
    assert "x/x is not looked into: it is too deep" in collect(deep, TOY, STUDENTS).notices[0]
    deep = put(tmp_path / "own", f"ann/{'x/' * 12}toy.ipynb")
    assert "is too deep in folders or zips" in collect(deep, TOY, STUDENTS).files["ann"].fault
    tmp_path = tmp_path / "a"
    monkeypatch.setattr(walking, "MOST", 2)  # b, c, and the file
    with pytest.raises(UserError, match="has more than 2 files and folders; give the folder of one assignment"):
        collect(tmp_path, TOY, STUDENTS)
    monkeypatch.setattr(walking, "MOST", 3)
    assert len(collect(tmp_path, TOY, STUDENTS).notices) == 1


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_no_link_is_followed_and_only_files_are_read(tmp_path):
    outside = put(tmp_path / "outside", "toy.ipynb", "ann/toy.ipynb", data=b"secret")
    folder = put(tmp_path / "in", "readme.txt")
    (folder / "ann").mkdir()
    (folder / "ann" / "toy.ipynb").symlink_to(outside / "toy.ipynb")
    (folder / "linked").symlink_to(outside / "ann")
    (folder / "bob-2").mkdir()
    os.mkfifo(folder / "bob-2" / "toy.ipynb")
    (folder / "cy" / "toy.ipynb").mkdir(parents=True)
    found = collect(folder, TOY, STUDENTS)
    assert found.notices == ("linked is a symbolic link: not followed",)
    assert {name: each.read() for name, each in found.files.items()} == {
        "ann": (b"", "it is a symbolic link"),
        "bob-2": (b"", "it is no file"),
        "cy": (b"", "cy/toy.ipynb is a folder with nothing in it that can be read; what is graded is the .ipynb file"),
    }


def test_a_link_that_is_no_notebook_is_named_and_not_followed(tmp_path):
    outside = put(tmp_path / "outside", "toy.ipynb", data=b"secret")
    folder = put(tmp_path / "in", "ann/toy.ipynb")
    (folder / "ann" / "data").symlink_to(outside)
    found = collect(folder, TOY, STUDENTS)
    assert found.notices == ("ann/data is a symbolic link: not followed",)
    assert found.files["ann"].read() == (b"{}", "") and found.files["ann"].flags == ()


def test_of_a_zip_that_cannot_be_opened_the_name_alone_says_whose_it_may_be(tmp_path):
    [notice] = collect(put(tmp_path, "Smith.zip", data=b"?"), TOY, STUDENTS).notices
    assert notice.startswith("Smith.zip is not graded: by its name it may be ann's")


def test_where_a_platforms_moment_is_none_the_time_of_the_file_counts(tmp_path):
    put(tmp_path, "12-34 - Ann Smith - Mrz 1, 1990 1150 PM - toy.ipynb")
    file = collect(tmp_path, TOY, STUDENTS, LONG_AGO).files["ann"]
    assert file.owner.handed_in is None and file.flags[0].startswith("late by")


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tree.read, "__defaults__", (2**20,))
    put(tmp_path, "ann/toy.ipynb", data=b"x" * 2 * 2**20)
    found = collect(put(tmp_path, "bob-2/toy.ipynb", data=b"x" * 2**20), TOY, STUDENTS).files
    said = "it has 2 MB, more than the 1 MB that are read: without its outputs it is small"
    assert found["ann"].read() == (b"", said) and found["bob-2"].read() == (b"x" * 2**20, "")


def test_late_work_is_flagged_by_the_minute(tmp_path):
    put(tmp_path, "ann/toy.ipynb", "bob-2/toy.ipynb", "LATE/x", "wucy_LATE_1_2_toy.ipynb")
    due = datetime.now(UTC)
    for student, seconds in (("ann", 2 * 86400 + 3601), ("bob-2", -1)):
        time = (due + timedelta(seconds=seconds)).timestamp()
        os.utime(tmp_path / student / "toy.ipynb", (time, time))
    students = (ANN, BOB, Student("cy", "Wu, Cy"))
    found = collect(tmp_path, TOY, students, {CLASS: due}).files
    assert found["ann"].flags == ("late by 2 days 1 hour 1 minute",) and found["bob-2"].flags == ()
    assert found["cy"].flags == ("late, as Canvas says",)


def test_nbgraders_time_stamp_counts_more_than_the_files_own(tmp_path):
    put(tmp_path, "ann/toy/toy.ipynb")
    (tmp_path / "ann" / "toy" / "timestamp.txt").write_text("2026-10-02 01:30:00.000000 UTC")
    due = datetime(2026, 10, 2, tzinfo=UTC)
    assert collect(tmp_path, TOY, STUDENTS, {CLASS: due}).files["ann"].flags == ("late by 1 hour 30 minutes",)
    assert read_due("2026-10-01T23:59+00:00") < due
    with pytest.raises(UserError, match="write it as 2026-10-01T23:59"):
        read_due("tomorrow")


@pytest.mark.parametrize(
    "stamp", ["2020-01-01 00:00:00 Mars/Base", "2020-01-01 00:00:00 America", "soon", "\xff" * 9, LONG_STAMP]
)
def test_a_time_stamp_that_cannot_be_read_is_none(tmp_path, stamp):
    put(tmp_path, "ann/toy/toy.ipynb")
    put(tmp_path, "ann/toy/timestamp.txt", data=stamp.encode("latin-1"))
    assert collect(tmp_path, TOY, STUDENTS, LONG_AGO).files["ann"].flags[0].startswith("late by")


@pytest.mark.skipif(os.name != "posix", reason="there are no such files on Windows")
def test_a_time_stamp_that_never_ends_is_not_read(tmp_path):
    os.mkfifo(put(tmp_path, "ann/toy/toy.ipynb") / "ann/toy/timestamp.txt")
    assert collect(tmp_path, TOY, STUDENTS, LONG_AGO).files["ann"].flags[0].startswith("late by")


@pytest.mark.parametrize(
    "folder", ["ann", "Ann Smith_901_assignsubmission_file", "Ann Smith_901_assignsubmission_file/toy"]
)
def test_nobody_dates_a_file_of_its_own(tmp_path, folder):
    """On Moodle a student may hand in several files, and folders."""
    put(tmp_path, f"{folder}/toy.ipynb")
    put(tmp_path, f"{folder}/timestamp.txt", data=b"1990-01-01 00:00:00 UTC")
    assert collect(tmp_path, TOY, STUDENTS, LONG_AGO).files["ann"].flags[0].startswith("late by")


@pytest.mark.parametrize(("before", "dated"), [("Homework 2", True), ("ann_x", False), ("Ann Smith - x", False)])
def test_a_moment_in_a_name_is_a_platforms_only_where_nobodys_name_stands_before_it(tmp_path, before, dated):
    """Else a script has put the name there, and what follows is as the student has called the file."""
    put(tmp_path, f"{before}_ann_attempt_1990-01-01-00-00-00_toy.ipynb")
    (flag,) = collect(tmp_path, TOY, STUDENTS, LONG_AGO).files["ann"].flags or ("",)
    assert flag.startswith("late by") is not dated


def test_no_folder(tmp_path):
    with pytest.raises(UserError, match=r"there is no folder .*no of submissions; give the one that has them"):
        collect(tmp_path / "no", TOY, STUDENTS)
    (tmp_path / "all.zip").write_bytes(b"PK")
    with pytest.raises(UserError, match="it is a file: put it into a folder, and give that"):
        collect(tmp_path / "all.zip", TOY, STUDENTS)


def notebook(**answers):
    names = {name: {"nbgrader": {"grade_id": f"toy-{name}"}} for name in answers}
    cells = [{"cell_type": "code", "source": text, "metadata": names[name]} for name, text in answers.items()]
    return json.dumps({"cells": cells}).encode()


def test_copies_are_found_by_their_bytes_and_by_their_answers():
    handed_in = {
        "ann": notebook(product="2*a", essay="so"),
        "bob": notebook(product="2*a", essay="so"),
        "cy": notebook(product="2 * a", essay="so", other="mine"),
        "dora": notebook(product="2*a", essay="so it is"),
        "eve": notebook(product="..."),
        "flo": notebook(product="..."),
        "gil": b"\xff\x00",
        "hal": b"[" * 10**5,
    }
    hashes, answers = {}, {}
    for student, data in handed_in.items():
        texts = cell_texts(data, Handout(ASSIGNMENT, b"s" * 32), student)
        hashes[student], answers[student] = (
            str(data),
            (texts.get("toy-product", "").replace(" ", ""), texts.get("toy-essay", "")),
        )
    assert copies(hashes, answers, blank=("...", "")) == {
        "ann": "the same file as bob",
        "bob": "the same file as ann",
        "cy": "the same answers as ann, bob",
    }
