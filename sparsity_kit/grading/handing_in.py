"""The last cell of a homework: what the grader will see of it, and which file to hand in. It never judges."""

import os
import re
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from sparsity_kit.grading.box.channel import Channel
from sparsity_kit.grading.box.here import Here
from sparsity_kit.grading.box.runs import Wanted, run_notebook
from sparsity_kit.grading.box.session import CannotRun
from sparsity_kit.grading.judge.judging import answer_of, mark_without_verdict
from sparsity_kit.grading.judge.without_value import mark_without_value
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.notebook import grade_id, nbgrader_metadata, read_notebook
from sparsity_kit.grading.notebook_file import Corrupt, parsed
from sparsity_kit.grading.release.blanks import checksum
from sparsity_kit.grading.release.sources import assignment_named
from sparsity_kit.grading.restoring import beside_answers
from sparsity_kit.grading.seen import NotSeen, Seen
from sparsity_kit.grading.submission import plan
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.questions.checking import reference

PATIENT = replace(LIMITS, cell_seconds=60, notebook_seconds=300, cpu_seconds=120)  # a slow machine, at its first run
ONE_PROCESS = sys.platform in ("emscripten", "win32")  # Python can start none there that answers through a pipe


def handin(name=None, file=None):
    """What a grader will see of this notebook: how each answer is read, and whether it runs from top to bottom.

    `name` is that of the homework, "hw2"; `file` the notebook's, where it is not found by itself. Nothing is judged.
    The saved file is run anew, in a process of its own: save it first.
    """
    if name is None:
        return NotSeen('Say which homework it is, for example handin("hw1").')
    try:
        assignment, path = assignment_named(name), _notebook(name, file)
        return _seen(assignment, path)
    except (UserError, Corrupt, CannotRun, OSError) as reason:
        return NotSeen(f"Nothing can be seen of {name}: {reason}.")


def _notebook(name, file):
    """The path of the notebook: the one that is named, that which Jupyter or VS Code says, or the one of this name."""
    if not isinstance(file, (str, os.PathLike, type(None))):
        raise UserError(f'the file is given as text, handin("{name}", "….ipynb"), got {file!r}')
    main = vars(sys.modules["__main__"])
    said = [file] if file else [main.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME"), f"{name}.ipynb"]
    for each in filter(None, said):
        for path in (Path(each), Path(Path(each).name)):
            if path.suffix == ".ipynb" and path.is_file():
                return path
    raise UserError(f'there is no file {file or f"{name}.ipynb"} here; say which it is: handin("{name}", "….ipynb")')


def _seen(assignment, path):
    data = path.read_bytes()
    cells, flags = read_notebook(data)
    cells = [cell for cell in cells if not re.search(r"\bhandin\(", cell.source)]
    variants = {question.name: reference(assignment, question) for question in assignment.questions}
    cells = beside_answers(cells, variants, {cell.number for cell in cells if not cell.grade_id})
    channel = Here if ONE_PROCESS else partial(Channel, PATIENT, unprotected=True)
    observed = run_notebook(cells, plan(variants, _wanted, PATIENT, channel))
    rows = [(name, _sentence(variant, cells, observed)) for name, variant in variants.items()]
    notes = [*_how_it_ran(cells, observed), *flags, *_changed(parsed(data)[0]), *_missing(variants, cells)]
    saved = time.strftime("%H:%M:%S", time.localtime(path.stat().st_mtime))
    notes.append(f"This is the file as it was saved at {saved}; what you have changed since is not in it.")
    as_name = "" if path.name == f"{assignment.name}.ipynb" else f", under the name {assignment.name}.ipynb"
    return Seen(tuple(rows), tuple(notes), f"{path}{as_name}")


def _wanted(variant):
    """The value of an answer; of a function what it returns for one case."""
    cases = getattr(variant.kind, "cases", None)
    return Wanted(variant.question.name, cases and cases[:1])


def _sentence(variant, cells, observed):
    """How the answer to a question is read, or why it is not."""
    question = variant.question
    value = None if question.by_hand else observed.values.get(question.answer)
    if value is None:
        return mark_without_value(question, cells, observed).message
    try:
        return f"Read as {variant.kind.shown(variant.kind.read(answer_of(value)))}."
    except Exception as error:
        return mark_without_verdict(question, error).message


def _how_it_ran(cells, observed):
    """Sentences on the run: errors, and what ended it."""
    names = {cell.number: f"the cell of {cell.grade_id}" if cell.grade_id else f"cell {cell.number}" for cell in cells}
    for number, (kind, text, line) in observed.errors.items():
        yield f"In {names[number]} there is an error{f', in line {line}' if line else ''}: {kind}: {text}"
    for number, what in observed.fatal.items():
        yield f"{names[number][0].upper()}{names[number][1:]} {what}."
    if observed.out_of_time:
        yield f"The notebook takes longer than {PATIENT.notebook_seconds:g} seconds; a grader waits no longer."
    elif not observed.errors and not observed.fatal:
        where = "in this kernel, as there can be no other here" if ONE_PROCESS else "in a fresh kernel"
        yield f"It runs from top to bottom, {where}."


def _changed(notebook):
    """A sentence that names the cells which were to stay as they are, and did not."""
    kept = [(cell, nbgrader_metadata(cell)) for cell in notebook.get("cells", ()) if grade_id(cell)]
    kept = [(cell, found) for cell, found in kept if found.get("locked") and "checksum" in found]
    names = [grade_id(cell) for cell, found in kept if found["checksum"] != checksum(cell)]
    return [f"Changed, and to be as you were given them: {', '.join(names)}."] if names else []


def _missing(variants, cells):
    """A sentence that names the cells which are gone."""
    given = [f"{name}-given" for name, variant in variants.items() if variant.given]
    names = [name for name in (*variants, *given) if name not in {cell.grade_id for cell in cells}]
    return [f"Missing, to be taken from the notebook that you were given: {', '.join(names)}."] if names else []
