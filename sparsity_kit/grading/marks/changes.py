"""Every change of what counts is noted with its reason, in the transaction that makes it."""

from contextlib import contextmanager
from datetime import UTC, datetime

from sparsity_kit.grading.intake.submission_file import PERHAPS
from sparsity_kit.grading.marks.reading import Reading
from sparsity_kit.grading.tables import safe_csv_text

TO_DO = "to do"  # in place of what marks were made with: the next run does not find its own there, and tries again


class Noting(Reading):
    """An open store in which changes are noted."""

    @contextmanager
    def _noting(self, assignment, students, why):
        """One transaction: its value is the time, and what it changes of these students' points is noted.

        why: the reason, or a function of student and question that gives it.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self.base:
            self.base.execute("BEGIN IMMEDIATE")  # what is read from here on, nobody else changes before it is written
            before = {student: self._points(assignment, student) for student in students}
            yield now
            for student, old in before.items():
                new = self._points(assignment, student)
                changed = [name for name in (old | new if old else ()) if old.get(name) != new.get(name)]
                for name in changed:
                    points = {"before": old.get(name), "after": new.get(name)}
                    self._insert(
                        "changes", at=now, assignment=assignment, student=student, question=name, **points,
                        why=why(student, name) if callable(why) else why,
                    )  # fmt: skip

    def _points(self, assignment, student):
        counts = [each.counts for each in self.marked(assignment, student).get(student, ())]
        return {mark.question: mark.points for mark in counts}

    def _insert(self, table, verb="INSERT", **row):
        """Put a row into a table; only where no history is kept, with the verb REPLACE."""
        values = ", ".join(f":{column}" for column in row)
        self.base.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({values})", row)


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


def changes_csv(changes, students):
    """CSV text with a row for each Change, in the order of time."""
    names = {student.student: student.name for student in students}
    rows = [("time", "student", "name", "question", "before", "after", "why")]
    rows += [(each.at, each.student, names.get(each.student, ""), each.question, *each[3:]) for each in changes]
    return safe_csv_text(rows)
