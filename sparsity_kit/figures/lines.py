"""Lines of coefficients against λ: a look for each, some of them highlighted, and names that do not overlap."""

import numpy as np
from matplotlib.cbook import is_math_text
from matplotlib.mathtext import MathTextParser

from sparsity_kit.figures import words
from sparsity_kit.figures.ends import name_ends
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import BLACK, BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, SKY, VERMILION
from sparsity_kit.figures.plane import as_window
from sparsity_kit.inputs import as_floats, shown

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
LINES = ("-", (0, (6, 2)), (0, (7, 2, 1.5, 2)), (0, (1.2, 1.2)))
MOST_NAMES, MOST_EVENTS = 16, 22  # more would be taller, or wider, than the picture
LINE_GAP = 0.052  # between two names, as a share of the axes' height


def as_names(names, p):
    """One name per coefficient, θ₁, θ₂, … unless given; ValueError for another number of names than p."""
    if names is not None and not np.iterable(names):
        raise TypeError(f"names must be a list of texts, one per coefficient, got {shown(names)}")
    names = tuple(map(str, () if names is None else names)) or tuple(words.theta(j) for j in range(p))
    if len(names) != p:
        raise ValueError(f"names must have one entry per coefficient, {p}, got {len(names)}")
    for name in filter(is_math_text, names):
        try:
            MathTextParser("path").parse(name)
        except ValueError:
            raise ValueError(rf"names must be text that matplotlib can set, got {name!r}; write \$ for $") from None
    return names


def as_highlighted(highlight, names, first=()):
    """The coefficients to highlight, from names or indices to indices, ascending; () for None.

    For None among more than 16 names these are the `first` seven.
    """
    if highlight is None:
        highlight = first[: len(COLOURS)] if len(names) > MOST_NAMES else ()
    wanted = list(highlight) if np.iterable(highlight) and not isinstance(highlight, str) else [highlight]
    by_name = {name: j for j, name in reversed(list(enumerate(names)))}
    found = [by_name.get(which, which) if isinstance(which, str) else which for which in wanted]
    for which in found:
        if isinstance(which, bool) or not isinstance(which, (int, np.integer)) or not 0 <= which < len(names):
            raise ValueError(f"highlight must hold names or indices of {', '.join(names)}, got {shown(which)}")
    found = sorted(set(map(int, found)))
    if len(found) > len(COLOURS):
        raise ValueError(f"highlight can hold {len(COLOURS)} coefficients, one per colour, got {len(found)}")
    return tuple(found)


def highlights(chosen, names):
    """Which are highlighted, as a list of one sentence; of none if none are."""
    return [f"Highlighted: {words.listing(names[j] for j in chosen)}."] if chosen else []


def as_prices(lams):
    """Where to draw, ascending; ValueError unless these are at least two positive numbers."""
    lams = np.unique(as_floats("lams", lams))
    if len(lams) < 2 or not 0 < lams[0] < lams[-1] < np.inf:
        raise ValueError(f"lams must be at least 2 positive numbers, got {lams.tolist()}")
    return lams


def own_look(k):
    """Colour and dashes of the k-th line, no two alike up to the 28th: a colour that comes again has other dashes."""
    return COLOURS[k % len(COLOURS)], LINES[(k + 2 * (k // len(COLOURS))) % len(LINES)]


def draw_lines(ax, lams, thetas, chosen):
    """One line per coefficient; where some are highlighted, each of those has a colour of its own."""
    for j, line in enumerate(thetas.T):
        if chosen and j not in chosen:
            ax.plot(lams, line, color=FAINT, linewidth=0.9, zorder=1.5)
            continue
        k = chosen.index(j) if chosen else j
        colour, style = own_look(k)
        ax.plot(lams, line, color=colour, linestyle=style, linewidth=2.6 if chosen else 1.9)
    ax.plot(lams[[0, -1]], [0, 0], color=FAINT, linewidth=0.8, zorder=1)  # not below the names, on the left


def mark_zeros(ax, lams, columns, marker, chosen):
    """A white marker on the zero line at each λ; smaller and grey where its column is not a highlighted one."""
    for highlighted in (False, True):
        at = np.array([lam for lam, j in zip(lams, columns, strict=True) if (not chosen or j in chosen) == highlighted])
        size, edge, above = (7, INK, 5) if highlighted else (4, FAINT, 4)
        style = {"color": "white", "markeredgecolor": edge, "markersize": size, "zorder": above, "linestyle": "None"}
        ax.plot(at, np.zeros_like(at), marker=marker, **style)


def name_largest(ax, largest, top=1.0):
    """The dotted line at λ_max, up to `top`, a share of the axes' height; its name along it, where it hides least."""
    ax.axvline(largest, ymax=top, color=INK, linestyle=":", linewidth=1.4)
    text = f"$\\lambda_{{\\max}}$ = {words.number(largest, 4)}"
    places = [((largest, height), (3, offset)) for height, offset in ((top, -3), (0.5, 0), (0.0, 3))]
    place(ax, text, places[0][0], places=places, coordinates=ax.get_xaxis_transform(), rotation=90)


def name_lines(ax, lams, thetas, names, chosen, height=1.0, window=None):
    """Names at the left ends, moved apart where they would overlap.

    Of many lines the highlighted ones alone are named, or those that end farthest from zero. `height` is the share of
    the axes that will be left to the lines. `window` is as in `figures.path`.
    """
    names, named = tuple(map(words.shortened, names)), np.arange(len(names))
    if len(names) > MOST_NAMES:
        named = np.array(chosen or np.argsort(-np.abs(thetas[0]), kind="stable")[:MOST_NAMES])
    logarithmic = ax.get_xscale() == "log"
    to, back = (np.log, np.exp) if logarithmic else (float, float)
    first, last = to(lams[0]), to(lams[-1])
    span = (last if window is None else max(last, to(window[0]))) - first
    share = 0.10 + 0.025 * max(len(names[j]) for j in named)
    left, right = back(first - share * span), back(last + 0.06 * span)  # on the right is room to name λ_max
    end = back(first - 0.05 * span)  # of all names: no leader crosses one
    if window is not None:
        _, right, *heights = as_window((left, *window))
        ax.set_ylim(heights)
    ax.set_xlim(left, right)
    low, high = ax.get_ylim()
    gap = LINE_GAP / height * (high - low)
    colours = [FAINT if chosen and j not in chosen else own_look(chosen.index(j) if chosen else j)[0] for j in named]
    ends = np.column_stack([np.full(len(named), lams[0]), thetas[0][named]])
    heights = name_ends(ax, ends, [names[j] for j in named], end, gap, colours)
    if window is None:
        ax.set_ylim(min(low, heights[0] - gap), max(high, heights[-1] + gap))
    if not logarithmic:
        ax.set_xticks([tick for tick in ax.get_xticks() if lams[0] <= tick <= right])
        ax.set_xlim(left, right)
