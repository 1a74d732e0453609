"""\
Grade a folder of submissions. Each student's cells run in a box without network and files, and marks are given outside.

The folder may be as you downloaded it, zips unpacked or not: STUDENT/hw2.ipynb, STUDENT_hw2.ipynb, nbgrader's
submitted/STUDENT/hw2/hw2.ipynb, or the names that Canvas, Moodle and Gradescope give. Only students of the roster are
graded; all other files, missing and late work and copies are listed. Finished marks are kept in DIR/grades.sqlite at
once: after an interruption, the same command goes on where it stopped, and after new submissions it grades only those.

  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv
  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv --due 2026-10-01T23:59"""

from pathlib import Path

from sparsity_kit.grading.box.process import available
from sparsity_kit.grading.commands.common import class_arguments, progress, read_class, write_feedback
from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.examining import recogniser
from sparsity_kit.grading.intake.lateness import read_due
from sparsity_kit.grading.marks.standing import standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.terminal import UserError, counted, say, warn
from sparsity_kit.grading.whole_class import grade_class
from sparsity_kit.grading.workers import Workers

LINE = "grade a folder of submissions"


def arguments(command):
    """What can be typed after `grade`."""
    command.add_argument("folder", metavar="FOLDER", help="what was handed in")
    command.add_argument("--assignment", required=True, metavar="NAME", help="hw1, hw2, ...")
    class_arguments(command)
    command.add_argument("--out", default="graded", metavar="DIR", help="where results go (default: graded)")
    command.add_argument(
        "--due", metavar="DATETIME", help="flag what is later than 2026-10-01T23:59, say (default: as before)"
    )
    command.add_argument("--worksheet", metavar="CSV", help="Moodle's grading worksheet: whose its numbers are")
    command.add_argument("--workers", type=int, default=-1, metavar="N", help="processes (default: one per processor)")
    command.add_argument("--dask", metavar="ADDRESS", help="use a Dask cluster, for example tcp://10.0.0.5:8786")
    command.add_argument(
        "--i-trust-these-submissions",
        dest="trusted",
        action="store_true",
        help="run without a box: students' code can then read and change whatever you can",
    )


def run(options):
    """Grade a folder; 0 also if some students are missing or flagged, 1 if the machine failed over some."""
    handout, students = read_class(options)
    workers = Workers(options.workers, options.dask, options.trusted)
    if not options.trusted and not options.dask and (reason := available()):
        raise UserError(f"nothing was graded: {reason}")
    if options.trusted:
        warn("Without a box: these submissions can read and change whatever you can.")
    out = Path(options.out)
    due = _due(out, handout.assignment.name, options.due)
    intake = collect(options.folder, recogniser(handout), students, due, options.worksheet)
    outcome = grade_class(intake, handout, students, out, workers, progress)
    with Store(out) as store:
        found = standings(store, handout.assignment.name)
    write_feedback(out, found, handout.assignment)
    _say_what_was_done(outcome, intake.notices, found, out)
    return 1 if outcome.undone else 0


def _due(out, assignment, text):
    """The moment that is due: as it is given, else as it was given before; a change is said."""
    with Store(out, make=True) as store:
        before = store.due(assignment)
        due = read_due(text) if text else before
        store.put_due(assignment, due)
    if before and not text:
        say(f"due {before:%Y-%m-%d %H:%M}, as before")
    elif before and due != before:
        say(
            f"due {due:%Y-%m-%d %H:%M}, no longer {before:%Y-%m-%d %H:%M}: who is late is found out anew, for all files"
        )
    return due


def _say_what_was_done(outcome, notices, found, out):
    graded = counted(outcome.now, "submission")
    say(f"{graded} graded now, {outcome.before} before; marks in {out}, pages in {out}/feedback")
    for notice in notices:
        say(f"  {notice}")
    for each in found:
        if each.missing:
            say(f"  {each.student.student}: nothing handed in")
        elif each.flags:
            say(f"  {each.student.student}: {'; '.join(each.flags)}")
    if outcome.undone:
        say(f"{counted(len(outcome.undone), 'submission')} still to be graded: the same command tries again")
        for student, reason in outcome.undone.items():
            say(f"  {student}: {reason}")
    if waiting := sum(len(each.waiting) for each in found):
        say(f"{counted(waiting, 'mark')} to be given by a person: sparsity-kit homework mark {out} --sheet to_mark.csv")
