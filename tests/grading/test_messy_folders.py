"""Folders as they come: each file is its student's, or is named with what to do; nobody's work counts as nothing."""

import io
import json
import os
import re
import sys
import unicodedata
import zipfile
from datetime import UTC, datetime

import pytest
import toy_class
from toy_class import ASSIGNMENT, RIGHT, notebook

from sparsity_kit.grading.intake import zips
from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.deadlines import CLASS
from sparsity_kit.grading.intake.examining import examine
from sparsity_kit.grading.intake.names import Names
from sparsity_kit.grading.intake.recognising import Named, Recogniser
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.release.handout import Handout, places
from sparsity_kit.grading.release.student_notebook import released
from sparsity_kit.grading.terminal import UserError

ANN = Student("ann", "Smith, Ann", "ann.smith@x.org", "101", "901", "A")
BOB = Student("bob", "Jones-Ölund, Bob Lee", "bob@x.org", "102", "902", "B")
STUDENTS = (
    ANN,
    BOB,
    Student("mm", "Müller, Max Peter"),
    Student("s123", "Wu, Cy"),
    Student("00123", "Li, Dora"),
    Student("zoe@x.org", "Zoe Quist"),
    Student("nguyen", "Nguyễn, Thị Ánh"),
    Student("kim", "김, 철수"),
)
NFD = unicodedata.normalize("NFD", "Jones-Ölund, Bob Lee")
PLACES = places(notebook(), ASSIGNMENT)
HANDOUT = Handout(ASSIGNMENT, b"s" * 32, places=PLACES)
HW2 = Recogniser("hw2", ["hw1", "hw2", "hw3"], [question.name for question in ASSIGNMENT.questions], PLACES)


def _notebook(answers=RIGHT, prefix="toy-"):
    made = released(notebook(), ASSIGNMENT, HANDOUT.variants("student:ann"))
    for cell in made["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    return json.dumps(made).replace("toy-", prefix).encode()


OURS, BLANK, OTHER, STRANGE = _notebook(), _notebook({}), _notebook(prefix="hw1-"), b'{"cells": []}'
OTHER = OTHER.replace(b"What is 2ab?", b"Another question?")


def zipped(files, method=zipfile.ZIP_DEFLATED, when=(2026, 10, 1, 12, 0, 0)):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, when), content, method)
    return data.getvalue()


def collected(folder, files, recogniser=HW2, students=STUDENTS, **options):
    """The Intake of files, {path: bytes}, of which each is a hundred seconds younger than the one before."""
    for age, (path, data) in enumerate(files.items()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        os.utime(folder / path, (10**9 + 100 * age,) * 2)
    return collect(folder, recogniser, students, **options)


def graded(found):
    """{student: the end of the path that is graded}; who has a fault is left out."""
    return {name: each.entry.name for name, each in found.files.items() if not each.fault}


NAMES = (
    "hw2.ipynb", "HW2.IPYNB", "hw02.ipynb", "hw 2.ipynb", "hw-2.ipynb", "HW#2.ipynb", "Homework_2.ipynb",
    "hw2 (1).ipynb", "Copy of hw2.ipynb", "hw2 - Kopie.ipynb", "hw2-Copy1.ipynb", "hw2_final.ipynb",
    "hw2_Ann_Smith_v3.ipynb", "hw2.ipynb.txt",
    "hw2.ipynb.json", "hw2.json", "hw2", "hw2.ipynb.download", "hw2.ipynb~", ".hw2.ipynb", "Copy_of_hw2_ipynb",
    "bob_hw2.ipynb",
    "ann's hw2 (conflicted copy 2026-10-01).ipynb", "deep/down/here/hw2.ipynb", "hw2/hw2.ipynb", "hw2.ipynb/hw2.ipynb",
    "bob/hw2.ipynb", "submission_7/hw2.ipynb", "hw２.ipynb",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("start", ["ann/", "section 1/ann/"])
def test_whatever_a_student_calls_a_file_it_is_this_students(tmp_path, start, name):
    found = collected(tmp_path, {start + name: OURS})
    assert [*graded(found)] == ["ann"] and found.files["ann"].flags == found.notices == ()


@pytest.mark.parametrize(
    "name", ["Untitled.ipynb", "hw1.ipynb", "2.ipynb", "Final Version", "notes.json", "hw3_hw2.ipynb"]
)
def test_by_its_cells_a_notebook_is_known_under_any_name(tmp_path, name):
    found = collected(tmp_path, {f"ann/{name}": OURS})
    assert found.files["ann"].flags == (f"ann/{name} is hw2 by its cells, not by its name",) and graded(found)


def test_a_notebook_without_any_names_of_cells_is_known_by_what_it_checks(tmp_path):
    made = json.loads(OURS)
    cells = [{"cell_type": each["cell_type"], "source": each["source"], "metadata": {}} for each in made["cells"]]
    bare = json.dumps(made | {"cells": [each for each in cells if each["cell_type"] == "code"]}).encode()
    assert graded(collected(tmp_path, {"ann/Untitled0.ipynb": bare})) == {"ann": "Untitled0.ipynb"}
    other = bare.replace(b"toy-", b"hw1-")
    assert graded(collected(tmp_path, {"ann/Untitled0.ipynb": other})) == {}


PATHS = {
    "ann": (
        "smithann_101_5500_hw2-1.ipynb", "Smith_Ann_101_67890_hw2.ipynb", "smithann_LATE_101_5_hw2.ipynb",
        "Ann Smith_555_assignsubmission_file_/hw2.ipynb", "Ann Smith_555_assignsubmission_file_hw2.ipynb",
        "Group A-Ann Smith_555_assignsubmission_file_/hw2.ipynb", "ann Ann Smith_5_assignsubmission_file/hw2.ipynb",
        "Ann Smith - hw2.ipynb", "hw2_ann.ipynb", "hw2-Ann Smith.ipynb", "AnnSmith_hw2.ipynb", "Smith, Ann/hw2.ipynb",
        "Ann_Smith/hw2.ipynb", "SMITH ANN/hw2.ipynb", "ann.smith_hw2.ipynb", "ann.smith@x.org_hw2.ipynb",
        "ann (2)/hw2.ipynb", "ann.zip/hw2.ipynb",
        "ann copy/hw2.ipynb", "hw2/Ann Smith.ipynb", "2026-10-01_ann_hw2.ipynb", "12_ann_hw2.ipynb",
        "ann_smith_hw2_v2 (1).ipynb", "AnnSmithHW2.ipynb", "annhw02_final.ipynb",
        "Smith, Ann(ann)/Submission attachment(s)/hw2.ipynb", "Smith_Ann_ann_12345/hw2.ipynb", "a/b/ann_hw2.ipynb",
        "submitted/ann/2026-10-01 12:00:00 UTC/hw2/hw2.ipynb", "ann+hw2+2026-10-01 10:00:00 UTC+abcd/hw2.ipynb",
        "Homework 2_ann_attempt_2026-10-01-23-50-10_hw2.ipynb", "12-34 - Ann Smith - Oct 1, 2026 1150 PM/hw2.ipynb",
        "hw2.ipynb - Ann Smith.ipynb", "LATE/ann_hw2.ipynb", "hw2-annsmith/solution.ipynb",
        "12-34 - Ann Smith - Oct 1, 2026 11:50 PM - hw2.ipynb", "Student Work/Ann Smith/hw2/Version 1/hw2.ipynb",
    ),
    "bob": (
        f"{NFD}/hw2.ipynb", f"{NFD}_hw2.ipynb", "jonesölundboblee_102_8_hw2.ipynb", "Jones-Olund_Bob_Lee_hw2.ipynb",
        "Bob Lee Jones-Olund_3_assignsubmission_file/hw2.ipynb", "jones-ölund, bob lee - hw2.ipynb",
    ),
    "mm": (
        "MГјller Max Peter_hw2.ipynb", "MÃ¼ller, Max Peter/hw2.ipynb", "M%C3%BCller%20Max%20Peter_hw2.ipynb",
        "mm/hw2.ipynb", "Max Peter Muller_5_assignsubmission_file/hw2.ipynb", "muellermaxpeter_7_8_hw2.ipynb"),
    "zoe@x.org": (
        "zoe_hw2.ipynb", "zoe@x.org/hw2.ipynb", "zoequist_1_2_hw2.ipynb", "Quist Zoe_5_assignsubmission_file/hw2.ipynb",
    ),
    "nguyen": (unicodedata.normalize("NFD", "Thị Ánh Nguyễn") + "/hw2.ipynb", "nguyenthianh_5_6_hw2.ipynb"),
    "kim": ("철수 김_5_assignsubmission_file/hw2.ipynb", unicodedata.normalize("NFD", "김철수") + "_hw2.ipynb"),
    "s123": ("s123_hw2.ipynb", "wucy_7_8_hw2.ipynb", "Cy Wu_9_assignsubmission_file/hw2.ipynb"),
    "00123": ("00123/hw2.ipynb", "hw2_00123.ipynb", "hw2_00123_final.ipynb"),
}  # fmt: skip


@pytest.mark.parametrize(("student", "path"), [(student, path) for student, paths in PATHS.items() for path in paths])
def test_whose_a_file_is(tmp_path, student, path):
    found = collected(tmp_path, {path: OURS})
    assert [*graded(found)] == [*found.files] == [student] and found.notices == ()


NAMESAKES = (
    Student("ann", "Smith, Ann", "", "101", "901"), Student("ann2", "Smith, Ann", "", "102", "902"),
    Student("mary", "Smith-Jones, Mary Ann"), Student("dane", "Æbelø, Søren"), Student("pole", "Żak, Łukasz"),
    Student("swede", "Ångström, Åsa"), Student("00101", "Li, Dora"), Student("berg", "von Berg, Max"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "students"),
    [
        ("Ann Smith/hw2.ipynb", "ann? ann2?"), ("ann_smith_hw2.ipynb", "ann? ann2?"), ("Smith, Ann.zip", "ann? ann2?"),
        ("ann/hw2.ipynb", "ann"), ("Smith, Ann (ann2)/hw2.ipynb", "ann2"), ("ann2 Ann Smith/hw2.ipynb", "ann2"),
        ("Ann Smith_902_assignsubmission_file/hw2.ipynb", "ann2"), ("smithann_102_7_hw2.ipynb", "ann2"),
        ("Ann Smith_9_assignsubmission_file/hw2.ipynb", "ann? ann2?"),
        ("Mary_Ann_Smith-Jones_hw2.ipynb", "mary"), ("Smith-Jones, Mary Ann - 7/hw2.ipynb", "mary"),
        ("Soren Aebelo/hw2.ipynb", "dane"), ("Soeren Aebeloe_hw2.ipynb", "dane"), ("Zak Lukasz/hw2.ipynb", "pole"),
        ("Aangstroem, Aasa/hw2.ipynb", "swede"), ("angstromasa_7_8_hw2.ipynb", "swede"),
        ("101_hw2.ipynb", "ann? 00101?"), ("hw2 - Max von Berg.ipynb", "berg"),
    ],
)  # fmt: skip
def test_names_that_several_have_and_names_in_other_letters(tmp_path, path, students):
    data = zipped({"hw2.ipynb": OURS}) if path.endswith("zip") else OURS
    found = collected(tmp_path, {path: data}, students=NAMESAKES)
    assert " ".join(name + "?" * each.perhaps for name, each in found.files.items()) == students


@pytest.mark.parametrize(
    ("path", "students"),
    [
        ("Ann Smith_hw2.ipynb", "ann"), ("Ann Smith and smith hw2.ipynb", "ann smith?"),
        ("Ann Smith_smith_hw2.ipynb", "ann smith?"), ("smith Zoe Smith hw2.ipynb", "smith"),
    ],
)  # fmt: skip
def test_a_login_beside_a_name_is_said_unless_it_is_a_part_of_the_name(tmp_path, path, students):
    both = (Student("ann", "Smith, Ann"), Student("smith", "Smith, Zoe"))
    found = collected(tmp_path, {path: OURS}, students=both)
    assert " ".join(name + "?" * each.perhaps for name, each in found.files.items()) == students


def test_the_work_of_a_group_on_canvas_is_flagged(tmp_path):
    found = collected(tmp_path, {"team1_101_5500_hw2.ipynb": OURS})
    assert found.files["ann"].flags == ("Canvas calls it team1's: the work of a group?",)


@pytest.mark.parametrize(
    ("title", "login", "owner", "perhaps"),
    [
        ("Homework 2", "smith", "smith", []),
        ("Homework 2", "a_smith", "a_smith", []),
        ("HW_2", "a_smith", "a_smith", []),
        ("Lasso_2", "a_smith", None, ["smith", "a_smith"]),  # or smith's, of an assignment "Lasso_2_a"
        ("Lasso_2", "smith", "smith", []),
        ("Lasso_2", "zoe", None, []),
    ],
)
def test_a_login_on_blackboard_that_ends_like_another_is_not_that(title, login, owner, perhaps):
    names = Names([Student("smith"), Student("a_smith")], Named("hw2"))
    found = names.owner(f"{title}_{login}_attempt_2026-10-01-23-50-10_hw2.ipynb", is_folder=False)
    assert [each.student for each in found.students] == [owner] * bool(owner)
    assert sorted(each.student for each in found.perhaps) == sorted(perhaps)


@pytest.mark.parametrize(
    ("name", "perhaps"), [("Zoe Stranger", []), ("Ann M. Smith", ["ann"]), ("Bob Jones", ["1", "2"])]
)
def test_a_number_on_brightspace_is_nobodys_login(name, perhaps):
    students = [Student("397063"), Student("ann", "Smith, Ann"), Student("1", "Jones, Bob"), Student("2", "Jones, Bob")]
    for ending in ("", " - hw2.ipynb"):
        called = f"397063-2557369 - {name} - Sep 24, 2024 926 PM{ending}"
        found = Names(students, Named("hw2")).owner(called, is_folder=not ending)
        assert found.students == () and [each.student for each in found.perhaps] == perhaps
        assert found.reason == f"the roster has no one student {name!r}"


def test_who_is_named_beside_another_is_not_forgotten(tmp_path):
    """Two may have worked together; one of them alone gets it, until somebody has looked."""
    found = collected(tmp_path, {"ann_bob_hw2.ipynb": OURS, "mm/hw2.ipynb": OURS})
    assert [*graded(found)] == ["ann", "mm"] and "ann_bob_hw2.ipynb names bob too" in found.files["bob"].fault


def test_what_was_handed_out_was_not_handed_in(tmp_path):
    """In a course folder of nbgrader's, or beside ours, everybody has a notebook."""
    handed_out = ("released/bob/hw2.ipynb", "autograded/ann/hw2/hw2.ipynb", "source/hw2/hw2.ipynb")
    found = collected(tmp_path, {"submitted/ann/hw2/hw2.ipynb": OURS, **dict.fromkeys(handed_out, OURS)})
    assert [*found.files] == ["ann"] and found.files["ann"].entry.path.parts[-4] == "submitted"
    assert "released is not looked into: nothing was handed in there" in found.notices


@pytest.mark.parametrize(
    "path",
    [
        "ann_x_bob_attempt_2026-10-01-23-50-10_hw2.ipynb",
        "Hw_ann_attempt_2026-10-01-23-50-10_x_bob_attempt_2026-10-01-23-50-10_hw2.ipynb",
        "12-34 - Ann Smith - Oct 1, 2026 1150 PM - 1-2 - Bob Lee Jones-Ölund - Oct 1, 2026 1150 PM - hw2.ipynb",
        "12-34 - Ann Smith - Oct 1, 2026 1150 PM - x_bob_attempt_2026-10-01-23-50-10_hw2.ipynb",
        "smithann_101_5_x_bob_attempt_2026-10-01-23-50-10_hw2.ipynb",
        "Ann Smith_555_assignsubmission_file_x_bob_attempt_2026-10-01-23-50-10_hw2.ipynb",
        "ann_hw2 (bob).ipynb",
        "ann_hw2_bob.ipynb",
        "ann_Jones-Ölund_Bob_Lee_102_5_hw2.ipynb",
        "smithann_101_5_bob.zip/bob/hw2.ipynb",
        "Ann Smith_555_assignsubmission_file/bob/hw2.ipynb",
    ],
)
def test_no_file_becomes_somebody_elses_by_its_name(tmp_path, path):
    assert [*graded(collected(tmp_path, {path: OURS}))] == ["ann"]


@pytest.mark.parametrize(
    ("path", "perhaps", "said"),
    [
        ("anon_a1B2_5_hw2.ipynb", 8, "Canvas hides whose it is; end the anonymity there"),
        ("LATE_anon_a1B2_5_hw2.ipynb", 8, "Canvas hides whose it is"),
        ("Participant_77_assignsubmission_file/hw2.ipynb", 8, "or with --worksheet Moodle's grading worksheet"),
        ("submission_123/hw2.ipynb", 8, "submission_metadata.yml; put that file beside it, or name it after"),
        ("submission_123.zip", 8, "submission_metadata.yml; put that file beside it, or name it after"),
        ("Ann Smith_902_assignsubmission_file/hw2.ipynb", 2, "has the number 902 as bob's"),
        ("smithann_7_5_hw2.ipynb", 1, "give the number 7 in a column canvas_id"),
        ("group3_ann_bob_hw2.ipynb", 2, "it may be ann or bob's, and that is not sure; call it by a login"),
        ("smith/hw2.ipynb", 1, "it may be ann's"),
        ("Ann M. Smith/hw2.ipynb", 1, "it may be ann's"),
        ("Anh Nguyen_5_assignsubmission_file/hw2.ipynb", 1, "the roster has nobody of this name, 'Anh Nguyen'"),
        ("nguyenanh_5_6_hw2.ipynb", 1, "the roster has nobody of this name, 'nguyenanh'"),
        ("ann+bob/hw2.ipynb", 2, "it may be ann or bob's"),
        ("mueller_hw2.ipynb", 1, "it may be mm's"),
        ("Max Müller/hw2.ipynb", 1, "it may be mm's"),
        ("Wu_hw2.ipynb", 1, "it may be s123's"),
        (
            "123/hw2.ipynb",
            1,
            "the roster has 00123, and this says 123: a spreadsheet may have taken zeros away; mend the one",
        ),
        ("123_hw2.ipynb", 1, "the roster has 00123"),
        ("hw2.ipynb", 0, "no name says whose it is; put it into a folder that is called by the student's login"),
        ("A. Smith hw2.ipynb", 1, "it may be ann's"),
        ("Smith, A. - hw2.ipynb", 1, "it may be ann's"),
        ("asmith_hw2.ipynb", 1, "it may be ann's"),
        ("M_ller_Max Peter_hw2.ipynb", 1, "it may be mm's"),
        ("101_hw2.ipynb", 1, "by its number it may be ann's"),
        ("902/hw2.ipynb", 1, "by its number it may be bob's"),
        ("B. Smith hw2.ipynb", 0, "'B. Smith' is not in the roster"),
        ("joann_hw2.ipynb", 0, "'joann' is not in the roster"),
        ("anns_hw2.ipynb", 1, "it may be ann's"),
        ("wuc_hw2.ipynb", 0, "'wuc' is not in the roster"),
        ("group3_mm_hw2.ipynb", 0, "'group3 mm' is not in the roster"),
        ("zed_hw2.ipynb", 0, "'zed' is not in the roster"),
        ("Zed_9_assignsubmission_file/bob/hw2.ipynb", 0, "the roster has nobody of this name, 'Zed'"),
    ],
)
def test_for_whom_it_may_be_it_is_not_nothing(tmp_path, path, perhaps, said):
    """With --missing-as-zero that would be a silent zero."""
    found = collected(tmp_path, {path: OURS})
    assert graded(found) == {} and len(found.files) == perhaps and said in found.notices[0]
    assert all(each.perhaps and said in each.fault for each in found.files.values())
    certain = collected(tmp_path, {"ann/hw2.ipynb": OURS})
    assert graded(certain) == {"ann": "hw2.ipynb"}, "what is certain counts"


def test_in_a_shared_folder_another_assignments_file_is_for_nobody_here(tmp_path):
    unclear = {"hw1 - Lee Bob.ipynb": OTHER}
    assert [*collected(tmp_path / "alone", unclear).files] == ["bob"], "a slip, perhaps"
    shared = collected(tmp_path / "shared", {"ann/hw1.ipynb": OTHER, "mm/hw1.ipynb": OTHER, **unclear})
    assert shared.files == {} and shared.notices == ()


def test_hidden_names_in_any_language_are_known_by_their_numbers(tmp_path):
    folders = [f"Teilnehmer_{number}_assignsubmission_file/hw2.ipynb" for number in (7, 8)]
    assert len(collected(tmp_path, dict.fromkeys(folders, OURS)).files) == len(STUDENTS)
    assert len(collected(tmp_path / "one", {folders[0]: OURS}).files) == 0, "somebody of this name, who is not here"


CONTENTS = {
    "ann/strange.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": "1", "metadata": {}}]}).encode(),
    "ann/empty.ipynb": b"",
    "ann/large.ipynb": b" " * 11 * 2**20,
}


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("ann/hw2.pdf", "is a PDF"),
        ("ann/hw2.py", "is a Python script"),
        ("ann/hw2.html", "is a web page"),
        ("ann/hw2.ipynb.html", "is a web page"),
        ("ann/work.docx", "is a text"),
        ("ann/IMG_1.HEIC", "is a picture"),
        ("ann_hw2.7z", "is an archive that is not opened here"),
        ("ann.tar.gz", "is an archive"),
        ("ann/hw2.ipynb.lnk", "is a link to a file, not the file itself"),
        ("ann/link.txt", "is no notebook"),
        ("ann/._hw2.ipynb", "is only what a Mac keeps beside a file"),
        ("ann/strange.ipynb", "is a notebook with no cell of hw2"),
        ("ann/Untitled.ipynb", "is damaged, or no notebook"),
        ("ann/empty.ipynb", "is empty"),
        ("ann/large.ipynb", "has 11 MB, more than the 10 MB that are read: without its outputs it is small"),
        ("smithann_101_text.html", "is a web page"),
        ("Ann Smith_5_assignsubmission_onlinetext/onlinetext.html", "is a web page"),
    ],
)
def test_what_is_no_notebook_is_named(tmp_path, path, what):
    found = collected(tmp_path, {path: CONTENTS.get(path, b"?"), "bob/hw2.ipynb": OURS})
    assert (
        f"{path} {what}" in found.files["ann"].fault and "what is graded is the .ipynb file" in found.files["ann"].fault
    )
    assert [*graded(found)] == ["bob"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file has no such name")
@pytest.mark.parametrize("path", ["ann/Lösung.pdf", "ann_Lösung.pdf", "ann/ä/x.pdf", "ann/Lösung.ipynb", "ann/ä.zip"])
def test_a_name_in_another_encoding_ends_no_grading(tmp_path, monkeypatch, path):
    """As a zip from Windows is unpacked by a program that does not ask how its names are written."""
    toy_class.install(tmp_path / "source", monkeypatch.setattr)
    folder = tmp_path / "in"
    place = os.path.join(os.fsencode(folder), path.encode("cp1252"))
    os.makedirs(os.path.dirname(place))
    with open(place, "wb") as file:
        file.write(OURS if path.endswith("ipynb") else b"%PDF")
    found = collect(folder, HW2, STUDENTS)
    examined = examine(found.files, HANDOUT, STUDENTS)["ann"]
    assert re.fullmatch("[0-9a-f]{64}", examined.hash) and bool(examined.fault) is not path.endswith("ipynb")
    assert all(said.isprintable() and said.encode() for said in (*examined.flags, *found.notices))
    assert examined == examine(collect(folder, HW2, STUDENTS).files, HANDOUT, STUDENTS)["ann"], "it is known again"


def test_what_systems_put_beside_a_file_is_not_looked_at(tmp_path):
    beside = ("__MACOSX/._hw2.ipynb", ".DS_Store", ".ipynb_checkpoints/hw2-checkpoint.ipynb", "._hw2.ipynb", ".git/hw2")
    found = collected(tmp_path, {"ann/hw2.ipynb": OURS, **{f"ann/{name}": b"\0" for name in beside}})
    assert found.files["ann"].entry.name == "hw2.ipynb" and found.notices == ()
    alone = collected(tmp_path / "2", {"ann/.ipynb_checkpoints/hw2-checkpoint.ipynb": OURS, "bob/.DS_Store": b"\0"})
    assert "is a copy that Jupyter made, and there was no other" in alone.files["ann"].flags[0]
    assert [*alone.files] == ["ann"]


@pytest.mark.parametrize(
    ("files", "best"),
    [
        ({"hw2.ipynb": OURS, "hw2-Copy1.ipynb": OURS}, "hw2-Copy1.ipynb"),  # the newest, whatever it is called
        ({"hw2-Copy1.ipynb": OURS, "hw2.ipynb": OURS}, "hw2.ipynb"),
        ({"hw2.ipynb": OURS, "hw2 (1).ipynb": BLANK}, "hw2.ipynb"),  # opened again, and not answered
        ({"hw2.ipynb": OURS, "hw2 (2).ipynb": b""}, "hw2.ipynb"),
        ({"solution.ipynb": OURS, "hw2.ipynb": BLANK}, "solution.ipynb"),
        ({"hw2.ipynb": OURS, "hw2_old.ipynb": OTHER}, "hw2.ipynb"),
    ],
)
def test_of_several_files_the_newest_that_has_answers_counts(tmp_path, files, best):
    found = collected(tmp_path, {f"ann/{name}": data for name, data in files.items()})
    (other,) = {*files} - {best}
    assert found.files["ann"].entry.name == best and f"2 files: graded {best}, not {other}" in found.files["ann"].flags


def test_of_files_of_one_moment_the_copy_is_the_older_one(tmp_path):
    for age, name in enumerate(("Version 9/hw2.ipynb", "Version 10/hw2.ipynb", "Version 10/hw2-Copy1.ipynb")):
        collected(tmp_path, {f"ann/{name}": OURS})
        os.utime(tmp_path / "ann" / name, (10**9 + age / 9,) * 2)
    (chosen,) = collect(tmp_path, HW2, STUDENTS).files.values()
    assert chosen.entry.path == tmp_path / "ann/Version 10/hw2.ipynb"


def test_other_assignments_may_share_the_folder(tmp_path):
    files = {"ann/hw1.ipynb": OTHER, "ann/picture.png": b"?", "bob/hw1.ipynb": OTHER, "bob/hw2.ipynb": OURS}
    found = collected(tmp_path, {**files, "hw1/s123/work.ipynb": OTHER})
    assert [*found.files] == ["bob"] and found.notices == () == found.files["bob"].flags


@pytest.mark.parametrize("path", ["smithann_101_5_hw1.ipynb", "hw2/ann/hw1.ipynb"])
def test_one_who_uploads_another_assignment_by_mistake_is_named(tmp_path, path):
    found = collected(tmp_path, {path: OTHER, "jonesölundboblee_102_6_hw2.ipynb": OURS})
    assert "is called like that of another assignment, and so are its cells" in found.files["ann"].fault


@pytest.mark.parametrize(("count", "mistaken"), [(11, ["stud3", "stud4"]), (10, [])])
def test_who_has_an_empty_folder_counts_where_it_is_asked_whether_a_folder_is_shared(tmp_path, count, mistaken):
    """Two of eleven students with folders took the wrong file: that is a mistake, though six folders are empty."""
    students = [Student(f"stud{number}") for number in range(count)]
    for each in students:
        (tmp_path / each.student).mkdir()
    wrong = {f"stud{number}/hw1.ipynb": OTHER for number in (3, 4)}
    right = {f"stud{number}/hw2.ipynb": OURS for number in range(3)}
    found = collected(tmp_path, wrong | right, students=students)
    assert [*graded(found)] == ["stud0", "stud1", "stud2"] and [*found.files][3:] == mistaken


# ---- sections


def test_folders_of_sections_and_of_tutors_are_looked_into(tmp_path):
    files = ("smith/ann/hw2.ipynb", "smith/bob_hw2.ipynb", "Wu/s123_hw2.ipynb", "B/00123/hw2.ipynb")
    assert [*graded(collected(tmp_path, dict.fromkeys(files, OURS)))] == ["ann", "bob", "s123", "00123"]


def test_a_stranger_cannot_hand_in_for_others(tmp_path):
    """A folder beside those of students that is nobody's, and no section's, may be that of one who left the course."""
    files = {"ann/hw2.ipynb": OURS, "zed/bob/hw2.ipynb": OURS, "zed/hw2.ipynb": OURS, "B/s123/hw2.ipynb": OURS}
    found = collected(tmp_path, files)
    assert [*graded(found)] == ["ann", "s123"] and found.files["bob"].perhaps
    assert "zed/hw2.ipynb is not graded: 'zed' is not in the roster" in found.notices


# ---- Moodle's worksheet, Gradescope's metadata

TYPED = """Identifier,Full name,Email address,Status,Grade,Maximum grade,Online text
Participant 77,Ann Smith,ann.smith@x.org,Submitted,,10.00,bob@x.org
Participant 78,Zed Quick,,Submitted,,10.00,{}
Participant 79,Cy Wu,,Submitted,,10.00,
"""


@pytest.mark.parametrize("text", ["bob@x.org", "Bob Lee Jones-Ölund", "bob", "y" * 200_000])
def test_nobody_is_another_student_by_what_is_typed_on_moodle(tmp_path, text):
    (tmp_path / "w.csv").write_text(TYPED.format(text), encoding="utf-8")
    folders = [f"Participant_{number}_assignsubmission_file/hw2.ipynb" for number in (77, 78, 79)]
    found = collected(tmp_path / "in", dict.fromkeys(folders, OURS), worksheet=tmp_path / "w.csv")
    assert [*graded(found)] == ["ann", "s123"]


ZOES = {  # names of files on a platform: of two people with the name of one student; and of one person alone
    "Canvas": (("zoequist_7_50_hw2.ipynb", "zoequist_8_60_hw2.ipynb"),
               ("zoequist_7_50_hw2.ipynb", "zoequist_7_60_x.ipynb")),
    "Moodle": (("Zoe Quist_7_assignsubmission_file_hw2.ipynb", "Zoe Quist_8_assignsubmission_file_hw2.ipynb"),
               ("Zoe Quist_7_assignsubmission_file_hw2.ipynb", "Zoe Quist_7_assignsubmission_file_x.ipynb")),
}  # fmt: skip


@pytest.mark.parametrize("platform", ZOES)
def test_who_takes_the_name_of_another_takes_not_its_place(tmp_path, platform):
    """A newer file by somebody with another number is not this student's for sure, and grades before it stay."""
    two, one = ZOES[platform]
    zoe = collected(tmp_path / "two", dict.fromkeys(two, OURS)).files["zoe@x.org"]
    assert zoe.perhaps and f"{platform} has 2 people of this name, 7 and 8; give" in zoe.fault and not zoe.flags
    assert graded(collected(tmp_path / "one", dict.fromkeys(one, OURS))) == {"zoe@x.org": one[1]}
    other = {two[0].replace("hw2", "hw1"): OTHER, two[1]: OURS}
    assert graded(collected(tmp_path / "other", other)) == {"zoe@x.org": two[1]}, "numbers of two assignments on Moodle"


def test_a_number_that_is_told_tells_namesakes_apart(tmp_path):
    canvas, moodle = (dict.fromkeys(ZOES[platform][0], OURS) for platform in ("Canvas", "Moodle"))
    zoe = (Student("zoe", "Quist, Zoe", canvas_id="7"),)
    assert graded(collected(tmp_path / "canvas", canvas, students=zoe)) == {"zoe": "zoequist_7_50_hw2.ipynb"}
    (tmp_path / "w.csv").write_text("Identifier,Full name\nParticipant 7,Zoe Quist\n")
    found = collected(tmp_path / "moodle", moodle, worksheet=tmp_path / "w.csv")
    assert graded(found) == {"zoe@x.org": "Zoe Quist_7_assignsubmission_file_hw2.ipynb"}
    assert "has this name, which the worksheet has under another number, 'Zoe Quist'" in found.notices[0]


def test_moodles_worksheet_says_whose_a_number_is(tmp_path):
    (tmp_path / "w.csv").write_text(
        "Kennung;Vollständiger Name;E-Mail\nTeilnehmer/in77;;ann.smith@x.org\nTeilnehmer/in78;Cy Wu;\nx79;Zed;\n",
        encoding="cp1252",
    )
    folders = [f"Teilnehmer_{number}_assignsubmission_file/hw2.ipynb" for number in (77, 78, 79)]
    found = collected(tmp_path / "in", dict.fromkeys(folders, OURS), worksheet=tmp_path / "w.csv")
    assert [*graded(found)] == ["ann", "s123"] and len(found.notices) == 1
    (tmp_path / "w.csv").write_text("Identifier,Grade\nParticipant 77,\n")
    with pytest.raises(UserError, match="has no student of the roster beside a number in its first column, identifier"):
        collected(tmp_path / "in", {}, worksheet=tmp_path / "w.csv")


def test_a_number_that_its_worksheet_has_beside_another_name_is_not_believed(tmp_path):
    """As in a worksheet of which somebody has sorted one column alone."""
    (tmp_path / "w.csv").write_text("Identifier,Full name\nParticipant 77,Cy Wu\nParticipant 78,Ann Smith\n")
    folders = [f"{name}_assignsubmission_file/hw2.ipynb" for name in ("Ann Smith_77", "Cy Wu_78")]
    found = collected(tmp_path / "in", dict.fromkeys(folders, OURS), worksheet=tmp_path / "w.csv")
    assert not graded(found) and found.files["ann"].perhaps and found.files["s123"].perhaps
    assert "has the number 77 as s123's by the worksheet, and another one of this name" in found.notices[0]


METADATA = b"""\
submission_1:
  :submitters:
  - :name: Somebody
    :sid: ann
  :created_at: 2026-10-02 01:30:00.123 Z
submission_2:
  :submitters:
  - :name: Bob Lee Jones-\xc3\x96lund
    :email: new@x.org
  - :sid: 's123'
  :created_at: 2026-10-01 01:30:00
submission_3:
  :submitters:
  - :name: Zed
    :email: zed@x.org
"""


def test_gradescopes_metadata_may_name_files(tmp_path):
    metadata = b"submission_1.ipynb:\n  :submitters: [{':sid': ann}]\n5.pdf:\n  :submitters: [{':email': bob@x.org}]\n"
    found = collected(tmp_path, {"submission_metadata.yml": metadata, "submission_1.ipynb": OURS, "5.pdf": b"%PDF"})
    assert graded(found) == {"ann": "submission_1.ipynb"} and "5.pdf is a PDF" in found.files["bob"].fault


@pytest.mark.parametrize("packed", [False, True])
def test_gradescopes_export_says_whose_and_when(tmp_path, packed):
    files = {f"export/submission_{number}/work/hw2.ipynb": OURS for number in (1, 2, 3, 4)}
    files |= {
        "export/submission_metadata.yml": METADATA,
        "export/submission_1/submission_metadata.yml": b"hw2.ipynb: 1",
    }
    found = collected(
        tmp_path, {"all.zip": zipped(files)} if packed else files, due={CLASS: datetime(2026, 10, 2, tzinfo=UTC)}
    )
    assert [*graded(found)] == ["ann", "bob", "s123"]
    assert found.files["ann"].flags == ("late by 1 hour 31 minutes",) and found.files["bob"].flags == ()
    notices = "\n".join(found.notices)
    assert "submission_2 is of bob, s123 together" in notices and "zed@x.org, Zed is not in the roster" in notices
    assert "submission_4 is not graded: Gradescope keeps whose it is" in notices


def test_whom_gradescope_calls_otherwise_is_not_nobody(tmp_path):
    metadata = """
submission_1: {":submitters": [{":sid": "123", ":name": D. L.}]}
submission_2: {":submitters": [{":sid": "x", ":name": Max Müller}]}
submission_3: {":submitters": [{":sid": ann, ":name": Ann Smith}, {":sid": "z9", ":name": Zed}]}"""
    files = {f"submission_{number}/hw2.ipynb": OURS for number in (1, 2, 3)}
    found = collected(tmp_path, {"submission_metadata.yml": metadata.encode(), **files})
    assert {name for name, each in found.files.items() if each.perhaps} == {"00123", "mm"} and [*graded(found)] == [
        "ann"
    ]
    assert found.files["ann"].flags == ("Gradescope also names z9, Zed: the work of a group?",)


def test_metadata_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(UserError, match=r"submission_metadata.yml cannot be read .*; export it anew"):
        collected(tmp_path, {"submission_1/hw2.ipynb": OURS, "submission_metadata.yml": b"a: [b"})


# ---- zips


def test_zips_need_not_be_opened(tmp_path):
    """A student's, a platform's, and a student's inside a platform's; of Windows, of a Mac."""
    inner = zipped({"my work\\hw2.ipynb": OURS, "__MACOSX/my work/._hw2.ipynb": b"\0"})
    files = {
        "ann/hw2.zip": zipped({"hw2.ipynb": OURS, "data.csv": b"1,2"}),
        "CS-Homework 2-4711.zip": zipped(
            {"Cy Wu_6_assignsubmission_file/h.zip": inner, "Li, Dora/": b"", "Li, Dora/hw2.ipynb": OURS}
        ),
        "submissions.zip": zipped({"jonesölundboblee_102_6_hw2.ipynb": OURS}),
    }
    found = collected(tmp_path, files)
    assert [*graded(found)] == ["ann", "bob", "s123", "00123"] and found.notices == ()
    assert {each.read() for each in found.files.values()} == {(OURS, "")}
    assert {each.entry.name for each in found.files.values()} <= {
        "hw2.ipynb",
        "jonesölundboblee_102_6_hw2.ipynb",
        "my work\\hw2.ipynb",
    }


def test_a_platforms_zip_may_be_of_a_large_class(tmp_path):
    students = [Student(f"s{number}", f"Name{number}, Given{number}") for number in range(2500)]
    files = {f"Given{number} Name{number}_{number}_assignsubmission_file/hw2.ipynb": b"{}" for number in range(2500)}
    (tmp_path / "CS-hw2-1.zip").write_bytes(zipped(files))
    found = collect(tmp_path, Recogniser("hw2"), students).files
    assert len(found) == 2500 and {each.read() for each in found.values()} == {(b"{}", "")}


def test_a_folder_that_cannot_be_read_may_have_anybodys_work_in_it(tmp_path, monkeypatch):
    collected(tmp_path, {"ann/hw2.ipynb": OURS, "section/bob/hw2.ipynb": OURS})
    scan = os.scandir

    def refusing(path):
        if path.name == "section":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = collect(tmp_path, HW2, STUDENTS)
    assert [*graded(found)] == ["ann"] and len(found.files) == len(STUDENTS)
    assert "section cannot be opened: Permission denied" in found.files["bob"].fault


def test_a_damaged_zip_of_a_platform_may_have_anybodys_work_in_it(tmp_path):
    found = collected(tmp_path, {"submissions.zip": b"PK\3\4", "ann/hw2.ipynb": OURS})
    assert [*graded(found)] == ["ann"] and len(found.files) == len(STUDENTS)
    assert "submissions.zip is no zip that can be opened" in found.files["bob"].fault


def encrypted():
    data = bytearray(zipped({"hw2.ipynb": OURS}))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


BOMB = zipped({"hw2.ipynb": b" " * 60 * 2**20})
BAD_ZIPS = {
    "damaged": (b"PK\3\4junk", "hw2.zip is no zip that can be opened"),
    "empty": (zipped({}), "hw2.zip is a zip with nothing in it that can be read"),
    "only what a Mac adds": (zipped({"__MACOSX/._hw2.ipynb": b"\0"}), "hw2.zip is a zip with nothing in it that can"),
    "cut off": (zipped({"hw2.ipynb": OURS})[:-60], "is no zip that can be opened"),
    "leads out": (zipped({"/hw2.ipynb": OURS, "../bob/hw2.ipynb": OURS, "C:\\hw2.ipynb": OURS}), "nothing in it"),
    "without a notebook": (zipped({"a.txt": b"?", "b.pdf": b"?"}), "hw2.zip/a.txt is no notebook"),
    "zips in zips": (zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"hw2.ipynb": OURS})})})}), "too deep"),
    "many": (zipped({f"{number}": b"" for number in range(2100)}), "has 2100 files, more than the 2000"),
    "bomb in a bomb": (zipped({"a.zip": BOMB, "b.zip": zipped({"x": b" " * 30 * 2**20})}), "ask"),
}


@pytest.mark.parametrize(("data", "said"), BAD_ZIPS.values(), ids=list(BAD_ZIPS))
def test_a_zip_that_cannot_be_used_is_named(tmp_path, data, said):
    found = collected(tmp_path, {"ann/hw2.zip": data, "bob/hw2.ipynb": OURS})
    file = found.files["ann"]
    assert (file.read()[0] == b"" and said in file.read()[1]) or (said == "ask" and "MB" in file.read()[1])
    assert [*found.files] == ["ann", "bob"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (encrypted(), "it is encrypted: ask for it without a password"),
        (
            zipped({"hw2.ipynb": OURS}, zipfile.ZIP_LZMA),
            "it is packed in a way that is not read here: ask for the notebook",
        ),
        (BOMB, "it has more than the 10 MB that are read: ask for it without its outputs"),
    ],
    ids=["encrypted", "lzma", "bomb"],
)
def test_what_a_zip_says_of_itself_is_not_believed(tmp_path, data, said):
    file = collected(tmp_path, {"ann/hw2.zip": data}).files["ann"]
    assert file.read() == (b"", said)


def test_what_cannot_be_unpacked_is_to_be_asked_for(tmp_path):
    """Of a zip as a whole the cure is that of every fault, that a notebook is graded; here there is one."""
    packed = zipped({"my work.ipynb": OURS}, zipfile.ZIP_LZMA)
    found = collected(tmp_path, {"ann/hw2.zip": b"?", "bob/work.zip": packed})
    assert "is no zip that can be opened (File is not a zip file); what is graded" in found.files["ann"].fault
    assert "is packed in a way that is not read here: ask for the notebook; what is" in found.files["bob"].fault


def test_a_zip_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "LARGEST_ZIP", 10)
    assert (
        "more than the 0 MB that are read"
        in collected(tmp_path, {"ann/hw2.zip": zipped({"a": b"1"})}).files["ann"].fault
    )


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("hw2.ipynb")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    file = collected(tmp_path, {"ann/hw2.zip": data.getvalue()}).files["ann"]
    assert b"root" not in file.read()[0]


def test_the_time_of_a_students_zip_is_that_of_the_zip_and_a_platforms_zip_keeps_times(tmp_path):
    old, inside = zipped({"hw2.ipynb": OURS}, when=(1990, 1, 1, 0, 0, 0)), "Cy Wu_6_assignsubmission_file/hw2.ipynb"
    files = {
        "ann/hw2.zip": old,
        "submissions.zip": zipped({inside: OURS}, when=(2026, 10, 1, 12, 0, 0)),
        "bob/hw2.ipynb": OURS,
    }
    found = collected(tmp_path, files, due={CLASS: datetime(2000, 1, 1, tzinfo=UTC)}).files
    assert found["ann"].flags[0].startswith("late by") and found["bob"].flags[0].startswith("late by")
    assert datetime.fromtimestamp(found["s123"].time) == datetime(2026, 10, 1, 12)


# ---- when


def test_canvas_knows_who_is_late(tmp_path):
    files = {"smithann_101_5_hw2.ipynb": OURS, "jonesölundboblee_LATE_102_6_hw2.ipynb": OURS, "s123/hw2.ipynb": OURS}
    found = collected(tmp_path, files, due={CLASS: datetime(2000, 1, 1, tzinfo=UTC)}).files
    assert found["ann"].flags == (), "unpacked later than was due"
    assert found["bob"].flags == ("late, as Canvas says",) and found["s123"].flags[0].startswith("late by")


def test_each_student_may_have_a_date_of_its_own(tmp_path):
    dates = {"ann": datetime(2000, 1, 1, tzinfo=UTC), "bob": datetime(2030, 1, 1, tzinfo=UTC)}
    files = dict.fromkeys(["ann/hw2.ipynb", "bob/hw2.ipynb", "s123/hw2.ipynb"], OURS)
    found = collected(tmp_path, files, due=dates).files
    assert found["ann"].flags[0].startswith("late by") and found["bob"].flags == found["s123"].flags == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [("hw2", True), ("HW_02", True), ("my hw2final", True), ("homework-2", True), ("hw21", False), ("hw12", False),
     ("hw1_2", False), ("show2", False), ("2", False), ("hw2.1", True), ("hw 2", True)],
)  # fmt: skip
def test_when_an_assignment_is_named(text, named):
    assert Named("hw2")(text) is named
