"""Only the penalty, downhill: L1 runs into an axis, L2 heads for the origin."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit import flow
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import Drawing, write
from sparsity_kit.figures.local import subdifferential
from sparsity_kit.figures.looks import FAINT, INK, look
from sparsity_kit.figures.plane import ball_boundary, need_planar_penalty, prepare, square_window
from sparsity_kit.inputs import as_nonnegative, as_real

STEPS = 400  # times at which a flow is drawn
WRITTEN = 4  # starts, above which the hitting times are marked but no longer written


@dataclass(frozen=True, eq=False, repr=False)
class PenaltyFlow(Drawing):
    """What `penalty_flow` drew.

    times: (T,). paths: θ(t), (k, T, 2). hits: when each coordinate reaches zero and stays, (k, 2); inf for never, 0 for
    one that starts there. marks: the points drawn where a coordinate arrives, (m, 2). ends: θ at the last time, (k, 2).
    exact: whether the flow has a formula; if not, it was followed in proximal steps and hits are exact to `times`.
    """

    times: np.ndarray
    paths: np.ndarray
    hits: np.ndarray
    marks: np.ndarray
    exact: bool

    @property
    def ends(self):
        """θ at the last time, (k, 2)."""
        return self.paths[:, -1]


def penalty_flow(penalty, starts, lam=1.0, ax=None):
    """θ' = −λ∂Ω(θ) from some starts: where the penalty alone takes a point, and which coordinate is zero when.

    starts (k, 2) or (2,); `lam` > 0. Penalties without a formula in `flow` are followed by small proximal steps.
    Raises ValueError for starts that are not in the plane and for lam = 0, where nothing moves.
    """
    need_planar_penalty("penalty_flow", penalty)
    starts = np.atleast_2d(as_real("starts", starts, ndim="1+"))
    if starts.ndim != 2 or starts.shape[1] != 2:
        raise ValueError(f"starts must have shape (k, 2), got {starts.shape}")
    lam = float(as_nonnegative("lam", as_real("lam", lam, ndim=0)))
    if lam == 0:
        raise ValueError("lam must be positive, got 0.0: without a price nothing moves")
    try:
        hits = flow.hitting_times(penalty, starts, lam)
        times = np.linspace(0.0, _horizon(hits, lam), STEPS + 1)
        paths, exact = flow.penalty_flow(penalty, starts, lam, times), True
    except TypeError:
        times, paths, hits = _by_small_steps(penalty, starts, lam)
        exact = False
    looks = look(penalty)
    window = square_window(np.concatenate([starts, -0.25 * starts]), pad=0.22)
    ax = prepare(ax, window, f"{looks.name} flow, λ = {words.number(lam)}", words.lam_caption())
    _draw_background(ax, penalty, starts, looks)
    marks = _draw_paths(ax, penalty, starts, lam, (times, paths, hits, exact), looks)
    return PenaltyFlow(ax, _alt(looks.name, lam, starts, times, paths, hits), times, paths, hits, marks, exact)


def _horizon(hits, lam):
    """A little after the last arrival; for a flow that never arrives, three half-lives of the slowest decay."""
    finite = hits[np.isfinite(hits)].max(initial=0.0)
    return 1.1 * finite if np.isfinite(hits).all() and finite > 0 else max(1.1 * finite, 1.5 / lam)


def _by_small_steps(penalty, starts, lam):
    slopes = [np.linalg.norm(subdifferential(penalty, start).centre) for start in starts]
    speed = lam * max(min((slope for slope in slopes if slope > 0), default=1.0), 1e-12)
    times = np.linspace(0.0, 2.5 * max(np.abs(starts).max(), 1e-12) / speed, STEPS + 1)
    paths = flow.proximal_iteration(penalty, starts, lam, times[1], STEPS)
    alive = paths != 0  # a coordinate has arrived when it is zero from then on
    last = STEPS - np.argmax(alive[:, ::-1], axis=1)
    arrival = np.where(alive.any(axis=1), np.append(times, np.inf)[last + 1], 0.0)
    return times, paths, arrival


def _draw_background(ax, penalty, starts, looks):
    levels = np.unique(penalty.value(starts).round(12))[:3]
    levels = levels if len(levels) > 1 else levels * np.array([0.25, 0.6, 1.0])
    for level in levels[levels > 0]:
        line = ball_boundary(penalty, level, reach=8 * np.abs(starts).max())
        ax.plot(*line.T, color=looks.colour, linestyle=looks.line, linewidth=1.0, alpha=0.6, zorder=2)


def _draw_paths(ax, penalty, starts, lam, moved, looks):
    times, paths, hits, exact = moved
    marks, arrivals = [], []
    for k, path in enumerate(paths):
        name = chr(ord("A") + k) if len(paths) > 1 and k < 26 else "start"
        ax.plot(*path.T, color=INK, linewidth=2.0, zorder=5)
        ax.plot(*starts[k], "o", color="white", markeredgecolor=INK, markersize=8, zorder=6)
        _arrowhead(ax, path)
        if len(paths) <= WRITTEN:
            write(ax, name, starts[k], (5, 6))
        for time in np.unique(hits[k][np.isfinite(hits[k]) & (hits[k] > 0)]):
            at = flow.penalty_flow(penalty, starts[k], lam, [time])[0] if exact else path[np.searchsorted(times, time)]
            who = words.listing(words.theta(j) for j in np.flatnonzero(hits[k] == time))
            marks.append(at)
            ax.plot(*at, marker=looks.marker, color=looks.colour, markeredgecolor=INK, markersize=9, zorder=7)
            if np.abs(at).max() < 1e-9 * np.abs(starts).max():
                arrivals.append(f"{name}: {who} = 0 at t = {words.number(time)}")
            elif len(paths) <= WRITTEN:
                write(ax, f"{who} = 0\nat t = {words.number(time)}", at, (6, -7 if starts[k][1] >= 0 else 7))
        if np.isinf(hits[k]).any() and len(paths) <= WRITTEN:
            arrivals.append(f"{name}: never zero, t = {words.number(times[-1])} shown")
    if arrivals and len(paths) <= WRITTEN:
        style = {"fontsize": 10.5, "color": INK, "ha": "right", "va": "bottom", "zorder": 9}
        ax.text(0.985, 0.015, "\n".join(arrivals), transform=ax.transAxes, bbox={"fc": "white", "ec": FAINT}, **style)
    return np.reshape(marks, (-1, 2))


def _arrowhead(ax, path):
    """An arrowhead a third of the way along the path."""
    length = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=-1)))
    at = int(np.searchsorted(length, 0.3 * length[-1]))
    if length[-1] > 0 and 0 < at < len(path) - 1:
        style = {"arrowstyle": "-|>", "color": INK, "mutation_scale": 16, "linewidth": 0}
        ax.annotate("", path[at + 1], path[at - 1], arrowprops=style, zorder=6)


def _alt(name, lam, starts, times, paths, hits):
    text = [f"Flow down the {name} penalty alone, λ = {words.number(lam)}."]
    for start, path, hit in zip(starts, paths, hits, strict=True):
        story = []
        for time in np.unique(hit):
            who = words.listing(words.theta(j) for j in np.flatnonzero(hit == time))
            both = np.sum(hit == time) > 1
            if time == 0:
                story.append(f"{who} {'start' if both else 'starts'} at zero and {'stay' if both else 'stays'} there")
            elif np.isinf(time):
                here = f"at t = {words.number(times[-1])} the point is {words.point(path[-1])}"
                story.append(f"{who} {'do' if both else 'does'} not reach zero, {here}")
            else:
                story.append(f"{who} {'reach' if both else 'reaches'} zero at t = {words.number(time)}")
        text.append(f"From {words.point(start)}: {'; '.join(story)}.")
    return " ".join(text)
