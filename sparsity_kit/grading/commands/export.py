"""\
Write the grades for another system. Whoever waits for a mark that a person gives is left out, and named; nobody gets a
silent 0. Whoever handed nothing in is left out too, unless you say --missing-as-zero.

With --template, a file that you downloaded from there (the gradebook of Canvas, the grading worksheet of Moodle) is
filled in, and everything else in it stays as it is, also whom Canvas excuses; its full mark must be ours. For
Gradescope, which takes scores from autograders only, a zip to be uploaded as one: it shows the marks given here, and
runs nothing. `csv` has a row per student, `questions` a row per student and question.

  sparsity-kit homework export graded --to canvas
  sparsity-kit homework export graded --to canvas --template gradebook.csv --column "Homework 2 (4711)"
  sparsity-kit homework export graded --to moodle --template worksheet.csv
  sparsity-kit homework export graded --to questions"""

from codecs import BOM_UTF8
from pathlib import Path

from sparsity_kit.grading.commands.grades_folder import graded_arguments, read_grades, say_who_has_left
from sparsity_kit.grading.files import write
from sparsity_kit.grading.marks.export import FORMATS, score
from sparsity_kit.grading.marks.gradescope import gradescope_zip
from sparsity_kit.grading.marks.template import filled_in
from sparsity_kit.grading.tables import UTF_8, table_text
from sparsity_kit.grading.terminal import UserError, say, warn
from sparsity_kit.printable import counted

WITH_TEMPLATE = ("canvas", "moodle")
CURE = "write it into the roster, and run homework grade again, which reads the roster"


def arguments(command):
    """What can be typed after `export`."""
    graded_arguments(command)
    command.add_argument("--to", required=True, choices=[*FORMATS, "gradescope"], help="for which system")
    command.add_argument("--out", metavar="FILE", help="where to (default: beside the grades)")
    command.add_argument("--template", metavar="CSV", help="fill in this file, as downloaded from Canvas or Moodle")
    command.add_argument(
        "--column", metavar="NAME", help="the column to fill in (default: the assignment; Moodle: Grade)"
    )
    command.add_argument(
        "--missing-as-zero", action="store_true", help="0 for who handed nothing in, instead of no grade"
    )


def run(options):
    """Write grades for another system, and name everybody who is left out of it."""
    if options.column and not options.template:
        raise UserError(f"--column names a column of a --template, and there is none; got --column {options.column!r}")
    assignment, found, notices = read_grades(options)
    missing = 0.0 if options.missing_as_zero else None
    ending = "zip" if options.to == "gradescope" else FORMATS[options.to].ending
    out = Path(options.out or Path(options.graded) / f"{assignment.name}-{options.to}.{ending}")
    untouched: list[str] = []
    if options.template:
        untouched = _fill_in(options, found, assignment, missing, out)
    elif options.to == "gradescope":
        content, there = gradescope_zip(found, missing)
        write(out, content)
        say(f"{counted(len(there), 'grade')} in {out}")
        for each in found:
            if score(each, missing) is not None and each.student.student not in there:
                warn(f"  {each.student.student} is left out: the roster has no e-mail address; {CURE}")
    else:
        write(out, FORMATS[options.to].write(found, assignment, missing))
        say(f"{counted(sum(score(each, missing) is not None for each in found), 'grade')} in {out}")
    _name_the_others(options, found, missing)
    say_who_has_left(options.graded, assignment.name)
    if missing is not None:
        _name_the_zeros([each for each in found if each.student.student not in untouched], notices)
    return 0


def _fill_in(options, found, assignment, missing, out):
    """Fill in the template; the students who get nothing in it whatever they have here."""
    if options.to not in WITH_TEMPLATE:
        raise UserError(f"--template goes with {' or '.join(WITH_TEMPLATE)}, got --to {options.to}")
    template = table_text(options.template, "template")
    if Path(options.template).read_bytes().startswith(BOM_UTF8):
        template = UTF_8 + template  # as it was
    column = options.column or ("Grade" if options.to == "moodle" else assignment.title or assignment.name)
    filled = filled_in(template, found, assignment, column, missing)
    write(out, filled.text)
    say(f"{counted(filled.filled, 'grade')} filled in of {counted(filled.rows, 'row')}: {out}")
    if filled.absent:
        warn(f"not in {options.template}: {', '.join(filled.absent)}; if one is there under another name, {CURE}")
    if filled.excused:
        warn(f"excused there, and left so: {', '.join(filled.excused)}; for points, take away the EX")
    return filled.absent + filled.excused


def _name_the_zeros(found, notices):
    """Who gets 0, and the files of nobody, one of which may be theirs."""
    zeros = [each.student.student for each in found if each.missing]
    if zeros:
        warn(f"0 for who handed nothing in: {', '.join(zeros)}")
    if zeros and notices:
        warn("But these files are nobody's; look whether one is theirs before you upload:")
        for notice in notices:
            warn(f"  {notice}")


def _name_the_others(options, found, missing):
    has_blanks = options.to in FORMATS and FORMATS[options.to].blanks
    how = "left as it was" if options.template else "blank" if has_blanks else "left out"
    for each in found:
        if each.missing and missing is None:
            warn(f"  {each.student.student} is {how}: nothing handed in")
        elif each.unread:
            warn(f"  {each.student.student} is {how}: the file that was handed in could not be read")
        elif each.waiting:
            need = "needs" if len(each.waiting) == 1 else "need"
            warn(f"  {each.student.student} is {how}: {', '.join(each.waiting)} {need} a person")
