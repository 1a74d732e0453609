"""The exact lasso path: every coefficient from kink to kink, and who enters and leaves at each of them."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import as_window, need_path
from sparsity_kit.figures import words
from sparsity_kit.figures._coefficient_path import coefficient_path
from sparsity_kit.figures.canvas import WIDE, label, on
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.ends import strip, strip_begins
from sparsity_kit.figures.lines import as_highlighted, as_names, draw_lines, mark_zeros, name_largest, name_lines
from sparsity_kit.figures.looks import INK, look
from sparsity_kit.figures.path_events import happenings, story
from sparsity_kit.inputs import shown
from sparsity_kit.objective import Objective
from sparsity_kit.penalties import L1
from sparsity_kit.solve.path import SolvedPath
from sparsity_kit.solve.path import path as follow
from sparsity_kit.solve.prices import lambda_max


@dataclass(frozen=True, eq=False, repr=False)
class ExactPath(Drawing):
    """What `path` drew.

    lams: where θ was computed, ascending, all kinks in the picture among them, (m,); thetas: θ there, (m, p). kinks:
    every λ where the path bends or ends, descending from λ_max, (k,). entries, exits: (λ, column) pairs, as λ falls.
    highlighted: which coefficients stand out, as indices, ascending; () if all look alike.
    """

    lams: np.ndarray
    thetas: np.ndarray
    kinks: np.ndarray
    entries: tuple
    exits: tuple
    names: tuple
    highlighted: tuple = ()


def path(path, names=(), ax=None, highlight=None, scale=None, window=None):
    """θ(λ) from kink to kink, drawn where it is not exactly zero: on a plain axis of λ every piece is straight.

    `path` is an objective, or its path; where that is not exact, the picture is that of `coefficient_path`. `names`
    (p,). On the zero line stands a diamond where a coefficient enters and a cross where it leaves, along the top its
    name, and on the axis of λ a tick at every kink. `scale` is "linear", or "log", which bends the pieces and has no
    λ = 0; unless given it is "log" if the kinks span more than a factor 30. `highlight` is as in `coefficient_path`; of
    more than 16 coefficients it is the first seven to enter, unless given. `window`, the largest λ and the least and
    largest coefficient that are seen, is chosen to fit unless given. Raises TypeError for what is not a path,
    ValueError for names or a scale that do not fit, or for a path that is zero throughout.
    """
    if window is not None:
        wanted = "(largest λ, least coefficient, largest coefficient), λ > 0"
        window = as_window(window, 3, lambda lam, low, high: lam > 0 and low < high, wanted)
    if isinstance(path, Objective):
        path = follow(path)
    if isinstance(path, SolvedPath):
        _need_several(path)
        objective = path.objective.loss + path.lams * path.objective.penalty
        return coefficient_path(objective, names or None, ax, highlight)
    need_path("path", path)
    names = as_names(names, path.theta.shape[-1])
    entries = tuple((event.lam, j) for event in path.events for j in event.entered)
    exits = tuple((event.lam, j) for event in path.events for j in event.left)
    order = list(dict.fromkeys(j for _, j in entries))
    chosen = as_highlighted(highlight, names, first=order)
    scale, lams = _where_to_draw(path.lams, scale)
    thetas, ax, style = path(lams), on(ax, WIDE), look(L1())
    ax.set_xscale(scale)
    draw_lines(ax, lams, np.where(_near_life(thetas), thetas, np.nan), chosen)
    for marker, changes in ((style.marker, entries), ("X", exits)):
        at, columns = zip(*changes, strict=True) if changes else ((), ())
        mark_zeros(ax, at, columns, marker, chosen)
    short = tuple(map(words.shortened, names))
    said = [each for each in happenings(path.events, short, chosen) if window is None or each[0] <= window[0]]
    name_lines(ax, lams, thetas, names, chosen, strip_begins([what for _, what in said]) if said else 1.0, window)
    top = strip(ax, *zip(*reversed(said), strict=True)) if said else 1.0
    _tick_kinks(ax, path.lams)
    if window is None or path.lams[0] <= window[0]:
        name_largest(ax, path.lams[0], top)
    ridge = getattr(path, "ridge", 0.0)
    title = f"{'elastic net' if ridge else style.name}: the exact path"
    label(ax, "λ", "coefficient", title, words.lam_caption(ridge=ridge))
    alt = story(path.lams, path.theta[-1], order, entries, exits, names, chosen, ridge)
    return ExactPath(ax, alt, lams, thetas, path.lams, entries, exits, names, chosen)


def _need_several(path):
    if len(path.lams) < 2:
        largest = float(lambda_max(path.objective))
        cure = f"take a λ below λ_max = {largest:.4g}, or several" if np.isfinite(largest) else "give several"
        raise ValueError(f"a path needs several λ, got λ = {path.lams[0]:.4g} alone; {cure}")


def _where_to_draw(kinks, scale):
    """The scale, and the λ at which to compute θ, ascending: the kinks, and some between them, many on a bent scale."""
    if not (scale is None or (isinstance(scale, str) and scale in ("linear", "log"))):
        raise ValueError(f"scale must be 'linear' or 'log', got {shown(scale)}")
    positive = kinks[kinks > 0]
    if len(kinks) < 2 or not len(positive):
        raise ValueError("the path is zero throughout: take a lam or lam_min below λ_max, or other data")
    scale = scale or ("log" if positive[0] > 30 * positive[-1] else "linear")
    if scale == "linear":
        return scale, np.unique(np.concatenate([kinks, (kinks[1:] + kinks[:-1]) / 2]))
    low = kinks[-1] or positive[-1] / 1.6  # a last piece that leads to λ = 0 is shown in part
    return scale, np.unique(np.concatenate([positive, np.geomspace(low, kinks[0], 300)]))


def _near_life(thetas):
    """Where a coefficient or its neighbour along the path is not zero, (m, p): its line, both its ends included."""
    alive = np.pad(thetas != 0.0, ((1, 1), (0, 0)))
    return alive[:-2] | alive[1:-1] | alive[2:]


def _tick_kinks(ax, kinks):
    """A short tick on the axis of λ at every kink; no other small ticks."""
    ax.minorticks_off()
    shown = kinks[(kinks > 0) | (ax.get_xscale() == "linear")]
    ax.plot(shown, np.zeros_like(shown), "|", transform=ax.get_xaxis_transform(), color=INK, markersize=8)
