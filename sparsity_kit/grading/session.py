"""One run of a notebook in one box: which cells went well, and what the values were that were asked for."""

import secrets
import time
from dataclasses import dataclass, field

from sparsity_kit.grading.answers import Asked, describe_argument, error_text
from sparsity_kit.grading.channel import Channel, Gone
from sparsity_kit.grading.limits import Limits

_MOST_FIGURES = 100


class CannotRun(Exception):
    """The box did not come up; that is nobody's fault who handed something in."""


@dataclass
class Found:
    """What runs of one notebook have brought to light, by name or by the number of the cell."""

    values: dict = field(default_factory=dict)  # name: (rank, description or Asked)
    errors: dict = field(default_factory=dict)  # number of the cell: (type, text, line)
    figures: dict = field(default_factory=dict)  # number of the cell: [axes of each figure]
    fatal: dict = field(default_factory=dict)  # number of the cell: what it did
    lost: dict = field(default_factory=dict)  # name: what happened when it was asked for
    tampering: set = field(default_factory=set)  # numbers of cells that reach into what is not theirs
    out_of_time: bool = False  # the notebook used up its time before everything was asked for


@dataclass(frozen=True)
class Plan:
    """What is asked of a notebook.

    `wanted` is {name: (home, cases)}: the grade_id of the question's own cell, and the arguments that a function is to
    be called with, or None. In the cells of `pictures`, by grade_id, a figure may be drawn for a person. `deadline` is
    a time of `time.monotonic`.
    """

    wanted: dict
    pictures: frozenset
    limits: Limits
    deadline: float
    unprotected: bool = False


def run_once(cells, plan, found):
    """Run the code cells that are not fatal, and ask for values; whether the box lived to the end.

    `cells` are (number, cell) pairs. What is found goes into `found`. Raises CannotRun.
    """
    with Channel(plan.limits, plan.unprotected) as channel:
        try:
            channel.begin()
        except Gone as reason:
            raise CannotRun(f"the box {reason}: {channel.complaint()}") from None
        run = _Run(channel, plan, found)
        try:
            codes = [(number, cell) for number, cell in cells if cell.kind == "code" and number not in found.fatal]
            return all(run.cell(*each) for each in codes) and run.rest()
        except _OutOfTime:
            found.out_of_time = True
            return False


def _counts(axes):
    """The numbers of axes that a box reports, as far as they are such; a forged list may have a million objects."""
    axes = axes[:_MOST_FIGURES] if isinstance(axes, list) else []
    return [count for count in axes if type(count) is int and 0 <= count < 1000]


class _OutOfTime(Exception):
    """The notebook has used up its time."""


class _Run:
    def __init__(self, channel, plan, found):
        self.channel, self.plan, self.wanted, self.found = channel, plan, plan.wanted, found
        self.functions = {}  # name: (rank, number under which the box keeps the function)

    def _ask(self, seconds, **request):
        if time.monotonic() > self.plan.deadline:
            raise _OutOfTime
        return self.channel.ask(seconds, **request)

    def cell(self, number, cell):
        """Run a cell, then ask for what it bound; False if the box is gone."""
        try:
            watch = cell.grade_id in self.plan.pictures
            reply = self._ask(self.plan.limits.cell_seconds, do="run", code=cell.source, watch=watch)
        except Gone as reason:
            self.found.fatal[number] = str(reason)
            return False
        self.found.errors.pop(number, None)
        if "error" in reply:
            self.found.errors[number] = error_text(reply["error"])
        if reply.get("tampers") is True:
            self.found.tampering.add(number)
        if watch:
            self.found.figures[number] = _counts(reply.get("figures"))
        bound = reply.get("bound")
        bound = {name for name in bound if isinstance(name, str)} if isinstance(bound, list) else set()
        names = [name for name in self.wanted if name in bound]
        return all(self.value(name, rank=2 if cell.grade_id == self.wanted[name][0] else 1) for name in names)

    def rest(self):
        """Ask for what no cell was seen to bind; then, and only then, call the functions; False if the box is gone.

        After a call a student's code knows the arguments of a test: nothing that it says later is shown to anyone.
        """
        unseen = [name for name in self.wanted if name not in self.found.values and name not in self.functions]
        return all(self.value(name, rank=0) for name in unseen) and all(map(self._calls, self.functions))

    def value(self, name, rank):
        """Ask for a value, and keep it unless a better one is known; False if the box is gone."""
        known = max(self.found.values.get(name, (-1,))[0], self.functions.get(name, (-1,))[0])
        if name in self.found.lost or known > rank:
            return True
        keep = secrets.randbits(48)
        try:
            reply = self._ask(self.plan.limits.call_seconds, do="value", name=name, keep=keep)
        except Gone as reason:
            self.found.lost[name] = str(reason)
            return False
        value = reply.get("value")
        kind = value.get("type") if isinstance(value, dict) else None
        if reply.get("missing") is True or (kind in ("blank", "none") and known >= 0):
            return True
        if kind == "function" and self.wanted[name][1] is not None:
            self.functions[name] = (rank, keep)
        else:  # a blank has rank 0, so that an answer in another cell counts
            self.functions.pop(name, None)
            self.found.values[name] = (0 if kind in ("blank", "none") else rank, value)
        return True

    def _calls(self, name):
        asked = Asked()
        rank, kept = self.functions[name]
        try:
            for case in self.wanted[name][1]:
                arguments = [describe_argument(argument) for argument in case]
                reply = self._ask(self.plan.limits.call_seconds, do="call", kept=kept, arguments=arguments)
                asked.record(case, reply)
        except Gone as reason:
            self.found.lost[name] = str(reason)
            return False
        self.found.values[name] = (rank, asked)
        return True
