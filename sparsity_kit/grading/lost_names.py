"""Cells that lost their names: known again by their id, by what stands in them, or by their place between others."""

from dataclasses import replace
from itertools import takewhile

from sparsity_kit.grading.given_numbers import CHANGED, numbers_in, same_numbers
from sparsity_kit.questions import given_cell


def named(cells, variants, places):
    """(cells, names): cells that are at home in one of the released notebook's `places` have its name again.

    `names` are those that were given back.
    """
    cells, found, there = list(cells), [], {cell.grade_id for cell in cells}
    missing = {place.name: [*map(without_space, place.texts)] for place in places if place.name not in there}

    def give(index, name):
        cells[index] = replace(cells[index], grade_id=name)
        missing.pop(name, None)
        found.append(name)

    for index, cell in enumerate(cells):
        if not cell.grade_id and cell.id in missing:
            give(index, cell.id)
    for index, cell in enumerate(cells):
        if not cell.grade_id:
            text = without_space(cell.source)
            alike = [name for name, texts in missing.items() if text in texts or _gives_numbers(cell, name, variants)]
            if len(alike) == 1:
                give(index, alike[0])
    for name in variants:
        for index, what in _by_place(cells, name, variants[name], places, missing):
            give(index, what)
    return cells, found


def without_space(text):
    """A cell's text for comparing: students and editors change spaces."""
    return "".join(text.split())


def _gives_numbers(cell, name, variants):
    """Whether this is code that gives the numbers of the given cell of this name."""
    question = name.removesuffix("-given")
    given = variants[question].given if question != name and question in variants else {}
    return cell.kind == "code" and bool(given) and same_numbers(cell.source, numbers_in(given_cell(given)))


def _by_place(cells, name, variant, places, missing):
    """(index, name) of unknown cells that stand where the answer was released: after what came before it there."""
    before = {place.name for place in takewhile(lambda place: place.name != name, places)}
    known = [index for index, cell in enumerate(cells) if cell.grade_id in before]
    if name not in missing or not known:
        return []
    between = [*takewhile(lambda index: not cells[index].grade_id, range(known[-1] + 1, len(cells)))]
    pairs = []
    if f"{name}-given" in missing and between and _has_names(cells[between[0]], variant.given):
        pairs.append((between.pop(0), f"{name}-given"))
    if variant.question.by_hand:
        return pairs + [(index, name) for index in between]
    code = [index for index in between if cells[index].kind == "code"]
    return pairs + [(index, name) for index in (code or between)[:1]]


def _has_names(cell, given):
    """Whether a cell gives numbers of these names, perhaps others than it should."""
    numbers = numbers_in(cell.source)
    return given.keys() <= numbers.keys() and CHANGED not in numbers.values()
