"""\
Take over marks that a person gave: for prose, pictures, and to overrule the grader.

MARKS is a CSV file with the columns student, question, points, comment, or nbgrader's gradebook.db. It is taken over
as a whole or not at all. --sheet writes such a file with everything that needs a person, and --page a web page with
each answer, text and pictures, beside the rubric: nothing on it runs. With --anonymous, codes stand for the students.
--undo takes back the marks that were taken over last, in one go; what had counted before counts again.

  sparsity-kit homework mark graded --sheet to_mark.csv --page to_mark.html
  sparsity-kit homework mark graded --sheet to_mark.csv --page to_mark.html --anonymous
  sparsity-kit homework mark graded to_mark.csv
  sparsity-kit homework mark graded --undo
  sparsity-kit homework mark graded course/gradebook.db"""

from pathlib import Path

from sparsity_kit.grading.commands.grades_folder import graded_arguments, read_grades, write_results
from sparsity_kit.grading.files import write
from sparsity_kit.grading.marks.by_hand import checked, read_sheet, sheet
from sparsity_kit.grading.marks.marking_page import marking_pages
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release.nbgrader_course import formgrader_marks
from sparsity_kit.grading.release.sources import assignment_named
from sparsity_kit.grading.tables import UTF_8
from sparsity_kit.grading.terminal import UserError, say
from sparsity_kit.printable import counted


def arguments(command):
    """What can be typed after `mark`."""
    graded_arguments(command)
    command.add_argument("marks", nargs="?", metavar="MARKS", help="a CSV file, or nbgrader's gradebook.db")
    command.add_argument("--sheet", metavar="CSV", help="write a sheet with what needs a person, to fill in")
    command.add_argument("--page", metavar="HTML", help="write a page that shows what needs a person")
    command.add_argument("--anonymous", action="store_true", help="codes instead of students, in sheet and page")
    command.add_argument("--undo", action="store_true", help="take back the marks of the last sheet")


def run(options):
    """Write a sheet, take marks over, or take them back."""
    assignment, found, _ = read_grades(options)
    if sum(map(bool, (options.sheet or options.page, options.marks, options.undo))) != 1:
        raise UserError("give a file of marks to take over, or --sheet CSV or --page HTML to write one, or --undo")
    if options.undo:
        return _undo(options, assignment)
    if options.page:
        _write_pages(options, found, assignment)
    if options.sheet:
        _write_sheet(options.sheet, sheet(found, assignment, options.anonymous), found)
    if options.sheet or options.page:
        return 0
    whole = assignment_named(assignment.name)  # with what was dropped: it may come back, and its marks are kept
    rows = checked(_rows(options.marks, whole), found, whole)
    with Store(options.graded) as store:
        store.put_by_hand(assignment.name, rows)
    _, found = write_results(options.graded, assignment.name)
    left = sum(len(each.waiting) for each in found)
    say(f"{counted(len(rows), 'mark')} taken over; {left} still to be given.")
    return 0


def _undo(options, assignment):
    with Store(options.graded) as store:
        rows = store.undo_sheet(assignment.name)
    write_results(options.graded, assignment.name)
    say(f"{counted(len(rows), 'mark')} taken back:")
    for student, question, points in rows:
        say(f"  {student}, {question}: {points:g}")
    return 0


def _write_pages(options, found, assignment):
    with Store(options.graded) as store:
        work = store.work(assignment.name)
    for number, text in enumerate(marking_pages(found, assignment, work, options.anonymous), start=1):
        path = Path(options.page)
        path = path.with_stem(f"{path.stem}-{number}") if number > 1 else path
        write(path, text)
        say(f"to look at: {path}")


def _write_sheet(path, text, found):
    if Path(path).exists():
        raise UserError(f"{path} exists already and may have marks in it; give another name")
    write(path, f"{UTF_8}{text}")
    say(f"{counted(sum(len(each.waiting) for each in found), 'mark')} to fill in: {path}")


def _rows(path, assignment):
    if not path.endswith(".db"):
        return read_sheet(path)
    if not Path(path).is_file():
        raise UserError(f"there is no file {path}; give the path of nbgrader's gradebook.db")
    by_hand = {question.name for question in assignment.questions if question.by_hand}
    rows = [row for row in formgrader_marks(Path(path), assignment) if row[1] in by_hand]
    return [("gradebook", student, name, f"{points:.10g}", comment) for student, name, points, comment in rows]
