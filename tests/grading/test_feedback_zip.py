"""Feedback goes back under the names by which Canvas and Moodle know whose it is; their rules are written out here."""

import io
import re
import zipfile
from contextlib import nullcontext

import pytest
import toy_class
from toy_class import ASSIGNMENT

from sparsity_kit.grading import whole_class
from sparsity_kit.grading.commands import main
from sparsity_kit.grading.files import write, zipped
from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import Graded, Mark, all_for_a_person
from sparsity_kit.grading.marks.feedback import canvas_name, moodle_name
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.workers import Workers


def as_canvas_reads(name):
    """(user, file): the first two parts of digits; "link…" at the end has no file (canvas-lms, assignment.rb)."""
    parts = name.rsplit("/", 1)[-1].split("_")
    user, file = [part for part in parts if re.fullmatch(r"\d+", part)][:2]
    return (user, None) if parts[-1].startswith("link") or name.startswith("._") else (user, file)


def as_moodle_reads(path):
    """(user, plugin, file) of the first part NAME_NUMBER_TYPE_PLUGIN[_REST] (moodle, importziplib.php)."""
    parts = path.split("/")
    assert not parts[-1].startswith((".", "~")), "hidden files are passed over"
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) >= 4 and info[1].isdigit():
            return info[1], (info[2], info[3]), "/".join([info[4] if len(info) == 5 else "", *parts]).strip("/")
    return None


@pytest.mark.parametrize(
    ("file", "user", "attachment"),
    [
        ("collected/smithann_101_5500_hw2.ipynb", "101", "5500"),
        ("collected/smithann_LATE_101_5500_hw2-1.ipynb", "101", "5500"),
        ("smithann_101_5500_link_7_hw2.ipynb", "101", "5500"),
        ("in/a/section/_101_5500_8_9_hw2.ipynb", "101", "5500"),
    ],
)
def test_canvas_knows_whose_it_is(file, user, attachment):
    assert as_canvas_reads(canvas_name(file, "hw2")) == (user, attachment)


@pytest.mark.parametrize(
    "file",
    [
        "collected/Ann Smith_901_assignsubmission_file",
        "collected/Ann Smith_901_assignsubmission_file_",
        "collected/Ann Smith_901_assignsubmission_file_hw2.ipynb",
    ],
)
def test_moodle_knows_whose_it_is(file):
    assert as_moodle_reads(moodle_name(file, "hw2")) == ("901", ("assignsubmission", "file"), "hw2-feedback.html")


@pytest.mark.parametrize("file", ["collected/ann/hw2.ipynb", "ann_hw2.ipynb", "ann_101_hw2.ipynb", ""])
def test_what_came_another_way_has_no_name(file):
    assert canvas_name(file, "hw2") is None and moodle_name(file, "hw2") is None


def test_a_name_that_moodle_would_read_wrongly_is_left_out():
    assert as_moodle_reads("Ann_7_901_assignsubmission_file/x")[0] == "7", "this is why"
    assert moodle_name("Ann_7_901_assignsubmission_file", "hw2") is None


def grade_all(folder, people, out, monkeypatch):
    """Grade what lies in a folder; whose each file is stands in the marks, and nothing is run."""
    made = nullcontext(
        lambda jobs: [(who, all_for_a_person(ASSIGNMENT, f"For {job()[0]}.")) for who, job in jobs.items()]
    )
    monkeypatch.setattr(whole_class, "at_work", lambda *_: made)
    monkeypatch.setattr(whole_class, "check_solutions", lambda *_: None)
    found = collect(folder, Recogniser("toy"), people)
    whole_class.grade_class(found, Handout(ASSIGNMENT, b"s" * 32), people, out, Workers(), {}, whole_class.Again())


def test_nobody_gets_the_page_of_a_student_of_whom_it_is_not_sure_which_file_is_its(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    toy_class.install(tmp_path / "source", monkeypatch.setattr)
    for name in ("jonesbob_101_90_toy.ipynb", "jonesbob_102_50_toy.ipynb", "smithann_103_60_toy.ipynb"):
        write(tmp_path / "in" / name, "{}")
    grade_all(tmp_path / "in", [Student("ann", "Smith, Ann"), Student("bob", "Jones, Bob")], tmp_path, monkeypatch)
    assert main(["homework", "feedback", str(tmp_path), "--zip", "canvas"]) == 0
    assert "bob is left out: what may be its file has no name that canvas gave it" in capsys.readouterr().err
    with zipfile.ZipFile(tmp_path / "toy-feedback-canvas.zip") as archive:
        assert [*map(as_canvas_reads, archive.namelist())] == [("103", "60")]


OF_ANN = {  # a platform: its names for the work of both, and below Ann's a name as it gives one to Bob's
    "canvas": ("smithann_101_5500_toy.zip", "jonesbob_102_5501_toy.ipynb", "jonesbob_102_5501_toy.ipynb"),
    "moodle": ("Ann Smith_901_assignsubmission_file", "Bob Jones_902_assignsubmission_file/toy.ipynb",
               "Bob Jones_902_assignsubmission_file"),
}  # fmt: skip


@pytest.mark.parametrize("above", ["", "Bob Jones_902_assignsubmission_file/jonesbob_102_5501_toy.zip/"])
@pytest.mark.parametrize("platform", OF_ANN)
def test_no_name_that_a_student_gives_puts_a_page_under_anothers(tmp_path, monkeypatch, platform, above):
    """What is below the platform's name is the student's; what is above it is the instructor's."""
    monkeypatch.chdir(tmp_path)
    toy_class.install(tmp_path / "source", monkeypatch.setattr)
    ann, below, bob = OF_ANN[platform]
    folder = tmp_path / above / "in"
    if ann.endswith(".zip"):
        write(folder / ann, zipped({below: "{}"}))
    else:
        write(folder / ann / below, "{}")
    write(folder / bob if bob.endswith(".ipynb") else folder / bob / "toy.ipynb", "{}")
    people = [Student("ann", "Smith, Ann", "", "101", "901"), Student("bob", "Jones, Bob", "", "102", "902")]
    grade_all(folder, people, tmp_path, monkeypatch)
    assert main(["homework", "feedback", str(tmp_path), "--zip", platform]) == 0
    with zipfile.ZipFile(tmp_path / f"toy-feedback-{platform}.zip") as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    read, name = (as_canvas_reads, canvas_name) if platform == "canvas" else (as_moodle_reads, moodle_name)
    whose = {read(each)[0][-1]: page for each, page in pages.items()}
    assert whose.keys() == {"1", "2"} and "For student:ann" in whose["1"] and "For student:bob" in whose["2"]
    assert read(name(below.partition("/")[0], "toy"))[0][-1] == "2", "by the name in it, Ann's page would be Bob's"


def test_the_zip_has_each_students_own_page(tmp_path, capsys):
    files = {
        "ann": "c/smithann_101_5500_hw2.ipynb",
        "bob": "c/jonesbob_LATE_102_5501_hw2-1.ipynb",
        "cy": "c/cy/hw2.ipynb",
        "eve": "",
    }
    with Store(tmp_path, make=True) as store:
        store.put_roster([Student(student) for student in (*files, "dora")])
        store.put_intake("hw2", {}, [])
        for student, file in files.items():
            marks = (
                Mark("hw2-who", 0, 2, "wrong", f"For {student} alone.", answer="what was said", key="the letter B"),
            )
            store.put("hw2", student, "hash", "made", file, Graded(marks))
    assert main(["homework", "feedback", str(tmp_path), "--zip", "canvas"]) == 0
    said = capsys.readouterr().err
    assert "cy is left out: c/cy/hw2.ipynb has no name that canvas gave it" in said
    assert "eve is left out: what may be its file has no name that canvas gave it" in said
    with zipfile.ZipFile(tmp_path / "hw2-feedback-canvas.zip") as archive:
        pages = {as_canvas_reads(name): archive.read(name).decode() for name in archive.namelist()}
    assert pages.keys() == {("101", "5500"), ("102", "5501")}
    assert "For ann alone." in pages["101", "5500"] and "For bob alone." in pages["102", "5501"]
    assert not any(hidden in page for page in pages.values() for hidden in ("what was said", "the letter B"))
    assert main(["homework", "feedback", str(tmp_path), "--zip", "moodle"]) == 1
    assert "no graded file has a name that moodle gave it" in capsys.readouterr().err


def test_the_same_pages_are_the_same_zip():
    pages = {"b_1_2_x": "one", "a_2_3_x": "two é"}
    assert zipped(pages) == zipped(dict(reversed(pages.items())))
    assert zipfile.ZipFile(io.BytesIO(zipped(pages))).testzip() is None
