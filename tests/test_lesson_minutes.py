"""How long a lesson takes: every part counts once, at its rate, and the title says the sum."""

import pytest
from house_rules import WIDGET_VIEW
from lesson_minutes import faults, minutes, parts
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
        (["## Appendix: ties", "word " * 120, cell('check("predict", ...)')], {}),
        (["## Appendix: ties", cell("1"), "## Summary " + "word " * 118], {"reading": 1}),
    ],
)
def test_each_part_counts_at_its_rate(added, takes):
    found = {name: each - BEFORE[name] for name, each in parts(lesson(*added)).items()}
    assert found == pytest.approx(dict.fromkeys(found, 0) | takes)


@pytest.mark.parametrize(("said", "words", "expected"), [(10, 1200, True), (5, 1200, False), (45, 5600, True)])
def test_a_title_that_says_other_minutes_is_a_fault(said, words, expected):
    found = list(faults(lesson("word " * words, minutes=said)))
    assert found == ([] if expected else ["the first cell must say: **Time:** about 10 minutes"])


def test_nobody_sits_longer_than_a_class_hour():
    long = lesson("word " * 5760, minutes=50)
    assert minutes(long) == 50
    assert list(faults(long)) == ["it takes about 50 minutes, at most 45 are allowed: leave something out"]
