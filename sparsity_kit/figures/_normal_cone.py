"""At the touching point −∇f lies in λ times the subdifferential of Ω: that is why the point stays where it is."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.patches import Wedge

from sparsity_kit.figures import words
from sparsity_kit.figures.contact import Contact, ball_and_window, draw_ball, mark_point, nearby
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import FAINT, INK, look
from sparsity_kit.figures.plane import bottom_of, contours, draw_lines, prepare, square_window
from sparsity_kit.solve.touching import touching

REST = 1e6  # times the steepest slope: what is rounding beside that is a slope of 0, as a solver leaves it
SHADED: dict[str, Any] = {"alpha": 0.18, "hatch": "/", "edgecolor": FAINT, "linewidth": 0, "zorder": 1.5}


@dataclass(frozen=True, eq=False, repr=False)
class NormalCone(Contact):
    """What `normal_cone` drew: the touching point, and `scale`, θ-units per unit of ∇f in the picture."""

    scale: float


def normal_cone(objective, ax=None):
    """The normal cone of the ball at θ*, with −∇f in it, and λ∂Ω(θ*), on which the arrow −∇f ends.

    At a corner the cone is wide and λ∂Ω a whole segment: many losses lead to the same zero. Where the boundary is
    smooth the cone is one ray and λ∂Ω one point. Found from slopes of Ω, so for any penalty. Raises ValueError for a
    loss outside the plane and for a batch.
    """
    met = touching(objective, caller="normal_cone")
    looks, lam = look(objective.penalty), float(objective.lam)
    ball, window = ball_and_window(objective, met, None)
    arrows = np.concatenate([met.pull[None], lam * met.subdifferential.outline])
    scale = 0.65 * _size(objective.loss, met) / max(np.linalg.norm(arrows, axis=-1).max(), 1e-300)
    parts = met.point + scale * arrows
    window = square_window(np.concatenate([np.reshape(window, (2, 2)).T, parts]), pad=0.16)
    title = f"{looks.name}, λ = {words.number(lam)}: −∇f in λ∂Ω"
    ax = prepare(ax, window, title=title, caption=words.lam_caption(objective.loss))
    draw_ball(ax, ball, looks)
    draw_lines(ax, contours(objective.loss, [met.level], window)[0], alpha=0.6)
    if met.case != "inside":
        _draw_cone(ax, met, window, looks)
        _draw_subdifferential(ax, met, lam, scale, window, looks)
        _draw_pull(ax, met, scale)
    mark_point(ax, met, window, looks)
    return NormalCone(ax, _alt(met, lam, looks.name, objective.penalty), lam, met, scale)


def _size(loss, met):
    """The length to which the arrows are drawn to scale: the touching point's, or, at the origin, the bottom's."""
    bottom = bottom_of(loss) if met.case == "origin" else None
    return np.abs(met.point if bottom is None else bottom).max() or 1.0


def _draw_cone(ax, met, window, looks):
    shape, (first, last) = met.subdifferential, met.subdifferential.cone
    far = 3 * (window[1] - window[0])
    if last - first >= 360:
        return
    aside = abs(shape.along @ [-shape.centre[1], shape.centre[0]])
    if shape.dimension != 1 or aside > 1e-9 * np.linalg.norm(shape.centre):  # else it has no width
        ax.add_patch(Wedge(met.point, far, first, last, facecolor=looks.colour, **SHADED))
    for angle in np.deg2rad((first, last)):
        end = met.point + far * np.array([np.cos(angle), np.sin(angle)])
        ax.plot(*np.transpose([met.point, end]), color=INK, linewidth=1.0, linestyle=(0, (4, 3)), zorder=3)


def _draw_subdifferential(ax, met, lam, scale, window, looks):
    """λ∂Ω(θ*), moved to θ* and drawn to the arrow's scale: a dot, a thick bar, or an area."""
    shape, far = met.subdifferential, 10 * (window[1] - window[0])
    ends = met.point + scale * lam * shape.outline
    outline = _with_rays(ends, far * shape.rays, shape.dimension)
    if shape.dimension == 2 and len(outline):
        ax.fill(*outline.T, facecolor=looks.colour, **SHADED)
    ax.plot(*outline.T, color=looks.colour, linewidth=6, solid_capstyle="butt", zorder=5)
    ax.plot(*ends.T, color=looks.colour, linestyle="none", marker="o", markersize=6, zorder=5)
    if shape.dimension and len(ends):  # named at the end that is farther from the arrow
        end = ends[np.linalg.norm(ends - (met.point + scale * met.pull), axis=-1).argmax()]
        side = np.where(end >= met.point, 1, -1) if shape.dimension == 1 else np.where(end > met.point, -1, 1)
        place(ax, "λ∂Ω", end, prefer=side, size=13)


def _with_rays(ends, rays, dimension):
    """The outline, drawn on along the rays as far as they show."""
    if not len(rays):
        return ends
    if dimension == 1:
        return np.concatenate([ends[:1] + rays[:1], ends, ends[-1:] + rays[1:]])
    first, second, *more = rays  # the rays of an area begin at the first and at the last point of its outline
    return np.concatenate([ends[:1] + first, ends, ends[-1:] + second, *(ends[-1:] + ray + second for ray in more)])


def _draw_pull(ax, met, scale):
    tip = met.point + scale * met.pull
    style = {"arrowstyle": "-|>", "color": INK, "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 18}
    ax.annotate("", tip, met.point, arrowprops=style, zorder=7)
    place(ax, "−∇f", tip, prefer=np.where(met.pull < 0, -1, 1), size=13)


def _alt(met, lam, name, penalty):
    pull, at = words.point(met.pull, beside=REST * met.steepest), words.point(met.point)
    start = f"At θ* = {at}, λ = {words.number(lam)}, the loss pulls with −∇f = {pull}."
    if met.case == "inside":
        return f"{start} The loss is at rest there, so the {name} penalty has nothing to hold."
    first, last = met.subdifferential.cone
    least = nearby(penalty, "least")
    if last - first == 360:
        where = f"The {name} penalty is {least} there, so every direction is held"
    elif met.case == "least":
        where = f"The {name} penalty is {least} there, though not there alone"
    elif met.subdifferential.dimension:
        where = f"The {name} ball has a kink there; its normal cone is {words.number(last - first)} degrees wide"
    else:
        return f"{start} The {name} ball is smooth there: its normal cone is one ray, and −∇f is λ∇Ω exactly."
    if met.room == 0:
        return f"{start} {where}, and −∇f lies at the end of λ∂Ω."
    room = "any distance" if np.isinf(met.room) else words.number(met.room)
    return f"{start} {where}, and −∇f lies inside λ∂Ω, {room} from its end."
