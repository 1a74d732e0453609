"""One solution, many numbers: what each convention calls the strength of the same L1 penalty."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.conventions import CONVENTIONS, from_lam
from sparsity_kit.figures import words
from sparsity_kit.figures.bands import alike, filled
from sparsity_kit.figures.canvas import label, on, write
from sparsity_kit.figures.drawing import Drawing
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

    Every row of the table in `sparsity_kit.conventions` whose penalty is L1 and whose loss is the squared error, those
    that write the same number together; the axis is logarithmic. Raises ValueError unless λ and n are positive.
    """
    lam, n = (float(as_nonnegative(name, value, ndim=0)) for name, value in (("lam", lam), ("n", n)))
    if lam == 0 or n == 0:
        raise ValueError(f"lam and n must be positive, got {lam:g} and {n:g}: all conventions agree on zero")
    rows = [row for row in CONVENTIONS if (row.loss, row.penalty) == ("SquaredError", "L1")]
    names = tuple(row.name for row in rows)
    values = np.array([from_lam(name, lam, n=n) for name in names])
    bands = alike(rows, values)[::-1]
    ax = on(ax)
    _draw(ax, bands)
    label(ax, x="the number to write", title=f"One solution: λ = {words.number(lam)} here, n = {n:g}")
    alt = [f"What to write for the lasso at λ = {words.number(lam)} with n = {n:g}, convention by convention."]
    alt += [f"{words.number(value)}: {'; '.join(members)}." for value, members in bands]
    return Conventions(ax, " ".join(alt), names, values)


def _draw(ax, bands):
    """A stem for each number, and below it the names of those who write it."""
    style, numbers, y = look(L1()), [value for value, _ in bands], 0.0
    left, right = min(numbers) / 1.6, max(numbers) * 2.5
    for value, members in bands:
        ax.hlines(y, left, value, color=FAINT, linewidth=1)
        ax.plot(value, y, style.marker, color=style.colour, markersize=9, linestyle="none")
        write(ax, words.number(value), (value, y), offset=(8, -1), va="center")
        rows = filled(ax, members, lines=5)
        write(ax, "\n".join(rows), (0, y - 0.6), offset=(2, 0), va="top", xycoords=ax.get_yaxis_transform())
        y -= len(rows) + 1.6
    ax.set_xscale("log")
    ax.set_xlim(left, right)
    ax.set_ylim(y + 1.0, 0.8)
    ax.xaxis.set_tick_params(which="both", length=0, labelbottom=False)  # each number stands at its mark
    ax.set_yticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
