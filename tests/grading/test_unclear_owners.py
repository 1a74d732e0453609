"""What nobody can tell the owner of: it is nobody's work for sure, and never nothing."""

import os

import pytest
from test_messy_folders import HW2, OTHER, OURS, STRANGE, STUDENTS, collected, graded, zipped

from sparsity_kit.grading.intake.collecting import collect


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("hw1 - Lee Bob.ipynb", OURS),
        ("hw1 - Lee Bob.ipynb", b" " * 11 * 2**20),
        ("hw1 - Lee Bob.zip", zipped({"hw2.ipynb": OURS})),
        ("hw2 - Lee Bob.ipynb", STRANGE),
        ("Lee Bob.ipynb", b""),
    ],
    ids=["ours by its cells", "not read", "not opened", "ours by its name", "damaged"],
)
def test_in_a_shared_folder_what_is_not_another_assignments_for_sure_is_not_nothing(tmp_path, name, data):
    found = collected(tmp_path, {"ann/hw1.ipynb": OTHER, "mm/hw1.ipynb": OTHER, name: data})
    assert [*found.files] == ["bob"] and found.files["bob"].perhaps and len(found.notices) == 1


@pytest.mark.parametrize(
    "path",
    [
        "Zed_9_assignsubmission_file/",
        "Ann Smith_902_assignsubmission_file/",
        "submission_123/",
        "anon_a1B2_5_work.zip",
        "smithann_7_5_work.zip",
    ],
)
def test_in_what_a_platform_calls_somebodys_no_name_makes_work_anothers(tmp_path, path):
    """A tutor's folder may be called by a part of a student's name, as `smith`; what platforms write is no tutor's."""
    inside = {"ann/hw2.ipynb": OURS, "bob/hw2.ipynb": OURS}
    files = {path: zipped(inside)} if path.endswith("zip") else {path + name: data for name, data in inside.items()}
    assert graded(collected(tmp_path, files)) == {}


@pytest.mark.parametrize(
    ("inside", "students"),
    [
        ("hw2.ipynb", "ann?"),
        ("ann/hw2.ipynb", "ann"),
        ("bob/hw2.ipynb", "ann? bob?"),
        ("ann_hw2.ipynb bob_hw2.ipynb", "ann bob"),
        ("bob/hw2.ipynb s123/hw2.ipynb zed/hw2.ipynb", "bob s123"),
    ],
)
def test_a_part_of_a_name_is_that_of_a_tutor_where_several_have_work_in_it(tmp_path, inside, students):
    """One name alone may be that of a student, whose folder has another's work in it: then it is nobody's for sure."""
    found = collected(tmp_path, {f"smith/{path}": OURS for path in inside.split()})
    assert " ".join(name + "?" * each.perhaps for name, each in found.files.items()) == students


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_that_may_be_a_students_is_named_whatever_it_leads_to(tmp_path):
    collected(tmp_path / "out", {"ann/hw2.ipynb": OURS, "bob/hw2.ipynb": OURS})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "smith").symlink_to(tmp_path / "out")
    found = collect(tmp_path / "in", HW2, STUDENTS)
    assert graded(found) == {} and found.files["ann"].perhaps and "it may be ann's" in found.notices[0]
