"""Only the penalty, downhill: L1 runs into an axis, L2 heads for the origin."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit import flow
from sparsity_kit.asked import need_planar_penalty
from sparsity_kit.figures import words
from sparsity_kit.figures.arrivals import WRITTEN, arrivals, start_name, story
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.ink import along
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.looks import INK, look
from sparsity_kit.figures.plane import as_window, ball_boundary, prepare, square_window
from sparsity_kit.flow.iterations import need_finite
from sparsity_kit.flow.until_rest import until_rest
from sparsity_kit.inputs import as_nonnegative, as_real

STEPS = 400  # times at which a flow is drawn


@dataclass(frozen=True, eq=False, repr=False)
class PenaltyFlow(Drawing):
    """What `penalty_flow` drew.

    times: (T,). paths: θ(t), (k, T, 2). hits: when each coordinate reaches zero and stays, (k, 2); 0 for one that
    starts there, inf for never or, if not exact, for not within `times`. marks: the points drawn where a coordinate
    arrives, (m, 2). ends: θ at the last time, (k, 2). exact: whether the flow has a formula; if not, it was followed in
    proximal steps. rests: whether a point comes to rest, (k,).
    """

    times: np.ndarray
    paths: np.ndarray
    hits: np.ndarray
    marks: np.ndarray
    exact: bool
    rests: np.ndarray

    @property
    def ends(self):
        """θ at the last time, (k, 2)."""
        return self.paths[:, -1]


def penalty_flow(penalty, starts, lam=1.0, ax=None, window=None):
    """θ' = −λ∂Ω(θ) from some starts: where the penalty alone takes a point, and which coordinate is zero when.

    starts (k, 2) or (2,); `lam` > 0; window: left, right, bottom, top, around the starts unless given.
    Penalties without a formula in `flow` are followed by small proximal steps until `flow.hitting_times`.
    Raises ValueError for starts that are not in the plane or where Ω is infinite, and for lam = 0, where nothing moves.
    """
    need_planar_penalty("penalty_flow", penalty)
    starts = np.atleast_2d(as_real("starts", starts, ndim="1+"))
    if starts.ndim != 2 or starts.shape[1] != 2:
        raise ValueError(f"starts must have shape (k, 2), got {starts.shape}")
    need_finite(penalty, starts)
    lam = float(as_nonnegative("lam", lam, ndim=0))
    if lam == 0:
        raise ValueError("lam must be positive, got 0.0: without a price nothing moves")
    exact = bool(penalty.flow and penalty.arrival)
    if exact:
        hits = flow.hitting_times(penalty, starts, lam)
        times = np.linspace(0.0, _horizon(hits, lam), STEPS + 1)
        paths, rests = flow.penalty_flow(penalty, starts, lam, times), np.isfinite(hits).all(axis=1)
    else:
        times, paths, _, rests = until_rest(penalty, starts, lam)
        hits = flow.hitting_times(penalty, starts, lam)
        hits[hits > times[-1]] = np.inf
        paths = np.where(times[:, None] < hits[:, None], paths, 0.0)
    looks = look(penalty)
    around = square_window(np.concatenate([starts, -0.25 * starts]), pad=0.22)
    window = around if window is None else as_window(window)
    caption = "\n".join([*arrivals(hits, times, exact, rests), "the penalty alone: θ′ = −λ∇Ω(θ)"])
    ax = prepare(ax, window, f"{looks.name} flow, λ = {words.number(lam)}", caption)
    _draw_background(ax, penalty, starts, looks)
    marks = _draw_paths(ax, penalty, starts, lam, (times, paths, hits, exact), looks)
    alt = story(looks.name, lam, (times, paths, hits, exact, rests))
    return PenaltyFlow(ax, alt, times, paths, hits, marks, exact, rests)


def _horizon(hits, lam):
    """A little after the last arrival; for a flow that never arrives, three half-lives of the slowest decay."""
    finite = hits[np.isfinite(hits)].max(initial=0.0)
    return 1.1 * finite if np.isfinite(hits).all() and finite > 0 else max(1.1 * finite, 1.5 / lam)


def _draw_background(ax, penalty, starts, looks):
    values = penalty.value(starts)
    size = values.max() or 1.0
    levels = np.unique((values / size).round(12))[:3] * size
    levels = levels if len(levels) > 1 else levels * np.array([0.25, 0.6, 1.0])
    for level in levels[levels > 0]:
        line = ball_boundary(penalty, level, reach=8 * np.abs(starts).max())
        ax.plot(*line.T, color=looks.colour, linestyle=looks.line, linewidth=1.0, alpha=0.6, zorder=2)


def _draw_paths(ax, penalty, starts, lam, moved, looks):
    times, paths, hits, exact = moved
    marks, at_most_a_few = [], len(paths) <= WRITTEN
    for k, path in enumerate(paths):
        ax.plot(*path.T, color=INK, linewidth=2.0, zorder=5)
        ax.plot(*starts[k], "o", color="white", markeredgecolor=INK, markersize=8, zorder=6)
        _arrowhead(ax, path)
        if at_most_a_few:
            place(ax, start_name(k, len(paths)), starts[k])
        for time in np.unique(hits[k][np.isfinite(hits[k]) & (hits[k] > 0)]):
            at = flow.penalty_flow(penalty, starts[k], lam, [time])[0] if exact else _at(times, path, hits[k], time)
            who = words.listing(words.theta(j) for j in np.flatnonzero(hits[k] == time))
            marks.append(at)
            ax.plot(*at, marker=looks.marker, color=looks.colour, markeredgecolor=INK, markersize=9, zorder=7)
            if at_most_a_few and time < hits[k].max():
                up = -1 if starts[k][1] >= 0 else 1
                place(ax, f"{who} = 0\nat t = {words.number(time)}", at, prefer=(1, up))
    return np.reshape(marks, (-1, 2))


def _at(times, path, hits, time):
    """The point of a path in steps at a time between two of them; what has arrived by then is zero."""
    return np.where(hits <= time, 0.0, [np.interp(time, times, column) for column in path.T])


def _arrowhead(ax, path):
    """An arrowhead a third of the way along the path."""
    length = along(path)
    at = int(np.searchsorted(length, 0.3 * length[-1]))
    if length[-1] > 0 and 0 < at < len(path) - 1:
        style = {"arrowstyle": "-|>", "color": INK, "mutation_scale": 16, "linewidth": 0}
        ax.annotate("", path[at + 1], path[at - 1], arrowprops=style, zorder=6)
