"""Every homework notebook is its assignment's, is finished, and is what its cells produce."""

from dataclasses import replace

import build
import notebooks
import pytest
from homework_rules import fit, misfits
from homework_texts import unsaid
from house_rules import faults
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sparsity_kit.answers import RIGHT, Choice, Choices, Number
from sparsity_kit.homework.register import ASSIGNMENTS, LESSONS, QUESTIONS
from sparsity_kit.questions import Assignment, Question, variant

assignments = pytest.mark.parametrize("name", ASSIGNMENTS)


def test_every_assignment_has_its_notebook_and_every_notebook_its_assignment():
    assert [path.stem for path in notebooks.notebooks() if path.parent == notebooks.HOMEWORK] == sorted(ASSIGNMENTS)
    in_all = [*LESSONS, *(each.questions for each in ASSIGNMENTS.values())]
    assert sum(map(len, in_all)) == len(QUESTIONS), "two questions of one name"


@assignments
def test_a_notebook_keeps_the_rules_and_fits_its_assignment(name):
    path = notebooks.HOMEWORK / f"{name}.ipynb"
    assert build.all_faults(path, build.read(path)) == []


@assignments
def test_a_notebook_is_what_its_cells_produce(name):
    assert build.check(notebooks.HOMEWORK / f"{name}.ipynb") is None


@assignments
def test_what_is_shown_without_numbers_is_the_same_in_every_variant(name):
    """`ask` and `hint` know no variant, and an answer is read before its numbers are known."""
    for question in ASSIGNMENTS[name].questions:
        kinds = [variant(ASSIGNMENTS[name], question, b"s", who).kind for who in "abcd"]
        shown = [(getattr(kind, "options", {}), type(kind)) for kind in kinds]
        assert all(each == shown[0] for each in shown)


# ---- the rules themselves


DOUBLED = Question(
    "toy-doubled", "2a?", Number(), lambda a: 2 * a, "Yes.", points=2, answer="b", hints=("Double it.",),
    numbers=lambda draw: {"a": draw.integer(2, 9)},
)  # fmt: skip
ESSAY = Question("toy-essay", "Why?", points=3, rubric=((3, "why"),))
TOY = Assignment("toy", "A toy", (DOUBLED, ESSAY))
NEAR = "An error of 0.001 is fine, or of 0.1 % where the size is above 1."
SOLVED = "### BEGIN SOLUTION\n{}\n### END SOLUTION"


def named(cell, grade_id):
    cell.metadata["nbgrader"] = {"grade_id": grade_id}
    return cell


@pytest.fixture
def notebook():
    """A toy's notebook, fitted, with the outcome of its check."""
    cells = [
        new_markdown_cell("# Homework\n\n**Time:** about 20 minutes"),
        named(new_markdown_cell(f"### 1. Double (2 points)\n\nDouble a. {NEAR}"), "toy-doubled-text"),
        named(new_code_cell("a = ?"), "toy-doubled-given"),
        named(new_code_cell(SOLVED.format("b = 2 * a")), "toy-doubled"),
        named(new_code_cell("check()"), "toy-doubled-check"),
        named(
            new_markdown_cell("### 2. Why? (3 points, read by a person)\n\nA person marks this one: 3 points for why."),
            "toy-essay-text",
        ),
        named(new_markdown_cell(SOLVED.format("Because.")), "toy-essay"),
    ]
    fitted = fit(new_notebook(cells=cells), TOY)
    fitted.cells[4].outputs = [new_output("execute_result", data={"text/plain": "✓ Yes."})]
    return fitted


def test_fitting_writes_the_numbers_the_check_and_the_metadata(notebook):
    title, _, given, answer, check, _, essay = notebook.cells
    assert given.source == f"a = {variant(TOY, DOUBLED).given['a']}"
    assert check.source == 'check("toy-doubled", b, a=a)'
    assert answer.metadata.nbgrader == {
        "cell_type": "code", "grade": True, "grade_id": "toy-doubled", "locked": False, "points": 2,
        "schema_version": 3, "solution": True, "task": False,
    }  # fmt: skip
    for cell in (title, given, check):
        assert (cell.metadata.nbgrader.grade, cell.metadata.nbgrader.locked) == (False, True)
        assert "points" not in cell.metadata.nbgrader
    assert essay.metadata.nbgrader.points == 3 and title.id == "toy-cell-1" and essay.id == "toy-essay"
    assert list(misfits(notebook, TOY)) == []


def test_fitting_drafts_the_cells_of_a_question_that_are_missing(notebook):
    whole, doubled = [cell.id for cell in notebook.cells], notebook.cells[1:5]
    notebook.cells[1:5] = []
    drafted = fit(notebook, TOY).cells
    assert [cell.id for cell in drafted] == whole
    assert drafted[1].source == f"### toy-doubled (2 points)\n\n2a? {NEAR}"
    assert drafted[3].source == SOLVED.format("b = ...")
    assert [drafted[k].source for k in (2, 4)] == [doubled[k].source for k in (1, 3)]
    assert list(misfits(notebook, TOY)) == ["toy-doubled-check: the reference solution is not right: "]


def test_fitting_drafts_a_question_that_a_person_reads_after_the_others(notebook):
    del notebook.cells[5:]
    *_, text, answer = fit(notebook, TOY).cells
    assert text.source == "### toy-essay (3 points, read by a person)\n\nWhy?"
    assert (answer.cell_type, answer.source) == ("markdown", SOLVED.format("..."))
    (left,) = misfits(notebook, TOY)
    assert left.startswith("toy-essay-text: must say once, 'A person marks this one:")


@pytest.mark.parametrize("kind", [Choice({"A": ("1", RIGHT), "B": ("2", "No.")}), Choices({"A": "1", "B": "2"})])
def test_a_draft_lists_the_options(kind):
    asked = Assignment("toy", "A toy", (Question("toy-which", "Which?", kind, "A", points=1, answer="which"),))
    _, text, *_ = fit(new_notebook(cells=[new_markdown_cell("# Homework")]), asked).cells
    assert text.source.startswith("### toy-which (1 point)\n\nWhich?")
    assert text.source.endswith("\n\n- **A** 1\n- **B** 2") and [*unsaid(asked.questions[0], kind, text.source)] == []


def test_fitting_writes_the_minutes(notebook):
    notebook.cells[0].source = "# Homework\n\n**Time:** about 45 minutes. **You need:** nothing."
    assert fit(notebook, TOY).cells[0].source.endswith("**Time:** about 20 minutes. **You need:** nothing.")


@pytest.mark.parametrize("check", [[], ["--check"]], ids=["write", "check"])
@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"numbers": lambda draw: draw.integers(2, 9)}, "it cannot be drawn: AttributeError: 'Draw' object has no"),
        ({"key": lambda a: a + missing}, "it cannot be drawn: NameError: name 'missing' is not defined"),  # noqa: F821
        ({"mistakes": ((lambda a: 2 * a, "No.", "none"),)}, "it cannot be drawn: ValueError: nothing good is drawn"),
        ({"hints": ()}, "there is no hint"),
    ],
    ids=["numbers", "key", "mistake", "hints"],
)
def test_a_question_of_which_no_notebook_can_be_made_is_named(tmp_path, monkeypatch, capsys, slip, said, check):
    path = tmp_path / "toy.ipynb"
    path.write_text("left alone")
    broken = Assignment("toy", "A toy", (replace(DOUBLED, **slip), ESSAY))
    monkeypatch.setitem(ASSIGNMENTS, "toy", broken)
    assert build.main([*check, str(path)]) == 1
    assert capsys.readouterr().out.startswith(f"toy.ipynb: toy-doubled: {said}") and path.read_text() == "left alone"


def test_what_does_not_fit_is_named(notebook):
    notebook.cells[3].source = "b = 2 * a"
    notebook.cells[4].outputs[0].data["text/plain"] = "✗ It is not this number."
    assert list(misfits(notebook, TOY)) == [
        "toy-doubled: the reference solution must stand between '### BEGIN SOLUTION' and '### END SOLUTION'",
        "toy-doubled-check: the reference solution is not right: ✗ It is not this number.",
    ]
    del notebook.cells[2]
    assert next(misfits(notebook, TOY)).startswith(
        "the questions' cells should be toy-doubled-text, toy-doubled-given,"
    )


def test_the_cells_of_a_question_that_is_gone_are_named(notebook):
    without = Assignment("toy", "A toy", (ESSAY,))
    assert list(misfits(fit(notebook, without), without)) == [
        f"toy-doubled{part}: no question has this cell; take it out of the notebook, or declare the question"
        for part in ("-text", "-given", "", "-check")
    ]


def test_points_that_changed_are_said_in_the_heading_too(notebook):
    dearer = Assignment(
        "toy", "A toy", (replace(DOUBLED, points=3), replace(ESSAY, points=2.5, rubric=((2.5, "why"),)))
    )
    said = [fault for fault in misfits(fit(notebook, dearer), dearer) if "heading" in fault]
    assert said == [
        "toy-doubled-text: its heading must end with (3 points)",
        "toy-essay-text: its heading must end with (2.5 points, read by a person)",
    ]


def test_a_question_that_is_not_declared_as_it_must_be_is_named(notebook):
    free = Assignment("toy", "A toy", (replace(DOUBLED, points=0), ESSAY))
    assert "toy-doubled: its points must be a number above 0, got 0" in misfits(fit(notebook, free), free)


def test_the_title_says_how_long_it_takes_and_that_is_not_too_long(notebook, monkeypatch):
    notebook.cells[0].source = "# Homework\n\n**Time:** about 120 minutes"
    assert list(misfits(notebook, TOY)) == ["the first cell must say: **Time:** about 20 minutes"]
    notebook.cells[0].source = "# Homework\n\n**Time:** about 120 minutes\n\n" + "A long story. " * 4000
    assert list(misfits(notebook, TOY)) == [
        "it takes about 120 minutes, at most 100 are allowed: leave a question out",
    ]


def test_homework_needs_no_summary_but_all_else(notebook):
    missing = faults(notebook, "homework")
    assert any("must state the goals" in fault for fault in missing)
    assert not any("Summary" in fault for fault in missing) and any("Summary" in f for f in faults(notebook))
