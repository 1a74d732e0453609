"""100 prices from λ_max to λ_max/1000: ours, exact, against each program at the target accuracy, and as it comes."""

from dataclasses import dataclass
from math import inf, isnan, nan

from . import ours
from .accuracy import worst_gap
from .problems import grid_case
from .tables import milliseconds, power, table, times
from .timing import duel
from .tuning import TARGET, Choice

SLOW = 15.0  # seconds; a program that took longer when it was tuned is not run again
WHAT = {
    "tight": f"100 prices, every program tuned to a duality gap of at most {TARGET:.0e}·‖y‖² at each",
    "loose": "The same prices, every program at the tolerance it comes with",
}
LEGEND = (
    "Time ÷ ours (worst duality gap on the grid, as a multiple of ‖y‖²). ~: too slow to run again, timed when tuned, "
    "not side by side. cannot: at no tolerance is the target reached; not in time: nor was it after minutes of search; "
    "the gap is the best there was, – if the program stops before the end of the grid."
)


@dataclass(frozen=True)
class Result:
    """One program on one problem. Seconds and ratio are NaN if it was not run, for it cannot reach the target."""

    problem: str
    program: str
    choice: Choice | None
    gap: float = nan
    ours: float = nan
    theirs: float = nan
    ratio: float = nan
    note: str = ""

    def short(self):
        """The ratio and the gap that was reached."""
        if self.choice is None:
            return "no answer in time"
        if isnan(self.ratio):
            return f"{self.note}: {power(self.gap)}"
        return f"{self.note}{times(self.ratio)} ({power(self.gap)})"


def measure(problem, peers, choices, aim, budget):
    """A Result per program, ours first: its ratio is 1, its gap and its seconds are what matters."""
    case = grid_case(problem)
    own = duel(lambda: ours.solve(case), lambda: ours.solve(case), budget)
    first = Result(problem, "ours", None, worst_gap(case, own.answer), own.ours, own.theirs, own.ratio)
    against = [_against(peer, choices.get(peer.name, {}).get(aim), case, aim, budget, own.ours) for peer in peers]
    return [first, *against]


def _against(peer, choice, case, aim, budget, own):
    if choice is None:
        return Result(case.name, peer.name, None)
    if choice.gap == inf or (aim == "tight" and choice.gap > TARGET):
        return Result(case.name, peer.name, choice, choice.gap, note="not in time" if choice.cut_off else "cannot")
    if choice.seconds > SLOW:
        ratio = choice.seconds / own
        return Result(case.name, peer.name, choice, choice.gap, own, choice.seconds, ratio, note="~")
    peer.warm_up(choice.form)
    timed = duel(lambda: ours.solve(case), lambda: peer.solve(choice.form, case, choice.tolerance), budget)
    gap = worst_gap(case, timed.answer)
    return Result(case.name, peer.name, choice, gap, timed.ours, timed.theirs, timed.ratio)


def overview(results):
    """Problems down, programs across."""
    programs = list(dict.fromkeys(result.program for result in results))
    cells = {(result.problem, result.program): result for result in results}
    rows = []
    for problem in dict.fromkeys(result.problem for result in results):
        own, *others = [cells[problem, program] for program in programs]
        rows.append([problem, f"{milliseconds(own.ours)} ms ({power(own.gap)})", *(other.short() for other in others)])
    return table(["problem", *programs], rows)


def details(results):
    """One line per program and problem, with its best form, tolerance, and both medians."""
    head = ["problem", "program", "form", "tolerance", "worst gap / ‖y‖²", "theirs, ms", "ours, ms", "theirs ÷ ours"]
    return table(head, [_line(result) for result in results if result.choice])


def _line(result):
    choice, numbers = result.choice, [milliseconds(result.theirs), milliseconds(result.ours), times(result.ratio)]
    if isnan(result.ratio):
        numbers = ["–", "–", result.note]
    return [result.problem, result.program, choice.form, power(choice.tolerance), power(result.gap), *numbers]
