"""The channel to a box: which line is a reply, how long it may be, and what a box is told and says at first."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from sparsity_kit.grading.box.bubblewrap import ENVIRONMENT
from sparsity_kit.grading.box.channel import Channel, Gone
from sparsity_kit.grading.judge.values import value_of
from sparsity_kit.grading.limits import LIMITS

SEEN = ("home", "here", "known", "most", "args")


class Says:
    """A box that a line of the shell plays, with so many files in it."""

    def __init__(self, script, files):
        self.settings, pipe = {"a": 1}, subprocess.PIPE
        self.process, self.files = subprocess.Popen(["sh", "-c", script], stdin=pipe, stdout=pipe, stderr=pipe), files

    def names(self):
        return self.files

    def waited(self):
        return 0.0

    def close(self):
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def says(monkeypatch):
    """A function: the Channel to a box that a line of the shell plays; every request has the number 1."""
    monkeypatch.setattr("sparsity_kit.grading.box.channel.secrets.randbits", lambda bits: 1)
    monkeypatch.setattr("sparsity_kit.grading.box.channel._LOOK_EVERY", 0.01)

    def opened(script, files=0, **limits):
        box = lambda limits, unprotected: pytest.fail("without a box") if unprotected else Says(script, files)  # noqa: E731
        monkeypatch.setattr("sparsity_kit.grading.box.channel.Box", box)
        return Channel(replace(LIMITS, **limits))

    return opened


def prints(*lines):
    return "printf '%s\\n' " + " ".join(f"'{line}'" for line in lines) + "; exec sleep 60"


ONE = '{"id": 1}'
NO_REPLIES = ["{}", "[]", "x", "1", "null", "", '{"id": true}', '{"id": 1.0}', '{"id": "1"}', '{"id": 2}', "[" * 9999]


def test_a_reply_has_the_number_of_its_request_and_nothing_else_is_one(says):
    with says(prints(*NO_REPLIES, '{"id": 1, "x": 2}', '{"id": 1, "x": 3}')) as channel:
        assert [channel.ask(9)["x"], channel.ask(9)["x"]] == [2, 3]
    with says(prints('{"id": false}', '{"id": 0.0}', '{"id": 0}', ONE)) as channel:
        channel.begin()
        assert channel.ask(9) == {"id": 1}


def test_a_hundred_lines_before_a_reply_are_too_many(says):
    with says(prints(*["{}"] * 99, ONE)) as channel:
        assert channel.ask(9) == {"id": 1}
    with says(prints(*["{}"] * 100, ONE)) as channel, pytest.raises(Gone, match=r"^writes into the grader's channel$"):
        channel.ask(9)


def test_a_reply_is_as_long_as_it_may_be_and_no_longer(says):
    with says(prints(ONE), reply_bytes=10) as channel:
        assert channel.ask(9) == {"id": 1}
    with says(prints(ONE), reply_bytes=9) as channel, pytest.raises(Gone, match=r"^answers with more than 9 bytes$"):
        channel.ask(9)


def test_a_box_has_as_many_files_as_it_may_and_no_more(says):
    later = f"sleep 0.05; {prints(ONE)}"
    with says(later, files=7, names=7) as channel:
        assert channel.ask(9) == {"id": 1}
    with says(later, files=8, names=7) as channel, pytest.raises(Gone, match=r"^makes more than 7 files$"):
        channel.ask(9)


def test_a_box_that_could_not_be_made_leaves_its_words(says):
    """It was told its limits; what it was used to is said as well, for a cell that used it up."""
    with says('read line; echo "$line" >&2; yes | head -c 3000 >&2') as channel:
        used = r"^ended the program that runs the notebook \(which has 40 seconds of computing and 2 GB to use\)$"
        with pytest.raises(Gone, match=used):
            channel.begin()
        said = channel.complaint()
        assert said.startswith('{"a": 1}\ny\ny') and 1990 < len(said) <= 2000
    with says("exec sleep 60") as channel:
        assert channel.complaint() == ""


def test_a_long_request_and_a_reply_pass_each_other(says):
    """The box reads nothing until it has written, and then reads all."""
    with says(f"sleep 0.05; printf '{ONE}\\n'; wc -c >/dev/null") as channel:
        assert channel.ask(9, code="x" * 300_000) == {"id": 1}


def test_what_somebody_else_has_read_or_filled_is_waited_for(says, monkeypatch):
    """A student's code can open both pipes by their names in /proc, and be quicker than the grader."""
    late, read, write = {"read", "write"}, os.read, os.write

    def once(name, call):
        def called(file, what):
            if name in late and file in (channel._from, channel._to):
                late.remove(name)
                raise BlockingIOError
            return call(file, what)

        return called

    with says(f'read line; echo "$line" >&2; {prints(ONE)}') as channel:
        monkeypatch.setattr(os, "read", once("read", read))
        monkeypatch.setattr(os, "write", once("write", write))
        assert channel.ask(9, do="run") == {"id": 1} and late == set()
        assert channel.complaint() == '{"id": 1, "do": "run"}'
        assert not any(map(os.get_blocking, (channel._from, channel._to)))


def test_what_needs_no_box_has_a_folder_of_its_own_and_the_same_limits(monkeypatch):
    monkeypatch.setattr("sparsity_kit.grading.box.process.WRITABLE", ("/tmp",))
    with Channel(LIMITS, unprotected=True) as channel:
        channel.begin()
        looks = (
            "import os, resource, sys\nhome, here, known = os.environ['HOME'], os.getcwd(), sorted(os.environ)\n"
            "kinds = 'CORE', 'AS', 'CPU', 'FSIZE', 'NOFILE', 'MSGQUEUE'\n"
            "most = [resource.getrlimit(getattr(resource, f'RLIMIT_{kind}')) for kind in kinds]\nargs = sys.argv"
        )
        channel.ask(9, do="run", code=looks)
        found = {name: value_of(channel.ask(9, do="value", name=name, keep=1)["value"]) for name in SEEN}
        assert channel._box.names() == 0, "the files of the machine are not counted"
    numbers = 0, LIMITS.memory_bytes, LIMITS.cpu_seconds, LIMITS.file_bytes, LIMITS.files, 0
    assert found["most"] == [(number, number) for number in numbers]
    assert found["home"] == found["here"] and "sparsity-kit-" in found["home"] and not os.path.exists(found["home"])
    assert found["args"][1] == f"grader={os.getpid()}" and found["known"] == sorted(ENVIRONMENT)


BUSY = "import time\nbegan = time.process_time()\nwhile time.process_time() - began < {seconds}: pass"


@pytest.fixture
def loaded():
    """One processor, for this test and what it starts, which two other programs use as well."""
    if not Path("/proc/self/schedstat").exists():
        pytest.skip("this system does not say how long a process has waited for a processor")
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    with ExitStack() as others:
        for _ in range(2):
            forever = [sys.executable, "-c", "while True: pass"]  # in a session each: some Linuxes share by sessions
            other = others.enter_context(subprocess.Popen(forever, start_new_session=True))
            others.callback(other.kill)
        yield
    os.sched_setaffinity(0, before)


@pytest.mark.usefixtures("loaded")
def test_on_a_loaded_machine_a_cell_has_the_time_that_it_has_on_an_idle_one():
    limits = replace(LIMITS, cell_seconds=60)
    with Channel(limits, unprotected=True) as channel:
        channel.begin()
        began = time.monotonic()
        channel.ask(1.2, do="run", code=BUSY.format(seconds=0.6))
        assert time.monotonic() - began > 1.2, "there is no load"
        for code in (BUSY.format(seconds=9), "import time\ntime.sleep(9)"):
            with Channel(limits, unprotected=True) as endless:
                endless.begin()
                with pytest.raises(Gone, match=r"^did not end within 1.2 seconds$"):
                    endless.ask(1.2, do="run", code=code)
