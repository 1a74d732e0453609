"""Every variant of every question is a good one, and typical wrong answers are told what is wrong."""

import hashlib
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
from sparsity_kit.answers import Choice, Choices, Function, Unreadable
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
    assert (count := len({json.dumps(each.given) for each in drawn})) > 10, f"draw more: {count} for 20 students"
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


def told(name):
    """(key, {letter: what is said to it}) for each student's numbers."""
    return [(each.key, {mistake.answer: mistake.message for mistake in each.mistakes}) for each in variants(name)]


def test_what_is_said_to_an_option_is_what_is_wrong_with_it_at_these_numbers():
    for key, messages in told("hw1-who"):  # A nobody, B L1, C L1 and L2
        assert all(
            ("min |θⱼ(0)|/λ" in message) == (letter == "B" and key == "A") for letter, message in messages.items()
        )
        assert key != "C" or "straight way" in messages["B"]
    for key, messages in told("hw2-who"):  # B some of L1, C all of L1, D all of both
        of_l1, of_l2 = (
            {letter for letter, said in messages.items() if words in said} for words in ("L1 asks", "L2 wi")
        )
        assert of_l1 == {"A": {"B", "C"}, "B": {"A", "C"}, "C": {"A", "B"}, "D": {"A", "B"}}[key]
        assert of_l2 == {"A": {"D"}, "B": {"D"}, "C": {"D"}, "D": {"B", "C"}}[key]
    for key, messages in told("hw3-prediction"):  # A and B: it was zero before
        first = {
            letter for letter, said in messages.items() if said.startswith("Look at the data before they are copied")
        }
        assert first == ({"C", "D", "E", "F"} if key in "AB" else {"A", "B"})


# ---- numbers that a class has been given


DRAWN = {
    "hw1-alone": "5c9dfb1e", "hw1-flow": "7ed09b40", "hw1-who": "9ccaf819", "hw1-picture": "cf7a2531",
    "hw1-closest": "94575177", "hw1-price": "7d5b687c", "hw1-hold": "f116f016", "hw1-paragraph": "8ac12c86",
    "hw2-gradient": "ddb4e1d4", "hw2-path": "7ee99c7b", "hw2-third": "59cc949f", "hw2-kink": "5eb8f56d",
    "hw2-picture": "cd63ec08", "hw2-who": "35f397a7", "hw2-certificate": "6c0a9488", "hw2-paragraph": "ca7956d7",
    "hw3-slope": "c2788a13", "hw3-signs": "1189b8f6", "hw3-minimiser": "fb1ace25", "hw3-last-price": "a6369623",
    "hw3-best-theta": "01efc6a4", "hw3-prediction": "1611c424", "hw3-picture": "cccdb2b6",
    "hw3-paragraph": "36c8b5ba", "hw4-dead": "a0c74519", "hw4-step": "eae08b94", "hw4-last-price": "83c58dab",
    "hw4-order": "90088604", "hw4-kinks": "bdecabc5", "hw4-paragraph": "7f876f4e", "hw5-held-out": "cc5c7486",
    "hw5-lowest": "4203bc87", "hw5-one-se": "4ece4754", "hw5-freedom": "09554b8e", "hw5-leak": "9ce7fcb5",
    "hw5-stability": "071ba2ed", "hw5-picture": "afa5e69e", "hw5-paragraph": "4248e309",
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_newer_kit_draws_the_numbers_that_a_class_has_been_given(name):
    """Those of 20 students, and what their functions are called with, as a digest.

    One that differs says that whoever updates in the middle of a term has marks of other numbers: say so in CHANGELOG.
    """
    assert digest(name) == DRAWN[name]


def digest(name):
    rows = [
        [each.given, [list(map(plain, case)) for case in getattr(each.kind, "cases", ())]] for each in variants(name)
    ]
    rounded = json.loads(json.dumps(rows), parse_float=lambda digits: f"{float(digits):.9g}")  # as on any processor
    return hashlib.sha256(json.dumps(rounded).encode()).hexdigest()[:8]


def plain(number):
    return number.tolist() if isinstance(number, (np.ndarray, np.generic)) else number


def test_all_that_is_drawn_for_a_class_is_looked_at():
    drawn = [each.name for each in QUESTIONS.values() if each.numbers]
    assert {name: digest(name) for name in drawn if name not in DRAWN} == {}, "write these into DRAWN"
    assert {*DRAWN} - {*drawn} == set(), "take these out of DRAWN"


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
    """None is right, each that has a name gets it whatever its numbers, and at least 80 % have one."""
    entries = corpus(name)
    assert len(entries) >= 30
    for entry in entries:
        gets_its_name(*entry)
    named = sum(misconception is not None for *_, misconception in entries)
    assert named >= 0.8 * len(entries), f"{named} of {len(entries)}"


def gets_its_name(question, cell, misconception, count=5):
    """What was typed is wrong, and taken for this misconception, or for none that is known."""
    for verdict in verdicts(question, cell, count):
        said = verdict.mistake.name if verdict and verdict.mistake else None
        assert verdict is None or not verdict.correct, f"{question}: {cell} is right"
        assert said == misconception, f"{question}: {cell} is taken for {said!r}"


@assignments
def test_each_mistake_that_is_known_is_what_somebody_types_who_makes_it(name):
    """But for options: there the letter is the mistake."""
    rest = [entry for entry in corpus("rest") if entry[0] in {each.name for each in HOMEWORK[name].questions}]
    for entry in rest:
        gets_its_name(*entry, count=2)
    typed = {(question, mistake) for question, _, mistake in corpus(name) + rest}
    for question in HOMEWORK[name].questions:
        if question.kind and not isinstance(variants(question.name, 1)[0].kind, (Choice, Choices)):
            untyped = {(question.name, each.name) for each in variants(question.name, 1)[0].mistakes} - typed
            assert not untyped, f"tests/wrong_answers/{name}.py needs what is typed by who makes these: {untyped}"
