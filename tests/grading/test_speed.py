"""The measures of `python -m tests.grading_speed` measure what they say; a class is killed in test_commands."""

import pytest
import toy_class

from sparsity_kit.grading.box.trial import available
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.workers import grade_one
from tests.grading_speed import classroom, rival

SECRET = classroom.SECRET.encode()
boxed = pytest.mark.skipif(bool(available()), reason="there is no box here")


@boxed
def test_the_made_up_students_answer_as_they_should(tmp_path, monkeypatch):
    toy_class.install(tmp_path / "source", monkeypatch.setattr)
    monkeypatch.setattr(classroom, "RIGHT", 0)
    monkeypatch.setattr(classroom, "BLANK", 0)
    classroom.make(tmp_path / "wrong", "toy", 1)
    monkeypatch.setattr(classroom, "RIGHT", 1)
    monkeypatch.setattr(classroom, "WRONG", 0)
    classroom.make(tmp_path / "right", "toy", 1)
    for how, points in (("wrong", [0, 0, None]), ("right", [2, 3, None])):
        data = (tmp_path / how / "toy" / "student0000" / "toy.ipynb").read_bytes()
        handout = Handout(toy_class.ASSIGNMENT, SECRET)
        graded = grade_one(handout, handout.who("student0000"), data, unprotected=False)
        assert [mark.points for mark in graded.marks] == points, graded


def test_the_rivals_notebooks_ask_the_same(tmp_path, monkeypatch):
    toy_class.install(tmp_path / "source", monkeypatch.setattr)
    rival.course(tmp_path, "toy", 1)
    notebook = classroom.read(tmp_path / "submitted" / "student0000" / "toy" / "toy.ipynb")
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    assert cells["toy-product-check"]["source"] == 'assert check("toy-product", c, a=a, b=b).correct'
    points = [cell["metadata"]["nbgrader"].get("points", 0) for cell in notebook["cells"]]
    assert sum(points) == toy_class.ASSIGNMENT.points
