"""A term in miniature: the commands, one after the other, on a class of six with a box for each."""

import csv
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from unittest.mock import Mock

import pytest
import toy_class
from toy_class import FACTOR, answered

from sparsity_kit.grading import whole_class, workers
from sparsity_kit.grading.box import bubblewrap
from sparsity_kit.grading.box.session import CannotRun
from sparsity_kit.grading.box.trial import NoBox, available
from sparsity_kit.grading.commands import grade, grades_folder, main, parser
from sparsity_kit.grading.judge.mark import Graded, Mark
from sparsity_kit.grading.marks.export import FORMATS, Format
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release import sources
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.release.solved_notebook import solved
from sparsity_kit.grading.release.vetting import vet_all
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.grading.workers import Workers, at_work, grade_one
from sparsity_kit.homework import register
from sparsity_kit.questions import Mistake
from tests.grading_speed.runs import killed

COURSE = dict(register.ASSIGNMENTS)
UNBOXED = ["--i-trust-these-submissions"] if available() else []
ROSTER = 'student,name,email\nann,"Smith, Ann",a@x.org\nbob,=1+1,b@x.org\ncy,,\ndora,,\neve,,\nflo,,\n'


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """The folder of a term: a secret, a roster, released notebooks, of which five came back, and their grades."""
    folder = tmp_path_factory.mktemp("term")
    patch = pytest.MonkeyPatch()
    toy_class.install(folder / "source", patch.setattr)
    patch.chdir(folder)
    patch.setattr("secrets.token_hex", lambda n: "0123456789abcdef" * (n // 8))  # numbers that differ, in every run
    (folder / "class.csv").write_text(ROSTER)
    assert main(["homework", "secret", "term.key"]) == 0
    assert main(["homework", "release", "toy", *NUMBERS]) == 0
    assert Path("released/toy-handout.csv").read_text().startswith("student,file\nann,ann/toy.ipynb\n")
    (folder / "released").rename("collected")
    answered("collected/ann/toy.ipynb")
    answered("collected/bob/toy.ipynb", toy_product="c = a * b", toy_line="def line(x):\n    raise SystemExit")
    answered("collected/cy/toy.ipynb", toy_product="import os\nos._exit(1)")
    answered("collected/dora/toy.ipynb", {})
    Path("collected/eve/toy.ipynb").write_bytes(Path("collected/ann/toy.ipynb").read_bytes())
    Path("collected/flo/toy.ipynb").unlink()
    Path("collected/zoe_toy.ipynb").write_text("{}")
    assert main([*GRADE, "--due", "2020-01-01T00:00"]) == 0
    yield folder
    patch.undo()


NUMBERS = ["--secret", "term.key", "--roster", "class.csv"]
GRADE = ["homework", "grade", "collected", "--assignment", "toy", *NUMBERS, "--workers", "2", *UNBOXED]


def marks(folder="graded"):
    with Store(folder) as store:
        return {student: [mark.points for mark in found] for student, found in store.marks("toy").items()}


def by_hand(folder):
    with Store(folder) as store:
        return {key: given.points for key, given in store.by_hand("toy").items()}


def test_everybody_gets_the_right_marks(term):
    assert marks() == {
        "ann": [2, 3, None],
        "bob": [0, 0, None],
        "cy": [0, 3, None],  # the fatal cell costs its own question
        "dora": [0, 0, None],
        "eve": [0, 0, None],  # ann's numbers
    }


def test_what_is_odd_is_flagged_and_changes_nothing(term):
    with Store("graded") as store:
        flags, notices = store.intake("toy")
        messages = {mark.message for found in store.marks("toy").values() for mark in found}
    assert "the same file as eve" in flags["ann"] and "the same file as ann" in flags["eve"]
    assert "the numbers in it are not this student's but ann's" in flags["eve"]
    assert flags["dora"][0].startswith("late by ")
    assert notices == ["zoe_toy.ipynb is not graded: 'zoe' is not in the roster"]
    assert FACTOR in messages


def test_who_is_late_is_known_when_the_date_is_not_given_again(term, capsys):
    def late():
        with Store("graded") as store:
            flags = store.intake("toy")[0].items()
            return {student for student, said in flags if any(each.startswith("late by") for each in said)}

    assert main(GRADE) == 0
    assert "due 2020-01-01 00:00, as before" in capsys.readouterr().out and late() == {*marks()}
    assert main([*GRADE, "--due", "2099-01-01T00:00"]) == 0
    said = capsys.readouterr().out
    assert "due 2099-01-01 00:00, no longer 2020-01-01 00:00: who is late is found out anew, for all files" in said
    assert "0 submissions graded now" in said and late() == set()
    assert main([*GRADE, "--due", "2020-01-01T00:00"]) == 0
    assert late() == {*marks()}


def test_what_was_odd_is_kept_of_whom_nobody_looks_at_and_of_whose_marks_stand(term):
    """Eve withdraws the file that was Ann's: her marks stay, and so does what was said of her file, and not of Ann's.

    Later a folder has Bob's newer file alone.
    """
    shutil.copytree("graded", "looked")
    shutil.copytree("collected", "later")
    again = ["later" if each == "collected" else each for each in GRADE] + ["--out", "looked"]

    def flags():
        with Store("looked") as store:
            return store.intake("toy")[0]

    before = flags()
    assert {"ann", "dora", "eve"} <= before.keys() and "the same file as eve" in before["ann"]
    Path("later/eve/toy.ipynb").unlink()
    assert main([*again, "--only", "eve"]) == 0
    assert flags() == before
    assert main(again) == 0
    assert "the same file as eve" not in flags()["ann"] and flags()["eve"] == before["eve"]
    assert len(marks("looked")) == 5
    for path in Path("later").glob("[!b]*/toy.ipynb"):
        path.unlink()
    answered("later/bob/toy.ipynb")
    assert main(again) == 0
    assert flags()["dora"] == before["dora"] and flags().keys() == before.keys()


def test_whose_marks_are_left_out_with_another_roster_is_named(term, capsys):
    """As where each tutor grades a section with its own roster into the folder of all."""
    shutil.copytree("graded", "sections")
    Path("section.csv").write_text("student\nann\nbob\nflo\n")
    command = ["section.csv" if each == "class.csv" else each for each in GRADE] + ["--out", "sections"]
    left = "the marks of cy, dora, eve are kept, and in no table: the roster of the last grading lacks them\n"
    for typed in (command, ["homework", "export", "sections", "--to", "csv"]):
        capsys.readouterr()
        assert main(typed) == 0 and left in capsys.readouterr().err
    assert main([*GRADE, "--out", "sections"]) == 0 and "in no table" not in capsys.readouterr().err


def test_nothing_is_graded_twice_unless_it_changed(term, capsys):
    assert main(GRADE) == 0
    assert "0 submissions graded now, 5 before" in capsys.readouterr().out
    answered("collected/dora/toy.ipynb", {"toy-line": toy_class.RIGHT["toy-line"]})
    assert main(GRADE) == 0
    assert "1 submission graded now, 4 before" in capsys.readouterr().out
    assert marks()["dora"] == [0, 3, None]


def test_another_secret_pool_or_grader_is_noticed(monkeypatch):
    handout = Handout(toy_class.ASSIGNMENT, b"s" * 40)
    handouts = [handout, replace(handout, secret=b"t" * 40), replace(handout, pool=1)]
    made_with = [whole_class.made_by(each, Workers()) for each in handouts]
    made_with += [whole_class.made_by(handout, Workers(unprotected=True))]
    monkeypatch.setattr(whole_class, "grader_version", lambda: "another")
    assert len({*made_with, whole_class.made_by(handout, Workers())}) == 5
    assert not any("ssss" in each or "tttt" in each for each in made_with)


def test_the_wrong_secret_or_pool_grades_nothing(term, capsys):
    assert main([*GRADE, "--pool", "2", "--out", "other"]) == 1
    assert "are other than the secret and --pool 2 give" in capsys.readouterr().err
    assert main(["homework", "release", "toy", *NUMBERS, "--pool", "2", "--out", "pooled"]) == 0
    assert main([*["pooled" if each == "collected" else each for each in GRADE], "--out", "other"]) == 0
    Path("class-of-2").mkdir()
    for student in ("ann", "bob"):
        group = Path(f"class-of-2/{student}")
        group.mkdir()
        (group / "toy.ipynb").write_bytes(Path("pooled/pool-1/toy.ipynb").read_bytes())
    assert main([*["class-of-2" if each == "collected" else each for each in GRADE], "--out", "other"]) == 1
    assert "the numbers in 2 of 2 notebooks are of a pool; give the secret and the --pool" in capsys.readouterr().err


def test_a_question_whose_solution_is_wrong_stops_everything(term, capsys, monkeypatch):
    monkeypatch.setattr(toy_class, "PRODUCT", toy_class.PRODUCT.replace("2 * a", "3 * a"))
    toy_class.install(Path("broken"), monkeypatch.setattr)
    assert main([*GRADE, "--out", "other2"]) == 1
    said = capsys.readouterr().err
    assert "nothing was graded: the reference solutions of toy for numbers drawn now do not get full marks" in said
    assert "toy-product: wrong" in said
    with Store("other2", make=True) as store:
        assert store.assignments() == []


def test_without_a_box_nothing_is_graded(term, capsys, monkeypatch):
    monkeypatch.setattr(grade, "available", lambda: "there is no bwrap; install it: apt install bubblewrap")
    assert main([each for each in GRADE if each not in UNBOXED]) == 1
    assert "nothing was graded: there is no bwrap; install it: apt install bubblewrap" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["term.key", "class.csv", "collected", "graded"])
def test_what_lies_beside_python_is_not_graded(term, capsys, monkeypatch, path):
    """As in a folder of the term that was made an environment, python -m venv, itself."""
    monkeypatch.setattr(grade, "available", lambda: "")
    monkeypatch.setattr(bubblewrap, "prefixes", lambda: [str(term / path)])
    assert main([each for each in GRADE if each not in UNBOXED]) == 1
    said = f"nothing was graded: students' code could read {path}, because it is in {term / path}, which Python needs"
    assert said in capsys.readouterr().err


def test_the_variants_are_counted_and_vetted(term, capsys, monkeypatch):
    command = ["homework", "variants", "toy", *NUMBERS, "--run", "0"]
    assert main(command) == 0
    assert re.search(r"toy-product +2 +6 +6\n", capsys.readouterr().out)
    assert main([*command, "--pool", "2"]) == 0
    assert re.search(r"2 variants\n(.*\n)+  toy-line +3 +2 +2\n", capsys.readouterr().out)
    product, *others = toy_class.ASSIGNMENT.questions
    broken = replace(product, numbers=lambda draw: {"a": 0, "b": draw.sign()})
    monkeypatch.setitem(register.ASSIGNMENTS, "toy", replace(toy_class.ASSIGNMENT, questions=(broken, *others)))
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "toy-product: it cannot be drawn: ValueError: nothing good is drawn in 10000 tries" in said
    assert "mend the answers that meet (student:ann, student:bob, student:cy and 3 more)" in said


@pytest.mark.parametrize("name", [*COURSE])
def test_the_courses_own_variants_are_in_order(name):
    vetted = vet_all(Handout(COURSE[name], b"5" * 64), ["student:ann", "student:bob"])
    assert {each.question.name: each.problems for each in vetted if each.problems} == {}
    assert all(each.question.by_hand or each.keys for each in vetted)


def test_from_grades_to_what_is_uploaded(term, capsys):
    assert main(["homework", "mark", "graded", "--sheet", "sheet.csv"]) == 0
    assert capsys.readouterr().out == "5 marks to fill in: sheet.csv\n"
    assert main(["homework", "mark", "graded", "--sheet", "sheet.csv"]) == 1
    assert "exists already and may have marks in it" in capsys.readouterr().err
    sheet = Path("sheet.csv").read_text(encoding="utf-8")
    Path("sheet.csv").write_text(sheet.replace("toy-essay,,5,,", "toy-essay,4,5,Good.,", 1), encoding="utf-8")
    assert main(["homework", "mark", "graded", "sheet.csv"]) == 0
    assert "1 mark taken over; 4 still to be given" in capsys.readouterr().out
    page = Path("graded/feedback/ann/toy.html").read_text(encoding="utf-8")
    assert "9 of 10 points." in page and "Good." in page
    Path("graded/feedback/ann/toy.html").unlink()
    assert main(["homework", "feedback", "graded"]) == 0
    assert capsys.readouterr().out == "5 pages in graded/feedback\n"
    assert Path("graded/feedback/ann/toy.html").read_text(encoding="utf-8") == page
    assert main(["homework", "report", "graded"]) == 0
    assert Path("graded/toy-report.png").read_bytes().startswith(b"\x89PNG")
    given = (
        Handout(toy_class.ASSIGNMENT, Path("term.key").read_bytes().strip())
        .variants("student:bob")["toy-product"]
        .given
    )
    product = given["a"] * given["b"]
    wrong = f"toy-product,1,{FACTOR},the number {product:.6g},the number {2 * product:.6g}"
    assert wrong in Path("graded/toy-wrong-answers.csv").read_text(encoding="utf-8")
    capsys.readouterr()
    for system in (*FORMATS, "gradescope"):
        assert main(["homework", "export", "graded", "--to", system]) == 0
        said = capsys.readouterr()
        assert "1 grade in" in said.out and re.search(r"bob is (left out|blank): toy-essay needs a person", said.err)
        assert re.search("flo is (left out|blank): nothing handed in", said.err) and "e-mail" not in said.err
        form = FORMATS.get(system)
        has_row = form and "bob" in Path(f"graded/toy-{system}.{form.ending}").read_text(encoding="utf-8")
        assert ("bob is blank" in said.err) == bool(has_row), f"{system}: say in FORMATS whether it has blanks"
    with zipfile.ZipFile("graded/toy-gradescope.zip") as archive:
        assert {mail: found["score"] for mail, found in json.loads(archive.read("marks.json")).items()} == {
            "a@x.org": 9
        }
    assert main(["homework", "export", "graded", "--to", "csv", "--template", "class.csv"]) == 1
    assert "--template goes with canvas or moodle, got --to csv" in capsys.readouterr().err


def test_a_further_format_of_marks_is_one_row(term, capsys, monkeypatch):
    monkeypatch.setitem(FORMATS, "list", Format(lambda found, *_: str(len(found)), blanks=True, ending="txt"))
    assert main(["homework", "export", "graded", "--to", "list"]) == 0
    assert "in graded/toy-list.txt" in (said := capsys.readouterr()).out and "bob is blank" in said.err
    assert Path("graded/toy-list.txt").read_text(encoding="utf-8") == "6"


def test_a_complaint_a_mended_question_and_one_that_was_dropped(term, capsys, monkeypatch):
    """One student or one question is graded anew; old and new marks are beside each other, and all can be undone."""
    shutil.copytree("graded", "again")
    before, again = marks("again"), [*GRADE, "--out", "again"]
    assert main([*again, "--only", "zoe"]) == 1 and "zoe is not in class.csv" in capsys.readouterr().err
    Path("overruled.csv").write_text("student,question,points,comment\nbob,toy-line,3,It was right.\n")
    assert main(["homework", "mark", "again", "overruled.csv"]) == 0
    product, *others = toy_class.ASSIGNMENT.questions
    mended = replace(product, key=lambda a, b: a * b, mistakes=(Mistake(lambda a, b: 2 * a * b, "A factor 2."),))
    monkeypatch.setitem(register.ASSIGNMENTS, "toy", replace(toy_class.ASSIGNMENT, questions=(mended, *others)))
    monkeypatch.setattr(toy_class, "PRODUCT", toy_class.PRODUCT.replace("2 * a", "a"))
    (term / "mended").mkdir()
    (term / "mended" / "toy.ipynb").write_text(json.dumps(toy_class.notebook()))
    monkeypatch.setattr(sources, "NOTEBOOKS", term / "mended")
    Path("extensions.csv").write_text("student,assignment,due\nbob,toy,2099-01-01T00:00\n")
    capsys.readouterr()
    assert main([*again, "--question", "toy-product", "--only", "bob,ann", "--extensions", "extensions.csv"]) == 0
    said = capsys.readouterr().out
    assert "2 submissions graded now" in said and "2 marks changed" in said
    assert "bob, toy-product: 0 → 2 (the question was changed)" in said
    assert "ann, toy-product: 2 → 0 (the question was changed)" in said
    assert "bob: was late by" in said and "before the deadline moved; has until 2099-01-01 00:00" in said
    assert marks("again") == before | {"ann": [0, *before["ann"][1:]], "bob": [2, *before["bob"][1:]]}
    changes = Path("again/toy-changes.csv").read_text(encoding="utf-8")
    assert changes.startswith("\ufefftime,student,name,question,before,after,why\n")
    assert "bob,'=1+1,toy-line,0,3,marked by a person: It was right." in changes
    assert main(["homework", "drop", "toy", "toy-essay", "--graded", "again"]) == 0
    assert main(["homework", "drop", "toy", "toy-essay", "--graded", "again"]) == 1
    assert "toy-essay is dropped like this already" in capsys.readouterr().err
    assert "5 of 5 points." in Path("again/feedback/bob/toy.html").read_text(encoding="utf-8")
    Path("essays.csv").write_text("student,question,points,comment\nbob,toy-essay,4,\n")
    assert main(["homework", "mark", "again", "essays.csv"]) == 0, "of a sheet that was written before"
    assert "5 of 5 points." in Path("again/feedback/bob/toy.html").read_text(encoding="utf-8")
    assert main(["homework", "drop", "toy", "toy-essay", "--graded", "again", "--undo"]) == 0
    assert "9 of 10 points." in Path("again/feedback/bob/toy.html").read_text(encoding="utf-8")
    assert main(["homework", "mark", "again", "--undo"]) == 0
    assert "5 of 10 points so far." in Path("again/feedback/bob/toy.html").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["homework", "mark", "again", "--undo"]) == 0
    assert capsys.readouterr().out == "1 mark taken back:\n  bob, toy-line: 3\n"
    assert main(["homework", "history", "again", "bob"]) == 0
    whole = capsys.readouterr().out
    assert re.fullmatch(r"Marks:\n(  .+\n)+Changes of what counts:\n(  .+\n)+What counts:\n(  .+\n)+", whole)
    assert whole.endswith("\n  2 of 10 points so far\n") and "toy-essay: no points yet, needs a person" in whole
    assert main(["homework", "history", "again", "bob", "--question", "toy-line"]) == 0
    said = capsys.readouterr().out
    assert len(re.findall(r"\n  toy-\w+: ", said)) == 1 and "points so far" not in said
    assert "toy-line: 3 points by a person, sheet " in said and "undone" in said
    assert (
        re.search(r"bob, toy-line: 3 → 0 \(a person's marks of sheet \d were undone\)", said)
        and "toy-product" not in said
    )


def test_where_pages_cannot_be_written_it_is_said_that_the_marks_are_stored(term, capsys):
    """Else an undo would be typed again, and take back one sheet more."""
    shutil.copytree("graded", "stored")
    Path("stored.csv").write_text("student,question,points,comment\nann,toy-essay,4,\n")
    shutil.rmtree("stored/feedback")
    Path("stored/feedback").write_text("in the way")
    stored, cure = (
        "the marks are stored, but stored/feedback/ann",
        "sparsity-kit homework feedback stored --assignment toy",
    )
    before = by_hand("stored")
    for what, new in (("stored.csv", {("ann", "toy-essay"): 4}), ("--undo", {})):
        assert main(["homework", "mark", "stored", what]) == 1
        said = capsys.readouterr().err
        assert stored in said and said.endswith(f"; mend that, and write the pages: {cure}\n")
        assert by_hand("stored") == before | new
    Path("stored/feedback").unlink()
    assert main(shlex.split(cure)[1:]) == 0 and Path("stored/feedback/ann/toy.html").is_file()


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), sqlite3.OperationalError("database is locked")])
def test_what_is_stored_is_not_to_be_typed_again_where_its_pages_were_stopped(term, capsys, monkeypatch, stop):
    """A full class's pages take seconds, in which somebody may press Ctrl-C."""
    folder = f"stopped-{type(stop).__name__}"
    shutil.copytree("graded", folder)
    Path("one.csv").write_text("student,question,points,comment\nann,toy-essay,4,\n")
    before = by_hand(folder)
    for _ in range(2):
        assert main(["homework", "mark", folder, "one.csv"]) == 0
    capsys.readouterr()
    monkeypatch.setattr(grades_folder, "write", Mock(side_effect=stop))
    assert main(["homework", "mark", folder, "--undo"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("sparsity-kit: the marks are stored, but ") and "again" not in said
    assert said.endswith(f": sparsity-kit homework feedback {folder} --assignment toy\n")
    assert by_hand(folder) == before | {("ann", "toy-essay"): 4}, "one sheet was taken back, and not two"


def test_nothing_is_made_of_marks_for_other_points_than_there_are_now(term, capsys, monkeypatch):
    """After an upgrade: else a total out of 10 would be uploaded as one out of 11, and nobody would be told."""
    product, *others = toy_class.ASSIGNMENT.questions
    later = replace(toy_class.ASSIGNMENT, questions=(replace(product, points=3), *others))
    monkeypatch.setitem(register.ASSIGNMENTS, "toy", later)
    exports = [["export", "graded", "--to", to, "--out", "new"] for to in ("csv", "questions", "canvas", "gradescope")]
    for command in (*exports, ["report", "graded"], ["mark", "graded", "--sheet", "new"]):
        assert main(["homework", *command]) == 1
        said = "toy has other questions or points now, 11 in all, than when ann, bob, cy, dora, eve had been graded"
        assert said in capsys.readouterr().err and not Path("new").exists()
    assert main(["homework", "history", "graded", "ann"]) == 0 == main(["homework", "feedback", "graded"])


def test_each_student_gets_its_own_solutions(term, capsys):
    """They get full marks for its numbers, and say the key and why."""
    assert main(["homework", "solutions", "toy", *NUMBERS, "--for", "zoe"]) == 1
    assert "zoe is not in class.csv" in capsys.readouterr().err
    assert main(["homework", "solutions", "toy", *NUMBERS, "--for", "ann, bob"]) == 0
    assert sorted(path.parent.name for path in Path("solutions").rglob("*.ipynb")) == ["ann", "bob"]
    handout = Handout(toy_class.ASSIGNMENT, Path("term.key").read_bytes().strip())
    for student in ("ann", "bob"):
        text = Path(f"solutions/{student}/toy-solution.ipynb").read_text(encoding="utf-8")
        cells, given = json.loads(text)["cells"], handout.variants(f"student:{student}")["toy-product"].given
        assert f"**Key:** the number {2 * given['a'] * given['b']:.6g}. Yes." in [cell["source"] for cell in cells]
        assert "SOLUTION" not in text and "- 3: says why" in text and "the function in the cell above" in text
        scope = {}
        for cell in (cell for cell in cells if cell["cell_type"] == "code" and "check" not in cell["source"]):
            exec(cell["source"], scope)
        assert scope["c"] == 2 * given["a"] * given["b"] and scope["line"](2) == 2 * scope["slope"]


@pytest.mark.parametrize("name", [*COURSE])
def test_the_courses_own_solutions_name_every_key(name):
    handout = Handout(COURSE[name], b"5" * 64)
    path = Path(register.__file__).parent / "notebooks" / f"{name}.ipynb"
    cells = solved(json.loads(path.read_text(encoding="utf-8")), COURSE[name], handout.variants("student:ann"))["cells"]
    keys = {cell["id"].removesuffix("-key"): cell["source"] for cell in cells if cell["id"].endswith("-key")}
    assert [*keys] == [question.name for question in COURSE[name].questions]
    for question in COURSE[name].questions:
        assert question.by_hand or (question.right in keys[question.name] and "<" not in keys[question.name][:12])
    assert not any("SOLUTION" in cell["source"] for cell in cells)


def test_who_handed_in_something_never_gets_a_silent_zero(term, capsys):
    """Also not as long as nobody knows whose something is; as soon as that is known, it is forgotten."""
    folder = Path("odd")
    (folder / "ann").mkdir(parents=True)
    (folder / "ann/toy.ipynb").write_bytes(Path("collected/ann/toy.ipynb").read_bytes())
    (folder / "bob_toy.pdf").write_bytes(b"%PDF")
    (folder / "anon_x1_5_toy.ipynb").write_bytes(Path("collected/dora/toy.ipynb").read_bytes())
    command = ["odd" if each == "collected" else each for each in [*GRADE, "--out", "odd-grades"]]
    export = ["homework", "export", "odd-grades", "--to", "csv", "--missing-as-zero"]

    def totals():
        assert main(command) == 0 and main(export) == 0
        rows = csv.DictReader(Path("odd-grades/toy-csv.csv").read_text(encoding="utf-8-sig").splitlines())
        return {row["student"]: (row["total"], row["state"]) for row in rows}

    waits, zero = ("", "needs a person"), ("0", "missing")
    assert totals() == dict.fromkeys(["ann", "bob", "cy", "dora", "eve", "flo"], waits)
    said = capsys.readouterr().out
    assert "bob: bob_toy.pdf is a PDF; what is graded is the .ipynb file\n" in said, "once"
    assert "flo: it may be this student's, and nobody can tell: anon_x1_5_toy.ipynb: Canvas hides whose it is" in said
    page = Path("odd-grades/feedback/flo/toy.html").read_text(encoding="utf-8")
    assert "it is not clear whose it is" in page and "anon_x1" not in page
    (folder / "anon_x1_5_toy.ipynb").rename(folder / "dora_toy.ipynb")
    assert totals() == {"ann": waits, "bob": waits, "cy": zero, "dora": waits, "eve": zero, "flo": zero}
    assert not os.listdir("odd-grades/feedback/flo") and os.listdir("odd-grades/feedback/dora")


def test_of_whom_nobody_knows_the_file_the_questions_are_those_of_now(term, monkeypatch):
    """Else nothing can be exported after a question was changed, and to grade again, as is said then, does not help."""
    Path("veiled").mkdir()
    shutil.copy("collected/dora/toy.ipynb", "veiled/anon_x1_5_toy.ipynb")
    command = ["veiled" if each == "collected" else each for each in [*GRADE, "--out", "veiled-grades"]]
    assert main(command) == 0
    product, *others = toy_class.ASSIGNMENT.questions
    later = replace(toy_class.ASSIGNMENT, questions=(replace(product, points=3), *others))
    monkeypatch.setitem(register.ASSIGNMENTS, "toy", later)
    monkeypatch.setattr(whole_class, "check_solutions", lambda *arguments: None)
    monkeypatch.setattr(whole_class, "grader_version", lambda: "a newer one")
    assert main(command) == 0
    assert main(["homework", "export", "veiled-grades", "--to", "csv"]) == 0


def test_a_secret_is_nowhere_but_in_its_file(term):
    secret = Path("term.key").read_bytes().strip()
    for path in term.rglob("*"):
        if path.is_file() and path.name != "term.key":
            assert secret not in path.read_bytes(), path


def test_no_key_and_no_hidden_case_is_in_any_feedback(term):
    pages = "\n".join(path.read_text(encoding="utf-8") for path in term.glob("graded/feedback/*/toy.html"))
    for student in ("ann", "bob", "cy", "dora", "eve"):
        secret = Path("term.key").read_bytes().strip()
        variants = Handout(toy_class.ASSIGNMENT, secret).variants(f"student:{student}")
        assert str(variants["toy-product"].key) not in pages
        for (case,) in variants["toy-line"].kind.cases:
            assert str(case) not in pages and f"{case:.4g}" not in pages


def test_whatever_happens_to_the_grader_a_person_hears_of_it(monkeypatch):
    monkeypatch.setattr(workers, "grade_submission", lambda *arguments, **options: 1 / 0)
    graded = grade_one(Handout(toy_class.ASSIGNMENT, b"s"), "student:ann", b"", unprotected=False)
    assert {mark.status for mark in graded.marks} == {"needs a person"}
    assert (
        "the grader failed (ZeroDivisionError: division by zero)"
        in graded.marks[0].message
        == f"Not graded yet: {graded.undone}."
    )


def test_where_the_machine_fails_it_is_still_to_do(term, capsys, monkeypatch):
    """It is named, nobody counts as one who handed nothing in, and the next run tries again."""
    failing = [each if each != "2" else "1" for each in [*GRADE, "--out", "failing"]]

    def fails(*arguments, **options):
        raise CannotRun("the box did not end within 15 seconds: no space left on device")

    monkeypatch.setattr(whole_class, "check_solutions", lambda *arguments: None)
    monkeypatch.setattr(workers, "_job", lambda key, *job: (key, grade_one(*job)))
    with monkeypatch.context() as patch:
        patch.setattr(workers, "grade_submission", fails)
        assert main(failing) == 1
    said = capsys.readouterr().out
    assert "0 submissions graded now, 0 before" in said and "5 submissions still to be graded: the same command" in said
    assert "  cy: the box did not end within 15 seconds: no space left on device" in said
    assert "cy: nothing handed in" not in said and "flo: nothing handed in" in said
    assert marks("failing") == dict.fromkeys(marks(), [None] * 3)
    with monkeypatch.context() as patch:
        patch.setattr(workers, "grade_submission", lambda assignment, *_, **options: graded_as(assignment, 1))
        assert main(failing) == 0
    assert "5 submissions graded now, 0 before" in capsys.readouterr().out
    monkeypatch.setattr(whole_class, "grader_version", lambda: "a newer one")
    monkeypatch.setattr(workers, "grade_submission", fails)
    assert main(failing) == 1
    assert "5 submissions still to be graded" in capsys.readouterr().out
    assert marks("failing") == dict.fromkeys(marks(), [1] * 3), "what these files had before is kept"


def graded_as(assignment, points):
    names = [question.name for question in assignment.questions]
    return Graded(tuple(Mark(name, points, 5, "wrong", "So.") for name in names))


def _boxless(*arguments, **options):
    raise NoBox("there is no box on this machine")


def test_a_machine_without_boxes_stops_and_marks_nobody(monkeypatch):
    handout = Handout(toy_class.ASSIGNMENT, b"s")
    monkeypatch.setattr(workers, "grade_submission", _boxless)
    with pytest.raises(NoBox):
        grade_one(handout, "student:ann", b"", unprotected=False)
    monkeypatch.setattr(workers, "_job", _boxless)
    with (
        pytest.raises(UserError, match="grading stopped, what is finished is kept: there is no box on this machine"),
        at_work(Workers(1), handout) as run,
    ):
        [*run({"ann": lambda: ("student:ann", b"")})]


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL on Windows")
def test_a_worker_that_dies_costs_only_its_own_submission(monkeypatch):
    monkeypatch.setattr(workers, "_job", toy_class.die_or_grade)
    data = dict.fromkeys("abc", b"harmless") | {"c": b"deadly"}
    jobs = {name: lambda name=name: ("", data[name]) for name in data}
    with at_work(Workers(2), Handout(toy_class.ASSIGNMENT, b"")) as run:
        said = {name: graded.marks[0].message for name, graded in run(jobs)}
    assert said.pop("c") == "Not graded yet: the grader's process died over this notebook."
    assert said == dict.fromkeys("ab", "graded")


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL on Windows")
def test_killed_at_any_moment_no_finished_mark_is_lost(term):
    """kill -9 after the first submission; the same command again gives what an undisturbed run gives."""
    command = [sys.executable, toy_class.__file__, str(term / "source"), *GRADE, "--out", "killed"]
    _, session = killed(command, term, "killed", 1)
    after = rows("killed")
    assert 0 < len(after) < 5
    assert main([*GRADE, "--out", "killed"]) == 0
    assert after <= rows("killed"), "what was finished was graded again"
    assert marks("killed") == marks("graded")
    deadline = time.monotonic() + 30
    while left := in_session(session):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def test_without_input_and_output_a_command_does_the_same(term):
    """As some programs start another one. The first file that is opened would have the place of what was closed."""
    command = [sys.executable, toy_class.__file__, str(term / "source"), *GRADE, "--out", "unheard"]
    subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command], check=True)
    assert marks("unheard") == marks("graded")


def rows(folder):
    """The submissions in a store, with the time of their grading."""
    try:
        base = sqlite3.connect(f"file:{folder}/grades.sqlite?mode=ro", uri=True)
        with closing(base):
            return {*base.execute("SELECT student, graded_at, hash FROM submissions")}
    except sqlite3.OperationalError:  # not there yet
        return set()


def in_session(session):
    """The processes of a session that still run."""
    listed = subprocess.run(["ps", "-eo", "sid=,pid=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if line.split()[0] == str(session)]


def test_on_a_dask_cluster_the_marks_are_the_same(term):
    distributed = pytest.importorskip("distributed", reason="dask[distributed] is not installed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        assert main([*GRADE, "--out", "dask", "--dask", cluster.scheduler_address]) == 0
    assert marks("dask") == marks("graded")


def test_no_scheduler_there(term, capsys):
    pytest.importorskip("distributed")
    assert main([*GRADE, "--out", "dask2", "--dask", "nothing://here"]) == 1
    assert "there is no Dask scheduler at nothing://here" in capsys.readouterr().err


# ---- help and errors


def test_grades_that_cannot_be_written_now_are_named_and_kept(term, capsys, monkeypatch):
    """Another command at work, a full disk, a folder that may only be read: there is nothing wrong with the file."""
    before, connect = marks(), sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: connect(path, timeout=0.1))
    with closing(connect("graded/grades.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert main(GRADE) == 1
    said = capsys.readouterr().err
    assert "grades.sqlite cannot be used now: database is locked" in said and "move it away" not in said
    assert marks() == before
    with closing(connect("graded/grades.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(GRADE) == 1
    assert "cannot be used now: database is locked" in capsys.readouterr().err


def commands():
    homework = parser()._subparsers._group_actions[0].choices["homework"]
    return homework._subparsers._group_actions[0].choices


@pytest.mark.parametrize("name", commands())
def test_every_help_has_an_example_that_can_be_typed(name, capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["homework", name, "--help"])
    examples = re.findall(r"^  sparsity-kit (.+)$", capsys.readouterr().out, flags=re.M)
    assert examples
    for example in examples:
        assert parser().parse_args(shlex.split(example)).run


def test_a_home_that_no_shell_has_expanded_is_found(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["homework", "secret", "~/term.key"]) == 0 and (tmp_path / "term.key").is_file()
    assert main(["homework", "report", "~/nowhere"]) == 1 and f"{tmp_path}/nowhere has no" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["sparsity_kit", "sparsity_kit.grading"])
def test_python_runs_it_by_its_module_and_it_says_its_version(module):
    said = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout == f"sparsity-kit {metadata.version('sparsity-kit')}\n"


@pytest.mark.parametrize("option", ["--only", "--question"])
def test_names_that_are_given_one_after_the_other_are_all_meant(option):
    options = parser().parse_args([*GRADE, option, "a,b", option, " c ,"])
    assert vars(options)[option.removeprefix("--")] == ["a", "b", "c"]
    assert vars(parser().parse_args(GRADE))[option.removeprefix("--")] == []


@pytest.mark.parametrize("option", ["--only", "--question", "--due", "--extensions", "--worksheet", "--out", "--dask"])
def test_an_option_that_is_left_empty_is_none(option, capsys):
    """As where a variable of the shell has no value: nobody means all then, or the default."""
    with pytest.raises(SystemExit, match="2"):
        main([*GRADE, option, ""])
    said = capsys.readouterr().err
    assert "leave it out" in said and option.removeprefix("--") in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["variants", "hw99", *NUMBERS], "there is no assignment 'hw99'; there are toy"),
        (
            ["variants", "toy", "--secret", "collected", "--roster", "class.csv"],
            "no secret can be read from collected: Is a directory; give the file with which you released",
        ),
        (["variants", "toy", *NUMBERS, "--run", "-1"], "--run is a number of variants, at least 0, got -1"),
        (["variants", "toy", *NUMBERS, "--pool", "0"], "--pool is the number of variants, at least 1, got 0"),
        (
            ["variants", "toy", "--secret", "no", "--roster", "class.csv"],
            "no secret can be read from no: No such file or directory; give the file with which you released",
        ),
        (["release", "toy", *NUMBERS, "--nbgrader"], "with --nbgrader give --pool 1, got none"),
        (
            ["release", "toy", *NUMBERS, "--out", "class.csv"],
            "class.csv/ann cannot be used: Not a directory; a folder is needed there: give another",
        ),
        (["grade", "nowhere", *GRADE[3:]], "there is no folder nowhere of submissions"),
        ([*GRADE[1:], "--due", "soon"], "the date 'soon' cannot be read"),
        (["report", "collected"], "collected has no grades.sqlite"),
        (["mark", "graded"], "give a file of marks to take over, or --sheet"),
        (["drop", "toy", "toy-nothing"], "toy has no question 'toy-nothing'; it has toy-product, toy-line, toy-essay"),
        (["drop", "toy", "toy-line", "--undo"], "toy-line is not dropped"),
        (["history", "graded", "zoe"], "zoe is not in the roster"),
        ([*GRADE[1:], "--question", "toy-nothing"], "toy has no question 'toy-nothing'; it has toy-product"),
        (["mark", "graded", "no.csv"], "no marks can be read from no.csv"),
        (["mark", "graded", "no.db"], "there is no file no.db"),
        (
            ["export", "graded", "--to", "canvas", "--column", "Homework 2"],
            "--column names a column of a --template, and there is none; got --column 'Homework 2'",
        ),
        (["export", "graded", "--to", "canvas", "--template", "no"], "no template can be read from no"),
    ],
)
def test_what_the_user_can_mend_is_said_in_a_line(term, arguments, said, capsys):
    assert main(["homework", *arguments]) == 1
    error = capsys.readouterr().err
    assert error.startswith("sparsity-kit: ") and said in error and error.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ["release", "toy", *NUMBERS, "--out", "collected"],
            "collected/ann/toy.ipynb is not as it was released, and may have answers in it; give another",
        ),
        ([*GRADE[1:], "--workers", "0"], "--workers is a number of processes from 1 to 256, got 0"),
        ([*GRADE[1:], "--workers", "257"], "from 1 to 256, got 257"),
        (["history", "graded", "ann", "--question", "toy-nope"], "toy has no question 'toy-nope'; it has toy-product"),
    ],
)
def test_what_would_lose_work_or_find_nothing_is_refused(term, monkeypatch, capsys, command, said):
    monkeypatch.chdir(term)
    before = Path("collected/ann/toy.ipynb").read_bytes()
    assert main(["homework", *command]) == 1 and said in capsys.readouterr().err
    assert Path("collected/ann/toy.ipynb").read_bytes() == before
