"""\
Count and vet the variants that a class would get, before you release them.

Each question must be declared as it must, from its name to its points. Then for each: how many different sets of
numbers and how many different keys there are. Each variant must have a key that passes its own check, and no known
mistake may be right. The reference solutions are run in the box for a few variants, and must get full marks. What is
wrong is listed, and the exit status is then 1.

  sparsity-kit homework variants hw2 --secret term.key --roster class.csv
  sparsity-kit homework variants hw2 --secret term.key --roster class.csv --pool 8"""

from sparsity_kit.grading.commands.class_options import class_arguments, read_class
from sparsity_kit.grading.release.secret import tag
from sparsity_kit.grading.release.vetting import check_declared, check_solutions, vet_all
from sparsity_kit.grading.terminal import UserError, progress, say, some
from sparsity_kit.grading.workers import Workers, at_work
from sparsity_kit.printable import counted


def arguments(command):
    """What can be typed after `variants`."""
    command.add_argument("assignment", metavar="ASSIGNMENT", help="hw1, hw2, ...")
    class_arguments(command)
    command.add_argument(
        "--run",
        dest="solutions",
        type=int,
        default=1,
        metavar="N",
        help="run the solutions in the box for N (default 1)",
    )


def run(options):
    """Count and vet; 1 if anything is wrong."""
    handout, students = read_class(options)
    if options.solutions < 0:
        raise UserError(f"--run is a number of variants, at least 0, got {options.solutions}")
    check_declared(handout.assignment)
    groups = [*dict.fromkeys(handout.who(student.student) for student in students)]
    vetted = vet_all(handout, progress(groups, len(groups), "vetted"))
    different = f"{counted(len(students), 'student')}, {counted(len(groups), 'variant')}"
    say(f"{handout.assignment.name}, secret {tag(handout.secret)}: {different}")
    _say_counts(vetted)
    bad = [(each.question.name, problem, who) for each in vetted for problem, who in each.problems.items()]
    for name, problem, who in bad:
        say(f"  {name}: {problem} ({some(who, most=3)})")
    if not bad:
        _run_solutions(handout, groups[: options.solutions])
    return 1 if bad else 0


def _say_counts(vetted):
    width = max(len(each.question.name) for each in vetted)
    say(f"  {'question'.ljust(width)}  points  different numbers  different keys")
    for each in vetted:
        keys = "by hand" if each.question.by_hand else len(each.keys)
        say(f"  {each.question.name.ljust(width)}  {each.question.points:6g}  {len(each.givens):17}  {keys:>14}")


def _run_solutions(handout, groups):
    with at_work(Workers(), handout) as grade:
        for who in groups:
            check_solutions(grade, handout, who)
    if groups:
        say(f"The reference solutions get full marks for {', '.join(groups)}.")
