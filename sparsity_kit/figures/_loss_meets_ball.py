"""The loss's contours grow until they touch the penalty's ball: the picture of the whole course."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.figures.contact import Contact
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import INK, LOSS, look
from sparsity_kit.figures.plane import (
    as_window,
    ball_boundary,
    bottom_of,
    contours,
    draw_lines,
    grid,
    prepare,
    square_window,
)
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

    Any loss with two coefficients, any penalty; θ* comes from `minimize`. To start from a ball's radius instead of
    from λ, draw `constrained(loss + penalty, radius)`. After Hastie, Tibshirani and Friedman 2009, The Elements of
    Statistical Learning, figure 3.11. `window`, (left, right, bottom, top), is chosen to fit unless it is given, as
    for pictures that are to be compared. `start` is where `minimize` starts, which matters if Ω is not convex. Raises
    ValueError for a loss outside the plane and for a batch.
    """
    met = touching(objective, caller="loss_meets_ball", start=start)
    looks, bottom = look(objective.penalty), bottom_of(objective.loss)
    ball, fitting = ball_and_window(objective, met, bottom)
    window = fitting if window is None else as_window(window)
    title = f"{looks.name}, λ = {words.number(objective.lam)}: {_short(met)}"
    ax = prepare(ax, window, title=title, caption=words.lam_caption(objective.loss))
    draw_ball(ax, ball, looks)
    levels = growing_levels(objective.loss, met.level, bottom, window)
    *growing, last = contours(objective.loss, [*levels, met.level], window)
    shade(ax, [*growing, last])
    draw_lines(ax, [line for lines in growing for line in lines], alpha=0.45)
    draw_lines(ax, last, linewidth=2.0)
    if bottom is not None and _within(bottom, window):
        ax.plot(*bottom, marker="+", color=LOSS, markersize=11, markeredgewidth=2, zorder=4)
        if np.abs(bottom - met.point).max() > 0.08 * (window[1] - window[0]):
            place(ax, "least f", bottom, prefer=(0, 1))
    mark_point(ax, met, window, looks)
    alt = _alt(objective, met, looks.name)
    return LossMeetsBall(ax, alt, float(objective.lam), met, last, ball, window)


def ball_and_window(objective, met, bottom):
    """The ball's boundary, and a square window that shows it, the touching point and, unless far off, the bottom."""
    size = max(np.abs(met.point).max(), 0.0 if bottom is None else np.abs(bottom).max() / 6) or 1.0
    if met.case == "origin":
        ball = np.repeat(met.point[None], 2, axis=0)
    else:
        ball = ball_boundary(objective.penalty, met.radius, through=met.point, reach=30 * size)
    near = ball[np.abs(ball).max(axis=-1) <= 3 * size]
    points = [met.point[None], near]
    ball_size = np.abs(near).max(initial=0.0)
    if bottom is not None and (np.abs(bottom).max() <= 6 * ball_size or ball_size == 0):
        points.append(bottom[None])
    window = square_window(np.concatenate(points))
    return ball, _with_closed_contour(objective.loss, met.level, window)


def _with_closed_contour(loss, level, window):
    """The window, widened where that shows the whole touching contour at less than twice the size."""
    left, right, bottom, top = window
    half = (right - left) / 2
    (lines,) = contours(loss, [level], (left - half, right + half, bottom - half, top + half))
    if len(lines) != 1 or np.abs(lines[0][0] - lines[0][-1]).max() > 1e-6 * half:
        return window
    pad = 1 / 1.28  # the corners of the window, without its margin
    middle, inner = np.array([left + right, bottom + top]) / 2, half * pad
    return square_window(np.concatenate([lines[0], [middle - inner, middle + inner]]))


def growing_levels(loss, level, bottom, window):
    """Four levels of f below the touching one, at equal steps of √(f − least f): evenly spaced for a bowl."""
    least = float(np.min(loss.value(grid(window, 101)[-1] if bottom is None else bottom)))
    return least + (level - least) * np.array([0.2, 0.4, 0.6, 0.8]) ** 2 if level > least else []


def shade(ax, contours):
    """A bowl seen from above: the inside of each closed contour a little darker than what is around it."""
    for line in (line for lines in contours for line in lines if np.array_equal(line[0], line[-1])):
        ax.fill(*line.T, color=LOSS, alpha=0.035, linewidth=0, zorder=0.8)


def draw_ball(ax, ball, looks):
    """The ball: its boundary in the penalty's look, its inside tinted."""
    ax.fill(*ball.T, color=looks.colour, alpha=0.15, linewidth=0, zorder=1)
    ax.plot(*ball.T, color=looks.colour, linestyle=looks.line, linewidth=2.4, zorder=4)


def mark_point(ax, met, window, looks):
    """θ* in the penalty's marker, with its coordinates written towards the inside of the picture, away from −∇f."""
    ax.plot(*met.point, marker=looks.marker, markersize=10, color=looks.colour, markeredgecolor=INK, zorder=8)
    right = -1 if met.point[0] > (window[0] + window[1]) / 2 else 1
    up = -1 if met.pull[1] > 0 else 1
    at = words.point(met.point)
    place(ax, f"θ* ={' ' if len(at) < 13 else chr(10)}{at}", met.point, prefer=(right, up), multialignment="left")


def _within(point, window):
    return window[0] <= point[0] <= window[1] and window[2] <= point[1] <= window[3]


def _short(met):
    zeros = words.listing([words.theta(j) for j in met.zeros]) + " = 0" if met.zeros else "no zero"
    where = {"smooth": "curve", "inside": "no contact", "least": "least Ω"}.get(met.case, met.case)
    return "all zero" if met.case == "origin" else f"{where}, {zeros}"


def _alt(objective, met, name):
    lam, radius, at = words.number(objective.lam), words.number(met.radius), words.point(met.point)
    named = words.listing([words.theta(j) for j in met.zeros] or ["no coefficient"])
    zero = f"There {named} {'are' if len(met.zeros) > 1 else 'is'} exactly zero."
    meeting = {
        "corner": f"touch the {name} ball Ω ≤ {radius} at a corner, θ* = {at}",
        "edge": f"touch the {name} ball Ω ≤ {radius} on a straight edge, θ* = {at}",
        "smooth": f"touch the {name} ball Ω ≤ {radius} where its boundary is curved, θ* = {at}",
        "origin": f"grow until they reach the origin: the {name} ball has shrunk to that point",
        "least": f"grow until they reach the set where the {name} penalty is least, at θ* = {at}",
        "inside": f"need not grow: their centre θ* = {at} lies in the {name} ball Ω ≤ {radius}",
    }
    return f"Contours of the loss {meeting[met.case]}. {zero} The matching λ is {lam}."
