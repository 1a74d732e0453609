"""All runs of one notebook: again without a cell that ends the box, and each lost question away from the others."""

from dataclasses import replace

from sparsity_kit.grading.box.observed import Observed
from sparsity_kit.grading.box.session import run_once

_CANNOT_HEAL = ("SyntaxError", "IndentationError", "TabError")


def run_notebook(cells, plan):
    """What the runs of a notebook show, as Observed. Raises CannotRun."""
    observed = Observed()
    for _ in range(plan.limits.runs):
        if run_once(cells, plan, observed) or observed.out_of_time:
            break
    homes = plan.pictures | {wanted.home for wanted in plan.wanted.values()}
    for name, wanted in plan.wanted.items():
        if _may_gain(name, wanted.home, cells, observed):
            own = [cell for cell in cells if cell.grade_id not in homes - {wanted.home}]
            fatal = {cell.number for cell in cells if cell.grade_id != wanted.home} & observed.fatal.keys()
            alone = Observed(fatal={number: observed.fatal[number] for number in fatal})
            run_once(own, replace(plan, wanted={name: wanted}), alone)
            observed.values.update({name: value for name, value in alone.values.items() if value.rank > 0})
    return observed


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
