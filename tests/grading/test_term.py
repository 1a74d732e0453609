"""The term of an instructor, played through the commands: a messy class, three platforms, and who gets what at the end.

Every point that is expected is written here by hand, in POINTS; nothing of the kit says what is right. Each stage is a
fixture that goes on where the one before it stopped, and keeps what the commands said and the table that they exported.
"""

import csv
import io
import json
import os
import re
import shutil
import sys
import unicodedata
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import toy_class
from platform_rules import as_canvas_imports, as_gradescope_runs, as_moodle_imports
from toy_class import answered, run

from sparsity_kit.answers import Number
from sparsity_kit.grading.box.trial import available
from sparsity_kit.homework import register
from tests.grading_speed.runs import killed

PEOPLE = {  # login: (name, as in the roster; e-mail address; Canvas's number, if the roster has it)
    "jmueller": ("Müller, Jörg", "jm@x.org", "101"),
    "00123": ("O'Brien, Seán", "ob@x.org", "102"),
    "wu1": ("Wu, Li", "li1@x.org", ""),
    "wu2": ("Wu, Li", "li2@x.org", ""),
    "garcia": ("García Márquez, Ana", "ana@x.org", ""),
    "maria": ("Skłodowska, Maria", "ms@x.org", ""),
    "oneill": ("O'Neill, Dee, Jr.", "dee@x.org", ""),
    "unal": ("Ünal, Ece", "", ""),
    "bo": ("Østergård, Bo", "bo@x.org", "109"),
    "hana": ("Nováková, Hana", "hana@x.org", ""),
    "kim": ("Kim, Min", "kim@x.org", "111"),
    "ghost": ("Never, Ada", "ada@x.org", "112"),
}
TWICE, ONCE, NEARLY = "c = 2 * a * b", "c = a * b", "c = 2.01 * a * b"
STEEP, FLAT, BROKEN = (f"def line(x):\n    {line}" for line in ("return slope * x", "return x", "raise SystemExit"))
BLANK = None
ANSWERS = {  # what each student wrote for the product and the line; the essay is about an animal of its own
    "jmueller": (TWICE, STEEP, "heron"),
    "00123": (ONCE, STEEP, "otter"),
    "wu1": (TWICE, STEEP, "newt"),
    "wu2": (BLANK, STEEP, "crane"),
    "garcia": (TWICE, BROKEN, "lynx"),
    "maria": (NEARLY, STEEP, "stoat"),
    "oneill": (TWICE, FLAT, "finch"),
    "unal": (TWICE, STEEP, "shrew"),
    "bo": (TWICE, STEEP, "tapir"),
    "hana": (ONCE, STEEP, "quail"),
    "kim": (TWICE, STEEP, "okapi"),
}
ESSAYS = {
    "heron": 5, "otter": 3, "newt": 4, "crane": 2, "lynx": 5, "stoat": 3.5, "finch": 1, "shrew": 0, "tapir": 4,
    "quail": 4, "okapi": 5,
}  # fmt: skip
GRADER = {  # points of the grader for product and line, before anything is mended
    "jmueller": (2, 3), "00123": (0, 3), "wu1": (2, 3), "wu2": (0, 3), "garcia": (2, 0), "maria": (0, 3),
    "oneill": (2, 0), "unal": (2, 3), "bo": (2, 3), "hana": (0, 3),
}  # fmt: skip
TOTALS = {  # at the end: Maria's question is mended, Dee has complained, Hana has handed in again, Kim's file has come
    "jmueller": 10, "00123": 6, "wu1": 9, "wu2": 5, "garcia": 7, "maria": 8.5, "oneill": 6, "unal": 5, "bo": 9,
    "hana": 9, "kim": 10,
}  # fmt: skip
QUESTIONS = ("toy-product", "toy-line", "toy-essay")
DUE, BEFORE, AFTER = (f"2026-10-{day}+00:00" for day in ("01T23:59", "01T12:00", "02T00:09"))
UNBOXED = ["--i-trust-these-submissions"] if available() else []
NUMBERS = ["--secret", "term.key", "--roster", "class.csv"]
GRADE = ["homework", "grade", "collected", "--assignment", "toy", *NUMBERS, "--workers", "2", *UNBOXED]
GRADE += ["--due", DUE, "--extensions", "extensions.csv", "--worksheet", "moodle.csv"]


def table(path="graded/toy-csv.csv", key="student", **options):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file, **options)}


def stage(said):
    """What was said, and the exported table with points as numbers."""
    run("homework", "export", "graded", "--to", "csv")
    rows = table()
    points = {who: [float(row[name]) if row[name] else None for name in QUESTIONS] for who, row in rows.items()}
    totals = {who: float(row["total"]) for who, row in rows.items() if row["total"]}
    return SimpleNamespace(said=said, rows=rows, points=points, totals=totals)


def student_file(student, path, when=BEFORE):
    """A student's notebook with its answers, handed in at a moment."""
    product, line, animal = ANSWERS[student]
    texts = {"toy-product": product, "toy-line": line, "toy-essay": f"The {animal} has a kink at zero."}
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path("released", student, "toy.ipynb"), path)
    answered(path, {name: text for name, text in texts.items() if text is not BLANK})
    os.utime(path, (datetime.fromisoformat(when).timestamp(),) * 2)
    return path


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("term")
    patch = pytest.MonkeyPatch()
    toy_class.install(folder / "source", patch.setattr)
    patch.chdir(folder)
    rows = [("student", "name", "email", "canvas_id"), *((login, *who) for login, who in PEOPLE.items())]
    with open("class.csv", "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    Path("extensions.csv").write_text("student,assignment,due\nunal,toy,2026-10-05\n")
    said = run("homework", "secret", "term.key") + run("homework", "release", "toy", *NUMBERS)
    if not UNBOXED:
        said += run("homework", "variants", "toy", *NUMBERS)
    yield said
    patch.undo()


def test_each_student_gets_numbers_of_its_own(released):
    assert "12 notebooks for 12 students" in released
    files = [Path("released", login, "toy.ipynb").read_text(encoding="utf-8") for login in PEOPLE]
    assert len(set(files)) == 12 and "### BEGIN SOLUTION" not in "".join(files)


@pytest.fixture(scope="module")
def collected(released):
    """The downloads of three platforms in one folder, and what came by other ways."""
    _canvas(Path("collected/submissions.zip"))
    _moodle(Path("collected/Course-toy-5544"))
    _gradescope(Path("collected/assignment_77_export"))
    student_file("unal", Path("collected/unal/toy (1).ipynb"), AFTER)
    student_file("hana", Path("collected/section B/Nováková, Hana - My TOY final!!.ipynb"))
    Path("collected/.DS_Store").write_bytes(b"\0")
    Path("collected/zoe_toy.ipynb").write_text("{}")


def _canvas(path):
    """The unopened zip; one file comes from Colab, without any of nbgrader's metadata, and one is a PDF."""
    path.parent.mkdir()
    lost = student_file("bo", Path("colab.ipynb"))
    notebook = json.loads(lost.read_text(encoding="utf-8"))
    notebook["cells"] = [{**each, "metadata": {"id": "x1"}, "id": f"c{n}"} for n, each in enumerate(notebook["cells"])]
    lost.write_text(json.dumps(notebook), encoding="utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(student_file("jmueller", Path("j.ipynb")), "müllerjörg_101_9001_toy.ipynb")
        archive.write(student_file("00123", Path("o.ipynb")), "obrienseán_LATE_102_9002_toy-1.ipynb")
        archive.write(lost, "østergårdbo_109_9003_Untitled0.ipynb")
        archive.writestr("kimmin_111_9004_toy.pdf", b"%PDF-1.7")


def _moodle(folder):
    """Two of one name, told apart by the worksheet's numbers; a name in another of Unicode's forms."""
    head = "Identifier,Full name,Email address,Status,Grade,Maximum grade,Last modified (grade),Feedback comments\n"
    rows = [f'"Participant {5900 + n}","{_called(login)}",{PEOPLE[login][1]},,,10.00,-,' for n, login in _numbered()]
    Path("moodle.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    student_file("wu1", folder / "Li Wu_5902_assignsubmission_file/meine Lösung (2).ipynb")
    student_file("wu2", folder / "Li Wu_5903_assignsubmission_file/toy.ipynb.txt")
    ana = unicodedata.normalize("NFD", "Ana García Márquez_5904_assignsubmission_file_toy.ipynb")
    student_file("garcia", folder / ana)


def _numbered():
    return enumerate(PEOPLE)


def _called(login):
    last, first, *more = PEOPLE[login][0].split(", ")
    return " ".join([first, *more, last])


def _gradescope(folder):
    student_file("maria", folder / "submission_71/notebook.ipynb")
    student_file("oneill", folder / "submission_72/src/TOY .ipynb")
    rows = [(71, "maria", BEFORE), (72, "oneill", AFTER)]
    (folder / "submission_metadata.yml").write_text(
        "".join(
            f"submission_{n}:\n  :submitters:\n  - :name: {_called(login)}\n    :sid: ''\n"
            f"    :email: {PEOPLE[login][1]}\n  :created_at: {when}\n"
            for n, login, when in rows
        ),
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def graded(collected):
    """Killed after the second submission, by its process's number; the same command goes on."""
    command = [sys.executable, toy_class.__file__, "source", *GRADE]
    finished, _ = killed(command, Path.cwd(), "graded", 2)
    done = stage(run(*GRADE))
    return SimpleNamespace(**vars(done), finished=finished)


def test_after_a_kill_everybody_has_the_graders_points(graded):
    assert 2 <= graded.finished < len(ANSWERS)
    now, before = map(int, re.search(r"(\d+) submissions? graded now, (\d+) before", graded.said).groups())
    assert (now + before, before) == (len(ANSWERS), graded.finished), "what was finished is not graded again"
    expected = {login: [*points, None] for login, points in GRADER.items()}
    assert graded.points == expected | {"kim": [None] * 3, "ghost": [None] * 3} and graded.totals == {}


def test_what_is_odd_is_named_and_who_is_late_is_late(graded):
    flags = {login: row["flags"] for login, row in graded.rows.items()}
    assert {login for login, said in flags.items() if "late" in said} == {"00123", "oneill"}
    assert "2026-10-05" in flags["unal"] and "toy.pdf is a PDF" in flags["kim"]
    assert "Cells that had lost their names were found again" in flags["bo"]
    assert not any("another" in said or "copy" in said for said in flags.values()), flags
    assert "'zoe' is not in the roster" in graded.said and "ghost: nothing handed in" in graded.said
    assert "1 student with a file that could not be read, see above: kim" in graded.said
    assert "10 marks to be given by a person" in graded.said
    assert [login for login, row in graded.rows.items() if row["state"] == "missing"] == ["ghost"]


@pytest.fixture(scope="module")
def marked(graded):
    """A person marks, from the page alone, and a spreadsheet of another language keeps the marks."""
    run("homework", "mark", "graded", "--sheet", "sheet.csv", "--page", "page.html", "--anonymous")
    page, sheet = Path("page.html").read_text(encoding="utf-8"), Path("sheet.csv").read_text(encoding="utf-8-sig")
    animals = dict(re.findall(r"<h3>(\w+) <small>(?:(?!</article>).)*The (\w+) has a kink", page, flags=re.S))
    rows = [*csv.DictReader(io.StringIO(sheet))]
    for row in rows:
        if row["code"] in animals:
            row["points"] = str(ESSAYS[animals[row["code"]]]).replace(".", ",")
            row["comment"] = f"For the {animals[row['code']]}; well."
    with open("filled.csv", "w", encoding="utf-16", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done = stage(run("homework", "mark", "graded", "filled.csv"))
    return SimpleNamespace(**vars(done), page=page, sheet=sheet)


def test_marks_by_hand_come_to_whom_they_are_for_and_the_marker_knows_no_name(marked):
    essays = {login: ESSAYS[ANSWERS[login][2]] for login in GRADER}
    assert marked.points == {
        **{login: [*points, essays[login]] for login, points in GRADER.items()},
        "kim": [None] * 3,
        "ghost": [None] * 3,
    }
    assert marked.totals == {login: sum(points) + essays[login] for login, points in GRADER.items()}
    named = [part for login, who in PEOPLE.items() for part in (login, *who[0].split(", "))]
    named = [each for each in named if len(each) > 3 or each == "kim"]  # shorter ones are in other words
    assert not [each for each in named if re.search(re.escape(each), marked.page + marked.sheet, re.IGNORECASE)]
    assert re.search(r"Not shown, because their files could not be read: S\w+\.", marked.page)


@pytest.fixture(scope="module")
def settled(marked):
    """Kim sends the notebook, Hana a newer file; a complaint is overruled, first without a reason."""
    student_file("kim", Path("collected/Min Kim/Copy of toy.ipynb"))
    ANSWERS["hana"] = (TWICE, STEEP, "quail")
    student_file("hana", Path("collected/section B/hana_toy (2).ipynb"), AFTER)
    said = run(*GRADE)
    run("homework", "mark", "graded", "--sheet", "second.csv")
    second = Path("second.csv").read_text(encoding="utf-8-sig")
    assert second.count("\n") == 2 and "kim," in second, "one mark waits"
    Path("second.csv").write_text(second.replace("toy-essay,,5,,", "toy-essay,5,5,Clear.,"), encoding="utf-8")
    run("homework", "mark", "graded", "--assignment", "toy", "second.csv")
    complaint = "student,question,points,comment\noneill,toy-line,3,{}\n"
    Path("complaint.csv").write_text(complaint.format(""))
    refused = run("homework", "mark", "graded", "complaint.csv", status=1)
    Path("complaint.csv").write_text(complaint.format("The text did not say which slope."))
    run("homework", "mark", "graded", "complaint.csv")
    return SimpleNamespace(**vars(stage(said)), refused=refused)


def test_a_newer_file_a_late_notebook_and_a_complaint(settled):
    assert "2 submissions graded now, 9 before" in settled.said
    assert "hana, toy-product: 0 → 2 (a newer file)" in settled.said
    assert settled.points["hana"] == [2, 3, 4], "the mark by hand stays: its cell is the same"
    assert "say why in the column comment" in settled.refused
    assert settled.points["oneill"] == [2, 3, 1] and settled.totals == TOTALS | {"maria": 6.5}


@pytest.fixture(scope="module")
def mended(settled):
    """The product was asked for too many digits: it is mended, and everybody's is graded anew."""
    product, *others = toy_class.ASSIGNMENT.questions
    loose = replace(product, kind=Number(tolerance=0.01))
    register.ASSIGNMENTS["toy"] = replace(toy_class.ASSIGNMENT, questions=(loose, *others))
    return stage(run(*GRADE, "--question", "toy-product"))


def test_a_mended_question_changes_what_it_must_and_nothing_else(mended):
    assert "11 submissions graded now" in mended.said
    assert re.findall(r"\w+, toy-\w+: .*", mended.said) == ["maria, toy-product: 0 → 2 (the question was changed)"]
    assert mended.totals == TOTALS


@pytest.fixture(scope="module")
def dropped(mended):
    """The line for all, then for nobody, then as it was."""
    drop = ("homework", "drop", "toy", "toy-line")
    for_all = stage(run(*drop, "--points-to-all"))
    run(*drop, "--undo")
    for_nobody = stage(run(*drop))
    return for_all, for_nobody, stage(run(*drop, "--undo"))


def test_a_dropped_question_is_for_all_or_for_nobody_and_comes_back(dropped):
    for_all, for_nobody, again = dropped
    assert for_all.totals == TOTALS | {"garcia": 10}
    lines = {login: 0 if login == "garcia" else 3 for login in TOTALS}
    assert for_nobody.totals == {login: total - lines[login] for login, total in TOTALS.items()}
    assert {row["out of"] for row in for_nobody.rows.values()} == {"7"}
    assert again.totals == TOTALS and {row["out of"] for row in again.rows.values()} == {"10"}


def test_each_mark_has_a_reason_in_the_history(dropped):
    """From the lines alone: who gave a question its points last, a person before the grader, and why."""
    line = re.compile(r"^  \S+  (toy-\w+): ([\d.]+) points? by (the grader|a person).*?\): (.+)$", flags=re.M)
    for login, total in TOTALS.items():
        said = run("homework", "history", "graded", login)
        marks = line.findall(said)
        last = {(question, who): (float(points), why.strip()) for question, points, who, why in marks}
        counts = {name: last.get((name, "a person")) or last[name, "the grader"] for name in QUESTIONS}
        assert sum(points for points, _ in counts.values()) == total, login
        assert all(why for _, why in counts.values()), login
        assert f"What counts:\n  toy-product: {counts['toy-product'][0]:g} of 2, " in said and said.endswith(
            f"\n  {total:g} of 10 points in all\n"
        )
    said = run("homework", "history", "graded", "oneill")
    assert "toy-line: 0 → 3 (marked by a person: The text did not say which slope.)" in said
    assert "toy-product: 0 → 2 (the question was changed)" in run("homework", "history", "graded", "maria")
    garcia = run("homework", "history", "graded", "garcia")
    assert (
        "0 → 3 (everybody got the points of the question)" in garcia and "3 → 0 (the question counts again)" in garcia
    )


def test_canvas_takes_the_points_of_each_student(dropped):
    """Its own gradebook: logins without zeros, one student whose login is another there, and who is nobody's."""
    numbers = {login: who[2] or str(300 + n) for n, (login, who) in enumerate(PEOPLE.items())}
    logins = {login: login.lstrip("0") for login in PEOPLE} | {"maria": "sklodowm"}
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "A toy (4711)", "Current Score"]]
    rows += [["", "", "", "", "", "Manual Posting", ""]]
    rows += [["    Points Possible", "", "", "", "", "10.00", "(read only)"]]
    rows += [[PEOPLE[login][0], numbers[login], "", logins[login], "A", "", ""] for login in PEOPLE]
    rows += [["Student, Test", "999", "", "f3a", "A", "", ""]]
    with open("gradebook.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    said = run("homework", "export", "graded", "--to", "canvas", "--template", "gradebook.csv", "--column", "A toy")
    assert "11 grades filled in of 13 rows" in said and "ghost is left as it was: nothing handed in" in said
    users = {numbers[login]: (PEOPLE[login][0], logins[login]) for login in PEOPLE} | {"999": ("Student, Test", "f3a")}
    taken = as_canvas_imports(Path("graded/toy-canvas.csv"), users, {"4711": "A toy"})
    assert taken == {("4711", numbers[login]): total for login, total in TOTALS.items()}


def test_canvas_takes_our_own_table(dropped):
    said = run("homework", "export", "graded", "--to", "canvas", "--out", "own.csv", "--missing-as-zero")
    assert "0 for who handed nothing in: ghost\nBut these files are nobody's" in said and "zoe_toy.ipynb" in said
    users = {who[2] or str(300 + n): (who[0], login) for n, (login, who) in enumerate(PEOPLE.items())}
    taken = as_canvas_imports(Path("own.csv"), users, {"4711": "A toy (toy)"})
    logins = {number: login for number, (_, login) in users.items()}
    assert {logins[user]: points for (_, user), points in taken.items()} == TOTALS | {"ghost": 0}


def test_moodle_takes_the_points_of_each_student(dropped):
    said = run("homework", "export", "graded", "--to", "moodle", "--template", "moodle.csv")
    assert "11 grades filled in of 12 rows" in said
    users = {str(5900 + n): login for n, login in _numbered()}
    assert as_moodle_imports(Path("graded/toy-moodle.csv"), users, most=10) == TOTALS


def test_gradescope_shows_the_points_of_each_student(dropped, tmp_path):
    said = run("homework", "export", "graded", "--to", "gradescope")
    assert "unal is left out: the roster has no e-mail address" in said
    emails = {login: who[1].upper() for login, who in PEOPLE.items() if who[1]}
    shown = as_gradescope_runs(Path("graded/toy-gradescope.zip"), [*emails.values()], tmp_path)
    assert {login: shown[emails[login]] for login in emails if shown[emails[login]] is not None} == {
        login: total for login, total in TOTALS.items() if login in emails
    }


def test_feedback_has_the_same_points_and_goes_back_to_the_platforms(dropped):
    for login, total in TOTALS.items():
        assert f"{total:g} of 10 points" in Path(f"graded/feedback/{login}/toy.html").read_text(encoding="utf-8")
    run("homework", "feedback", "graded", "--zip", "canvas")
    run("homework", "feedback", "graded", "--zip", "moodle")
    canvas, moodle = (zipfile.ZipFile(f"graded/toy-feedback-{each}.zip").namelist() for each in ("canvas", "moodle"))
    assert {name.split("_")[-3] for name in canvas} == {"101", "102", "109"}
    assert {name.split("_")[1] for name in moodle} == {"5902", "5903", "5904"}


def test_report_and_solutions_are_of_this_class(dropped):
    run("homework", "report", "graded")
    report = Path("graded/toy-report.html").read_text(encoding="utf-8")
    mean = f"{sum(TOTALS.values()) / len(TOTALS):.2f}"
    assert f"11 of 12 students handed in; 11 totals are final. Their mean is {mean} of 10." in report
    run("homework", "solutions", "toy", *NUMBERS, "--for", "00123")
    files = (Path(f"{folder}/00123/toy{end}.ipynb") for folder, end in (("released", ""), ("solutions", "-solution")))
    released, solved = ({c["id"]: c["source"] for c in json.loads(f.read_text())["cells"]} for f in files)
    assert solved["toy-line-given"] == released["toy-line-given"] and "slope * x" in solved["toy-line"]
    assert "slope * x" not in json.dumps(released) and "**Key:**" in solved["toy-product-key"]
