"""The lasso at one λ, seen by the columns: who is not zero stands on the edge of a band, who is zero stays inside."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import as_window, need_lasso_path
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import SMALL, label, legend, on, write
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.ends import strip
from sparsity_kit.figures.lines import MOST_EVENTS, MOST_NAMES, as_names
from sparsity_kit.figures.looks import FAINT, INK, SKY, look
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.penalties import L1
from sparsity_kit.printable import counted


@dataclass(frozen=True, eq=False, repr=False)
class Correlations(Drawing):
    """What `correlations` drew.

    lam: λ. correlations: xⱼ·r with r = y − Xθ(λ), (p,). theta: θ(λ), (p,). edge: λ/2, which no |xⱼ·r| exceeds.
    """

    lam: float
    correlations: np.ndarray
    theta: np.ndarray
    names: tuple

    @property
    def edge(self):
        """λ/2: |xⱼ·r| is that where θⱼ is not zero, and at most that where it is."""
        return self.lam / 2


def correlations(path, lam, names=(), ax=None, window=None):
    """xⱼ·r, with r = y − Xθ(λ), and the band from −λ/2 to λ/2: on its edge where θⱼ ≠ 0, within it where θⱼ = 0.

    `path` is what `lasso_path(X, y)` returns, `names` (p,). Filled bars are coefficients that are not zero: at the
    upper edge they are positive, at the lower negative. `window` is the least and largest xⱼ·r that are seen, chosen to
    fit unless given; names along the top come above it. Raises TypeError for what is not a path, ValueError for a
    path with a ridge, names that do not fit, or a λ that is negative, not one number, or below the end of the path.
    """
    need_lasso_path("correlations", path)
    lam = float(as_nonnegative("lam", lam, ndim=0))
    if lam < path.lams[-1]:
        raise ValueError(f"lam must be at least {path.lams[-1]:g}, where the path ends, got {lam:g}")
    names = as_names(names, path.theta.shape[-1])
    if window is not None:
        window = as_window(window, 2, lambda low, high: low < high, "the least and the largest xⱼ·r")
    theta = path(lam)
    heights = path.X.T @ (path.y - path.X @ theta)
    ax = on(ax)
    tall = lam / 2 or np.abs(path.X.T @ path.y).max() or 1.0
    _draw(ax, heights, theta != 0.0, lam / 2, window or (-1.5 * tall, 1.25 * tall))
    _name(ax, names, theta)
    label(ax, None, "xⱼ·r,  r = y − Xθ", f"{look(L1()).name}, λ = {words.number(lam, 4)}: xⱼ·r", words.lam_caption())
    return Correlations(ax, _alt(lam, heights, theta, names), lam, heights, theta, names)


def _draw(ax, heights, alive, edge, window):
    ax.axhspan(-edge, edge, color=SKY, alpha=0.22, linewidth=0, zorder=0.4)
    for side in (-1, 1):
        ax.axhline(side * edge, color=INK, linestyle=(0, (6, 2)), linewidth=1.2, zorder=4)
    ax.axhline(0, color=FAINT, linewidth=0.8)
    at, colour = np.arange(len(heights)), look(L1()).colour
    kinds = (("θⱼ ≠ 0", alive, {"facecolor": colour}), ("θⱼ = 0", ~alive, {"facecolor": "white", "hatch": "////"}))
    for name, which, style in kinds:
        if which.any():
            ax.bar(at[which], heights[which], width=0.72, label=name, edgecolor=FAINT, zorder=3, **style)
    ax.set_xlim(-0.8, len(heights) - 0.2)
    ax.set_ylim(window)
    for side, sign in ((-1, "−"), (1, "")):
        text = f"{sign}λ/2 = {words.number(side * edge, 4)}"
        write(ax, text, (-0.8, side * edge), offset=(3, 4 * side))
    legend(ax, loc="lower right", ncols=2, handlelength=1.6, borderpad=0.1, borderaxespad=0.2)


def _name(ax, names, theta):
    """All columns below the picture; of many, those along the top whose coefficients are largest."""
    names = tuple(map(words.shortened, names))
    if len(names) <= MOST_NAMES:
        ax.set_xticks(range(len(names)), names, rotation=90 if max(map(len, names)) > 3 else 0, fontsize=SMALL)
        return
    largest = np.argsort(-np.abs(theta), kind="stable")[:MOST_EVENTS]
    shown = sorted(j for j in largest if theta[j] != 0)
    if shown:
        strip(ax, shown, [names[j] for j in shown])
    ax.set_xticks([])


def _alt(lam, heights, theta, names):
    edge = words.number(lam / 2, 4)
    text = [f"xⱼ·r for {counted(len(names), 'column')} at λ = {words.number(lam, 4)}"]
    if lam == 0:
        return f"{text[0]}: the band has no width, and all are 0. θ is a least squares solution."
    text[0] += f", with the band from −{edge} to {edge}."
    for sign, where in ((1, "upper"), (-1, "lower")):
        if (which := np.flatnonzero(np.sign(theta) == sign)).size:
            text.append(f"Exactly on its {where} edge: {words.first_of(names[j] for j in which)}.")
    zero = np.flatnonzero(theta == 0)
    touching = np.abs(heights[zero]) >= lam / 2 * (1 - 1e-9)
    if touching.any():
        text.append(f"On an edge though its coefficient is zero: {words.first_of(names[j] for j in zero[touching])}.")
    if (inside := zero[~touching]).size:
        nearest = inside[np.argmax(np.abs(heights[inside]))]
        size = words.number(heights[nearest], 4)
        text.append(f"Inside, with zero coefficients: {len(inside)}; nearest to an edge {names[nearest]}, {size}.")
    return " ".join(text)
