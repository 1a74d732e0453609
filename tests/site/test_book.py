"""What the pages of the book are made of: read as text, without a browser."""

import importlib
import inspect
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from sparsity_kit.grading.release.sources import NOTEBOOKS

ROOT = Path(__file__).parents[2]
LESSONS = sorted([*(ROOT / "lessons").glob("*.ipynb"), *(ROOT / "lessons" / "beside").glob("*.ipynb")])
HOMEWORK = sorted(NOTEBOOKS.glob("*.ipynb"))
KIT = {
    "numbers": "sparsity_kit", "derivations": "sparsity_kit.derivations", "figures": "sparsity_kit.figures",
    "live": "sparsity_kit.live", "homework": "sparsity_kit.homework",
}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PARTS = {"script": "src", "img": "src", "link": "href", "a": "href", "iframe": "src", "source": "src"}
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)


class Page(HTMLParser):
    """The elements of a page, [(tag, attributes)], and its text, that of scripts and styles left out."""

    def __init__(self, path):
        super().__init__()
        self.elements, self.words, self._silent = [], [], 0
        self.feed(path.read_text(encoding="utf-8"))
        self.text = plain("".join(self.words))

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._silent += tag in ("script", "style")

    def handle_endtag(self, tag):
        self._silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._silent:
            self.words.append(data)

    def all(self, tag, **wanted):
        """The attributes of the elements of this kind."""
        return [have for name, have in self.elements if name == tag and wanted.items() <= have.items()]


def place(path):
    """Where the page of a lesson, or of a page beside them, is in the book."""
    return path.relative_to(ROOT / "lessons").with_suffix("").as_posix()


def plain(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def pages(book):
    """{name: Page} of all pages."""
    paths = [path for path in book.rglob("*.html") if "_static" not in path.parts]
    return {path.relative_to(book).as_posix(): Page(path) for path in paths}


def test_there_is_a_page_for_each_lesson_each_homework_the_guides_and_the_kit(pages):
    named = {f"{place(path)}.html" for path in LESSONS} | {f"{path.stem}.html" for path in HOMEWORK}
    named |= {f"beside/{path.stem}.html" for path in (ROOT / "lessons" / "beside").glob("*.md")}
    named |= {f"kit/{name}.html" for name in KIT}
    assert named | {"index.html", "instructors.html", "hub.html", "contributing.html", "search.html"} <= pages.keys()


def test_each_page_has_a_title_of_its_own_a_language_and_one_heading_of_the_first_level(pages):
    titles = {name: re.search(r"(.*?)Contents", page.text)[1] for name, page in pages.items()}
    assert len(set(titles.values())) == len(pages)
    for name, page in pages.items():
        assert page.all("html")[0]["lang"] == "en", name
        assert len(page.all("h1")) == 1, name
        assert any("width=device-width" in meta["content"] for meta in page.all("meta", name="viewport")), name


def test_no_page_takes_anything_from_another_host_and_every_link_leads_somewhere(book, pages):
    for name, page in pages.items():
        for tag, attributes in page.elements:
            target = attributes.get(PARTS.get(tag, ""))
            if target is None or target.startswith("data:"):
                continue
            parts = urlsplit(target)
            if parts.netloc:
                assert tag == "a" and parts.scheme == "https", (name, target)
                continue
            path = (book / name).parent / unquote(parts.path) if parts.path else book / name
            assert path.is_file(), (name, target)
            if parts.fragment and path.suffix == ".html":
                there = pages[path.resolve().relative_to(book.resolve()).as_posix()]
                assert any(have.get("id") == unquote(parts.fragment) for _, have in there.elements), (name, target)


@every_lesson
def test_a_lesson_has_its_text_and_all_its_pictures_with_their_alt_texts(book, pages, lesson):
    cells = nbformat.read(lesson, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    alts = [output.metadata["image/png"]["alt"] for output in outputs]
    page = pages[f"{place(lesson)}.html"]
    shown = [image for image in page.all("img") if image["src"].removeprefix("../").startswith("pictures/")]
    assert [image["alt"] for image in shown] == alts
    assert all(image["width"] and image["height"] for image in shown if image["alt"])
    kept = page.all("script", **{"class": "sparsity-kept"})
    assert len(kept) == sum("application/vnd.jupyter.widget-view+json" in output.data for output in outputs)
    for cell in cells:
        if cell.cell_type == "code" and cell.source.strip():
            assert all(plain(part) in page.text for part in cell.source.split("\n\n\n"))
        elif heading := re.match(r"#+ ([^$`*_]+)$", cell.source):
            assert plain(heading[1]) in page.text
    assert (book / "notebooks" / f"{place(lesson)}.ipynb").read_bytes() == lesson.read_bytes()


def solutions(path):
    """The lines that a homework's source has in its solutions and nowhere else, those that say something."""
    lines = {True: set(), False: set()}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        inside = False
        for line in "".join(cell["source"]).splitlines():
            inside = "BEGIN SOLUTION" in line or (inside and "END SOLUTION" not in line)
            lines[inside].add(line.strip())
    shown = "\n".join(lines[False])
    return [line for line in lines[True] if len(line) > 25 and line not in shown]


@pytest.mark.parametrize("source", HOMEWORK, ids=lambda path: path.stem)
def test_homework_is_there_without_its_solutions(book, pages, source):
    secret = solutions(source)
    assert len(secret) > 5
    statement = nbformat.read(book / "notebooks" / source.name, as_version=4)
    given = "\n".join(cell.source for cell in statement.cells)
    assert [line for line in secret if line in given] == []
    assert [line for line in secret if plain(line) in pages[f"{source.stem}.html"].text] == []
    assert all(not cell.get("outputs") for cell in statement.cells)
    texts = [cell for cell in nbformat.read(source, as_version=4).cells if cell.cell_type == "markdown"]
    texts = [cell.source for cell in texts if "SOLUTION" not in cell.source]
    assert len(texts) > 5 and all(text in given for text in texts)


def test_no_file_of_the_book_holds_a_solution(book):
    marks = [path for path in book.rglob("*") if path.suffix in (".html", ".ipynb", ".js", ".txt")]
    assert [path.name for path in marks if "### BEGIN SOLUTION" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", KIT)
def test_the_kit_s_public_names_are_there_with_the_words_of_their_docstrings(pages, name):
    module, page = importlib.import_module(KIT[name]), pages[f"kit/{name}.html"]
    ids = {have.get("id") for _, have in page.elements}
    for public in module.__all__:
        thing = getattr(module, public)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert f"{module.__name__}.{public}" in ids
            words = re.sub(r"^- ", "", inspect.getdoc(thing), flags=re.MULTILINE).replace("`", "")
            assert plain(words) in page.text, public


@pytest.mark.parametrize(
    "guide", ["CONTRIBUTING.md", *(f"lessons/homework/{name}.md" for name in ("INSTRUCTORS", "HUB", "STUDENTS"))]
)
def test_a_guide_is_there_with_all_its_commands(pages, guide):
    text = (ROOT / guide).read_text(encoding="utf-8")
    page = pages[f"{Path(guide).stem.lower()}.html"]
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert all(plain(block) in page.text for block in blocks) and (len(blocks) > 1 or "STUDENTS" in guide)
