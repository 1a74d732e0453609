"""Each program's best form, and the loosest tolerance at which it reaches an accuracy; kept in tolerances.json."""

import json
import multiprocessing
from dataclasses import asdict, dataclass
from math import inf, isnan, sqrt
from pathlib import Path
from time import monotonic

from .accuracy import worst_gap
from .machine import progress
from .peers import PEERS
from .problems import grid_case
from .timing import seconds

TARGET = 1e-8  # the duality gap at every price, as a multiple of ‖y‖²
FILE = Path(__file__).parent / "tolerances.json"


@dataclass(frozen=True)
class Choice:
    """One way to run a program, the worst gap on the grid that it led to, as a multiple of ‖y‖², and its seconds."""

    form: str
    tolerance: float | None
    gap: float
    seconds: float

    def plain(self):
        """A dictionary, its numbers in three digits."""
        return {
            key: float(f"{value:.2e}") if isinstance(value, float) else value for key, value in asdict(self).items()
        }


def read():
    """{problem: {program: {"tight": Choice, "loose": Choice}}}"""
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {
        problem: {name: {aim: Choice(**choice) for aim, choice in aims.items()} for name, aims in programs.items()}
        for problem, programs in kept.items()
    }


def write(choices):
    """Keep them, in three digits."""
    plain = {
        problem: {name: {aim: choice.plain() for aim, choice in aims.items()} for name, aims in programs.items()}
        for problem, programs in choices.items()
    }
    FILE.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def complete(choices, problems, peers, again=()):
    """Choices for every problem and program: those kept, and a search where there are none or where `again` asks.

    `again` names programs, or "all". Such a search has 150 seconds for each form and is kept; one that fills a gap
    has 20 seconds and is not.
    """
    pairs = [(problem, peer) for problem in problems for peer in peers]
    asked = {peer.name for peer in peers if {peer.name, "all"} & set(again)}
    missing = [(problem, peer) for problem, peer in pairs if peer.name in asked or not _known(choices, problem, peer)]
    result = {problem: dict(choices.get(problem, {})) for problem in problems}
    for problem, peer in progress(missing, "tuning"):
        found = choose(problem, peer, limit=150 if peer.name in asked else 20)
        result[problem][peer.name] = found
        if peer.name in asked:
            choices.setdefault(problem, {})[peer.name] = found
            write(choices)
    return result


def _known(choices, problem, peer):
    """Whether there is a choice, of forms that the program still has."""
    kept = choices.get(problem, {}).get(peer.name)
    return kept is not None and all(choice.form in peer.forms for choice in kept.values())


def choose(problem, peer, limit):
    """The best form and tolerance, {"tight": for the target, "loose": as the program comes}, each the fastest.

    Where no form reaches the target, "tight" is what came closest. A form has `limit` seconds for all its attempts,
    and is given up if, as it comes, it is five times slower than another one at the target. Empty if nothing ended.
    """
    tight, loose = [], []
    for form in peer.forms:
        patience = 5 * min((choice.seconds for choice in tight if choice.gap <= TARGET), default=inf)
        tried = _tried_within(limit, problem, peer, form, patience)
        loose += tried[:1]
        tight += tried
    if not tight:
        return {}
    reached = [choice for choice in tight if choice.gap <= TARGET]
    best = min(reached, key=lambda choice: choice.seconds) if reached else min(tight, key=lambda choice: choice.gap)
    return {"tight": best, "loose": min(loose, key=lambda choice: choice.seconds)}


def search(gap_at, default):
    """Call gap_at(tolerance) from the default tolerance toward the loosest one whose gap is within the target.

    First by factors of 10, up while the target is reached and down until it is, or until four attempts in a row did
    not halve the gap; then twice halfway between the last that fails and the last that does not.
    """
    best = gap_at(default)
    reaches = best <= TARGET
    known, stuck = default, 0
    while True:
        tolerance = known * (10 if reaches else 0.1)
        gap = gap_at(tolerance)
        if (gap <= TARGET) != reaches:
            break
        stuck = 0 if gap < best / 2 or reaches else stuck + 1
        if stuck == 4 or tolerance >= 1:
            return
        known, best = tolerance, min(best, gap)
    passed, failed = (known, tolerance) if reaches else (tolerance, known)
    for _ in range(2):
        middle = sqrt(passed * failed)
        passed, failed = (middle, failed) if gap_at(middle) <= TARGET else (passed, middle)


def _tried_within(limit, problem, peer, form, patience):
    """What the search in a process of its own has tried when it ends or is ended, in order."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(theirs, problem, peer.name, form))
    process.start()
    theirs.close()
    found = []
    try:
        ours.recv()  # it is ready
        end = monotonic() + limit
        while ours.poll(max(0.0, end - monotonic())):
            found.append(Choice(form, *ours.recv()))
            if found[0].seconds > patience:
                break
    except EOFError:  # the process is done
        pass
    process.kill()
    process.join()
    return found


def _report(pipe, problem, name, form):
    peer = next(peer for peer in PEERS if peer.name == name)
    case = grid_case(problem)
    peer.warm_up(form)
    pipe.send("ready")

    def gap_at(tolerance):
        duration, theta = seconds(lambda: peer.solve(form, case, tolerance))
        if duration < 1:
            duration = min([duration] + [seconds(lambda: peer.solve(form, case, tolerance))[0] for _ in range(4)])
        gap = worst_gap(case, theta)
        gap = inf if isnan(gap) else gap
        pipe.send((tolerance, gap, duration))
        return gap

    if peer.default is None:
        gap_at(None)
    else:
        search(gap_at, peer.default)
