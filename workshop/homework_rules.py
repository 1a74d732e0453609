"""How a homework notebook fits its assignment: `fit` writes what follows from it, `misfits` lists what does not fit.

A question NAME has the cells NAME-text, NAME-given (if numbers are given), NAME (the answer) and NAME-check (unless a
person marks it), in this order; these are their `grade_id`s in the metadata of nbgrader. Cells that a question lacks
are put there, for its author to go on with.
"""

from homework_minutes import LONGEST, minutes
from homework_texts import how_near, options, unsaid, worth
from house_rules import SOLUTION_MARKS
from lesson_minutes import TIME
from nbformat.v4 import new_code_cell, new_markdown_cell

from sparsity_kit.homework.declared import CELLS, misdeclared
from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.questions import given_cell, variant

LOCKED = {"grade": False, "locked": True, "schema_version": 3, "solution": False, "task": False}
ANSWER = LOCKED | {"grade": True, "locked": False, "solution": True}


def assignment_of(path):
    """The assignment whose source a notebook is, by its name; None for a lesson."""
    return ASSIGNMENTS.get(path.stem)


def fit(notebook, assignment):
    """Give every cell its metadata and id, and its text what follows from the assignment: numbers, checks, minutes."""
    parts = _parts(assignment)
    _put_what_is_missing(notebook.cells, parts, assignment)
    for number, cell in enumerate(notebook.cells, start=1):
        grade_id = _grade_id(cell) or f"{assignment.name}-cell-{number}"
        question, text = parts.get(grade_id, (None, None))
        if text:
            cell.source = text
        is_answer = question is not None and grade_id == question.name
        marks = ANSWER | {"points": question.points} if is_answer else LOCKED
        cell.metadata["nbgrader"] = marks | {"cell_type": cell.cell_type, "grade_id": grade_id}
        cell["id"] = grade_id
    notebook.cells[0].source = TIME.sub(_time(notebook, assignment), notebook.cells[0].source)
    return notebook


def _time(notebook, assignment):
    return f"**Time:** about {minutes(notebook, assignment)} minutes"


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _put_what_is_missing(cells, parts, assignment):
    """A first draft of each cell that is not there, after the part before it."""
    there = [_grade_id(cell) for cell in cells]
    place = next((place for place, grade_id in enumerate(there) if grade_id in parts), len(there))
    for grade_id, (question, _) in parts.items():
        if grade_id in there:
            place = there.index(grade_id)
        else:
            there.insert(place, grade_id)
            cells.insert(place, _draft(grade_id, question, variant(assignment, question).kind))
        place += 1


def _draft(grade_id, question, kind):
    """The cell of a part, as far as the question says what stands in it."""
    new_cell, source = new_code_cell, ""
    if grade_id == f"{question.name}-text":
        near = "" if question.by_hand else f" {how_near(kind)}"
        said = (f"### {question.name} {worth(question)}", f"{question.text}{near}", "\n".join(options(kind)))
        new_cell, source = new_markdown_cell, "\n\n".join(said).rstrip()
    elif grade_id == question.name:
        new_cell = new_markdown_cell if question.by_hand else new_code_cell
        answer = "..." if question.by_hand else f"{question.answer} = ..."
        source = "\n".join((SOLUTION_MARKS[0], answer, SOLUTION_MARKS[1]))
    return new_cell(source, metadata={"nbgrader": {"grade_id": grade_id}})


def misfits(notebook, assignment):
    """What keeps a homework notebook from being its assignment's, one line each."""
    yield from misdeclared(assignment)
    parts = _parts(assignment)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    found = [grade_id for grade_id in cells if grade_id in parts]
    if found != list(parts):
        yield f"the questions' cells should be {', '.join(parts)}, in this order; they are {', '.join(found)}"
    for name in (name for name in cells if name not in parts and _is_a_questions(name, cells[name])):
        yield f"{name}: no question has this cell; take it out of the notebook, or declare the question"
    for name in (name for name in found if name == parts[name][0].name):
        lines = [line.strip() for line in cells[name].source.splitlines()]
        if [line for line in lines if line in SOLUTION_MARKS] != [*SOLUTION_MARKS]:
            yield f"{name}: the reference solution must stand between {' and '.join(map(repr, SOLUTION_MARKS))}"
    for name in (name for name in found if name.endswith("-check")):
        question = parts[name][0]
        shown = "".join(output.get("data", {}).get("text/plain", "") for output in cells[name].outputs)
        if not shown.startswith(_if_right(question, variant(assignment, question))):
            yield f"{name}: the reference solution is not right: {shown}"
    for name in (name for name in found if name.endswith("-text")):
        question = parts[name][0]
        if not cells[name].source.partition("\n")[0].endswith(f" {worth(question)}"):
            yield f"{name}: its heading must end with {worth(question)}"
        for fault in unsaid(question, variant(assignment, question).kind, cells[name].source):
            yield f"{name}: {fault}"
    if (time := _time(notebook, assignment)) not in notebook.cells[0].source:
        yield f"the first cell must say: {time}"
    if (needed := minutes(notebook, assignment)) > LONGEST:
        yield f"it takes about {needed} minutes, at most {LONGEST} are allowed: leave a question out"


def _is_a_questions(name, cell):
    """Whether a cell looks like one of a question: so is called, or has a solution."""
    return name.endswith(CELLS) or any(mark in cell.source for mark in SOLUTION_MARKS)


def _if_right(question, mine):
    """How the feedback on the key begins; where ideas are measured, it is read and not judged."""
    return f"… Read as {mine.kind.shown(mine.key)}." if question.idea else "✓"


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
