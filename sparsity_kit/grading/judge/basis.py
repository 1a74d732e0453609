"""What a mark depends on, as digests: the cells of a question, and the question as this student was asked it."""

import hashlib
from copy import deepcopy
from dataclasses import replace

import numpy as np

from sparsity_kit.grading.lost_names import without_space


def with_basis(marks, cells, variants):
    """The marks, each with the digests of the question's own cells and of the question."""
    return tuple(
        replace(mark, cell=cell_digest(cells, mark.question), asked=asked_digest(variants[mark.question]))
        for mark in marks
    )


def cell_digest(cells, name):
    """A digest of all cells that answer a question, and of the numbers given for it; white space does not count."""
    own = [cell for cell in cells if cell.part_of in (name, f"{name}-given")]
    if all(cell.grade_id != name for cell in own):
        return "no cell"
    return _digest("\n".join(f"{cell.grade_id} {without_space(cell.source)}" for cell in own))


def asked_digest(variant):
    """A digest that changes with what the student was asked: text, points, numbers, key, mistakes, rubric."""
    question = variant.question
    parts = [question.text, question.points, question.rubric, variant.given, type(variant.kind).__name__]
    if not question.by_hand:
        try:
            told = [(mistake.name, mistake.message) for mistake in variant.mistakes]
            parts += [getattr(variant.kind, "tolerance", None), question.right, key_text(variant), told]
        except Exception as error:
            parts += [type(error).__name__]
    return _digest(repr(parts))


def key_text(variant):
    """The key as text: a value, a set in order, or what a function gives for its cases."""
    key = variant.key
    if callable(key):
        return repr([np.asarray(key(*deepcopy(case)), dtype=float).round(9).tolist() for case in variant.kind.cases])
    if isinstance(key, (set, frozenset)):
        return repr(sorted(map(str, key)))
    return str(np.asarray(key).tolist())


def _digest(text):
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]
