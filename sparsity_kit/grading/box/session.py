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
            code = [cell for cell in cells if cell.kind == "code" and cell.number not in observed.fatal]
            return all(map(run.cell, code)) and run.rest()
        except _OutOfTime:
            observed.out_of_time = True
            return False


class _OutOfTime(Exception):
    """The notebook has used up its time."""


class _Run:
    def __init__(self, channel, plan, observed):
        self.channel, self.plan, self.observed = channel, plan, observed
        self.drawn: Counter = Counter()  # how many pictures there are of a question, which may have hundreds of cells
        self.functions = defaultdict(list)  # name: [(rank, number under which the box keeps the function)], best last

    def _ask(self, seconds, **request):
        if time.monotonic() > self.plan.deadline:
            raise _OutOfTime
        return self.channel.ask(seconds, **request)

    def cell(self, cell):
        """Run a cell, then ask for what it bound; False if the box is gone."""
        observed, watch = self.observed, cell.grade_id in self.plan.pictures
        try:
            reply = self._ask(self.plan.limits.cell_seconds, do="run", code=cell.source, watch=watch)
        except Gone as reason:
            observed.fatal[cell.number] = str(reason)
            return False
        observed.errors.pop(cell.number, None)
        if "error" in reply:
            observed.errors[cell.number] = error_text(reply["error"])
        if reply.get("tampers") is True:
            observed.tampering.add(cell.number)
        if watch:
            observed.figures[cell.number] = figures(reply.get("figures"))
            found = pictures(reply.get("pictures")) if self.drawn[cell.grade_id] < ENOUGH else []
            observed.pictures[cell.number] = found
            self.drawn[cell.grade_id] += len(found)
        bound = names(reply.get("bound"))
        return all(
            self.value(name, rank=2 if cell.grade_id == wanted.home else 1)
            for name, wanted in self.plan.wanted.items()
            if name in bound
        )

    def rest(self):
        """Ask for what no cell was seen to bind; then, and only then, call the functions; False if the box is gone.

        After a call a student's code knows the arguments of a test: nothing that it says later is shown to anyone.
        """
        known = self.observed.values.keys() | self.functions.keys()
        unseen = [name for name in self.plan.wanted if name not in known]
        return all(self.value(name, rank=0) for name in unseen) and all(map(self.calls, tuple(self.functions)))

    def value(self, name, rank):
        """Ask for a value, and keep it unless a better one is known; False if the box is gone."""
        values = self.observed.values
        known = max(
            [values[name].rank if name in values else -1, *(found for found, _ in self.functions.get(name, ()))]
        )
        if name in self.observed.lost or (known > rank and name not in self.functions):
            return True
        keep = secrets.randbits(48)
        try:
            reply = self._ask(self.plan.limits.call_seconds, do="value", name=name, keep=keep)
        except Gone as reason:
            self.observed.lost[name] = str(reason)
            return False
        description = reply.get("value")
        kind = kind_of(description)
        if reply.get("missing") is True or (kind in ("blank", "none") and known >= 0):
            return True
        if kind == "function" and self.plan.wanted[name].calls is not None:
            found = sorted([*self.functions[name], (rank, keep)], key=lambda each: each[0])
            self.functions[name] = found[-MOST_FUNCTIONS:]
        elif known <= rank:  # a blank has rank 0, so that an answer in another cell counts
            self.functions.pop(name, None)
            values[name] = Value(0 if kind in ("blank", "none") else rank, description)
        return True

    def calls(self, name):
        """Call a function, and keep the replies; False if the box is gone. One that is blank gives way to another."""
        for rank, kept in reversed(self.functions[name]):
            try:
                replies = self.replies(kept, self.plan.wanted[name].calls)
            except Gone as reason:
                self.observed.lost[name] = str(reason)
                return False
            if replies:
                self.observed.values[name] = Value(rank, replies=replies)
                return True
        self.observed.values.setdefault(name, Value(0, {"type": "blank"}))
        return True

    def replies(self, kept, calls):
        """(arguments, reply) pairs of a function; none if the first reply is that it is still blank."""
        replies: list[tuple] = []
        for call in calls:
            arguments = [describe_argument(argument) for argument in call]
            reply = self._ask(self.plan.limits.call_seconds, do="call", kept=kept, arguments=arguments)
            if not replies and kind_of(reply.get("value")) == "blank":
                return []
            replies.append((call_key(call), as_text(reply)))
        return replies
