"""A program's best form, and the loosest tolerance at which it reaches an accuracy."""

import multiprocessing
from dataclasses import dataclass, replace
from math import inf, isnan, sqrt
from time import monotonic

from .accuracy import worst_gap
from .peers import PEERS
from .problems import grid_case
from .timing import seconds

TARGET = 1e-8  # the duality gap at every price, as a multiple of ‖y‖²


@dataclass(frozen=True)
class Choice:
    """One way to run a program, the worst gap on the grid that it led to, as a multiple of ‖y‖², and its seconds.

    `cut_off` if the target was not reached, and more time might have reached it.
    """

    form: str
    tolerance: float | None
    gap: float
    seconds: float
    cut_off: bool = False


def choose(problem, peer, limit):
    """The best form and tolerance, {"tight": for the target, "loose": as the program comes}, each the fastest.

    Where no form reaches the target, "tight" is what came closest. A form has `limit` seconds for all its attempts,
    and is given up if, as it comes, it is five times slower than another one at the target. Empty if nothing ended.
    """
    tight, loose, cut_off = [], [], False
    for form in peer.forms:
        patience = 5 * min((choice.seconds for choice in tight if choice.gap <= TARGET), default=inf)
        tried, ended = _tried_within(limit, problem, peer, form, patience)
        tight, loose, cut_off = tight + tried, loose + tried[:1], cut_off or not ended
    if not tight:
        return {}
    reached = [choice for choice in tight if choice.gap <= TARGET]
    closest = replace(min(tight, key=lambda choice: choice.gap), cut_off=cut_off)
    best = min(reached, key=lambda choice: choice.seconds) if reached else closest
    return {"tight": best, "loose": min(loose, key=lambda choice: choice.seconds)}


def search(gap_at, default):
    """Call gap_at(tolerance) from the default tolerance towards the loosest one whose gap is within the target.

    While the target is reached, looser by factors of 10. While it is not, tighter by as much as the gap must shrink,
    a factor of 10 to 10,000, until four attempts in a row did not halve the gap. Then between the last tolerance that
    fails and the last that does not, halfway, until they are within a factor of 2.
    """
    best = gap = gap_at(default)
    reaches = gap <= TARGET
    known, stuck = default, 0
    while True:
        tolerance = known * (10.0 if reaches else min(max(TARGET / gap, 1e-4), 0.1))
        gap = gap_at(tolerance)
        if (gap <= TARGET) != reaches:
            break
        stuck = 0 if gap < best / 2 or reaches else stuck + 1
        if stuck == 4 or tolerance >= 1:
            return
        known, best = tolerance, min(best, gap)
    passed, failed = (known, tolerance) if reaches else (tolerance, known)
    while failed > 2 * passed:
        middle = sqrt(passed * failed)
        passed, failed = (middle, failed) if gap_at(middle) <= TARGET else (passed, middle)


def _tried_within(limit, problem, peer, form, patience):
    """What the search in a process of its own has tried, in order, and whether it came to its end."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(theirs, problem, peer.name, form))
    process.start()
    theirs.close()
    found, ended = [], False
    try:
        ours.recv()  # it is ready
        end = monotonic() + limit
        while ours.poll(max(0.0, end - monotonic())):
            found.append(Choice(form, *ours.recv()))
            if found[0].seconds > patience:
                break
    except EOFError:
        ended = True
    process.kill()
    process.join()
    return found, ended


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
