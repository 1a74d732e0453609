"""What happens before students work: `secret`, `variants`, `release`."""

import contextlib
import csv
import io
from pathlib import Path

from sparsity_kit.grading.grading import Task, sing
from sparsity_kit.grading.nbgrader_course import write_course
from sparsity_kit.grading.release import as_text, released, write
from sparsity_kit.grading.roster import read_roster
from sparsity_kit.grading.secret import make_secret, read_secret, readable_by_others, tag
from sparsity_kit.grading.sources import assignment_named, source_notebook
from sparsity_kit.grading.terminal import UserError, counted, say, warn
from sparsity_kit.grading.vetting import vet_all

SECRET = """\
Make the secret of a term: random bytes in a new file that only you can read.

From it and the students' logins, all numbers of all variants are drawn, now and again when you grade. Keep the file
until the last regrade request is settled. Who has it can work out everybody's numbers. Do not put it into a repository.

  sparsity-kit homework secret term.key"""

VARIANTS = """\
Count and vet the variants that a class would get, before you release them.

For each question: how many different sets of numbers and how many different keys there are. Each variant must have a
key that passes its own check, and no known mistake may be right. The reference solutions are run in the box for a few
variants, and must get full marks. What is wrong is listed, and the exit status is then 1.

  sparsity-kit homework variants hw2 --secret term.key --roster class.csv
  sparsity-kit homework variants hw2 --secret term.key --roster class.csv --pool 8"""

RELEASE = """\
Write the notebooks for students: their own numbers, blanks for solutions, no outputs, no keys.

Without --pool each student has numbers of its own and a folder: released/STUDENT/hw2.ipynb. With --pool K there are K
notebooks, and released/hw2-handout.csv says who gets which. With --pool 1 all get the same. Give the same --pool when
you grade.

  sparsity-kit homework release hw2 --secret term.key --roster class.csv
  sparsity-kit homework release hw2 --secret term.key --roster class.csv --pool 1 --nbgrader --out course"""


def task_of(options, unprotected=False):
    """The Task of a command's options. A secret that others can read is warned about."""
    key, students = read_secret(options.secret), tuple(read_roster(options.roster))
    if options.pool is not None and options.pool < 1:
        raise UserError(f"--pool is the number of variants, at least 1, got {options.pool}")
    if readable_by_others(options.secret):
        warn(f"{options.secret} can be read by others on this machine; mend it: chmod 600 {options.secret}")
    name = options.assignment
    return Task(assignment_named(name), students, key, options.pool, unprotected)


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


def secret(options):
    """Make a secret."""
    made = make_secret(options.file)
    say(f"{options.file} has a new secret; its tag is {made}. Keep the file, and keep it to yourself.")
    return 0


def variants(options):
    """Count and vet; 1 if anything is wrong."""
    task = task_of(options)
    groups = [*dict.fromkeys(task.who(student.student) for student in task.students)]
    with progress(len(groups), "vetted") as step:
        vetted = vet_all(task.assignment, task.secret, groups, lambda each: _stepping(each, step))
    students, different = counted(len(task.students), "student"), counted(len(groups), "variant")
    say(f"{task.assignment.name}, secret {tag(task.secret)}: {students}, {different}")
    width = max(len(question.name) for question in task.assignment.questions)
    say(f"  {'question'.ljust(width)}  points  different numbers  different keys")
    for each in vetted:
        keys = "by hand" if each.question.by_hand else len(each.keys)
        say(f"  {each.question.name.ljust(width)}  {each.question.points:6g}  {len(each.givens):17}  {keys:>14}")
    bad = [(each.question.name, problem, who) for each in vetted for problem, who in each.problems.items()]
    for name, problem, who in bad:
        say(f"  {name}: {problem} ({', '.join(who[:3])}{', …' if len(who) > 3 else ''})")
    if bad:
        return 1
    _run_solutions(task, groups[: options.solutions])
    return 0


def _stepping(groups, step):
    for who in groups:
        yield who
        step()


def _run_solutions(task, groups):
    from sparsity_kit.grading.pool import pool

    with pool(-1) as run:
        for who in groups:
            sing(run, task, who)
    if groups:
        say(f"The reference solutions get full marks for {', '.join(groups)}.")


def release(options):
    """Write the notebooks."""
    task = task_of(options)
    notebook, out = source_notebook(task.assignment), Path(options.out)
    if options.nbgrader:
        if options.pool != 1:
            got = "none" if options.pool is None else options.pool
            raise UserError(f"nbgrader hands one notebook to all: with --nbgrader give --pool 1, got {got}")
        who = task.who(task.students[0].student)
        paths = write_course(out, notebook, task.assignment, task.variants(who), task.students, options.practice)
        say("\n".join(["Written:", *(f"  {path}" for path in paths)]))
        return 0
    groups = {student.student: task.who(student.student) for student in task.students}
    files: dict[str, Path] = {}
    with progress(len(set(groups.values())), "written") as step:
        for student, who in groups.items():
            if who not in files:
                folder = student if options.pool is None else who.replace(":", "-")
                files[who] = Path(folder) / f"{task.assignment.name}.ipynb"
                ready = released(notebook, task.assignment, task.variants(who), options.practice)
                write(out / files[who], as_text(ready))
                step()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [("student", "file"), *((student, files[who].as_posix()) for student, who in groups.items())]
    )
    handout = out / f"{task.assignment.name}-handout.csv"
    write(handout, text.getvalue())
    notebooks, students = counted(len(files), "notebook"), counted(len(groups), "student")
    say(f"{notebooks} for {students} in {out}; who gets which: {handout}")
    return 0
