"""\
Draw the class picture: totals, questions, frequent mistakes, and what to look at.

It is in DIR/hw2-report.html, and the pictures alone are in DIR/hw2-report.png.

  sparsity-kit homework report graded"""

from pathlib import Path

from sparsity_kit.grading.commands.common import graded_arguments, read_grades
from sparsity_kit.grading.files import write
from sparsity_kit.grading.terminal import say

LINE = "draw the class picture"
arguments = graded_arguments


def run(options):
    """Write the class picture."""
    from sparsity_kit.grading.marks.report import report  # with Matplotlib, which no other command needs

    assignment, found, notices = read_grades(options)
    page, picture = report(found, assignment, notices)
    path = Path(options.graded) / f"{assignment.name}-report.html"
    write(path, page)
    write(path.with_suffix(".png"), picture)
    say(f"{path} and {path.with_suffix('.png')}")
    return 0
