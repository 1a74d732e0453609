"""A picture of the point where contours and ball touch: the numbers, ball and mark that several figures share."""

from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import INK
from sparsity_kit.figures.plane import ball_boundary, contours, square_window
from sparsity_kit.solve.touching import Touching


def _told_by_touching(name, meaning):
    return property(attrgetter(f"touching.{name}"), doc=meaning)


def nearby(penalty, least):
    """The words `least` for where Ω is lowest, with "nearby" if it is not convex: it may be lower farther off."""
    return least if penalty.convex else f"{least} nearby"


@dataclass(frozen=True, eq=False, repr=False)
class Contact(Drawing):
    """A picture of a touching point: `touching` holds the numbers behind it, which the properties name. lam: λ."""

    lam: float
    touching: Touching

    point = _told_by_touching("point", "θ*, shape (2,).")
    radius = _told_by_touching("radius", "Ω(θ*).")
    pull = _told_by_touching("pull", "−∇f(θ*).")
    case = _told_by_touching(
        "case", 'One of "corner", "edge", "smooth", "origin", "inside" and "least"; see `Touching`.'
    )
    zeros = _told_by_touching("zeros", "The coefficients that are exactly zero, counted from 0.")
    cone = _told_by_touching(
        "subdifferential.cone",
        "The two angles between which the normal cone lies, in degrees; equal where the boundary is smooth.",
    )
    room = _told_by_touching("room", "The distance from −∇f to the nearer end of λ∂Ω(θ*), in units of ∇f.")
    violation = _told_by_touching("violation", "How far −∇f lies outside λ∂Ω(θ*): 0 up to rounding.")


def ball_and_window(objective, met, bottom):
    """The ball's boundary, and a square window that shows it, the touching point and, unless far off, the bottom."""
    size = max(np.abs(met.point).max(), 0.0 if bottom is None else np.abs(bottom).max() / 6) or 1.0
    ball = ball_boundary(objective.penalty, met.radius, reach=30 * size, through=met.point)
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
