"""Cells that lost their names, their kind or themselves on the way, as converters and slips of a finger have it."""

import ast
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from sparsity_kit.grading.given_numbers import tree_of
from sparsity_kit.grading.lost_names import named, without_space
from sparsity_kit.grading.notebook import Cell
from sparsity_kit.grading.terminal import some
from sparsity_kit.questions import given_cell


class Place(NamedTuple):
    """A cell of the released notebook: its grade_id, its kind, and the texts that it may have there."""

    name: str
    kind: str
    texts: tuple = ()


def restored(cells, variants, places=()):
    """(cells, flags): each cell that can be known again has its name, and what answers need stands before them.

    `variants` are {question's name: Variant}; `places` the cells that were released, of which only the questions' are
    known without them.
    """
    old = _of_another_release(cells, variants, places) if places else []
    places = places or tuple(_places_of(variants))
    names = {place.name for place in places}
    nameless = {cell.number for cell in cells if not cell.grade_id}
    cells = [cell if cell.grade_id in names else replace(cell, grade_id="") for cell in cells]
    cells, found = named(cells, variants, places)
    cells, run = _as_code(cells, places)
    there = {cell.grade_id for cell in cells}
    cells, made = _with_what_is_missing(cells, variants, places)
    cells, written = _with_written_questions(beside_answers(cells, variants, nameless), variants, places)
    said = {
        "Cells of another release, which asked something else: ": old,
        "Cells that had lost their names were found again: ": found,
        "Text was run as the code that it is: ": run,
        "The answer's cell is blank, and its question's text was changed: ": written,
        "Missing cells were run as they are released: ": [name for name in made if name not in there],
        "Cells that come too late were run as they are released: ": [name for name in made if name in there],
        "There is no cell for ": [name for name in variants if name not in there],
    }
    return cells, [f"{what}{some(names)}." for what, names in said.items() if names]


def _places_of(variants):
    for name, variant in variants.items():
        if variant.given:
            yield Place(f"{name}-given", "code")
        yield Place(name, "text" if variant.question.by_hand else "code")


def _of_another_release(cells, variants, places):
    """Names that look like those of the questions, hw2-…, and are none of them."""
    names, starts = {place.name for place in places}, {name.partition("-")[0] for name in variants}
    return [cell.grade_id for cell in cells if cell.grade_id not in names and cell.grade_id.partition("-")[0] in starts]


def _as_code(cells, places):
    """(cells, names of those that are text though they were released as code, and can be run)."""
    code = {place.name for place in places if place.kind == "code"}
    found = [cell for cell in cells if cell.grade_id in code and cell.kind != "code" and _does_something(cell.source)]
    return [replace(cell, kind="code") if cell in found else cell for cell in cells], [each.grade_id for each in found]


def _does_something(text):
    """Whether a text is Python that assigns, defines, imports or calls; prose is none of it."""
    tree, kinds = tree_of(text), (ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.Import, ast.ImportFrom, ast.Call)
    return tree is not None and any(isinstance(node, kinds) for node in ast.walk(tree))


def beside_answers(cells, variants, nameless):
    """The cells: of the `nameless`, by number, those next to an answer for a person are `beside` it."""
    cells = list(cells)
    for order in (range(len(cells)), range(len(cells) - 1, -1, -1)):
        near = ""
        for index in order:
            name = cells[index].grade_id
            if name or cells[index].number not in nameless:
                near = name if name in variants and variants[name].question.by_hand else ""
            elif near:
                cells[index] = replace(cells[index], beside=near)
    return cells


def _with_written_questions(cells, variants, places):
    """(cells, names): who left an answer for a person blank may have written it into the question's text, `names`."""
    texts = {place.name: [*map(without_space, place.texts)] for place in places}
    own = {name: [each for each in cells if each.part_of == name] for name in variants}
    blank = {
        f"{name}-text": name
        for name, variant in variants.items()
        if variant.question.by_hand and all(each.is_blank for each in own[name])
    }
    found = [
        each for each in cells if each.grade_id in blank and without_space(each.source) not in texts[each.grade_id]
    ]
    cells = [replace(each, beside=blank[each.grade_id]) if each in found else each for each in cells]
    return cells, [each.grade_id for each in found]


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
