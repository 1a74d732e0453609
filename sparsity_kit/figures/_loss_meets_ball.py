"""The loss's contours grow until they touch the penalty's ball: the picture of the whole course."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.figures.contact import Contact, ball_and_window, draw_ball, mark_point, nearby
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import LOSS, look
from sparsity_kit.figures.plane import as_window, bottom_of, contours, draw_lines, grid, prepare
from sparsity_kit.solve.touching import touching


@dataclass(frozen=True, eq=False, repr=False)
class LossMeetsBall(Contact):
    """What `loss_meets_ball` drew: the touching point, and the two lines that meet there.

    contour: the lines {f = f(θ*)}, arrays (k, 2). ball: the boundary of {Ω <= radius}, (k, 2).
    window: left, right, bottom, top.
    """

    contour: list
    ball: np.ndarray
    window: tuple


def loss_meets_ball(objective, ax=None, window=None, start=None):
    """Contours of f grow around its minimiser until one touches the ball {Ω <= Ω(θ*)}: the touching point is θ*.

    Any loss with two coefficients, any penalty; θ* is the lowest point found, from many starts if Ω is not convex, or
    where `minimize` comes to from `start`. To start from a ball's radius instead of from λ, draw
    `constrained(loss + penalty, radius)`. After Hastie, Tibshirani and Friedman 2009, The Elements of Statistical
    Learning, figure 3.11. `window`, (left, right, bottom, top), is chosen to fit unless it is given, as for pictures
    that are to be compared. Raises ValueError for a loss outside the plane and for a batch.
    """
    met = touching(objective, caller="loss_meets_ball", start=start)
    looks, bottom = look(objective.penalty), bottom_of(objective.loss)
    ball, fitting = ball_and_window(objective, met, bottom)
    window = fitting if window is None else as_window(window)
    title = f"{looks.name}, λ = {words.number(objective.lam)}: {_short(met, objective.penalty)}"
    ax = prepare(ax, window, title=title, caption=words.lam_caption(objective.loss))
    draw_ball(ax, ball, looks)
    levels = _growing_levels(objective.loss, met.level, bottom, window)
    *growing, last = contours(objective.loss, [*levels, met.level], window)
    _shade(ax, [*growing, last])
    draw_lines(ax, [line for lines in growing for line in lines], alpha=0.45)
    draw_lines(ax, last, linewidth=2.0)
    if bottom is not None and _within(bottom, window):
        ax.plot(*bottom, marker="+", color=LOSS, markersize=11, markeredgewidth=2, zorder=4)
        if np.abs(bottom - met.point).max() > 0.08 * (window[1] - window[0]):
            place(ax, "least f", bottom, prefer=(0, 1))
    mark_point(ax, met, window, looks)
    alt = _alt(objective, met, looks.name)
    return LossMeetsBall(ax, alt, float(objective.lam), met, last, ball, window)


def _growing_levels(loss, level, bottom, window):
    """Four levels of f below the touching one, at equal steps of √(f − least f): evenly spaced for a bowl."""
    least = float(np.min(loss.value(grid(window, 101)[-1] if bottom is None else bottom)))
    return least + (level - least) * np.array([0.2, 0.4, 0.6, 0.8]) ** 2 if level > least else []


def _shade(ax, contours):
    """A bowl seen from above: the inside of each closed contour a little darker than what is around it."""
    for line in (line for lines in contours for line in lines if np.array_equal(line[0], line[-1])):
        ax.fill(*line.T, color=LOSS, alpha=0.035, linewidth=0, zorder=0.8)


def _within(point, window):
    return window[0] <= point[0] <= window[1] and window[2] <= point[1] <= window[3]


def _short(met, penalty):
    zeros = words.listing([words.theta(j) for j in met.zeros]) + " = 0" if met.zeros else "no zero"
    where = {"smooth": "curve", "inside": "no contact", "least": nearby(penalty, "least Ω")}.get(met.case, met.case)
    return "all zero" if met.case == "origin" else f"{where}, {zeros}"


def _alt(objective, met, name):
    lam, radius, at = words.number(objective.lam), words.number(met.radius), words.point(met.point)
    named = words.listing([words.theta(j) for j in met.zeros] or ["no coefficient"])
    zero = f"There {named} {'are' if len(met.zeros) > 1 else 'is'} exactly zero."
    least = nearby(objective.penalty, "least")
    meeting = {
        "corner": f"touch the {name} ball Ω ≤ {radius} at a corner, θ* = {at}",
        "edge": f"touch the {name} ball Ω ≤ {radius} on a straight edge, θ* = {at}",
        "smooth": f"touch the {name} ball Ω ≤ {radius} where its boundary is curved, θ* = {at}",
        "origin": f"grow until they reach the origin: the {name} ball has shrunk to that point",
        "least": f"grow until they reach the set where the {name} penalty is {least}, at θ* = {at}",
        "inside": f"need not grow: their centre θ* = {at} lies in the {name} ball Ω ≤ {radius}",
    }
    return f"Contours of the loss {meeting[met.case]}. {zero} The matching λ is {lam}."
