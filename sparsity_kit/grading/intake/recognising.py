"""Which assignment is it? By what a file is called, and by the cells that are in it."""

import re
import unicodedata
from typing import NamedTuple

from sparsity_kit.grading.lost_names import without_space
from sparsity_kit.grading.notebook import read_notebook
from sparsity_kit.grading.notebook_file import Corrupt

# What people, browsers and Jupyter write around a name: Copy of hw2, hw2 - Kopie (2), hw2-Copy1, hw2 (1), hw2_final-v3
AROUND = re.compile(
    r"\b(copy\d*|of|kopie|von|copie|copia|final|new|version|v\d*|done|submission|solution|checkpoint|ipynb)\b", re.I
)

CHECKED = re.compile(r"""\b(?:check|hint)\(\s*["']([\w-]+)["']""")


class Looks(NamedTuple):
    """What the cells of a file say: whether it is a `notebook`, and has `ours`.

    `answered` counts the answers that are no longer blank, as far as they are known by name.
    """

    notebook: bool
    ours: bool = False
    answered: int = 0


class Named:
    """Whether a text names an assignment: hw2 is named by hw2, HW-02, hw 2, Homework_2; not by hw21 or hw12."""

    def __init__(self, assignment):
        number = assignment[len(assignment.rstrip("0123456789")) :].lstrip("0")
        word = assignment.rstrip("0123456789")
        words = "(?:hw|homework)" if word.lower() == "hw" else re.escape(word)
        end = rf"[\W_]*0*{number}(?!\d)" if number else r"(?![^\W_])"
        self.pattern = re.compile(rf"(?<![^\W\d_]){words}{end}", re.IGNORECASE)
        self.behind = re.compile(rf"(.*[^\W_]){words}{end}(.*)", re.IGNORECASE)

    def __call__(self, text, alone=False):
        """Whether it is named; `alone`: with nothing beside it but what is written around names."""
        text = unicodedata.normalize("NFKC", text)
        return bool(self.pattern.search(text)) and not (alone and letters_in(AROUND.sub("", self.without(text))))

    def before(self, text):
        """What stands before the name where both are written together, as in AnnSmithHW2; "" if they are not."""
        found = self.behind.fullmatch(text)
        return found[1] if found and not letters_in(AROUND.sub("", found[2].replace("_", " "))) else ""

    def without(self, text, around=True):
        """A text without the name and, with `around`, without what people, browsers and Jupyter write around it."""
        found = self.pattern.search(text)
        if not found:
            return text
        rest = f"{text[: found.start()]} {text[found.end() :]}".replace("_", " ")
        return re.sub(r"\s+", " ", AROUND.sub("", rest) if around else rest).strip(" -.,()")


def letters_in(text):
    """The letters of a text."""
    return re.sub(r"[\W\d_]", "", text)


class Recogniser:
    """Knows an assignment's files among those of `others`, by name, and by the cells if it has their `places`."""

    def __init__(self, assignment, others=(), questions=(), places=()):
        self.assignment, self.named = assignment, Named(assignment)
        self.others = [Named(each) for each in others if each != assignment]
        self.blank = {place.name: [*map(without_space, place.texts)] for place in places if place.name in questions}
        self.names = {place.name for place in places}
        texts = [without_space(text) for place in places if place.kind == "markdown" for text in place.texts]
        self.texts = {text for text in texts if len(text) > 40}

    def says(self, text):
        """Whether a name is this assignment's (True) or another's (False); None if it says neither, or both."""
        ours, *others = (named(text) or bool(named.before(text)) for named in (self.named, *self.others))
        another = any(others)
        return None if ours == another else ours

    def looks(self, data):
        """The Looks of a file's bytes."""
        try:
            cells, _ = read_notebook(data)
        except Corrupt:
            return Looks(False)
        named = {name: cell for cell in cells for name in (cell.id, cell.grade_id) if name}
        ours = bool(named.keys() & self.names) or any(map(self._is_ours, (cell.source for cell in cells)))
        there = [name for name in self.blank if name in named]
        answered = sum(without_space(named[name].source) not in ("", *self.blank[name]) for name in there)
        return Looks(True, ours, answered if there else int(ours))

    def _is_ours(self, text):
        """Whether a cell that has lost its name is known by its text, or checks the answer to a question."""
        return without_space(text) in self.texts or any(name in self.names for name in CHECKED.findall(text))
