"""What a penalty makes of one coefficient: thresholds, shrinks, or leaves alone."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from sparsity_kit.asked import as_penalties, need_penalty_of_one
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import WIDE, label, on
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.ends import name_ends
from sparsity_kit.figures.jumps import broken_at_jumps, last_event, told
from sparsity_kit.figures.looks import FAINT, INK, looks
from sparsity_kit.figures.plane import as_window
from sparsity_kit.halving import last
from sparsity_kit.inputs import as_nonnegative, as_real

LONGEST = 26  # letters of a name at the end of a curve: a formula may be longer than the picture is wide


@dataclass(frozen=True, eq=False, repr=False)
class Shrinkage(Drawing):
    """What `shrinkage` drew.

    xy: x·y, (m,); for a feature of length 1 this is also the least squares value of θ. curves: θ* of each penalty,
    (penalties, m). zeros: from which to which x·y θ* is exactly zero, (penalties, 2); infinite if that has no end.
    """

    xy: np.ndarray
    curves: np.ndarray
    zeros: np.ndarray

    @property
    def thresholds(self):
        """The largest t such that θ* is exactly zero for all |x·y| <= t, one per penalty; 0 if only xy = 0 is."""
        return np.minimum(-self.zeros[:, 0], self.zeros[:, 1])


def shrinkage(penalties, lam, ax=None, reach=None, xx=1.0, window=None):
    """θ* = argmin ‖xθ − y‖² + λΩ(θ) against x·y, for one feature: of length 1, the prox of (λ/2)Ω at x·y.

    L1 gives the soft threshold at λ/2, squared L2 a straight line through zero. `penalties` is one or a list; each
    must be able to price one coefficient, ValueError otherwise. The dotted line is least squares, θ* = x·y/‖x‖².
    `reach` is the largest |x·y|, as far as the thresholds and jumps are seen unless given; `xx` is ‖x‖². `window`,
    (left, right, bottom, top), is chosen to fit unless it is given, as for pictures that are to be compared; `reach`
    is then at least as far as the window, unless given.
    """
    penalties = as_penalties("shrinkage", penalties, need_penalty_of_one)
    lam = float(as_nonnegative("lam", lam, ndim=0))
    seen = 1.5 * lam if 0 < lam < 1e-3 else max(1.5 * lam, 1.0)
    xx = float(as_real("xx", xx, ndim=0))
    if window is not None:
        seen = max(seen, *np.abs(as_window(window)[:2]))
    elif reach is None and xx > 0:
        seen = max(
            seen, *(1.25 * xx * last_event(partial(_solve, penalty, lam=lam / xx), seen / xx) for penalty in penalties)
        )
    reach = float(as_real("reach", seen if reach is None else reach, ndim=0))
    for name, value in (("reach", reach), ("xx", xx)):
        if value <= 0:
            raise ValueError(f"{name} must be above 0, got {value:g}")
    xy = np.linspace(-reach, reach, 601)
    solved = [lambda xy, penalty=penalty: _solve(penalty, xy / xx, lam / xx) for penalty in penalties]
    curves = np.stack([curve(xy) for curve in solved])
    zeros = np.array([[_threshold(penalty, lam / xx, reach / xx, side) for side in (-1, 1)] for penalty in penalties])
    zeros = zeros * [-xx, xx] + 0.0  # no -0.
    ax = on(ax, WIDE)
    ax.plot(xy, xy / xx, color=FAINT, linestyle=":", linewidth=1.6)
    for style, curve in zip(looks(penalties), curves, strict=True):
        ax.plot(
            *broken_at_jumps(xy, curve, xx), color=style.colour, linestyle=style.line, linewidth=2.4, zorder=style.layer
        )
    for ends in np.unique((zeros[np.ptp(np.nan_to_num(zeros), axis=1) > 0] / reach).round(9), axis=0) * reach:
        shown = ends[np.isfinite(ends)]
        ax.plot(shown, 0 * shown, "|", color=INK, markersize=14, markeredgewidth=2, zorder=5)
    _name_curves(ax, xy, np.concatenate([curves, [xy / xx]]), looks(penalties), window)
    ax.plot([min(ax.get_xlim()[0], -reach), reach], [0, 0], color=FAINT, linewidth=0.8)  # up to the names
    ax.axvline(0, color=FAINT, linewidth=0.8)
    length = "‖x‖ = 1" if xx == 1 else f"‖x‖² = {words.number(xx)}"
    label(ax, f"x·y, with {length}", "θ*", f"θ* against x·y, λ = {words.number(lam)}", words.lam_caption())
    jumps = [told(curve, xy, drawn, xx) for curve, drawn in zip(solved, curves, strict=True)]
    names = [style.name for style in looks(penalties)]
    return Shrinkage(ax, _alt(names, (xx, lam), curves[:, -1], reach, zeros, jumps), xy, curves, zeros)


def _name_curves(ax, xy, curves, styles, window):
    """The names at the right ends, or in a given window where the curves leave it; the last is least squares."""
    names = [*(words.shortened(style.name, LONGEST) for style in styles), "least squares"]
    colours = [*(style.colour for style in styles), FAINT]
    if window is not None:
        window = as_window(window)
        ax.set(xlim=window[:2], ylim=window[2:])
        seen = [max(np.flatnonzero((xy <= window[1]) & (curve <= window[3])), default=0) for curve in curves]
        ends = np.array([[xy[k], curve[k]] for k, curve in zip(seen, curves, strict=True)])
        to, gap = window[1] + 0.03 * (window[1] - window[0]), 0.06 * (window[3] - window[2])
        name_ends(ax, ends, names, to, gap, colours, within=window[2:])
        return
    reach = xy[-1]
    ax.set_xlim(-1.1 * reach, 1.1 * reach)
    ax.set_xticks([tick for tick in ax.get_xticks() if abs(tick) <= 1.1 * reach])  # not those of the names' room
    ax.set_xlim(-1.1 * reach, (1.25 + 0.045 * max(map(len, names))) * reach)
    low, high = ax.get_ylim()
    ends = np.column_stack([np.full(len(curves), reach), curves[:, -1]])
    heights = name_ends(ax, ends, names, 1.1 * reach, 0.06 * (high - low), colours)
    ax.set_ylim(min(low, heights[0] - 0.04 * (high - low)), max(high, heights[-1] + 0.04 * (high - low)))


def _solve(penalty, xy, lam):
    return np.asarray(penalty.prox(np.asarray(xy, dtype=float)[:, None], lam / 2))[:, 0]


def _threshold(penalty, lam, reach, side):
    """How far x·y can go to one side with θ* exactly zero; inf if for ever, 0 if that is not seen beside `reach`."""
    size = last(lambda size: _solve(penalty, [side * size], lam)[0] == 0.0, far=1e30 * reach, high=4 * reach)
    return 0.0 if size < 1e-9 * reach else size


def _alt(names, given, last, reach, zeros, jumps):
    xx, lam = given
    feature = "of length 1" if xx == 1 else f"with ‖x‖² = {words.number(xx)}"
    text = [f"The minimiser θ* against x·y, for one feature {feature} and λ = {words.number(lam)}."]
    for name, (low, high), value, leaps in zip(names, zeros, last, jumps, strict=True):
        zero = f"is exactly zero for x·y from {words.number(low)} to {words.number(high)}"
        if low == high == 0:
            zero = "is zero only at x·y = 0"
        elif np.isclose(-low, high, rtol=1e-9, atol=0.0):
            zero = f"is exactly zero up to |x·y| = {words.number(high)}"
        text.append(f"With {name}, θ* {zero}{leaps}, and is {words.number(value)} at x·y = {words.number(reach)}.")
    return " ".join(text)
