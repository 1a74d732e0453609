"""The canary: before anybody's notebook is graded, the reference solutions must get full marks."""

import secrets

from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.release.student_notebook import as_text, with_numbers
from sparsity_kit.grading.terminal import UserError


def sing(grade, handout, who=None):
    """Grade the reference solutions with `grade`, of `workers.at_work`. Raises UserError if a mark is not full.

    `who` says for whose numbers; without it they are drawn this moment.
    """
    who = who or f"canary:{secrets.token_hex(4)}"
    assignment = handout.assignment
    notebook = as_text(with_numbers(source_notebook(assignment), assignment, handout.variants(who))).encode()
    [(_, graded)] = grade({"canary": lambda: (who, notebook)})
    by_hand = {question.name for question in assignment.questions if question.by_hand}
    bad = [mark for mark in graded.marks if mark.question not in by_hand and mark.points != mark.full]
    if bad:
        said = "; ".join(f"{mark.question}: {mark.status}, {mark.message}" for mark in bad)
        raise UserError(
            f"nothing was graded: the reference solutions of {assignment.name} for {who} do not get full marks "
            f"({said}); mend the question or its solution"
        )
