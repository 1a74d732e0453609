"""Grade what a class has handed in: examine it, run the canary, grade what is new, store each mark at once."""

import contextlib
from dataclasses import replace
from typing import NamedTuple

from sparsity_kit.grading.canary import sing
from sparsity_kit.grading.intake.examining import PERHAPS, digest, examine
from sparsity_kit.grading.judge.mark import all_for_a_person
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release.secret import tag
from sparsity_kit.grading.release.sources import grader_version
from sparsity_kit.grading.terminal import one_line
from sparsity_kit.grading.workers import at_work

TO_DO = "to do"  # in place of what marks were made with: the next run does not find its own there, and tries again


class Outcome(NamedTuple):
    """How many submissions were graded `now` and `before`, and over which the machine failed, {student: how}."""

    now: int
    before: int
    undone: dict


def grade_class(intake, handout, students, out, workers, progress):
    """Grade the files of an Intake into OUT/grades.sqlite; the Outcome. Raises UserError.

    What was graded before, from the same bytes, is not graded again; where the machine failed it stays to do, and
    marks that the same bytes had before stay as well. `progress(total)` gives a context whose value is
    called once per finished submission.
    """
    name, made_with = handout.assignment.name, made_by(handout, workers)
    examined = examine(intake.files, handout, students)
    flags = {student: each.flags for student, each in examined.items() if each.flags}
    undone: dict[str, str] = {}
    with Store(out, make=True) as store:
        done = store.done(name)
        new = {student: each for student, each in examined.items() if _is_new(each, done.get(student), made_with)}
        with at_work(workers, handout) if new else contextlib.nullcontext() as grade:
            if new:
                sing(grade, handout)
            unsure = [student for student, (file_hash, _) in done.items() if file_hash == PERHAPS]
            store.forget(name, [student for student in unsure if student not in examined])
            store.put_roster(students)
            store.put_intake(name, flags, intake.notices)
            if new:
                with progress(len(new)) as step:
                    for student, file_hash, graded in _grade(new, intake.files, handout, grade):
                        step()
                        if graded.undone:
                            undone[student] = graded.undone
                            if done.get(student, ("",))[0] == file_hash:
                                continue
                        file = one_line("/".join((str(intake.files[student].path), *intake.files[student].inside)))
                        store.put(name, student, file_hash, TO_DO if graded.undone else made_with, file, graded)
    return Outcome(len(new) - len(undone), len(examined) - len(new), undone)


def _is_new(examined, done, made_with):
    """Whether a file is to be graded: not if that was done, nor if it may be another's and this student had one."""
    return done != (examined.hash, made_with) and not (examined.hash == PERHAPS and done)


def made_by(handout, workers):
    """What a mark depends on beside the file: if it changes, everything is graded anew."""
    box = " without a box" if workers.unprotected else ""
    return f"secret {tag(handout.secret)} pool {handout.pool} grader {grader_version()}{box}"


def _grade(new, files, handout, grade):
    """(student, hash of the file, Graded) of each, as they are finished; first those that cannot be read."""
    for student, each in new.items():
        if each.fault:
            own = "it is not clear whose it is" if each.hash == PERHAPS else each.fault  # what a student may read
            graded = all_for_a_person(handout.assignment, f"The file was not read: {own}.")
            yield student, each.hash, replace(graded, flags=())  # the intake's flags say it already
    hashes = {}

    def job(student):
        data, fault = files[student].read()
        hashes[student] = digest(data, fault)
        return handout.who(student), data

    for student, graded in grade({each: lambda each=each: job(each) for each in new if not new[each].fault}):
        yield student, hashes[student], graded
