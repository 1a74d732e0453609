"""\
Show what the course has changed: Hake's normalised gain between the ten questions before it and the ten after it.

DIR/gain.html has the gain of the class and of each idea, which ideas did not move, what is believed in their place, and
the section of a lesson that mends it; DIR/gain.csv has the numbers. Only students who did both tests count; who did one
of them, or left everything blank in it, is named. With --anonymous, codes stand for students.

  sparsity-kit homework gain graded
  sparsity-kit homework gain graded --anonymous"""

from pathlib import Path

from sparsity_kit.grading.commands.grades_folder import counted_assignment
from sparsity_kit.grading.files import write
from sparsity_kit.grading.marks.gain import class_gain
from sparsity_kit.grading.marks.gain_page import gain_csv, gain_page, said, stuck
from sparsity_kit.grading.marks.standing import standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.tables import UTF_8
from sparsity_kit.grading.terminal import say

BEFORE, AFTER = "ideas1", "ideas2"


def arguments(command):
    """What can be typed after `gain`."""
    command.add_argument("graded", metavar="DIR", help="the folder that grade wrote, for both tests")
    command.add_argument("--anonymous", action="store_true", help="codes in place of names")


def run(options):
    """Write the page and the table."""
    with Store(options.graded) as store:
        assignments = [counted_assignment(store, name) for name in (BEFORE, AFTER)]
        gain = class_gain(*assignments, *(standings(store, name) for name in (BEFORE, AFTER)))
    path = Path(options.graded) / "gain.html"
    write(path, gain_page(gain, options.anonymous))
    write(path.with_suffix(".csv"), f"{UTF_8}{gain_csv(gain)}")
    say(said(gain))
    for each in stuck(gain):
        say(f"  {each.idea.name} did not move: see {each.where}")
    say(f"{path} and {path.with_suffix('.csv')}")
    return 0
