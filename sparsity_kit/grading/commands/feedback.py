"""\
Write the students' feedback pages again, or pack them for Canvas or Moodle. They are in DIR/feedback/STUDENT/hw2.html,
and `grade` and `mark` write them by themselves.

With --zip, they are packed as well, under the names that take them back: Canvas at "Re-Upload Submissions", Moodle at
"Upload multiple feedback files in a zip". These names are those of the files that you downloaded there and graded.

  sparsity-kit homework feedback graded
  sparsity-kit homework feedback graded --zip canvas
  sparsity-kit homework feedback graded --zip moodle"""

from pathlib import Path

from sparsity_kit.grading.commands.grades_folder import graded_arguments, read_grades, write_results
from sparsity_kit.grading.files import write, zipped
from sparsity_kit.grading.marks.feedback import NAMES, feedback
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.terminal import UserError, say, warn
from sparsity_kit.printable import counted


def arguments(command):
    """What can be typed after `feedback`."""
    graded_arguments(command)
    command.add_argument("--zip", choices=[*NAMES], help="pack the pages for this system")


def run(options):
    """Write all feedback pages."""
    assignment, *_ = read_grades(options, also_older=True)
    assignment, found = write_results(options.graded, assignment.name)
    say(f"{counted(sum(not each.missing for each in found), 'page')} in {options.graded}/feedback")
    if options.zip:
        _pack(options, found, assignment)
    return 0


def _pack(options, found, assignment):
    """Pack the pages of all whose file came from there; the others are named. Raises UserError if there is none."""
    with Store(options.graded) as store:
        files = {student: each.file for student, each in store.submissions(assignment.name).items()}
    name = NAMES[options.zip]
    there = {each.student.student: each for each in found if not each.missing}
    names = {student: name(files[student], assignment.name) for student in there}
    pages = {given: feedback(there[student], assignment) for student, given in names.items() if given}
    if not pages:
        raise UserError(f"no graded file has a name that {options.zip} gave it: grade the files as you downloaded them")
    path = Path(options.graded) / f"{assignment.name}-feedback-{options.zip}.zip"
    write(path, zipped(pages))
    say(f"{counted(len(pages), 'page')} in {path}")
    for student in (student for student, given in names.items() if not given):
        known_by = files[student] or "what may be its file"
        warn(f"  {student} is left out: {known_by} has no name that {options.zip} gave it")
