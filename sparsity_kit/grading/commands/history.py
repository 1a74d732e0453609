"""\
Show how a student's marks came about: every mark that the grader or a person ever gave, with the file, the cell, the
question and the grader that it depends on, and each change of what counts, with its reason.

  sparsity-kit homework history graded ann
  sparsity-kit homework history graded ann --question hw2-kink"""

from sparsity_kit.grading.commands.common import graded_arguments, read_grades
from sparsity_kit.grading.marks.changes_table import change_said
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.terminal import UserError, one_line, say

LINE = "show how a student's marks came about"


def arguments(command):
    """What can be typed after `history`."""
    graded_arguments(command)
    command.add_argument("student", metavar="STUDENT", help="a login of the roster")
    command.add_argument("--question", metavar="NAME", help="this question alone")


def run(options):
    """Print the history of a student."""
    assignment, found, _ = read_grades(options)
    if options.student not in [each.student.student for each in found]:
        raise UserError(f"{options.student} is not in the roster")
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
            say(one_line(f"  {each.at}  {change_said(each)}"))
    return 0
