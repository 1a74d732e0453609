"""Feedback goes back under the names by which Canvas and Moodle know whose it is; their rules are written out here."""

import io
import re
import zipfile

import pytest

from sparsity_kit.grading.commands import main
from sparsity_kit.grading.files import zipped
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import Graded, Mark
from sparsity_kit.grading.marks.feedback import canvas_name, moodle_name
from sparsity_kit.grading.marks.store import Store


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
        "collected/Ann Smith_901_assignsubmission_file/hw2.ipynb",
        "collected/Ann Smith_901_assignsubmission_file_/hw2.ipynb",
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
    assert moodle_name("Ann_7_901_assignsubmission_file/hw2.ipynb", "hw2") is None


def test_the_zip_has_each_students_own_page(tmp_path, capsys):
    files = {
        "ann": "c/smithann_101_5500_hw2.ipynb",
        "bob": "c/jonesbob_LATE_102_5501_hw2-1.ipynb",
        "cy": "c/cy/hw2.ipynb",
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
    assert "cy is left out: c/cy/hw2.ipynb has no name that canvas gave it" in capsys.readouterr().err
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
