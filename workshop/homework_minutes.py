"""How long a homework takes a newcomer: `python workshop/homework_minutes.py` shows how it adds up.

The rates are estimates, for somebody who has just read the lessons and works with a pencil first; no class has been
timed. They are stated here once, so that all assignments are measured alike, and the title of each says the sum.
"""

from normal_form import read
from notebooks import HOMEWORK

from sparsity_kit.answers import Array, Boolean, Choice, Choices, Expression, Found, Function, Number, Relation
from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.questions import variant

WORDS_A_MINUTE = 120  # of a text with formulas
RUNNING = 0.2  # a code cell: run it, and look at what it says
ANSWERING = {Boolean: 4, Choice: 4, Number: 6} | dict.fromkeys((Array, Choices, Expression, Relation), 8)
ANSWERING |= {Found: 10, Function: 18}
BELIEVING = 1  # a letter where nothing is to be worked out
DRAWING, WRITING = 14, 14  # a picture; a paragraph of 150 words
LONGEST = 100  # nobody should sit longer


def parts(notebook, assignment):
    """{what it goes to: minutes}."""
    answers = {question.name: question for question in assignment.questions}
    asked = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in answers]
    words = sum(len(cell.source.split()) for cell in asked if cell.cell_type == "markdown")
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    by_question = {
        cell.metadata.nbgrader.grade_id: _answering(answers[cell.metadata.nbgrader.grade_id], assignment, cell)
        for cell in notebook.cells
        if cell not in asked
    }
    return {"reading": words / WORDS_A_MINUTE, "running cells": cells * RUNNING, **by_question}


def _answering(question, assignment, cell):
    if question.by_hand:
        return DRAWING if cell.cell_type == "code" else WRITING
    if question.idea:
        return BELIEVING
    return ANSWERING[type(variant(assignment, question).kind)]


def minutes(notebook, assignment):
    """All of it, as the title says it: to five minutes."""
    return to_five(parts(notebook, assignment))


def to_five(parts):
    """The sum of the parts, rounded to five minutes."""
    return 5 * round(sum(parts.values()) / 5)


def main():
    """Show the parts and the sum for each assignment."""
    for name, assignment in ASSIGNMENTS.items():
        notebook = read(HOMEWORK / f"{name}.ipynb")
        found = parts(notebook, assignment)
        print(f"{name}: about {minutes(notebook, assignment)} minutes ({sum(found.values()):.1f})")
        print("".join(f"  {what:16}{each:6.1f}\n" for what, each in found.items()), end="")


if __name__ == "__main__":
    main()
