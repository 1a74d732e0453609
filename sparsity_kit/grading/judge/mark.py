"""What comes out of grading: one mark per question, and flags about the submission as a whole."""

from dataclasses import dataclass, replace

STATUSES = ("right", "wrong", "blank", "unreadable", "needs a person", "dropped")
UNREAD = "The file was not read"  # how the message begins where there was nothing to grade
_LONGEST_MESSAGE = 600


@dataclass(frozen=True)
class Mark:
    """One question's outcome: `points` out of `full`, or None where a person has to decide; `message` is never empty.

    `status` is one of STATUSES. The message is for the student: it holds no key and no hidden test. `mistake` is the
    name of the mistake that a wrong answer equals, "" if it equals none. `by_hand`: a person gave it.

    What follows is for the instructor alone: `answer` and `key` in words where an answer was wrong; and what the mark
    depends on, `cell`, the digest of the question's own cells, and `asked`, that of the question as it was asked.
    """

    question: str
    points: float | None
    full: float
    status: str
    message: str
    mistake: str = ""
    by_hand: bool = False
    answer: str = ""
    key: str = ""
    cell: str = ""
    asked: str = ""

    def __post_init__(self):
        if self.status not in STATUSES or not self.message:
            raise ValueError(f"a mark has one of the statuses {STATUSES} and a message, got {self}")
        if (self.points is None) != (self.status == "needs a person"):
            raise ValueError(f"points are None exactly where a person has to decide, got {self}")


@dataclass(frozen=True)
class Work:
    """What a student made for a person: the `text` of a question's cells, and `pictures`, PNG files as bytes.

    `given` is the cell that gave the student's numbers, as it was handed out; with what it is in this notebook, if that
    has other numbers.
    """

    question: str
    text: str
    pictures: tuple = ()
    given: str = ""


@dataclass(frozen=True)
class Graded:
    """A graded submission: `marks`, in the assignment's order, and `flags`, sentences for the instructor.

    `work` is what a person reads, a Work for each question that the grader cannot mark.
    `undone` says what failed of the machine, if nothing was judged because of that: then it is still to do.
    """

    marks: tuple
    flags: tuple = ()
    work: tuple = ()
    undone: str = ""

    @property
    def points(self):
        """The sum of the marks that there are, without those that wait for a person."""
        return sum(mark.points for mark in self.marks if mark.points is not None)


def automatic(question, status, message, mistake="", answer="", key=""):
    """The grader's own Mark: full points if the status is "right", none otherwise."""
    points = question.points if status == "right" else 0
    words = {"answer": _clean(answer), "key": _clean(key)}
    return Mark(question.name, points, question.points, status, _clean(message), mistake, **words)


def for_a_person(question, message):
    """The Mark of a question that waits for a person."""
    return Mark(question.name, None, question.points, "needs a person", _clean(message))


def all_for_a_person(assignment, reason):
    """A Graded in which every question waits for a person; the reason is for the instructor and the student."""
    return Graded(tuple(for_a_person(question, reason) for question in assignment.questions), (reason,))


def undone(assignment, reason):
    """The Graded of a submission over which the machine failed: every question waits, until it is graded again."""
    waiting = all_for_a_person(assignment, f"Not graded yet: {reason}.")
    return replace(waiting, undone=_clean(reason))


def _clean(message):
    text = "".join(c if c.isprintable() or c == "\n" else "�" for c in message)
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + " …"
