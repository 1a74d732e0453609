"""Coefficients against λ: which die, and at which price."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.figures.asked import need
from sparsity_kit.figures.canvas import SMALL, Drawing, label, on
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import BLACK, BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, SKY, VERMILION, look
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.objective import Loss, Penalty
from sparsity_kit.path import lambda_grid, lambda_max
from sparsity_kit.solvers import minimize

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
LINES = ("-", (0, (6, 2)), (0, (7, 2, 1.5, 2)), (0, (1.2, 1.2)))


@dataclass(frozen=True, eq=False, repr=False)
class CoefficientPath(Drawing):
    """What `coefficient_path` drew.

    lams: (m,), ascending. thetas: θ*(λ), (m, p). deaths: the λ above which each coefficient is exactly zero for good,
    (p,); inf if it is not zero at the largest λ, 0 if it is zero at every λ drawn. lam_max: the λ where the last one
    dies; inf for squared L2. highlighted: which coefficients stand out, as indices, ascending; () if all look alike.
    """

    lams: np.ndarray
    thetas: np.ndarray
    deaths: np.ndarray
    lam_max: float
    names: tuple
    highlighted: tuple = ()


def coefficient_path(loss, penalty, lams=None, names=None, ax=None, highlight=None):
    """θ*(λ), one line per coefficient; a marker on the zero line where a coefficient dies, and λ_max.

    `lams` (m,) unless given: three decades below λ_max, spaced by factors; a grid that holds 0 or that spans less
    than a decade is drawn on a plain scale, others on a logarithmic one. `names` (p,). One loss, no batch.
    `highlight`, names or indices, at most seven: these are thick and coloured and named where they die, others grey.
    """
    need("coefficient_path", Loss, loss)
    need("coefficient_path", Penalty, penalty)
    if loss.batch_shape != ():
        raise ValueError(f"coefficient_path draws one loss, got a batch of shape {loss.batch_shape}; pick one")
    names = tuple(words.theta(j) for j in range(loss.n_features)) if names is None else tuple(map(str, names))
    if len(names) != loss.n_features:
        raise ValueError(f"names must have one entry per coefficient, {loss.n_features}, got {len(names)}")
    largest = float(lambda_max(loss, penalty))
    chosen = _chosen(highlight, names)
    lams = _default_lams(loss, largest) if lams is None else np.unique(as_nonnegative("lams", as_real("lams", lams, 1)))
    if len(lams) < 2:
        raise ValueError(f"lams must hold at least 2 different values, got {lams.tolist()}")
    thetas = minimize(loss + lams * penalty).theta
    if (thetas[lams > largest * (1 + 1e-9)] != 0.0).any():
        largest = np.inf  # not convex: the minimum at zero is not the one that was followed
    deaths = _deaths(loss, penalty, lams, thetas)
    ax = on(ax)
    _draw(ax, lams, thetas, chosen)
    _mark_deaths(ax, deaths, look(penalty).marker, chosen)
    _name_lines(ax, lams, thetas, names, chosen)
    _name_prices(ax, lams, deaths, largest, names, chosen)
    label(ax, "λ", "coefficient", f"{look(penalty).name}: coefficients against λ", words.lam_caption(loss))
    alt = _alt(look(penalty).name, lams, thetas, deaths, largest, names)
    alt += f" Highlighted: {words.listing(names[j] for j in chosen)}." if chosen else ""
    return CoefficientPath(ax, alt, lams, thetas, deaths, largest, names, chosen)


def _chosen(highlight, names):
    """The coefficients to highlight as indices, ascending; () for None."""
    wanted = [] if highlight is None else [highlight] if isinstance(highlight, (str, int)) else list(highlight)
    by_name = {name: j for j, name in reversed(list(enumerate(names)))}
    found = {by_name.get(which, which) if isinstance(which, str) else which for which in wanted}
    for which in found:
        if isinstance(which, bool) or not isinstance(which, (int, np.integer)) or not 0 <= which < len(names):
            raise ValueError(f"highlight must hold names or indices of {', '.join(names)}, got {which!r}")
    if len(found) > len(COLOURS):
        raise ValueError(f"highlight can hold {len(COLOURS)} coefficients, one per colour, got {len(found)}")
    return tuple(sorted(map(int, found)))


def _default_lams(loss, largest):
    if largest == 0:
        raise ValueError("every coefficient is zero at every λ: the slope of the loss at zero is 0; give lams")
    if np.isfinite(largest):
        return np.sort(lambda_grid(1.3 * largest, n=200))
    return np.sort(lambda_grid(100 * (loss.lipschitz or 1.0), n=200, ratio=1e-5))


def _deaths(loss, penalty, lams, thetas):
    """For each coefficient the λ after its last value that is not zero; between two λ of the grid, by dividing."""
    alive = thetas != 0.0
    last = np.where(alive.any(axis=0), len(lams) - 1 - np.argmax(alive[::-1], axis=0), -1)
    deaths = np.where(last == len(lams) - 1, np.inf, lams[np.minimum(last + 1, len(lams) - 1)])
    dying = np.flatnonzero((last >= 0) & np.isfinite(deaths))
    low = lams[last[dying]]
    for _ in range(5 if dying.size else 0):
        inner = np.linspace(low, deaths[dying], 17)
        still = minimize(loss + inner * penalty).theta[:, range(len(dying)), dying] != 0.0
        k = len(inner) - 1 - np.argmax(still[::-1], axis=0)
        k = np.where(still.any(axis=0), k, 0)
        low, deaths[dying] = inner[k, range(len(dying))], inner[np.minimum(k + 1, 16), range(len(dying))]
    return np.where(last < 0, 0.0, deaths)


def _draw(ax, lams, thetas, chosen):
    """One line per coefficient; where some are highlighted, each of those has a colour of its own."""
    if lams[0] > 0 and lams[-1] >= 10 * lams[0]:
        ax.set_xscale("log")
    for j, line in enumerate(thetas.T):
        if chosen and j not in chosen:
            ax.plot(lams, line, color=FAINT, linewidth=0.9, zorder=1.5)
            continue
        k = chosen.index(j) if chosen else j
        style = LINES[(k + k // len(COLOURS)) % len(LINES)]
        ax.plot(lams, line, color=COLOURS[k % len(COLOURS)], linestyle=style, linewidth=2.6 if chosen else 1.9)
    ax.axhline(0, color=FAINT, linewidth=0.8, zorder=1)


def _mark_deaths(ax, deaths, marker, chosen):
    """A white marker where a coefficient dies; smaller and grey where others are highlighted."""
    for highlighted in (False, True):
        which = [j for j in range(len(deaths)) if (not chosen or j in chosen) == highlighted]
        dead = np.array([deaths[j] for j in which if 0 < deaths[j] < np.inf])
        size, edge, above = (7, INK, 5) if highlighted else (4, FAINT, 4)
        style = {"color": "white", "markeredgecolor": edge, "markersize": size, "zorder": above, "linestyle": "None"}
        ax.plot(dead, np.zeros_like(dead), marker=marker, **style)


def _name_prices(ax, lams, deaths, largest, names, chosen):
    """λ_max, and where the highlighted ones die."""
    if lams[0] <= largest <= lams[-1]:
        ax.axvline(largest, color=INK, linestyle=":", linewidth=1.4)
        text = f"$\\lambda_{{\\max}}$ = {words.number(largest, 4)}"
        places = [((largest, height), (3, offset)) for height, offset in ((1.0, -3), (0.5, 0), (0.0, 3))]
        place(ax, text, places[0][0], places=places, coordinates=ax.get_xaxis_transform(), rotation=90)
    for j in chosen:
        if 0 < deaths[j] < np.inf:
            place(ax, names[j], (deaths[j], 0.0))


def _name_lines(ax, lams, thetas, names, chosen):
    """Each line's name at its left end, moved apart where they would overlap."""
    logarithmic = ax.get_xscale() == "log"
    share = 0.10 + 0.025 * max(map(len, names))
    span = np.log(lams[-1] / lams[0]) if logarithmic else lams[-1] - lams[0]
    left = lams[0] / np.exp(span * share) if logarithmic else lams[0] - span * share
    right = lams[-1] * np.exp(0.06 * span) if logarithmic else lams[-1] + 0.06 * span  # room to name λ_max
    ax.set_xlim(left, right)
    left = left * np.exp(0.02 * span) if logarithmic else left + 0.02 * span
    low, high = ax.get_ylim()
    order, gap = np.argsort(thetas[0], kind="stable"), 0.052 * (high - low)
    heights = _apart(thetas[0][order], gap)
    for j, height in zip(order, heights, strict=True):
        leader = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.6, "shrinkB": 0, "relpos": (1, 0.5)}
        style = {"fontsize": SMALL, "color": INK, "ha": "left", "va": "center", "arrowprops": leader}
        style |= {"color": FAINT} if chosen and j not in chosen else {}
        ax.annotate(names[j], (lams[0], thetas[0][j]), (left, height), **style)
    ax.set_ylim(min(low, heights[0] - gap), max(high, heights[-1] + gap))


def _apart(heights, gap):
    """Ascending heights moved as little as needed to be `gap` apart: neighbours that collide share their middle."""
    blocks = []
    for height in heights:
        blocks.append([height, 1])
        while len(blocks) > 1 and blocks[-1][0] - blocks[-2][0] < gap * (blocks[-1][1] + blocks[-2][1]) / 2:
            (b, m), (a, n) = blocks.pop(), blocks.pop()
            blocks.append([(a * n + b * m) / (n + m), n + m])
    return np.concatenate([middle + gap * (np.arange(count) - (count - 1) / 2) for middle, count in blocks])


def _alt(name, lams, thetas, deaths, largest, names):
    low, high = words.number(lams[0]), words.number(lams[-1])
    text = [f"{len(names)} coefficients with the {name} penalty, for λ from {low} to {high}."]
    if not np.isfinite(deaths).any():
        signs = np.sign(thetas)
        passing = [names[j] for j in np.flatnonzero((signs.min(axis=0) < 0) & (signs.max(axis=0) > 0))]
        passes = f"; {words.listing(passing)} pass{'es' * (len(passing) == 1)} through zero" if passing else ""
        text.append(f"None of them stays at zero{', however large λ' if np.isinf(largest) else ''}{passes}.")
    order = [j for j in np.argsort(-deaths, kind="stable") if 0 < deaths[j] < np.inf]
    if order:
        text.append(f"Zero for good from λ on: {', '.join(f'{names[j]} {words.number(deaths[j], 4)}' for j in order)}.")
    if (deaths == 0).any():
        text.append(f"Zero at every λ drawn: {', '.join(names[j] for j in np.flatnonzero(deaths == 0))}.")
    if np.isfinite(largest):
        text.append(f"At λ_max = {words.number(largest, 4)} all are zero.")
    return " ".join(text)
