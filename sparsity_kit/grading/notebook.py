"""The cells of a notebook, and what is odd about a file that was handed in. Nothing in it is believed.

Read are the order of the cells, their source and the `grade_id` that says which question a cell answers. Points and
other metadata are ignored.
"""

from dataclasses import dataclass

from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.notebook_file import Corrupt, parsed
from sparsity_kit.grading.terminal import some

LONGEST_CELL = 100_000
LONGEST_NAME = 200  # characters of a cell's name, which flags repeat
BLANK_PROSE = "*Your answer here.*"  # what stands in a cell for a person to read, until it is answered


@dataclass(frozen=True)
class Cell:
    """A cell: its `number` in the file, its `kind` ("code" or another type); `grade_id` is "" where there is none.

    `id` is the notebook format's own name of the cell, which a released notebook has equal to the `grade_id`. `beside`
    is the question for a person to whose answer it belongs, though it is not the answer's own cell.
    """

    number: int
    kind: str
    source: str
    grade_id: str
    id: str = ""
    beside: str = ""

    @property
    def part_of(self):
        """The answer for a person to which it belongs, or else what it is itself."""
        return self.beside or self.grade_id

    @property
    def is_blank(self):
        """Whether nothing is in it yet."""
        return self.source.strip() in ("", "...", BLANK_PROSE)


def read_notebook(data, limits=LIMITS):
    """(cells, flags) of a notebook of format 3 or 4. Raises Corrupt."""
    if len(data) > limits.notebook_bytes:
        most = f"the file is larger than {limits.notebook_bytes // 1_000_000} MB"
        raise Corrupt(f"{most}: clear its outputs, which are not needed, save it, and hand it in again")
    if not data.strip():
        raise Corrupt("the file is empty")
    notebook, flags = parsed(data)
    found = _cell_list(notebook)
    if len(found) > limits.cells:
        raise Corrupt(f"the notebook has {len(found)} cells, and no more than {limits.cells} are read")
    cells = [_cell(number, cell) for number, cell in enumerate(found, start=1)]
    flags += [f"Cell {n} cannot be read and was left out." for n, cell in enumerate(cells, start=1) if cell is None]
    cells = [cell for cell in cells if cell is not None]
    names = [cell.grade_id for cell in cells if cell.grade_id]
    if twice := [name[:60] for name in names if names.count(name) > 1]:
        flags.append(f"There are several cells with the grade_id {some(twice)}.")
    return cells, flags


def _cell_list(notebook):
    notebook = notebook if isinstance(notebook, dict) else {}
    cells, sheets = notebook.get("cells"), notebook.get("worksheets")  # the second is format 3
    if cells is None and isinstance(sheets, list):
        lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells = [cell for part in lists if isinstance(part, list) for cell in part] if lists else None
    if not isinstance(cells, list):
        if {"url", "doc_id"} & notebook.keys():
            raise Corrupt("the file is a link to a file of Google's, not the file itself: ask for the file")
        raise Corrupt("the file is not a notebook: it has no list of cells")
    if not cells:
        raise Corrupt("the notebook has no cells")
    return cells


def _cell(number, cell):
    """The Cell of a dictionary; None if it cannot be read."""
    source = source_of(cell) if isinstance(cell, dict) and isinstance(cell.get("cell_type"), str) else None
    if source is None or len(source) > LONGEST_CELL:
        return None
    own = cell.get("id", _dictionary(cell, "metadata").get("id"))  # Colab keeps it in the metadata
    return Cell(number, cell["cell_type"], source.encode(errors="replace").decode(), grade_id(cell), _name(own))


def _name(found):
    """A name of a cell, which flags repeat, and tables: "" for one that is too long, or that cannot be written."""
    return found if isinstance(found, str) and len(found) <= LONGEST_NAME and found.isprintable() else ""


def source_of(cell):
    """The text of a cell, which a file may keep in lines, and format 3 calls `input`; None if there is no text."""
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def grade_id(cell):
    """The name of a cell in nbgrader's metadata; "" if it has none."""
    return _name(nbgrader_metadata(cell).get("grade_id"))


def nbgrader_metadata(cell):
    """What nbgrader keeps about a cell; {} where there is nothing, or no dictionary."""
    return _dictionary(_dictionary(cell, "metadata"), "nbgrader")


def _dictionary(holder, name):
    found = holder.get(name)
    return found if isinstance(found, dict) else {}
