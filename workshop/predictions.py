"""What stands after a "Predict": the cells whose outputs give the answer away, folded until a reader opens them."""

import re

from nbformat.v4 import new_output

NOTHING = new_output("display_data")  # JupyterLab shows the first line of the first output that it folds: of this, none
PREDICT = "**Predict.**"
HEADING = re.compile(r"^#+ ", re.MULTILINE)
EXERCISE = re.compile(r"(ask|check)\(")


def revealing(notebook):
    """The first cell after each "Predict" that shows something, in the same section.

    A cell that asks the question, waits for the reader's answer, or says no more than True gives nothing away; what
    follows the text after a True is about something else.
    """
    waiting, confirmed, found = False, False, []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            waiting = PREDICT in cell.source or (waiting and not confirmed and not HEADING.search(cell.source))
            confirmed = False
        elif waiting and cell.get("outputs") and not EXERCISE.match(cell.source):
            confirmed = _says_true(cell)
            found += [] if confirmed else [cell]
            waiting = confirmed
    return found


def fold(cell):
    """Mark the outputs of a code cell as hidden until a reader opens them."""
    cell.metadata["jupyter"] = {"outputs_hidden": True}
    cell.outputs = [NOTHING, *(output for output in cell.outputs if output != NOTHING)]


def _says_true(cell):
    return [output.get("text", "").strip() for output in cell.outputs if output != NOTHING] == ["True"]
