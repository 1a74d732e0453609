"""What counts: of a question the grader's mark, or a person's in its place; of an assignment what was not dropped."""

from dataclasses import replace
from typing import NamedTuple

from sparsity_kit.grading.judge.mark import Mark

AGAIN = "A person had marked an earlier version of this answer; somebody will look at this one."


class Given(NamedTuple):
    """A person's mark, with the digests of the file and of the cell that were marked."""

    hash: str
    cell: str
    points: float
    comment: str


class Marked(NamedTuple):
    """A question as it was marked: by the grader, `given` by a person or None, and what is decided for all.

    `hash` is that of the file that was graded. `points_to_all` is None unless the question was dropped.
    """

    mark: Mark
    given: Given | None
    hash: str
    points_to_all: bool | None

    @property
    def survives(self):
        """Whether a person gave a mark that holds: the file that was marked is the same, or its cell; and it fits."""
        given, mark = self.given, self.mark
        if given is None:
            return False
        same = given.hash == self.hash or (given.cell != "" and given.cell == mark.cell)
        return same and given.points <= mark.full

    @property
    def counts(self):
        """The Mark that counts."""
        mark, given = self.mark, self.given
        if self.points_to_all is True:
            return replace(mark, points=mark.full, status="dropped", by_hand=False)
        if self.points_to_all is False:
            return replace(mark, points=0.0, full=0.0, status="dropped", by_hand=False)
        if given is None:
            return mark
        if not self.survives:
            said = f"{AGAIN} {mark.message}" if mark.points is None else AGAIN
            return replace(mark, points=None, status="needs a person", message=said)
        status = "right" if given.points == mark.full else "wrong"
        said = given.comment or "Marked by a person."
        return replace(mark, points=given.points, status=status, message=said, by_hand=True)


def as_counted(assignment, dropped):
    """The Assignment in which questions that count for nobody have no points; `dropped` is {name: points to all}."""
    questions = (
        replace(question, points=0) if dropped.get(question.name) is False else question
        for question in assignment.questions
    )
    return replace(assignment, questions=tuple(questions))
