"""Two programs timed in turn, in one process, so that whatever else the machine does happens to both."""

import gc
import warnings
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Duel:
    """Medians over the rounds: seconds of each side, and of theirs divided by ours in the same round."""

    ours: float
    theirs: float
    ratio: float
    answer: object  # what their side returned, the last time


@dataclass(frozen=True)
class Clocked:
    """What a program returned that ran in a process of its own, and the seconds by its own clock."""

    seconds: float
    answer: object


def seconds(run):
    """Seconds that run() takes, and what it returns; warnings and the garbage collector keep quiet meanwhile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.disable()
        try:
            start = perf_counter()
            answer = run()
            spent = perf_counter() - start
            return (answer.seconds, answer.answer) if isinstance(answer, Clocked) else (spent, answer)
        finally:
            gc.enable()


def duel(ours, theirs, budget, most=100):
    """Run ours and theirs in turn until `budget` seconds are spent, at most `most` rounds.

    Where the budget is spent at once, two more rounds follow, unless the first took three budgets.
    """
    gc.collect()
    rounds, spent = [], 0.0
    while len(rounds) < most and (spent < budget or (len(rounds) < 3 and spent < 3 * budget)):
        our_seconds, _ = seconds(ours)
        their_seconds, answer = seconds(theirs)
        rounds.append((our_seconds, their_seconds))
        spent += our_seconds + their_seconds
    our_side, their_side = zip(*rounds, strict=True)
    return Duel(median(our_side), median(their_side), median(b / a for a, b in rounds), answer)


def median_seconds(run, budget, most=9):
    """The median of repeated runs, of which there are as many as fit into `budget` seconds, at least one."""
    times = [seconds(run)[0]]
    while len(times) < most and sum(times) < budget:
        times.append(seconds(run)[0])
    return median(times)
