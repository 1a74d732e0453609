"""What lies over what in a picture as it is drawn: `overlaps(figure)` names each text that is not free."""

from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

THICK = 1.5  # points, from which on a line may not pass below a text that has a halo


def overlaps(figure):
    """Each fault as one line: a text over another text, line, marker or bar, or one that leaves the figure.

    The figure is drawn first, and then the boxes are those of its renderer. A thin line may end at a text's halo.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    texts = [(text, Text.get_window_extent(text, renderer).padded(-1)) for text in drawn_texts(figure)]
    drawn = {ax: Drawn.on(ax, renderer) for ax in figure.axes}
    found = [
        f"{texts[i][0].get_text()!r} lies over {texts[j][0].get_text()!r}"
        for i, j in _meeting([box for _, box in texts])
    ]
    for text, box in texts:
        name = repr(text.get_text())
        if not figure.bbox.containsx(box.x0) or not figure.bbox.containsx(box.x1) \
                or not figure.bbox.containsy(box.y0) or not figure.bbox.containsy(box.y1):  # fmt: skip
            found.append(f"{name} leaves the figure")
        for ax in figure.axes:
            found += [f"{name} {fault}" for fault in _through(text, box, ax, drawn[ax])]
    return found


class Drawn(NamedTuple):
    """What of one picture a text may lie over, in pixels: computed once for all texts."""

    lines: list  # (line, the reach of its markers, where it runs)
    spines: list
    bars: list  # a list for each set of bars
    leaders: list  # (the text that a leader belongs to, the pieces of the leader)

    @classmethod
    def on(cls, ax, renderer):
        spines = [each.get_window_extent(renderer) for each in ax.spines.values() if _is_seen(each, ax)]
        bars = [[bar.get_window_extent(renderer) for bar in bars] for bars in ax.containers]
        return cls(list(_lines_in_pixels(ax)), spines, bars, list(_leaders_in_pixels(ax)))


def _meeting(boxes):
    """The pairs i < j of boxes that have a point in common."""
    low, high = (np.reshape([getattr(box, end) for box in boxes], (-1, 2)) for end in ("min", "max"))
    common = np.maximum(low[:, None], low) <= np.minimum(high[:, None], high)
    return np.argwhere(np.triu(common.all(axis=-1), 1))


def _lines_in_pixels(ax):
    """Each line with the reach of its markers, and where it runs."""
    for line in ax.lines:
        reach = line.get_markersize() / 2 * ax.figure.dpi / 72 - 1
        yield line, reach, line.get_transform().transform_path(line.get_path())


def _leaders_in_pixels(ax):
    """Each text that has a leader, and the pieces of that."""
    for text in ax.texts:
        arrow = getattr(text, "arrow_patch", None)
        if arrow is not None and arrow.get_visible():
            pieces = arrow.get_transform().transform_path(arrow.get_path()).to_polygons(closed_only=False)
            yield text, [Path(piece) for piece in pieces]


def drawn_texts(figure):
    """All texts that are seen: those of ticks only where the tick lies on its axis."""
    axes = [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]
    hidden = {
        text
        for axis in axes
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())
        for text in (tick.label1, tick.label2)
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    seen = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [text for text in seen if text not in hidden]


def _is_seen(spine, ax):
    return spine.get_visible() and ax.axison


def _through(text, box, ax, drawn):
    """What of one picture runs through a text, or is hidden by it."""
    farthest = max([0, *(reach for _, reach, _ in drawn.lines)])
    near = Bbox.intersection(box.padded(farthest), ax.bbox) is not None
    for line, reach, path in drawn.lines if near else []:
        thin = text.get_path_effects() and line.get_linewidth() < THICK
        if line.get_linestyle() != "None" and not thin and path.intersects_bbox(_shared(box, ax), filled=False):
            yield f"lies over a line of {line.get_linewidth():g} points"
        if line.get_marker() not in ("None", "", None) and _shared(box.padded(reach), ax).count_contains(path.vertices):
            yield f"lies over a marker {line.get_marker()!r}"
    if any(spine.overlaps(box) for spine in drawn.spines):
        yield "lies over an axis"
    for bars in drawn.bars:
        if any(bar.overlaps(box) for bar in bars):
            yield "lies over a bar"
    for other, leader in drawn.leaders:
        if other is not text and any(piece.intersects_bbox(box, filled=False) for piece in leader):
            yield f"is crossed by the leader of {other.get_text()!r}"


def _shared(box, ax):
    """The part of a box that lies where the axes show their lines; a box of no size elsewhere."""
    return Bbox.intersection(box, ax.bbox) or Bbox.from_bounds(-1e9, -1e9, 0, 0)
