"""\
Drop a question that was bad: it counts for nobody, and the full mark is lower. With --points-to-all, everybody who has
handed something in has all its points instead. Totals, pages, report and export follow; --undo brings it back.

  sparsity-kit homework drop hw2 hw2-kink
  sparsity-kit homework drop hw2 hw2-kink --points-to-all
  sparsity-kit homework drop hw2 hw2-kink --undo"""

from sparsity_kit.grading.commands.grades_folder import write_results
from sparsity_kit.grading.marks.standing import standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release.sources import assignment_named, question_named
from sparsity_kit.grading.terminal import UserError, say


def arguments(command):
    """What can be typed after `drop`."""
    command.add_argument("assignment", metavar="ASSIGNMENT", help="hw1, hw2, ...")
    command.add_argument("question", metavar="QUESTION", help="its name, as in hw2-kink")
    command.add_argument("--graded", default="graded", metavar="DIR", help="the folder of grades (default: graded)")
    command.add_argument("--points-to-all", action="store_true", help="everybody has its points")
    command.add_argument("--undo", action="store_true", help="the question counts again")


def run(options):
    """Drop a question, or bring it back."""
    assignment, name = assignment_named(options.assignment), options.question
    question_named(assignment, name)
    with Store(options.graded) as store:
        standings(store, assignment.name)  # says it if the assignment was never graded
        now = store.dropped(assignment.name).get(name)
        if options.undo and now is None:
            raise UserError(f"{name} is not dropped, so there is nothing to undo; to drop it, leave out --undo")
        if not options.undo and now == options.points_to_all:
            raise UserError(f"{name} is dropped like this already; to bring it back: --undo")
        if options.undo:
            store.undo_drop(assignment.name, name)
        else:
            store.drop(assignment.name, name, options.points_to_all)
    counted, _ = write_results(options.graded, assignment.name)
    what = "counts again" if options.undo else "has full points for all" if options.points_to_all else "is dropped"
    say(f"{name} {what}; {assignment.name} is out of {counted.points:g} points. Upload the grades again.")
    return 0
