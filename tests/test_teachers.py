"""The guide for teachers says what the lessons take, what their exercises know, and where a belief is mended."""

import re
import sys
from pathlib import Path

import build
import lesson_minutes
import normal_form
import pytest

from sparsity_kit.answers import Choice
from sparsity_kit.homework.ideas import IDEAS
from sparsity_kit.homework.register import LESSONS as EXERCISES

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "workshop"))
from teachers import KINDS, PAGE, kinds, page  # noqa: E402

LESSONS = {path: build.read(path) for path in sorted((ROOT / "lessons").glob("[0-9]*.ipynb"))}
GUIDE = build.read(ROOT / "lessons" / PAGE)
CHAPTERS = GUIDE.cells[2:]
every_lesson = pytest.mark.parametrize("number", range(len(EXERCISES)))


def test_the_guide_is_what_is_counted():
    """`python workshop/teachers.py` renews it."""
    written = (ROOT / "lessons" / PAGE).read_text(encoding="utf-8")
    assert written == normal_form.as_text(normal_form.normalise(page(LESSONS)))


@every_lesson
def test_its_minutes_are_those_in_the_title_of_the_lesson_and_in_class_there_is_an_hour_at_most(number):
    (path, notebook) = list(LESSONS.items())[number]
    line = next(line for line in GUIDE.cells[1].source.splitlines() if path.name in line)
    in_class, at_home, *rest = map(int, line.strip("| ").split(" | ")[1:])
    said = f"**Time:** about {in_class} minutes" + (f", and {at_home} more at home" if at_home else "")
    assert lesson_minutes.said(notebook) == said
    assert sum(rest) <= 45 + len(rest) / 2 and in_class <= 45


@every_lesson
def test_its_exercises_and_their_wrong_answers_are_those_that_are_declared(number):
    """Counted from the declarations: those of a question that are not options, and the wrong options."""
    rows = re.findall(r"(?m)^\| `([\w-]+)` \| (\d+) \|", CHAPTERS[number].source)
    declared = {}
    for question in EXERCISES[number]:
        options = getattr(question.kind, "options", {})
        wrong = len(options) - 1 if isinstance(question.kind, Choice) else 0
        declared[question.name] = len(question.mistakes) + wrong
    assert {name: int(count) for name, count in rows} == declared
    assert f"{len(declared)} exercises know {sum(declared.values())} wrong answers" in CHAPTERS[number].source


@every_lesson
def test_each_belief_stands_with_the_lesson_that_mends_it(number):
    told = re.findall(r'(?m)^- "(.+?)": \[', CHAPTERS[number].source)
    assert told == [each.name for idea in IDEAS for each in idea.beliefs if each.where.lesson == number]


@every_lesson
def test_each_link_leads_to_one_heading_of_the_lesson_under_which_the_exercise_stands(number):
    (path, notebook) = list(LESSONS.items())[number]
    texts = [cell.source for cell in notebook.cells]
    places = {text[3:].splitlines()[0].replace(" ", "-"): at for at, text in enumerate(texts) if text.startswith("## ")}
    for name, target, fragment in re.findall(r"`([\w-]+)` \|.*\]\(\.\./([^)#]+)#([^)]+)\)", CHAPTERS[number].source):
        asked = next(at for at, text in enumerate(texts) if f'check("{name}"' in text)
        assert target == path.name and places[fragment] == max(at for at in places.values() if at < asked)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("λ is not halved: the threshold is λ/2.", "a factor 2"),
        ("The 2 stands on the wrong side.", "a factor 2"),
        ("All signs are flipped.", "a sign"),
        ("That is alpha itself.", "a strength of another program"),
        ("λ is missing: the speed is λ, not 1.", "the price or the threshold left out"),
        ("That is 2|b·y|, the rule of single features.", "the rule of single features"),
        ("That is the gradient of the squares, Σθⱼ².", "another penalty"),
        ("That is the middle, at λ = 4.", None),
    ],
)
def test_a_mistake_is_counted_by_what_its_message_speaks_of(message, kind):
    assert kinds([message]) == ({kind: 1} if kind else {})
    assert kind is None or kind in KINDS
