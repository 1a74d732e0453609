"""What several commands share: their arguments for a class and for a folder of grades, and what they read of them."""

import contextlib
from dataclasses import replace
from pathlib import Path

from sparsity_kit.grading.files import write
from sparsity_kit.grading.intake.roster import read_roster
from sparsity_kit.grading.marks.changes import changes_csv
from sparsity_kit.grading.marks.feedback import feedback
from sparsity_kit.grading.marks.standing import chosen, standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.marks.what_counts import as_counted
from sparsity_kit.grading.release.handout import Handout, places
from sparsity_kit.grading.release.pools import dealt, known_pools, pools_file
from sparsity_kit.grading.release.secret import read_secret, readable_by_others
from sparsity_kit.grading.release.sources import assignment_named, source_notebook
from sparsity_kit.grading.tables import UTF_8
from sparsity_kit.grading.terminal import UserError, warn


def class_arguments(command):
    """The secret, the roster and the pool, of commands that draw a class's numbers."""
    command.add_argument("--secret", required=True, metavar="FILE", help="the term's secret")
    command.add_argument(
        "--roster", required=True, metavar="CSV", help="the class: a column student, perhaps name, email"
    )
    command.add_argument(
        "--pool", type=int, metavar="K", help="K variants for all instead of one each; 1: all the same"
    )


def read_class(options):
    """(Handout, students) of a command's options. A secret that others can read is warned about."""
    secret, students = read_secret(options.secret), tuple(read_roster(options.roster))
    if options.pool is not None and options.pool < 1:
        raise UserError(f"--pool is the number of variants, at least 1, got {options.pool}")
    if readable_by_others(options.secret):
        warn(f"{options.secret} can be read by others on this machine; mend it: chmod 600 {options.secret}")
    assignment = assignment_named(options.assignment)
    handout = Handout(assignment, secret, options.pool, places(source_notebook(assignment), assignment))
    return replace(handout, dealt=_dealt(options, handout, students)), students


def _dealt(options, handout, students):
    """Who has which variant of a pool of several: what is known beside the secret, and the others dealt out."""
    if not options.pool or options.pool == 1:
        return {}
    name = handout.assignment.name
    known = known_pools(pools_file(options.secret), name, options.pool)
    return dealt(handout.secret, name, options.pool, [student.student for student in students], known)


def listed(text):
    """The names in "ann, bob"; none in None."""
    return tuple(each.strip() for each in (text or "").split(",") if each.strip())


def graded_arguments(command):
    """The folder of grades, of commands that come after `grade`."""
    command.add_argument("graded", metavar="DIR", help="the folder that grade wrote")
    command.add_argument("--assignment", metavar="NAME", help="needed if the folder has several")


def read_grades(options):
    """(assignment as it counts, standings, notices about other files) of the folder in a command's options."""
    with Store(options.graded) as store:
        name = chosen(store, options.assignment)
        return counted_assignment(store, name), standings(store, name), store.intake(name)[1]


def counted_assignment(store, name):
    """The assignment, without the points of questions that were dropped."""
    return as_counted(assignment_named(name), store.dropped(name))


def write_results(out, name):
    """(assignment as it counts, standings); everybody's feedback page and the table of changes are written anew."""
    with Store(out) as store:
        assignment, found = counted_assignment(store, name), standings(store, name)
        changes, students = store.changes(name), store.roster()
    for each in found:
        if not each.missing:
            write(feedback_path(out, each.student, name), feedback(each, assignment))
    if changes:
        write(Path(out) / f"{name}-changes.csv", f"{UTF_8}{changes_csv(changes, students)}")
    return assignment, found


def feedback_path(out, student, name):
    """Where a student's feedback page is."""
    return Path(out) / "feedback" / student.student / f"{name}.html"


@contextlib.contextmanager
def progress(total, doing="graded"):
    """A progress bar on a terminal; its value is called once per step. Without tqdm there is none."""
    try:
        from tqdm import tqdm
    except ImportError:
        yield lambda: None
        return
    with tqdm(total=total, desc=doing, unit="", disable=None, dynamic_ncols=True) as bar:
        yield bar.update
