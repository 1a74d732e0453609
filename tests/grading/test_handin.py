"""`handin` shows a student what the grader will read, whatever it is worth, and which file to hand in."""

import json
import os
import sys
import time
from dataclasses import replace

import pytest

from sparsity_kit.grading import grade_submission, handin, handing_in
from sparsity_kit.grading.box.observed import Observed
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.release.student_notebook import as_text, released
from sparsity_kit.homework.register import ASSIGNMENTS

HW2 = ASSIGNMENTS["hw2"]
VARIANTS = Handout(HW2, b"a secret of the term").variants("student:ann")
SLIPS = {
    "hw2-gradient": "gradient = -lam_1 * theta",
    "hw2-path": "path = 'lam +* 2'",
    "hw2-third": "lasso = X_3 @ nothing",
    "hw2-kink": "stays = '-5*lam <= g <= 2*lam'",
    "hw2-picture": "plt.plot([1, 2])\nplt.show()",
    "hw2-certificate": "def certificate(theta, slopes, lam):\n    return bool((theta == 0).all())",
    "hw2-paragraph": "Because of the kink.",
}
SAID = {
    "hw2-gradient": "Read as an array of shape (3,): ",
    "hw2-path": "This answer cannot be read: ",
    "hw2-third": "There is no value of lasso: line 1 of its cell ends with NameError",
    "hw2-kink": "Read as a condition, true where g = 5, lam = 6.",
    "hw2-picture": "A person reads this. The cell has 6 words, and it makes 1 figure with 1 axes.",
    "hw2-who": "Not answered.",
    "hw2-certificate": "Read as a function; in a trial it returns ",
    "hw2-paragraph": "A person reads this. The cell has 4 words.",
}


def notebook(answers):
    """Ann's notebook, with these answers in it."""
    handed_out = released(source_notebook(HW2), HW2, VARIANTS)
    for cell in handed_out["cells"]:
        cell["source"] = answers.get(cell["metadata"]["nbgrader"]["grade_id"], cell["source"])
    return handed_out


def saved(content, name="hw2.ipynb"):
    with open(name, "w", encoding="utf-8") as file:
        file.write(as_text(content))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)


@pytest.mark.parametrize("here", [False, True], ids=["in a process of its own", "in this one"])
def test_each_answer_is_shown_as_it_is_read(here, monkeypatch):
    """Also where Python can start no other process; the last cell, which calls `handin`, is not run again."""
    monkeypatch.setattr(handing_in, "ONE_PROCESS", here)
    main, kept = sys.modules["__main__"], sys.modules["builtins"]
    saved(notebook(SLIPS))
    seen = handin("hw2")
    assert [name for name, _ in seen.rows] == list(SAID)
    for name, sentence in seen.rows:
        assert sentence.startswith(SAID[name]), sentence
    assert any("In the cell of hw2-third there is an error, in line 1: NameError" in note for note in seen.notes)
    assert seen.file == "hw2.ipynb" and "Hand in this file: hw2.ipynb" in repr(seen) and "<b>" in seen._repr_html_()
    assert sys.modules["__main__"] is main and sys.modules["builtins"] is kept


@pytest.mark.usefixtures("box")
def test_the_grader_reads_the_same():
    saved(notebook(SLIPS))
    graded = grade_submission(HW2, as_text(notebook(SLIPS)).encode(), VARIANTS)
    for mark, (name, sentence) in zip(graded.marks, handin("hw2").rows, strict=True):
        assert mark.question == name
        assert sentence.startswith("Read as ") if mark.status in ("right", "wrong") else sentence == mark.message


def test_what_a_person_reads_is_looked_for_beside_its_cell_too():
    handed_in = notebook({})
    place = [cell["id"] for cell in handed_in["cells"]].index("hw2-paragraph")
    mine = {"cell_type": "markdown", "source": "Two words.", "metadata": {}, "id": "mine"}
    handed_in["cells"].insert(place + 1, mine)
    saved(handed_in)
    assert dict(handin("hw2").rows)["hw2-paragraph"] == "A person reads this. The cell has 2 words."


def test_what_is_not_as_it_was_handed_out_is_named():
    changed = notebook({})
    by_id = {cell["id"]: cell for cell in changed["cells"]}
    by_id["hw2-third-given"]["source"] += "\nlam_3 = 1"
    changed["cells"] = [cell for cell in changed["cells"] if cell["id"] != "hw2-kink"]
    saved(changed, "my hw2.ipynb")
    os.utime("my hw2.ipynb", (time.time(), time.mktime((2026, 10, 1, 23, 58, 59, 0, 0, -1))))
    seen = handin("hw2", "my hw2.ipynb")
    assert seen.notes == (
        "In the cell of hw2-kink-check there is an error, in line 1: NameError: name 'stays' is not defined",
        "Changed, and to be as you were given them: hw2-third-given.",
        "Missing, to be taken from the notebook that you were given: hw2-kink.",
        "This is the file as it was saved at 23:58:59; what you have changed since is not in it.",
    )
    assert seen.file == "my hw2.ipynb, under the name hw2.ipynb"
    assert {sentence for name, sentence in seen.rows if name not in ("hw2-picture", "hw2-paragraph")} == {
        "Not answered.", "The cell for the answer is missing, and no other cell gives stays a value."
    }  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (300, "It runs from top to bottom, in this kernel, as there can be no other here."),
        (0, "The notebook takes longer than 0 seconds; a grader waits no longer."),
    ],
)
def test_how_it_ran_is_said_in_a_sentence(monkeypatch, seconds, said):
    monkeypatch.setattr(handing_in, "ONE_PROCESS", True)
    monkeypatch.setattr(handing_in, "Channel", lambda *_, **__: pytest.fail("another process is not to be had"))
    monkeypatch.setattr(handing_in, "PATIENT", replace(handing_in.PATIENT, notebook_seconds=seconds))
    saved({"cells": [{"cell_type": "code", "source": "x = 1", "metadata": {}}]})
    assert handin("hw2").notes[0] == said


RUNS = {  # what was observed of two cells, and what is said first
    "an error": (
        Observed(errors={1: ("KeyError", "'x'", 2)}),
        ["In cell 1 there is an error, in line 2: KeyError: 'x'"],
    ),
    "an error without a line": (Observed(errors={2: ("E", "no", 0)}), ["In the cell of q there is an error: E: no"]),
    "two that do not end": (Observed(fatal={1: "hung", 2: "hung"}), ["Cell 1 hung.", "The cell of q hung."]),
    "no time": (Observed(out_of_time=True), ["The notebook takes longer than 300 seconds; a grader waits no longer."]),
    "nothing": (Observed(), ["It runs from top to bottom, in a fresh kernel."]),
}


@pytest.mark.parametrize(("observed", "said"), RUNS.values(), ids=list(RUNS))
def test_what_a_run_came_to_is_said_of_each_cell(monkeypatch, observed, said):
    monkeypatch.setattr(handing_in, "ONE_PROCESS", False)
    monkeypatch.setattr(handing_in, "run_notebook", lambda cells, plan: observed)
    cells = [{"cell_type": "code", "source": "1", "metadata": {"nbgrader": {"grade_id": name}}} for name in ("", "q")]
    saved({"cells": cells})
    *notes, missing, time_of_file = handin("hw2").notes
    assert notes == said and missing.startswith("Missing, ") and time_of_file.startswith("This is the file as it was")


@pytest.mark.parametrize("name", ["hw2", "ideas1"])  # with numbers, and without
def test_in_what_was_handed_out_nothing_is_missing_or_changed(name, monkeypatch):
    assignment = ASSIGNMENTS[name]
    monkeypatch.setattr(handing_in, "ONE_PROCESS", False)
    monkeypatch.setattr(handing_in, "run_notebook", lambda cells, plan: Observed())
    variants = Handout(assignment, b"a secret of the term").variants("student:ann")
    saved(released(source_notebook(assignment), assignment, variants), f"{name}.ipynb")
    runs, time_of_file = handin(name).notes
    assert runs.startswith("It runs") and time_of_file.startswith("This is the file as it was")


def test_jupyter_says_where_the_notebook_is(tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    saved({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, "elsewhere/copy.ipynb")
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "elsewhere" / "copy.ipynb"))
    assert repr(handin("hw2")) == "Nothing can be seen of hw2: the notebook has no cells."


def test_what_cannot_be_seen_is_said_in_one_line():
    assert 'there is no file hw2.ipynb here; say which it is: handin("hw2", "….ipynb")' in repr(handin("hw2"))
    assert "there is no file x.ipynb here" in repr(handin("hw2", "x.ipynb"))
    assert "there is no assignment 'hw9'; there are hw1, hw2" in repr(handin("hw9"))
    assert repr(handin()) == 'Say which homework it is, for example handin("hw1").'
    assert 'the file is given as text, handin("hw2", "….ipynb"), got 3' in repr(handin("hw2", 3))
    with open("hw2.ipynb", "w", encoding="utf-8") as file:
        file.write(json.dumps({"cells": 1}))
    assert "no list of cells" in repr(handin("hw2"))
