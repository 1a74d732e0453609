"""How a homework notebook fits its assignment: `fit` writes what follows from it, `misfits` lists what does not fit.

A question NAME has the cells NAME-text, NAME-given (if numbers are given), NAME (the answer) and NAME-check (unless a
person marks it), in this order; these are their `grade_id`s in the metadata of nbgrader.
"""

from house_rules import SOLUTION_MARKS

from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.questions import given_cell, variant

LOCKED = {"grade": False, "locked": True, "schema_version": 3, "solution": False, "task": False}
ANSWER = LOCKED | {"grade": True, "locked": False, "solution": True}


def assignment_of(path):
    """The assignment whose source a notebook is, by its name; None for a lesson."""
    return ASSIGNMENTS.get(path.stem)


def fit(notebook, assignment):
    """Give every cell its metadata and id, and the given and check cells their text for the reference variant."""
    parts = _parts(assignment)
    for number, cell in enumerate(notebook.cells, start=1):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", f"{assignment.name}-cell-{number}")
        question, text = parts.get(grade_id, (None, None))
        if text:
            cell.source = text
        is_answer = question is not None and grade_id == question.name
        marks = ANSWER | {"points": question.points} if is_answer else LOCKED
        cell.metadata["nbgrader"] = marks | {"cell_type": cell.cell_type, "grade_id": grade_id}
        cell["id"] = grade_id
    return notebook


def misfits(notebook, assignment):
    """What keeps a homework notebook from being its assignment's, one line each."""
    parts = _parts(assignment)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    found = [grade_id for grade_id in cells if grade_id in parts]
    if found != list(parts):
        yield f"the questions' cells should be {', '.join(parts)}, in this order; they are {', '.join(found)}"
    for name in (name for name in found if name == parts[name][0].name):
        lines = [line.strip() for line in cells[name].source.splitlines()]
        if [line for line in lines if line in SOLUTION_MARKS] != [*SOLUTION_MARKS]:
            yield f"{name}: the reference solution must stand between {' and '.join(map(repr, SOLUTION_MARKS))}"
    for name in (name for name in found if name.endswith("-check")):
        shown = "".join(output.get("data", {}).get("text/plain", "") for output in cells[name].outputs)
        if not shown.startswith("✓"):
            yield f"{name}: the reference solution is not right: {shown}"


def _parts(assignment):
    """{grade_id: (question, the cell's text, or None where an author writes it)}, in the order of the notebook."""
    parts = {}
    for question in assignment.questions:
        given = variant(assignment, question).given
        numbers = "".join(f", {name}={name}" for name in given)
        parts[f"{question.name}-text"] = question, None
        if given:
            parts[f"{question.name}-given"] = question, given_cell(given)
        parts[question.name] = question, None
        if not question.by_hand:
            parts[f"{question.name}-check"] = question, f'check("{question.name}", {question.answer}{numbers})'
    return parts
