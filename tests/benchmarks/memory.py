"""What a path needs beside X: the largest extra memory, in units of the size of X."""

import tracemalloc

from . import ours
from .problems import grid_case
from .tables import table, two_digits

WHAT = "Largest extra memory while lasso_path runs to λ_max/1000, in units of the size of X"
HEAD = ["problem", "X, MB", "extra memory / X", "kept afterwards / X"]


def line(problem):
    """tracemalloc sees what NumPy allocates for arrays, and not what BLAS keeps for itself."""
    case = grid_case(problem)
    ours.path(case)
    tracemalloc.start()
    try:
        path = ours.path(case)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    size = case.rows.nbytes
    del path
    return [problem, two_digits(size / 1e6), two_digits(peak / size), two_digits(kept / size)]


def summary(lines):
    return table(HEAD, lines)
