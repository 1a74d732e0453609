"""One submission from its bytes to its marks; nothing else is read, and nothing written."""

import re
import time
from dataclasses import replace

from sparsity_kit.grading.box import NoBox, available
from sparsity_kit.grading.cells import BLANK_PROSE
from sparsity_kit.grading.judging import mark_nothing, mark_value, person
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.marks import Graded
from sparsity_kit.grading.notebook import Corrupt, read_notebook
from sparsity_kit.grading.session import CannotRun, Found, Plan, run_once
from sparsity_kit.questions import given_cell

_CANNOT_HEAL = ("SyntaxError", "IndentationError", "TabError")


def grade_submission(assignment, notebook, variants, limits=LIMITS, unprotected=False):
    """Graded: a mark for each question of the assignment, for the bytes of a notebook.

    `variants` is {question's name: its Variant for this student}. With `unprotected` the student's code runs without
    a box. Raises NoBox, with reason and cure, where it is not, and there can be no box.
    """
    if not unprotected and (reason := available()):
        raise NoBox(reason)
    try:
        cells, flags = read_notebook(notebook, limits)
    except Corrupt as reason:
        message = f"The notebook cannot be graded: {reason}."
        return Graded(tuple(person(question, message) for question in assignment.questions), (message,))
    cells = list(enumerate(cells, start=1))
    flags += _altered(cells, variants)
    found = Found()
    try:
        _run(cells, _plan(assignment, variants, limits, unprotected), found)
    except CannotRun as reason:
        message = f"The notebook could not be run: {reason}"
        return Graded(tuple(person(question, message) for question in assignment.questions), (*flags, message))
    flags += [f"Cell {number} {what}; the others ran without it." for number, what in found.fatal.items()]
    marks = [_mark(question, variants[question.name], cells, found, limits) for question in assignment.questions]
    return Graded(tuple(marks), tuple(flags))


def _plan(assignment, variants, limits, unprotected):
    asked = [question for question in assignment.questions if not question.by_hand]
    cases = {question.name: getattr(variants[question.name].kind, "cases", None) for question in asked}
    wanted = {question.answer: (question.name, cases[question.name]) for question in asked}
    pictures = frozenset(question.name for question in assignment.questions) - cases.keys()
    return Plan(wanted, pictures, limits, time.monotonic() + limits.notebook_seconds, unprotected)


def _run(cells, plan, found):
    """Run the notebook, again without each cell that ends the box; then each lost question away from the others'."""
    for _ in range(plan.limits.runs):
        if run_once(cells, plan, found) or found.out_of_time:
            break
    homes = plan.pictures | {home for home, _ in plan.wanted.values()}
    for name, (home, cases) in plan.wanted.items():
        heals = name not in found.values and _may_heal(home, cells, found)
        if name in found.lost or not (heals or _is_disturbed(home, cells, found)):
            continue
        own = [(number, cell) for number, cell in cells if cell.grade_id not in homes - {home}]
        others = {number: what for number, what in found.fatal.items() if cells[number - 1][1].grade_id != home}
        alone = Found(fatal=others)
        run_once(own, replace(plan, wanted={name: (home, cases)}), alone)
        good = {name: value for name, value in alone.values.items() if value[0] > 0}
        found.values.update(good)


def _is_disturbed(home, cells, found):
    """Whether another question's cell reaches into what is not its own, so that this one's value may not be its own."""
    guilty = {cell.grade_id for number, cell in cells if number in found.tampering}
    return bool(guilty) and home not in guilty


def _may_heal(home, cells, found):
    """Whether a question without a value could have one, were it not for another question's cell."""
    own = [number for number, cell in cells if cell.grade_id == home]
    fatal = [found.fatal[number] for number in own if number in found.fatal]
    errors = [found.errors[number][0] for number in own if number in found.errors]
    if fatal:
        return not any(what.startswith("did not end") for what in fatal)
    return bool(own) and (bool(found.fatal) if not errors else not any(error in _CANNOT_HEAL for error in errors))


def _mark(question, variant, cells, found, limits):
    if question.by_hand:
        return person(question, _what_is_there(question, cells, found))
    if question.answer in found.values:
        return mark_value(variant, found.values[question.answer][1], limits)
    return mark_nothing(question, question.answer, cells, found)


def _what_is_there(question, cells, found):
    """What a person will see in the cell: how many words, how many figures."""
    own = [(number, cell) for number, cell in cells if cell.grade_id == question.name]
    if not own:
        return "A person reads this. The cell for the answer is missing."
    if all(cell.source.strip() in ("", "...", BLANK_PROSE) for _, cell in own):
        return "A person reads this. The cell is still blank."
    words = sum(len(re.findall(r"\w+", cell.source)) for _, cell in own)
    axes = [count for number, _ in own for count in found.figures.get(number, ())]
    seen = f"{len(axes)} figure{'s' * (len(axes) != 1)} with {sum(axes)} axes" if axes else "no figure"
    made = f", and it makes {seen}" if any(cell.kind == "code" for _, cell in own) else ""
    return f"A person reads this. The cell has {words} words{made}."


def _altered(cells, variants):
    """A flag that names the questions whose given numbers are not this student's."""
    names = [
        name
        for name, variant in variants.items()
        for _, cell in cells
        if cell.grade_id == f"{name}-given" and cell.source.split() != given_cell(variant.given).split()
    ]
    return [f"The given numbers of {', '.join(names)} are not the ones that this student was given."] if names else []
