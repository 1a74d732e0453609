"""The words of the glossary, and the links to it: `python workshop/glossary.py` renews both.

A word is a heading of `lessons/beside/glossary.ipynb`. Where it stands first in the text of the lessons it leads to its
heading, and the last line of its entry leads back. A title, a summary, a heading, a table, a formula, code and a link
are not text; of an opening only what it sets in italics, to explain it, is.
"""

import re

from claims import anchor
from normal_form import read
from notebooks import LESSONS, read_lessons, write

PAGE = "beside/glossary.ipynb"
NOT_TEXT = re.compile(r"(?m)^#.*|^\|.*|\$\$[^$]*\$\$|\$[^$]*\$|`[^`]*`|\[[^\]]*\]\([^)]*\)|^- [A-Z]\. .*")
ITALIC = re.compile(r"(?<!\*)\*(?!\*)[^*]+\*(?!\*)")


def words(page):
    """{word: the cell of its entry}, of the glossary."""
    headed = ((re.match(r"## (.+)", cell.source), cell) for cell in page.cells if cell.cell_type == "markdown")
    return {heading[1]: cell for heading, cell in headed if heading}


def texts(notebook):
    """The cells with text of a lesson and the name of the section each is in: (cell, "1. Two landscapes")."""
    section = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.match(r"## (.+)", cell.source)
            section = heading[1] if heading else section
            if section not in ("Summary", "Further reading"):
                yield cell, section


def first_use(word, lessons, longer=()):
    """Where a word stands first: (the lesson's path, the section, the cell, start, end); None if it stands nowhere.

    `lessons` is {path: notebook}, in their order. A link to the word counts as the
    word; where it is a part of one of the `longer` words, it does not.
    """
    for path, notebook in lessons.items():
        for cell, section in texts(notebook):
            plain = NOT_TEXT.sub(lambda part: _blank(part[0], word), cell.source)
            if cell is notebook.cells[0]:
                plain = _italic(plain)
            for other in longer:
                other = r"\s+".join(map(re.escape, other.split()))
                plain = re.sub(rf"(?i)\b{other}", lambda part: " " * len(part[0]), plain)
            if found := re.search(rf"(?i)\b{re.escape(word)}(?:e?s)?\b", plain):
                return path, section, cell, *found.span()
    return None


def longer_than(word, all_words):
    """The words that the word is a part of: "soft threshold" of "threshold"."""
    return [other for other in all_words if word != other and re.search(rf"\b{re.escape(word)}\b", other)]


def _blank(part, word):
    """As many spaces as the part is long; a link to the word keeps its text, in its place."""
    link = re.match(rf"\[([^\]]*)\]\({re.escape(address(word))}\)", part)
    return f" {link[1]}".ljust(len(part)) if link else " " * len(part)


def _italic(text):
    """The text with spaces in the place of all that is not in italics."""
    kept = [" "] * len(text)
    for part in ITALIC.finditer(text):
        kept[part.start() : part.end()] = part[0]
    return "".join(kept)


def address(word):
    """Where a lesson finds the word, in JupyterLab and in the book."""
    return f"{PAGE}#{word.replace(' ', '-')}"


def leads_there(word, cell, end):
    """Whether what ends there is the text of a link to the word."""
    return cell.source[end:].startswith(f"]({address(word)})")


def way_back(path, section):
    """The last line of an entry."""
    number = re.match(r"\d+(?=\.)", section)
    lesson, page = f"lesson {int(path.name[:2])}", f"../{path.name}"
    there = f"[{lesson}, section {number[0]}]({page}#{anchor(section)})" if number else f"[{lesson}]({page})"
    return f"First in {there}."


def renew(page, lessons):
    """Link every word at its first use, once, and say in its entry where that is. Raises SystemExit without a use."""
    all_words = words(page)
    for word, entry in all_words.items():
        found = first_use(word, lessons, longer_than(word, all_words))
        if found is None:
            raise SystemExit(f"the glossary explains {word!r}, and no lesson uses it: take it out, or use it")
        path, section, cell, start, end = found
        old = re.compile(rf"\[([^\]]*)\]\({re.escape(address(word))}\)")
        if not leads_there(word, cell, end):
            cell.source = f"{cell.source[:start]}[{cell.source[start:end]}]({address(word)}){cell.source[end:]}"
        kept = cell.source
        for each, _ in (pair for notebook in lessons.values() for pair in texts(notebook)):
            each.source = kept if each is cell else old.sub(r"\1", each.source)
        entry.source = re.sub(r"\n\nFirst in .*$", "", entry.source) + f"\n\n{way_back(path, section)}"


def main():
    """Write what has changed."""
    found, glossary = read_lessons(), read(LESSONS / PAGE)
    renew(glossary, found)
    for path, notebook in (found | {LESSONS / PAGE: glossary}).items():
        write(path, notebook)


if __name__ == "__main__":
    main()
