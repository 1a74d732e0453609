"""From the source notebook to what a student gets: its own numbers, blanks for solutions, no outputs, no keys."""

import copy
import json

from sparsity_kit.grading.notebook import grade_id, source_of
from sparsity_kit.grading.release.blanks import BEGIN, END, blanked, checksum, without_numbers
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.questions import given_cell, variant

HANDING_IN = """\
## Hand in

Save the notebook and run the next cell. It runs your file anew, from top to bottom, as a grader will, and says how each
answer is read. It does not say what is right. Then hand in the file that it names."""


def with_numbers(notebook, assignment, variants):
    """The source notebook, solutions and all, with the numbers of these variants ({question's name: Variant}).

    Raises UserError if a question lacks one of its cells.
    """
    notebook = _bare(notebook)
    cells = {grade_id(cell): cell for cell in notebook["cells"]}
    for question in assignment.questions:
        given = variants[question.name].given
        for needed in (question.name, *([f"{question.name}-given"] if given else [])):
            if needed not in cells:
                raise UserError(f"{assignment.name}.ipynb has no cell with the grade_id {needed}; give one that name")
        if given:
            cells[f"{question.name}-given"]["source"] = given_cell(given)
    return notebook


def for_practice(assignment):
    """The notebook of an assignment that judges at once, with the numbers of the reference."""
    variants = {question.name: variant(assignment, question) for question in assignment.questions}
    return released(source_notebook(assignment), assignment, variants, practice=True)


def released(notebook, assignment, variants, practice=False, beside=False):
    """The notebook for students. With `practice`, its check cells judge at once; else they say how an answer was read.

    With `beside`, solutions stay in next to the blanks, for nbgrader's folder `source`. Raises UserError for a source
    notebook that is not in order.
    """
    notebook = with_numbers(notebook, assignment, variants)
    notebook["cells"] += last_cells(assignment.name)
    answers = {question.name: question.answer for question in assignment.questions}
    for cell in notebook["cells"]:
        name = grade_id(cell)
        try:
            if name in answers:
                cell["source"] = blanked(cell, answers[name], beside)
            elif BEGIN in source_of(cell) or END in source_of(cell):
                raise ValueError("it has a solution, and is the answer cell of no question")
            elif name.endswith("-check") and not practice:
                cell["source"] = without_numbers(source_of(cell))
        except (ValueError, SyntaxError) as error:
            raise UserError(f"{assignment.name}.ipynb, cell {cell['id']}: {error}; mend the source notebook") from None
        if name and not beside:
            cell["metadata"]["nbgrader"] |= {"checksum": checksum(cell), "cell_type": cell["cell_type"]}
    return notebook


def last_cells(name):
    """A sentence and a cell by which a student sees what will be graded."""
    call = f"from sparsity_kit.grading import handin\n\nhandin({json.dumps(name)})"
    return [
        _locked({"cell_type": "markdown", "source": HANDING_IN}, f"{name}-handin-text"),
        _locked({"cell_type": "code", "source": call, "outputs": [], "execution_count": None}, f"{name}-handin"),
    ]


def _locked(cell, name):
    """The cell with the metadata of one that nobody is to change."""
    marks = {"grade": False, "locked": True, "schema_version": 3, "solution": False, "task": False}
    named = {"grade_id": name, "cell_type": cell["cell_type"]}
    return {**cell, "id": name, "metadata": {"nbgrader": marks | named}}


def _bare(notebook):
    """A copy without outputs, counts and any metadata but nbgrader's; cells are named after their question."""
    notebook = copy.deepcopy(notebook)
    notebook["metadata"] = {
        key: value for key, value in notebook["metadata"].items() if key in ("kernelspec", "language_info")
    }
    for number, cell in enumerate(notebook["cells"]):
        kept = cell.get("metadata", {}).get("nbgrader")
        cell["metadata"] = {"nbgrader": kept} if kept else {}
        cell["id"] = grade_id(cell) or f"cell-{number}"
        cell["source"] = source_of(cell)
        cell.pop("attachments", None)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return notebook | {"nbformat": 4, "nbformat_minor": 5}


def as_text(notebook):
    """The notebook as the text of its file, the same for the same notebook."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
