"""Every variant of every question is a good one, and typical wrong answers are told what is wrong."""

import importlib
import json
import re
from functools import cache

import build
import matplotlib.pyplot as plt
import notebooks
import numpy as np
import pytest
import sympy

import sparsity_kit
from sparsity_kit.answers import Choice, Function, Unreadable
from sparsity_kit.homework.register import HOMEWORK, QUESTIONS, assignment_of
from sparsity_kit.questions import given_cell, judge, variant, vet
from sparsity_kit.questions.given import from_notebook

MACHINE_MARKED = [each.name for assignment in HOMEWORK.values() for each in assignment.questions if each.kind]
assignments = pytest.mark.parametrize("name", HOMEWORK)
machine_marked = pytest.mark.parametrize("name", MACHINE_MARKED)


def variants(name, count=20):
    """So many variants of one question, as so many students have them."""
    return [variant_of(name, f"student:{number}") for number in range(count)]


@cache
def variant_of(name, student):
    """What one student is given; its key is computed once for all tests."""
    return variant(assignment_of(QUESTIONS[name]), QUESTIONS[name], b"a secret", student)


# ---- variants


@machine_marked
def test_variants_are_good(name):
    drawn = variants(name)
    assert [vet(each) for each in drawn] == [[]] * 20
    assert len({json.dumps(each.given) for each in drawn}) > 10
    assert all(each.given for each in drawn), "without numbers `check` could not judge in a notebook"
    reference = variant(assignment_of(QUESTIONS[name]), QUESTIONS[name]).given
    assert all(from_notebook(name, each.given, reference) for each in drawn), "or would take them for another's"


@machine_marked
def test_at_least_five_mistakes_are_known_and_all_have_names(name):
    mine = variants(name, 1)[0]
    names = [mistake.name for mistake in mine.mistakes]
    assert len(names) >= (len(mine.kind.options) - 1 if isinstance(mine.kind, Choice) else 5)
    assert all(names) and len(set(names)) == len(names) and len(mine.question.hints) >= 2


@machine_marked
def test_what_a_student_reads_does_not_contain_the_key(name):
    for each in variants(name):
        if isinstance(each.kind, (Function, Choice)):
            continue
        shown = " ".join((each.question.text, *each.question.hints, *(mistake.message for mistake in each.mistakes)))
        key = re.escape(str(each.key))
        assert not re.search(rf"(?<![\w.]){key}(?![\w.])", shown) and each.question.right not in shown


@assignments
def test_a_person_marks_by_a_rubric_that_adds_up(name):
    for question in HOMEWORK[name].questions:
        assert sum(points for points, _ in question.rubric) == (question.points if question.by_hand else 0)


@assignments
def test_a_name_means_one_thing_in_an_assignment(name):
    """So that it does not matter in which order a student runs the cells, or where the answers stand.

    Nor is a letter of a formula the name of a number: typed without quotation marks it would become that number.
    """
    drawn = [variant(HOMEWORK[name], question) for question in HOMEWORK[name].questions]
    names = [given for each in drawn for given in each.given]
    names += [each.question.answer for each in drawn if each.question.answer]
    letters = {letter for each in drawn for letter in getattr(each.kind, "names", ())}
    assert len(set(names)) == len(names) and not letters & set(names)


# ---- the notebook, with other numbers


@cache
def notebook_of(name):
    return build.read(notebooks.HOMEWORK / f"{name}.ipynb")


@assignments
@pytest.mark.filterwarnings("ignore:.*non-interactive")
def test_reference_solutions_are_right_for_any_variant(name, monkeypatch):
    """The cells of the source notebook, run with the numbers of 20 students in place of the reference's.

    What a person marks is run for the first of them only: pictures take time.
    """
    notebook, assignment = notebook_of(name), HOMEWORK[name]
    for number in range(20):
        mine = {each.name: variant_of(each.name, f"student:{number}") for each in assignment.questions}
        scope = {"display": lambda *shown, **more: None}
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
            question, _, part = cell.metadata.nbgrader.grade_id.rpartition("-")
            asked = mine.get(cell.metadata.nbgrader.grade_id)
            if number and asked and asked.question.by_hand:
                continue
            source = given_cell(mine[question].given) if part == "given" else cell.source
            exec(source, scope)
            if part == "check":
                answer = scope[mine[question].question.answer]
                forms = [answer, str(answer)] if isinstance(answer, sympy.Basic) else [answer]
                assert all(judge(mine[question], form).correct for form in forms), (question, number)
        plt.close("all")


# ---- wrong answers


def corpus(name):
    """[(question, the cell that was typed, its misconception or None), …]"""
    return importlib.import_module(f"wrong_answers.{name}").WRONG


def verdicts(name, cell, count=5):
    """The verdicts on what was typed, for several variants; None for an answer that cannot be read."""
    imports: dict = {}
    cells = [cell for cell in notebook_of(name.split("-")[0]).cells if cell.cell_type == "code"]
    for cell_of_all in cells[:2]:  # the kit, and the names
        exec(cell_of_all.source, imports)
    for each in variants(name, count):
        numbers = {key: np.array(value) if type(value) is list else value for key, value in each.given.items()}
        symbols = {letter: sympy.Symbol(letter) for letter in getattr(each.kind, "names", ())}
        kit = {name: getattr(sparsity_kit, name) for name in sparsity_kit.__all__}
        scope = kit | {"np": np, "sp": sympy} | imports | symbols | numbers
        exec(cell, scope)
        try:
            yield judge(each, scope[each.question.answer])
        except Unreadable:
            yield None


@assignments
def test_typical_wrong_answers_are_named(name):
    """None is right, none gets the name of another misconception, and at least 80 % get their name."""
    entries, named, judged = corpus(name), 0, 0
    assert len(entries) >= 30
    for question, cell, misconception in entries:
        for verdict in verdicts(question, cell):
            judged += 1
            said = verdict.mistake.name if verdict and verdict.mistake else None
            assert verdict is None or not verdict.correct, f"{question}: {cell} is right"
            assert said in (None, misconception), f"{question}: {cell} is taken for {said!r}"
            named += said is not None
    assert named >= 0.8 * judged, f"{named} of {judged}"
