"""What a penalty makes of one coefficient: thresholds, shrinks, or leaves alone."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import Drawing, label, legend, on
from sparsity_kit.figures.looks import FAINT, INK, looks
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.objective import Penalty


@dataclass(frozen=True, eq=False, repr=False)
class Shrinkage(Drawing):
    """What `shrinkage` drew.

    xy: x·y for a feature of length 1, (m,); this is also the least squares value of θ. curves: θ* of each penalty,
    (penalties, m). thresholds: the largest |x·y| at which θ* is exactly zero, one per penalty; 0 if only xy = 0 is.
    """

    xy: np.ndarray
    curves: np.ndarray
    thresholds: np.ndarray


def shrinkage(penalties, lam, ax=None):
    """θ* = argmin ‖xθ − y‖² + λΩ(θ) against x·y, for one feature of length 1: the prox of (λ/2)Ω at x·y.

    L1 gives the soft threshold at λ/2, squared L2 a straight line through zero. `penalties` is one or a list; each
    must be able to price one coefficient, ValueError otherwise. The dotted line is least squares, θ* = x·y.
    """
    penalties = as_penalties("shrinkage", penalties)
    lam = float(as_nonnegative("lam", as_real("lam", lam, ndim=0)))
    reach = max(1.5 * lam, 1.0)
    xy = np.linspace(-reach, reach, 601)
    curves = np.stack([_solve(penalty, xy, lam) for penalty in penalties])
    thresholds = np.array([_threshold(penalty, lam, reach) for penalty in penalties])
    ax = on(ax)
    ax.plot(xy, xy, color=FAINT, linestyle=":", linewidth=1.6, label="least squares")
    every = len(xy) // 8
    for k, (style, curve) in enumerate(zip(looks(penalties), curves, strict=True)):
        pieces = _broken_at_jumps(xy, curve)
        ax.plot(*pieces, color=style.colour, linestyle=style.line, linewidth=2.4, label=style.name, zorder=3,
                marker=style.marker, markevery=(every // 2 + 9 * k, every), markersize=7)  # fmt: skip
    for at in np.unique(thresholds[thresholds > 0].round(9)):
        ax.plot([-at, at], [0, 0], "|", color=INK, markersize=14, markeredgewidth=2, zorder=5)
    ax.axhline(0, color=FAINT, linewidth=0.8)
    ax.axvline(0, color=FAINT, linewidth=0.8)
    label(ax, "x·y, with ‖x‖ = 1", "θ*", f"θ* against x·y, λ = {words.number(lam)}", words.lam_caption())
    legend(ax, loc="upper left")
    names = [style.name for style in looks(penalties)]
    return Shrinkage(ax, _alt(names, lam, curves[:, -1], reach, thresholds), xy, curves, thresholds)


def as_penalties(caller, penalties):
    """A list of penalties, from one or several; TypeError for anything else."""
    penalties = [penalties] if isinstance(penalties, Penalty) else list(penalties)
    strange = [penalty for penalty in penalties if not isinstance(penalty, Penalty)]
    if strange or not penalties:
        raise TypeError(f"{caller} takes penalties such as [L1(), L2()], got {strange[0] if strange else 'none'!r}")
    return penalties


def _solve(penalty, xy, lam):
    try:
        return np.asarray(penalty.prox(np.asarray(xy, dtype=float)[:, None], lam / 2))[:, 0]
    except ValueError as error:
        raise ValueError(f"shrinkage needs a penalty of 1 coefficient, got {penalty!r}: {error}") from None


def _threshold(penalty, lam, reach):
    """The largest |x·y| with θ* exactly zero, by halving."""
    low, high = 0.0, 4 * reach
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _solve(penalty, [middle], lam)[0] == 0.0 else (low, middle)
    return 0.0 if low < 1e-9 * reach else low


def _broken_at_jumps(xy, curve):
    """The curve with a gap where it jumps, as a penalty that is not convex makes it do."""
    jumps = np.flatnonzero(np.abs(np.diff(curve)) > 12 * (xy[1] - xy[0])) + 1
    return np.insert(xy, jumps, np.nan), np.insert(curve, jumps, np.nan)


def _alt(names, lam, last, reach, thresholds):
    text = [f"The minimiser θ* against x·y, for one feature of length 1 and λ = {words.number(lam)}."]
    for name, threshold, value in zip(names, thresholds, last, strict=True):
        zero = f"is exactly zero up to |x·y| = {words.number(threshold)}" if threshold else "is zero only at x·y = 0"
        text.append(f"With {name}, θ* {zero}, and is {words.number(value)} at x·y = {words.number(reach)}.")
    return " ".join(text)
