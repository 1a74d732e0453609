"""How often each column is chosen, at every λ: steps, as many as there are kinks in all the samples."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.brackets import described
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import WIDE, label, on
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.ends import strip
from sparsity_kit.figures.lines import MOST_NAMES, as_highlighted, as_names, as_prices, draw_lines, highlights
from sparsity_kit.printable import counted
from sparsity_kit.validation.selection import SelectionFrequency

DECADES, MOST_STEPS = 3, 2000  # as far down as this; and of more steps than so many, a part, evenly spread


@dataclass(frozen=True, eq=False, repr=False)
class Stability(Drawing):
    """What `stability` drew: lams (m,), ascending; share (m, p) there; names; highlighted, as in `coefficient_path`."""

    lams: np.ndarray
    share: np.ndarray
    names: tuple
    highlighted: tuple = ()


def stability(frequency, names=(), ax=None, highlight=None, lams=None):
    """One line for each column: the share of samples in which its coefficient is not zero, against λ.

    `frequency` is what `selection_frequency` returns. `names` and `highlight` are as in `path`; of more than 16 columns
    the seven that are chosen most, over all λ drawn, stand out. `lams`, at least two positive numbers, say where to
    draw; unless given, three decades from the first step down. Raises TypeError for what is not a `SelectionFrequency`.
    """
    if not isinstance(frequency, SelectionFrequency):
        raise TypeError(f"stability takes what selection_frequency(paths) returns, got {described(frequency)}")
    names = as_names(names, frequency.share.shape[1])
    lams = _where_to_draw(frequency, lams)
    share = frequency(lams)
    chosen = as_highlighted(highlight, names, first=np.argsort(-share.sum(axis=0), kind="stable"))
    ax = on(ax, WIDE)
    ax.set_xscale("log")
    draw_lines(ax, lams, share, chosen)
    for line in ax.lines[: len(names)]:
        line.set_drawstyle("steps-post")
    ax.set_ylim(-0.03, 1.03)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    _name_halves(ax, lams, share, names, chosen)
    label(ax, "λ", "share of samples that choose it", f"{frequency.count} samples", words.lam_caption())
    return Stability(ax, _alt(frequency, lams, share, names, chosen), lams, share, names, chosen)


def _name_halves(ax, lams, share, names, chosen):
    """Along the top the names, where a line reaches one half as λ falls, or its own highest point if that is lower.

    None for a line that is there already at the right end: it has reached one half beyond the picture.
    """
    here = share.any(axis=0) & (share[-1] < 0.5)
    shown = [j for j in np.flatnonzero(here) if len(names) <= MOST_NAMES or j in chosen]
    reach = np.array([np.flatnonzero(share[:, j] >= min(0.5, share[:, j].max()))[-1] for j in shown], dtype=int)
    order = np.argsort(reach, kind="stable")
    if len(shown):
        strip(ax, lams[reach[order]], [words.shortened(names[shown[k]]) for k in order])
    for j, at in zip(shown, reach, strict=True):
        colour = ax.lines[j].get_color()
        ax.plot(lams[at], share[at, j], "o", color=colour, markersize=5, markeredgecolor="white", zorder=4)


def _where_to_draw(frequency, lams):
    """λ ascending: the steps, or of very many those nearest to evenly spread places."""
    if lams is not None:
        return as_prices(lams)
    high = 1.1 * frequency.lams[0]
    if not high > frequency.low:
        raise ValueError("no sample chooses a column at any λ: there is nothing to draw; take a smaller lam_min")
    low = max(frequency.low, high * 10.0**-DECADES)
    steps = frequency.lams[(frequency.lams > low) & (frequency.lams < high)]
    if len(steps) > MOST_STEPS:
        steps = np.geomspace(low, high, MOST_STEPS)
    return np.unique(np.concatenate([[low, high], steps]))


def _alt(frequency, lams, share, names, chosen):
    low, high = words.number(lams[0]), words.number(lams[-1])
    of = counted(len(names), "column")
    text = [f"How often each of {of} is chosen in {frequency.count} samples, for λ from {low} to {high}."]
    always = [names[j] for j in np.flatnonzero(share[0] == 1)]
    if always:
        text.append(f"In all samples at the smallest λ: {words.first_of(always)}.")
    halves = []
    for j in np.argsort(-share.sum(axis=0), kind="stable"):
        most = np.flatnonzero(share[:, j] >= 0.5)
        if len(most):
            beyond = "beyond " if most[-1] == len(lams) - 1 else ""
            halves.append(f"{names[j]} {beyond}{words.number(lams[most[-1]])}")
    if halves:
        text.append(f"Chosen in half of the samples from which λ down: {words.first_of(halves)}.")
    else:
        text.append("None is chosen in half of the samples.")
    often = share >= 0.5
    if (fallen := np.flatnonzero((often[1:] & ~often[:-1]).any(axis=0))).size:
        text.append(f"In less than half again further down: {words.first_of(names[j] for j in fallen)}.")
    return " ".join([*text, *highlights(chosen, names)])
