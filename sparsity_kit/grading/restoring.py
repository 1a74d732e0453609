"""Cells that lost their names, their kind or themselves on the way, as converters and slips of a finger have it.

The names come back by the cell's id, by what stands in it, or by its place between cells that are known.
"""

import ast
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from sparsity_kit.grading.given_numbers import Changed, numbers_in, same_numbers, tree_of
from sparsity_kit.grading.notebook import Cell
from sparsity_kit.questions import given_cell


class Place(NamedTuple):
    """A cell of the released notebook: its grade_id, its kind, and the texts that it may have there."""

    name: str
    kind: str
    texts: tuple = ()


def restored(cells, variants, places=()):
    """(cells, flags): each cell that can be known again has its name, and what must run before the answers does.

    `variants` are {question's name: Variant}; `places` the cells that were released, of which only the questions' are
    known without them.
    """
    flags = _of_another_release(cells, variants, places) if places else []
    places = places or tuple(_places_of(variants))
    names = {place.name for place in places}
    cells = [cell if cell.grade_id in names else replace(cell, grade_id="") for cell in cells]
    cells, found = _named(cells, variants, places)
    flags += [f"Cells that had lost their names were found again: {_some(found)}."] if found else []
    cells, run = _as_code(cells, places)
    flags += [f"Text was run as the code that it is: {_some(run)}."] if run else []
    cells, made = _with_what_is_missing(cells, variants, places)
    there = {cell.grade_id for cell in cells if cell.number > 0}
    for what, names in (("Missing cells", set(made) - there), ("Cells that come too late", set(made) & there)):
        said = [name for name in made if name in names]
        flags += [f"{what} were run as they are released: {_some(said)}."] if said else []
    missing = [name for name in variants if name not in {cell.grade_id for cell in cells}]
    return cells, flags + ([f"There is no cell for {_some(missing)}."] if missing else [])


def without_space(text):
    """A cell's text for comparing: students and editors change spaces."""
    return "".join(text.split())


def _places_of(variants):
    for name, variant in variants.items():
        if variant.given:
            yield Place(f"{name}-given", "code")
        yield Place(name, "text" if variant.question.by_hand else "code")


def _of_another_release(cells, variants, places):
    """A flag for cells whose names look like those of the questions, hw2-…, and are none of them."""
    names, starts = {place.name for place in places}, {name.partition("-")[0] for name in variants}
    old = [cell.grade_id for cell in cells if cell.grade_id not in names and cell.grade_id.partition("-")[0] in starts]
    return [f"Cells of another release, which asked something else: {_some(old)}."] if old else []


def _some(names):
    names = [*dict.fromkeys(names)]
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _named(cells, variants, places):
    """(cells, names that were given back)."""
    there = {cell.grade_id for cell in cells}
    missing = {place.name: place for place in places if place.name not in there}
    texts = {name: [*map(without_space, place.texts)] for name, place in missing.items()}
    found: dict[int, str] = {}

    def give(index, name):
        found[index] = name
        missing.pop(name, None)

    free = [index for index, cell in enumerate(cells) if not cell.grade_id]
    for index in free:
        if cells[index].id in missing:
            give(index, cells[index].id)
    for index in (each for each in free if each not in found):
        bare = without_space(cells[index].source)
        alike = [name for name in missing if _reads_like(cells[index], bare, missing[name], texts[name], variants)]
        if len(alike) == 1:
            give(index, alike[0])
    named = [replace(cell, grade_id=found.get(index, cell.grade_id)) for index, cell in enumerate(cells)]
    for name in variants:
        for index, what in _by_place(named, name, variants[name], places, missing):
            named[index] = replace(named[index], grade_id=what)
            give(index, what)
    return named, [*dict.fromkeys(found.values())]


def _reads_like(cell, bare, place, texts, variants):
    """Whether a cell has one of the texts of a place, compared without spaces, or the numbers of a given cell."""
    question = place.name.removesuffix("-given")
    if question != place.name and question in variants:
        given = variants[question].given
        return cell.kind == "code" and bool(given) and same_numbers(cell.source, numbers_in(given_cell(given)))
    return bare in texts


def _by_place(cells, name, variant, places, missing):
    """(index, name) of unknown cells that stand where the answer was released: after what came before it there."""
    before = {place.name for place in takewhile(lambda place: place.name != name, places)}
    known = [index for index, cell in enumerate(cells) if cell.grade_id in before]
    if name not in missing or not known:
        return []
    between = []
    for index in range(known[-1] + 1, len(cells)):
        if cells[index].grade_id:
            break
        between.append(index)
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
    return given.keys() <= numbers.keys() and not any(isinstance(each, Changed) for each in numbers.values())


def _as_code(cells, places):
    """(cells, names of those that are text though they were released as code, and can be run)."""
    code = {place.name for place in places if place.kind == "code"}
    found = [cell for cell in cells if cell.grade_id in code and cell.kind != "code" and _does_something(cell.source)]
    return [replace(cell, kind="code") if cell in found else cell for cell in cells], [each.grade_id for each in found]


def _does_something(text):
    """Whether a text is Python that assigns, defines, imports or calls; prose is none of it."""
    tree, kinds = tree_of(text), (ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.Import, ast.ImportFrom, ast.Call)
    return tree is not None and any(isinstance(node, kinds) for node in ast.walk(tree))


def _with_what_is_missing(cells, variants, places):
    """(cells, names): the cells that bring packages come at the top, given cells before the answers that need them."""
    there = {cell.grade_id for cell in cells}
    before = {cell.grade_id for cell in takewhile(lambda cell: cell.grade_id not in variants, cells)}
    first = {place.name for place in takewhile(lambda place: place.name not in variants, places)}
    own = {f"{name}{part}" for name in variants for part in ("", "-given", "-check", "-text")}
    code = [place for place in places if place.kind == "code" and place.name not in own]
    brought = [place for place in code if place.name not in (before if place.name in first else there)]
    made = [Cell(-number, "code", place.texts[0], place.name) for number, place in enumerate(brought, start=1)]
    whole, seen = list(made), set()
    for cell in cells:
        seen.add(cell.grade_id)
        given = f"{cell.grade_id}-given"
        if cell.grade_id in variants and variants[cell.grade_id].given and given not in seen:
            seen.add(given)
            made.append(Cell(-len(made) - 1, "code", given_cell(variants[cell.grade_id].given), given))
            whole.append(made[-1])
        whole.append(cell)
    return whole, [cell.grade_id for cell in made]
