"""A penalty's contours and where it pushes: downhill, at right angles to the contour."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import need_planar_penalty
from sparsity_kit.figures import words
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.looks import INK, look
from sparsity_kit.figures.plane import ball_boundary, ball_centre, prepare
from sparsity_kit.halving import halve
from sparsity_kit.plane.slopes import directions
from sparsity_kit.plane.subdifferential import subdifferential

STEPS = (1.0, 1.5, 2.0)  # where the contours cross the first axis, from the centre
SAMPLED = np.arange(22.5, 360, 45)  # degrees: between the axes and the diagonals


@dataclass(frozen=True, eq=False, repr=False)
class PenaltyContours(Drawing):
    """What `penalty_contours` drew.

    levels: the values of Ω on the contours, (3,). contours: their points, arrays (k, 2), with NaN
    where Ω jumps to infinity instead of crossing the level. points: where the arrows
    start, (m, 2). gradients: ∇Ω there, (m, 2); the arrows are −∇Ω, all shortened by the same factor `scale`.
    """

    levels: np.ndarray
    contours: list
    points: np.ndarray
    gradients: np.ndarray
    scale: float


def penalty_contours(penalty, ax=None):
    """Contours of Ω with arrows −∇Ω: downhill is at right angles to the contour. For L1 that is along a diagonal.

    Any penalty of two coefficients. The gradient is taken from differences of Ω; no arrow is drawn at a kink, where
    there is none. Raises ValueError for a penalty that is not one of 2 coefficients.
    """
    need_planar_penalty("penalty_contours", penalty)
    looks, centre = look(penalty), ball_centre(penalty, np.zeros(2))
    levels = _levels(penalty, centre)
    contours = [_contour(penalty, level) for level in levels]
    points, gradients = _arrows(penalty, centre, levels)
    reach = 2.3
    window = centre[0] - reach, centre[0] + reach, centre[1] - reach, centre[1] + reach
    ax = prepare(ax, window, title=f"{looks.name}: contours and −∇Ω")
    for line in contours:
        ax.plot(*line.T, color=looks.colour, linestyle=looks.line, linewidth=2.0, zorder=3)
    lengths = np.maximum(np.linalg.norm(gradients, axis=-1), 1e-300)
    room = np.abs(points - centre) / np.maximum(np.abs(gradients), 1e-9 * lengths[:, None])
    scale = float(min(0.42 / lengths.max(initial=1e-300), 0.8 * room.min(initial=np.inf)))  # heads end before an axis
    for start, slope in zip(points, gradients, strict=True):
        _right_angle_arrow(ax, start, -scale * slope)
    alt = _alt(looks.name, levels, points - centre, gradients)
    return PenaltyContours(ax, alt, levels, contours, points, gradients, scale)


def _levels(penalty, centre):
    for direction in np.eye(2):
        levels = penalty.value(centre + np.outer(STEPS, direction))
        if np.isfinite(levels).all() and (np.diff(levels) > 0).all() and levels[0] > penalty.value(centre):
            return levels
    raise ValueError(
        f"penalty_contours needs a penalty that grows along an axis, and is finite there up to {STEPS[-1]} from its "
        f"least point, got {penalty!r}; draw another, or in other units"
    )


def _contour(penalty, level):
    """The boundary of the ball, with gaps where it is the rim of the region in which Ω is finite."""
    line = ball_boundary(penalty, level, reach=8.0)
    on_it = np.abs(penalty.value(line) - level) <= 1e-6 * abs(level)
    return line if on_it.all() else np.where(on_it[:, None], line, np.nan)


def _arrows(penalty, centre, levels):
    """The points of the contours at the sampled angles, and ∇Ω there; kinks and points far off are left out."""
    points, gradients = [], []
    for level in levels:
        for ray in directions(SAMPLED):
            _, high = halve(lambda size, ray=ray, level=level: penalty.value(centre + size * ray) < level, 0.0, 3.0)
            if high > 2.9 or abs(penalty.value(centre + high * ray) - level) > 1e-6 * abs(level):
                continue
            shape = subdifferential(penalty, centre + high * ray)
            if shape.dimension == 0 and shape.centre.any():
                points.append(centre + high * ray)
                gradients.append(shape.centre)
    return np.reshape(points, (-1, 2)), np.reshape(gradients, (-1, 2))


def _right_angle_arrow(ax, start, arrow):
    """An arrow, and the small square of a right angle between it and the contour."""
    head = min(10.0, 50 * np.linalg.norm(arrow))
    style = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0, "mutation_scale": head}
    ax.annotate("", start + arrow, start, arrowprops=style, zorder=6)
    along = arrow * min(0.09 / np.linalg.norm(arrow), 0.3)
    across = np.array([-along[1], along[0]])
    ax.plot(*np.transpose([start + along, start + along + across, start + across]), color=INK, linewidth=0.8, zorder=6)


def _alt(name, levels, offsets, gradients):
    text = f"Contours of the {name} penalty at Ω = {words.listing(words.number(v) for v in levels)}. "
    if not len(gradients):
        return text + "No arrows: no smooth point was found."
    text += f"{len(gradients)} arrows point downhill, each at a right angle to its contour. "
    sizes, lengths = np.abs(gradients), np.linalg.norm(gradients, axis=-1)
    sideways = np.abs(offsets[:, 0] * gradients[:, 1] - offsets[:, 1] * gradients[:, 0])
    if np.ptp(sizes, axis=0).max() < 1e-4 * sizes.max():
        a, b = (f"±{words.number(s)}" if s > 1e-6 else "0" for s in sizes.mean(axis=0))
        return text + f"Every slope is ({a}, {b})" + (", along a diagonal." if a == b else ".")
    if sideways.max() < 1e-4 * np.max(np.linalg.norm(offsets, axis=-1) * lengths):
        text += "Every arrow points straight at the centre. "
    if np.ptp(lengths) < 1e-4 * lengths.max():
        return text + f"All slopes have the length {words.number(lengths.mean())}."
    return text + f"The slopes have lengths from {words.number(lengths.min())} to {words.number(lengths.max())}."
