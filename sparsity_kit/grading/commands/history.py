"""\
Show how a student's marks came about: every mark that the grader or a person ever gave, with the file, the cell, the
question and the grader that it depends on, each change of what counts, with its reason, and what counts now.

  sparsity-kit homework history graded ann
  sparsity-kit homework history graded ann --question hw2-kink"""

from sparsity_kit.grading.commands.grades_folder import graded_arguments, read_grades
from sparsity_kit.grading.intake.roster import check_known
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.release.sources import question_named
from sparsity_kit.grading.terminal import one_line, say


def arguments(command):
    """What can be typed after `history`."""
    graded_arguments(command)
    command.add_argument("student", metavar="STUDENT", help="a login of the roster")
    command.add_argument("--question", metavar="NAME", help="this question alone")


def run(options):
    """Print the history of a student."""
    assignment, found, _ = read_grades(options, also_older=True)
    check_known([options.student], [each.student for each in found], "the roster")
    standing = next(each for each in found if each.student.student == options.student)
    if options.question:
        question_named(assignment, options.question)
    with Store(options.graded) as store:
        marks = store.every_mark(assignment.name, options.student)
        changes = [each for each in store.changes(assignment.name) if each.student == options.student]
    say("Marks:")
    for at, question, points, who, depends, message in marks:
        if options.question in (None, question):
            given = "no points yet" if points is None else f"{points:g} point{'s' * (points != 1)}"
            say(one_line(f"  {at}  {question}: {given} by {who} ({depends}): {message}"))
    say("Changes of what counts:")
    for each in changes:
        if options.question in (None, each.question):
            say(one_line(f"  {each.at}  {each}"))
    _say_what_counts(standing, options.question)
    return 0


def _say_what_counts(standing, question):
    say("What counts:")
    for mark in standing.marks:
        if question in (None, mark.question):
            points = "no points yet" if mark.points is None else f"{mark.points:g} of {mark.full:g}"
            how = "marked by a person" if mark.by_hand else mark.status
            say(one_line(f"  {mark.question}: {points}, {how}: {mark.message}"))
    if standing.missing:
        say("  nothing was handed in")
    elif question is None:
        final = "so far" if standing.waiting else "in all"
        say(f"  {standing.so_far:g} of {standing.full:g} points {final}")
