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
                rows = [
                    (None, now, assignment, student, name, old.get(name), new.get(name), why(student, name))
                    for name in (old | new if old else ())
                    if old.get(name) != new.get(name)
                ]
                self._insert("changes", rows)

    def _points(self, assignment, student):
        return {mark.question: mark.points for mark in self.counting(assignment, student).get(student, ())}

    def _insert(self, table, rows):
        for row in rows:
            self.base.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
