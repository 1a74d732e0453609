"""One solution, many numbers: what each convention calls the strength of the same L1 penalty."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.conventions import CONVENTIONS, from_lam
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import Drawing, label, on, write
from sparsity_kit.figures.looks import FAINT, look
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.penalties import L1


@dataclass(frozen=True, eq=False, repr=False)
class Conventions(Drawing):
    """What `conventions` drew: `names` of the conventions and their `values` for one and the same solution, (k,)."""

    names: tuple
    values: np.ndarray


def conventions(lam, n, ax=None):
    """The number to write, convention by convention, for the lasso solution at λ on `n` observations.

    Every row of the table in `sparsity_kit.conventions` whose penalty is L1 and whose loss is the squared error; the
    axis is logarithmic. Raises ValueError unless λ and n are positive.
    """
    lam, n = (float(as_nonnegative(name, value, ndim=0)) for name, value in (("lam", lam), ("n", n)))
    if lam == 0 or n == 0:
        raise ValueError(f"lam and n must be positive, got {lam:g} and {n:g}: all conventions agree on zero")
    rows = [row for row in CONVENTIONS if (row.loss, row.penalty) == ("SquaredError", "L1")]
    names = tuple(row.name for row in rows)
    values = np.array([from_lam(name, lam, n=n) for name in names])
    ax, style, heights = on(ax), look(L1()), -np.arange(len(rows))
    ax.hlines(heights, values.min() / 2, values, color=FAINT, linewidth=1)
    ax.plot(values, heights, style.marker, color=style.colour, markersize=9, linestyle="none")
    for row, value, height in zip(rows, values, heights, strict=True):
        write(ax, f"{row.parameter} = {words.number(value)}", (value, height), offset=(8, -1), va="center")
    ax.set_xscale("log")
    ax.set_xlim(values.min() / 2, values.max() * 40)
    ax.set_yticks(heights, names)
    label(ax, x="the number to write", title=f"One solution: λ = {words.number(lam)} here, n = {n:g}")
    alt = "; ".join(f"{name} {words.number(value)}" for name, value in zip(names, values, strict=True))
    alt = f"The lasso at λ = {words.number(lam)} with n = {n:g}, in other conventions: {alt}."
    return Conventions(ax, alt, names, values)
