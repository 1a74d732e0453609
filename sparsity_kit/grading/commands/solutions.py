"""\
Write solutions, after the deadline: each student's own notebook, solved, with the key and the reason of every question,
in DIR/STUDENT/hw2-solution.ipynb. Give the same --pool as when you released.

  sparsity-kit homework solutions hw2 --secret term.key --roster class.csv
  sparsity-kit homework solutions hw2 --secret term.key --roster class.csv --for ann"""

from pathlib import Path

from sparsity_kit.grading.commands.class_options import class_arguments, names_argument, read_class
from sparsity_kit.grading.files import write
from sparsity_kit.grading.intake.roster import check_known
from sparsity_kit.grading.release.pools import known_sizes, pools_file
from sparsity_kit.grading.release.solved_notebook import solved
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.release.student_notebook import as_text
from sparsity_kit.grading.terminal import progress, say, warn
from sparsity_kit.printable import counted


def arguments(command):
    """What can be typed after `solutions`."""
    command.add_argument("assignment", metavar="ASSIGNMENT", help="hw1, hw2, ...")
    class_arguments(command)
    names_argument(command, "--for", dest="whom", metavar="STUDENTS", help="for these alone: ann,bob")
    command.add_argument("--out", default="solutions", metavar="DIR", help="where to (default: solutions)")


def run(options):
    """Write the solved notebooks."""
    handout, students = read_class(options, after_release=True)
    _warn_of_another_pool(options.secret, handout)
    check_known(options.whom, students, options.roster)
    whom = options.whom or [student.student for student in students]
    notebook, out, name = source_notebook(handout.assignment), Path(options.out), handout.assignment.name
    for student in progress(whom, len(whom), "written"):
        ready = solved(notebook, handout.assignment, handout.variants(handout.who(student)))
        write(out / student / f"{name}-solution.ipynb", as_text(ready))
    say(f"{counted(len(whom), 'notebook')} with solutions in {out}: for after the deadline")
    return 0


def _warn_of_another_pool(secret, handout):
    """Of an assignment that was released with a pool, students would get solutions for numbers of nobody."""
    name, file = handout.assignment.name, pools_file(secret)
    sizes = known_sizes(file, name)
    if sizes and handout.pool not in sizes:
        released = " and ".join(f"--pool {size}" for size in sizes)
        got = "none" if handout.pool is None else handout.pool
        warn(f"{file} says that {name} was released with {released}, got {got}; give what it was released with")
