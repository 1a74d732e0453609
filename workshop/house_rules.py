"""What a finished lesson looks like: `faults(notebook)` lists what one lacks. `build.py` and the tests ask it."""

import ast
import re
import statistics
import sys

import nbformat

ALLOWED_IMPORTS = {"sparsity_kit", "numpy", "sympy", "matplotlib", "sklearn", "IPython"}
SOLUTION_MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")
MAX_LINES, MAX_MEDIAN_LINES = 12, 3
OPENING = {"goals": r"\bgoals?\b", "minutes": r"\d\s*min(utes)?\b", "notation": r"\bnotation\b"}
WANTED = {  # of each kind of notebook: what its opening states, and its headings
    "lesson": (OPENING, ("Summary", "Further reading")),
    "homework": (OPENING, ()),
    "beside": ({}, ()),
}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
UNMARKED = re.compile(r"(?<!\*\*)\bPredict\b|\bPredict\b(?!\.\*\*)")
HOST_PATH = re.compile(r"(?<![\w.:/])/(?:home|Users|root|tmp|usr|opt|var|work|private|mnt)/\w+|\b[A-Z]:\\Users")


def code_cells(notebook):
    """The code cells, blank ones left out."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def faults(notebook, kind="lesson"):
    """What keeps a notebook from being a finished lesson, one line each; an empty list if nothing does.

    Homework needs no summary and no further reading, it has those of its lessons. A page beside the lessons is read
    for one thing, and its opening says which in its own way.
    """
    unmarked = () if kind == "homework" else _unmarked(notebook)  # in homework a prediction is an answer
    return [*_page_faults(notebook, *WANTED[kind]), *unmarked, *_length_faults(notebook)] + [
        f"code cell {number}: {fault}"
        for number, cell in enumerate(code_cells(notebook), start=1)
        for fault in (*_source_faults(cell), *_output_faults(cell))
    ]


def _page_faults(notebook, stated, headings):
    first = notebook.cells[0] if notebook.cells else nbformat.v4.new_raw_cell()
    if first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "the first cell must be a title: markdown that starts with '# '"
    is_code = [cell.cell_type == "code" for cell in notebook.cells]
    opening = notebook.cells[: is_code.index(True) if any(is_code) else None]
    opening = "\n".join(cell.source for cell in opening)
    for word, pattern in stated.items():
        if not re.search(pattern, opening, re.IGNORECASE):
            yield f"the opening, before the first code cell, must state the {word}"
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for heading in headings:
        if not re.search(rf"^##+ .*{heading}", prose, re.IGNORECASE | re.MULTILINE):
            yield f"there must be a section with the heading {heading!r}"
    if path := HOST_PATH.search(prose):
        yield f"the text names a path of one machine: {path[0]}"


def _unmarked(notebook):
    if any(UNMARKED.search(cell.source) for cell in notebook.cells if cell.cell_type == "markdown"):
        yield "the text asks to predict without the mark **Predict.**, so nothing is folded: mark it, or ask otherwise"


def _length_faults(notebook):
    lengths = [len(_lines(cell)) for cell in code_cells(notebook)]
    for number, length in enumerate(lengths, start=1):
        if length > MAX_LINES:
            yield f"code cell {number}: has {length} lines, at most {MAX_LINES} are allowed; split it"
    if lengths and statistics.median(lengths) > MAX_MEDIAN_LINES:
        yield f"the median code cell has {statistics.median(lengths)} lines, at most {MAX_MEDIAN_LINES} are allowed"


def _lines(cell):
    """The lines of a code cell, without the marks around a homework's solution."""
    return [line for line in cell.source.strip().splitlines() if line.strip() not in SOLUTION_MARKS]


def _source_faults(cell):
    try:
        imported = _imports(ast.parse(cell.source))
    except SyntaxError:
        yield "is not plain Python; write a magic or a shell command in Python"
        return
    for name in sorted(imported - ALLOWED_IMPORTS - sys.stdlib_module_names):
        yield f"imports {name}, which a reader may not have; allowed are {', '.join(sorted(ALLOWED_IMPORTS))}"
    if path := HOST_PATH.search(cell.source):
        yield f"names a path of one machine: {path[0]}"


def _imports(tree):
    """The top-level packages that some code imports."""
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


def _output_faults(cell):
    if cell.execution_count is None:
        yield "was not executed"
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "error":
            yield f"ended in an error, {output.ename}: {output.evalue}"
        if output.get("name") == "stderr":
            yield f"printed a warning, or something else on stderr: {output.text.splitlines()[0]}"
        if "image/png" in data and not output.metadata.get("image/png", {}).get("alt"):
            yield 'has a picture without alt text; display(fig, metadata={"image/png": {"alt": …}}) gives it one'
        if WIDGET_VIEW in data and "nbval-ignore-output" not in cell.metadata.get("tags", []):
            yield "shows a widget, so it needs the tag nbval-ignore-output"
        shown = "\n".join([output.get("text", ""), *(str(data[kind]) for kind in data if kind.startswith("text/"))])
        if match := ADDRESS.search(shown) or HOST_PATH.search(shown):
            yield f"shows what differs between machines: {match[0]}"
