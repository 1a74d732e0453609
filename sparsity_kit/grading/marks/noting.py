"""Every change of what counts is noted with its reason, in the transaction that makes it."""

from contextlib import contextmanager
from datetime import UTC, datetime

from sparsity_kit.grading.marks.reading import Reading


class Noting(Reading):
    """An open store in which changes are noted."""

    @contextmanager
    def _noting(self, assignment, students, why):
        """One transaction: its value is the time, and what it changes of these students' points is noted."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self.base:
            before = {student: self._points(assignment, student) for student in students}
            yield now
            for student in students:
                old, new = before[student], self._points(assignment, student)
                changed = [name for name in (old | new if old else ()) if old.get(name) != new.get(name)]
                for name in changed:
                    points = {"before": old.get(name), "after": new.get(name)}
                    self._insert(
                        "changes", at=now, assignment=assignment, student=student, question=name, **points,
                        why=why(student, name),
                    )  # fmt: skip

    def _points(self, assignment, student):
        counts = [each.counts for each in self.marked(assignment, student).get(student, ())]
        return {mark.question: mark.points for mark in counts}

    def _insert(self, table, verb="INSERT", **row):
        """Put a row into a table; only where no history is kept, with the verb REPLACE."""
        values = ", ".join(f":{column}" for column in row)
        self.base.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({values})", row)
