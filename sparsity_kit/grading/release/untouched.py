"""Whether a notebook that is there is still as it was released: only then another may be written over it."""

from sparsity_kit.grading.given_numbers import numbers_in
from sparsity_kit.grading.notebook import Corrupt, read_notebook
from sparsity_kit.grading.release.blanks import without_numbers


def is_untouched(data, handout, who):
    """Whether a file's bytes are a notebook with the cells of this Handout, all as released; numbers may differ."""
    try:
        cells, flags = read_notebook(data)
    except Corrupt:
        return False
    texts = {place.name: {text.strip() for text in place.texts} for place in handout.places}
    given = {f"{each.name}-given": {*handout.given(each.name, who)} for each in handout.assignment.questions}
    return not flags and all(_is_as_released(cell, texts, given) for cell in cells)


def _is_as_released(cell, texts, given):
    name, source = cell.grade_id or cell.id, cell.source
    if not source.strip():
        return True
    if name in given:
        return {*numbers_in(source)} == given[name]
    source = without_numbers(source) if name.endswith("-check") else source
    return source.strip() in texts.get(name, ())
