"""\
Draw the class picture: totals, questions, frequent mistakes, and what to look at.

It is in DIR/hw2-report.html, the pictures alone in DIR/hw2-report.png, and every wrong answer that was given, counted
and beside its key, in DIR/hw2-wrong-answers.csv. All three are for you, and not for students.

  sparsity-kit homework report graded"""

from pathlib import Path

from sparsity_kit.grading.commands.grades_folder import graded_arguments, read_grades
from sparsity_kit.grading.files import write
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.marks.wrong_answers import unknown, wrong_answers, wrong_answers_csv
from sparsity_kit.grading.tables import UTF_8
from sparsity_kit.grading.terminal import say

arguments = graded_arguments


def run(options):
    """Write the class picture."""
    from sparsity_kit.grading.marks.report import report  # with Matplotlib, which no other command needs

    assignment, found, notices = read_grades(options)
    with Store(options.graded) as store:
        counts = wrong_answers(store.marks(assignment.name), assignment)
    page, picture = report(found, assignment, notices, unknown(counts))
    path = Path(options.graded) / f"{assignment.name}-report.html"
    write(path, page)
    write(path.with_suffix(".png"), picture)
    answers = path.with_name(f"{assignment.name}-wrong-answers.csv")
    write(answers, f"{UTF_8}{wrong_answers_csv(counts)}")
    say(f"{path}, {path.with_suffix('.png')} and {answers}")
    return 0
