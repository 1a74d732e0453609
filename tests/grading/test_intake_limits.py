"""How much of what was handed in is looked into: all of it at each limit, and no more one step beyond."""

import tracemalloc
import zipfile

import pytest
from test_messy_folders import OURS, collected, graded, zipped

from sparsity_kit.grading.intake import own_files, walking, zips
from sparsity_kit.grading.intake.examining import copies
from sparsity_kit.grading.intake.roster import Student

PAIR = zipped({"hw2.ipynb": OURS, "b.txt": b"1234"})
LARGE = zipped({"hw2.ipynb": OURS, "b.txt": b" " * 9000}, zipfile.ZIP_STORED)
LIMITS = {  # what is limited: files that are at the limit, by which module's name of which size, what is said beyond
    "folders of a class": ({"x/" * 7 + "ann_hw2.ipynb": OURS}, walking, "DEEPEST", 8, "looked into: it is too deep"),
    "folders of a student": ({"ann/" + "x/" * 6 + "hw2.ipynb": OURS}, own_files, "DEEPEST", 8, "too deep in folders"),
    "files of a student": ({"ann/b": b"", "ann/c/hw2.ipynb": OURS}, own_files, "MOST_OF_ONE", 3, "2 files were there"),
    "files in a zip": ({"ann/a.zip": PAIR}, own_files, "MOST_IN_ZIP", 2, "has 2 files, more than the 1 that are"),
    "bytes of a zip": ({"ann/a.zip": PAIR}, zips, "LARGEST_ZIP", len(PAIR), "has 0 MB, more than the 0 MB that are"),
    "bytes in zips": ({"ann/a.zip": PAIR}, own_files, "MOST_UNPACKED", len(OURS) + 4, "has, unpacked, more than the 0"),
    "a zip in a zip": ({"ann/a.zip": zipped({"b.zip": LARGE})}, zips, "LARGEST_ZIP", len(LARGE), "more than the 0 MB"),
    "a name in a zip": ({"ann/a.zip": PAIR}, zips, "LONGEST_NAME", 9, "a.zip/b.txt is no notebook"),
    "a path in a zip": ({"ann/a.zip": zipped({"x/hw2.ipynb": OURS})}, zips, "LONGEST_PATH", 11, "nothing in it that"),
}


@pytest.mark.parametrize(("files", "module", "name", "most", "said"), LIMITS.values(), ids=list(LIMITS))
def test_what_is_at_a_limit_is_graded_and_not_beyond(tmp_path, monkeypatch, files, module, name, most, said):
    def found(limit):
        monkeypatch.setattr(module, name, limit)
        for known in (zips._listing, zips._archive):
            known.cache_clear()
        return collected(tmp_path, files)

    assert [*graded(found(most))] == ["ann"] and not graded(beyond := found(most - 1))
    assert said in "; ".join([*beyond.notices, beyond.files["ann"].fault])


def test_a_zip_in_a_zip_in_a_zip_is_read(tmp_path):
    third = zipped({"a.zip": zipped({"b.zip": zipped({"hw2.ipynb": OURS})})})
    assert collected(tmp_path, {"ann/hw2.zip": third}).files["ann"].read() == (OURS, "")


@pytest.mark.parametrize(("count", "more"), [(3, "; what is graded"), (4, ", and 1 more; what is graded")])
def test_three_files_are_named_that_are_no_notebook(tmp_path, count, more):
    fault = collected(tmp_path, {f"ann/{number}.pdf": b"%PDF" for number in range(count)}).files["ann"].fault
    assert fault.count("is a PDF") == 3 and f"is a PDF{more}" in fault


@pytest.mark.parametrize("count", [5, 6])
def test_a_name_that_more_than_five_may_have_is_nobodys(tmp_path, count):
    students = [Student(f"w{number}", f"Wu, Given{number}") for number in range(count)]
    found = collected(tmp_path, {"wu_hw2.ipynb": OURS}, students=students)
    assert len(found.files) == (5 if count == 5 else 0) and all(each.perhaps for each in found.files.values())
    assert ("by its name it may be w0 or w1 or w2 or w3 or w4's" in found.notices[0]) == (count == 5)


@pytest.mark.parametrize(("count", "others"), [(4, "b, c, d"), (5, "b, c, d and 1 more"), (7, "b, c, d and 3 more")])
def test_three_are_named_who_handed_in_the_same(count, others):
    hashes = dict.fromkeys("abcdefg"[:count], "same")
    assert copies(hashes, dict.fromkeys(hashes, ("x",)), ("",))["a"] == f"the same file as {others}"


def test_what_a_student_has_beside_the_notebook_is_not_in_memory_at_once(tmp_path):
    """Data, or the packages of a whole Python: one file is looked at after the other."""
    beside = {f"ann/data-{number}": b" " * 2**20 for number in range(96)}
    collected(tmp_path, {"ann/hw2.ipynb": OURS, **beside})
    tracemalloc.start()
    found = collected(tmp_path, {})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < sum(map(len, beside.values())) / 3 and graded(found) == {"ann": "hw2.ipynb"}
