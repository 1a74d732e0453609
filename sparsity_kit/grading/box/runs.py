"""What is asked of a notebook, and all its runs: again without a cell that ends the box, and each lost question alone.

Some functions are called once more in a process of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from sparsity_kit.grading.box.observed import Observed
from sparsity_kit.grading.box.session import run_once
from sparsity_kit.grading.limits import Limits

_CANNOT_HEAL = ("SyntaxError", "IndentationError", "TabError")


class Wanted(NamedTuple):
    """What is asked about a name: `home`, the grade_id of its own cell, and `calls`, what its function is called with.

    `calls` is None where the value itself is asked for. `again` are calls to make once more in a process of their own,
    which knows nothing of the others.
    """

    home: str
    calls: tuple | None = None
    again: tuple = ()


@dataclass(frozen=True)
class Plan:
    """What is asked of a notebook: `wanted` is {name: Wanted}.

    In the cells of `pictures`, by grade_id, a figure may be drawn for a person. `deadline` is a time of
    `time.monotonic`. `channel` opens what runs the cells.
    """

    wanted: dict
    pictures: frozenset
    limits: Limits
    deadline: float
    channel: Callable


def run_notebook(cells, plan):
    """What the runs of a notebook show, as Observed. Raises CannotRun."""
    observed = Observed()
    for _ in range(plan.limits.runs):
        if run_once(cells, plan, observed) or observed.out_of_time:
            break
    for name, wanted in plan.wanted.items():
        if _may_gain(name, wanted.home, cells, observed):
            alone = _alone(name, wanted, cells, plan, observed)
            observed.values.update({name: value for name, value in alone.items() if value.rank > 0})
        value = observed.values.get(name)
        if wanted.again and value and value.replies:
            again = _alone(name, wanted._replace(calls=wanted.again), cells, plan, observed).get(name)
            value.replies.extend((again and again.replies) or ())
    return observed


def _alone(name, wanted, cells, plan, observed):
    """What is seen of one question in a run without the cells of the others."""
    others = plan.pictures | {each.home for each in plan.wanted.values()} - {wanted.home}
    own = [cell for cell in cells if cell.grade_id not in others]
    fatal = {cell.number for cell in cells if cell.grade_id != wanted.home} & observed.fatal.keys()
    alone = Observed(fatal={number: observed.fatal[number] for number in fatal})
    run_once(own, replace(plan, wanted={name: wanted}), alone)
    return alone.values


def _may_gain(name, home, cells, observed):
    """Whether a question could have another value if no other question's cell were run."""
    if name in observed.lost:
        return False
    return _is_disturbed(home, cells, observed) or (name not in observed.values and _may_heal(home, cells, observed))


def _is_disturbed(home, cells, observed):
    """Whether another question's cell reaches into what is not its own, so that this one's value may not be its own."""
    guilty = {cell.grade_id for cell in cells if cell.number in observed.tampering}
    return bool(guilty) and home not in guilty


def _may_heal(home, cells, observed):
    """Whether a question without a value could have one, were it not for another question's cell."""
    own = {cell.number for cell in cells if cell.grade_id == home}
    fatal = [observed.fatal[number] for number in own & observed.fatal.keys()]
    errors = [observed.errors[number][0] for number in own & observed.errors.keys()]
    if fatal:
        return not any(what.startswith("did not end") for what in fatal)
    return bool(own) and (bool(observed.fatal) if not errors else not any(error in _CANNOT_HEAL for error in errors))
