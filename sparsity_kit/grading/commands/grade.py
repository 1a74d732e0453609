"""\
Grade a folder of submissions. Each student's cells run in a box without network and files, and marks are given outside.

The folder may be as you downloaded it, zips unpacked or not: STUDENT/hw2.ipynb, STUDENT_hw2.ipynb, nbgrader's
submitted/STUDENT/hw2/hw2.ipynb, or the names that Canvas, Moodle and Gradescope give. Only students of the roster are
graded; all other files, missing and late work and copies are listed. Finished marks are kept in DIR/grades.sqlite at
once: after an interruption, the same command goes on where it stopped, and after new submissions it grades only those.

With --only or --question, these are graded anew, and nothing else; which marks changed and why is said, and kept in
DIR/hw2-changes.csv. The deadline and the extensions (a CSV file: student, assignment, due) are remembered. Of the two
the later holds for a student.

  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv
  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv --due 2026-10-01T23:59
  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv --only ann,bob
  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv --question hw2-kink"""

from datetime import UTC, datetime
from pathlib import Path

from sparsity_kit.grading.box.bubblewrap import bound_with
from sparsity_kit.grading.box.trial import available
from sparsity_kit.grading.commands.class_options import class_arguments, names_argument, read_class
from sparsity_kit.grading.commands.grades_folder import say_who_has_left, write_results
from sparsity_kit.grading.commands.outcome import say_what_changed, say_what_was_done
from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.deadlines import CLASS, known_due, read_due, read_extensions
from sparsity_kit.grading.intake.examining import recogniser
from sparsity_kit.grading.intake.roster import check_known
from sparsity_kit.grading.marks.store import FILE, Store
from sparsity_kit.grading.release.sources import question_named
from sparsity_kit.grading.terminal import UserError, say, warn
from sparsity_kit.grading.whole_class import Again, grade_class
from sparsity_kit.grading.workers import Workers

MOST_WORKERS = 256  # beyond that, use a cluster


def arguments(command):
    """What can be typed after `grade`."""
    command.add_argument("folder", metavar="FOLDER", help="what was handed in")
    command.add_argument("--assignment", required=True, metavar="NAME", help="hw1, hw2, ...")
    class_arguments(command)
    command.add_argument("--out", default="graded", metavar="DIR", help="where results go (default: graded)")
    command.add_argument(
        "--due",
        metavar="DATETIME",
        help="flag what is later than 2026-10-01T23:59, say; of a day its end (default: as before)",
    )
    command.add_argument("--extensions", metavar="CSV", help="who has more time: columns student, assignment, due")
    command.add_argument("--worksheet", metavar="CSV", help="Moodle's grading worksheet: whose its numbers are")
    names_argument(command, "--only", metavar="STUDENTS", help="grade these anew and nobody else: ann,bob")
    names_argument(command, "--question", metavar="NAMES", help="grade these questions anew and no other: hw2-kink")
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
    handout, students = read_class(options, after_release=True)
    again = _again(options, handout.assignment, students)
    if options.workers != -1 and not 1 <= options.workers <= MOST_WORKERS:
        raise UserError(f"--workers is a number of processes from 1 to {MOST_WORKERS}, got {options.workers}")
    workers = Workers(options.workers, options.dask, options.trusted)
    if not options.trusted and not options.dask and (reason := available()):
        raise UserError(f"nothing was graded: {reason}")
    if options.trusted:
        warn("Without a box: these submissions can read and change whatever you can.")
    else:
        _check_places(options)
    out, name, began = Path(options.out), handout.assignment.name, datetime.now(UTC).isoformat(timespec="milliseconds")
    due = _due(options, name, students, out)
    intake = collect(options.folder, recogniser(handout), students, due, options.worksheet)
    outcome = grade_class(intake, handout, students, out, workers, due, again)
    _, found = write_results(out, name)
    say_what_was_done(outcome, intake.notices, [each for each in found if again.wanted(each.student.student)], out)
    say_what_changed(out, name, began)
    say_who_has_left(out, name)
    return 1 if outcome.undone else 0


def _check_places(options):
    """Raises UserError if students' code could read the secret, the class, what was handed in, or the grades."""
    for path in (options.secret, options.roster, options.folder, options.out):
        if folder := bound_with(path):
            raise UserError(
                f"nothing was graded: students' code could read {path}, because it is in {folder}, which Python needs "
                "in the box; move it elsewhere"
            )


def _again(options, assignment, students):
    """What is to be graded anew. Raises UserError for a name that is not known."""
    check_known(options.only, students, options.roster)
    for name in options.question:
        question_named(assignment, name)
    return Again(tuple(options.only), tuple(options.question))


def _due(options, name, students, out):
    """{student: moment}, as it was given or is known from before; a deadline that moved is said."""
    before = {}
    if (out / FILE).is_file():
        with Store(out) as store:
            before = store.due(name)
    extensions = read_extensions(options.extensions, name, students) if options.extensions else None
    due = known_due(read_due(options.due) if options.due else None, extensions, before)
    if before.get(CLASS) and not options.due:
        say(f"due {before[CLASS]:%Y-%m-%d %H:%M}, as before")
    elif before.get(CLASS) and due[CLASS] != before[CLASS]:
        moved = f"due {due[CLASS]:%Y-%m-%d %H:%M}, no longer {before[CLASS]:%Y-%m-%d %H:%M}"
        say(f"{moved}: who is late is found out anew, for all files; who was late is still named")
    return due
