"""What is wrong with an assignment as it is declared is named, with the value and what to do, before a class has it."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from sparsity_kit import homework
from sparsity_kit.answers import RIGHT, Number
from sparsity_kit.grading.release.vetting import check_declared
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.homework.declared import misdeclared
from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.questions import Assignment, Question

PRODUCT = Question(
    "hw9-product",
    "What is 2ab?",
    points=2,
    answer="product",
    numbers=lambda draw: {"a": draw.integer(2, 9), "b": 0.5},
    kind=Number(),
    answers=lambda a, b: {RIGHT: 2 * a * b, "factor 2 lost": a * b},
    right="Twice the product.",
    mistakes={"factor 2 lost": "The factor 2 is missing."},
    hints=("Multiply.", "Then double."),
)
ESSAY = Question("hw9-essay", "Why?", points=3, rubric=((1, "says why"), (2, "says how")))


def faults(*questions):
    return misdeclared(Assignment("hw9", "A ninth", questions))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_courses_own_assignments_are_declared_as_they_must(name):
    assert misdeclared(ASSIGNMENTS[name]) == []
    check_declared(ASSIGNMENTS[name])


def test_half_points_and_a_persons_question_are_no_faults():
    assert faults(replace(PRODUCT, points=1.5), ESSAY) == []


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"name": "hw3-slope"}, ["another question has this name", "its name must be hw9- and words of small"]),
        ({"name": "first-zero"}, ["another question has this name", "its name must be hw9- and words of small"]),
        ({"name": "hw9_product"}, ["its name must be hw9- and words of small letters and digits"]),
        ({"name": "hw9-Product"}, ["its name must be hw9- and words of small letters and digits"]),
        ({"name": "hw9-"}, ["its name must be hw9- and words of small letters and digits"]),
        ({"name": "hw9-product-check"}, ["it is called like a cell of another question"]),
        ({"answer": ""}, ["its answer must be the name of a variable, got ''"]),
        ({"answer": "2x"}, ["its answer must be the name of a variable, got '2x'"]),
        ({"answer": "lambda"}, ["its answer must be the name of a variable, got 'lambda'"]),
        ({"answer": "a"}, ["a is defined more than once in hw9; give each number and each answer its own name"]),
        ({"points": 0}, ["its points must be a number above 0, got 0"]),
        ({"points": -1}, ["its points must be a number above 0, got -1"]),
        ({"points": float("nan")}, ["its points must be a number above 0, got nan"]),
        ({"points": "2"}, ["its points must be a number above 0, got '2'"]),
        ({"rubric": ((2, "all"),)}, ["it has a rubric, but no person marks it; leave out the rubric, or the kind"]),
        ({"text": ""}, ["its text is empty; write what is asked"]),
        ({"right": ""}, ["it lacks right, the sentence that says why the key is right"]),
        ({"hints": "Multiply."}, ["its hints are one text, and each letter would be a hint; put a comma after it"]),
        ({"kind": None}, ["its rubric adds up to 0 and its points are 2", "it has a key or mistakes, but no kind"]),
        ({"key": 5}, ["it has both a key and answers; leave one of them out"]),
        ({"numbers": {"a": 2}}, ["its numbers must be a function of draw, got {'a': 2}"]),
    ],
    ids=str,
)  # fmt: skip
def test_a_slip_is_named_with_its_value_and_its_cure(slip, said):
    question = replace(PRODUCT, **slip)
    found = faults(question)
    assert len(found) == len(said), found
    assert all(line.startswith(f"{question.name}: {words}") for line, words in zip(found, said, strict=True))


def test_a_rubric_adds_up_to_the_points():
    assert faults(replace(ESSAY, points=4)) == [
        "hw9-essay: its rubric adds up to 3 and its points are 4; make them equal"
    ]


def test_two_questions_share_neither_a_name_nor_what_their_cells_define():
    twin = replace(PRODUCT, name="hw9-twin")
    assert [line.partition(" is ")[0] for line in faults(PRODUCT, twin)] == [
        f"hw9-{one}: {name}" for one in ("product", "twin") for name in ("product", "a", "b")
    ]
    assert [line for line in faults(PRODUCT, PRODUCT) if "another question has this name" in line]


def test_no_question_and_one_without_its_comma_are_named():
    assert faults() == ["hw9 has no question; give it one"]
    with pytest.raises(TypeError, match=r"hw9 needs a tuple of questions, got one alone: put a comma after it"):
        Assignment("hw9", "A ninth", PRODUCT)


def test_what_is_declared_wrongly_stops_a_command_with_all_its_faults():
    with pytest.raises(UserError, match=r"(?s)^hw9 is not .*:\n  hw9-product: its points .* 0\n  hw9-essay: its rub"):
        check_declared(Assignment("hw9", "A ninth", (replace(PRODUCT, points=0), replace(ESSAY, points=4))))


def test_an_answer_that_costs_nothing_is_a_value():
    """It is a function only where it needs numbers that are drawn, or asks for what takes more than NumPy."""
    for path in Path(homework.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Lambda) and not ast.unparse(node.args):
                called = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
                named = {name for name in called if not name.startswith("np.")} - {"float", "int", "abs", "round"}
                assert named, f"{path.name}: {ast.unparse(node)}"
