"""The mark where there is no value to compare: a sentence says why, or what a person will see."""

import ast
import re
from textwrap import dedent

from sparsity_kit.grading.given_numbers import LONGEST, tree_of
from sparsity_kit.grading.judge.mark import automatic, for_a_person
from sparsity_kit.printable import counted


def mark_without_value(question, cells, observed):
    """The Mark of a question that a person reads, or of which no value is known."""
    return _by_hand(question, cells, observed) if question.by_hand else _nothing(question, cells, observed)


def is_in_its_check(question, cells):
    """Whether the line with `check` has another answer in it than the name that is asked for."""
    sources = [cell.source for cell in cells if cell.kind == "code" and question.name in cell.source]
    given = [each for source in sources for each in _answers_in(source, question.name)]
    return not all(_is_nothing_else(node, question.answer) for each in given for node in ast.walk(each))


def _is_nothing_else(node, name):
    """Whether a part of an answer is the name, or blank, or the list of such."""
    said = getattr(node, "id", getattr(node, "value", node))
    return isinstance(node, (ast.List, ast.Tuple, ast.Load)) or said in (name, ..., None, "")


def _answers_in(source, name):
    """What is given as an answer to the question of this name, in each call of a cell."""
    if len(source) > LONGEST:
        return
    tree = tree_of(re.sub(r"(?m)^([ \t]*)[%!].*", r"\1pass", dedent(source)))  # Jupyter's own lines are no Python
    for call in ast.walk(tree) if tree else ():
        if isinstance(call, ast.Call):
            named = {each.arg: each.value for each in call.keywords}
            asked, *given = (named["name"], *call.args) if "name" in named else (*call.args, None)
            if getattr(asked, "value", None) == name:
                yield from filter(None, (*given[:1], named.get("answer")))


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
        said = f"There is no value of {name}: {_ended(observed.errors[number])}"
        if package := _absent(observed, number):
            return for_a_person(question, f"{said}; a package may not be here ({package})")
        return automatic(question, "unreadable", said)
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


def _absent(observed, number):
    """What was said of a module that could not be imported, if a cell's error may come from that; else ""."""
    said = [text for kind, text, _ in observed.errors.values() if kind == "ModuleNotFoundError"]
    return said[0] if said and observed.errors[number][0] in ("ModuleNotFoundError", "NameError") else ""


def _by_hand(question, cells, observed):
    """The Mark that waits for a person, with what will be seen in the cell: how many words, how many figures."""
    own = [cell for cell in cells if cell.part_of == question.name]
    if not own:
        return for_a_person(question, "A person reads this. The cell for the answer is missing.")
    written = [cell.source for cell in own if not cell.is_blank]
    if not written:
        return for_a_person(question, "A person reads this. The cell is still blank.")
    words = counted(sum(len(re.findall(r"\w+", source)) for source in written), "word")
    axes = [count for cell in own for count in observed.figures.get(cell.number, ())]
    seen = f"{counted(len(axes), 'figure')} with {sum(axes)} axes" if axes else "no figure"
    shown = sum(len(observed.pictures.get(cell.number, ())) for cell in own)
    seen += f", {shown or 'none'} of which can be shown here" if shown < len(axes) else ""
    made = f", and it makes {seen}" if any(cell.kind == "code" for cell in own) else ""
    wrong = [f"; {_ended(observed.errors[cell.number])}" for cell in own if cell.number in observed.errors]
    wrong += [f"; it {observed.fatal[cell.number]}" for cell in own if cell.number in observed.fatal]
    return for_a_person(question, f"A person reads this. The cell has {words}{made}{''.join(wrong[:1])}.")


def _ended(error):
    """How a cell ended, of which this is the (type, text, line)."""
    kind, text, line = error
    return f"{f'line {line} of its cell' if line else 'its cell'} ends with {kind}: {text}"
