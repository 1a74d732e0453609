"""Names at the ends of lines and along the top: each is led to what it names, and moved apart from the others."""

import numpy as np

from sparsity_kit.figures.canvas import SMALL
from sparsity_kit.figures.looks import FAINT, INK

STRIP_GAP = 0.04  # between two names along the top, as a share of the axes' width
LEADER = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.6, "shrinkB": 0}


def name_ends(ax, ends, names, to, gap, colours, within=(-np.inf, np.inf)):
    """Names at x = `to`, left or right of the `ends` (k, 2) of their lines; heights at least `gap` apart are returned.

    A colour is that of the leader from the end to the name; FAINT is also that of the name. Heights stay `within`.
    """
    order = np.argsort(ends[:, 1], kind="stable")
    heights = apart(ends[order, 1], gap, *within)
    left = to < ends[0, 0]
    for k, height in zip(order, heights, strict=True):
        pale = colours[k] == FAINT
        leader = LEADER | {"relpos": (float(left), 0.5), "color": colours[k], "linewidth": 0.6 if pale else 1.2}
        style = {"fontsize": SMALL, "color": FAINT if pale else INK, "ha": "right" if left else "left", "va": "center"}
        ax.annotate(names[k], tuple(ends[k]), (to, height), arrowprops=leader, **style)
    return heights


def strip_begins(texts):
    """Where the texts of `strip` begin, as a share of the axes' height."""
    return max(0.94 - 0.025 * max(map(len, texts)), 0.45)


def strip(ax, lams, texts):
    """Texts along the top, upright, each with a thin line down to its λ; `lams` ascending, (k,), k > 0.

    They are moved apart where they would overlap, and the picture grows upwards to make room for them. Returns where
    they begin, as a share of the axes' height.
    """
    top = strip_begins(texts)
    low, high = ax.get_ylim()
    ticks = [tick for tick in ax.get_yticks() if low <= tick <= high]
    ax.set_yticks(ticks)
    ax.set_ylim(low, low + (high - low) / top)
    shares = [ax.transAxes.inverted().transform(ax.transData.transform((lam, low)))[0] for lam in lams]
    style = {"xycoords": "axes fraction", "rotation": 90, "ha": "center", "va": "top", "fontsize": SMALL, "color": INK}
    for share, lam, at, text in zip(shares, lams, apart(shares, STRIP_GAP, 0.0, 1.0), texts, strict=True):
        ax.axvline(lam, ymax=top, color=FAINT, linewidth=0.6, alpha=0.4, zorder=0.5)
        ax.annotate(text, (share, top), (at, 0.995), textcoords="axes fraction", arrowprops=LEADER, **style)
    return top


def apart(at, gap, low=-np.inf, high=np.inf):
    """Ascending places moved as little as needed to be `gap` apart: neighbours that collide share their middle.

    All stay half a gap within `low` and `high`.
    """
    blocks = []
    for one in at:
        blocks.append([one, 1])
        while len(blocks) > 1 and blocks[-1][0] - blocks[-2][0] < gap * (blocks[-1][1] + blocks[-2][1]) / 2:
            (b, m), (a, n) = blocks.pop(), blocks.pop()
            blocks.append([(a * n + b * m) / (n + m), n + m])
    moved = np.concatenate([middle + gap * (np.arange(count) - (count - 1) / 2) for middle, count in blocks])
    room = gap * (np.arange(len(moved)) + 0.5)
    return np.clip(moved, low + room, high - room[::-1])
