"""One run of a notebook in one box: which cells went well, and what the values were that were asked for."""

import time
from dataclasses import dataclass, field

from sparsity_kit.grading.answers import Asked, describe_argument, error_text
from sparsity_kit.grading.channel import Channel, Gone


class CannotRun(Exception):
    """The box did not come up; that is nobody's fault who handed something in."""


@dataclass
class Found:
    """What runs of one notebook have brought to light, by name or by the number of the cell."""

    values: dict = field(default_factory=dict)  # name: (rank, description or Asked)
    errors: dict = field(default_factory=dict)  # number of the cell: (type, text)
    figures: dict = field(default_factory=dict)  # number of the cell: [axes of each figure]
    fatal: dict = field(default_factory=dict)  # number of the cell: what it did
    lost: dict = field(default_factory=dict)  # name: what happened when it was asked for


def run_once(cells, wanted, found, limits, deadline, unprotected=False):
    """Run the code cells that are not fatal, and ask for the names in `wanted`; whether the box lived to the end.

    `cells` are (number, cell) pairs, `wanted` is {name: (home, cases)}: the grade_id of the question's own cell, and
    the arguments that a function is to be called with, or None. What is found goes into `found`.
    """
    with Channel(limits, unprotected) as channel:
        try:
            channel.begin()
        except Gone as reason:
            raise CannotRun(f"the box {reason}: {channel.complaint()}") from None
        run = _Run(channel, wanted, found, limits, deadline)
        for number, cell in cells:
            if cell.kind == "code" and number not in found.fatal and not run.cell(number, cell):
                return False
        return all(run.value(name, rank=0) for name in wanted if name not in found.values)


class _Run:
    def __init__(self, channel, wanted, found, limits, deadline):
        self.channel, self.wanted, self.found, self.limits, self.deadline = channel, wanted, found, limits, deadline

    def _ask(self, seconds, **request):
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Gone("was not reached: the notebook used up its time")
        return self.channel.ask(min(seconds, left), **request)

    def cell(self, number, cell):
        """Run a cell, then ask for what it bound; False if the box is gone."""
        try:
            reply = self._ask(self.limits.cell_seconds, do="run", code=cell.source)
        except Gone as reason:
            self.found.fatal[number] = str(reason)
            return False
        self.found.errors.pop(number, None)
        if "error" in reply:
            self.found.errors[number] = error_text(reply["error"])
        self.found.figures[number] = reply.get("figures")
        bound = reply.get("bound")
        bound = {name for name in bound if isinstance(name, str)} if isinstance(bound, list) else set()
        names = [name for name in self.wanted if name in bound]
        return all(self.value(name, rank=2 if cell.grade_id == self.wanted[name][0] else 1) for name in names)

    def value(self, name, rank):
        """Ask for a value, and keep it unless a better one is known; False if the box is gone."""
        known = self.found.values.get(name, (-1, None))[0]
        if name in self.found.lost or known > rank:
            return True  # a blank has rank 0, so that an answer in another cell counts
        try:
            reply = self._ask(self.limits.call_seconds, do="value", name=name)
            value = reply.get("value")
            blank = not isinstance(value, dict) or value.get("type") in ("blank", "none")
            if reply.get("missing") is True or (blank and known >= 0):
                return True
            cases = self.wanted[name][1]
            if cases is not None and isinstance(value, dict) and value.get("type") == "function":
                value = self._calls(name, cases)
        except Gone as reason:
            self.found.lost[name] = str(reason)
            return False
        self.found.values[name] = (0 if blank else rank, value)
        return True

    def _calls(self, name, cases):
        asked = Asked()
        for case in cases:
            arguments = [describe_argument(argument) for argument in case]
            asked.record(case, self._ask(self.limits.call_seconds, do="call", name=name, arguments=arguments))
        return asked
