"""The conventions of this course, of programs and of books, each with its formula and its source."""

from sparsity_kit.conventions.books import BOOKS
from sparsity_kit.conventions.learners import LEARNERS
from sparsity_kit.conventions.programs import PROGRAMS
from sparsity_kit.conventions.terms import FITTED, L1, L2, SUM, row

CONVENTIONS = (
    row("here L1", SUM, L1, "λ", "this course", FITTED),
    row("here SquaredL2", SUM, L2, "λ", "this course", FITTED),
    *PROGRAMS,
    *LEARNERS,
    *BOOKS,
)
