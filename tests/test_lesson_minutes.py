"""How long a lesson takes: every part counts once, at its rate, and the title says the sum."""

import build
import notebooks
import pytest
from house_rules import WIDGET_VIEW
from lesson_minutes import faults, minutes, parts, said, say
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output


def cell(source, **data):
    return new_code_cell(source, outputs=[new_output("display_data", data)] if data else [])


def lesson(*cells, minutes=5):
    cells = [new_markdown_cell(each) if isinstance(each, str) else each for each in cells]
    return new_notebook(cells=[new_markdown_cell(f"**Time:** about {minutes} minutes"), *cells])


BEFORE = parts(lesson())


@pytest.mark.parametrize(
    ("added", "takes"),
    [
        (["word " * 120], {"reading": 1}),
        (["**Predict.** " + "word " * 119], {"reading": 1, "predictions": 1}),
        ([cell("1 + 1")], {"running cells": 0.2}),
        ([cell("draw()", **{"image/png": "", "text/plain": ""})], {"running cells": 0.2, "figures": 1}),
        ([cell("derive()", **{"text/latex": "$x$"})], {"running cells": 0.2, "formulas": 1}),
        ([cell("live", **{"image/png": "", WIDGET_VIEW: ""})], {"running cells": 0.2, "live pictures": 3}),
        ([cell('check("predict", ...)')], {"running cells": 0.2, "exercises": 2}),
        ([cell('check("first-zero", ...)')], {"running cells": 0.2, "exercises": 3}),
        (["## Further reading\n\n- " + "word " * 120], {}),
        (["## At home: ties", "word " * 120, cell('check("predict", ...)')], {}),
        (["## At home", cell("1"), "## Summary " + "word " * 118], {"reading": 1}),
        (["## Summary " + "word " * 118 + "\n\n## Further reading\n\n" + "word " * 99], {"reading": 1}),
        (["## Further reading", "word " * 9, cell("1"), "## Summary " + "word " * 118], {"reading": 1}),
    ],
)
def test_each_part_counts_at_its_rate(added, takes):
    found = {name: each - BEFORE[name] for name, each in parts(lesson(*added)).items()}
    assert found == pytest.approx(dict.fromkeys(found, 0) | takes)


def test_what_is_for_home_is_added_up_by_itself():
    home = ["## At home", "**Predict.** " + "word " * 116, cell('check("first-zero", ...)'), "## Further reading"]
    found = lesson("word " * 1200, *home, "word " * 999)
    assert {name: each for name, each in parts(found, at_home=True).items() if each} == pytest.approx(
        {"reading": 1, "running cells": 0.2, "predictions": 1, "exercises": 3}
    )
    assert (minutes(found), minutes(found, at_home=True)) == (10, 5)
    assert said(say(found)) == "**Time:** about 10 minutes, and 5 more at home"
    assert minutes(lesson("## At home", cell("1")), at_home=True) == 5, "a little is not nothing"
    assert minutes(lesson(cell("1")), at_home=True) == 0


@pytest.mark.parametrize(("said", "words", "expected"), [(10, 1200, True), (5, 1200, False), (45, 5300, True)])
def test_a_title_that_says_other_minutes_is_a_fault(said, words, expected):
    found = list(faults(lesson("word " * words, minutes=said)))
    assert found == ([] if expected else ["the first cell must say: **Time:** about 10 minutes"])


@pytest.mark.parametrize(("in_class", "at_home", "allowed"), [(5390, 0, True), (5410, 0, False), (5390, 9000, True)])
def test_no_lesson_takes_longer_in_class_than_a_class_hour(in_class, at_home, allowed):
    """A title of at most ten words, and 120 words a minute: to the minute, although the title says it to five."""
    long = say(lesson("word " * in_class, *(["## At home", "word " * at_home] if at_home else [])))
    found = list(faults(long))
    assert len(found) == (not allowed) and minutes(long) == 45
    assert all(fault.startswith("it takes 45.1 minutes in class, at most 45 are allowed") for fault in found)


def test_what_is_said_can_be_put_there():
    wrong = lesson("word " * 1200, minutes=45)
    assert said(say(wrong)) == "**Time:** about 10 minutes" == said(say(say(wrong)))
    wrong.cells += [new_markdown_cell("## At home"), cell("1")]
    assert said(say(wrong)) == "**Time:** about 10 minutes, and 5 more at home" == said(say(say(wrong)))
    assert wrong.cells[0].source == said(wrong)
    del wrong.cells[-2:]
    assert said(say(wrong)) == wrong.cells[0].source == "**Time:** about 10 minutes"


@pytest.mark.parametrize("path", sorted(notebooks.LESSONS.glob("[0-9]*.ipynb")), ids=lambda path: path.stem)
def test_a_lesson_says_how_long_it_takes_and_fits_into_a_class(path):
    assert list(faults(build.read(path))) == []
