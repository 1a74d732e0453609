"""\
Write the grades for another system. Whoever waits for a mark that a person gives is left blank (or out), and is
named; nobody gets a silent 0. Whoever handed nothing in is left blank too, unless you say --missing-as-zero.

With --template, a file that you downloaded from there (the gradebook of Canvas, the grading worksheet of Moodle) is
filled in, and everything else in it stays as it is.

  sparsity-kit homework export graded --to canvas
  sparsity-kit homework export graded --to canvas --template gradebook.csv --column "Homework 2 (4711)"
  sparsity-kit homework export graded --to moodle --template worksheet.csv"""

from pathlib import Path

from sparsity_kit.grading.commands.common import graded_arguments, read_grades
from sparsity_kit.grading.files import write
from sparsity_kit.grading.marks.export import FORMATS, gradescope_json, score
from sparsity_kit.grading.marks.template import filled_in
from sparsity_kit.grading.tables import table_text
from sparsity_kit.grading.terminal import counted, say, warn

LINE = "write grades for another system"


def arguments(command):
    """What can be typed after `export`."""
    graded_arguments(command)
    command.add_argument("--to", required=True, choices=[*FORMATS, "gradescope"], help="for which system")
    command.add_argument("--out", metavar="FILE", help="where to; a folder for gradescope (default: beside the grades)")
    command.add_argument("--template", metavar="CSV", help="fill in this file, as downloaded from Canvas or Moodle")
    command.add_argument(
        "--column", metavar="NAME", help="the column to fill in (default: the assignment; Moodle: Grade)"
    )
    command.add_argument(
        "--missing-as-zero", action="store_true", help="0 for who handed nothing in, instead of a blank"
    )


def run(options):
    """Write grades for another system, and name everybody who is left out of it."""
    assignment, found, _ = read_grades(options)
    missing = 0.0 if options.missing_as_zero else None
    name = f"{assignment.name}-{options.to}"
    if options.to == "gradescope":
        out = Path(options.out or Path(options.graded) / name)
        for each in found:
            if each.total is not None:
                write(out / each.student.student / "results.json", gradescope_json(each, assignment))
    else:
        ending, as_text = FORMATS[options.to]
        out = Path(options.out or Path(options.graded) / f"{name}{ending}")
        fresh = options.template is None
        write(out, as_text(found, assignment, missing) if fresh else _filled(options, found, assignment, missing))
    say(f"{counted(sum(score(each, missing) is not None for each in found), 'grade')} in {out}")
    for each in found:
        if each.missing and missing is None:
            warn(f"  {each.student.student} is left blank: nothing handed in")
        elif each.waiting:
            need = "needs" if len(each.waiting) == 1 else "need"
            warn(f"  {each.student.student} is left blank: {', '.join(each.waiting)} {need} a person")
    return 0


def _filled(options, found, assignment, missing):
    """The template with the grades in it."""
    template = table_text(options.template, "template")
    column = options.column or ("Grade" if options.to == "moodle" else assignment.title or assignment.name)
    text, absent = filled_in(template, found, column, missing)
    if absent:
        warn(f"not in {options.template}: {', '.join(absent)}")
    return text
