"""Every lesson is finished, and is what its cells produce."""

import base64
import importlib.util
import io
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import build
import comparing
import normal_form
import numpy as np
import pytest
from house_rules import faults
from nbformat.v4 import new_code_cell
from PIL import Image

from sparsity_kit.homework import register

ROOT = Path(__file__).parent.parent
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
CLAIMS = [f"C{number}" for number in range(1, 14)]
WITH_CODE = [path for path in build.notebooks() if '"cell_type": "code"' in path.read_text(encoding="utf-8")]
LOOK = f"""
import json as _json, sys as _sys
_sys.path.insert(0, {str(ROOT / "tests")!r})
from overlaps import overlaps as _overlaps
from sparsity_kit.figures import Drawing as _Drawing
_all = [_one.drawing() if hasattr(_one, "drawing") else _one for _one in Out.values()]
print(_json.dumps([(_one.alt, _overlaps(_one.figure)) for _one in _all if isinstance(_one, _Drawing)]))
"""
lessons = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


@pytest.mark.parametrize("number", range(12))
def test_the_first_lessons_are_there(number):
    assert [path.name for path in LESSONS if path.name.startswith(f"{number:02d}_")], f"no lesson {number:02d}_….ipynb"


@lessons
def test_a_lesson_keeps_the_house_rules(path):
    assert faults(build.read(path)) == []


@cache
def executed(path):
    """The lesson as its cells produce it; and, found in the same kernel, its figures' number and their overlaps."""
    notebook = build.renew(build.read(path))
    notebook.cells.append(new_code_cell(LOOK))
    build.execute(notebook, path.parent)
    seen = json.loads(notebook.cells.pop().outputs[0].text)
    return normal_form.normalise(notebook), seen


@lessons
def test_a_lesson_is_what_its_cells_produce(path):
    assert comparing.difference(path.read_text(encoding="utf-8"), executed(path)[0]) is None


@lessons
def test_no_text_of_a_lessons_figures_lies_over_anything(path):
    """Where they are really drawn, live pictures' printed twins too: in the lesson's kernel, after its last cell."""
    notebook, seen = executed(path)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert len(seen) == sum("image/png" in output.get("data", {}) for output in outputs)
    assert {alt: faults for alt, faults in seen if faults} == {}


@lessons
def test_nothing_is_cut_off_at_the_edge_of_a_picture(path):
    """The outermost pixels of every picture as it is shown are white."""
    outputs = [output.get("data", {}) for cell in build.read(path).cells for output in cell.get("outputs", ())]
    for png in [base64.b64decode(data["image/png"]) for data in outputs if "image/png" in data]:
        pixels = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
        for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
            assert edge.min() > 250


@pytest.mark.parametrize("path", WITH_CODE, ids=lambda path: path.stem)
@pytest.mark.parametrize("found", [None, "a place"])
def test_the_first_cell_brings_the_kit_where_it_is_missing_and_else_does_nothing(path, found, monkeypatch):
    """As pip is asked by a magic, it works in the Python of the kernel, wherever that is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked_for = []
    shell = SimpleNamespace(run_line_magic=lambda name, line: asked_for.append((name, line)))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found if name == "sparsity_kit" else "a place")
    exec(build.read(path).cells[1].source, {"get_ipython": lambda: shell})
    wanted = f"install --quiet git+{project['project']['urls']['Repository']}"
    assert asked_for == ([] if found else [("pip", wanted)])


def test_the_lessons_cover_every_claim():
    cells = [cell for path in LESSONS for cell in build.read(path).cells]
    cited = {claim for cell in cells for claim in cell.metadata.get("claims", [])}
    assert [claim for claim in CLAIMS if claim not in cited] == [], "claims that no cell's metadata.claims names"
    assert cited <= set(CLAIMS), "claims that the note does not make"


def asked(text):
    """The names of the exercises that some code asks or checks."""
    return set(re.findall(r"\b(?:ask|check)\(\"([\w-]+)\"", text))


def test_lessons_ask_every_exercise_and_no_other():
    names = [asked(cell.source) for path in LESSONS for cell in build.read(path).cells if cell.cell_type == "code"]
    assert set().union(*names) == {question.name for lesson in register.LESSONS for question in lesson}


@lessons
def test_every_numbered_section_has_an_exercise(path):
    sections, name = {}, ""
    for cell in build.read(path).cells:
        if cell.cell_type == "markdown" and (heading := re.match(r"## (.+)", cell.source)):
            name = heading[1]
        sections.setdefault(name, set()).update(asked(cell.source) if cell.cell_type == "code" else ())
    without = [name for name, found in sections.items() if re.match(r"\d+\. ", name) and not found]
    assert len(sections) > 3 and without == []
