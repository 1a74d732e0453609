"""What happens after students have worked: `grade`, `mark`, `feedback`, `report`, `export`."""

from pathlib import Path

from sparsity_kit.grading import export as formats
from sparsity_kit.grading.actions import progress, task_of
from sparsity_kit.grading.box import available
from sparsity_kit.grading.by_hand import checked, read_sheet, sheet
from sparsity_kit.grading.feedback_page import feedback
from sparsity_kit.grading.grading import grade_folder
from sparsity_kit.grading.intake import read_due
from sparsity_kit.grading.nbgrader_course import formgrader_marks
from sparsity_kit.grading.release import write
from sparsity_kit.grading.sources import assignment_named
from sparsity_kit.grading.standing import chosen, standings
from sparsity_kit.grading.store import Store
from sparsity_kit.grading.terminal import UserError, counted, say, warn

GRADE = """\
Grade a folder of submissions. Each student's cells run in a box without network and files, and marks are given outside.

The folder may be as you downloaded and unpacked it: STUDENT/hw2.ipynb, nbgrader's submitted/STUDENT/hw2/hw2.ipynb,
STUDENT_hw2.ipynb, or the names that Canvas and Moodle give. Only students of the roster are graded; all other files,
missing and late work and copies are listed. Finished marks are kept in DIR/grades.sqlite at once: after an
interruption, the same command goes on where it stopped, and after new submissions it grades only those.

  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv
  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv --due 2026-10-01T23:59"""

MARK = """\
Take over marks that a person gave, for prose, pictures, and to overrule the grader.

MARKS is a CSV file with the columns student, question, points, comment, or nbgrader's gradebook.db. It is taken over
as a whole or not at all. --sheet writes such a file with everything that needs a person.

  sparsity-kit homework mark graded --sheet to_mark.csv
  sparsity-kit homework mark graded to_mark.csv
  sparsity-kit homework mark graded course/gradebook.db"""

FEEDBACK = """\
Write the students' feedback pages, DIR/feedback/STUDENT/hw2.html. `grade` and `mark` do it by themselves.

  sparsity-kit homework feedback graded"""

REPORT = """\
Draw the class picture: totals, questions, frequent mistakes, and what to look at.

It is in DIR/hw2-report.html, and the pictures alone are in DIR/hw2-report.png.

  sparsity-kit homework report graded"""

EXPORT = """\
Write the grades for another system. Whoever waits for a mark that a person gives is left blank (or out), and is
named; nobody gets a silent 0. Whoever handed nothing in is left blank too, unless you say --missing-as-zero.

With --template, a file that you downloaded from there (the gradebook of Canvas, the grading worksheet of Moodle) is
filled in, and everything else in it stays as it is.

  sparsity-kit homework export graded --to canvas
  sparsity-kit homework export graded --to canvas --template gradebook.csv --column "Homework 2 (4711)"
  sparsity-kit homework export graded --to moodle --template worksheet.csv"""


def grade(options):
    """Grade a folder; 0 also if some students are missing or flagged."""
    task = task_of(options, options.trusted)
    due = read_due(options.due) if options.due else None
    if not options.trusted and not options.dask and (reason := available()):
        raise UserError(f"nothing was graded: {reason}")
    if options.trusted:
        warn("Without a box: these submissions can read and change whatever you can.")
    out = Path(options.out)
    outcome = grade_folder(options.folder, task, out, due, options.workers, options.dask, progress)
    with Store(out) as store:
        found = standings(store, task.assignment.name)
    _write_feedback(out, found, task.assignment)
    _summary(outcome, found, out)
    return 0


def _summary(outcome, found, out):
    graded = counted(outcome.now, "submission")
    say(f"{graded} graded now, {outcome.before} before; marks in {out}, pages in {out}/feedback")
    for notice in outcome.notices:
        say(f"  {notice}")
    for each in found:
        if each.missing:
            say(f"  {each.student.student}: nothing handed in")
        elif each.flags:
            say(f"  {each.student.student}: {'; '.join(each.flags)}")
    if waiting := sum(len(each.waiting) for each in found):
        say(f"{counted(waiting, 'mark')} to be given by a person: sparsity-kit homework mark {out} --sheet to_mark.csv")


def _opened(options):
    """(store, assignment, standings) of a folder of grades."""
    with Store(options.graded) as store:
        name = chosen(store, options.assignment)
        return store.intake(name)[1], assignment_named(name), standings(store, name)


def _write_feedback(out, found, assignment):
    for each in found:
        if not each.missing:
            write(out / "feedback" / each.student.student / f"{assignment.name}.html", feedback(each, assignment))


def mark(options):
    """Write a sheet, or take marks over."""
    _, assignment, found = _opened(options)
    if bool(options.sheet) == bool(options.marks):
        raise UserError("give either a file of marks to take over, or --sheet CSV to write one")
    if options.sheet:
        if Path(options.sheet).exists():
            raise UserError(f"{options.sheet} exists already and may have marks in it; give another name")
        write(options.sheet, f"\ufeff{sheet(found, assignment)}")  # by this mark Excel knows that it is UTF-8
        say(f"{counted(sum(len(each.waiting) for each in found), 'mark')} to fill in: {options.sheet}")
        return 0
    rows = checked(_rows(options, assignment), found, assignment)
    with Store(options.graded) as store:
        store.put_by_hand(assignment.name, rows)
        found = standings(store, assignment.name)
    _write_feedback(Path(options.graded), found, assignment)
    left = sum(len(each.waiting) for each in found)
    say(f"{counted(len(rows), 'mark')} taken over; {left} still to be given.")
    return 0


def _rows(options, assignment):
    if not options.marks.endswith(".db"):
        return read_sheet(options.marks)
    if not Path(options.marks).is_file():
        raise UserError(f"there is no file {options.marks}")
    by_hand = {question.name for question in assignment.questions if question.by_hand}
    rows = [row for row in formgrader_marks(Path(options.marks), assignment) if row[1] in by_hand]
    return [("gradebook", student, name, f"{points:.10g}", comment) for student, name, points, comment in rows]


def feedback_pages(options):
    """Write all feedback pages."""
    _, assignment, found = _opened(options)
    _write_feedback(Path(options.graded), found, assignment)
    say(f"{counted(sum(not each.missing for each in found), 'page')} in {options.graded}/feedback")
    return 0


def class_report(options):
    """Write the class picture."""
    from sparsity_kit.grading.report import report

    notices, assignment, found = _opened(options)
    page, picture = report(found, assignment, notices)
    path = Path(options.graded) / f"{assignment.name}-report.html"
    write(path, page)
    write(path.with_suffix(".png"), picture)
    say(f"{path} and {path.with_suffix('.png')}")
    return 0


def export(options):
    """Write grades for another system, and name everybody who is left out of it."""
    _, assignment, found = _opened(options)
    missing = 0.0 if options.missing_as_zero else None
    name = f"{assignment.name}-{options.to}"
    if options.to == "gradescope":
        out = Path(options.out or Path(options.graded) / name)
        for each in found:
            if each.total is not None:
                write(out / each.student.student / "results.json", formats.gradescope_json(each, assignment))
    else:
        out = Path(options.out or Path(options.graded) / f"{name}.csv")
        write(out, _text(options, found, assignment, missing))
    say(f"{counted(sum(formats.score(each, missing) is not None for each in found), 'grade')} in {out}")
    for each in found:
        if each.missing and missing is None:
            warn(f"  {each.student.student} is left blank: nothing handed in")
        elif each.waiting:
            need = "needs" if len(each.waiting) == 1 else "need"
            warn(f"  {each.student.student} is left blank: {', '.join(each.waiting)} {need} a person")
    return 0


def _text(options, found, assignment, missing):
    if options.template is None:
        write_format = {"canvas": formats.canvas_csv, "moodle": formats.moodle_csv, "csv": formats.plain_csv}[
            options.to
        ]
        return write_format(found, assignment, missing)
    try:
        template = Path(options.template).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UserError(f"no template can be read from {options.template}; it is a CSV file in UTF-8") from None
    column = options.column or ("Grade" if options.to == "moodle" else assignment.title or assignment.name)
    text, absent = formats.filled_in(template, found, column, missing)
    if absent:
        warn(f"not in {options.template}: {', '.join(absent)}")
    return text
