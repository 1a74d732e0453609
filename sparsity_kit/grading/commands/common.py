"""What several commands share: their arguments for a class and for a folder of grades, and what they read of them."""

import contextlib
from pathlib import Path

from sparsity_kit.grading.files import write
from sparsity_kit.grading.intake.roster import read_roster
from sparsity_kit.grading.marks.feedback_page import feedback
from sparsity_kit.grading.marks.standing import chosen, standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release.handout import Handout, places
from sparsity_kit.grading.release.secret import read_secret, readable_by_others
from sparsity_kit.grading.release.sources import assignment_named, source_notebook
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
    return Handout(assignment, secret, options.pool, places(source_notebook(assignment), assignment)), students


def graded_arguments(command):
    """The folder of grades, of commands that come after `grade`."""
    command.add_argument("graded", metavar="DIR", help="the folder that grade wrote")
    command.add_argument("--assignment", metavar="NAME", help="needed if the folder has several")


def read_grades(options):
    """(assignment, standings, notices about other files) of the folder of grades in a command's options."""
    with Store(options.graded) as store:
        name = chosen(store, options.assignment)
        return assignment_named(name), standings(store, name), store.intake(name)[1]


def write_feedback(out, standings, assignment):
    """The feedback page of everybody who has handed something in."""
    for each in standings:
        if not each.missing:
            path = Path(out) / "feedback" / each.student.student / f"{assignment.name}.html"
            write(path, feedback(each, assignment))


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
