"""Where each student stands: the marks of the grader with those of a person in their place."""

from dataclasses import dataclass, replace

from sparsity_kit.grading.marks import Mark
from sparsity_kit.grading.roster import Student
from sparsity_kit.grading.terminal import UserError


@dataclass(frozen=True)
class Given:
    """One question's mark as it stands, with a person's `comment`; `by_hand` if a person gave it."""

    mark: Mark
    by_hand: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Standing:
    """One student of the roster: `given` is empty if nothing was handed in. `flags` are for the instructor.

    `file` names the version that was graded, by the first digits of its hash.
    """

    student: Student
    given: tuple = ()
    flags: tuple = ()
    file: str = ""

    @property
    def missing(self):
        """Whether nothing was handed in."""
        return not self.given

    @property
    def waiting(self):
        """The names of the questions that need a person."""
        return [each.mark.question for each in self.given if each.mark.points is None]

    @property
    def total(self):
        """The sum of the points; None as long as a question needs a person, or if nothing was handed in."""
        return None if self.missing or self.waiting else sum(each.mark.points for each in self.given)

    @property
    def so_far(self):
        """The sum of the points that there are."""
        return sum(each.mark.points for each in self.given if each.mark.points is not None)

    @property
    def full(self):
        """The full mark."""
        return sum(each.mark.full for each in self.given)


def standings(store, assignment):
    """A Standing for each student of the roster. Raises UserError if the assignment was never graded."""
    if assignment not in store.assignments():
        graded = ", ".join(store.assignments()) or "none"
        raise UserError(f"{store.path} has no assignment {assignment!r}, it has {graded}; first run: homework grade")
    marks, by_hand, hashes = store.marks(assignment), store.by_hand(assignment), store.done(assignment)
    found, own = store.intake(assignment)[0], store.flags(assignment)
    return [
        Standing(
            student,
            tuple(
                _given(mark, by_hand.get((student.student, mark.question)), hashes[student.student][0])
                for mark in marks.get(student.student, ())
            ),
            (*found.get(student.student, ()), *own.get(student.student, ())),
            "#" + hashes.get(student.student, ("",))[0][:12],  # with # a spreadsheet takes it for text
        )
        for student in store.roster()
    ]


def _given(mark, by_hand, file_hash):
    """A person's mark counts for the file that was marked; for a newer one, somebody has to look again."""
    if by_hand is None:
        return Given(mark)
    marked, points, comment = by_hand
    if marked != file_hash:
        if mark.points is not None:
            return Given(mark)
        return Given(replace(mark, message="An earlier version was marked; this one needs a person again."))
    status = "right" if points == mark.full else "wrong"
    return Given(replace(mark, points=points, status=status, message=comment or "Marked by a person."), True, comment)


def chosen(store, assignment):
    """The assignment's name, which may be left out if there is but one. Raises UserError."""
    names = store.assignments()
    if assignment is None and len(names) == 1:
        return names[0]
    if assignment is None:
        raise UserError(f"{store.path} has {', '.join(names) or 'no assignment'}; say which: --assignment NAME")
    return assignment
