"""Grade what a class has handed in: examine it, check the solutions, grade what is new, store each mark at once."""

import contextlib
from dataclasses import dataclass, replace
from typing import NamedTuple

from sparsity_kit.grading.intake.deadlines import extension_said, still_late
from sparsity_kit.grading.intake.examining import digest, examine
from sparsity_kit.grading.intake.submission_file import PERHAPS
from sparsity_kit.grading.judge.mark import UNREAD, all_for_a_person
from sparsity_kit.grading.marks.changes import TO_DO
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release.secret import tag
from sparsity_kit.grading.release.sources import grader_version
from sparsity_kit.grading.release.vetting import check_solutions
from sparsity_kit.grading.terminal import one_line, progress
from sparsity_kit.grading.workers import at_work


class Outcome(NamedTuple):
    """How many submissions were graded `now` and `before`, and over which the machine failed, {student: how}."""

    now: int
    before: int
    undone: dict


@dataclass(frozen=True)
class Again:
    """What is graded although it was graded before: some `students`, some `questions`, or both. Empty: what is new.

    Whoever has handed in a newer file than the one that was graded gets all questions graded.
    """

    students: tuple = ()
    questions: tuple = ()

    def __bool__(self):
        return bool(self.students or self.questions)

    def wanted(self, student):
        """Whether this student is looked at."""
        return not self.students or student in self.students


def grade_class(intake, handout, students, out, workers, due, again):
    """Grade the files of an Intake into OUT/grades.sqlite; the Outcome. Raises UserError.

    What was graded before, from the same bytes, is not graded again, unless `again` says so; where the machine failed
    it stays to do, and marks that the same bytes had before stay as well. `due`, {student: moment}, is remembered.
    """
    name, made_with = handout.assignment.name, made_by(handout, workers)
    examined = examine(intake.files, handout, students)
    undone: dict[str, str] = {}
    with Store(out, make=True) as store:
        done = store.done(name)
        new = _new(examined, done, made_with, again)
        with at_work(workers, replace(handout, dealt={})) if new else contextlib.nullcontext() as grade:
            if new:
                check_solutions(grade, handout)
            unsure = [student for student, (file_hash, _) in done.items() if file_hash == PERHAPS]
            store.forget(name, [student for student in unsure if student not in examined])
            store.put_roster(students)
            store.put_intake(name, _flags(store, name, examined, due, again), intake.notices)
            store.put_due(name, due)
            results = progress(_grade(new, intake.files, handout, grade), len(new)) if new else ()
            for student, file_hash, graded in results:
                same_file = done.get(student, ("",))[0] == file_hash
                if graded.undone:
                    undone[student] = graded.undone
                    if same_file:
                        continue
                theirs = intake.files[student]
                file = "" if theirs.perhaps else one_line(theirs.owner.known_by)
                made, code = TO_DO if graded.undone else made_with, handout.code(student)
                store.put(name, student, file_hash, made, file, graded, code, again.questions if same_file else ())
    return Outcome(len(new) - len(undone), len(examined) - len(new), undone)


def _new(examined, done, made_with, again):
    """Of what was examined, that which is to be graded."""
    return {
        student: each
        for student, each in examined.items()
        if again.wanted(student) and _is_new(each, done.get(student), made_with, again)
    }


def _is_new(examined, done, made_with, again):
    """Whether a file is to be graded: not if that was done, nor if it may be another's and this student had one."""
    had_one = done is not None and done[0] != PERHAPS
    return (bool(again) or done != (examined.hash, made_with)) and not (examined.hash == PERHAPS and had_one)


def _flags(store, name, examined, due, again):
    """{student: sentences}: what was found now, and what was known of the others whose marks stand.

    These are who is not looked at, and whose file was graded before and does not lie in this folder.
    """
    known, marked = store.intake(name)[0], store.done(name).keys() - examined.keys()
    found = {student: said for student, said in known.items() if student in marked or not again.wanted(student)}
    for student, each in examined.items():
        said = (*still_late(known.get(student, ()), each.flags), *extension_said(student, due))
        if said and again.wanted(student):
            found[student] = said
    return found


def made_by(handout, workers):
    """What a mark depends on beside the file: if it changes, everything is graded anew."""
    box = " without a box" if workers.unprotected else ""
    return f"secret {tag(handout.secret)} pool {handout.pool} grader {grader_version()}{box}"


def _grade(new, files, handout, grade):
    """(student, hash of the file, Graded) of each, as they are finished; first those that cannot be read."""
    for student, each in new.items():
        if each.fault:
            own = "it is not clear whose it is" if each.hash == PERHAPS else each.fault  # what a student may read
            graded = all_for_a_person(handout.assignment, f"{UNREAD}: {own}.")
            yield student, each.hash, replace(graded, flags=())  # the intake's flags say it already
    hashes = {}

    def job(student):
        data, fault = files[student].read()
        hashes[student] = digest(data, fault)
        return handout.who(student), data

    for student, graded in grade({each: lambda each=each: job(each) for each in new if not new[each].fault}):
        yield student, hashes[student], graded
