"""No attack gains a point, costs another question's mark, leaves anything behind, or ends without a sentence."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hostile import (
    BREAKS,
    ENDS,
    FOOLS,
    FUNCTIONS,
    HANGING_LIES,
    HANGS,
    LEFT,
    LIES,
    LOOKS,
    MANY_THREADS,
    REACHES,
    REPOSITORY,
    WRITES,
    readable,
    unless_refused,
)  # fmt: skip
from outside import NOT_TRIED
from toy import GIVEN, RIGHT, TOY, VARIANTS, code, data, notebook

from sparsity_kit.grading import grade_submission
from sparsity_kit.grading.box import bubblewrap
from sparsity_kit.grading.box.channel import Channel
from sparsity_kit.grading.box.observed import Observed
from sparsity_kit.grading.box.runs import Plan
from sparsity_kit.grading.box.session import run_once
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.notebook import Cell

SHORT = replace(LIMITS, cell_seconds=8, call_seconds=4, cpu_seconds=6, memory_bytes=800_000_000)
HASTY = replace(SHORT, cell_seconds=2, call_seconds=1.5)
SECRET = "a secret of the grader"
FULL = {question.name: question.points for question in TOY.questions if not question.by_hand}


@pytest.fixture(autouse=True)
def guarded(box, monkeypatch):
    """A secret in the grader's environment; afterwards no process and no file is left."""
    monkeypatch.setenv("GRADER_SECRET", SECRET)
    yield
    assert processes_left(os.getpid()) == []
    assert files_left() == []


def processes_of(grader):
    """The command lines of the boxes that a process has made."""
    return [line for line in map(command_line, Path("/proc").glob("[0-9]*")) if f"grader={grader}" in line]


def processes_left(grader):
    """Those that are still there a moment later."""
    for _ in range(100):
        if not processes_of(grader):
            break
        time.sleep(0.02)
    return processes_of(grader)


def command_line(process):
    try:
        return (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def files_left():
    folders = [Path(tempfile.gettempdir()), Path("/dev/shm"), Path.home(), Path("/"), REPOSITORY]
    kit = [*REPOSITORY.glob(f"sparsity_kit/**/{LEFT}*"), *Path(np.__file__).parent.glob(f"{LEFT}*")]
    return [path for folder in folders for path in folder.glob(f"{LEFT}*")] + kit


def grade(cells, limits=SHORT):
    graded = grade_submission(TOY, data(cells), VARIANTS, limits)
    assert [mark.question for mark in graded.marks] == [question.name for question in TOY.questions]
    told = " ".join([*(mark.message for mark in graded.marks), *graded.flags])
    hidden = [repr(argument) for case in VARIANTS["q-soft"].kind.cases for argument in case]
    assert SECRET not in told and not any(each in told for each in hidden if len(each) > 3)
    return {mark.question: mark for mark in graded.marks}


def gains_nothing(marks, *attacked):
    """The attacked questions have no points and a sentence; the others have all of theirs."""
    for name, mark in marks.items():
        if name in attacked:
            assert mark.status != "right" and not mark.points and len(mark.message) > 12, mark
        elif name in FULL:
            assert (mark.points, mark.status) == (FULL[name], "right"), mark


def named(cases):
    return pytest.mark.parametrize("source", cases.values(), ids=list(cases))


def is_refused(cell):
    """The cell runs to its end, with the error that it names or without one, and has not won."""
    marks = grade(notebook(slope=cell))
    gains_nothing(marks, "q-slope")
    assert marks["q-slope"].status == "wrong", marks["q-slope"]


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """What comes of the attacks where there is no box."""
    folder = tmp_path_factory.mktemp("outside")
    program = [sys.executable, str(Path(__file__).with_name("outside.py")), str(folder)]
    environment = os.environ | {"GRADER_SECRET": SECRET, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=300)
    shutil.rmtree(folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", [*LOOKS, *REACHES, *WRITES, "threads"])
def test_outside_the_box_the_attack_succeeds(name, outside):
    """So it is the box that refuses it, and not a mistake in the attack."""
    if outside[name] == NOT_TRIED:
        pytest.skip("only root can try it, or a kernel with such sockets")
    assert outside[name] == "won"


def test_an_attack_with_a_mistake_is_not_taken_for_a_refusal():
    cell = unless_refused("open(no_such_name)", "True", refused=("EROFS",))
    assert grade(notebook(slope=cell))["q-slope"].status == "unreadable"


@named(LOOKS)
def test_nothing_of_the_grader_is_seen(source):
    is_refused(source)


def test_what_lies_beside_python_is_seen_so_that_it_has_to_be_known(tmp_path, monkeypatch):
    """Where the folder of the term is the environment itself, the box binds it, secret and all."""
    (tmp_path / "term.key").touch()
    tmp_path.chmod(0o755)  # in a box that root has made, students' code is another user
    cell = readable(tmp_path / "term.key")
    assert bubblewrap.bound_with(tmp_path / "term.key") is None
    is_refused(cell)
    folders = [*bubblewrap.prefixes(), str(tmp_path)]
    monkeypatch.setattr(bubblewrap, "prefixes", lambda: folders)
    assert grade(notebook(slope=cell))["q-slope"].status == "right"
    assert bubblewrap.bound_with(tmp_path / "term.key") == str(tmp_path)
    assert bubblewrap.bound_with("/usr/local/term.key") == "/usr" and bubblewrap.bound_with(np.__file__) is not None


@named(REACHES)
@pytest.mark.parametrize("style", ["root", "user"])
def test_nothing_outside_is_reached(style, source, monkeypatch):
    if os.geteuid() == 0:  # root can make both styles of boxes, others one
        monkeypatch.setattr("sparsity_kit.grading.box.process.style_of_boxes", lambda: style)
    is_refused(source)


def test_the_number_of_threads_is_limited():
    is_refused(MANY_THREADS)


@named(WRITES)
def test_nothing_is_written(source):
    is_refused(source)


@pytest.mark.parametrize(("end", "name"), [(end, name) for end, names in ENDS.items() for name in names])
def test_a_cell_that_breaks_the_box_costs_its_own_question(end, name):
    marks = grade(notebook(slope=BREAKS[name]))
    gains_nothing(marks, "q-slope")
    assert end in marks["q-slope"].message


def test_every_way_to_break_is_tried():
    assert sorted(BREAKS) == sorted([*HANGS, *(name for names in ENDS.values() for name in names)])


@named({name: BREAKS[name] for name in HANGS})
def test_a_cell_that_hangs_costs_its_own_question(source):
    marks = grade(notebook(slope=source), HASTY)
    gains_nothing(marks, "q-slope")
    assert "did not end within" in marks["q-slope"].message or "RecursionError" in marks["q-slope"].message


@named(LIES)
def test_a_value_that_lies_is_not_right(source):
    gains_nothing(grade(notebook(slope=source)), "q-slope")


@pytest.mark.parametrize("name", FOOLS)
def test_a_lie_fools_who_compares_what_the_student_made(name):
    scope = {"np": np, **GIVEN["q-slope"]}
    exec(LIES[name], scope)
    assert FOOLS[name](scope["slope"], VARIANTS["q-slope"].key, GIVEN["q-slope"])


@named(HANGING_LIES)
def test_a_value_that_hangs_costs_its_own_question(source):
    name, source = source
    gains_nothing(grade(notebook(**{name: source}), HASTY), f"q-{name}")


@named(FUNCTIONS)
def test_a_function_that_cheats_is_not_right(source):
    gains_nothing(grade(notebook(soft=source)), "q-soft")


def test_what_a_function_was_asked_is_told_to_nobody():
    """The arguments of a call are known to the student's code, and to nothing of it that is shown."""
    marks = grade([
        code("import numpy as np\ncalls = []"),
        code("def soft(v, t):\n    calls.append((v, t))\n    return 0", "q-soft"),
        code("slope = f'the calls are {calls}'", "q-slope"),
        code("raise ValueError(f'the calls are {calls}')", "q-line"),
    ])  # fmt: skip
    assert "the calls are []" in marks["q-slope"].message and "the calls are []" in marks["q-line"].message


def test_a_forged_list_of_figures_is_not_kept():
    """A reply of a megabyte may have 300,000 objects, 25 MB in the grader, and a notebook has 300 cells."""
    takes_over = (
        "import sys\nclass Forged:\n    axes = [0, 0]\n"
        "sys.modules['execute'].run = lambda *a: (None, [Forged] * 100_000, None)\n"
        "sys.modules['pictures'].taken = lambda figures: [{'width': 1, 'height': 1, 'pixels': '<svg/>'}] * 9"
    )
    observed, pictures = Observed(), frozenset({"q-essay"})
    cells = [Cell(0, "code", takes_over, ""), Cell(1, "code", "1", ""), Cell(2, "code", "2", "q-essay")]
    assert run_once(cells, Plan({}, pictures, SHORT, time.monotonic() + 60, partial(Channel, SHORT)), observed)
    assert observed.figures == {2: [2] * 100} and observed.pictures == {2: []}


def test_a_forger_who_knew_the_numbers_of_requests_would_win(monkeypatch):
    """The only wall is that nobody can guess them."""
    monkeypatch.setattr("sparsity_kit.grading.box.channel.secrets.randbits", lambda bits: 0)
    graded = grade_submission(TOY, data(notebook(slope=LIES["a forged reply"])), VARIANTS, SHORT)
    assert graded.marks[0].status == "right"


FULL_OF = {"/tmp": "empty files", "/dev/shm": "folders", ".": "links"}
MAKES = {
    "empty files": "os.close(os.open(name, os.O_CREAT))",
    "folders": "os.mkdir(name)",
    "links": "os.symlink('x', name)",
}


@pytest.mark.parametrize("place", FULL_OF)
def test_files_without_a_byte_cost_the_question_that_makes_them(place):
    """Each takes a kilobyte of the machine's memory, which no limit on a process or on the size of a folder counts."""
    makes = f"n = 0\nwhile True:\n    name, n = f'{place}/{{n}}', n + 1\n    {MAKES[FULL_OF[place]]}"
    marks = grade(notebook(slope=f"import os\n{makes}"), replace(SHORT, names=3000))
    gains_nothing(marks, "q-slope")
    assert "makes more than 3000 files" in marks["q-slope"].message


def test_files_in_the_usual_number_cost_nothing():
    makes = "import os\nfor n in range(2000):\n    os.close(os.open(f'/tmp/{n}', os.O_CREAT))"
    gains_nothing(grade(notebook(slope=f"{makes}\nslope = 2 * a * b"), replace(SHORT, names=3000)))


def test_every_question_is_attacked_at_once():
    sources = dict(slope="import os; os._exit(0)", line=LIES["a forged reply"], shrunk="raise SystemExit", soft="1/0")
    gains_nothing(grade(notebook(**sources)), *FULL)


def test_a_process_that_dies_later_costs_its_own_question():
    """The cell ends well; its thread ends the program while the next one runs."""
    later = "import os, threading\nthreading.Timer(0.3, os._exit, (0,)).start()\nslope = 0"
    wait = "import time\ntime.sleep(0.6)\n"
    gains_nothing(grade(notebook(slope=later, line=wait + RIGHT["q-line"])), "q-slope")


def test_a_right_answer_stays_right_beside_what_it_does():
    """What harms nobody else costs nothing: a mark is for the answer alone."""
    source = RIGHT["q-slope"] + "\nimport sys, os\nprint('x' * 10**7)\nos.closerange(0, 3)\nsys.exit()"
    assert grade(notebook(slope=source))["q-slope"].status == "right"


def test_what_is_not_reached_in_time_needs_a_person():
    slow = {name: f"import time\ntime.sleep(0.5)\n{RIGHT[f'q-{name}']}" for name in ("slope", "line", "shrunk", "soft")}
    marks = grade(notebook(**slow), replace(SHORT, notebook_seconds=1.2))
    assert marks["q-slope"].status == "right" and marks["q-soft"].status == "needs a person"
    assert "the notebook used up its time" in marks["q-soft"].message


def test_nothing_is_left_when_the_grader_is_killed(tmp_path):
    (tmp_path / "handed in.ipynb").write_bytes(data(notebook(slope="import time\nwhile True: time.sleep(1)")))
    script = (
        "import sys; from pathlib import Path; from toy import TOY, VARIANTS; from sparsity_kit.grading import *; "
        "grade_submission(TOY, Path(sys.argv[1]).read_bytes(), VARIANTS)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "handed in.ipynb")]
    grader = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)})
    while not processes_of(grader.pid):
        time.sleep(0.02)
    time.sleep(0.5)
    grader.kill()
    grader.wait()
    assert processes_left(grader.pid) == []
