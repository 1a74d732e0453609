"""A change of what counts for a question, and why: a newer file, a changed question, another grader, a person."""

from typing import NamedTuple

from sparsity_kit.grading.intake.submission_file import PERHAPS
from sparsity_kit.grading.tables import safe_csv_text

TO_DO = "to do"  # in place of what marks were made with: the next run does not find its own there, and tries again


class Change(NamedTuple):
    """What counts for a question was `before` and `after`, in points (None: it waited for a person), and why."""

    at: str
    student: str
    question: str
    before: float | None
    after: float | None
    why: str

    def __str__(self):
        """In a line: ann, hw2-slope: 0 → 2 (a newer file)."""
        before, after = ("waits for a person" if each is None else f"{each:g}" for each in (self.before, self.after))
        return f"{self.student}, {self.question}: {before} → {after} ({self.why})"


def changes_csv(changes, students):
    """CSV text with a row for each Change, in the order of time."""
    names = {student.student: student.name for student in students}
    rows = [("time", "student", "name", "question", "before", "after", "why")]
    rows += [(each.at, each.student, names.get(each.student, ""), each.question, *each[3:]) for each in changes]
    return safe_csv_text(rows)


def why_graded(old, new):
    """The reason for a change between two marks of the grader, (hash, cell, asked, made_with) each or None."""
    if old is None or new is None:
        return "the question is new" if old is None else "the question is no longer asked"
    if TO_DO in (old[3], new[3]):
        return "the machine had failed over it before" if old[3] == TO_DO else "the machine failed over a newer file"
    reasons = []
    if old[0] == PERHAPS:
        reasons.append("it was not clear before whose the file is")
    elif old[0] != new[0]:
        same = old[1] and old[1] == new[1]
        reasons.append("a newer file, in which its cell is the same" if same else "a newer file")
    if old[2] and old[2] != new[2]:
        reasons.append("the question was changed")
    reasons += _of_grader(old[3], new[3])
    return "; ".join(reasons) or "graded again, with all as before"


def _of_grader(old, new):
    """What differs of "secret X pool Y grader Z"."""
    before, after = (dict(zip(text.split()[::2], text.split()[1::2], strict=False)) for text in (old, new))
    words = {"secret": "another secret", "pool": "another --pool", "grader": "another version of the grader"}
    return [said for word, said in words.items() if before.get(word) != after.get(word)]


def why_marked(comment):
    """The reason for a mark by a person."""
    return f"marked by a person: {comment}" if comment else "marked by a person"
