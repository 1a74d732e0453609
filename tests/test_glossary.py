"""The words of the glossary: each leads to its entry from where it is first used, once, and back."""

import re
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "workshop"))
from glossary import PAGE, address, first_use, leads_there, longer_than, renew, texts, way_back, words  # noqa: E402

LESSONS = {path: nbformat.read(path, 4) for path in sorted((ROOT / "lessons").glob("[0-9]*.ipynb"))}
WORDS = words(nbformat.read(ROOT / "lessons" / PAGE, 4))


@pytest.mark.parametrize("word", WORDS)
def test_the_first_use_of_a_word_leads_to_its_entry_and_the_entry_back(word):
    path, section, cell, _, end = first_use(word, LESSONS, longer_than(word, WORDS))
    assert leads_there(word, cell, end)
    assert WORDS[word].source.endswith(way_back(path, section))


def test_no_other_place_leads_there_and_no_link_leads_to_a_word_that_is_not_explained():
    cells = [cell for notebook in LESSONS.values() for cell, _ in texts(notebook)]
    links = [link for cell in cells for link in re.findall(rf"\(({PAGE}#[^)]*)\)", cell.source)]
    assert sorted(links) == sorted(address(word) for word in WORDS)


def test_a_word_within_a_longer_one_is_not_used_there():
    lesson = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(text) for text in ("# L", "a soft threshold")]
    )
    longer = longer_than("threshold", WORDS)
    assert longer == ["soft threshold"] and longer_than("kink", WORDS) == []
    assert first_use("threshold", {"l": lesson})[3] == 7 and first_use("threshold", {"l": lesson}, longer) is None
    lesson.cells[1].source = f"a soft [threshold]({address('threshold')})"
    assert first_use("threshold", {"l": lesson}, longer) is None, "a link there does not make it a use"


@pytest.mark.parametrize(("opening", "start"), [("# L\n\nThe *lasso*.", 10), ("# L\n\n**Goals.** The lasso", None)])
def test_an_opening_uses_a_word_where_it_explains_it(opening, start):
    found = first_use("lasso", {"l": nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(opening)])})
    assert found[3] == start if start else found is None


def test_a_word_that_stands_nowhere_has_no_first_use():
    assert first_use("zebra", LESSONS) is None
    page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("## zebra\n\nAn animal.")])
    with pytest.raises(SystemExit, match="explains 'zebra', and no lesson uses it: take it out, or use it"):
        renew(page, LESSONS)
