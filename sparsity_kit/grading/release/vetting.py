"""Before a release or a grading: how many variants there are, whether each is good, and whether the solutions are."""

import secrets
from dataclasses import dataclass, field

from sparsity_kit.grading.judge.basis import key_text
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.release.student_notebook import as_text, with_numbers
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.questions import vet


@dataclass
class Vetted:
    """One question: which sets of numbers and which keys were drawn, and {problem: whose variants have it}."""

    question: object
    givens: set = field(default_factory=set)
    keys: set = field(default_factory=set)
    problems: dict = field(default_factory=dict)


def check_declared(assignment):
    """Raises UserError if a question is not declared as it must be."""
    from sparsity_kit.homework.declared import misdeclared

    if faults := misdeclared(assignment):
        raise UserError("\n  ".join([f"{assignment.name} is not declared as it must be:", *faults]))


def vet_all(handout, groups):
    """A Vetted for each question, over the variants of all `groups`, each as `Handout.who` names it."""
    vetted = [Vetted(question) for question in handout.assignment.questions]
    for who in groups:
        for each in vetted:
            for problem in _look(each, handout, who):
                each.problems.setdefault(problem, []).append(who)
    return vetted


def _look(vetted, handout, who):
    """What is wrong with one variant; it is counted on the way."""
    try:
        found = handout.variant(vetted.question, who)
        vetted.givens.add(repr(found.given))
        if not vetted.question.by_hand:
            vetted.keys.add(key_text(found))
        return vet(found)
    except Exception as error:
        return [f"it cannot be drawn: {type(error).__name__}: {error}"]


def check_solutions(grade, handout, who=None):
    """Grade the reference solutions with `grade`, of `workers.at_work`. Raises UserError if a mark is not full.

    `who` says for whose numbers; without it they are drawn this moment.
    """
    whose, assignment = who or f"drawn:{secrets.token_hex(4)}", handout.assignment
    notebook = as_text(with_numbers(source_notebook(assignment), assignment, handout.variants(whose))).encode()
    [(_, graded)] = grade({"solutions": lambda: (whose, notebook)})
    by_hand = {question.name for question in assignment.questions if question.by_hand}
    bad = [mark for mark in graded.marks if mark.question not in by_hand and mark.points != mark.full]
    if bad:
        said = "; ".join(f"{mark.question}: {mark.status}, {mark.message}" for mark in bad)
        raise UserError(
            f"nothing was graded: the reference solutions of {assignment.name} for {who or 'numbers drawn now'} do not "
            f"get full marks ({said}); mend the question or its solution"
        )
