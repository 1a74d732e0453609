"""nbgrader takes our course folder, makes the same notebooks of it, runs nobody's code, and its marks come back."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import toy_class
from jsonschema import Draft4Validator
from test_release import SECRET, scan
from toy_class import ASSIGNMENT

from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import all_for_a_person
from sparsity_kit.grading.marks.by_hand import checked
from sparsity_kit.grading.marks.standing import Standing
from sparsity_kit.grading.release.blanks import checksum
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.release.nbgrader_course import formgrader_marks, write_course

ANN = Student("ann", "Smith, Ann", "ann@x.org")
NBGRADER = pytest.importorskip("nbgrader", reason="nbgrader is not installed")
VARIANTS = Handout(ASSIGNMENT, SECRET).variants("pool:1")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """(folder, our release): a course folder after nbgrader has handed out, collected and graded in it."""
    folder = tmp_path_factory.mktemp("nbgrader")
    course, mine = folder / "course", folder / "mine.ipynb"
    write_course(course, toy_class.notebook(), ASSIGNMENT, VARIANTS, [ANN], practice=False)
    ours = read(course / "release" / "toy" / "toy.ipynb")
    mine.write_text(json.dumps(ours), encoding="utf-8")
    toy_class.answered(mine, toy_imports=f"open({str(folder / 'ran')!r}, 'w')")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # nbgrader calls alembic
    command = [sys.executable, str(Path(__file__).with_name("nbgrader_chain.py")), str(course), str(mine)]
    result = subprocess.run(command, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
    return folder, ours


def test_the_metadata_is_nbgraders(chain):
    schema = read(Path(NBGRADER.__file__).parent / "nbgraderformat" / "v3.json")
    for notebook in (chain[1], read(chain[0] / "course" / "source" / "toy" / "toy.ipynb")):
        for cell in notebook["cells"]:
            assert [*Draft4Validator(schema).iter_errors(cell["metadata"]["nbgrader"])] == []


def test_nbgrader_makes_the_same_of_our_source_as_we_do(chain):
    theirs = read(chain[0] / "course" / "release" / "toy" / "toy.ipynb")
    texts = [["".join(cell["source"]).split() for cell in notebook["cells"]] for notebook in (chain[1], theirs)]
    assert texts[0] == texts[1]
    assert scan(theirs, toy_class.notebook(), VARIANTS) == []
    for cell in copy.deepcopy(theirs["cells"]):
        assert checksum(cell) == cell["metadata"]["nbgrader"]["checksum"]


def test_nbgrader_did_not_run_what_the_student_wrote(chain):
    folder, _ = chain
    assert (folder / "course" / "autograded" / "ann" / "toy" / "toy.ipynb").is_file()
    assert not (folder / "ran").exists()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_marks_come_back_from_formgrader(chain):
    rows = formgrader_marks(chain[0] / "course" / "gradebook.db", ASSIGNMENT)
    assert rows == [("ann", "toy-essay", 4.0, "=Says why.")]
    standing = Standing(ANN, all_for_a_person(ASSIGNMENT, "Not yet.").marks)
    taken = checked([("gradebook", "ann", "toy-essay", "4", "=Says why.")], [standing], ASSIGNMENT)
    assert taken == [("ann", "toy-essay", 4.0, "=Says why.")]
