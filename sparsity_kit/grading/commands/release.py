"""\
Write the notebooks for students: their own numbers, blanks for solutions, no outputs, no keys.

Without --pool each student has numbers of its own and a folder: released/STUDENT/hw2.ipynb. With --pool K there are K
notebooks, shared out evenly, and released/hw2-handout.csv says who gets which; it is remembered beside the secret, so
that nobody's changes when others join the class. With --pool 1 all get the same. Give the same --pool when you grade.

  sparsity-kit homework release hw2 --secret term.key --roster class.csv
  sparsity-kit homework release hw2 --secret term.key --roster class.csv --pool 1 --nbgrader --out course"""

from pathlib import Path

from sparsity_kit.grading.commands.class_options import class_arguments, read_class
from sparsity_kit.grading.files import write
from sparsity_kit.grading.release.handout import is_untouched
from sparsity_kit.grading.release.nbgrader_course import write_course
from sparsity_kit.grading.release.pools import keep_pools, pools_file
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.release.student_notebook import as_text, released
from sparsity_kit.grading.release.vetting import check_declared
from sparsity_kit.grading.tables import csv_text
from sparsity_kit.grading.terminal import UserError, progress, say
from sparsity_kit.printable import counted


def arguments(command):
    """What can be typed after `release`."""
    command.add_argument("assignment", metavar="ASSIGNMENT", help="hw1, hw2, ...")
    class_arguments(command)
    command.add_argument("--out", default="released", metavar="DIR", help="where to (default: released)")
    command.add_argument("--practice", action="store_true", help="let check cells say right or wrong at once")
    command.add_argument("--nbgrader", action="store_true", help="a course folder for nbgrader; needs --pool 1")


def run(options):
    """Write the notebooks."""
    handout, students = read_class(options)
    check_declared(handout.assignment)
    notebook, out = source_notebook(handout.assignment), Path(options.out)
    if options.nbgrader:
        return _for_nbgrader(out, notebook, handout, students, options.practice)
    name = handout.assignment.name
    groups = {student.student: handout.who(student.student) for student in students}
    files: dict[str, Path] = {}
    for student, who in groups.items():
        folder = student if handout.pool is None else who.replace(":", "-")
        files.setdefault(who, Path(folder) / f"{name}.ipynb")
    _refuse_to_overwrite({who: out / file for who, file in files.items()}, handout)
    if handout.dealt:  # first: of a release that is interrupted, notebooks may be handed out as well
        keep_pools(pools_file(options.secret), name, handout.pool, handout.dealt)
    for who, file in progress(files.items(), len(files), "written"):
        write(out / file, as_text(released(notebook, handout.assignment, handout.variants(who), options.practice)))
    listed = out / f"{name}-handout.csv"
    rows = [(student, files[who].as_posix()) for student, who in groups.items()]
    write(listed, csv_text([("student", "file"), *rows]))
    notebooks = f"{counted(len(files), 'notebook')} for {counted(len(groups), 'student')}"
    say(f"{notebooks} in {out}; who gets which: {listed}")
    return 0


def _refuse_to_overwrite(files, handout):
    """Raises UserError if a notebook that is there is not as it was released: it may be a student's, handed in."""
    there = {who: path for who, path in files.items() if path.is_file()}
    if touched := [path for who, path in there.items() if not is_untouched(path.read_bytes(), handout, who)]:
        what = "is not as it was released, and may have answers in it"
        raise UserError(f"nothing was written: {touched[0]} {what}; give another folder with --out")


def _for_nbgrader(out, notebook, handout, students, practice):
    if handout.pool != 1:
        got = "none" if handout.pool is None else handout.pool
        raise UserError(f"nbgrader hands one notebook to all: with --nbgrader give --pool 1, got {got}")
    variants = handout.variants(handout.who(students[0].student))
    paths = write_course(out, notebook, handout.assignment, variants, students, practice)
    say("\n".join(["Written:", *(f"  {path}" for path in paths)]))
    return 0
