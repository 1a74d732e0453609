"""Where each student stands: the marks of the grader with those of a person in their place."""

from dataclasses import dataclass, replace

from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.terminal import UserError


@dataclass(frozen=True)
class Standing:
    """One student of the roster: `marks` is empty if nothing was handed in. `flags` are for the instructor.

    `file` names the version that was graded, by the first digits of its hash.
    """

    student: Student
    marks: tuple = ()
    flags: tuple = ()
    file: str = ""

    @property
    def missing(self):
        """Whether nothing was handed in."""
        return not self.marks

    @property
    def waiting(self):
        """The names of the questions that need a person."""
        return [mark.question for mark in self.marks if mark.points is None]

    @property
    def total(self):
        """The sum of the points; None as long as a question needs a person, or if nothing was handed in."""
        return None if self.missing or self.waiting else sum(mark.points for mark in self.marks)

    @property
    def so_far(self):
        """The sum of the points that there are."""
        return sum(mark.points for mark in self.marks if mark.points is not None)

    @property
    def full(self):
        """The full mark."""
        return sum(mark.full for mark in self.marks)


def standings(store, assignment):
    """A Standing for each student of the roster. Raises UserError if the assignment was never graded."""
    if assignment not in store.assignments():
        graded = ", ".join(store.assignments()) or "none"
        raise UserError(f"{store.path} has no assignment {assignment!r}, it has {graded}; first run: homework grade")
    marks, by_hand, hashes = store.marks(assignment), store.by_hand(assignment), store.done(assignment)
    found, own = store.intake(assignment)[0], store.flags(assignment)

    def standing(student):
        login = student.student
        file, _ = hashes.get(login, ("", ""))
        given = [_as_it_stands(mark, by_hand.get((login, mark.question)), file) for mark in marks.get(login, ())]
        flags = (*found.get(login, ()), *own.get(login, ()))
        return Standing(student, tuple(given), flags, f"#{file[:12]}")  # with # a spreadsheet takes it for text

    return [standing(student) for student in store.roster()]


def _as_it_stands(mark, by_hand, file):
    """A person's mark counts for the file that was marked; for a newer one, somebody has to look again."""
    if by_hand is None:
        return mark
    marked, points, comment = by_hand
    if marked == file:
        status = "right" if points == mark.full else "wrong"
        return replace(mark, points=points, status=status, message=comment or "Marked by a person.", by_hand=True)
    if mark.points is None:
        return replace(mark, message="An earlier version was marked; this one needs a person again.")
    return mark


def chosen(store, assignment):
    """The assignment's name, which may be left out if there is but one. Raises UserError."""
    names = store.assignments()
    if assignment is None and len(names) == 1:
        return names[0]
    if assignment is None:
        raise UserError(f"{store.path} has {', '.join(names) or 'no assignment'}; say which: --assignment NAME")
    return assignment
