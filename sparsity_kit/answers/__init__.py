"""Answers: what kinds there are, how each is read from what a student types, and how two of them are compared."""

from sparsity_kit.answers.arrays import Array
from sparsity_kit.answers.expression import Expression
from sparsity_kit.answers.found import Found
from sparsity_kit.answers.function import Function
from sparsity_kit.answers.kind import Blank, Unclear, Unreadable, is_blank
from sparsity_kit.answers.letters import RIGHT, Boolean, Choice, Choices
from sparsity_kit.answers.numbers import Number
from sparsity_kit.answers.relation import Relation

__all__ = [
    "RIGHT", "Array", "Blank", "Boolean", "Choice", "Choices", "Expression", "Found", "Function", "Number", "Relation",
    "Unclear", "Unreadable", "is_blank",
]  # fmt: skip
