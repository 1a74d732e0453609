"""The pages beside the lessons: each is what its cells produce, and keeps the house rules that are for it."""

import re
from pathlib import Path
from urllib.parse import unquote

import build
import pytest
from house_rules import HOST_PATH, faults
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

BESIDE = Path(__file__).parent.parent / "lessons" / "beside"
NOTEBOOKS, TEXTS = sorted(BESIDE.glob("*.ipynb")), sorted(BESIDE.glob("*.md"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_page_keeps_the_house_rules_and_is_what_its_cells_produce(path):
    assert build.all_faults(path, build.read(path)) == []
    assert build.check(path) is None


def test_a_page_needs_no_goals_but_all_that_makes_a_cell_good():
    """As a lesson, the same notebook lacks what a lesson has besides."""
    cells = [new_markdown_cell("# A page"), new_code_cell("import pandas", execution_count=1)]
    notebook = new_notebook(cells=cells)
    (fault,) = faults(notebook, "beside")
    assert "imports pandas" in fault
    assert len(faults(notebook)) == 6 and len(faults(notebook, "homework")) == 4


def test_the_command_finds_the_pages_by_name():
    assert set(NOTEBOOKS) < set(build.notebooks()) and NOTEBOOKS


def links(text):
    """The files to which some Markdown leads."""
    return re.findall(r"\]\((?!\w+:|#)([^)#]+)[^)]*\)", text)


@pytest.mark.parametrize("path", [*NOTEBOOKS, *TEXTS], ids=lambda path: path.name)
def test_a_page_has_a_title_no_path_of_one_machine_and_no_dead_link(path):
    texts = [path.read_text(encoding="utf-8")]
    if path.suffix == ".ipynb":
        texts = [cell.source for cell in build.read(path).cells if cell.cell_type == "markdown"]
    assert texts[0].startswith("# ")
    for text in texts:
        assert not HOST_PATH.search(text)
        assert [target for target in links(text) if not (path.parent / target).is_file()] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_link_that_names_a_section_leads_to_it_and_not_only_to_its_lesson(path):
    text = "\n".join(cell.source for cell in build.read(path).cells if cell.cell_type == "markdown")
    for lesson, number, name, place in re.findall(r"\[lesson (\d+), section (\d+)\]\(\.\./([^)#]+)#?([^)]*)\)", text):
        cells = build.read(BESIDE.parent / name).cells
        heading = re.search(rf"(?m)^## ({number}\. .+)$", "\n".join(cell.source for cell in cells))[1]
        assert int(name[:2]) == int(lesson) and unquote(place) == heading.replace(" ", "-")
