"""A released notebook has the student's numbers and blanks: no solution, no key, no output, nothing hidden."""

import copy
import json

import nbformat
import numpy as np
import pytest
import toy_class
from toy_class import ASSIGNMENT

from sparsity_kit.grading.release.blanks import BEGIN, END, blanked, without_numbers
from sparsity_kit.grading.release.handout import Handout, is_untouched, places
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.release.student_notebook import as_text, released, with_numbers
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.questions import given_cell

SECRET = b"a secret of the term"


def handed_out(assignment, source, who="student:ann", **options):
    variants = Handout(assignment, SECRET).variants(who)
    return released(source, assignment, variants, **options), variants


def by_name(notebook):
    return {cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def solution_lines(source):
    """The lines that stand in the solutions of a source notebook and nowhere else in it."""
    inside, inner, outer = False, set(), set()
    for cell in source["cells"]:
        for line in "".join(cell["source"]).split("\n"):
            inside = (inside or BEGIN in line) and END not in line
            (inner if inside else outer).add(line.strip())
    return {line for line in inner - outer if BEGIN not in line and len(line) > 6}


def secrets_of(variants):
    """What a released notebook must not have: keys of more than three digits, and the arguments of hidden cases."""
    for each in variants.values():
        if each.question.by_hand:
            continue
        key = each.key
        if not callable(key) and len(str(key)) > 4:
            yield str(key)
        for number in np.ravel(np.array(getattr(each.kind, "cases", ()), dtype=object)):
            if isinstance(number, float) and len(str(number)) > 5:
                yield str(number)


def scan(notebook, source, variants):
    """What should not be there and is."""
    text = json.dumps(notebook, ensure_ascii=False)
    cells = "\n".join(by_name(notebook).values())
    given = "\n".join(given_cell(each.given) for each in variants.values())
    lines = {line.strip() for line in cells.split("\n")}
    found = [line for line in solution_lines(source) if line in lines]
    found += [secret for secret in secrets_of(variants) if secret in text and secret not in given]
    found += [word for word in (BEGIN, END) if word in text]
    return found + [str(cell["outputs"]) for cell in notebook["cells"] if cell.get("outputs")]


def test_the_scan_finds_what_it_looks_for():
    source = toy_class.notebook()
    notebook, variants = handed_out(ASSIGNMENT, source)
    lines = ["c = 2 * a * b  # by the rule of Euler", "steep = slope * x", "return steep"]
    assert solution_lines(source) == {*lines, "Because the kink has an interval of slopes."}
    for leak in (
        *lines,
        str(variants["toy-product"].key),
        str(variants["toy-line"].kind.cases[0][0]),
    ):
        spoilt = copy.deepcopy(notebook)
        spoilt["cells"][0]["source"] += f"\n{leak}"
        assert leak in scan(spoilt, source, variants)
    spoilt["cells"][1]["outputs"] = ["4711"]
    assert "['4711']" in scan(spoilt, source, variants)


def test_pictures_in_a_text_cell_are_left_out():
    """They may show a solution."""
    source = toy_class.notebook()
    source["cells"][9]["attachments"] = {"key.png": {"image/png": "4711"}}
    assert "4711" not in as_text(handed_out(ASSIGNMENT, source)[0])


@pytest.mark.parametrize("practice", [False, True])
def test_nothing_secret_is_in_a_released_toy(practice):
    source = toy_class.notebook()
    for who in ("student:ann", "student:bob", "pool:1"):
        notebook, variants = handed_out(ASSIGNMENT, source, who, practice=practice)
        assert scan(notebook, source, variants) == []
        assert "4711" not in as_text(notebook)  # neither in outputs nor in metadata


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_nothing_secret_is_in_the_courses_own_notebooks(name):
    source = source_notebook(ASSIGNMENTS[name])
    notebook, variants = handed_out(ASSIGNMENTS[name], source)
    assert scan(notebook, source, variants) == []
    nbformat.validate(nbformat.from_dict(notebook))
    for question in ASSIGNMENTS[name].questions:
        assert "..." in by_name(notebook)[question.name] or question.by_hand


def test_the_cells_are_the_students_own():
    notebook, variants = handed_out(ASSIGNMENT, toy_class.notebook())
    cells, given = by_name(notebook), variants["toy-product"].given
    assert cells["toy-product-given"] == f"a = {given['a']}\nb = {given['b']}"
    assert cells["toy-product"] == "c = ..." and cells["toy-essay"] == "*Your answer here.*"
    assert cells["toy-line"] == "def line(x):\n    return ..."
    assert cells["toy-product-check"] == 'check("toy-product", c)'
    practice = by_name(handed_out(ASSIGNMENT, toy_class.notebook(), practice=True)[0])
    assert practice["toy-product-check"] == 'check("toy-product", c, a=a, b=b)'
    nbformat.validate(nbformat.from_dict(notebook))


def test_the_source_is_not_changed_and_the_same_comes_out_twice():
    source = toy_class.notebook()
    texts = {as_text(handed_out(ASSIGNMENT, source)[0]) for _ in range(2)}
    assert len(texts) == 1 and source == toy_class.notebook()


def test_with_numbers_the_solutions_still_stand():
    variants = Handout(ASSIGNMENT, SECRET).variants("student:ann")
    cells = by_name(with_numbers(toy_class.notebook(), ASSIGNMENT, variants))
    scope = {}
    exec("\n".join([cells["toy-product-given"], cells["toy-product"]]), scope)
    assert scope["c"] == variants["toy-product"].key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c = 1", "one of the two is missing"),
        (f"# {BEGIN}\nc = 1", "one of the two is missing"),
        (f"# {BEGIN}\n# {BEGIN}\n# {END}", "begins inside another one"),
    ],
)
def test_a_solution_that_is_not_marked_stops_the_release(text, said):
    source = toy_class.notebook()
    source["cells"][4]["source"] = text
    with pytest.raises(UserError, match=f"toy.ipynb, cell toy-product: .*{said}"):
        handed_out(ASSIGNMENT, source)


def test_a_solution_of_no_question_stops_the_release():
    source = toy_class.notebook()
    source["cells"][4]["metadata"]["nbgrader"]["grade_id"] = "toy-gone"
    source["cells"].append(
        {"cell_type": "code", "source": "c = ...", "metadata": {"nbgrader": {"grade_id": "toy-product"}}}
    )
    with pytest.raises(UserError, match=r"toy\.ipynb, cell toy-gone: it has a solution, and is the answer cell of no"):
        handed_out(ASSIGNMENT, source)


def test_a_missing_cell_stops_the_release():
    source = toy_class.notebook()
    del source["cells"][3]
    with pytest.raises(UserError, match="has no cell with the grade_id toy-product-given"):
        handed_out(ASSIGNMENT, source)


def test_check_cells_lose_their_numbers_however_they_are_written():
    assert without_numbers('check("n", (1, x[0]), a=f(1, 2), b=b)  # look') == 'check("n", (1, x[0]))  # look'
    assert without_numbers('check(\n    "n",\n    x,\n    a=a,\n)') == 'check("n", x)'
    assert without_numbers('check("n", x)') == 'check("n", x)'


def test_blanks_beside_the_solutions_leave_them_working():
    cell = {"cell_type": "code", "source": toy_class.LINE}
    scope = {"slope": 3}
    exec(blanked(cell, "line", beside=True), scope)
    assert scope["line"](2) == 6
    scope = {"a": 2, "b": 3}
    exec(blanked({"cell_type": "code", "source": toy_class.PRODUCT}, "c", beside=True), scope)
    assert scope["c"] == 12


# ---- what may be written over

OWN = {"cell_type": "code", "source": "mine = 42", "metadata": {}, "outputs": [], "execution_count": None, "id": "mine"}
TOUCHED = {
    "an answer": lambda text: text.replace('"alone = ..."', '"alone = 3.25"'),
    "an answer in its check": lambda text: text.replace(
        'check(\\"hw1-alone\\", alone)', 'check(\\"hw1-alone\\", 3.25)'
    ),
    "no Python in its check": lambda text: text.replace('check(\\"hw1-alone\\", alone)', 'check(\\"hw1-alone\\", 3.25'),
    "a command in its check": lambda text: text.replace('check(\\"hw1-alone\\"', '!ls\\ncheck(\\"hw1-alone\\"'),
    "a cell of its own": lambda text: text.replace('"cells": [', '"cells": [' + json.dumps(OWN) + ",", 1),
    "work beside given numbers": lambda text: text.replace('"start_1 = ', '"mine = 42\\nstart_1 = '),
    "cut off": lambda text: text[: len(text) // 2],
    "too large": lambda text: text + " " * 20_000_000,
    "merged by halves": lambda text: "<<<<<<< HEAD\n" + text,
}


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_released_notebook_is_untouched_whatever_its_numbers(name, practice):
    assignment = ASSIGNMENTS[name]
    source = source_notebook(assignment)
    text = as_text(released(source, assignment, Handout(assignment, SECRET).variants("student:ann"), practice))
    assert is_untouched(text.encode(), Handout(assignment, b"another", None, places(source, assignment)), "student:ann")


def test_an_empty_cell_is_nobodys_work():
    """JupyterLab puts one at the end of a notebook that was only looked at."""
    assignment = ASSIGNMENTS["hw1"]
    source = source_notebook(assignment)
    notebook = released(source, assignment, Handout(assignment, SECRET).variants("student:ann"))
    notebook["cells"].append({"cell_type": "code", "id": "x", "metadata": {}, "source": " \n", "outputs": []})
    handout = Handout(assignment, SECRET, None, places(source, assignment))
    assert is_untouched(as_text(notebook).encode(), handout, "student:ann")


@pytest.mark.parametrize("how", TOUCHED)
def test_what_may_be_a_students_work_is_not_untouched(how):
    assignment = ASSIGNMENTS["hw1"]
    source = source_notebook(assignment)
    text = as_text(released(source, assignment, Handout(assignment, SECRET).variants("student:ann")))
    changed = TOUCHED[how](text)
    handout = Handout(assignment, SECRET, None, places(source, assignment))
    assert changed != text and not is_untouched(changed.encode(), handout, "student:ann")
