"""Whether a notebook that is there is still as it was released: only then another may be written over it."""

from sparsity_kit.grading.notebook import Corrupt, read_notebook
from sparsity_kit.grading.release.blanks import without_numbers


def is_untouched(data, places):
    """Whether a file's bytes are a notebook with the cells of these Places, all as released; numbers may differ."""
    try:
        cells, flags = read_notebook(data)
    except Corrupt:
        return False
    texts = {place.name: {text.strip() for text in place.texts} for place in places}
    return not flags and all(_is_as_released(cell, texts) for cell in cells)


def _is_as_released(cell, texts):
    name, source = cell.grade_id or cell.id, cell.source
    if not source.strip() or name.endswith("-given"):
        return True
    source = without_numbers(source) if name.endswith("-check") else source
    return source.strip() in texts.get(name, ())
