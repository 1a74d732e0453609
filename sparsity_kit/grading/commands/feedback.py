"""\
Write the students' feedback pages, DIR/feedback/STUDENT/hw2.html. `grade` and `mark` do it by themselves.

  sparsity-kit homework feedback graded"""

from sparsity_kit.grading.commands.common import graded_arguments, read_grades, write_results
from sparsity_kit.grading.terminal import counted, say

LINE = "write the students' feedback again"
arguments = graded_arguments


def run(options):
    """Write all feedback pages."""
    assignment, *_ = read_grades(options)
    _, found = write_results(options.graded, assignment.name)
    say(f"{counted(sum(not each.missing for each in found), 'page')} in {options.graded}/feedback")
    return 0
