"""One number, many models: what the same data become when everybody writes λ = 1."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.conventions import CONVENTIONS, to_lam
from sparsity_kit.figures import words
from sparsity_kit.figures.bands import LETTER, LINE, alike, filled
from sparsity_kit.figures.canvas import PANEL, label, on, panels, room, write
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.lines import as_names
from sparsity_kit.figures.looks import FAINT, INK, look
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.losses import SquaredError
from sparsity_kit.penalties import L1
from sparsity_kit.penalty import Penalty
from sparsity_kit.solve.minimize import minimize

STRIP, GAP, AROUND = 3.0, 0.9, 0.85  # lines of text: a band's bars, and around them; inches for title and names


@dataclass(frozen=True, eq=False, repr=False)
class OneLambda(Drawing):
    """What `one_lambda` drew: `lams` here, ascending (m,), `theta` there (m, p), and the names of who means each."""

    lams: np.ndarray
    theta: np.ndarray
    members: tuple


def one_lambda(X, y, penalty=None, value=1.0, names=(), ax=None):
    """The models that the conventions make of the same data, where each is given the same number, 1 unless told.

    A band for each different λ: the conventions that mean it, and a bar for every coefficient, all on one scale; a ring
    is a zero. `penalty` is L1(), unless given, or SquaredL2(); `names` are those of the columns. Raises ValueError for
    another penalty, and unless `value` is positive.
    """
    penalty = L1() if penalty is None else penalty
    need("one_lambda", Penalty, penalty)
    written_for = {(1.0, 0.0): "L1", (0.0, 1.0): "SquaredL2"}.get(penalty.as_elastic_net())
    if written_for is None:
        raise ValueError(f"one_lambda compares what is written for L1() or SquaredL2(), got {penalty!r}")
    value = float(as_nonnegative("value", value, ndim=0))
    if value == 0:
        raise ValueError("value must be positive, got 0: all conventions agree on zero")
    loss = SquaredError(X, y)
    if loss.batch_shape != ():
        raise ValueError(f"one_lambda draws one loss, got a batch of shape {loss.batch_shape}; pick one")
    rows = [row for row in CONVENTIONS if (row.loss, row.penalty) == ("SquaredError", written_for)]
    size = {"n": len(loss.y), "sd_y": np.std(loss.y) or None}
    if size["sd_y"] is None and written_for == "SquaredL2":
        raise ValueError(f"y must not be constant, got {loss.y[0]:g} in each row: glmnet divides by its spread; vary y")
    lams, members = zip(*alike(rows, [to_lam(row.name, value, **size) for row in rows]), strict=True)
    theta = minimize(loss + np.array(lams) * penalty).theta
    names = as_names(names, theta.shape[1])
    ax = _axes(ax, members)
    _draw(ax, lams, theta, members, look(penalty), names)
    number = words.number(value)
    label(ax, title=f"{number} in every convention, n = {size['n']}", caption=words.lam_caption())
    return OneLambda(ax, _alt(penalty, value, lams, theta, members), np.array(lams), theta, members)


def _axes(ax, members):
    """Axes of their own are as wide as two panels, because names need room, and as high as the bands need."""
    if ax is None:
        (ax,) = panels(1)
        ax.figure.set_size_inches(2 * PANEL[0], PANEL[1])
        lines = sum(1 + len(filled(ax, band, 2)) for band in members)
        ax.figure.set_figheight(round(AROUND + LINE * (lines + len(members) * (GAP + STRIP)), 1))
    return on(ax)


def _draw(ax, lams, theta, members, style, names):
    """From above: λ and who means it, then the bars about a line of height zero."""
    columns, top = np.arange(theta.shape[1]), 0.0
    texts = [[_lead(lam, bars), *filled(ax, band, 2)] for lam, bars, band in zip(lams, theta, members, strict=True)]
    height = (room(ax)[1] - AROUND) / LINE  # in lines of text
    strip = max(0.6, (height - sum(map(len, texts))) / len(texts) - GAP)
    unit = strip / 2 / max(np.abs(theta).max(), 1e-300)
    for rows, bars in zip(texts, theta, strict=True):
        write(ax, "\n".join(rows), (0, top), (0, 0), ha="left", va="top", xycoords=ax.get_yaxis_transform())
        middle = top - len(rows) - GAP / 2 - strip / 2
        ax.hlines(middle, -0.6, len(columns) - 0.4, color=FAINT, linewidth=0.8)
        ax.vlines(columns, middle, middle + unit * bars, color=style.colour, linewidth=5)
        zero = bars == 0
        ax.plot(columns[~zero], middle + unit * bars[~zero], "o", color=style.colour, markersize=5)
        ax.plot(columns[zero], np.full(zero.sum(), middle), "o", color=INK, markerfacecolor="white", markersize=5)
        top = middle - strip / 2 - GAP / 2
    ax.set(xlim=(-0.6, len(columns) - 0.4), ylim=(top, 0), yticks=[])
    _name(ax, names)
    ax.tick_params(axis="x", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)


def _name(ax, names):
    """Names below the bars, upright where they are long; of more than there is room for, every so many."""
    names, place = tuple(map(words.shortened, names)), 0.9 * room(ax)[0] / len(names)  # inches
    every = int(np.ceil(LINE / place))
    upright = max(map(len, names)) * LETTER > every * place
    ax.set_xticks(range(0, len(names), every), names[::every], rotation=90 if upright else 0)


def _lead(lam, bars):
    alive, largest = np.count_nonzero(bars), words.number(np.abs(bars).max())
    return f"λ = {words.number(lam)} here: {alive} of {len(bars)} alive, the largest {largest}"


def _alt(penalty, value, lams, theta, members):
    """For each model its λ, how many coefficients are not zero, the largest, and who means it."""
    text = [f"The models of {penalty.name} on the same data where {words.number(value)} is written in each convention."]
    for lam, bars, band in zip(lams, theta, members, strict=True):
        text.append(f"{_lead(lam, bars)}: {'; '.join(band)}.")
    return " ".join(text)
