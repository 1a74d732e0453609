"""The box's parts by themselves: system calls, the channel, and what happens where no box can be made."""

import errno
import re
import struct
import subprocess
from pathlib import Path

import pytest
from toy import TOY, VARIANTS, data, notebook

from sparsity_kit.grading import NoBox, available, grade_submission
from sparsity_kit.grading.box import bubblewrap, trial
from sparsity_kit.grading.box import cache as caches
from sparsity_kit.grading.box.channel import Channel, Gone
from sparsity_kit.grading.box.inside import limit
from sparsity_kit.grading.box.observed import Observed, Value
from sparsity_kit.grading.box.runs import _may_gain
from sparsity_kit.grading.box.session import CannotRun
from sparsity_kit.grading.box.syscalls import _CALLS, seccomp_program
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.notebook import Cell

ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED = 0


def decide(machine, number, *arguments, arch=None):
    """What the filter says to a call, by classic BPF's rules: 0, or the error."""
    words = [number, ARCH[machine] if arch is None else arch, 0, 0]
    for argument in (*arguments, *[0] * 6)[:6]:
        words += [argument & 0xFFFFFFFF, argument >> 32]
    program = list(struct.iter_unpack("=HBBI", seccomp_program(machine)))
    step = value = 0
    while True:
        operation, yes, no, operand = program[step]
        if operation == 0x06:
            return operand & 0xFFFF if operand != 0x7FFF0000 else ALLOWED
        if operation == 0x20:
            value = words[operand // 4]
            step += 1
            continue
        step += 1 + (yes if {0x15: value == operand, 0x35: value >= operand, 0x45: value & operand}[operation] else no)


CLONE = {"x86_64": 56, "aarch64": 220}
THREAD = 0x3D0F00  # the flags with which the C library makes a thread


@pytest.mark.parametrize("machine", ARCH)
def test_threads_are_allowed_and_processes_refused(machine):
    assert decide(machine, CLONE[machine], THREAD) == ALLOWED
    for flags in (17, 0, 0x4111, 0x10000000):  # fork, nothing, vfork, a user namespace
        assert decide(machine, CLONE[machine], flags) == errno.EPERM
    assert decide(machine, 435) == errno.ENOSYS
    assert decide(machine, {"x86_64": 0, "aarch64": 63}[machine]) == ALLOWED  # read


def test_the_older_ways_to_fork_are_refused():
    assert decide("x86_64", 57) == decide("x86_64", 58) == errno.EPERM
    assert decide("x86_64", 0x40000000 + 56, THREAD) == errno.EPERM
    assert decide("x86_64", 57, arch=0x40000003) == errno.EPERM  # the calls of 32-bit programs have other numbers


@pytest.mark.parametrize("machine", ARCH)
def test_sockets_are_local_and_the_death_signal_stays(machine):
    socket, prctl = {"x86_64": (41, 157), "aarch64": (198, 167)}[machine]
    assert [decide(machine, socket, family) for family in (1, 2, 10, 16, 40)] == [ALLOWED, *[errno.EPERM] * 4]
    assert [decide(machine, prctl, 1, signal) for signal in (9, 0, 15)] == [ALLOWED, errno.EPERM, errno.EPERM]
    assert decide(machine, prctl, 15) == ALLOWED


HEADERS = {"x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "/usr/include/asm-generic/unistd.h"}


@pytest.mark.parametrize("machine", ARCH)
def test_the_numbers_of_calls_are_the_kernels(machine):
    """Exactly these are refused to who passes nothing, of all that the kernel's own headers list."""
    if not Path(HEADERS[machine]).is_file():
        pytest.skip("the kernel's headers are not here")
    lines = re.findall(r"#define __NR_(\w+) (\d+)", Path(HEADERS[machine]).read_text())
    refused = {name for name, number in lines if decide(machine, int(number)) != ALLOWED}
    assert refused == ({*_CALLS} - {"prctl"}) & {name for name, _ in lines}


def test_other_machines_have_no_filter():
    assert seccomp_program("riscv64") is None


NO_BOX = {
    "other systems": ("sys.platform", "darwin", "need Linux and this is darwin: grade on a Linux machine"),
    "no bubblewrap": ("shutil.which", lambda name: None, "bubblewrap is missing: install it"),
    "other machines": ("seccomp_program", lambda: None, "x86_64 and aarch64 only"),
    "no list of children": ("os.getpid", lambda: 0, "does not list a process's children (CONFIG_PROC_CHILDREN): grade"),
    "python at home": ("prefixes", lambda: ["/"], "and your files with it: use an environment of its own"),
    "refused": ("_fails", lambda style: "Operation not permitted", "cannot make a box here (Operation not permitted)"),
}


@pytest.mark.parametrize(("name", "value", "words"), NO_BOX.values(), ids=list(NO_BOX))
def test_without_a_box_nothing_is_graded(monkeypatch, name, value, words):
    monkeypatch.setattr(trial, "style_of_boxes", trial.style_of_boxes.__wrapped__)
    monkeypatch.setattr(f"sparsity_kit.grading.box.trial.{name}", value)
    if name != "shutil.which":
        monkeypatch.setattr("sparsity_kit.grading.box.trial.shutil.which", lambda name: "/usr/bin/bwrap")
    assert words in available()
    with pytest.raises(NoBox) as refusal:
        grade_submission(TOY, data(notebook()), VARIANTS)
    assert words in str(refusal.value)


def _anew(monkeypatch):
    """A machine on which nothing is known of boxes yet."""
    monkeypatch.setattr(trial, "style_of_boxes", trial.style_of_boxes.__wrapped__)
    monkeypatch.setattr(caches, "cache", caches.cache.__wrapped__)
    monkeypatch.setattr(bubblewrap, "cache", caches.cache)


def test_without_a_folder_for_the_cache_its_place_is_asked_for(box, monkeypatch, tmp_path):
    _anew(monkeypatch)
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert re.search(r"no folder for .* \(.*Not a directory.*\): name one .*XDG_CACHE_HOME", available())
    assert "namespaces" not in available()


def test_a_kit_that_a_box_cannot_import_is_told_from_a_box_that_cannot_be_made(box, monkeypatch, tmp_path):
    _anew(monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(trial, "NEEDED", ("no_such_kit",))
    said = available()
    assert "A box can be made here" in said and "No module named 'no_such_kit'" in said and "namespaces" not in said
    monkeypatch.setattr(trial, "python", lambda: ["/no/such/python"])
    assert re.search(r"cannot make a box here \(.*execvp.*\): Python and its packages must be in folders", available())


def test_trusted_submissions_are_graded_without_a_box(monkeypatch):
    monkeypatch.setattr("sparsity_kit.grading.box.process.style_of_boxes", lambda: pytest.fail("no box is asked for"))
    graded = grade_submission(TOY, data(notebook(slope="slope = 1")), VARIANTS, unprotected=True)
    assert [mark.points for mark in graded.marks] == [0, 3, 4, 5, None]


def test_a_box_that_does_not_come_up_is_nobodys_fault(box, monkeypatch):
    monkeypatch.setattr("sparsity_kit.grading.box.process.around", lambda *arguments: ["/bin/sh", "-c", "echo no >&2"])
    with pytest.raises(CannotRun, match=r": no$"):
        grade_submission(TOY, data(notebook()), VARIANTS)


def writes(what, again=False):
    """A cell that writes into every open file of its process."""
    return f"""
import os
files = list(range(3, 9))
while files:
    for fd in list(files):
        try:
            os.write(fd, {what!r})
        except OSError:
            files.remove(fd)
    if not {again}:
        break
"""


def test_the_channel_goes_on_after_stray_lines(box):
    with Channel(LIMITS) as channel:
        channel.begin()
        assert "files" in channel.ask(9, do="run", code=writes(b"{}\n[]\nx\n"))["bound"]
        with pytest.raises(Gone, match="ended the program"):
            channel.ask(9, do="run", code="os._exit(0)")


@pytest.mark.parametrize(("what", "words"), [(b"y" * 99, "more than 1000000 bytes"), (b"{}\n", "grader's channel")])
def test_a_flood_ends_the_box(box, what, words):
    with Channel(LIMITS) as channel:
        channel.begin()
        with pytest.raises(Gone, match=words):
            channel.ask(9, do="run", code=writes(what, again=True))


class Silent:
    """A box that reads nothing and says nothing; after many looks it would be ended for the files that it makes."""

    settings, looks = {}, 0

    def __init__(self, *_):
        self.process = subprocess.Popen(["sleep", "60"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def names(self):
        self.looks += 1
        return 0 if self.looks < 20 else 10**9

    def waited(self):
        return 0.0

    def close(self):
        self.process.kill()
        self.process.communicate()


def test_a_box_that_says_nothing_is_waited_for_until_its_time_is_up(monkeypatch):
    monkeypatch.setattr("sparsity_kit.grading.box.channel.Box", Silent)
    with Channel(LIMITS) as channel, pytest.raises(Gone, match=r"^did not end within 0.3 seconds$"):
        channel.ask(0.3, do="run", code="")


def test_a_long_cell_passes_through_a_narrow_pipe(box):
    with Channel(LIMITS) as channel:
        channel.begin()
        assert channel.ask(9, do="run", code=f"x = '{'y' * 10**6}'")["bound"] == ["x"]


def test_a_limit_is_never_raised(monkeypatch):
    import resource

    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (5, 5))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: asked.append(limits))
    limit._resource("RLIMIT_NOFILE", 64)
    limit._resource("RLIMIT_NOFILE", 3)
    limit._resource("RLIMIT_THAT_IS_NONE", 3)
    assert asked == [(5, 5), (3, 3)]


ENDED, HUNG = "ended the program", "did not end within 2 seconds"
MAY_GAIN = {
    "nothing happened": (Observed(), False),
    "another cell was fatal": (Observed(fatal={1: HUNG}), True),
    "its own cell ended the program": (Observed(fatal={2: ENDED}), True),
    "its own cell hung": (Observed(fatal={2: HUNG}), False),
    "its own cell has an error": (Observed(errors={2: ("NameError", "b", 1)}), True),
    "its own cell is no Python": (Observed(errors={2: ("SyntaxError", "", 1)}), False),
    "it has a value": (Observed(values={"b": Value(2)}, fatal={1: HUNG}), False),
    "another cell tampers": (Observed(values={"b": Value(2)}, tampering={1}), True),
    "its own cell tampers": (Observed(values={"b": Value(2)}, tampering={1, 2}), False),
    "it was lost": (Observed(tampering={1}, lost={"b": HUNG}), False),
}


@pytest.mark.parametrize(("observed", "expected"), MAY_GAIN.values(), ids=list(MAY_GAIN))
def test_when_a_question_is_asked_once_more_away_from_the_others(observed, expected):
    cells = [Cell(1, "code", "a = 1", "q-a"), Cell(2, "code", "b = 1", "q-b")]
    assert _may_gain("b", "q-b", cells, observed) is expected


def test_a_box_has_the_list_of_fonts_ready(box):
    """Else each box would make it anew, which takes longer than all else that Matplotlib does when it is imported."""
    cell = (
        "import os\nplace = os.environ['MPLCONFIGDIR']\nlists = os.listdir(place)\nimport matplotlib\n"
        "ready = lists and matplotlib.get_cachedir() == place\n"
        "slope = 2 * a * b if ready else 0"
    )
    assert grade_submission(TOY, data(notebook(slope=cell)), VARIANTS).marks[0].status == "right"
