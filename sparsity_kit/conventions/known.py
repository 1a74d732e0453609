"""The conventions of this course, of programs and of books, and how one is found by its name."""

from difflib import get_close_matches

from sparsity_kit.conventions.books import BOOKS
from sparsity_kit.conventions.convention import FITTED, L1, L2, SUM, row
from sparsity_kit.conventions.programs import PROGRAMS
from sparsity_kit.inputs import shown

CONVENTIONS = (
    row("here L1", SUM, L1, "λ", "this course", FITTED),
    row("here SquaredL2", SUM, L2, "λ", "this course", FITTED),
    *PROGRAMS,
    *BOOKS,
)


def named(name):
    """The convention of this name, ½ also written 1/2; ValueError with the nearest names if there is none."""
    by_name = {row.name: row for row in CONVENTIONS} | {row.name.replace("½", "1/2"): row for row in CONVENTIONS}
    if isinstance(name, str) and name in by_name:
        return by_name[name]
    lowered = {known.lower(): known for known in by_name}
    close = get_close_matches(str(name).lower(), lowered, cutoff=0.4)
    cure = f"did you mean {', '.join(repr(lowered[key]) for key in close)}?" if close else "conventions.table() has all"
    raise ValueError(f"unknown convention {shown(name)}; {cure}")
