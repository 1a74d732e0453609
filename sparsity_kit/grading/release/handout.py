"""An assignment as a class gets it: whose numbers a student has, and what they are."""

from dataclasses import dataclass, field

from sparsity_kit.grading.release.secret import anonymous
from sparsity_kit.questions import Assignment, given_cell, share, variant


@dataclass(frozen=True)
class Handout:
    """All numbers of an assignment follow from the `secret`; in a `pool` of so many variants, students share them.

    `dealt` is {student: number of its variant} in a pool of several.
    """

    assignment: Assignment
    secret: bytes
    pool: int | None = None
    dealt: dict = field(default_factory=dict)

    def who(self, student):
        """Whose numbers a student has: its own, or those of a group."""
        if self.pool and student in self.dealt:
            return f"pool:{self.dealt[student]}"
        return share(self.secret, student, self.assignment, self.pool)

    def variants(self, who):
        """{question's name: Variant} of a student or group, as `who` names it."""
        return {question.name: self.variant(question, who) for question in self.assignment.questions}

    def code(self, student):
        """The name under which a student's work is marked by somebody who must not know whose it is."""
        return anonymous(self.secret, self.assignment.name, student)

    def given(self, name, who):
        """The given cell of one question, without white space; "" where nothing is given."""
        return without_space(given_cell(self.variant(self.assignment.question(name), who).given))

    def variant(self, question, who):
        """One question with the numbers of a student or group."""
        return variant(self.assignment, question, self.secret, who)


def without_space(text):
    """A cell's text for comparing: students and editors change spaces."""
    return "".join(text.split())
