"""Every claim is shown in six ways, by cells that say so and do so; and the page from claims to cells leads there."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import build
import normal_form
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "workshop"))
from claims import CLAIMS, PAGE, anchor, entries, link, page  # noqa: E402
from shown import WAYS, WORDS, lie  # noqa: E402

LESSONS = {path: build.read(path) for path in sorted((ROOT / "lessons").glob("[0-9]*.ipynb"))}
TABLE = entries(LESSONS)


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_shown_in_all_six_ways(claim):
    assert [way for way in WAYS if not TABLE[claim, way]] == []


def test_there_are_thirteen_claims():
    assert list(CLAIMS) == list(WORDS) == [f"C{number}" for number in range(1, 14)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_cell_says_that_it_shows_what_it_does_not(path):
    tagged = [cell for cell in LESSONS[path].cells if "shows" in cell.metadata]
    assert {cell.source: lie(cell) for cell in tagged if lie(cell)} == {}


def tagged(shows, source, kind="text/plain", claims=("C1",)):
    """A code cell that says what it shows, and has shown something of a kind."""
    outputs = [new_output("display_data", {kind: "…"})]
    return new_code_cell(source, metadata={"claims": list(claims), "shows": shows}, outputs=outputs)


LIVE = "application/vnd.jupyter.widget-view+json"
TRUE = [
    tagged("picture", "figures.jitter(0.5, 1.0, 0.2)", "image/png"),
    tagged("live", "live.Threshold()", LIVE),
    tagged("derivation", "stationarity(L1())"),
    tagged("certificate", "print(X.T @ (y - X @ theta))"),
    tagged("exercise", 'check("hitting-time", ...)'),
]
FALSE = [
    tagged("picture", "figures.jitter(0.5, 1.0, 0.2)"),
    tagged("picture", "plot([1, 2])", "image/png"),
    tagged("live", "live.Threshold()", "image/png"),
    tagged("live", "FloatSlider()", LIVE),
    tagged("derivation", "diff(theta**2)"),
    tagged("certificate", "print(minimize(objective).theta)"),
    tagged("exercise", 'ask("hitting-time")'),
    tagged("prose", "figures.jitter(0.5, 1.0, 0.2)"),
    tagged("figure", "figures.jitter(0.5, 1.0, 0.2)", "image/png"),
    tagged("picture", "figures.jitter(0.5, 1.0, 0.2)", "image/png", claims=()),
    tagged("picture", "figures.jitter(0.5, 1.0, 0.2)", "image/png", claims=("C14",)),
    new_markdown_cell("Of squares.", metadata={"claims": ["C1"], "shows": "prose"}),
    new_markdown_cell("figures.jitter", metadata={"claims": ["C1"], "shows": "picture"}),
]


def test_a_cell_that_does_what_it_says_is_believed_and_one_that_does_not_is_found_out():
    assert [lie(cell) for cell in TRUE] == [""] * len(TRUE)
    assert [cell.source for cell in FALSE if not lie(cell)] == []


def test_an_exercise_that_knows_no_mistakes_is_found_out(monkeypatch):
    monkeypatch.setattr("shown.reference", lambda assignment, question: SimpleNamespace(mistakes=()))
    assert lie(tagged("exercise", 'check("hitting-time", ...)'))


def test_the_page_leads_to_what_the_lessons_say():
    """`python workshop/claims.py` renews it."""
    written = (ROOT / "lessons" / PAGE).read_text(encoding="utf-8")
    assert written == normal_form.as_text(normal_form.normalise(page(LESSONS)))


def test_each_link_leads_to_one_heading_of_that_lesson():
    text = build.read(ROOT / "lessons" / PAGE).cells[1].source
    links = re.findall(r"\]\(\.\./([^)#]+)#([^)]+)\)", text)
    assert len(links) >= len(CLAIMS) * len(WAYS)
    for name, fragment in links:
        cells = LESSONS[ROOT / "lessons" / name].cells
        headings = re.findall(r"(?m)^##+ (.+)$", "\n".join(c.source for c in cells if c.cell_type == "markdown"))
        assert [heading.replace(" ", "-") for heading in headings].count(fragment) == 1, (name, fragment)


def test_a_place_is_written_as_lesson_and_section():
    path = Path("03_a_lesson.ipynb")
    assert link(path, "1. A section", "1. A section") == "[3\xa0§1](../03_a_lesson.ipynb#1.-A-section)"
    assert link(path, "At home", "Your turn: a tie") == "[3\xa0home](../03_a_lesson.ipynb#Your-turn:-a-tie)"


@pytest.mark.parametrize("heading", ["A word on λ", "What `check` says", "A price (of two)"])
def test_a_heading_that_no_link_finds_in_jupyterlab_is_refused(heading):
    with pytest.raises(ValueError, match="needs plain letters, got"):
        anchor(heading)
