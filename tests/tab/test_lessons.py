"""A visitor runs lessons in the tab: each cell says what it says in the committed lesson, and pictures move."""

import json

import pytest
from conftest import ROOT
from live_lessons import LESSONS, drag
from stage import needs_browser
from visitor import SECONDS, finished, open_unrun, run_all, visiting

pytestmark = needs_browser
WIDGET = "application/vnd.jupyter.widget-view+json"
WITHOUT_PROMISES = "delete WebAssembly.Suspending; delete WebAssembly.promising;"  # as in Safari


def texts(cell):
    """What a cell shows in words, {kind: text}; a live picture's words are its own affair."""
    shown = {}
    for output in cell["outputs"]:
        data = {output.get("name"): output["text"]} if "text" in output else output.get("data", {"error": str(output)})
        for kind, text in data.items():
            if WIDGET not in data and not kind.startswith("image/"):
                shown[kind] = shown.get(kind, "") + "".join(text)
    return shown


def committed(name):
    return json.loads((ROOT / "lessons" / name).read_text(encoding="utf-8"))


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize(
    ("widget", "script"), [("PenaltyFlow", ""), ("PathExplorer", WITHOUT_PROMISES), ("Validation", "")]
)
def test_a_lesson_says_what_it_says_elsewhere_and_its_picture_moves(browser, site, widget, script):
    lesson = LESSONS[widget]
    with visiting(browser, site, script) as page:
        open_unrun(page, site, lesson.file)
        run_all(page)
        ran, expected = finished(page, lesson.file, 3 * SECONDS), committed(lesson.file)
        assert [cell["source"] for cell in ran["cells"]] == ["".join(cell["source"]) for cell in expected["cells"]]
        assert list(map(texts, code(ran))) == list(map(texts, code(expected)))
        drag(page, lesson, f"tab-{widget}-dragged")
        assert page.outside == []
