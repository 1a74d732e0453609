"""Labels that find their place: beside their point, where they hide the least of what is drawn."""

from typing import Any

import numpy as np
from matplotlib.text import Annotation, Text

from sparsity_kit.figures.canvas import HALO, SMALL
from sparsity_kit.figures.looks import FAINT, INK

DISTANCES = (11, 14, 18, 23, 29, 36, 44, 53, 63, 74)  # points, from a label's point to its near side
BESIDE_LINE = ((8, 0), (-8, 0), (0, 6), (0, -6), (7, 5), (-7, 5), (7, -5), (-7, -5))  # points
LEADER = 20  # points, beyond which a thin line leads from the label to its point
GAP = 1.5  # points, between samples of a line
MARGIN = 2.5  # points, around a label
THINNEST = 1.2  # the least weight of a line that is not pale
TEXT = 12.0  # the weight of a point of another text
OUTSIDE = 1e4  # the cost of a label that leaves the axes


class Placed(Annotation):
    """Text that chooses among `places`, (point, offset in points) each, whenever it is drawn.

    Only then is the layout known. It takes the place that hides the least ink; of equal ones, the nearest and first.
    """

    places: list
    axes: Any
    xycoords: Any
    arrow_patch: Any

    def draw(self, renderer):
        """Settle, then draw."""
        unit = renderer.points_to_pixels(1.0)
        size = np.array(Text.get_window_extent(self, renderer).size) / unit
        across, up, weights = _ink(self, renderer, unit)
        texts = np.column_stack([across, up])[weights == TEXT]
        frame = np.array(self.axes.bbox.get_points()) / unit
        costs = []
        for at, offset in self.places:
            low = self.xycoords.transform(at) / unit + offset - size * _sides(offset) - MARGIN
            high = low + size + 2 * MARGIN
            first, last = np.searchsorted(across, low[0], "right"), np.searchsorted(across, high[0])
            near = up[first:last]
            hidden = weights[first:last][(near > low[1]) & (near < high[1])].sum()
            leaves = OUTSIDE * bool((low < frame[0]).any() or (high > frame[1]).any())
            crossed = 0.0
            if np.hypot(*offset) > LEADER:  # its line is not to cross another text
                line = np.stack([self.xycoords.transform(at) / unit, (low + high) / 2])
                crossed = TEXT * _near(texts, line).sum()
            costs.append(hidden + leaves + crossed + 0.4 * np.hypot(*offset))
        self.xy, offset = self.places[int(np.argmin(np.round(costs, 3)))]
        self.set_position(offset)
        left, below = _sides(offset)
        self.set(ha={0: "left", 0.5: "center", 1: "right"}[left], va={0: "bottom", 0.5: "center", 1: "top"}[below])
        self.arrow_patch.set_visible(np.hypot(*offset) > LEADER)
        super().draw(renderer)


def place(ax, text, at, prefer=(1, 1), places=None, size=SMALL, coordinates=None, **options):
    """Text beside the point `at`, with a white halo, on whichever side and at whichever distance it hides least.

    `prefer` is the direction to take where several are as good. `places`, (point, offset) each, replaces both;
    points are in `coordinates`, a transform, the data's unless given.
    """
    leader = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.8, "shrinkB": 5}
    style = {"fontsize": size, "color": INK, "path_effects": HALO, "zorder": 9, "arrowprops": leader, "clip_on": False}
    coordinates = ax.transData if coordinates is None else coordinates
    label = Placed(text, at, (0, 0), xycoords=coordinates, textcoords="offset points", **(style | options))
    label.places = [(at, offset) for offset in _around(prefer)] if places is None else places
    label.set_in_layout(False)
    return ax.add_artist(label)


def name_beside(ax, text, line):
    """The name of a line (k, 2), close to it on whichever part hides least."""
    line = line[np.isfinite(line).all(axis=-1)]
    seen = line[:: -(-len(line) // 60)]
    places = [(tuple(at), offset) for at in seen for offset in BESIDE_LINE]
    return place(ax, text, tuple(seen[-1]), places=places)


def _around(prefer):
    """Offsets in 24 directions, those nearest to `prefer` first."""
    angles = np.deg2rad(np.arange(0, 360, 15))
    unit = np.round(np.stack([np.cos(angles), np.sin(angles)], axis=-1), 12)
    unit = unit[np.argsort(-np.round(unit @ prefer, 9), kind="stable")]
    return [tuple(distance * direction) for distance in DISTANCES for direction in unit]


def _sides(offset):
    """Which share of its size a label stands left of and below its anchor: 0, ½ or 1 in each direction."""
    small = 0.3 * np.hypot(*offset)
    return np.array([0.5 if abs(o) <= small else float(o < 0) for o in offset])


def _ink(label, renderer, unit):
    """What a label may hide, from left to right: how far across and up its points are; and how much each matters."""
    ax, found = label.axes, [np.empty((0, 3))]
    low, high = ax.bbox.padded(9).get_points()
    for line in ax.lines:
        shown = line.get_transform().transform(line.get_xydata())
        shown = np.clip(shown[np.isfinite(shown).all(axis=-1)], low, high) / unit
        if line.get_linestyle() != "None" and len(shown):
            weight = max(line.get_linewidth() ** 2, THINNEST) * (line.get_alpha() or 1.0)
            found.append(_weighted(_samples(shown), weight))
        if line.get_marker() not in ("None", "", None):
            rim = line.get_markersize() / 2 * np.array([[i, j] for i in (-1, 0, 1) for j in (-1, 0, 1)])
            found.append(_weighted((shown[:, None] + rim).reshape(-1, 2), 8.0))
    before = ax.texts[: list(ax.texts).index(label)]
    for arrow in (text for text in before if text.arrow_patch is not None and not text.get_text()):
        found.append(_weighted(_samples(ax.transData.transform([arrow.xyann, arrow.xy]) / unit), 4.0))
    for text in (*filter(Text.get_text, before), *filter(None, [ax.get_legend()])):
        box = Text.get_window_extent(text, renderer) if isinstance(text, Text) else text.get_window_extent(renderer)
        corners = box.get_points() / unit
        spread = [np.arange(corners[0, k] + 1, corners[1, k], 4) for k in (0, 1)]
        found.append(_weighted(np.stack(np.meshgrid(*spread), axis=-1).reshape(-1, 2), TEXT))
    everything = np.concatenate(found)
    return np.ascontiguousarray(everything[np.argsort(everything[:, 0], kind="stable")].T)


def _near(points, line):
    """Which points lie within 4 points of a piece of a line, given by its two ends."""
    along = line[1] - line[0]
    share = np.clip((points - line[0]) @ along / (along @ along), 0, 1)
    return np.linalg.norm(points - line[0] - share[:, None] * along, axis=-1) < 4


def _weighted(points, weight):
    return np.column_stack([points, np.full(len(points), weight)])


def _samples(vertices):
    """Points along a line, `GAP` apart."""
    length = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(vertices, axis=0), axis=-1)))
    at = np.arange(0.0, length[-1] + GAP, GAP)
    return np.stack([np.interp(at, length, column) for column in vertices.T], axis=-1)
