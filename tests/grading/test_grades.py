"""Marks once they are given: kept whole, joined with a person's, exported without a silent zero, shown on pages."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_class import ASSIGNMENT, FACTOR

from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import Graded, Mark
from sparsity_kit.grading.marks.by_hand import checked, read_sheet, sheet
from sparsity_kit.grading.marks.class_picture import draw, questions, spread, status
from sparsity_kit.grading.marks.export import canvas_csv, moodle_csv, plain_csv, questions_csv
from sparsity_kit.grading.marks.feedback import feedback
from sparsity_kit.grading.marks.gradescope import gradescope_zip
from sparsity_kit.grading.marks.report import misconceptions, report
from sparsity_kit.grading.marks.standing import Standing, chosen, standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.marks.template import filled_in
from sparsity_kit.grading.marks.wrong_answers import unknown, wrong_answers, wrong_answers_csv
from sparsity_kit.grading.tables import safe, safe_csv_text
from sparsity_kit.grading.terminal import UserError

ANN = Student("ann", "Smith, Ann", "ann@x.org", canvas_id="101", moodle_id="901", section="A")
BOB = Student("bob", "=1+1", "bob@x.org")
CY, DORA = Student("cy", "<script>Cy"), Student("dora", "Wu, Dora")
STUDENTS = (ANN, BOB, CY, DORA)


PRODUCT = {2: ("right", "Yes."), 0: ("wrong", FACTOR, "factor lost"), None: ("needs a person", "A person reads this.")}


def graded(product, line, essay=None):
    """A Graded with points for the three questions; None is for a person."""
    marks = [
        Mark("toy-product", product, 2, *PRODUCT[product]),
        Mark("toy-line", line, 3, "right" if line else "wrong", "Yes." if line else "It returns <b>a wrong</b> value."),
        Mark("toy-essay", essay, 5, "needs a person" if essay is None else "right", "A person reads this."),
    ]
    return Graded(tuple(marks), ("Cell 3 ended the run.",) if not line else ())


@pytest.fixture
def store(tmp_path):
    """A store in which ann and bob wait for a person, cy's essay was marked, and dora handed nothing in."""
    with Store(tmp_path, make=True) as store:
        store.put_roster(STUDENTS)
        store.put_intake("toy", {"bob": ["late by 1 hour"]}, ["x.ipynb is not graded"])
        for student, result in (("ann", graded(2, 3)), ("bob", graded(0, 0)), ("cy", graded(2, 0))):
            store.put("toy", student, f"hash of {student}", "made", f"{student}/toy.ipynb", result)
        store.put_by_hand("toy", [("cy", "toy-essay", 3.5, "Why <so>?")])
        yield store


# ---- the store


def test_what_is_put_comes_back(store, tmp_path):
    assert store.roster() == list(STUDENTS) and store.assignments() == ["toy"]
    assert store.marks("toy")["ann"] == list(graded(2, 3).marks)
    assert store.done("toy")["bob"] == ("hash of bob", "made")
    with Store(tmp_path) as again:
        assert again.marks("toy") == store.marks("toy")
        assert again.intake("toy") == ({"bob": ["late by 1 hour"]}, ["x.ipynb is not graded"])


def test_a_submission_is_replaced_whole_or_not_at_all(store):
    before = store.marks("toy")["ann"]
    twice = Graded((graded(0, 0).marks[0],) * 2)
    with pytest.raises(sqlite3.IntegrityError):
        store.put("toy", "ann", "new", "made", "f", twice)
    assert store.marks("toy")["ann"] == before and store.done("toy")["ann"] == ("hash of ann", "made")
    store.put("toy", "ann", "new", "made", "f", graded(0, 3))
    assert store.marks("toy")["ann"] == list(graded(0, 3).marks)


def test_no_text_is_ever_part_of_a_query(store):
    name = "x'); DROP TABLE marks; --"
    store.put(name, name, name, name, name, Graded((Mark(name, 0, 1, "wrong", name),), (name,)))
    assert store.marks(name)[name][0].message == name and store.marks("toy")


def test_a_folder_without_grades_and_a_file_that_is_something_else(tmp_path):
    with pytest.raises(UserError, match=r"has no grades\.sqlite; first run"):
        Store(tmp_path)
    (tmp_path / "grades.sqlite").write_bytes(b"not a database, but a text of some length" * 99)
    with pytest.raises(UserError, match=r"cannot be used: .*; move it away"):
        Store(tmp_path)
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("PRAGMA user_version = 99")
    other.close()
    (tmp_path / "other.sqlite").replace(tmp_path / "grades.sqlite")
    with pytest.raises(UserError, match="have the form 99, and this version of the kit reads the form 2;"):
        Store(tmp_path)


# ---- where students stand


def test_a_total_is_final_only_when_every_question_is(store):
    ann, bob, cy, dora = standings(store, "toy")
    assert (ann.total, ann.so_far, ann.waiting, ann.full) == (None, 5, ["toy-essay"], 10)
    assert (cy.total, cy.waiting, cy.missing) == (5.5, [], False)
    assert (dora.total, dora.missing, dora.marks) == (None, True, ())
    assert bob.flags == ("late by 1 hour", "Cell 3 ended the run.")


def test_a_persons_mark_is_for_the_file_that_was_read(store):
    store.put("toy", "cy", "another hash", "made", "f", graded(2, 0))
    cy = standings(store, "toy")[2]
    assert cy.total is None and "A person had marked an earlier version" in cy.marks[2].message
    store.put_by_hand("toy", [("cy", "toy-essay", 1, "")])
    assert standings(store, "toy")[2].total == 3


def test_which_assignment(store):
    assert chosen(store, None) == "toy"
    with pytest.raises(UserError, match="has no assignment 'hw9', it has toy"):
        standings(store, "hw9")
    store.put_intake("hw9", {}, [])
    with pytest.raises(UserError, match="has hw9, toy; say which: --assignment NAME"):
        chosen(store, None)
    assert [chosen(store, name) for name in ("hw9", "toy")] == ["hw9", "toy"]


def test_before_anything_is_graded_there_is_no_assignment(tmp_path):
    with (
        Store(tmp_path, make=True) as store,
        pytest.raises(UserError, match="has no assignment yet; first run"),
    ):
        chosen(store, None)


# ---- a person's marks


def test_the_sheet_has_what_waits_and_comes_back_filled_in(store, tmp_path):
    text = sheet(standings(store, "toy"), ASSIGNMENT)
    rows = [*csv.DictReader(text.splitlines())]
    assert [(row["student"], row["question"]) for row in rows] == [("ann", "toy-essay"), ("bob", "toy-essay")]
    assert rows[0]["looks for"] == "3: says why; 2: says it well" and rows[0]["seen"] == "A person reads this."
    path = tmp_path / "sheet.csv"
    path.write_text(text.replace('ann,"Smith, Ann",toy-essay,,5,,', 'ann,"Smith, Ann",toy-essay,4.5,5,well said,'))
    taken = checked(read_sheet(path), standings(store, "toy"), ASSIGNMENT)
    assert taken == [("ann", "toy-essay", 4.5, "well said")]
    store.put_by_hand("toy", taken)
    assert standings(store, "toy")[0].total == 9.5


def test_a_sheet_is_for_the_files_that_were_graded_when_it_was_written(store, tmp_path):
    """Somebody marks at leisure, and meanwhile a newer file comes in: what was read is not what would be marked."""
    path, text = tmp_path / "sheet.csv", sheet(standings(store, "toy"), ASSIGNMENT)
    store.put("toy", "ann", "another hash", "made", "f", graded(2, 3))
    path.write_text(text.replace("toy-essay,,5,,", "toy-essay,4,5,,"))
    with pytest.raises(UserError, match="ann, toy-essay: a newer file was graded since") as error:
        checked(read_sheet(path), standings(store, "toy"), ASSIGNMENT)
    assert "bob" not in str(error.value)
    path.write_text(path.read_text().replace("#hash of ann", ""))
    assert len(checked(read_sheet(path), standings(store, "toy"), ASSIGNMENT)) == 2


def test_a_comment_may_have_several_lines(tmp_path):
    """As spreadsheets write it; a vertical tab, a paragraph in a word processor, ends no row either."""
    (tmp_path / "sheet.csv").write_text('student,question,Points,comment\ncy,toy-essay,2,"Good,\nbut\vshort\u2028."\n')
    assert read_sheet(tmp_path / "sheet.csv") == [("line 3", "cy", "toy-essay", "2", "Good,\nbut\vshort\u2028.", "")]


@pytest.mark.parametrize(
    ("headings", "missing"),
    [("question,points", "student"), ("code,points", "question"), ("student,question,comment", "points")],
)
def test_a_sheet_without_a_column_that_it_needs_is_named(tmp_path, headings, missing):
    (tmp_path / "sheet.csv").write_text(f"{headings}\n{',' * headings.count(',')}4\n")
    with pytest.raises(UserError, match=f"has no column {missing}; its first line must name student, question, points"):
        read_sheet(tmp_path / "sheet.csv")


def test_a_sheet_that_was_taken_over_can_be_mended_and_taken_over_again(store):
    """Also where the grader could not say, and a person gave points without a comment."""
    store.put("toy", "bob", "hash", "made", "bob/toy.ipynb", graded(None, 3))
    for points in ("2", "1", "1"):
        rows = checked([("line 2", "bob", "toy-product", points, "")], standings(store, "toy"), ASSIGNMENT)
        store.put_by_hand("toy", rows)
    assert standings(store, "toy")[1].marks[0].points == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("zoe", "toy-essay", "1", ""), "zoe, toy-essay: this student is not in the roster"),
        (("dora", "toy-essay", "1", ""), "has handed nothing in"),
        (("ann", "toy-poem", "1", ""), "there is no such question; there are toy-product, toy-line, toy-essay"),
        (("ann", "toy-essay", "6", ""), "points must be a number from 0 to 5, got '6'"),
        (("ann", "toy-essay", "nan", ""), "from 0 to 5, got 'nan'"),
        (("ann", "toy-essay", "-1", ""), "from 0 to 5"),
        (("ann", "toy-essay", "0_5", ""), "from 0 to 5, got '0_5'"),  # in Python that is 5
        (("ann", "toy-essay", "two\x1b[2J", ""), r"got 'two\\x1b[2J'"),
        (("ann", "toy-essay", "3", "5"), "the comment is the number 5; if 3.5 points are meant, write them so"),
        (("ann", "toy-line", "1", ""), "the grader has marked it; to overrule it, say why in the column comment"),
    ],
)
def test_one_wrong_row_and_no_mark_is_taken(store, row, said):
    good = ("line 2", "bob", "toy-essay", "5", "")
    with pytest.raises(UserError) as error:
        checked([good, ("line 3", *row)], standings(store, "toy"), ASSIGNMENT)
    assert f"line 3: {said}" in str(error.value) or said in str(error.value)
    assert "line 2" not in str(error.value)


def test_a_person_who_marks_anew_need_not_say_why(store):
    assert checked([("line 2", "cy", "toy-essay", "5", "")], standings(store, "toy"), ASSIGNMENT)


def test_a_person_overrules_the_grader_with_a_reason(store):
    rows = checked([("line 2", "bob", "toy-line", "3", "It was right.")], standings(store, "toy"), ASSIGNMENT)
    store.put_by_hand("toy", rows)
    mark = standings(store, "toy")[1].marks[1]
    assert mark.points == 3 and mark.by_hand and mark.message == "It was right."
    with pytest.raises(UserError, match="it is marked twice"):
        checked(
            [("a", "bob", "toy-essay", "1", ""), ("b", "bob", "toy-essay", "2", "")],
            standings(store, "toy"),
            ASSIGNMENT,
        )


# ---- for other systems


def rows_of(text):
    return [*csv.reader(io.StringIO(text))]


def test_canvas(store):
    rows = rows_of(canvas_csv(standings(store, "toy"), ASSIGNMENT))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "A toy (toy)"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "10"]
    assert rows[2:] == [
        ["<script>Cy", "", "", "cy", "", "5.5"],
    ]
    assert [row[3] for row in rows_of(canvas_csv(standings(store, "toy"), ASSIGNMENT, 0.0))[2:]] == ["cy", "dora"]


def test_moodle_leaves_out_who_has_no_grade_yet(store):
    rows = rows_of(moodle_csv(standings(store, "toy"), ASSIGNMENT))
    assert [(row[2], row[4]) for row in rows[1:]] == [("cy", "5.5")]


@pytest.mark.parametrize("write", [canvas_csv, moodle_csv, plain_csv])
def test_nobody_who_waits_gets_a_zero(store, write):
    found = standings(store, "toy")
    for missing in (None, 0.0):
        rows = rows_of(write(found, ASSIGNMENT, missing))[1:]
        whose = {login: row for row in rows for login in ("ann", "bob", "cy", "dora") if login in row}
        assert "cy" in whose and (missing is None or "0" in whose["dora"])
        if write is plain_csv:
            assert whose["ann"][6:8] == ["", ""] == whose["bob"][6:8]
            assert (whose["dora"][7] == "") == (missing is None)
        else:
            assert not {"ann", "bob"} & whose.keys() and ("dora" in whose) == (missing is not None)


def test_the_table_is_for_a_spreadsheet(store):
    text = plain_csv(standings(store, "toy"), ASSIGNMENT)
    assert text.startswith("\ufeffstudent,name,email,section,toy-product") and '"Smith, Ann",ann@x.org,A,2,3,' in text


def test_the_points_of_each_question(store):
    rows = [*csv.DictReader(io.StringIO(questions_csv(standings(store, "toy"), ASSIGNMENT).removeprefix("\ufeff")))]
    assert len(rows) == 4 * 3
    essay = [row for row in rows if row["question"] == "toy-essay"]
    assert [(row["student"], row["points"], row["out of"], row["status"], row["by"]) for row in essay] == [
        ("ann", "", "5", "needs a person", ""),
        ("bob", "", "5", "needs a person", ""),
        ("cy", "3.5", "5", "right in part", "a person"),
        ("dora", "", "5", "missing", ""),
    ]
    product = [(row["points"], row["status"], row["mistake"]) for row in rows if row["question"] == "toy-product"]
    assert product == [("2", "right", ""), ("0", "wrong", "factor lost"), ("2", "right", ""), ("", "missing", "")]
    for points, said in ((0, "wrong"), (0.5, "right in part"), (5, "right")):
        store.put_by_hand("toy", [("cy", "toy-essay", points, "")])
        text = questions_csv(standings(store, "toy"), ASSIGNMENT)
        assert [row[7] for row in rows_of(text) if row[0] == "cy"][-1] == said
    zeros = rows_of(questions_csv(standings(store, "toy"), ASSIGNMENT, 0.0))
    assert [row[5] for row in zeros if row[0] == "dora"] == ["0", "0", "0"]


def test_gradescope_shows_each_student_its_own_marks(store, tmp_path):
    """The autograder is unpacked and run as there: by its e-mail address each submission finds its results."""
    store.put_by_hand("toy", [("ann", "toy-essay", 5, "Well said.")])
    with_mail = [replace(each, email=f"{each.student}@x.org") for each in STUDENTS[:3]]
    store.put_roster([*with_mail, STUDENTS[3]])
    content, there = gradescope_zip(standings(store, "toy"), 0.0)
    assert there == ["ann", "cy"], "bob waits, and dora has no address"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "source")
        assert all(archive.getinfo(name).external_attr >> 16 == 0o755 for name in ("setup.sh", "run_autograder"))
    (tmp_path / "results").mkdir()

    def shown(*users):
        (tmp_path / "submission_metadata.json").write_text(json.dumps({"users": [{"email": each} for each in users]}))
        command = [sys.executable, tmp_path / "source" / "run_autograder", tmp_path]
        ran = subprocess.run(command, capture_output=True, text=True)
        return ran.returncode or json.loads((tmp_path / "results" / "results.json").read_text())

    result = shown("ANN@x.org")
    assert result["score"] == 10 == sum(test["score"] for test in result["tests"])
    assert [test["max_score"] for test in result["tests"]] == [2, 3, 5]
    assert result["tests"][2]["output"] == "Well said." and shown("cy@x.org")["score"] == 5.5
    assert shown("bob@x.org") == 1 == shown("dora@x.org"), "no mark yet is no score, and no 0"
    alone, together = shown("ann@x.org"), shown("ann@x.org", "ANN@x.org")
    assert together == alone and shown("ann@x.org", "cy@x.org") == 1 == shown("cy@x.org", "ann@x.org") == shown()
    assert shown("ann@x.org", "bob@x.org") == 1, "nobody has another's mark by handing in together"
    store.put_roster([replace(each, email=f"{each.student}@x.org") for each in STUDENTS])
    marks = json.loads(zipfile.ZipFile(io.BytesIO(gradescope_zip(standings(store, "toy"), 0.0)[0])).read("marks.json"))
    assert marks["dora@x.org"] == {"score": 0, "output": "Nothing was handed in."}
    assert gradescope_zip(standings(store, "toy"))[1] == ["ann", "cy"]


def test_a_downloaded_file_is_filled_in_and_kept(store):
    text = (
        "\ufeffStudent,ID,SIS Login ID,Section,A toy (4711),Current Score (read only)\n"
        "    Points Possible,,,,10,(read only)\n"
        'Smith Ann,101,,A,,7\n"=bad",7,CY,B,1,8\nStranger,9,zoe,B,3,9\n'
    )
    filled = filled_in(text, standings(store, "toy"), ASSIGNMENT, "A toy")
    assert filled.text.startswith("\ufeffStudent,ID") and (filled.filled, filled.rows) == (1, 3)
    assert rows_of(filled.text)[2:] == [
        ["Smith Ann", "101", "", "A", "", "7"],  # waits for a person: left as it was
        ["=bad", "7", "CY", "B", "5.5", "8"],
        ["Stranger", "9", "zoe", "B", "3", "9"],
    ]
    assert filled.absent == ["bob", "dora"]
    with pytest.raises(UserError, match="has 0 columns 'Homework'"):
        filled_in(text, [], ASSIGNMENT, "Homework")
    with pytest.raises(UserError, match="has 0 columns 'Grade'; it has none; use --column"):
        filled_in("", standings(store, "toy"), ASSIGNMENT, "Grade")
    assert not filled_in(text.removeprefix("\ufeff"), [], ASSIGNMENT, "A toy").text.startswith("\ufeff")
    with pytest.raises(UserError, match="there A toy is out of 100, and toy is out of 10 points; set it there to 10"):
        filled_in(text.replace(",10,(read", ",100.0,(read"), [], ASSIGNMENT, "A toy")


@pytest.mark.parametrize("heads", ["LastName,FirstName,ID", "First name,Last name,ID number"])
def test_a_name_in_two_columns_is_known(store, heads):
    """Of a Canvas that writes it so, and of a grade export of Moodle's."""
    store.put_by_hand("toy", [("ann", "toy-essay", 1, "")])
    names = ("Smith,Ann", "Wu,Zed") if heads.startswith("Last") else ("Ann,Smith", "Zed,Wu")
    text = f"{heads},A toy\n    Points Possible,,,10\n" + "".join(f"{name},7,\n" for name in names)
    filled = filled_in(text, standings(store, "toy"), ASSIGNMENT, "A toy")
    assert [row[3] for row in rows_of(filled.text)[2:]] == ["6", ""] and filled.absent == ["bob", "cy", "dora"]


def test_who_is_excused_on_canvas_stays_excused(store):
    """Canvas writes EX in place of points; 0 in its place would count, and so would points."""
    text = "Student,ID,SIS Login ID,Section,A toy (4711)\n,,cy,,EX\n,,dora,,ex\n,,bob,,\n"
    filled = filled_in(text, standings(store, "toy"), ASSIGNMENT, "A toy", missing=0.0)
    assert [row[4] for row in rows_of(filled.text)[1:]] == ["EX", "ex", ""]
    assert (filled.filled, filled.rows, filled.excused) == (0, 3, ["cy", "dora"])


def test_a_name_that_ends_with_a_number_makes_no_worksheet_of_a_table():
    """In Moodle's worksheet the full mark stands behind the grade; here another grade does."""
    text = "Student,A toy,Other\nWu 7,,85\nAnn Smith,,60\n\n"
    assert filled_in(text, [], ASSIGNMENT, "A toy").filled == 0
    with pytest.raises(UserError, match="is out of 85, and toy is out of 10 points"):
        filled_in(text.replace("Ann Smith", "Wu 8"), [], ASSIGNMENT, "A toy")


def test_moodles_worksheet_is_filled_in(store):
    head = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments\n"
    text = f"{head}Participant 901,Ann,a@b.c,Submitted,,10,-,\nParticipant 902,Bob,BOB@x.org,Submitted,,10,-,\n"
    store.put_by_hand("toy", [("ann", "toy-essay", 5, ""), ("bob", "toy-essay", 0, "")])
    filled = filled_in(text, standings(store, "toy"), ASSIGNMENT, "Grade")
    assert [row[4] for row in rows_of(filled.text)] == ["Grade", "10", "0"] and (filled.filled, filled.rows) == (2, 2)
    assert filled_in(text.replace(",10,-", ',"10,00",-'), [], ASSIGNMENT, "Grade").filled == 0
    with pytest.raises(UserError, match="there Grade is out of 100, and toy is out of 10 points"):
        filled_in(text.replace(",10,-", ",100.00,-"), [], ASSIGNMENT, "Grade")


@pytest.mark.parametrize("typed", ["bob@x.org", "ann@x.org", "x" * 200_000])
def test_what_a_student_types_on_moodle_brings_no_other_students_points(store, typed):
    """Online text stands in the worksheet as well, behind the grades."""
    store.put_roster([replace(ANN, email="ann@x.org"), BOB])
    store.put_by_hand("toy", [("ann", "toy-essay", 5, ""), ("bob", "toy-essay", 0, "")])
    rows = f"Participant 7,Zed,,,10,{typed}\nParticipant 8,,ann@x.org,,10,{typed}\n"
    text = f"Identifier,Full name,Email address,Grade,Maximum Grade,Online text\n{rows}"
    filled = filled_in(text, standings(store, "toy"), ASSIGNMENT, "Grade")
    assert [row[3] for row in rows_of(filled.text)] == ["Grade", "", "10"] and filled.absent == ["bob"]


WORKSHEETS = {
    "new": ("Identifier,Full name,Status,Grade,Maximum grade,Last modified (grade)", "Participant "),
    "German": ("ID,Vollständiger Name,Status,Bewertung,Bestwertung,Zuletzt geändert (Bewertung)", "Teilnehmer/in"),
}


@pytest.mark.parametrize("language", [*WORKSHEETS])
def test_moodles_worksheet_of_any_language_is_known_by_names(store, language):
    """Its numbers are new for each assignment, addresses are often hidden; who has the same name is told by number."""
    head, word = WORKSHEETS[language]
    people = [("7001", "Ann Smith"), ("7002", "Li Wu"), ("7003", "Li Wu"), ("901", "Bob Jones"), ("7005", "X Y")]
    text = "\n".join([head, *(f"{word}{number},{name},-,,10,-" for number, name in people)])
    roster = [ANN, replace(BOB, name="Jones, Bob", moodle_id=""), Student("wu1", "Wu, Li", moodle_id="7003")]
    store.put_roster([*roster, Student("wu2", "Wu, Li")])
    for number, student in enumerate(("ann", "bob", "wu1", "wu2")):
        store.put("toy", student, student, "made", "f", graded(2, 0))
        store.put_by_hand("toy", [(student, "toy-essay", number, "")])
    column = head.split(",")[3]
    filled = filled_in(text, standings(store, "toy"), ASSIGNMENT, column)
    assert [row[3] for row in rows_of(filled.text)] == [column, "2", "", "4", "3", ""]
    assert filled.absent == ["wu2"], "nobody knows which of the two this is"
    with pytest.raises(UserError, match="is out of 100, and toy is out of 10 points"):
        filled_in(text.replace(",10,-", ",100.00,-"), [], ASSIGNMENT, column)


def test_a_row_that_is_two_students_is_nobodys(store):
    text = "Student,ID,SIS Login ID,A toy\n,101,ann,\n,101,bob,\n"
    with pytest.raises(UserError, match=r"the row of .* is that of ann and bob; mend the roster, and grade again"):
        filled_in(text, standings(store, "toy"), ASSIGNMENT, "A toy")


@pytest.mark.parametrize(
    ("rows", "login"),
    [("Ann,101,,\nZed,,ann,\n", "ann"), ("Wu,,00123,\nZed,,123,\n", "00123"), ("Ann,101,,\nZed,101,,\n", "ann")],
)
def test_two_rows_that_are_one_students_are_nobodys(store, rows, login):
    """A number that is one student's login here may be another one's there, who would get these points."""
    store.put_roster([ANN, Student("00123", "Wu, Cy")])
    with pytest.raises(UserError, match=rf"the rows of \w+ and Zed are both {login}'s"):
        filled_in(f"Student,ID,SIS Login ID,A toy\n{rows}", standings(store, "toy"), ASSIGNMENT, "A toy")


def test_a_spreadsheet_with_decimal_commas_and_without_leading_zeros(store, tmp_path):
    store.put_roster([ANN, Student("00123", "Wu, Cy"), Student("07", "X, X"), Student("7", "Y, Y")])
    store.put("toy", "00123", "hash", "made", "f", graded(2, 0))
    path = tmp_path / "sheet.csv"
    path.write_text("student;question;points;comment\n123;toy-essay;3,5; so, so\n", encoding="utf-16")
    taken = checked(read_sheet(path), standings(store, "toy"), ASSIGNMENT)
    assert taken == [("00123", "toy-essay", 3.5, "so, so")]
    store.put("toy", "ann", "hash", "made", "f", graded(2, 0))
    assert checked([("line 2", "ANN", "toy-essay", "1", "")], standings(store, "toy"), ASSIGNMENT)[0][0] == "ann"
    store.put_by_hand("toy", taken)
    path.write_text("student,question,points,comment\nann,toy-essay,3,5\nann,toy-essay,3,5,so\n")
    with pytest.raises(UserError, match="line 3 has 5 cells, and the first line names 4"):
        read_sheet(path)
    with pytest.raises(UserError, match="007, toy-essay: this student is not in the roster"):
        checked([("line 2", "007", "toy-essay", "1", "")], standings(store, "toy"), ASSIGNMENT)
    text = "Student;SIS Login ID;A toy\n;123;\n;07;9\n;007;8\n"
    filled, *_, absent, _ = filled_in(text, standings(store, "toy"), ASSIGNMENT, "A toy")
    assert filled == "Student;SIS Login ID;A toy\n;123;5.5\n;07;9\n;007;8\n" and absent == ["ann", "7"]


@given(st.builds("".join, st.tuples(st.sampled_from(["", " ", "\t", "\xa0"]), st.sampled_from("=+-@a"), st.text())))
def test_no_cell_is_a_formula(text):
    rows = [*csv.reader(io.StringIO(safe_csv_text([["id", text]])), strict=True)]
    assert len(rows) == 1 and not rows[0][1].lstrip().startswith(("=", "+", "-", "@"))


def test_numbers_stay_numbers():
    assert [safe(value) for value in (-1.0, 0.1 + 0.2, 3, None)] == ["-1", "0.3", "3", ""]


# ---- pages and pictures


class Outline(HTMLParser):
    """The tags of a page that are left open, and all of its text and attributes."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.images = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attributes))
        elif tag not in ("meta", "br", "!doctype"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_feedback_says_the_marks_and_is_escaped(store):
    page = feedback(standings(store, "toy")[2], ASSIGNMENT)
    outline = Outline(page)
    assert outline.open == [] and "script" not in outline.tags and "b" not in outline.tags
    assert page.startswith("<!DOCTYPE html>") and '<html lang="en">' in page
    assert outline.tags.count("h1") == 1 and outline.tags.count("h2") == 3 == outline.tags.count("section")
    for said in (
        "5.5 of 10 points.",
        "2 of 2 points",
        "✗ not right",
        "Why &lt;so&gt;?",
        "marked by a person",
        "&lt;script&gt;Cy",
    ):
        assert said in page
    assert "late" not in page and "Cell 3" not in page  # flags are for the instructor


def test_feedback_before_a_person_has_marked(store):
    page = feedback(standings(store, "toy")[0], ASSIGNMENT)
    assert "5 of 10 points so far." in page and "1 question is still to be marked by a person" in page


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_no_text_breaks_a_page(text):
    standing = Standing(replace(ANN, name=text), (Mark("q", 0, 1, "wrong", f"x{text}"),), (text,))
    for page in (
        (feedback(standing, ASSIGNMENT), report([standing], ASSIGNMENT, [text])[0])
        if len(text) < 3
        else (feedback(standing, ASSIGNMENT),)
    ):
        assert Outline(page).open == [] and not any(ord(each) < 32 and each not in "\n\t" for each in page)


def test_the_report_has_what_an_instructor_asks_first(store):
    page, picture = report(standings(store, "toy"), ASSIGNMENT, store.intake("toy")[1])
    assert picture.startswith(b"\x89PNG")
    outline = Outline(page)
    assert outline.open == [] and len(outline.images) == 1
    assert outline.images[0]["alt"].startswith("Totals of 1 students, median 5.5 of 10")
    for said in (
        "3 of 4 students handed in; 1 totals are final",
        "late by 1 hour",
        "dora Wu, Dora",
        "x.ipynb is not graded",
    ):
        assert said in page
    assert page.count("<th scope=") > 10


def test_mistakes_are_counted_by_what_was_said(store):
    store.put("toy", "ann", "h", "m", "f", graded(0, 3))
    counts = misconceptions(standings(store, "toy"))
    assert counts["toy-product"] == {"factor lost": 2} and counts["toy-line"] == {"": 2} and "toy-essay" not in counts
    assert f"<td>2</td><td>factor lost</td><td>{FACTOR}</td>" in report(standings(store, "toy"), ASSIGNMENT)[0]


def test_wrong_answers_are_counted_as_they_were_given():
    """By question, the most frequent first, each beside its key; those of no known mistake are shown in the report."""

    def own(product, line):
        return [
            Mark("toy-product", 0, 2, "wrong", FACTOR, "factor lost", answer=product, key="the number 8"),
            Mark("toy-line", 0, 3, "wrong", "No.", answer=line, key="<b>a function</b>")
            if line
            else Mark("toy-line", 0, 3, "unreadable", "It cannot be read."),
            Mark("toy-essay", None, 5, "needs a person", "A person reads this."),
        ]

    answers = {"ann": own("the number 4", "=1+1"), "bob": own("the number 4", "=1+1"), "cy": own("the number 3", "")}
    counts = wrong_answers(answers, ASSIGNMENT)
    assert [(*each, count) for each, count in counts.items()] == [
        ("toy-product", "factor lost", "the number 4", "the number 8", 2),
        ("toy-product", "factor lost", "the number 3", "the number 8", 1),
        ("toy-line", "", "=1+1", "<b>a function</b>", 2),
        ("toy-line", "", "It cannot be read.", "", 1),
    ]
    assert "toy-line,2,,'=1+1,<b>a function</b>\n" in wrong_answers_csv(counts)
    page = report([], ASSIGNMENT, answers=unknown(counts))[0]
    assert "<td>2</td><td>=1+1</td><td>&lt;b&gt;a function" in page and "the number 4" not in page
    many = {f"s{number}": own("4", f"answer {number}") for number in range(99)}
    assert len(unknown(wrong_answers(many, ASSIGNMENT))) == 12


def test_two_questions_may_have_a_mistake_of_one_name(store):
    marks = [replace(mark, mistake="sign") if mark.status == "wrong" else mark for mark in graded(0, 0).marks]
    store.put("toy", "ann", "h", "m", "f", Graded(tuple(marks), ()))
    page = report(standings(store, "toy")[:1], ASSIGNMENT)[0]
    assert f"<td>sign</td><td>{FACTOR}</td>" in page and page.count("<td>sign</td><td>It returns") == 1


def test_the_picture_shows_the_numbers(store):
    from matplotlib.figure import Figure

    left, right = Figure().subplots(1, 2)
    found = standings(store, "toy")
    assert spread(left, found, 10) == "Totals of 1 students, median 5.5 of 10: 1 from 5 to 6."
    assert [bar.get_height() for bar in left.patches] == [number == 5 for number in range(10)]
    told = questions(right, found, ASSIGNMENT)
    edges = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in right.patches]
    assert sum(high - low for low, high in edges) == 9 and max(high for _, high in edges) == 3, "side by side"
    assert "toy-product: 2 right, 1 wrong;" in told and told.endswith("toy-essay: 1 right, 2 needs a person.")
    assert "none is final yet" in draw([Standing(ANN)], ASSIGNMENT)[1]
    empty = Figure().subplots()
    spread(empty, [Standing(ANN)], 10)
    assert empty.get_ylim()[0] == 0, "no students below zero"
    assert empty.get_ylim()[1] == 1 and empty.texts[0].get_text() == "no total is final yet"
    assert [(bar.get_x(), bar.get_width()) for bar in left.patches] == [(n, 1.0) for n in range(10)]
    assert left.get_xlim() == (0, 10) and left.lines[0].get_xdata()[0] == 5.5 and left.lines[0].get_linestyle() == "--"
    rows = [label.get_text() for _, label in sorted(zip(right.get_yticks(), right.get_yticklabels(), strict=True))]
    assert rows == [question.name for question in reversed(ASSIGNMENT.questions)], "the first on top"
    for axis, most in ((left.yaxis, 3), (right.xaxis, 3)):
        ticks = axis.get_major_locator().tick_values(0, most)
        assert [*ticks] == [round(each) for each in ticks], "there are no half students"
    short, long = (draw(found, replace(ASSIGNMENT, questions=ASSIGNMENT.questions * n))[0] for n in (1, 4))
    assert [each.get_size_inches()[1] for each in (short, long)] == pytest.approx([4.4, 8.0])


@pytest.mark.parametrize(
    ("points", "by_hand", "drawn"), [(2.5, True, "right"), (2.4, True, "wrong"), (5, False, "wrong")]
)
def test_a_persons_mark_is_drawn_as_right_from_half_of_the_points_on(points, by_hand, drawn):
    assert status(Mark("toy-essay", points, 5, "wrong", "said", by_hand=by_hand)) == drawn
