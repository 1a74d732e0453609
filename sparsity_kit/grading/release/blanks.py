"""What is taken out of a cell before students get it: solutions, the numbers of a check; and nbgrader's checksum."""

import ast
import hashlib
import re

from sparsity_kit.grading.notebook import BLANK_PROSE, grade_id, nbgrader_metadata, source_of

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
REGION = re.compile(rf"^([ \t]*).*{BEGIN}.*\n((?:.*\n)*?).*{END}.*", re.MULTILINE)  # its indent, what is between


def blank_answers(notebook, assignment):
    """What stands in the answer cells of a notebook until they are answered, in the order of the questions."""
    cells = {grade_id(cell): cell for cell in notebook["cells"]}
    return [blanked(cells[question.name], question.answer) for question in assignment.questions]


def blanked(cell, answer, beside=False):
    """The text of an answer cell with a blank in place of each solution region.

    The blank is `answer = ...` at the margin, `return ...` inside a function, dots or a sentence where a person reads
    the answer. With `beside`, the solution stays and the blank stands next to it: from such a cell `nbgrader
    generate_assignment` makes the same blank. Raises ValueError if a region is missing or not closed.
    """

    def blank(region):
        text = region[1] + _blank(cell, answer, region[1])
        return text if not beside else f"{region[0]}\n{text}" if region[1] else f"{text}\n{region[0]}"

    source = source_of(cell)
    if any(BEGIN in region[2] for region in REGION.finditer(source)):
        raise ValueError("a solution begins inside another one")
    left = REGION.sub("", source)
    if left == source or BEGIN in left or END in left:
        raise ValueError(f"a solution stands between lines with {BEGIN} and {END}, and one of the two is missing")
    return REGION.sub(blank, source)


def _blank(cell, answer, indent):
    if cell["cell_type"] != "code":
        return BLANK_PROSE
    return "return ..." if indent else f"{answer} = ..." if answer else "..."


def without_numbers(text):
    """A check cell's text without its keyword arguments, so that it reads an answer and does not judge it.

    >>> without_numbers('check("hw2-slope", slope, lam=lam, theta_1=theta_1)')
    'check("hw2-slope", slope)'
    """
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check" and call.keywords:
            arguments = ", ".join(ast.get_source_segment(text, each) or "..." for each in call.args)
            text = text.replace(ast.get_source_segment(text, call) or text, f"check({arguments})")
    return text


def checksum(cell):
    """nbgrader's checksum of a cell (its `utils.compute_checksum`): by it, an answer that was left blank is known."""
    found = nbgrader_metadata(cell)
    parts = [source_of(cell), cell["cell_type"]]
    parts += [str(bool(found.get(key))) for key in ("grade", "solution", "locked")]
    parts += [found["grade_id"], *([str(float(found["points"]))] if found.get("grade") else [])]
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
