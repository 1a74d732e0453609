"""What comes out of grading: one mark per question, and flags about the submission as a whole."""

from dataclasses import dataclass

STATUSES = ("right", "wrong", "blank", "unreadable", "needs a person")


@dataclass(frozen=True)
class Mark:
    """One question's outcome: `points` out of `full`, or None where a person has to decide; `message` is never empty.

    `status` is one of STATUSES. The message is for the student: it holds no key and no hidden test. `mistake` is the
    name of the mistake that a wrong answer equals, "" if it equals none.
    """

    question: str
    points: float | None
    full: float
    status: str
    message: str
    mistake: str = ""

    def __post_init__(self):
        if self.status not in STATUSES or not self.message:
            raise ValueError(f"a mark has one of the statuses {STATUSES} and a message, got {self}")
        if (self.points is None) != (self.status == "needs a person"):
            raise ValueError(f"points are None exactly where a person has to decide, got {self}")


@dataclass(frozen=True)
class Graded:
    """A graded submission: `marks`, in the assignment's order, and `flags`, sentences for the instructor."""

    marks: tuple
    flags: tuple = ()

    @property
    def points(self):
        """The sum of the marks that there are, without those that wait for a person."""
        return sum(mark.points for mark in self.marks if mark.points is not None)

    @property
    def open(self):
        """How many questions wait for a person."""
        return sum(mark.points is None for mark in self.marks)
