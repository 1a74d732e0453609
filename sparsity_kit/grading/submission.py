"""One submission from its bytes to its marks; nothing else is read, and nothing written."""

import time
from dataclasses import replace
from functools import partial

from sparsity_kit.grading.box.channel import Channel
from sparsity_kit.grading.box.runs import Plan, Wanted, run_notebook
from sparsity_kit.grading.box.trial import NoBox, available
from sparsity_kit.grading.given_numbers import numbers_in, same_numbers
from sparsity_kit.grading.judge.basis import with_basis
from sparsity_kit.grading.judge.judging import mark_value
from sparsity_kit.grading.judge.mark import UNREAD, Graded, Work, all_for_a_person, for_a_person
from sparsity_kit.grading.judge.without_value import is_in_its_check, mark_without_value
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.notebook import read_notebook
from sparsity_kit.grading.notebook_file import Corrupt
from sparsity_kit.grading.restoring import restored
from sparsity_kit.questions import given_cell

LONGEST_TEXT = 20_000  # characters of one answer for a person
NOT_OWN = "The numbers given for it in this notebook are another's, or were changed."  # for the student as well


def grade_submission(assignment, notebook, variants, limits=LIMITS, unprotected=False, places=()):
    """Graded: a mark for each question of the assignment, for the bytes of a notebook.

    `variants` is {question's name: its Variant for this student}, and `places` are the cells of the notebook that was
    released. With `unprotected` the student's code runs without a box. Raises NoBox, with reason and cure, where it is
    not, and there can be no box; CannotRun where a box did not come up this time.
    """
    if not unprotected and (reason := available()):
        raise NoBox(reason)
    try:
        cells, flags = read_notebook(notebook, limits)
    except Corrupt as reason:
        return all_for_a_person(assignment, f"{UNREAD}: {reason}.")
    cells, found = restored(cells, variants, places)
    altered = _altered(cells, variants)
    flags += found
    if altered:
        flags.append(f"The given numbers of {', '.join(altered)} are not the ones that this student was given.")
    observed = run_notebook(cells, plan(variants, wanted_of, limits, partial(Channel, limits, unprotected)))
    flags += [f"Cell {number} {what}; the others ran without it." for number, what in observed.fatal.items()]
    marks = [_mark(variants[question.name], cells, observed, limits) for question in assignment.questions]
    marks = [_with_a_reason(mark) if mark.question in altered else mark for mark in marks]
    return Graded(with_basis(marks, cells, variants), tuple(flags), tuple(_work(cells, observed, variants, altered)))


def _work(cells, observed, variants, altered):
    """What a person reads: the text of each such question's cells, their pictures, and the numbers that were given."""
    for name, variant in variants.items():
        own = [cell for cell in cells if cell.part_of == name]
        if variant.question.by_hand and own:
            text = "\n\n".join(cell.source for cell in own)[:LONGEST_TEXT]
            pictures = tuple(png for cell in own for png in observed.pictures.get(cell.number, ()))
            there = f"\nin this notebook: {altered[name][:LONGEST_TEXT]}" if name in altered else ""
            yield Work(name, text, pictures, given_cell(variant.given) + there)


def plan(variants, wanted, limits, channel):
    """What is asked of a notebook: `wanted(variant)` of each answer, and pictures of what a person reads."""
    by_hand = frozenset(name for name, variant in variants.items() if variant.question.by_hand)
    asked = {each.question.answer: wanted(each) for name, each in variants.items() if name not in by_hand}
    return Plan(asked, by_hand, limits, time.monotonic() + limits.notebook_seconds, channel)


def wanted_of(variant):
    """The value of an answer; of a function what it returns for each case, twice, the second time in another order.

    One function in eight is also called in another process, so that nobody can count on there being none.
    """
    cases, draw = getattr(variant.kind, "cases", None), variant.hidden
    if cases is None:
        return Wanted(variant.question.name)
    again = draw.shuffled(cases)[:2] if draw.integer(1, 8) == 1 else ()
    return Wanted(variant.question.name, (*cases, *draw.shuffled(cases)), tuple(again))


def _mark(variant, cells, observed, limits):
    question = variant.question
    if not question.by_hand and question.answer in observed.values:
        mark = mark_value(variant, observed.values[question.answer], limits)
        if mark.status == "blank" and is_in_its_check(question, cells):
            return for_a_person(question, "The answer's cell is blank; something stands in its place after check(….")
        if mark.status == "right" or any(cell.grade_id == question.name for cell in cells):
            return mark
        if mark.status != "blank":
            return for_a_person(question, f"The cell for the answer is missing. To what is there: {mark.message}")
    return mark_without_value(question, cells, observed)


def _with_a_reason(mark):
    """The mark of a question with other numbers than the student's: what is said to be wrong may be right for these."""
    return replace(mark, message=f"{mark.message} {NOT_OWN}") if mark.status in ("wrong", "needs a person") else mark


def _altered(cells, variants):
    """{question: text} of the given cells in which there are other numbers than this student's."""
    return {
        name: cell.source
        for name, variant in variants.items()
        for cell in cells
        if cell.grade_id == f"{name}-given" and not same_numbers(cell.source, numbers_in(given_cell(variant.given)))
    }
