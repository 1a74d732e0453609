"""One run of a notebook in one box: which cells went well, and what the values were that were asked for."""

import secrets
import time
from collections import Counter, defaultdict

from sparsity_kit.grading.box.channel import Gone
from sparsity_kit.grading.box.messages import as_text, call_key, describe_argument, error_text, figures, kind_of, names
from sparsity_kit.grading.box.observed import Value
from sparsity_kit.grading.box.pictures import ENOUGH, pictures

MOST_FUNCTIONS = 4  # of one name that are kept, for where the last are blank


class CannotRun(Exception):
    """The box did not come up; that is nobody's fault who handed something in."""


def run_once(cells, plan, observed):
    """Run the code cells that are not fatal, and ask for values; whether the box lived to the end.

    What comes to light goes into `observed`. Raises CannotRun.
    """
    with plan.channel() as channel:
        try:
            channel.begin()
        except Gone as reason:
            raise CannotRun(f"the box {reason}: {channel.complaint()}") from None
        run = _Run(channel, plan, observed)
        try:
            for cell in cells:
                if cell.kind == "code" and cell.number not in observed.fatal:
                    run.cell(cell)
            run.rest()
        except Gone:
            return False
        return True


class _Run:
    """Each of its methods raises Gone when the box is gone, or the time; why is then in `observed`."""

    def __init__(self, channel, plan, observed):
        self.channel, self.plan, self.observed = channel, plan, observed
        self.drawn: Counter = Counter()  # how many pictures there are of a question, which may have hundreds of cells
        self.functions = defaultdict(list)  # name: [(rank, number under which the box keeps the function)], best last

    def _ask(self, blamed, whose, seconds, **request):
        """The reply to a request; if the box is gone over it, how that showed is noted in `blamed`."""
        if time.monotonic() > self.plan.deadline:
            self.observed.out_of_time = True
            raise Gone("is not asked any more")
        try:
            return self.channel.ask(seconds, **request)
        except Gone as reason:
            blamed[whose] = str(reason)
            raise

    def cell(self, cell):
        """Run a cell, then ask for what it bound."""
        observed, watch = self.observed, cell.part_of in self.plan.pictures
        seconds = self.plan.limits.cell_seconds
        reply = self._ask(observed.fatal, cell.number, seconds, do="run", code=cell.source, watch=watch)
        observed.errors.pop(cell.number, None)
        if "error" in reply:
            observed.errors[cell.number] = error_text(reply["error"])
        if reply.get("tampers") is True:
            observed.tampering.add(cell.number)
        if watch:
            observed.figures[cell.number] = figures(reply.get("figures"))
            found = pictures(reply.get("pictures")) if self.drawn[cell.part_of] < ENOUGH else []
            observed.pictures[cell.number] = found
            self.drawn[cell.part_of] += len(found)
        bound = names(reply.get("bound"))
        for name, wanted in self.plan.wanted.items():
            if name in bound:
                self.value(name, rank=2 if cell.grade_id == wanted.home else 1)

    def rest(self):
        """Ask for what no cell was seen to bind; then, and only then, call the functions.

        After a call a student's code knows the arguments of a test: nothing that it says later is shown to anyone.
        """
        for name in self.plan.wanted:
            if name not in self.observed.values and name not in self.functions:
                self.value(name, rank=0)
        for name in tuple(self.functions):
            self.calls(name)

    def value(self, name, rank):
        """Ask for a value, and keep it unless a better one is known."""
        values, lost, functions = self.observed.values, self.observed.lost, self.functions.get(name, [])
        known = functions[-1][0] if functions else values[name].rank if name in values else -1
        if name in lost or (known > rank and not functions):
            return
        keep = secrets.randbits(48)
        reply = self._ask(lost, name, self.plan.limits.call_seconds, do="value", name=name, keep=keep)
        description = reply.get("value")
        kind = kind_of(description)
        if reply.get("missing") is True or (kind in ("blank", "none") and known >= 0):
            return
        if kind == "function" and self.plan.wanted[name].calls is not None:
            found = sorted([*functions, (rank, keep)], key=lambda each: each[0])
            self.functions[name] = found[-MOST_FUNCTIONS:]
        elif known <= rank:  # a blank has rank 0, so that an answer in another cell counts
            self.functions.pop(name, None)
            values[name] = Value(0 if kind in ("blank", "none") else rank, description)

    def calls(self, name):
        """Call a function, and keep the replies. One that is blank gives way to another."""
        for rank, kept in reversed(self.functions[name]):
            if replies := self.replies(name, kept):
                self.observed.values[name] = Value(rank, replies=replies)
                return
        self.observed.values.setdefault(name, Value(0, {"type": "blank"}))

    def replies(self, name, kept):
        """(arguments, reply) pairs of a function; none if the first reply is that it is still blank."""
        replies: list[tuple] = []
        for call in self.plan.wanted[name].calls:
            arguments = [describe_argument(argument) for argument in call]
            seconds = self.plan.limits.call_seconds
            reply = self._ask(self.observed.lost, name, seconds, do="call", kept=kept, arguments=arguments)
            if not replies and kind_of(reply.get("value")) == "blank":
                return []
            replies.append((call_key(call), as_text(reply)))
        return replies
