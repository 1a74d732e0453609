"""After the deadline: the reference notebook with a student's numbers, solved, with each key and why it is right."""

from sparsity_kit.grading.notebook import grade_id, source_of
from sparsity_kit.grading.release.blanks import BEGIN, END
from sparsity_kit.grading.release.student_notebook import with_numbers


def solved(notebook, assignment, variants):
    """The notebook with solutions for these variants ({question's name: Variant}); its check cells judge."""
    notebook = with_numbers(notebook, assignment, variants)
    last = {_question(grade_id(cell)): number for number, cell in enumerate(notebook["cells"])}
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        name = grade_id(cell)
        lines = source_of(cell).split("\n")
        cell["source"] = "\n".join(line for line in lines if BEGIN not in line and END not in line)
        cell["metadata"] = {}  # nothing in it is graded any more
        cells.append(cell)
        if (asked := _question(name)) in variants and last[asked] == number:
            cells.append(_key_cell(variants[asked]))
    return notebook | {"cells": cells}


def _question(name):
    """The question that a cell belongs to: hw2-kink of hw2-kink-check."""
    for suffix in ("-text", "-given", "-check"):
        name = name.removesuffix(suffix)
    return name


def _key_cell(variant):
    question = variant.question
    if question.by_hand:
        marks = "\n".join(f"- {points:g}: {sentence}" for points, sentence in question.rubric)
        text = f"**Points, {question.points:g} in all**\n\n{marks}"
    else:
        text = f"**Key:** {key_in_words(variant)}. {question.right}"
    return {"cell_type": "markdown", "id": f"{question.name}-key", "metadata": {}, "source": text}


def key_in_words(variant):
    """The key as a student could have answered it."""
    key = variant.key
    if isinstance(key, str) and not variant.question.wants_function:
        return f"`{key}`"
    if callable(key):
        return "the function in the cell above"
    return variant.kind.shown(variant.kind.read(key))
