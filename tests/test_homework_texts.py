"""What the texts of homework say is so: how near an answer must be, what a person looks for, how long it takes."""

import re
from dataclasses import replace
from pathlib import Path

import build
import notebooks
import numpy as np
import pytest
from homework_minutes import minutes
from homework_texts import how_near, unsaid
from kinds import kind_of

from sparsity_kit.answers import RIGHT, Array, Choice, Choices, Expression, Function, Number, Relation
from sparsity_kit.homework import ask
from sparsity_kit.homework.register import ASSIGNMENTS, HOMEWORK, QUESTIONS, assignment_of
from sparsity_kit.questions import Question, judge, variant

GUIDE = Path(__file__).parent.parent / "lessons" / "homework" / "INSTRUCTORS.md"
ERROR = r"An error of ([\d.]+) is fine, or of ([\d.]+) % where the size is above 1\."
RETURNED = r"an error of `(\S+)` in what it returns is fine, but a zero has to be zero exactly\."
TEXTS = {
    cell.metadata.nbgrader.grade_id.removesuffix("-text"): cell.source
    for name in ASSIGNMENTS
    for cell in build.read(notebooks.HOMEWORK / f"{name}.ipynb").cells
    if cell.metadata.nbgrader.grade_id.endswith("-text")
}


def of_kind(*kinds):
    """Questions whose answers are of such a kind."""
    return pytest.mark.parametrize("name", [name for name in TEXTS if kind_of(name) in kinds])


def students(name, count=5):
    """The variants of some students."""
    for number in range(count):
        yield variant(assignment_of(QUESTIONS[name]), QUESTIONS[name], b"texts", f"student:{number}")


@of_kind(Number, Array)
def test_a_number_is_right_within_the_error_that_the_text_allows_and_no_farther(name):
    said = re.search(ERROR, TEXTS[name])
    absolute, percent = (float(each) for each in said.groups()) if said else (0.0, 0.0)
    assert said or "Every number must be exact." in TEXTS[name]
    for mine in students(name):
        key = np.array(mine.key, dtype=float)
        error = np.where(np.abs(key) > 1, percent / 100 * np.abs(key), absolute)
        for sign in (-1, 1):
            assert judge(mine, _as_answer(key + 0.99 * sign * error)).correct
            for beyond in np.diag(np.ravel(1.01 * sign * error + (sign * 1e-5 if not said else 0))):
                assert not judge(mine, _as_answer(key + beyond.reshape(key.shape))).correct


def _as_answer(values):
    return values if values.ndim else float(values)


@of_kind(Number, Array)
def test_ask_says_the_same_of_numbers_as_the_text(name):
    sentence = re.search(rf"{ERROR}|Every number must be exact\.", TEXTS[name])[0]
    assert sentence[1:-1] in repr(ask(name))


@of_kind(Expression)
def test_a_formula_is_right_to_nine_digits(name):
    assert "by its values at many points, to nine digits." in TEXTS[name]
    for mine in students(name, 2):
        assert judge(mine, f"({mine.key})*(1 + 1/{10**10})").correct
        assert not judge(mine, f"({mine.key})*(1 + 1/{10**7})").correct


@of_kind(Relation)
def test_a_condition_is_looked_at_beside_its_ends(name):
    assert "at many points, also at its ends and just beside them." in TEXTS[name]
    for mine in students(name):
        assert judge(mine, mine.key).correct
        for other in (mine.key.replace("<= g", "< g"), mine.key + " + 1/10**5", "-1/10**5 + " + mine.key):
            assert not judge(mine, other).correct


@of_kind(Choices)
def test_a_part_of_the_letters_is_not_enough(name):
    assert "All that belong there have to be there, and no others." in TEXTS[name]
    for mine in students(name):
        assert judge(mine, set(mine.key)).correct
        assert not any(judge(mine, mine.key ^ {letter}).correct for letter in mine.kind.options)


@of_kind(Choice)
def test_ask_and_the_text_offer_the_same_options(name):
    options = re.findall(r"^- \*\*(\w)\*\* (.+)$", TEXTS[name], re.MULTILINE)
    assert len(options) >= 4 and all(f"{letter}: {option}\n" in repr(ask(name)) for letter, option in options)


@of_kind(Function)
def test_what_a_function_returns_may_be_off_as_the_text_says(name):
    assert "It is called with arguments that you do not see" in TEXTS[name]
    if said := re.search(RETURNED, TEXTS[name]):
        error = float(said[1])
        for mine in students(name, 3):
            assert judge(mine, _changed(mine.key, lambda right: right + error * (right != 0))).correct
            assert not judge(mine, _changed(mine.key, lambda right: right + 3 * error * np.abs(right))).correct
            key = mine.kind.read(mine.key)
            if any(np.any(key.zeros(number)) for number in range(len(mine.kind.cases))):  # else none is held at zero
                assert not judge(mine, _changed(mine.key, lambda right: right + error / 2 * (right == 0))).correct


def _changed(key, change):
    return lambda *arguments: change(np.asarray(key(*arguments), dtype=float))


@of_kind(Function)
def test_a_function_of_truth_values_is_wrong_if_it_is_wrong_once(name):
    if "and has to be right for each of them." in TEXTS[name]:
        for mine in students(name, 2):
            for case in mine.kind.cases:
                assert not judge(mine, _wrong_for(case, mine.key)).correct


def _wrong_for(case, key):
    asked = repr(case)
    return lambda *arguments: bool(key(*arguments)) != (repr(arguments) == asked)


def test_every_kind_of_homework_is_looked_at_here():
    assert set(map(kind_of, TEXTS)) == {Number, Array, Expression, Relation, Choice, Choices, Function, type(None)}


# ---- numbers of a student's own in what a person reads


@pytest.mark.parametrize("name", [name for name in TEXTS if QUESTIONS[name].by_hand and QUESTIONS[name].numbers])
def test_what_a_person_reads_has_numbers_of_each_student_and_the_text_speaks_of_them(name):
    given = [mine.given for mine in students(name, 20)]
    assert len({repr(each) for each in given}) > 8
    assert all(f"`{each}`" in TEXTS[name] for each in given[0])


# ---- minutes


def test_the_guide_says_how_long_each_assignment_takes():
    opening = " ".join(GUIDE.read_text(encoding="utf-8").split("\n\n")[1].split())
    said = re.findall(r"(hw\d) \([^()]*, (\d+) minutes\)", opening)
    assert said == [
        (name, str(minutes(build.read(notebooks.HOMEWORK / f"{name}.ipynb"), each))) for name, each in HOMEWORK.items()
    ]


def test_the_guide_says_how_much_there_is_to_mark_and_how_long_it_takes_at_a_second_each():
    guide = GUIDE.read_text(encoding="utf-8")
    (by_hand,) = {sum(question.by_hand for question in each.questions) for each in HOMEWORK.values()}
    rows = re.findall(r"^\| ([\d,]+) \| (.*?) \| ([\d,]+) \|", guide, re.MULTILINE)
    told = {"half a minute": (0.5, 2), "half an hour on 2 processors": (30, 2), "4 minutes on 16": (4, 16)}
    assert "a submission takes about a second" in guide and len(rows) == 2
    for students, grading, marks in rows:
        count = int(students.replace(",", ""))
        assert int(marks.replace(",", "")) == by_hand * count
        for long, processors in map(told.get, grading.split(", ")):
            assert 1 <= 60 * long * processors / count <= 2


def test_the_guide_for_instructors_gives_each_assignment_after_the_last_lesson_that_it_needs():
    opening = " ".join(GUIDE.read_text(encoding="utf-8").split("## Once")[0].split())
    titles = {name: build.read(notebooks.HOMEWORK / f"{name}.ipynb").cells[0].source for name in HOMEWORK}
    needed = {name: re.search(r"\*\*You need:\*\* (.+)", title)[1] for name, title in titles.items()}
    lessons = {name: max(map(int, re.findall(r"\d+", said))) for name, said in needed.items() if "lesson" in said}
    said = re.findall(r"(hw\d) \([^()]*, after lesson (\d+), \d+ minutes\)", opening)
    assert said == [(name, str(lesson)) for name, lesson in lessons.items()] and len(said) == 5


# ---- the rules themselves


ESSAY = Question("toy-essay", "Why?", points=3, rubric=((1, "why"), (2, "how")))
EARNS = "A person marks this one: 1 point for the reason, a short one, 2 for the way."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (EARNS, None),
        ("Why?", "none"),
        (f"{EARNS}\n{EARNS}", "none"),
        ("A person marks this one: 1 point for the reason, 1 for the way.", "1, 1"),
        ("A person marks this one: 2 points for the way, 1 for the reason.", "2, 1"),
        ("A person marks this one: 3 points for all.", "3"),
    ],
)
def test_the_phrases_fit_the_rubric(text, found):
    faults = list(unsaid(ESSAY, None, text))
    assert len(faults) == (found is not None)
    assert found is None or faults[0].endswith(f"with the points 1, 2, not {found}")


def test_half_points_of_a_rubric_are_said():
    halves = replace(ESSAY, rubric=((1.5, "why"), (1.5, "how")))
    assert list(unsaid(halves, None, "A person marks this one: 1.5 points for the reason, 1.5 for the way.")) == []


@pytest.mark.parametrize(
    ("kind", "said", "other"),
    [
        (Number(), "An error of 0.001 is fine, or of 0.1 % where the size is above 1.", Number(0.01)),
        (Array(0.0), "Every number must be exact.", Array()),
        (Function((), 1e-8), "an error of `1e-8` in what it returns is fine", Function((), 1e-9)),
        (Function((), 0.0), "and has to be right for each of them.", Function(())),
    ],
)
def test_a_text_with_another_tolerance_does_not_fit(kind, said, other):
    assert said in how_near(kind) and list(unsaid(Question("toy", "?", kind), kind, how_near(kind))) == []
    assert list(unsaid(Question("toy", "?", other), other, how_near(kind))) == [f"must say: {how_near(other)}"]


def test_a_text_that_says_two_things_of_errors_does_not_fit():
    two = f"{how_near(Number())} An error of 0.01 is fine."
    assert [*unsaid(Question("toy", "?", Number()), Number(), two)] == [
        f"must say nothing else of errors and digits than: {how_near(Number())}"
    ]


def test_a_text_on_letters_may_speak_of_errors_and_of_no_digits():
    kind = Choice({"A": ("yes", RIGHT), "B": ("no", "No.")})
    question, text = Question("toy", "?", kind), "Within one standard error of the lowest?\n- **A** yes\n- **B** no"
    assert [*unsaid(question, kind, text)] == []
    for more in ("An error of 0.01 is fine.", "An error of `1e-8` is fine.", "To 3 digits."):
        assert [*unsaid(question, kind, f"{text}\n{more}")] == [
            "must say nothing else of errors and digits than: nothing, for a letter has none"
        ]


def test_every_option_is_listed():
    kind = Choice({"A": ("yes", "no"), "B": ("no", "yes")})
    assert list(unsaid(Question("toy", "?", kind), kind, "- **A** yes")) == ["must list the option: - **B** no"]
