"""What the commands say of each student and each mark: every line, and only to whom it applies."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from sparsity_kit.grading.cluster import _check_workers
from sparsity_kit.grading.commands import export, history, outcome, release
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import UNREAD, Mark
from sparsity_kit.grading.marks.database import Change
from sparsity_kit.grading.marks.feedback import feedback
from sparsity_kit.grading.marks.report import _mistakes, _success, _summary
from sparsity_kit.grading.marks.standing import Standing
from sparsity_kit.grading.release.sources import grader_version
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.grading.whole_class import Outcome
from sparsity_kit.questions import Assignment, Question


def standing(login, *points, flags=(), message="said", by_hand=False):
    """A student with marks of two points each; None waits for a person."""
    status = {None: "needs a person", 2: "right"}
    marks = [
        Mark(f"q{number}", each, 2, status.get(each, "wrong"), message, by_hand=by_hand)
        for number, each in enumerate(points)
    ]
    return Standing(Student(login), tuple(marks), flags)


ANN, BOB, CY = standing("ann", 2, 0), standing("bob"), standing("cy", None, 1, flags=("late by 1 minute", "odd"))
DORA, EVE = standing("dora", None, None, message=f"{UNREAD}: it is empty."), standing("eve", None, None)
CLASS = [ANN, BOB, CY, DORA, EVE]


def test_what_grade_says_at_its_end(capsys):
    undone = {"flo": "it died", "gil": "it hung"}
    outcome.say_what_was_done(Outcome(3, 2, undone), ["x is not graded"], CLASS, "out")
    assert capsys.readouterr().out.splitlines() == [
        "3 submissions graded now, 2 before; marks in out, pages in out/feedback",
        "  x is not graded",
        "  bob: nothing handed in",
        "  cy: late by 1 minute; odd",
        "2 submissions still to be graded: the same command tries again",
        "  flo: it died",
        "  gil: it hung",
        "1 student with a file that could not be read, see above: dora",
        "3 marks to be given by a person: sparsity-kit homework mark out --sheet to_mark.csv",
    ]
    outcome.say_what_was_done(Outcome(1, 0, {}), [], [ANN], "out")
    assert capsys.readouterr().out == "1 submission graded now, 0 before; marks in out, pages in out/feedback\n"


@pytest.mark.parametrize(("count", "more"), [(0, []), (1, []), (30, []), (31, ["  … and 1 more"])])
def test_thirty_changes_of_this_run_are_said(capsys, monkeypatch, count, more):
    before = [Change("2026-10-01", "zed", "q", 0, 1, "a newer file")]
    now = [Change("2026-10-02", f"s{number}", "q", None, 1.5, "a newer file") for number in range(count)]
    store = SimpleNamespace(changes=lambda name: before + now)
    monkeypatch.setattr(outcome, "Store", lambda out: nullcontext(store))
    outcome.say_what_changed("out", "hw2", "2026-10-02")
    head = f"{count} mark{'' if count == 1 else 's'} changed; all changes so far: out/hw2-changes.csv"
    lines = [f"  s{number}, q: no mark → 1.5 (a newer file)" for number in range(count)]
    assert capsys.readouterr().out.splitlines() == ([head] if count else []) + lines[:30] + more


COUNTS = {  # a student, the question that is asked for, and what is said to count
    "all marked": (ANN, None, ["  q0: 2 of 2, right: said", "  q1: 0 of 2, wrong: said", "  2 of 4 points in all"]),
    "one waits": (CY, None, ["  q0: no points yet, needs a person: said", "  q1: 1 of 2, wrong: said",
                             "  1 of 4 points so far"]),
    "one question": (ANN, "q1", ["  q1: 0 of 2, wrong: said"]),
    "a person": (standing("flo", 2, by_hand=True), "q0", ["  q0: 2 of 2, marked by a person: said"]),
    "nothing": (BOB, None, ["  nothing was handed in"]),
    "nothing of one question": (BOB, "q1", ["  nothing was handed in"]),
}  # fmt: skip


@pytest.mark.parametrize(("student", "question", "lines"), COUNTS.values(), ids=list(COUNTS))
def test_the_history_ends_with_what_counts(capsys, student, question, lines):
    history._say_what_counts(student, question)
    assert capsys.readouterr().out.splitlines() == ["What counts:", *lines]


@pytest.mark.parametrize(
    ("to", "template", "how"),
    [("canvas", None, "left out"), ("gradescope", None, "left out"), ("csv", None, "blank"),
     ("questions", None, "blank"), ("moodle", "w.csv", "left as it was")],
)  # fmt: skip
@pytest.mark.parametrize("missing", [None, 0.0])
def test_whoever_has_no_grade_is_named_with_the_reason(capsys, to, template, how, missing):
    export._name_the_others(SimpleNamespace(to=to, template=template), CLASS, missing)
    assert capsys.readouterr().err.splitlines() == [
        *([f"  bob is {how}: nothing handed in"] if missing is None else []),
        f"  cy is {how}: q0 needs a person",
        f"  dora is {how}: the file that was handed in could not be read",
        f"  eve is {how}: q0, q1 need a person",
    ]


SECTIONS = {  # a mark with the class, the points and the words of its section
    "right": (Mark("q", 2, 2, "right", "x"), "right", "2 of 2 points", "✓ right"),
    "wrong": (Mark("q", 0, 2, "wrong", "x"), "wrong", "0 of 2 points", "✗ not right"),
    "blank": (Mark("q", 0, 2, "blank", "x"), "blank", "0 of 2 points", "… not answered"),
    "unreadable": (Mark("q", 0, 2, "unreadable", "x"), "unreadable", "0 of 2 points", "… could not be read"),
    "waits": (Mark("q", None, 2, "needs a person", "x"), "needs-a-person", "no points yet", "… not marked yet"),
    "a person, all": (Mark("q", 2, 2, "right", "x", by_hand=True), "right", "2 of 2 points", "marked by a person"),
    "a person, half": (Mark("q", 1, 2, "wrong", "x", by_hand=True), "person", "1 of 2 points", "marked by a person"),
    "dropped": (Mark("q", 0, 0, "dropped", "x"), "dropped", "0 of 0 points", "dropped: it counts for nobody"),
    "for all": (Mark("q", 2, 2, "dropped", "x"), "dropped", "2 of 2 points", "dropped: everybody has its points"),
}


@pytest.mark.parametrize(("mark", "kind", "points", "words"), SECTIONS.values(), ids=list(SECTIONS))
def test_feedback_says_of_each_mark_what_it_is(mark, kind, points, words):
    page = feedback(Standing(Student("ann"), (mark,)), Assignment("toy", "", ()))
    section = f'<section class="{kind}">\n<h2>1. q</h2>\n<p><span class="points">{points}</span>, {words}.</p>'
    assert f'{section}\n<p class="said">x</p>' in page and "<h1>toy: feedback for ann</h1>" in page


@pytest.mark.parametrize(
    ("student", "words"),
    [(ANN, "2 of 4 points.</span>"), (CY, "1 of 4 points so far.</span> 1 question is still to be marked by a person."),
     (EVE, "0 of 4 points so far.</span> 2 questions are still to be marked by a person.")],
)  # fmt: skip
def test_feedback_begins_with_the_points(student, words):
    assert f'<p><span class="points">{words}</p>' in feedback(student, Assignment("toy", "A toy", ()))


def test_the_report_counts_what_is_known():
    asked = Assignment("toy", "", (Question("q0", "?", points=2), Question("q1", "?", points=2), Question("q2", "?")))
    rows = _success([*CLASS, standing("flo", 2, None)], asked)
    for cells in (
        "q0</th><td>2</td><td>2.00</td><td>100 %</td><td>3",
        "q1</th><td>2</td><td>0.50</td><td>0 %</td><td>3",
        "q2</th><td>dropped</td><td></td><td></td><td>",
    ):
        assert f'<tr><th scope="row">{cells}</td></tr>' in rows
    assert "q0</th><td>2</td><td>none yet</td><td></td><td>2</td>" in _success([DORA, EVE], asked)
    final = "<p>4 of 5 students handed in; 1 totals are final. Their mean is 2.00 of 4.</p>"
    assert _summary(CLASS, asked) == final and _summary([BOB, CY], asked).endswith(" 0 totals are final.</p>")


def test_the_report_counts_the_mistakes_of_the_grader():
    wrong = [Mark("q0", 0, 2, "wrong", "No.", "factor lost")] * 2 + [Mark("q0", 0, 2, "wrong", "It is not 3.")]
    wrong += [Mark("q0", 0, 2, "blank", "x"), Mark("q0", 0, 2, "wrong", "x", by_hand=True)]
    mistakes = _mistakes([Standing(Student(f"s{number}"), (each,)) for number, each in enumerate(wrong)])
    named, unknown = "<td>2</td><td>factor lost</td><td>No.</td>", "<td>1</td><td>none that is known</td><td></td>"
    row = '<tr><th scope="row">q0</th>'
    assert f"<tbody>\n{row}{named}</tr>\n{row}{unknown}</tr>\n</tbody>" in mistakes


def test_files_that_are_nobodys_are_named_beside_zeros(capsys):
    zeros = "0 for who handed nothing in: bob"
    for found, notices, lines in (
        (CLASS, ["x", "y"], [zeros, "But these files are nobody's; look whether one is theirs before you upload:",
                             "  x", "  y"]),
        (CLASS, [], [zeros]), ([ANN, CY], ["x"], []),
    ):  # fmt: skip
        export._name_the_zeros(found, notices)
        assert capsys.readouterr().err.splitlines() == lines


def test_whose_row_stays_as_it_was_is_not_said_to_get_a_zero(capsys, tmp_path, monkeypatch):
    gil, flo, template = standing("gil"), standing("flo"), tmp_path / "gradebook.csv"
    template.write_text("Student,SIS Login ID,toy\n,bob,\n,gil,EX\n")
    toy = Assignment("toy", "", ())
    monkeypatch.setattr(export, "read_grades", lambda options: (toy, [BOB, flo, gil], []))
    monkeypatch.setattr(export, "say_who_has_left", lambda graded, name: None)
    options = {"to": "canvas", "graded": tmp_path, "template": str(template), "column": "toy", "out": None}
    assert export.run(SimpleNamespace(**options, missing_as_zero=True)) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"not in {template}: flo; if one is there under another name, {export.CURE}",
        "excused there, and left so: gil; for points, take away the EX",
        "0 for who handed nothing in: bob",
    ]


@pytest.mark.parametrize(("pool", "got"), [(None, "none"), (3, "3")])
def test_nbgrader_has_one_notebook_for_all(pool, got):
    with pytest.raises(
        UserError, match=f"nbgrader hands one notebook to all: with --nbgrader give --pool 1, got {got}$"
    ):
        release._for_nbgrader(None, None, SimpleNamespace(pool=pool), (), False)


def test_a_worker_of_a_cluster_with_another_grader_is_named():
    def client(**versions):
        def run(version, on_error):
            return {"a": version(), **versions}

        return SimpleNamespace(wait_for_workers=lambda *_, **__: None, run=run)

    _check_workers(client(), "there")
    with pytest.raises(UserError, match=f"worker b at there has the grader old, here is {grader_version()}; install"):
        _check_workers(client(b="old"), "there")
    with pytest.raises(UserError, match="the worker b at there has the grader No module named 'sparsity_kit', here"):
        _check_workers(client(b=ModuleNotFoundError("No module named 'sparsity_kit'")), "there")
