"""A small assignment with its source notebook, and the command with this assignment in place of the course's.

As a program, `python toy_class.py FOLDER …` runs `sparsity-kit …` with the toy, its source notebook in FOLDER.
"""

import copy
import io
import json
import os
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from sparsity_kit.answers import Function, Number
from sparsity_kit.grading.commands import main
from sparsity_kit.grading.judge.mark import all_for_a_person
from sparsity_kit.grading.release import sources
from sparsity_kit.homework import register
from sparsity_kit.questions import Assignment, Mistake, Question, given_cell, variant

FACTOR = "The factor 2 is missing."


PRODUCT_QUESTION = Question(
    "toy-product",
    text="2ab?",
    points=2,
    answer="c",
    numbers=lambda draw: {"a": draw.integer(200, 9999), "b": draw.decimal(1, 9, 0.125)},
    kind=Number(),
    key=lambda a, b: 2 * a * b,
    right="Yes.",
    mistakes=(Mistake(lambda a, b: a * b, FACTOR), Mistake(lambda a, b: -2 * a * b, "The sign is flipped.")),
    hints=("Multiply.",),
)
LINE_QUESTION = Question(
    "toy-line",
    text="A line of this slope through zero?",
    points=3,
    answer="line",
    numbers=lambda draw: {"slope": draw.integer(2, 99)},
    kind=lambda hidden: Function(tuple((hidden.integer(1000, 9999) + 0.173,) for _ in range(3)), reveal=False),
    key=lambda x, slope: slope * x,
    right="Yes.",
    mistakes=(Mistake(lambda x: x, "The slope is missing."),),
    hints=("Multiply.",),
)
ESSAY_QUESTION = Question("toy-essay", "Why?", points=5, rubric=((3, "says why."), (2, "says it well.")))
ASSIGNMENT = Assignment("toy", "A toy", (PRODUCT_QUESTION, LINE_QUESTION, ESSAY_QUESTION))
PRODUCT = "### BEGIN SOLUTION\nc = 2 * a * b  # by the rule of Euler\n### END SOLUTION"
LINE = "def line(x):\n    ### BEGIN SOLUTION\n    steep = slope * x\n    return steep\n    ### END SOLUTION"
ESSAY = "### BEGIN SOLUTION\nBecause the kink has an interval of slopes.\n### END SOLUTION"


def _cell(kind, name, text, points=None):
    answer = {"grade": True, "solution": True, "locked": False, "points": points}
    marks = {"grade": False, "solution": False, "locked": True} | (answer if points else {})
    marks |= {"schema_version": 3, "task": False, "cell_type": kind, "grade_id": name}
    cell = {"cell_type": kind, "id": name, "metadata": {"nbgrader": marks, "tags": ["x"]}, "source": text}
    shown = {"output_type": "stream", "name": "stdout", "text": "the key: 4711"}
    return cell | ({"outputs": [shown], "execution_count": 3} if kind == "code" else {})


def notebook():
    """The source notebook, for the reference's numbers, with solutions and outputs."""
    given = {each.name: given_cell(variant(ASSIGNMENT, each).given) for each in ASSIGNMENT.questions}
    cells = [
        _cell("markdown", "toy-title", "# A toy"),
        _cell("code", "toy-imports", "from sparsity_kit.homework import check"),
        _cell("markdown", "toy-product-text", "What is 2ab?"),
        _cell("code", "toy-product-given", given["toy-product"]),
        _cell("code", "toy-product", PRODUCT, 2),
        _cell("code", "toy-product-check", 'check("toy-product", c, a=a, b=b)'),
        _cell("code", "toy-line-given", given["toy-line"]),
        _cell("code", "toy-line", LINE, 3),
        _cell("code", "toy-line-check", 'check("toy-line", line, slope=slope)'),
        _cell("markdown", "toy-essay", ESSAY, 5),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "widgets": {"state": "the key: 4711"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


RIGHT = {"toy-product": "c = 2 * a * b", "toy-line": "def line(x):\n    return slope * x", "toy-essay": "Because."}


def answered(path, answers=RIGHT, **changes):
    """Write answers, {grade_id: text}, into the released notebook at `path`, as a student does."""
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    answers = answers | {name.replace("_", "-"): text for name, text in changes.items()}
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["metadata"]["nbgrader"]["grade_id"], cell["source"])
    Path(path).write_text(json.dumps(notebook), encoding="utf-8")
    return path


def install(folder, put=setattr):
    """Make the toy the only assignment, with its source notebook in `folder`."""
    folder.mkdir(exist_ok=True)
    (folder / "toy.ipynb").write_text(json.dumps(copy.deepcopy(notebook())), encoding="utf-8")
    put(sources, "NOTEBOOKS", folder)
    put(register, "ASSIGNMENTS", {"toy": ASSIGNMENT})


def run(*arguments, status=0):
    """What a command says, of which the exit status is checked."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        assert main([*map(str, arguments)]) == status, said.getvalue()
    return said.getvalue()


def die_or_grade(key, handout, who, data, unprotected):
    """A worker's job, here: the processes that import it for that need no tests, and no pytest."""
    if data == b"deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return key, all_for_a_person(handout.assignment, "graded")


if __name__ == "__main__":
    import toy_class  # the classes and functions of the module, which worker processes can import, not of the program

    toy_class.install(Path(sys.argv[1]))
    raise SystemExit(main(sys.argv[2:]))
