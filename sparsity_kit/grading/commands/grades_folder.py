"""The folder of grades that a command is about: what is typed, read of its marks, and written of its pages."""

import sqlite3
from pathlib import Path

from sparsity_kit.grading.files import write
from sparsity_kit.grading.marks.changes import changes_csv
from sparsity_kit.grading.marks.feedback import feedback
from sparsity_kit.grading.marks.standing import check_full_marks, chosen, standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.marks.what_counts import as_counted
from sparsity_kit.grading.release.sources import assignment_named
from sparsity_kit.grading.tables import UTF_8
from sparsity_kit.grading.terminal import UserError, some, warn


def graded_arguments(command):
    """The folder of grades, of commands that come after `grade`."""
    command.add_argument("graded", metavar="DIR", help="the folder that grade wrote")
    command.add_argument("--assignment", metavar="NAME", help="needed if the folder has several")


def read_grades(options, also_older=False):
    """(assignment as it counts, standings, notices about other files) of the folder in a command's options.

    Raises UserError if somebody was graded with other questions, unless `also_older`.
    """
    with Store(options.graded) as store:
        name = chosen(store, options.assignment)
        assignment, found, notices = counted_assignment(store, name), standings(store, name), store.intake(name)[1]
    if not also_older:
        check_full_marks(found, assignment)
    return assignment, found, notices


def counted_assignment(store, name):
    """The assignment, without the points of questions that were dropped."""
    return as_counted(assignment_named(name), store.dropped(name))


def say_who_has_left(out, name):
    """Name those who have marks and are not in the roster: their marks are kept, and are in no table."""
    with Store(out) as store:
        left = sorted(store.submissions(name).keys() - {each.student for each in store.roster()})
    if left:
        warn(f"the marks of {some(left)} are kept, and in no table: the roster of the last grading lacks them")


def write_results(out, name):
    """(assignment as it counts, standings); everybody's feedback page and the table of changes are written anew.

    Raises UserError if they cannot be: what was changed of the marks is changed all the same.
    """
    try:
        return _written(out, name)
    except OSError as error:
        why = f"{error.filename} cannot be written: {error.strerror}; mend that, and write the pages"
    except sqlite3.OperationalError as error:
        why = f"they cannot be read now: {error}; mend that, and write the pages"
    except KeyboardInterrupt:  # not to be typed again: an undo would take back one sheet more
        why = "this was interrupted before all pages were written; write them"
    raise UserError(f"the marks are stored, but {why}: sparsity-kit homework feedback {out} --assignment {name}")


def _written(out, name):
    with Store(out) as store:
        assignment, found = counted_assignment(store, name), standings(store, name)
        changes, students = store.changes(name), store.roster()
    _write_pages(out, name, assignment, found, changes, students)
    return assignment, found


def _write_pages(out, name, assignment, found, changes, students):
    for each in found:
        page = Path(out) / "feedback" / each.student.student / f"{name}.html"
        if each.missing:
            page.unlink(missing_ok=True)  # of a file that is another's, as is known now
        else:
            write(page, feedback(each, assignment))
    if changes:
        write(Path(out) / f"{name}-changes.csv", f"{UTF_8}{changes_csv(changes, students)}")
