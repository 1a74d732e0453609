"""The whole path, every kink from λ_max down to λ = 0, against the programs that follow it."""

from dataclasses import replace

import numpy as np

from . import ours
from .accuracy import worst_gap
from .problems import grid_case
from .tables import milliseconds, power, table, times
from .timing import duel

WHAT = "The whole path down to λ = 0, every kink"
HEAD = ["problem", "program", "form", "kinks", "ends at λ/λ_max", "worst gap / ‖y‖²", "ms", "theirs ÷ ours"]


def measure(problem, peers, choices, budget):
    """Lines of the table: our path first. The gap is the worst at 200 prices from λ_max to λ_max/10⁶.

    A program that gives up before λ = 0 is judged on what it gave: its last price says where it stopped.
    """
    case = replace(grid_case(problem, n_lams=200, ratio=1e-6), lam_min=0.0)
    own = duel(lambda: ours.path(case), lambda: ours.path(case), budget)
    lines = [_line(case, "ours", "", own.answer.lams, _as_far_as_it_goes(own.answer, case.lams), own)]
    followers = [peer for peer in peers if peer.default is None and "tight" in choices.get(peer.name, {})]
    return lines + [_against(peer, choices[peer.name]["tight"].form, case, budget) for peer in followers]


def _against(peer, form, case, budget):
    peer.warm_up(form)
    timed = duel(lambda: ours.path(case), lambda: peer.forms[form](case), budget)
    return _line(case, peer.name, form, timed.answer.lams, timed.answer.at(case.lams), timed)


def _as_far_as_it_goes(path, lams):
    """Ours ends where rounding hides what comes below, and says so: θ stays as it is at the end, as in `Kinks`."""
    return path(np.maximum(lams, path.lams[-1]))


def _line(case, program, form, kinks, theta, timed):
    there = case.lams >= kinks[-1]
    judged = replace(case, lams=case.lams[there])
    gap, end = worst_gap(judged, theta[there]), kinks[-1] / case.lams[0]
    ratio = times(timed.ratio) if form else ""
    return [case.name, program, form, len(kinks), power(end), power(gap), milliseconds(timed.theirs), ratio]


def summary(lines):
    return table(HEAD, lines)
