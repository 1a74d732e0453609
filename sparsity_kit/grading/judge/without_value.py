"""The mark where there is no value to compare: a sentence says why, or what a person will see."""

import ast
import re

from sparsity_kit.grading.given_numbers import tree_of
from sparsity_kit.grading.judge.mark import automatic, for_a_person
from sparsity_kit.grading.notebook import BLANK_PROSE


def mark_without_value(question, cells, observed):
    """The Mark of a question that a person reads, or of which no value is known."""
    return _by_hand(question, cells, observed) if question.by_hand else _nothing(question, cells, observed)


def is_in_its_check(question, cells):
    """Whether the line with `check` has another answer in it than the name that is asked for."""
    for cell in cells:
        tree = tree_of(cell.source) if cell.kind == "code" and question.name in cell.source else None
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)] if tree else []
        for call in calls:
            if len(call.args) > 1 and getattr(call.args[0], "value", None) == question.name:
                given = call.args[1]
                return getattr(given, "id", getattr(given, "value", "")) not in (question.answer, ..., None)
    return False


def _nothing(question, cells, observed):
    """The Mark for a question of which no value is known: the sentence says why there is none."""
    name = question.answer
    own = {cell.number for cell in cells if cell.grade_id == question.name}
    if name in observed.lost:
        return automatic(question, "unreadable", f"When {name} was asked for, it {observed.lost[name]}.")
    for number, what in observed.fatal.items():
        if number in own:
            return automatic(question, "unreadable", f"The cell {what}, so that there is no value of {name}.")
    for number in sorted(own & observed.errors.keys()):
        kind, text, line = observed.errors[number]
        where = f"line {line} of its cell" if line else "its cell"
        return automatic(question, "unreadable", f"There is no value of {name}: {where} ends with {kind}: {text}")
    if observed.out_of_time:
        return for_a_person(question, f"There is no value of {name}: the notebook used up its time before.")
    if observed.fatal:
        number, what = next(iter(observed.fatal.items()))
        return for_a_person(question, f"There is no value of {name}; cell {number} of the notebook {what}.")
    if not own:
        return for_a_person(question, f"The cell for the answer is missing, and no other cell gives {name} a value.")
    if not any(cell.kind == "code" for cell in cells if cell.number in own):
        return for_a_person(question, f"The cell for the answer is text, not code, and gives {name} no value.")
    if any(re.sub("#.*", "", cell.source).strip() not in ("", "...", "pass") for cell in cells if cell.number in own):
        return for_a_person(question, f"The answer's cell gives {name} no value: look at what it has instead.")
    return automatic(question, "blank", f"Not answered: the notebook gives {name} no value.")


def _by_hand(question, cells, observed):
    """The Mark that waits for a person, with what will be seen in the cell: how many words, how many figures."""
    own = [cell for cell in cells if cell.grade_id == question.name]
    if not own:
        return for_a_person(question, "A person reads this. The cell for the answer is missing.")
    if all(cell.source.strip() in ("", "...", BLANK_PROSE) for cell in own):
        return for_a_person(question, "A person reads this. The cell is still blank.")
    words = sum(len(re.findall(r"\w+", cell.source)) for cell in own)
    axes = [count for cell in own for count in observed.figures.get(cell.number, ())]
    seen = f"{len(axes)} figure{'s' * (len(axes) != 1)} with {sum(axes)} axes" if axes else "no figure"
    made = f", and it makes {seen}" if any(cell.kind == "code" for cell in own) else ""
    return for_a_person(question, f"A person reads this. The cell has {words} words{made}.")
