"""What stands after a "Predict": the cells whose outputs give the answer away, folded until a reader opens them."""

import re

PREDICT = "**Predict.**"
HEADING = re.compile(r"^#+ ", re.MULTILINE)
EXERCISE = re.compile(r"(ask|check)\(")


def revealing(notebook):
    """The first cell after each "Predict" that shows something, in the same section.

    A cell that asks the question, or waits for the reader's answer, gives nothing away.
    """
    waiting, found = False, []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            waiting = PREDICT in cell.source or (waiting and not HEADING.search(cell.source))
        elif waiting and cell.get("outputs") and not EXERCISE.match(cell.source):
            found.append(cell)
            waiting = False
    return found
